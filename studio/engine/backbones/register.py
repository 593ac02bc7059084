"""`studio backbone add PATH`: remember a diffusers folder under a name. Nothing is copied; pickles are refused.

One JSON file a model in folders.user_models(), so that the catalogue can be read without torch.
"""

from __future__ import annotations

import re
from pathlib import Path

from studio.core import files
from studio.core.errors import DiskProblem, InputProblem, MissingWeights
from studio.core.folders import user_models
from studio.core.records import Record
from studio.engine.backbones import weights

_NAME = re.compile(r"^[a-z0-9][a-z0-9._-]{0,60}$")


class Registration(Record):
    """user_models()/<name>.json."""

    schema_version: int = 1
    name: str
    folder: Path
    family: str
    fingerprint: str
    licence: str


def registrations() -> dict[str, Registration]:
    """By name; a damaged file is passed over, its model is then simply not offered."""
    found: dict[str, Registration] = {}
    folder = user_models()
    if not folder.is_dir():
        return found
    for file in sorted(folder.glob("*.json")):
        if file.name == "fingerprints.json":
            continue
        try:
            entry = Registration.load(file)
        except DiskProblem:
            continue
        found[entry.name] = entry
    return found


def add(path: Path, name: str | None = None) -> Registration:
    """Check a folder and remember it. Raises InputProblem, MissingWeights, DiskProblem."""
    folder = path.expanduser().absolute()
    if folder.is_file():
        raise InputProblem(
            f"“{folder.name}” is a single file, not a folder.",
            "Choose a model in the diffusers layout: a folder with model_index.json, unet, vae, text_encoder.",
        )
    weights.check_folder(folder, "Get the model again, complete, in the diffusers layout.")
    _check_shapes(folder)
    chosen = name or re.sub(r"[^a-z0-9._-]+", "-", folder.name.lower()).strip("-._") or "model"
    if not _NAME.match(chosen) or chosen in ("mini", "fingerprints"):
        raise InputProblem(
            f"A model cannot be called “{chosen[:60]}”.",
            "Use small letters, digits, dots and dashes, and not “mini”.",
        )
    known = registrations().get(chosen)
    if known is not None and known.folder != folder:
        raise InputProblem(
            f"There is already a model “{chosen}”, in “{known.folder}”.", "Give this one another name."
        )
    entry = Registration(
        name=chosen,
        folder=folder,
        family="sd",
        fingerprint=weights.fingerprint(folder),
        licence=weights.licence_of(folder),
    )
    entry.save(user_models() / f"{chosen}.json")
    return entry


def remove(name: str) -> None:
    """Forget a model; its files stay. Raises InputProblem, DiskProblem."""
    if name not in registrations():
        raise InputProblem(f"There is no added model “{name}”.", "See `studio backbones` for the names.")
    file = user_models() / f"{name}.json"
    try:
        file.unlink()
    except OSError as error:
        raise files.disk_problem(error, file, "removed") from error


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
