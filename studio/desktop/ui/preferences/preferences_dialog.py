"""The preferences: theme and what exports say, applied at once; the library's folder; credits.

Not here: where they are kept (service/preferences.py).
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QGridLayout, QWidget

import studio
from studio.desktop.service.preferences import Preferences
from studio.desktop.ui.controls.fields import CalmComboBox
from studio.desktop.ui.controls.pieces import column, label
from studio.desktop.ui.results.export_dialog import METADATA
from studio.desktop.ui.theme import tokens as t

_THEMES = (("system", "As the system"), ("light", "Light"), ("dark", "Dark"))
_CREDITS = (
    "The shipped base model was taught with open emoji artwork: Fluent Emoji (MIT), Noto Emoji (Apache-2.0), Twemoji"
    " (CC BY 4.0), and avatars by DiceBear. The font is Inter (OFL). Icons are Material Design Icons (Apache-2.0)."
)


class PreferencesDialog(QDialog):
    """Signals: changed(Preferences) at each choice."""

    changed = Signal(object)

    def __init__(self, preferences: Preferences, root: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Preferences")
        self.setMinimumWidth(520)
        self._preferences = preferences
        self.theme = CalmComboBox()
        self.metadata = CalmComboBox()
        for key, title in _THEMES:
            self.theme.addItem(title, key)
        for key, title in METADATA:
            self.metadata.addItem(title, key)
        self.theme.setCurrentIndex(self.theme.findData(preferences.theme))
        self.metadata.setCurrentIndex(self.metadata.findData(preferences.export_metadata))
        grid = QGridLayout()
        grid.setHorizontalSpacing(t.SPACE_L)
        grid.setVerticalSpacing(t.SPACE_M)
        grid.setColumnStretch(1, 1)
        for line, (title, field) in enumerate((("&Theme", self.theme), ("&Exports say", self.metadata))):
            field.setAccessibleName(title.replace("&", ""))
            grid.addWidget(label(title, "strong", buddy=field), line, 0)
            grid.addWidget(field, line, 1)
        where = label(str(root) if root else "not open", "", wrap=True)
        grid.addWidget(label("Library", "strong"), 2, 0)
        grid.addWidget(where, 2, 1)
        hint = label("Start the studio with --library DIR to use another library.", "small", wrap=True)
        grid.addWidget(hint, 3, 1)
        told = QCoreApplication.translate("PreferencesDialog", "&Notify me of ended jobs while I am in another window")
        self.notify = QCheckBox(told)
        self.notify.setAccessibleName(told.replace("&", ""))
        self.notify.setChecked(preferences.notify)
        self.notify.toggled.connect(lambda wanted: self._tell(notify=wanted))
        grid.addWidget(self.notify, 4, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        about = label(f"Likeness Studio {studio.__version__}. {_CREDITS}", "small", wrap=True)
        self.setLayout(column(grid, about, buttons, margins=t.SPACE_XL, gap=t.SPACE_L))
        self.theme.currentIndexChanged.connect(lambda _: self._tell(theme=str(self.theme.currentData())))
        self.metadata.currentIndexChanged.connect(
            lambda _: self._tell(export_metadata=str(self.metadata.currentData()))
        )

    def _tell(self, **values: str | bool) -> None:
        self._preferences = replace(self._preferences, **values)
        self.changed.emit(self._preferences)
