"""The trash: what was removed, with restore and deleting for good.

Not here: state (viewmodel/trash.py).
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QMessageBox, QStackedLayout, QWidget

from studio.desktop.translation import mark, plural, tr
from studio.desktop.ui.controls.empty_state import EmptyState
from studio.desktop.ui.controls.pieces import button, column, label, panel, row, tool
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.trash import TrashViewModel, words
from studio.library.trash import Entry

_DELETE = mark("Delete for good")


class TrashPage(QWidget):
    """Signals: left() to go back to the subjects."""

    left = Signal()

    def __init__(self, trash: TrashViewModel, look: ThemeSwitcher) -> None:
        super().__init__()
        self._trash = trash
        self.question: QMessageBox | None = None
        back = tool(tr("Back to all subjects"), look, "back", clicked=self.left.emit)
        self._count = label("", "muted")
        self.restore = button(tr("Restore"), look, icon="restore", role="primary", clicked=self._on_restore)
        self.delete = button(f"{tr(_DELETE)}…", look, icon="remove", role="danger", clicked=self._on_delete)
        header = row(back, column(label(tr("Trash"), "title"), self._count, gap=2), None, self.delete, self.restore)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Removed things"))
        self.list.setUniformItemSizes(True)
        self.list.itemActivated.connect(lambda _: self._on_restore())
        self.list.currentRowChanged.connect(lambda _: self._show_buttons())
        self._empty = EmptyState(
            look, "trash", tr("The trash is empty"), tr("Removed subjects, photos and pictures come here.")
        )
        self._body = QWidget()
        self._stack = QStackedLayout(self._body)
        self._stack.addWidget(panel(column(self.list, margins=t.SPACE_S)))
        self._stack.addWidget(self._empty)
        layout = column(header, self._body, gap=t.SPACE_L, margins=t.SPACE_XL)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        trash.entries_changed.connect(self._fill)
        self._fill()

    def _fill(self) -> None:
        entries = self._trash.entries
        row_before = max(0, self.list.currentRow())
        self.list.clear()
        for entry in entries:
            item = QListWidgetItem(f"{entry.name}\n{words(entry)}")
            item.setData(Qt.ItemDataRole.UserRole, entry)
            item.setSizeHint(QSize(200, 52))
            self.list.addItem(item)
        if entries:
            self.list.setCurrentRow(min(row_before, len(entries) - 1))
        many = plural("%n thing(s) may come back.", len(entries))
        self._count.setText(many if entries else tr("Nothing was removed."))
        self._stack.setCurrentIndex(0 if entries else 1)
        self._show_buttons()

    def _show_buttons(self) -> None:
        for one in (self.restore, self.delete):
            one.setEnabled(self.list.currentItem() is not None)

    def _chosen(self) -> Entry | None:
        item = self.list.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item is not None else None

    def _on_restore(self) -> None:
        entry = self._chosen()
        if entry is not None:
            self._trash.restore(entry)

    def _on_delete(self) -> None:
        entry = self._chosen()
        if entry is None:
            return
        box = QMessageBox(self)
        box.setWindowTitle(f"{tr(_DELETE)}?")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(tr("Delete “{name}” for good?", name=entry.name))
        box.setInformativeText(tr("It cannot come back after that."))
        delete = box.addButton(tr(_DELETE), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.finished.connect(lambda _: self._on_answered(box, box.clickedButton() is delete, entry))
        self.question = box
        box.open()

    def _on_answered(self, box: QMessageBox, is_wanted: bool, entry: Entry) -> None:
        self.question = None
        box.deleteLater()
        if is_wanted:
            self._trash.delete(entry)
