"""Is a diffusers folder whole, of a family we know, and without pickles? And its fingerprint. No torch here.

A safetensors file says in its head how long it is, so a truncated one is found without reading it.
Not here: building the modules (loading.py).
"""

from __future__ import annotations

import contextlib
import json
import re
import struct
from pathlib import Path
from typing import Any

from blake3 import blake3

from studio.core import files
from studio.core.errors import DiskProblem, MissingWeights
from studio.core.folders import user_models

PARTS = {"unet": "diffusion_pytorch_model", "vae": "diffusion_pytorch_model", "text_encoder": "model"}
SUPPORTED = {
    "unet": {"UNet2DConditionModel"},
    "vae": {"AutoencoderKL", "AutoencoderTiny", "AutoencoderDC"},
    "text_encoder": {"CLIPTextModel", "CLIPTextModelWithProjection"},
}
_PICKLES = {".bin", ".ckpt", ".pt", ".pth"}
_CACHE_FROM_BYTES = 200_000_000


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
    """A JSON file of the folder. Raises MissingWeights when it is absent or damaged."""
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
    """The head is readable and the file as long as it says. Raises MissingWeights."""
    try:
        size = file.stat().st_size
        with open(file, "rb") as stream:
            (head_bytes,) = struct.unpack("<Q", stream.read(8))
            head = json.loads(stream.read(head_bytes)) if head_bytes <= min(size, 100_000_000) else None
        entries = {key: value for key, value in dict(head or {}).items() if key != "__metadata__"}
        expected = 8 + head_bytes + max(entry["data_offsets"][1] for entry in entries.values())
    except PermissionError as error:
        raise files.disk_problem(error, file, "read") from error
    except (OSError, struct.error, ValueError, KeyError, TypeError, RecursionError) as error:
        raise MissingWeights(f"The weights in “{file}” are damaged.", remedy, repr(error)) from error
    if expected != size:
        raise MissingWeights(f"The weights in “{file}” are cut off: {size:,} of {expected:,} bytes are there.", remedy)


def fingerprint(folder: Path) -> str:
    """BLAKE3 over the weight files of UNet, text encoder and autoencoder, 32 hex digits.

    Big files are hashed once and remembered by size and time of change. Raises MissingWeights, DiskProblem.
    """
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
    """From the front matter of the model card, "unknown" without one."""
    try:
        text = files.read_bytes(folder / "README.md")[:4000].decode("utf-8", "replace")
    except DiskProblem:
        return "unknown"
    found = re.search(r"^licen[sc]e:\s*(\S.*)$", text, re.MULTILINE | re.IGNORECASE)
    return found.group(1).strip().strip("\"'") if found else "unknown"


def picture_px(folder: Path) -> tuple[int, int]:
    """Width and height the model was made for. Raises MissingWeights."""
    unet = read_config(folder, "unet/config.json", "Get the model again.")
    sample = unet.get("sample_size") or 64
    height, width = (sample, sample) if isinstance(sample, int) else sample
    scale = latent_scale(folder)
    return width * scale, height * scale


def latent_scale(folder: Path) -> int:
    """Pixels per latent cell. Raises MissingWeights."""
    config = read_config(folder, "vae/config.json", "Get the model again.")
    blocks = config.get("decoder_block_out_channels") or config.get("block_out_channels") or [0] * 4
    return 2 ** (len(blocks) - 1)
