"""FakeService's part for jobs and the queue: a test adds them and says what their worker says. Not here: the rest."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from studio.core.ids import new_id
from studio.desktop.jobs.snapshots import JobSnapshot, after
from studio.library.protocol import events
from studio.library.protocol.commands import Command
from studio.library.protocol.jobs import JobFolder, State
from studio.library.protocol.requests import Request
from tests.fakes.answers import Answered
from tests.fakes.models import FakeModels


class FakeJobs(FakeModels):
    """What is asked of jobs is remembered."""

    job_changed = Signal(object)
    job_event = Signal(str, object)
    jobs_changed = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(folder, parent)
        self.commands: list[tuple[str, Command]] = []
        self.can_release = True
        self._jobs: dict[str, JobSnapshot] = {}
        self._history: dict[str, list[events.Event]] = {}

    def command(self, job_id: str, command: Command) -> None:
        """Remembered."""
        self.commands.append((job_id, command))

    def resume(self, job_id: str) -> None:
        """Remembered."""
        self.asked.append(("resume", job_id))

    def move_job(self, job_id: str, place: int) -> None:
        """Remembered."""
        self.asked.append(("move_job", job_id, place))

    def duplicate_job(self, job_id: str) -> None:
        """Remembered."""
        self.asked.append(("duplicate_job", job_id))

    def job_folder(self, job_id: str) -> JobFolder:
        """Below the root; empty until a test writes into it."""
        assert self.root is not None
        return JobFolder(self.root / "jobs" / job_id)

    def remove_job(self, job_id: str) -> None:
        """Gone."""
        del self._jobs[job_id]
        self.jobs_changed.emit()

    def own_job(self) -> JobSnapshot | None:
        """The running one."""
        return next((job for job in self._jobs.values() if job.is_active), None)

    def release_job(self) -> bool:
        """As a test says."""
        self.asked.append("release_job")
        return self.can_release

    def jobs(self) -> tuple[JobSnapshot, ...]:
        """In the order they came."""
        return tuple(self._jobs.values())

    def job(self, job_id: str) -> JobSnapshot | None:
        """By id."""
        return self._jobs.get(job_id)

    def job_history(self, job_id: str) -> Answered:
        """What `emit` sent."""
        return Answered(lambda: tuple(self._history.get(job_id, ())))

    def add_job(self, request: Request, title: str, state: State = State.QUEUED) -> str:
        """A job as the queue would show it."""
        job_id = new_id("j")
        self._jobs[job_id] = JobSnapshot(job_id, request, title, state, "Waiting")
        self._history[job_id] = []
        self.jobs_changed.emit()
        return job_id

    def say(self, job_id: str, kind: type[Any], **values: Any) -> None:
        """The worker says something: say(job, events.Progress, step=1, of=3)."""
        event = kind(job=job_id, at=time.time(), **values)
        self._history[job_id].append(event)
        self._jobs[job_id] = after(self._jobs[job_id], event)
        self.job_changed.emit(self._jobs[job_id])
        self.job_event.emit(job_id, event)
