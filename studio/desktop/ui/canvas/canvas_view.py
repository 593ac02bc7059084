"""The canvas: the chosen picture, the regions over it, and the gestures that change them and the base picture.

The tool says what a drag does. With Regions: drag on free ground draws a region, a subject dropped from the tray makes
one. Alt switches the pull of edges off, Esc cancels. Arrows move the chosen region, with Shift they resize it; Tab goes
to the next, Delete removes, Ctrl+D duplicates. Brushes take a pen's pressure; [ and ] change their size.
Not here: pan and zoom (zoom_view.py), how things look (region_item.py, base_item.py), what a gesture does (gestures.py,
paint_gestures.py).
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QTabletEvent,
)

from studio.core.geometry import BoxFrac
from studio.desktop.translation import plural, tr
from studio.desktop.ui.canvas import region_item
from studio.desktop.ui.canvas.base_item import Comparison, Overlays, frame_handle_at, paint_base, paint_pointer
from studio.desktop.ui.canvas.gestures import DrawGesture, Gesture, MoveGesture, PointFrac, ResizeGesture
from studio.desktop.ui.canvas.paint_gestures import (
    BASE_TOOLS,
    BRUSH_LEAST,
    BRUSH_MOST,
    BRUSHES,
    BrushGesture,
    CanvasTool,
    gesture_of,
)
from studio.desktop.ui.canvas.rulers import paint_rulers
from studio.desktop.ui.canvas.zoom_view import ZoomView
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.ui.theme.tokens import Tokens
from studio.desktop.viewmodel.composition import Composition, inside, moved
from studio.library.layout.records import Region, Shape

SUBJECT_MIME = "application/x-likeness-subject"
PICTURE_MIME = "application/x-likeness-picture"
_PULL_PX = 7
_STEP = 0.01  # of the picture, by an arrow key
_CURSORS = {
    "nw": Qt.CursorShape.SizeFDiagCursor, "se": Qt.CursorShape.SizeFDiagCursor,
    "ne": Qt.CursorShape.SizeBDiagCursor, "sw": Qt.CursorShape.SizeBDiagCursor,
    "n": Qt.CursorShape.SizeVerCursor, "s": Qt.CursorShape.SizeVerCursor,
    "e": Qt.CursorShape.SizeHorCursor, "w": Qt.CursorShape.SizeHorCursor,
}  # fmt: skip


class CanvasView(ZoomView):
    """Signals: subject_dropped(str, float, float): a subject's id and the place in fractions; picture_dropped(str): the
    path of a picture; brush_changed() when a key changed its size."""

    subject_dropped = Signal(str, float, float)
    picture_dropped = Signal(str)
    brush_changed = Signal()

    def __init__(self, composition: Composition, look: ThemeSwitcher) -> None:
        super().__init__(look)
        self.composition = composition
        self._gesture: Gesture | None = None
        self._new: BoxFrac | None = None
        self.tool = CanvasTool.REGIONS
        self.brush = 0.06  # radius in fractions of the picture's width
        self.compared = Comparison()
        self._pointer = QPointF(-1, -1)
        self._overlays = Overlays()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.setAccessibleName(tr("Canvas"))
        composition.changed.connect(self._refresh)
        composition.selected_changed.connect(self._refresh)
        composition.painting_changed.connect(self.viewport().update)
        self._refresh()

    def set_tool(self, tool: CanvasTool) -> None:
        """From now on; a gesture under way is given up."""
        if self._gesture is not None:
            self._on_escape()
        self.tool = tool
        self.viewport().setCursor(Qt.CursorShape.CrossCursor)
        self.viewport().update()

    def set_brush(self, radius: float) -> None:
        """In fractions of the picture's width."""
        self.brush = min(max(radius, BRUSH_LEAST), BRUSH_MOST)
        self.viewport().update()

    def compare_with(self, image: QImage | None) -> None:
        """Show this picture left of a line that can be dragged; None for no comparison."""
        self.compared = Comparison(image)
        self.viewport().update()

    def _refresh(self) -> None:
        count = len(self.composition.regions)
        chosen = self.composition.chosen
        said = plural("%n region(s)", count) if count else tr("No regions")
        if chosen is not None:
            number = self.composition.number(chosen.id)
            crossing = ", ".join(r.name or r.id for r in self.composition.overlapping(chosen.id))
            said += "; " + tr("chosen: {caption}", caption=region_item.caption(chosen, number))
            said += ", " + tr("overlaps {names}", names=crossing) if crossing else ""
        self.setAccessibleDescription(". ".join(part for part in (self._told or self._words, said) if part))
        self.viewport().update()

    def to_view(self, box: BoxFrac) -> QRectF:
        """A box in pixels of the view."""
        return region_item.to_view(box, self.picture_rect())

    def _reach(self, modifiers: Qt.KeyboardModifier) -> tuple[float, float]:
        if modifiers & Qt.KeyboardModifier.AltModifier:
            return 0.0, 0.0
        rect = self.picture_rect()
        return _PULL_PX / rect.width(), _PULL_PX / rect.height()

    # painting

    def words_place(self) -> Qt.AlignmentFlag:
        """Below the regions, which stand in the middle as a rule and would hide them."""
        middle = Qt.AlignmentFlag.AlignHCenter
        return middle | (Qt.AlignmentFlag.AlignBottom if self.composition.regions else Qt.AlignmentFlag.AlignVCenter)

    def drawForeground(self, painter: QPainter, _rect: QRectF | object) -> None:  # noqa: N802
        """Qt."""
        theme, picture = self._look.current, self.picture_rect()
        painter.save()
        painter.resetTransform()
        if self.tool in BASE_TOOLS:
            paint_base(painter, self.composition, picture, theme, self._overlays, self.tool)
        else:
            self._paint_regions(painter, picture, theme)
        if self.compared.image is not None:
            self.compared.paint(painter, picture, theme)
        if self.tool in BRUSHES and self._pointer.x() >= 0:
            paint_pointer(painter, self._pointer, self.brush * picture.width())
        paint_rulers(painter, self.viewport().rect(), picture, theme, self.composition.chosen)
        if self.hasFocus():
            painter.setPen(QColor(theme.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
        painter.restore()

    def _paint_regions(self, painter: QPainter, picture: QRectF, theme: Tokens) -> None:
        composition, chosen = self.composition, self.composition.chosen
        order = [region for region in composition.regions if region.id != composition.selected]
        for region in (*order, *([chosen] if chosen is not None else ())):
            number = composition.number(region.id)
            mask = self._overlays.region(composition, region, number, theme)
            is_chosen = region.id == composition.selected
            region_item.paint(painter, region, number, picture, theme, chosen=is_chosen, mask=mask)
        if chosen is not None:
            for other in composition.overlapping(chosen.id):
                region_item.paint_overlap(painter, chosen, other, picture, theme)
        self._overlays.paint_brushed(painter, composition, picture, theme)
        if self._new is not None:
            region_item.paint_new(painter, self._new, picture, theme)

    def region_at(self, point: QPointF) -> Region | None:
        """The topmost visible region under a point of the view; the chosen one wins."""
        spot = self.to_frac(point)
        order = list(self.composition.regions[::-1])
        order.sort(key=lambda region: region.id != self.composition.selected)
        return next((r for r in order if not r.hidden and _contains(r, spot)), None)

    # mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Qt."""
        self._pointer = event.position()
        if not self.is_hand and self.compared.press(event.position(), self.picture_rect()):
            event.accept()
            return
        if not self.begin_pan(event) and event.button() == Qt.MouseButton.LeftButton and self._gesture is None:
            self._gesture = self._gesture_at(event.position())
        event.accept()

    def _gesture_at(self, point: QPointF) -> Gesture | None:
        if self.tool is not CanvasTool.REGIONS:
            return gesture_of(self.tool, self.composition, self.to_frac(point), self._size, self.brush,
                              frame_handle_at(point, self.composition, self.picture_rect()))  # fmt: skip
        spot, chosen = self.to_frac(point), self.composition.chosen
        if chosen is not None and not chosen.locked and not chosen.hidden:
            handle = region_item.handle_at(point, chosen.box, self.picture_rect())
            if handle:
                return ResizeGesture(self.composition, chosen, handle, spot)
        region = self.region_at(point)
        if region is None:
            self.composition.select("")
            return DrawGesture(self.composition, spot, self._show_new)
        self.composition.select(region.id)
        return None if region.locked else MoveGesture(self.composition, region, spot)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Qt."""
        point = self._pointer = event.position()
        if self.compared.drag(point, self.picture_rect()):
            self.viewport().update()
        elif self._gesture is not None:
            self._gesture.move(self.to_frac(point), self._reach(event.modifiers()))
        elif not self.pan(event):
            self.viewport().setCursor(self._cursor_at(point))
        if self.tool in BRUSHES:
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Qt."""
        if self.compared.release():
            return
        if self.end_pan():
            self.viewport().setCursor(self._cursor_at(event.position()))
        elif self._gesture is not None and event.button() == Qt.MouseButton.LeftButton:
            gesture, self._gesture = self._gesture, None
            gesture.finish()

    def _cursor_at(self, point: QPointF) -> Qt.CursorShape:
        if self.is_hand:
            return Qt.CursorShape.OpenHandCursor
        if self.tool is not CanvasTool.REGIONS:
            return Qt.CursorShape.CrossCursor
        chosen = self.composition.chosen
        if chosen is not None and not chosen.locked:
            handle = region_item.handle_at(point, chosen.box, self.picture_rect())
            if handle:
                return _CURSORS[handle]
        region = self.region_at(point)
        if region is None:
            return Qt.CursorShape.CrossCursor
        return Qt.CursorShape.ArrowCursor if region.locked else Qt.CursorShape.SizeAllCursor

    def _show_new(self, box: BoxFrac | None) -> None:
        self._new = box
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """Qt: a pen's pressure makes a brush thinner."""
        if isinstance(event, QTabletEvent) and self.tool in BRUSHES:
            self._pen(event)
            event.accept()
            return True
        if event.type() == QEvent.Type.Leave:
            self._pointer = QPointF(-1, -1)
            self.viewport().update()
        return super().viewportEvent(event)

    def _pen(self, event: QTabletEvent) -> None:
        kind, spot = event.type(), self.to_frac(event.position())
        self._pointer = event.position()
        if kind == QEvent.Type.TabletPress and self._gesture is None:
            radius = self.brush * max(0.05, event.pressure())
            self._gesture = gesture_of(self.tool, self.composition, spot, self._size, radius, "")
        elif kind == QEvent.Type.TabletMove and isinstance(self._gesture, BrushGesture):
            self._gesture.set_radius(self.brush * max(0.05, event.pressure()))
            self._gesture.move(spot, (0.0, 0.0))
        elif kind == QEvent.Type.TabletRelease and self._gesture is not None:
            gesture, self._gesture = self._gesture, None
            gesture.finish()

    # keys

    def event(self, event: QEvent) -> bool:
        """Qt: Tab walks through the regions before it leaves the canvas."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(event.key()))
            if step and self._walk(step):
                return True
        return super().event(event)

    def _walk(self, step: int) -> bool:
        """False past the last region: then Tab leaves."""
        order = [region.id for region in self.composition.regions]
        place = order.index(self.composition.selected) + step if self.composition.selected in order else -1
        place = (0 if step > 0 else len(order) - 1) if self.composition.selected not in order else place
        if not 0 <= place < len(order):
            self.composition.select("")
            return False
        self.composition.select(order[place])
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt."""
        key, chosen = Qt.Key(event.key()), self.composition.chosen
        arrows = {
            Qt.Key.Key_Left: (-_STEP, 0.0), Qt.Key.Key_Right: (_STEP, 0.0),
            Qt.Key.Key_Up: (0.0, -_STEP), Qt.Key.Key_Down: (0.0, _STEP),
        }  # fmt: skip
        if key == Qt.Key.Key_Escape:
            self._on_escape()
        elif key in (Qt.Key.Key_BracketLeft, Qt.Key.Key_BracketRight) and self.tool in BRUSHES:
            self.set_brush(self.brush * (0.8 if key == Qt.Key.Key_BracketLeft else 1.25))
            self.brush_changed.emit()
        elif chosen is not None and key in arrows and not chosen.locked:
            self._nudge(chosen, arrows[key], bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif chosen is not None and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if not chosen.locked:
                self.composition.remove(chosen.id)
        elif chosen is not None and key == Qt.Key.Key_D and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.composition.duplicate(chosen.id)
        else:
            super().keyPressEvent(event)

    def _on_escape(self) -> None:
        if self._gesture is not None:
            gesture, self._gesture = self._gesture, None
            gesture.cancel()
        else:
            self.composition.select("")

    def _nudge(self, region: Region, step: tuple[float, float], is_resize: bool) -> None:
        x0, y0, x1, y1 = region.box
        box = inside(BoxFrac(x0, y0, x1 + step[0], y1 + step[1])) if is_resize else moved(region.box, *step)
        self.composition.edit(region.id, box=box)

    # a subject is dragged here

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Qt."""
        self.dragMoveEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        """Qt: files are the window's business."""
        if event.mimeData().hasFormat(SUBJECT_MIME) or event.mimeData().hasFormat(PICTURE_MIME):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Qt."""
        if event.mimeData().hasFormat(PICTURE_MIME):
            self.picture_dropped.emit(bytes(event.mimeData().data(PICTURE_MIME).data()).decode())
            event.acceptProposedAction()
            return
        spot = self.to_frac(event.position())
        subject = bytes(event.mimeData().data(SUBJECT_MIME).data()).decode()
        self.subject_dropped.emit(subject, min(max(spot.x, 0.0), 1.0), min(max(spot.y, 0.0), 1.0))
        event.acceptProposedAction()
        self.setFocus()


def _contains(region: Region, spot: PointFrac) -> bool:
    x0, y0, x1, y1 = region.box
    if region.shape is Shape.ELLIPSE:
        across, down = (2 * spot.x - x0 - x1) / (x1 - x0), (2 * spot.y - y0 - y1) / (y1 - y0)
        return across**2 + down**2 <= 1
    return x0 <= spot.x <= x1 and y0 <= spot.y <= y1
