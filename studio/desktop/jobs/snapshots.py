"""JobSnapshot: what the screens see of a job. Frozen; each event makes the next one.

Not here: the job folder itself (studio/library/protocol/jobs.py).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from studio.core.errors import DiskProblem
from studio.desktop.sentences import tr_sentence
from studio.desktop.translation import tr
from studio.library.protocol import events
from studio.library.protocol.jobs import ENDED, JobFolder, State
from studio.library.protocol.requests import Request


@dataclass(frozen=True)
class JobSnapshot:
    """One job at one moment. error: StudioError.as_data() of a failed or died job."""

    id: str
    request: Request
    title: str
    state: State
    sentence: str
    step: int = 0
    of: int = 0
    eta_s: float | None = None
    order: float = 0.0
    device: str = ""
    memory_mb: float | None = None
    artifact: str | None = None
    results: tuple[str, ...] = ()
    error: dict[str, str] | None = None
    log: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    is_stopping: bool = False
    phase: str = ""  # what is done besides the steps proper: loading, scoring

    @property
    def kind(self) -> str:
        """train, generate, evaluate, sheet, merge or bench."""
        return self.request.kind

    @property
    def is_ended(self) -> bool:
        """Finished, stopped, failed or died."""
        return self.state in ENDED

    @property
    def is_active(self) -> bool:
        """Has a worker process."""
        return self.state in (State.RUNNING, State.PAUSED)

    @property
    def can_resume(self) -> bool:
        """Goes on from its last checkpoint when asked."""
        return self.state in (State.STOPPED, State.FAILED, State.DIED)

    @property
    def fraction(self) -> float | None:
        """0..1, or None while the amount of work is unknown."""
        return min(1.0, self.step / self.of) if self.of else None


def from_folder(job: JobFolder, title: str) -> JobSnapshot:
    """As it lies on disk. Raises DiskProblem when the request is damaged."""
    request = job.request()
    try:
        state = job.state()
    except DiskProblem as problem:
        error = problem.as_data()
        return JobSnapshot(job.id, request, title, State.DIED, tr_sentence(problem.message), error=error)
    said = tr_sentence(state.sentence)
    snapshot = JobSnapshot(job.id, request, title, state.state, said, state.step, state.of, order=state.order)
    if snapshot.is_ended:
        for event in job.read_events():
            if isinstance(event, events.ENDINGS):
                snapshot = after(snapshot, event)
        is_done = state.state == State.FINISHED  # said as it was said when it ended in this window
        sentence = snapshot.sentence if is_done else said or snapshot.sentence
        snapshot = replace(snapshot, state=state.state, sentence=sentence)
    return snapshot


def after(job: JobSnapshot, event: events.Event) -> JobSnapshot:
    """The snapshot after one event."""
    match event:
        case events.Started():
            return replace(
                job, state=State.RUNNING, sentence=tr_sentence(event.what), title=tr_sentence(event.what) or job.title,
                device=event.device, of=event.total_steps, step=event.resumed_from, eta_s=None, phase="",
            )  # fmt: skip
        case events.Phase():
            phase = tr_sentence(event.what)
            return replace(job, sentence=phase, phase=phase, step=0, of=0, eta_s=None)
        case events.Progress():
            return _after_progress(job, event)
        case events.PictureReady():
            return replace(job, results=(*job.results, event.result))
        case events.Paused():
            return replace(
                job, state=State.PAUSED, sentence=tr("Paused at step {step}", step=event.step), step=event.step
            )
        case events.Warned():
            text = tr_sentence(f"{event.message} {event.remedy}".strip())
            return replace(job, warnings=(*job.warnings[-9:], text))
        case events.Heartbeat():
            return replace(job, memory_mb=event.memory_mb or job.memory_mb)
        case events.Failed():
            state = State.DIED if event.error.get("kind") == "WorkerDied" else State.FAILED
            message = tr_sentence(event.error.get("message", ""))
            return replace(
                job, state=state, sentence=message, error=event.error, log=event.log, eta_s=None, is_stopping=False
            )
        case events.Stopped():
            sentence = (
                tr("Stopped at step {step}, saved", step=event.step)
                if event.artifact
                else tr("Stopped at step {step}", step=event.step)
            )
            return replace(
                job, state=State.STOPPED, sentence=sentence, step=event.step, artifact=event.artifact,
                eta_s=None, is_stopping=False, error=None, log=(),
            )  # fmt: skip
        case events.Finished():
            results = event.results or job.results
            return replace(
                job, state=State.FINISHED, sentence=tr("Done"), step=job.of, artifact=event.artifact,
                results=results, eta_s=None, is_stopping=False, error=None, log=(),
            )  # fmt: skip
        case _:
            return job


def _after_progress(job: JobSnapshot, event: events.Progress) -> JobSnapshot:
    if job.is_stopping:
        sentence = tr("Stopping after this step")
    elif job.phase:
        sentence = tr("{phase}: {step} of {of}", phase=job.phase, step=event.step, of=event.of)
    else:
        sentence = tr("Step {step} of {of}", step=event.step, of=event.of)
    return replace(
        job, state=State.RUNNING, sentence=sentence, step=event.step, of=event.of, eta_s=event.eta_s,
        memory_mb=event.memory_mb or job.memory_mb,
    )  # fmt: skip
