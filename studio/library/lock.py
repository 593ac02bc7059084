"""The library's lock: one program at a time may change a library; the others are told who.

Not here: reading, which needs no lock.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from studio.core import files
from studio.core.errors import LibraryBusy

LOCK_NAME = ".lock"
OWNER_NAME = ".lock-owner.json"


class LibraryLock:
    """Held until `release`, or until the process ends, however it ends."""

    def __init__(self, root: Path, program: str) -> None:
        self._root = root
        self._program = program or ("the desktop" if "PySide6.QtWidgets" in sys.modules else "a studio command")
        # A thread of Qt's pool keeps no thread-local values between two pieces of work: the lock taken in one would
        # not be known in the next one, and never be given back.
        self._lock = FileLock(str(root / LOCK_NAME), timeout=0, thread_local=False)

    def acquire(self) -> None:
        """Raises LibraryBusy with who holds it, or DiskProblem."""
        try:
            self._lock.acquire()
        except Timeout as error:
            raise LibraryBusy(
                f"The library “{self._root}” is in use by {owner(self._root)}.",
                "Close that program or wait until it is done, or use another library with --library.",
            ) from error
        except OSError as error:
            raise files.disk_problem(error, self._root) from error
        note = {
            "program": self._program,
            "pid": os.getpid(),
            "host": socket.gethostname(),
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        try:
            files.write_json(self._root / OWNER_NAME, note)
        except BaseException:
            self._lock.release()
            raise

    def release(self) -> None:
        """Give it back; calling it twice is no error."""
        if self._lock.is_locked:
            with contextlib.suppress(OSError):
                (self._root / OWNER_NAME).unlink(missing_ok=True)
            self._lock.release()


def owner(root: Path) -> str:
    """ "the desktop (process 123)" or "another program" when nothing is known."""
    try:
        note = json.loads((root / OWNER_NAME).read_text("utf-8"))
        place = "" if note["host"] == socket.gethostname() else f" on {note['host']}"
        return f"{note['program']} (process {note['pid']}{place})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another program"
