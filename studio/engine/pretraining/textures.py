"""Natural-looking pictures for the autoencoder: two sample photographs and procedural noise.

The photographs are the ones scikit-learn ships (`sklearn.datasets.load_sample_images`: china.jpg and flower.jpg,
CC BY; the extra `pretrain` installs it); without scikit-learn only the procedural part is used.
Not here: the mini world's scenes.
"""

from __future__ import annotations

import random
from importlib import import_module

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageEnhance, ImageOps

from studio.engine.pretraining.world.labels import SIDE_PX, Pixels


def sample_photos() -> list[Image.Image]:
    """The two photographs, or none where scikit-learn is not installed."""
    try:
        datasets = import_module("sklearn.datasets")
    except ImportError:
        return []
    return [Image.fromarray(picture) for picture in datasets.load_sample_images().images]


def pink_noise(rng: np.random.RandomState, power: float) -> NDArray[np.float32]:
    """Noise with a 1/f^power spectrum, zero mean, unit spread, SIDE_PX squared."""
    frequency = np.hypot(np.fft.fftfreq(SIDE_PX)[:, None], np.fft.rfftfreq(SIDE_PX)[None])
    frequency[0, 0] = 1
    spectrum = np.fft.rfft2(rng.randn(SIDE_PX, SIDE_PX)) / frequency**power
    spectrum[0, 0] = 0
    noise = np.fft.irfft2(spectrum, s=(SIDE_PX, SIDE_PX))
    return (noise / noise.std()).astype(np.float32)


def _noise_picture(seed: int) -> Pixels:
    rng = np.random.RandomState(seed)
    shared = pink_noise(rng, rng.uniform(0.9, 1.8))
    base, ramp = rng.uniform(40, 215, 3), rng.uniform(-60, 60, (2, 3))
    y, x = np.mgrid[0:SIDE_PX, 0:SIDE_PX] / SIDE_PX - 0.5
    picture = base + y[..., None] * ramp[0] + x[..., None] * ramp[1]
    for channel in range(3):
        own = pink_noise(rng, rng.uniform(1.0, 1.8))
        picture[..., channel] += rng.uniform(10, 45) * shared + rng.uniform(0, 15) * own
    return np.clip(picture, 0, 255).astype(np.uint8)


def _photo_crop(photo: Image.Image, rng: random.Random) -> Pixels:
    side = rng.randint(SIDE_PX, min(photo.size))
    x, y = rng.randint(0, photo.width - side), rng.randint(0, photo.height - side)
    crop = photo.crop((x, y, x + side, y + side)).resize((SIDE_PX, SIDE_PX), Image.Resampling.LANCZOS)
    crop = crop.rotate(rng.choice((0, 90, 180, 270)))
    if rng.random() < 0.5:
        crop = Image.merge("RGB", rng.sample(crop.split(), 3))  # other colours, same textures
    if rng.random() < 0.15:
        crop = ImageOps.invert(crop)
    for enhance in (ImageEnhance.Brightness, ImageEnhance.Contrast, ImageEnhance.Color):
        crop = enhance(crop).enhance(rng.uniform(0.6, 1.4))
    return np.array(crop)


def textures(count: int, seed: int) -> list[Pixels]:
    """`count` pictures of SIDE_PX, two thirds from the sample photographs where these are installed."""
    rng = random.Random(seed)
    photos = sample_photos()
    pictures: list[Pixels] = []
    for index in range(count):
        if photos and index % 3:
            pictures.append(_photo_crop(rng.choice(photos), rng))
        else:
            pictures.append(_noise_picture(rng.getrandbits(31)))
    return pictures
