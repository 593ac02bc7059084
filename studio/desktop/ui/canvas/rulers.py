"""Rulers along the top and the left of the canvas, in fractions of the picture; the chosen region's span is marked.

Not here: the canvas itself (canvas_view.py).
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from studio.desktop.ui.theme.tokens import Tokens
from studio.library.layout.records import Region

RULER_PX = 20
_LABELS = ((0.0, "0"), (0.25, "¼"), (1 / 3, "⅓"), (0.5, "½"), (2 / 3, "⅔"), (0.75, "¾"), (1.0, "1"))


def paint_rulers(painter: QPainter, view: QRect, picture: QRectF, theme: Tokens, chosen: Region | None) -> None:
    """Both rulers, in pixels of the view."""
    font = QFont(painter.font())
    font.setPixelSize(11)
    painter.setFont(font)
    painter.fillRect(0, 0, view.width(), RULER_PX, QColor(theme.surface))
    painter.fillRect(0, 0, RULER_PX, view.height(), QColor(theme.surface))
    if chosen is not None:
        left, right = (picture.x() + v * picture.width() for v in (chosen.box.x0, chosen.box.x1))
        top, bottom = (picture.y() + v * picture.height() for v in (chosen.box.y0, chosen.box.y1))
        painter.fillRect(QRectF(left, RULER_PX - 4, right - left, 4), QColor(theme.accent))
        painter.fillRect(QRectF(RULER_PX - 4, top, 4, bottom - top), QColor(theme.accent))
    painter.setPen(QColor(theme.muted))
    is_wide = min(picture.width(), picture.height()) > 240  # thirds beside quarters need room
    for fraction, words in _LABELS:
        if not is_wide and words in "¼⅓⅔¾":
            continue
        x, y = picture.x() + fraction * picture.width(), picture.y() + fraction * picture.height()
        painter.drawLine(QPointF(x, RULER_PX - 4), QPointF(x, RULER_PX))
        painter.drawLine(QPointF(RULER_PX - 4, y), QPointF(RULER_PX, y))
        painter.drawText(QRectF(x - 14, 0, 28, RULER_PX - 4), Qt.AlignmentFlag.AlignCenter, words)
        painter.drawText(QRectF(0, y - 9, RULER_PX - 5, 18), Qt.AlignmentFlag.AlignCenter, words)
    painter.fillRect(0, 0, RULER_PX, RULER_PX, QColor(theme.surface))
    painter.setPen(QColor(theme.line))
    painter.drawLine(0, RULER_PX, view.width(), RULER_PX)
    painter.drawLine(RULER_PX, 0, RULER_PX, view.height())
