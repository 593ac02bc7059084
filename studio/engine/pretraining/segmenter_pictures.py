"""What the segmenter learns from: pictures with the number of the thing that each pixel shows.

Half are scenes of the mini world as they are. The other half is rougher, towards photographs [ours]: things of any
size anywhere, shaded or covered with noise, on places or noise, with soft edges and grain.
Not here: clicks, boxes and the loss (segmenter.py).
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from studio.engine.pretraining.textures import pink_noise, textures
from studio.engine.pretraining.world.labels import SIDE_PX, Mask, Pixels
from studio.engine.pretraining.world.places import place_picture
from studio.engine.pretraining.world.scenes import FULL, MARKED, WARPED, Canvas, Composer, Mix
from studio.engine.pretraining.world.vocabulary import vocabulary

Numbers = NDArray[np.uint8]  # [h, w]: 0 is the ground, i the i-th thing from the back

_CROWDED = replace(WARPED, pair=0.6, many=0.2, person=0.15)
MIXES: tuple[Mix, ...] = (FULL, WARPED, replace(MARKED, person=0.1), _CROWDED)
_GROUNDS = 120  # noise pictures each process makes once
_PER_TASK = 500
_ROUGH_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Pictures:
    """n pictures: pixels [n, 128, 128, 3] and numbers [n, 128, 128]."""

    pixels: NDArray[np.uint8]
    numbers: NDArray[np.uint8]


def numbers_of(masks: Iterable[Mask]) -> Numbers:
    """Which thing each pixel shows, of the things' visible masks from the back."""
    numbers = np.zeros((SIDE_PX, SIDE_PX), np.uint8)
    for index, mask in enumerate(masks, 1):
        numbers[mask] = index
    return numbers


def _scattered(composer: Composer, ground: Pixels, rng: random.Random) -> tuple[Pixels, Numbers]:
    """One to four things of any size at any place."""
    canvas = Canvas(Image.fromarray(ground))
    for _ in range(rng.choice((1, 1, 2, 3, 4))):
        center, size = (rng.uniform(10, 118), rng.uniform(10, 118)), rng.uniform(24, 125)
        if rng.random() < 0.12:
            composer.person(canvas, center, size, rng)
        else:
            noun = composer.noun(rng)
            composer.object(canvas, noun, rng.choice(noun.drawings), center, size, rng, plain_one=False)
    return np.array(canvas.picture), numbers_of(canvas.masks)


def _shaded(pixels: Pixels, numbers: Numbers, surfaces: list[Pixels], rng: random.Random) -> Pixels:
    """Each thing gets light and grain of its own, a third of them another surface; then a camera's softness."""
    noise = np.random.RandomState(rng.getrandbits(31))
    made = pixels.astype(np.float32)
    for number in np.unique(numbers[numbers > 0]):
        where = numbers == number
        if rng.random() < 0.3:
            surface = rng.choice(surfaces)[:: rng.choice((1, -1)), :: rng.choice((1, -1))]
            kept = rng.uniform(0, 0.6)
            made[where] = made[where] * kept + surface[where] * (1 - kept)
        light = 1 + rng.uniform(0, 0.3) * pink_noise(noise, rng.uniform(1.0, 1.8))
        made[where] *= light[where][:, None]
    made = np.asarray(cv2.GaussianBlur(made, (0, 0), rng.uniform(0.3, 1.2)), np.float32)
    made += noise.randn(*made.shape).astype(np.float32) * rng.uniform(0, 8)
    return np.clip(made, 0, 255).astype(np.uint8)


def _some(seeds: range) -> Pictures:
    composers = [Composer(mix) for mix in MIXES]
    grounds, places = textures(_GROUNDS, seeds.start), vocabulary().places
    made: list[tuple[Pixels, Numbers]] = []
    for seed in seeds:
        rng = random.Random(f"segmenter {seed}")
        composer = composers[seed % len(composers)]
        if rng.random() < _ROUGH_SHARE:
            place = place_picture(rng.choice(places), rng)
            ground = rng.choice(grounds) if rng.random() < 0.6 else np.array(place)
            pixels, numbers = _scattered(composer, ground, rng)
            made.append((_shaded(pixels, numbers, grounds, rng), numbers))
        else:
            scene = composer.scene(seed)
            made.append((scene.pixels, numbers_of(thing.mask for thing in scene.things)))
    return Pictures(np.stack([pixels for pixels, _ in made]), np.stack([numbers for _, numbers in made]))


def make_pictures(seeds: range, workers: int = 1) -> Pictures:
    """The pictures of the seeds, in order, whatever the number of workers; 65 KB each."""
    tasks = [range(start, min(start + _PER_TASK, seeds.stop)) for start in range(seeds.start, seeds.stop, _PER_TASK)]
    if workers <= 1:
        parts = [_some(task) for task in tasks]
    else:
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            parts = list(pool.map(_some, tasks))
    return Pictures(np.concatenate([p.pixels for p in parts]), np.concatenate([p.numbers for p in parts]))
