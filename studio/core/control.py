"""How a running loop hears what the person wants. Loops call `poll` between steps; the worker implements it.

A loop that is stopped saves what it has and ends in order; a discarded one just leaves.
"""

from __future__ import annotations

import time
from typing import Protocol


class StopRequested(Exception):
    """Finish, save, leave."""


class DiscardRequested(Exception):
    """Leave at once; nothing needs to be saved."""


class Control(Protocol):
    """Asked between steps."""

    def poll(self) -> None:
        """Raises StopRequested or DiscardRequested; blocks while paused (state is saved by the loop beforehand)."""

    def wants_pause(self) -> bool:
        """True once a pause was asked for: save a checkpoint, then `poll`, which blocks."""
        ...

    def wants_preview(self) -> bool:
        """True once after a preview was asked for."""
        ...

    def wants_checkpoint(self) -> bool:
        """True once after a checkpoint was asked for."""
        ...


class NoControl:
    """Nobody asks for anything."""

    def poll(self) -> None:
        """Go on."""

    def wants_pause(self) -> bool:
        """Never."""
        return False

    def wants_preview(self) -> bool:
        """Never."""
        return False

    def wants_checkpoint(self) -> bool:
        """Never."""
        return False


class PassedOn:
    """The same control; what is asked of it goes on to the one it was made of."""

    def __init__(self, control: Control) -> None:
        self._control = control

    def poll(self) -> None:
        """As that one."""
        self._control.poll()

    def wants_pause(self) -> bool:
        """As that one."""
        return self._control.wants_pause()

    def wants_preview(self) -> bool:
        """As that one."""
        return self._control.wants_preview()

    def wants_checkpoint(self) -> bool:
        """As that one."""
        return self._control.wants_checkpoint()


class TimedControl(PassedOn):
    """Knows how long it held its loop up: pauses are no part of what a job took."""

    held_up_s = 0.0

    def poll(self) -> None:
        """As that one."""
        began = time.monotonic()
        try:
            super().poll()
        finally:
            self.held_up_s += time.monotonic() - began
