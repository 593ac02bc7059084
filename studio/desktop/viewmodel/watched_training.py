"""The training that is watched on the Teach screen: its job, curves, previews, and what can be done with its end.

Not here: what would be taught next (viewmodel/teach.py), the curves' points (viewmodel/curves.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from studio.core.errors import StudioError
from studio.desktop.jobs.snapshots import JobSnapshot
from studio.desktop.service.orders import TrainOrder
from studio.desktop.translation import tr
from studio.desktop.viewmodel.curves import Curves, Preview
from studio.library.artifacts.manifest import Manifest
from studio.library.protocol import events
from studio.library.protocol.commands import Command
from studio.library.protocol.requests import TrainRequest

if TYPE_CHECKING:
    from studio.desktop.service.studio_service import StudioService


class WatchedTraining(QObject):
    """Signals: job_changed(), curves_changed(), result_changed(), draw_asked(str) with an artifact id, noted(str, str)
    with a tone and a sentence, problem(Exception)."""

    job_changed = Signal()
    curves_changed = Signal()
    result_changed = Signal()
    draw_asked = Signal(str)
    noted = Signal(str, str)
    problem = Signal(object)

    def __init__(self, service: StudioService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.service = service
        self.job: JobSnapshot | None = None
        self.curves = Curves()
        self._shown_step: int | None = None
        self._taken: str | None = None  # the artifact of another step, once one was chosen
        service.artifacts_changed.connect(self._on_result)
        service.job_changed.connect(self._on_job)
        service.job_event.connect(self._on_event)
        service.jobs_changed.connect(self._on_jobs)
        self._on_jobs()

    @property
    def result(self) -> Manifest | None:
        """What the watched training left behind, once it is in the library; another step when one was chosen."""
        if self.job is None or self.job.artifact is None:
            return None
        wanted = self._taken or self.job.artifact
        return next((m for m in self.service.artifacts if m.id == wanted), None)

    @property
    def shown_step(self) -> int | None:
        """Whose previews are shown: the chosen one, else the newest; None before the first."""
        steps = self.curves.preview_steps()
        return self._shown_step if self._shown_step in steps else (steps[-1] if steps else None)

    @property
    def shown_previews(self) -> list[Preview]:
        """The pictures of the shown step."""
        return sorted((p for p in self.curves.previews if p.step == self.shown_step), key=lambda p: p.index)

    def preview_captions(self) -> list[str]:
        """What each of them adds to the plain prompt of the subject ("on a beach"); its name where that is nothing.

        The prompts themselves hold the method's word for the subject, which says nothing to a person.
        """
        words = [preview.prompt.split() for preview in self.shown_previews]
        least = min(map(len, words), default=0)
        shared = next((n for n in range(least) if len({each[n] for each in words}) > 1), least)
        if shared < least:
            return [preview.prompt for preview in self.shown_previews]
        asked = self.job.request.subjects if self.job and isinstance(self.job.request, TrainRequest) else ()
        names = ", ".join(subject.name for subject in self.service.subjects if subject.id in asked)
        return [
            " ".join(more[shared:]) or names or preview.prompt
            for more, preview in zip(words, self.shown_previews, strict=True)
        ]

    @property
    def best_step(self) -> int | None:
        """The step the artifact holds, or while teaching the likeliest so far."""
        return self.result.best_step if self.result is not None else self.curves.best_step

    @property
    def can_take_step(self) -> bool:
        """The training has ended with an artifact of another step than the shown one, which was kept."""
        shown, result = self.shown_step, self.result
        return (
            self.job is not None
            and self.job.is_ended
            and result is not None
            and shown in self.curves.kept_steps
            and shown != result.best_step
        )

    def watch(self, job_id: str) -> None:
        """Show this training; what it did so far is read from its folder."""
        self.job = self.service.job(job_id)
        self.curves, self._shown_step, self._taken = Curves(), None, None
        self.job_changed.emit()
        self.curves_changed.emit()
        if self.job is not None:
            self.service.job_history(job_id).done(lambda found: self._on_history(job_id, found))

    def show_step(self, step: int) -> None:
        """Show its previews; the newest one goes on with the training."""
        steps = self.curves.preview_steps()
        chosen = None if steps and step == steps[-1] else step
        if chosen != self._shown_step:
            self._shown_step = chosen
            self.curves_changed.emit()

    def take_step(self) -> None:
        """Use the shown step instead of the one that was chosen; both stay in the library."""
        shown = self.shown_step
        if self.job is None or shown is None or not self.can_take_step:
            return
        self.service.take_step(self.job.id, shown).done(self._on_taken).failed(self.problem.emit)

    def teach_further(self, steps: int) -> None:
        """Queue so many more steps from what this training left, and watch them."""
        job, result = self.job, self.result
        if job is None or result is None or not isinstance(job.request, TrainRequest):
            return
        request = job.request
        order = TrainOrder(
            request.subjects,
            request.method,
            request.backbone,
            {**request.settings, "steps": steps},
            request.seed + 1,  # other draws than the ones it has learned from already
            continue_artifact=result.id,
        )
        try:
            self.watch(self.service.start_training(order))
        except StudioError as error:
            self.problem.emit(error)

    def pause_or_go_on(self) -> None:
        """The other one of the two."""
        if self.job is not None:
            paused = self.job.state == "paused"
            self.service.command(self.job.id, Command.RESUME if paused else Command.PAUSE)

    def stop(self) -> None:
        """Finish the step, save, leave."""
        if self.job is not None:
            self.service.command(self.job.id, Command.STOP)

    def resume(self) -> None:
        """Go on from the last checkpoint."""
        if self.job is not None:
            self.service.resume(self.job.id)

    def preview_now(self) -> None:
        """Draw the preview pictures at the next step."""
        if self.job is not None:
            self.service.command(self.job.id, Command.PREVIEW)

    def close_job(self) -> None:
        """Stop watching; the job itself goes on."""
        self.job = None
        self.curves = Curves()
        self.job_changed.emit()
        self.curves_changed.emit()

    def draw(self) -> None:
        """Take the result to the Create screen."""
        if self.job is not None and self.job.artifact:
            self.draw_asked.emit(self._taken or self.job.artifact)

    def _on_taken(self, manifest: Manifest) -> None:
        self._taken = manifest.id
        text = tr("Step {step} is kept beside the first choice and is being scored.")
        self.noted.emit("good", text.format(step=manifest.best_step))
        self._on_result(None)

    def _on_result(self, _artifacts: object) -> None:
        self.result_changed.emit()
        self.curves_changed.emit()

    def _on_history(self, job_id: str, found: tuple[events.Event, ...]) -> None:
        if self.job is None or self.job.id != job_id:
            return
        fresh = Curves()
        for event in found:
            fresh.add(event)
        self.curves = fresh
        self.curves_changed.emit()

    def _on_jobs(self) -> None:
        if self.job is None:
            running = next((j for j in self.service.jobs() if j.kind == "train" and j.is_active), None)
            if running is not None:
                self.watch(running.id)

    def _on_job(self, job: JobSnapshot) -> None:
        if self.job is not None and job.id == self.job.id:
            self.job = job
            self.job_changed.emit()

    def _on_event(self, job_id: str, event: events.Event) -> None:
        if self.job is not None and job_id == self.job.id and self.curves.add(event):
            self.curves_changed.emit()
