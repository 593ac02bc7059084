"""Pictures for the judges: photos of the gallery and stored PNGs, as float32 tensors in -1..1.

Not here: photos for learning (studio/engine/dataset), what is measured on them (score.py).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from studio.core import files
from studio.core.geometry import BoxFrac, SizePx
from studio.library.gallery.import_photos import decode
from studio.library.gallery.records import PhotoView

JUDGED_PX = 128


def photo(view: PhotoView, side_px: int = JUDGED_PX) -> Tensor:
    """[3, s, s]: upright, turned, cut to the crop or else to the middle square. Raises StudioError."""
    picture, _, _ = decode(files.read_bytes(view.path), view.path.name)
    if view.rotation_deg:
        picture = picture.rotate(-view.rotation_deg, expand=True)
    picture = picture.crop(_square(SizePx(*picture.size), view.crop))
    return as_tensor(picture.resize((side_px, side_px), Image.Resampling.LANCZOS))


def photos(views: Sequence[PhotoView], side_px: int = JUDGED_PX) -> Tensor:
    """[b, 3, s, s]."""
    return torch.stack([photo(view, side_px) for view in views])


def _square(size: SizePx, crop: BoxFrac | None) -> tuple[int, int, int, int]:
    """The box to cut: the crop widened to a square where the picture allows it, else the largest middle square."""
    if crop is None:
        side = min(size)
        left, top = (size.width - side) // 2, (size.height - side) // 2
        return left, top, left + side, top + side
    box = crop.to_px(size)
    side = min(max(box.right - box.left, box.bottom - box.top), *size)
    left = min(max(0, (box.left + box.right - side) // 2), size.width - side)
    top = min(max(0, (box.top + box.bottom - side) // 2), size.height - side)
    return left, top, left + side, top + side


def as_tensor(picture: Image.Image) -> Tensor:
    """[3, h, w] float32 in -1..1."""
    values = np.array(picture.convert("RGB"), dtype=np.float32)
    return torch.from_numpy(values).permute(2, 0, 1) / 127.5 - 1


def as_png(picture: Tensor) -> bytes:
    """[3, h, w] in -1..1 -> PNG."""
    values = ((picture.detach().cpu().clamp(-1, 1) + 1) * 127.5).round().to(torch.uint8)
    out = io.BytesIO()
    Image.fromarray(values.permute(1, 2, 0).numpy(), "RGB").save(out, "PNG", optimize=True)
    return out.getvalue()


def read_png(path: Path) -> Tensor:
    """[3, h, w] in -1..1. Raises DiskProblem."""
    with Image.open(io.BytesIO(files.read_bytes(path))) as picture:
        return as_tensor(picture)
