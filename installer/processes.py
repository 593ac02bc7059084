"""The one doorway to child processes, so that tests can stand in for pip, apt and the import check."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import run

_LOOK_EVERY_S = 0.2


class Watch(Protocol):
    """Told of each line a child writes, and a few times a second that time has passed."""

    def line(self, text: str) -> None: ...
    def idle(self) -> None: ...


@dataclass(frozen=True)
class Outcome:
    code: int
    text: str

    @property
    def last_line(self) -> str:
        lines = [line.strip() for line in self.text.splitlines() if line.strip()]
        return lines[-1] if lines else "no reason given"


class Runner:
    """Runs commands with a clean environment and no stdin; their output goes to a file, never to our stdout."""

    def __init__(self) -> None:
        self._held: tuple[int, ...] = ()

    def hold_open(self, descriptor: int) -> None:
        """Let children inherit this descriptor, and with it the lock it holds."""
        if sys.platform != "win32":
            self._held = (descriptor,)

    def run(
        self,
        command: list[str],
        *,
        log: Path | None = None,
        watch: Watch | None = None,
        variables: dict[str, str] | None = None,
    ) -> Outcome:
        """Run a command to its end. A file takes its output, so a child goes on even if this process is killed."""
        with tempfile.TemporaryFile() if log is None else log.open("ab+") as output:
            output.seek(0, os.SEEK_END)
            beginning = output.tell()
            try:
                process = subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    env={**run.clean_variables(dict(os.environ)), "PIP_USER": "0", **(variables or {})},
                    pass_fds=self._held,
                )
            except OSError as failure:
                return Outcome(127, str(failure))
            try:
                self._wait(process, output.fileno(), beginning, watch)
            except BaseException:
                process.terminate()
                process.wait()
                raise
            output.seek(beginning)
            return Outcome(process.returncode, output.read().decode("utf-8", "replace"))

    @staticmethod
    def _wait(process: subprocess.Popen[bytes], descriptor: int, position: int, watch: Watch | None) -> None:
        if watch is None or sys.platform == "win32":
            process.wait()
            return
        rest = b""
        while process.poll() is None:
            time.sleep(_LOOK_EVERY_S)
            # pread leaves the file's own position alone: the child appends at it.
            new = os.pread(descriptor, 1 << 16, position)
            position += len(new)
            *lines, rest = (rest + new).split(b"\n")
            for line in lines:
                watch.line(line.decode("utf-8", "replace"))
            watch.idle()
