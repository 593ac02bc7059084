"""Recipe mini-instance: an encoder that knows a drawing or a person again in another place, size, style and colour.

Supervised contrastive learning: each batch shows many drawings four times each; views of the same drawing attract,
all others repel. Batches hold several drawings of the same class on purpose: "this dog, not any dog". A recoloured
drawing is another instance, so views keep their colours; some are softened as an autoencoder softens them, and some
are redrawn by the mini base model, since what it judges is drawn by one (redrawn.py).
Not here: the network itself (studio/engine/perception/judges.py).
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from studio.engine.perception.judges import InstanceEncoder, load_instance_encoder, save_judge
from studio.engine.pretraining.drawing_loop import LoadedPack, load_pack
from studio.engine.pretraining.optimiser import HybridOptimiser
from studio.engine.pretraining.pools import as_tensor
from studio.engine.pretraining.precision import autocast
from studio.engine.pretraining.redrawn import redrawn
from studio.engine.pretraining.runs import Budget, Figures, Report, Training
from studio.engine.pretraining.world import avatars
from studio.engine.pretraining.world.captions import with_article
from studio.engine.pretraining.world.labels import Pixels
from studio.engine.pretraining.world.scenes import Mix
from studio.engine.pretraining.world.subjects import view_of
from studio.engine.pretraining.world.vocabulary import Noun, vocabulary

_VIEWS = Mix(style=0.2, recolor=0.0, upside_down=0.02, accessory=0.12, place=0.55, tiny=0.0)


@dataclass(frozen=True, slots=True)
class InstanceSettings:
    subjects: int = 32  # per batch
    views: int = 4
    per_class: int = 3  # drawings of one class
    people: float = 0.2
    variants: int = 20  # views of each drawing; made once and used again
    variants_of_people: int = 4  # there are many more people than drawings
    softened: float = 0.3
    redrawn: float = 0.3  # share of the views, where there is a base model
    redrawn_variants: int = 2  # of each drawing
    strengths: tuple[float, float] = (0.25, 0.55)  # of the noise schedule
    temperature: float = 0.08
    muon_lr: float = 1.5e-3
    adam_lr: float = 1e-3


def view(name: str, seed: int) -> Pixels:
    """One picture of a drawing ("set:icon") or an identity ("person:7") in a random setting."""
    return view_of(name, random.Random(f"{name} {seed}"), _VIEWS).pixels


@cache
def _trained_names() -> tuple[tuple[str, ...], ...]:
    """Drawings grouped by class, training sets only."""
    return tuple(noun.drawings for noun in vocabulary().nouns)


def _subjects(rng: np.random.Generator, settings: InstanceSettings) -> list[str]:
    """Names of one batch: classes with several of their drawings each, and people."""
    people = int(settings.subjects * settings.people)
    numbers = rng.integers(avatars.IDENTITIES // 16, size=people) * avatars.HELD_OUT_EVERY
    names = [f"person:{n + rng.integers(1, avatars.HELD_OUT_EVERY)}" for n in numbers]
    groups = _trained_names()
    for group in rng.choice(len(groups), settings.subjects, replace=False):
        for name in rng.permutation(groups[group])[: settings.per_class]:
            if len(names) < settings.subjects:
                names.append(str(name))
    return list(dict.fromkeys(names))


def soften(pictures: Tensor, share: float, rng: np.random.Generator) -> Tensor:
    """[b, 3, h, w]: a share of them at half or a quarter of their resolution."""
    made = pictures.clone()
    for index in np.flatnonzero(rng.random(len(pictures)) < share):
        small = F.avg_pool2d(pictures[index : index + 1], int(rng.choice((2, 4))))
        made[index] = F.interpolate(small, size=pictures.shape[-2:], mode="bilinear", align_corners=False)[0]
    return made


def _redrawn_nouns() -> tuple[Noun, ...]:
    return vocabulary().nouns


def _redrawn_bank(pack: LoadedPack, settings: InstanceSettings, report: Report) -> dict[str, list[Pixels]]:
    """Redrawn views by drawing."""
    rng = random.Random(23)
    jobs = [(noun, name) for noun in _redrawn_nouns() for name in noun.drawings]
    jobs = [job for job in jobs for _ in range(settings.redrawn_variants)]
    views = [view(name, 500 + number % settings.redrawn_variants) for number, (_, name) in enumerate(jobs)]
    prompts = [f"a photo of {with_article(noun.word)}" for noun, _ in jobs]
    made = redrawn(pack, views, prompts, [rng.uniform(*settings.strengths) for _ in jobs], seed=29)
    bank: dict[str, list[Pixels]] = {}
    for (_, name), picture in zip(jobs, made, strict=True):
        bank.setdefault(name, []).append(picture)
    report(f"instance: {len(made)} views redrawn")
    return bank


def supervised_contrastive(embeddings: Tensor, subjects: Tensor, temperature: float) -> Tensor:
    """Khosla et al. 2020, eq. 2 (L_out): embeddings [n, d] normalised, subjects [n]."""
    logits = embeddings @ embeddings.T / temperature
    own = torch.eye(len(logits), dtype=torch.bool)
    same = (subjects[:, None] == subjects[None]) & ~own
    log_share = logits - torch.logsumexp(logits.masked_fill(own, -torch.inf), 1, keepdim=True)
    return -(log_share * same).sum(1).div(same.sum(1).clamp(min=1)).mean()


@torch.no_grad()
def right_subject_share(network: InstanceEncoder, names: Sequence[str], queries: int = 4) -> float:
    """Each subject's three pictures make its mark; further ones must find it among all names."""
    network.eval()
    marks = torch.stack([network.embed(as_tensor([view(name, 1000 + k) for k in range(3)])).mean(0) for name in names])
    right = []
    for index, name in enumerate(names):
        found = network.embed(as_tensor([view(name, 2000 + k) for k in range(queries)])) @ F.normalize(marks, dim=-1).T
        right += (found.argmax(1) == index).tolist()
    return sum(right) / len(right)


def run(
    out_dir: Path,
    budget: Budget,
    resume: bool,
    report: Report,
    settings: InstanceSettings = InstanceSettings(),
    judged: int = 50,
    shipped: Path | None = None,
    seen: Figures | None = None,
    pack: Path | None = None,
) -> dict[str, Any]:
    """Train and write `out_dir/instance`; without a checkpoint it resumes from `shipped`. pack: who redraws views."""
    torch.manual_seed(0)
    network = load_instance_encoder(shipped) if resume and shipped and shipped.is_dir() else InstanceEncoder()
    network = network.float().train().requires_grad_(True).to(memory_format=torch.channels_last)
    optimiser = HybridOptimiser(network.named_parameters(), settings.muon_lr, settings.adam_lr)
    cached = cache(lambda name, seed: view(name, seed))
    bank = _redrawn_bank(load_pack(pack), settings, report) if pack is not None and settings.redrawn else {}

    def variants(name: str) -> int:
        return settings.variants_of_people if name.startswith("person:") else settings.variants

    def loss(step: int) -> tuple[Tensor, dict[str, float]]:
        rng = np.random.default_rng((17, step))
        names = _subjects(rng, settings)
        pictures = []
        for name in names:
            for _ in range(settings.views):
                own = bank.get(name, ()) if rng.random() < settings.redrawn else ()
                number = int(rng.integers(len(own) or variants(name)))
                pictures.append(own[number] if own else cached(name, number))
        subjects = torch.arange(len(names)).repeat_interleave(settings.views)
        with autocast():
            embeddings = network(soften(as_tensor(pictures), settings.softened, rng))
        embeddings = F.normalize(embeddings.float(), dim=-1)
        with torch.no_grad():
            likeness = embeddings @ embeddings.T - 2 * torch.eye(len(embeddings))
            right = (subjects[likeness.argmax(1)] == subjects).float().mean().item()
        return supervised_contrastive(embeddings, subjects, settings.temperature), {"right": right}

    batch = settings.subjects * settings.views
    training = Training("instance", out_dir, {"net": network}, optimiser, loss, budget, report, batch=batch, seed=4)
    training.count_from(seen or {})
    if resume:
        training.load()
    figures: dict[str, Any] = training.run()
    network.eval()
    save_judge(network, out_dir / "instance")
    unseen = [noun.unseen[0] for noun in vocabulary().nouns if noun.unseen][:judged]
    figures["right_of_50_unseen"] = right_subject_share(network, unseen)
    held_out = [f"person:{number * avatars.HELD_OUT_EVERY}" for number in range(judged)]
    figures["right_of_50_people"] = right_subject_share(network, held_out)
    report(f"instance: {figures['right_of_50_unseen']:.3f} of drawings, {figures['right_of_50_people']:.3f} of people")
    return figures
