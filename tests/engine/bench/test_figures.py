"""The numbers by hand: intervals, leak orientation, prompts, charts; and what the figures say on known pictures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
import torch
from torch import Tensor, nn

from studio.core.errors import DiskProblem, InputProblem
from studio.engine.bench import charts, drawing, subjects
from studio.engine.bench import plan as plans
from studio.engine.bench.figures import BY_NAME, UNTAUGHT
from studio.engine.bench.judged import BenchJudges, load_bench_judges
from studio.engine.bench.measure import measure
from studio.engine.bench.picture_sets import Finished, PictureSets
from studio.engine.bench.plan import BenchPlan, BenchSubject
from studio.engine.bench.prompts import BenchPrompt, bench_prompts, other_class
from studio.engine.bench.summary import report
from studio.engine.bench.teaching import Taught
from studio.engine.dataset.pictures import to_tensor
from studio.engine.evaluation.judges import Judges
from studio.engine.evaluation.score import nested_bootstrap
from studio.engine.pretraining.world.subjects import subject_pictures
from studio.engine.pretraining.world.vocabulary import vocabulary
from studio.library.gallery.records import Kind
from tests.fakes.teaching import make_library

RED, GREEN, BLUE = (1.0, -1.0, -1.0), (-1.0, 1.0, -1.0), (-1.0, -1.0, 1.0)


class Colour(nn.Module):
    """The mean colour, moved so that red, green and blue are at right angles; every text means green."""

    def embed(self, pictures: Tensor) -> Tensor:
        return pictures.mean((2, 3)) + 1

    image = embed

    def text(self, texts: list[str]) -> Tensor:
        return torch.tensor([[0.0, 1.0, 0.0]]).expand(len(texts), -1)


class Reader:
    """Red is a beach, all else is snow."""

    labels: Mapping[str, tuple[str, ...]] = {"place": ("on a beach", "in the snow"), "object": ("dog", "cat")}

    def read(self, pictures: Tensor) -> Mapping[str, Tensor]:
        red = (pictures[:, 0].mean((1, 2)) > 0).float()
        return {"place": torch.stack([red, 1 - red], 1), "object": torch.stack([red, 1 - red], 1)}


JUDGES = BenchJudges(Judges(Colour(), Colour(), "i", "c"), Reader(), "r")


def test_nested_bootstrap_weighs_subjects_alike_and_is_narrow_where_they_agree() -> None:
    found = nested_bootstrap([[1.0, 1.0, 1.0, 1.0], [0.0]])
    assert found.mean == 0.5  # not 0.8: the mean of means
    assert (found.low, found.high) == (0.0, 1.0)  # two subjects: a resample may hold one of them twice
    seeds = nested_bootstrap([[0.0, 1.0], [0.0, 1.0]])
    assert seeds.mean == 0.5
    assert seeds.low < 0.3 < 0.7 < seeds.high  # the seeds count, though the subjects agree
    assert nested_bootstrap([[0.25], [0.25]]) == nested_bootstrap([[0.25], [0.25]], seed=5)
    assert nested_bootstrap([[0.1, 0.4], [0.3]]) == nested_bootstrap([[0.1, 0.4], [0.3]])
    alone = nested_bootstrap([[0.7]])
    assert (alone.low, alone.mean, alone.high) == pytest.approx((0.7, 0.7, 0.7))


def _subject(number: int, word: str = "dog") -> BenchSubject:
    return BenchSubject(
        key=f"{number:02d}-{word}",
        id=f"s-{number:06d}",
        name=f"{word} {number}",
        class_word=word,
        kind=Kind.ANIMAL,
        group="drawings",
    )


def _plan(*found: BenchSubject, pictures: int = 2) -> BenchPlan:
    return BenchPlan(
        backbone="tiny", fingerprint="f", steps=4, guidance=3.0, asked=("bench:2",), photos="", subjects=found,
        methods=("lora",), settings={}, seeds=1, pictures=pictures, strengths=(1.0,), labelled=True,
    )  # fmt: skip


def _flat(count: int, colour: tuple[float, float, float], role: str = "x") -> list[Finished]:
    return [Finished(role, number, torch.tensor(colour)[:, None, None].expand(3, 8, 8)) for number in range(count)]


@pytest.fixture
def known(tmp_path: Path) -> tuple[BenchPlan, PictureSets]:
    """Two subjects whose photos are red. Taught pictures are red, untaught ones blue; leaks as marked below."""
    plan, sets = _plan(_subject(0), _subject(1, "cat")), PictureSets(tmp_path / "pictures")
    for subject in plan.subjects:
        sets.write(plans.refs_key(subject, 0), [*_flat(2, RED, "training"), *_flat(1, RED, "report")])
        sets.write(plans.untaught_key(subject), _flat(16, BLUE))
        sets.write(plans.plain_class_key(subject), _flat(4, BLUE))
        sets.write(plans.taught_key("lora", subject, 0), _flat(16, RED), 8.0)
    sets.write(plans.nothing_key(), _flat(3, BLUE))
    first, second = plan.subjects
    sets.write(plans.class_key("lora", first, 0), _flat(4, BLUE))
    sets.write(plans.class_key("lora", second, 0), _flat(4, RED))
    # The first one's artifact: turns the other subject green, leaves another class blue, turns nothing red.
    sets.write(plans.leak_key("lora", first), [*_flat(1, GREEN), *_flat(1, BLUE), *_flat(1, RED)])
    # The second one's artifact changes nothing.
    sets.write(plans.leak_key("lora", second), [*_flat(1, RED), *_flat(1, BLUE), *_flat(1, BLUE)])
    return plan, sets


def _taught(plan: BenchPlan) -> dict[str, Taught]:
    record = Taught(
        artifact="a-000001", trigger="sks dog", steps=5, best_step=5, seconds=12.5, peak_memory_mb=None,
        size_bytes=1001, settings={"steps": 5},
    )  # fmt: skip
    return {plans.training_key(*training): record for training in plan.trainings()}


def test_the_figures_of_known_pictures(known: tuple[BenchPlan, PictureSets]) -> None:
    plan, sets = known
    measured = measure(plan, sets, _taught(plan), JUDGES)
    cells = {(cell.method, cell.subject.key): cell.values for cell in measured.cells}
    taught, untaught = cells["lora", "00-dog"], cells[UNTAUGHT, "00-dog"]
    assert taught["likeness"] == pytest.approx(1.0)
    assert untaught["likeness"] == pytest.approx(0.0)
    assert taught["likeness_gain"] == pytest.approx(1.0)
    assert taught["likeness_share"] == pytest.approx(1.0)
    assert taught["copy"] == pytest.approx(1.0)
    assert taught["prompt_fit"] == pytest.approx(0.0)
    assert taught["diversity"] == pytest.approx(0.0, abs=1e-6)
    assert taught["right_place"] == pytest.approx(0.5)  # beach is right, snow is wrong, others are no answers here
    assert untaught["right_place"] == pytest.approx(0.5)
    assert (taught["right_object"], untaught["right_object"]) == (1.0, 0.0)
    assert (taught["class_drift"], taught["class_pull"]) == pytest.approx((0.0, 0.0), abs=1e-6)
    assert (cells["lora", "01-cat"]["class_drift"], cells["lora", "01-cat"]["class_pull"]) == pytest.approx((1.0, 1.0))
    assert taught["picture_seconds"] == 0.5
    assert taught["leak"] == pytest.approx((1 + 0 + 1) / 3)
    assert "peak_memory_mb" not in taught
    assert all(name in BY_NAME for values in cells.values() for name in values)


def test_the_leak_matrix_has_what_acts_in_its_rows(known: tuple[BenchPlan, PictureSets]) -> None:
    plan, sets = known
    matrix = measure(plan, sets, _taught(plan), JUDGES).leaks["lora"]
    assert matrix.change is not None
    assert matrix.pull is not None
    for row, wanted in zip(matrix.change, ([1, 1, 0, 1], [0, 1, 0, 0]), strict=True):
        assert row == pytest.approx(wanted, abs=1e-6)
    # Green and blue are not like the photos: what became green is less like the first subject than red was.
    for row, wanted in zip(matrix.pull, ([1, -1, 0, 1], [0, 1, 0, 0]), strict=True):
        assert row == pytest.approx(wanted, abs=1e-6)


def test_the_row_of_a_subject_is_drawn_with_its_artifact_on_top_of_each_others() -> None:
    plan = _plan(_subject(0), _subject(1, "cat"), _subject(2, "fox"))
    others = list(plan.subjects)
    rounds = drawing.leak_rounds(plan, others[1], others, ["a-0", "a-1", "a-2"], ["sks dog", "sks cat", "sks fox"])
    assert [[one.prompt for one in chosen] for chosen, _ in rounds] == [
        ["a photo of sks dog on a beach"],
        ["a photo of sks fox on a beach"],
        ["a photo of a car on the grass", ""],
    ]
    assert [list(uses) for _, uses in rounds] == [
        [("a-0", 1.0), ("a-1", 1.0)],
        [("a-2", 1.0), ("a-1", 1.0)],
        [("a-1", 1.0)],
    ]
    assert {one.seed for chosen, _ in rounds for one in chosen} == {plans.FIRST_SEED}


def test_a_report_keeps_groups_apart_and_whole_bytes_whole(known: tuple[BenchPlan, PictureSets]) -> None:
    plan, sets = known
    first, second = plan.subjects
    mixed = plan.model_copy(update={"subjects": (first, second.model_copy(update={"group": "photographs"}))})
    told = report(mixed, measure(mixed, sets, _taught(mixed), JUDGES), _taught(mixed), JUDGES)
    assert [group["subjects"] for group in told["groups"].values()] == [["dog 0"], ["cat 1"]]
    row = told["groups"]["drawings"]["methods"]["lora"]
    assert row["size_bytes"] == {"mean": 1001, "low": None, "high": None, "subjects": 1, "values": 1}
    both = report(plan, measure(plan, sets, _taught(plan), JUDGES), _taught(plan), JUDGES)
    drift = both["groups"]["drawings"]["methods"]["lora"]["class_drift"]
    assert (drift["mean"], drift["low"], drift["high"]) == pytest.approx((0.5, 0.0, 1.0), abs=1e-6)


class RedFaces:
    """A face in everything but blue: the mean colour, and behind it a smaller, green one."""

    def marks(self, pictures: Tensor) -> list[Tensor]:
        own = [colour + 1 for colour in pictures.mean((2, 3))]
        return [torch.empty(0, 3) if mark[2] else torch.stack([mark, torch.tensor([0.0, 2.0, 0.0])]) for mark in own]


def test_faces_are_compared_in_pictures_of_people_that_show_one(known: tuple[BenchPlan, PictureSets]) -> None:
    plan, sets = known
    judges = replace(JUDGES, faces=RedFaces(), faces_name="faces@1")
    person = plan.subjects[0].model_copy(update={"kind": Kind.PERSON})
    plan = plan.model_copy(update={"subjects": (person, plan.subjects[1])})
    sets.write(plans.taught_key("lora", person, 0), [*_flat(4, RED), *_flat(4, GREEN), *_flat(8, BLUE)], 8.0)
    measured = measure(plan, sets, _taught(plan), judges)
    cells = {(cell.method, cell.subject.key): cell.values for cell in measured.cells}
    taught, untaught, cat = cells["lora", person.key], cells[UNTAUGHT, person.key], cells["lora", "01-cat"]
    assert taught["face_found"] == 0.5
    assert taught["face_likeness"] == pytest.approx(0.5)  # the red ones are alike, the green ones are not
    assert untaught["face_found"] == 0.0
    assert "face_likeness" not in untaught
    assert "face_found" not in cat
    assert report(plan, measured, _taught(plan), judges)["figures"]["face_likeness"]["measured_by"] == "faces@1"


def test_drawn_faces_are_read_by_the_pack_that_is_shipped(tmp_path: Path) -> None:
    judges = load_bench_judges(labelled=True, folder=tmp_path / "none")
    assert judges.faces_name.startswith("mini-faces@")
    assert judges.faces is not None
    person = [to_tensor(picture) for picture in subject_pictures("person:24", 3, seed=0)]
    other = [to_tensor(picture) for picture in subject_pictures("person:40", 1, seed=0)]
    first, second, third, stranger = (marks[0] for marks in judges.faces.marks(torch.stack(person + other)))
    assert min(first @ second, first @ third, second @ third) > max(first @ stranger, second @ stranger)
    blank = judges.faces.marks(torch.zeros(1, 3, 128, 128))
    assert blank[0].shape == (0, 512)
    photographed = load_bench_judges(labelled=False, folder=tmp_path / "none")
    assert photographed.faces is None
    assert any("knows drawings only" in said for said in photographed.missing)


def test_without_judges_only_costs_are_told(known: tuple[BenchPlan, PictureSets], tmp_path: Path) -> None:
    plan, sets = known
    nobody = load_bench_judges(labelled=False, folder=tmp_path / "none")
    assert len(nobody.missing) == 4  # instance, CLIP, the other world, faces
    told = report(plan, measure(plan, sets, _taught(plan), nobody), _taught(plan), nobody)
    assert set(told["groups"]["drawings"]["methods"]["lora"]) == {"seconds", "picture_seconds", "size_bytes"}
    assert told["leakage"]["lora"]["change"] is None
    assert charts.pareto(told["groups"]["drawings"]["sweep"], {}) == ""


def test_prompts_speak_the_worlds_words_and_ask_what_the_referee_knows() -> None:
    words = vocabulary()
    assert BenchPrompt("two {nouns}").taught("sks mouse", "mouse") == "two sks mice"
    assert BenchPrompt("two {nouns}").taught("<rex>", "mouse") == "two <rex>"
    assert BenchPrompt("{the}").plain("apple") == "an apple"
    answers = {
        "place": words.places, "plain": tuple(words.plain), "style": words.styles, "count": words.counts,
        "color": tuple(words.object_colors), "accessory": tuple(one.phrase for one in words.accessories),
        "expression": words.expressions, "clothes_color": words.clothes_colors,
    }  # fmt: skip
    for kind in Kind:
        prompts = bench_prompts(kind)
        assert len(prompts) == 8
        assert len({prompt.plain("dog") for prompt in prompts}) == 8
        for prompt in prompts:
            for head, answer in prompt.expects.items():
                assert answer in answers[head]
                assert answer.removeprefix("a ") in prompt.plain("dog")
    assert "cat" in other_class("car")


def test_subjects_by_number(tmp_path: Path) -> None:
    assert len(set(subjects.drawn_words(6))) == 6
    for count in (0, 10_000):
        with pytest.raises(InputProblem, match="unseen drawings"):
            subjects.drawn_words(count)
    photos = tmp_path / "photos"
    for name in ("colorful_sneaker2", "backpack_dog", "empty"):
        (photos / name).mkdir(parents=True)
    (photos / "colorful_sneaker2" / "a.jpg").write_bytes(b"")
    (photos / "backpack_dog" / "a.png").write_bytes(b"")
    (photos / "prompts_and_classes.txt").write_text("Classes\n\nbackpack_dog,backpack\n'a {0} {1}, here, there'\n")
    assert [(name, word) for name, word, _, _ in subjects._folders(photos)] == [
        ("backpack_dog", "backpack"),
        ("colorful_sneaker2", "sneaker"),
    ]


def test_a_copied_subject_keeps_its_photos_and_decisions(tmp_path: Path) -> None:
    from studio.library.library import Library

    rex = make_library(tmp_path / "from")
    with Library.open(tmp_path / "to") as library:
        assert subjects.copied(library, tmp_path / "from", rex.id) == rex
        assert library.gallery.view(rex.id, 1).training[0].path.is_file()
        assert [one.id for one in library.gallery.list()] == [rex.id]


def test_sets_are_whole_or_not_there(tmp_path: Path) -> None:
    sets = PictureSets(tmp_path)
    assert not sets.has("a/b")
    sets.write("a/b", _flat(2, RED))
    assert sets.has("a/b")
    assert sets.files("a/b") == [f"{tmp_path.name}/a/b/00.png", f"{tmp_path.name}/a/b/01.png"]
    assert torch.equal(sets.tensors("a/b")[1], _flat(1, RED)[0].picture)
    record = tmp_path / "a" / "b" / "set.json"
    record.write_text(record.read_text().replace("01.png", "../../x.png"))
    with pytest.raises(DiskProblem, match="elsewhere"):
        sets.tensors("a/b")
    assert not sets.has("a/b")


def _texts(svg: str) -> list[str]:
    return ["".join(one.itertext()) for one in ElementTree.fromstring(svg).iter("text")]


def test_charts_are_well_formed_and_escaped() -> None:
    nasty = '<b>"Rex" & co</b>'
    heat = charts.heat_map([nasty, "b"], [nasty, "b", "another class"], [[0.5, 0.25, 0.0], [-0.1, 0.2, 0.3]], nasty)
    assert "<b>" not in heat
    root = ElementTree.fromstring(heat)
    assert len(list(root.iter("rect"))) == 6
    assert [text for text in _texts(heat) if re.fullmatch(r"-?\d\.\d{3}", text)][:3] == ["0.500", "0.250", "0.000"]
    point = {"mean": 0.3, "low": None, "high": None}
    sweep = {
        UNTAUGHT: [{"strength": 0.0, "likeness": {**point, "mean": 0.1}, "prompt_fit": {**point, "mean": 0.31}}],
        "x": [
            {"strength": 0.5, "likeness": {**point, "mean": 0.2}, "prompt_fit": point},
            {"strength": 1.0, "likeness": {**point, "mean": 0.15}, "prompt_fit": {**point, "mean": 0.25}},
        ],
    }
    plot = charts.pareto(sweep, {"x": nasty})
    drawn = ElementTree.fromstring(plot)
    rings = [one for one in drawn.iter("circle") if one.get("class") == "best"]
    assert len(rings) == 2  # the last point is beaten by the one before it
    assert "<b>" not in plot
    assert "untaught" in _texts(plot)
