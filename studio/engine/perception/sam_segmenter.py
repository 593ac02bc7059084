"""SAM 1 and the studio's small SAM through segment_anything's own SamPredictor and SamAutomaticMaskGenerator.

Nothing is downloaded and no pickle is opened: weights come from safetensors that library/catalogue/segmenters.py
found whole. Not here: SAM 2 (sam2_segmenter.py), choosing one (segmenters.py beside it).
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from segment_anything import SamAutomaticMaskGenerator, SamPredictor, sam_model_registry
from segment_anything.modeling import Sam
from torch import Tensor
from torch.nn import functional as F

from studio.core.errors import MissingWeights
from studio.core.geometry import SizePx
from studio.engine.perception.segmenter import (
    UNCERTAIN,
    FoundMask,
    Mask,
    Pixels,
    Prompt,
    as_found,
    brought_to_edges,
    checked_picture,
    checked_prompt,
    found_ones,
    shrunk,
)
from studio.engine.perception.small_sam import PIXEL_MEAN, PIXEL_STD, load_small_sam
from studio.library.catalogue.segmenters import SegmenterCard, SegmenterKind

_SURE = 8.0  # logit of a mask that is given
_LEAST_QUALITY = {SegmenterKind.SMALL: 0.6, SegmenterKind.SAM1: 0.88}  # of automatic masks; SAM 1's own default
_AUTOMATIC_PX = {SegmenterKind.SMALL: 256, SegmenterKind.SAM1: 512}
_LEAST_STABILITY = {SegmenterKind.SMALL: 0.55, SegmenterKind.SAM1: 0.95}


class SamSegmenter:
    """A Sam of any size. See Segmenter."""

    def __init__(self, sam: Sam, card: SegmenterCard) -> None:
        self._card = card
        self._predictor = SamPredictor(sam)
        self._picture: Pixels | None = None

    @property
    def card(self) -> SegmenterCard:
        return self._card

    def look_at(self, picture: Pixels) -> None:
        self._picture = checked_picture(picture)
        self._predictor.set_image(self._picture)

    def candidates(self, prompt: Prompt) -> list[FoundMask]:
        found = self.network_candidates(prompt)
        if self._card.kind is not SegmenterKind.SMALL:
            return found
        assert self._picture is not None
        # It sees 128 px and answers in 64 x 64, so its edges are looked for in the picture: the first mask's alone,
        # since that is the answer.
        return [brought_to_edges(found[0], self._picture), *found[1:]]

    def network_candidates(self, prompt: Prompt) -> list[FoundMask]:
        """As `candidates`, by the network alone."""
        assert self._picture is not None, "look_at comes first"
        height, width = self._picture.shape[:2]
        prompt = checked_prompt(prompt, (height, width))
        points = [(point.x * width, point.y * height) for point in prompt.points]
        box = prompt.box.to_px(SizePx(width, height)) if prompt.box is not None else None
        is_one_click = len(points) == 1 and box is None and prompt.mask is None
        masks, qualities, _ = self._predictor.predict(
            point_coords=np.array(points) if points else None,
            point_labels=np.array([int(point.is_subject) for point in prompt.points]) if points else None,
            box=np.array(box) if box is not None else None,
            mask_input=None if prompt.mask is None else self._as_input(prompt.mask),
            multimask_output=is_one_click,  # with more, what is meant is no longer ambiguous (the paper, sec. 3)
        )
        return found_ones([FoundMask(mask, float(quality)) for mask, quality in zip(masks, qualities, strict=True)])

    def automatic(self, points_per_side: int = 16, is_strict: bool = True) -> list[FoundMask]:
        assert self._picture is not None, "look_at comes first"
        kind = self._card.kind
        generator = SamAutomaticMaskGenerator(
            self._predictor.model,
            points_per_side=points_per_side,
            pred_iou_thresh=_LEAST_QUALITY[kind] if is_strict else UNCERTAIN,
            stability_score_thresh=_LEAST_STABILITY[kind] if is_strict else UNCERTAIN,
        )
        found = generator.generate(shrunk(self._picture, _AUTOMATIC_PX[kind]))
        return as_found(found, self._picture.shape[:2])

    def _as_input(self, mask: Mask) -> NDArray[np.float32]:
        """Logits [1, s, s] in the decoder's frame: longer side scaled, the rest is ground."""
        side = self._predictor.model.prompt_encoder.mask_input_size[0]
        height, width = mask.shape
        scale = side / max(height, width)
        size = (max(1, round(height * scale)), max(1, round(width * scale)))
        small = F.interpolate(torch.from_numpy(mask)[None, None].float(), size, mode="area")
        framed = F.pad(small, (0, side - size[1], 0, side - size[0]))
        return ((framed[0] * 2 - 1) * _SURE).numpy()


def load_sam(card: SegmenterCard) -> SamSegmenter:
    """In float32 on the CPU. Raises MissingWeights when the weights do not fit or are not what they should be."""
    return SamSegmenter(_load_small(card) if card.kind is SegmenterKind.SMALL else _load_published(card), card)


def _load_small(card: SegmenterCard) -> Sam:
    try:
        return load_small_sam(card.folder)
    except (TypeError, ValueError, RuntimeError) as error:
        raise MissingWeights(
            f"The parts of the segmenter in “{card.folder}” do not belong together.",
            "Get the folder again, or install the studio again.",
            repr(error),
        ) from error


@cache
def _skeleton(size: str) -> Any:
    """A Sam of a published size without its numbers, so that building it costs nothing."""
    with torch.device("meta"):
        return sam_model_registry[size](checkpoint=None)


def _load_published(card: SegmenterCard) -> Sam:
    import copy

    sam: Sam = copy.deepcopy(_skeleton(card.size))
    state = {name: value.float() for name, value in load_file(card.file).items()}
    fit(sam, state, card)
    sam.pixel_mean = torch.tensor(PIXEL_MEAN).view(-1, 1, 1)  # not stored in checkpoints
    sam.pixel_std = torch.tensor(PIXEL_STD).view(-1, 1, 1)
    return sam.eval().requires_grad_(False)


def fit(sam: Sam, state: dict[str, Tensor], card: SegmenterCard) -> None:
    """Give the network these tensors. Raises MissingWeights that names what is missing or too much."""
    own = sam.state_dict()
    missing, extra = sorted(own.keys() - state.keys()), sorted(state.keys() - own.keys())
    wrong = sorted(name for name in own.keys() & state.keys() if own[name].shape != state[name].shape)
    if missing or extra or wrong:
        name = (missing + extra + wrong)[0]
        raise MissingWeights(
            f"The weights in “{card.file.name}” are not those of a {card.title}: “{name}” does not fit.",
            "Get the file again, or use one that was published as it is.",
            f"missing {missing}, extra {extra}, other shape {wrong}",
        )
    sam.load_state_dict(state, assign=True)
