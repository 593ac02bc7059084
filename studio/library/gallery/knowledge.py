"""What a face pack saw in a photo: kept by the photo's content, the turn it was looked at in, and the pack.

derived/faces/ab/<blake3>-r<turn>-<pack>.json; the folder can be deleted and is made again. It holds face data, so it
leaves with its photo (store.derived_of). None instead of a list means: not measured.
Not here: looking (engine/perception/photo_knowledge.py), whose face is whose (people.py).
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from studio.core.errors import DiskProblem
from studio.core.geometry import BoxFrac
from studio.core.records import Record
from studio.library.gallery.records import Photo

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class View(StrEnum):
    """From where a face is seen, told by its points."""

    FRONT = "front"
    TURNED = "three-quarter"
    PROFILE = "profile"


class SeenFace(Record):
    """One face. box and points: fractions of the upright, turned photo; points are eyes, nose, corners of the mouth.

    mark: the embedding, float16 in base64; two faces' cosine is their likeness. is_cut: the picture's edge cuts it.
    view and expression: None when the pack does not tell.
    """

    box: BoxFrac
    points: tuple[tuple[float, float], ...]
    score: float
    mark: str
    is_cut: bool = False
    view: View | None = None
    expression: str | None = None


class PhotoKnowledge(Record):
    """One look at one photo. same_person: the likeness from which this pack's faces are one person's.

    knows: what the pack was made for, "drawings" or "photographs": that it finds no face means nothing elsewhere.
    """

    schema_version: int = 1
    blake3: str
    rotation_deg: int
    pack: str
    fingerprint: str
    licence: str
    knows: str
    same_person: float
    faces: tuple[SeenFace, ...]


def knowledge_path(root: Path, photo: Photo, fingerprint: str) -> Path:
    """Where it is kept, whether it exists or not."""
    name = f"{photo.blake3}-r{photo.rotation_deg}-{fingerprint[:16]}.json"
    return root / "derived" / "faces" / photo.blake3[:2] / name


def read_knowledge(root: Path, photo: Photo, fingerprint: str) -> PhotoKnowledge | None:
    """What this pack saw in this photo; None when it was not looked at, or the file is damaged."""
    path = knowledge_path(root, photo, fingerprint)
    if not path.is_file():
        return None
    try:
        found = PhotoKnowledge.load(path)
    except DiskProblem:
        return None  # looked at anew
    return found if found.fingerprint == fingerprint else None


def read_all_knowledge(root: Path, photos: Sequence[Photo], fingerprint: str) -> dict[str, PhotoKnowledge]:
    """By photo id; those not looked at are missing. Folders are listed once, for thousands of photos."""
    there: dict[Path, frozenset[str]] = {}
    found: dict[str, PhotoKnowledge] = {}
    for photo in photos:
        path = knowledge_path(root, photo, fingerprint)
        if path.parent not in there:
            there[path.parent] = _names(path.parent)
        if path.name in there[path.parent] and (known := read_knowledge(root, photo, fingerprint)) is not None:
            found[photo.id] = known
    return found


def _names(folder: Path) -> frozenset[str]:
    try:
        return frozenset(path.name for path in folder.iterdir())
    except OSError:  # nothing was looked at, or it cannot be read: the same to whoever asks
        return frozenset()


def as_text(mark: NDArray[np.float32]) -> str:
    """An embedding as SeenFace.mark."""
    return base64.b64encode(mark.astype("float16").tobytes()).decode("ascii")


def as_numbers(text: str) -> NDArray[np.float32]:
    """SeenFace.mark as an embedding [d] of length 1."""
    import numpy as np  # here: the desktop's first screen needs none of it

    mark = np.frombuffer(base64.b64decode(text), np.float16).astype(np.float32)
    return mark / max(float(np.linalg.norm(mark)), 1e-6)
