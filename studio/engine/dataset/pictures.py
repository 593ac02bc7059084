"""A chosen photo as the backbone wants it: upright, turned, cropped, resized; its brushed mask at latent size.

The original is only read (design D5). Not here: which photos are chosen (library/gallery), augmentation (examples.py).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from studio.core.errors import DiskProblem, InputProblem
from studio.core.geometry import BoxFrac, BoxPx, SizePx
from studio.library.gallery.import_photos import decode, read_limited
from studio.library.gallery.records import PhotoView

_AROUND = 1.25  # a close-up is this much larger than the subject
_LARGEST_SHARE = 0.85  # of the frame; a subject larger than that is close enough
_TURNS = {
    90: Image.Transpose.ROTATE_270,  # PIL turns counter-clockwise
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}


def open_upright(photo: PhotoView) -> Image.Image:
    """The whole photo, RGB, EXIF orientation and the person's rotation applied. Raises InputProblem, DiskProblem."""
    if not photo.path.exists():
        raise DiskProblem(
            f"A photo is gone from the library: “{photo.path}”.",
            "Restore it from a backup, or remove the photo; `studio library check` names all that are missing.",
        )
    picture = decode(read_limited(photo.path), photo.path.name)[0]
    turn = _TURNS.get(photo.rotation_deg % 360)
    return picture.transpose(turn) if turn is not None else picture


def open_mask(photo: PhotoView, size: SizePx) -> Image.Image | None:
    """The brushed mask, 8-bit grey, at the size of the upright photo. Raises InputProblem, DiskProblem."""
    if photo.mask is None:
        return None
    mask = decode(read_limited(photo.mask), photo.mask.name)[0].convert("L")
    return mask if mask.size == size else mask.resize(size, Image.Resampling.BILINEAR)


def crop_box(size: SizePx, target: SizePx, photo: PhotoView, mask: Image.Image | None) -> BoxPx:
    """The largest box of the target's shape inside the person's crop (or the photo), around what matters in it.

    What matters: the face, else the masked subject, else the middle.
    """
    area = photo.crop.to_px(size) if photo.crop is not None else BoxPx(0, 0, size.width, size.height)
    width, height = area.right - area.left, area.bottom - area.top
    scale = min(width / target.width, height / target.height)
    w, h = max(1, round(target.width * scale)), max(1, round(target.height * scale))
    x, y = _focus(size, photo.face, mask, area)
    left = min(max(round(x - w / 2), area.left), max(area.right - w, area.left))
    top = min(max(round(y - h / 2), area.top), max(area.bottom - h, area.top))
    return BoxPx(left, top, min(left + w, size.width), min(top + h, size.height))


def _focus(size: SizePx, face: BoxFrac | None, mask: Image.Image | None, area: BoxPx) -> tuple[float, float]:
    if face is not None:
        return (face.x0 + face.x1) / 2 * size.width, (face.y0 + face.y1) / 2 * size.height
    inside = mask.crop(area).getbbox() if mask is not None else None
    if inside is not None:
        return area.left + (inside[0] + inside[2]) / 2, area.top + (inside[1] + inside[3]) / 2
    return (area.left + area.right) / 2, (area.top + area.bottom) / 2


def prepare(photo: PhotoView, target: SizePx, latent: SizePx) -> tuple[Tensor, Tensor | None]:
    """Picture [3, h, w] in -1..1 and mask [1, h/8, w/8] in 0..1 (1 = subject) or None.

    Raises InputProblem for a file that is not a readable picture, DiskProblem when it cannot be read.
    """
    whole = open_upright(photo)
    mask = open_mask(photo, SizePx(*whole.size))
    box = crop_box(SizePx(*whole.size), target, photo, mask)
    picture = whole.resize(target, Image.Resampling.LANCZOS, box=box)
    small = mask.resize(latent, Image.Resampling.BOX, box=box) if mask is not None else None
    if small is not None and small.getbbox() is None:
        raise InputProblem(
            f"The mask of “{photo.path.name}” covers nothing of the part that is shown.",
            "Brush the subject again, or remove the mask.",
        )
    return to_tensor(picture), None if small is None else _grey(small)


def close_up(photo: PhotoView, target: SizePx, mask: Tensor) -> tuple[Tensor, Tensor] | None:
    """The subject filling most of the frame: picture [3, h, w] and mask as `prepare`; None when it does already.

    mask: [1, h/8, w/8] of the whole frame, as `prepare` gives it or find_subject found it.
    """
    height, width = mask.shape[-2:]
    rows, columns = (mask[0] > 0.5).any(1).nonzero(), (mask[0] > 0.5).any(0).nonzero()
    if not len(rows):
        return None
    inside = BoxFrac(
        float(columns.min()) / width, float(rows.min()) / height,
        (float(columns.max()) + 1) / width, (float(rows.max()) + 1) / height,
    )  # fmt: skip
    share = min(1.0, _AROUND * max(inside.x1 - inside.x0, inside.y1 - inside.y0))
    if share > _LARGEST_SHARE:
        return None
    left = min(max((inside.x0 + inside.x1 - share) / 2, 0.0), 1.0 - share)
    top = min(max((inside.y0 + inside.y1 - share) / 2, 0.0), 1.0 - share)
    whole = open_upright(photo)
    frame = crop_box(SizePx(*whole.size), target, photo, open_mask(photo, SizePx(*whole.size)))
    across, down = frame.right - frame.left, frame.bottom - frame.top
    box = (
        frame.left + left * across, frame.top + top * down,
        frame.left + (left + share) * across, frame.top + (top + share) * down,
    )  # fmt: skip
    picture = whole.resize(target, Image.Resampling.LANCZOS, box=box)
    grey = Image.fromarray((mask[0].numpy() * 255).astype(np.uint8))
    part = (left * width, top * height, (left + share) * width, (top + share) * height)
    return to_tensor(picture), _grey(grey.resize((width, height), Image.Resampling.BILINEAR, box=part))


def to_tensor(picture: Image.Image) -> Tensor:
    """RGB picture -> [3, h, w] in -1..1, fp32."""
    array = np.asarray(picture.convert("RGB"), dtype=np.float32)
    return torch.from_numpy(array / 127.5 - 1.0).permute(2, 0, 1).contiguous()


def from_tensor(picture: Tensor) -> Image.Image:
    """[3, h, w] in -1..1 -> RGB picture."""
    scaled = (picture.detach().float().cpu().clamp(-1, 1) + 1) * 127.5
    return Image.fromarray(scaled.round().to(torch.uint8).permute(1, 2, 0).numpy())


def load_picture(path: Path) -> Tensor:
    """A picture file the studio wrote itself, as [3, h, w] in -1..1. Raises InputProblem, DiskProblem."""
    return to_tensor(decode(read_limited(path), path.name)[0])


def _grey(picture: Image.Image) -> Tensor:
    return torch.from_numpy(np.asarray(picture, dtype=np.float32) / 255.0)[None]
