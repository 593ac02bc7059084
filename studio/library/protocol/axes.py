"""The axes of an X/Y sheet, as they stand in a request. Not here: what a value does to a drawing (sheets.py)."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from studio.core.records import Record


class AxisKind(StrEnum):
    """What changes along an axis. A method is chosen as the artifact that was taught by it."""

    ARTIFACT = "artifact"
    STRENGTH = "strength"
    PROMPT = "prompt"
    SEED = "seed"
    GUIDANCE = "guidance"
    STEPS = "steps"


class Axis(Record):
    """values: as text, in order. labels: what stands on the sheet; the values themselves when empty."""

    kind: AxisKind
    values: tuple[str, ...] = Field(min_length=1)
    labels: tuple[str, ...] = ()

    def label(self, place: int) -> str:
        """Of one value."""
        return self.labels[place] if place < len(self.labels) else self.values[place]
