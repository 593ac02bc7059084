"""`python -m studio.engine.worker JOBDIR`: one process, one job, then it ends (design D1).

Order matters: the streams are protected before anything heavy is imported, and the events on the original stdout are
the only thing a reader sees. Exit codes: studio/library/protocol/worker_process.py.
Not here: the work itself (run.py).
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from filelock import Timeout

from studio.core.errors import InputProblem, StudioError
from studio.engine.worker import listen
from studio.engine.worker.channel import Beats, Channel, protect_streams
from studio.engine.worker.control import WorkerControl
from studio.library.protocol import events, lifetimes
from studio.library.protocol.jobs import JobFolder
from studio.library.protocol.worker_process import (
    EXIT_FAILED,
    EXIT_USAGE,
    commands_file,
    worker_lock,
)

_LOCK_WAIT_S = 3.0  # somebody may be looking whether we live (worker_process.is_running)


def main(arguments: list[str]) -> int:
    """The exit code."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print("usage: python -m studio.engine.worker JOBDIR", file=sys.stderr)
        return EXIT_USAGE
    job = JobFolder(Path(arguments[0]))
    lifetimes.ask_kernel_for_parent_death()
    commands_in, events_out = protect_streams(job.log_file)
    lock = worker_lock(job)
    try:
        lock.acquire(timeout=_LOCK_WAIT_S, poll_interval=0.05)
    except Timeout:
        return _refuse(job, events_out)
    try:
        return _work(job, commands_in, events_out)
    finally:
        lock.release()


def _refuse(job: JobFolder, events_out: int) -> int:
    """Another worker has this job: say so on the pipe only, the folder belongs to the other."""
    error = InputProblem(f"The job {job.id} is already running.", "Wait for it, or stop it first.")
    failed = events.Failed(job=job.id, at=time.time(), error=error.as_data())
    with open(events_out, "wb", buffering=0) as pipe:
        pipe.write(events.encode(failed).encode() + b"\n")
    return EXIT_FAILED


def _work(job: JobFolder, commands_in: int, events_out: int) -> int:
    channel = Channel(job, events_out)

    def paused() -> None:
        channel.report(events.Paused(job=job.id, at=time.time(), step=channel.step))

    def resumed() -> None:
        channel.report(channel.going_on())

    control = WorkerControl(paused, resumed)
    orphanage = listen.Orphanage(control)
    channel.on_broken = orphanage.abandoned

    def released() -> None:
        channel.report(events.Released(job=job.id, at=time.time()))

    listen.follow_signals(orphanage)
    listen.follow_stdin(commands_in, control, orphanage, released)
    file_commands = listen.FileCommands(commands_file(job), control)
    with Beats(channel.heartbeat), Beats(file_commands.look, every_s=0.5):
        try:
            channel.report(events.Phase(job=job.id, at=time.time(), what="Starting the engine"))
            from studio.engine.worker.run import run_job

            return run_job(job, channel, control)
        except StudioError as error:  # the job folder itself cannot be written: the log is what is left
            print(error, error.detail, sep="\n", file=sys.stderr)
            return EXIT_FAILED
        finally:
            orphanage.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
