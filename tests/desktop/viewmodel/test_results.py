"""The Results view-model over the fake service: pages, marks in place, filters, what comes and goes meanwhile."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from studio.desktop.viewmodel.results import PAGE, ResultsViewModel, joined_pages
from studio.library.results.records import Result
from tests.fakes.records import result
from tests.fakes.service import FakeService


@pytest.fixture
def many(filled: FakeService, tmp_path: Path) -> FakeService:
    """Two pages and a bit."""
    filled.stored = [result(tmp_path, f"@Rex number {n}", n) for n in range(2 * PAGE + 7)]
    return filled


def _loaded(qtbot: QtBot, service: FakeService) -> ResultsViewModel:
    results = ResultsViewModel(service)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: results.is_loaded)
    return results


def test_pages_are_read_on_until_there_is_none(qtbot: QtBot, many: FakeService) -> None:
    results = _loaded(qtbot, many)
    assert len(results.results) == PAGE
    assert results.count == 2 * PAGE + 7
    came: list[int] = []
    results.more_came.connect(lambda found: came.append(len(found)))
    for _ in range(4):
        results.load_more()
    assert came == [PAGE, 7]
    assert [r.id for r in results.results] == [r.id for r in many.stored]
    assert results.is_complete


def test_a_new_picture_comes_on_top_and_nothing_read_is_lost(qtbot: QtBot, many: FakeService, tmp_path: Path) -> None:
    results = _loaded(qtbot, many)
    results.load_more()
    results.select((many.stored[150].id,))
    new = result(tmp_path, "new")
    many.stored.insert(0, new)
    with qtbot.waitSignal(results.results_changed):
        many.results_changed.emit()
    assert results.results[0] == new
    assert len(results.results) == 2 * PAGE + 1
    assert results.current == many.stored[151]


def test_lists_that_do_not_meet_are_read_anew(tmp_path: Path) -> None:
    old = tuple(result(tmp_path, str(n)) for n in range(3))
    new = tuple(result(tmp_path, str(n)) for n in range(3))
    assert joined_pages(new, old, 3) == (*new, *old)
    assert joined_pages(old, old, 0) == old
    assert joined_pages(new, old, 5) is None, "two more came than are on this page"
    assert joined_pages((old[0], old[2]), old, -1) is None, "one is gone"
    assert joined_pages((old[0], new[0], old[1]), old, 1) is None, "one came back in between"


def test_marks_stay_in_place_and_are_taken_back(qtbot: QtBot, many: FakeService) -> None:
    results = _loaded(qtbot, many)
    results.select((many.stored[3].id, many.stored[5].id))
    edited: list[tuple[Result, ...]] = []
    results.edited.connect(edited.append)
    results.rate(4)
    results.colour("green")
    assert [(r.rating, r.colour) for r in results.chosen] == [(4, "green"), (4, "green")]
    assert [len(group) for group in edited] == [2, 2]
    results.rate(4)
    results.colour("green")
    assert [(r.rating, r.colour) for r in results.chosen] == [(0, ""), (0, "")]


def test_what_no_longer_fits_goes_and_the_next_is_chosen(qtbot: QtBot, many: FakeService) -> None:
    results = _loaded(qtbot, many)
    results.set_filter(rating_least=0)
    qtbot.waitUntil(lambda: results.filter.rating_least == 0 and len(results.results) == PAGE)
    results.select((many.stored[3].id,))
    results.rate(-1)
    assert results.selected == (many.stored[4].id,)
    assert results.count == 2 * PAGE + 6
    results.remove()
    assert results.selected == (many.stored[4].id,), "the list moved up: the next one has its place"
    assert results.count == 2 * PAGE + 5


def test_removing_the_last_one_chooses_the_one_before(qtbot: QtBot, filled: FakeService, tmp_path: Path) -> None:
    filled.stored = [result(tmp_path, "a"), result(tmp_path, "b")]
    results = _loaded(qtbot, filled)
    results.select((filled.stored[1].id,))
    results.remove()
    assert results.current == filled.stored[0]
    results.remove()
    assert results.current is None
    qtbot.waitUntil(lambda: results.count == 0)


def test_days_are_those_of_this_computer(qtbot: QtBot, filled: FakeService) -> None:
    results = _loaded(qtbot, filled)
    results.set_days(date(2026, 11, 1), date(2026, 11, 2))
    begin, end = (datetime.fromisoformat(text) for text in (results.filter.since, results.filter.before))
    assert begin.tzinfo == UTC
    assert begin == datetime(2026, 11, 1).astimezone()
    assert end == datetime(2026, 11, 3).astimezone()
    results.clear_filter()
    assert not results.is_filtered
    assert results.days == (None, None)


def test_stepping_reads_on(qtbot: QtBot, many: FakeService) -> None:
    results = _loaded(qtbot, many)
    results.step(1)
    assert results.current == many.stored[0]
    results.step(-1)
    assert results.current == many.stored[0]
    results.select((many.stored[PAGE - 2].id,))
    results.step(1)
    assert len(results.results) == 2 * PAGE
    results.step(1)
    assert results.current == many.stored[PAGE]


def test_a_picture_from_elsewhere_is_shown_without_the_filter(qtbot: QtBot, many: FakeService, tmp_path: Path) -> None:
    results = _loaded(qtbot, many)
    results.set_filter(text="nothing like this")
    qtbot.waitUntil(lambda: not results.results)
    fresh = result(tmp_path, "fresh")
    many.stored.insert(0, fresh)
    results.show_one(fresh.id)
    qtbot.waitUntil(lambda: results.current == fresh)
