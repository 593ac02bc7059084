"""Rendered emoji artwork as RGBA sprites, read from `resources/world/drawings.zip`.

Names are "set:icon". The sets fluent-emoji, fluent-emoji-flat, noto and twemoji are for training; fxemoji is the
bench's unseen set and must never reach a training batch. Not here: rendering from npm, see ../render_world.py.
"""

from __future__ import annotations

import io
import zipfile
from functools import cache

from PIL import Image

from studio.core.folders import resources

UNSEEN_SET = "fxemoji"


@cache
def _archive() -> dict[str, bytes]:
    with zipfile.ZipFile(resources() / "world" / "drawings.zip") as archive:
        return {name.removesuffix(".webp").replace("/", ":"): archive.read(name) for name in archive.namelist()}


def drawing_names() -> tuple[str, ...]:
    """All names in the archive, unseen set included."""
    return tuple(_archive())


@cache
def drawing(name: str) -> Image.Image:
    """The sprite, cropped to what is drawn, longest side 112 px. Treat as read-only: it is shared."""
    return Image.open(io.BytesIO(_archive()[name])).convert("RGBA")
