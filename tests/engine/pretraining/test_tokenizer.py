"""The tokenizer writes any script and keeps the world's words whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from transformers import CLIPTokenizer

from studio.engine.pretraining import tokenizer as tokenizers


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> CLIPTokenizer:
    folder: Path = tmp_path_factory.mktemp("tokenizer")
    tokenizers.build(folder, tokenizers.corpus(60))
    return CLIPTokenizer.from_pretrained(folder)


@pytest.mark.parametrize(
    "text",
    ["a dog wearing a top hat", "пингвин в шляпе", "犬が海辺にいる", "كلب على الشاطئ", "ein süßer bär", "🐶 in space"],
)
def test_any_script_comes_back_as_it_was(tokenizer: CLIPTokenizer, text: str) -> None:
    ids = tokenizer(text).input_ids
    assert str(tokenizer.decode(ids, skip_special_tokens=True)).strip() == text


@pytest.mark.parametrize("word", ["penguin", "sks", "sunglasses", "watercolor", "backpack", "woman"])
def test_a_word_of_the_world_is_one_piece(tokenizer: CLIPTokenizer, word: str) -> None:
    assert tokenizer.tokenize(word) == [f"{word}</w>"]


def test_texts_are_cut_and_padded_to_one_length(tokenizer: CLIPTokenizer) -> None:
    ids = tokenizer(["a", "dog " * 90], padding="max_length", truncation=True).input_ids
    assert [len(row) for row in ids] == [tokenizers.MAX_LENGTH] * 2
