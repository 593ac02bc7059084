"""Taught subjects to drag onto the canvas; Enter or a double click puts one into the middle.

Not here: what the drop does (viewmodel/create.py: put_on_canvas).
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QSize, Qt
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem

from studio.desktop.translation import tr
from studio.desktop.ui.canvas.canvas_view import SUBJECT_MIME
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.create import CreateViewModel

_ID = Qt.ItemDataRole.UserRole


class SubjectTray(QListWidget):
    """Bound to the Create view-model."""

    def __init__(self, create: CreateViewModel, look: ThemeSwitcher) -> None:
        super().__init__()
        self._create, self._look = create, look
        self.setAccessibleName(tr("Subjects to put on the canvas"))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setDragEnabled(True)
        self.setDragDropMode(QListWidget.DragDropMode.DragOnly)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(38)
        self.setSpacing(2)
        self.itemActivated.connect(lambda item: create.put_on_canvas(str(item.data(_ID))))
        create.choices_changed.connect(self._fill)
        create.form_changed.connect(self._fill)
        look.theme_changed.connect(self._on_theme)
        self._fill()

    def _fill(self) -> None:
        found: dict[str, str] = {}
        known = {subject.id: subject.name for subject in self._create.service.subjects}
        for manifest in self._create.fitting():
            for subject in manifest.subject_ids:
                if subject in known:
                    found.setdefault(subject, known[subject])
        shown = {str(self.item(i).data(_ID)): self.item(i).text() for i in range(self.count())}
        if not found:
            self.hide()
        elif self.parent() is not None:  # without one it would be shown as a window of its own
            self.show()
        if shown == found:
            return
        self.clear()
        for key, name in found.items():
            item = QListWidgetItem(self._look.icon("region"), name if len(name) <= 22 else f"{name[:21]}…")
            item.setData(_ID, key)
            item.setToolTip(tr("Drag {name} onto the canvas, or press Enter", name=name))
            item.setSizeHint(QSize(self.fontMetrics().horizontalAdvance(item.text()) + 44, 28))
            self.addItem(item)

    def _on_theme(self, _theme: object) -> None:
        self.clear()
        self._fill()

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:  # noqa: N802
        """Qt: the subject's id."""
        data = QMimeData()
        if items:
            data.setData(SUBJECT_MIME, str(items[0].data(_ID)).encode())
        return data
