"""The theme in force: system, light or dark; follows the system while it runs. Also loads the bundled font.

Not here: colours (tokens.py), the choice kept between starts (service/preferences.py).
"""

from __future__ import annotations

from weakref import WeakKeyDictionary

from PySide6.QtCore import QDir, QObject, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QIcon
from PySide6.QtWidgets import QAbstractButton, QApplication, QStyleFactory
from shiboken6 import isValid

from studio.core import folders
from studio.desktop.ui.theme import style, tokens
from studio.desktop.ui.theme.icons import icon
from studio.desktop.ui.theme.tokens import THEMES, Tokens


class ThemeSwitcher(QObject):
    """Signals: theme_changed(Tokens) after palette and style sheet were replaced."""

    theme_changed = Signal(object)

    def __init__(self, app: QApplication, choice: str = "system") -> None:
        super().__init__(app)
        self._app = app
        self._choice = choice
        self._current = tokens.LIGHT
        self._icons: WeakKeyDictionary[QAbstractButton, tuple[str, str]] = WeakKeyDictionary()
        QDir.setSearchPaths("theme", [str(folders.resources() / "icons")])
        load_font(app)
        app.setStyle(QStyleFactory.create("Fusion"))
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)
        self._apply()

    @property
    def current(self) -> Tokens:
        """The tokens in force."""
        return self._current

    @property
    def choice(self) -> str:
        """system, light or dark."""
        return self._choice

    def choose(self, choice: str) -> None:
        """system, light or dark."""
        if choice != self._choice:
            self._choice = choice
            self._apply()

    def icon(self, name: str, colour: str = "") -> QIcon:
        """An icon by meaning in the tokens in force."""
        return icon(name, self._current, colour)

    def bind_icon(self, button: QAbstractButton, name: str, colour: str = "") -> None:
        """Keep a button's icon in the theme's tint."""
        button.setIcon(self.icon(name, colour))
        self._icons[button] = (name, colour)

    def _on_system_changed(self) -> None:
        if self._choice == "system":
            self._apply()

    def _apply(self) -> None:
        name = self._choice
        if name == "system":
            dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
            name = "dark" if dark else "light"
        self._current = THEMES[name]
        self._app.setPalette(style.palette(self._current))
        self._app.setStyleSheet(style.style_sheet(self._current))
        for button, (name, colour) in list(self._icons.items()):
            if isValid(button):
                button.setIcon(self.icon(name, colour))
        self.theme_changed.emit(self._current)


def load_font(app: QApplication) -> None:
    """The bundled Inter; where its files are missing the system's font stays."""
    found = False
    for name in ("Inter-Regular.otf", "Inter-SemiBold.otf"):
        file = folders.resources() / "fonts" / name
        found |= file.is_file() and QFontDatabase.addApplicationFont(str(file)) >= 0
    if found:
        font = QFont(tokens.FONT_FAMILY)
        font.setPixelSize(tokens.TEXT_BODY)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        app.setFont(font)
