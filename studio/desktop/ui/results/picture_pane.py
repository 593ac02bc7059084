"""One picture with zoom and pan, or two under a divider. Several panes share a Viewpoint and move together.

The viewpoint is in fractions of the picture, so pictures of different sizes stay at the same place. Not here: which
pictures (large_view.py).
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.desktop.translation import tr
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher

ZOOM_STEP = 1.25
_ZOOM_MOST = 64.0
_GRIP_PX = 14


class Viewpoint(QObject):
    """Where is looked. zoom: 1 = the whole picture fits. centre: fractions 0..1. Signals: moved()."""

    moved = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.zoom = 1.0
        self.centre = QPointF(0.5, 0.5)

    def fit(self) -> None:
        """The whole picture."""
        self.look(1.0, QPointF(0.5, 0.5))

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Closer or farther; the point `at` (a fraction) stays where it is on the screen."""
        zoom = max(1.0, min(self.zoom * factor, _ZOOM_MOST))
        at = self.centre if at is None else at
        kept = self.zoom / zoom
        self.look(zoom, at + (self.centre - at) * kept)

    def pan(self, by: QPointF) -> None:
        """By a fraction of the picture."""
        self.look(self.zoom, self.centre + by)

    def look(self, zoom: float, centre: QPointF) -> None:
        """The centre is kept so that the picture never leaves the view."""
        margin = 0.5 / zoom
        inside = [max(margin, min(value, 1 - margin)) for value in (centre.x(), centre.y())]
        self.zoom, self.centre = zoom, QPointF(*inside)
        self.moved.emit()


class PicturePane(QWidget):
    """Signals: pressed() by the mouse, zoomed_to_pixels() asked by a double click, divided(float) 0..1 dragged."""

    pressed = Signal()
    divided = Signal(float)

    def __init__(self, look: ThemeSwitcher, viewpoint: Viewpoint, name: str) -> None:
        super().__init__()
        self._look, self._view = look, viewpoint
        self._images: tuple[QImage | None, QImage | None] = (None, None)
        self._letters = ("", "")
        self._divider: float | None = None
        self._is_active = False
        self._held: QPointF | None = None
        self._is_dividing = False
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 120)
        self.setMouseTracking(True)
        viewpoint.moved.connect(self.update)
        look.theme_changed.connect(self._on_theme)

    def show_one(self, image: QImage | None, letter: str = "", is_active: bool = False) -> None:
        """None: it is being read. A null image: it cannot be read."""
        self._images, self._letters, self._divider, self._is_active = (image, None), (letter, ""), None, is_active
        self.update()

    def show_two(self, left: QImage | None, right: QImage | None, divider: float) -> None:
        """Under a divider at that fraction of the picture."""
        self._images, self._letters, self._divider, self._is_active = (left, right), ("A", "B"), divider, False
        self.update()

    def picture_rect(self) -> QRectF:
        """Where the whole picture lies now, in the widget's coordinates; empty without a picture."""
        image = self._images[0]
        if image is None or image.isNull():
            return QRectF()
        fit = min(self.width() / image.width(), self.height() / image.height())
        scale = fit * self._view.zoom
        width, height = image.width() * scale, image.height() * scale
        left = self.width() / 2 - self._view.centre.x() * width
        top = self.height() / 2 - self._view.centre.y() * height
        return QRectF(_held_in(left, width, self.width()), _held_in(top, height, self.height()), width, height)

    def pixel_zoom(self) -> float:
        """The zoom at which one pixel of the picture is one of the screen, at least 1."""
        image = self._images[0]
        if image is None or image.isNull():
            return 1.0
        fit = min(self.width() / image.width(), self.height() / image.height())
        return max(1.0, 1.0 / (fit * self.devicePixelRatioF()))

    def scale(self) -> float:
        """Screen pixels a picture pixel takes now."""
        rect, image = self.picture_rect(), self._images[0]
        return rect.width() * self.devicePixelRatioF() / image.width() if image is not None and image.width() else 0.0

    def frac_at(self, place: QPointF) -> QPointF:
        """Widget coordinates to fractions of the picture."""
        rect = self.picture_rect()
        if rect.isEmpty():
            return QPointF(0.5, 0.5)
        return QPointF((place.x() - rect.left()) / rect.width(), (place.y() - rect.top()) / rect.height())

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Qt. Zooms at the mouse."""
        if event.angleDelta().y():
            steps = event.angleDelta().y() / 120
            self._view.zoom_by(ZOOM_STEP**steps, self.frac_at(event.position()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Qt."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = event.position()
            self._is_dividing = self._is_on_divider(event.position())
            self.pressed.emit()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Qt."""
        rect = self.picture_rect()
        if self._held is None or rect.isEmpty():
            on_divider = self._is_on_divider(event.position())
            self.setCursor(Qt.CursorShape.SplitHCursor if on_divider else Qt.CursorShape.OpenHandCursor)
            return
        if self._is_dividing:
            self.divided.emit(max(0.0, min(self.frac_at(event.position()).x(), 1.0)))
            return
        moved = event.position() - self._held
        self._held = event.position()
        self._view.pan(QPointF(-moved.x() / rect.width(), -moved.y() / rect.height()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Qt."""
        self._held, self._is_dividing = None, False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Qt. Between the whole picture and its pixels."""
        if self._view.zoom > 1:
            self._view.fit()
        else:
            self._view.zoom_by(max(2.0, self.pixel_zoom()), self.frac_at(event.position()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt."""
        painter = QPainter(self)
        theme = self._look.current
        painter.fillRect(self.rect(), QColor(theme.sunken))
        first, second = self._images
        if first is None or first.isNull():
            words = (
                tr("Reading …")
                if first is None
                else tr("This picture cannot be shown: its file is missing or damaged.")
            )
            painter.setPen(QColor(theme.muted))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(24, 24, -24, -24), flags, words)
        else:
            rect = self.picture_rect()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.scale() < 4)
            painter.drawImage(rect, first)
            if self._divider is not None:
                self._paint_second(painter, rect, second)
        self._paint_letters(painter)
        if self._is_active:
            painter.setPen(QPen(QColor(theme.accent), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))

    def _paint_second(self, painter: QPainter, rect: QRectF, second: QImage | None) -> None:
        x = self._divider_x()
        painter.save()
        painter.setClipRect(QRectF(x, 0, self.width() - x, self.height()))
        painter.fillRect(self.rect(), QColor(self._look.current.sunken))
        if second is not None and not second.isNull():
            painter.drawImage(rect, second)
        painter.restore()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._look.current.surface), 4))
        painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
        painter.setPen(QPen(QColor(self._look.current.accent), 2))
        painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
        painter.setBrush(QColor(self._look.current.surface))
        painter.drawEllipse(QPointF(x, self.height() / 2), 9, 9)

    def _paint_letters(self, painter: QPainter) -> None:
        theme = self._look.current
        font = QFont(painter.font())
        font.setPixelSize(t.TEXT_BODY)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for letter, x in zip(self._letters, (12, self.width() - 40), strict=True):
            if letter:
                disc = QRectF(x, 12, 28, 28)
                painter.setPen(QPen(QColor(theme.outline), 1))
                painter.setBrush(QColor(theme.surface))
                painter.drawEllipse(disc)
                painter.setPen(QColor(theme.text))
                painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, letter)

    def _divider_x(self) -> float:
        rect = self.picture_rect()
        x = rect.left() + (self._divider or 0.0) * rect.width()
        return max(0.0, min(x, float(self.width())))

    def _is_on_divider(self, place: QPointF) -> bool:
        return self._divider is not None and abs(place.x() - self._divider_x()) <= _GRIP_PX

    def _on_theme(self, _theme: object) -> None:
        self.update()


def _held_in(start: float, length: float, room: float) -> float:
    """A picture smaller than the room is centred, a larger one covers it."""
    return (room - length) / 2 if length <= room else max(room - length, min(start, 0.0))
