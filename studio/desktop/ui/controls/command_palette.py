"""The command palette: type a few letters of what is wanted, Enter does it. Ctrl+K.

Not here: the actions (viewmodel/actions.py).
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from studio.desktop.translation import tr
from studio.desktop.ui.controls.pieces import column, label
from studio.desktop.ui.theme import tokens as t
from studio.desktop.viewmodel.actions import ActionRegistry, find

_ID = Qt.ItemDataRole.UserRole
_WIDTH, _ROWS = 560, 9


class CommandPalette(QDialog):
    """open() it; it closes itself."""

    def __init__(self, actions: ActionRegistry, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._actions = actions
        self.setWindowTitle(tr("Commands"))
        self.setProperty("role", "palette")
        self.setFixedWidth(_WIDTH)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("What do you want to do?"))
        self.search.setAccessibleName(tr("Search the commands"))
        self.search.installEventFilter(self)
        self.list = QListWidget()
        self.list.setProperty("role", "choices")
        self.list.setAccessibleName(tr("Commands"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setProperty("reached_by", "arrows")  # the search keeps the focus
        self._nothing = label(tr("No command has these letters."), "muted")
        self.setLayout(column(self.search, self.list, self._nothing, margins=t.SPACE_M))
        self.search.textChanged.connect(self._fill)
        self.search.returnPressed.connect(self._on_enter)
        self.list.itemClicked.connect(self._do)
        self._fill()

    def showEvent(self, event: QEvent) -> None:  # noqa: N802
        """Qt: under the window's top edge, in its middle."""
        super().showEvent(event)  # type: ignore[arg-type]
        parent = self.parentWidget()
        if parent is not None:
            corner = parent.mapToGlobal(parent.rect().topLeft())
            self.move(corner.x() + (parent.width() - self.width()) // 2, corner.y() + parent.height() // 8)
        self.search.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Qt: arrows and pages move the choice while the search keeps the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _ROWS, Qt.Key.Key_PageUp: -_ROWS}
            step = steps.get(Qt.Key(event.key()))
            if step is not None and self.list.count():
                self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), self.list.count() - 1))
                return True
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        self.list.clear()
        open_now = tuple(action for action in self._actions.all() if action.is_open())
        for action in find(open_now, self.search.text()):
            keys = QKeySequence(self._actions.keys(action.id)).toString(QKeySequence.SequenceFormat.NativeText)
            item = QListWidgetItem(f"{action.group}: {action.title}" + (f"    {keys}" if keys else ""))
            item.setData(_ID, action.id)
            self.list.addItem(item)
        self._nothing.setVisible(self.list.count() == 0)
        self.list.setVisible(self.list.count() > 0)
        self.list.setCurrentRow(0)
        height = max(self.list.sizeHintForRow(0), 24)
        self.list.setFixedHeight(height * min(max(self.list.count(), 1), _ROWS) + 10)
        self.adjustSize()

    def _on_enter(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._do(item)

    def _do(self, item: QListWidgetItem) -> None:
        self.accept()  # first, so that a dialog it opens is not under this one
        self._actions.run(str(item.data(_ID)))
