"""`studio run JOBDIR`: resume one job folder where it stopped, without any window; ends with the line of its command.

A finished job is not run again: its answer is printed once more.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("run", help="resume one job folder where it stopped")
    parser.add_argument("jobdir", metavar="JOBDIR", type=Path, help="the job's folder")


def run(args: argparse.Namespace) -> int:
    """The exit code of the job. Raises StudioError."""
    from studio.cli.output import Output
    from studio.core.errors import InputProblem
    from studio.library.protocol.jobs import JobFolder

    folder: Path = args.jobdir.expanduser().absolute()
    if not (folder / "request.json").is_file():
        raise InputProblem(f"“{folder}” is not a job folder.", "List the jobs with: studio job list")
    return resume(JobFolder(folder), Output(args.json))


def resume(job: Any, output: Any) -> int:
    """Run a job folder to its end and print its answer. Raises StudioError."""
    from studio.cli.conclude import run_to_answer
    from studio.core.errors import InputProblem
    from studio.library.protocol.jobs import State
    from studio.library.protocol.requests import (
        BenchRequest,
        GenerateRequest,
        MergeRequest,
        SheetRequest,
        TrainRequest,
    )
    from studio.library.protocol.worker_process import is_running, truthful_state

    request = job.request()
    if is_running(job):
        raise InputProblem(
            f"The job {job.id} is running already.",
            f"Wait for it, or stop it: studio job stop {job.id}",
        )
    if truthful_state(job).state == State.FINISHED:
        code, answer = 0, _answer_of(job)
    else:
        code, answer = run_to_answer(job, output)
    if isinstance(request, TrainRequest | MergeRequest):
        from studio.cli.train import tell
    elif isinstance(request, GenerateRequest | SheetRequest):
        from studio.cli.generate import tell
    elif isinstance(request, BenchRequest):
        from studio.cli.bench import tell
    else:
        tell = _tell_scores
    tell(answer, output)
    output.answer(answer)
    return code


def _answer_of(job: Any) -> dict[str, Any]:
    from studio.core.errors import DiskProblem
    from studio.library.protocol import events

    for event in reversed(list(job.read_events())):
        if isinstance(event, events.Finished):
            return event.answer
    raise DiskProblem(f"The events of the job {job.id} are lost.", "What it made is in the library.")


def _tell_scores(answer: dict[str, Any], output: Any) -> None:
    for name, value in answer.get("scores", {}).items():
        output.text(f"{name}: {value}")
