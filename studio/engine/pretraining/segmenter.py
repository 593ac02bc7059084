"""Recipe mini-sam: the small SAM learns from clicks, boxes and its own mistakes on pictures whose masks are exact.

Paper arXiv:2304.02643, sec. 3 and app. A: focal and dice loss 20 : 1, squared error of the predicted IoU, three masks
for one prompt of which the best alone is taught, boxes with noise, further clicks where the mask is wrong together
with the mask before [paper]. Differs [ours]: the single mask is taught by the first prompt too, so that it can be used
without choosing; few rounds; losses on the decoder's own 64 x 64 masks against the covered share of each cell.
What is asked for is a thing, sometimes a patch of one colour on it or everything that is not ground.
Not here: the network (studio/engine/perception/small_sam.py), its figures on unseen drawings (segmenter_report.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
import torch
from segment_anything.modeling import Sam
from torch import Tensor
from torch.nn import functional as F

from studio.engine.perception.small_sam import (
    PIXEL_MEAN,
    PIXEL_STD,
    SmallSamShape,
    build_small_sam,
    load_small_sam,
    masks_of_each,
    save_small_sam,
)
from studio.engine.pretraining.optimiser import HybridOptimiser
from studio.engine.pretraining.precision import autocast
from studio.engine.pretraining.runs import Budget, Ema, Figures, Report, Training
from studio.engine.pretraining.segmenter_pictures import Numbers, Pictures, make_pictures
from studio.engine.pretraining.world.labels import Mask, Pixels

_FIRST_SEED = 80_000_000
_LEAST_PX = 24  # smaller targets are not asked for
_GAMMA = 2.0


@dataclass(frozen=True, slots=True)
class SegmenterSettings:
    shape: SmallSamShape = field(default_factory=SmallSamShape)
    batch: int = 24  # pictures
    prompts: int = 2  # of each picture: half are clicks, half boxes
    pictures: int = 24_000
    second_rounds: float = 0.5  # share of the steps that correct their own masks once
    parts: float = 0.08  # share of targets that are a patch of colour
    grounds: float = 0.08
    groups: float = 0.06
    ema: float = 0.998
    muon_lr: float = 1.5e-3
    adam_lr: float = 1e-3


class Asked(NamedTuple):
    """One picture of a batch with what is asked for in it."""

    pixels: Pixels
    targets: list[Mask]


def cropped(pixels: Pixels, numbers: Numbers, rng: np.random.Generator) -> tuple[Pixels, Numbers]:
    """A part of the picture at its size, often mirrored, sometimes the whole."""
    side = pixels.shape[0]
    if rng.random() < 0.5:
        pixels, numbers = pixels[:, ::-1], numbers[:, ::-1]
    if rng.random() < 0.6:
        part = int(rng.integers(round(0.5 * side), side))
        x, y = (int(v) for v in rng.integers(0, side - part + 1, 2))
        pixels, numbers = pixels[y : y + part, x : x + part], numbers[y : y + part, x : x + part]
        pixels = np.asarray(cv2.resize(np.ascontiguousarray(pixels), (side, side)), np.uint8)
        small = np.ascontiguousarray(numbers)
        numbers = np.asarray(cv2.resize(small, (side, side), interpolation=cv2.INTER_NEAREST), np.uint8)
    return np.ascontiguousarray(pixels), np.ascontiguousarray(numbers)


def tinted(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """Another light: brightness, contrast, warmth, sometimes no colour at all."""
    made = pixels.astype(np.float32)
    if rng.random() < 0.08:
        made[:] = made.mean(2, keepdims=True)
    mean = made.mean()
    made = (made - mean) * rng.uniform(0.6, 1.3) + mean * rng.uniform(0.7, 1.25)
    made *= rng.uniform(0.88, 1.12, 3)
    return np.clip(made, 0, 255).astype(np.uint8)


def patch_of(pixels: Pixels, thing: Mask, x: int, y: int) -> Mask:
    """The connected stuff of one colour around a pixel, within a thing."""
    area = np.ones((pixels.shape[0] + 2, pixels.shape[1] + 2), np.uint8)
    area[1:-1, 1:-1] = ~thing
    flags = 4 | (2 << 8) | cv2.FLOODFILL_MASK_ONLY | cv2.FLOODFILL_FIXED_RANGE
    cv2.floodFill(pixels.copy(), area, (x, y), (0, 0, 0), (14,) * 3, (14,) * 3, flags)
    return area[1:-1, 1:-1] == 2


def _target(pixels: Pixels, numbers: Numbers, settings: SegmenterSettings, rng: np.random.Generator) -> Mask:
    sizes = np.bincount(numbers.ravel(), minlength=2)
    seen = [index for index in range(1, len(sizes)) if sizes[index] >= _LEAST_PX]
    dice = rng.random()
    if not seen or (dice < settings.grounds and sizes[0] >= _LEAST_PX):
        return numbers == 0
    if dice < settings.grounds + settings.groups:
        return numbers > 0
    thing = numbers == rng.choice(seen)
    if dice < settings.grounds + settings.groups + settings.parts:
        rows, columns = np.nonzero(thing)
        where = rng.integers(len(rows))
        patch = patch_of(pixels, thing, int(columns[where]), int(rows[where]))
        if 0.08 * thing.sum() < patch.sum() < 0.8 * thing.sum() and patch.sum() >= _LEAST_PX:
            return patch
    return thing


def asked(pictures: Pictures, settings: SegmenterSettings, rng: np.random.Generator) -> list[Asked]:
    """A batch: pictures, each with as many targets as prompts."""
    batch: list[Asked] = []
    for index in rng.integers(len(pictures.pixels), size=settings.batch):
        pixels, numbers = cropped(pictures.pixels[index], pictures.numbers[index], rng)
        targets = [_target(pixels, numbers, settings, rng) for _ in range(settings.prompts)]
        batch.append(Asked(tinted(pixels, rng), targets))
    return batch


def normalised(pixels: Sequence[Pixels]) -> Tensor:
    """uint8 [h, w, 3] to what Sam.preprocess makes of them, float32 [b, 3, h, w]."""
    stacked = torch.from_numpy(np.stack(pixels)).permute(0, 3, 1, 2).float()
    return (stacked - torch.tensor(PIXEL_MEAN).view(3, 1, 1)) / torch.tensor(PIXEL_STD).view(3, 1, 1)


def noisy_boxes(targets: Tensor, noise: Tensor) -> Tensor:
    """Tight boxes [n, 4] of targets bool [n, h, w], moved by noise [n, 4]: 5 % of a side, 6 pixels at most."""
    rows, columns = targets.any(2).int(), targets.any(1).int()
    top, left = rows.argmax(1), columns.argmax(1)
    bottom = rows.shape[1] - rows.flip(1).argmax(1)
    right = columns.shape[1] - columns.flip(1).argmax(1)
    boxes = torch.stack([left, top, right, bottom], 1).float()
    sides = torch.stack([right - left, bottom - top] * 2, 1).float()
    return (boxes + (noise * 0.05 * sides).clamp(-6, 6)).clamp(0, targets.shape[1])


def _click_in(where: Tensor, draws: Tensor) -> Tensor:
    """One cell of each [n, h, w] of weights >= 0, at random among the largest by `draws`; (x, y) as indices [n, 2]."""
    flat = (where.float() * (1 + draws)).flatten(1).argmax(1)
    return torch.stack([flat % where.shape[2], flat // where.shape[2]], 1)


def mask_loss(logits: Tensor, covered: Tensor) -> Tensor:
    """20 focal + dice of each mask [n, m]. logits [n, m, h, w]; covered [n, 1, h, w], the share of each cell in 0..1.

    With a cell wholly in or out this is the paper's focal loss (gamma 2); a share in between is met exactly.
    """
    chance = logits.sigmoid()
    cross = F.binary_cross_entropy_with_logits(logits, covered.expand_as(logits), reduction="none")
    focal = (cross * (covered - chance).abs().pow(_GAMMA)).mean((2, 3))
    common = (chance * covered).sum((2, 3))
    dice = 1 - (2 * common + 1) / (chance.sum((2, 3)) + covered.sum((2, 3)) + 1)
    return 20 * focal + dice


def overlap(logits: Tensor, covered: Tensor) -> Tensor:
    """IoU [n, m] of the masks that logits [n, m, h, w] stand for with covered [n, 1, h, w]."""
    found, true = logits > 0, covered > 0.5
    return (found & true).sum((2, 3)) / (found | true).sum((2, 3)).clamp(min=1)


class _Round(NamedTuple):
    loss: Tensor
    chosen: Tensor  # logits [n, 1, 64, 64] that a next round corrects
    iou: Tensor  # [n]


def _one_round(decoded: tuple[Tensor, Tensor], covered: Tensor, is_first: bool) -> _Round:
    logits, predicted = decoded[0].float(), decoded[1].float()
    losses, ious = mask_loss(logits, covered), overlap(logits.detach(), covered)
    single = losses[:, 0] + F.mse_loss(predicted[:, 0], ious[:, 0], reduction="none")
    if not is_first:
        return _Round(single.mean(), logits[:, :1].detach(), ious[:, 0])
    best = losses[:, 1:].min(1).values
    judged = F.mse_loss(predicted[:, 1:], ious[:, 1:], reduction="none").mean(1)
    choice = predicted[:, 1:].argmax(1, keepdim=True)
    chosen = torch.take_along_dim(logits[:, 1:], choice[..., None, None], 1)
    return _Round(
        (best + judged + single).mean(), chosen.detach(), torch.take_along_dim(ious[:, 1:], choice, 1).squeeze(1)
    )


def _prompts(sam: Sam, clicks: Tensor, labels: Tensor, boxes: Tensor, masks: Tensor | None) -> tuple[Tensor, Tensor]:
    """Sparse [n, t, d] and dense [n, d, h, w] of n prompts; every second one is a box and not a click.

    clicks [n, c, 2] with labels [n, c] and boxes [n, 4] in pixels; the first click of a box prompt is left out.
    In float32: a click's place does not survive bf16.
    """
    encoder = sam.prompt_encoder
    first, second = (None, None) if masks is None else (masks[0::2], masks[1::2])
    clicked, dense_clicked = encoder(points=(clicks[0::2], labels[0::2]), boxes=None, masks=first)
    later = (clicks[1::2, 1:], labels[1::2, 1:]) if clicks.shape[1] > 1 else None
    boxed, dense_boxed = encoder(points=later, boxes=boxes[1::2], masks=second)
    sparse = torch.stack([clicked, boxed], 1).flatten(0, 1)
    return sparse, torch.stack([dense_clicked, dense_boxed], 1).flatten(0, 1)


def step_loss(sam: Sam, batch: Sequence[Asked], rounds: int) -> tuple[Tensor, dict[str, float]]:
    """Mean loss of the rounds and the IoU of first clicks, first boxes and last masks. Draws from torch's generator."""
    targets = torch.from_numpy(np.stack([target for each in batch for target in each.targets]))
    covered = F.avg_pool2d(targets[:, None].float(), 2)
    cell = targets.shape[1] / covered.shape[2]
    with autocast():
        embeddings = sam.image_encoder(normalised([each.pixels for each in batch]))
    embeddings, position = embeddings.float(), sam.prompt_encoder.get_dense_pe()
    boxes = noisy_boxes(targets, torch.randn(len(targets), 4))
    # Whole cells before cells that are only touched: thin targets have none of the former.
    inside = (covered[:, 0] > 0.5) + 0.1 * covered[:, 0]
    clicks = (_click_in(inside, torch.rand_like(inside)) + torch.rand(len(targets), 2))[:, None] * cell
    labels = torch.ones(len(targets), 1)
    masks, losses, ious = None, list[Tensor](), list[Tensor]()
    for number in range(rounds):
        sparse, dense = _prompts(sam, clicks, labels, boxes, masks)
        with autocast():
            decoded = masks_of_each(sam.mask_decoder, embeddings, position, sparse, dense)
        result = _one_round(decoded, covered, is_first=number == 0)
        losses.append(result.loss)
        ious.append(result.iou)
        if number + 1 < rounds:
            masks, true = result.chosen, covered[:, 0] > 0.5
            wrong = (masks[:, 0] > 0) ^ true
            spots = _click_in(wrong.float() + 0.01, torch.rand_like(covered[:, 0]))
            rows = torch.arange(len(spots))
            clicks = torch.cat([clicks, (spots[:, None] + 0.5) * cell], 1)
            labels = torch.cat([labels, true[rows, spots[:, 1], spots[:, 0]][:, None].float()], 1)
    figures = {"click": ious[0][0::2].mean().item(), "box": ious[0][1::2].mean().item()}
    return torch.stack(losses).mean(), {**figures, "last": ious[-1].mean().item()}


def run(
    out_dir: Path,
    budget: Budget,
    resume: bool,
    report: Report,
    settings: SegmenterSettings = SegmenterSettings(),
    workers: int = 1,
    shipped: Path | None = None,
    seen: Figures | None = None,
) -> dict[str, Any]:
    """Train and write `out_dir/sam`; resumed without a checkpoint, from the `shipped` pack when there is one."""
    torch.manual_seed(0)
    sam = load_small_sam(shipped) if resume and shipped and shipped.is_dir() else build_small_sam(settings.shape)
    sam = sam.float().train().requires_grad_(True).to(memory_format=torch.channels_last)
    pictures = make_pictures(range(_FIRST_SEED, _FIRST_SEED + settings.pictures), workers)
    report(f"sam: {len(pictures.pixels)} pictures, {sum(p.numel() for p in sam.parameters())} parameters")
    optimiser = HybridOptimiser(sam.named_parameters(), settings.muon_lr, settings.adam_lr)

    def loss(step: int) -> tuple[Tensor, dict[str, float]]:
        rng = np.random.default_rng((37, step))
        rounds = 2 if rng.random() < settings.second_rounds else 1
        return step_loss(sam, asked(pictures, settings, rng), rounds)

    ema = Ema(sam, settings.ema)
    training = Training(
        "sam", out_dir, {"net": sam}, optimiser, loss, budget, report, batch=settings.batch, seed=6, emas={"net": ema}
    )
    training.count_from(seen or {})
    if resume:
        training.load()
    figures: dict[str, Any] = training.run()
    made: Any = ema.model
    save_small_sam(made, settings.shape, out_dir / "sam")
    return figures
