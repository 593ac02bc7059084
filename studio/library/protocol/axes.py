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
    SETTING = "setting"  # one that acts while drawing


class Axis(Record):
    """values: as text, in order. labels: what stands on the sheet; the values themselves when empty.

    name, artifacts: of a SETTING, which one and of which artifacts.
    """

    kind: AxisKind
    values: tuple[str, ...] = Field(min_length=1)
    labels: tuple[str, ...] = ()
    name: str = ""
    artifacts: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What changes, in a word or two."""
        return self.name.replace("_", " ") or self.kind.value

    def label(self, place: int) -> str:
        """Of one value."""
        return self.labels[place] if place < len(self.labels) else self.values[place]
