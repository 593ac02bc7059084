"""What every command does with a job: show its events, add what came out to the library's index, answer, exit code.

The worker wrote the files; the index row is added here, under the library's lock. When another program holds the lock
the files stay, and that program or `studio library rebuild` adds them.
Not here: the process (supervise.py), what is asked for (train.py, generate.py).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from studio.cli.output import Output
from studio.cli.supervise import Ending, run_job
from studio.core.errors import LibraryBusy, StudioError, from_data
from studio.library.protocol import events
from studio.library.protocol.jobs import JobFolder
from studio.library.protocol.requests import EvaluateRequest, MergeRequest, Request, TrainRequest

EXIT_STOPPED = 130


def run_to_answer(
    job: JobFolder,
    output: Output,
    also: Callable[[events.Event], None] = lambda _event: None,
) -> tuple[int, dict[str, Any]]:
    """Run the job in a worker and index what it left. Returns the exit code and the answer. also: hears every event.

    Raises the StudioError the job failed with. 130: stopped, by Ctrl-C here or a command from elsewhere.
    """

    def on_event(event: events.Event) -> None:
        also(event)
        show(event, output)

    ending = run_job(job, on_event)
    index(job, ending, output)
    if isinstance(ending, events.Failed):
        raise _with_resume(from_data(ending.error), job)
    if isinstance(ending, events.Stopped):
        output.note(f"Stopped at step {ending.step}. Go on with: studio run {job.path}")
        return EXIT_STOPPED, {
            "stopped": True,
            "step": ending.step,
            "job": str(job.path),
            **ending.answer,
        }
    return 0, ending.answer


def _with_resume(error: StudioError, job: JobFolder) -> StudioError:
    """The same sentence; the remedy names the command where it only says that the job can be resumed."""
    error.remedy = error.remedy.replace("esume the job", f"esume the job (studio run {job.path})")
    return error


def show(event: events.Event, output: Output) -> None:
    """An event line with --json, else a bar or a sentence."""
    if isinstance(event, events.Heartbeat):
        return
    output.event(event.to_data())
    if isinstance(event, events.Progress):
        eta = f"  {event.eta_s:.0f} s left" if event.eta_s is not None else ""
        loss = "  ".join(f"{name} {value:.4f}" for name, value in event.loss.items())
        output.progress(event.step, event.of, loss + eta)
    elif isinstance(event, events.Started | events.Phase):
        output.text(event.what + "…")
    elif isinstance(event, events.Warned):
        output.note(f"{event.message} {event.remedy}".strip())
    elif isinstance(event, events.Paused):
        output.text(f"Paused at step {event.step}. `studio job resume {event.job}` goes on.")


def index(job: JobFolder, ending: Ending, output: Output) -> None:
    """Add the artifact and the results that the job left, finished or not."""
    from studio.library.library import Library

    request = job.request()
    artifact, results = _left_behind(job, request, ending)
    if artifact is None and not results:
        return
    try:
        with Library.open(request.library) as library:
            if artifact is not None:
                library.artifacts.index(artifact)
            for result in results:
                library.results.index(result)
    except LibraryBusy as error:
        output.note(f"{error.message} What was made is kept; `studio library rebuild` lists it.")


def _left_behind(job: JobFolder, request: Request, ending: Ending) -> tuple[str | None, tuple[str, ...]]:
    """The artifact and the results of this job that are whole on disk, those of earlier runs of it included."""
    if isinstance(request, TrainRequest | MergeRequest):
        manifest = Path(request.library) / "artifacts" / request.artifact_id / "manifest.json"
        return (request.artifact_id if manifest.is_file() else None), ()
    if isinstance(request, EvaluateRequest):
        return request.artifact, ()
    made = [event.result for event in job.read_events() if isinstance(event, events.PictureReady)]
    if not isinstance(ending, events.Failed):
        made += [str(result["id"]) for result in ending.answer.get("results", ())]
    return None, tuple(dict.fromkeys(made))
