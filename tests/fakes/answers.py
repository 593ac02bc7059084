"""What a fake service gives back: an answer that is there already, an export that is driven by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from studio.core.errors import StudioError


class Answered:
    """A Query whose answer is there already."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self._error: Exception | None = None
        self._result: Any = None
        try:
            self._result = work()
        except StudioError as error:
            self._error = error

    def done(self, callback: Callable[[Any], None]) -> Answered:
        """Now, unless it failed."""
        if self._error is None:
            callback(self._result)
        return self

    def failed(self, callback: Callable[[Exception], None]) -> Answered:
        """Now, if it failed."""
        if self._error is not None:
            callback(self._error)
        return self


class FakeExport(QObject):
    """As ExportRun."""

    progressed = Signal(int, int)
    ended = Signal(object)
    failed = Signal(object)
    was_stopped = False

    def stop(self) -> None:
        """Remembered."""
        self.was_stopped = True
