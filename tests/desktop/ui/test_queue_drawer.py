"""The queue drawer: order by key and by drop, what can be done to which job, the log behind Details."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from studio.desktop.app import Desktop
from studio.desktop.ui.controls.job_details import JobDetails
from studio.desktop.ui.controls.queue_drawer import QueueDrawer
from studio.library.protocol import events
from studio.library.protocol.jobs import State
from studio.library.protocol.requests import GenerateRequest
from tests.fakes.service import FakeService

_ERROR = {"kind": "OutOfMemory", "message": "It does not fit.", "remedy": "Make it smaller.", "detail": "Trace line"}


@pytest.fixture
def drawer(desktop: Desktop) -> QueueDrawer:
    found = desktop.window.job_bar.drawer
    found.show()
    return found


def add(service: FakeService, tmp_path: Path, *titles: str, state: State = State.QUEUED) -> list[str]:
    return [service.add_job(GenerateRequest(library=tmp_path, prompt="a dog"), name, state) for name in titles]


def fail(service: FakeService, tmp_path: Path) -> str:
    (job_id,) = add(service, tmp_path, "Drawing")
    service.say(job_id, events.Failed, error=_ERROR, log=("last line",))
    return job_id


def test_alt_arrows_move_a_waiting_job(qtbot: QtBot, drawer: QueueDrawer, service: FakeService, tmp_path: Path) -> None:
    ids = add(service, tmp_path, "one", "two", "three")
    drawer.choose(ids[1])
    drawer.list.setFocus()
    qtbot.keyClick(drawer.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(drawer.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert service.asked[-2:] == [("move_job", ids[1], 0), ("move_job", ids[1], 2)]


def test_a_drop_gives_the_place_among_the_waiting(drawer: QueueDrawer, service: FakeService, tmp_path: Path) -> None:
    add(service, tmp_path, "runs", state=State.RUNNING)
    ids = add(service, tmp_path, "one", "two", "three")
    model, top = drawer.model, QModelIndex()
    assert model.moveRow(top, 3, top, 0)  # before the running one: next in line
    assert model.moveRow(top, 1, top, 4)  # behind the last one
    assert not model.moveRow(top, 0, top, 3)  # what runs is not moved
    assert service.asked[-2:] == [("move_job", ids[2], 0), ("move_job", ids[0], 2)]
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsDragEnabled
    assert model.flags(model.index(1)) & Qt.ItemFlag.ItemIsDragEnabled


def test_the_choice_stays_with_its_job_when_rows_move(
    drawer: QueueDrawer, service: FakeService, tmp_path: Path, qtmodeltester: ModelTester
) -> None:
    ids = add(service, tmp_path, "one", "two", "three")
    drawer.choose(ids[2])
    service.say(ids[0], events.Finished, answer={})
    chosen = drawer.chosen()
    assert chosen is not None
    assert chosen.id == ids[2]
    assert drawer.model.index(2).data() == "one"
    qtmodeltester.check(drawer.model)


def test_buttons_offer_what_the_job_allows(drawer: QueueDrawer, service: FakeService, tmp_path: Path) -> None:
    assert not any(made.isEnabled() for made in drawer.buttons.values())
    (running,) = add(service, tmp_path, "runs", state=State.RUNNING)
    (waiting,) = add(service, tmp_path, "waits")
    failed = fail(service, tmp_path)

    def offered(job_id: str) -> set[str]:
        drawer.choose(job_id)
        return {key for key, made in drawer.buttons.items() if made.isEnabled()}

    always = {"duplicate", "details", "folder"}
    assert offered(running) == always
    assert offered(waiting) == always | {"earlier", "later", "remove"}
    assert offered(failed) == always | {"retry", "remove"}


def test_retry_duplicate_and_remove(qtbot: QtBot, drawer: QueueDrawer, service: FakeService, tmp_path: Path) -> None:
    job_id = fail(service, tmp_path)
    drawer.choose(job_id)
    qtbot.mouseClick(drawer.buttons["retry"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(drawer.buttons["duplicate"], Qt.MouseButton.LeftButton)
    assert service.asked[-2:] == [("resume", job_id), ("duplicate_job", job_id)]
    drawer.list.setFocus()
    qtbot.keyClick(drawer.list, Qt.Key.Key_Delete)
    assert service.job(job_id) is None
    assert drawer.model.rowCount() == 0


def test_details_tell_why_and_copy_the_trace(
    qtbot: QtBot, desktop: Desktop, drawer: QueueDrawer, service: FakeService, tmp_path: Path
) -> None:
    drawer.choose(fail(service, tmp_path))
    qtbot.mouseClick(drawer.buttons["details"], Qt.MouseButton.LeftButton)
    dialog = desktop.window.findChild(JobDetails)
    assert dialog is not None
    assert dialog.text.toPlainText() == "Trace line\nlast line"
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert "It does not fit.\nMake it smaller.\nTrace line\nlast line" in copied
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()


def test_show_folder_opens_the_job_folder(
    qtbot: QtBot, drawer: QueueDrawer, service: FakeService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    (job_id,) = add(service, tmp_path, "one")
    drawer.choose(job_id)
    qtbot.mouseClick(drawer.buttons["folder"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(opened))
    assert Path(opened[0].toLocalFile()) == service.job_folder(job_id).path
