"""Base models by name: the shipped mini, and folders and single files the person registered (register.py).

Not here: the catalogue of names, which the desktop reads without torch (library/catalogue/read.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.library.catalogue import read as catalogue
from studio.library.catalogue import weights

if TYPE_CHECKING:
    import torch

    from studio.engine.backbones.sd import StableDiffusion

fingerprint = weights.fingerprint


def load(name: str, device: torch.device | None = None, dtype: torch.dtype | None = None) -> StableDiffusion:
    """A frozen model in eval mode. dtype: of the denoiser; None takes what this device is fastest in.

    Raises InputProblem for an unknown name and MissingWeights for absent, damaged or unsuitable files.
    """
    card = catalogue.backbone(name)
    remedy = remedy_for(name)
    weights.check(card.folder, remedy)  # before torch is imported: a missing model is told at once
    if card.folder.is_file():
        from studio.engine.backbones.single_file import load_file

        return load_file(card.folder, name, remedy, device, dtype, card.licence, card.prediction_type)
    from studio.engine.backbones.loading import load_folder

    return load_folder(card.folder, name, remedy, device, dtype, card.licence)


def remedy_for(name: str) -> str:
    """What helps when the weights of a model are missing or damaged."""
    if name == "mini":
        return "Install the studio again, or rebuild the model with `studio pretrain mini-unet`."
    return f"Put the files of “{name}” back, or register the model again with `studio backbone add PATH`."
