"""What the worker says: one frozen class and one JSON line each. Pictures travel as file paths.

To add an event: add a class with a `event: Literal[...]`, put it into `Event`, handle it where events are shown.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from studio.core.records import Record


class _Event(Record):
    v: int = 1
    job: str
    at: float  # seconds since the epoch


class Started(_Event):
    """The engine is loaded and begins; total_steps counts optimiser steps or denoising steps."""

    event: Literal["started"] = "started"
    pid: int
    device: str
    what: str  # a sentence for the job bar: "Teaching Rex by LoRA"
    total_steps: int
    resumed_from: int = 0


class Phase(_Event):
    """A part of the work that has no steps: "Loading the model", "Scoring the likeness"."""

    event: Literal["phase"] = "phase"
    what: str


class Progress(_Event):
    """A step was done. loss holds the terms by name; scores what was measured at this step (held-out likeness)."""

    event: Literal["progress"] = "progress"
    step: int
    of: int
    loss: dict[str, float] = Field(default_factory=dict)
    scores: dict[str, float] = Field(default_factory=dict)
    eta_s: float | None = None
    seconds_per_step: float | None = None
    memory_mb: float | None = None


class PreviewReady(_Event):
    """A picture to look at: path is inside the job folder. index numbers the preview prompt or the picture."""

    event: Literal["preview"] = "preview"
    step: int
    index: int
    prompt: str
    path: Path


class CheckpointSaved(_Event):
    """The job can be resumed from here."""

    event: Literal["checkpoint"] = "checkpoint"
    step: int
    path: Path
    is_best: bool = False


class StepKept(_Event):
    """What was learned by this step is kept and can be chosen when the job has ended; best: the likeliest so far."""

    event: Literal["step_kept"] = "step_kept"
    step: int
    is_best: bool = False


class Released(_Event):
    """The worker goes on when its starter leaves; it is followed by its job folder from now on."""

    event: Literal["released"] = "released"


class PictureReady(_Event):
    """A result was written into the library's folders; whoever owns the index adds it."""

    event: Literal["picture"] = "picture"
    result: str
    path: Path
    index: int
    seed: int


class Paused(_Event):
    """State is saved, the model stays loaded; `resume` goes on."""

    event: Literal["paused"] = "paused"
    step: int


class Warned(_Event):
    """Something the person should know; the job goes on."""

    event: Literal["warned"] = "warned"
    message: str
    remedy: str = ""


class Heartbeat(_Event):
    """The worker lives; sent every second or two, not written to events.jsonl."""

    event: Literal["heartbeat"] = "heartbeat"
    memory_mb: float | None = None


class Failed(_Event):
    """The job ended without its product. error is StudioError.as_data(); log the last lines of job.log."""

    event: Literal["failed"] = "failed"
    error: dict[str, str]
    log: tuple[str, ...] = ()


class Stopped(_Event):
    """Ended on request; artifact is set when stopping saved one."""

    event: Literal["stopped"] = "stopped"
    step: int
    artifact: str | None = None
    answer: dict[str, Any] = Field(default_factory=dict)


class Finished(_Event):
    """Done. answer is the line the command ends with (docs/cli.md)."""

    event: Literal["finished"] = "finished"
    answer: dict[str, Any]
    artifact: str | None = None
    results: tuple[str, ...] = ()


Event = (
    Started
    | Phase
    | Progress
    | PreviewReady
    | CheckpointSaved
    | StepKept
    | Released
    | PictureReady
    | Paused
    | Warned
    | Heartbeat
    | Failed
    | Stopped
    | Finished
)
ENDINGS = (Failed, Stopped, Finished)


@cache
def _any() -> TypeAdapter[Event]:
    return TypeAdapter(Annotated[Event, Field(discriminator="event")])


def encode(event: Event) -> str:
    """One line of JSON without a newline."""
    return json.dumps(event.to_data(), ensure_ascii=False, separators=(",", ":"))


def decode(line: str | bytes) -> Event:
    """Raises ValueError (pydantic's) for a line that is not an event."""
    return _any().validate_json(line)
