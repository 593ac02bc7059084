"""One job of any kind from its request to its ending, with exactly one ending event.

Ends as finished, stopped, failed; an orphan ends as died and can be resumed. What is caught here is the outermost
frame: a StudioError becomes its sentence, memory that ran out its remedy, all else a crash report with the log's end.
Not here: the loops (training/run.py, generation/run.py), processes and pipes (__main__.py).
"""

from __future__ import annotations

import os
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from studio.core import files
from studio.core.control import DiscardRequested, StopRequested
from studio.core.errors import DiskProblem, StudioError, WorkerDied
from studio.engine.worker.channel import Channel
from studio.engine.worker.control import Orphaned, WorkerControl
from studio.engine.worker.failures import as_studio_error
from studio.library.protocol import events
from studio.library.protocol.jobs import JobFolder, State
from studio.library.protocol.requests import (
    BenchRequest,
    EvaluateRequest,
    GenerateRequest,
    MergeRequest,
    Request,
    SheetRequest,
    TrainRequest,
)
from studio.library.protocol.worker_process import (
    EXIT_BUG,
    EXIT_FAILED,
    EXIT_FINISHED,
    EXIT_ORPHANED,
    EXIT_STOPPED,
)


def run_job(job: JobFolder, channel: Channel, control: WorkerControl) -> int:
    """The exit code. Raises StudioError only when the job folder itself cannot be written."""
    request: Request | None = None
    try:
        request = job.request()
        answer = _work(request, job, channel, control)
    except Orphaned:
        return _orphaned(job, channel)
    except DiscardRequested:
        channel.report(_stopped(job, channel, request, None))
        return EXIT_STOPPED
    except StopRequested:
        channel.report(_stopped(job, channel, request, {}))
        return EXIT_STOPPED
    except Exception as error:  # noqa: BLE001 - the worker's outermost frame
        return _failed(error, request, job, channel)
    if control.is_stopping:
        channel.report(_stopped(job, channel, request, answer))
        return EXIT_STOPPED
    channel.report(
        events.Finished(
            job=job.id,
            at=time.time(),
            answer=answer,
            artifact=request.artifact_id if isinstance(request, TrainRequest | MergeRequest) else None,
            results=_results(answer),
        )
    )
    return EXIT_FINISHED


def _work(request: Request, job: JobFolder, channel: Channel, control: WorkerControl) -> dict[str, Any]:
    """The answer. Everything heavy is imported in here."""
    import studio.engine.backbones.loading  # noqa: F401 - torch and diffusers: still "Starting the engine"

    channel.report(events.Phase(job=job.id, at=time.time(), what="Loading the model"))
    if isinstance(request, TrainRequest):
        return _train(request, job, channel, control)
    if isinstance(request, GenerateRequest):
        from studio.engine.generation.run import generate

        return generate(request, job, channel.report, control)
    if isinstance(request, SheetRequest):
        from studio.engine.generation.sheet import draw_sheet

        return draw_sheet(request, job, channel.report, control)
    if isinstance(request, MergeRequest):
        from studio.engine.methods.merged import merge

        channel.report(events.Phase(job=job.id, at=time.time(), what="Joining what was taught"))
        made = merge(request.library, request.artifacts, artifact_id=request.artifact_id)
        return {"artifact": {"id": made.id, "path": str(Path(request.library) / "artifacts" / made.id)}}
    if isinstance(request, BenchRequest):
        from studio.engine.bench.run import bench

        return bench(request, job, channel.report, control)
    return _evaluate(request, job, channel, control)


def _train(request: TrainRequest, job: JobFolder, channel: Channel, control: WorkerControl) -> dict[str, Any]:
    from studio.engine.backbones import registry

    trained = job.path / "trained.json"  # written between teaching and scoring, so that a resume only scores
    backbone = registry.load(request.backbone)
    if trained.is_file():
        answer: dict[str, Any] = files.read_json(trained)
    else:
        from studio.engine.evaluation.selection import selection_judge
        from studio.engine.training.run import train
        from studio.engine.worker.companions import companions
        from studio.library.catalogue.judges import draws_photographs

        judge = selection_judge(photographs=draws_photographs(request.backbone))
        with companions(job, request.processes, lambda code: _alone(code, job, channel)):
            answer = train(request, job, channel.report, control, backbone, judge=judge)
        if control.is_stopping:
            return answer
        files.write_json(trained, answer)
    answer.setdefault("scores", {})
    if request.evaluate:
        from studio.engine.evaluation.report import score_and_note

        channel.report(events.Phase(job=job.id, at=time.time(), what="Scoring the likeness"))
        answer["scores"] = score_and_note(request.library, request.artifact_id, backbone, job, channel.report, control)
    return answer


def _alone(code: int, job: JobFolder, channel: Channel) -> None:
    """A companion ended: this process may be waiting for it inside a collective operation, so it ends too."""
    error = WorkerDied(
        f"One of the processes that teach together ended (exit code {code}).",
        "Resume the job: it goes on from the last checkpoint.",
    )
    channel.report(events.Failed(job=job.id, at=time.time(), error=error.as_data(), log=job.log_tail()))
    os._exit(EXIT_FAILED)


def _evaluate(request: EvaluateRequest, job: JobFolder, channel: Channel, control: WorkerControl) -> dict[str, Any]:
    from studio.engine.backbones import registry
    from studio.engine.evaluation.report import score_and_note
    from studio.library.artifacts.store import read_manifest

    manifest = read_manifest(request.library, request.artifact)
    backbone = registry.load(manifest.backbone)
    begun = time.monotonic()
    scores = score_and_note(
        request.library,
        request.artifact,
        backbone,
        job,
        channel.report,
        control,
        prompts=request.prompts,
        seeds=request.seeds,
    )
    folder = Path(request.library) / "artifacts" / request.artifact
    seconds = round(time.monotonic() - begun, 3)
    return {
        "artifact": {"id": request.artifact, "path": str(folder)},
        "scores": scores,
        "seconds": seconds,
    }


def _results(answer: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(result["id"]) for result in answer.get("results", ()))


def _stopped(
    job: JobFolder,
    channel: Channel,
    request: Request | None,
    answer: dict[str, Any] | None,
) -> events.Stopped:
    """answer None: discarded."""
    saved = None
    if answer is not None and isinstance(request, TrainRequest):
        folder = Path(request.library) / "artifacts" / request.artifact_id
        saved = request.artifact_id if (folder / "manifest.json").is_file() else None
    return events.Stopped(
        job=job.id,
        at=time.time(),
        step=channel.step,
        artifact=saved,
        answer=answer or {},
    )


def _orphaned(job: JobFolder, channel: Channel) -> int:
    error = WorkerDied("The program that ran this job is gone.", "Resume the job.")
    channel.report(events.Failed(job=job.id, at=time.time(), error=error.as_data()))
    job.set_state(State.DIED, str(error), step=channel.step, of=channel.of)
    return EXIT_ORPHANED


def _failed(error: Exception, request: Request | None, job: JobFolder, channel: Channel) -> int:
    told = as_studio_error(error, request)
    traceback.print_exception(error, file=sys.stderr)  # job.log
    if told is error and told.detail:
        print(told.detail, file=sys.stderr)
    sys.stderr.flush()
    failed = events.Failed(job=job.id, at=time.time(), error=told.as_data(), log=job.log_tail())
    if isinstance(error, DiskProblem):
        _report_on_a_bad_disk(failed, channel)
    else:
        channel.report(failed)
    return EXIT_BUG if type(told) is StudioError else EXIT_FAILED


def _report_on_a_bad_disk(failed: events.Failed, channel: Channel) -> None:
    """The pipe still works when the disk is full."""
    try:
        channel.report(failed)
    except DiskProblem:
        channel.send(failed)
