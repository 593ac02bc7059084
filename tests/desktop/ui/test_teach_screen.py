"""The Teach screen by mouse and keys: subjects, presets, search, previews over steps, teaching further."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyqtgraph import PlotWidget
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from studio.desktop.app import Desktop
from studio.desktop.service.orders import TrainOrder
from studio.desktop.ui.training.teach_screen import TeachScreen
from studio.library.artifacts.manifest import Score
from studio.library.gallery.records import Kind
from studio.library.protocol import events
from tests.fakes.records import photo, subject
from tests.fakes.service import FakeService


@pytest.fixture
def screen(desktop: Desktop, filled: FakeService) -> TeachScreen:
    filled.subjects = (*filled.subjects, subject("Mug", "mug", Kind.OBJECT, (photo("m"),)))
    filled.announce()
    desktop.window.show_screen("teach")
    made = desktop.window.stack.currentWidget()
    assert isinstance(made, TeachScreen)
    return made


def _ended(desktop: Desktop, service: FakeService) -> str:
    desktop.teach.start()
    assert desktop.teach.job is not None
    job = desktop.teach.job.id
    service.say(job, events.Started, pid=1, device="cpu", what="Teaching Rex by LoRA", total_steps=40)
    for step in (20, 40):
        service.say(job, events.PreviewReady, step=step, index=0, prompt="a dog", path=Path(f"{step}.webp"))
        service.say(job, events.StepKept, step=step, is_best=step == 20)
        service.say(job, events.Progress, step=step, of=40, scores={"likeness": 0.8 - step / 100})
    service.say(job, events.Finished, answer={}, artifact=service.artifacts[0].id)
    return job


def test_several_subjects_are_chosen_with_ctrl(qtbot: QtBot, screen: TeachScreen, filled: FakeService) -> None:
    subjects = screen.subjects
    assert [item.text().split("  ")[0] for item in subjects.selectedItems()] == ["Rex"]
    second = subjects.visualItemRect(subjects.item(1)).center()
    qtbot.mouseClick(subjects.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, pos=second)
    assert screen.start.text() == "Start 2 trainings"
    qtbot.mouseClick(screen.start, Qt.MouseButton.LeftButton)
    assert [o.subjects for o in filled.asked if isinstance(o, TrainOrder)] == [(s.id,) for s in filled.subjects]
    qtbot.mouseClick(subjects.viewport(), Qt.MouseButton.LeftButton, pos=second)
    assert screen.start.text() == "Start teaching"
    qtbot.keyClick(subjects, Qt.Key.Key_Up)
    assert [item.text().split("  ")[0] for item in subjects.selectedItems()] == ["Rex"]


def test_coming_from_a_subject_it_is_seen(desktop: Desktop, screen: TeachScreen, filled: FakeService) -> None:
    """The screen stood where it was left: at the settings, beside a training of somebody else."""
    _ended(desktop, filled)
    mug, rex = (next(s for s in filled.subjects if s.name == name) for name in ("Mug", "Rex"))
    bar = screen._area.verticalScrollBar()
    bar.setValue(bar.maximum())
    desktop._on_teach(rex.id)
    assert desktop.teach.job is not None  # its own result stays
    bar.setValue(bar.maximum())
    desktop._on_teach(mug.id)
    assert desktop.teach.job is None
    assert bar.value() == 0
    assert screen.subjects.hasFocus()
    desktop.teach.start()
    desktop._on_teach(rex.id)
    assert desktop.teach.job is not None  # what runs is not put away


def test_a_preset_is_kept_and_used_by_keys(qtbot: QtBot, screen: TeachScreen, filled: FakeService) -> None:
    bar = screen.presets
    screen.form.field("steps").widget.setValue(7)  # type: ignore[attr-defined]
    assert bar.presets.currentText() == "Changed settings"
    qtbot.mouseClick(bar.keep, Qt.MouseButton.LeftButton)
    assert not bar.save.isEnabled()
    qtbot.keyClicks(bar.name, "quick")
    qtbot.keyClick(bar.name, Qt.Key.Key_Return)
    assert filled.presets == {"lora": {"quick": {"steps": 7}}}
    assert bar.presets.currentText() == "quick"
    assert bar.name.isHidden() or not bar.name.isVisible()
    bar.presets.setCurrentIndex(0)
    bar.presets.activated.emit(0)
    assert screen.form.values() == {}
    place = bar.presets.findText("quick")
    bar.presets.activated.emit(place)
    assert screen.form.values() == {"steps": 7}
    qtbot.mouseClick(bar.keep, Qt.MouseButton.LeftButton)
    assert bar.save.text() == "Replace"
    qtbot.keyClick(bar.name, Qt.Key.Key_Escape)
    assert not bar.name.isVisible()
    qtbot.mouseClick(bar.forget, Qt.MouseButton.LeftButton)
    assert filled.presets == {"lora": {}}
    assert screen.form.values() == {"steps": 7}


def test_the_search_finds_settings_wherever_they_stand(qtbot: QtBot, screen: TeachScreen) -> None:
    form = screen.form
    assert form.field("steps").widget.isVisible()
    qtbot.keyClicks(form.search, "mask weight")
    assert form.field("mask_weight").widget.isVisible()  # an advanced one
    assert not form.field("steps").widget.isVisible()
    qtbot.keyClicks(form.search, "zzz")
    assert not form.field("mask_weight").widget.isVisible()
    assert any(note.text() == "No setting has these words." and note.isVisible() for note in form.findChildren(QLabel))
    form.search.clear()
    assert form.field("steps").widget.isVisible()
    assert not form.field("mask_weight").widget.isVisible()


def test_another_step_is_chosen_by_the_slider(
    qtbot: QtBot, desktop: Desktop, screen: TeachScreen, filled: FakeService
) -> None:
    job = _ended(desktop, filled)
    steps = screen.progress.previews
    assert steps.slider.maximum() == 1
    assert steps.slider.accessibleDescription() == "Step 40 · preview score 0.40"
    steps.slider.setFocus()
    qtbot.keyClick(steps.slider, Qt.Key.Key_Left)
    assert desktop.teach.shown_step == 20
    assert steps.take.isVisible()
    qtbot.mouseClick(steps.take, Qt.MouseButton.LeftButton)
    assert filled.asked[-1] == ("take_step", job, 20)
    assert steps.slider.accessibleDescription() == "Step 20 · preview score 0.60 · chosen"
    assert not steps.take.isVisible()
    assert desktop.window.notices.notices()


def test_teaching_further_is_one_click(
    qtbot: QtBot, desktop: Desktop, screen: TeachScreen, filled: FakeService
) -> None:
    _ended(desktop, filled)
    card = screen.progress.result
    card.more.setValue(50)
    qtbot.mouseClick(card.further, Qt.MouseButton.LeftButton)
    order = filled.asked[-1]
    assert isinstance(order, TrainOrder)
    assert (order.settings["steps"], order.continue_artifact) == (50, filled.artifacts[0].id)


def test_a_warning_of_over_fit_is_shown(desktop: Desktop, screen: TeachScreen, filled: FakeService) -> None:
    desktop.teach.start()
    assert desktop.teach.job is not None
    filled.say(desktop.teach.job.id, events.Warned, message="It begins to over-fit.", remedy="You can stop now.")
    shown = [note.text() for note in screen.progress.findChildren(QLabel) if note.isVisible()]
    assert "It begins to over-fit. You can stop now." in shown


@pytest.mark.parametrize(("low", "high", "tone"), [(0.08, 0.26, "good"), (-0.07, 0.04, "info")])
def test_a_gain_that_may_be_none_is_not_praised(
    desktop: Desktop, screen: TeachScreen, filled: FakeService, low: float, high: float, tone: str
) -> None:
    taught = filled.artifacts[0]
    interval = (
        Score(name="likeness_gain_low", value=low, measured_by="instance"),
        Score(name="likeness_gain_high", value=high, measured_by="instance"),
    )
    filled.artifacts = (taught.model_copy(update={"scores": (*taught.scores, *interval)}), *filled.artifacts[1:])
    filled.announce()
    _ended(desktop, filled)
    card = screen.progress.result
    assert card.property("tone") == tone
    told = [note.text() for note in card.findChildren(QLabel) if note.isVisibleTo(card)]
    assert any("not measurably more like" in text for text in told) == (tone == "info")


def test_one_measured_step_has_whole_steps_beside_it(
    desktop: Desktop, screen: TeachScreen, filled: FakeService, qtbot: QtBot
) -> None:
    desktop.teach.start()
    assert desktop.teach.job is not None
    filled.say(desktop.teach.job.id, events.Progress, step=20, of=40, scores={"likeness": 0.5})

    def is_wide() -> bool:
        plots = [plot for plot in screen.progress.findChildren(PlotWidget) if plot.plotItem.listDataItems()]
        ranges = [plot.plotItem.vb.viewRange()[0] for plot in plots]
        return bool(ranges) and all(right - left >= 8 for left, right in ranges)

    qtbot.waitUntil(is_wide, timeout=3000)


def test_both_plots_have_the_same_steps_and_a_single_loss_is_seen(
    desktop: Desktop, screen: TeachScreen, filled: FakeService, qtbot: QtBot
) -> None:
    desktop.teach.start()
    assert desktop.teach.job is not None
    job = desktop.teach.job.id
    filled.say(job, events.Progress, step=1, of=200, loss={"subject": 0.3})
    loss, scores = screen.progress._loss, screen.progress._scores
    qtbot.waitUntil(lambda: "subject" in loss._lines, timeout=3000)
    assert loss._lines["subject"][0].opts["symbol"] == "o"
    filled.say(job, events.Progress, step=100, of=200, loss={"subject": 0.2}, scores={"likeness": 0.5})

    def ends() -> list[float]:
        return [plot._plot.plotItem.vb.viewRange()[0][1] for plot in (loss, scores)]

    qtbot.waitUntil(lambda: all(100 <= end < 110 for end in ends()), timeout=3000)
    assert loss._lines["subject"][0].opts["symbol"] is None


def test_what_chooses_a_step_is_not_called_likeness(desktop: Desktop, screen: TeachScreen, filled: FakeService) -> None:
    """“Likeness 0.42” stood above “likeness 0.13”: two networks, two photos, two scales."""
    _ended(desktop, filled)
    words = [note.text() for note in screen.progress.previews.findChildren(QLabel)]
    assert any("preview score 0.40" in text for text in words)
    assert not any("likeness" in text.lower() for text in words)
    card = screen.progress.result
    (tip,) = {note.toolTip() for note in card.findChildren(QLabel) if note.text() == "Likeness"}
    assert "The preview score has another scale" in tip


def test_previews_are_named_by_what_they_add(desktop: Desktop, screen: TeachScreen, filled: FakeService) -> None:
    """They were called “a photo of sks …”, all four."""
    desktop.teach.start()
    assert desktop.teach.job is not None
    prompts = ("a photo of sks dog", "a photo of sks dog on a beach", "a photo of sks dog in the snow")
    for index, prompt in enumerate(prompts):
        filled.say(
            desktop.teach.job.id, events.PreviewReady, step=9, index=index, prompt=prompt, path=Path(f"{index}.webp")
        )
    assert desktop.teach.preview_captions() == ["Rex", "on a beach", "in the snow"]
    for index, prompt in enumerate(("a dog in the style of sks", "a house in the style of sks")):
        filled.say(
            desktop.teach.job.id, events.PreviewReady, step=19, index=index, prompt=prompt, path=Path(f"{index}.webp")
        )
    assert desktop.teach.preview_captions() == ["a dog in the style of sks", "a house in the style of sks"]


def test_a_stopped_training_says_that_it_was_not_measured(
    qtbot: QtBot, desktop: Desktop, screen: TeachScreen, filled: FakeService
) -> None:
    filled.artifacts = (filled.artifacts[0].model_copy(update={"scores": ()}), *filled.artifacts[1:])
    filled.announce()
    desktop.window.activateWindow()
    desktop.teach.start()
    assert desktop.teach.job is not None
    job = desktop.teach.job.id
    filled.say(job, events.Started, pid=1, device="cpu", what="Teaching Rex by LoRA", total_steps=40)
    qtbot.waitUntil(lambda: screen.progress._stop.isVisible())
    screen.progress._stop.setFocus()
    filled.say(job, events.Stopped, step=20, artifact=filled.artifacts[0].id)
    assert desktop.teach.job.state == "stopped"
    card = screen.progress.result
    told = [note.text() for note in card.findChildren(QLabel) if note.isVisibleTo(card)]
    assert any("was not measured" in text for text in told)
    assert screen.progress._close.hasFocus(), "the button that was pressed is gone"
