"""Settings kept by name: a list to choose from, a name to keep the form's settings by, and a way to forget one.

Not here: where presets lie (studio/library/presets.py).
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from studio.desktop.translation import tr
from studio.desktop.ui.controls.fields import CalmComboBox
from studio.desktop.ui.controls.pieces import button, clear_panel, column, row, tool
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.teach import TeachViewModel

_DEFAULTS, _OWN = "", "\n"  # item data; no preset can have these names
_MOST_LETTERS = 60


class PresetBar(QWidget):
    """Bound to the Teach view-model."""

    def __init__(self, teach: TeachViewModel, look: ThemeSwitcher) -> None:
        super().__init__()
        self._teach = teach
        self.presets = CalmComboBox()
        self.presets.setAccessibleName(tr("Preset"))
        self.presets.setMinimumContentsLength(12)
        self.presets.activated.connect(self._on_chosen)
        self.keep = tool(tr("Save these settings as a preset"), look, "save", clicked=self._ask_name)
        self.forget = tool(tr("Delete this preset"), look, "remove", clicked=self._on_forget)
        self.name = _NameEdit(self._close_name)
        self.name.setAccessibleName(tr("Name of the preset"))
        self.name.setPlaceholderText(tr("Name, for example “fine detail”"))
        self.name.setMaxLength(_MOST_LETTERS)
        self.name.textChanged.connect(self._show_name)
        self.name.returnPressed.connect(self._on_save)
        self.save = button(tr("Save"), look, role="primary", clicked=self._on_save)
        head = row(self.presets, self.keep, self.forget)
        head.setStretch(0, 1)
        line = row(self.name, self.save)
        line.setContentsMargins(0, 0, 0, 0)
        line.setStretch(0, 1)
        self._line = clear_panel(line)
        self._line.hide()
        self.setLayout(column(head, self._line))
        teach.presets_changed.connect(self._fill)
        teach.settings_changed.connect(self._fill)
        self._fill()
        self._show_name()

    def _fill(self) -> None:
        teach = self._teach
        self.presets.clear()
        self.presets.addItem(tr("Defaults"), _DEFAULTS)
        for name in teach.presets:
            self.presets.addItem(name, name)
        if teach.settings and not teach.preset:
            self.presets.addItem(tr("Changed settings"), _OWN)
        wanted = teach.preset or (_OWN if teach.settings else _DEFAULTS)
        self.presets.setCurrentIndex(self.presets.findData(wanted))
        self.forget.setEnabled(bool(teach.preset))

    def _on_chosen(self, place: int) -> None:
        name = self.presets.itemData(place)
        if name != _OWN:
            self._teach.use_preset(name)

    def _on_forget(self) -> None:
        if self._teach.preset:
            self._teach.remove_preset(self._teach.preset)

    def _ask_name(self) -> None:
        self._line.show()
        self.name.setText(self._teach.preset)
        self.name.selectAll()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_name(self) -> None:
        self._line.hide()
        self.name.clear()
        self.keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_name(self) -> None:
        name = " ".join(self.name.text().split())
        text = tr("Replace") if name in self._teach.presets else tr("Save")
        self.save.setText(text)
        self.save.setAccessibleName(text)
        self.save.setEnabled(bool(name))

    def _on_save(self) -> None:
        if self.save.isEnabled():
            self._teach.save_preset(" ".join(self.name.text().split()))
            self._close_name()


class _NameEdit(QLineEdit):
    """Escape gives it up."""

    def __init__(self, give_up: Callable[[], None]) -> None:
        super().__init__()
        self._give_up = give_up

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt."""
        if event.key() == Qt.Key.Key_Escape:
            self._give_up()
            return
        super().keyPressEvent(event)
