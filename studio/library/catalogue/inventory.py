"""What is on this computer to draw and to measure with: base models, and the packs that come with the studio.

Sizes and licences are read from the files; what is missing is said with what it would make possible.
Not here: loading anything (studio/engine), registering (register.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from studio.core import folders
from studio.core.errors import StudioError
from studio.core.records import Record
from studio.library.catalogue import face_packs, judges, segmenters, weights
from studio.library.catalogue.read import BackboneCard, MethodCard, Registration, backbones

_DRAWN_LIMITS = "Knows drawn faces; that it finds none in a photograph means nothing."
_MINI_LIMITS = "Draws cartoons of about 300 things and of people, 128 px, with the English words it was taught."


class ModelKind(StrEnum):
    """What a model is for."""

    BACKBONE = "backbone"
    JUDGE = "judge"
    PERCEPTION = "perception"


class Model(Record):
    """One line of the Models screen. problem: why it cannot be used, or None. size_bytes: 0 when it is not there.

    part: what can be chosen there, "faces" or "segmenter"; in_use: this one is.
    """

    kind: ModelKind
    name: str
    what: str  # what it is for, a sentence
    folder: Path | None = None  # or a single file
    family: str = ""
    licence: str = ""
    limits: str = ""
    size_bytes: int = 0
    shipped: bool = False
    problem: str | None = None
    remedy: str = ""
    is_file: bool = False  # folder is a single file
    part: str = ""
    in_use: bool = False


class Fit(Record):
    """Which base models a method can use here. missing: what it needs, when there is none."""

    method: str  # slug
    title: str
    backbones: tuple[str, ...]
    missing: str = ""


class Verified(Record):
    """What verifying found. is_same: the fingerprint is the registered one; None when none was kept."""

    name: str
    fingerprint: str
    is_same: bool | None


def models() -> tuple[Model, ...]:
    """Base models, judges, perception. Reads sizes, so not on the event loop."""
    return (*(_backbone(card) for card in backbones()), *_judges(), *_perception())


def fits(methods: Sequence[MethodCard], known: Sequence[BackboneCard]) -> tuple[Fit, ...]:
    """For each method, what it can be used with."""
    found = []
    for card in methods:
        usable = tuple(b.name for b in known if b.problem is None and b.family in card.families)
        missing = "" if usable else f"a base model of the family {' or '.join(card.families)}"
        found.append(Fit(method=card.slug, title=card.title, backbones=usable, missing=missing))
    return tuple(found)


def verify(card: BackboneCard) -> Verified:
    """Read all of its weights and compare with what was registered. Raises MissingWeights, DiskProblem."""
    now = weights.fingerprint(card.folder)
    path = folders.user_models() / f"{card.name}.json"
    kept = Registration.load(path).fingerprint if path.is_file() else ""
    return Verified(name=card.name, fingerprint=now, is_same=now == kept if kept else None)


def size_of(folder: Path) -> int:
    """Bytes of a file, or of all files below a folder; 0 when it cannot be read."""
    try:
        if folder.is_file():
            return folder.stat().st_size
        return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    except OSError:
        return 0


def _backbone(card: BackboneCard) -> Model:
    limits = _MINI_LIMITS if card.shipped else ""
    if not limits and card.picture_px is not None:
        limits = f"Made for {card.picture_px[0]} × {card.picture_px[1]} px."
        if card.prediction_type:
            limits = f"Made for {card.picture_px[0]} × {card.picture_px[1]} px; predicts {card.prediction_type}."
    return Model(
        kind=ModelKind.BACKBONE,
        name=card.name,
        what="A base model: it draws, and is taught.",
        folder=card.folder,
        family=card.family,
        licence=card.licence or "unknown",
        limits=limits,
        size_bytes=size_of(card.folder),
        shipped=card.shipped,
        problem=card.problem,
        remedy=card.remedy,
        is_file=bool(card.prediction_type),
    )


def _judges() -> list[Model]:
    root = folders.models() / "judges"
    return [
        _shipped_pack(root / "instance", what="Measures likeness: is it this very subject?"),
        _shipped_pack(root / "clip", what="Measures prompt fit: does the picture show what was asked?", family="clip"),
        _shipped_pack(
            root / "referee", what="Reads the labels of the mini world, for the gates of the mini base model."
        ),
        *own_judges(),
    ]


def own_judges() -> list[Model]:
    """DINOv2 and CLIP of the person's own; whether they can be loaded shows when they measure."""
    found = {kind: judges.own(kind) for kind in (judges.INSTANCE, judges.CLIP)}
    return [
        Model(
            kind=ModelKind.JUDGE,
            name=folder.name,
            what="Measures likeness on photographs."
            if kind == judges.INSTANCE
            else "Measures prompt fit on photographs.",
            folder=folder,
            family=kind,
            licence=weights.licence_of(folder),
            size_bytes=size_of(folder),
        )
        for kind, folder in found.items()
        if folder is not None
    ]


def _shipped_pack(folder: Path, *, what: str, family: str = "") -> Model:
    files = list(folder.rglob("*.safetensors")) if folder.is_dir() else []
    problem = None if files else "Its weights are missing."
    for file in files:
        try:
            weights.check_safetensors(file, "Install the studio again.")
        except StudioError as error:
            problem = error.message
    return Model(
        kind=ModelKind.JUDGE,
        name=folder.name,
        what=what,
        folder=folder,
        family=family,
        licence="Apache-2.0",
        limits="Made for the mini world; on photographs take it as a hint.",
        size_bytes=size_of(folder),
        shipped=True,
        problem=problem,
        remedy="" if problem is None else "Install the studio again.",
    )


def _perception() -> list[Model]:
    """What looks at photos."""
    return [segmenter(), *_face_packs()]


def segmenter() -> Model:
    """The one in use, or why there is none."""
    what = "Cuts a subject out of a photo by a click, and proposes a mask for each photo."
    try:
        card = segmenters.in_use()
    except StudioError as error:
        return Model(
            kind=ModelKind.PERCEPTION,
            name="segmenter",
            what=what,
            problem=f"{error.message} GrabCut of OpenCV is used instead.",
            remedy=error.remedy,
            part="segmenter",
        )
    is_shipped = card.name == segmenters.SHIPPED
    return Model(
        kind=ModelKind.PERCEPTION,
        name=f"segmenter ({card.title})",
        what=what,
        folder=card.folder,
        family=str(card.kind),
        licence=card.licence,
        limits="Trained on drawings; on photographs look at each mask." if is_shipped else "",
        size_bytes=size_of(card.folder),
        shipped=is_shipped,
        is_file=card.folder == card.file,
        part="segmenter",
        in_use=True,
    )


def _face_packs() -> list[Model]:
    """The packs on this computer; what a pack's licence file says is checked when it is put to use."""
    what = "Finds faces, and tells whether photos show the same person."
    chosen = face_packs.chosen()
    found = []
    elsewhere = [chosen.folder] if chosen is not None and chosen.folder.is_dir() else []
    for folder in dict.fromkeys([*face_packs.candidate_folders(), *elsewhere]):
        is_shipped = folder == face_packs.shipped_folder()
        if not face_packs.parts_of(folder):
            continue
        name = face_packs.SHIPPED if is_shipped else folder.name
        is_used = chosen is not None and chosen.folder == folder
        found.append(
            Model(
                kind=ModelKind.PERCEPTION,
                name=name,
                what=what,
                folder=folder,
                licence="Apache-2.0" if is_shipped else face_packs.NON_COMMERCIAL,
                limits=_DRAWN_LIMITS if is_shipped else "",
                size_bytes=size_of(folder),
                shipped=is_shipped,
                part="faces",
                in_use=is_used,
            )
        )
    none = "Not installed: faces in photos are not measured."
    return found or [Model(kind=ModelKind.PERCEPTION, name="faces", what=what, problem=none, part="faces")]
