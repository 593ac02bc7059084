"""Views that the prompt tells of (paired augmentation): a photo is changed, and a learned word says how.

Source: TextBoost's augmentation tokens, arXiv:2409.08248 [code: nahyeonkaty/textboost, branch v1]: the changes, their
chances and ranges, and the words each token starts from. Where a word stands follows the code, joined by a space and
without a comma [ours]. What is filled up or is not the subject is tested before a view is used [ours].
Not here: the changes themselves (picture_views.py), how often a view is shown (Learns.variations).
"""

from __future__ import annotations

import torch
from torch import Tensor

from studio.engine.dataset.variations import Variation
from studio.engine.methods.parts import picture_views
from studio.engine.methods.parts.picture_views import CELL_PX, View

# What a view is called in prompts, and the words its vectors start from, the code's first. No subject's placeholder
# can hold an underscore.
VIEW_WORDS = {
    "<view_gray>": ("grayscale", "black and white", "gray"),
    "<view_zoom-in>": ("zoom in", "closeup", "big"),
    "<view_zoom-out>": ("far away", "tiny", "small"),
    "<view_collage>": ("photo collage", "four"),
    "<view_crop>": ("crop",),
    "<view_mirror>": ("ktn",),
    "<view_left>": ("pll",),
    "<view_right>": ("ucd",),
}
_ZOOM, _SHIFT, _AREA = (0.34, 1.4), (0.15, 0.3), (0.08, 1.0)
_ZOOMED_OUT, _ZOOMED_IN = 0.6, 1.2
GRAY_CHANCE = 0.2
_TRIES = 20


def view_share(chance: float, mirror_only: bool) -> float:
    """How often at least one change is drawn, 0..1."""
    unchanged = 1 - chance if mirror_only else (1 - chance) ** 2 * (1 - GRAY_CHANCE)
    return 1 - unchanged if chance > 0 else 0.0


def told_view(
    picture: Tensor, mask: Tensor | None, chance: float, mirror_only: bool, generator: torch.Generator
) -> Variation:
    """A view of picture [3, h, w] in -1..1 and mask [1, h, w] or None, drawn until something changed and the subject
    is still there; else, and with mirror_only, the mirror image."""
    photo = picture_views.whole(picture, mask)
    view, frame = picture_views.mirrored(photo), _told("<view_mirror>", generator)
    for _ in range(0 if mirror_only else _TRIES):
        tried = _drawn(photo, chance, generator)
        if tried is not None and picture_views.is_learnable(tried[0]):
            view, frame = tried
            break
    return Variation(view.picture, view.mask, view.valid, frame)


def _drawn(photo: View, chance: float, generator: torch.Generator) -> tuple[View, str] | None:
    """One draw of the code's order: a change of place, then a collage, then gray; None when nothing changed."""
    view, frame = photo, "{}"
    if _uniform(generator) < chance:
        view, frame = _moved(view, generator)
    if _uniform(generator) < chance:
        count = 2 + int(_uniform(generator) < 0.5)
        view, frame = picture_views.tiled(view, count), f"<view_collage> {frame}"
    if _uniform(generator) < GRAY_CHANCE:
        view, frame = picture_views.gray(view), f"{frame} <view_gray>"
    return None if view is photo else (view, frame)


def _moved(view: View, generator: torch.Generator) -> tuple[View, str]:
    kind = int(torch.randint(4, (), generator=generator))
    if kind == 0:
        low = max(_ZOOM[0], 2 * CELL_PX / min(view.size))  # so that a whole latent cell is left
        scale = _uniform(generator, low, _ZOOM[1])
        frame = "<view_zoom-out> {}" if scale < _ZOOMED_OUT else "<view_zoom-in> {}" if scale > _ZOOMED_IN else "{}"
        return picture_views.zoomed(view, scale), frame
    if kind == 1:
        side = _uniform(generator, *_AREA) ** 0.5
        part = picture_views.cropped(view, side, _uniform(generator), _uniform(generator))
        return part, _told("<view_crop>", generator)
    if kind == 2:
        share = _uniform(generator, *_SHIFT)
        if _uniform(generator) < 0.5:
            return picture_views.shifted(view, -share), "{} <view_left>"
        return picture_views.shifted(view, share), "{} <view_right>"
    return picture_views.mirrored(view), _told("<view_mirror>", generator)


def _told(word: str, generator: torch.Generator) -> str:
    """The word before or after the prompt."""
    return f"{word} {{}}" if _uniform(generator) < 0.5 else f"{{}} {word}"


def _uniform(generator: torch.Generator, low: float = 0.0, high: float = 1.0) -> float:
    return low + (high - low) * float(torch.rand((), generator=generator, dtype=torch.float64))
