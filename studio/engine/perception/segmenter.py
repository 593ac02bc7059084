"""What every segmenter can do: look at a picture once, then answer clicks, boxes and masks, or find masks by itself.

Places are fractions of the picture (core/geometry.py), pictures RGB uint8 [h, w, 3], masks bool [h, w] of the same
size. Not here: the models (sam_segmenter.py, sam2_segmenter.py), which one is used (library/catalogue/segmenters.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.core.errors import InputProblem
from studio.core.geometry import BoxFrac
from studio.engine.perception.cut_out import refined
from studio.library.catalogue.segmenters import SegmenterCard

Pixels = NDArray[np.uint8]
Mask = NDArray[np.bool_]

LEAST_SIDE_PX = 8
UNCERTAIN = 0.4  # quality and stability of automatic masks that are only guesses
_ALL = 0.995  # of a picture: a mask that leaves less out says nothing
_MIDDLE = 0.35  # how far from the middle, in sides, a subject's weight falls by half
_GROUND = 0.45  # of the frame: what touches more of it is the ground
_LEFT = 0.8
_LEAST_AREA, _MOST_AREA = 0.01, 0.92  # of the picture: what a photo's subject covers


class Point(NamedTuple):
    """A click, in fractions of the picture; not is_subject: on what does not belong to it."""

    x: float
    y: float
    is_subject: bool = True


@dataclass(frozen=True)
class Prompt:
    """What is asked for; at least one of the three. mask: a rough one, that the answer improves."""

    points: tuple[Point, ...] = ()
    box: BoxFrac | None = None
    mask: Mask | None = None


class FoundMask(NamedTuple):
    """mask: bool [h, w] of the picture's size. quality: the IoU with the truth that the model expects, 0..1."""

    mask: Mask
    quality: float

    @property
    def box(self) -> BoxFrac:
        """Tight, in fractions. The mask must not be empty."""
        rows, columns = np.flatnonzero(self.mask.any(1)), np.flatnonzero(self.mask.any(0))
        height, width = self.mask.shape
        return BoxFrac(
            float(columns[0] / width),
            float(rows[0] / height),
            float((columns[-1] + 1) / width),
            float((rows[-1] + 1) / height),
        )

    @property
    def area(self) -> float:
        """Share of the picture, 0..1."""
        return float(self.mask.mean())


class Segmenter(Protocol):
    """One picture at a time; not for two threads at once."""

    @property
    def card(self) -> SegmenterCard:
        """What it is, with its licence."""
        ...

    def look_at(self, picture: Pixels) -> None:
        """Compute the picture's embedding; what is slow. Raises InputProblem for a picture that is too small."""
        ...

    def candidates(self, prompt: Prompt) -> list[FoundMask]:
        """Up to three readings of the prompt, the most probable first; never empty masks.

        Raises InputProblem: nothing asked, a place outside, a mask of all or nothing, nothing found there.
        """
        ...

    def automatic(self, points_per_side: int = 16, is_strict: bool = True) -> list[FoundMask]:
        """Masks of all that stands out, the best first; perhaps none. Not is_strict: uncertain ones too."""
        ...


def checked_picture(picture: Pixels) -> Pixels:
    """Raises InputProblem when nothing can be found in so small a picture."""
    height, width = picture.shape[:2]
    if min(height, width) < LEAST_SIDE_PX:
        raise InputProblem(
            f"A picture of {width} × {height} pixels is too small to find a subject in.",
            f"Use one of at least {LEAST_SIDE_PX} pixels a side.",
        )
    return np.ascontiguousarray(picture)


def checked_prompt(prompt: Prompt, size: tuple[int, int]) -> Prompt:
    """size: height and width of the picture. Raises InputProblem; see Segmenter.candidates."""
    if not any(point.is_subject for point in prompt.points) and prompt.box is None and prompt.mask is None:
        raise InputProblem("Nothing says what to select.", "Click on the subject, or draw a box around it.")
    if any(not (0 <= point.x <= 1 and 0 <= point.y <= 1) for point in prompt.points):
        raise InputProblem("A click lies outside the picture.", "Click inside it.")
    if prompt.box is not None and not prompt.box.is_valid():
        raise InputProblem("The box does not lie in the picture.", "Draw it inside the picture, from corner to corner.")
    if prompt.mask is not None:
        if prompt.mask.shape != size:
            mine = f"{prompt.mask.shape[1]} × {prompt.mask.shape[0]}"
            raise InputProblem(
                f"The mask is {mine} pixels, the picture {size[1]} × {size[0]}.",
                "Give a mask of the picture's size.",
            )
        share = float(prompt.mask.mean())
        if share == 0 or share > _ALL:
            covers = "nothing" if share == 0 else "the whole picture"
            raise InputProblem(
                f"The mask covers {covers}, so it says nothing about the subject.",
                "Brush the subject roughly, or click on it.",
            )
    return prompt


def shrunk(picture: Pixels, edge_px: int) -> Pixels:
    """No longer than that; automatic masks of a whole photo would fill the memory by the hundred."""
    height, width = picture.shape[:2]
    scale = edge_px / max(height, width)
    if scale >= 1:
        return picture
    size = (max(LEAST_SIDE_PX, round(width * scale)), max(LEAST_SIDE_PX, round(height * scale)))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


def as_found(found: Sequence[Mapping[str, Any]], size: tuple[int, int]) -> list[FoundMask]:
    """What SamAutomaticMaskGenerator found, at height and width `size`, the best first."""
    masks = []
    for one in found:
        mask = np.asarray(one["segmentation"], np.uint8)
        large = cv2.resize(mask * 255, (size[1], size[0]), interpolation=cv2.INTER_LINEAR) > 127
        if large.any():
            masks.append(FoundMask(large, float(one["predicted_iou"])))
    return sorted(masks, key=lambda one: -one.quality)


def found_ones(found: Sequence[FoundMask]) -> list[FoundMask]:
    """Those that hold something, best first. Raises InputProblem when none does."""
    kept = sorted((one for one in found if one.mask.any()), key=lambda one: -one.quality)
    if not kept:
        raise InputProblem("No subject was found there.", "Click on its middle, or brush the mask by hand.")
    return kept


def brought_to_edges(found: FoundMask, picture: Pixels) -> FoundMask:
    """A coarse mask with its edge moved to one of the picture within a narrow band (cut_out.refined)."""
    mask = refined(picture, found.mask.astype(np.uint8) * 255) > 0
    return FoundMask(mask, found.quality) if mask.any() else found


def at_clicks(found: FoundMask, points: Sequence[Point]) -> FoundMask:
    """Only the parts that hold a click on the subject; all of it when none does."""
    height, width = found.mask.shape
    _, parts = cv2.connectedComponents(found.mask.astype(np.uint8))
    clicked = {
        int(parts[min(height - 1, int(point.y * height)), min(width - 1, int(point.x * width))])
        for point in points
        if point.is_subject
    } - {0}
    return FoundMask(np.isin(parts, list(clicked)), found.quality) if clicked else found


def largest_part(found: FoundMask) -> FoundMask:
    """Without its crumbs: parts of less than a tenth of the largest."""
    _, parts, facts, _ = cv2.connectedComponentsWithStats(found.mask.astype(np.uint8))
    areas = facts[1:, cv2.CC_STAT_AREA]
    kept = [index + 1 for index, area in enumerate(areas) if area >= 0.1 * areas.max()]
    return FoundMask(np.isin(parts, kept), found.quality)


def likely_subject(found: Sequence[FoundMask]) -> FoundMask | None:
    """The mask a photo is probably about: well seen, large, near the middle, not along the frame; None when none is.

    What is left of a ground counts as well, a little less. A guess by the rules photographers follow, and no
    measurement [ours].
    """
    grounds = [one for one in found if _along_frame(one.mask) > _GROUND]
    rest = [FoundMask(~one.mask, _LEFT * one.quality) for one in grounds]
    best, best_weight = None, 0.0
    for one in (*found, *rest):
        weight = _subject_weight(one)
        if weight > best_weight:
            best, best_weight = one, weight
    return best


def _along_frame(mask: Mask) -> float:
    """Share of the picture's frame that is in the mask."""
    return float(np.concatenate([mask[0], mask[-1], mask[:, 0], mask[:, -1]]).mean())


def _subject_weight(one: FoundMask) -> float:
    area, cut = one.area, _along_frame(one.mask)
    if not _LEAST_AREA <= area <= _MOST_AREA or cut > _GROUND:
        return 0.0
    rows, columns = np.nonzero(one.mask)
    height, width = one.mask.shape
    off = np.hypot(columns.mean() / width - 0.5, rows.mean() / height - 0.5)
    return one.quality * area**0.5 * 0.5 ** (off / _MIDDLE) * (1 - cut) ** 2
