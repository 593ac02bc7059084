"""Keys for a part of the window. QShortcut ignores `context` when it is built with a callable: here it is set.

Not here: which keys do what; the screens say it.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

HERE = Qt.ShortcutContext.WidgetShortcut
INSIDE = Qt.ShortcutContext.WidgetWithChildrenShortcut


def add_shortcut(
    widget: QWidget,
    keys: str | QKeySequence.StandardKey,
    work: Callable[[], object],
    context: Qt.ShortcutContext = HERE,
) -> QShortcut:
    """HERE: while the widget itself has the focus. INSIDE: the widget or something in it."""
    made = QShortcut(QKeySequence(keys), widget)
    made.setContext(context)
    made.activated.connect(lambda: work())
    return made
