"""Batches of scenes: made once by several processes, kept as bytes, drawn from by step number.

Making a scene takes about as long as a training step spends on it, so recipes that see a picture several times
(autoencoder crops, contrastive batches) draw from a pool instead of composing anew.
Not here: latents (latents.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context

import numpy as np
import torch
from torch import Tensor

from studio.engine.pretraining.world.labels import Pixels, Scene
from studio.engine.pretraining.world.scenes import Composer, Mix


def as_tensor(pictures: Sequence[Pixels]) -> Tensor:
    """uint8 [h, w, 3] pictures to float32 [b, 3, h, w] in -1..1, channels last in memory."""
    stacked = torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2)
    return stacked.to(torch.float32, memory_format=torch.channels_last).div(127.5).sub(1)


def _some(mix: Mix, seeds: range) -> list[Scene]:
    composer = Composer(mix)
    return [composer.scene(seed) for seed in seeds]


def make_scenes(mix: Mix, seeds: range, workers: int = 1) -> list[Scene]:
    """The scenes of the seeds, in order, whatever the number of workers."""
    if workers <= 1:
        return _some(mix, seeds)
    parts = [range(start, min(start + 256, seeds.stop)) for start in range(seeds.start, seeds.stop, 256)]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return [scene for part in pool.map(partial(_some, mix), parts) for scene in part]
