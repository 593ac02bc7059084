"""`studio job list|pause|stop|resume`: the queue, by job folders alone, so that it works beside a running program.

A running job hears through `commands.jsonl` in its folder (studio/library/protocol/worker_process.py). `resume` of a
paused job wakes it; of one that stopped, failed or died it runs it here, as `studio run` does.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from studio.cli.output import Output
    from studio.library.protocol.jobs import JobFolder, JobState


def register(subparsers: Any) -> None:
    """Add the commands."""
    parser = subparsers.add_parser("job", help="the queue: list, pause, stop, resume")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("list", help="all jobs and how they stand")
    for name, told in (
        ("pause", "save and wait, the model stays loaded"),
        ("stop", "finish the step, save, end"),
        ("resume", "go on"),
    ):
        actions.add_parser(name, help=told).add_argument("job", metavar="JOB", help="a job's id or folder")


def run(args: argparse.Namespace) -> int:
    """The exit code. Raises StudioError."""
    from studio.cli.output import Output, library_root
    from studio.library.protocol.commands import Command

    output = Output(args.json)
    jobs_root = library_root(args) / "jobs"
    if args.action == "list":
        return _list(jobs_root, output)
    job = _find(jobs_root, args.job)
    if args.action == "resume":
        return _resume(job, output)
    return _tell(job, Command(args.action), output)


def _list(jobs_root: Path, output: Output) -> int:
    from studio.library.protocol.jobs import list_jobs

    rows = [_row(job) for job in list_jobs(jobs_root)]
    if rows:
        output.table(
            ("job", "kind", "state", ""),
            [(r["id"], r["kind"], r["state"], r["sentence"]) for r in rows],
        )
    else:
        output.text("No jobs yet.")
    output.answer({"jobs": rows})
    return 0


def _row(job: JobFolder) -> dict[str, Any]:
    from studio.core.errors import StudioError
    from studio.library.protocol.worker_process import truthful_state

    row: dict[str, Any] = {"id": job.id, "path": str(job.path)}
    try:
        state = truthful_state(job)
        row |= {
            "kind": job.request().kind,
            "state": str(state.state),
            "sentence": state.sentence,
        }
        row |= {"step": state.step, "of": state.of}
    except StudioError as error:  # one damaged folder must not hide the others
        row |= {
            "kind": "?",
            "state": "damaged",
            "sentence": error.message,
            "step": 0,
            "of": 0,
        }
    return row


def _find(jobs_root: Path, name: str) -> JobFolder:
    """By id or folder. Raises InputProblem."""
    from pathlib import Path

    from studio.core.errors import unknown
    from studio.library.protocol.jobs import JobFolder, list_jobs

    folder = Path(name).expanduser()
    if (folder / "request.json").is_file():
        return JobFolder(folder)
    jobs = {job.id: job for job in list_jobs(jobs_root)}
    if name not in jobs:
        raise unknown("job", name, jobs)
    return jobs[name]


def _tell(job: JobFolder, command: Any, output: Output) -> int:
    """Pause or stop. A job that only waits in the queue is stopped on the spot."""
    from studio.core.errors import InputProblem
    from studio.library.protocol.commands import Command
    from studio.library.protocol.jobs import State
    from studio.library.protocol.worker_process import is_running, send, truthful_state

    state = truthful_state(job)
    if is_running(job):
        send(job, command)
        output.text(f"{job.id}: {'pause' if command == Command.PAUSE else 'stop'} asked for.")
        return _answer(job, state, output)
    if state.state == State.QUEUED and command == Command.STOP:
        return _answer(job, job.set_state(State.STOPPED, "Stopped before it began"), output)
    raise InputProblem(
        f"The job {job.id} is not running ({state.sentence.rstrip('.')}).",
        f"Run it with: studio run {job.path}",
    )


def _resume(job: JobFolder, output: Output) -> int:
    from studio.cli.run import resume
    from studio.library.protocol.commands import Command
    from studio.library.protocol.worker_process import is_running, send, truthful_state

    if is_running(job):
        send(job, Command.RESUME)
        output.text(f"{job.id}: resume asked for.")
        return _answer(job, truthful_state(job), output)
    return resume(job, output)


def _answer(job: JobFolder, state: JobState, output: Output) -> int:
    output.answer(
        {
            "job": {
                "id": job.id,
                "path": str(job.path),
                "state": str(state.state),
                "step": state.step,
            }
        }
    )
    return 0
