"""How a worker hears: commands on stdin, commands.jsonl, and the end of whoever started it.

Three layers against orphans: end of file on stdin (every system), the kernel's signal when the parent ends (Linux),
the parent's Job Object (Windows, studio/library/protocol/lifetimes.py). An orphan gets ORPHAN_GRACE_S to save a
checkpoint, then the process ends however busy it is. A worker that was released (ADR 0015) is no orphan when its
starter leaves; SIGTERM still means log-out or shutdown.
Not here: what a command does (control.py).
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from studio.engine.worker.control import WorkerControl
from studio.library.protocol import commands, lifetimes
from studio.library.protocol.commands import Command
from studio.library.protocol.worker_process import EXIT_ORPHANED

ORPHAN_GRACE_S = 15.0
_DYING_S = 5.0  # a starter that leaves is gone after that, whatever else the computer does


class Orphanage:
    """Decides once that nobody watches any more, and ends the process when it does not leave by itself."""

    def __init__(
        self,
        control: WorkerControl,
        leave: Callable[[int], None] = os._exit,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._control, self._leave, self._clock = control, leave, clock
        self._grace: threading.Timer | None = None
        self._is_released = False
        self._kernel_will_tell = False
        self._passes_over_until = 0.0
        self._lock = threading.Lock()

    @property
    def is_released(self) -> bool:
        """The starter's end means nothing any more."""
        return self._is_released

    def release(self) -> None:
        """The end of the starter means nothing any more.

        On Linux the kernel's SIGTERM at the starter's end cannot be called off from this thread (PR_SET_PDEATHSIG is
        the main thread's), so that one is awaited and passed over. It can come several times: once for each thread of
        the starter that the child falls to while the others end.
        """
        with self._lock:
            self._is_released = True
            self._kernel_will_tell = sys.platform.startswith("linux")

    def told_to_leave(self) -> None:
        """SIGTERM: of the kernel because the starter is gone, or of the system because it shuts down."""
        with self._lock:
            if self._kernel_will_tell:
                self._kernel_will_tell = False
                self._passes_over_until = self._clock() + _DYING_S
            passed_over = self._clock() < self._passes_over_until
        if not passed_over:
            self.orphaned()

    def abandoned(self) -> None:
        """The starter is gone: an orphan, unless it was released."""
        if not self._is_released:
            self.orphaned()

    def orphaned(self) -> None:
        """From any thread or a signal handler's helper thread."""
        with self._lock:
            if self._grace is not None:
                return
            self._grace = threading.Timer(ORPHAN_GRACE_S, self._leave, (EXIT_ORPHANED,))
            self._grace.daemon = True
            self._grace.start()
        self._control.orphan()

    def close(self) -> None:
        """The work is over in order: no need for force."""
        with self._lock:
            if self._grace is not None:
                self._grace.cancel()


def follow_signals(orphanage: Orphanage) -> None:
    """SIGTERM (parent gone, log-out, shutdown) saves and leaves; SIGINT is the starter's business. Main thread only."""

    def terminated(_number: int, _frame: object) -> None:
        if orphanage.is_released:
            lifetimes.forget_parent_death()  # here, on the main thread, it can be called off
        threading.Thread(target=orphanage.told_to_leave, name="orphaned", daemon=True).start()

    signal.signal(signal.SIGTERM, terminated)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)


def follow_stdin(
    descriptor: int, control: WorkerControl, orphanage: Orphanage, released: Callable[[], None] = lambda: None
) -> None:
    """Starts the thread that reads commands until the end of file, which means that nobody watches any more.

    released() is called from that thread after the starter said that it leaves.
    """

    def read() -> None:
        rest = b""
        while True:
            try:
                data = os.read(descriptor, 65536)
            except OSError:
                data = b""
            if not data:
                orphanage.abandoned()
                return
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                if commands.decode(line.decode("utf-8", "replace")) is Command.RELEASE:
                    orphanage.release()
                    released()
                else:
                    _obey(line, control)

    threading.Thread(target=read, name="commands", daemon=True).start()


class FileCommands:
    """commands.jsonl, read from where it was when the worker started."""

    def __init__(self, path: Path, control: WorkerControl) -> None:
        self._path, self._control = path, control
        self._read_until = path.stat().st_size if path.exists() else 0

    def look(self) -> None:
        """Obey the whole lines that came since the last look."""
        try:
            if not self._path.exists() or self._path.stat().st_size <= self._read_until:
                return
            with open(self._path, "rb") as file:
                file.seek(self._read_until)
                data = file.read()
        except OSError:
            return
        whole = data[: data.rfind(b"\n") + 1]
        self._read_until += len(whole)
        for line in whole.splitlines():
            _obey(line, self._control)


def _obey(line: bytes, control: WorkerControl) -> None:
    command = commands.decode(line.decode("utf-8", "replace"))
    if command is not None:
        control.tell(command)
