"""Closing the window while something runs: go on in the background, stop and save, or stay."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton, QMessageBox

from studio.desktop.app import Desktop
from studio.library.protocol import events
from tests.fakes.service import FakeService


def _answer(monkeypatch: pytest.MonkeyPatch, text: str) -> list[list[str]]:
    """Press this button of the next question; gives what was offered."""
    offered: list[list[str]] = []
    chosen: list[QAbstractButton] = []

    def press(box: QMessageBox) -> int:
        offered.append(sorted(b.text() for b in box.buttons()))
        chosen.append(next(b for b in box.buttons() if b.text() == text))
        return 0

    monkeypatch.setattr(QMessageBox, "exec", press)
    monkeypatch.setattr(QMessageBox, "clickedButton", lambda _box: chosen[-1])
    return offered


def _run(desktop: Desktop, service: FakeService) -> None:
    desktop.teach.start()
    assert desktop.teach.job is not None
    service.say(desktop.teach.job.id, events.Started, pid=1, device="cpu", what="Teaching Rex", total_steps=9)


def test_nothing_is_asked_when_nothing_runs(desktop: Desktop, filled: FakeService) -> None:
    assert desktop._may_close()


@pytest.mark.parametrize(
    ("text", "may_close", "is_released"),
    [("Go on in the background", True, True), ("Stop and save", True, False), ("Do not close", False, False)],
)
def test_the_three_answers(
    desktop: Desktop, filled: FakeService, monkeypatch: pytest.MonkeyPatch, text: str, may_close: bool,
    is_released: bool,
) -> None:  # fmt: skip
    _run(desktop, filled)
    offered = _answer(monkeypatch, text)
    assert desktop._may_close() is may_close
    assert offered == [["Do not close", "Go on in the background", "Stop and save"]]
    assert desktop.must_leave_at_once is is_released
    desktop.must_leave_at_once = False


def test_a_worker_that_does_not_answer_keeps_the_window(
    desktop: Desktop, filled: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    _run(desktop, filled)
    filled.can_release = False
    _answer(monkeypatch, "Go on in the background")
    assert not desktop._may_close()
    assert "does not answer" in desktop.window.notices.notices()[0].accessibleName()
