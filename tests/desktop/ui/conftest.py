"""The whole window on the fake service, built by the real composition root."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.desktop.app import Desktop
from tests.fakes.service import FakeService


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication, service: FakeService, tmp_path: Path) -> Iterator[Desktop]:
    """Shown at 1280 × 800 in the light theme; every screen is built.

    The style sheet comes last: Qt polishes a widget anew each time one above it gets a parent, half of the cost.
    """
    made = Desktop(qapp, tmp_path)
    made.dress()
    made.look.choose("light")
    sheet = qapp.styleSheet()
    qapp.setStyleSheet("")
    made.window.painted.disconnect()
    made.attach(service)  # type: ignore[arg-type]
    made.window.resize(1280, 800)
    for key in ("teach", "create", "results", "subjects"):
        made.window.show_screen(key)
    qapp.setStyleSheet(sheet)
    with qtbot.waitExposed(made.window):
        made.window.show()
    yield made
    close(made)


def close(desktop: Desktop) -> None:
    """Window and timers away; the service belongs to its own fixture."""
    for notice in desktop.window.notices.notices():
        notice.close_notice()
    desktop.window.ask_before_closing(lambda: True)
    desktop.window.closing.disconnect()
    desktop.window.close()
    desktop.service = None
    desktop.close()
    desktop.window.deleteLater()
    desktop.deleteLater()
