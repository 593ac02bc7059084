"""The networks that only measure, as scores name them: "models/judges/instance@3f2a…".

What a base model of photographs draws is measured by the person's own DINOv2 and CLIP where they have them. A judge
that is not installed is None, and what it would measure is "not measured"; nothing stands in for it.
Not here: the networks (studio/engine/perception/judges.py, own_judges.py), the formulas (score.py).
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
from studio.library.catalogue import judges as catalogue

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


def load_judges(folder: Path | None = None, *, photographs: bool = False) -> Judges:
    """All judges under models/judges; of photographs the person's own come first. Raises InputProblem, MissingWeights
    for one that is damaged."""
    from studio.engine.perception import judges as networks

    root = folder or folders.models() / "judges"
    missing: list[str] = []
    instance, instance_name = _own_instance() if photographs else (None, "")
    clip, clip_name = _own_clip() if photographs else (None, "")
    if instance is None and (instance := load(root / "instance", networks.load_instance_encoder, missing)):
        instance_name = name(root / "instance")
    if clip is None and (clip := load(root / "clip", networks.load_clip, missing)):
        clip_name = name(root / "clip")
    return Judges(
        instance=instance, clip=clip, instance_name=instance_name, clip_name=clip_name, missing=tuple(missing)
    )


def _own_instance() -> tuple[InstanceEncoder | None, str]:
    folder = catalogue.own(catalogue.INSTANCE)
    if folder is None:
        return None, ""
    from studio.engine.evaluation.own_judges import TowerJudge
    from studio.engine.perception.image_features import load_tower

    return TowerJudge(load_tower(folder)), own_name(folder)


def _own_clip() -> tuple[Clip | None, str]:
    folder = catalogue.own(catalogue.CLIP)
    if folder is None:
        return None, ""
    from studio.engine.evaluation.own_judges import OwnClip

    return OwnClip(folder), own_name(folder)


def own_name(folder: Path) -> str:
    """What scores call a judge of the person's own."""
    return f"judges/{folder.name}@{_fingerprint(folder)}"


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
