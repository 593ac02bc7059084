"""Florence-2 and BLIP of tiny random weights from a folder: they say something, offline; other folders are refused."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from studio.core.errors import InputProblem, MissingWeights, StudioError
from studio.engine.perception.captioner import LocalCaptioner
from tests.fakes.pictures import picture

_WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "dog", "cat", "on", "the", "beach", "photo", "of"]


def _blip(folder: Path) -> Path:
    from transformers import BertTokenizer, BlipConfig, BlipForConditionalGeneration, BlipImageProcessor, BlipProcessor

    torch.manual_seed(0)
    folder.mkdir()
    vocabulary = {word: place for place, word in enumerate(_WORDS)}
    tokenizer = BertTokenizer(vocab=vocabulary)
    small = {"hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2}
    config = BlipConfig(
        text_config={
            **small, "vocab_size": len(_WORDS), "encoder_hidden_size": 16, "max_position_embeddings": 80,
            "bos_token_id": 2, "sep_token_id": 3, "eos_token_id": 3, "pad_token_id": 0,
        },
        vision_config={**small, "image_size": 32, "patch_size": 16},
        projection_dim=8,
    )  # fmt: skip
    BlipForConditionalGeneration(config).save_pretrained(folder)
    BlipProcessor(BlipImageProcessor(size={"height": 32, "width": 32}), tokenizer).save_pretrained(folder)
    return folder


def _florence2(folder: Path) -> Path:
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Whitespace
    from transformers import (
        CLIPImageProcessor,
        Florence2Config,
        Florence2ForConditionalGeneration,
        Florence2Processor,
        PreTrainedTokenizerFast,
    )

    torch.manual_seed(0)
    words = ["<s>", "<pad>", "</s>", "<unk>", "<image>", *_WORDS[5:]]
    rules = Tokenizer(WordLevel({word: place for place, word in enumerate(words)}, unk_token="<unk>"))
    rules.pre_tokenizer = Whitespace()  # type: ignore[assignment]
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=rules, bos_token="<s>", eos_token="</s>", pad_token="<pad>", unk_token="<unk>",
        extra_special_tokens={"image_token": "<image>"},
    )  # fmt: skip
    config = Florence2Config(
        vision_config={
            "model_type": "florence_vision", "depths": (1, 1, 1, 1), "embed_dim": (8, 8, 16, 16),
            "num_heads": (1, 1, 2, 2), "num_groups": (1, 1, 2, 2), "window_size": 4, "projection_dim": 16,
            "max_position_embeddings": 8,
        },
        text_config={
            "model_type": "bart", "vocab_size": len(words), "d_model": 16, "encoder_layers": 1, "decoder_layers": 1,
            "encoder_attention_heads": 2, "decoder_attention_heads": 2, "encoder_ffn_dim": 16, "decoder_ffn_dim": 16,
            "max_position_embeddings": 64, "bos_token_id": 0, "pad_token_id": 1, "eos_token_id": 2,
            "decoder_start_token_id": 2, "forced_eos_token_id": 2,
        },
        image_token_id=4,
    )  # fmt: skip
    Florence2ForConditionalGeneration(config).save_pretrained(folder)
    pictures = CLIPImageProcessor(size={"height": 64, "width": 64}, do_center_crop=False)
    pictures.image_seq_length = 5  # type: ignore[attr-defined] - four patches and their mean
    Florence2Processor(image_processor=pictures, tokenizer=tokenizer).save_pretrained(folder)
    return folder


@pytest.mark.parametrize("make", [_blip, _florence2])
def test_it_says_something_and_reaches_for_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], Path]
) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("a connection was tried")

    folder = make(tmp_path / "net")
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    captioner = LocalCaptioner(folder)
    said = captioner.describe([picture(1), picture(2, (90, 200))])
    assert len(said) == 2
    assert all(set(line.split()) <= set(_WORDS) and "\n" not in line for line in said)
    assert said == captioner.describe([picture(1), picture(2, (90, 200))])
    assert captioner.describe([]) == []


@pytest.mark.parametrize("how", ["nothing", "other", "pickle", "damaged"])
def test_other_folders_are_refused_with_a_sentence(tmp_path: Path, how: str) -> None:
    folder = tmp_path / "net"
    if how == "nothing":
        folder.mkdir()
    else:
        _blip(folder)
        weights = folder / "model.safetensors"
        if how == "other":
            config = json.loads((folder / "config.json").read_text("utf-8"))
            (folder / "config.json").write_text(json.dumps({**config, "model_type": "llava"}), "utf-8")
        elif how == "pickle":
            weights.rename(folder / "pytorch_model.bin")
        else:
            weights.write_bytes(weights.read_bytes()[:100])
    with pytest.raises(StudioError) as caught:
        LocalCaptioner(folder)
    assert isinstance(caught.value, InputProblem if how in ("nothing", "other") else MissingWeights)
    assert caught.value.message.endswith(".")
    assert caught.value.remedy
