"""Recipes on tiny settings: they train, stop, and go on as if they had never stopped."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from studio.engine.perception.judges import load_clip, load_instance_encoder, load_referee
from studio.engine.pretraining import autoencoder, clip_towers, instance, judge, pack, unet
from studio.engine.pretraining.autoencoder import AutoencoderSettings
from studio.engine.pretraining.clip_towers import ClipSettings
from studio.engine.pretraining.drawing_loop import draw, load_pack
from studio.engine.pretraining.gates import contact_sheet, gate_prompts, scores
from studio.engine.pretraining.instance import InstanceSettings
from studio.engine.pretraining.judge import JudgeSettings
from studio.engine.pretraining.recipes import RECIPES, adopt_shipped
from studio.engine.pretraining.redrawn import redrawn
from studio.engine.pretraining.runs import Budget
from studio.engine.pretraining.unet import Stage, UnetSettings
from studio.engine.pretraining.world.vocabulary import vocabulary

Run = Callable[[Path, Budget, bool], dict[str, Any]]

_CODER = AutoencoderSettings(
    channels=(8, 16, 16, 32), encoder_blocks=(0, 1, 1, 1), decoder_blocks=(0, 1, 1, 1), batch=2, scenes=4, textures=2
)
_CLIP = ClipSettings(
    width=64, text_layers=1, vision_layers=1, batch=4, scenes=12, judged=8, naming_scenes=8, naming_steps=2
)
_UNET = UnetSettings(
    channels=(32, 32, 32), heads=(2, 2, 2), batch=4, scenes_per_shard=6, shards=(("single", 1),),
    stages=(Stage(0, (("single", 1.0),)),), text_width=64,
)  # fmt: skip


def _quiet(_line: str) -> None:
    pass


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A work folder with every part, each trained for two steps."""
    folder = tmp_path_factory.mktemp("work")
    two = Budget(steps=2)
    autoencoder.run(folder, two, False, _quiet, _CODER)
    clip_towers.run(folder, two, False, _quiet, _CLIP)
    instance.run(folder, two, False, _quiet, InstanceSettings(subjects=6, views=2), judged=2)
    judge.run(folder, two, False, _quiet, JudgeSettings(batch=4, scenes=10, judged=3))
    unet.run(folder, two, False, _quiet, _UNET)
    return folder


def _weights(checkpoint: Path) -> dict[str, torch.Tensor]:
    state = torch.load(checkpoint, weights_only=True)
    parts = {**state["modules"], **{f"ema {name}": value for name, value in state["emas"].items()}}
    return {f"{part} {name}": value for part, tensors in parts.items() for name, value in tensors.items()}


def _same_after_a_break(whole: Path, broken: Path, name: str, run: Run) -> None:
    run(whole, Budget(steps=4), False)
    run(broken, Budget(steps=2), False)
    run(broken, Budget(steps=4), True)
    unbroken, resumed = _weights(whole / f"{name}.pt"), _weights(broken / f"{name}.pt")
    assert unbroken.keys() == resumed.keys()
    assert [key for key in unbroken if not torch.equal(unbroken[key], resumed[key])] == []


def test_the_autoencoder_resumes_exactly(tmp_path: Path) -> None:
    _same_after_a_break(
        tmp_path / "a", tmp_path / "b", "autoencoder", lambda d, b, r: autoencoder.run(d, b, r, _quiet, _CODER)
    )


def test_the_clip_towers_resume_exactly(work: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):  # merges learned anew may differ where two are equally frequent
        shutil.copytree(work / "tokenizer", tmp_path / name / "tokenizer")
    _same_after_a_break(
        tmp_path / "a", tmp_path / "b", "clip", lambda d, b, _: clip_towers.run(d, b, True, _quiet, _CLIP)
    )


def test_the_unet_resumes_exactly(work: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        for part in ("vae", "text", "vision", "tokenizer", "latents"):
            (tmp_path / name / part).symlink_to(work / part)
    _same_after_a_break(tmp_path / "a", tmp_path / "b", "unet", lambda d, b, r: unet.run(d, b, r, _quiet, _UNET))


_INSTANCE = InstanceSettings(subjects=6, views=2)
_JUDGE = JudgeSettings(batch=4, scenes=10, judged=3)


def test_the_judges_resume_exactly(work: Path, tmp_path: Path) -> None:
    for name in ("c", "d"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "vae").symlink_to(work / "vae")
    _same_after_a_break(
        tmp_path / "a", tmp_path / "b", "instance", lambda d, b, r: instance.run(d, b, r, _quiet, _INSTANCE, judged=2)
    )
    _same_after_a_break(tmp_path / "c", tmp_path / "d", "judge", lambda d, b, r: judge.run(d, b, r, _quiet, _JUDGE))


def _same_file(first: Path, second: Path) -> bool:
    return first.read_bytes() == second.read_bytes()


def test_without_a_checkpoint_training_goes_on_from_the_shipped_weights(work: Path, tmp_path: Path) -> None:
    nothing, shipped = Budget(steps=0), work / "instance"
    (tmp_path / "vae").symlink_to(work / "vae")
    instance.run(tmp_path, nothing, True, _quiet, _INSTANCE, judged=2, shipped=shipped)
    assert _same_file(tmp_path / "instance" / "model.safetensors", shipped / "model.safetensors")
    judge.run(tmp_path, nothing, True, _quiet, _JUDGE, shipped=work / "referee")
    assert _same_file(tmp_path / "referee" / "model.safetensors", work / "referee" / "model.safetensors")
    instance.run(tmp_path / "new", nothing, False, _quiet, _INSTANCE, judged=2, shipped=shipped)
    assert not _same_file(tmp_path / "new" / "instance" / "model.safetensors", shipped / "model.safetensors")


def test_clip_goes_on_from_shipped_towers_and_leaves_the_text_tower_alone(work: Path, tmp_path: Path) -> None:
    for part in ("text", "vision", "tokenizer"):
        shutil.copytree(work / part, tmp_path / part)
    clip_towers.run(tmp_path, Budget(steps=0), True, _quiet, _CLIP)
    assert _same_file(tmp_path / "vision" / "model.safetensors", work / "vision" / "model.safetensors")
    clip_towers.run(tmp_path, Budget(steps=2), True, _quiet, _CLIP)
    assert _same_file(tmp_path / "text" / "model.safetensors", work / "text" / "model.safetensors")
    assert not _same_file(tmp_path / "vision" / "model.safetensors", work / "vision" / "model.safetensors")


def test_the_mean_of_two_ends_is_kept_only_where_it_reads_no_worse() -> None:
    before, after = torch.nn.Linear(2, 2), torch.nn.Linear(2, 2)
    mean = (before.weight + after.weight).detach() / 2

    def likes_the_mean(tower: torch.nn.Linear) -> float:
        return -float((tower.weight.detach() - mean).norm())

    assert torch.allclose(clip_towers._better_of_mean(before, after, likes_the_mean).weight, mean)
    assert clip_towers._better_of_mean(before, after, lambda tower: -likes_the_mean(tower)) is after


def test_training_changes_the_weights(work: Path, tmp_path: Path) -> None:
    autoencoder.run(tmp_path, Budget(steps=0), False, _quiet, _CODER)
    before, after = _weights(tmp_path / "autoencoder.pt"), _weights(work / "autoencoder.pt")
    assert any(not torch.equal(before[name], after[name]) for name in before)


def test_the_pack_loads_through_diffusers_and_draws(work: Path, tmp_path: Path) -> None:
    pack.write_pack(work, tmp_path / "mini")
    loaded = load_pack(tmp_path / "mini")
    pictures = draw(loaded, ["a dog on a beach", "a car"], seeds=[4, 5], steps=2)
    assert pictures.shape == (2, 3, 128, 128)
    assert torch.isfinite(pictures).all()
    alone = draw(loaded, ["a car"], seeds=[5], steps=2)
    assert torch.allclose(alone[0], pictures[1], atol=0.05)
    assert contact_sheet(pictures, 2).size == (256, 128)


def test_views_are_redrawn_the_same_way_each_time_and_the_judge_learns_from_them(work: Path, tmp_path: Path) -> None:
    pack.write_pack(work, tmp_path / "mini")
    loaded = load_pack(tmp_path / "mini")
    views = [instance.view("fluent-emoji-flat:dog-face", seed) for seed in range(3)]
    prompts, strengths = ["a photo of a dog"] * 3, [0.0, 0.4, 1.0]
    first, second = (redrawn(loaded, views, prompts, strengths, seed=1) for _ in range(2))
    assert all(np.array_equal(one, other) for one, other in zip(first, second, strict=True))
    assert first[0].shape == (128, 128, 3)
    assert not np.array_equal(first[1], first[2])
    said: list[str] = []
    few = InstanceSettings(subjects=4, views=2, redrawn_variants=1)
    small = instance.vocabulary().nouns[:2]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(instance, "_redrawn_nouns", lambda: small)
        instance.run(tmp_path, Budget(steps=2), False, said.append, few, judged=2, pack=tmp_path / "mini")
    assert any("views redrawn" in line for line in said)


def test_the_judges_load_and_read(work: Path, tmp_path: Path) -> None:
    pack.write_judges(work, tmp_path)
    pictures = torch.rand(3, 3, 96, 128) * 2 - 1
    embedded = load_instance_encoder(tmp_path / "instance").embed(pictures)
    assert torch.allclose(embedded.norm(dim=1), torch.ones(3), atol=1e-3)
    referee = load_referee(tmp_path / "referee")
    read = referee.read(pictures)
    assert set(read) == set(referee.labels)
    for head, names in referee.labels.items():
        assert read[head].shape == (3, len(names))
    clip = load_clip(tmp_path / "clip")
    assert clip.image(pictures).shape == clip.text(["a dog", "Пингвин", ""]).shape


def test_the_gate_prompts_are_fixed_and_judged_by_the_words_they_hold(work: Path, tmp_path: Path) -> None:
    prompts = gate_prompts()
    assert [prompt.text for prompt in prompts] == [prompt.text for prompt in gate_prompts()]
    words = vocabulary()
    for prompt in prompts:
        for name in prompt.objects:
            assert name in prompt.text or words.noun(name).plural in prompt.text
    pack.write_judges(work, tmp_path)
    figures = scores(load_referee(tmp_path / "referee"), prompts, torch.zeros(200, 3, 128, 128))
    assert {"object", "place", "plain", "color", "style", "expression", "both objects"} <= figures.keys()
    assert all(0 <= share <= 1 for share in figures.values())


def test_recipes_are_found_by_name() -> None:
    mine = {"mini-autoencoder", "mini-clip", "mini-unet", "mini-instance", "mini-judge", "mini-sam"}
    assert mine <= set(RECIPES)
    assert all(name == recipe.name for name, recipe in RECIPES.items())


def test_some_views_are_softened_and_keep_their_mean() -> None:
    pictures = torch.rand(40, 3, 32, 32) * 2 - 1
    made = instance.soften(pictures, 0.5, np.random.default_rng(0))
    changed = [(a != b).any().item() for a, b in zip(pictures, made, strict=True)]
    assert 8 < sum(changed) < 32
    first = changed.index(True)
    assert made[first].std() < 0.8 * pictures[first].std()
    assert torch.allclose(made.mean((1, 2, 3)), pictures.mean((1, 2, 3)), atol=0.03)
    assert torch.equal(instance.soften(pictures, 0.0, np.random.default_rng(0)), pictures)


def test_pictures_are_varied_within_bounds_and_left_alone_at_zero() -> None:
    pictures = torch.rand(6, 3, 32, 32) * 2 - 1
    assert torch.allclose(clip_towers.varied(pictures, 0.0, np.random.default_rng(1)), pictures, atol=1e-5)
    made = clip_towers.varied(pictures, 1.0, np.random.default_rng(1))
    assert made.shape == pictures.shape
    assert made.abs().max() <= 1
    assert all(not torch.allclose(a, b, atol=0.05) for a, b in zip(made, pictures, strict=True))


def test_a_caption_that_reads_the_same_is_no_wrong_answer() -> None:
    texts = torch.eye(4)[[0, 1, 0, 2]]
    loss, right = clip_towers.own_among(torch.eye(4)[[0, 1]], texts, torch.tensor([0, 1]), torch.tensor(4.0))
    assert right == 1
    assert loss < 1e-3


def test_the_unet_finds_all_it_learns_from_in_a_new_work_folder(tmp_path: Path) -> None:
    for folder in RECIPES["mini-unet"].needs:
        adopt_shipped(tmp_path, folder)
    assert {path.name for path in tmp_path.iterdir()} == {"vae", "text", "tokenizer", "vision"}
    assert (tmp_path / "vision" / "config.json").is_file(), "without it the UNet trains unaligned"
