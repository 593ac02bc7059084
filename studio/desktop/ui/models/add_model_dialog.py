"""Before a base model is added: what it is, how large, under which licence; and the name it gets here.

Not here: checking the folder (studio/library/catalogue/register.py).
"""

from __future__ import annotations

import re
from collections.abc import Set

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLineEdit, QWidget

from studio.desktop.sentences import tr_sentence
from studio.desktop.translation import tr
from studio.desktop.ui.controls.pieces import button, column, label, panel
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.library.catalogue.register import Candidate

_NAME = re.compile(r"^[a-z0-9][a-z0-9._-]{0,63}$")


class AddModelDialog(QDialog):
    """Open it; `name` holds the chosen name."""

    def __init__(self, candidate: Candidate, taken: Set[str], look: ThemeSwitcher, parent: QWidget) -> None:
        super().__init__(parent)
        self._taken = taken
        self.setWindowTitle(tr("Add a base model"))
        self.setMinimumWidth(520)
        self.name = QLineEdit(candidate.name)
        self.name.setMaxLength(64)
        self.name.setAccessibleName(tr("Name"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(t.SPACE_L)
        grid.setVerticalSpacing(t.SPACE_S)
        grid.setColumnStretch(1, 1)
        width, height = candidate.picture_px
        facts = (
            (tr("Folder"), str(candidate.folder)),
            (tr("Family"), candidate.family),
            (tr("Pictures"), f"{width} × {height} px"),
            (tr("Size"), f"{candidate.size_bytes / 1e6:,.1f} MB"),
            (tr("Licence"), candidate.licence),
        )
        for line, (title, value) in enumerate(facts):
            grid.addWidget(label(title, "strong"), line, 0)
            grid.addWidget(label(value, "", wrap=True), line, 1)
        grid.addWidget(label(tr("&Name"), "strong", buddy=self.name), len(facts), 0)
        grid.addWidget(self.name, len(facts), 1)
        warning = panel(
            column(label(tr_sentence(candidate.warning), "warning", wrap=True), margins=t.SPACE_M), "notice"
        )
        warning.setProperty("tone", "warning")
        warning.setVisible(bool(candidate.warning))
        self._why = label("", "warning", wrap=True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.add = button(tr("Add"), look, role="primary", clicked=self.accept)
        self.add.setDefault(True)
        buttons.addButton(self.add, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.rejected.connect(self.reject)
        hint = label(tr("Its files stay where they are. All weights are read once."), "small", wrap=True)
        self.setLayout(column(grid, warning, hint, self._why, buttons, margins=t.SPACE_XL, gap=t.SPACE_L))
        self.name.textChanged.connect(self._check)
        self._check()

    def _check(self) -> None:
        name = self.name.text().strip()
        why = ""
        if not _NAME.match(name):
            why = tr("A name has small letters, digits, dots, dashes and underscores, 64 at most.")
        elif name in self._taken:
            why = tr("There is a “{name}” already.", name=name)
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self.add.setEnabled(not why)
