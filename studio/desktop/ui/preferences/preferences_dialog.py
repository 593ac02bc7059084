"""The preferences, applied at once where that can be: looks and language, the library, computing, keys.

Not here: where they are kept (service/preferences.py), keys (shortcuts_page.py).
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QTabWidget,
    QWidget,
)

from studio.desktop import translation
from studio.desktop.service.preferences import Preferences
from studio.desktop.translation import tr
from studio.desktop.ui.controls.fields import CalmComboBox
from studio.desktop.ui.controls.pieces import button, clear_panel, column, label, row
from studio.desktop.ui.preferences.shortcuts_page import ShortcutsPage
from studio.desktop.ui.results.export_dialog import METADATA
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.actions import ActionRegistry


class PreferencesDialog(QDialog):
    """Signals: changed(Preferences) at each choice."""

    changed = Signal(object)

    def __init__(
        self,
        preferences: Preferences,
        root: Path | None,
        actions: ActionRegistry,
        look: ThemeSwitcher,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Preferences"))
        self.resize(600, 460)
        self._preferences, self._root, self._look = preferences, root, look
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(tr("Preferences"))
        self.tabs.addTab(self._make_looks(), tr("General"))
        self.tabs.addTab(self._make_library(), tr("Library"))
        self.tabs.addTab(self._make_computing(), tr("Computing"))
        self.keys = ShortcutsPage(actions, look)
        self.keys.keys_changed.connect(lambda: self._tell(shortcuts=actions.own_keys))
        self.tabs.addTab(self.keys, tr("Keys"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = column(self.tabs, buttons, margins=t.SPACE_XL, gap=t.SPACE_L)
        layout.setStretch(0, 1)
        self.setLayout(layout)

    def _make_looks(self) -> QWidget:
        chosen = self._preferences
        self.theme, self.metadata, self.language = CalmComboBox(), CalmComboBox(), CalmComboBox()
        for key, title in (
            ("system", tr("As the system")),
            ("light", tr("Light")),
            ("dark", tr("Dark")),
        ):
            self.theme.addItem(title, key)
        for key, title in METADATA:
            self.metadata.addItem(tr(title), key)
        self.language.addItem(tr("As the system"), translation.SYSTEM)
        for code in translation.languages():
            self.language.addItem(translation.title(code), code)
        grid = _grid()
        self._line(grid, tr("&Theme"), self.theme, "theme", chosen.theme)
        self._line(grid, tr("&Language"), self.language, "language", chosen.language)
        grid.addWidget(label(tr("Counts from the next start."), "small"), grid.rowCount(), 1)
        self._line(grid, tr("&Exports say"), self.metadata, "export_metadata", chosen.export_metadata)
        told = tr("&Notify me of ended jobs while I am in another window")
        self.notify = self._switch(grid, told, "notify", chosen.notify)
        return clear_panel(column(grid, None, margins=t.SPACE_M))

    def _make_library(self) -> QWidget:
        grid = _grid()
        shown = str(self._root) if self._root else tr("not open")
        grid.addWidget(label(tr("Folder"), "strong"), 0, 0)
        grid.addWidget(label(shown, "", wrap=True), 0, 1)
        self.choose = button(tr("Use another folder…"), self._look, icon="folder", clicked=self._on_folder)
        self.default = button(tr("Use the default folder"), self._look, clicked=self._on_default)
        self.default.setEnabled(self._preferences.library is not None)
        grid.addLayout(row(self.choose, self.default, None), 1, 1)
        self._next = label("", "warning", wrap=True)
        grid.addWidget(self._next, 2, 1)
        hint = tr("Everything lies in this folder: photos, what was taught, pictures. Nothing is moved.")
        grid.addWidget(label(hint, "small", wrap=True), 3, 1)
        return clear_panel(column(grid, None, margins=t.SPACE_M))

    def _make_computing(self) -> QWidget:
        chosen = self._preferences
        self.device = CalmComboBox()
        for key, title in (
            ("auto", tr("The fastest there is")),
            ("cpu", tr("Processor")),
            ("cuda", tr("NVIDIA graphics card")),
            ("mps", tr("Apple graphics")),
        ):
            self.device.addItem(title, key)
        grid = _grid()
        self._line(grid, tr("&Compute on"), self.device, "device", chosen.device)
        hint = tr("What is not there is passed over. Counts for jobs that start from now on.")
        grid.addWidget(label(hint, "small", wrap=True), grid.rowCount(), 1)
        told = tr("&Save memory: draw pictures one after the other")
        self.saves_memory = self._switch(grid, told, "saves_memory", chosen.saves_memory)
        return clear_panel(column(grid, None, margins=t.SPACE_M))

    def _line(self, grid: QGridLayout, title: str, field: QComboBox, name: str, value: str) -> None:
        field.setAccessibleName(title.replace("&", ""))
        field.setCurrentIndex(max(0, field.findData(value)))
        field.currentIndexChanged.connect(lambda _: self._tell(**{name: str(field.currentData())}))
        line = grid.rowCount()
        grid.addWidget(label(title, "strong", buddy=field), line, 0)
        grid.addWidget(field, line, 1)

    def _switch(self, grid: QGridLayout, title: str, name: str, value: bool) -> QCheckBox:
        made = QCheckBox(title)
        made.setAccessibleName(title.replace("&", ""))
        made.setChecked(value)
        made.toggled.connect(lambda wanted: self._tell(**{name: wanted}))
        grid.addWidget(made, grid.rowCount(), 1)
        return made

    def _on_folder(self) -> None:
        title = tr("Choose the library’s folder")
        chosen = QFileDialog.getExistingDirectory(self, title, str(self._root or ""))
        if chosen:
            self.use_library(Path(chosen))

    def _on_default(self) -> None:
        self.use_library(None)

    def use_library(self, folder: Path | None) -> None:
        """From the next start; an own folder must be a library already, or empty."""
        if folder is not None and not (folder / "library.json").is_file() and any(folder.iterdir()):
            self._next.setText(
                tr("“{name}” holds other files. Choose an empty folder, or a library.", name=folder.name)
            )
            return
        self.default.setEnabled(folder is not None)
        where = str(folder) if folder is not None else tr("the default folder")
        self._next.setText(tr("From the next start: {where}.", where=where))
        self._tell(library=folder)

    def _tell(self, **values: Any) -> None:
        self._preferences = replace(self._preferences, **values)
        self.changed.emit(self._preferences)


def _grid() -> QGridLayout:
    made = QGridLayout()
    made.setHorizontalSpacing(t.SPACE_L)
    made.setVerticalSpacing(t.SPACE_M)
    made.setColumnStretch(1, 1)
    return made
