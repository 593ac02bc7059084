"""Judges of photographs: DINOv2 for likeness and CLIP for words, of folders that the person has.

DINO-I and CLIP-T as DreamBooth measures them (arXiv:2208.12242, section 4.1), with DINOv2 (arXiv:2304.07193) in the
place of DINO. Read from this disk alone, as safetensors, without remote code. No method may learn from them.
Not here: where they are found (library/catalogue/judges.py), the shipped ones (judges.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from torch import Tensor

from studio.core.errors import MissingWeights
from studio.engine.dataset.pictures import from_tensor
from studio.engine.perception.image_features import Tower, load_tower


@dataclass(frozen=True)
class TowerJudge:
    """A tower as InstanceEncoder."""

    tower: Tower

    def embed(self, pictures: Tensor) -> Tensor:
        """[b, 3, h, w] in -1..1 -> [b, d] of length 1; the middle square counts."""
        return _looked_at(self.tower, pictures)


class OwnClip:
    """CLIP with its words as Clip. Raises InputProblem, MissingWeights."""

    def __init__(self, folder: Path) -> None:
        from transformers import CLIPTextModelWithProjection, CLIPTokenizer

        self.tower = load_tower(folder)
        try:
            self._tokenizer: Any = CLIPTokenizer.from_pretrained(folder, local_files_only=True)
            self._text: Any = CLIPTextModelWithProjection.from_pretrained(
                folder, local_files_only=True, use_safetensors=True, dtype=torch.float32
            )
        except (OSError, ValueError, RuntimeError, KeyError, TypeError, SafetensorError) as error:
            raise MissingWeights(
                f"The words of the CLIP in “{folder}” cannot be loaded.",
                "Get the folder again, with its tokenizer.",
                repr(error),
            ) from error
        known = int(self._text.config.vocab_size)
        if not 0.9 * known < len(self._tokenizer) <= known:  # without its files transformers makes an empty one
            raise MissingWeights(
                f"The words of the CLIP in “{folder}” are missing or another network's.",
                "Get the folder again, with its tokenizer.",
                f"{len(self._tokenizer)} words of {known}",
            )
        self._text.eval().requires_grad_(False)

    def image(self, pictures: Tensor) -> Tensor:
        """[b, 3, h, w] in -1..1 -> [b, d]."""
        return _looked_at(self.tower, pictures)

    def text(self, texts: list[str]) -> Tensor:
        """[b, d]; what is longer than CLIP reads is cut."""
        most = int(self._text.config.max_position_embeddings)
        told = self._tokenizer(texts, padding=True, truncation=True, max_length=most, return_tensors="pt")
        with torch.inference_mode():
            return self._text(**told).text_embeds.float().clone()


def _looked_at(tower: Tower, pictures: Tensor) -> Tensor:
    return tower.encode([from_tensor(picture) for picture in pictures])
