"""The view-models over the fake service: state in, signals out, orders as a person would give them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from studio.core.errors import InputProblem
from studio.desktop.service.orders import DrawOrder, NewSubject, ResultFilter, TrainOrder
from studio.desktop.viewmodel.create import CreateViewModel
from studio.desktop.viewmodel.create_records import SeedMode
from studio.desktop.viewmodel.curves import Curves
from studio.desktop.viewmodel.durations import duration
from studio.desktop.viewmodel.jobs import JobsViewModel
from studio.desktop.viewmodel.results import ResultsViewModel
from studio.desktop.viewmodel.subjects import SubjectsViewModel, View, advice
from studio.desktop.viewmodel.teach import TeachViewModel
from studio.library.gallery.budget import budget
from studio.library.gallery.records import Kind
from studio.library.protocol import events
from studio.library.protocol.commands import Command
from studio.library.protocol.requests import ArtifactUse, GenerateRequest
from tests.fakes.records import backbone_card, manifest, photo, result, subject
from tests.fakes.service import FakeService


def test_a_new_subject_opens_its_page(service: FakeService) -> None:
    subjects = SubjectsViewModel(service)  # type: ignore[arg-type]
    assert subjects.view is View.EMPTY
    subjects.add_subject(NewSubject("Rex", "dog", Kind.ANIMAL, files=(Path("a.jpg"), Path("b.jpg"))))
    assert subjects.view is View.FILLED
    assert subjects.selected is not None
    assert subjects.selected.name == "Rex"
    subjects.hold_out(subjects.selected.photos[0], True)
    assert subjects.budget() == "2 good photos, 1 held out by you"
    subjects.remove_photo(subjects.selected.photos[1])
    assert len(subjects.selected.photos) == 1


def test_a_library_that_does_not_open_is_a_state(service: FakeService) -> None:
    service.root = None
    subjects = SubjectsViewModel(service)  # type: ignore[arg-type]
    assert subjects.view is View.OPENING
    service.open_failed.emit(InputProblem("No.", "Try."))
    assert subjects.view is View.FAILED


def test_words_about_photos() -> None:
    photos = (photo("a"), photo("b", problems=("Too blurred.",)), photo("c", held_out=True))
    assert budget(photos).sentence() == "2 good photos, 1 with a problem, 1 held out by you"
    assert advice(subject(photos=photos[:1])).startswith("2 more")
    assert "agreed" in advice(subject(kind=Kind.PERSON, photos=photos))
    assert advice(subject(photos=tuple(photo(str(n)) for n in range(5)))) == ""


def test_teach_says_why_it_cannot_start(service: FakeService) -> None:
    teach = TeachViewModel(service)  # type: ignore[arg-type]
    assert "Add a subject" in teach.start_problem()
    service.subjects = (subject(kind=Kind.PERSON, photos=(photo("a"),)),)
    service.announce()
    assert "consent" in teach.start_problem()
    service.subjects = (subject(photos=(photo("a"),)),)
    service.backbones = (backbone_card(problem="Its unet is missing."),)
    service.announce()
    assert "cannot run" in teach.start_problem()
    service.backbones = (backbone_card(),)
    service.announce()
    assert teach.start_problem() == ""


def test_teaching_from_start_to_drawing(qtbot: QtBot, filled: FakeService) -> None:
    teach = TeachViewModel(filled)  # type: ignore[arg-type]
    assert teach.method == "lora"
    teach.set_settings({"steps": 3})
    teach.start()
    order = filled.asked[-1]
    assert isinstance(order, TrainOrder)
    assert order.settings == {"steps": 3}
    assert teach.job is not None
    job = teach.job.id
    filled.say(job, events.Started, pid=1, device="cpu", what="Teaching Rex by LoRA", total_steps=3)
    filled.say(job, events.Progress, step=1, of=3, loss={"subject": 0.5}, scores={"likeness": 0.4})
    filled.say(job, events.Progress, step=2, of=3, loss={"subject": 0.3})
    filled.say(job, events.PreviewReady, step=2, index=0, prompt="p", path=Path("p.png"))
    assert teach.curves.losses["subject"].raw == [0.5, 0.3]
    assert teach.curves.scores["likeness"].raw == [0.4]
    assert [p.step for p in teach.curves.previews] == [2]
    teach.pause_or_go_on()
    filled.say(job, events.Paused, step=2)
    teach.pause_or_go_on()
    assert filled.commands == [(job, Command.PAUSE), (job, Command.RESUME)]
    filled.say(job, events.Finished, answer={}, artifact=filled.artifacts[0].id)
    assert teach.result is filled.artifacts[0]
    with qtbot.waitSignal(teach.draw_asked) as asked:
        teach.draw()
    assert asked.args == [filled.artifacts[0].id]


def test_a_training_is_shown_again_from_its_folder(filled: FakeService) -> None:
    first = TeachViewModel(filled)  # type: ignore[arg-type]
    first.start()
    assert first.job is not None
    filled.say(first.job.id, events.Started, pid=1, device="cpu", what="Teaching", total_steps=9)
    filled.say(first.job.id, events.Progress, step=1, of=9, loss={"subject": 0.5})
    second = TeachViewModel(filled)  # type: ignore[arg-type]
    assert second.job is not None
    assert second.curves.losses["subject"].steps == [1]


def test_a_resumed_curve_goes_back_to_its_checkpoint() -> None:
    curves = Curves()
    for step in (1, 2, 3, 2, 3):
        curves.add(events.Progress(job="j-1", at=0.0, step=step, of=9, loss={"a": float(step)}))
    assert curves.losses["a"].steps == [1, 2, 3]


def test_durations_are_said_roughly() -> None:
    assert duration(None) == ""
    assert duration(42) == "about 40 s left"
    assert duration(600) == "about 10 min left"
    assert duration(4800) == "about 1 h 20 min left"


def test_names_are_completed_at_the_cursor(filled: FakeService) -> None:
    create = CreateViewModel(filled)  # type: ignore[arg-type]
    assert create.completions("a photo of @r") == ("@Rex",)
    assert create.completions("mail me at a@b") == ()
    assert create.completions("a photo of ") == ()


def test_drawing_shows_places_first_and_pictures_as_they_come(filled: FakeService, tmp_path: Path) -> None:
    create = CreateViewModel(filled)  # type: ignore[arg-type]
    create.use(filled.artifacts[0].id, 0.8)
    assert create.order.prompt == "a photo of @Rex "
    create.set(count=2, seed=5)
    create.generate()
    order = filled.asked[-1]
    assert isinstance(order, DrawOrder)
    assert order.uses == (ArtifactUse(artifact=filled.artifacts[0].id, strength=0.8),)
    assert [d.path for d in create.pictures] == [None, None]
    job = create.pictures[0].job
    filled.say(job, events.PictureReady, result="r-1", path=tmp_path / "a.png", index=0, seed=5)
    assert create.pictures[0].path == tmp_path / "a.png"
    assert create.selected is not None
    assert create.selected.result == "r-1"
    filled.say(job, events.Stopped, step=1)
    assert len(create.pictures) == 1, "what was never drawn leaves the strip"


def test_a_prompt_problem_is_shown_beside_the_prompt(filled: FakeService) -> None:
    create = CreateViewModel(filled)  # type: ignore[arg-type]
    create.generate()
    assert create.error is not None
    assert "empty" in create.error.message
    create.set(prompt="@Rax on a beach")
    assert create.error is None
    create.generate()
    assert create.error is not None
    assert "Rex" in create.error.remedy
    filled.artifacts = ()
    create.set(prompt="@Rex on a beach")
    create.generate()
    assert create.error is not None
    assert "has not been taught" in create.error.message


def test_a_new_seed_unless_it_is_kept(filled: FakeService) -> None:
    create = CreateViewModel(filled)  # type: ignore[arg-type]
    create.set(prompt="a dog", seed=5, count=1)
    create.set_seed_mode(SeedMode.KEEP)
    create.generate()
    create.generate()
    assert [d.seed for d in create.pictures] == [5, 5]
    create.set_seed_mode(SeedMode.NEW)
    create.generate()
    assert create.pictures[-1].seed != 5


def test_results_are_filtered_rated_and_used_again(qtbot: QtBot, filled: FakeService, tmp_path: Path) -> None:
    filled.stored = [result(tmp_path, "@Rex on a beach"), result(tmp_path, "a cat", seed=9)]
    results = ResultsViewModel(filled)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: len(results.results) == 2)
    results.select((results.results[0].id,))
    results.rate(4)
    qtbot.waitUntil(lambda: results.current is not None and results.current.rating == 4)
    results.set_filter(rating_least=3)
    qtbot.waitUntil(lambda: len(results.results) == 1)
    assert isinstance(filled.asked[-1], ResultFilter)
    results.rate(4)
    qtbot.waitUntil(lambda: not results.results)
    results.clear_filter()
    qtbot.waitUntil(lambda: len(results.results) == 2)
    results.select((filled.stored[0].id,))
    with qtbot.waitSignal(results.use_asked) as asked:
        results.use_settings()
    create = CreateViewModel(filled)  # type: ignore[arg-type]
    assert asked.args is not None
    create.load(asked.args[0].request)
    assert create.order.prompt == "@Rex on a beach"
    assert create.order.seed == 7
    assert create.seed_mode is SeedMode.KEEP


def test_the_job_bar_follows_the_running_job(filled: FakeService, tmp_path: Path) -> None:
    jobs = JobsViewModel(filled)  # type: ignore[arg-type]
    job = filled.start_training(TrainOrder((filled.subjects[0].id,), "lora", "mini"))
    assert jobs.current is None
    assert jobs.waiting == 1
    filled.say(job, events.Started, pid=1, device="cpu", what="Teaching Rex by LoRA", total_steps=3)
    assert jobs.current is not None
    assert jobs.current.title == "Teaching Rex by LoRA"
    jobs.stop()
    assert filled.commands == [(job, Command.STOP)]
    filled.say(job, events.Stopped, step=1)
    assert jobs.current is None


def test_newest_artifact_wins_and_chips_win_over_it(filled: FakeService) -> None:
    rex = filled.subjects[0]
    newer = manifest(rex).model_copy(update={"created": "2027-01-01T00:00:00+00:00"})
    filled.artifacts = (filled.artifacts[0], newer)
    job = filled.draw(DrawOrder("@rex in a garden"))
    ids: list[str] = []
    job.done(ids.append)
    snapshot = filled.job(ids[0])
    assert snapshot is not None
    assert isinstance(snapshot.request, GenerateRequest)
    assert snapshot.request.names == {"rex": newer.id}
    filled.draw(DrawOrder("@rex in a garden", uses=(ArtifactUse(artifact=filled.artifacts[0].id, strength=0.5),))).done(
        ids.append
    )
    snapshot = filled.job(ids[1])
    assert snapshot is not None
    assert isinstance(snapshot.request, GenerateRequest)
    assert snapshot.request.names == {"rex": filled.artifacts[0].id}


def test_the_form_starts_from_what_fits_the_base_model(filled: FakeService) -> None:
    teach = TeachViewModel(filled)  # type: ignore[arg-type]
    assert teach.card is not None
    plain = teach.card.settings["properties"]["steps"]["default"]
    assert teach.schema["properties"]["steps"]["default"] == plain
    filled.backbones = (*filled.backbones, backbone_card("sd15"))
    teach.choose_backbone("sd15")
    assert teach.schema["properties"]["steps"]["default"] == teach.card.backbone_defaults["sd"]["steps"]


def test_an_artifact_of_two_subjects_names_both(filled: FakeService) -> None:
    rex, mug = filled.subjects[0], subject("Blue mug", "mug")
    both = manifest(rex).model_copy(
        update={"subject_ids": (rex.id, mug.id), "subject_names": ("Rex", "Blue mug"), "class_words": ("dog", "mug")}
    )
    filled.artifacts = (*filled.artifacts, both)
    create = CreateViewModel(filled)  # type: ignore[arg-type]
    create.use(filled.artifacts[0].id)
    create.use(both.id)
    assert [use.name for use in create.uses] == ["Rex and Blue mug"]  # instead of the one that also holds Rex
    assert create.order.prompt == 'a photo of @Rex  @"Blue mug" '


def test_all_photos_get_masks_but_those_that_have_one_and_undo_takes_them_back(service: FakeService) -> None:
    photos = (photo("a"), photo("b").model_copy(update={"has_mask": True}), photo("c"))
    service.subjects = (subject(photos=photos),)
    subjects = SubjectsViewModel(service)  # type: ignore[arg-type]
    subjects.select(service.subjects[0].id)
    assert service.proposed == [p.id for p in photos]  # looked at once the page is open
    said: list[tuple[str, Callable[[], object]]] = []
    noted: list[tuple[str, str]] = []
    subjects.masked.connect(lambda words, _button, undo: said.append((words, undo)))
    service.noted.connect(lambda tone, words: noted.append((tone, words)))
    subjects.mask_photos()
    assert noted[0][0] == "info"
    assert "No subject was found" in noted[0][1]
    assert not said
    service.masks = {photos[0].id: b"mask", photos[1].id: b"never asked for"}
    subjects.mask_photos()
    assert ("add_masks", (photos[0].id,)) in service.asked
    assert said[0][0] == "1 photo of Rex got a mask; look at them before you teach. In 1 photo no subject was found."
    assert [p.has_mask for p in service.subjects[0].photos] == [True, True, False]
    said[0][1]()
    assert ("take_masks_back", (photos[0].id,)) in service.asked
    assert [p.has_mask for p in service.subjects[0].photos] == [False, True, False]


def test_a_style_has_no_subject_to_look_for(service: FakeService) -> None:
    service.subjects = (subject(kind=Kind.STYLE, photos=(photo("a"),)),)
    subjects = SubjectsViewModel(service)  # type: ignore[arg-type]
    subjects.select(service.subjects[0].id)
    assert service.proposed == []
