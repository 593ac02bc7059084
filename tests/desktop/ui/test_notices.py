"""Notices float over the screens: nothing moves when one comes or goes, and they are reached by key."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio.core.errors import InputProblem
from studio.desktop.app import Desktop
from studio.desktop.ui.canvas.create_screen import CreateScreen
from studio.desktop.ui.controls.notice import Notice, NoticeBar
from studio.desktop.ui.results.results_screen import ResultsScreen
from studio.desktop.ui.training.teach_screen import TeachScreen
from tests.desktop.ui.results.test_results_screen import show
from tests.fakes.service import FakeService

_SCREENS = ("subjects", "teach", "create", "results", "models")
_LONG = "A sentence that is much longer than any window is wide, with a remedy that is of the same kind. " * 4


def settle() -> None:
    """Layouts that were asked for are made some turns of the event loop later."""
    for _ in range(6):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()


def places(desktop: Desktop) -> dict[QWidget, QRect]:
    """Where everything visible is in the window, the notices left out."""
    window, bar = desktop.window, desktop.window.notices
    found = [one for one in window.findChildren(QWidget) if one.isVisible() and one.window() is window]
    mine = [one for one in found if one is not bar and not bar.isAncestorOf(one)]
    return {one: QRect(one.mapTo(window, QPoint(0, 0)), one.size()) for one in mine}


def in_window(widget: QWidget) -> QRect:
    """Where it is."""
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


@pytest.mark.parametrize("screen", _SCREENS)
def test_nothing_moves_when_a_notice_comes_or_goes(desktop: Desktop, filled: FakeService, screen: str) -> None:
    desktop.window.show_screen(screen)
    if screen == "subjects":
        desktop.subjects.select(filled.subjects[0].id)
    settle()
    before = places(desktop)
    bar = desktop.window.notices
    bar.say("good", "Done.")
    bar.show_problem(InputProblem(_LONG, _LONG))
    settle()
    assert len(bar.notices()) == 2
    assert places(desktop) == before
    current = desktop.window.stack.currentWidget()
    assert current is not None
    stage = getattr(current, "stage", current)
    assert isinstance(stage, QWidget)
    assert in_window(stage).contains(in_window(bar))
    for notice in bar.notices():
        notice.close_notice()
    settle()
    assert not bar.isVisible()
    assert places(desktop) == before


def test_the_photos_stay_where_they_are_while_others_are_judged(desktop: Desktop, filled: FakeService) -> None:
    """The budget line goes by itself when the last photo is judged."""
    from studio.desktop.ui.gallery.subjects_screen import SubjectsScreen

    desktop.subjects.select(filled.subjects[0].id)
    settle()
    screen = desktop.window.built_screen("subjects")
    assert isinstance(screen, SubjectsScreen)
    grid = screen.page._grid
    before = in_window(grid).topLeft()
    screen.page._import_panel.show()
    screen.page._advice_panel.setVisible(not screen.page._advice_panel.isVisible())
    settle()
    assert screen.page._import_panel.isVisible()
    assert in_window(grid).topLeft() == before


def test_the_buttons_that_start_work_are_not_covered(desktop: Desktop, filled: FakeService) -> None:
    bar = desktop.window.notices
    bar.show_problem(InputProblem(_LONG, _LONG))
    for size in ((1280, 800), (960, 620)):
        desktop.window.resize(*size)
        for key in ("teach", "create"):
            desktop.window.show_screen(key)
            settle()
            screen = desktop.window.stack.currentWidget()
            assert isinstance(screen, TeachScreen | CreateScreen)
            start = screen.start if isinstance(screen, TeachScreen) else screen.generate
            assert bar.isVisible()
            assert not in_window(bar).intersects(in_window(start)), (key, size)


@pytest.mark.parametrize("width", [960, 1280])
def test_notices_hold_their_words(desktop: Desktop, filled: FakeService, width: int) -> None:
    """Two in one turn of the event loop got 18 pixels each: a new widget in a layout has no room until it is shown."""
    bar = desktop.window.notices
    desktop.window.resize(width, 620)
    settle()
    bar.say("good", "8 photos added.")
    bar.show_problem(InputProblem(_LONG, "Try again."))
    settle()
    first, second = bar.notices()
    for notice in (first, second):
        layout = notice.layout()
        assert layout is not None
        assert notice.height() >= layout.heightForWidth(notice.width())
    assert first.height() > second.height() > second.close_button.height()
    assert not in_window(first).intersects(in_window(second))


def test_notices_follow_to_the_page_of_a_subject_and_back(desktop: Desktop, filled: FakeService) -> None:
    desktop.window.show_screen("subjects")
    desktop.subjects.select(None)
    bar = desktop.window.notices
    bar.say("warning", "Something.")
    screen = desktop.window.built_screen("subjects")
    for chosen in (filled.subjects[0].id, None):
        desktop.subjects.select(chosen)
        settle()
        stage = in_window(screen.stage)  # type: ignore[attr-defined]
        assert abs(in_window(bar).center().x() - stage.center().x()) <= 1
    settle()


def test_a_notice_is_reached_by_key_and_gives_the_focus_back(
    qtbot: QtBot, desktop: Desktop, filled: FakeService
) -> None:
    desktop.window.show_screen("create")
    screen = desktop.window.stack.currentWidget()
    assert isinstance(screen, CreateScreen)
    desktop.window.activateWindow()
    qtbot.waitUntil(desktop.window.isActiveWindow)
    screen.prompt.setFocus()
    bar = desktop.window.notices
    bar.say("good", "Done.")
    (notice,) = bar.notices()
    assert screen.prompt.hasFocus(), "a message takes no focus by itself"
    assert notice.is_waiting
    qtbot.keyClick(desktop.window, Qt.Key.Key_F6)
    assert notice.close_button.hasFocus()
    assert not notice.is_waiting, "it stays while the focus is in it"
    qtbot.keyClick(notice.close_button, Qt.Key.Key_Escape)
    assert bar.notices() == []
    assert screen.prompt.hasFocus()
    assert not desktop.actions._actions["studio.message"].is_open()


def test_a_notice_stays_while_the_mouse_is_over_it(qtbot: QtBot, desktop: Desktop) -> None:
    bar = desktop.window.notices
    bar.say("info", "Something.")
    (notice,) = bar.notices()
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QEnterEvent

    place = QPointF(5, 5)
    QCoreApplication.sendEvent(notice, QEnterEvent(place, place, place))
    assert not notice.is_waiting
    QCoreApplication.sendEvent(notice, QEvent(QEvent.Type.Leave))
    assert notice.is_waiting


def test_it_is_read_out(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtGui import QAccessible

    from studio.desktop.ui.controls import notice as module

    said: list[tuple[str, QAccessible.AnnouncementPoliteness]] = []

    class Listening:
        AnnouncementPoliteness = QAccessible.AnnouncementPoliteness

        @staticmethod
        def updateAccessibility(event: module.QAccessibleAnnouncementEvent) -> None:  # noqa: N802
            said.append((event.message(), event.politeness()))

    monkeypatch.setattr(module, "QAccessible", Listening)
    desktop.window.notices.say("good", "Done.")
    desktop.window.notices.show_problem(InputProblem("Too few.", "Add one."))
    polite, assertive = QAccessible.AnnouncementPoliteness.Polite, QAccessible.AnnouncementPoliteness.Assertive
    assert said == [("Done.", polite), ("Too few. Add one.", assertive)]


def newest(bar: NoticeBar) -> Notice:
    """What was said last."""
    return bar.notices()[0]


def test_undo_in_the_notice_brings_pictures_back(
    qtbot: QtBot, desktop: Desktop, filled: FakeService, tmp_path: Path
) -> None:
    screen = show(qtbot, desktop, filled, tmp_path, 3)
    assert isinstance(screen, ResultsScreen)
    ids = [result.id for result in filled.stored]
    desktop.results.select((ids[0],))
    qtbot.keyClick(screen.grid, Qt.Key.Key_Delete)
    notice = newest(desktop.window.notices)
    assert notice.offer is not None
    qtbot.mouseClick(notice.offer, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [r.id for r in desktop.results.results] == ids)
    assert desktop.window.notices.notices() == []


def test_undo_in_the_notice_goes_when_something_else_was_done(
    qtbot: QtBot, desktop: Desktop, filled: FakeService, tmp_path: Path
) -> None:
    screen = show(qtbot, desktop, filled, tmp_path, 3)
    ids = [result.id for result in filled.stored]
    desktop.results.select((ids[0],))
    qtbot.keyClick(screen.grid, Qt.Key.Key_Delete)
    assert newest(desktop.window.notices).offer is not None
    desktop.results.select((ids[1],))
    qtbot.keyClick(screen.grid, Qt.Key.Key_4)
    assert desktop.window.notices.notices() == [], "it would undo the rating instead"
