"""One training of a bench, and the record of what it took. Goes on from its own checkpoints.

Not here: the loop (training/run.py), which trainings there are (plan.py).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from studio.core.control import Control, PassedOn, StopRequested
from studio.core.records import Record
from studio.engine.backbones.surface import Backbone
from studio.engine.bench.plan import BenchSubject
from studio.engine.evaluation.selection import SelectionJudge
from studio.engine.training.memory import forget_peak
from studio.engine.training.run import train
from studio.library.artifacts.store import read_manifest
from studio.library.protocol import events
from studio.library.protocol.jobs import JobFolder
from studio.library.protocol.requests import TrainRequest


class Taught(Record):
    """trainings/<key>.json, written when a training is whole. peak_memory_mb: None where it cannot be told."""

    schema_version: int = 1
    artifact: str
    trigger: str
    steps: int
    best_step: int
    seconds: float
    peak_memory_mb: float | None
    size_bytes: int
    settings: dict[str, Any]


def teach(
    library: Path,
    backbone: Backbone,
    method: str,
    subject: BenchSubject,
    seed: int,
    values: dict[str, Any],
    digest: str,
    report: Callable[[events.Event], None],
    control: Control,
    judge: SelectionJudge | None,
) -> Taught:
    """digest: the same for the same training, so that it finds its checkpoints; judge: chooses among them.

    Raises StudioError, StopRequested.
    """
    request = TrainRequest(
        library=library,
        subjects=(subject.id,),
        method=method,
        backbone=backbone.facts.name,
        settings=values,
        seed=seed,
        artifact_id=f"a-{digest}",
    )
    job = JobFolder(library / "jobs" / f"j-{digest}")
    if not job.state_file.is_file():
        job = JobFolder.create(library / "jobs", request, job.id)
    can_tell, watched = forget_peak(backbone.device), _Watched(control)
    train(request, job, report, watched, backbone, judge=judge)
    if watched.is_stopping:
        raise StopRequested  # the loop left what it had; the rest is taught when the bench goes on
    manifest = read_manifest(library, request.artifact_id)
    return Taught(
        artifact=manifest.id,
        trigger=manifest.trigger,
        steps=manifest.steps,
        best_step=manifest.best_step,
        seconds=manifest.seconds,
        peak_memory_mb=manifest.peak_memory_mb if can_tell else None,
        size_bytes=manifest.size_bytes,
        settings=manifest.settings,
    )


class _Watched(PassedOn):
    """Remembers that it was told to stop."""

    is_stopping = False

    def poll(self) -> None:
        try:
            super().poll()
        except StopRequested:
            self.is_stopping = True
            raise
