"""What the person wants of the running job, as the loops ask for it (studio/core/control.py).

Commands arrive on stdin and in commands.jsonl on threads of their own; loops ask between steps on the main thread.
An orphaned worker (nobody watches any more) offers one checkpoint, then leaves.
Not here: reading the commands (listen.py), what a stop saves (the loops).
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from studio.core.control import DiscardRequested, StopRequested
from studio.library.protocol.commands import Command


class Orphaned(DiscardRequested):
    """Nobody watches this job any more; it can be resumed from its last checkpoint."""


class WorkerControl:
    """Implements studio.core.control.Control. on_paused and on_resumed tell the outside, from the main thread."""

    def __init__(
        self,
        on_paused: Callable[[], None] = lambda: None,
        on_resumed: Callable[[], None] = lambda: None,
    ) -> None:
        self._on_paused, self._on_resumed = on_paused, on_resumed
        self._changed = threading.Condition()
        self._wanted: set[Command] = set()
        self._polls_as_orphan = 0
        self._is_orphan = False

    def tell(self, command: Command) -> None:
        """From any thread. stop and discard end a pause."""
        if command is Command.RELEASE:
            return  # for the orphanage (listen.py)
        with self._changed:
            if command == Command.RESUME:
                self._wanted.discard(Command.PAUSE)
            else:
                self._wanted.add(command)
            self._changed.notify_all()

    def orphan(self) -> None:
        """From any thread: nobody watches any more."""
        with self._changed:
            if not self._is_orphan:
                self._is_orphan = True
                self._wanted.add(Command.CHECKPOINT)
            self._changed.notify_all()

    @property
    def is_stopping(self) -> bool:
        """A stop or a discard was asked for."""
        return bool(self._wanted & {Command.STOP, Command.DISCARD})

    @property
    def is_orphan(self) -> bool:
        """Nobody watches any more."""
        return self._is_orphan

    def poll(self) -> None:
        """Raises StopRequested, DiscardRequested or Orphaned; blocks while paused."""
        with self._changed:
            if Command.PAUSE in self._wanted and not self._must_leave():
                self._wait_out_pause()
            if Command.DISCARD in self._wanted:
                raise DiscardRequested
            if self._is_orphan:
                self._polls_as_orphan += 1
                if Command.CHECKPOINT not in self._wanted or self._polls_as_orphan > 1:
                    raise Orphaned
            if Command.STOP in self._wanted:
                raise StopRequested

    def _must_leave(self) -> bool:
        return self._is_orphan or self.is_stopping

    def _wait_out_pause(self) -> None:
        self._wanted.discard(Command.CHECKPOINT)  # the loop saved before it polled
        self._on_paused()
        self._changed.wait_for(lambda: Command.PAUSE not in self._wanted or self._must_leave())
        self._wanted.discard(Command.PAUSE)
        if not self._must_leave():
            self._on_resumed()

    def wants_pause(self) -> bool:
        """Stays true until the pause is over."""
        return Command.PAUSE in self._wanted

    def wants_preview(self) -> bool:
        """True once."""
        return self._take(Command.PREVIEW)

    def wants_checkpoint(self) -> bool:
        """True once."""
        return self._take(Command.CHECKPOINT)

    def _take(self, command: Command) -> bool:
        with self._changed:
            if command in self._wanted:
                self._wanted.discard(command)
                return True
            return False
