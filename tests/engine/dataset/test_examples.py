"""Examples and their latents: mirrored variants, captions, masks, the cache."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from PIL import Image
from torch import Tensor

from studio.core.errors import InputProblem
from studio.core.geometry import SizePx
from studio.engine.backbones.surface import Backbone
from studio.engine.backbones.tiny import tiny
from studio.engine.dataset.examples import Example, from_subject, own_caption
from studio.engine.dataset.latents import LatentCache
from studio.engine.dataset.variations import Variation, Variations, loss_weight
from studio.library.gallery.records import SubjectView
from studio.library.gallery.store import subject_view
from tests.fakes.teaching import make_library

TRIGGER = "sks dog"


@pytest.fixture(scope="module")
def backbone() -> Backbone:
    return tiny()


@pytest.fixture
def view(tmp_path: Path) -> SubjectView:
    return subject_view(tmp_path, make_library(tmp_path).id)


def examples(
    view: SubjectView,
    backbone: Backbone,
    cache: LatentCache | None = None,
    *,
    flip: bool = True,
    mask_weight: float = 0.0,
) -> list[Example]:
    prompts = ("a photo of sks dog",)
    kept = cache or LatentCache(backbone)
    return from_subject(view, 0, backbone.facts, kept, prompts, TRIGGER, flip=flip, mask_weight=mask_weight)


def same(first: list[Example], second: list[Example]) -> bool:
    pairs = [(a, b) for x, y in zip(first, second, strict=True) for a, b in zip(x.latents, y.latents, strict=True)]
    return all(torch.equal(a, b) for a, b in pairs)


def test_held_out_photos_are_not_learned_from(view: SubjectView, backbone: Backbone) -> None:
    assert view.selection is not None
    assert view.report is not None
    made = examples(view, backbone)
    assert [one.photo for one in made] == [photo.id for photo in view.training]
    assert len(made) == 3


def test_mirror_images_are_encoded_not_flipped_latents(view: SubjectView, backbone: Backbone) -> None:
    one = examples(view, backbone)[0]
    assert len(one.latents) == 2
    assert one.latents[0].shape == (4, 4, 4)
    assert not torch.equal(*one.latents)
    assert len(examples(view, backbone, flip=False)[0].latents) == 1


def test_latents_do_not_depend_on_the_set(view: SubjectView, backbone: Backbone) -> None:
    alone = view.model_copy(update={"training": view.training[1:2]})
    assert torch.equal(examples(alone, backbone)[0].latents[0], examples(view, backbone)[1].latents[0])


def test_the_cache_on_disk_saves_encoding(view: SubjectView, backbone: Backbone, tmp_path: Path) -> None:
    folder = tmp_path / "derived"
    first = examples(view, backbone, LatentCache(backbone, folder))
    encode, calls = backbone.encode_pictures, []
    backbone.encode_pictures = lambda pictures: calls.append(1) or encode(pictures)  # type: ignore[method-assign]
    try:
        again = examples(view, backbone, LatentCache(backbone, folder))
        assert not calls
        for file in folder.rglob("*.safetensors"):
            file.write_bytes(b"damaged")
        third = examples(view, backbone, LatentCache(backbone, folder))
        assert len(calls) == 6
    finally:
        backbone.encode_pictures = encode  # type: ignore[method-assign]
    assert same(first, again)
    assert same(first, third)


def test_another_crop_is_another_latent(view: SubjectView, backbone: Backbone, tmp_path: Path) -> None:
    cache = LatentCache(backbone, tmp_path / "derived")
    plain = examples(view, backbone, cache)[0]
    turned = view.training[0].model_copy(update={"rotation_deg": 180})
    other = examples(view.model_copy(update={"training": (turned,)}), backbone, cache)[0]
    assert not torch.equal(plain.latents[0], other.latents[0])


def test_masks_weigh_and_are_mirrored(view: SubjectView, backbone: Backbone, tmp_path: Path) -> None:
    mask = Image.new("L", (48, 40))
    mask.paste(255, (0, 0, 20, 40))
    mask.save(tmp_path / "mask.png")
    masked = view.training[0].model_copy(update={"mask": tmp_path / "mask.png"})
    one = examples(view.model_copy(update={"training": (masked,)}), backbone, mask_weight=0.8)[0]
    assert torch.equal(one.weights[0].flip(-1), one.weights[1])
    assert one.weights[0].mean() == pytest.approx(1.0)
    assert one.weights[0].max() > 1 > one.weights[0].min()
    assert torch.equal(loss_weight(None, 0.8, SizePx(4, 4)), torch.ones(1, 4, 4))


def test_the_model_is_asked_only_for_photos_without_a_mask(
    view: SubjectView, backbone: Backbone, tmp_path: Path
) -> None:
    Image.new("L", (48, 40), 255).save(tmp_path / "mask.png")
    masked = view.training[0].model_copy(update={"mask": tmp_path / "mask.png"})
    mixed = view.model_copy(update={"training": (masked, view.training[1])})
    left = torch.zeros(1, 4, 4)
    left[..., :2] = 1
    asked: list[Tensor] = []

    def made(mask_weight: float) -> list[Example]:
        return from_subject(
            mixed, 0, backbone.facts, LatentCache(backbone), ("a dog",), TRIGGER, flip=True, mask_weight=mask_weight,
            find=lambda latents: asked.append(latents) or left,
        )  # fmt: skip

    brushed, found = made(0.5)
    assert len(asked) == 1
    assert torch.equal(asked[0], found.latents[0])
    assert torch.equal(brushed.weights[0], torch.ones(1, 4, 4))
    assert found.weights[0][0, 0, 0] == pytest.approx(2 * float(found.weights[0][0, 0, 3]))
    assert torch.equal(found.weights[1], found.weights[0].flip(-1))
    made(0.0)
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("", ""),
        ("a dog on a beach", ""),
        ("@Rex on a beach", "sks dog on a beach"),
        ('@"Rex" and rex', "sks dog and sks dog"),
        ("{} in the snow", "sks dog in the snow"),
        ("Rex in the snow", "sks dog in the snow"),
        ("a T-Rexes toy", ""),
        ("sks dog on grass", "sks dog on grass"),
    ],
)
def test_captions_win_when_they_name_the_subject(view: SubjectView, caption: str, expected: str) -> None:
    assert own_caption(caption, view, TRIGGER) == expected


def test_a_caption_reaches_its_example(tmp_path: Path, backbone: Backbone) -> None:
    named = subject_view(tmp_path, make_library(tmp_path, caption="@Rex asleep").id)
    assert examples(named, backbone)[0].prompts == ("sks dog asleep",)


def test_variations_come_with_their_prompts_and_what_was_filled_up_is_not_learned(
    view: SubjectView, backbone: Backbone
) -> None:
    asked: list[tuple[str, int]] = []

    def make(picture: Tensor, mask: Tensor | None, photo: str, number: int) -> Variation:
        asked.append((photo, number))
        assert mask is None
        valid = torch.ones_like(picture[:1])
        valid[:, :, : picture.shape[-1] // 2] = 0
        return Variation(-picture, mask, valid, "a far away {}")

    wanted = Variations(3, 0.5, make, "test")
    cache = LatentCache(backbone)
    made = from_subject(
        view, 0, backbone.facts, cache, ("a dog",), TRIGGER, flip=False, mask_weight=0.9, variations=wanted
    )
    assert len(asked) == 9
    for one in made:
        assert len(one.latents) == 1
        assert len(one.varied) == 3
        assert one.vary_share == 0.5
        for other in one.varied:
            assert not torch.equal(other.latents, one.latents[0])
            assert other.frame == "a far away {}"
            half = other.weight.shape[-1] // 2
            assert float(other.weight[..., :half].sum()) == 0
            assert float(other.weight.mean()) == pytest.approx(1)


def test_a_variation_that_is_all_filling_is_refused() -> None:
    with pytest.raises(InputProblem):
        loss_weight(None, 0.0, SizePx(4, 4), torch.zeros(1, 4, 4))
