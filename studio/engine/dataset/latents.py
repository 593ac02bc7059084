"""Latents of prepared pictures, encoded once: kept in memory, and on disk where a folder is given (derived/).

The key holds all that changes the result: photo hash, crop, rotation, mirror, size and the backbone's fingerprint.
Each picture is encoded alone, so its latents do not depend on what else is in the set.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import torch
from blake3 import blake3
from safetensors import SafetensorError
from safetensors.torch import load as load_tensors
from safetensors.torch import save as save_tensors
from torch import Tensor

from studio.core import files
from studio.core.errors import DiskProblem
from studio.core.geometry import SizePx
from studio.engine.backbones.surface import Backbone
from studio.library.gallery.records import PhotoView

_NAME = "latents"


def photo_key(photo: PhotoView, size: SizePx, mirrored: bool, part: object = None) -> str:
    """Names what is shown of a photo. The mask and the face count, because the crop follows them. part: a close-up."""
    mask = files.hash_file(photo.mask) if photo.mask is not None else ""
    facts = [photo.blake3, photo.crop, photo.face, photo.rotation_deg, mask, tuple(size), mirrored]
    facts += [] if part is None else [part]
    return blake3(json.dumps(facts).encode()).hexdigest()[:40]


class LatentCache:
    """Latents by key. folder: None keeps them in memory only."""

    def __init__(self, backbone: Backbone, folder: Path | None = None) -> None:
        self._backbone = backbone
        self._memory: dict[str, Tensor] = {}
        self._folder = folder / backbone.facts.fingerprint[:16] if folder is not None else None

    def get(self, key: str, picture: Callable[[], Tensor]) -> Tensor:
        """Latents [c, h/8, w/8] fp32 on the CPU; picture() -> [3, h, w] in -1..1 is only called when they are new."""
        if key not in self._memory:
            stored = self._read(key)
            if stored is None:
                encoded = self._backbone.encode_pictures(picture()[None].to(self._backbone.device))
                stored = encoded[0].float().cpu().contiguous()
                self._write(key, stored)
            self._memory[key] = stored
        return self._memory[key]

    def _file(self, key: str) -> Path | None:
        return None if self._folder is None else self._folder / f"{key}.safetensors"

    def _read(self, key: str) -> Tensor | None:
        file = self._file(key)
        if file is None or not file.is_file():
            return None
        try:
            latents = load_tensors(file.read_bytes())[_NAME]
        except (OSError, SafetensorError, KeyError):
            return None  # a damaged cache entry is made anew
        return latents if torch.isfinite(latents).all() else None

    def _write(self, key: str, latents: Tensor) -> None:
        file = self._file(key)
        if file is None:
            return
        try:
            files.write_bytes(file, save_tensors({_NAME: latents}))
        except DiskProblem:
            self._folder = None  # a cache is a convenience: without room for it, memory has to do
