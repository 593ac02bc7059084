"""DINOv2 and CLIP of the person's own, tiny ones with random weights: found, run, named, refused."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import torch
from PIL import Image
from transformers import CLIPConfig, CLIPModel, CLIPTextConfig, CLIPVisionConfig

from studio.core import folders
from studio.core.errors import MissingWeights
from studio.engine.bench.judged import load_bench_judges
from studio.engine.evaluation.judges import load_judges
from studio.engine.evaluation.own_judges import OwnClip, TowerJudge
from studio.engine.evaluation.score import cosines
from studio.engine.evaluation.selection import selection_judge
from studio.engine.perception.image_features import load_tower
from studio.library.catalogue import inventory
from studio.library.catalogue import judges as catalogue
from tests.engine.perception.test_image_features import dinov2

torch.manual_seed(0)


def _clip(folder: Path) -> Path:
    tokenizer = folders.models() / "mini" / "tokenizer"
    words = 1 + max(one["id"] for one in json.loads((tokenizer / "tokenizer.json").read_text("utf-8"))["added_tokens"])
    text = CLIPTextConfig(
        vocab_size=words, hidden_size=16, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2,
        max_position_embeddings=20, projection_dim=12, bos_token_id=words - 2, eos_token_id=words - 1,
        pad_token_id=words - 1,
    )  # fmt: skip
    vision = CLIPVisionConfig(
        hidden_size=16, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2, image_size=32, patch_size=8,
        projection_dim=12,
    )  # fmt: skip
    made = CLIPModel(CLIPConfig(text_config=text.to_dict(), vision_config=vision.to_dict(), projection_dim=12))
    made.save_pretrained(folder)
    for file in tokenizer.iterdir():
        shutil.copy(file, folder / file.name)
    return folder


@pytest.fixture
def own() -> Path:
    """Both in the model folder of the test."""
    _clip(catalogue.home() / "clip-vit")
    dinov2(catalogue.home() / "dinov2-small")
    return catalogue.home()


def test_photographs_are_measured_by_them_and_drawings_are_not(own: Path) -> None:
    judges = load_judges(photographs=True)
    assert judges.instance_name.startswith("judges/dinov2-small@")
    assert judges.clip_name.startswith("judges/clip-vit@")
    assert load_judges().instance_name.startswith("models/judges/instance@")
    assert isinstance(judges.instance, TowerJudge)
    assert judges.clip is not None
    pictures = torch.rand(3, 3, 48, 40) * 2 - 1
    pictures[2] = pictures[0]
    for seen in (judges.instance.embed(pictures), judges.clip.image(pictures)):
        torch.testing.assert_close(seen.norm(dim=1), torch.ones(3))
        torch.testing.assert_close(seen[0], seen[2])
        assert not torch.allclose(seen[0], seen[1], atol=1e-4)
    said = judges.clip.text(["a dog on a beach", "a cat", "dog " * 40])
    assert said.shape == (3, 12)
    assert cosines(judges.clip.image(pictures), said).shape == (3, 3)
    assert selection_judge(photographs=True) is not None


def test_pictures_reach_the_tower_as_its_own_preparation_does(own: Path) -> None:
    tower = load_tower(own / "dinov2-small")
    picture = (torch.rand(3, 64, 64) * 255).round().to(torch.uint8)
    by_pillow = tower.encode([Image.fromarray(picture.permute(1, 2, 0).numpy())])
    by_tensor = TowerJudge(tower).embed(picture[None].float() / 127.5 - 1)
    torch.testing.assert_close(by_pillow, by_tensor)


def test_the_bench_names_what_measures_and_what_is_only_a_hint(own: Path, tmp_path: Path) -> None:
    with_them = load_bench_judges(labelled=False)
    assert not any("hint" in said for said in with_them.missing)
    shutil.rmtree(own / "dinov2-small")
    without = load_bench_judges(labelled=False)
    assert [said for said in without.missing if "hint" in said and "dinov2" in said and str(own) in said]
    assert not any("hint" in said for said in load_bench_judges(labelled=True).missing)


def test_they_stand_among_the_models(own: Path) -> None:
    found = {model.name: model.what for model in inventory.models()}
    assert found["dinov2-small"] == "Measures likeness on photographs."
    assert found["clip-vit"] == "Measures prompt fit on photographs."


def test_a_clip_without_words_is_refused(own: Path) -> None:
    for file in ("vocab.json", "merges.txt", "tokenizer.json"):
        (own / "clip-vit" / file).unlink(missing_ok=True)
    with pytest.raises(MissingWeights, match="words of the CLIP"):
        OwnClip(own / "clip-vit")
    (own / "dinov2-small" / "config.json").write_text("{", "utf-8")
    assert catalogue.own(catalogue.INSTANCE) is None


def test_which_base_models_draw_photographs() -> None:
    assert not catalogue.draws_photographs("mini")
    assert not catalogue.draws_photographs("tiny")
