"""The judges of a bench: those that score artifacts, and the referee that reads labels in pictures of the mini world.

A judge that is not installed is None, and what it would measure is said to be not measured.
Not here: the formulas (measure.py), the networks (perception/judges.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from torch import Tensor

from studio.core import folders
from studio.engine.evaluation import judges as networks
from studio.engine.evaluation.judges import Judges, load_judges

_FACES = "Face similarity: not measured, no network for faces is installed."
_OTHER_WORLD = "Right answers: not measured, the referee reads pictures of the mini world only."


class Referee(Protocol):
    """labels: the answers of each head, in order."""

    @property
    def labels(self) -> Mapping[str, tuple[str, ...]]: ...

    def read(self, pictures: Tensor) -> Mapping[str, Tensor]:
        """[b, 3, h, w] in -1..1 -> probabilities [b, labels] per head."""
        ...


@dataclass(frozen=True)
class BenchJudges:
    """missing: a sentence for each thing that cannot be measured here."""

    judges: Judges = field(default_factory=Judges)
    referee: Referee | None = None
    referee_name: str = ""
    missing: tuple[str, ...] = ()


def load_bench_judges(labelled: bool, folder: Path | None = None) -> BenchJudges:
    """labelled: the pictures are of the mini world. Raises MissingWeights when a judge is damaged."""
    from studio.engine.perception.judges import load_referee

    root = folder or folders.models() / "judges"
    judges, missing = load_judges(root), []
    referee = networks.load(root / "referee", load_referee, missing) if labelled else None
    if not labelled:
        missing.append(_OTHER_WORLD)
    return BenchJudges(
        judges=judges,
        referee=referee,
        referee_name=networks.name(root / "referee") if referee is not None else "",
        missing=(*judges.missing, *missing, _FACES),
    )
