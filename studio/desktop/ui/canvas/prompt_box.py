"""The prompt box: several lines, @names completed from what was taught, problems right below it.

Not here: the prompt's syntax (studio/library/protocol/prompts.py).
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QCompleter, QPlainTextEdit

from studio.desktop.translation import tr

_KEYS_FOR_POPUP = (Qt.Key.Key_Enter, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class PromptBox(QPlainTextEdit):
    """Signals: submitted() on Ctrl+Enter."""

    submitted = Signal()

    def __init__(self, completions: Callable[[str], tuple[str, ...]]) -> None:
        super().__init__()
        self._completions = completions
        self.setAccessibleName(tr("Prompt"))
        self.setAccessibleDescription(tr("Say what to draw. Type @ to name a subject. Ctrl+Enter draws."))
        self.setPlaceholderText("a photo of @rex on a beach")
        self.setTabChangesFocus(True)
        self._names = QStringListModel(self)
        self.completer = QCompleter(self._names, self)
        self.completer.setWidget(self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        popup = self.completer.popup()
        assert popup is not None
        self.popup = popup
        popup.setProperty("role", "popup")
        self.completer.activated.connect(self._on_completed)
        self.textChanged.connect(self._offer)

    def set_text(self, text: str) -> None:
        """Without moving the cursor when it is the same."""
        if text != self.toPlainText():
            self.setPlainText(text)
            self.moveCursor(QTextCursor.MoveOperation.End)
            self.popup.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt."""
        if self.popup.isVisible() and event.key() in _KEYS_FOR_POPUP:
            event.ignore()  # the popup takes it
            return
        enter = event.key() in (Qt.Key.Key_Enter, Qt.Key.Key_Return)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submitted.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Qt."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.popup.hide()

    def _before_cursor(self) -> str:
        return self.toPlainText()[: self.textCursor().position()]

    def _offer(self) -> None:
        names = self._completions(self._before_cursor()) if self.hasFocus() else ()
        typed = self._before_cursor().rsplit("@", 1)[-1]
        if not names or (len(names) == 1 and names[0].lstrip("@") == typed):
            self.popup.hide()
            return
        self._names.setStringList(list(names))
        place = self.cursorRect()
        place.setWidth(220)
        self.completer.complete(place)

    def _on_completed(self, name: str) -> None:
        cursor = self.textCursor()
        start = self._before_cursor().rfind("@")
        if start >= 0:
            cursor.setPosition(start, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(f"{name} ")
            self.setTextCursor(cursor)
