"""Rendered emoji artwork as RGBA sprites, read from the archives in `resources/world/`.

Names are "set:icon". The sets fluent-emoji, fluent-emoji-flat, noto and twemoji are for training; fxemoji is the
bench's unseen set and must never reach a training batch. `OTHER_HANDS` draw many of the same things once more, for
those who must know a class and not its drawings: the CLIP towers, never what draws.
Not here: rendering from npm, see ../render_world.py.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from functools import cache

from PIL import Image

from studio.core.folders import resources

UNSEEN_SET = "fxemoji"
OTHER_HANDS = ("noto-v1", "emojione", "streamline-emojis")
ARCHIVES = ("drawings.zip", "other_hands.zip")


@cache
def _archive() -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for file in ARCHIVES:
        with zipfile.ZipFile(resources() / "world" / file) as archive:
            found |= {name.removesuffix(".webp").replace("/", ":"): archive.read(name) for name in archive.namelist()}
    return found


def by_other_hands(drawings: Iterable[str]) -> tuple[str, ...]:
    """The same icons as `drawings` ("set:icon") as the other sets draw them, as far as they do."""
    icons = sorted({name.partition(":")[2] for name in drawings})
    names = (f"{hand}:{icon}" for hand in OTHER_HANDS for icon in icons)
    return tuple(name for name in names if name in _archive())


def drawing_names() -> tuple[str, ...]:
    """All names in the archives, unseen set included."""
    return tuple(_archive())


@cache
def drawing(name: str) -> Image.Image:
    """The sprite, cropped to what is drawn, longest side 112 px. Treat as read-only: it is shared."""
    return Image.open(io.BytesIO(_archive()[name])).convert("RGBA")
