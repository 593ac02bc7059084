"""Join what was taught apart: a list of artifacts that can be joined, each to be ticked, and why it cannot start yet.

Not here: which go together (viewmodel/merging.py).
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidget, QListWidgetItem, QWidget

from studio.desktop.translation import plural, tr
from studio.desktop.ui.canvas.use_chips import artifact_words
from studio.desktop.ui.controls.pieces import button, column, label
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.merging import MergeViewModel

_ID = Qt.ItemDataRole.UserRole


class MergeDialog(QDialog):
    """Bound to a MergeViewModel; Space ticks a line."""

    def __init__(self, merging: MergeViewModel, look: ThemeSwitcher, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._merging = merging
        merging.setParent(self)
        self.setWindowTitle(tr("Join what was taught"))
        self.resize(620, 440)
        words = tr(
            "Subjects that were taught apart come into one artifact, which draws them together. The others stay as"
            " they are. Methods that can do this: {methods}.",
            methods=tr(" and ").join(merging.methods),
        )
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Artifacts that can be joined"))
        self.list.setProperty("role", "choices")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        for manifest in merging.artifacts:
            item = QListWidgetItem(f"{artifact_words(manifest)}, {manifest.backbone}")
            item.setData(_ID, manifest.id)
            item.setToolTip(item.text())
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        if self.list.count():
            self.list.setCurrentRow(0)
        self.list.itemChanged.connect(lambda _: self._tell())
        self._why = label("", "warning", wrap=True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.start = button(tr("Join"), look, icon="join", role="primary", clicked=merging.start)
        self.start.setDefault(True)
        buttons.addButton(self.start, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        layout = column(
            label(words, "muted", wrap=True), self.list, self._why, buttons, margins=t.SPACE_XL, gap=t.SPACE_M
        )
        layout.setStretch(1, 1)
        self.setLayout(layout)
        merging.changed.connect(self._show)
        merging.started.connect(self.accept)
        self._show()

    def _tell(self) -> None:
        items = (self.list.item(place) for place in range(self.list.count()))
        self._merging.choose(str(i.data(_ID)) for i in items if i.checkState() is Qt.CheckState.Checked)

    def _show(self) -> None:
        why, many = self._merging.start_problem(), len(self._merging.chosen)
        if not self._merging.artifacts:
            why = tr("Teach two subjects by {methods} first.", methods=tr(" or ").join(self._merging.methods))
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self.start.setText(plural("Join %n artifact(s)", many) if many > 1 else tr("Join"))
        self.start.setAccessibleName(self.start.text())
        self.start.setEnabled(not why)
