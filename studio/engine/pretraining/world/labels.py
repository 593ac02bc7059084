"""What is known about a scene: the frozen records every trainer and judge reads.

Boxes are pixels of the scene's own picture, right and bottom exclusive. Not here: how scenes are made (scenes.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]  # [h, w, 3]
Mask = NDArray[np.bool_]  # [h, w]

SIDE_PX = 128


class Box(NamedTuple):
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Thing:
    """One drawn object or person. `drawing` tells drawings apart ("set:icon", or "person:<identity>")."""

    word: str
    drawing: str
    box: Box
    mask: Mask  # visible pixels, what stands in front already taken away; accessories included
    color: str | None = None  # recoloured to
    accessory: str | None = None  # phrase, "a top hat"
    is_upside_down: bool = False
    is_tiny: bool = False
    expression: str | None = None  # the rest is known of people only
    clothes: str | None = None
    clothes_color: str | None = None
    hair: str | None = None
    wears: str | None = None  # glasses, sunglasses, a hat, a cap
    identifier: str | None = None  # the rare word its caption calls it by, "sks": one of its class, not any


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture with its caption and exact labels. Exactly one of place and plain is set."""

    pixels: Pixels
    caption: str
    things: tuple[Thing, ...]  # back to front
    place: str | None
    plain: str | None
    style: str | None
    relation: str | None  # "above" | "beside" | None; for two different things
    count: int  # copies of the same drawing, 1 for single things and pairs
