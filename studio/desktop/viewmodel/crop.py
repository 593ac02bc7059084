"""Crop frames in fractions of the picture: move, resize with or without a fixed shape. Pure functions.

ratio: width over height in fractions, so the wanted shape in pixels times height over width of the picture; 0 is free.
Not here: the mouse (ui/gallery/photo_canvas.py), what a crop does to a photo (studio/library/gallery/edits.py).
"""

from __future__ import annotations

from studio.core.geometry import WHOLE, BoxFrac

LEAST = 0.05  # of a side: what a hand can still grasp; the library's own limit is smaller
HANDLES = ("nw", "n", "ne", "e", "se", "s", "sw", "w")


def moved(box: BoxFrac, right: float, down: float) -> BoxFrac:
    """The same size elsewhere, stopped by the picture's edges."""
    right = min(max(right, -box.x0), 1.0 - box.x1)
    down = min(max(down, -box.y0), 1.0 - box.y1)
    return BoxFrac(box.x0 + right, box.y0 + down, box.x1 + right, box.y1 + down)


def between(x0: float, y0: float, x1: float, y1: float, ratio: float = 0.0) -> BoxFrac:
    """The frame from where the hand pressed (x0, y0) to where it is (x1, y1), inside the picture."""
    box = BoxFrac(_clamp(min(x0, x1)), _clamp(min(y0, y1)), _clamp(max(x0, x1)), _clamp(max(y0, y1)))
    handle = ("n" if y1 < y0 else "s") + ("w" if x1 < x0 else "e")
    return _shaped(_at_least(box, handle), handle, ratio)


def resized(box: BoxFrac, handle: str, x: float, y: float, ratio: float = 0.0) -> BoxFrac:
    """A handle ("nw" … "w") dragged to (x, y): the opposite side or corner stays."""
    x0, y0, x1, y1 = box
    if "w" in handle:
        x0 = min(_clamp(x), x1 - LEAST)
    if "e" in handle:
        x1 = max(_clamp(x), x0 + LEAST)
    if "n" in handle:
        y0 = min(_clamp(y), y1 - LEAST)
    if "s" in handle:
        y1 = max(_clamp(y), y0 + LEAST)
    return _shaped(BoxFrac(x0, y0, x1, y1), handle, ratio)


def largest(ratio: float, around: BoxFrac = WHOLE) -> BoxFrac:
    """The largest frame of this shape inside the picture, about the middle of `around`."""
    if ratio <= 0:
        return WHOLE
    width, height = (1.0, 1.0 / ratio) if ratio >= 1 else (ratio, 1.0)
    x = min(max((around.x0 + around.x1 - width) / 2, 0.0), 1.0 - width)
    y = min(max((around.y0 + around.y1 - height) / 2, 0.0), 1.0 - height)
    return BoxFrac(x, y, x + width, y + height)


def _clamp(value: float) -> float:
    return min(max(value, 0.0), 1.0)


def _at_least(box: BoxFrac, handle: str) -> BoxFrac:
    """Grown away from the fixed corner, or back where the picture ends."""
    x0, y0, x1, y1 = box
    if x1 - x0 < LEAST:
        x0, x1 = (max(0.0, x1 - LEAST), x1) if "w" in handle else (x0, x0 + LEAST)
        x0, x1 = (1.0 - LEAST, 1.0) if x1 > 1 else (0.0, LEAST) if x1 - x0 < LEAST else (x0, x1)
    if y1 - y0 < LEAST:
        y0, y1 = (max(0.0, y1 - LEAST), y1) if "n" in handle else (y0, y0 + LEAST)
        y0, y1 = (1.0 - LEAST, 1.0) if y1 > 1 else (0.0, LEAST) if y1 - y0 < LEAST else (y0, y1)
    return BoxFrac(x0, y0, x1, y1)


def _shaped(box: BoxFrac, handle: str, ratio: float) -> BoxFrac:
    """Made of the fixed shape about what the handle leaves in its place, as large as the picture allows."""
    if ratio <= 0:
        return box
    width, height = box.x1 - box.x0, box.y1 - box.y0
    if handle in ("n", "s"):
        width = height * ratio
    elif handle in ("e", "w") or width / height > ratio:
        height = width / ratio
    else:
        width = height * ratio
    # Where it grows from: the fixed side, or the middle across a side handle.
    fixed_x = box.x1 if "w" in handle else box.x0 if "e" in handle else None
    fixed_y = box.y1 if "n" in handle else box.y0 if "s" in handle else None
    middle_x, middle_y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    room_x = (box.x1 if "w" in handle else 1 - box.x0) if fixed_x is not None else 2 * min(middle_x, 1 - middle_x)
    room_y = (box.y1 if "n" in handle else 1 - box.y0) if fixed_y is not None else 2 * min(middle_y, 1 - middle_y)
    shrink = min(1.0, room_x / width, room_y / height)
    width, height = width * shrink, height * shrink
    x0 = middle_x - width / 2 if fixed_x is None else fixed_x - width if "w" in handle else fixed_x
    y0 = middle_y - height / 2 if fixed_y is None else fixed_y - height if "n" in handle else fixed_y
    return BoxFrac(max(0.0, x0), max(0.0, y0), min(1.0, x0 + width), min(1.0, y0 + height))
