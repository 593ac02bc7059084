"""All actions with their keys: chosen by pressing them, refused when another action has them, reset one by one or all.

Not here: what actions do (app_actions.py), where changed keys are kept (service/preferences.py).
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QKeySequenceEdit, QWidget

from studio.desktop.translation import tr
from studio.desktop.ui.controls.pieces import button, clear_panel, column, label, row, scroll, tool
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.actions import ActionRegistry

_PORTABLE = QKeySequence.SequenceFormat.PortableText


class ShortcutsPage(QWidget):
    """Signals: keys_changed() when some were taken."""

    keys_changed = Signal()

    def __init__(self, actions: ActionRegistry, look: ThemeSwitcher) -> None:
        super().__init__()
        self._actions = actions
        self.edits: dict[str, QKeySequenceEdit] = {}
        self._why = label("", "warning", wrap=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(t.SPACE_M)
        grid.setVerticalSpacing(t.SPACE_XS)
        grid.setColumnStretch(0, 1)
        for line, action in enumerate(actions.all()):
            edit = QKeySequenceEdit(QKeySequence(actions.keys(action.id)))
            edit.setMaximumSequenceLength(1)
            edit.setAccessibleName(tr("Keys for {title}", title=action.title))
            edit.editingFinished.connect(lambda key=action.id: self._on_edited(key))
            reset = tool(tr("Reset {title}", title=action.title), look, "reset")
            reset.clicked.connect(lambda _=False, key=action.id: self._on_reset(key))
            grid.addWidget(label(f"{action.group}: {action.title}"), line, 0)
            grid.addWidget(edit, line, 1)
            grid.addWidget(reset, line, 2)
            self.edits[action.id] = edit
        self.reset_all = button(tr("Reset all"), look, icon="reset", clicked=lambda: self._on_reset(""))
        area = scroll(clear_panel(column(grid, None)))
        layout = column(area, self._why, row(None, self.reset_all), margins=t.SPACE_M)
        layout.setStretch(0, 1)
        self.setLayout(layout)

    def _on_edited(self, action_id: str) -> None:
        edit = self.edits[action_id]
        why = self._actions.set_keys(action_id, edit.keySequence().toString(_PORTABLE))
        self._why.setText(why)
        if why:
            edit.setKeySequence(QKeySequence(self._actions.keys(action_id)))
        else:
            self.keys_changed.emit()

    def _on_reset(self, action_id: str) -> None:
        self._actions.reset(action_id)
        self._why.setText("")
        for key, edit in self.edits.items():
            edit.setKeySequence(QKeySequence(self._actions.keys(key)))
        self.keys_changed.emit()
