"""How good a photo is for teaching, in numbers, faults and sentences. Runs on arrival, without any model.

Faces are not measured here: a pack sees them later, in the background (knowledge.py, people.py).
Not here: near duplicates among many (twins.py), the decision to keep a photo (the person's).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.core.geometry import SizePx
from studio.library.gallery.records import Fault, Photo, Quality

if TYPE_CHECKING:
    # imported where they are used: the desktop's first screen needs none of them
    import numpy as np
    from PIL import Image

SOFT_BLUR = 60.0  # variance of the Laplacian at 512 px
DARK, BRIGHT, FLAT = 0.12, 0.93, 0.05
BURNT = 0.75  # of the middle is pure white; a white ground around the subject is none of it
SMALL_PX = 128
_WHITE = 250  # of 255


def measure(picture: Image.Image, size: SizePx | None = None) -> Quality:
    """picture: RGB, upright, at least 512 px a side or as large as the photo. size: of the whole photo."""
    import imagehash
    import numpy as np
    from PIL import Image

    small = picture.convert("L")
    small.thumbnail((512, 512), Image.Resampling.LANCZOS)
    grey = np.asarray(small, dtype=np.float32)
    height, width = grey.shape
    middle = grey[height // 4 : height - height // 4, width // 4 : width - width // 4]
    whole = size or SizePx(*picture.size)
    return Quality(
        width_px=whole.width,
        height_px=whole.height,
        blur=round(_laplacian_variance(grey), 3),
        brightness=round(float(grey.mean(dtype=np.float64)) / 255.0, 4),
        contrast=round(float(grey.std(dtype=np.float64)) / 255.0, 4),
        burnt=round(float((middle >= _WHITE).mean()), 4),
        phash=str(imagehash.phash(small)),
    )


def seen_size(photo: Photo) -> SizePx:
    """What is learned from: turned and cropped."""
    width, height = photo.quality.width_px, photo.quality.height_px
    if photo.rotation_deg % 180:
        width, height = height, width
    if photo.crop is None:
        return SizePx(width, height)
    box = photo.crop.to_px(SizePx(width, height))
    return SizePx(box.right - box.left, box.bottom - box.top)


def judge(photo: Photo, twin: Photo | None) -> Photo:
    """With its faults and their sentences. twin: a photo of the same subject, before this one, that looks the same."""
    found = _faults(photo)
    if twin is not None:
        found.insert(0, (Fault.TWIN, f"“{photo.name}” is nearly the same as “{twin.name}”."))
    faults = tuple(fault for fault, _ in found)
    problems = tuple(sentence for _, sentence in found)
    if (faults, problems) == (photo.faults, photo.problems):
        return photo
    return photo.model_copy(update={"faults": faults, "problems": problems})


def facts(quality: Quality) -> str:
    """The numbers in words: "sharpness 231 · brightness 46 % · contrast 21 %"."""
    parts: list[str] = []
    if quality.blur is not None:
        parts.append(f"sharpness {quality.blur:.0f}")
    if quality.brightness is not None:
        parts.append(f"brightness {quality.brightness:.0%}".replace("%", " %"))
    if quality.contrast is not None:
        parts.append(f"contrast {quality.contrast:.0%}".replace("%", " %"))
    return " · ".join(parts)


def _faults(photo: Photo) -> list[tuple[Fault, str]]:
    name, quality = photo.name, photo.quality
    size = seen_size(photo)
    found: list[tuple[Fault, str]] = []
    if min(size) < SMALL_PX:
        whole = f"“{name}” is small: it has {size.width} × {size.height} pixels, {SMALL_PX} a side are good."
        cut = f"“{name}” is small: its crop has {size.width} × {size.height} pixels, {SMALL_PX} a side are good."
        found.append((Fault.SMALL, whole if photo.crop is None else cut))
    if quality.brightness is not None and quality.brightness < DARK:
        dark = quality.brightness * 100
        sentence = f"“{name}” is too dark: brightness {dark:.0f} %, {DARK * 100:.0f} % or more is good."
        found.append((Fault.DARK, sentence))
    if quality.burnt is not None and quality.burnt > BURNT:
        found.append(
            (Fault.BURNT_OUT, f"“{name}” is burnt out: {quality.burnt * 100:.0f} % of its middle is pure white.")
        )
    elif quality.brightness is not None and quality.brightness > BRIGHT:
        bright = quality.brightness * 100
        found.append((Fault.BURNT_OUT, f"“{name}” is very bright: {bright:.0f} %, {BRIGHT * 100:.0f} % are the most."))
    if quality.blur is not None and quality.blur < SOFT_BLUR:
        found.append(
            (Fault.BLURRED, f"“{name}” looks blurred: sharpness {quality.blur:.0f}, {SOFT_BLUR:.0f} or more is good.")
        )
    if quality.contrast is not None and quality.contrast < FLAT:
        flat = quality.contrast * 100
        sentence = f"“{name}” has hardly any contrast: {flat:.0f} %, {FLAT * 100:.0f} % or more is good."
        found.append((Fault.FLAT, sentence))
    return found


def _laplacian_variance(grey: np.ndarray) -> float:
    """Variance of the 4-neighbour Laplacian, borders left out; 0 for pictures under 3 px."""
    if min(grey.shape) < 3:
        return 0.0
    centre = grey[1:-1, 1:-1]
    edges = grey[:-2, 1:-1] + grey[2:, 1:-1] + grey[1:-1, :-2] + grey[1:-1, 2:] - 4.0 * centre
    return float(edges.astype("float64").var())
