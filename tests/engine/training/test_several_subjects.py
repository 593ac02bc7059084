"""Two subjects in one run: their words, their previews, their scores, and what @name stands for afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studio.core.control import NoControl
from studio.core.errors import InputProblem
from studio.engine.backbones.tiny import tiny
from studio.engine.evaluation import stored
from studio.engine.evaluation.judges import Judges
from studio.engine.evaluation.report import score_artifact
from studio.engine.generation.regions import PlacedRegion
from studio.engine.generation.resolve import Use, make_plans
from studio.engine.methods.parts.region_router import Outline
from studio.engine.methods.stored import load_artifact
from studio.engine.training.run import train
from studio.library.artifacts.store import read_manifest
from studio.library.gallery.store import read_subject, write_subject
from studio.library.layout.records import Region
from studio.library.protocol import events
from studio.library.protocol.requests import GenerateRequest
from tests.fakes.teaching import make_job, make_library

REX, TOM = "s-rex00000", "s-tom00000"
BOTH = (REX, TOM)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    make_library(tmp_path)
    make_library(tmp_path, who=("Tom", "cat"), first_photo=10)
    return tmp_path


def teach(root: Path, judge: Any = None, **settings: Any) -> list[events.Event]:
    request, job = make_job(root, "custom_diffusion", subjects=BOTH, scale_variations=1, **settings)
    told: list[events.Event] = []
    train(request, job, told.append, NoControl(), tiny(), judge)
    return told


def test_both_are_taught_shown_and_judged(root: Path) -> None:
    asked: list[tuple[str, int]] = []

    def judge(pictures: list[Any], view: Any) -> float:
        asked.append((view.name, len(pictures)))
        return {"Rex": 0.4, "Tom": 0.8}[view.name]

    told = teach(root, judge, preview_every=6)
    manifest = read_manifest(root, "a-rex00000")
    assert manifest.subject_names == ("Rex", "Tom")
    assert manifest.triggers == ("<rex> dog", "<tom> cat")
    assert manifest.trigger == "<rex> dog"
    prompts = [event.prompt for event in told if isinstance(event, events.PreviewReady)]
    assert [prompt for prompt in prompts if "<rex> dog" in prompt] == prompts[:2]
    assert [prompt for prompt in prompts if "<tom> cat" in prompt] == prompts[2:]
    assert asked == [("Rex", 2), ("Tom", 2)]
    assert next(e for e in told if isinstance(e, events.Progress) and e.scores).scores == {
        "likeness": pytest.approx(0.6)
    }
    started = next(event for event in told if isinstance(event, events.Started))
    assert "Rex and Tom" in started.what
    drawn = {path.parent.name for path in (root / "derived" / "class").rglob("*.png")}
    assert len(drawn) == 2  # pictures of a dog, and of a cat


def test_each_name_stands_for_its_own_words_also_after_renaming(root: Path) -> None:
    teach(root)
    write_subject(root, read_subject(root, TOM).model_copy(update={"name": "Tom the cat"}))
    artifact, _ = load_artifact(root, "a-rex00000", tiny().facts)
    request = GenerateRequest(
        library=root,
        prompt='@rex beside @"Tom the cat" and @tom',
        names={"rex": artifact.id, "Tom the cat": artifact.id, "tom": artifact.id},
    )
    assert make_plans(request, [Use(artifact, 1.0)])[0].prompt == "<rex> dog beside <tom> cat and <tom> cat"
    with pytest.raises(InputProblem, match="Anna"):
        artifact.subject("Anna")


def test_a_region_says_its_own_subject(root: Path) -> None:
    teach(root)
    artifact, _ = load_artifact(root, "a-rex00000", tiny().facts)
    for subject, prompt, said in ((TOM, "a cat in a hat", "a <tom> cat in a hat"), (None, "@tom", "<tom> cat")):
        region = Region.model_validate(
            {"box": [0, 0, 1, 1], "subject": subject, "prompt": prompt, "artifact": artifact.id}
        )
        placed = PlacedRegion(region, 1, Outline(region.box), artifact)
        assert placed.says(0, 0, taught=True) == said
        assert "<" not in placed.says(0, 0, taught=False)


def test_both_are_scored(root: Path) -> None:
    teach(root)
    score_artifact(root, "a-rex00000", tiny(), Judges(), ["a photo of {}"])
    pairs = stored.read(root, "a-rex00000").pairs
    assert [(pair.subject, pair.plain_prompt) for pair in pairs] == [(0, "a photo of a dog"), (1, "a photo of a cat")]


def test_they_are_taught_further(root: Path) -> None:
    teach(root)
    request, job = make_job(root, "custom_diffusion", subjects=BOTH, artifact="a-more0000", steps=1, scale_variations=0)
    request = request.model_copy(update={"continue_artifact": "a-rex00000", "subjects": (TOM, REX)})
    train(request, job, lambda _: None, NoControl(), tiny())
    assert read_manifest(root, "a-more0000").triggers == ("<tom> cat", "<rex> dog")


def test_a_method_of_one_subject_refuses_two(root: Path) -> None:
    request, job = make_job(root, "lora", subjects=BOTH)
    with pytest.raises(InputProblem, match="1 subject"):
        train(request, job, lambda _: None, NoControl(), tiny())
