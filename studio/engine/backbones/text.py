"""Prompts to features of a CLIP text tower: weights, learned words, any length, any script.

A prompt is cut into pieces (weighted text, learned words); each is tokenised alone, a learned word takes as
many places as it has vectors. The tower then runs on plain ids while a hook replaces the embeddings at those
places, so neither the tokenizer nor its table is touched and a prompt without learned words is bit-identical.

Weights act on the finished features, away from those of the empty prompt: f' = e + w (f - e), as ComfyUI
[code: Comfy-Org/ComfyUI comfy/sd1_clip.py]; w = 1 changes no bit. Each prompt runs through the tower alone,
so its features do not depend on what else is encoded beside it (docs/adr/0014).
"""

from __future__ import annotations

import contextlib
import re
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import torch
from torch import Tensor, nn

from studio.engine.backbones import prompt_weights
from studio.engine.backbones.surface import Reading


class Tokenizer(Protocol):
    """The part of a transformers tokenizer that is used here."""

    bos_token_id: int
    eos_token_id: int
    pad_token_id: int
    model_max_length: int

    def __call__(self, text: str, *, add_special_tokens: bool) -> Any: ...


@dataclass(frozen=True)
class Tokens:
    """A prompt as ids without special tokens. places: where learned vectors go, as (position, word, row)."""

    ids: tuple[int, ...]
    weights: tuple[float, ...]
    places: tuple[tuple[int, str, int], ...]
    starts: tuple[bool, ...]  # True where a cut is allowed: the first token of a word
    left_out: int = 0  # tokens beyond what the model reads


@dataclass
class _Run:
    ids: list[int] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    places: list[tuple[int, str, int]] = field(default_factory=list)
    starts: list[bool] = field(default_factory=list)

    def add(self, ids: Sequence[int], weight: float, starts: Sequence[bool]) -> None:
        self.ids += ids
        self.weights += [weight] * len(ids)
        self.starts += starts


class PromptEncoder:
    """One text tower with its tokenizer."""

    def __init__(self, tower: nn.Module, tokenizer: Tokenizer) -> None:
        self.tower = tower
        self.tokenizer = tokenizer
        table = tower.get_submodule("embeddings.token_embedding")
        positions = tower.get_submodule("embeddings.position_embedding")
        assert isinstance(table, nn.Embedding)
        assert isinstance(positions, nn.Embedding)
        self.table = table
        self.length = min(int(tokenizer.model_max_length), positions.num_embeddings)
        self.reading: Reading | None = None  # while the tower runs
        self._known_words: OrderedDict[str, tuple[tuple[int, ...], tuple[bool, ...]]] = OrderedDict()

    @property
    def room(self) -> int:
        """Tokens a prompt may have besides the two special ones."""
        return self.length - 2

    def tokens(self, prompt: str, words: dict[str, Tensor]) -> Tokens:
        """All tokens of a prompt, nothing cut. words: learned words with vectors [n, d]."""
        run = _Run()
        for piece in prompt_weights.parse(prompt):
            for part in _split(piece.text, words):
                if part in words:
                    count = words[part].shape[0]
                    run.places += [(len(run.ids) + row, part, row) for row in range(count)]
                    run.add([self.tokenizer.pad_token_id] * count, piece.weight, [True] + [False] * (count - 1))
                else:
                    run.add(*self._text(part, piece.weight))
        return Tokens(tuple(run.ids), tuple(run.weights), tuple(run.places), tuple(run.starts))

    def cut(self, tokens: Tokens) -> Tokens:
        """At most as many tokens as the tower reads, ending at a whole word or learned word."""
        if len(tokens.ids) <= self.room:
            return tokens
        end = self.room
        while end > 0 and not tokens.starts[end]:
            end -= 1
        end = end or self.room
        return Tokens(
            tokens.ids[:end],
            tokens.weights[:end],
            tuple(place for place in tokens.places if place[0] < end),
            tokens.starts[:end],
            left_out=len(tokens.ids) - end,
        )

    def _text(self, text: str, weight: float) -> tuple[list[int], float, list[bool]]:
        ids: list[int] = []
        starts: list[bool] = []
        for word in text.split():
            found = self._known_words.get(word)
            if found is None:
                word_ids = tuple(self.tokenizer(word, add_special_tokens=False)["input_ids"])
                found = (word_ids, (True,) + (False,) * (len(word_ids) - 1))
                self._known_words[word] = found
                if len(self._known_words) > 4096:
                    self._known_words.popitem(last=False)
            ids += found[0]
            starts += found[1][: len(found[0])]
        return ids, weight, starts

    def encode(self, prompt: str, words: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
        """Features [1, length, d] and pooled [1, d], fp32; too long prompts are cut at a whole word."""
        tokens = self.cut(self.tokens(prompt, words))
        features, pooled = self._run(tokens, words)
        if all(weight == 1.0 for weight in tokens.weights):
            return features, pooled
        empty, _ = self._run(Tokens((), (), (), ()), {})
        weights = torch.ones(self.length)
        weights[1 : 1 + len(tokens.weights)] = torch.tensor(tokens.weights)
        weights = weights.to(features.device).view(1, -1, 1)
        return torch.where(weights == 1.0, features, empty + weights * (features - empty)), pooled

    def _run(self, tokens: Tokens, words: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
        tokenizer = self.tokenizer
        padding = self.length - 2 - len(tokens.ids)
        ids = [
            tokenizer.bos_token_id,
            *tokens.ids,
            tokenizer.eos_token_id,
            *[tokenizer.pad_token_id] * padding,
        ]
        device = self.table.weight.device
        with self._read(tokens), self._replaced(tokens, words):
            output = self.tower(input_ids=torch.tensor([ids], device=device))
        features = output.last_hidden_state.float()
        return features, features[:, 1 + len(tokens.ids)]

    @contextlib.contextmanager
    def _read(self, tokens: Tokens) -> Iterator[None]:
        places: dict[str, tuple[int, ...]] = {}
        for position, word, _ in tokens.places:
            places[word] = (*places.get(word, ()), 1 + position)
        self.reading = Reading(len(tokens.ids), places)
        try:
            yield
        finally:
            self.reading = None

    @contextlib.contextmanager
    def _replaced(self, tokens: Tokens, words: dict[str, Tensor]) -> Iterator[None]:
        if not tokens.places:
            yield
            return

        def replace(module: nn.Module, args: tuple[Any, ...], output: Tensor) -> Tensor:
            rows = list(output[0])
            for position, word, row in tokens.places:
                rows[1 + position] = words[word][row].to(output.device, output.dtype)
            return torch.stack(rows)[None]

        handle = self.table.register_forward_hook(replace)
        try:
            yield
        finally:
            handle.remove()


def _split(text: str, words: dict[str, Tensor]) -> list[str]:
    """Text and learned words in turn; the longest learned word wins where two begin at one place."""
    if not words:
        return [text]
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return [part for part in re.split(f"({pattern})", text) if part]
