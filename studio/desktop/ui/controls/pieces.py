"""Small builders, so that every label, button and gap of the program is made the same way and has its accessible name.

Not here: anything with state.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher

_L = TypeVar("_L", bound=QBoxLayout)


def label(text: str, role: str = "", *, wrap: bool = False, buddy: QWidget | None = None) -> QLabel:
    """A text by role: title, lead, strong, muted, small, section, warning, danger, good."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    if buddy is not None:
        made.setBuddy(buddy)
    return made


def button(
    text: str,
    look: ThemeSwitcher,
    *,
    icon: str = "",
    role: str = "",
    tip: str = "",
    clicked: Callable[[], object] | None = None,
) -> QPushButton:
    """A push button. role: primary, danger, quiet or "" for the plain one."""
    made = QPushButton(text)
    made.setProperty("role", role)
    made.setAccessibleName(text.replace("&", ""))
    made.setAutoDefault(False)
    if icon:
        look.bind_icon(made, icon, {"primary": "on_accent", "danger": "danger"}.get(role, ""))
    if tip:
        made.setToolTip(tip)
    if clicked is not None:
        made.clicked.connect(lambda: clicked())
    return made


def tool(
    name: str, look: ThemeSwitcher, icon: str, *, clicked: Callable[[], object] | None = None, role: str = "quiet"
) -> QToolButton:
    """A button with an icon only; its name is its tooltip and its accessible name."""
    made = QToolButton()
    made.setProperty("role", role)
    made.setAccessibleName(name)
    made.setToolTip(name)
    look.bind_icon(made, icon)
    if clicked is not None:
        made.clicked.connect(lambda: clicked())
    return made


def column(*items: QWidget | QLayout | int | None, margins: int = 0, gap: int = t.SPACE_S) -> QVBoxLayout:
    """Top to bottom. An int is a gap, None takes what is left."""
    made = QVBoxLayout()
    made.setContentsMargins(margins, margins, margins, margins)
    made.setSpacing(gap)
    return _fill(made, items)


def row(*items: QWidget | QLayout | int | None, margins: int = 0, gap: int = t.SPACE_S) -> QHBoxLayout:
    """Left to right. An int is a gap, None takes what is left."""
    made = QHBoxLayout()
    made.setContentsMargins(margins, margins, margins, margins)
    made.setSpacing(gap)
    return _fill(made, items)


def _fill(layout: _L, items: tuple[QWidget | QLayout | int | None, ...]) -> _L:
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, int):
            layout.addSpacing(item)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        else:
            layout.addWidget(item)
    return layout


def panel(layout: QLayout, role: str = "panel") -> QFrame:
    """A framed area."""
    made = QFrame()
    made.setProperty("role", role)
    made.setLayout(layout)
    return made


def clear_panel(layout: QLayout) -> QWidget:
    """An area without a frame."""
    made = QWidget()
    made.setProperty("role", "clear")
    made.setLayout(layout)
    return made


def rule() -> QFrame:
    """A hairline."""
    made = QFrame()
    made.setProperty("role", "rule")
    return made


def scroll(widget: QWidget) -> QScrollArea:
    """Vertical scrolling without a frame; its content is as wide as it."""
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setWidget(widget)
    return made


def keep_place(widget: QWidget) -> None:
    """Its room stays while it is hidden, so that nothing moves when it comes or goes."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)


def reveal(widget: QWidget) -> None:
    """Scroll to it once its place is known, in whatever area it stands."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if above is not None:
        area = above
        QTimer.singleShot(0, widget, lambda: area.ensureWidgetVisible(widget, 0, 24))


def clear_layout(layout: QLayout) -> None:
    """Take everything out and delete it."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear_layout(inner)
