"""Where the studio's own files lie: the only resolver of `resources/` and `models/` (design D12).

In a checkout they stand beside the package; a wheel carries them as `studio/_data/`.
Not here: the library's folders, see studio/library/library.py.
"""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent.parent


def _data(name: str) -> Path:
    beside = _PACKAGE.parent / name
    inside = _PACKAGE / "_data" / name
    return inside if inside.is_dir() else beside


def resources() -> Path:
    """Icons, fonts, prompt lists, samples, the generated catalogue, the mini world's drawings."""
    return _data("resources")


def models() -> Path:
    """Shipped weights and their cards."""
    return _data("models")


def default_library() -> Path:
    """STUDIO_LIBRARY, or the user's data folder of this system."""
    chosen = os.environ.get("STUDIO_LIBRARY")
    if chosen:
        return Path(chosen).expanduser().absolute()
    return Path(platformdirs.user_data_path("LikenessStudio", appauthor=False)) / "library"


def user_models() -> Path:
    """Backbones the person added: their registrations, not copies of their weights."""
    return Path(platformdirs.user_data_path("LikenessStudio", appauthor=False)) / "models"


def user_config() -> Path:
    """Preferences and window state."""
    return Path(platformdirs.user_config_path("LikenessStudio", appauthor=False))
