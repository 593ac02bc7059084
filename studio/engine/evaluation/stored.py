"""The scored pictures and what they were, kept with the artifact, so that scores can be computed again.

artifacts/<id>/evaluation/{taught,untaught}-<n>.png and evaluation.json, written last.
Not here: drawing them (draw.py), the artifact itself (studio/library/artifacts).
"""

from __future__ import annotations

from pathlib import Path

import torch

from studio.core import files
from studio.core.records import Record
from studio.engine.evaluation import pictures
from studio.engine.evaluation.score import Drawn
from studio.library.artifacts.manifest import Score


class Pair(Record):
    """Two pictures of one prompt and one seed, with and without the artifact; names of files beside this record."""

    prompt: str  # with "{}" for the subject
    plain_prompt: str  # with the class word in its place: what prompt fit is measured against
    seed: int
    taught: str
    untaught: str


class Evaluation(Record):
    """evaluation.json. scores: as they were measured when it was written."""

    schema_version: int = 1
    artifact: str
    backbone_fingerprint: str
    strength: float = 1.0
    steps: int
    guidance: float
    pairs: tuple[Pair, ...]
    scores: tuple[Score, ...] = ()


def folder(library: Path, artifact_id: str) -> Path:
    """Where the scored pictures of an artifact lie."""
    return library / "artifacts" / artifact_id / "evaluation"


def read(library: Path, artifact_id: str) -> Evaluation:
    """Raises DiskProblem when the artifact was never scored."""
    return Evaluation.load(folder(library, artifact_id) / "evaluation.json")


def write_picture(library: Path, artifact_id: str, name: str, picture: torch.Tensor) -> None:
    """[3, h, w] in -1..1."""
    files.write_bytes(folder(library, artifact_id) / name, pictures.as_png(picture))


def write(library: Path, evaluation: Evaluation) -> None:
    """The record, after its pictures."""
    evaluation.save(folder(library, evaluation.artifact) / "evaluation.json")


def drawn(library: Path, evaluation: Evaluation) -> Drawn:
    """The stored pictures. Raises DiskProblem."""
    here = folder(library, evaluation.artifact)

    def side(names: list[str]) -> torch.Tensor:
        return torch.stack([pictures.read_png(here / name) for name in names])

    return Drawn(
        taught=side([pair.taught for pair in evaluation.pairs]),
        untaught=side([pair.untaught for pair in evaluation.pairs]),
        plain_prompts=tuple(pair.plain_prompt for pair in evaluation.pairs),
    )
