"""How masks, the frame of outpainting, the brush and the comparison with the base look on the canvas.

Not here: regions' outlines (region_item.py), gestures (paint_gestures.py).
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from studio.desktop.ui.canvas.gestures import HANDLES
from studio.desktop.ui.canvas.paint_gestures import CanvasTool
from studio.desktop.ui.canvas.region_item import HANDLE_PX, colour_of
from studio.desktop.ui.theme.tokens import Tokens
from studio.desktop.viewmodel.base_picture import Margins
from studio.desktop.viewmodel.brush import tinted
from studio.desktop.viewmodel.composition import BASE, Composition
from studio.desktop.viewmodel.region_masks import in_pixels
from studio.library.layout.records import Region

_REDRAWN = "#eb408c"
_GRASP = 10.0


class Overlays:
    """Tinted masks, made once for each mask and colour."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[int, str, QImage]] = {}

    def region(
        self, composition: Composition, region: Region, number: int, theme: Tokens
    ) -> tuple[QImage, QRectF] | None:
        """A region's mask and the part of it that fills its box; None while it is painted anew."""
        if composition.painting is not None and composition.painting[0] == region.id:
            return None
        found = composition.mask_of(region)
        if found is None:
            return None
        return self._tinted(region.id, found[0], colour_of(number, theme)), in_pixels(found[1], found[0])

    def paint_brushed(self, painter: QPainter, composition: Composition, picture: QRectF, theme: Tokens) -> None:
        """The region under the brush."""
        if composition.painting is not None:
            painter.drawImage(picture, self._tinted("brushed", composition.painting[1], theme.accent))

    def redrawn(self, composition: Composition) -> QImage | None:
        """What is redrawn of the base, tinted."""
        painting = composition.painting
        mask = painting[1] if painting is not None and painting[0] == BASE else composition.base.mask
        return None if mask is None else self._tinted(BASE, mask, _REDRAWN)

    def _tinted(self, key: str, mask: QImage, colour: str) -> QImage:
        made = self._made.get(key)
        if made is None or made[:2] != (mask.cacheKey(), colour):
            made = (mask.cacheKey(), colour, tinted(mask, QColor(colour), 0.5))
            self._made[key] = made
        return made[2]


class Comparison:
    """The base left of a line, the picture right of it; the line is dragged."""

    def __init__(self, image: QImage | None = None) -> None:
        self.image = image
        self.at = 0.5  # of the picture's width
        self._is_dragged = False

    def paint(self, painter: QPainter, picture: QRectF, theme: Tokens) -> None:
        """In pixels of the view."""
        if self.image is None:
            return
        line = picture.x() + self.at * picture.width()
        painter.save()
        painter.setClipRect(QRectF(picture.x(), picture.y(), line - picture.x(), picture.height()))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(picture, self.image)
        painter.restore()
        for colour, width in ((theme.surface, 4.0), (theme.accent, 2.0)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawLine(QPointF(line, picture.top()), QPointF(line, picture.bottom()))
        painter.setBrush(QColor(theme.accent))
        painter.drawEllipse(QPointF(line, picture.center().y()), 7, 7)

    def press(self, at: QPointF, picture: QRectF) -> bool:
        """True when the line is taken hold of."""
        line = picture.x() + self.at * picture.width()
        self._is_dragged = self.image is not None and abs(at.x() - line) <= _GRASP
        return self._is_dragged

    def drag(self, at: QPointF, picture: QRectF) -> bool:
        """False when the line is not held."""
        if self._is_dragged:
            self.at = min(max((at.x() - picture.x()) / picture.width(), 0.0), 1.0)
        return self._is_dragged

    def release(self) -> bool:
        """True when it was held."""
        was, self._is_dragged = self._is_dragged, False
        return was


def frame_rect(grow: Margins, picture: QRectF) -> QRectF:
    """The frame around the picture, in pixels of the view."""
    width, height = picture.width(), picture.height()
    return picture.adjusted(-grow.left * width, -grow.top * height, grow.right * width, grow.bottom * height)


def frame_handle_at(point: QPointF, composition: Composition, picture: QRectF) -> str:
    """The handle or side of the frame under a point, "nw" … "w", or ""."""
    frame = frame_rect(composition.base.grow, picture)
    up, down = abs(point.y() - frame.top()) <= _GRASP, abs(point.y() - frame.bottom()) <= _GRASP
    left, right = abs(point.x() - frame.left()) <= _GRASP, abs(point.x() - frame.right()) <= _GRASP
    inside = frame.adjusted(-_GRASP, -_GRASP, _GRASP, _GRASP).contains(point)
    return (("n" if up else "s" if down else "") + ("w" if left else "e" if right else "")) if inside else ""


def paint_base(
    painter: QPainter, composition: Composition, picture: QRectF, theme: Tokens, overlays: Overlays, tool: CanvasTool
) -> None:
    """What is redrawn, and the frame."""
    image = overlays.redrawn(composition)
    if image is not None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(picture, image)
    if tool is not CanvasTool.FRAME and not composition.base.is_grown:
        return
    frame = frame_rect(composition.base.grow, picture)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, style in ((theme.surface, Qt.PenStyle.SolidLine), (theme.accent, Qt.PenStyle.DashLine)):
        painter.setPen(QPen(QColor(colour), 2.5, style))
        painter.drawRect(frame)
    if tool is CanvasTool.FRAME:
        painter.setPen(QPen(QColor(theme.accent), 1.5))
        painter.setBrush(QColor(theme.surface))
        for handle in HANDLES:
            x = frame.left() if "w" in handle else frame.right() if "e" in handle else frame.center().x()
            y = frame.top() if "n" in handle else frame.bottom() if "s" in handle else frame.center().y()
            painter.drawRect(QRectF(x - HANDLE_PX / 2, y - HANDLE_PX / 2, HANDLE_PX, HANDLE_PX))


def paint_pointer(painter: QPainter, at: QPointF, radius: float) -> None:
    """The brush under the mouse, seen on any ground."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in (("white", 3.0), ("black", 1.0)):
        painter.setPen(QPen(QColor(colour), width))
        painter.drawEllipse(at, radius, radius)
