"""Recipe face-detector: finds faces of drawn people with their five points, for the SCRFD contract.

Each face is answered for by the cells around its middle, at the stride and anchor of its size (_SIZES). Scores learn
how well the box fits (quality focal loss, Li et al., arXiv:2006.04388, eq. 6), boxes GIoU (Rezatofighi et al.,
arXiv:1902.09630), points their distance as a share of the face's size.
The points of a cell are a guess; face_points.py makes them exact.
Not here: the scenes (face_scenes.py), the network (face_networks.py), ONNX (face_pack.py).
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn import functional as F

from studio.engine.pretraining.face_networks import ANCHORS, STRIDES, FaceDetector, parted
from studio.engine.pretraining.face_scenes import FaceScene, face_scene, mirrored
from studio.engine.pretraining.optimiser import HybridOptimiser
from studio.engine.pretraining.precision import autocast
from studio.engine.pretraining.runs import Budget, Ema, Figures, Report, Training
from studio.engine.pretraining.world.labels import Pixels

# Face sizes (root of the box's area, px) that stride and anchor answer for; ranges overlap by a fifth on either side.
_SIZES = ((0.0, 18.0), (18.0, 32.0), (32.0, 52.0), (52.0, 84.0), (84.0, 136.0), (136.0, math.inf))
_OVERLAP = 1.2
_REACH = 1.25  # strides from the face's middle


@dataclass(frozen=True, slots=True)
class DetectorSettings:
    batch: int = 40
    side_px: int = 128
    scenes: int = 12000  # made once, then seen again in other batches, mirrored or not
    points_weight: float = 20.0
    box_weight: float = 2.0
    muon_lr: float = 2e-3
    adam_lr: float = 1.5e-3
    ema: float = 0.998
    cooldown: float = 0.5  # last part of the time over which it learns ever slower: points are found then


@dataclass(frozen=True, slots=True)
class Targets:
    """For all strides and anchors in insightface's order: which cells answer [n], boxes [n, 4], points [n, 5, 2] px,
    the cells' corners [n, 2] px, their strides [n] and the sizes of their faces [n]."""

    is_face: Tensor
    boxes: Tensor
    points: Tensor
    corners: Tensor
    strides: Tensor
    sizes: Tensor


def _cells(count: int) -> NDArray[np.float32]:
    """Corners (x, y) of count squared cells, row by row [n, 2], in cells."""
    rows, columns = np.divmod(np.arange(count * count), count)
    return np.stack([columns, rows], 1).astype(np.float32)


def targets(scene: FaceScene) -> Targets:
    """Which cell answers for which face of a scene."""
    side = len(scene.pixels)
    sizes = np.sqrt((scene.faces[:, 2] - scene.faces[:, 0]) * (scene.faces[:, 3] - scene.faces[:, 1]))
    middles = (scene.faces[:, :2] + scene.faces[:, 2:]) / 2
    owners, all_corners, all_strides = [], [], []
    for index, stride in enumerate(STRIDES):
        cells = _cells(side // stride) * float(stride)
        owner = np.full((len(cells), ANCHORS), -1)
        for anchor in range(ANCHORS):
            least, most = _SIZES[index * ANCHORS + anchor]
            for face in np.argsort(-sizes):  # smaller faces last: they have fewer cells to choose from
                if least / _OVERLAP <= sizes[face] < most * _OVERLAP:
                    near = np.abs(cells - middles[face]).max(1) <= _REACH * stride
                    owner[near, anchor] = face
        owners.append(owner.reshape(-1))
        all_corners.append(np.repeat(cells, ANCHORS, 0))
        all_strides.append(np.full(owner.size, float(stride)))
    chosen, corners = np.concatenate(owners), np.concatenate(all_corners).astype(np.float32)
    faces = scene.faces if len(scene.faces) else np.zeros((1, 4), np.float32)
    points = scene.points if len(scene.points) else np.zeros((1, 5, 2), np.float32)
    own = np.maximum(chosen, 0)
    return Targets(
        torch.from_numpy(chosen >= 0),
        torch.from_numpy(faces[own]),
        torch.from_numpy(points[own]),
        torch.from_numpy(corners),
        torch.from_numpy(np.concatenate(all_strides).astype(np.float32)),
        torch.from_numpy((sizes if len(sizes) else np.ones(1))[own].astype(np.float32)),
    )


def generalised_iou(boxes: Tensor, others: Tensor) -> tuple[Tensor, Tensor]:
    """(IoU, GIoU) of boxes [n, 4] with others [n, 4], each pair [n]."""
    left_top, right_bottom = torch.maximum(boxes[:, :2], others[:, :2]), torch.minimum(boxes[:, 2:], others[:, 2:])
    inside = (right_bottom - left_top).clamp(min=0).prod(1)
    both = (boxes[:, 2:] - boxes[:, :2]).prod(1) + (others[:, 2:] - others[:, :2]).prod(1) - inside
    hull = torch.maximum(boxes[:, 2:], others[:, 2:]) - torch.minimum(boxes[:, :2], others[:, :2])
    around = hull.prod(1).clamp(min=1e-6)
    iou = inside / both.clamp(min=1e-6)
    return iou, iou - (around - both) / around


def detection_loss(answers: list[Tensor], aims: Targets, settings: DetectorSettings) -> tuple[Tensor, dict[str, float]]:
    """answers: of the network, per stride. aims: of the batch, its scenes one after the other."""
    found = [parted(answer.float()) for answer in answers]
    logits = torch.cat([part for part, _, _ in found], 1).flatten()
    distances = torch.cat([part for _, part, _ in found], 1).flatten(0, 1)
    offsets = torch.cat([part for _, _, part in found], 1).flatten(0, 1)
    own = aims.is_face
    count = own.sum().clamp(min=1)
    strides, corners = aims.strides[own, None], aims.corners[own]
    reach = distances[own] * strides
    boxes = torch.cat([corners - reach[:, :2], corners + reach[:, 2:]], 1)
    iou, giou = generalised_iou(boxes, aims.boxes[own])
    quality = torch.zeros_like(logits)
    quality[own] = iou.detach().clamp(min=0.3)
    focal = (quality - logits.detach().sigmoid()).abs().square()
    score_loss = (focal * F.binary_cross_entropy_with_logits(logits, quality, reduction="none")).sum() / count
    points = corners[:, None] + (offsets[own] * strides).view(-1, 5, 2)
    apart = (points - aims.points[own]) / aims.sizes[own, None, None]
    points_loss = F.smooth_l1_loss(apart, torch.zeros_like(apart), beta=0.01)
    box_loss = (1 - giou).sum() / count
    loss = score_loss + settings.box_weight * box_loss + settings.points_weight * points_loss
    off = apart.detach().norm(dim=-1).mean().item() if own.any() else 0.0
    return loss, {"score": score_loss.item(), "iou": iou.detach().mean().item() if own.any() else 0.0, "off": off}


def detector_input(pictures: list[Pixels]) -> Tensor:
    """RGB uint8 [h, w, 3] each to [b, 3, h, w] as insightface gives it: (x - 127.5) / 128."""
    stacked = torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2)
    return stacked.to(torch.float32, memory_format=torch.channels_last).sub(127.5).div(128)


def _batch(scenes: list[tuple[Pixels, Targets]]) -> tuple[Tensor, Targets]:
    # the network's answers come stride by stride within a scene, scene after scene: so do these
    joined = {name: torch.cat([getattr(aims, name) for _, aims in scenes]) for name in Targets.__dataclass_fields__}
    return detector_input([pixels for pixels, _ in scenes]), Targets(**joined)


def save_network(network: torch.nn.Module, path: Path) -> None:
    """Weights in float32: ONNX is written from them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file({name: value.contiguous() for name, value in network.state_dict().items()}, path)


def load_detector(path: Path) -> FaceDetector:
    """As `run` left it."""
    network = FaceDetector()
    network.load_state_dict(load_file(path))
    return network.eval().requires_grad_(False)


def run(
    out_dir: Path,
    budget: Budget,
    resume: bool,
    report: Report,
    settings: DetectorSettings = DetectorSettings(),
    seen: Figures | None = None,
) -> dict[str, Any]:
    """Train and write `out_dir/face-detector.safetensors`."""
    cv2.setNumThreads(1)
    torch.manual_seed(0)
    network = FaceDetector().train().to(memory_format=torch.channels_last)
    ema = Ema(network, settings.ema)
    optimiser = HybridOptimiser(network.named_parameters(), settings.muon_lr, settings.adam_lr)

    @cache
    def made(number: int) -> FaceScene:
        """A scene is made once and seen often: making one takes as long as learning from several."""
        return face_scene(random.Random(f"face scene {number}"), settings.side_px)

    @cache
    def aimed(number: int, is_mirrored: bool) -> tuple[Pixels, Targets]:
        scene = mirrored(made(number)) if is_mirrored else made(number)
        return scene.pixels, targets(scene)

    def loss(step: int) -> tuple[Tensor, dict[str, float]]:
        rng = random.Random(f"face batch {step}")
        numbers = [rng.randrange(settings.scenes) for _ in range(settings.batch)]
        pictures, aims = _batch([aimed(number, rng.random() < 0.5) for number in numbers])
        with autocast():
            answers = network(pictures)
        return detection_loss(answers, aims, settings)

    budget = replace(budget, cooldown=settings.cooldown)
    training = Training(
        "face-detector", out_dir, {"net": network}, optimiser, loss, budget, report,
        batch=settings.batch, seed=5, emas={"net": ema},
    )  # fmt: skip
    training.count_from(seen or {})
    if resume:
        training.load()
    figures: dict[str, Any] = training.run()
    save_network(ema.model, out_dir / "face-detector.safetensors")
    return figures
