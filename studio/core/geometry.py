"""Boxes and sizes: fractions 0..1 of a picture (x right, y down), or pixels. Never bare tuples."""

from __future__ import annotations

from typing import NamedTuple


class SizePx(NamedTuple):
    """Width and height in pixels."""

    width: int
    height: int


class BoxPx(NamedTuple):
    """A box in pixels; right and bottom are exclusive."""

    left: int
    top: int
    right: int
    bottom: int


class BoxFrac(NamedTuple):
    """A box in fractions of the picture: 0 <= x0 < x1 <= 1, 0 <= y0 < y1 <= 1."""

    x0: float
    y0: float
    x1: float
    y1: float

    def is_valid(self) -> bool:
        """Inside the picture and with some area."""
        return 0 <= self.x0 < self.x1 <= 1 and 0 <= self.y0 < self.y1 <= 1

    def inside(self, frame: BoxFrac) -> BoxFrac:
        """In fractions of `frame`, a part of the picture, and cut where it leaves that."""
        wide, high = frame.x1 - frame.x0, frame.y1 - frame.y0
        shares = ((self.x0 - frame.x0) / wide, (self.y0 - frame.y0) / high)
        ends = ((self.x1 - frame.x0) / wide, (self.y1 - frame.y0) / high)
        return BoxFrac(*(min(1.0, max(0.0, value)) for value in (*shares, *ends)))

    def to_px(self, size: SizePx) -> BoxPx:
        """The pixel box that covers this one, at least one pixel wide and high."""
        left, top = int(self.x0 * size.width), int(self.y0 * size.height)
        right = max(left + 1, round(self.x1 * size.width))
        bottom = max(top + 1, round(self.y1 * size.height))
        return BoxPx(left, top, min(right, size.width), min(bottom, size.height))


WHOLE = BoxFrac(0.0, 0.0, 1.0, 1.0)
