"""Points of a training: loss terms by name, raw and smoothed, scores, previews. Grows by one event at a time.

Not here: drawing them (ui/controls/loss_plot.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from studio.library.protocol import events

_SMOOTHING = 0.9


@dataclass
class Line:
    """One named line. smooth: exponential mean, corrected for its start."""

    steps: list[int] = field(default_factory=list)
    raw: list[float] = field(default_factory=list)
    smooth: list[float] = field(default_factory=list)
    _mean: float = 0.0
    _weight: float = 0.0

    def add(self, step: int, value: float) -> None:
        """One more point; a resumed training goes back to its checkpoint, so later points are dropped first."""
        while self.steps and self.steps[-1] >= step:
            self.steps.pop()
            self.raw.pop()
            self.smooth.pop()
        self._mean = _SMOOTHING * self._mean + (1 - _SMOOTHING) * value
        self._weight = _SMOOTHING * self._weight + (1 - _SMOOTHING)
        self.steps.append(step)
        self.raw.append(value)
        self.smooth.append(self._mean / self._weight)


@dataclass(frozen=True)
class Preview:
    """A picture drawn while teaching."""

    step: int
    index: int
    prompt: str
    path: Path


@dataclass
class Curves:
    """Everything live about one training."""

    losses: dict[str, Line] = field(default_factory=dict)
    scores: dict[str, Line] = field(default_factory=dict)
    previews: list[Preview] = field(default_factory=list)
    best_step: int | None = None
    kept_steps: set[int] = field(default_factory=set)  # can be chosen when the job has ended

    def preview_steps(self) -> list[int]:
        """Steps with pictures, in order."""
        return sorted({preview.step for preview in self.previews})

    def score_at(self, step: int) -> float | None:
        """Preview score of this step, where it was measured: nearness to the photo held out for choosing, by CLIP."""
        line = self.scores.get("likeness")
        return line.raw[line.steps.index(step)] if line is not None and step in line.steps else None

    def add(self, event: events.Event) -> bool:
        """True when something visible changed."""
        match event:
            case events.Progress():
                for name, value in event.loss.items():
                    self.losses.setdefault(name, Line()).add(event.step, value)
                for name, value in event.scores.items():
                    self.scores.setdefault(name, Line()).add(event.step, value)
                return bool(event.loss or event.scores)
            case events.PreviewReady():
                preview = Preview(event.step, event.index, event.prompt, event.path)
                self.previews = [p for p in self.previews if (p.step, p.index) != (event.step, event.index)]
                self.previews.append(preview)
                return True
            case events.CheckpointSaved():
                if event.is_best:
                    self.best_step = event.step
                return event.is_best
            case events.StepKept():
                self.kept_steps.add(event.step)
                if event.is_best:
                    self.best_step = event.step
                return True
            case _:
                return False
