"""The durable queue: job folders on disk, their order by hand in order.json, one heavy job at a time.

Closing the window or a power cut loses nothing: the folders are read again at the next start.
Not here: what a finished job leaves in the library's index (service/studio_service.py).
"""

from __future__ import annotations

import math
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from studio.core.errors import DiskProblem, StudioError
from studio.core.files import disk_problem
from studio.desktop.jobs.follower import Follower
from studio.desktop.jobs.snapshots import JobSnapshot, after, from_folder
from studio.desktop.jobs.supervisor import Supervisor
from studio.desktop.translation import tr
from studio.library.protocol import events
from studio.library.protocol.commands import Command
from studio.library.protocol.jobs import ENDED, JobFolder, State, read_order, write_order
from studio.library.protocol.requests import Request
from studio.library.protocol.worker_process import send

_KEPT_ENDED = 50  # ended jobs shown after a start; the folders of older ones stay on disk


def read_queue(jobs_root: Path, title_of: Callable[[Request], str]) -> list[JobSnapshot]:
    """The jobs on disk in queue order, each with a truthful state. Reads files only; safe on any thread."""
    from studio.library.protocol.jobs import list_jobs
    from studio.library.protocol.worker_process import truthful_state

    waiting: list[JobSnapshot] = []
    ended: list[JobSnapshot] = []
    for job in reversed(list_jobs(jobs_root)):
        try:
            state = truthful_state(job).state
            if state not in ENDED:
                waiting.append(from_folder(job, title_of(job.request())))
            elif len(ended) < _KEPT_ENDED:
                ended.append(from_folder(job, title_of(job.request())))
        except DiskProblem:
            continue  # `studio library check` names damaged job folders; the queue shows what can be run
    return [*reversed(ended), *reversed(waiting)]


class JobQueue(QObject):
    """Signals: job_changed(JobSnapshot); event_came(str, Event); jobs_changed() when jobs come, go or move;
    job_ended(JobSnapshot) once its worker is gone; problem(StudioError).
    """

    job_changed = Signal(object)
    event_came = Signal(str, object)
    jobs_changed = Signal()
    job_ended = Signal(object)
    problem = Signal(object)

    def __init__(self, parent: QObject | None = None, supervisor: Supervisor | None = None) -> None:
        super().__init__(parent)
        self._jobs: dict[str, JobSnapshot] = {}
        self._folders: dict[str, JobFolder] = {}
        self._root: Path | None = None
        self._places: dict[str, int] = {}  # of the waiting jobs that were moved by hand
        self._is_closed = False
        self._supervisor = supervisor or Supervisor(self)
        self._supervisor.setParent(self)
        self._supervisor.event_came.connect(self._on_event)
        self._supervisor.job_ended.connect(self._on_job_ended)
        self._follower = Follower(self)
        self._follower.event_came.connect(self._on_event)
        self._follower.job_ended.connect(self._on_job_ended)
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.setInterval(0)
        self._next.timeout.connect(self._start_next)

    def load(self, root: Path, jobs: list[JobSnapshot]) -> None:
        """Take over what `read_queue` found; waiting jobs go on."""
        self._root = root
        self._places = read_order(root)
        self._jobs = {job.id: job for job in jobs}
        self._folders = {job.id: JobFolder(root / job.id) for job in jobs}
        for job in jobs:
            if job.is_active:  # `read_queue` asked its lock: a worker that somebody else started
                self._follower.follow(self._folders[job.id])
        self.jobs_changed.emit()
        self._next.start()

    def jobs(self) -> tuple[JobSnapshot, ...]:
        """All known jobs, ended ones first, in queue order."""

        def place(job: JobSnapshot) -> tuple[bool, bool, float, float]:
            by_hand = self._places.get(job.id, math.inf) if job.state == State.QUEUED else 0.0
            return not job.is_ended, not job.is_active, by_hand, job.order

        return tuple(sorted(self._jobs.values(), key=place))

    def job(self, job_id: str) -> JobSnapshot | None:
        """One job, or None when it was removed."""
        return self._jobs.get(job_id)

    def folder(self, job_id: str) -> JobFolder:
        """Where it lies."""
        return self._folders[job_id]

    @property
    def current(self) -> JobSnapshot | None:
        """The job with a worker of ours, if any."""
        running = self._supervisor.job
        return self._jobs.get(running.id) if running else None

    def release(self) -> bool:
        """Let the running worker go on when this program ends; False when it does not want to."""
        is_released = self._supervisor.release()
        self._is_closed = self._is_closed or is_released
        return is_released

    def add(self, request: Request, title: str) -> str:
        """Write the job folder and queue it. Raises DiskProblem."""
        assert self._root is not None, "the library is not open"
        folder = JobFolder.create(self._root, request)
        snapshot = replace(from_folder(folder, title), title=title)
        self._jobs[folder.id], self._folders[folder.id] = snapshot, folder
        self.jobs_changed.emit()
        self._next.start()
        return folder.id

    def command(self, job_id: str, command: Command) -> None:
        """Tell a job something; a waiting one that is stopped leaves the queue."""
        job = self._jobs.get(job_id)
        if job is None or job.is_ended:
            return
        if not job.is_active and job.state == State.QUEUED and self._supervisor_job_id() != job_id:
            if command in (Command.STOP, Command.DISCARD):
                self._set(job_id, State.STOPPED, tr("Taken out of the queue"))
            return
        if self._supervisor_job_id() != job_id:
            send(self._folders[job_id], command)  # its worker was started by another program
            return
        self._supervisor.send(command)
        if command in (Command.STOP, Command.DISCARD):
            self._replace(replace(job, is_stopping=True, sentence=tr("Stopping and saving"), eta_s=None))
        elif command is Command.PAUSE:
            self._replace(replace(job, sentence=tr("Pausing after this step"), eta_s=None))

    def resume(self, job_id: str) -> None:
        """Queue an ended job again; its worker goes on from the last checkpoint."""
        job = self._jobs.get(job_id)
        if job is None or not job.can_resume:
            return
        if job_id in self._places:  # it goes on behind those that wait
            self._keep_order([other for other in self._places if other != job_id])
        fresh = replace(job, error=None, log=(), is_stopping=False, order=time.time())
        self._jobs[job_id] = fresh
        self._set(job_id, State.QUEUED, tr("Waiting"), order=fresh.order)
        self._next.start()

    def move(self, job_id: str, place: int) -> None:
        """To this place (0 is next) among the waiting jobs. One file is written: a full disk leaves the old order."""
        places = [job.id for job in self.jobs() if job.state == State.QUEUED]
        if job_id not in places or self._root is None:
            return
        moved = [other for other in places if other != job_id]
        moved.insert(max(0, place), job_id)
        if moved != places:
            running = [
                job.id for job in self.jobs() if job.is_active
            ]  # first again when the window goes and comes back
            self._keep_order([*running, *moved])
            self.jobs_changed.emit()

    def duplicate(self, job_id: str) -> str | None:
        """Queue the same request again as a new job, last; the id, or None when the disk refuses."""
        job = self._jobs.get(job_id)
        if job is None:
            return None
        try:
            return self.add(job.request, job.title)
        except StudioError as problem:
            self.problem.emit(problem)
            return None

    def remove(self, job_id: str) -> None:
        """Delete the folder of an ended job; artifacts and results stay. Raises DiskProblem."""
        job = self._jobs.get(job_id)
        if job is None or not job.is_ended:
            return
        path = self._folders[job_id].path
        try:
            shutil.rmtree(path)
        except OSError as error:
            raise disk_problem(error, path, "removed") from error
        del self._jobs[job_id], self._folders[job_id]
        self.jobs_changed.emit()

    def close(self) -> None:
        """The window goes: the running worker saves a checkpoint and leaves; nothing is lost."""
        self._is_closed = True
        self._next.stop()
        self._follower.close()
        self._supervisor.close()

    def _supervisor_job_id(self) -> str:
        return self._supervisor.job.id if self._supervisor.job else ""

    def _set(self, job_id: str, state: State, sentence: str, order: float | None = None) -> None:
        job = self._jobs[job_id]
        try:
            kept = self._folders[job_id].set_state(state, sentence, step=job.step, of=job.of, order=order)
        except StudioError as problem:
            self.problem.emit(problem)
            return
        self._replace(replace(job, state=state, sentence=sentence, order=kept.order))
        self.jobs_changed.emit()

    def _keep_order(self, job_ids: list[str]) -> None:
        assert self._root is not None
        try:
            write_order(self._root, job_ids)
        except StudioError as problem:
            self.problem.emit(problem)
            return
        self._places = {job_id: place for place, job_id in enumerate(job_ids)}

    def _replace(self, job: JobSnapshot) -> None:
        self._jobs[job.id] = job
        self.job_changed.emit(job)

    def _start_next(self) -> None:
        if self._is_closed or self._supervisor.job is not None or self._follower.is_busy:
            return  # one heavy job at a time in a library, whoever started it
        waiting = [job for job in self.jobs() if job.state == State.QUEUED]
        if not waiting:
            return
        job = waiting[0]
        self._jobs[job.id] = replace(job, state=State.RUNNING, sentence=tr("Starting the engine"))
        self._supervisor.start(self._folders[job.id])
        self._replace(self._jobs[job.id])
        self.jobs_changed.emit()

    def _on_event(self, event: events.Event) -> None:
        job = self._jobs.get(event.job)
        if job is None:
            return
        self._replace(after(job, event))
        self.event_came.emit(event.job, event)

    def _on_job_ended(self, job_id: str) -> None:
        job = self._jobs.get(job_id)
        if job is not None and not self._is_closed:
            self.job_ended.emit(job)
            self.jobs_changed.emit()
        self._next.start()
