"""Captions by a network of the person's own: Florence-2 or BLIP from a folder on this disk, through transformers.

Safetensors only, no remote code, nothing downloaded. Without such a folder the studio's own captions are made of the
class word and what is known (library/gallery/captions.py). Not here: which captions count in teaching (the library).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import torch
from PIL import Image
from safetensors import SafetensorError

from studio.core import files
from studio.core.errors import InputProblem, MissingWeights
from studio.library.gallery.captions import clean

_TASK = "<CAPTION>"  # Florence-2's word for one sentence
_MOST_TOKENS = 60
_CLASSES = {
    "florence2": "Florence2ForConditionalGeneration",
    "blip": "BlipForConditionalGeneration",
}


class Captioner(Protocol):
    """Whatever says what a picture shows."""

    def describe(self, pictures: Sequence[Image.Image]) -> list[str]:
        """One line each, "" where it has nothing to say."""
        ...


class LocalCaptioner:
    """Florence-2 or BLIP. Raises InputProblem (another network, or none) or MissingWeights (damaged or incomplete)."""

    def __init__(self, folder: Path) -> None:
        import transformers

        folder = folder.expanduser().absolute()
        self._kind = _kind(folder)
        here: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
        try:
            self._processor: Any = transformers.AutoProcessor.from_pretrained(folder, **here)
            reader = getattr(transformers, _CLASSES[self._kind])
            network = reader.from_pretrained(folder, local_files_only=True, use_safetensors=True, dtype=torch.float32)
        except (OSError, ValueError, RuntimeError, KeyError, ImportError, SafetensorError) as error:
            raise MissingWeights(
                f"The caption network in “{folder}” cannot be loaded.",
                "Get it again, complete and as safetensors, in transformers' layout.",
                repr(error),
            ) from error
        self._network: Any = network.eval().requires_grad_(False)

    def describe(self, pictures: Sequence[Image.Image]) -> list[str]:
        """See Captioner; the most likely words, the same for the same picture."""
        return [self._one(picture.convert("RGB")) for picture in pictures]

    def _one(self, picture: Image.Image) -> str:
        asked: Mapping[str, Any] = {"text": _TASK} if self._kind == "florence2" else {}
        inputs = self._processor(images=picture, return_tensors="pt", **asked)
        with torch.inference_mode():
            ids = self._network.generate(**inputs, max_new_tokens=_MOST_TOKENS, do_sample=False, num_beams=1)
        return clean(self._processor.batch_decode(ids, skip_special_tokens=True)[0])


def _kind(folder: Path) -> str:
    path = folder / "config.json"
    if not path.is_file():
        raise InputProblem(
            f"There is no caption network in “{folder}”.", "Choose a folder of Florence-2 or BLIP with config.json."
        )
    config = files.read_json(path)
    kind = str(config.get("model_type", "")) if isinstance(config, Mapping) else ""
    if kind not in _CLASSES:
        raise InputProblem(
            f"“{folder.name}” is “{kind or 'unknown'}”, which is no caption network the studio reads.",
            "Choose Florence-2 (florence2) or BLIP (blip), in the layout of transformers 5.",
        )
    return kind
