"""Brushes, the frame and the comparison on the canvas by real events; wheel, pinch and Space."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QDropEvent,
    QImage,
    QNativeGestureEvent,
    QPointingDevice,
    QTabletEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.core.geometry import BoxFrac
from studio.desktop.app import Desktop
from studio.desktop.ui.canvas.canvas_view import PICTURE_MIME, CanvasView
from studio.desktop.ui.canvas.create_screen import CreateScreen
from studio.desktop.ui.canvas.paint_gestures import CanvasTool
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.base_picture import Margins
from studio.desktop.viewmodel.composition import Composition
from studio.library.layout.records import Shape
from studio.library.protocol import events
from tests.fakes.service import FakeService

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def canvas(qtbot: QtBot, look: ThemeSwitcher) -> Iterator[CanvasView]:
    composition = Composition()
    made = CanvasView(composition, look)
    qtbot.addWidget(made)
    made.resize(600, 600)
    with qtbot.waitExposed(made):
        made.show()
    made.fit()
    yield made
    composition.stack.clear()
    composition.deleteLater()


def _picture(folder: Path, colour: str = "darkgreen") -> Path:
    image = QImage(128, 128, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    path = folder / f"{colour}.png"
    image.save(str(path))
    return path


def _at(canvas: CanvasView, x: float, y: float) -> QPoint:
    rect = canvas.picture_rect()
    return QPointF(rect.x() + x * rect.width(), rect.y() + y * rect.height()).toPoint()


def _drag(canvas: CanvasView, start: tuple[float, float], end: tuple[float, float], *, release: bool = True) -> None:
    view = canvas.viewport()
    QTest.mousePress(view, LEFT, NONE, _at(canvas, *start))
    QTest.mouseMove(view, _at(canvas, (start[0] + end[0]) / 2, (start[1] + end[1]) / 2))
    QTest.mouseMove(view, _at(canvas, *end))
    if release:
        QTest.mouseRelease(view, LEFT, NONE, _at(canvas, *end))


def test_a_region_is_brushed_grown_and_erased(canvas: CanvasView) -> None:
    canvas.set_tool(CanvasTool.BRUSH)
    _drag(canvas, (0.2, 0.5), (0.4, 0.5))
    region = canvas.composition.regions[0]
    assert region.shape is Shape.MASK
    assert region.box == pytest.approx((0.14, 0.44, 0.46, 0.56), abs=0.03)
    _drag(canvas, (0.4, 0.5), (0.4, 0.8))
    assert len(canvas.composition.regions) == 1
    assert canvas.composition.regions[0].box.y1 == pytest.approx(0.86, abs=0.03)
    canvas.set_tool(CanvasTool.ERASER)
    _drag(canvas, (0.4, 0.62), (0.4, 0.9))
    assert canvas.composition.regions[0].box.y1 < 0.7
    assert canvas.composition.stack.count() == 3
    canvas.composition.undo()
    assert canvas.composition.regions[0].box.y1 == pytest.approx(0.86, abs=0.03)


def test_a_stroke_is_given_up_by_escape(canvas: CanvasView) -> None:
    canvas.set_tool(CanvasTool.BRUSH)
    _drag(canvas, (0.2, 0.5), (0.4, 0.5), release=False)
    assert canvas.composition.painting is not None
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.composition.painting is None
    QTest.mouseRelease(canvas.viewport(), LEFT, NONE, _at(canvas, 0.4, 0.5))
    assert canvas.composition.regions == ()


def _pen(canvas: CanvasView, kind: QEvent.Type, x: float, y: float, pressure: float) -> None:
    spot = QPointF(_at(canvas, x, y))
    device = QPointingDevice.primaryPointingDevice()
    event = QTabletEvent(
        kind, device, spot, QPointF(canvas.viewport().mapToGlobal(spot.toPoint())), pressure, 0, 0, 0, 0, 0, NONE,
        LEFT, LEFT,
    )  # fmt: skip
    QApplication.sendEvent(canvas.viewport(), event)


def test_pressure_of_a_pen_counts(canvas: CanvasView) -> None:
    canvas.set_tool(CanvasTool.BRUSH)
    heights = []
    for pressure in (1.0, 0.3):
        _pen(canvas, QEvent.Type.TabletPress, 0.2, 0.5, pressure)
        _pen(canvas, QEvent.Type.TabletMove, 0.5, 0.5, pressure)
        _pen(canvas, QEvent.Type.TabletRelease, 0.5, 0.5, 0.0)
        box = canvas.composition.regions[0].box
        heights.append(box.y1 - box.y0)
        canvas.composition.undo()
    assert heights[1] < heights[0] / 2


def test_what_is_redrawn_is_marked_on_the_base(canvas: CanvasView, tmp_path: Path) -> None:
    canvas.set_tool(CanvasTool.REDRAW)
    _drag(canvas, (0.2, 0.5), (0.4, 0.5))
    assert canvas.composition.base.mask is None  # no base, nothing to mark
    canvas.composition.set_base(_picture(tmp_path))
    _drag(canvas, (0.2, 0.5), (0.4, 0.5))
    mask = canvas.composition.base.mask
    assert mask is not None
    assert QColor(mask.pixel(38, 64)).red() == 255
    canvas.set_tool(CanvasTool.KEEP)
    canvas.set_brush(0.3)
    _drag(canvas, (0.1, 0.5), (0.6, 0.5))
    assert canvas.composition.base.mask is None


def test_the_frame_is_dragged_outwards(canvas: CanvasView, tmp_path: Path) -> None:
    canvas.composition.set_base(_picture(tmp_path))
    canvas.set_tool(CanvasTool.FRAME)
    canvas.zoom_by(0.5)
    _drag(canvas, (1.0, 0.5), (1.5, 0.5))
    assert canvas.composition.base.grow == Margins(right=0.5)
    _drag(canvas, (0.0, 0.0), (-0.25, -0.5))
    assert canvas.composition.base.grow == Margins(0.25, 0.5, 0.5, 0.0)
    _drag(canvas, (1.5, 0.4), (0.2, 0.4))
    assert canvas.composition.base.grow.right == 0.0
    _drag(canvas, (0.5, 0.5), (0.9, 0.9))  # not on the frame
    assert canvas.composition.base.grow == Margins(0.25, 0.5, 0.0, 0.0)


def test_the_comparison_line_is_dragged(canvas: CanvasView) -> None:
    image = QImage(128, 128, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    canvas.set_image(image)
    other = image.copy()
    other.fill(QColor("blue"))
    canvas.compare_with(other)
    shot = canvas.viewport().grab().toImage()
    assert QColor(shot.pixel(_at(canvas, 0.25, 0.3))) == QColor("blue")
    assert QColor(shot.pixel(_at(canvas, 0.75, 0.3))) == QColor("red")
    _drag(canvas, (0.5, 0.5), (0.9, 0.5))
    assert canvas.compared.at == pytest.approx(0.9, abs=0.02)
    assert canvas.composition.regions == ()
    canvas.compare_with(None)
    shot = canvas.viewport().grab().toImage()
    assert QColor(shot.pixel(_at(canvas, 0.25, 0.3))) == QColor("red")


def test_brush_keys(canvas: CanvasView) -> None:
    canvas.set_tool(CanvasTool.BRUSH)
    before = canvas.brush
    QTest.keyClick(canvas, Qt.Key.Key_BracketRight)
    assert canvas.brush > before
    for _ in range(60):
        QTest.keyClick(canvas, Qt.Key.Key_BracketLeft)
    assert canvas.brush == 0.005


def test_wheel_and_pinch_zoom_at_the_pointer(canvas: CanvasView) -> None:
    spot = QPointF(_at(canvas, 0.25, 0.25))
    before, place = canvas.zoom, canvas.to_frac(spot)
    wheel = QWheelEvent(
        spot, QPointF(canvas.viewport().mapToGlobal(spot.toPoint())), QPoint(), QPoint(0, 240),
        Qt.MouseButton.NoButton, NONE, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas.viewport(), wheel)
    assert canvas.zoom > before
    after = canvas.to_frac(spot)
    assert (after.x, after.y) == pytest.approx((place.x, place.y), abs=0.02)
    zoomed = canvas.zoom
    device = QPointingDevice.primaryPointingDevice()
    pinch = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, device, 2, spot, spot,
        QPointF(canvas.viewport().mapToGlobal(spot.toPoint())), 0.5, QPointF(),
    )  # fmt: skip
    QApplication.sendEvent(canvas.viewport(), pinch)
    assert canvas.zoom == pytest.approx(zoomed * 1.5)


def test_space_and_drag_pans_and_draws_nothing(canvas: CanvasView) -> None:
    start = canvas.picture_rect().topLeft()
    QTest.keyPress(canvas, Qt.Key.Key_Space)
    QTest.mousePress(canvas.viewport(), LEFT, NONE, QPoint(300, 300))
    QTest.mouseMove(canvas.viewport(), QPoint(350, 260))
    QTest.mouseRelease(canvas.viewport(), LEFT, NONE, QPoint(350, 260))
    QTest.keyRelease(canvas, Qt.Key.Key_Space)
    shift = canvas.picture_rect().topLeft() - start
    assert (shift.x(), shift.y()) == pytest.approx((50, -40), abs=2)
    assert canvas.composition.regions == ()


@pytest.fixture
def screen(desktop: Desktop, filled: FakeService, tmp_path: Path) -> CreateScreen:
    desktop.window.show_screen("create")
    desktop.create.set(prompt="a dog", count=1, seed=3)
    desktop.create.generate()
    job = filled.jobs()[-1].id
    path = _picture(tmp_path, "darkred")
    filled.say(job, events.PictureReady, result="r-000001", path=path, index=0, seed=3)
    filled.say(job, events.Finished, answer={}, results=("r-000001",))
    made = desktop.window.stack.currentWidget()
    assert isinstance(made, CreateScreen)
    return made


def test_a_picture_of_the_strip_becomes_the_base(
    qtbot: QtBot, desktop: Desktop, screen: CreateScreen, filled: FakeService
) -> None:
    assert not screen.bar.tools[CanvasTool.REDRAW].isEnabled()
    data = screen.strip.drag_data()
    assert data is not None
    assert data.hasUrls()  # other programs take it too
    own = QMimeData()
    own.setData(PICTURE_MIME, data.data(PICTURE_MIME))
    spot = QPointF(screen.canvas.viewport().rect().center())
    screen.canvas.dropEvent(QDropEvent(spot, Qt.DropAction.CopyAction, own, LEFT, NONE))
    assert desktop.create.composition.base.path == desktop.create.pictures[0].path
    assert screen.canvas.tool is CanvasTool.REDRAW
    assert screen.bar.tools[CanvasTool.REDRAW].isChecked()
    screen.base.denoise.setValue(35)
    desktop.create.generate()
    assert filled.jobs()[-1].request.denoise == 0.35  # type: ignore[union-attr]
    away = next(b for b in screen.base.findChildren(type(screen.bar.save)) if "without" in b.accessibleName())
    qtbot.mouseClick(away, LEFT)
    assert desktop.create.composition.base.path is None
    assert screen.canvas.tool is CanvasTool.REGIONS


def test_what_is_redrawn_is_shown(desktop: Desktop, screen: CreateScreen, filled: FakeService, tmp_path: Path) -> None:
    """The brush for the base picture kept the base on the canvas, and the new picture was nowhere to be seen."""
    desktop.create.set_base(desktop.create.pictures[0].path)
    screen.bar.choose(CanvasTool.REDRAW)
    assert screen.bar.shows_base
    desktop.create.generate()
    assert screen.canvas.tool is CanvasTool.REGIONS
    job = filled.jobs()[-1].id
    screen.bar.choose(CanvasTool.REDRAW)  # meanwhile the next spot may be brushed
    filled.say(job, events.PictureReady, result="r-000002", path=_picture(tmp_path, "navy"), index=0, seed=4)
    assert screen.bar.shows_base
    screen.strip.chosen.emit((screen.strip.pictures.item(0).id,))
    assert not screen.bar.shows_base


def test_undo_keys_belong_to_the_screen(desktop: Desktop, screen: CreateScreen) -> None:
    desktop.create.composition.set_base(desktop.create.pictures[0].path)
    screen.canvas.setFocus()
    QTest.keyClick(screen.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desktop.create.composition.base.path is None
    QTest.keyClick(screen.canvas, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert desktop.create.composition.base.path is not None


def test_the_background_and_the_sizes_are_in_the_form(desktop: Desktop, screen: CreateScreen) -> None:
    desktop.create.composition.add(BoxFrac(0.1, 0.1, 0.6, 0.6))
    QTest.keyClicks(screen.regions.background, "a beach")
    assert desktop.create.composition.layout.background == "a beach"
    sizes = [screen.form.size_px.itemData(i) for i in range(screen.form.size_px.count())]
    assert None in sizes
    assert any(size and size[0] > size[1] for size in sizes)
    assert any(size and size[0] < size[1] for size in sizes)


def test_whoever_was_taught_waits_above_an_empty_canvas(desktop: Desktop, filled: FakeService) -> None:
    """The list of subjects stood behind “Say what to draw” until there was a first region."""
    desktop.window.show_screen("create")
    desktop.window.show()
    screen = desktop.window.stack.currentWidget()
    assert isinstance(screen, CreateScreen)
    assert screen.tray.isVisible()
    assert screen.canvas.isVisible()
    assert "Drag" in screen.canvas.accessibleDescription()
    desktop.create.put_on_canvas(filled.subjects[0].id)
    assert "Drag" not in screen.canvas.accessibleDescription()


def test_without_anybody_taught_the_page_says_how_to_begin(desktop: Desktop, service: FakeService) -> None:
    service.announce()
    desktop.window.show_screen("create")
    desktop.window.show()
    screen = desktop.window.stack.currentWidget()
    assert isinstance(screen, CreateScreen)
    assert not screen.canvas.isVisible()


def test_a_base_picture_is_seen_while_nothing_is_drawn(desktop: Desktop, filled: FakeService, tmp_path: Path) -> None:
    """After a restart the canvas was blank, though the form showed the base picture that was kept."""
    desktop.window.show_screen("create")
    screen = desktop.window.stack.currentWidget()
    assert isinstance(screen, CreateScreen)
    desktop.create.set_base(_picture(tmp_path))
    assert screen.canvas.tool is CanvasTool.REGIONS
    assert screen.canvas.has_picture
    desktop.create.set_base(None)
    assert not screen.canvas.has_picture
