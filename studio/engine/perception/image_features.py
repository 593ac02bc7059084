"""Networks that turn a picture into numbers, behind one protocol: CLIP's vision tower, the instance encoder, DINOv2.

The studio brings a small CLIP tower and the instance encoder (models/judges, drawn things); a folder of the person's
own with CLIP ViT-L or DINOv2 works the same way. Folders are read from this disk alone, as safetensors, without remote
code. What was computed of a photo is kept by its content and the network's fingerprint.
Not here: scores made of features (evaluation), faces (faces.py). The judges measure and nothing else: no method may
learn from them (judges.py).
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from safetensors import SafetensorError
from torch import Tensor
from torch.nn import functional as F

from studio.core import files
from studio.core.errors import InputProblem, MissingWeights
from studio.core.folders import models
from studio.engine.perception.judges import SIDE_PX, load_instance_encoder

Features = NDArray[np.float32]  # [dims], of length 1

_CLIP_MEAN, _CLIP_STD = (0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711)
_BATCH = 16


class ImageEncoder(Protocol):
    """name: for people. fingerprint: of its weights. dims: how many numbers a picture becomes."""

    @property
    def name(self) -> str: ...
    @property
    def fingerprint(self) -> str: ...
    @property
    def dims(self) -> int: ...

    def encode(self, pictures: Sequence[Image.Image]) -> Tensor:
        """RGB pictures of any sizes to float32 [b, dims], each of length 1; dot products are likenesses."""
        ...


@dataclass(frozen=True)
class Tower:
    """An ImageEncoder made of a network: how a picture is made to fit it, and which of its answers counts."""

    name: str
    fingerprint: str
    dims: int
    side_px: int
    mean: tuple[float, float, float]
    std: tuple[float, float, float]
    run: Callable[[Tensor], Tensor]

    def encode(self, pictures: Sequence[Image.Image]) -> Tensor:
        """See ImageEncoder."""
        parts = [self._some(pictures[n : n + _BATCH]) for n in range(0, len(pictures), _BATCH)]
        return torch.cat(parts) if parts else torch.zeros(0, self.dims)

    def _some(self, pictures: Sequence[Image.Image]) -> Tensor:
        fitted = torch.stack([self._fitted(picture) for picture in pictures])
        with torch.inference_mode():
            return F.normalize(self.run(fitted).float(), dim=-1).clone()

    def _fitted(self, picture: Image.Image) -> Tensor:
        """The middle square, [3, side, side]."""
        square = min(picture.size)
        left, top = (picture.width - square) // 2, (picture.height - square) // 2
        cut = picture.convert("RGB").crop((left, top, left + square, top + square))
        pixels = np.array(cut.resize((self.side_px, self.side_px), Image.Resampling.BICUBIC), np.float32) / 255
        return torch.from_numpy((pixels - np.array(self.mean, np.float32)) / np.array(self.std, np.float32)).permute(
            2, 0, 1
        )


def shipped_clip() -> Tower:
    """The small CLIP tower of models/judges. Raises MissingWeights."""
    return _load(models() / "judges" / "clip" / "vision", "mini-clip", ((0.5,) * 3, (0.5,) * 3))


def shipped_instance() -> Tower:
    """The instance encoder of models/judges. Raises MissingWeights."""
    folder = models() / "judges" / "instance"
    if not (folder / "model.safetensors").is_file():
        raise MissingWeights("The instance encoder is missing.", "Install the studio again.")
    network = load_instance_encoder(folder)
    half = (0.5, 0.5, 0.5)
    dims = int(network.config["dims"])  # type: ignore[call-overload]
    return Tower("mini-instance", _fingerprint(folder), dims, SIDE_PX, half, half, network)


def load_tower(folder: Path) -> Tower:
    """A folder of the person's with CLIP's vision tower or DINOv2, in transformers' layout.

    Raises InputProblem (another network, or none), MissingWeights (weights that are missing or no safetensors).
    """
    folder = folder.expanduser().absolute()
    return _load(folder, folder.name, _normalisation(folder))


def _load(folder: Path, name: str, normal: tuple[Any, Any]) -> Tower:
    kind = _kind(folder)
    if not list(folder.glob("*.safetensors")):
        raise MissingWeights(
            f"There are no safetensors weights in “{folder}”.", "Convert its pickle first: `studio convert FILE`."
        )
    try:
        network, run, dims = _READERS[kind](folder)
    except (OSError, ValueError, RuntimeError, KeyError, SafetensorError) as error:
        raise MissingWeights(
            f"The network in “{folder}” cannot be loaded.", "Get it again, complete.", repr(error)
        ) from error
    return Tower(name, _fingerprint(folder), dims, int(network.config.image_size), *normal, run)


def _kind(folder: Path) -> str:
    path = folder / "config.json"
    if not path.is_file():
        raise InputProblem(f"There is no image network in “{folder}”.", "Choose a folder with config.json and weights.")
    config = files.read_json(path)
    kind = str(config.get("model_type", "")) if isinstance(config, Mapping) else ""
    if kind not in _READERS:
        raise InputProblem(
            f"“{folder.name}” is “{kind or 'unknown'}”, which is no image network the studio reads.",
            "Choose CLIP (clip, clip_vision_model) or DINOv2 (dinov2).",
        )
    return kind


def _normalisation(folder: Path) -> tuple[Any, Any]:
    """Mean and spread from preprocessor_config.json; CLIP's own where there is none."""
    path = folder / "preprocessor_config.json"
    if not path.is_file():
        return _CLIP_MEAN, _CLIP_STD
    told = json.loads(path.read_text("utf-8"))
    return tuple(told.get("image_mean", _CLIP_MEAN)), tuple(told.get("image_std", _CLIP_STD))


_Read = tuple[Any, Callable[[Tensor], Tensor], int]


def _read_clip(folder: Path) -> _Read:
    from transformers import CLIPVisionModelWithProjection

    network: Any = CLIPVisionModelWithProjection.from_pretrained(folder, **_HERE_ONLY)
    network.eval().requires_grad_(False)
    return network, lambda pixels: network(pixel_values=pixels).image_embeds, int(network.config.projection_dim)


def _read_dinov2(folder: Path) -> _Read:
    from transformers import Dinov2Model

    network: Any = Dinov2Model.from_pretrained(folder, **_HERE_ONLY)
    network.eval().requires_grad_(False)
    return network, lambda pixels: network(pixel_values=pixels).pooler_output, int(network.config.hidden_size)


_HERE_ONLY: dict[str, Any] = {"local_files_only": True, "use_safetensors": True, "dtype": torch.float32}
_READERS: Mapping[str, Callable[[Path], _Read]] = {
    "clip": _read_clip,
    "clip_vision_model": _read_clip,
    "dinov2": _read_dinov2,
}


def _fingerprint(folder: Path) -> str:
    total = hashlib.sha256()
    for path in sorted(folder.glob("*.safetensors")):
        total.update(files.sha256_file(path).encode())
    return total.hexdigest()


class FeatureCache:
    """Features of pictures by content hash, one small file each: derived/features/<network>/ab/<hash>.npy."""

    def __init__(self, encoder: ImageEncoder, derived: Path) -> None:
        self.encoder = encoder
        self._folder = derived / "features" / encoder.fingerprint[:16]

    def path(self, digest: str) -> Path:
        """Where a picture's features lie, whether they do or not."""
        return self._folder / digest[:2] / f"{digest}.npy"

    def encode(self, pictures: Mapping[str, Callable[[], Image.Image]]) -> dict[str, Features]:
        """By content hash; pictures are opened only where nothing is kept, a batch at a time."""
        found = {digest: kept for digest in pictures if (kept := self._kept(digest)) is not None}
        missing = [digest for digest in pictures if digest not in found]
        for start in range(0, len(missing), _BATCH):
            batch = missing[start : start + _BATCH]
            made = self.encoder.encode([pictures[digest]() for digest in batch]).numpy()
            for digest, features in zip(batch, made, strict=True):
                buffer = io.BytesIO()
                np.save(buffer, features.astype(np.float32), allow_pickle=False)
                files.write_bytes(self.path(digest), buffer.getvalue())
                found[digest] = features.astype(np.float32)
        return found

    def _kept(self, digest: str) -> Features | None:
        path = self.path(digest)
        if not path.is_file():
            return None
        try:
            features = np.load(path, allow_pickle=False)
        except (OSError, ValueError, EOFError):
            return None  # computed anew
        return features if features.shape == (self.encoder.dims,) else None
