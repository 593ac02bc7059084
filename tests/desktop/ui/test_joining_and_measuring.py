"""Together in one artifact, joining what was taught apart, measuring methods: by mouse, keys and palette."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from studio.desktop.app import Desktop
from studio.desktop.service.orders import BenchOrder, TrainOrder
from studio.desktop.ui.gallery.merge_dialog import MergeDialog
from studio.desktop.ui.gallery.subjects_screen import SubjectsScreen
from studio.desktop.ui.training.bench_dialog import BenchDialog
from studio.desktop.ui.training.teach_screen import TeachScreen
from studio.library.protocol import events
from studio.library.protocol.requests import BenchRequest
from tests.desktop.ui.test_accessible import _check
from tests.fakes.records import manifest, photo, subject
from tests.fakes.service import FakeService

LEFT, SPACE = Qt.MouseButton.LeftButton, Qt.Key.Key_Space


@pytest.fixture
def two(filled: FakeService) -> FakeService:
    mug = subject("Mug", "mug", photos=(photo("m"), photo("n")))
    filled.subjects = (*filled.subjects, mug)
    filled.artifacts = tuple(manifest(each, method="custom_diffusion") for each in filled.subjects)
    filled.announce()
    return filled


def _teach(desktop: Desktop) -> TeachScreen:
    desktop.window.show_screen("teach")
    made = desktop.window.stack.currentWidget()
    assert isinstance(made, TeachScreen)
    return made


def _dialog(desktop: Desktop, kind: type[QDialog]) -> QDialog:
    return next(made for made in desktop.window.findChildren(kind) if made.isVisible())


def test_together_is_offered_where_the_method_can(qtbot: QtBot, desktop: Desktop, two: FakeService) -> None:
    screen = _teach(desktop)
    desktop.teach.choose_method("custom_diffusion")
    assert not screen.together.isVisible()  # one subject
    desktop.teach.choose_subjects(each.id for each in two.subjects)
    qtbot.waitUntil(screen.together.isVisible)
    assert screen.series.isChecked()
    assert screen.start.text() == "Start 2 trainings"
    screen.series.setFocus()
    QTest.keyClick(screen.series, Qt.Key.Key_Down)
    assert screen.together.isChecked()
    assert screen.start.text() == "Start teaching"
    qtbot.mouseClick(screen.start, LEFT)
    orders = [order for order in two.asked if isinstance(order, TrainOrder)]
    assert [order.subjects for order in orders] == [tuple(each.id for each in two.subjects)]
    desktop.teach.choose_method("lora")
    assert not screen.together.isVisible()
    assert "Custom Diffusion or ClassDiffusion can teach them together" in screen._subject_words.text()


def test_artifacts_are_ticked_and_joined(qtbot: QtBot, desktop: Desktop, two: FakeService) -> None:
    desktop.window.show_screen("subjects")
    screen = desktop.window.stack.currentWidget()
    assert isinstance(screen, SubjectsScreen)
    assert not screen.join.isHidden()
    qtbot.mouseClick(screen.join, LEFT)
    dialog = _dialog(desktop, MergeDialog)
    assert isinstance(dialog, MergeDialog)
    _check(dialog)
    assert not dialog.start.isEnabled()
    for place in range(2):
        dialog.list.setCurrentRow(place)
        QTest.keyClick(dialog.list, SPACE)
    assert dialog.start.text() == "Join 2 artifacts"
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.start, LEFT)
    assert two.asked[-1] == ("merge", tuple(m.id for m in two.artifacts))


def test_joining_is_not_offered_without_anything_to_join(desktop: Desktop, filled: FakeService) -> None:
    desktop.window.show_screen("subjects")
    screen = desktop.window.stack.currentWidget()
    assert isinstance(screen, SubjectsScreen)
    assert screen.join.isHidden()
    action = next(each for each in desktop.actions.all() if each.id == "subject.join")
    assert not action.is_open()


def test_methods_are_measured_from_the_teach_screen(
    qtbot: QtBot, desktop: Desktop, two: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    screen = _teach(desktop)
    assert screen.report.isHidden()
    qtbot.mouseClick(screen.measure, LEFT)
    dialog = _dialog(desktop, BenchDialog)
    assert isinstance(dialog, BenchDialog)
    _check(dialog)
    names = [dialog.methods.item(place).text() for place in range(dialog.methods.count())]
    assert "LoRA" in names
    for place, name in enumerate(names):
        if name != "LoRA":
            dialog.methods.setCurrentRow(place)
            QTest.keyClick(dialog.methods, SPACE)
    dialog.seeds.setValue(2)
    assert "2 trainings and " in dialog._effort.text()
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.start, LEFT)
    assert two.asked[-1] == BenchOrder(("lora",), (two.subjects[0].id,), "mini", 2, 2, (1.0,))

    job = two.jobs()[0]
    assert isinstance(job.request, BenchRequest)
    drawer = desktop.window.job_bar.drawer
    drawer.choose(job.id)
    assert drawer.buttons["report"].isHidden()
    page = job.request.out / "report.html"
    page.parent.mkdir(parents=True)
    page.write_text("<html>")
    two.say(job.id, events.Finished, answer={})
    assert not screen.report.isHidden()
    qtbot.mouseClick(screen.report, LEFT)
    qtbot.waitUntil(lambda: len(opened) == 1)
    desktop.window.job_bar.toggle_queue()
    assert not drawer.buttons["report"].isHidden()
    drawer.buttons["report"].click()
    qtbot.waitUntil(lambda: len(opened) == 2)
    assert [Path(url.toLocalFile()) for url in opened] == [page, page]


def test_both_are_in_the_command_palette(qapp: QApplication, desktop: Desktop, two: FakeService) -> None:
    for action, kind in (("teach.measure", BenchDialog), ("subject.join", MergeDialog)):
        desktop.actions.run(action)
        dialog = _dialog(desktop, kind)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()
