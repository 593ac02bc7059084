"""Notifications: only in the background, only when wanted, never about what the person stopped."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot

from studio.desktop.jobs.snapshots import JobSnapshot
from studio.desktop.service import preferences as kept
from studio.desktop.ui.controls.notifier import Notifier
from studio.desktop.ui.preferences.preferences_dialog import PreferencesDialog
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.actions import ActionRegistry
from studio.library.protocol.jobs import State
from studio.library.protocol.requests import GenerateRequest


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What was shown; the window is in the background and there is a tray."""
    shown: list[tuple[str, str]] = []
    monkeypatch.setattr(QApplication, "activeWindow", lambda: None)
    monkeypatch.setattr(QApplication, "alert", lambda *_: shown.append(("alert", "")))
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "supportsMessages", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "show", lambda _: None)
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _, title, text, *__: shown.append((title, text)))
    return shown


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def job(state: State, sentence: str, error: dict[str, str] | None = None) -> JobSnapshot:
    request = GenerateRequest(library=Path("library").absolute(), prompt="a dog")
    return JobSnapshot("j-1", request, "Drawing", state, sentence, error=error)


def test_an_ended_job_is_told_in_the_background(window: QWidget, told: list[tuple[str, str]]) -> None:
    notifier = Notifier(window, lambda: True)
    notifier.tell(job(State.FINISHED, "Done"))
    notifier.tell(job(State.FAILED, "It does not fit.", {"remedy": "Make it smaller."}))
    assert told == [
        ("alert", ""),
        ("Drawing is done", "Done"),
        ("alert", ""),
        ("Drawing failed", "It does not fit. Make it smaller."),
    ]


def test_nothing_is_told_while_the_window_is_active(
    window: QWidget, told: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QApplication, "activeWindow", lambda: window)
    Notifier(window, lambda: True).tell(job(State.FINISHED, "Done"))
    assert told == []


def test_nothing_is_told_when_switched_off_or_stopped_by_hand(window: QWidget, told: list[tuple[str, str]]) -> None:
    Notifier(window, lambda: False).tell(job(State.FINISHED, "Done"))
    Notifier(window, lambda: True).tell(job(State.STOPPED, "Stopped at step 3"))
    assert told == []


def test_the_tray_icon_goes_when_the_person_is_back(
    window: QWidget, told: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden: list[bool] = []
    monkeypatch.setattr(QSystemTrayIcon, "hide", lambda _: hidden.append(True))
    Notifier(window, lambda: True).tell(job(State.FINISHED, "Done"))
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
    assert hidden == [True]


def test_without_a_tray_the_task_bar_still_shows_it(
    window: QWidget, told: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    Notifier(window, lambda: True).tell(job(State.FINISHED, "Done"))
    assert told == [("alert", "")]


def test_the_preference_is_offered_and_kept(
    qtbot: QtBot, look: ThemeSwitcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio.core.folders.user_config", lambda: tmp_path)
    dialog = PreferencesDialog(kept.Preferences(), tmp_path, ActionRegistry({}), look)
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.changed) as changed:
        dialog.notify.click()
    assert changed.args is not None
    kept.save(changed.args[0])
    assert kept.load()[0].notify is False
