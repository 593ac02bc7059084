"""What the person prefers, kept as JSON in the user's config folder: looks, library, language, computing, keys.

A damaged file does not keep the window from opening: the defaults apply and the problem is shown.
Not here: window geometry (QSettings in ui/window.py), library content.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from studio.core import folders
from studio.core.errors import DiskProblem
from studio.desktop.translation import tr

THEMES = ("system", "light", "dark")
DEVICES = ("auto", "cpu", "cuda", "mps")


@dataclass(frozen=True)
class Preferences:
    """theme: one of THEMES. library: None for the default place. export_metadata: full, xmp or none.
    notify: tell about ended jobs while the window is in the background. language: "system", or a code such as "de".
    device: one of DEVICES. saves_memory: draw pictures one after the other. shortcuts: action id -> keys, where they
    are not the default ones. is_welcomed: the welcome was shown."""

    theme: str = "system"
    library: Path | None = None
    export_metadata: str = "full"
    notify: bool = True
    language: str = "system"
    device: str = "auto"
    saves_memory: bool = False
    shortcuts: Mapping[str, str] = field(default_factory=dict)
    is_welcomed: bool = False


def file() -> Path:
    """Where they lie."""
    return folders.user_config() / "preferences.json"


def load() -> tuple[Preferences, DiskProblem | None]:
    """The preferences, and what was wrong with the file if anything was. No pydantic: read before the first paint."""
    path = file()
    if not path.is_file():
        return Preferences(), None
    from studio.core import files

    try:
        data = files.read_json(path)
    except DiskProblem as problem:
        return Preferences(), problem
    if not isinstance(data, dict):
        return Preferences(), DiskProblem(
            tr("“{path}” does not hold preferences.", path=path),
            tr("Save them once more in Preferences; defaults apply until then."),
        )
    theme, device, language = data.get("theme"), data.get("device"), data.get("language")
    shortcuts = data.get("shortcuts")
    library = data.get("library")
    metadata = data.get("export_metadata")
    return (
        Preferences(
            theme=theme if theme in THEMES else "system",
            library=Path(library) if isinstance(library, str) and library else None,
            export_metadata=metadata if metadata in ("full", "xmp", "none") else "full",
            notify=data.get("notify") is not False,
            language=language if isinstance(language, str) and language else "system",
            device=device if device in DEVICES else "auto",
            saves_memory=data.get("saves_memory") is True,
            shortcuts={str(k): str(v) for k, v in shortcuts.items()} if isinstance(shortcuts, dict) else {},
            is_welcomed=data.get("is_welcomed") is True,
        ),
        None,
    )


def save(preferences: Preferences) -> None:
    """Atomic. Raises DiskProblem."""
    from studio.core import files

    files.write_json(
        file(),
        {
            "version": 1,
            "theme": preferences.theme,
            "library": str(preferences.library) if preferences.library else None,
            "export_metadata": preferences.export_metadata,
            "notify": preferences.notify,
            "language": preferences.language,
            "device": preferences.device,
            "saves_memory": preferences.saves_memory,
            "shortcuts": dict(preferences.shortcuts),
            "is_welcomed": preferences.is_welcomed,
        },
    )


def tell_workers(preferences: Preferences) -> None:
    """Workers started from now on compute as the person prefers (they read STUDIO_DEVICE and STUDIO_DRAW_TOGETHER)."""
    wanted = {
        "STUDIO_DEVICE": "" if preferences.device == "auto" else preferences.device,
        "STUDIO_DRAW_TOGETHER": "1" if preferences.saves_memory else "",
    }
    for name, value in wanted.items():
        if value:
            os.environ[name] = value
        else:
            os.environ.pop(name, None)
