"""What a hand does on the canvas with a brush or with the frame: brush a region, mark what is redrawn, drag the frame.

As gestures.py: fractions of the picture, and words with the composition only.
"""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QSize

from studio.desktop.translation import tr
from studio.desktop.ui.canvas.gestures import Gesture, PointFrac
from studio.desktop.viewmodel.base_picture import GROW_MOST, Margins
from studio.desktop.viewmodel.brush import Stroke, covered
from studio.desktop.viewmodel.composition import BASE, Composition

BRUSH_LEAST, BRUSH_MOST = 0.005, 0.3  # radius in fractions of the picture's width


class CanvasTool(StrEnum):
    """What a drag on the canvas does."""

    REGIONS = "regions"
    BRUSH = "brush"  # a region of any shape
    ERASER = "eraser"
    REDRAW = "redraw"  # inpainting: what is drawn anew
    KEEP = "keep"  # what stays after all
    FRAME = "frame"  # outpainting


BRUSHES = frozenset({CanvasTool.BRUSH, CanvasTool.ERASER, CanvasTool.REDRAW, CanvasTool.KEEP})
BASE_TOOLS = frozenset({CanvasTool.REDRAW, CanvasTool.KEEP, CanvasTool.FRAME})


class BrushGesture(Gesture):
    """A stroke; set_radius follows a pen's pressure."""

    def __init__(self, composition: Composition, target: str, start: PointFrac, stroke: Stroke, radius: float) -> None:
        super().__init__(composition, target, start)
        self._stroke, self._radius = stroke, radius
        self.move(start, (0.0, 0.0))

    def move(self, to: PointFrac, reach: tuple[float, float]) -> None:
        """See Gesture."""
        self._stroke.to(to.x, to.y, self._radius)
        self.composition.paint((self.region_id, self._stroke.mask))

    def set_radius(self, radius: float) -> None:
        """In fractions of the picture's width, from the next move on."""
        self._radius = radius

    def cancel(self) -> None:
        """See Gesture."""
        self.composition.paint(None)


class BrushRegion(BrushGesture):
    """Paint the chosen region, or a new one; erasing takes away from the chosen one."""

    def __init__(
        self, composition: Composition, start: PointFrac, picture: QSize, radius: float, *, erases: bool
    ) -> None:
        chosen = composition.chosen
        chosen = chosen if chosen is not None and not chosen.locked and not chosen.hidden else None
        found = composition.mask_of(chosen) if chosen is not None else None
        stroke = Stroke(found[0] if found else None, picture, erases)
        super().__init__(composition, chosen.id if chosen is not None else "", start, stroke, radius)

    def finish(self) -> None:
        """One step; erasing where nothing was brushed is none."""
        self.composition.paint(None)
        if not self._stroke.is_nothing:
            self.composition.keep_mask(self.region_id, self._stroke.mask, covered(self._stroke.mask))


class MarkRedrawn(BrushGesture):
    """Inpainting: paint what is redrawn of the base picture."""

    def __init__(
        self, composition: Composition, start: PointFrac, picture: QSize, radius: float, *, erases: bool
    ) -> None:
        super().__init__(composition, BASE, start, Stroke(composition.base.mask, picture, erases), radius)

    def finish(self) -> None:
        """One step. What was erased wholly is no mask any more."""
        self.composition.paint(None)
        if not self._stroke.is_nothing:
            mask = self._stroke.mask if covered(self._stroke.mask) else None
            text = tr("Mark what is redrawn")
            self.composition.edit_base(text, mask=mask)


class FrameGesture(Gesture):
    """Outpainting: drag a side or corner of the frame ("nw" … "w") outwards, or back."""

    def __init__(self, composition: Composition, handle: str, start: PointFrac) -> None:
        super().__init__(composition, handle, start)
        self._before = composition.base.grow
        self._text = tr("Drag the frame")

    def move(self, to: PointFrac, reach: tuple[float, float]) -> None:
        """See Gesture: in steps of a sixteenth, as far as the picture's own size."""
        left, top, right, bottom = self._before
        across, down = _step(to.x - self.start.x), _step(to.y - self.start.y)
        handle = self.region_id
        self.composition.edit_base(
            self._text,
            grow=Margins(
                _clamp(left - across) if "w" in handle else left,
                _clamp(top - down) if "n" in handle else top,
                _clamp(right + across) if "e" in handle else right,
                _clamp(bottom + down) if "s" in handle else bottom,
            ),
        )

    def finish(self) -> None:
        """It is there already, as one step."""

    def cancel(self) -> None:
        """See Gesture."""
        self.composition.edit_base(self._text, grow=self._before)


def gesture_of(
    tool: CanvasTool, composition: Composition, start: PointFrac, picture: QSize, radius: float, handle: str
) -> Gesture | None:
    """What a press with this tool begins; None when it means nothing. handle: of the frame under the mouse."""
    if tool in (CanvasTool.BRUSH, CanvasTool.ERASER):
        return BrushRegion(composition, start, picture, radius, erases=tool is CanvasTool.ERASER)
    if composition.base.path is None:
        return None
    if tool is CanvasTool.FRAME:
        return FrameGesture(composition, handle, start) if handle else None
    return MarkRedrawn(composition, start, picture, radius, erases=tool is CanvasTool.KEEP)


def _step(value: float) -> float:
    return round(value * 16) / 16


def _clamp(value: float) -> float:
    return min(max(value, 0.0), GROW_MOST)
