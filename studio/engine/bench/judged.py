"""The judges of a bench: those that score artifacts, and the referee that reads labels in pictures of the mini world.

A judge that is not installed is None, and what it would measure is said to be not measured.
Not here: the formulas (measure.py), the networks (perception/judges.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import torch
from torch import Tensor

from studio.core import folders
from studio.core.errors import StudioError
from studio.engine.dataset.pictures import from_tensor
from studio.engine.evaluation import judges as networks
from studio.engine.evaluation.judges import Judges, load_judges
from studio.library.catalogue import judges as catalogue

if TYPE_CHECKING:
    from studio.engine.perception.faces import FaceFinder

_FACES = "Face similarity: not measured. "
_DRAWN_ONLY = "A hint only: {what} measured by a network that knows drawings. Put a folder of {kind} into “{folder}”."
_OTHER_WORLD = "Right answers: not measured, the referee reads pictures of the mini world only."


class Referee(Protocol):
    """labels: the answers of each head, in order."""

    @property
    def labels(self) -> Mapping[str, tuple[str, ...]]: ...

    def read(self, pictures: Tensor) -> Mapping[str, Tensor]:
        """[b, 3, h, w] in -1..1 -> probabilities [b, labels] per head."""
        ...


class FaceReader(Protocol):
    """Whose faces pictures show."""

    def marks(self, pictures: Tensor) -> list[Tensor]:
        """[b, 3, h, w] in -1..1 -> for each picture [faces, d], the largest face first; [0, d] without a face."""
        ...


class FaceMarks:
    """A face pack as FaceReader."""

    def __init__(self, finder: FaceFinder) -> None:
        self._finder = finder

    def marks(self, pictures: Tensor) -> list[Tensor]:
        """See FaceReader."""
        found = [self._finder.find(np.asarray(from_tensor(picture))) for picture in pictures]
        marks = [[torch.from_numpy(face.mark) for face in faces if face.mark is not None] for faces in found]
        return [torch.stack(each) if each else torch.empty(0, 512) for each in marks]


@dataclass(frozen=True)
class BenchJudges:
    """missing: a sentence for each thing that cannot be measured here."""

    judges: Judges = field(default_factory=Judges)
    referee: Referee | None = None
    referee_name: str = ""
    missing: tuple[str, ...] = ()
    faces: FaceReader | None = None
    faces_name: str = ""


def load_bench_judges(labelled: bool, folder: Path | None = None) -> BenchJudges:
    """labelled: the pictures are of the mini world. Raises MissingWeights when a judge is damaged."""
    from studio.engine.perception.judges import load_referee

    root = folder or folders.models() / "judges"
    judges, missing = load_judges(root, photographs=not labelled), []
    referee = networks.load(root / "referee", load_referee, missing) if labelled else None
    if not labelled:
        missing.append(_OTHER_WORLD)
        for kind, what in ((catalogue.INSTANCE, "likeness is"), (catalogue.CLIP, "prompt fit is")):
            if catalogue.own(kind) is None and judges.instance is not None:
                missing.append(_DRAWN_ONLY.format(what=what, kind=kind, folder=catalogue.home()))
    faces, faces_name = _faces(labelled, missing)
    return BenchJudges(
        judges=judges,
        referee=referee,
        referee_name=networks.name(root / "referee") if referee is not None else "",
        missing=(*judges.missing, *missing),
        faces=faces,
        faces_name=faces_name,
    )


def _faces(labelled: bool, missing: list[str]) -> tuple[FaceReader | None, str]:
    """Drawn people are read by the pack that is shipped, photographed ones by the pack in use when it knows them."""
    from studio.engine.perception import face_packs
    from studio.engine.perception.faces import InsightFaces
    from studio.library.catalogue.face_packs import shipped_folder

    try:
        pack = face_packs.look_at(shipped_folder()) if labelled else face_packs.in_use()
        if pack.knows != ("drawings" if labelled else "photographs"):
            missing.append(f"{_FACES}The face pack “{pack.name}” knows {pack.knows} only.")
            return None, ""
        return FaceMarks(InsightFaces(pack)), f"{pack.name}@{pack.fingerprint[:12]}"
    except StudioError as error:
        missing.append(f"{_FACES}{error}")
        return None, ""
