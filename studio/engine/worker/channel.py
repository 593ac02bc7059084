"""The worker's side of the pipe: stdout kept for events, all else to job.log, a heartbeat, a truthful state.json.

Not here: commands (control.py), the frames' reader (studio/library/protocol/worker_process.py).
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

import psutil

from studio.library.protocol import events
from studio.library.protocol.jobs import JobFolder, State
from studio.library.protocol.worker_process import HEARTBEAT_S

_STATE_EVERY_S = 5.0  # state.json is synced to disk each time, so steps are noted now and then


def protect_streams(log_file: Path) -> tuple[int, int]:
    """Keep the original stdin and stdout for the protocol; point 0 at nothing, 1 and 2 at the log.

    Returns (commands in, events out). To be called before anything heavy is imported: from here on neither a
    Python print nor one from C can reach the events.
    """
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            stream.flush()
    commands_in, events_out = os.dup(0), os.dup(1)
    log = os.open(log_file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.close(log)
    os.close(nothing)
    return commands_in, events_out


class Channel:
    """Where events go: the pipe, events.jsonl and state.json. Safe to call from any thread.

    on_broken is called once when nobody reads the pipe any more.
    """

    def __init__(self, job: JobFolder, pipe: int) -> None:
        self._job, self._pipe = job, pipe
        self.on_broken: Callable[[], None] = lambda: None
        self._lock = threading.Lock()
        self._is_broken = False
        self._state_written = 0.0
        self._process = psutil.Process()
        self.step, self.of = 0, 0
        self._phase = "Starting the engine"

    def going_on(self) -> events.Event:
        """What is told after a pause: the phase it was in, or the step."""
        now = time.time()
        if self._phase or not self.of:
            return events.Phase(job=self._job.id, at=now, what=self._phase or "Going on")
        return events.Progress(job=self._job.id, at=now, step=self.step, of=self.of)

    def report(self, event: events.Event) -> None:
        """Write it everywhere it belongs. Raises DiskProblem when the job folder cannot be written."""
        with self._lock:
            self._job.write_event(event)
            self._follow(event)
        self.send(event)

    def heartbeat(self) -> None:
        """One sign of life."""
        memory_mb = self._process.memory_info().rss / 1e6
        self.send(events.Heartbeat(job=self._job.id, at=time.time(), memory_mb=round(memory_mb, 1)))

    def send(self, event: events.Event) -> None:
        """On the pipe only."""
        data = events.encode(event).encode() + b"\n"
        with self._lock:
            if self._is_broken:
                return
            try:
                while data:
                    data = data[os.write(self._pipe, data) :]
                return
            except OSError:
                self._is_broken = True
        self.on_broken()

    def _follow(self, event: events.Event) -> None:
        """Keep state.json truthful."""
        match event:
            case events.Started():
                self.step, self.of, self._phase = event.resumed_from, event.total_steps, ""
                self._state(State.RUNNING, event.what)
            case events.Phase():
                self._phase = event.what
                self._state(State.RUNNING, event.what)
            case events.Progress():
                self.step, self.of = event.step, event.of
                if time.monotonic() - self._state_written > _STATE_EVERY_S:
                    self._state(State.RUNNING, f"Step {event.step} of {event.of}")
            case events.CheckpointSaved():
                self._state(State.RUNNING, f"Step {self.step} of {self.of}")
            case events.Paused():
                self._state(State.PAUSED, f"Paused at step {event.step} of {self.of}")
            case events.Finished():
                self._state(State.FINISHED, "Finished")
            case events.Stopped():
                self._state(
                    State.STOPPED,
                    f"Stopped at step {event.step} of {self.of}" if self.of else "Stopped",
                )
            case events.Failed():
                error = event.error
                self._state(
                    State.FAILED,
                    f"{error.get('message', '')} {error.get('remedy', '')}".strip(),
                )
            case _:
                pass

    def _state(self, state: State, sentence: str) -> None:
        self._job.set_state(state, sentence, step=self.step, of=self.of, pid=os.getpid())
        self._state_written = time.monotonic()


class Beats:
    """Calls `beat` every HEARTBEAT_S on a thread of its own, inside a `with`."""

    def __init__(self, beat: Callable[[], None], every_s: float = HEARTBEAT_S) -> None:
        self._beat, self._every_s = beat, every_s
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="heartbeat", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        while not self._over.wait(self._every_s):
            self._beat()
