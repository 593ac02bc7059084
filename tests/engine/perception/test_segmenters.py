"""Segmenters of every kind by the same questions, their packs on disk, and all that can be wrong with them."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file
from segment_anything import sam_model_registry
from segment_anything.modeling import ImageEncoderViT, MaskDecoder, PromptEncoder, Sam, TwoWayTransformer

from studio.core import folders
from studio.core.errors import InputProblem, MissingWeights
from studio.core.geometry import BoxFrac
from studio.engine.perception.cut_out import refined
from studio.engine.perception.segmenter import (
    FoundMask,
    Point,
    Prompt,
    Segmenter,
    at_clicks,
    largest_part,
    likely_subject,
)
from studio.engine.perception.segmenters import open_segmenter
from studio.engine.perception.small_sam import SmallSamShape, build_small_sam, masks_of_each, save_small_sam
from studio.engine.safety.convert import convert
from studio.library.catalogue import segmenters
from studio.library.catalogue.segmenters import SegmenterKind

_SHAPE = SmallSamShape(
    image_size=64,
    widths=(16, 16, 16),
    depths=(1, 1, 1),
    attention_depth=1,
    heads=2,
    dims=16,
    decoder_mlp=16,
    decoder_heads=2,
)


def _tiny_published(checkpoint: str | None = None) -> Sam:
    """SAM 1's own layout, small: 64 px, patches of 8, 32 wide, two blocks."""
    assert checkpoint is None
    side, dims = 8, 16
    return Sam(
        image_encoder=ImageEncoderViT(
            img_size=64, patch_size=8, embed_dim=32, depth=2, num_heads=2, out_chans=dims, use_rel_pos=True,
            norm_layer=partial(torch.nn.LayerNorm, eps=1e-6), window_size=4, global_attn_indexes=(1,),
        ),
        prompt_encoder=PromptEncoder(
            embed_dim=dims, image_embedding_size=(side, side), input_image_size=(64, 64), mask_in_chans=4
        ),
        mask_decoder=MaskDecoder(
            num_multimask_outputs=3,
            transformer=TwoWayTransformer(depth=2, embedding_dim=dims, mlp_dim=16, num_heads=2),
            transformer_dim=dims,
            iou_head_hidden_dim=16,
        ),
    )  # fmt: skip


def _save_small(folder: Path) -> Path:
    torch.manual_seed(1)
    save_small_sam(build_small_sam(_SHAPE), _SHAPE, folder)
    return folder


@pytest.fixture
def known_tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    """Our tiny SAM 1 counts as vit_b."""
    monkeypatch.setattr(segmenters, "_SIZES", {(32, 2): "vit_b"})
    monkeypatch.setattr(segmenters, "_GRID", (8, 8))
    monkeypatch.setitem(sam_model_registry, "vit_b", _tiny_published)


def _save_sam1(path: Path) -> Path:
    torch.manual_seed(2)
    state = {name: value.contiguous() for name, value in _tiny_published().state_dict().items()}
    save_file(state, path)
    return path


def _save_sam2(folder: Path) -> Path:
    from transformers import Sam2Config, Sam2Model, Sam2VisionConfig
    from transformers.models.sam2.configuration_sam2 import (
        Sam2HieraDetConfig,
        Sam2MaskDecoderConfig,
        Sam2PromptEncoderConfig,
    )

    torch.manual_seed(3)
    backbone = Sam2HieraDetConfig(
        hidden_size=8, image_size=[64, 64], blocks_per_stage=[1, 1, 2, 1], embed_dim_per_stage=[8, 16, 32, 64],
        num_attention_heads_per_stage=[1, 1, 2, 2], window_size_per_stage=[4, 2, 2, 2], global_attention_blocks=[3],
        window_positional_embedding_background_size=[4, 4],
    )  # fmt: skip
    vision = Sam2VisionConfig(
        backbone_config=backbone, backbone_channel_list=[64, 32, 16, 8], fpn_hidden_size=16,
        backbone_feature_sizes=[[16, 16], [8, 8], [4, 4]],
    )  # fmt: skip
    config = Sam2Config(
        vision_config=vision,
        prompt_encoder_config=Sam2PromptEncoderConfig(
            hidden_size=16, image_size=64, patch_size=16, mask_input_channels=4
        ),
        mask_decoder_config=Sam2MaskDecoderConfig(
            hidden_size=16, mlp_dim=16, num_attention_heads=2, iou_head_hidden_dim=16
        ),
    )
    Sam2Model(config).save_pretrained(folder)
    return folder


def _picture(height: int = 60, width: int = 90) -> np.ndarray:
    made = np.full((height, width, 3), 230, np.uint8)
    made[height // 4 : -height // 4, width // 4 : -width // 4] = (180, 40, 40)
    return made


def _every_question(segmenter: Segmenter) -> None:
    """Any weights: shapes, order and ranges are right; what random weights find is not asked."""
    picture = _picture()
    segmenter.look_at(picture)
    mask = np.zeros(picture.shape[:2], bool)
    mask[20:40, 30:60] = True
    prompts = (
        Prompt((Point(0.5, 0.5),)),
        Prompt((Point(0.5, 0.5), Point(0.05, 0.05, False))),
        Prompt(box=BoxFrac(0.2, 0.2, 0.8, 0.8)),
        Prompt((Point(0.5, 0.5),), BoxFrac(0.2, 0.2, 0.8, 0.8)),
        Prompt((Point(0.5, 0.5),), mask=mask),
        Prompt(mask=mask),
    )
    answered = 0
    for prompt in prompts:
        try:
            found = segmenter.candidates(prompt)
        except InputProblem:  # random weights may find nothing, and say so
            continue
        answered += 1
        assert 1 <= len(found) <= (3 if prompt is prompts[0] else 1)
        assert [one.quality for one in found] == sorted((one.quality for one in found), reverse=True)
        for one in found:
            assert one.mask.shape == picture.shape[:2]
            assert one.mask.dtype == np.bool_
            assert one.box.is_valid()
    assert answered > 0
    for one in segmenter.automatic(points_per_side=2):
        assert one.mask.shape == picture.shape[:2]


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings that keep these tests offline are taken off; a socket that is asked for is an error."""
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "DIFFUSERS_OFFLINE"):
        monkeypatch.delenv(name, raising=False)

    def refuse(*_args: Any, **_kwargs: Any) -> Any:
        raise AssertionError("the network was asked for")

    for name in ("getaddrinfo", "create_connection", "socket"):
        monkeypatch.setattr(socket, name, refuse)


@pytest.mark.usefixtures("offline", "known_tiny")
@pytest.mark.parametrize("kind", list(SegmenterKind))
def test_every_kind_answers_every_question_without_the_network(kind: SegmenterKind, tmp_path: Path) -> None:
    save: dict[SegmenterKind, Callable[[Path], Path]] = {
        SegmenterKind.SMALL: lambda p: _save_small(p / "pack"),
        SegmenterKind.SAM1: lambda p: _save_sam1(p / "sam.safetensors"),
        SegmenterKind.SAM2: lambda p: _save_sam2(p / "sam2"),
    }
    segmenter = open_segmenter(save[kind](tmp_path))
    assert segmenter.card.kind is kind
    _every_question(segmenter)


@pytest.mark.usefixtures("known_tiny")
def test_a_pth_is_refused_and_works_after_convert(tmp_path: Path) -> None:
    torch.manual_seed(2)
    torch.save(_tiny_published().state_dict(), tmp_path / "sam_vit_b.pth")
    with pytest.raises(InputProblem, match="is a pickle") as caught:
        open_segmenter(tmp_path / "sam_vit_b.pth")
    assert "studio convert sam_vit_b.pth" in caught.value.remedy
    made = convert(tmp_path / "sam_vit_b.pth").path
    segmenter = open_segmenter(made)
    assert (segmenter.card.kind, segmenter.card.size, segmenter.card.title) == (
        SegmenterKind.SAM1,
        "vit_b",
        "SAM vit_b",
    )
    _every_question(segmenter)


def test_a_sam_of_an_unknown_size_names_its_size(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="32 wide, 2 blocks") as caught:
        open_segmenter(_save_sam1(tmp_path / "odd.safetensors"))
    assert "vit_b, vit_l or vit_h" in caught.value.remedy


@pytest.mark.usefixtures("known_tiny")
def test_weights_that_do_not_fit_are_named(tmp_path: Path) -> None:
    path = _save_sam1(tmp_path / "sam.safetensors")
    state = load_file(path)
    del state["mask_decoder.iou_token.weight"]
    save_file(state, path)
    with pytest.raises(MissingWeights, match=r"mask_decoder\.iou_token\.weight"):
        open_segmenter(path)


def test_truncated_weights_are_found_before_they_are_read(tmp_path: Path) -> None:
    file = _save_small(tmp_path / "pack") / "model.safetensors"
    file.write_bytes(file.read_bytes()[:-100])
    with pytest.raises(MissingWeights, match="cut off"):
        open_segmenter(tmp_path / "pack")


def test_changed_weights_are_found_by_their_hash(tmp_path: Path) -> None:
    file = _save_small(tmp_path / "pack") / "model.safetensors"
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(bytes(content))
    with pytest.raises(MissingWeights, match="their hash is not the one"):
        open_segmenter(tmp_path / "pack")


def test_a_config_of_another_network_is_one_sentence(tmp_path: Path) -> None:
    folder = _save_small(tmp_path / "pack")
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**config, "dims": 32}))
    with pytest.raises(MissingWeights, match="do not belong together"):
        open_segmenter(folder)
    (folder / "config.json").write_text(json.dumps({**config, "wings": 2}))
    with pytest.raises(MissingWeights, match="do not belong together"):
        open_segmenter(folder)


@pytest.mark.parametrize("content", [{}, {"config.json": '{"model_type": "bert"}'}, {"a.pth": "x"}])
def test_what_is_no_segmenter_is_refused(content: dict[str, str], tmp_path: Path) -> None:
    for name, text in content.items():
        (tmp_path / name).write_text(text)
    with pytest.raises((MissingWeights, InputProblem)) as caught:
        open_segmenter(tmp_path)
    assert caught.value.remedy
    with pytest.raises(MissingWeights, match="no segmenter in"):
        open_segmenter(tmp_path / "nowhere")


def test_a_sam2_without_weights_or_with_damaged_ones(tmp_path: Path) -> None:
    folder = _save_sam2(tmp_path / "sam2")
    config = json.loads((folder / "config.json").read_text())
    config["vision_config"]["fpn_hidden_size"] = 24
    (folder / "config.json").write_text(json.dumps(config))
    with pytest.raises(MissingWeights, match="cannot be loaded"):
        open_segmenter(folder)
    (folder / "model.safetensors").unlink()
    with pytest.raises(MissingWeights, match=r"model\.safetensors"):
        open_segmenter(folder)


def _whole(value: bool) -> np.ndarray:
    return np.full((60, 90), value)


@pytest.mark.parametrize(
    ("prompt", "said"),
    [
        (Prompt(), "Nothing says what to select"),
        (Prompt((Point(0.5, 0.5, False),)), "Nothing says what to select"),
        (Prompt((Point(1.2, 0.5),)), "outside the picture"),
        (Prompt(box=BoxFrac(0.5, 0.5, 0.5, 0.9)), "box does not lie"),
        (Prompt(mask=_whole(False)), "covers nothing"),
        (Prompt(mask=_whole(True)), "covers the whole picture"),
        (Prompt(mask=np.ones((3, 3), bool)), "3 × 3 pixels"),
    ],
)
def test_prompts_that_say_nothing_are_told_so(prompt: Prompt, said: str, tmp_path: Path) -> None:
    segmenter = open_segmenter(_save_small(tmp_path))
    segmenter.look_at(_picture())
    with pytest.raises(InputProblem, match=said) as caught:
        segmenter.candidates(prompt)
    assert caught.value.remedy


@pytest.mark.parametrize("size", [(1, 1), (7, 200)])
def test_a_picture_of_few_pixels_is_told_so(size: tuple[int, int], tmp_path: Path) -> None:
    segmenter = open_segmenter(_save_small(tmp_path))
    with pytest.raises(InputProblem, match=f"{size[1]} × {size[0]} pixels is too small"):
        segmenter.look_at(np.zeros((*size, 3), np.uint8))


def test_a_segmenter_is_chosen_and_the_shipped_one_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "user_models", lambda: tmp_path / "user")
    monkeypatch.setattr(folders, "models", lambda: tmp_path / "models")
    with pytest.raises(MissingWeights, match="is not installed"):
        segmenters.in_use()
    _save_small(tmp_path / "models" / "sam")
    assert segmenters.in_use().name == segmenters.SHIPPED
    chosen = segmenters.choose(_save_small(tmp_path / "mine"), "CC BY-NC 4.0")
    assert (segmenters.in_use(), chosen.licence) == (chosen, "CC BY-NC 4.0")
    assert segmenters.choose_shipped().name == segmenters.SHIPPED
    assert segmenters.in_use().name == segmenters.SHIPPED


def test_several_pictures_are_decoded_as_one_by_one() -> None:
    torch.manual_seed(4)
    sam = build_small_sam(_SHAPE)
    encoder = sam.prompt_encoder
    with torch.no_grad():
        embeddings = sam.image_encoder(torch.randn(2, 3, 64, 64))
        sparse, dense = encoder(points=(torch.rand(6, 1, 2) * 64, torch.ones(6, 1)), boxes=None, masks=None)
        position = encoder.get_dense_pe()
        together = masks_of_each(sam.mask_decoder, embeddings, position, sparse, dense)
        for index in range(2):
            own = slice(3 * index, 3 * index + 3)
            alone = sam.mask_decoder.predict_masks(embeddings[index : index + 1], position, sparse[own], dense[own])
            for one, all_ in zip(alone, together, strict=True):
                torch.testing.assert_close(one, all_[own])


def test_a_click_keeps_its_part_and_crumbs_go() -> None:
    mask = np.zeros((40, 80), bool)
    mask[10:30, 5:25] = mask[10:30, 50:75] = mask[2:4, 2:4] = True
    found = FoundMask(mask, 0.9)
    left = at_clicks(found, [Point(0.2, 0.5), Point(0.9, 0.5, False)])
    assert left.mask[20, 15]
    assert not left.mask[:, 40:].any()
    assert np.array_equal(at_clicks(found, [Point(0.5, 0.99)]).mask, mask)
    clean = largest_part(found).mask
    assert not clean[3, 3]
    assert clean.sum() == mask.sum() - 4


def test_a_rough_mask_is_brought_to_the_edge_of_a_photo() -> None:
    picture = np.full((300, 400, 3), (60, 110, 60), np.uint8)
    picture[100:200, 120:300] = (200, 60, 50)
    picture = np.clip(picture + np.random.default_rng(1).integers(-12, 12, picture.shape), 0, 255).astype(np.uint8)
    true = np.zeros((300, 400), np.uint8)
    true[100:200, 120:300] = 255
    rough = np.zeros_like(true)
    rough[106:194, 114:306] = 255
    fine = refined(picture, rough)
    assert ((fine > 0) ^ (true > 0)).sum() < 0.2 * ((rough > 0) ^ (true > 0)).sum()
    for nothing in (np.zeros_like(true), np.full_like(true, 255)):
        assert np.array_equal(refined(picture, nothing), nothing)


def test_the_subject_is_large_near_the_middle_and_not_the_ground() -> None:
    def block(rows: slice, columns: slice, quality: float = 0.9) -> FoundMask:
        mask = np.zeros((100, 100), bool)
        mask[rows, columns] = True
        return FoundMask(mask, quality)

    middle, corner, speck = (
        block(np.s_[30:70], np.s_[30:70]),
        block(np.s_[:25], np.s_[:25]),
        block(np.s_[50:52], np.s_[50:52]),
    )
    ground = FoundMask(~middle.mask, 0.99)
    assert likely_subject([ground, corner, speck, middle]) is middle
    assert likely_subject([speck]) is None
    left = likely_subject([ground])
    assert left is not None
    assert np.array_equal(left.mask, middle.mask)
    assert likely_subject([]) is None
