"""Recipe face-recogniser: tells drawn people apart by their aligned faces, for the ArcFace contract.

Every person that may be learned from is a class; the angles between embeddings and class centres are learned with an
additive margin [arXiv:1801.07698]. People of one batch come from all styles alike, several of each on purpose.
Not here: the faces (face_scenes.py), the network and the loss (face_networks.py), ONNX (face_pack.py).
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from studio.engine.pretraining.face_detector import save_network
from studio.engine.pretraining.face_networks import EMBEDDING, FaceRecogniser, arcface_loss
from studio.engine.pretraining.face_scenes import aligned_face
from studio.engine.pretraining.optimiser import HybridOptimiser
from studio.engine.pretraining.precision import autocast
from studio.engine.pretraining.runs import Budget, Ema, Figures, Report, Training
from studio.engine.pretraining.world.faces import seen_people
from studio.engine.pretraining.world.labels import Pixels


@dataclass(frozen=True, slots=True)
class RecogniserSettings:
    people: int = 32  # per batch
    views: int = 2
    scale: float = 24.0
    margin: float = 0.35
    margin_after: int = 400  # steps over which the margin grows: at full strength from the start it does not begin
    muon_lr: float = 2e-3
    adam_lr: float = 2e-3
    ema: float = 0.998
    cooldown: float = 0.6  # last part of the time over which it learns ever slower


class _Centres(nn.Module):
    """Where each person's embeddings should lie; only training needs them. `head` keeps them with Adam."""

    def __init__(self, people: int) -> None:
        super().__init__()
        self.head = nn.Parameter(torch.randn(people, EMBEDDING) * 0.05)


def recogniser_input(faces: list[Pixels]) -> Tensor:
    """RGB uint8 [112, 112, 3] each to [b, 3, 112, 112] as insightface gives it: (x - 127.5) / 127.5."""
    stacked = torch.from_numpy(np.stack(faces)).permute(0, 3, 1, 2)
    return stacked.to(torch.float32, memory_format=torch.channels_last).sub(127.5).div(127.5)


def load_recogniser(path: Path) -> FaceRecogniser:
    """As `run` left it."""
    network = FaceRecogniser()
    network.load_state_dict(load_file(path))
    return network.eval().requires_grad_(False)


def run(
    out_dir: Path,
    budget: Budget,
    resume: bool,
    report: Report,
    settings: RecogniserSettings = RecogniserSettings(),
    seen: Figures | None = None,
) -> dict[str, Any]:
    """Train and write `out_dir/face-recogniser.safetensors`."""
    cv2.setNumThreads(1)
    torch.manual_seed(0)
    everyone = seen_people()
    styles = sorted({person.style for person in everyone})
    by_style = [[n for n, person in enumerate(everyone) if person.style == style] for style in styles]
    network = FaceRecogniser().train().to(memory_format=torch.channels_last)
    centres = _Centres(len(everyone))
    ema = Ema(network, settings.ema)
    named = [*network.named_parameters(), *centres.named_parameters()]
    optimiser = HybridOptimiser(named, settings.muon_lr, settings.adam_lr)

    def loss(step: int) -> tuple[Tensor, dict[str, float]]:
        rng = random.Random(f"faces {step}")
        chosen = [rng.choice(rng.choice(by_style)) for _ in range(settings.people)]
        numbers = [number for number in chosen for _ in range(settings.views)]
        faces = recogniser_input([aligned_face(everyone[number], rng) for number in numbers])
        with autocast():
            embeddings = network(faces)
        margin = settings.margin * min(1.0, step / settings.margin_after)
        people = torch.tensor(numbers)
        value = arcface_loss(embeddings.float(), centres.head, people, settings.scale, margin)
        with torch.no_grad():
            cosines = nn.functional.normalize(embeddings.float()) @ nn.functional.normalize(centres.head).T
            right = (cosines.argmax(1) == people).float().mean().item()
        return value, {"right": right}

    budget = replace(budget, cooldown=settings.cooldown)
    training = Training(
        "face-recogniser", out_dir, {"net": network, "centres": centres}, optimiser, loss, budget, report,
        batch=settings.people * settings.views, seed=6, emas={"net": ema},
    )  # fmt: skip
    training.count_from(seen or {})
    if resume:
        training.load()
    figures: dict[str, Any] = training.run()
    save_network(ema.model, out_dir / "face-recogniser.safetensors")
    return {**figures, "people": len(everyone)}
