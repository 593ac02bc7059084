"""The mini pack's tokenizer: CLIP's byte-level BPE with the mini world's words as its merges.

Two thousand pieces: every byte (so any script can be written), and the vocabulary's words, most of them whole.
Not here: encoding prompts at run time (transformers' CLIPTokenizer reads the folder written here).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers
from transformers import CLIPTokenizer

from studio.engine.pretraining.pools import make_scenes
from studio.engine.pretraining.world.scenes import FULL
from studio.engine.pretraining.world.vocabulary import vocabulary

MAX_LENGTH = 40
PIECES = 2048
_START, _END = "<|startoftext|>", "<|endoftext|>"


def corpus(scene_count: int) -> list[str]:
    """Captions of scenes, and each word of the vocabulary often enough to become one piece."""
    words = vocabulary()
    texts = [scene.caption for scene in make_scenes(FULL, range(20_000_000, 20_000_000 + scene_count))]
    for noun in words.nouns:
        texts += [noun.word, noun.plural] * 40
    for word in (*words.people, *words.expressions, *words.clothes, *words.synonyms, *words.extra_words):
        texts += [word] * 40
    for phrase in (*words.places, *words.styles, *words.plain, *words.hair, *words.counts):
        texts += [phrase] * 40
    return texts


def build(folder: Path, texts: Sequence[str], pieces: int = PIECES) -> CLIPTokenizer:
    """Train the merges on the texts and write a transformers tokenizer folder."""
    bpe = Tokenizer(models.BPE(end_of_word_suffix="</w>", unk_token=_END))
    bpe.normalizer = normalizers.Lowercase()
    bpe.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Whitespace(), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)]
    )
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    bpe.train_from_iterator(
        texts,
        trainers.BpeTrainer(
            vocab_size=pieces - 256 - 2,  # the closing letters and the two marks come on top
            initial_alphabet=letters,
            end_of_word_suffix="</w>",
            show_progress=False,
            special_tokens=[],
        ),
    )
    merges = [
        tuple(m.split(" ")) if isinstance(m, str) else tuple(m) for m in json.loads(bpe.to_str())["model"]["merges"]
    ]
    order = dict.fromkeys(
        [*letters, *(letter + "</w>" for letter in letters), *("".join(m) for m in merges), _START, _END]
    )
    folder.mkdir(parents=True, exist_ok=True)
    vocab_file, merges_file = folder / "vocab.json", folder / "merges.txt"
    vocab_file.write_text(json.dumps({piece: i for i, piece in enumerate(order)}, ensure_ascii=False), encoding="utf-8")
    merges_file.write_text("#version: 0.2\n" + "\n".join(" ".join(m) for m in merges) + "\n", encoding="utf-8")
    tokenizer = CLIPTokenizer(vocab=str(vocab_file), merges=str(merges_file), model_max_length=MAX_LENGTH)
    tokenizer.save_pretrained(folder)
    return tokenizer
