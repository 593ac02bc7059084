"""Both ends of the pipe to the worker, without torch and Qt: how it is started, what it writes, when it is dead.

Frames: the worker writes one event a line (events.encode, UTF-8, "\\n") on the stdout it was born with and nothing
else; stray prints of libraries go to job.log. Commands go to its stdin, one line each (commands.encode); end of file on
stdin means that nobody watches any more: the worker saves a checkpoint and leaves.
From another program a command is appended to `commands.jsonl` in the job folder (`send`), read twice a second.
A live worker holds the lock `worker.lock` in the job folder; the system releases it however the worker ends.

How to supervise (CLI: studio/cli/supervise.py, desktop: QProcess):
1. `command = worker_command(job)`; start it with exactly that environment, stderr appended to `job.log_file`,
   stdout and stdin as pipes; from the main thread (Linux ties the child's life to the *thread* that started it);
2. `lifetimes.end_with_this_process(pid)`; feed every byte of stdout to a `FrameDecoder`;
3. no event for `SILENT_S`, or the process is gone without an ending event: kill it, `report_death(job, exit_code)`;
4. stop: write Command.STOP; after `STOP_GRACE_S` terminate, after `TERMINATE_GRACE_S` more kill.

Not here: what the worker does (studio/engine/worker), the job folder itself (jobs.py).
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

import studio
from studio.core import files
from studio.core.errors import DiskProblem, WorkerDied
from studio.library.protocol import commands, events
from studio.library.protocol.commands import Command
from studio.library.protocol.jobs import ENDED, JobFolder, JobState, State

HEARTBEAT_S = 2.0
SILENT_S = 90.0  # importing torch on a cold, busy disk holds everything up for tens of seconds
STOP_GRACE_S = 60.0  # a step, a checkpoint and the artifact's file
TERMINATE_GRACE_S = 10.0

EXIT_FINISHED = 0
EXIT_FAILED = 1  # a StudioError: reported as an event
EXIT_USAGE = 2  # not a job folder
EXIT_STOPPED = 3  # stopped or discarded on request
EXIT_ORPHANED = 4  # nobody watches any more; resumable
EXIT_BUG = 70  # an unexpected exception: reported as an event with the log's end

_MAX_FRAME_BYTES = 16 << 20


class WorkerCommand(NamedTuple):
    """What to start. environment is complete, not an addition."""

    program: str
    arguments: list[str]
    environment: dict[str, str]


def worker_command(job: JobFolder) -> WorkerCommand:
    """The worker of one job folder, run by this environment's interpreter."""
    program = Path(sys.executable)
    if program.name.lower() == "pythonw.exe":
        program = program.with_name("python.exe")
    # -P: a file named torch.py in the current folder must not become torch.
    arguments = [
        "-P",
        "-X",
        "faulthandler",
        "-m",
        "studio.engine.worker",
        str(job.path),
    ]
    environment = dict(os.environ)
    environment.update(
        PYTHONUTF8="1",
        PYTHONUNBUFFERED="1",
        HF_HUB_OFFLINE="1",
        HF_HUB_DISABLE_TELEMETRY="1",
    )
    environment.setdefault("TOKENIZERS_PARALLELISM", "false")
    environment.setdefault("OMP_WAIT_POLICY", "passive")  # waiting threads leave the cores to the window
    checkout = Path(studio.__file__).resolve().parent.parent
    if checkout.name not in ("site-packages", "dist-packages"):
        paths = [str(checkout), environment.get("PYTHONPATH", "")]
        environment["PYTHONPATH"] = os.pathsep.join(path for path in paths if path)
    return WorkerCommand(str(program), arguments, environment)


class FrameDecoder:
    """Bytes of the worker's stdout in, events out. Bytes may be cut anywhere."""

    def __init__(self) -> None:
        self._rest = b""
        self.noise: list[str] = []  # lines that are no event; the last twenty

    def feed(self, data: bytes) -> list[events.Event]:
        """The events completed by these bytes."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        if len(self._rest) > _MAX_FRAME_BYTES:
            self._note(self._rest[:200])
            self._rest = b""
        found: list[events.Event] = []
        for line in lines:
            if not line.strip():
                continue
            try:
                found.append(events.decode(line))
            except ValueError:
                self._note(line[:200])
        return found

    def _note(self, line: bytes) -> None:
        self.noise = [*self.noise[-19:], line.decode("utf-8", "replace")]


def commands_file(job: JobFolder) -> Path:
    """Where other programs leave commands for a running worker."""
    return job.path / "commands.jsonl"


def send(job: JobFolder, command: Command) -> None:
    """Tell a running worker something from another program. Raises DiskProblem."""
    files.append_line(commands_file(job), commands.encode(command).decode().rstrip("\n"))


def worker_lock(job: JobFolder) -> FileLock:
    """Held by the worker as long as it lives."""
    return FileLock(job.path / "worker.lock", thread_local=False)


def is_running(job: JobFolder) -> bool:
    """True while a worker holds the job, whatever state.json says."""
    lock = worker_lock(job)
    try:
        lock.acquire(timeout=0, poll_interval=0.01)
    except Timeout:
        return True
    except OSError:  # a read-only disk: nobody can be running there either
        return False
    lock.release()
    return False


def truthful_state(job: JobFolder) -> JobState:
    """state.json, corrected to `died` when it claims a worker that no longer lives. Raises DiskProblem."""
    state = job.state()
    if state.state not in (State.RUNNING, State.PAUSED) or is_running(job):
        return state
    state = job.state()  # it may have ended in order between the two looks
    if state.state in ENDED or state.state == State.QUEUED:
        return state
    sentence = (
        f"Died at step {state.step} of {state.of}; it can be resumed." if state.of else "Died; it can be resumed."
    )
    return job.set_state(State.DIED, sentence, step=state.step, of=state.of)


def report_death(job: JobFolder, exit_code: int | None, *, silent: bool = False) -> events.Failed:
    """The ending of a job whose worker left none: written to the folder and returned for the screen.

    exit_code as Popen gives it (negative: the signal); None when unknown. silent: it lived but said nothing any more.
    """
    if silent:
        message = f"The engine gave no sign of life for {SILENT_S:.0f} seconds and was ended."
        remedy = "Resume the job; if it happens again, look at its log."
    else:
        message, remedy = _cause_of_death(exit_code)
    error = WorkerDied(message, remedy, f"exit code {exit_code}")
    failed = events.Failed(job=job.id, at=time.time(), error=error.as_data(), log=job.log_tail())
    job.write_event(failed)
    try:
        last = job.state()
    except DiskProblem:
        last = JobState(state=State.DIED)
    job.set_state(State.DIED, f"{message} {remedy}", step=last.step, of=last.of)
    return failed


def _cause_of_death(exit_code: int | None) -> tuple[str, str]:
    if exit_code in (-9, 137):
        return (
            "The engine was killed, most likely by the system because memory ran out.",
            "Close other programs or choose smaller settings, then resume the job.",
        )
    if exit_code is not None and exit_code < 0:
        try:
            name = signal.Signals(-exit_code).name
        except ValueError:
            name = f"signal {-exit_code}"
        return (
            f"The engine crashed ({name}).",
            "Resume the job; if it happens again, look at its log.",
        )
    return (
        "The engine ended without a word.",
        "Resume the job; if it happens again, look at its log.",
    )
