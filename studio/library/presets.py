"""Settings kept by name: <library>/presets.json, per method. A preset holds what differs from the method's defaults.

Not here: whether a value is in its bounds (the method's own settings class says that when it is used).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from studio.core import files
from studio.core.errors import DiskProblem, InputProblem

Presets = Mapping[str, Mapping[str, Mapping[str, Any]]]  # method -> name -> settings
MOST_LETTERS = 60


def presets_path(root: Path) -> Path:
    """Where they lie in a library."""
    return root / "presets.json"


def read_presets(root: Path) -> Presets:
    """All of them. Raises DiskProblem when the file is damaged; it is left as it is."""
    path = presets_path(root)
    if not path.is_file():
        return {}
    data = files.read_json(path)
    kept = data.get("presets") if isinstance(data, dict) else None
    if not isinstance(kept, dict) or not all(
        isinstance(named, dict) and all(isinstance(values, dict) for values in named.values())
        for named in kept.values()
    ):
        raise DiskProblem(
            f"The presets in “{path}” are damaged.", "Restore the file from a backup, or remove it to start anew."
        )
    return kept


def save_preset(root: Path, method: str, name: str, settings: Mapping[str, Any]) -> Presets:
    """Keep it, replacing one of the same name. Returns all. Raises InputProblem for a bad name, DiskProblem."""
    name = " ".join(name.split())
    if not name:
        raise InputProblem("A preset needs a name.", "Type one, for example “fine detail”.")
    if len(name) > MOST_LETTERS:
        raise InputProblem(f"The name is longer than {MOST_LETTERS} letters.", "Choose a shorter one.")
    known = read_presets(root)
    return _write(root, {**known, method: {**known.get(method, {}), name: dict(settings)}})


def remove_preset(root: Path, method: str, name: str) -> Presets:
    """Forget it; nothing happens when there is none. Returns all. Raises DiskProblem."""
    known = read_presets(root)
    left = {other: values for other, values in known.get(method, {}).items() if other != name}
    return _write(root, {**known, method: left})


def _write(root: Path, presets: Presets) -> Presets:
    files.write_json(presets_path(root), {"version": 1, "presets": presets})
    return presets
