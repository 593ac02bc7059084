"""The canvas by real mouse and key events: draw, move, resize, cancel, keys, drop; then undo and redo."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QDropEvent, QIcon
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.core.geometry import BoxFrac
from studio.desktop.ui.canvas.canvas_view import SUBJECT_MIME, CanvasView
from studio.desktop.ui.canvas.gestures import PointFrac, Snap, corner
from studio.desktop.ui.canvas.region_panel import RegionPanel
from studio.desktop.ui.canvas.rulers import RULER_PX
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.composition import Composition
from studio.desktop.viewmodel.create import CreateViewModel
from studio.library.layout.records import Shape
from tests.fakes.service import FakeService

BOX = BoxFrac(0.2, 0.2, 0.6, 0.6)
LEFT, ALT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier


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


def _at(canvas: CanvasView, x: float, y: float) -> QPoint:
    rect = canvas.picture_rect()
    return QPointF(rect.x() + x * rect.width(), rect.y() + y * rect.height()).toPoint()


def _drag(canvas: CanvasView, start: QPoint, end: QPoint, *, release: bool = True) -> None:
    view = canvas.viewport()
    QTest.mousePress(view, LEFT, ALT, start)
    QTest.mouseMove(view, (start + end) / 2)
    move = QTest.mouseMove
    move(view, end)
    if release:
        QTest.mouseRelease(view, LEFT, ALT, end)


def test_a_drag_on_free_ground_draws_a_region(canvas: CanvasView) -> None:
    _drag(canvas, _at(canvas, 0.2, 0.3), _at(canvas, 0.7, 0.8))
    box = canvas.composition.regions[0].box
    assert box == pytest.approx(BoxFrac(0.2, 0.3, 0.7, 0.8), abs=0.02)
    canvas.composition.stack.undo()
    assert canvas.composition.regions == ()
    canvas.composition.stack.redo()
    assert canvas.composition.regions[0].box == box
    _drag(canvas, _at(canvas, 0.9, 0.1), _at(canvas, 0.901, 0.101))
    assert len(canvas.composition.regions) == 1


def test_a_region_is_moved_and_resized_by_hand(canvas: CanvasView) -> None:
    key = canvas.composition.add(BOX)
    _drag(canvas, _at(canvas, 0.4, 0.4), _at(canvas, 0.57, 0.45))
    moved = canvas.composition.region(key).box  # type: ignore[union-attr]
    assert moved == pytest.approx(BoxFrac(0.37, 0.25, 0.77, 0.65), abs=0.02)
    _drag(canvas, _at(canvas, moved.x1, moved.y1), _at(canvas, 0.9, 0.93))
    resized = canvas.composition.region(key).box  # type: ignore[union-attr]
    assert resized[:2] == moved[:2]
    assert resized[2:] == pytest.approx((0.9, 0.93), abs=0.02)
    assert canvas.composition.stack.count() == 3
    canvas.composition.stack.undo()
    canvas.composition.stack.undo()
    assert canvas.composition.region(key).box == BOX  # type: ignore[union-attr]


def test_escape_cancels_a_gesture(canvas: CanvasView) -> None:
    key = canvas.composition.add(BOX)
    _drag(canvas, _at(canvas, 0.4, 0.4), _at(canvas, 0.6, 0.6), release=False)
    assert canvas.composition.region(key).box != BOX  # type: ignore[union-attr]
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.composition.region(key).box == BOX  # type: ignore[union-attr]
    QTest.mouseRelease(canvas.viewport(), LEFT, ALT, _at(canvas, 0.6, 0.6))
    assert canvas.composition.stack.count() == 1


def test_a_locked_region_does_not_move_and_a_hidden_one_is_not_hit(canvas: CanvasView) -> None:
    key = canvas.composition.add(BOX, locked=True)
    _drag(canvas, _at(canvas, 0.4, 0.4), _at(canvas, 0.6, 0.6))
    assert canvas.composition.region(key).box == BOX  # type: ignore[union-attr]
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert len(canvas.composition.regions) == 1
    canvas.composition.edit(key, hidden=True)
    assert canvas.region_at(QPointF(_at(canvas, 0.4, 0.4))) is None


def test_keys(canvas: CanvasView) -> None:
    composition = canvas.composition
    key = composition.add(BOX)
    for pressed in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down):
        QTest.keyClick(canvas, pressed)
    assert composition.regions[0].box == pytest.approx(BoxFrac(0.22, 0.21, 0.62, 0.61), abs=1e-3)
    assert composition.stack.count() == 2
    QTest.keyClick(canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert composition.regions[0].box.x1 == pytest.approx(0.61, abs=1e-3)
    QTest.keyClick(canvas, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert len(composition.regions) == 2
    QTest.keyClick(canvas, Qt.Key.Key_Backtab)
    assert composition.selected == key
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert len(composition.regions) == 1
    before = canvas.zoom
    QTest.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.zoom == pytest.approx(before * 1.25)
    QTest.keyClick(canvas, Qt.Key.Key_1)
    assert canvas.zoom == 1.0
    QTest.keyClick(canvas, Qt.Key.Key_F)
    assert canvas.zoom == pytest.approx(before)


def test_the_middle_button_pans(canvas: CanvasView) -> None:
    start = canvas.picture_rect().topLeft()
    middle = Qt.MouseButton.MiddleButton
    QTest.mousePress(canvas.viewport(), middle, Qt.KeyboardModifier.NoModifier, QPoint(300, 300))
    QTest.mouseMove(canvas.viewport(), QPoint(340, 280))
    QTest.mouseRelease(canvas.viewport(), middle, Qt.KeyboardModifier.NoModifier, QPoint(340, 280))
    shift = canvas.picture_rect().topLeft() - start
    assert (shift.x(), shift.y()) == pytest.approx((40, -20), abs=2)
    assert canvas.composition.regions == ()


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(0, 1), st.floats(0, 1), st.floats(0.3, 20))
def test_view_to_fraction_and_back_is_the_same_point(canvas: CanvasView, x: float, y: float, zoom: float) -> None:
    canvas.zoom_by(zoom / canvas.zoom)
    rect = canvas.picture_rect()
    spot = canvas.to_frac(QPointF(rect.x() + x * rect.width(), rect.y() + y * rect.height()))
    assert (spot.x, spot.y) == pytest.approx((x, y), abs=1e-9)


def test_a_subject_dropped_tells_where(canvas: CanvasView, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setData(SUBJECT_MIME, b"s-rex")
    place = QPointF(_at(canvas, 0.25, 0.75))
    event = QDropEvent(place, Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier)
    with qtbot.waitSignal(canvas.subject_dropped) as told:
        canvas.dropEvent(event)
    assert told.args == ["s-rex", pytest.approx(0.25, abs=0.01), pytest.approx(0.75, abs=0.01)]


def test_rulers_mark_the_chosen_region_in_fractions(canvas: CanvasView, look: ThemeSwitcher) -> None:
    canvas.composition.add(BOX)

    def marked(x: float, y: float) -> bool:
        """The span is painted at this fraction of the picture on the upper (y < 0) or the left ruler."""
        at = _at(canvas, x, y)
        spot = QPoint(at.x(), RULER_PX - 2) if y < 0 else QPoint(RULER_PX - 2, at.y())
        return canvas.viewport().grab().toImage().pixelColor(spot) == QColor(look.current.accent)

    for _ in range(2):
        assert [marked(x, -1) for x in (0.15, 0.27, 0.57, 0.65)] == [False, True, True, False]
        assert [marked(-1, y) for y in (0.15, 0.27, 0.57, 0.65)] == [False, True, True, False]
        canvas.zoom_by(1.3)  # the rulers follow


def test_edges_are_pulled_to_thirds_and_to_other_regions() -> None:
    snap = Snap([], (0.02, 0.02))
    assert snap.x(0.34) == pytest.approx(1 / 3)
    assert snap.x(0.4) == 0.4
    assert snap.shift(BoxFrac(0.013, 0.3, 0.213, 0.5)) == pytest.approx(BoxFrac(0, 0.3, 0.2, 0.5), abs=1e-4)
    assert corner(BOX, "se") == PointFrac(0.6, 0.6)


def test_the_list_edits_everything_without_a_mouse(qtbot: QtBot, look: ThemeSwitcher, filled: FakeService) -> None:
    create = CreateViewModel(filled)  # type: ignore[arg-type]
    panel = RegionPanel(create, look)
    qtbot.addWidget(panel)
    panel.show()
    panel.add.click()
    composition, rex = create.composition, filled.subjects[0]
    region = composition.selected
    QTest.keyClicks(panel.prompt, "a red mug")
    QTest.keyClicks(panel.name, "Mug")
    panel.sides[2].setValue(90)
    panel.strength.setValue(60)
    panel.shape.setCurrentIndex(1)
    panel.shape.activated.emit(1)
    panel.subject.setCurrentIndex(1)
    panel.subject.activated.emit(1)
    made = composition.region(region)
    assert made is not None
    assert (made.prompt, made.name, made.strength, made.shape) == ("a red mug", "Mug", 0.6, Shape.ELLIPSE)
    assert made.box.x1 == 0.9
    assert made.subject == rex.id
    panel.add.click()
    panel.behind.click()
    assert composition.number(composition.selected) == 1
    panel.lock.click()
    assert not panel.sides[0].isEnabled()
    assert panel.list.count() == 2
    panel.list.setCurrentRow(0)
    assert composition.selected == region
    for _ in range(composition.stack.count()):
        panel.undo.click()
    assert composition.regions == ()
    create.keep_canvas()


def test_a_chosen_region_keeps_its_colour_in_the_list(qtbot: QtBot, look: ThemeSwitcher, filled: FakeService) -> None:
    """Qt tints the icons of chosen rows, and the orange region was brown there."""
    create = CreateViewModel(filled)  # type: ignore[arg-type]
    panel = RegionPanel(create, look)
    qtbot.addWidget(panel)
    panel.show()
    panel.add.click()
    panel.add.click()
    icon = panel.list.item(0).icon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
        shown = icon.pixmap(14, 14, mode).toImage().pixelColor(7, 7).name()
        assert shown == look.current.series[1]
    create.keep_canvas()


def test_a_long_name_does_not_widen_the_form(qtbot: QtBot, look: ThemeSwitcher, filled: FakeService) -> None:
    """After a change of the theme the box was as wide as its longest entry, and the form was cut off at the right."""
    long = filled.artifacts[0].model_copy(update={"subject_names": ("Grandmother’s blue teapot from Meissen " * 3,)})
    filled.artifacts = (long, *filled.artifacts[1:])
    create = CreateViewModel(filled)  # type: ignore[arg-type]
    panel = RegionPanel(create, look)
    qtbot.addWidget(panel)
    panel.show()
    panel.add.click()
    look.choose("dark")
    assert panel.subject.count() > 1
    assert panel.minimumSizeHint().width() < 300
    create.keep_canvas()
