"""One subject: its photos with their problems in words, hold-out and remove, what it was taught.

Not here: crop, caption and mask (photo_editor.py).
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QMessageBox, QSizePolicy, QWidget

from studio.core.geometry import WHOLE
from studio.desktop.photo_words import face_words, fault_words, licence_words
from studio.desktop.photo_words import facts as judged
from studio.desktop.sentences import tr_sentence
from studio.desktop.service.thumbnails import ThumbKey
from studio.desktop.translation import mark, plural, tr
from studio.desktop.ui.controls.picture_grid import PictureGrid, PictureItem
from studio.desktop.ui.controls.picture_view import Frame, PictureView
from studio.desktop.ui.controls.pieces import button, clear_panel, column, label, panel, row, tool
from studio.desktop.ui.gallery.import_panel import ImportPanel
from studio.desktop.ui.gallery.photo_editor import PhotoEditor
from studio.desktop.ui.gallery.subject_details import SubjectDetails
from studio.desktop.ui.gallery.subject_sheet import PICTURE_FILTER
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.photo_editing import PhotoEditing
from studio.desktop.viewmodel.subjects import SubjectsViewModel, advice
from studio.library.gallery.records import Kind, Photo, Subject
from studio.library.trash import Receipt

_SIDE_PX = 576  # the chosen photo, in device pixels
_KIND_WORDS = {
    Kind.OBJECT: mark("thing"),
    Kind.ANIMAL: mark("animal"),
    Kind.PERSON: mark("person"),
    Kind.STYLE: mark("style"),
}


class SubjectPage(QWidget):
    """Signals: teach_asked(str) with the subject's id."""

    teach_asked = Signal(str)

    def __init__(self, subjects: SubjectsViewModel, look: ThemeSwitcher) -> None:
        super().__init__()
        self._subjects, self._look = subjects, look
        self._photo_id = ""
        self.details: SubjectDetails | None = None
        self.editor: PhotoEditor | None = None
        back = tool(tr("Back to all subjects"), look, "back", clicked=lambda: subjects.select(None))
        self._name = label("", "title")
        self._words = label("", "muted", wrap=True)
        teach = button(tr("Teach…"), look, icon="teach", role="primary", clicked=self._on_teach)
        add = button(tr("Add photos…"), look, icon="add-photos", clicked=self._on_add_photos)
        remove = tool(tr("Delete this subject…"), look, "remove", clicked=self._on_remove)
        for words in (self._name, self._words):
            words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        details = tool(tr("Name, consent and notes…"), look, "details", clicked=self._on_details)
        self.mask_all = tool(tr("Mask all photos: propose a mask where there is none"), look, "wand")
        self.mask_all.clicked.connect(lambda: subjects.mask_photos())
        export = tool(tr("Export photos…"), look, "export", clicked=self._on_export)
        title = column(self._name, self._words, gap=2)
        header = row(back, title, details, self.mask_all, export, remove, add, teach, gap=t.SPACE_S)
        header.setStretch(1, 1)
        self._advice = label("", "", wrap=True)
        self._advice_panel = panel(row(self._advice, margins=t.SPACE_M), "notice")
        self._advice_panel.setProperty("tone", "info")
        self._import_panel = ImportPanel(look, subjects)
        self._grid = PictureGrid(look, subjects.service.thumbnails, tr("Photos"), edge=148)
        self._grid.chosen.connect(self._on_chosen)
        self._grid.opened.connect(self.edit_photo)
        # what comes and goes by itself stands below the photos, so that it does not move them
        left = column(header, self._grid, self._advice_panel, self._import_panel, gap=t.SPACE_L)
        left.setContentsMargins(t.SPACE_XL, t.SPACE_XL, t.SPACE_XL, t.SPACE_M)
        left.setStretch(1, 1)
        self.stage = clear_panel(left)
        layout = row(self.stage, self._make_side(), gap=0)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        subjects.selected_changed.connect(self._fill)
        subjects.service.thumbnails.ready.connect(self._on_thumbnail)
        subjects.service.thumbnails.failed.connect(self._on_thumbnail)
        self._fill()

    def focus_photos(self) -> None:
        """So that keys act on them at once."""
        self._grid.setFocus()

    def _make_side(self) -> QFrame:
        self._view = PictureView(self._look, tr("The chosen photo"))
        self._view.setFixedHeight(288)
        self._photo_name = label("", "strong", wrap=True)
        self._facts = label("", "small", wrap=True)
        self._problems = label("", "warning", wrap=True)
        self._hold = button(tr("Hold out"), self._look, icon="hold-out", clicked=self._on_hold)
        self._hold.setToolTip(tr("Never learn from this photo; keep it to check the likeness."))
        self._edit = button(tr("Edit…"), self._look, icon="edit", clicked=self._on_edit)
        self._edit.setToolTip(tr("Turn, crop, mask and caption (Enter)"))
        self._drop = button(tr("Remove"), self._look, icon="remove", clicked=self._on_remove_photo)
        self._drop.setToolTip(tr("Into the trash; it can be restored."))
        self._actions = QWidget()
        self._actions.setLayout(column(row(self._edit, None), row(self._hold, self._drop, None)))
        layout = column(
            self._view, self._photo_name, self._facts, self._problems, self._actions, None, margins=t.SPACE_L
        )
        side = panel(layout, "side")
        side.setFixedWidth(320)
        return side

    def _fill(self) -> None:
        subject = self._subjects.judged
        if subject is None:
            return
        self._name.setText(subject.name)
        consent = tr(" · consent: {consent}", consent=subject.consent) if subject.consent else ""
        words = f"{subject.class_word} · {tr(_KIND_WORDS[subject.kind])} · {self._subjects.budget()}{consent}"
        self._words.setText(words)
        self._words.setToolTip(words)
        self.mask_all.setEnabled(self._subjects.can_mask and subject.kind is not Kind.STYLE)
        said = advice(subject)
        self._advice.setText(said)
        self._advice_panel.setVisible(bool(said))
        if self._photo_id not in {photo.id for photo in subject.photos}:
            self._photo_id = subject.photos[0].id if subject.photos else ""
        self._grid.set_shown(subject.photos, self._item, [self._photo_id])
        self._show_photo()

    def _item(self, photo: Photo) -> PictureItem:
        width, height = photo.quality.width_px, photo.quality.height_px
        told = fault_words(photo) or (tr_sentence(photo.problems[0]) if photo.problems else f"{width} × {height}")
        return PictureItem(
            photo.id,
            photo.blake3,
            self._subjects.service.photo_path(photo),
            photo.name,
            told,
            tone="warning" if photo.problems else "",
            badge=tr("held out") if photo.held_out else "",
            rotation_deg=photo.rotation_deg,
            crop=photo.crop,
            tip="\n".join((photo.name, *map(tr_sentence, photo.problems))) if photo.problems else photo.name,
        )

    def _photo(self) -> Photo | None:
        subject = self._subjects.judged
        return next((p for p in subject.photos if p.id == self._photo_id), None) if subject else None

    def _on_chosen(self, ids: tuple[str, ...]) -> None:
        if ids:
            self._photo_id = ids[-1]
            self._show_photo()

    def _show_photo(self) -> None:
        photo = self._photo()
        self._actions.setVisible(photo is not None)
        if photo is None:
            self._view.set_words(tr("No photo yet. Drop some anywhere on this window."))
            for words in (self._photo_name, self._facts, self._problems):
                words.setText("")
            return
        self._show_picture()
        self._photo_name.setText(photo.name)
        facts = " · ".join(
            part
            for part in (
                tr("{width} × {height} pixels", width=photo.quality.width_px, height=photo.quality.height_px),
                judged(photo.quality),
            )
            if part
        )
        subject, known = self._subjects.selected, self._subjects.known.get(photo.id)
        faces = self._subjects.faces(photo)
        if subject is not None and (subject.kind is Kind.PERSON or (faces is not None and faces.count)):
            facts = " · ".join(part for part in (facts, face_words(known, faces), licence_words(known)) if part)
        facts += tr(" · has a mask") if photo.has_mask else ""
        self._facts.setText(facts + (tr(" · held out: never learned from") if photo.held_out else ""))
        self._problems.setText("\n".join(map(tr_sentence, photo.problems)))
        self._hold.setText(tr("Learn from it") if photo.held_out else tr("Hold out"))
        self._look.bind_icon(self._hold, "keep" if photo.held_out else "hold-out")

    def _on_thumbnail(self, key: ThumbKey) -> None:
        if key.edge_px == _SIDE_PX:  # those of the grid come by the thousand, and finding a photo looks at all of them
            self._show_picture()

    def _show_picture(self) -> None:
        """As it is learned from: upright, turned, cropped."""
        photo = self._photo()
        if photo is None:
            return
        thumbnails = self._subjects.service.thumbnails
        key = ThumbKey(photo.blake3, _SIDE_PX, photo.rotation_deg, photo.crop)
        image = thumbnails.get(key, self._subjects.service.photo_path(photo))
        if image is not None:
            self._view.set_image(image, photo.name)
            self._view.set_frames(self._frames(photo))
        elif thumbnails.is_broken(key):
            self._view.set_words(tr("This picture cannot be shown: its file is missing or damaged."))

    def _frames(self, photo: Photo) -> list[Frame]:
        """The faces inside its crop: the subject's by its name, others as such."""
        subject, faces = self._subjects.selected, self._subjects.faces(photo)
        if subject is None or faces is None:
            return []
        crop = photo.crop or WHOLE
        frames = [Frame(face.box.inside(crop), tr("somebody else"), "warning") for face in faces.others]
        if faces.own is not None:
            name = subject.name if subject.kind is Kind.PERSON else tr("somebody")
            frames.append(Frame(faces.own.box.inside(crop), name, "info"))
        return frames

    def _on_teach(self) -> None:
        if self._subjects.selected is not None:
            self.teach_asked.emit(self._subjects.selected.id)

    def _on_add_photos(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self, tr("Add photos"), "", tr(PICTURE_FILTER))
        self._subjects.add_photos([Path(name) for name in chosen])

    def _on_hold(self) -> None:
        photo = self._photo()
        if photo is not None:
            self._subjects.hold_out(photo, not photo.held_out)

    def _on_edit(self) -> None:
        self.edit_photo(self._photo_id)

    def edit_photo(self, photo_id: str) -> None:
        """Open the editor with this photo."""
        subject = self._subjects.selected
        photo = next((p for p in subject.photos if p.id == photo_id), None) if subject else None
        if subject is not None and photo is not None and self.editor is None:
            editing = PhotoEditing(self._subjects.service, subject, photo)
            self.editor = PhotoEditor(editing, self._look, self)
            self.editor.finished.connect(self._on_edited)
            self.editor.open()

    def _on_edited(self, _code: int) -> None:
        editor, self.editor = self.editor, None
        if editor is not None:
            editor.deleteLater()
            self._grid.setFocus()

    def _on_remove_photo(self) -> None:
        photo = self._photo()
        if photo is not None:
            self._subjects.remove_photo(photo)

    def _on_details(self) -> None:
        if self._subjects.selected is not None:
            self.details = SubjectDetails(self._subjects.selected, self._look, self)
            self.details.finished.connect(self._on_details_finished)
            self.details.open()

    def _on_details_finished(self, code: int) -> None:
        details, self.details = self.details, None
        if details is not None:
            if code == SubjectDetails.DialogCode.Accepted.value:
                self._subjects.update_subject(details.changes)
            details.deleteLater()

    def _on_export(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr("Export photos to"))
        if folder:
            self._subjects.export_photos(Path(folder))

    def _on_remove(self) -> None:
        subject = self._subjects.selected
        if subject is not None:
            box = delete_box(subject, self)
            box.buttonClicked.connect(lambda clicked: self._on_delete_chosen(box, clicked.text()))
            box.open()

    def _on_delete_chosen(self, box: QMessageBox, text: str) -> None:
        if text == tr(_TRASH):
            self._subjects.remove_subject(purge=False)
        elif text == tr(_PURGE):
            self._subjects.remove_subject(purge=True)
        box.deleteLater()


_TRASH = mark("Move to trash")
_PURGE = mark("Delete everything")


def receipt_box(name: str, receipt: Receipt, path: Path, parent: QWidget) -> QMessageBox:
    """What was deleted for good, and where that is written down."""
    box = QMessageBox(parent)
    box.setWindowTitle(tr("Deleted for good"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    size = f"{receipt.bytes / 1e6:.1f}"
    box.setText(
        plural("{name} was deleted for good: %n file(s), {size} MB.", len(receipt.deleted), name=name, size=size)
    )
    told, backups = [tr("The receipt is {path}.", path=path)], receipt.backups_that_may_still_hold_it
    if backups:
        told.append(tr("These backups may still hold it; delete them by hand: {list}.", list=", ".join(backups)))
    box.setInformativeText("\n\n".join(told))
    box.addButton(QMessageBox.StandardButton.Ok)
    return box


def delete_box(subject: Subject, parent: QWidget) -> QMessageBox:
    """Two ways to delete, none of them the default."""
    box = QMessageBox(parent)
    box.setWindowTitle(tr("Delete {name}?", name=subject.name))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(tr("Move {name} to the trash, or delete everything made from it?", name=subject.name))
    box.setInformativeText(
        tr(
            "The trash keeps the photos for thirty days; what was taught and drawn stays. Deleting everything also"
            " removes what was taught, the pictures drawn with it and all caches, at once and for good."
        )
    )
    box.addButton(tr(_TRASH), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(tr(_PURGE), QMessageBox.ButtonRole.DestructiveRole)
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(cancel)
    return box
