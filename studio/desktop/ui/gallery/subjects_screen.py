"""The Subjects screen: cards of all subjects, samples at first start, and a page per subject.

Not here: state (viewmodel/subjects.py); one subject's photos (subject_page.py).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMessageBox, QStackedWidget, QWidget

from studio.core.errors import StudioError
from studio.desktop.photo_words import budget_words, good_words
from studio.desktop.sentences import tr_sentence
from studio.desktop.translation import plural, tr
from studio.desktop.ui.controls.empty_state import EmptyState
from studio.desktop.ui.controls.picture_grid import PictureGrid, PictureItem
from studio.desktop.ui.controls.pieces import button, clear_layout, column, label, panel, row
from studio.desktop.ui.gallery.sample_card import SampleCard
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.subjects import SubjectsViewModel, View
from studio.library.gallery.records import Subject

if TYPE_CHECKING:  # imported when they are first shown
    from studio.desktop.ui.gallery.subject_page import SubjectPage
    from studio.desktop.ui.gallery.subject_sheet import SubjectSheet
    from studio.desktop.ui.gallery.trash_page import TrashPage
    from studio.desktop.viewmodel.trash import TrashViewModel
    from studio.library.trash import Receipt


class SubjectsScreen(QWidget):
    """Signals: retry_asked() after the library could not be opened; teach_asked(str) with a subject's id;
    join_asked() for what was taught apart."""

    retry_asked = Signal()
    teach_asked = Signal(str)
    join_asked = Signal()

    def __init__(self, subjects: SubjectsViewModel, look: ThemeSwitcher, trash: Callable[[], TrashViewModel]) -> None:
        super().__init__()
        self._subjects, self._look = subjects, look
        self.sheet: SubjectSheet | None = None
        self._waiting_files: tuple[Path, ...] = ()
        self._stack = QStackedWidget()
        self._opening = EmptyState(look, "subjects", tr("Opening your library …"), "", busy=True)
        self._failed = EmptyState(look, "error", tr("The library cannot be opened"), "")
        self._failed.add_button(button(tr("Try again"), look, icon="retry", clicked=self.retry_asked.emit))
        self._grid = PictureGrid(look, subjects.service.thumbnails, tr("Subjects"), edge=t.THUMB, lines=3)
        self._grid.opened.connect(subjects.select)
        self._grid.clicked.connect(lambda index: subjects.select(self._grid.pictures.item(index.row()).id))
        self._home = self._make_home()
        self._page: SubjectPage | None = None
        self._trash = trash
        self._trash_page: TrashPage | None = None
        self._is_trash_open = False
        self.receipt: QMessageBox | None = None
        subjects.purged.connect(self._on_purged)
        for page in (self._opening, self._failed, self._home):
            self._stack.addWidget(page)
        self.setLayout(column(self._stack))
        subjects.view_changed.connect(self._show)
        subjects.selected_changed.connect(self._show)
        subjects.subjects_changed.connect(self._fill)
        subjects.samples_changed.connect(self._fill)
        subjects.service.artifacts_changed.connect(lambda _: self._show_join())
        subjects.service.catalogue_changed.connect(self._show_join)
        self._fill()
        self._show_join()
        self._show()

    @property
    def page(self) -> SubjectPage:
        """One subject; made when it is first shown."""
        if self._page is None:
            from studio.desktop.ui.gallery.subject_page import SubjectPage

            self._page = SubjectPage(self._subjects, self._look)
            self._page.teach_asked.connect(self.teach_asked)
            self._stack.addWidget(self._page)
        return self._page

    @property
    def stage(self) -> QWidget:
        """What notices float over: the photos rather than what is said about one of them."""
        shown = self._stack.currentWidget()
        return self._page.stage if self._page is not None and shown is self._page else shown or self

    @property
    def trash_page(self) -> TrashPage:
        """What was removed; made when it is first shown."""
        if self._trash_page is None:
            from studio.desktop.ui.gallery.trash_page import TrashPage

            self._trash_page = TrashPage(self._trash(), self._look)
            self._trash_page.left.connect(self._on_trash_left)
            self._stack.addWidget(self._trash_page)
        return self._trash_page

    def take_files(self, files: tuple[Path, ...]) -> None:
        """Dropped, pasted or chosen: to the open subject, or the start of a new one; kept until the library is open."""
        if self._subjects.view in (View.OPENING, View.FAILED):
            self._waiting_files += files
            return
        if self.sheet is not None:
            self.sheet.take_files(files)
        elif self._subjects.selected is not None:
            self._subjects.add_photos(files)
        else:
            self.new_subject(files)

    def new_subject(self, files: tuple[Path, ...] = ()) -> None:
        """Open the sheet."""
        from studio.desktop.ui.gallery.subject_sheet import SubjectSheet

        self.sheet = SubjectSheet(self._subjects, self._look, files, self)
        self.sheet.finished.connect(self._on_sheet_finished)
        self.sheet.open()

    def _make_home(self) -> QWidget:
        home = QWidget()
        self._count = label("", "muted")
        new = button(tr("New subject…"), self._look, icon="add", role="primary", clicked=self.new_subject)
        trash = button(tr("Trash"), self._look, icon="trash", role="quiet", clicked=self.open_trash)
        self.join = button(
            tr("Join what was taught…"), self._look, icon="join", role="quiet", clicked=self.join_asked.emit
        )
        self.join.setToolTip(tr("Subjects that were taught apart in one artifact."))
        header = row(column(label(tr("Subjects"), "title"), self._count, gap=2), None, self.join, trash, new)
        self._first = EmptyState(
            self._look,
            "add-photos",
            tr("Drop photos of somebody or something here"),
            tr(
                "Three to eight are best: different places, light and angles. They are copied into your library and"
                " never leave this computer."
            ),
        )
        self._first.add_button(
            button(tr("Add photos…"), self._look, icon="add-photos", role="primary", clicked=self.new_subject)
        )
        self._first_well = panel(column(self._first), "well")
        self._samples = row(gap=t.SPACE_M)
        self._samples_title = label(tr("Or start with a sample"), "lead")
        self._samples_area = QWidget()
        self._samples_area.setLayout(column(self._samples_title, self._samples, gap=t.SPACE_M))
        layout = column(header, self._first_well, self._grid, self._samples_area, gap=t.SPACE_L)
        layout.setContentsMargins(t.SPACE_XL, t.SPACE_XL, t.SPACE_XL, t.SPACE_XL)
        layout.setStretch(1, 1)
        layout.setStretch(2, 1)
        home.setLayout(layout)
        return home

    def _show_join(self) -> None:
        service = self._subjects.service
        if len(service.artifacts) < 2:
            self.join.hide()
            return
        from studio.desktop.viewmodel.merging import joinable

        self.join.setVisible(bool(joinable(service.artifacts, service.methods)))

    def _fill(self) -> None:
        subjects = self._subjects.subjects
        self._grid.set_items([self._item(subject) for subject in subjects])
        self._grid.setVisible(bool(subjects))
        self._first_well.setVisible(not subjects)
        many = plural("%n subject(s). Drop photos anywhere to add another.", len(subjects))
        self._count.setText(many if subjects else tr("Who should be drawn?"))
        samples = self._subjects.samples
        clear_layout(self._samples)
        for sample in samples:
            card = SampleCard(sample, self._look, self._subjects.service.thumbnails)
            card.clicked.connect(lambda _=False, sample=sample: self._subjects.add_sample(sample))
            self._samples.addWidget(card)
        self._samples.addStretch(1)
        self._samples_title.setText(tr("Samples") if subjects else tr("Or start with a sample"))
        self._samples_area.setVisible(bool(samples) and len(subjects) < 4)

    def _item(self, subject: Subject) -> PictureItem:
        taught = sum(subject.id in artifact.subject_ids for artifact in self._subjects.service.artifacts)
        badge = tr("taught") if taught else ""
        words = f"{subject.class_word}\n{good_words(subject.photos)}"
        told = f"{subject.name}: {subject.class_word} · {budget_words(subject.photos)}"
        spoken = f"{told}, {badge}" if badge else told
        if not subject.photos:
            return PictureItem(subject.id, title=subject.name, subtitle=words, badge=badge, tip=told, words=spoken)
        cover = next((photo for photo in subject.photos if not photo.problems), subject.photos[0])
        return PictureItem(
            subject.id,
            cover.blake3,
            self._subjects.service.photo_path(cover),
            subject.name,
            words,
            badge=badge,
            rotation_deg=cover.rotation_deg,
            crop=cover.crop,
            tip=told,
            words=spoken,
        )

    def _show(self) -> None:
        view = self._subjects.view
        if view is View.OPENING:
            self._stack.setCurrentWidget(self._opening)
        elif view is View.FAILED:
            error = self._subjects.failure
            known = isinstance(error, StudioError)
            message = tr_sentence(error.message) if known else tr("The library cannot be opened.")  # type: ignore[union-attr]
            remedy = tr_sentence(error.remedy) if known else str(error)  # type: ignore[union-attr]
            self._failed.set_words(message, remedy)
            self._stack.setCurrentWidget(self._failed)
        elif self._subjects.selected is not None:
            self._is_trash_open = False
            if self._stack.currentWidget() is not self.page:
                self._stack.setCurrentWidget(self.page)
                self.page.focus_photos()  # the card that was clicked is gone, and the focus would jump to the rail
        elif self._is_trash_open:
            self._stack.setCurrentWidget(self.trash_page)
        else:
            self._stack.setCurrentWidget(self._home)
        if self._waiting_files and view not in (View.OPENING, View.FAILED):
            files, self._waiting_files = self._waiting_files, ()
            self.take_files(files)

    def open_trash(self) -> None:
        """What was removed."""
        self._is_trash_open = True
        page = self.trash_page  # first of all: it shows what is read
        self._trash().load()
        self._show()
        page.list.setFocus()

    def _on_trash_left(self) -> None:
        self._is_trash_open = False
        self._show()

    def _on_purged(self, name: str, receipt: Receipt, path: Path) -> None:
        from studio.desktop.ui.gallery.subject_page import receipt_box

        self.receipt = receipt_box(name, receipt, path, self)
        self.receipt.finished.connect(self.receipt.deleteLater)
        self.receipt.open()

    def _on_sheet_finished(self, code: int) -> None:
        sheet, self.sheet = self.sheet, None
        if sheet is None:
            return
        if code == sheet.DialogCode.Accepted.value:
            self._subjects.add_subject(sheet.new_subject, sheet.import_id)
        elif sheet.import_id:
            self._subjects.service.stop_import(sheet.import_id)
        sheet.deleteLater()
