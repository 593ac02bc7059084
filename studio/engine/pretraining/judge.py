"""Recipe mini-judge: the labelled referee, a classifier of everything a scene's labels say.

It learns from true scenes only and never sees a picture that a diffusion model made, so its reading of generated ones
is independent of what made them. One scene in eight has gone through the autoencoder and back, as every generated
picture has gone through its decoder. Not here: the network (studio/engine/perception/judges.py), the gate's prompts
(gates.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from studio.engine.perception.judges import Referee, load_referee, save_judge
from studio.engine.pretraining.optimiser import HybridOptimiser
from studio.engine.pretraining.pack import load_coder
from studio.engine.pretraining.pools import as_tensor, make_scenes
from studio.engine.pretraining.precision import autocast
from studio.engine.pretraining.runs import Budget, Figures, Report, Training
from studio.engine.pretraining.world.labels import Pixels, Scene
from studio.engine.pretraining.world.scenes import FULL, SINGLE, WARPED, Mix
from studio.engine.pretraining.world.vocabulary import vocabulary

NONE = "none"  # the answer where a question has no answer; "unknown" labels are -1 and not learned from


ONE_OF_ANY = replace(SINGLE, core=0.4, first_drawing=0.4, recolor=0.15)
CROWDED = replace(FULL, pair=0.5, many=0.1, core=0.6)
DRESSED = replace(FULL, pair=0.1, many=0.05, person=0.45, style=0.5, accessory=0.5)
STYLED = replace(FULL, pair=0.1, many=0.05, style=0.85)
# What it is examined on: each question where it is asked, and the whole.
EXAMS: Mapping[str, Mix] = {
    "single": SINGLE,
    "full": FULL,
    "pairs": Mix(pair=1, person=0, style=0, recolor=0, accessory=0, core=1, first_drawing=0.6),
    "people": Mix(pair=0, many=0, person=1, style=0),
    "styles": Mix(pair=0, many=0, person=0, style=1, core=1, first_drawing=0.6),
    "accessories": Mix(pair=0, many=0, person=0, style=0, recolor=0, accessory=1, core=1, first_drawing=0.6),
}


@dataclass(frozen=True, slots=True)
class JudgeSettings:
    batch: int = 96
    scenes: int = 36_000
    judged: int = 600
    decoded: float = 0.12  # share of the scenes that went through the autoencoder; most of the time they take
    mixes: tuple[Mix, ...] = (ONE_OF_ANY, FULL, WARPED, CROWDED, DRESSED, STYLED)
    muon_lr: float = 1.5e-3
    adam_lr: float = 1e-3


@cache
def labels() -> Mapping[str, tuple[str, ...]]:
    """Head names with their answers in order."""
    words = vocabulary()
    return {
        "object": words.class_words,
        "place": (NONE, *words.places),
        "plain": (NONE, *words.plain),
        "style": (NONE, *words.styles),
        "accessory": (NONE, *(accessory.phrase for accessory in words.accessories)),
        "color": (NONE, *words.object_colors),
        "count": ("one", *words.counts),
        "pair": ("no", "yes"),
        "expression": (NONE, *words.expressions),
        "clothes_color": (NONE, *words.clothes_colors),
    }


def answers(scene: Scene) -> dict[str, int]:
    """Index of the true answer per single-answer head; -1 where the picture does not settle it."""
    names = labels()
    style_hides_color = scene.style is not None
    people = [thing for thing in scene.things if thing.expression]
    person = people[0] if len(people) == 1 else None
    colors = {thing.color for thing in scene.things}
    accessories = {thing.accessory for thing in scene.things}

    def index(head: str, value: str | None) -> int:
        return names[head].index(value or NONE)

    return {
        "place": index("place", scene.place),
        "plain": -1 if style_hides_color and scene.plain else index("plain", scene.plain),
        "style": index("style", scene.style),
        "accessory": index("accessory", accessories.pop()) if len(accessories) == 1 else -1,
        "color": index("color", colors.pop()) if len(colors) == 1 and not style_hides_color else -1,
        "count": scene.count - 1,
        "pair": int(len({thing.word for thing in scene.things}) > 1),
        "expression": index("expression", person.expression) if person else (-1 if people else 0),
        "clothes_color": -1
        if style_hides_color or len(people) > 1
        else index("clothes_color", person and person.clothes_color),
    }


@dataclass(frozen=True, slots=True)
class Truth:
    objects: Tensor  # bool [n, classes]
    single: Mapping[str, Tensor]  # int64 [n] per head

    @classmethod
    def of(cls, scenes: Sequence[Scene]) -> Truth:
        classes = labels()["object"]
        objects = torch.zeros(len(scenes), len(classes))
        for row, scene in enumerate(scenes):
            for thing in scene.things:
                objects[row, classes.index(thing.word)] = 1
        every = [answers(scene) for scene in scenes]
        return cls(objects, {head: torch.tensor([each[head] for each in every]) for head in every[0]})


def object_loss(logits: Tensor, present: Tensor) -> Tensor:
    """Share the probability among the things present: learns faster than independent questions over many classes."""
    target = present / present.sum(1, keepdim=True)
    ranked = -(target * logits.log_softmax(-1)).sum(1).mean()
    return ranked + F.binary_cross_entropy_with_logits(logits, present, reduction="none").sum(1).mean() * 0.2


@torch.no_grad()
def accuracy(network: Referee, scenes: Sequence[Scene]) -> dict[str, float]:
    """Share of right answers per head on true scenes; object: all things present are the top answers."""
    network.eval()
    read = [network.read(as_tensor([s.pixels for s in scenes[i : i + 64]])) for i in range(0, len(scenes), 64)]
    truth = Truth.of(scenes)
    figures = {}
    for head, expected in truth.single.items():
        known = expected >= 0
        if known.any():
            found = torch.cat([part[head] for part in read]).argmax(1)
            figures[head] = float((found == expected)[known].float().mean())
    found = torch.cat([part["object"] for part in read])
    present = truth.objects.bool()
    right = [
        set(row.topk(int(p.sum())).indices.tolist()) == set(p.nonzero()[:, 0].tolist())
        for row, p in zip(found, present, strict=True)
    ]
    figures["object"] = sum(right) / len(right)
    return figures


def _pool(settings: JudgeSettings, coder: Any, workers: int) -> tuple[Truth, list[Pixels]]:
    """The scenes to learn from with their answers; only the pixels are kept, masks would fill the memory."""
    share = settings.scenes // len(settings.mixes)
    through = int(share * settings.decoded)
    truths, pictures = [], list[Pixels]()
    for place, mix in enumerate(settings.mixes):
        start = 60_000_000 + place * share
        scenes = make_scenes(mix, range(start, start + share), workers)
        truths.append(Truth.of(scenes))
        made = [scene.pixels for scene in scenes]
        pictures += [*decoded(made[:through], coder), *made[through:]]
    heads = truths[0].single
    single = {head: torch.cat([truth.single[head] for truth in truths]) for head in heads}
    return Truth(torch.cat([truth.objects for truth in truths]), single), pictures


@torch.no_grad()
def decoded(pictures: Sequence[Pixels], coder: Any) -> list[Pixels]:
    """The pictures after the autoencoder's way to latents and back."""
    made: list[Pixels] = []
    for start in range(0, len(pictures), 64):
        with autocast():
            latents = coder.encode(as_tensor(pictures[start : start + 64])).latent
            back = coder.decode(latents).sample.float()
        made += list(back.add(1).mul(127.5).round().clamp(0, 255).to(torch.uint8).permute(0, 2, 3, 1).numpy())
    return made


def run(
    out_dir: Path,
    budget: Budget,
    resume: bool,
    report: Report,
    settings: JudgeSettings = JudgeSettings(),
    workers: int = 1,
    shipped: Path | None = None,
    seen: Figures | None = None,
) -> dict[str, Any]:
    """Train and write `out_dir/referee`; resumed without a checkpoint, from the `shipped` referee when there is one."""
    torch.manual_seed(0)
    network = load_referee(shipped) if resume and shipped and shipped.is_dir() else Referee(labels())
    network = network.float().train().requires_grad_(True).to(memory_format=torch.channels_last)
    coder, _ = load_coder(out_dir / "vae")
    truth, pictures = _pool(settings, coder, workers)
    report(f"judge: {len(pictures)} scenes")
    rare = torch.tensor([0.15 if name == NONE else 1.0 for name in labels()["style"]])
    optimiser = HybridOptimiser(network.named_parameters(), settings.muon_lr, settings.adam_lr, weight_decay=0.05)

    def loss(step: int) -> tuple[Tensor, dict[str, float]]:
        rng = np.random.default_rng((19, step))
        chosen = torch.from_numpy(rng.integers(len(pictures), size=settings.batch))
        batch = as_tensor([pictures[i] for i in chosen.tolist()])
        # Small shifts and noise: generated pictures are never as clean as true ones. No softening: a quarter of the
        # resolution is what pixel art is.
        batch = torch.roll(batch, (int(rng.integers(-4, 5)), int(rng.integers(-4, 5))), (2, 3))
        batch = batch.flip(3) if rng.random() < 0.5 else batch
        batch = batch + 0.05 * rng.random() * torch.randn_like(batch)
        with autocast():
            logits = network(batch)
        total = object_loss(logits["object"].float(), truth.objects[chosen])
        for head, expected in truth.single.items():
            if (expected[chosen] >= 0).any():
                # "none" is most of what is true of a style, and the finest styles are hardly another picture.
                weight = rare if head == "style" else None
                total = total + F.cross_entropy(logits[head].float(), expected[chosen], weight, ignore_index=-1)
        top = logits["object"].argmax(1)
        return total, {"object": truth.objects[chosen][torch.arange(len(top)), top].mean().item()}

    training = Training(
        "judge", out_dir, {"net": network}, optimiser, loss, budget, report, batch=settings.batch, seed=5
    )
    training.count_from(seen or {})
    if resume:
        training.load()
    figures: dict[str, Any] = training.run()
    network.eval()
    save_judge(network, out_dir / "referee")
    for name, mix in EXAMS.items():
        true = make_scenes(mix, range(70_000_000, 70_000_000 + settings.judged))
        figures[f"accuracy_{name}"] = accuracy(network, true)
        report(f"judge on true scenes, {name}: {figures[f'accuracy_{name}']}")
    return figures
