"""The networks that only measure, as scores name them: "models/judges/instance@3f2a…".

A judge that is not installed is None, and what it would measure is "not measured"; nothing stands in for it.
Not here: the networks (studio/engine/perception/judges.py), the formulas (score.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from safetensors import SafetensorError
from torch import Tensor

from studio.core import files, folders
from studio.core.errors import MissingWeights

Network = TypeVar("Network")


class InstanceEncoder(Protocol):
    """Tells this dog from any dog."""

    def embed(self, pictures: Tensor) -> Tensor:
        """[b, 3, h, w] in -1..1 -> [b, d]."""
        ...


class Clip(Protocol):
    """Pictures and words in one space."""

    def image(self, pictures: Tensor) -> Tensor:
        """[b, 3, h, w] in -1..1 -> [b, d]."""
        ...

    def text(self, texts: list[str]) -> Tensor:
        """[b, d]."""
        ...


@dataclass(frozen=True)
class Judges:
    """What can be measured here. missing: a sentence for each judge that is not there."""

    instance: InstanceEncoder | None = None
    clip: Clip | None = None
    instance_name: str = ""
    clip_name: str = ""
    missing: tuple[str, ...] = ()


def load_judges(folder: Path | None = None) -> Judges:
    """All judges under models/judges."""
    from studio.engine.perception import judges as networks

    root = folder or folders.models() / "judges"
    missing: list[str] = []
    instance = load(root / "instance", networks.load_instance_encoder, missing)
    clip = load(root / "clip", networks.load_clip, missing)
    return Judges(
        instance=instance,
        clip=clip,
        instance_name=name(root / "instance") if instance else "",
        clip_name=name(root / "clip") if clip else "",
        missing=tuple(missing),
    )


def load(folder: Path, loader: Callable[[Path], Network], missing: list[str]) -> Network | None:
    """None, and a sentence, when the judge is not installed. Raises MissingWeights when it is damaged."""
    if not list(folder.glob("**/*.safetensors")):
        missing.append(f"Not measured by “{folder.name}”: this judge is not installed.")
        return None
    try:
        return loader(folder)
    except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as error:
        raise MissingWeights(
            f"The judge in “{folder}” is damaged.", "Install the studio again.", repr(error)
        ) from error


def name(folder: Path) -> str:
    """What scores call the judge in this folder."""
    return f"models/judges/{folder.name}@{_fingerprint(folder)}"


def _fingerprint(folder: Path) -> str:
    """The first twelve digits of the weights' BLAKE3."""
    weights: Sequence[Path] = sorted(folder.glob("**/*.safetensors"))
    return "+".join(files.hash_file(path)[:12] for path in weights)
