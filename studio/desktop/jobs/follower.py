"""Follows jobs whose worker somebody else started: an earlier window that let it go on, or a command line.

Their folder is the truth: new lines of events.jsonl are read twice a second, and the worker's lock tells when it is
gone. Commands reach them by commands.jsonl (worker_process.send).
Not here: our own worker (supervisor.py), which job comes next (queue.py).
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from studio.core.errors import DiskProblem
from studio.library.protocol import events, worker_process
from studio.library.protocol.jobs import JobFolder

_LOOK_EVERY_MS = 500


@dataclass
class _Followed:
    job: JobFolder
    read_until: int
    has_ending: bool = False


class Follower(QObject):
    """Signals as Supervisor: event_came(Event); job_ended(str) once its worker is gone."""

    event_came = Signal(object)
    job_ended = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: dict[str, _Followed] = {}
        self._watch = QTimer(self, interval=_LOOK_EVERY_MS)
        self._watch.timeout.connect(self.look)

    def follow(self, job: JobFolder) -> None:
        """From the end of what is there; what came before is in its snapshot."""
        size = job.events_file.stat().st_size if job.events_file.is_file() else 0
        self._jobs[job.id] = _Followed(job, size)
        self._watch.start()

    def is_following(self, job_id: str) -> bool:
        """Its worker belongs to somebody else."""
        return job_id in self._jobs

    @property
    def is_busy(self) -> bool:
        """Somebody else's worker runs in this library."""
        return bool(self._jobs)

    def close(self) -> None:
        """They go on without being watched."""
        self._watch.stop()
        self._jobs.clear()

    def look(self) -> None:
        """Now."""
        for followed in list(self._jobs.values()):
            is_over = not worker_process.is_running(followed.job)  # first: what it wrote last is read below
            self._read(followed)
            if is_over:
                self._end(followed)
        if not self._jobs:
            self._watch.stop()

    def _read(self, followed: _Followed) -> None:
        try:
            with open(followed.job.events_file, "rb") as file:
                file.seek(followed.read_until)
                data = file.read()
        except OSError:
            return
        whole = data[: data.rfind(b"\n") + 1]
        followed.read_until += len(whole)
        for line in whole.splitlines():
            try:
                event = events.decode(line)
            except ValueError:
                continue
            followed.has_ending |= isinstance(event, events.ENDINGS)
            self.event_came.emit(event)

    def _end(self, followed: _Followed) -> None:
        del self._jobs[followed.job.id]
        if not followed.has_ending:
            self.event_came.emit(_death(followed.job))
        self.job_ended.emit(followed.job.id)


def _death(job: JobFolder) -> events.Event:
    """It left no ending: died, with the folder saying so."""
    try:
        return worker_process.report_death(job, None)
    except DiskProblem as problem:
        return events.Failed(job=job.id, at=time.time(), error=problem.as_data())
