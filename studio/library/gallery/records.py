"""What is kept about a subject: one JSON file per subject, photos by content hash.

Not here: how it is stored (store.py), how photos are judged (quality.py).
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from pydantic import Field

from studio.core.geometry import BoxFrac
from studio.core.records import Record


class Kind(StrEnum):
    """What a subject is; a person needs a consent note."""

    OBJECT = "object"
    ANIMAL = "animal"
    PERSON = "person"
    STYLE = "style"


class Fault(StrEnum):
    """What makes a photo a poor teacher. Those of faces are never stored: they follow from what a pack saw
    (people.py), and change with the subject's other photos."""

    OTHER_FACE = "other_face"
    NO_FACE = "no_face"
    SEVERAL_FACES = "several_faces"
    CUT_FACE = "cut_face"
    TWIN = "near_duplicate"
    SMALL = "small"
    BLURRED = "blurred"
    DARK = "dark"
    BURNT_OUT = "burnt_out"
    FLAT = "flat"


class Quality(Record):
    """What was measured on arrival; None means not measured."""

    width_px: int
    height_px: int
    blur: float | None = None  # variance of the Laplacian at 512 px; below 60 looks soft
    brightness: float | None = None  # mean luminance 0..1
    contrast: float | None = None  # standard deviation of luminance 0..1
    burnt: float | None = None  # share of the middle that is pure white, 0..1
    phash: str | None = None  # 64-bit perceptual hash, hex


class Photo(Record):
    """One photo of a subject. The original is never rewritten; everything here is a decision about it."""

    id: str  # "p-…"
    blake3: str
    extension: str  # of the stored original, lower case without the dot
    name: str  # the file's name when it was dropped
    quality: Quality
    crop: BoxFrac | None = None  # of the upright picture (EXIF orientation applied first, then rotation)
    rotation_deg: int = 0  # 0, 90, 180, 270 clockwise, after EXIF orientation
    caption: str = ""
    has_mask: bool = False
    face: BoxFrac | None = None
    held_out: bool = False  # set by the person; otherwise the studio chooses
    faults: tuple[Fault, ...] = ()  # the weightiest first
    problems: tuple[str, ...] = ()  # sentences, e.g. "This photo is nearly the same as 03.jpg."


class Subject(Record):
    """Who or what: subjects/<id>/subject.json."""

    schema_version: int = 1
    id: str  # "s-…"
    name: str
    class_word: str
    kind: Kind = Kind.OBJECT
    consent: str = ""
    photos: tuple[Photo, ...] = ()
    created: str  # ISO 8601, UTC
    notes: str = ""


class PhotoView(Record):
    """One chosen photo, ready to be opened by the engine."""

    id: str
    path: Path
    blake3: str
    crop: BoxFrac | None = None
    rotation_deg: int = 0
    caption: str = ""
    mask: Path | None = None
    face: BoxFrac | None = None


class SubjectView(Record):
    """gallery -> dataset: the chosen photos of one subject.

    training: learned from. selection: chooses the checkpoint (one photo, when there are three or more).
    report: the reported score (another one, when there are four or more).
    """

    id: str
    name: str
    class_word: str
    kind: Kind
    training: tuple[PhotoView, ...] = Field(min_length=1)
    selection: PhotoView | None = None
    report: PhotoView | None = None
