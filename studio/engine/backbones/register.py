"""`studio backbone add PATH`: check a diffusers folder and remember it under a name. Nothing is copied.

Pickles and other families are refused. Not here: the registration's file (library/catalogue/read.py).
"""

from __future__ import annotations

import re
from pathlib import Path

from studio.core.errors import InputProblem, MissingWeights
from studio.engine.backbones import weights
from studio.library.catalogue import read as catalogue
from studio.library.catalogue.read import Registration


def add(path: Path, name: str | None = None, licence: str = "") -> Registration:
    """name: from the folder's name unless given. Raises InputProblem, MissingWeights, DiskProblem."""
    folder = path.expanduser().absolute()
    if folder.is_file():
        raise InputProblem(
            f"“{folder.name}” is a single file, not a folder.",
            "Choose a folder in the diffusers layout, with model_index.json, unet, vae and text_encoder.",
        )
    weights.check_folder(folder, "Get the model again, complete, in the diffusers layout.")
    _check_shapes(folder)
    entry = Registration(
        name=name or re.sub(r"[^a-z0-9._-]+", "-", folder.name.lower()).strip("-._") or "model",
        family="sd",
        path=folder,
        licence=licence or weights.licence_of(folder),
        fingerprint=weights.fingerprint(folder),
        picture_px=weights.picture_px(folder),
    )
    catalogue.register_backbone(entry)
    return entry


def _check_shapes(folder: Path) -> None:
    """The denoiser reads the text tower's features and the autoencoder's latents, and nothing else."""
    remedy = "Choose a text-to-image model of Stable Diffusion 1.x."
    unet = weights.read_config(folder, "unet/config.json", remedy)
    text = weights.read_config(folder, "text_encoder/config.json", remedy)
    vae = weights.read_config(folder, "vae/config.json", remedy)
    latents = vae.get("latent_channels", 4)
    if unet.get("in_channels", 4) != latents or unet.get("out_channels", 4) != latents:
        raise MissingWeights(
            f"The model in “{folder}” is made for inpainting or another special task, not for text to image.",
            remedy,
        )
    if unet.get("cross_attention_dim") != text.get("hidden_size"):
        raise MissingWeights(f"The parts of the model in “{folder}” do not belong together.", remedy)
