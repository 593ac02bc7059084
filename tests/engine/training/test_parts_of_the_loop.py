"""Time steps, weights, batches, rates, stages, streams and checkpoints, each alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from studio.core import files
from studio.core.errors import DiskProblem, InputProblem
from studio.engine.backbones.tiny import tiny
from studio.engine.dataset.examples import Example
from studio.engine.dataset.variations import Varied
from studio.engine.methods import registry
from studio.engine.methods.contract import Attachment, Learns, Stage, TrainStep
from studio.engine.methods.parts.masked_loss import subject_and_prior
from studio.engine.methods.train_settings import TrainSettings
from studio.engine.training import golden, noise, precision
from studio.engine.training.batches import Batches
from studio.engine.training.checkpoints import Checkpoint, Checkpoints
from studio.engine.training.loop import rate_factor, stage_at
from studio.engine.training.previews import is_due
from studio.engine.training.streams import derive, generator


def example(value: float, *, is_prior: bool = False) -> Example:
    latents = torch.full((1, 2, 2), value)
    flat = torch.ones(1, 2, 2)
    return Example((latents,), (flat,), (f"prompt {value:g}",), 0, is_prior, f"{value:g}")


def test_streams_are_stable_and_apart() -> None:
    assert derive(0, "noise", 1) == derive(0, "noise", 1)
    seeds = {derive(s, name, step, rank) for s in (0, 1) for name in "ab" for step in (0, 1) for rank in (0, 1)}
    assert len(seeds) == 16


def test_timesteps_are_uniform_and_stratified() -> None:
    schedule = tiny().schedule
    seen = torch.cat([noise.draw_timesteps(8, schedule, generator(0, "t", i)) for i in range(400)])
    assert int(seen.min()) >= 0
    assert int(seen.max()) <= 999
    assert torch.histc(seen.float(), 10, 0, 1000).min() > 250
    for i in range(20):
        one = noise.draw_timesteps(8, schedule, generator(1, "t", i))
        assert sorted((one // 125).tolist()) == list(range(8))


@pytest.mark.parametrize("prediction", ["epsilon", "v_prediction", "flow"])
def test_min_snr_has_mean_one(prediction: str) -> None:
    schedule = tiny(prediction=prediction).schedule  # type: ignore[arg-type]
    weights = noise.MinSnr(schedule, 5.0)(torch.arange(schedule.steps))
    assert float(weights.mean()) == pytest.approx(1.0, abs=1e-4)
    assert bool(torch.isfinite(weights).all())


def test_photos_come_equally_often_and_ranks_share_them() -> None:
    pool = [example(i) for i in range(5)]
    together = [p for i in range(5) for rank in (0, 1) for p in Batches(pool, [], 2, 0, 2).draw(i, rank).prompts]
    assert sorted(together.count(p) for p in set(together)) == [4] * 5
    assert together[:10] != sorted(together[:10])


def test_variations_are_shown_as_often_as_asked_with_their_prompt() -> None:
    flat, other = torch.ones(1, 2, 2), Varied(torch.full((1, 2, 2), 9.0), torch.ones(1, 2, 2), "far away: {}")
    pool = [replace(example(1), weights=(flat,), varied=(other,), vary_share=0.25)]
    shown = [p for i in range(100) for p in Batches(pool, [], 4, 0).draw(i).prompts]
    assert set(shown) == {"prompt 1", "far away: prompt 1"}
    assert 0.18 < shown.count("far away: prompt 1") / len(shown) < 0.32


def test_time_steps_follow_the_weights() -> None:
    schedule = tiny().schedule
    weights = torch.zeros(schedule.steps)
    weights[100], weights[900] = 1.0, 3.0
    seen = torch.cat([noise.draw_timesteps(8, schedule, generator(0, "t", i), weights) for i in range(50)])
    assert set(seen.tolist()) == {100, 900}
    assert float((seen == 900).float().mean()) == pytest.approx(0.75)


def test_class_pictures_come_after_the_subjects_own() -> None:
    batch = Batches([example(1)], [example(2, is_prior=True)], 3, 0).draw(0)
    assert batch.is_prior.tolist() == [False] * 3 + [True] * 3
    assert batch.clean.shape == (6, 1, 2, 2)


def test_prior_preservation_weighs_each_picture_by_its_own_time_step() -> None:
    """The diffusers script weighs B subject losses by 2B time steps (card "dreambooth", pitfalls)."""
    predicted = torch.zeros(4, 1, 1, 1)
    step = TrainStep(
        index=0,
        stage=Stage("all", 1.0),
        timesteps=torch.tensor([1, 2, 3, 4]),
        clean=predicted,
        noise=predicted,
        noisy=predicted,
        predicted=predicted,
        target=torch.ones(4, 1, 1, 1),
        weight=torch.tensor([1.0, 3.0, 10.0, 30.0]).view(4, 1, 1, 1),
        is_prior=torch.tensor([False, False, True, True]),
        subject=(0,) * 4,
        prompts=("a",) * 4,
        conditioning=tiny().encode_prompts(["a"]),
        attachment=Attachment(trains={}, detach=lambda: None),
        predict=lambda noisy, _timesteps, _told: noisy,
        encode=lambda prompts: tiny().encode_prompts(prompts),
    )
    terms = {term.name: term for term in subject_and_prior(step, 0.5)}
    assert float(terms["subject"].value) == 2.0
    assert float(terms["prior"].value) == 20.0
    assert terms["prior"].weight == 0.5
    assert [term.name for term in subject_and_prior(step, 0.0)] == ["subject"]


def test_rates_and_stages() -> None:
    settings = TrainSettings.from_values({"warmup_steps": 4, "schedule": "cosine", "steps": 20})
    rates = [rate_factor(settings, step, 20) for step in range(20)]
    assert rates[:4] == [0.2, 0.4, 0.6, 0.8]
    assert rates[4] == 1.0
    assert rates[4:] == sorted(rates[4:], reverse=True)
    stages = (Stage("word", 0.25, ("words",)), Stage("weights", 0.75, ("unet",)))
    assert [stage_at(stages, step, 8).name for step in range(8)] == ["word"] * 2 + ["weights"] * 6


def test_when_previews_are_due() -> None:
    assert [step for step in range(1, 161) if is_due(step, 160, 50)] == [50, 100, 160]
    assert [step for step in range(1, 11) if is_due(step, 10, 0)] == []


def test_warm_up_reaches_the_optimiser() -> None:
    method = registry.get("lora")
    assert isinstance(method, Learns)
    settings = method.Settings.from_values(
        {"text_encoder": True, "warmup_steps": 1, "learning_rate": 0.01, "batch_size": 1, "precision": "fp32"}
    )
    trainer = golden.make_trainer(method, tiny(), settings)
    trainer.advance()
    first = {round(group["lr"], 6) for group in trainer._optimiser.param_groups}
    trainer.advance()
    second = {round(group["lr"], 6) for group in trainer._optimiser.param_groups}
    trainer.attachment.detach()
    assert first == {0.005, 0.0005}
    assert second == {0.01, 0.001}


def checkpoint(step: int) -> Checkpoint:
    tensors = {"a": torch.full((2,), float(step))}
    return Checkpoint(step, tensors, tensors, {"seconds": 1.5}, [{"step": step}])


def test_the_newest_two_checkpoints_and_the_best_are_kept(tmp_path: Path) -> None:
    kept = Checkpoints(tmp_path / "checkpoints")
    assert kept.newest() is None
    for step in (1, 2, 3):
        kept.save(checkpoint(step))
    kept.save_best(1, 0.5, {"a": torch.ones(2)})
    kept.save_best(3, 0.75, {"a": torch.zeros(2)})
    assert sorted(p.name for p in kept.folder.iterdir()) == ["best", "step-000002", "step-000003"]
    newest, best = kept.newest(), kept.best()
    assert newest is not None
    assert (newest.step, newest.state, newest.curve) == (3, {"seconds": 1.5}, [{"step": 3}])
    assert best is not None
    assert best[:2] == (3, 0.75)


def test_a_full_disk_leaves_the_older_checkpoint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Checkpoints(tmp_path)
    kept.save(checkpoint(1))

    def full(path: Path, data: bytes) -> None:
        raise DiskProblem("The disk is full.", "Free some space.")

    monkeypatch.setattr(files, "write_bytes", full)
    with pytest.raises(DiskProblem):
        kept.save(checkpoint(2))
    monkeypatch.undo()
    newest = kept.newest()
    assert newest is not None
    assert newest.step == 1
    assert [p.name for p in tmp_path.iterdir()] == ["step-000001"]


def test_precision() -> None:
    backbone = tiny()
    assert precision.choose("fp32", backbone) is torch.float32
    assert precision.choose("auto", tiny(dtype=torch.bfloat16)) is torch.bfloat16
    with pytest.raises(InputProblem):
        precision.choose("fp16", backbone)
    with pytest.raises(InputProblem):
        precision.choose("fp32", tiny(dtype=torch.bfloat16))


@pytest.mark.parametrize("slug", ["lora", "dreambooth", "textual_inversion"])
def test_a_half_precision_backbone_learns_in_fp32(slug: str) -> None:
    method = registry.get(slug)
    assert isinstance(method, Learns)
    settings = method.Settings.from_values({"batch_size": 2, "warmup_steps": 0})
    backbone = tiny(dtype=torch.bfloat16)
    trainer = golden.make_trainer(method, backbone, settings)
    before = trainer.learned()
    for _ in range(2):
        trainer.advance()
    after = trainer.learned()
    trainer.attachment.detach()
    assert all(p.dtype is torch.float32 for p in trainer.attachment.trains.values())
    assert any(not torch.equal(after[name], before[name]) for name in after)
    assert {p.dtype for p in backbone.denoiser().parameters()} == {torch.bfloat16}
