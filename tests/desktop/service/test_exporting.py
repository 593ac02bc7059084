"""Exports on the real service: gathered, written on a thread of its own, asked about, stopped with the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.desktop.service.exporting import Taken
from studio.desktop.service.orders import ExportOrder, ResultFilter
from studio.desktop.service.studio_service import StudioService
from studio.library.exports.pictures import ExportReport
from studio.library.library import Library
from studio.library.results.records import Result
from tests.fakes.pictures import result


@pytest.fixture
def service(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[StudioService]:
    """Three pictures in a real library."""
    with Library.open(tmp_path / "library") as library:
        for seed in range(3):
            library.results.index(result(library.root, "a dog", seed, rating=seed).id)
    made = StudioService(qapp)
    with qtbot.waitSignal(made.opened, timeout=20_000):
        made.open(tmp_path / "library")
    yield made
    made.close()
    made.deleteLater()


def _ended(qtbot: QtBot, service: StudioService, order: ExportOrder) -> object:
    run = service.export(order)
    with qtbot.waitSignal(run.ended, timeout=20_000) as ended:
        pass
    assert ended.args is not None
    return ended.args[0]


def test_all_that_fit_then_a_question_then_the_answer(qtbot: QtBot, service: StudioService, tmp_path: Path) -> None:
    order = ExportOrder((), tmp_path / "out", filter=ResultFilter(rating_least=1), pattern="{stars}")
    report = _ended(qtbot, service, order)
    assert isinstance(report, ExportReport)
    assert sorted(path.name for path in report.written) == ["1.png", "2.png"]
    asked = _ended(qtbot, service, order)
    assert isinstance(asked, Taken)
    assert (len(asked.files), asked.of) == (2, 2)
    assert len(list((tmp_path / "out").iterdir())) == 2, "nothing was written"
    skipped = _ended(
        qtbot, service, ExportOrder((), order.folder, filter=order.filter, pattern="{stars}", collisions="skip")
    )
    assert isinstance(skipped, ExportReport)
    assert len(skipped.skipped) == 2


def test_a_folder_that_is_a_file_is_told(qtbot: QtBot, service: StudioService, tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    run = service.export(ExportOrder((), tmp_path / "out", filter=ResultFilter()))
    with qtbot.waitSignal(run.failed, timeout=20_000) as failed:
        pass
    assert failed.args is not None
    assert "is a file" in str(failed.args[0])


def test_the_trash_and_back_on_the_real_library(qtbot: QtBot, service: StudioService) -> None:
    found: list[tuple[Result, ...]] = []
    service.results(ResultFilter()).done(found.append)
    qtbot.waitUntil(lambda: bool(found))
    ids = tuple(one.id for one in found[0][:2])
    with qtbot.waitSignal(service.results_removed):
        service.remove_results(ids)
    with qtbot.waitSignal(service.results_changed):
        service.put_back_results(ids)
    service.results(ResultFilter()).done(found.append)
    qtbot.waitUntil(lambda: len(found) == 2)
    assert found[1] == found[0]
