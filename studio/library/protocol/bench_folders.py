"""Where a bench lies in the library: the same question has the same folder, so that it goes on where it stopped.

Not here: what lies in it (docs/bench.md).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from blake3 import blake3

from studio.core import files

_CAN_GROW = ("methods", "seeds", "strengths")  # may be added to a bench that is there


def bench_folder(root: Path, asked: Mapping[str, Any]) -> Path:
    """asked: the fields of the BenchRequest without library and out."""
    fixed = {key: value for key, value in asked.items() if key not in _CAN_GROW}
    text = json.dumps(fixed, sort_keys=True, default=str)
    return root / "bench" / f"{asked['backbone']}-{blake3(text.encode()).hexdigest()[:10]}"


def check_writable(folder: Path) -> None:
    """A folder that cannot be written is told now, not by the worker. Raises DiskProblem."""
    files.make_folder(folder)
    files.write_text(folder / ".writable", "")
    files.remove(folder / ".writable")
