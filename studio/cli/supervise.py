"""Runs a worker as a child of the command line: streams its events, forwards Ctrl-C, ends it when it must be ended.

First Ctrl-C: stop (finish the step, save, leave). Second: discard. Third: kill. A worker that gives no sign of life or
ends without a word becomes Failed(WorkerDied) with the log's last lines.
Not here: the window's supervisor (studio/desktop/jobs, QProcess), indexing what came out (conclude.py).
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from types import FrameType

from studio.core import files
from studio.library.protocol import commands, events, lifetimes
from studio.library.protocol.commands import Command
from studio.library.protocol.jobs import JobFolder, State
from studio.library.protocol.worker_process import (
    SILENT_S,
    STOP_GRACE_S,
    TERMINATE_GRACE_S,
    FrameDecoder,
    report_death,
    worker_command,
)

Ending = events.Finished | events.Stopped | events.Failed
_LOOK_S = 0.2
_NEW_GROUP: int = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)  # Windows


def run_job(
    job: JobFolder,
    on_event: Callable[[events.Event], None],
    *,
    silent_s: float = SILENT_S,
) -> Ending:
    """Run to the end and return the ending event, which on_event has seen too. Raises DiskProblem.

    To be called on the main thread: Linux ends the worker when the thread that started it ends.
    """
    supervisor = _Supervisor(job, on_event, silent_s)
    with _ctrl_c(supervisor.interrupt):
        return supervisor.run()


@contextlib.contextmanager
def _ctrl_c(handle: Callable[[], None]) -> Iterator[None]:
    """Ctrl-C calls `handle` instead of raising, where that is possible."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def pressed(_number: int, _frame: FrameType | None) -> None:
        handle()

    before = signal.signal(signal.SIGINT, pressed)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


class _Supervisor:
    def __init__(self, job: JobFolder, on_event: Callable[[events.Event], None], silent_s: float) -> None:
        self._job, self._on_event, self._silent_s = job, on_event, silent_s
        self._events: queue.Queue[events.Event | None] = queue.Queue()
        self._presses = 0
        self._told = 0
        self._deadline: float | None = None
        self._is_terminated = False

    def interrupt(self) -> None:
        """Ctrl-C was pressed; acted upon in the loop, not in the signal handler."""
        self._presses += 1

    def run(self) -> Ending:
        command = worker_command(self._job)
        try:
            log = open(self._job.log_file, "ab")  # noqa: SIM115
        except OSError as error:
            raise files.disk_problem(error, self._job.log_file) from error
        with log:
            worker = subprocess.Popen(
                [command.program, *command.arguments],
                env=command.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                creationflags=_NEW_GROUP,
                start_new_session=os.name != "nt",  # Ctrl-C reaches us only, and the whole group can be killed
            )
        lifetimes.end_with_this_process(worker.pid)
        reader = threading.Thread(target=self._read, args=(worker,), name="events", daemon=True)
        reader.start()
        try:
            return self._follow(worker)
        finally:
            _leave(worker)
            reader.join(timeout=5)
            if worker.stdout and not reader.is_alive():
                worker.stdout.close()

    def _read(self, worker: subprocess.Popen[bytes]) -> None:
        """On a thread: the pipe until its end."""
        assert worker.stdout is not None
        decoder = FrameDecoder()
        with contextlib.suppress(OSError, ValueError):
            while data := os.read(worker.stdout.fileno(), 65536):
                for event in decoder.feed(data):
                    self._events.put(event)
        self._events.put(None)

    def _follow(self, worker: subprocess.Popen[bytes]) -> Ending:
        last_sign = time.monotonic()
        while True:
            self._act_on_ctrl_c(worker)
            try:
                event = self._events.get(timeout=_LOOK_S)
            except queue.Empty:
                if time.monotonic() - last_sign > self._silent_s:
                    kill_group(worker)
                    return self._died(None, silent=True)
                continue
            last_sign = time.monotonic()
            if event is None:
                return self._died(_wait(worker, TERMINATE_GRACE_S))
            self._on_event(event)
            if isinstance(event, events.ENDINGS):
                _wait(worker, TERMINATE_GRACE_S)
                return event

    def _died(self, exit_code: int | None, *, silent: bool = False) -> Ending:
        if self._is_terminated:
            ending: Ending = events.Stopped(job=self._job.id, at=time.time(), step=self._job.state().step)
            self._job.write_event(ending)
            state = self._job.state()
            self._job.set_state(
                State.STOPPED,
                f"Stopped at step {state.step} of {state.of}",
                step=state.step,
                of=state.of,
            )
        else:
            ending = report_death(self._job, exit_code, silent=silent)
        self._on_event(ending)
        return ending

    def _act_on_ctrl_c(self, worker: subprocess.Popen[bytes]) -> None:
        if self._presses > self._told:
            self._told += 1
            if self._told == 1:
                _tell(worker, Command.STOP)
                self._deadline = time.monotonic() + STOP_GRACE_S
            elif self._told == 2:
                _tell(worker, Command.DISCARD)
                self._deadline = time.monotonic() + TERMINATE_GRACE_S
            else:
                self._is_terminated = True
                kill_group(worker)
        if self._deadline is None or time.monotonic() < self._deadline:
            return
        if self._is_terminated:
            kill_group(worker)
            self._deadline = None
        else:
            self._is_terminated = True
            worker.terminate()
            self._deadline = time.monotonic() + TERMINATE_GRACE_S


def _tell(worker: subprocess.Popen[bytes], command: Command) -> None:
    assert worker.stdin is not None
    with contextlib.suppress(OSError, ValueError):
        worker.stdin.write(commands.encode(command))
        worker.stdin.flush()


def _wait(worker: subprocess.Popen[bytes], seconds: float) -> int | None:
    try:
        return worker.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return None


def kill_group(worker: subprocess.Popen[bytes]) -> None:
    """The worker and everything it started."""
    with contextlib.suppress(OSError):
        if os.name == "nt":
            worker.kill()
        else:
            os.killpg(worker.pid, signal.SIGKILL)


def _leave(worker: subprocess.Popen[bytes]) -> None:
    """Whatever happened here, the worker does not outlive us: end of file, then the hard way."""
    assert worker.stdin is not None
    with contextlib.suppress(OSError):
        worker.stdin.close()
    if _wait(worker, TERMINATE_GRACE_S) is None:
        kill_group(worker)
        worker.wait()
