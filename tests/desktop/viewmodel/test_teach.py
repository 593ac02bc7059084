"""What would be taught, ranked by what was measured; and what can be done with a training that has ended."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from studio.core.errors import DiskProblem
from studio.desktop.service.orders import TrainOrder
from studio.desktop.viewmodel.curves import Curves
from studio.desktop.viewmodel.method_ranking import NOTHING, Expectation, expectation, rank
from studio.desktop.viewmodel.teach import TeachViewModel
from studio.library.artifacts.manifest import Manifest
from studio.library.catalogue.read import FiguresFile, MethodFigures, library_figures_file
from studio.library.gallery.records import Kind, Subject
from studio.library.protocol import events
from studio.library.protocol.requests import TrainRequest
from tests.fakes.records import manifest, photo, subject
from tests.fakes.service import FakeService

_SHIPPED = {
    "mini": {"lora": MethodFigures(seconds=30.0, steps=100, size_bytes=1_000_000, gain=0.2, trainings=6)},
}


@pytest.fixture
def teach(filled: FakeService) -> TeachViewModel:
    return TeachViewModel(filled)  # type: ignore[arg-type]


def _taught(*paces: float, gain: float = 0.39, of: Subject | None = None) -> list[Manifest]:
    """LoRA trainings of 100 steps that took so many seconds a step, the oldest first."""
    one = manifest(of or subject(), likeness=0.42 + gain)
    return [
        one.model_copy(update={"seconds": pace * 100, "steps": 100, "created": f"2026-11-{day:02}T10:00:00+00:00"})
        for day, pace in enumerate(paces, 1)
    ]


def _expected(artifacts: list[Manifest], figures: MethodFigures | None = None, steps: int = 100) -> Expectation:
    measured = {"mini": {"lora": figures}} if figures else {}
    return expectation("lora", "mini", Kind.ANIMAL, steps, artifacts, {}, measured)


def test_likeness_of_the_same_kind_counts_before_that_of_others() -> None:
    dog, mug = subject(), subject("Mug", "mug", Kind.OBJECT)
    kinds = {dog.id: dog.kind, mug.id: mug.kind}
    both = [manifest(dog, likeness=0.80), manifest(mug, likeness=0.50)]
    expected = expectation("lora", "mini", Kind.ANIMAL, 320, both, kinds, {})
    assert (expected.is_here, expected.trainings) == (True, 2)
    assert expected.gain == pytest.approx(0.38)
    assert expected.seconds == pytest.approx(2 * 38.2)  # twice the steps
    assert expectation("lora", "mini", Kind.PERSON, 160, both, kinds, {}).gain == pytest.approx(0.23)
    shipped = expectation("lora", "mini", Kind.ANIMAL, 50, [], kinds, _SHIPPED)
    assert (shipped.seconds, shipped.gain, shipped.is_here) == (15.0, 0.2, False)
    assert expectation("dreambooth", "mini", Kind.ANIMAL, 50, [], kinds, _SHIPPED) == NOTHING


def test_one_slow_training_does_not_decide() -> None:
    """ "about 6 min (measured here, 1 training)" stood on the card after one training on a busy computer."""
    elsewhere = _SHIPPED["mini"]["lora"]  # 0.3 s a step, of 6 trainings
    one = _expected(_taught(3.6), elsewhere)
    assert one.between == pytest.approx((30, 360))
    assert one.sentence() == "30 s to 6 min · 1.5 MB · likeness +0.20 (only 1 training measured here so far)"
    assert _expected(_taught(3.6)).sentence().startswith("about 6 min · ")  # nothing else is known, and that is said
    assert _expected(_taught(3.6, 0.4)).between == pytest.approx((40, 360))
    three = _expected(_taught(0.4, 3.6, 0.5), elsewhere)
    assert (three.seconds, three.between) == (pytest.approx(50), None)
    assert three.sentence() == "about 50 s · 1.5 MB · likeness +0.39 (measured here, 3 trainings)"


def test_a_bench_of_this_computer_stands_in_for_trainings_that_are_missing() -> None:
    bench = MethodFigures(seconds=30.0, steps=100, size_bytes=9, gain=0.1, trainings=12, here=True)
    one = _expected(_taught(3.6), bench)
    assert (one.seconds, one.trainings, one.between) == (pytest.approx(30), 5, None)
    assert one.gain == pytest.approx(0.1)
    assert _expected(_taught(3.6), bench.model_copy(update={"trainings": 1})).trainings == 2
    assert _expected(_taught(*[3.6] * 5), bench).seconds == pytest.approx(360)


def test_the_newest_trainings_count() -> None:
    """The computer may be another one than last year."""
    assert _expected(_taught(*[9.0] * 8, *[0.5] * 5)).seconds == pytest.approx(50)
    assert _expected(_taught(*[0.5] * 5, *[9.0] * 8)[::-1]).seconds == pytest.approx(900)  # in any order


def test_an_expectation_says_where_it_was_measured() -> None:
    there = _expected([], _SHIPPED["mini"]["lora"], 160).sentence()
    assert there == "about 48 s · 1.0 MB · likeness +0.20 (measured on another computer)"
    assert NOTHING.sentence() == "Not measured on this computer yet."


def test_a_bench_of_this_library_ranks_its_methods(filled: FakeService, teach: TeachViewModel, tmp_path: Path) -> None:
    assert teach.methods[0].slug == "lora"
    benched = MethodFigures(seconds=30.0, steps=100, size_bytes=9, gain=0.9, trainings=12, here=True)
    file = library_figures_file(tmp_path)
    FiguresFile(backbones={"mini": {"textual_inversion": benched}}).save(file)
    filled.root = tmp_path
    filled.subjects_changed.emit(filled.subjects)  # as after a bench, or when a library was opened
    assert teach.methods[0].slug == "textual_inversion"
    assert "measured here, 12 trainings" in teach.expectation(teach.methods[0]).sentence()
    file.write_text("{", "utf-8")  # a damaged file never costs the window
    filled.subjects_changed.emit(filled.subjects)
    assert teach.methods[0].slug == "lora"


def test_what_can_be_used_comes_first_then_what_gains_most() -> None:
    rex = subject()
    better = expectation("x", "mini", None, 1, [manifest(rex, method="x", likeness=0.9)], {}, {})
    worse = expectation("x", "mini", None, 1, [manifest(rex, method="x", likeness=0.5)], {}, {})
    keys = {
        "broken": rank("broken", "A", "Not made for this.", better),
        "worse": rank("worse", "B", "", worse),
        "better": rank("better", "C", "", better),
        "lora": rank("lora", "Z", "", NOTHING),
        "other": rank("other", "D", "", NOTHING),
    }
    assert sorted(keys, key=lambda slug: keys[slug]) == ["better", "worse", "lora", "other", "broken"]


def test_a_gain_within_its_noise_moves_no_method() -> None:
    little = replace(NOTHING, gain=-0.02, trainings=1)
    assert rank("lora", "Z", "", little) < rank("other", "A", "", NOTHING)
    assert rank("other", "A", "", NOTHING) < rank("lora", "Z", "", replace(little, gain=-0.2))


def test_measured_methods_move_up_for_this_subject(filled: FakeService, teach: TeachViewModel) -> None:
    assert teach.methods[0].slug == "lora"  # Rex was taught by it and gained
    rex = filled.subjects[0]
    filled.artifacts = (manifest(rex, method="dreambooth", likeness=0.95), *filled.artifacts)
    filled.artifacts_changed.emit(filled.artifacts)
    assert teach.methods[0].slug == "dreambooth"


def test_several_subjects_are_queued_one_after_another(filled: FakeService, teach: TeachViewModel) -> None:
    mug = subject("Mug", "mug", Kind.OBJECT, (photo("m"),))
    empty = subject("Empty", "cup", Kind.OBJECT)
    filled.subjects = (*filled.subjects, mug, empty)
    filled.announce()
    rex = filled.subjects[0]
    teach.choose_subjects([mug.id, rex.id, "s-gone00"])
    assert [s.name for s in teach.chosen] == ["Rex", "Mug"]
    teach.start()
    orders = [order for order in filled.asked if isinstance(order, TrainOrder)]
    assert [order.subjects for order in orders] == [(rex.id,), (mug.id,)]
    assert teach.job is not None
    assert teach.job.id == filled.jobs()[0].id
    teach.choose_subjects([rex.id, empty.id])
    assert teach.start_problem() == "Empty has no photos yet."
    teach.choose_subjects([])
    assert teach.start_problem() == "Choose a subject."


def test_a_full_disk_keeps_the_trainings_that_were_queued(
    filled: FakeService, teach: TeachViewModel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.subjects = (*filled.subjects, subject("Mug", "mug", Kind.OBJECT, (photo("m"),)))
    filled.announce()
    teach.choose_subjects(s.id for s in filled.subjects)
    first = filled.start_training

    def full(order: TrainOrder) -> str:
        if order.subjects != (filled.subjects[0].id,):
            raise DiskProblem("The disk is full.", "Free some space.")
        return first(order)

    monkeypatch.setattr(filled, "start_training", full)
    with qtbot.waitSignal(teach.problem):
        teach.start()
    assert len(filled.jobs()) == 1
    assert teach.job is not None


def test_presets_are_kept_by_method(filled: FakeService, teach: TeachViewModel) -> None:
    teach.set_settings({"steps": 3})
    teach.save_preset("quick")
    assert teach.preset == "quick"
    teach.set_settings({"steps": 9})
    assert teach.preset == ""
    teach.use_preset("quick")
    assert teach.settings == {"steps": 3}
    teach.use_preset("")
    assert teach.settings == {}
    teach.choose_method("dreambooth")
    assert teach.presets == {}
    teach.choose_method("lora")
    teach.remove_preset("quick")
    assert teach.presets == {}


def _ended(filled: FakeService, teach: TeachViewModel) -> str:
    teach.set_settings({"steps": 150, "rank": 4})
    teach.start()
    assert teach.job is not None
    job = teach.job.id
    filled.say(job, events.Started, pid=1, device="cpu", what="Teaching Rex by LoRA", total_steps=150)
    for step, score in ((50, 0.4), (100, 0.7), (150, 0.6)):
        filled.say(job, events.PreviewReady, step=step, index=0, prompt="p", path=Path(f"{step}.webp"))
        filled.say(job, events.StepKept, step=step, is_best=step < 150)
        filled.say(job, events.Progress, step=step, of=150, scores={"likeness": score})
    return job


def test_the_previews_of_any_step_are_shown_and_the_newest_goes_on(filled: FakeService, teach: TeachViewModel) -> None:
    job = _ended(filled, teach)
    assert (teach.shown_step, teach.best_step) == (150, 100)
    teach.show_step(50)
    assert [p.step for p in teach.shown_previews] == [50]
    filled.say(job, events.PreviewReady, step=151, index=0, prompt="p", path=Path("151.webp"))
    assert teach.shown_step == 50
    teach.show_step(151)
    filled.say(job, events.PreviewReady, step=152, index=0, prompt="p", path=Path("152.webp"))
    assert teach.shown_step == 152


def test_another_step_can_be_used_once_the_training_has_ended(filled: FakeService, teach: TeachViewModel) -> None:
    job = _ended(filled, teach)
    teach.show_step(50)
    assert not teach.can_take_step
    filled.say(job, events.Finished, answer={}, artifact=filled.artifacts[0].id)
    assert teach.can_take_step
    teach.take_step()
    assert filled.asked[-1] == ("take_step", job, 50)
    assert teach.result is filled.artifacts[0]
    assert teach.best_step == 50
    assert not teach.can_take_step
    assert len(filled.artifacts) == 2  # the first choice is still there


def test_teaching_goes_on_from_the_artifact(filled: FakeService, teach: TeachViewModel) -> None:
    job = _ended(filled, teach)
    filled.say(job, events.Finished, answer={}, artifact=filled.artifacts[0].id)
    teach.teach_further(200)
    order = filled.asked[-1]
    assert isinstance(order, TrainOrder)
    assert order.continue_artifact == filled.artifacts[0].id
    assert order.settings == {"steps": 200, "rank": 4}
    assert teach.job is not None
    assert teach.job.id != job
    assert isinstance(teach.job.request, TrainRequest)


def test_the_best_step_follows_the_kept_steps() -> None:
    curves = Curves()
    curves.add(events.StepKept(job="j", at=0.0, step=20, is_best=True))
    curves.add(events.StepKept(job="j", at=0.0, step=40))
    assert (curves.best_step, curves.kept_steps) == (20, {20, 40})
    assert curves.score_at(20) is None


def test_several_subjects_come_into_one_artifact_where_a_method_can(filled: FakeService, teach: TeachViewModel) -> None:
    others = tuple(subject(name, name.lower(), photos=(photo("m"),)) for name in ("Mug", "Cup", "Pot"))
    filled.subjects = (*filled.subjects, *others)
    filled.announce()
    ids = tuple(s.id for s in filled.subjects)
    teach.choose_subjects(ids[:2])
    teach.choose_method("lora")
    teach.set_together(True)
    assert not teach.can_together
    assert not teach.is_together  # LoRA teaches one
    assert set(teach.joint_methods) == {"Custom Diffusion", "ClassDiffusion"}
    teach.choose_method("custom_diffusion")
    assert teach.is_together
    teach.start()
    orders = [order for order in filled.asked if isinstance(order, TrainOrder)]
    assert [order.subjects for order in orders] == [ids[:2]]
    teach.choose_subjects(ids)
    assert "at most 3 subjects together" in teach.start_problem()
    teach.set_together(False)
    assert teach.start_problem() == ""
    teach.start()
    orders = [order for order in filled.asked if isinstance(order, TrainOrder)]
    assert [order.subjects for order in orders[1:]] == [(each,) for each in ids]


def test_what_was_taught_together_is_taught_further_together(filled: FakeService, teach: TeachViewModel) -> None:
    filled.subjects = (*filled.subjects, subject("Mug", "mug", photos=(photo("m"),)))
    filled.announce()
    ids = tuple(s.id for s in filled.subjects)
    teach.choose_subjects(ids)
    teach.choose_method("custom_diffusion")
    teach.set_together(True)
    teach.start()
    assert teach.job is not None
    filled.say(teach.job.id, events.Finished, answer={}, artifact=filled.artifacts[0].id)
    teach.teach_further(50)
    order = filled.asked[-1]
    assert isinstance(order, TrainOrder)
    assert order.subjects == ids
