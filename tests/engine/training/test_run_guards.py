"""What a teaching run refuses, stops for and warns of: numbers that are none, idle settings, bad input.

Not here: what a run leaves (test_run.py).
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from studio.core.errors import ArtifactProblem, InputProblem, StudioError
from studio.engine.backbones.surface import Backbone
from studio.engine.backbones.tiny import tiny
from studio.engine.methods.stored import load_artifact
from studio.library.artifacts.store import read_manifest
from studio.library.protocol import events
from tests.fakes.teaching import ScriptedControl, make_job, make_library, run, tensors

SLUGS = ("lora", "textual_inversion", "dreambooth", "custom_diffusion")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    make_library(tmp_path)
    return tmp_path


def spoiled_at(call: int) -> Backbone:
    """A model whose answer is no number, but only once: at this call with a gradient (one a step)."""
    backbone = tiny()
    predict = backbone.predict
    calls = {"n": 0}

    def spoiled(*args: Any) -> torch.Tensor:
        calls["n"] += torch.is_grad_enabled()
        return predict(*args) * (float("nan") if torch.is_grad_enabled() and calls["n"] == call else 1.0)

    backbone.predict = spoiled  # type: ignore[method-assign]
    return backbone


def test_nan_stops_with_a_sentence_and_names_the_term(root: Path) -> None:
    request, job = make_job(root, steps=30)
    with pytest.raises(InputProblem, match="unstable at step 3: the loss “subject”"):
        run(request, job, backbone=spoiled_at(3))


@pytest.mark.usefixtures("often")
def test_nan_leaves_the_last_good_checkpoint(root: Path) -> None:
    request, job = make_job(root, steps=30, checkpoint_every=2)
    answer, told = run(request, job, backbone=spoiled_at(6))
    (warned,) = [event for event in told if isinstance(event, events.Warned)]
    assert "step 6" in warned.message
    assert "step 4" in warned.remedy
    assert read_manifest(root, answer["artifact"]["id"]).best_step == 4
    whole, _ = run(
        *make_job(root, artifact="a-four0000", steps=30, checkpoint_every=2), control=ScriptedControl({5: "stop"})
    )
    assert read_manifest(root, whole["artifact"]["id"]).steps == 4
    assert all(torch.equal(value, tensors(whole)[name]) for name, value in tensors(answer).items())


@pytest.mark.parametrize("max_grad_norm", [0.0, 1.0])
def test_a_gradient_that_is_no_number_makes_no_step(root: Path, max_grad_norm: float) -> None:
    request, job = make_job(root, steps=6, max_grad_norm=max_grad_norm, checkpoint_every=100)
    backbone = tiny()
    predict = backbone.predict
    calls = {"n": 0}

    def spoiled(*args: Any) -> torch.Tensor:
        calls["n"] += torch.is_grad_enabled()
        said = predict(*args)
        if torch.is_grad_enabled() and calls["n"] == 6:
            said.register_hook(lambda gradient: gradient * float("nan"))  # the loss itself stays a number
        return said

    backbone.predict = spoiled  # type: ignore[method-assign]
    with pytest.raises(InputProblem, match="unstable at step 6: its gradient"):
        run(request, job, backbone=backbone)


@pytest.mark.usefixtures("often")
def test_nan_leaves_the_best_step(root: Path) -> None:
    scores = iter([0.9, 0.5])
    request, job = make_job(root, steps=30, preview_every=2, checkpoint_every=1)
    answer, _ = run(request, job, backbone=spoiled_at(6), judge=lambda pictures, view: next(scores))
    assert answer["best_step"] == 2


def warnings(told: list[events.Event]) -> list[str]:
    return [event.message for event in told if isinstance(event, events.Warned)]


@pytest.mark.parametrize("slug", SLUGS)
def test_teaching_that_works_is_not_warned_of(root: Path, slug: str) -> None:
    _, told = run(*make_job(root, slug, steps=12))
    assert warnings(told) == []


def test_teaching_that_moves_nothing_is_warned_of(root: Path) -> None:
    request, job = make_job(root, steps=12, learning_rate=1e-8, warmup_steps=10_000)
    backbone = tiny()
    spoil = torch.optim.AdamW.step
    torch.optim.AdamW.step = lambda self, closure=None: None  # type: ignore[method-assign]
    try:
        _, told = run(request, job, backbone=backbone)
    finally:
        torch.optim.AdamW.step = spoil  # type: ignore[method-assign]
    assert len(warnings(told)) == 2  # after ten steps, and at the end
    assert "changed nothing" in warnings(told)[0]


def test_learning_that_changes_no_picture_is_warned_of(root: Path) -> None:
    request, job = make_job(root, steps=6)
    backbone = tiny()
    predict = backbone.predict

    def deaf(*args: Any) -> torch.Tensor:
        return predict(*args) * (1.0 if torch.is_grad_enabled() else 0.0)

    backbone.predict = deaf  # type: ignore[method-assign]
    _, told = run(request, job, backbone=backbone)
    assert warnings(told) == ["What is being learned changes no picture."]


def test_another_family_is_told_with_its_remedy(root: Path) -> None:
    request, job = make_job(root)
    other = tiny()
    other.facts = replace(other.facts, family="other", name="strange")
    with pytest.raises(InputProblem, match="does not work with base models of the family “other”") as caught:
        run(request, job, backbone=other)
    assert "another base model" in caught.value.remedy
    run(request, job)
    with pytest.raises(ArtifactProblem, match="of another family than “strange”") as refused:
        load_artifact(root, request.artifact_id, other.facts)
    assert "“tiny”" in refused.value.remedy


def test_bad_input_is_a_sentence(root: Path) -> None:
    request, job = make_job(root)
    for change in (
        {"method": "loar"},
        {"settings": {"rnak": 4}},
        {"settings": {"rank": 0}},
        {"subjects": ("s-nobody00",)},
        {"subjects": ("s-rex00000", "s-rex00000")},
        {"continue_artifact": "a-nothing0"},
        {"settings": {"cross_attention": False, "self_attention": False}},
    ):
        with pytest.raises(StudioError) as caught:
            run(request.model_copy(update=change), job)
        assert caught.value.message.endswith(".")
        assert caught.value.remedy.endswith((".", "?"))


def test_a_lost_photo_is_a_sentence(root: Path) -> None:
    shutil.rmtree(root / "originals")
    with pytest.raises(StudioError, match="originals"):
        run(*make_job(root))
