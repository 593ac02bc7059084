"""What the person is told while teaching: progress with the time left, warnings, phases.

Time left comes from a moving average of the steps alone; previews and checkpoints are not in it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from studio.engine.training.memory import memory_mb
from studio.library.protocol import events

_LEAST_S = 0.05
_SMOOTHING = 0.1


class Teller:
    """Makes events of one job. report: None on processes that must stay silent."""

    def __init__(self, job: str, report: Callable[[events.Event], None] | None) -> None:
        self._job, self._report = job, report
        self._average: float | None = None
        self._told = 0.0

    def tell(
        self,
        kind: type[events.Phase]
        | type[events.Warned]
        | type[events.Started]
        | type[events.Paused]
        | type[events.CheckpointSaved]
        | type[events.StepKept]
        | type[events.PreviewReady],
        **facts: object,
    ) -> None:
        """Any event but Progress."""
        if self._report is not None:
            self._report(kind.model_validate({"job": self._job, "at": time.time(), **facts}))

    def step(self, step: int, of: int, loss: Mapping[str, float], scores: Mapping[str, float], took_s: float) -> None:
        """One step is done; fast steps are told at most twenty times a second, scores and the last one always."""
        average = self._average
        self._average = took_s if average is None else average + _SMOOTHING * (took_s - average)
        now = time.monotonic()
        if self._report is None or (now - self._told < _LEAST_S and step < of and not scores):
            return
        self._told = now
        self._report(
            events.Progress(
                job=self._job,
                at=time.time(),
                step=step,
                of=of,
                loss=dict(loss),
                scores=dict(scores),
                eta_s=round(self._average * (of - step), 2),
                seconds_per_step=round(self._average, 4),
                memory_mb=round(memory_mb(), 1),
            )
        )
