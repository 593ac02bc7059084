"""Base models by name: the shipped mini, and folders the person registered (register.py).

Not here: the catalogue the desktop reads without torch (studio/library/catalogue/read.py).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from studio.core.errors import MissingWeights, unknown
from studio.core.folders import models
from studio.engine.backbones import register
from studio.engine.backbones import weights as _weights

if TYPE_CHECKING:
    import torch

    from studio.engine.backbones.surface import Backbone

MINI = "mini"
fingerprint = _weights.fingerprint


def names() -> list[str]:
    """All that can be asked for, mini first."""
    return [MINI, *sorted(register.registrations())]


def folder_of(name: str) -> Path:
    """Where its weights lie, present or not. Raises InputProblem with the nearest name."""
    if name == MINI:
        return models() / MINI
    known = register.registrations()
    if name not in known:
        raise unknown("backbone", name, names())
    return known[name].folder


def remedy_for(name: str) -> str:
    """What helps when its weights are missing or damaged."""
    if name == MINI:
        return "Install the studio again, or rebuild the model with `studio pretrain mini-unet`."
    return f"Put the folder back, or register the model anew with `studio backbone add PATH`, then use “{name}” again."


def problem(name: str) -> str | None:
    """Why it cannot run here, as a sentence; None when its files are whole."""
    try:
        _weights.check_folder(folder_of(name), remedy_for(name))
    except MissingWeights as error:
        return str(error)
    return None


def load(name: str, device: torch.device | None = None, dtype: torch.dtype | None = None) -> Backbone:
    """A frozen model in eval mode. dtype: of the denoiser; None takes what this device is fastest in.

    Raises InputProblem for an unknown name and MissingWeights for absent, damaged or unsuitable files.
    """
    folder = folder_of(name)
    licence = "" if name == MINI else register.registrations()[name].licence
    remedy = remedy_for(name)
    _weights.check_folder(folder, remedy)  # before torch is imported: a missing model is told at once
    from studio.engine.backbones.loading import load_folder

    return load_folder(folder, name, remedy, device, dtype, licence)
