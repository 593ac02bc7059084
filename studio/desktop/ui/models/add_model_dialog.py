"""Before a base model is added: what it is, how large, under which licence; and the name it gets here.

A single file may leave open what it predicts: then that is chosen here, with the usual one of its family beforehand.
Not here: checking the folder or file (studio/library/catalogue/register.py).
"""

from __future__ import annotations

import re
from collections.abc import Set

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QGridLayout, QLineEdit, QWidget

from studio.desktop.sentences import tr_sentence
from studio.desktop.translation import tr
from studio.desktop.ui.controls.pieces import button, column, label, panel
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.library.catalogue.register import Candidate

_NAME = re.compile(r"^[a-z0-9][a-z0-9._-]{0,63}$")


class AddModelDialog(QDialog):
    """Open it; `name` holds the chosen name, `chosen_prediction` what a single file predicts ("" for a folder)."""

    def __init__(self, candidate: Candidate, taken: Set[str], look: ThemeSwitcher, parent: QWidget) -> None:
        super().__init__(parent)
        self._taken, self._candidate = taken, candidate
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
        is_file = bool(candidate.prediction_type)
        facts = (
            (tr("File") if is_file else tr("Folder"), str(candidate.folder)),
            (tr("Family"), candidate.kind or candidate.family),
            (tr("Pictures"), f"{width} × {height} px"),
            (tr("Size"), f"{candidate.size_bytes / 1e6:,.1f} MB"),
            (tr("Licence"), tr("unknown") if candidate.licence == "unknown" else candidate.licence),
        )
        for line, (title, value) in enumerate(facts):
            grid.addWidget(label(title, "strong"), line, 0)
            told = label(value, "", wrap=True)
            grid.addWidget(told, line, 1)
            if title == tr("Pictures"):
                self._size = told
        self.prediction = QComboBox(self)
        self.prediction.setVisible(is_file)
        self.prediction.setAccessibleName(tr("Predicts"))
        self.prediction.addItem(tr("Noise (epsilon)"), "epsilon")
        self.prediction.addItem(tr("Velocity (v)"), "v_prediction")
        line = len(facts)
        if is_file:
            self.prediction.setCurrentIndex(self.prediction.findData(candidate.prediction_type))
            self.prediction.currentIndexChanged.connect(self._show_size)
            grid.addWidget(label(tr("&Predicts"), "strong", buddy=self.prediction), line, 0)
            grid.addWidget(self.prediction, line, 1)
            grid.addWidget(label(_about_prediction(candidate), "small", wrap=True), line + 1, 1)
            line += 2
        grid.addWidget(label(tr("&Name"), "strong", buddy=self.name), line, 0)
        grid.addWidget(self.name, line, 1)
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

    @property
    def chosen_prediction(self) -> str:
        """As the catalogue writes it."""
        return str(self.prediction.currentData()) if self._candidate.prediction_type else ""

    def _show_size(self) -> None:
        size = self._candidate.px_by_prediction.get(self.chosen_prediction, self._candidate.picture_px)
        self._size.setText(f"{size[0]} × {size[1]} px")

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


def _about_prediction(candidate: Candidate) -> str:
    if candidate.is_told:
        return tr("The file says what it predicts.")
    if candidate.kind.endswith("1.x"):
        return tr("The file does not say it. Nearly all models of this family predict noise.")
    return tr(
        "The file does not say it. In this family models for 768 px predict velocity, models for 512 px noise. "
        "If its pictures are only noise, take it off the list and add it with the other choice."
    )
