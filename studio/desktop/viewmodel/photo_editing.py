"""State of the photo editor: one photo's turn, crop, mask, caption and hold-out, each change an undoable step.

The mask's white is the subject. Nothing is stored before save(), and then in one
change. Not here: the mouse and the picture (ui/gallery), what the library allows (studio/library/gallery/edits.py).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QTransform, QUndoCommand, QUndoStack

from studio.core.geometry import WHOLE, BoxFrac
from studio.desktop.translation import tr
from studio.desktop.viewmodel.brush import Stroke, as_png, blank
from studio.library.gallery import captions
from studio.library.gallery.edits import PhotoEdit, quarter_turned
from studio.library.gallery.records import Photo, Subject

if TYPE_CHECKING:
    from studio.desktop.service.studio_service import StudioService

_PICTURE_EDGE = 2048
_MERGES = 1


@dataclass(frozen=True)
class Point:
    """A click of "select subject" in fractions of the turned picture: part of it, or not."""

    x: float
    y: float
    is_subject: bool = True


@dataclass(frozen=True)
class State:
    """Everything that can be undone. mask: None, or 8-bit grey; it belongs to the turned picture, as the crop does."""

    rotation_deg: int
    crop: BoxFrac | None
    caption: str
    held_out: bool
    mask: QImage | None
    points: tuple[Point, ...] = ()  # the clicks the mask came from; brushing forgets them


class _Change(QUndoCommand):
    """key: changes of the same key that follow each other are one step."""

    def __init__(self, owner: PhotoEditing, text: str, after: State, key: str) -> None:
        super().__init__(text)
        self._owner, self._before, self._after, self._key = owner, owner.state, after, key

    def redo(self) -> None:
        """Qt."""
        self._owner.put(self._after)

    def undo(self) -> None:
        """Qt."""
        self._owner.put(self._before)

    def id(self) -> int:
        """Qt: -1 never merges."""
        return _MERGES if self._key else -1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802
        """Qt."""
        if not isinstance(other, _Change) or other._key != self._key:
            return False
        self._after = other._after
        return True


class PhotoEditing(QObject):
    """Signals: changed(); photo_changed() when another photo is edited; picture_changed(); busy_changed(bool) while the
    subject is being cut out; problem(Exception)."""

    changed = Signal()
    photo_changed = Signal()
    picture_changed = Signal()
    busy_changed = Signal(bool)
    problem = Signal(object)

    def __init__(self, service: StudioService, subject: Subject, photo: Photo, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.service, self.subject, self.photo = service, subject, photo
        self.stack = QUndoStack(self)
        self.state = self._stored()
        self.picture = QImage()  # upright and turned; null until it is read
        self.is_broken = False
        self.is_busy = False
        self._upright = QImage()
        self._saved = self.state
        self._stroke: Stroke | None = None
        service.subjects_changed.connect(self._on_subjects)
        self._read()

    # looking

    @property
    def place(self) -> tuple[int, int]:
        """Number of this photo from 1, and how many there are."""
        ids = [photo.id for photo in self.subject.photos]
        return (ids.index(self.photo.id) + 1 if self.photo.id in ids else 0), len(ids)

    @property
    def is_changed(self) -> bool:
        """Something is not stored yet."""
        return self.state != self._saved

    @property
    def mask(self) -> QImage | None:
        """As it is while it is painted."""
        return self._stroke.mask if self._stroke is not None else self.state.mask

    @property
    def suggested(self) -> str:
        """A caption to start from."""
        return captions.suggested(self.subject, self.photo.model_copy(update={"crop": self.state.crop}))

    @property
    def caption_note(self) -> str:
        """Why the caption would not count in teaching; empty when it does or there is none."""
        caption = self.state.caption
        if not caption or captions.names_subject(caption, self.subject.name):
            return ""
        text = tr("It does not name {name}, so teaching leaves it out.")
        return text.format(name=captions.mention(self.subject.name))

    def ratio(self, width: float, height: float) -> float:
        """A shape in pixels as width over height in fractions of the picture."""
        size = self.picture.size()
        return width / height * size.height() / size.width() if not size.isEmpty() else 0.0

    # changing

    def turn(self, quarters: int) -> None:
        """Clockwise, or with -1 the other way; crop and mask turn with it."""
        state, degrees = self.state, 90 * quarters % 360
        crop, mask = state.crop, state.mask
        for _ in range(degrees // 90):
            crop = quarter_turned(crop) if crop is not None else None
        if mask is not None:
            mask = mask.transformed(QTransform().rotate(degrees))
        after = replace(state, rotation_deg=(state.rotation_deg + degrees) % 360, crop=crop, mask=mask, points=())
        self._push(tr("Turn"), after)

    def set_crop(self, crop: BoxFrac | None, key: str = "") -> None:
        """None or the whole picture: no crop. key: a drag's changes are one step."""
        crop = None if crop is None or crop == WHOLE else BoxFrac(*(round(v, 4) for v in crop))
        self._push(tr("Crop"), replace(self.state, crop=crop), key)

    def set_caption(self, caption: str) -> None:
        """As it is typed."""
        after = replace(self.state, caption=caption)
        self._push(tr("Caption"), after, "caption")

    def set_held_out(self, held_out: bool) -> None:
        """Kept for scoring, or learned from."""
        self._push(tr("Hold out"), replace(self.state, held_out=held_out))

    def clear_mask(self) -> None:
        """No mask: the studio finds the subject by itself when teaching."""
        after = replace(self.state, mask=None, points=())
        self._push(tr("Clear mask"), after)

    def invert_mask(self) -> None:
        """What was ground becomes the subject."""
        if self.state.mask is not None:
            inverted = self.state.mask.copy()
            inverted.invertPixels()
            self._push(tr("Invert mask"), replace(self.state, mask=inverted, points=()))

    def mask_all(self) -> None:
        """Everything is the subject: a start for the eraser."""
        whole = blank(self.picture.size(), 255)
        self._push(tr("Mask all"), replace(self.state, mask=whole, points=()))

    # a stroke of the brush

    def begin_stroke(self, x: float, y: float, radius: float, erases: bool) -> None:
        """x, y in fractions, radius in fractions of the picture's width."""
        if not self.picture.isNull():
            self._stroke = Stroke(self.state.mask, self.picture.size(), erases)
            self.stroke_to(x, y, radius)

    def stroke_to(self, x: float, y: float, radius: float) -> None:
        """On to here; pressure is in the radius."""
        if self._stroke is not None:
            self._stroke.to(x, y, radius)
            self.changed.emit()

    def end_stroke(self) -> None:
        """The hand is lifted: one step. Erasing where nothing was masked changes nothing."""
        stroke, self._stroke = self._stroke, None
        if stroke is None or stroke.is_nothing:
            self.changed.emit()
            return
        text = tr("Erase") if stroke.erases else tr("Brush")
        self._push(text, replace(self.state, mask=stroke.mask, points=()))

    def cancel_stroke(self) -> None:
        """As before it."""
        self._stroke = None
        self.changed.emit()

    def select_subject(self, x: float, y: float, is_subject: bool) -> None:
        """Cut out what is at this point, or take this point away from it; a step when it has come back."""
        if self.is_busy or self.picture.isNull():
            return
        points = (*self.state.points, Point(x, y, is_subject))
        if not any(point.is_subject for point in points):
            return
        self._set_busy(True)
        photo = self.photo.id
        query = self.service.cut_out(self.picture, points)
        query.done(lambda mask: self._on_cut_out(photo, mask, points)).failed(self._on_cut_out_failed)

    # storing

    def save(self) -> None:
        """Store what changed. The answer comes by `problem`, or by the subject's new record."""
        if not self.is_changed:
            return
        state, saved = self.state, self._saved
        keeps = state.mask is saved.mask and state.rotation_deg == saved.rotation_deg
        edit = PhotoEdit(
            state.rotation_deg,
            state.crop,
            state.caption,
            state.held_out,
            None if state.mask is None else as_png(state.mask),
            keeps_mask=keeps,
        )
        self._saved = state
        query = self.service.edit_photo(self.subject.id, self.photo.id, edit)
        query.failed(lambda error: self._on_refused(saved, error))

    def go(self, step: int) -> None:
        """To the next photo (+1) or the one before (-1); what changed is stored."""
        number, count = self.place
        if count > 1 and number:
            self.save()
            self.edit(self.subject.photos[(number - 1 + step) % count])

    def edit(self, photo: Photo) -> None:
        """This photo from now on."""
        self.photo = photo
        self.stack.clear()
        self.state = self._saved = self._stored()
        self._stroke = None
        self._read()
        self.photo_changed.emit()
        self.changed.emit()

    # inside

    def put(self, state: State) -> None:
        """For commands: this is the state now."""
        turned = state.rotation_deg != self.state.rotation_deg
        self.state = state
        if turned:
            self._turn_picture()
        self.changed.emit()

    def _push(self, text: str, after: State, key: str = "") -> None:
        if after != self.state:
            self.stack.push(_Change(self, text, after, key))

    def _stored(self) -> State:
        photo = self.photo
        path = self.service.mask_path(self.subject.id, photo)
        mask = _read_mask(path) if path is not None else None
        return State(photo.rotation_deg, photo.crop, photo.caption, photo.held_out, mask)

    def _read(self) -> None:
        photo = self.photo
        self._upright, self.picture, self.is_broken = QImage(), QImage(), False
        query = self.service.read_picture(photo, _PICTURE_EDGE)
        query.done(lambda image: self._on_read(photo.id, image))

    def _on_read(self, photo_id: str, image: QImage) -> None:
        if photo_id == self.photo.id:
            self._upright = image
            self.is_broken = image.isNull()
            self._turn_picture()
            self.changed.emit()

    def _turn_picture(self) -> None:
        if not self._upright.isNull():
            self.picture = self._upright.transformed(QTransform().rotate(self.state.rotation_deg))
        self.picture_changed.emit()

    def _set_busy(self, is_busy: bool) -> None:
        self.is_busy = is_busy
        self.busy_changed.emit(is_busy)

    def _on_cut_out(self, photo_id: str, mask: QImage, points: tuple[Point, ...]) -> None:
        self._set_busy(False)
        if photo_id == self.photo.id:
            text = tr("Select subject")
            self._push(text, replace(self.state, mask=mask, points=points))

    def _on_cut_out_failed(self, error: Exception) -> None:
        self._set_busy(False)
        self.problem.emit(error)

    def _on_refused(self, before: State, error: Exception) -> None:
        self._saved = before
        self.problem.emit(error)
        self.changed.emit()

    def _on_subjects(self, subjects: tuple[Subject, ...]) -> None:
        found = next((s for s in subjects if s.id == self.subject.id), None)
        if found is not None:
            self.subject = found
            self.photo = next((p for p in found.photos if p.id == self.photo.id), self.photo)


def _read_mask(path: Path) -> QImage | None:
    image = QImage(str(path))
    return None if image.isNull() else image.convertToFormat(QImage.Format.Format_Grayscale8)
