"""Who is taught: one subject by a click, several by Ctrl or Shift, as in every list. Several are taught in turn.

Not here: subjects themselves (ui/gallery).
"""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from studio.desktop.translation import plural, tr
from studio.desktop.viewmodel.teach import TeachViewModel

_ROWS = 5  # then it scrolls
_EDGE = 5  # border and padding of the list, px


class SubjectList(QListWidget):
    """Bound to the Teach view-model."""

    def __init__(self, teach: TeachViewModel) -> None:
        super().__init__()
        self._teach = teach
        self.setAccessibleName(tr("Subjects to teach"))
        self.setProperty("role", "choices")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setUniformItemSizes(True)
        self.itemSelectionChanged.connect(self._on_selection)
        teach.subjects_changed.connect(self._fill)
        teach.choice_changed.connect(self._mark)
        self._fill()

    def _fill(self) -> None:
        with QSignalBlocker(self):
            self.clear()
            for subject in self._teach.subjects:
                photos = plural("%n photo(s)", len(subject.photos))
                item = QListWidgetItem(f"{subject.name}  ·  {subject.class_word}  ·  {photos}")
                item.setData(Qt.ItemDataRole.UserRole, subject.id)
                item.setToolTip(subject.name)
                self.addItem(item)
        rows = min(max(self.count(), 1), _ROWS)
        height = self.sizeHintForRow(0) if self.count() else 28
        self.setFixedHeight(rows * height + 2 * _EDGE)
        if not self.count():
            self.hide()
        elif self.parent() is not None:  # without one it would be shown as a window of its own
            self.show()
        self._mark()

    def _mark(self) -> None:
        with QSignalBlocker(self):
            for place in range(self.count()):
                item = self.item(place)
                item.setSelected(item.data(Qt.ItemDataRole.UserRole) in self._teach.subject_ids)
            chosen = self.selectedItems()
            if chosen and not self.hasFocus():
                self.scrollToItem(chosen[0])

    def _on_selection(self) -> None:
        self._teach.choose_subjects(item.data(Qt.ItemDataRole.UserRole) for item in self.selectedItems())
