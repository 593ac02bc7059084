"""What is noted about a subject: name, class word, kind, consent of a person, notes of one's own.

Not here: checking them in depth, which the library does.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from studio.desktop.photo_words import KINDS
from studio.desktop.translation import tr
from studio.desktop.ui.controls.fields import CalmComboBox
from studio.desktop.ui.controls.pieces import button, column, label
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.library.gallery.names import MAX_CLASS_WORD, MAX_NAME
from studio.library.gallery.records import Kind, Subject


class SubjectDetails(QDialog):
    """Open it; `changes` holds what differs."""

    def __init__(self, subject: Subject, look: ThemeSwitcher, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subject = subject
        self.setWindowTitle(tr("About {name}", name=subject.name))
        self.setMinimumWidth(480)
        self.name = QLineEdit(subject.name)
        self.name.setMaxLength(MAX_NAME)
        self.class_word = QLineEdit(subject.class_word)
        self.class_word.setMaxLength(MAX_CLASS_WORD)
        self.kind = CalmComboBox()
        for kind, title in KINDS.items():
            self.kind.addItem(tr(title), kind)
        self.kind.setCurrentIndex(self.kind.findData(subject.kind))
        self.consent = QLineEdit(subject.consent)
        self.consent.setPlaceholderText(tr("Who agreed, how and when"))
        self.notes = QPlainTextEdit(subject.notes)
        self.notes.setFixedHeight(96)
        grid = QGridLayout()
        grid.setHorizontalSpacing(t.SPACE_L)
        grid.setVerticalSpacing(t.SPACE_M)
        fields = ((tr("&Name"), self.name), (tr("&Class word"), self.class_word), (tr("&Kind"), self.kind),
                  (tr("C&onsent"), self.consent), (tr("No&tes"), self.notes))  # fmt: skip
        for line, (title, field) in enumerate(fields):
            field.setAccessibleName(title.replace("&", ""))
            grid.addWidget(label(title, "strong", buddy=field), line, 0)
            grid.addWidget(field, line, 1)
        self._why = label("", "warning", wrap=True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.save_button = button(tr("Save"), look, role="primary", clicked=self.accept)
        self.save_button.setDefault(True)
        buttons.addButton(self.save_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.rejected.connect(self.reject)
        self.setLayout(column(grid, self._why, buttons, margins=t.SPACE_XL, gap=t.SPACE_L))
        for edit in (self.name, self.class_word, self.consent):
            edit.textChanged.connect(lambda _: self._check())
        self.kind.currentIndexChanged.connect(lambda _: self._check())
        self._check()

    @property
    def changes(self) -> dict[str, Any]:
        """Only what differs from the subject."""
        now: dict[str, Any] = {
            "name": self.name.text().strip(),
            "class_word": self.class_word.text().strip(),
            "kind": Kind(self.kind.currentData()),
            "consent": self.consent.text().strip(),
            "notes": self.notes.toPlainText().strip(),
        }
        return {key: value for key, value in now.items() if value != getattr(self._subject, key)}

    def _check(self) -> None:
        missing = []
        if not self.name.text().strip():
            missing.append(tr("a name"))
        if not self.class_word.text().strip():
            missing.append(tr("a class word"))
        if Kind(self.kind.currentData()) is Kind.PERSON and not self.consent.text().strip():
            missing.append(tr("who agreed to pictures of this person"))
        self._why.setText(tr("Still needed: {list}.", list=tr(" and ").join(missing)) if missing else "")
        self.save_button.setEnabled(not missing)
