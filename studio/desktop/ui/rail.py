"""The rail on the left: one button per screen, the preferences at its foot.

Not here: the screens (to add one: a line in SCREENS and a factory in app.py), their keys (app_actions.py).
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton

from studio.desktop.translation import mark, tr
from studio.desktop.ui.controls.pieces import column
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher

SCREENS = (
    ("subjects", mark("Subjects")),
    ("teach", mark("Teach")),
    ("create", mark("Create")),
    ("results", mark("Results")),
    ("models", mark("Models")),
)


class Rail(QFrame):
    """Signals: screen_asked(str) with a screen's key, preferences_asked()."""

    screen_asked = Signal(str)
    preferences_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "rail")
        self.setAccessibleName(tr("Screens"))
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        layout = column(margins=t.SPACE_S, gap=t.SPACE_XS)
        layout.setContentsMargins(10, t.SPACE_L, 10, t.SPACE_M)
        for place, (key, title) in enumerate(SCREENS, 1):
            made = self._button(tr(title))
            made.setCheckable(True)
            made.setToolTip(f"{tr(title)} (Ctrl+{place})")
            made.clicked.connect(lambda _, key=key: self.screen_asked.emit(key))
            self._group.addButton(made)
            self._buttons[key] = made
            layout.addWidget(made)
        layout.addStretch(1)
        self._preferences = self._button(tr("Preferences"))
        self._preferences.clicked.connect(self.preferences_asked)
        layout.addWidget(self._preferences)
        self.setLayout(layout)
        words = [tr(title) for _, title in SCREENS] + [self._preferences.text()]
        widest = max(self._preferences.fontMetrics().horizontalAdvance(text) for text in words)
        for made in (*self._buttons.values(), self._preferences):
            made.setFixedWidth(max(t.RAIL_WIDTH - 20, widest + t.SPACE_L))
        self.setFixedWidth(self._preferences.width() + 20)

    def add_icons(self, look: ThemeSwitcher) -> None:
        """After the first paint: icons cost more than the whole frame."""
        for key, made in (*self._buttons.items(), ("preferences", self._preferences)):
            look.bind_icon(made, key)

    def show_current(self, key: str) -> None:
        """Mark a screen as the one on show."""
        self._buttons[key].setChecked(True)

    def _button(self, title: str) -> QToolButton:
        made = QToolButton()
        made.setProperty("role", "rail")
        made.setText(title)
        made.setAccessibleName(title)
        made.setIconSize(QSize(24, 24))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        made.setFixedHeight(64)
        return made
