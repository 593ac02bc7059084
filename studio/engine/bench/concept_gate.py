"""How far a concept answers to the words behind it: s / E of Perfusion, by C alone and by the class's metric.

    python -m studio.engine.bench.concept_gate [--words camera wolf …] [--backbone mini]

For each class word i* is the mean of its last place's feature in the method's nine prompts and a = metric i*. Told are,
in other sentences, s / E = e·a / i*·a at the word itself, at the words behind it and at the end token: means over class
words of the mean, the least or the most of a word. Prints JSON. Not here: teaching.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from statistics import fmean
from typing import Any

import torch
from torch import Tensor

from studio.engine.backbones import registry
from studio.engine.backbones.surface import Backbone
from studio.engine.evaluation.contexts import contexts
from studio.engine.methods.parts import rank_one
from studio.engine.methods.weights.perfusion import PROMPTS
from studio.library.gallery.records import Kind

WORDS = ("camera", "wolf", "tent", "turtle", "hamburger", "tropical fish", "man", "fox")
SENTENCES = tuple(
    dict.fromkeys(
        (
            *contexts(Kind.ANIMAL),
            *contexts(Kind.OBJECT),
            "a {} wearing a red hat",
            "two cats and a {} next to a tree under the sea",
            "a watercolor painting of a {} at sunset",
            "a painting of a {} next to a tree",
            "a {} in the snow",
        )
    )
)


def run(backbone: Backbone, words: Sequence[str] = WORDS) -> dict[str, Any]:
    """Figures by metric: "C" and "class"."""
    report: dict[str, Any] = {"words": list(words), "sentences": len(SENTENCES)}
    for metric in ("C", "class"):
        told = [_of_a_word(backbone, word, metric) for word in words]
        report[metric] = {name: round(fmean(each[name] for each in told), 2) for name in told[0]}
    return report


def _of_a_word(backbone: Backbone, word: str, metric: str) -> dict[str, float]:
    own = torch.stack([_features(backbone, p.format(word))[_place(backbone, p, word)] for p in PROMPTS]).mean(0)
    inverse = rank_one.inverse_moment(backbone) if metric == "C" else rank_one.class_inverse(backbone, word)
    direction = inverse @ own
    at: list[float] = []
    behind: list[float] = []
    end: list[float] = []
    for sentence in SENTENCES:
        similar = _features(backbone, sentence.format(word)) @ direction / (own @ direction)
        place, last = _place(backbone, sentence, word), backbone.token_count(sentence.format(word)) + 1
        at.append(similar[place].item())
        behind += similar[place + 1 : last].tolist()
        end.append(similar[last].item())
    return {
        "word": fmean(at),
        "word_least": min(at),
        "behind": fmean(behind),
        "behind_most": max(behind),
        "end_most": max(end),
    }


def _features(backbone: Backbone, prompt: str) -> Tensor:
    with torch.no_grad():
        return backbone.encode_prompts([prompt]).text[0].double().cpu()


def _place(backbone: Backbone, sentence: str, word: str) -> int:
    """Of the word's last token; the start token is at 0."""
    return backbone.token_count(sentence[: sentence.index("{}")]) + backbone.token_count(word)


def main(words: Sequence[str] | None = None) -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(prog="python -m studio.engine.bench.concept_gate", description=__doc__)
    parser.add_argument("--words", nargs="+", default=list(WORDS))
    parser.add_argument("--backbone", default="mini")
    args = parser.parse_args(words)
    print(json.dumps(run(registry.load(args.backbone), args.words), indent=1))


if __name__ == "__main__":
    main()
