"""Before a face pack or a segmenter looks at photos: what it is, how large, and what its licence allows.

Not here: checking its files (studio/engine/perception/choosing.py).
"""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QGridLayout, QWidget

from studio.desktop.sentences import tr_sentence
from studio.desktop.service.packs import Pack, Part
from studio.desktop.translation import tr
from studio.desktop.ui.controls.pieces import button, column, label, panel
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher


class UsePackDialog(QDialog):
    """Open it; `agreed` says whether the licence was agreed to."""

    def __init__(self, pack: Pack, look: ThemeSwitcher, parent: QWidget) -> None:
        super().__init__(parent)
        is_faces = pack.part is Part.FACES
        self.setWindowTitle(tr("Use another face pack") if is_faces else tr("Use another segmenter"))
        self.setMinimumWidth(520)
        grid = QGridLayout()
        grid.setHorizontalSpacing(t.SPACE_L)
        grid.setVerticalSpacing(t.SPACE_S)
        grid.setColumnStretch(1, 1)
        facts = (
            (tr("Name"), pack.name),
            (tr("Kind"), tr("face pack") if is_faces else pack.title),
            (tr("Place"), str(pack.path)),
            (tr("Size"), f"{pack.size_bytes / 1e6:,.1f} MB"),
            (tr("Knows"), tr("drawings") if pack.knows == "drawings" else tr("photographs")),
            (tr("Licence"), tr("unknown") if pack.licence == "unknown" else tr_sentence(pack.licence)),
        )
        for line, (title, value) in enumerate(facts):
            grid.addWidget(label(title, "strong"), line, 0)
            grid.addWidget(label(value, "", wrap=True), line, 1)
        unknown = tr("Its licence is not stated: find out what it allows.") if pack.licence == "unknown" else ""
        told = tr_sentence(pack.note) or unknown
        note = panel(column(label(told, "warning", wrap=True), margins=t.SPACE_M), "notice")
        note.setProperty("tone", "warning")
        note.setVisible(bool(told))
        self.consent = QCheckBox(tr("I read its licence, and it fits what I do"))
        self.consent.setVisible(pack.needs_consent)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.use = button(tr("Use it"), look, role="primary", clicked=self.accept)
        self.use.setEnabled(not pack.needs_consent)
        self.consent.toggled.connect(self.use.setEnabled)
        buttons.addButton(self.use, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.rejected.connect(self.reject)
        again = (
            tr("Photos are looked at again. What was seen before is kept for the pack that saw it.")
            if is_faces
            else tr("Masks that were proposed before stay.")
        )
        hint = label(f"{tr('Its files stay where they are.')} {again}", "small", wrap=True)
        self.setLayout(column(grid, note, self.consent, hint, buttons, margins=t.SPACE_XL, gap=t.SPACE_L))

    @property
    def agreed(self) -> bool:
        """Its licence was read and fits."""
        return self.consent.isChecked()
