"""What a screen shows when it has nothing: an icon, one sentence, what to do, a button. Also its busy and failed faces.

Not here: content.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QSizePolicy, QWidget

from studio.desktop.ui.controls.pieces import column, label, row
from studio.desktop.ui.theme.switcher import ThemeSwitcher


class EmptyState(QWidget):
    """Centred. Buttons are added with `add_button`. width: of the words, in px."""

    def __init__(
        self, look: ThemeSwitcher, icon: str, title: str, text: str, *, busy: bool = False, width: int = 400
    ) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._look, self._icon = look, icon
        self._mark = QLabel()
        self._mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title = label(title, "lead", wrap=True)
        self.text = label(text, "muted", wrap=True)
        for words in (self.title, self.text):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            words.setFixedWidth(width)
        self._buttons = row(None, None)
        layout = column(None, self._mark, 4, gap=8)
        for words in (self.title, self.text):
            layout.addLayout(row(None, words, None))
        if busy:
            bar = QProgressBar()
            bar.setRange(0, 0)
            bar.setTextVisible(False)
            bar.setFixedWidth(220)
            bar.setAccessibleName(title)
            layout.addSpacing(8)
            layout.addLayout(row(None, bar, None))
        layout.addSpacing(8)
        layout.addLayout(self._buttons)
        layout.addStretch(1)
        self.setLayout(layout)
        look.theme_changed.connect(self._tint)
        self._tint()

    def add_button(self, button: QPushButton) -> QPushButton:
        """Below the text, in the middle."""
        self._buttons.insertWidget(self._buttons.count() - 1, button)
        return button

    def set_words(self, title: str, text: str) -> None:
        """Other words."""
        self.title.setText(title)
        self.text.setText(text)

    def _tint(self, _theme: object = None) -> None:
        self._mark.setPixmap(self._look.icon(self._icon, "muted").pixmap(QSize(44, 44)))
