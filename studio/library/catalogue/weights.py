"""Is a base model whole, of a family we know, and without pickles? And its fingerprint. No torch here.

A model is a diffusers folder or a single safetensors file (single_file.py); what is asked here holds for both.
Not here: building the modules (loading.py).
"""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from typing import Any

from blake3 import blake3

from studio.core import files
from studio.core.errors import DiskProblem, MissingWeights
from studio.core.folders import user_models
from studio.library.catalogue import heads, single_file

PARTS = {"unet": "diffusion_pytorch_model", "vae": "diffusion_pytorch_model", "text_encoder": "model"}
SUPPORTED = {
    "unet": {"UNet2DConditionModel"},
    "vae": {"AutoencoderKL", "AutoencoderTiny", "AutoencoderDC"},
    "text_encoder": {"CLIPTextModel", "CLIPTextModelWithProjection"},
}
_PICKLES = {".bin", ".ckpt", ".pt", ".pth"}
_CACHE_FROM_BYTES = 200_000_000


def check(path: Path, remedy: str) -> None:
    """A folder or a single file that can be loaded. Raises MissingWeights, InputProblem, DiskProblem."""
    if path.is_file():
        single_file.describe(path, remedy=remedy)
    else:
        check_folder(path, remedy)


def check_folder(folder: Path, remedy: str) -> dict[str, Path]:
    """The weight file of each part.

    Raises MissingWeights: with this remedy when something is missing or cut off, with its own when the folder
    holds only pickles or another family.
    """
    if not folder.is_dir():
        raise MissingWeights(f"There is no model in “{folder}”.", remedy)
    index = read_config(folder, "model_index.json", remedy)
    _check_family(folder, index)
    found: dict[str, Path] = {}
    for part in PARTS:
        read_config(folder, f"{part}/config.json", remedy)
        found[part] = _weight_file(folder / part, PARTS[part], remedy)
        check_safetensors(found[part], remedy)
    read_config(folder, "scheduler/scheduler_config.json", remedy)
    if not any((folder / "tokenizer" / name).is_file() for name in ("tokenizer.json", "vocab.json")):
        raise MissingWeights(f"The model in “{folder}” has no tokenizer.", remedy)
    return found


def read_config(folder: Path, name: str, remedy: str) -> dict[str, Any]:
    """A JSON file of the folder, or what it would be for a single file. Raises MissingWeights: absent or damaged."""
    if folder.is_file():
        return single_file.describe(folder, remedy=remedy).configs[name]
    try:
        data = files.read_json(folder / name)
    except DiskProblem as error:
        raise MissingWeights(
            f"The model in “{folder}” is incomplete: “{name}” is missing or damaged.", remedy, str(error)
        ) from error
    if not isinstance(data, dict):
        raise MissingWeights(f"The model in “{folder}” is damaged: “{name}” has the wrong form.", remedy)
    return data


def _check_family(folder: Path, index: dict[str, Any]) -> None:
    for part, classes in SUPPORTED.items():
        entry = index.get(part)
        name = entry[1] if isinstance(entry, list) and len(entry) == 2 else None
        if name in classes and "text_encoder_2" not in index:
            continue
        kind = index.get("_class_name") or "another kind"
        raise MissingWeights(
            f"The model in “{folder}” is of a family that cannot be used yet ({kind}).",
            "Choose a Stable Diffusion 1.x model in the diffusers layout.",
            f"{part}: {name}",
        )


def _weight_file(part: Path, stem: str, remedy: str) -> Path:
    for name in (f"{stem}.safetensors", f"{stem}.fp16.safetensors"):
        if (part / name).is_file():
            return part / name
    if any(file.suffix in _PICKLES for file in part.glob("*")):
        raise MissingWeights(
            f"The model in “{part.parent}” is stored as pickle files, which can hide programs.",
            "Get it as .safetensors, or convert its files with `studio convert FILE` first.",
            str(part),
        )
    raise MissingWeights(f"The weights of “{part.name}” are missing in “{part.parent}”.", remedy)


def check_safetensors(file: Path, remedy: str) -> None:
    """The head is readable and the file as long as it says. Raises MissingWeights, DiskProblem."""
    heads.read(file, remedy)


def fingerprint(folder: Path) -> str:
    """BLAKE3 over the weight files of UNet, text encoder and autoencoder, or over the single file; 32 hex digits.

    Big files are hashed once and remembered by size and time of change. Raises MissingWeights, DiskProblem.
    """
    if folder.is_file():
        check(folder, "Get the model again.")
        parts = {"file": folder}
    else:
        parts = check_folder(folder, "Get the model again.")
    digest = blake3()
    for part in sorted(parts):
        digest.update(f"{part}:{_file_hash(parts[part])}\n".encode())
    return digest.hexdigest(length=16)


def _file_hash(file: Path) -> str:
    state = file.stat()
    if state.st_size < _CACHE_FROM_BYTES:
        return files.hash_file(file)
    remembered = user_models() / "fingerprints.json"
    known: dict[str, list[Any]] = {}
    with contextlib.suppress(DiskProblem):
        known = dict(files.read_json(remembered))
    entry = known.get(str(file))
    if entry and entry[:2] == [state.st_size, state.st_mtime_ns]:
        return str(entry[2])
    known[str(file)] = [state.st_size, state.st_mtime_ns, files.hash_file(file)]
    with contextlib.suppress(DiskProblem):  # only a cache: without it the file is hashed again next time
        files.write_json(remembered, known)
    return str(known[str(file)][2])


def licence_of(folder: Path) -> str:
    """From the front matter of the model card, or a single file's notes; "unknown" without one."""
    if folder.is_file():
        return single_file.describe(folder).licence or "unknown"
    try:
        text = files.read_bytes(folder / "README.md")[:4000].decode("utf-8", "replace")
    except DiskProblem:
        return "unknown"
    found = re.search(r"^licen[sc]e:\s*(\S.*)$", text, re.MULTILINE | re.IGNORECASE)
    return found.group(1).strip().strip("\"'") if found else "unknown"


def picture_px(folder: Path) -> tuple[int, int]:
    """Width and height the model was made for. Raises MissingWeights."""
    unet = read_config(folder, "unet/config.json", "Get the model again.")
    return single_file.picture_px_of(unet, latent_scale(folder))


def latent_scale(folder: Path) -> int:
    """Pixels per latent cell. Raises MissingWeights."""
    return single_file.latent_scale_of(read_config(folder, "vae/config.json", "Get the model again."))
