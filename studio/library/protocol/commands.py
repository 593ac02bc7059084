"""What is said to a running worker, one JSON line each on its standard input: {"command": "stop"}."""

from __future__ import annotations

import json
from enum import StrEnum


class Command(StrEnum):
    """preview: draw now. checkpoint: save now. stop: finish the step, save, leave. discard: leave at once.
    release: whoever started you leaves, go on without (ADR 0015)."""

    PREVIEW = "preview"
    CHECKPOINT = "checkpoint"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    DISCARD = "discard"
    RELEASE = "release"


def encode(command: Command) -> bytes:
    """One line with its newline."""
    return (json.dumps({"command": str(command)}) + "\n").encode()


def decode(line: str) -> Command | None:
    """None for anything that is not a known command."""
    try:
        return Command(json.loads(line)["command"])
    except (ValueError, KeyError, TypeError):
        return None
