"""Which segmenter is used, and is it whole? The shipped small SAM, a SAM 1 checkpoint or a folder of SAM 2. No torch.

One is in use: what the person chose (`studio segmenter use PATH`), else models/sam. Pickles are refused; `studio
convert` makes safetensors of them. Not here: running one (engine/perception/segmenter.py).
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Any

from studio.core import files, folders
from studio.core.errors import InputProblem, MissingWeights
from studio.core.records import Record
from studio.library.catalogue import heads, weights

SHIPPED = "mini"
_PICKLES = {".pth", ".pt", ".bin", ".ckpt"}
_CHOICE = "segmenter.json"
_REMEDY = "Get the file again from where it came from."
_SHIPPED_REMEDY = "Install the studio again."
# Width of the picture encoder and its depth, of the three sizes that were published.
_SIZES = {(768, 12): "vit_b", (1024, 24): "vit_l", (1280, 32): "vit_h"}
_GRID = (64, 64)  # of their embeddings


class SegmenterKind(StrEnum):
    """Which classes run it."""

    SMALL = "small"  # the studio's own
    SAM1 = "sam1"
    SAM2 = "sam2"


class SegmenterCard(Record):
    """A whole segmenter. file: its weights. size: vit_b, vit_l or vit_h of a SAM 1, else empty."""

    kind: SegmenterKind
    name: str
    folder: Path  # or a single file
    file: Path
    size: str = ""
    licence: str = "unknown"
    sha256: str = ""  # what the weights must hash to; known of the shipped one

    @property
    def fingerprint(self) -> str:
        """BLAKE3 of its weights, 32 hex digits. Raises DiskProblem."""
        return files.hash_file(self.file)[:32]

    @property
    def title(self) -> str:
        """In words."""
        words = {SegmenterKind.SMALL: "small SAM", SegmenterKind.SAM2: "SAM 2"}
        return words.get(self.kind) or f"SAM {self.size}"


class _Choice(Record):
    path: Path
    licence: str = ""


def in_use() -> SegmenterCard:
    """The chosen one, else the shipped one. Raises MissingWeights, InputProblem, DiskProblem."""
    kept = folders.user_models() / _CHOICE
    if kept.is_file():
        choice = _Choice.load(kept)
        card = look_at(choice.path)
        return card.model_copy(update={"licence": choice.licence}) if choice.licence else card
    return shipped()


def shipped() -> SegmenterCard:
    """models/sam. Raises MissingWeights."""
    folder = folders.models() / "sam"
    if not folder.is_dir():
        raise MissingWeights("The studio's segmenter is not installed.", _SHIPPED_REMEDY)
    return _small(folder, _SHIPPED_REMEDY)


def choose(path: Path, licence: str = "") -> SegmenterCard:
    """Use this one from now on. Raises as look_at does, or DiskProblem."""
    card = look_at(path)
    _Choice(path=card.folder, licence=licence).save(folders.user_models() / _CHOICE)
    return card.model_copy(update={"licence": licence}) if licence else card


def choose_shipped() -> SegmenterCard:
    """Use the studio's own again; the chosen one's files stay."""
    files.remove(folders.user_models() / _CHOICE)
    return shipped()


def look_at(path: Path) -> SegmenterCard:
    """What lies there, its weights complete by their heads. Raises InputProblem, MissingWeights, DiskProblem."""
    path = path.expanduser().absolute()
    if path.suffix.lower() in _PICKLES:
        raise InputProblem(
            f"“{path.name}” is a pickle, which can hide a program, so it is not opened.",
            f"Make it safe first: `studio convert {path.name}`, and use the .safetensors file.",
        )
    if path.is_file():
        return _sam1(path, path)
    if not path.is_dir():
        raise MissingWeights(f"There is no segmenter in “{path}”.", "Check the path.")
    config = weights.read_config(path, "config.json", _REMEDY) if (path / "config.json").is_file() else {}
    if config.get("class") == "SmallSam":
        return _small(path, _REMEDY)
    if str(config.get("model_type", "")).startswith("sam2"):
        return _sam2(path)
    return _from_loose_files(path, config)


def _small(folder: Path, remedy: str) -> SegmenterCard:
    config = weights.read_config(folder, "config.json", remedy)
    file = folder / "model.safetensors"
    heads.read(file, remedy)
    return SegmenterCard(
        kind=SegmenterKind.SMALL,
        name=SHIPPED if folder == folders.models() / "sam" else folder.name,
        folder=folder,
        file=file,
        licence=_licence(weights.licence_of(folder)),
        sha256=str(config.get("sha256", "")),
    )


def _sam2(folder: Path) -> SegmenterCard:
    file = folder / "model.safetensors"
    if not file.is_file():
        raise MissingWeights(
            f"The weights of the SAM 2 in “{folder}” are missing: model.safetensors.", "Get the folder again, complete."
        )
    heads.read(file, _REMEDY)
    licence = _licence(weights.licence_of(folder))
    return SegmenterCard(kind=SegmenterKind.SAM2, name=folder.name, folder=folder, file=file, licence=licence)


def _from_loose_files(folder: Path, config: dict[str, Any]) -> SegmenterCard:
    found = sorted(folder.glob("*.safetensors"))
    if len(found) == 1 and not config:
        return _sam1(found[0], found[0])
    if any(file.suffix.lower() in _PICKLES for file in folder.glob("*")):
        raise InputProblem(
            f"“{folder.name}” holds pickles, which can hide a program.",
            "Make its file safe first: `studio convert FILE`, and use the .safetensors file.",
        )
    what = config.get("model_type") or "no model at all"
    raise MissingWeights(
        f"“{folder.name}” is no segmenter the studio can run ({what}).",
        "Use a .safetensors file of SAM 1, or a folder of SAM 2 with config.json and model.safetensors.",
    )


def _sam1(file: Path, path: Path) -> SegmenterCard:
    head = heads.read(file, _REMEDY)
    patches = head.shapes.get("image_encoder.patch_embed.proj.weight")
    if patches is None or not head.has("mask_decoder.") or not head.has("prompt_encoder."):
        raise MissingWeights(
            f"“{file.name}” is no segmenter: it has no encoder of pictures, prompts and masks.",
            "Use a .safetensors file of SAM 1, or a folder of SAM 2.",
        )
    blocks = {name.split(".")[2] for name in head.shapes if name.startswith("image_encoder.blocks.")}
    size = _SIZES.get((patches[0], len(blocks)))
    if size is None or head.shapes.get("image_encoder.pos_embed", ())[1:3] != _GRID:
        raise InputProblem(
            f"“{file.name}” is a SAM of a size that is not known: {patches[0]} wide, {len(blocks)} blocks.",
            "Use vit_b, vit_l or vit_h of SAM 1, or a folder of SAM 2.",
        )
    licence = _licence(head.metadata.get("license") or head.metadata.get("licence") or "unknown")
    return SegmenterCard(kind=SegmenterKind.SAM1, name=file.stem, folder=path, file=file, size=size, licence=licence)


def _licence(told: str) -> str:
    return {"apache-2.0": "Apache-2.0"}.get(told.casefold(), told)
