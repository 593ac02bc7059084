"""The actions' keys in the window: one shortcut an action, renewed when its keys change.

Not here: which actions there are (app_actions.py), keys of single widgets (shortcut.py).
"""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from studio.desktop.viewmodel.actions import ActionRegistry


class ActionKeys:
    """Lives as long as the window."""

    def __init__(self, window: QWidget, actions: ActionRegistry) -> None:
        self._window, self._actions = window, actions
        self._shortcuts: dict[str, QShortcut] = {}
        actions.changed.connect(self._renew)
        self._renew()

    def _renew(self) -> None:
        for action in self._actions.all():
            keys = self._actions.keys(action.id)
            if action.id not in self._shortcuts:
                made = QShortcut(self._window)
                made.activated.connect(partial(self._actions.run, action.id))
                self._shortcuts[action.id] = made
            self._shortcuts[action.id].setKey(QKeySequence(keys))
