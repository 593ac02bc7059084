"""The frame: palette, keys, preferences, models, welcome, about, in the real window on the fake service."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from studio.core.errors import DiskProblem
from studio.desktop.app import Desktop
from studio.desktop.service import preferences as kept
from studio.desktop.service.orders import DrawOrder, TrainOrder
from studio.desktop.ui.controls.command_palette import CommandPalette
from studio.desktop.ui.models.models_screen import ModelsScreen
from studio.desktop.ui.preferences.preferences_dialog import PreferencesDialog
from studio.desktop.ui.welcome.about_dialog import AboutDialog
from studio.desktop.ui.welcome.welcome_dialog import WelcomeDialog
from studio.library.catalogue.inventory import Model, ModelKind
from studio.library.gallery.samples import samples
from studio.library.protocol import events
from tests.fakes.answers import Answered
from tests.fakes.records import manifest
from tests.fakes.service import FakeService


@pytest.fixture(autouse=True)
def own_preferences(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    path = tmp_path / "config" / "preferences.json"
    monkeypatch.setattr(kept, "file", lambda: path)
    for name in ("STUDIO_DEVICE", "STUDIO_DRAW_TOGETHER"):
        monkeypatch.delenv(name, raising=False)
    return path


def _open(desktop: Desktop, kind: type[QDialog]) -> QDialog:
    return next(dialog for dialog in desktop.window.findChildren(kind) if dialog.isVisible())


def test_the_palette_does_what_is_typed(qtbot: QtBot, desktop: Desktop, filled: FakeService) -> None:
    QTest.keyClick(desktop.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = _open(desktop, CommandPalette)
    assert isinstance(palette, CommandPalette)
    shown = [palette.list.item(i).text() for i in range(palette.list.count())]
    assert any(text.startswith("Go to: Models") and "5" in text for text in shown)
    assert not any("running job" in text for text in shown)  # nothing runs
    QTest.keyClicks(palette.search, "models")
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert desktop.window.current_screen() == "models"


def test_the_palette_is_walked_by_arrows_and_left_by_escape(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.show_palette()
    palette = _open(desktop, CommandPalette)
    assert isinstance(palette, CommandPalette)
    QTest.keyClick(palette.search, Qt.Key.Key_Down)
    QTest.keyClick(palette.search, Qt.Key.Key_Down)
    QTest.keyClick(palette.search, Qt.Key.Key_Up)
    assert palette.list.currentRow() == 1
    QTest.keyClicks(palette.search, "qqqq")
    assert palette.list.isHidden()
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    QTest.keyClick(palette.search, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def _preferences(desktop: Desktop) -> PreferencesDialog:
    desktop.show_preferences()
    made = _open(desktop, PreferencesDialog)
    assert isinstance(made, PreferencesDialog)
    return made


def test_keys_are_changed_kept_and_used(qtbot: QtBot, desktop: Desktop, own_preferences: Path) -> None:
    dialog = _preferences(desktop)
    edit = dialog.keys.edits["go.results"]
    edit.setKeySequence(QKeySequence("Ctrl+2"))
    edit.editingFinished.emit()
    assert edit.keySequence().toString() == "Ctrl+4"  # refused: Teach has it
    assert any("taken by “Teach”" in note.text() for note in dialog.keys.findChildren(QLabel))
    edit.setKeySequence(QKeySequence("F7"))
    edit.editingFinished.emit()
    assert json.loads(own_preferences.read_text())["shortcuts"] == {"go.results": "F7"}
    dialog.reject()
    QTest.keyClick(desktop.window, Qt.Key.Key_F7)
    assert desktop.window.current_screen() == "results"
    dialog = _preferences(desktop)
    qtbot.mouseClick(dialog.keys.reset_all, Qt.MouseButton.LeftButton)
    assert json.loads(own_preferences.read_text())["shortcuts"] == {}
    dialog.reject()


def test_computing_is_told_to_the_workers(desktop: Desktop, own_preferences: Path) -> None:
    dialog = _preferences(desktop)
    dialog.device.setCurrentIndex(dialog.device.findData("cpu"))
    dialog.saves_memory.setChecked(True)
    assert (os.environ["STUDIO_DEVICE"], os.environ["STUDIO_DRAW_TOGETHER"]) == ("cpu", "1")
    dialog.device.setCurrentIndex(dialog.device.findData("auto"))
    dialog.saves_memory.setChecked(False)
    assert "STUDIO_DEVICE" not in os.environ
    dialog.language.setCurrentIndex(dialog.language.findData("en"))
    assert kept.load()[0].language == "en"
    dialog.reject()


def test_another_library_counts_from_the_next_start(desktop: Desktop, tmp_path: Path) -> None:
    dialog = _preferences(desktop)
    full = tmp_path / "full"
    full.mkdir()
    (full / "letter.txt").write_text("mine")
    dialog.use_library(full)
    assert kept.load()[0].library is None
    (tmp_path / "empty").mkdir()
    dialog.use_library(tmp_path / "empty")
    assert kept.load()[0].library == tmp_path / "empty"
    dialog.use_library(None)
    assert kept.load()[0].library is None
    dialog.reject()


def _models(desktop: Desktop, service: FakeService) -> ModelsScreen:
    service.inventory = (
        Model(kind=ModelKind.BACKBONE, name="mini", what="It draws.", family="sd", licence="Apache-2.0",
              size_bytes=62_000_000, shipped=True, folder=Path("models/mini"), limits="Cartoons."),
        Model(kind=ModelKind.PERCEPTION, name="faces", what="Finds faces.", problem="Not installed."),
    )  # fmt: skip
    desktop.window.show_screen("models")
    desktop.models.refresh()
    screen = desktop.window.stack.currentWidget()
    assert isinstance(screen, ModelsScreen)
    return screen


def test_models_are_listed_with_what_is_known(desktop: Desktop, filled: FakeService) -> None:
    screen = _models(desktop, filled)
    listed = [screen.list.item(i).text() for i in range(2)]
    assert listed == ["mini\nbase model", "faces\nlooks at photos · not installed"]
    words = " ".join(note.text() for note in screen.findChildren(QLabel) if note.isVisible())
    for part in ("Licence: Apache-2.0", "Size: 62.0 MB", "Limits: Cartoons.", "LoRA"):
        assert part in words
    assert not screen.forget.isVisible()  # it comes with the studio
    screen.list.setCurrentRow(1)
    assert not screen.verify.isVisible()


def test_models_that_cannot_be_read_are_told_and_read_again(
    qtbot: QtBot, desktop: Desktop, filled: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The screen said for ever that it was looking."""

    def damaged() -> None:
        raise DiskProblem("“models.json” is damaged.", "Restore it from a backup.")

    screen = _models(desktop, filled)
    desktop.models.is_read = False
    with monkeypatch.context() as broken:
        broken.setattr(filled, "models", lambda: Answered(damaged))
        desktop.models.refresh()
    words = {note.text() for note in screen.findChildren(QLabel) if note.isVisible()}
    assert {"“models.json” is damaged.", "Restore it from a backup."} <= words
    again = next(b for b in screen.findChildren(QPushButton) if b.text() == "Try again" and b.isVisible())
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    assert screen.verify.isVisible()
    filled.inventory = ()
    desktop.models.refresh()
    assert any(n.text() == "There is no model on this computer" and n.isVisible() for n in screen.findChildren(QLabel))


def test_the_shipped_model_verifies(qtbot: QtBot, desktop: Desktop, filled: FakeService) -> None:
    screen = _models(desktop, filled)
    qtbot.mouseClick(screen.verify, Qt.MouseButton.LeftButton)
    assert any(note.text().startswith("Whole.") for note in screen.findChildren(QLabel))


@pytest.mark.parametrize("kind", ["missing", "file", "empty", "not a model"])
def test_what_is_no_model_is_one_sentence(
    qtbot: QtBot, desktop: Desktop, filled: FakeService, tmp_path: Path, kind: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    path = tmp_path / "model 🐕"
    if kind == "file":
        path.write_bytes(b"x")
    elif kind != "missing":
        path.mkdir()
        if kind == "not a model":
            (path / "model_index.json").write_text("[]")
    screen = _models(desktop, filled)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(path))
    with qtbot.waitSignal(desktop.models.problem):
        qtbot.mouseClick(screen.add, Qt.MouseButton.LeftButton)
    notice = desktop.window.notices.notices()[0]
    assert "model 🐕" in notice.accessibleName()
    assert screen.dialog is None


def test_the_welcome_teaches_and_draws(qtbot: QtBot, desktop: Desktop, service: FakeService) -> None:
    service.samples = samples()
    service.announce()
    desktop.show_welcome()
    dialog = _open(desktop, WelcomeDialog)
    assert isinstance(dialog, WelcomeDialog)
    name = next(s.name for s in service.samples if s.is_drawing)
    assert name in dialog.start.text()
    assert dialog.focusWidget() is dialog.start  # Return does what is proposed
    qtbot.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    order = service.asked[-1]
    assert isinstance(order, TrainOrder)
    job = service.jobs()[-1].id
    service.say(job, events.Started, pid=1, device="cpu", what="Teaching", total_steps=80)
    service.say(job, events.Progress, step=40, of=80, eta_s=20.0)
    assert desktop.welcome.fraction == pytest.approx(0.4)
    assert not dialog.start.isEnabled()
    service.say(job, events.Phase, what="Scoring the likeness")
    service.say(job, events.Progress, step=4, of=8)
    assert desktop.welcome.fraction == pytest.approx(0.8)
    assert desktop.welcome.sentence() == "Scoring the likeness: 4 of 8"
    taught = manifest(service.subjects[0])
    service.artifacts = (taught,)
    service.say(job, events.Finished, answer={}, artifact=taught.id)
    service.artifacts_changed.emit(service.artifacts)
    drawing = service.asked[-1]
    assert isinstance(drawing, DrawOrder)
    assert drawing.prompt.endswith("on a beach")
    assert f"@{name}" in drawing.prompt
    job = service.jobs()[-1].id
    service.say(job, events.PictureReady, result="r-000001", path=Path("x.png"), index=0, seed=1)
    service.say(job, events.Finished, answer={}, results=("r-000001",))
    assert not dialog.isVisible()
    assert desktop.window.current_screen() == "create"
    assert kept.load()[0].is_welcomed


def test_the_welcome_stays_in_the_middle_when_the_window_is_placed_late(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.show_welcome()
    dialog = _open(desktop, WelcomeDialog)
    desktop.window.move(desktop.window.pos() + QPoint(37, 21))
    QApplication.processEvents()
    away = dialog.frameGeometry().center() - desktop.window.frameGeometry().center()
    assert away.manhattanLength() <= 4


def test_the_welcome_comes_back_from_the_corner(qtbot: QtBot, desktop: Desktop) -> None:
    """On a busy machine a window manager put it there after it had been told its place."""
    desktop.show_welcome()
    dialog = _open(desktop, WelcomeDialog)
    dialog.move(0, 0)
    QApplication.processEvents()
    away = dialog.geometry().center() - desktop.window.geometry().center()
    assert away.manhattanLength() <= 60


def test_the_welcome_says_where_it_stands(qtbot: QtBot, desktop: Desktop) -> None:
    """While the window is not on screen yet a window manager put it into the corner, its title above the edge."""
    desktop.show_welcome()
    dialog = _open(desktop, WelcomeDialog)
    assert isinstance(dialog, WelcomeDialog)
    assert dialog.testAttribute(Qt.WidgetAttribute.WA_Moved)  # an explicit place, not a proposal
    dialog.resize(dialog.width(), dialog.height() + 80)
    away = dialog.geometry().center() - desktop.window.geometry().center()
    assert away.manhattanLength() <= 4
    dialog.settling.stop()  # later
    dialog.move(dialog.pos() + QPoint(50, 50))  # by hand
    placed = dialog.pos()
    dialog.resize(dialog.width(), dialog.height() + 20)
    assert dialog.pos() == placed
    dialog.reject()


def test_a_failed_welcome_says_why_and_can_be_tried_again(qtbot: QtBot, desktop: Desktop, service: FakeService) -> None:
    service.samples = samples()
    service.announce()
    desktop.show_welcome()
    dialog = _open(desktop, WelcomeDialog)
    assert isinstance(dialog, WelcomeDialog)
    qtbot.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    error = {"kind": "DiskProblem", "message": "The disk is full.", "remedy": "Free some space."}
    service.say(service.jobs()[-1].id, events.Failed, error=error)
    assert any(note.text() == "The disk is full. Free some space." for note in dialog.findChildren(QLabel))
    assert dialog.start.isEnabled()
    qtbot.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    assert len(service.subjects) == 1  # not added twice
    dialog.reject()


def test_about_names_the_papers(desktop: Desktop, filled: FakeService) -> None:
    desktop.show_about()
    dialog = _open(desktop, AboutDialog)
    words = " ".join(note.text() for note in dialog.findChildren(QLabel))
    assert "arXiv" in words
    assert "Apache" in words
    dialog.close()


def test_the_theme_is_switched(desktop: Desktop) -> None:
    before = desktop.look.current.name
    desktop.switch_theme()
    assert desktop.look.current.name != before


def test_taking_a_model_off_the_list_asks(
    qtbot: QtBot, desktop: Desktop, filled: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.inventory = (Model(kind=ModelKind.BACKBONE, name="mine", what="It draws.", folder=Path("x")),)
    forgotten: list[str] = []
    monkeypatch.setattr(desktop.models, "forget", forgotten.append)
    desktop.window.show_screen("models")
    desktop.models.refresh()
    screen = desktop.window.stack.currentWidget()
    assert isinstance(screen, ModelsScreen)
    for answer in ("Cancel", "Take off the list"):
        qtbot.mouseClick(screen.forget, Qt.MouseButton.LeftButton)
        box = screen.findChildren(QMessageBox)[-1]
        button: QAbstractButton = next(b for b in box.buttons() if b.text() == answer)
        button.click()
    assert forgotten == ["mine"]
