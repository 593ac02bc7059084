"""Add a base model: check a diffusers folder or a single file and remember it under a name. Nothing is copied.

`look_at` tells size and licence before anything is remembered. Pickles and other families are refused.
Not here: the registration's file (read.py).
"""

from __future__ import annotations

import re
from pathlib import Path

from pydantic import Field

from studio.core import files, folders
from studio.core.errors import InputProblem, MissingWeights
from studio.core.records import Record
from studio.library.catalogue import read as catalogue
from studio.library.catalogue import single_file, weights
from studio.library.catalogue.read import Registration


class Candidate(Record):
    """A whole model that is not registered yet. folder: or a single file.

    prediction_type: of a single file, proposed; "" for a folder, which says it itself. is_told: by the file's notes.
    """

    folder: Path
    name: str  # proposed
    family: str
    licence: str
    picture_px: tuple[int, int]
    size_bytes: int
    warning: str = ""  # about the licence
    kind: str = ""  # of a single file: "Stable Diffusion 2.x"
    prediction_type: str = ""
    is_told: bool = False
    px_by_prediction: dict[str, tuple[int, int]] = Field(default_factory=dict)


def look_at(path: Path) -> Candidate:
    """What would be added. Reads no weights. Raises InputProblem, MissingWeights, DiskProblem."""
    folder = _checked(path)
    for card in catalogue.backbones():
        if card.folder == folder:
            raise InputProblem(f"“{folder}” is registered already, as “{card.name}”.", "Use it by that name.")
    licence = weights.licence_of(folder)
    files_ = [folder] if folder.is_file() else [file for file in folder.rglob("*") if file.is_file()]
    candidate = Candidate(
        folder=folder,
        name=_free_name(_name_of(folder)),
        family="sd",
        licence=licence,
        picture_px=weights.picture_px(folder),
        size_bytes=sum(file.stat().st_size for file in files_),
        warning=_licence_warning(licence),
    )
    if not folder.is_file():
        return candidate
    found = single_file.describe(folder)
    sizes = {p: single_file.picture_px(single_file.describe(folder, p)) for p in single_file.PREDICTIONS}
    told = {"kind": found.title, "prediction_type": found.prediction, "is_told": found.is_told}
    return candidate.model_copy(update=told | {"px_by_prediction": sizes})


def prediction_note(entry: Registration) -> str:
    """What to know about the prediction that was taken for a single file; "" when the file says it or 1.x is meant."""
    found = single_file.describe(entry.path)
    if found.is_told or found.version == "1":
        return ""
    return (
        f"The file does not say what it predicts, {found.prediction} was taken. "
        "If its pictures are only noise, add it again with --name and --prediction epsilon."
    )


def remove(name: str) -> None:
    """Forget a registered model; its files stay. Raises InputProblem for the shipped one or an unknown name."""
    card = catalogue.backbone(name)
    if card.shipped:
        raise InputProblem(f"“{name}” comes with the studio.", "Leave it; it takes no room in a library.")
    files.remove(folders.user_models() / f"{name}.json")


def _licence_warning(licence: str) -> str:
    words = licence.casefold()
    if words == "unknown":
        return "Its licence is not stated; find out what it allows before you use its pictures."
    if re.search(r"(^|[^a-z])nc([^a-z]|$)|non-?commercial|research", words):
        return "Its licence forbids commercial use."
    return ""


def _name_of(folder: Path) -> str:
    name = folder.stem if folder.is_file() else folder.name
    return re.sub(r"[^a-z0-9._-]+", "-", name.lower()).strip("-._")[:64] or "model"


def _free_name(name: str) -> str:
    taken = {card.name for card in catalogue.backbones()}
    return next(n for n in (name, *(f"{name}-{i}" for i in range(2, 1000))) if n not in taken)


def add(path: Path, name: str | None = None, licence: str = "", prediction: str = "") -> Registration:
    """name: from the path unless given. prediction: of a single file, "" for what it says, else its family's usual one.

    Raises InputProblem, MissingWeights, DiskProblem.
    """
    folder = _checked(path)
    chosen, size = "", weights.picture_px(folder)
    if folder.is_file():
        found = single_file.describe(folder, prediction)
        chosen, size = found.prediction, single_file.picture_px(found)
    elif prediction:
        raise InputProblem(
            f"What “{folder.name}” predicts stands in its scheduler.",
            "Leave the prediction out; it is chosen for single files only.",
        )
    entry = Registration(
        name=name or _name_of(folder),
        family="sd",
        path=folder,
        licence=licence or weights.licence_of(folder),
        fingerprint=weights.fingerprint(folder),
        picture_px=size,
        prediction_type=chosen,
    )
    catalogue.register_backbone(entry)
    return entry


def _checked(path: Path) -> Path:
    folder = path.expanduser().absolute()
    if folder.is_file():
        weights.check(folder, "Get the file again from where it came from.")
        return folder
    weights.check_folder(folder, "Get the model again, complete, in the diffusers layout.")
    _check_shapes(folder)
    return folder


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
