"""Puts `resources/` and `models/` inside the wheel, as `studio/_data/resources` and `studio/_data/models`.

Only a real wheel carries them. An editable install (the checkout, what installer/run.py makes) reads
both from the checkout, so nothing is copied and nothing can be out of date.
Not here: finding the two folders at run time, see studio/core/folders.py.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class DataFolders(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable" or self.target_name != "wheel":
            return
        for name in ("resources", "models"):
            root = Path(self.root)
            for path in (root / name).rglob("*"):
                inside = path.relative_to(root)
                # Folders that begin with a dot hold trainings under way, not what is shipped.
                if path.is_file() and not any(part.startswith(".") for part in inside.parts):
                    build_data["force_include"][str(path)] = f"studio/_data/{inside.as_posix()}"
