"""Which methods and backbones exist, as data: read by the desktop and the command line without torch.

methods(): resources/catalogue.json, generated from the method files by `poe catalogue`; never edited by hand.
backbones(): the shipped mini pack and what the person registered under folders.user_models().
Not here: loading weights (studio/engine/backbones/registry.py), running anything.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from studio.core import files, folders
from studio.core.errors import DiskProblem, InputProblem, MissingWeights, StudioError, unknown
from studio.core.records import Record

_PARTS = ("unet", "vae", "text_encoder", "tokenizer", "scheduler")
_NAME = re.compile(r"^[a-z0-9][a-z0-9._-]{0,63}$")
_SHIPPED_FIGURES = "method_figures.json"


class MethodCard(Record):
    """A method as the catalogue tells it; `settings` is the JSON schema of its Settings class."""

    slug: str
    title: str
    summary: str
    paper: str
    version: int
    gives: str
    families: tuple[str, ...]
    least_photos: int = 0
    most_photos: int | None = None
    needs_class_word: bool = False
    needs_artifact: bool = False
    can: tuple[str, ...]  # of "learns", "applies", "merges", "steers", "suggests"
    settings: dict[str, Any]
    folder: str = ""  # "words", "weights", "encoders", "steering", "taste"
    subjects: int = 1  # most subjects one run teaches
    docs: str = ""  # "docs/methods/<slug>.md"
    drawing_settings: tuple[str, ...] = ()  # those of `settings` that may be chosen anew for each picture
    # by backbone name or else family, over the schema's defaults
    backbone_defaults: dict[str, dict[str, Any]] = Field(default_factory=dict)


class MethodFigures(Record):
    """Medians over `trainings` trainings with the method's own settings. None: not measured. here: on this computer."""

    seconds: float = Field(ge=0)
    steps: int = Field(ge=1)
    size_bytes: int = Field(ge=0)
    likeness: float | None = None
    gain: float | None = None  # likeness taught minus untaught
    prompt_fit: float | None = None
    trainings: int = Field(ge=1)
    here: bool = False


class FiguresFile(Record):
    """method_figures.json. source: the computer and the command."""

    schema_version: int = 1
    source: str = ""
    backbones: dict[str, dict[str, MethodFigures]] = Field(default_factory=dict)


class BackboneCard(Record):
    """A known base model. problem: a sentence why it cannot run, or None.

    folder: in the diffusers layout, or a single file. prediction_type: of a single file, as it was chosen; else "".
    """

    name: str
    family: str
    folder: Path
    prediction_type: str = ""
    licence: str = ""
    picture_px: tuple[int, int] | None = None
    shipped: bool = False
    problem: str | None = None
    remedy: str = ""


class Registration(Record):
    """What is written when a person adds a base model: user_models()/<name>.json; the weights stay where they are."""

    schema_version: int = 1
    name: str
    family: str
    path: Path
    licence: str = ""
    fingerprint: str = ""
    picture_px: tuple[int, int] | None = None
    prediction_type: str = ""  # of a single file


def methods(file: Path | None = None) -> tuple[MethodCard, ...]:
    """All methods in the order of the catalogue. Raises DiskProblem when it is missing or damaged."""
    path = file or folders.resources() / "catalogue.json"
    data = files.read_json(path)
    entries = data.get("methods", []) if isinstance(data, dict) else data
    try:
        return tuple(MethodCard.model_validate(entry) for entry in entries)
    except (ValidationError, TypeError) as error:
        raise MissingWeights("The catalogue of methods is damaged.", "Install the studio again.", str(error)) from error


def method(slug: str) -> MethodCard:
    """Raises InputProblem with the nearest slug."""
    cards = {card.slug: card for card in methods()}
    if slug not in cards:
        raise unknown("method", slug, cards)
    return cards[slug]


def method_figures(library: Path | None = None) -> dict[str, dict[str, MethodFigures]]:
    """What was measured: {backbone: {method: figures}}, by benches of this library, else those that are shipped.

    A file that is missing or damaged measures nothing: figures are never worth a window.
    """
    shipped = _figures(folders.resources() / _SHIPPED_FIGURES)
    own = library_figures(library) if library is not None else {}
    return {name: {**shipped.get(name, {}), **own.get(name, {})} for name in {*shipped, *own}}


def library_figures(library: Path) -> dict[str, dict[str, MethodFigures]]:
    """Those of benches that noted them here (`studio bench`)."""
    return _figures(library_figures_file(library))


def library_figures_file(library: Path) -> Path:
    """Re-creatable: `studio bench` with the same --out writes it again."""
    return library / "derived" / "method_figures.json"


def _figures(path: Path) -> dict[str, dict[str, MethodFigures]]:
    try:
        return dict(FiguresFile.load(path).backbones) if path.is_file() else {}
    except DiskProblem:
        return {}


def backbones() -> tuple[BackboneCard, ...]:
    """The mini pack first, then registered ones by name; broken ones too, with their problem."""
    found = [_card("mini", "sd", folders.models() / "mini", _licence_of_mini(), shipped=True)]
    folder = folders.user_models()
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else []:
        try:
            entry = Registration.load(path)
        except StudioError as error:
            found.append(
                BackboneCard(name=path.stem, family="", folder=path, problem=error.message, remedy=error.remedy)
            )
            continue
        card = _card(entry.name, entry.family, entry.path, entry.licence, prediction=entry.prediction_type)
        found.append(card.model_copy(update={"picture_px": entry.picture_px or card.picture_px}))
    return tuple(found)


def backbone(name: str) -> BackboneCard:
    """Raises InputProblem with the nearest name."""
    cards = {card.name: card for card in backbones()}
    if name not in cards:
        raise unknown("backbone", name, cards)
    return cards[name]


def register_backbone(entry: Registration) -> Path:
    """Remember a base model under its name. Raises InputProblem for a name that is taken or cannot be a file name."""
    if not _NAME.match(entry.name):
        raise InputProblem(
            f"“{entry.name}” cannot be the name of a backbone.",
            "Use small letters, digits, dots, dashes and underscores, 64 at most.",
        )
    if any(card.name == entry.name for card in backbones()):
        raise InputProblem(f"There is a backbone “{entry.name}” already.", "Choose another name.")
    path = folders.user_models() / f"{entry.name}.json"
    entry.save(path)
    return path


def _card(
    name: str, family: str, folder: Path, licence: str, shipped: bool = False, prediction: str = ""
) -> BackboneCard:
    problem, remedy = _problem(folder, shipped) if not prediction else _problem_of_file(folder)
    return BackboneCard(
        name=name,
        family=family,
        folder=folder,
        prediction_type=prediction,
        licence=licence,
        picture_px=_picture_px(folder) if problem is None else None,
        shipped=shipped,
        problem=problem,
        remedy=remedy,
    )


def _problem(folder: Path, shipped: bool) -> tuple[str | None, str]:
    repair = "Install the studio again." if shipped else "Put the files back, or register it again."
    if not folder.is_dir():
        return f"Its folder “{folder}” is missing.", repair
    if not (folder / "model_index.json").is_file():
        return "Its model_index.json is missing.", repair
    for part in _PARTS:
        if not (folder / part).is_dir():
            return f"Its {part} is missing.", repair
    for part in ("unet", "vae", "text_encoder"):
        if not list((folder / part).glob("*.safetensors")):
            return f"The weights of its {part} are missing.", repair
    return None, ""


def _problem_of_file(file: Path) -> tuple[str | None, str]:
    """What it holds was looked at when it was added, and is again when it is loaded."""
    if file.is_file():
        return None, ""
    sentence = f"Its file “{file}” is missing."
    remedy = "Put the file back, or register it again."
    return sentence, remedy


def _picture_px(folder: Path) -> tuple[int, int] | None:
    """sample_size of the unet times the factor of the autoencoder, from their configs."""
    try:
        unet = json.loads((folder / "unet" / "config.json").read_text("utf-8"))
        vae = json.loads((folder / "vae" / "config.json").read_text("utf-8"))
        blocks = vae.get("decoder_block_out_channels") or vae["block_out_channels"]
        scale = 2 ** (len(blocks) - 1)
        size = unet["sample_size"]
        width, height = (size, size) if isinstance(size, int) else (size[1], size[0])
        return width * scale, height * scale
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def _licence_of_mini() -> str:
    card = folders.models() / "mini" / "README.md"
    match = re.search(r"^license:\s*(\S+)", card.read_text("utf-8"), re.M) if card.is_file() else None
    return match.group(1) if match else "Apache-2.0"
