"""State of the job bar: the running job, what waits, what ended. The same on every screen.

Not here: the queue itself (jobs/queue.py).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from studio.core.errors import StudioError
from studio.desktop.jobs.snapshots import JobSnapshot
from studio.library.protocol.commands import Command

if TYPE_CHECKING:
    from studio.desktop.service.studio_service import StudioService


class JobsViewModel(QObject):
    """Signals: current_changed(), jobs_changed(), work_changed(), job_ended(JobSnapshot)."""

    current_changed = Signal()
    jobs_changed = Signal()
    work_changed = Signal()
    job_ended = Signal(object)

    def __init__(self, service: StudioService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.service = service
        self.current: JobSnapshot | None = None
        self.work = ""  # light work: importing, exporting
        service.job_changed.connect(self._on_job)
        service.jobs_changed.connect(self._on_jobs)
        service.work_changed.connect(self._on_work)
        self._on_jobs()

    @property
    def jobs(self) -> tuple[JobSnapshot, ...]:
        """The running one first, then those that wait, then ended ones, newest first."""
        everything = self.service.jobs()
        ended = [job for job in everything if job.is_ended]
        return (*(job for job in everything if not job.is_ended), *reversed(ended))

    @property
    def waiting(self) -> int:
        """How many wait behind the running one."""
        return sum(1 for job in self.service.jobs() if job.state == "queued")

    def pause_or_go_on(self) -> None:
        """The other one of the two, for the running job."""
        if self.current is not None:
            paused = self.current.state == "paused"
            self.service.command(self.current.id, Command.RESUME if paused else Command.PAUSE)

    def stop(self, job_id: str = "") -> None:
        """Stop and save; a waiting job leaves the queue."""
        target = job_id or (self.current.id if self.current else "")
        if target:
            self.service.command(target, Command.STOP)

    def resume(self, job_id: str) -> None:
        """Queue an ended job again."""
        self.service.resume(job_id)

    def move(self, job_id: str, place: int) -> None:
        """To this place (0 is next) among the waiting ones."""
        self.service.move_job(job_id, place)

    def duplicate(self, job_id: str) -> None:
        """The same request once more, last."""
        self.service.duplicate_job(job_id)

    def folder_of(self, job_id: str) -> Path:
        """Where the job lies on disk."""
        return self.service.job_folder(job_id).path

    def report_of(self, job: JobSnapshot) -> Path | None:
        """The page of a comparison, once it is there."""
        from studio.desktop.viewmodel.bench import report_of

        return report_of(job)

    def log_of(self, job_id: str) -> tuple[str, ...]:
        """The end of its log; empty when it cannot be read, which is then told."""
        try:
            return self.service.job_folder(job_id).log_tail(400)
        except StudioError as error:
            self.service.problem.emit(error)
            return ()

    def remove(self, job_id: str) -> None:
        """Forget an ended job."""
        try:
            self.service.remove_job(job_id)
        except StudioError as error:
            self.service.problem.emit(error)

    def _on_job(self, job: JobSnapshot) -> None:
        if self.current is not None and job.id == self.current.id:
            self.current = job if not job.is_ended else None
            self.current_changed.emit()
        elif job.is_active:
            self.current = job
            self.current_changed.emit()
        if job.is_ended:
            self.job_ended.emit(job)
            self.jobs_changed.emit()

    def _on_jobs(self) -> None:
        running = next((job for job in self.service.jobs() if job.is_active), None)
        if running != self.current:
            self.current = running
            self.current_changed.emit()
        self.jobs_changed.emit()

    def _on_work(self, sentence: str) -> None:
        self.work = sentence
        self.work_changed.emit()
