"""Reads and writes the scored pictures that are kept with an artifact (studio/library/artifacts/evaluation.py).

Not here: drawing them (draw.py), the formulas (score.py).
"""

from __future__ import annotations

from pathlib import Path

import torch

from studio.core import files
from studio.engine.evaluation import pictures
from studio.engine.evaluation.score import Drawn
from studio.library.artifacts.evaluation import Evaluation, Pair, evaluation_folder

__all__ = ["Evaluation", "Pair", "drawn", "read", "write", "write_picture"]


def read(library: Path, artifact_id: str) -> Evaluation:
    """Raises DiskProblem when the artifact was never scored."""
    return Evaluation.load(evaluation_folder(library, artifact_id) / "evaluation.json")


def write_picture(library: Path, artifact_id: str, name: str, picture: torch.Tensor) -> None:
    """[3, h, w] in -1..1."""
    files.write_bytes(evaluation_folder(library, artifact_id) / name, pictures.as_png(picture))


def write(library: Path, evaluation: Evaluation) -> None:
    """The record, after its pictures."""
    evaluation.save(evaluation_folder(library, evaluation.artifact) / "evaluation.json")


def drawn(library: Path, evaluation: Evaluation, subject: int = 0) -> Drawn:
    """The stored pictures of one of the artifact's subjects. Raises DiskProblem."""
    here = evaluation_folder(library, evaluation.artifact)
    pairs = [pair for pair in evaluation.pairs if pair.subject == subject]

    def side(names: list[str]) -> torch.Tensor:
        return torch.stack([pictures.read_png(here / name) for name in names])

    return Drawn(
        taught=side([pair.taught for pair in pairs]),
        untaught=side([pair.untaught for pair in pairs]),
        plain_prompts=tuple(pair.plain_prompt for pair in pairs),
    )
