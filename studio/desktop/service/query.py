"""Short work away from the event loop: Query(parent, lane, work).done(f).failed(g).run().

The library's lane has one thread, so everything that touches the index happens in order and on the same thread.
Not here: heavy work, which is a job in its own process.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Callable
from typing import Any, Self

from PySide6.QtCore import QObject, QThread, QThreadPool, Signal
from shiboken6 import isValid

from studio.core.errors import StudioError


class Lane(QThreadPool):
    """A pool of a fixed number of threads that stay. threads: 1 keeps work in order.

    Queries land by its signal, not by one of their own: a query deletes itself when it has landed, which must not
    happen while a thread is still inside the emission.
    """

    landed = Signal(object, object, object)

    def __init__(self, parent: QObject, threads: int = 1) -> None:
        super().__init__(parent)
        self.setMaxThreadCount(threads)
        self.setExpiryTimeout(-1)
        self.landed.connect(self._on_landed)

    def _on_landed(self, query: Query, result: Any, error: Exception | None) -> None:
        if isValid(query):  # else its parent was closed meanwhile
            query.land(result, error)


def give_way() -> None:
    """The calling thread, of a lane, works while the window does not: scrolling comes before what is scrolled to."""
    if sys.platform == "linux":  # Qt's priorities do nothing there
        with contextlib.suppress(OSError):  # where it is not allowed, all are equal
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)
    else:
        QThread.currentThread().setPriority(QThread.Priority.LowPriority)


class Query(QObject):
    """One piece of work. `done` gets its result, `failed` its exception, both in the thread of the parent.

    Without `failed` the exception goes to the parent's `problem` signal, so that no error is silent.
    """

    def __init__(self, parent: QObject, lane: Lane, work: Callable[[], Any]) -> None:
        super().__init__(parent)
        self._lane, self._work = lane, work
        self._done: list[Callable[[Any], None]] = []
        self._failed: list[Callable[[Exception], None]] = []
        self._then: Callable[[Any], Any] | None = None
        self._always: Callable[[], None] | None = None

    def done(self, callback: Callable[[Any], None]) -> Self:
        """Called with the result."""
        self._done.append(callback)
        return self

    def failed(self, callback: Callable[[Exception], None]) -> Self:
        """Called with the exception instead of showing it."""
        self._failed.append(callback)
        return self

    def then(self, convert: Callable[[Any], Any]) -> Self:
        """Turn the result into another one in the parent's thread; what it raises counts as failed."""
        self._then = convert
        return self

    def always(self, callback: Callable[[], None]) -> Self:
        """Called before anything else, however it ended."""
        self._always = callback
        return self

    def run(self) -> Self:
        """Queue it; callbacks added before the event loop turns are still called."""
        self._lane.start(self._in_lane)
        return self

    def _in_lane(self) -> None:
        try:
            result, error = self._work(), None
        except Exception as caught:  # noqa: BLE001 - the outermost frame of a thread: carried over and shown there
            result, error = None, caught
        self._lane.landed.emit(self, result, error)

    def land(self, result: Any, error: Exception | None) -> None:
        """In the thread of the lane: tell how it ended, once."""
        if self._always is not None:
            self._always()
        if error is None and self._then is not None:
            try:
                result = self._then(result)
            except StudioError as caught:
                error = caught
        try:
            if error is None:
                for callback in self._done:
                    callback(result)
            elif self._failed:
                for callback in self._failed:
                    callback(error)
            else:
                self.parent().problem.emit(error)  # type: ignore[attr-defined]
        finally:
            self.deleteLater()
