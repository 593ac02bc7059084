"""The 200 fixed prompts, their contact sheet and their scores by the labelled referee.

`python -m studio.engine.pretraining.gates [--pack models/mini] [--sheet docs/mini/gate.webp] [--json FILE] [--record]
[--draws N] [--asking QUESTION]` draws the prompts and prints one line per question, the referee's own accuracy on true
scenes beside it. Prompts are made of the vocabulary by a fixed seed and never come from training captions. A question
that few prompts ask is a matter of luck with one draw: --draws takes N noises of each prompt, --asking only the prompts
with that question. Not here: the other gates (autoencoder, CLIP and instance recipes report theirs).
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from studio.core.folders import models
from studio.engine.perception.judges import Referee, load_referee
from studio.engine.pretraining import judge
from studio.engine.pretraining.drawing_loop import LoadedPack, draw, load_pack
from studio.engine.pretraining.pack import write_figures
from studio.engine.pretraining.pools import make_scenes
from studio.engine.pretraining.runs import work_folder
from studio.engine.pretraining.world.captions import ground_phrase, with_article
from studio.engine.pretraining.world.labels import SIDE_PX
from studio.engine.pretraining.world.vocabulary import Noun, vocabulary


@dataclass(frozen=True, slots=True)
class Prompt:
    """A sentence and the answers a right picture gives, by referee head."""

    text: str
    objects: tuple[str, ...]
    expects: Mapping[str, str]
    is_core: bool = True


def _grounded(words: str, ground: tuple[str | None, str | None], objects: Sequence[str], **expects: str) -> Prompt:
    place, plain = ground
    answers = {**expects, **({"place": place} if place else {}), **({"plain": plain} if plain else {})}
    return Prompt(f"{words} {ground_phrase(place, plain)}", tuple(objects), answers)


def _prompts() -> Iterator[Prompt]:
    rng, words = random.Random(2001), vocabulary()
    core = [noun for noun in words.nouns if noun.core]
    others = [noun for noun in words.nouns if not noun.core]

    def plain() -> tuple[None, str]:
        return None, rng.choice(list(words.plain))

    def place() -> tuple[str, None]:
        return rng.choice(words.places), None

    def article(noun: Noun) -> str:
        return with_article(noun.word)

    groups = ((core, 45, plain), (core, 45, place), (others, 15, plain), (others, 15, place))
    for pool, count, ground in groups:
        for noun in rng.sample(pool, count):
            yield replace(_grounded(f"a photo of {article(noun)}", ground(), [noun.word]), is_core=pool is core)
    for noun in rng.sample(core, 16):
        color = rng.choice(list(words.object_colors))
        neutral = (None, rng.choice(("white", "gray", "black")))
        yield _grounded(f"a photo of {with_article(f'{color} {noun.word}')}", neutral, [noun.word], color=color)
    for index, noun in enumerate(rng.sample(core, 16)):
        style = words.styles[index % len(words.styles)]
        yield _grounded(f"{style} {article(noun)}", place(), [noun.word], style=style)
    for noun in rng.sample([noun for noun in core if noun.kind == "animal"], 8):
        worn = rng.choice(words.accessories).phrase
        yield _grounded(f"a photo of {article(noun)} wearing {worn}", plain(), [noun.word], accessory=worn)
    for noun in rng.sample(core, 8):
        count = rng.choice(words.counts)
        yield _grounded(f"a photo of {count} {noun.plural}", plain(), [noun.word], count=count)
    for _ in range(10):
        first, second = rng.sample(core, 2)
        text = f"a photo of {article(first)} next to {article(second)}"
        yield _grounded(text, plain(), [first.word, second.word], pair="yes")
    for index in range(22):
        who, how = words.people[index % 3], words.expressions[index % len(words.expressions)]
        color = rng.choice(words.clothes_colors)
        text = f"a photo of {with_article(f'{how} {who}')} in a {color} shirt"
        yield _grounded(text, plain() if index % 2 else place(), [who], expression=how, clothes_color=color)


def gate_prompts() -> list[Prompt]:
    """Always the same 200."""
    prompts = list(_prompts())
    assert len(prompts) == 200, len(prompts)
    return prompts


def scores(referee: Referee, prompts: Sequence[Prompt], pictures: Tensor) -> dict[str, float]:
    """Share of right answers per question; pictures [n, 3, 128, 128] in -1..1 in the prompts' order."""
    read = [referee.read(part) for part in pictures.split(50)]
    found = {head: torch.cat([part[head] for part in read]) for head in referee.labels}
    right: dict[str, list[bool]] = {}
    for row, prompt in enumerate(prompts):
        asked = list(prompt.objects)
        best = found["object"][row].topk(len(asked)).indices.tolist()
        is_right = {referee.labels["object"][index] for index in best} == set(asked)
        if len(asked) > 1:
            right.setdefault("both objects", []).append(is_right)
        elif asked[0] not in vocabulary().people:
            right.setdefault("object", []).append(is_right)
            right.setdefault("object, core words" if prompt.is_core else "object, other words", []).append(is_right)
        else:
            right.setdefault("person", []).append(is_right)
        for head, answer in prompt.expects.items():
            if head != "pair":
                named = referee.labels[head][int(found[head][row].argmax())]
                right.setdefault(head, []).append(named == answer)
    return {question: sum(answers) / len(answers) for question, answers in right.items()}


# The referee's own accuracy on a question is measured on true scenes that ask it: (exam, head of the referee).
_OWN: Mapping[str, tuple[str, str]] = {
    "object": ("single", "object"),
    "both objects": ("pairs", "object"),
    "person": ("people", "object"),
    "expression": ("people", "expression"),
    "clothes_color": ("people", "clothes_color"),
    "style": ("styles", "style"),
    "accessory": ("accessories", "accessory"),
    "place": ("full", "place"),
    "plain": ("full", "plain"),
    "color": ("full", "color"),
    "count": ("full", "count"),
}


def own_accuracy(referee: Referee, scenes: int = 400) -> dict[str, float]:
    """Share of right answers of the referee per question on true scenes it never learned from."""
    exams = {
        name: judge.accuracy(referee, make_scenes(judge.EXAMS[name], range(80_000_000, 80_000_000 + scenes)))
        for name in dict(_OWN.values())
    }
    return {question: exams[exam][head] for question, (exam, head) in _OWN.items()}


def contact_sheet(pictures: Tensor, columns: int = 20) -> Image.Image:
    """All pictures side by side, in order."""
    rows = -(-len(pictures) // columns)
    sheet = Image.new("RGB", (columns * SIDE_PX, rows * SIDE_PX))
    for index, picture in enumerate(pictures):
        pixels = ((picture.permute(1, 2, 0) + 1) * 127.5).round().clamp(0, 255).to(torch.uint8).numpy()
        sheet.paste(
            Image.fromarray(np.ascontiguousarray(pixels)), (index % columns * SIDE_PX, index // columns * SIDE_PX)
        )
    return sheet


def _drawn(pack: LoadedPack, prompts: Sequence[Prompt], rows: Sequence[int], options: argparse.Namespace) -> Tensor:
    """Each prompt of `rows` from the noise it has among all 200, then all again from the next 200 noises, and so on."""
    parts = []
    for first in range(0, options.draws * len(prompts), len(prompts)):
        texts = [prompts[row].text for row in rows]
        seeds = [first + row for row in rows]
        parts.append(draw(pack, texts, seeds, steps=options.steps, guidance=options.guidance))
    return torch.cat(parts)


def main() -> None:
    parser = argparse.ArgumentParser(description="Draw and judge the 200 gate prompts.")
    parser.add_argument("--pack", type=Path, default=models() / "mini")
    parser.add_argument("--referee", type=Path, default=models() / "judges" / "referee")
    parser.add_argument("--sheet", type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--guidance", type=float, default=5.0)
    parser.add_argument("--steps", type=int, default=25)
    parser.add_argument("--record", action="store_true", help="keep the scores for the model card")
    parser.add_argument("--draws", type=int, default=1, help="noises of each prompt; the first are those of one draw")
    parser.add_argument("--asking", help="only the prompts that ask this: expression, accessory, count, color …")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    prompts, referee = gate_prompts(), load_referee(options.referee)
    asked = [row for row, prompt in enumerate(prompts) if not options.asking or options.asking in prompt.expects]
    if not asked or options.draws < 1:
        parser.error("No prompt is left: --draws takes 1 or more, --asking one of the questions of the prompts.")
    if options.record and (options.asking or options.draws > 1):
        parser.error("The card keeps the figures of one draw of all prompts: leave out --draws and --asking.")
    pictures = _drawn(load_pack(options.pack), prompts, asked, options)
    prompts = [prompts[row] for row in asked] * options.draws
    figures = scores(referee, prompts, pictures)
    print(f"{len(prompts)} pictures")
    true = own_accuracy(referee)
    for question, share in figures.items():
        own = true.get(question)
        print(f"{question:22} {share:6.1%}" + (f"   referee on true scenes {own:6.1%}" if own is not None else ""))
    if options.sheet:
        options.sheet.parent.mkdir(parents=True, exist_ok=True)
        contact_sheet(pictures).save(options.sheet, quality=70)
    kept = {"steps": options.steps, "scores": figures, "referee_on_true_scenes": true}
    if options.json:
        options.json.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    if options.record:
        write_figures(work_folder(), "gate", kept)


if __name__ == "__main__":
    main()
