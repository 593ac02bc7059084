"""Which networks measure photographs? Those of the person's own in `judges/` of the studio's model folder. No torch.

A folder in transformers' layout each, told apart by config.json: DINOv2 measures likeness, a whole CLIP (pictures and
words) prompt fit. What base models of drawings draw is measured by the shipped judges alone.
Not here: running them (engine/evaluation/own_judges.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from studio.core import files, folders
from studio.core.errors import DiskProblem, InputProblem
from studio.library.catalogue import read

INSTANCE, CLIP = "dinov2", "clip"  # as model_type says it


def home() -> Path:
    """Where they are looked for, whether it exists or not."""
    return folders.user_models() / "judges"


def own(kind: str) -> Path | None:
    """The first folder, by name, of this model_type; None without one."""
    root = home()
    found = sorted(path for path in root.iterdir() if path.is_dir()) if root.is_dir() else []
    return next((path for path in found if model_type(path) == kind), None)


def model_type(folder: Path) -> str:
    """As config.json says it; "" where there is none that can be read."""
    path = folder / "config.json"
    try:
        told = files.read_json(path) if path.is_file() else {}
    except DiskProblem:
        return ""
    return str(told.get("model_type", "")) if isinstance(told, Mapping) else ""


def draws_photographs(backbone: str) -> bool:
    """Whether a base model is one of the person's own; the shipped ones draw their own small world."""
    try:
        return not read.backbone(backbone).shipped
    except InputProblem:
        return False
