"""A picture with room around it: fit, one to one, zoom at the pointer, pan. Nothing is changed by it.

Wheel or pinch zooms, Space with the left button or the middle button pans, F fits, 1 shows pixels, + and - zoom.
Not here: what lies over the picture (canvas_view.py).
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView

from studio.desktop.service.open_picture import shown_picture
from studio.desktop.translation import tr
from studio.desktop.ui.canvas.gestures import PointFrac
from studio.desktop.ui.canvas.rulers import RULER_PX
from studio.desktop.ui.theme.switcher import ThemeSwitcher

_ZOOM_LEAST, _ZOOM_MOST = 0.2, 32.0  # view pixels a picture pixel


class ZoomView(QGraphicsView):
    """set_picture(path), or set_words(text) while there is none."""

    def __init__(self, look: ThemeSwitcher) -> None:
        super().__init__()
        self._look = look
        self.setScene(QGraphicsScene(self))
        self._size = QSize(128, 128)
        self._path: Path | None = None
        self._image = QImage()
        self._words = ""
        self._told = ""
        self._pan_from: QPointF | None = None
        self.is_hand = False  # Space is down
        self._is_fitted = True
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.setMinimumSize(220, 220)
        look.theme_changed.connect(self._on_theme)
        self._set_scene()

    # what is shown

    def set_size(self, width: int, height: int) -> None:
        """Of the picture, in pixels: the shape of the canvas while it has no picture."""
        if self._image.isNull() and QSize(width, height) != self._size:
            self._size = QSize(width, height)
            self._set_scene()

    def set_picture(self, path: Path, words: str = "") -> None:
        """Behind the regions. words: told to screen readers."""
        if path != self._path:
            self._path, self._image = path, shown_picture(path)
        self._words = (
            tr("This picture cannot be shown: its file is missing or damaged.") if self._image.isNull() else ""
        )
        if not self._image.isNull() and self._image.size() != self._size:
            self._size = self._image.size()
            self._set_scene()
        self._told = words
        self._refresh()

    def set_image(self, image: QImage, words: str = "") -> None:
        """A picture that was read elsewhere; a null one shows the words instead."""
        self._path, self._image = None, image
        self._words = words if image.isNull() else ""
        self._told = words
        if not image.isNull() and image.size() != self._size:
            self._size = image.size()
            self._set_scene()
        self._refresh()

    def set_preview(self, path: Path, words: str) -> None:
        """A picture that is still being drawn: its file is written over, so it is read every time."""
        image = QImage(str(path))
        if not image.isNull():  # half written: the one before stays
            self._path = None
            self._image, self._words, self._told = image, "", words
            if image.size() != self._size:
                self._size = image.size()
                self._set_scene()
            self._refresh()

    def set_words(self, words: str) -> None:
        """No picture, a sentence."""
        self._path, self._image, self._words, self._told = None, QImage(), words, ""
        self._refresh()

    @property
    def has_picture(self) -> bool:
        """Something is behind the regions."""
        return not self._image.isNull()

    def _refresh(self) -> None:
        self.setAccessibleDescription(self._told or self._words)
        self.viewport().update()

    def _on_theme(self, _theme: object) -> None:
        self.viewport().update()

    # place and scale

    def _set_scene(self) -> None:
        width, height = self._size.width(), self._size.height()
        # Room around the picture, so that it can be panned to any place in the window.
        self.setSceneRect(-4.0 * width, -4.0 * height, 9.0 * width, 9.0 * height)
        self.fit()

    def picture_rect(self) -> QRectF:
        """Where the picture lies, in pixels of the view."""
        origin = QPointF(self.mapFromScene(0, 0))
        scale = self.zoom
        return QRectF(origin.x(), origin.y(), self._size.width() * scale, self._size.height() * scale)

    @property
    def zoom(self) -> float:
        """View pixels a picture pixel."""
        return self.transform().m11()

    def fit(self) -> None:
        """The whole picture with its rulers."""
        room = self.viewport().rect().adjusted(RULER_PX + 12, RULER_PX + 12, -16, -16)
        width, height = max(1, self._size.width()), max(1, self._size.height())
        scale = min(room.width() / width, room.height() / height)
        self._zoom_to(min(max(scale, _ZOOM_LEAST), 6.0))
        shift = RULER_PX / 2 / self.zoom
        self.centerOn(width / 2 - shift, height / 2 - shift)
        self._is_fitted = True

    def show_pixels(self) -> None:
        """One to one."""
        self._zoom_to(1.0)
        self.centerOn(self._size.width() / 2, self._size.height() / 2)

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Around a point of the view; its middle without one."""
        at = QPointF(self.viewport().rect().center()) if at is None else at
        before = self.mapToScene(at.toPoint())
        self._zoom_to(min(max(self.zoom * factor, _ZOOM_LEAST), _ZOOM_MOST))
        after = self.mapToScene(at.toPoint())
        self._scroll((after - before) * self.zoom)

    def _zoom_to(self, scale: float) -> None:
        self.resetTransform()
        self.scale(scale, scale)
        self._is_fitted = False
        self.viewport().update()

    def _scroll(self, by: QPointF) -> None:
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() - round(by.x()))
        down.setValue(down.value() - round(by.y()))

    def to_frac(self, point: QPointF) -> PointFrac:
        """A point of the view in fractions of the picture."""
        rect = self.picture_rect()
        return PointFrac((point.x() - rect.x()) / rect.width(), (point.y() - rect.y()) / rect.height())

    def words_place(self) -> Qt.AlignmentFlag:
        """Where on the empty picture the words stand."""
        return Qt.AlignmentFlag.AlignCenter

    def drawBackground(self, painter: QPainter, _rect: QRectF | object) -> None:  # noqa: N802
        """Qt."""
        theme, picture = self._look.current, self.picture_rect()
        painter.save()
        painter.resetTransform()
        painter.fillRect(self.viewport().rect(), QColor(theme.sunken))
        if self._image.isNull():
            painter.fillRect(picture, QColor(theme.surface))
            painter.setPen(QColor(theme.muted))
            words = picture.adjusted(16, 16, -16, -16)
            painter.drawText(words, self.words_place() | Qt.TextFlag.TextWordWrap, self._words)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.zoom < 8)
            painter.drawPixmap(picture, QPixmap.fromImage(self._image), QRectF(self._image.rect()))
        painter.setPen(QColor(theme.outline))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(picture.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.restore()

    # hand and keys

    def begin_pan(self, event: QMouseEvent) -> bool:
        """True when this press pans."""
        if event.button() != Qt.MouseButton.MiddleButton and not self.is_hand:
            return False
        self._pan_from = event.position()
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        return True

    def pan(self, event: QMouseEvent) -> bool:
        """Follow the mouse; False when nothing is panned."""
        if self._pan_from is None:
            return False
        self._scroll(event.position() - self._pan_from)
        self._pan_from = event.position()
        self._is_fitted = False
        self.viewport().update()
        return True

    def end_pan(self) -> bool:
        """True when a pan was under way."""
        was, self._pan_from = self._pan_from is not None, None
        return was

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Qt."""
        self.zoom_by(1.0015 ** event.angleDelta().y(), event.position())
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """Qt: pinch on a touch pad."""
        is_pinch = isinstance(event, QNativeGestureEvent)
        if is_pinch and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_by(1 + event.value(), event.position())
            return True
        if event.type() == QEvent.Type.Resize and self._is_fitted:
            done = super().viewportEvent(event)
            self.fit()
            return done
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Space:
            self.is_hand = True
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif key == Qt.Key.Key_F:
            self.fit()
        elif key == Qt.Key.Key_1:
            self.show_pixels()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            self.zoom_by(1.25 if key == Qt.Key.Key_Plus else 0.8)
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.is_hand = False
            self.viewport().unsetCursor()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Qt."""
        self.is_hand = False
        super().focusOutEvent(event)
