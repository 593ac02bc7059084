"""Whole benches on the tiny backbone: resumed equals unbroken, the page is well formed, bad stores are refused."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from studio.core import files
from studio.core.control import Control, NoControl, StopRequested
from studio.core.errors import DiskProblem, InputProblem
from studio.engine.backbones.surface import Backbone
from studio.engine.backbones.tiny import tiny
from studio.engine.bench import run as running
from studio.engine.bench.judged import BenchJudges
from studio.engine.evaluation.judges import Judges
from studio.engine.training import keep
from studio.library.catalogue.read import library_figures, method_figures
from studio.library.gallery.records import Subject
from studio.library.gallery.store import write_subject
from studio.library.protocol import events
from studio.library.protocol.jobs import JobFolder
from studio.library.protocol.requests import BenchRequest
from tests.fakes.teaching import ScriptedControl, make_library

pytestmark = pytest.mark.timeout(300)
HOSTILE = "<script>alert('1')</script> & \"Pip\""


class Colours(nn.Module):
    """A real, tiny judge: the mean colour in sixteen places; words by their length."""

    def embed(self, pictures: Tensor) -> Tensor:
        return nn.functional.adaptive_avg_pool2d(pictures, 4).flatten(1)

    image = embed

    def text(self, texts: list[str]) -> Tensor:
        return torch.tensor([[float((len(text) + at) % 7) - 3 for at in range(48)] for text in texts])


class Reader:
    """A referee that reads a beach and a dog in everything."""

    labels: Mapping[str, tuple[str, ...]] = {"place": ("none", "on a beach", "in the snow"), "object": ("cat", "dog")}

    def read(self, pictures: Tensor) -> Mapping[str, Tensor]:
        return {
            "place": torch.tensor([0.1, 0.8, 0.1]).expand(len(pictures), -1),
            "object": torch.tensor([0.2, 0.8]).expand(len(pictures), -1),
        }


JUDGES = BenchJudges(
    Judges(Colours(), Colours(), "judges/instance@1", "judges/clip@1"), Reader(), "judges/referee@1", ("No faces.",)
)
SMALL = {"steps": 3, "batch_size": 1, "precision": "fp32", "preview_every": 0, "checkpoint_every": 1}


ONE: dict[str, Any] = {"methods": ("lora",), "subjects": ("s-rex00000",), "pictures": 1, "strengths": (1.0,)}


@pytest.fixture(scope="module")
def backbone() -> Backbone:
    """One for all: methods leave it as it was, bit for bit."""
    made = tiny()
    made.facts = replace(made.facts, default_steps=2)  # pictures only have to be there
    return made


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rex, and one whose name is hostile."""
    root = tmp_path_factory.mktemp("bench") / "library"
    rex = make_library(root)
    write_subject(root, rex.model_copy(update={"id": "s-pip00000", "name": HOSTILE, "photos": rex.photos[1:]}))
    return root


def asked(library: Path, out: Path, **more: Any) -> BenchRequest:
    given = {
        "library": library,
        "out": out,
        "methods": ("lora", "textual_inversion"),
        "subjects": ("s-rex00000", "s-pip00000"),
        "backbone": "tiny",
        "settings": {"lora": SMALL, "textual_inversion": SMALL},
        "seeds": 1,
        "pictures": 2,
        "strengths": (0.5, 1.0),
    }
    return BenchRequest(**{**given, **more})


Bench = Callable[..., tuple[dict[str, Any], list[events.Event]]]


@pytest.fixture(scope="module")
def bench(backbone: Backbone) -> Bench:
    """bench(request, control) -> the answer, and what was told on the way."""

    def run(request: BenchRequest, control: Control | None = None) -> tuple[dict[str, Any], list[events.Event]]:
        job = JobFolder.create(request.library / "jobs", request)
        told: list[events.Event] = []
        return running.bench(request, job, told.append, control or NoControl(), backbone, JUDGES), told

    return run


def timeless(report: Path) -> dict[str, Any]:
    """Without what differs from run to run: seconds and memory."""
    told = json.loads(report.read_text("utf-8"))
    rows = [row for group in told["groups"].values() for row in group["methods"].values()]
    for values in [*rows, *(training["values"] for training in told["trainings"])]:
        for name in ("seconds", "picture_seconds", "peak_memory_mb"):
            values.pop(name, None)
    return told


@pytest.fixture(scope="module")
def finished(library: Path, bench: Bench) -> tuple[Path, list[events.Event]]:
    """Two methods, two subjects, two strengths. Not to be changed."""
    out = library.with_name("whole")
    return out, bench(asked(library, out))[1]


@pytest.fixture
def whole(finished: tuple[Path, list[events.Event]], tmp_path: Path) -> Path:
    """A copy, to be spoilt."""
    return shutil.copytree(finished[0], tmp_path / "whole")


def test_a_bench_leaves_a_report_with_every_figure(finished: tuple[Path, list[events.Event]], library: Path) -> None:
    out, heard = finished
    told = json.loads((out / "report.json").read_text("utf-8"))
    rows = told["groups"]["library"]["methods"]
    assert list(rows) == ["untaught", "lora", "textual_inversion"]
    for name in (
        "likeness likeness_gain clip_likeness prompt_fit right right_place diversity copy class_drift class_pull leak "
        "seconds picture_seconds size_bytes"
    ).split():
        interval = rows["lora"][name]
        assert interval["low"] <= interval["mean"] <= interval["high"], name
        assert interval["subjects"] == 2
    assert rows["lora"]["right_object"]["mean"] == 1.0
    assert rows["lora"]["right_place"]["mean"] == pytest.approx(0.5)  # of beach and snow; other places are not asked
    assert [point["strength"] for point in told["groups"]["library"]["sweep"]["lora"]] == [0.5, 1.0]
    assert told["not_measured"] == ["No faces."]
    assert told["judges"] == {"instance": "judges/instance@1", "clip": "judges/clip@1", "referee": "judges/referee@1"}
    assert told["backbone"]["fingerprint"] == tiny().facts.fingerprint
    assert told["methods"]["lora"]["settings"]["steps"] == 3
    assert len(told["trainings"]) == 4
    leak = told["leakage"]["lora"]
    assert leak["columns"][2:] == ["another class", "an empty prompt"]
    assert [len(row) for row in leak["change"]] == [4, 4]
    steps = [event for event in heard if isinstance(event, events.Progress)]
    assert all(0 <= event.step <= event.of for event in steps)
    assert not (out / "library" / "jobs").exists() or not list((out / "library" / "jobs").iterdir())
    assert library_figures(library) == {}  # settings were changed: says nothing about the method


class Killed(BaseException):
    """As a signal that nobody can catch; not KeyboardInterrupt, which would end the tests when it comes unasked."""


class Dies(ScriptedControl):
    """Killed at one poll: no chance to save."""

    def __init__(self, at: int) -> None:
        def poll(number: int) -> None:
            if number == at:
                raise Killed

        super().__init__({}, on_poll=poll)


def test_killed_at_any_moment_it_comes_to_the_same_report(
    library: Path, tmp_path: Path, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keep, "_LEAST_S", 0.0)
    monkeypatch.setattr(keep, "_SHARE", 1e9)
    few = {"methods": ("lora",), "pictures": 1, "strengths": (1.0,)}
    polls: list[int] = []
    bench(asked(library, tmp_path / "unbroken", **few), ScriptedControl({}, on_poll=polls.append))
    expected, out = timeless(tmp_path / "unbroken" / "report.json"), tmp_path / "parts"
    for at in (2, 5, 4, 7, 3):
        with pytest.raises(Killed):
            bench(asked(library, out, **few), Dies(at))
    assert polls[-1] > 21  # so that there was something left to do each time
    bench(asked(library, out, **few))
    assert timeless(out / "report.json") == expected
    again, _ = bench(asked(library, out, **few), Dies(1))  # nothing is left to do
    assert timeless(Path(again["report"])) == expected


def test_stopped_in_a_training_it_does_not_count_as_taught(
    library: Path, tmp_path: Path, backbone: Backbone, bench: Bench
) -> None:
    request = asked(library, tmp_path / "stopped", **ONE)
    teaching: list[int] = []
    job = JobFolder.create(library / "jobs", request)

    def hear(event: events.Event) -> None:
        if isinstance(event, events.Phase) and event.what.startswith("Teaching"):
            teaching.append(0)

    def poll(_number: int) -> None:
        if teaching:
            teaching.append(1)
        if len(teaching) == 3:  # after the first step
            raise StopRequested

    with pytest.raises(StopRequested):
        running.bench(request, job, hear, ScriptedControl({}, on_poll=poll), backbone, JUDGES)
    assert (request.out / "library" / "artifacts").is_dir()  # the loop left what it had
    assert not (request.out / "trainings").exists()
    bench(request)
    assert files.read_json(request.out / "report.json")["trainings"][0]["steps"] == 3


def test_rescore_agrees_to_the_last_digit(whole: Path) -> None:
    out = whole
    before = (out / "report.json").read_bytes(), (out / "report.html").read_bytes()
    (out / "report.json").unlink()
    running.rescore(out, JUDGES)
    assert ((out / "report.json").read_bytes(), (out / "report.html").read_bytes()) == before


def test_a_changed_picture_is_refused_by_rescore_and_drawn_again_by_a_bench(
    whole: Path, library: Path, bench: Bench
) -> None:
    out = whole
    before = timeless(out / "report.json")
    picture = next((out / "pictures" / "taught").rglob("03.png"))
    picture.write_bytes(b"not a picture")
    with pytest.raises(DiskProblem, match=r"was changed") as caught:
        running.rescore(out, JUDGES)
    assert "--out" in caught.value.remedy
    picture.unlink()
    with pytest.raises(DiskProblem):
        running.rescore(out, JUDGES)
    bench(asked(library, out))
    assert timeless(out / "report.json") == before


def test_methods_can_be_added_but_nothing_else_changed(library: Path, tmp_path: Path, bench: Bench) -> None:
    out = tmp_path / "grown"
    both = {**ONE, "methods": ("lora", "textual_inversion")}
    bench(asked(library, out, **ONE))
    set_file = next((out / "pictures" / "taught" / "lora").rglob("set.json"))
    stamp = set_file.stat().st_mtime_ns
    bench(asked(library, out, **both))
    assert set_file.stat().st_mtime_ns == stamp
    assert set(json.loads((out / "report.json").read_text("utf-8"))["methods"]) == {"lora", "textual_inversion"}
    for change in ({"pictures": 2}, {"subjects": ("s-pip00000",)}, {"settings": {"lora": {**SMALL, "steps": 4}}}):
        with pytest.raises(InputProblem, match="holds another bench") as caught:
            bench(asked(library, out, **{**both, **change}))
        assert "--out" in caught.value.remedy


class _Page(HTMLParser):
    """Tags that are closed in order; what a browser would load."""

    VOID = frozenset({"meta", "img", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.loads += [value or "" for name, value in attrs if name in ("src", "href")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.loads += [value or "" for name, value in attrs if name in ("src", "href")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_well_formed_escaped_and_loads_only_its_own_pictures(
    finished: tuple[Path, list[events.Event]],
) -> None:
    out = finished[0]
    text = (out / "report.html").read_text("utf-8")
    page = _Page()
    page.feed(text)
    page.close()
    assert page.open == []
    assert "script" not in page.tags
    assert page.tags.count("svg") == 1 + 2 * 2  # Pareto; two matrices a method
    assert "&lt;script&gt;" in text
    assert len(page.loads) > 40
    for source in page.loads:
        assert not Path(source).is_absolute()
        assert (out / source).is_file(), source
    assert "http" not in text.replace('http-equiv="', "")


def test_a_method_that_fails_costs_only_itself(
    library: Path, tmp_path: Path, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    real: Callable[..., Any] = running.teach

    def fails(*given: Any) -> Any:
        if given[2] == "textual_inversion":
            raise InputProblem("It cannot <learn>.", "Leave it out.")
        return real(*given)

    monkeypatch.setattr(running, "teach", fails)
    answer, heard = bench(asked(library, tmp_path / "out", **{**ONE, "methods": ("lora", "textual_inversion")}))
    assert answer["methods"] == ["lora"]
    told = files.read_json(Path(answer["report"]))
    assert {one["method"] for one in told["failed"]} == {"textual_inversion"}
    assert "It cannot &lt;learn&gt;." in Path(answer["html"]).read_text("utf-8")
    assert any(isinstance(event, events.Warned) and "cannot <learn>" in event.message for event in heard)
    monkeypatch.setattr(running, "teach", real)
    answer, _ = bench(
        asked(library, tmp_path / "out", **{**ONE, "methods": ("lora", "textual_inversion")})
    )  # tried again
    assert answer["methods"] == ["lora", "textual_inversion"]


def test_the_teach_screen_hears_of_trainings_with_the_methods_own_settings(whole: Path, tmp_path: Path) -> None:
    told, plan = files.read_json(whole / "report.json"), running.read_plan(whole)
    noted = tmp_path / "library"
    running.library_figures.note(noted, plan, told)
    assert library_figures(noted) == {}  # settings were changed: says nothing about the methods
    running.library_figures.note(noted, plan.model_copy(update={"settings": {}}), told)
    found = method_figures(noted)["tiny"]["lora"]
    assert found.here
    assert (found.trainings, found.steps) == (2, 3)
    gains = [one["values"]["likeness_gain"] for one in told["trainings"] if one["method"] == "lora"]
    assert found.gain == pytest.approx(sum(gains) / 2)
    (noted / "derived" / "method_figures.json").write_text('{"backbones": {"tiny": {"lora": {"seconds": -1}}}}')
    assert "lora" not in method_figures(noted).get("tiny", {})


def test_other_trainings_of_the_same_begin_at_another_seed(library: Path, tmp_path: Path, bench: Bench) -> None:
    answer, _ = bench(asked(library, tmp_path / "out", **ONE, first_seed=3))
    told = files.read_json(Path(answer["report"]))
    assert [one["seed"] for one in told["trainings"]] == [3]
    assert "leak" in told["trainings"][0]["values"]
    assert "seed-3" in Path(answer["html"]).read_text("utf-8")
    with pytest.raises(InputProblem, match="first_seed"):
        bench(asked(library, tmp_path / "out", **ONE))


def test_a_bench_that_is_not_there_or_not_finished_is_told(library: Path, tmp_path: Path, bench: Bench) -> None:
    with pytest.raises(InputProblem, match="no bench"):
        running.rescore(tmp_path)
    with pytest.raises(Killed):
        bench(asked(library, tmp_path / "out", **ONE), Dies(5))
    with pytest.raises(InputProblem, match="not finished"):
        running.rescore(tmp_path / "out", JUDGES)
    (tmp_path / "out" / "bench.json").write_text("{")
    with pytest.raises(DiskProblem):
        running.rescore(tmp_path / "out", JUDGES)


def test_one_photo_is_seen_and_a_single_value_has_no_interval(library: Path, tmp_path: Path, bench: Bench) -> None:
    lonely: Subject = make_library(tmp_path / "other", photos=1)
    write_subject(library, lonely.model_copy(update={"id": "s-one00000", "name": "One"}))
    request = asked(library, tmp_path / "out", **{**ONE, "subjects": ("s-one00000",)})
    answer, _ = bench(request)
    told = files.read_json(Path(answer["report"]))
    assert told["groups"]["library"]["seen"]  # LoRA takes one photo; the likeness is measured against it
    assert told["groups"]["library"]["methods"]["lora"]["likeness"]["low"] is None
