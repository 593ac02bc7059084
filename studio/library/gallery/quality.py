"""How good a photo is for teaching, in numbers and sentences. Runs on arrival, without any model.

Not here: whether a face is the right one (engine/perception), the decision to keep a photo (the person's).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PIL import Image

from studio.library.gallery.records import Photo, Quality

if TYPE_CHECKING:
    import numpy as np  # imported where it is used: the desktop's first screen needs none of it

SOFT_BLUR = 60.0  # variance of the Laplacian at 512 px
DARK, BRIGHT, FLAT = 0.12, 0.93, 0.05
SMALL_PX = 128
NEAR_BITS = 6  # of 64 bits of the perceptual hash


def measure(picture: Image.Image) -> Quality:
    """picture: RGB, upright."""
    import imagehash
    import numpy as np

    small = picture.convert("L")
    small.thumbnail((512, 512), Image.Resampling.LANCZOS)
    grey = np.asarray(small, dtype=np.float64)
    return Quality(
        width_px=picture.width,
        height_px=picture.height,
        blur=round(_laplacian_variance(grey), 3),
        brightness=round(float(grey.mean()) / 255.0, 4),
        contrast=round(float(grey.std()) / 255.0, 4),
        phash=str(imagehash.phash(picture)),
    )


def problems(name: str, quality: Quality, others: Iterable[Photo] = ()) -> tuple[str, ...]:
    """Sentences for the person; others: photos of the same subject that came before."""
    found: list[str] = []
    if min(quality.width_px, quality.height_px) < SMALL_PX:
        found.append(f"“{name}” is small: {quality.width_px} × {quality.height_px} pixels.")
    if quality.blur is not None and quality.blur < SOFT_BLUR:
        found.append(f"“{name}” looks blurred.")
    if quality.brightness is not None and quality.brightness < DARK:
        found.append(f"“{name}” is very dark.")
    if quality.brightness is not None and quality.brightness > BRIGHT:
        found.append(f"“{name}” is very bright.")
    if quality.contrast is not None and quality.contrast < FLAT:
        found.append(f"“{name}” has hardly any contrast.")
    twin = near_duplicate(quality, others)
    if twin is not None:
        found.append(f"“{name}” is nearly the same as “{twin.name}”.")
    return tuple(found)


def near_duplicate(quality: Quality, others: Iterable[Photo]) -> Photo | None:
    """The first photo that looks the same, or None."""
    if quality.phash is None:
        return None
    for other in others:
        if other.quality.phash is not None and _bits_apart(quality.phash, other.quality.phash) <= NEAR_BITS:
            return other
    return None


def _bits_apart(one: str, two: str) -> int:
    return (int(one, 16) ^ int(two, 16)).bit_count()


def _laplacian_variance(grey: np.ndarray) -> float:
    """Variance of the 4-neighbour Laplacian, borders left out; 0 for pictures under 3 px."""
    if min(grey.shape) < 3:
        return 0.0
    centre = grey[1:-1, 1:-1]
    edges = grey[:-2, 1:-1] + grey[2:, 1:-1] + grey[1:-1, :-2] + grey[1:-1, 2:] - 4.0 * centre
    return float(edges.var())
