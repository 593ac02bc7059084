"""The sheet for a new subject: name, class word, kind, consent for a person, and the photos it starts with.

The photos are judged while the rest is filled in. Not here: judging them, which the service does.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QGridLayout, QLineEdit, QWidget

from studio.desktop.photo_words import KINDS
from studio.desktop.service.imports import ImportState
from studio.desktop.service.orders import NewSubject
from studio.desktop.translation import mark, tr
from studio.desktop.ui.controls.fields import CalmComboBox
from studio.desktop.ui.controls.incoming import Incoming
from studio.desktop.ui.controls.pieces import button, column, label, row
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.subjects import SubjectsViewModel
from studio.library.catalogue.class_words import kind_of_word
from studio.library.gallery.records import Kind

PICTURE_FILTER = mark(
    "Pictures (*.jpg *.jpeg *.png *.webp *.heic *.heif *.avif *.tif *.tiff *.gif *.bmp);;All files (*)"
)
_EXAMPLES = {
    Kind.OBJECT: "backpack, teapot, toy …",
    Kind.ANIMAL: "dog, cat, horse …",
    Kind.PERSON: "woman, man, person …",
    Kind.STYLE: "style, painting, drawing …",
}


class SubjectSheet(QDialog):
    """exec or open it; `new_subject` holds what was filled in."""

    def __init__(
        self, subjects: SubjectsViewModel, look: ThemeSwitcher, files: Sequence[Path], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._subjects = subjects
        self.import_id = ""
        self.setWindowTitle(tr("New subject"))
        self.setMinimumWidth(480)
        self._files: tuple[Path, ...] = ()
        self.name = QLineEdit()
        self.name.setMaxLength(80)
        self.name.setPlaceholderText("Rex")
        self.kind = CalmComboBox()
        for kind, title in KINDS.items():
            self.kind.addItem(tr(title), kind)
        self.class_word = QLineEdit()
        self.class_word.setMaxLength(40)
        self.consent = QLineEdit()
        self.consent.setPlaceholderText(tr("She agreed by mail on 3 May"))
        self._photos = label("", "muted", wrap=True)
        self._budget = label("", "small", wrap=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(t.SPACE_L)
        grid.setVerticalSpacing(t.SPACE_XS)
        grid.setColumnStretch(1, 1)
        self._add(grid, tr("&Name"), self.name, tr("How you call it in a prompt: @Rex on a beach."))
        self._add(grid, tr("&Kind"), self.kind, "")
        self._add(
            grid, tr("&Class word"), self.class_word, tr("The plain word for what it is. The studio starts from there.")
        )
        consent = self._add(grid, tr("C&onsent"), self.consent, tr("Who agreed to pictures of this person, and how."))
        self._consent_row = (consent, self.consent, self._hints[-1])
        add = button(tr("Add photos…"), look, icon="add-photos", clicked=self._on_add_photos)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.create_button = button(tr("Create subject"), look, role="primary", clicked=self.accept)
        self.create_button.setDefault(True)
        self.buttons.addButton(self.create_button, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.rejected.connect(self.reject)
        self._why = label("", "small", wrap=True)
        told = column(None, self._photos, self._budget, None, gap=2)
        photos = row(add, told)
        photos.setStretch(1, 1)
        self._budget.hide()
        self.setLayout(column(grid, photos, self._why, self.buttons, margins=t.SPACE_XL, gap=t.SPACE_L))
        for edit in (self.name, self.class_word, self.consent):
            edit.textChanged.connect(lambda _: self._check())
        self.kind.currentIndexChanged.connect(lambda _: self._check())
        self._has_chosen_kind = False
        self.kind.activated.connect(self._on_kind_chosen)
        self.class_word.textChanged.connect(self._guess_kind)
        subjects.import_changed.connect(self._on_import)
        self.take_files(files)
        self.name.setFocus()

    @property
    def new_subject(self) -> NewSubject:
        """As filled in."""
        kind = Kind(self.kind.currentData())
        consent = self.consent.text().strip() if kind is Kind.PERSON else ""
        return NewSubject(self.name.text().strip(), self.class_word.text().strip(), kind, consent, self._files)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Qt."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as its wrapped words need at its width: Qt asks for that inside a window, not of the window."""
        layout = self.layout()
        if layout is not None and self.isVisible():
            layout.activate()
            self.setMinimumHeight(layout.totalHeightForWidth(self.width()))

    def _add(self, grid: QGridLayout, title: str, field: QWidget, hint: str) -> QWidget:
        caption = label(title, "strong", buddy=field)
        field.setAccessibleName(title.replace("&", ""))
        field.setAccessibleDescription(hint)
        line = grid.rowCount()
        grid.addWidget(caption, line, 0)
        grid.addWidget(field, line, 1)
        words = label(hint, "small", wrap=True)
        words.setVisible(bool(hint))
        grid.addWidget(words, line + 1, 1)
        grid.setRowMinimumHeight(line + 2, t.SPACE_S)
        self._hints = [*getattr(self, "_hints", []), words]
        return caption

    def _on_add_photos(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self, tr("Add photos"), "", tr(PICTURE_FILTER))
        self.take_files([Path(name) for name in chosen])

    def take_files(self, files: Sequence[Path]) -> None:
        """Chosen, dropped or pasted; they are judged at once."""
        new = [path for path in files if path not in self._files]
        self._files = (*self._files, *new)
        if new and self.import_id:
            self._subjects.service.judge_more(self.import_id, new)
        elif new:
            self.import_id = self._subjects.judge(new)
        self._check()

    def _on_import(self, state: ImportState) -> None:
        if state.id == self.import_id:
            self._budget.setText(state.sentence())
            self._budget.setVisible(bool(self._budget.text()))
            self._fit()

    def _on_kind_chosen(self, _place: int) -> None:
        self._has_chosen_kind = True

    def _guess_kind(self, word: str) -> None:
        """A dog is an animal, until the person says otherwise."""
        kind = None if self._has_chosen_kind else kind_of_word(word)
        if kind is not None:
            self.kind.setCurrentIndex(self.kind.findData(Kind(kind)))

    def _check(self) -> None:
        kind = Kind(self.kind.currentData())
        for widget in self._consent_row:
            widget.setVisible(kind is Kind.PERSON)
        self.class_word.setPlaceholderText(_EXAMPLES[kind])
        count = Incoming(self._files).sentence() if self._files else tr("No photos yet")
        self._photos.setText(count)
        missing = []
        if not self.name.text().strip():
            missing.append(tr("a name"))
        if not self.class_word.text().strip():
            missing.append(tr("a class word"))
        if kind is Kind.PERSON and not self.consent.text().strip():
            missing.append(tr("a consent note"))
        if not self._files:
            missing.append(tr("at least one photo"))
        said = tr(" and ").join((", ".join(missing[:-1]), missing[-1])) if len(missing) > 1 else "".join(missing)
        self._why.setText(tr("Still needed: {said}.", said=said) if missing else "")
        self.create_button.setEnabled(not missing)
        self._fit()
