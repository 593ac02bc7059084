"""A whole teaching run on the tiny backbone: artifact, events, stop, resume bit for bit.

Not here: what is refused and warned of (test_run_guards.py)."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file

from studio.core import files
from studio.core.control import DiscardRequested, StopRequested
from studio.core.errors import DiskProblem, InputProblem
from studio.engine.backbones.tiny import tiny
from studio.engine.methods.stored import load_artifact
from studio.engine.training import keep
from studio.library.artifacts.store import read_curve, read_manifest
from studio.library.protocol import events
from studio.library.protocol.kept_steps import kept_step, kept_steps, take_step
from tests.fakes.teaching import ScriptedControl, make_job, make_library, run, tensors

SLUGS = ("lora", "textual_inversion", "dreambooth", "custom_diffusion")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    make_library(tmp_path)
    return tmp_path


@pytest.mark.parametrize("slug", SLUGS)
def test_leaves_an_artifact_that_loads(root: Path, slug: str) -> None:
    request, job = make_job(root, slug)
    answer, told = run(request, job)
    manifest = read_manifest(root, answer["artifact"]["id"])
    assert manifest.method == slug
    assert manifest.steps == 6
    assert manifest.subject_names == ("Rex",)
    assert manifest.settings["steps"] == 6
    assert manifest.size_bytes > 0
    assert manifest.trigger
    assert [entry["step"] for entry in read_curve(root, manifest.id)] == [1, 2, 3, 4, 5, 6]
    loaded, _ = load_artifact(root, manifest.id, tiny().facts)
    assert loaded.tensors
    assert (Path(answer["artifact"]["path"]) / "preview.webp").read_bytes()[:4] == b"RIFF"
    kinds = [event.event for event in told]
    assert kinds.index("started") < kinds.index("progress")
    assert answer["seconds"] > 0
    assert answer["peak_memory_mb"] > 0


@pytest.mark.parametrize("slug", SLUGS)
def test_resumed_run_equals_unbroken_run(root: Path, often: None, slug: str) -> None:
    extra: dict[str, Any] = {"checkpoint_every": 2, "ema_decay": 0.9, "gradient_accumulation": 2}
    if slug == "lora":
        extra |= {"dropout": 0.2, "text_encoder": True, "prior_preservation": 1.0}
    whole, _ = run(*make_job(root, slug, artifact="a-whole00", **extra))
    request, job = make_job(root, slug, artifact="a-parts00", **extra)
    with pytest.raises(KeyboardInterrupt):  # killed in the middle: no chance to save
        run(request, job, ScriptedControl({}, on_poll=_killer(6)))
    torch.manual_seed(99)  # the resumed process begins with other random state
    resumed, told = run(request, job)
    started = next(event for event in told if isinstance(event, events.Started))
    assert started.resumed_from > 0
    first, second = tensors(whole), tensors(resumed)
    assert first.keys() == second.keys()
    assert all(torch.equal(first[name], second[name]) for name in first)
    assert read_curve(root, "a-whole00") == read_curve(root, "a-parts00")


def _killer(at: int) -> Any:
    steps = {"n": 0}

    def poll(_: int) -> None:
        steps["n"] += 1
        if steps["n"] == at:
            raise KeyboardInterrupt

    return poll


def test_stop_saves_and_leaves_an_artifact_then_goes_on(root: Path) -> None:
    request, job = make_job(root)
    answer, _ = run(request, job, ScriptedControl({4: "stop"}))
    assert answer["steps"] == 3
    assert read_manifest(root, "a-rex00000").steps == 3
    answer, told = run(request, job)
    assert next(e for e in told if isinstance(e, events.Started)).resumed_from == 3
    assert answer["steps"] == 6
    whole, _ = run(*make_job(root, artifact="a-whole00"))
    assert all(torch.equal(value, tensors(whole)[name]) for name, value in tensors(answer).items())


def test_a_pause_is_no_part_of_the_time_it_took(root: Path) -> None:
    """A training that was paused over lunch told the method's card an hour."""
    request, job = make_job(root, "lora")
    paused = threading.Event()
    began = time.monotonic()
    answer, _ = run(request, job, ScriptedControl({}, on_poll=lambda poll: (paused.wait(0.4 * (poll == 3)), None)[1]))
    took = time.monotonic() - began
    assert answer["seconds"] <= took - 0.39
    assert read_manifest(root, answer["artifact"]["id"]).seconds == answer["seconds"]


def test_stop_before_the_first_step_leaves_nothing(root: Path) -> None:
    request, job = make_job(root)
    with pytest.raises(StopRequested):
        run(request, job, ScriptedControl({1: "stop"}))
    assert not (root / "artifacts").exists()


def test_discard_leaves_nothing_new(root: Path) -> None:
    request, job = make_job(root)
    backbone = tiny()
    before = {name: p.clone() for name, p in backbone.denoiser().named_parameters()}
    with pytest.raises(DiscardRequested):
        run(request, job, ScriptedControl({3: "discard"}), backbone=backbone)
    assert not (root / "artifacts").exists()
    assert all(torch.equal(p, before[name]) for name, p in backbone.denoiser().named_parameters())


def test_a_damaged_newest_checkpoint_is_passed_over(root: Path, often: None) -> None:
    request, job = make_job(root, checkpoint_every=1)
    run(request, job, ScriptedControl({5: "stop"}))
    newest = sorted(job.checkpoints.glob("step-*"))[-1]
    (newest / "optimiser.safetensors").write_bytes(b"\x08\0\0\0\0\0\0\0{}")
    _, told = run(request, job)
    assert next(e for e in told if isinstance(e, events.Started)).resumed_from == 3


def test_previews_and_the_best_checkpoint(root: Path) -> None:
    scores = iter([0.5, 0.9, 0.7])
    seen: list[int] = []

    def judge(pictures: Any, view: Any) -> float:
        assert view.selection is not None
        assert len(pictures) == 4
        seen.append(pictures[0].shape[-1])
        return next(scores)

    request, job = make_job(root, preview_every=2)
    answer, told = run(request, job, judge=judge)
    assert answer["best_step"] == 4
    assert read_manifest(root, "a-rex00000").best_step == 4
    previews = [event for event in told if isinstance(event, events.PreviewReady)]
    assert {event.step for event in previews} == {2, 4, 6}
    assert len(previews) == 12
    assert all(event.path.is_file() for event in previews)
    assert [e["scores"]["likeness"] for e in read_curve(root, "a-rex00000") if "scores" in e] == [
        0.5,
        0.9,
        0.7,
    ]


def test_of_steps_that_differ_by_noise_the_later_counts(root: Path) -> None:
    scores = iter([0.5, 0.62, 0.6])
    request, job = make_job(root, preview_every=2)
    answer, _ = run(request, job, judge=lambda pictures, view: next(scores))
    assert answer["best_step"] == 6


def test_every_shown_step_is_kept_and_can_be_used_instead(root: Path) -> None:
    scores = iter([0.5, 0.9, 0.7])
    request, job = make_job(root, preview_every=2)
    answer, told = run(request, job, judge=lambda pictures, view: next(scores))
    kept = [(event.step, event.is_best) for event in told if isinstance(event, events.StepKept)]
    assert kept == [(2, True), (4, True), (6, False)]
    assert kept_steps(job) == (2, 4, 6)
    same = load_file(kept_step(job, 4))
    assert all(torch.equal(value, same[name]) for name, value in tensors(answer).items())
    other = take_step(root, job, 2)
    assert (other.best_step, other.scores) == (2, ())
    assert other.id != request.artifact_id
    loaded, _ = load_artifact(root, other.id, tiny().facts)
    assert any(not torch.equal(value, same[name]) for name, value in loaded.tensors.items())
    assert read_manifest(root, request.artifact_id).best_step == 4
    assert kept_step(job, 2).is_file()  # it can be taken again


def test_old_steps_make_room_but_never_the_best(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keep, "_MOST_BYTES", 1)
    scores = iter([0.9, 0.5, 0.7])
    request, job = make_job(root, preview_every=2)
    run(request, job, judge=lambda pictures, view: next(scores))
    assert kept_steps(job) == (2, 6)
    with pytest.raises(InputProblem, match="Step 4 was not kept") as caught:
        take_step(root, job, 4)
    assert "2, 6" in caught.value.remedy


def test_a_full_disk_costs_the_choice_of_a_step_not_the_training(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = files.write_bytes

    def full(path: Path, data: bytes) -> None:
        if path.parent.name == "kept":
            raise DiskProblem("The disk is full.", "Free some space.")
        write(path, data)

    monkeypatch.setattr(files, "write_bytes", full)
    request, job = make_job(root, preview_every=3)
    answer, told = run(request, job)
    assert answer["steps"] == 6
    assert [e.message for e in told if isinstance(e, events.Warned)] == [
        "Step 3 cannot be chosen later. The disk is full.",
        "Step 6 cannot be chosen later. The disk is full.",
    ]


def test_previews_do_not_change_what_is_learned(root: Path) -> None:
    plain, _ = run(*make_job(root, artifact="a-plain00", dropout=0.3))
    shown, _ = run(*make_job(root, artifact="a-shown00", dropout=0.3, preview_every=2))
    assert all(torch.equal(value, tensors(shown)[name]) for name, value in tensors(plain).items())


def test_overfit_is_told_once(root: Path) -> None:
    scores = iter([0.9, 0.7, 0.6, 0.5, 0.4, 0.3])
    request, job = make_job(root, preview_every=1)
    answer, told = run(request, job, judge=lambda pictures, view: next(scores))
    warned = [event for event in told if isinstance(event, events.Warned)]
    assert len(warned) == 1
    assert "step 1" in warned[0].message
    assert answer["best_step"] == 1


def test_going_on_from_an_artifact(root: Path) -> None:
    run(*make_job(root, artifact="a-first00"))
    request, job = make_job(root, artifact="a-second0")
    answer, _ = run(request.model_copy(update={"continue_artifact": "a-first00"}), job)
    assert read_manifest(root, answer["artifact"]["id"]).continues == "a-first00"


def test_options_of_the_loop_act_on_dreambooth(root: Path) -> None:
    """Offset noise, min-SNR and EMA change what is learned; the average stays nearer to the start."""

    def learned(number: int, **settings: Any) -> torch.Tensor:
        request, job = make_job(root, "dreambooth", artifact=f"a-option{number}0", steps=4, **settings)
        answer, _ = run(request, job)
        return torch.cat([value.flatten().float() for _, value in sorted(tensors(answer).items())])

    plain = learned(0)
    start = learned(1, learning_rate=1e-8)
    for number, option in enumerate(({"noise_offset": 0.5}, {"min_snr_gamma": 5.0}, {"ema_decay": 0.9}), start=2):
        assert not torch.equal(learned(number, **option), plain), option
    averaged = learned(5, ema_decay=0.9)
    assert (averaged - start).norm() < (plain - start).norm()


def test_class_pictures_are_drawn_once(root: Path) -> None:
    request, job = make_job(root, "dreambooth", steps=2)
    _, told = run(request, job)
    assert any(isinstance(e, events.Phase) and "class" in e.what for e in told)
    assert len(list((root / "derived" / "class").rglob("*.png"))) == 2
    request, job = make_job(root, "dreambooth", steps=2, artifact="a-again000")
    _, told = run(request, job)
    assert not any(isinstance(e, events.Phase) and "class" in e.what for e in told)
