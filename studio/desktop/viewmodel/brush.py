"""A stroke of a brush on a mask: 8-bit grey, white is what is meant. Used by the photo editor and the canvas.

Not here: the mouse, undo.
"""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from studio.core.geometry import BoxFrac

EDGE = 1024  # masks are painted no larger, px
_WHITE = 127


class Stroke:
    """From a mask, or from nothing at the size of a picture, to a new mask; the old one stays as it is."""

    def __init__(self, before: QImage | None, picture: QSize, erases: bool) -> None:
        self.erases = erases
        self._is_new = before is None
        self.mask = before.copy() if before is not None else blank(picture)
        self._last: QPointF | None = None

    @property
    def is_nothing(self) -> bool:
        """Erasing where nothing was masked."""
        return self.erases and self._is_new

    def to(self, x: float, y: float, radius: float) -> None:
        """On to here; x, y in fractions, radius in fractions of the width; pressure is in the radius."""
        width, height = self.mask.width(), self.mask.height()
        spot = QPointF(x * width, y * height)
        painter = QPainter(self.mask)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor("black" if self.erases else "white"))
        pen.setWidthF(max(1.0, 2 * radius * width))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        if self._last is None:
            painter.drawPoint(spot)
        else:
            painter.drawLine(self._last, spot)
        painter.end()
        self._last = spot


def blank(picture: QSize, value: int = 0) -> QImage:
    """A mask of one value for a picture of this size."""
    size = picture
    if max(size.width(), size.height()) > EDGE:
        size = size.scaled(EDGE, EDGE, Qt.AspectRatioMode.KeepAspectRatio)
    made = QImage(QSize(max(1, size.width()), max(1, size.height())), QImage.Format.Format_Grayscale8)
    made.fill(value)
    return made


def covered(mask: QImage) -> BoxFrac | None:
    """The smallest box around what is white; None when nothing is."""
    width, height = mask.width(), mask.height()
    grey = mask.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = [bytes(grey.constScanLine(y))[:width] for y in range(height)]  # type: ignore[arg-type]
    lit = [y for y, line in enumerate(rows) if max(line) > _WHITE]
    if not lit:
        return None
    columns = [x for x in range(width) if any(rows[y][x] > _WHITE for y in lit)]
    return BoxFrac(columns[0] / width, lit[0] / height, (columns[-1] + 1) / width, (lit[-1] + 1) / height)


def tinted(mask: QImage, colour: QColor, strength: float = 0.65) -> QImage:
    """A translucent colour where the mask is white."""
    dim = QImage(mask.size(), QImage.Format.Format_Grayscale8)
    dim.fill(0)
    painter = QPainter(dim)
    painter.setOpacity(strength)
    painter.drawImage(0, 0, mask)
    painter.end()
    made = QImage(mask.size(), QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(colour)
    made.setAlphaChannel(dim)
    return made


def as_png(image: QImage) -> bytes:
    """As a file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
