"""What the person prefers: theme and library folder, kept as JSON in the user's config folder.

A damaged file does not keep the window from opening: the defaults apply and the problem is shown.
Not here: window geometry (QSettings in ui/window.py), library content.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from studio.core import folders
from studio.core.errors import DiskProblem

THEMES = ("system", "light", "dark")


@dataclass(frozen=True)
class Preferences:
    """theme: one of THEMES. library: None for the default place. export_metadata: full, xmp or none.
    notify: tell about ended jobs while the window is in the background."""

    theme: str = "system"
    library: Path | None = None
    export_metadata: str = "full"
    notify: bool = True


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
            f"“{path}” does not hold preferences.", "Save them once more in Preferences; defaults apply until then."
        )
    theme = data.get("theme")
    library = data.get("library")
    metadata = data.get("export_metadata")
    return (
        Preferences(
            theme=theme if theme in THEMES else "system",
            library=Path(library) if isinstance(library, str) and library else None,
            export_metadata=metadata if metadata in ("full", "xmp", "none") else "full",
            notify=data.get("notify") is not False,
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
        },
    )
