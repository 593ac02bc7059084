"""What the Create screen holds: who is in the picture, what was drawn, what the next drawing does with the seed.

Not here: the state of the screen (create.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from studio.library.protocol.requests import ArtifactUse


class SeedMode(StrEnum):
    """What the next drawing does with the seed."""

    NEW = "new"  # another one each time
    KEEP = "keep"  # the same again
    STEP = "step"  # the one after the last


@dataclass(frozen=True)
class Use:
    """A chip: an artifact at a strength. settings: its dials, where they differ from what it was taught with."""

    artifact: str
    name: str  # the subject's
    method: str
    strength: float = 1.0
    settings: dict[str, Any] = field(default_factory=dict)

    def as_asked(self) -> ArtifactUse:
        """For a request."""
        return ArtifactUse(artifact=self.artifact, strength=self.strength, settings=self.settings)


@dataclass(frozen=True)
class Drawn:
    """A picture of this session; path is None while it is being drawn."""

    job: str
    index: int
    seed: int
    path: Path | None = None
    result: str = ""
    preview: Path | None = None  # how far it has come; the file is written over
    preview_step: int = 0
