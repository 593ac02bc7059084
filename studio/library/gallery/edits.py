"""What a person decides about one photo, as one change: turn, crop, caption, mask, hold out. Originals stay untouched.

Crop and mask are of the upright picture after turning. Not here: the editor (desktop), reading it all (engine/dataset).
"""

from __future__ import annotations

from dataclasses import dataclass

from studio.core.errors import InputProblem
from studio.core.geometry import WHOLE, BoxFrac
from studio.library.gallery import captions
from studio.library.gallery.records import Photo

LEAST_CROP = 0.02  # of a side


@dataclass(frozen=True)
class PhotoEdit:
    """rotation_deg: clockwise, 0, 90, 180 or 270. mask: a PNG, white is the subject; None for none.

    keeps_mask: the stored mask stays as it is, whatever `mask` says.
    """

    rotation_deg: int = 0
    crop: BoxFrac | None = None
    caption: str = ""
    held_out: bool = False
    mask: bytes | None = None
    keeps_mask: bool = True


def edit_of(photo: Photo) -> PhotoEdit:
    """As it is now."""
    return PhotoEdit(photo.rotation_deg, photo.crop, photo.caption, photo.held_out)


def edited(photo: Photo, edit: PhotoEdit) -> Photo:
    """The changed record. Raises InputProblem for a crop or a rotation that cannot be."""
    if edit.rotation_deg not in (0, 90, 180, 270):
        raise InputProblem(f"“{photo.name}” cannot be turned by {edit.rotation_deg}°.", "Use quarter turns.")
    crop = None if edit.crop == WHOLE else edit.crop
    if crop is not None:
        too_small = min(crop.x1 - crop.x0, crop.y1 - crop.y0) < LEAST_CROP
        if not crop.is_valid() or too_small:
            raise InputProblem(f"The crop of “{photo.name}” is empty or outside the photo.", "Draw a larger frame.")
    return photo.model_copy(
        update={
            "rotation_deg": edit.rotation_deg,
            "crop": crop,
            "caption": captions.clean(edit.caption),
            "held_out": edit.held_out,
            "has_mask": photo.has_mask if edit.keeps_mask else edit.mask is not None,
            "face": _turned(photo.face, edit.rotation_deg - photo.rotation_deg),
        }
    )


def quarter_turned(box: BoxFrac) -> BoxFrac:
    """Where a box is after the picture was turned a quarter clockwise."""
    return BoxFrac(1 - box.y1, box.x0, 1 - box.y0, box.x1)


def _turned(box: BoxFrac | None, degrees: int) -> BoxFrac | None:
    for _ in range(degrees % 360 // 90):
        box = None if box is None else quarter_turned(box)
    return box
