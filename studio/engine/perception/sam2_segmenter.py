"""SAM 2 through transformers' Sam2Model, from a folder on this computer; never from the network.

Pictures are brought to the model's square without keeping their shape, as SAM 2 was trained (arXiv:2408.00714).
Automatic masks come from segment_anything's generator, which asks this model through a small stand-in of SamPredictor.
Not here: video, text prompts.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from segment_anything import SamAutomaticMaskGenerator
from torch import Tensor
from torch.nn import functional as F

from studio.core.errors import MissingWeights
from studio.engine.perception.segmenter import (
    UNCERTAIN,
    FoundMask,
    Mask,
    Pixels,
    Prompt,
    as_found,
    checked_picture,
    checked_prompt,
    found_ones,
    shrunk,
)
from studio.library.catalogue.segmenters import SegmenterCard

_MEAN, _STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
_SURE = 8.0
_AUTOMATIC_PX = 512
_LEAST_QUALITY, _LEAST_STABILITY = 0.8, 0.95  # of automatic masks, as SAM 2's own generator has them


class Sam2Segmenter:
    """See Segmenter."""

    def __init__(self, model: Any, card: SegmenterCard, least_quality: float = _LEAST_QUALITY) -> None:
        self._card, self._model, self._least_quality = card, model, least_quality
        config = model.config.prompt_encoder_config
        self._side = int(config.image_size)
        self._mask_side = 4 * self._side // int(config.patch_size)
        self._picture: Pixels | None = None
        self._embeddings: list[Tensor] = []

    @property
    def card(self) -> SegmenterCard:
        return self._card

    @torch.no_grad()
    def look_at(self, picture: Pixels) -> None:
        self._picture = checked_picture(picture)
        pixels = torch.from_numpy(self._picture).permute(2, 0, 1)[None].float() / 255
        square = F.interpolate(pixels, (self._side,) * 2, mode="bilinear", antialias=True, align_corners=False)
        normal = (square - torch.tensor(_MEAN).view(3, 1, 1)) / torch.tensor(_STD).view(3, 1, 1)
        self._embeddings = self._model.get_image_embeddings(normal)

    def candidates(self, prompt: Prompt) -> list[FoundMask]:
        assert self._picture is not None, "look_at comes first"
        prompt = checked_prompt(prompt, self._picture.shape[:2])
        points = torch.tensor([[point.x, point.y] for point in prompt.points]) * self._side
        labels = torch.tensor([int(point.is_subject) for point in prompt.points])
        box = None if prompt.box is None else torch.tensor(prompt.box)[None, None] * self._side
        is_one_click = len(points) == 1 and box is None and prompt.mask is None
        logits, qualities = self._predict(
            points[None, None] if len(points) else None,
            labels[None, None] if len(points) else None,
            box,
            None if prompt.mask is None else self._as_input(prompt.mask),
            is_one_click,
            self._picture.shape[:2],
        )
        masks = (logits[0] > 0).numpy()
        return found_ones([FoundMask(mask, float(q)) for mask, q in zip(masks, qualities[0], strict=True)])

    def automatic(self, points_per_side: int = 16, is_strict: bool = True) -> list[FoundMask]:
        assert self._picture is not None, "look_at comes first"
        stand_in: Any = _AsPredictor(self)
        generator = SamAutomaticMaskGenerator(
            stand_in.model,
            points_per_side=points_per_side,
            pred_iou_thresh=self._least_quality if is_strict else UNCERTAIN,
            stability_score_thresh=_LEAST_STABILITY if is_strict else UNCERTAIN,
        )
        generator.predictor = stand_in
        found = generator.generate(shrunk(self._picture, _AUTOMATIC_PX))
        return as_found(found, self._picture.shape[:2])

    @torch.no_grad()
    def _predict(
        self,
        points: Tensor | None,
        labels: Tensor | None,
        box: Tensor | None,
        mask: Tensor | None,
        several: bool,
        size: tuple[int, ...],
    ) -> tuple[Tensor, Tensor]:
        """Logits [n, m, *size] and qualities [n, m]; points [1, n, p, 2] on the square."""
        said = self._model(
            image_embeddings=list(self._embeddings),
            input_points=points,
            input_labels=labels,
            input_boxes=box,
            input_masks=mask,
            multimask_output=several,
        )
        logits = F.interpolate(said.pred_masks[0].float(), size, mode="bilinear", align_corners=False)
        return logits, said.iou_scores[0].float()

    def _as_input(self, mask: Mask) -> Tensor:
        small = F.interpolate(torch.from_numpy(mask)[None, None].float(), (self._mask_side,) * 2, mode="area")
        return (small * 2 - 1) * _SURE


class _AsPredictor:
    """What SamAutomaticMaskGenerator asks of a SamPredictor, answered by SAM 2 about the picture it has seen."""

    def __init__(self, owner: Sam2Segmenter) -> None:
        self._owner = owner
        self.device = torch.device("cpu")
        self.model = SimpleNamespace(image_encoder=SimpleNamespace(img_size=owner._side), mask_threshold=0.0)
        self.transform = self

    def set_image(self, picture: Pixels) -> None:
        """Seen already, only larger: the generator is asked for whole pictures."""
        self._size = picture.shape[:2]

    def reset_image(self) -> None:
        """The embedding stays for clicks to come."""

    def apply_coords(self, coords: NDArray[np.float64], size: tuple[int, int]) -> NDArray[np.float64]:
        return coords / np.array([size[1], size[0]]) * self._owner._side

    def predict_torch(
        self, points: Tensor, labels: Tensor, multimask_output: bool, return_logits: bool
    ) -> tuple[Tensor, Tensor, None]:
        """points [n, 1, 2] on the square; returns logits [n, 3, h, w], qualities [n, 3]."""
        assert return_logits
        logits, qualities = self._owner._predict(
            points[None].float(), labels[None], None, None, multimask_output, self._size
        )
        return logits, qualities, None


def load_sam2(card: SegmenterCard) -> Sam2Segmenter:
    """In float32 on the CPU. Raises MissingWeights when the folder's files do not belong together."""
    from transformers import Sam2Model

    try:
        model: Any = Sam2Model.from_pretrained(card.folder, local_files_only=True, dtype=torch.float32)
    except (OSError, ValueError, KeyError, RuntimeError, AttributeError, TypeError) as error:
        raise MissingWeights(
            f"The SAM 2 in “{card.folder}” cannot be loaded.", "Get the folder again, complete.", repr(error)
        ) from error
    return Sam2Segmenter(model.eval().requires_grad_(False), card)
