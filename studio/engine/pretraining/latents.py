"""The UNet's training set: latents, caption tokens, CLIP patch features and foreground weights of scenes, on disk.

Encoding a scene costs as much as training on it several times, so each is encoded once and kept in half precision:
about 24 kB a scene. Shards are functions of (mix, seeds) and can be made while the UNet trains on earlier ones.
Not here: what the UNet does with them (unet.py).
"""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F
from transformers import CLIPTokenizer, CLIPVisionModelWithProjection

from studio.engine.pretraining.clip_towers import token_ids
from studio.engine.pretraining.pools import as_tensor, make_scenes
from studio.engine.pretraining.precision import autocast
from studio.engine.pretraining.world.labels import SIDE_PX, Box, Scene
from studio.engine.pretraining.world.scenes import Mix

LATENT_SIDE = SIDE_PX // 8
FOREGROUND_WEIGHT = 3.0
FACE_WEIGHT = 6.0
_FACE = (0.3, 0.2, 0.7, 0.65)  # left, top, right, bottom: where the eyes and the mouth are in a person's box


@dataclass(frozen=True, slots=True)
class Shard:
    """Tensors of n scenes, row by row."""

    latents: Tensor  # float16 [n, c, 16, 16], scaled to unit spread
    tokens: Tensor  # int16 [n, MAX_LENGTH]
    patches: (
        Tensor  # float16 [n, 64, d], L2-normalised features of the vision tower's last but one layer; d = 0 without one
    )
    weights: Tensor  # float16 [n, 16, 16], mean 1, higher on things

    def __len__(self) -> int:
        return len(self.latents)

    def save(self, path: Path) -> None:
        partial = path.with_suffix(".partial")
        torch.save({name: getattr(self, name) for name in self.__slots__}, partial)
        os.replace(partial, path)

    @classmethod
    def load(cls, path: Path) -> Shard:
        return cls(**torch.load(path, weights_only=True))

    @classmethod
    def joined(cls, shards: list[Shard]) -> Shard:
        return cls(*(torch.cat([getattr(shard, name) for shard in shards]) for name in cls.__slots__))


def foreground_weights(scene: Scene) -> Tensor:
    """[16, 16] with mean 1: by the share of each latent cell that things cover, from 1 to FOREGROUND_WEIGHT.

    Where a person's eyes and mouth are: FACE_WEIGHT, for these few cells are all there is of an expression.
    """
    covered = torch.zeros(SIDE_PX, SIDE_PX)
    for thing in scene.things:
        covered = torch.maximum(covered, torch.from_numpy(thing.mask).float())
    cells = F.avg_pool2d(covered[None, None], SIDE_PX // LATENT_SIDE)[0, 0]
    cells = F.max_pool2d(cells[None, None], 3, 1, 1)[0, 0].clamp(max=1)  # the outline belongs to the thing
    weights = 1 + (FOREGROUND_WEIGHT - 1) * cells
    for thing in scene.things:
        if thing.expression:
            weights[_face_cells(thing.box)] = FACE_WEIGHT
    return weights / weights.mean()


def _face_cells(box: Box) -> tuple[slice, slice]:
    """Rows and columns of the latent that hold the face of a person in this box."""
    left, top, right, bottom = _FACE
    width, height = box.right - box.left, box.bottom - box.top
    cell = SIDE_PX / LATENT_SIDE

    def cells(start: float, end: float) -> slice:
        return slice(max(0, math.floor(start / cell)), max(0, math.ceil(end / cell)))

    return (
        cells(box.top + top * height, box.top + bottom * height),
        cells(box.left + left * width, box.left + right * width),
    )


@torch.no_grad()
def encode(
    scenes: list[Scene],
    coder: Any,
    scaling: float,
    vision: CLIPVisionModelWithProjection | None,
    tokenizer: CLIPTokenizer,
) -> Shard:
    """Scenes to one shard; the coder is an AutoencoderDC."""
    latents, patches = [], []
    for start in range(0, len(scenes), 64):
        pictures = as_tensor([scene.pixels for scene in scenes[start : start + 64]])
        with autocast():
            encoded = coder.encode(pictures)
            if vision is None:
                hidden = torch.zeros(len(pictures), 64, 0)
            else:
                hidden = vision(pixel_values=pictures, output_hidden_states=True).hidden_states[-2][:, 1:]
        latents.append(encoded.latent.float() * scaling)
        patches.append(F.normalize(hidden.float(), dim=-1).half())
    return Shard(
        torch.cat(latents).half().contiguous(),
        token_ids(tokenizer, [scene.caption for scene in scenes]).short(),
        torch.cat(patches),
        torch.stack([foreground_weights(scene) for scene in scenes]).half(),
    )


def shard_path(folder: Path, mix_name: str, index: int) -> Path:
    return folder / "latents" / f"{mix_name}-{index:04d}.pt"


SHARD_SCENES = 2048


def make_shard(
    folder: Path,
    mix_name: str,
    mix: Mix,
    index: int,
    coder: Any,
    scaling: float,
    vision: CLIPVisionModelWithProjection | None,
    tokenizer: CLIPTokenizer,
    workers: int = 1,
    scene_count: int = SHARD_SCENES,
) -> Path:
    """Write one shard unless it is there already."""
    path = shard_path(folder, mix_name, index)
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        first = 50_000_000 + index * scene_count
        scenes = make_scenes(mix, range(first, first + scene_count), workers)
        encode(scenes, coder, scaling, vision, tokenizer).save(path)
    return path
