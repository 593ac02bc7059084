"""Recipe face-points: where eyes, nose and mouth are in a face that is cut out by its box.

Learned apart from the detector and put into one file with it (face_networks.ScrfdGraph): from near, a small network
needs few faces to be exact. Not here: the faces (face_scenes.py), ONNX (face_pack.py).
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
from torch import Tensor
from torch.nn import functional as F

from studio.engine.pretraining.face_detector import detector_input, save_network
from studio.engine.pretraining.face_networks import CUT_MARGIN, CUT_PX, PointFinder
from studio.engine.pretraining.face_scenes import cut_face
from studio.engine.pretraining.optimiser import HybridOptimiser
from studio.engine.pretraining.precision import autocast
from studio.engine.pretraining.runs import Budget, Ema, Figures, Report, Training
from studio.engine.pretraining.world.faces import seen_people


@dataclass(frozen=True, slots=True)
class PointSettings:
    batch: int = 64
    muon_lr: float = 2e-3
    adam_lr: float = 1.5e-3
    ema: float = 0.995
    cooldown: float = 0.6  # last part of the time over which it learns ever slower


def load_finder(path: Path) -> PointFinder:
    """As `run` left it."""
    network = PointFinder()
    network.load_state_dict(load_file(path))
    return network.eval().requires_grad_(False)


def run(
    out_dir: Path,
    budget: Budget,
    resume: bool,
    report: Report,
    settings: PointSettings = PointSettings(),
    seen: Figures | None = None,
) -> dict[str, Any]:
    """Train and write `out_dir/face-points.safetensors`."""
    cv2.setNumThreads(1)
    torch.manual_seed(0)
    everyone = seen_people()
    by_style = [
        [person for person in everyone if person.style == style] for style in sorted({p.style for p in everyone})
    ]
    network = PointFinder().train().to(memory_format=torch.channels_last)
    ema = Ema(network, settings.ema)
    optimiser = HybridOptimiser(network.named_parameters(), settings.muon_lr, settings.adam_lr)

    def loss(step: int) -> tuple[Tensor, dict[str, float]]:
        rng = random.Random(f"face points {step}")
        made = [cut_face(rng.choice(rng.choice(by_style)), rng, CUT_PX, CUT_MARGIN) for _ in range(settings.batch)]
        truth = torch.from_numpy(np.stack([points for _, points in made]))
        with autocast():
            found = network(detector_input([pixels for pixels, _ in made]))
        off = found.float() - truth
        eyes = (truth[:, 1] - truth[:, 0]).norm(dim=1, keepdim=True)
        share = (off.detach().norm(dim=2) / eyes).mean().item()
        return F.smooth_l1_loss(off, torch.zeros_like(off), beta=0.01), {"off": share}

    budget = replace(budget, cooldown=settings.cooldown)
    training = Training(
        "face-points", out_dir, {"net": network}, optimiser, loss, budget, report,
        batch=settings.batch, seed=7, emas={"net": ema},
    )  # fmt: skip
    training.count_from(seen or {})
    if resume:
        training.load()
    figures: dict[str, Any] = training.run()
    save_network(ema.model, out_dir / "face-points.safetensors")
    return figures
