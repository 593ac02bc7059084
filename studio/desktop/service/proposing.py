"""Proposes a mask for photos that have none, on a thread of its own, through the process that finds subjects.

What was seen of a photo is kept (library/gallery/proposals.py), so each is looked at once.
Not here: the process (cutting.py), masks in use (service.mask_photos).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from studio.core.errors import InputProblem
from studio.core.geometry import BoxFrac
from studio.desktop.service.cutting import Cutter
from studio.desktop.service.thumbnails import ThumbKey, scaled
from studio.library.gallery import store
from studio.library.gallery.proposals import MaskProposal, read_mask, read_proposal, write_proposal
from studio.library.gallery.records import Photo

_EDGE = 512


@dataclass(frozen=True)
class MasksGiven:
    """masks: PNGs by photo id, of those that got one. without: how many stand without one, nothing stood out."""

    subject_id: str
    name: str
    masks: dict[str, bytes]
    without: int


def propose(root: Path, photo: Photo, cutter: Cutter) -> bool:
    """Look at a photo unless it was looked at already; whether it is known now. Raises WorkerDied, DiskProblem."""
    if read_proposal(root, photo) is not None:
        return True
    picture = scaled(store.photo_path(root, photo), ThumbKey(photo.blake3, _EDGE, photo.rotation_deg))
    if picture is None:
        return False
    try:
        seen = cutter.subject(picture)
    except InputProblem:  # too small: there is nothing to say about it
        return False
    if seen is None:
        return False
    box = None if seen.mask is None else box_of(seen.mask)
    found = MaskProposal(
        by=seen.by, fingerprint=seen.fingerprint, licence=seen.licence, box=box, quality=seen.quality if box else None
    )
    write_proposal(root, photo, found, _as_png(seen.mask) if box is not None and seen.mask is not None else None)
    return True


def proposed_masks(
    root: Path, photos: Sequence[Photo], cutter: Cutter, is_wanted: Callable[[], bool]
) -> dict[str, bytes]:
    """PNGs by photo id for photos without a mask; those in which nothing stands out are missing."""
    masks: dict[str, bytes] = {}
    for photo in photos:
        if photo.has_mask:
            continue
        if not is_wanted():
            break
        if propose(root, photo, cutter) and (mask := read_mask(root, photo)) is not None:
            masks[photo.id] = mask
    return masks


def box_of(mask: QImage) -> BoxFrac | None:
    """The tight box of what is white in an 8-bit grey mask; None when nothing is."""
    width, height, stride = mask.width(), mask.height(), mask.bytesPerLine()
    pixels = bytes(mask.constBits())
    rows = [pixels[y * stride : y * stride + width] for y in range(height)]
    filled = [y for y, row in enumerate(rows) if row.strip(b"\0")]
    if not filled:
        return None
    left = min(width - len(rows[y].lstrip(b"\0")) for y in filled)
    right = max(len(rows[y].rstrip(b"\0")) for y in filled)
    return BoxFrac(left / width, filled[0] / height, right / width, (filled[-1] + 1) / height)


def _as_png(mask: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    mask.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
