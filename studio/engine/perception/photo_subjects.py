"""Where the segmenter in use sees the subject of stored photos: looked for once, then read from the library.

Not here: the desktop's way to the same proposals (desktop/service/proposing.py), what a subject is (segmenter.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from studio.core.errors import StudioError
from studio.engine.perception.segmenter import Pixels, Segmenter
from studio.engine.perception.segmenters import open_segmenter
from studio.engine.perception.segmenting import guessed
from studio.library.gallery import store
from studio.library.gallery.import_photos import decode, read_limited
from studio.library.gallery.proposals import MaskProposal, read_proposal, write_proposal
from studio.library.gallery.records import Photo

_EDGE = 512  # as the desktop looks at them


def known_or_looked_at(root: Path, photos: Sequence[Photo]) -> tuple[dict[str, MaskProposal], StudioError | None]:
    """Proposals by photo id, and why others are missing: no segmenter, or a photo that cannot be read."""
    known: dict[str, MaskProposal] = {}
    problem: StudioError | None = None
    segmenter: Segmenter | None = None
    for photo in photos:
        found = read_proposal(root, photo)
        if found is None:
            try:
                segmenter = segmenter or open_segmenter()
                found = _look_at(root, photo, segmenter)
            except StudioError as error:
                problem = error
                if segmenter is None:
                    break
                continue
        known[photo.id] = found
    return known, problem


def _look_at(root: Path, photo: Photo, segmenter: Segmenter) -> MaskProposal:
    pixels = _read(root, photo)
    segmenter.look_at(pixels)
    seen, card = guessed(segmenter, pixels), segmenter.card
    found = MaskProposal(
        by=card.name,
        fingerprint=card.fingerprint,
        licence=card.licence,
        box=None if seen is None else seen.box,
        quality=None if seen is None else round(seen.quality, 4),
    )
    png = None if seen is None else cv2.imencode(".png", seen.mask.astype(np.uint8) * 255)[1].tobytes()
    write_proposal(root, photo, found, png)
    return found


def _read(root: Path, photo: Photo) -> Pixels:
    """Upright and turned, at most 512 px. Raises InputProblem or DiskProblem."""
    picture = decode(read_limited(store.photo_path(root, photo)), photo.name)[0]
    picture = picture.rotate(-photo.rotation_deg, expand=True)
    picture.thumbnail((_EDGE, _EDGE))
    return np.array(picture)
