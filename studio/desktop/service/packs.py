"""What looks at photos, chosen in the window: asked of a process of its own, where insightface and torch may come in.

Not here: what it does (studio/engine/perception/choosing.py).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from studio.core.errors import WorkerDied, from_data
from studio.desktop.translation import tr

_MODULE = "studio.engine.perception.choosing"
_PATIENCE_S = 180.0  # SAM's largest is 2.6 GB


class Part(StrEnum):
    """What can be chosen."""

    FACES = "faces"
    SEGMENTER = "segmenter"


@dataclass(frozen=True)
class Pack:
    """A face pack or a segmenter. title: which classes run it. knows: "drawings" or "photographs".

    needs_consent: its licence limits what it may be used for, or is not known; note: its own sentence about that.
    """

    part: Part
    name: str
    title: str
    path: Path
    licence: str
    needs_consent: bool
    note: str
    knows: str
    size_bytes: int


def look_at(part: Part, path: Path | None) -> Pack:
    """None: the built-in one. Raises InputProblem, MissingWeights, DiskProblem, WorkerDied."""
    return _ask("look", part, path)


def use(part: Part, path: Path | None, agreed: bool) -> Pack:
    """From now on; it is loaded once to see that it runs. Raises as look_at does."""
    return _ask("use", part, path, *(["--agree"] if agreed else []))


def _ask(do: str, part: Part, path: Path | None, *more: str) -> Pack:
    command = [sys.executable, "-P", "-m", _MODULE, do, str(part), *([str(path)] if path else []), *more]
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "PYTHONUTF8": "1"}
    try:
        ended = subprocess.run(command, capture_output=True, env=environment, timeout=_PATIENCE_S, check=False)
        told = json.loads(ended.stdout)
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise WorkerDied(
            tr("It could not be looked at: the process for it gave no answer."),
            tr("Try again. If it happens each time, run “studio doctor”."),
            repr(error),
        ) from error
    if "error" in told:
        raise from_data(told["error"])
    return Pack(part, **{**told, "path": Path(told["path"])})
