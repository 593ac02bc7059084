"""The picture image-to-image begins with and the mask of inpainting: from files to tensors of the drawn size.

Both are cut to the drawn shape around the middle and resized together, so that the mask stays where it was painted.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from studio.core.errors import InputProblem
from studio.engine.dataset.pictures import to_tensor
from studio.library.gallery.import_photos import decode, read_limited


def read_init(path: Path, size: tuple[int, int]) -> Tensor:
    """[3, h, w] in -1..1. Raises InputProblem when it is no picture, DiskProblem when it cannot be read."""
    return to_tensor(_fitted(_read(path), size, Image.Resampling.LANCZOS))


def read_mask(path: Path, init: Path, size: tuple[int, int]) -> Tensor:
    """[1, h, w] in 0..1, white is redrawn; laid over the picture it was painted for first. Raises as read_init."""
    mask = _read(path).convert("L")
    whole = _read(init).size
    if mask.size != whole:
        mask = mask.resize(whole, Image.Resampling.BILINEAR)
    fitted = _fitted(mask, size, Image.Resampling.BILINEAR)
    values = torch.from_numpy(np.asarray(fitted, dtype=np.float32) / 255.0)[None]
    if not values.any():
        raise InputProblem(
            f"The mask “{path.name}” marks nothing to redraw.",
            "Paint white where the picture is to change; black stays.",
        )
    return values


def _read(path: Path) -> Image.Image:
    return decode(read_limited(path), path.name)[0]


def _fitted(picture: Image.Image, size: tuple[int, int], how: Image.Resampling) -> Image.Image:
    """The largest part of the wanted shape around the middle, resized; untouched when it fits already."""
    if picture.size == size:
        return picture
    scale = min(picture.width / size[0], picture.height / size[1])
    width, height = size[0] * scale, size[1] * scale
    left, top = (picture.width - width) / 2, (picture.height - height) / 2
    return picture.resize(size, how, box=(left, top, left + width, top + height))
