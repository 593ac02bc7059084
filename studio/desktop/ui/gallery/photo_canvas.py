"""The photo in the editor: its crop frame with handles, its mask, and the tools that change them.

Crop: drag a handle, the inside, or free ground for a new frame; arrows move it, with Shift they resize it. Brush and
eraser: drag, a pen's pressure counts, [ and ] change the size. Select: click on the subject, Alt+click on what is not.
Esc gives a drag up. Not here: pan and zoom (ui/canvas/zoom_view.py), what a change does (viewmodel/photo_editing.py).
"""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPen, QTabletEvent

from studio.core.geometry import WHOLE, BoxFrac
from studio.desktop.translation import tr
from studio.desktop.ui.canvas.zoom_view import ZoomView
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel import crop as crops
from studio.desktop.viewmodel.brush import tinted
from studio.desktop.viewmodel.photo_editing import PhotoEditing

_HANDLE = 5.0  # half a handle's side, px of the view
_GRASP = 11.0
_STEP = 0.01
BRUSH_LEAST, BRUSH_MOST = 0.004, 0.25  # radius in fractions of the picture's width
_MASK_TINT = (235, 64, 140)


class Tool(StrEnum):
    """What the left button does."""

    CROP = "crop"
    BRUSH = "brush"
    ERASER = "eraser"
    SELECT = "select"


class PhotoCanvas(ZoomView):
    """Bound to a PhotoEditing. Signals: brush_changed() when its size changed by a key."""

    brush_changed = Signal()

    def __init__(self, editing: PhotoEditing, look: ThemeSwitcher) -> None:
        super().__init__(look)
        self._editing = editing
        self.tool = Tool.CROP
        self.ratio_px = 0.0  # of a fixed crop shape, width over height in pixels; 0 is free
        self.brush = 0.04
        self.shows_original = False
        self._drag = ""  # a handle, "move" or "new"
        self._from = QPointF()
        self._box = WHOLE  # the frame when the drag began
        self._turns = 0  # drags so far: each is an undo step of its own
        self._is_painting = False
        self._pointer = QPointF(-1, -1)
        self._overlay = QImage()
        self._overlay_of: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(320, 320)
        editing.changed.connect(self._on_changed)
        editing.picture_changed.connect(self._on_picture)
        self._on_picture()

    def set_tool(self, tool: Tool) -> None:
        """From now on."""
        self.give_up()
        self.tool = tool
        self.viewport().setCursor(Qt.CursorShape.CrossCursor)
        self.viewport().update()

    def set_brush(self, radius: float) -> None:
        """In fractions of the picture's width."""
        self.brush = min(max(radius, BRUSH_LEAST), BRUSH_MOST)
        self.viewport().update()

    def show_original(self, shown: bool) -> None:
        """Without crop and mask, for comparing."""
        self.shows_original = shown
        self.viewport().update()

    def give_up(self) -> None:
        """The drag under way."""
        if self._is_painting:
            self._is_painting = False
            self._editing.cancel_stroke()
        if self._drag:
            self._drag = ""
            self._editing.set_crop(self._box, f"drag {self._turns}")

    def _on_picture(self) -> None:
        editing = self._editing
        words = editing.photo.name
        if editing.picture.isNull():
            broken = tr("This photo cannot be shown: its file is missing or damaged.")
            words = broken if editing.is_broken else tr("Reading the photo…")
        self._overlay_of = None
        self.set_image(editing.picture, words)

    def _on_changed(self) -> None:
        self.viewport().update()

    # painting

    def drawForeground(self, painter: QPainter, _rect: QRectF | object) -> None:  # noqa: N802
        """Qt."""
        editing, theme = self._editing, self._look.current
        if editing.picture.isNull():
            return
        picture = self.picture_rect()
        painter.save()
        painter.resetTransform()
        if not self.shows_original:
            self._paint_mask(painter, picture)
            self._paint_crop(painter, picture)
        if self.tool in (Tool.BRUSH, Tool.ERASER) and self._pointer.x() >= 0:
            radius = self.brush * picture.width()
            for colour, width in (("white", 3.0), ("black", 1.0)):
                painter.setPen(QPen(QColor(colour), width))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(self._pointer, radius, radius)
        if self.hasFocus():
            painter.setPen(QColor(theme.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
        painter.restore()

    def _paint_mask(self, painter: QPainter, picture: QRectF) -> None:
        mask = self._editing.mask
        if mask is None:
            return
        if self._overlay_of != mask.cacheKey():
            self._overlay_of = mask.cacheKey()
            self._overlay = tinted(mask, QColor(*_MASK_TINT))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(picture, self._overlay)
        for point in self._editing.state.points:
            spot = QPointF(picture.x() + point.x * picture.width(), picture.y() + point.y * picture.height())
            painter.setPen(QPen(QColor("white"), 4))
            _paint_sign(painter, spot, point.is_subject)
            painter.setPen(QPen(QColor("black"), 2))
            _paint_sign(painter, spot, point.is_subject)

    def _paint_crop(self, painter: QPainter, picture: QRectF) -> None:
        crop, theme = self._editing.state.crop, self._look.current
        if crop is None and self.tool is not Tool.CROP:
            return
        frame = _to_view(crop or WHOLE, picture)
        shade = QColor(0, 0, 0, 150)
        left, top, right, bottom = picture.left(), picture.top(), picture.right(), picture.bottom()
        painter.fillRect(QRectF(left, top, picture.width(), frame.top() - top), shade)
        painter.fillRect(QRectF(left, frame.bottom(), picture.width(), bottom - frame.bottom()), shade)
        painter.fillRect(QRectF(left, frame.top(), frame.left() - left, frame.height()), shade)
        painter.fillRect(QRectF(frame.right(), frame.top(), right - frame.right(), frame.height()), shade)
        if self.tool is not Tool.CROP:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in (("black", 3.0), ("white", 1.5)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawRect(frame)
        painter.setPen(QPen(QColor(255, 255, 255, 110), 1))
        for part in (1, 2):
            x, y = frame.left() + frame.width() * part / 3, frame.top() + frame.height() * part / 3
            painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()))
            painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))
        painter.setPen(QPen(QColor("black"), 1))
        painter.setBrush(QColor(theme.accent))
        for handle in crops.HANDLES:
            spot = _corner(frame, handle)
            painter.drawRect(QRectF(spot.x() - _HANDLE, spot.y() - _HANDLE, 2 * _HANDLE, 2 * _HANDLE))

    # mouse and pen

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Qt."""
        self._pointer = event.position()
        if not self.begin_pan(event) and event.button() == Qt.MouseButton.LeftButton:
            self._press(event.position(), event.modifiers(), 1.0)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Qt."""
        self._pointer = event.position()
        if not self.pan(event):
            self._move(event.position(), 1.0)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Qt."""
        if self.end_pan():
            self.viewport().unsetCursor()
        elif event.button() == Qt.MouseButton.LeftButton:
            self._release()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """Qt: a pen's pressure makes the brush thinner."""
        if isinstance(event, QTabletEvent) and self.tool in (Tool.BRUSH, Tool.ERASER):
            kind, pressure = event.type(), max(0.05, event.pressure())
            self._pointer = event.position()
            if kind == QEvent.Type.TabletPress:
                self._press(event.position(), event.modifiers(), pressure)
            elif kind == QEvent.Type.TabletMove and self._is_painting:
                self._move(event.position(), pressure)
            elif kind == QEvent.Type.TabletRelease:
                self._release()
            event.accept()
            return True
        if event.type() == QEvent.Type.Leave:
            self._pointer = QPointF(-1, -1)
            self.viewport().update()
        return super().viewportEvent(event)

    def _press(self, at: QPointF, modifiers: Qt.KeyboardModifier, pressure: float) -> None:
        if self._editing.picture.isNull():
            return
        spot = self.to_frac(at)
        if self.tool is Tool.CROP:
            self._begin_crop(at)
        elif self.tool is Tool.SELECT:
            if 0 <= spot.x <= 1 and 0 <= spot.y <= 1:
                takes_away = bool(modifiers & Qt.KeyboardModifier.AltModifier)
                self._editing.select_subject(spot.x, spot.y, not takes_away)
        else:
            self._is_painting = True
            self._editing.begin_stroke(spot.x, spot.y, self.brush * pressure, self.tool is Tool.ERASER)

    def _move(self, at: QPointF, pressure: float) -> None:
        spot = self.to_frac(at)
        if self._is_painting:
            self._editing.stroke_to(spot.x, spot.y, self.brush * pressure)
        elif self._drag:
            self._editing.set_crop(self._dragged(spot.x, spot.y), f"drag {self._turns}")
        elif not self.is_hand:
            self.viewport().setCursor(self._cursor_at(at))

    def _release(self) -> None:
        if self._is_painting:
            self._is_painting = False
            self._editing.end_stroke()
        self._drag = ""

    # crop

    def _begin_crop(self, at: QPointF) -> None:
        crop, spot = self._editing.state.crop, self.to_frac(at)
        self._box, self._from = crop or WHOLE, QPointF(spot.x, spot.y)
        handle = self._handle_at(at)
        inside = self._box.x0 < spot.x < self._box.x1 and self._box.y0 < spot.y < self._box.y1
        self._drag = handle or ("move" if crop is not None and inside else "new")
        self._turns += 1

    def _dragged(self, x: float, y: float) -> BoxFrac:
        ratio = self._ratio()
        if self._drag == "move":
            return crops.moved(self._box, x - self._from.x(), y - self._from.y())
        if self._drag == "new":
            return crops.between(self._from.x(), self._from.y(), x, y, ratio)
        return crops.resized(self._box, self._drag, x, y, ratio)

    def _ratio(self) -> float:
        return self._editing.ratio(self.ratio_px, 1.0) if self.ratio_px else 0.0

    def set_ratio(self, ratio_px: float) -> None:
        """A fixed shape of the crop; the present frame takes it. 0 is free."""
        self.ratio_px = ratio_px
        if ratio_px:
            self._editing.set_crop(crops.largest(self._ratio(), self._editing.state.crop or WHOLE))

    def _handle_at(self, at: QPointF) -> str:
        frame = _to_view(self._editing.state.crop or WHOLE, self.picture_rect())
        for handle in crops.HANDLES:
            apart = _corner(frame, handle) - at
            if max(abs(apart.x()), abs(apart.y())) <= _GRASP:
                return handle
        return ""

    def _cursor_at(self, at: QPointF) -> Qt.CursorShape:
        if self.tool is not Tool.CROP:
            return Qt.CursorShape.CrossCursor
        handle = self._handle_at(at)
        if handle in ("nw", "se"):
            return Qt.CursorShape.SizeFDiagCursor
        if handle in ("ne", "sw"):
            return Qt.CursorShape.SizeBDiagCursor
        if handle:
            return Qt.CursorShape.SizeVerCursor if handle in ("n", "s") else Qt.CursorShape.SizeHorCursor
        crop, spot = self._editing.state.crop, self.to_frac(at)
        inside = crop is not None and crop.x0 < spot.x < crop.x1 and crop.y0 < spot.y < crop.y1
        return Qt.CursorShape.SizeAllCursor if inside else Qt.CursorShape.CrossCursor

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt."""
        key = Qt.Key(event.key())
        arrows = {
            Qt.Key.Key_Left: (-_STEP, 0.0), Qt.Key.Key_Right: (_STEP, 0.0),
            Qt.Key.Key_Up: (0.0, -_STEP), Qt.Key.Key_Down: (0.0, _STEP),
        }  # fmt: skip
        if key == Qt.Key.Key_Escape and (self._is_painting or self._drag):
            self.give_up()
        elif key in (Qt.Key.Key_BracketLeft, Qt.Key.Key_BracketRight):
            self.set_brush(self.brush * (0.8 if key == Qt.Key.Key_BracketLeft else 1.25))
            self.brush_changed.emit()
        elif self.tool is Tool.CROP and key in arrows:
            right, down = arrows[key]
            box = self._editing.state.crop or WHOLE
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                box = crops.resized(box, "se", box.x1 + right, box.y1 + down, self._ratio())
            else:
                box = crops.moved(box, right, down)
            self._editing.set_crop(box, "keys")
        else:
            super().keyPressEvent(event)


def _to_view(box: BoxFrac, picture: QRectF) -> QRectF:
    return QRectF(
        picture.x() + box.x0 * picture.width(),
        picture.y() + box.y0 * picture.height(),
        (box.x1 - box.x0) * picture.width(),
        (box.y1 - box.y0) * picture.height(),
    )


def _corner(frame: QRectF, handle: str) -> QPointF:
    x = frame.left() if "w" in handle else frame.right() if "e" in handle else frame.center().x()
    y = frame.top() if "n" in handle else frame.bottom() if "s" in handle else frame.center().y()
    return QPointF(x, y)


def _paint_sign(painter: QPainter, spot: QPointF, is_plus: bool) -> None:
    painter.drawLine(spot - QPointF(6, 0), spot + QPointF(6, 0))
    if is_plus:
        painter.drawLine(spot - QPointF(0, 6), spot + QPointF(0, 6))
