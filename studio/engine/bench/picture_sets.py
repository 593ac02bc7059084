"""Pictures of a bench on disk: sets that are whole or not there, each picture with its hash.

pictures/<key>/00.png … and set.json, which is written last. A key is a path of plain words, such as
"taught/lora/00-fox/seed-0/strength-1.00". Not here: drawing (drawing.py), measuring (measure.py).
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from blake3 import blake3
from torch import Tensor

from studio.core import files
from studio.core.errors import DiskProblem
from studio.core.records import Record
from studio.engine.evaluation import pictures


class Picture(Record):
    """prompt: as it was drawn, or the name of a photo; seed: None for a photo."""

    file: str
    prompt: str
    seed: int | None
    blake3: str


class PictureSet(Record):
    """set.json. seconds: that drawing all of it took."""

    schema_version: int = 1
    pictures: tuple[Picture, ...]
    seconds: float = 0.0


@dataclass(frozen=True)
class Finished:
    """A picture to store, [3, h, w] in -1..1."""

    prompt: str
    seed: int | None
    picture: Tensor


class PictureSets:
    """All sets of one bench, below one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def has(self, key: str) -> bool:
        """Whole on disk. A set with a missing or changed picture counts as not there, so it is drawn again."""
        with contextlib.suppress(DiskProblem):
            return all(self._content(key, picture) is not None for picture in self.read(key).pictures)
        return False

    def read(self, key: str) -> PictureSet:
        """Raises DiskProblem when it is missing or damaged."""
        return PictureSet.load(self._folder(key) / "set.json")

    def write(self, key: str, finished: Sequence[Finished], seconds: float = 0.0) -> None:
        """The pictures first, the record last."""
        kept: list[Picture] = []
        for number, one in enumerate(finished):
            data, name = pictures.as_png(one.picture), f"{number:02d}.png"
            files.write_bytes(self._folder(key) / name, data)
            kept.append(Picture(file=name, prompt=one.prompt, seed=one.seed, blake3=blake3(data).hexdigest()))
        PictureSet(pictures=tuple(kept), seconds=round(seconds, 3)).save(self._folder(key) / "set.json")

    def tensors(self, key: str) -> Tensor:
        """[n, 3, h, w] in -1..1. Raises DiskProblem when one is missing or was changed."""
        found = []
        for picture in self.read(key).pictures:
            if self._content(key, picture) is None:
                raise DiskProblem(
                    f"“{self._folder(key) / picture.file}” was changed after it was drawn.",
                    "Run the bench again with the same --out: it draws what is missing.",
                )
            found.append(pictures.read_png(self._folder(key) / picture.file))
        return torch.stack(found)

    def files(self, key: str) -> list[str]:
        """Paths relative to the bench's folder, in order."""
        return [f"{self.root.name}/{key}/{picture.file}" for picture in self.read(key).pictures]

    def _content(self, key: str, picture: Picture) -> bytes | None:
        """None when it is not what was written. Raises DiskProblem."""
        if Path(picture.file).name != picture.file:
            raise DiskProblem(f"“{self._folder(key)}” names a file elsewhere.", "Start the bench in another folder.")
        data = files.read_bytes(self._folder(key) / picture.file)
        return data if blake3(data).hexdigest() == picture.blake3 else None

    def _folder(self, key: str) -> Path:
        return self.root / key
