"""What a hand does on the canvas, one class a gesture: draw a region, move it, resize it. Esc cancels each.

A gesture works in fractions of the picture and speaks to the composition only. Not here: mouse events (canvas_view.py),
pan and zoom, which change no region.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from studio.core.geometry import BoxFrac
from studio.desktop.translation import mark, tr
from studio.desktop.viewmodel.composition import LEAST_SIDE, Composition, inside, moved
from studio.library.layout.records import Region

HANDLES = ("nw", "n", "ne", "e", "se", "s", "sw", "w")
_LINES = (0.0, 1 / 3, 0.5, 2 / 3, 1.0)


@dataclass(frozen=True)
class PointFrac:
    """A place in fractions of the picture; outside it as well."""

    x: float
    y: float


def corner(box: BoxFrac, handle: str) -> PointFrac:
    """Where a handle of the box lies."""
    x = box.x0 if "w" in handle else box.x1 if "e" in handle else (box.x0 + box.x1) / 2
    y = box.y0 if "n" in handle else box.y1 if "s" in handle else (box.y0 + box.y1) / 2
    return PointFrac(x, y)


class Snap:
    """Pulls edges to thirds, middle and edges of the picture and to edges of other regions. reach: per axis, in
    fractions; 0 switches it off."""

    def __init__(self, others: Sequence[Region], reach: tuple[float, float]) -> None:
        self._x = (*_LINES, *(v for each in others for v in (each.box.x0, each.box.x1)))
        self._y = (*_LINES, *(v for each in others for v in (each.box.y0, each.box.y1)))
        self._reach = reach

    def x(self, value: float) -> float:
        """A vertical edge."""
        return _near(value, self._x, self._reach[0])

    def y(self, value: float) -> float:
        """A horizontal edge."""
        return _near(value, self._y, self._reach[1])

    def shift(self, box: BoxFrac) -> BoxFrac:
        """The box moved, not resized, so that its nearest edge lies on a line."""
        right = min((self.x(v) - v for v in (box.x0, box.x1)), key=_at_least_some)
        down = min((self.y(v) - v for v in (box.y0, box.y1)), key=_at_least_some)
        return moved(box, right, down)


def _near(value: float, lines: Sequence[float], reach: float) -> float:
    best = min(lines, key=lambda line: abs(line - value))
    return best if abs(best - value) <= reach else value


def _at_least_some(pull: float) -> float:
    return abs(pull) or float("inf")


class Gesture(ABC):
    """From press to release. move() shows, finish() keeps, cancel() undoes."""

    text = ""

    def __init__(self, composition: Composition, region_id: str, start: PointFrac) -> None:
        self.composition, self.region_id, self.start = composition, region_id, start

    def snap(self, reach: tuple[float, float]) -> Snap:
        """Lines of the picture and of all other visible regions."""
        others = [r for r in self.composition.regions if r.id != self.region_id and not r.hidden]
        return Snap(others, reach)

    @abstractmethod
    def move(self, to: PointFrac, reach: tuple[float, float]) -> None:
        """The mouse is there now; reach: how far edges are pulled."""

    def finish(self) -> None:
        """Keep it as one step."""
        self.composition.commit(tr(self.text))

    def cancel(self) -> None:
        """As before."""
        self.composition.cancel()


class MoveGesture(Gesture):
    """Drag a region by its inside."""

    text = mark("Move region")

    def __init__(self, composition: Composition, region: Region, start: PointFrac) -> None:
        super().__init__(composition, region.id, start)
        self._box = region.box

    def move(self, to: PointFrac, reach: tuple[float, float]) -> None:
        """See Gesture."""
        box = moved(self._box, to.x - self.start.x, to.y - self.start.y)
        self.composition.preview(self.region_id, self.snap(reach).shift(box) if any(reach) else box)


class ResizeGesture(Gesture):
    """Drag a handle: the opposite side stays."""

    text = mark("Resize region")

    def __init__(self, composition: Composition, region: Region, handle: str, start: PointFrac) -> None:
        super().__init__(composition, region.id, start)
        self._box, self._handle = region.box, handle

    def move(self, to: PointFrac, reach: tuple[float, float]) -> None:
        """See Gesture."""
        snap, (x0, y0, x1, y1) = self.snap(reach), self._box
        if "w" in self._handle:
            x0 = min(snap.x(to.x), x1 - LEAST_SIDE)
        if "e" in self._handle:
            x1 = max(snap.x(to.x), x0 + LEAST_SIDE)
        if "n" in self._handle:
            y0 = min(snap.y(to.y), y1 - LEAST_SIDE)
        if "s" in self._handle:
            y1 = max(snap.y(to.y), y0 + LEAST_SIDE)
        self.composition.preview(self.region_id, inside(BoxFrac(x0, y0, x1, y1)))


class DrawGesture(Gesture):
    """Drag over free ground: a new region. It is shown by `box` and made when the hand is lifted."""

    text = mark("Add region")

    def __init__(self, composition: Composition, start: PointFrac, show: Callable[[BoxFrac | None], None]) -> None:
        super().__init__(composition, "", start)
        self._show = show
        self.box: BoxFrac | None = None

    def move(self, to: PointFrac, reach: tuple[float, float]) -> None:
        """See Gesture."""
        snap = self.snap(reach)
        box = BoxFrac(snap.x(self.start.x), snap.y(self.start.y), snap.x(to.x), snap.y(to.y))
        is_big = abs(box.x1 - box.x0) >= LEAST_SIDE and abs(box.y1 - box.y0) >= LEAST_SIDE
        self.box = inside(box) if is_big else None
        self._show(self.box)

    def finish(self) -> None:
        """A slip of the hand makes nothing."""
        self._show(None)
        if self.box is not None:
            self.composition.add(self.box)

    def cancel(self) -> None:
        """See Gesture."""
        self._show(None)
