"""How a region looks on the canvas: outline, number and name, handles when it is chosen. It only mirrors the region.

Told apart by number and dash as well as by colour. Labels and handles keep their size on screen at any zoom.
Not here: gestures (gestures.py), the picture behind (canvas_view.py).
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QImage, QPainter, QPen

from studio.core.geometry import BoxFrac
from studio.desktop.translation import tr
from studio.desktop.ui.canvas.gestures import HANDLES, corner
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.tokens import Tokens
from studio.library.layout.records import Region, Shape

HANDLE_PX = 9
_DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)


def to_view(box: BoxFrac, picture: QRectF) -> QRectF:
    """A box in view pixels; picture: where the picture lies in the view."""
    left, top = picture.x() + box.x0 * picture.width(), picture.y() + box.y0 * picture.height()
    return QRectF(left, top, (box.x1 - box.x0) * picture.width(), (box.y1 - box.y0) * picture.height())


def handle_at(point: QPointF, box: BoxFrac, picture: QRectF) -> str:
    """The handle under a point of the view, or ""."""
    for handle in HANDLES:
        spot = corner(box, handle)
        x, y = picture.x() + spot.x * picture.width(), picture.y() + spot.y * picture.height()
        if max(abs(point.x() - x), abs(point.y() - y)) <= HANDLE_PX:
            return handle
    return ""


def colour_of(number: int, theme: Tokens) -> str:
    """The colour of the n-th region, from 1."""
    return theme.series[(number - 1) % len(theme.series)]


def caption(region: Region, number: int) -> str:
    """ "2 Rex", with what is switched."""
    words = region.name or region.prompt or tr("(empty)")
    if len(words) > 28:
        words = words[:27] + "…"
    marks = [word for word, is_on in ((tr("locked"), region.locked), (tr("hidden"), region.hidden)) if is_on]
    return f"{number} {words}" + (f" ({', '.join(marks)})" if marks else "")


def paint(
    painter: QPainter,
    region: Region,
    number: int,
    picture: QRectF,
    theme: Tokens,
    *,
    chosen: bool,
    mask: tuple[QImage, QRectF] | None = None,
) -> None:
    """Draw one region in view pixels. mask: its brushed mask, tinted, and the part of it that fills the box."""
    rect, colour = to_view(region.box, picture), QColor(colour_of(number, theme))
    painter.save()
    painter.setOpacity(0.45 if region.hidden else 1.0)
    veil = QColor(colour)
    veil.setAlpha(46 if chosen else 22)
    if mask is not None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(rect, mask[0], mask[1])
        veil.setAlpha(0)
    _outline(painter, region.shape, rect, QPen(QColor(theme.surface), 4), veil)
    style = _DASHES[(number - 1) % len(_DASHES)]
    _outline(painter, region.shape, rect, QPen(colour, 2.5 if chosen else 1.5, style), QColor(0, 0, 0, 0))
    if region.shape is not Shape.RECT and chosen:
        painter.setPen(QPen(colour, 1, Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect)
    _label(painter, caption(region, number), rect, colour, theme)
    if chosen and not region.locked:
        _handles(painter, region.box, picture, colour, theme)
    painter.restore()


def paint_overlap(painter: QPainter, one: Region, other: Region, picture: QRectF, theme: Tokens) -> None:
    """Hatch what two regions share, so that it is seen without colours."""
    shared = to_view(one.box, picture).intersected(to_view(other.box, picture))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(QColor(theme.text), Qt.BrushStyle.BDiagPattern))
    painter.setOpacity(0.35)
    painter.drawRect(shared)
    painter.setOpacity(1.0)


def paint_new(painter: QPainter, box: BoxFrac, picture: QRectF, theme: Tokens) -> None:
    """The box that is being drawn."""
    painter.setPen(QPen(QColor(theme.accent), 1.5, Qt.PenStyle.DashLine))
    veil = QColor(theme.accent)
    veil.setAlpha(40)
    painter.setBrush(veil)
    painter.drawRect(to_view(box, picture))


def _outline(painter: QPainter, shape: Shape, rect: QRectF, pen: QPen, fill: QColor) -> None:
    painter.setPen(pen)
    painter.setBrush(fill)
    if shape is Shape.ELLIPSE:
        painter.drawEllipse(rect)
    else:
        painter.drawRect(rect)


def _label(painter: QPainter, words: str, rect: QRectF, colour: QColor, theme: Tokens) -> None:
    font = QFont(painter.font())
    font.setPixelSize(t.TEXT_SMALL)
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    metrics = QFontMetrics(font)
    words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(48, int(rect.width()) - 8))
    tag = QRectF(rect.x(), rect.y(), metrics.horizontalAdvance(words) + 12, 20)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRect(tag)
    painter.setPen(QColor(theme.on_accent))
    painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, words)


def _handles(painter: QPainter, box: BoxFrac, picture: QRectF, colour: QColor, theme: Tokens) -> None:
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(QColor(theme.surface))
    for handle in HANDLES:
        spot = corner(box, handle)
        x, y = picture.x() + spot.x * picture.width(), picture.y() + spot.y * picture.height()
        painter.drawRect(QRectF(x - HANDLE_PX / 2, y - HANDLE_PX / 2, HANDLE_PX, HANDLE_PX))
