"""Bytes from the worker's pipe into typed events. A line may arrive in pieces, several may arrive at once.

Not here: what an event means for a job (snapshots.py).
"""

from __future__ import annotations

from studio.library.protocol import events


class EventDecoder:
    """Feed it what was read; it returns the whole events and keeps the rest. Lines that are no events are counted."""

    def __init__(self) -> None:
        self._rest = b""
        self.noise = 0

    def feed(self, data: bytes) -> list[events.Event]:
        """The events that are complete now, in order."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        found: list[events.Event] = []
        for line in lines:
            if not line.strip():
                continue
            try:
                found.append(events.decode(line))
            except ValueError:
                self.noise += 1
        return found
