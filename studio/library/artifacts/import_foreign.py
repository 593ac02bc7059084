"""LoRAs and embeddings of other programs, told apart by their tensors' names, never by the file's.

Read: kohya (diffusers and original block names), peft, diffusers (new and old), ComfyUI, our own; embeddings of A1111,
diffusers and SDXL. What is not understood is an error, never left out: a LoRA that loads in part draws wrong pictures.
Not here: pickles (`studio convert`), writing (export_formats.py).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from studio.core import files
from studio.core.errors import ArtifactProblem, InputProblem, StudioError
from studio.core.ids import new_id
from studio.library.artifacts import sd_names, tensors
from studio.library.artifacts.export_formats import LAYERS_KEY, MAGNITUDE
from studio.library.artifacts.manifest import Manifest
from studio.library.artifacts.store import artifact_folder, read_manifest, write_artifact
from studio.library.artifacts.tensors import Array
from studio.library.catalogue import weights
from studio.library.catalogue.read import BackboneCard, backbones

_DOWN = (".lora_down.weight", ".lora_A.default.weight", ".lora_A.weight", ".lora.down.weight", "_lora.down.weight")
_DOWN += (".lora_linear_layer.down.weight",)
_UP = (".lora_up.weight", ".lora_B.default.weight", ".lora_B.weight", ".lora.up.weight", "_lora.up.weight")
_UP += (".lora_linear_layer.up.weight",)
_MAGNITUDE = (".dora_scale", ".lora_magnitude_vector.default.weight", ".lora_magnitude_vector.weight")
_MAGNITUDE += (".lora_magnitude_vector",)
_SUFFIXES = sorted(
    [(s, "down") for s in _DOWN]
    + [(s, "up") for s in _UP]
    + [(s, "magnitude") for s in _MAGNITUDE]
    + [(".alpha", "alpha")],
    key=lambda s: -len(s[0]),
)
_UNET_STARTS = ("down_blocks.", "up_blocks.", "mid_block.")
_ORIGINAL_STARTS = ("input_blocks.", "output_blocks.", "middle_block.")
_REFUSE = {
    "pickle": ("is a pickle, which can run programs when it is opened", "Run `studio convert FILE` first."),
    "gguf": ("is a GGUF file: a whole model, not a learned subject", "Add models with `studio backbone add PATH`."),
    "onnx": ("is an ONNX file: a whole model, not a learned subject", "Import a LoRA or an embedding."),
    "unknown": ("is no safetensors file", "Import a LoRA or an embedding saved as safetensors."),
}


@dataclass(frozen=True)
class Found:
    """An artifact read from a foreign file, with our names."""

    manifest: Manifest
    tensors: dict[str, Array]

    def belonging_to(self, subject_id: str, name: str = "", class_word: str = "") -> Found:
        """The same, as an artifact of a subject of this library."""
        changes: dict[str, Any] = {"subject_ids": (subject_id,)}
        if name:
            changes["subject_names"] = (name,)
        if class_word:
            changes["class_words"] = (class_word,)
        return replace(self, manifest=self.manifest.model_copy(update=changes))


def read(path: Path, *, name: str = "", trigger: str = "", backbone: str = "", class_word: str = "object") -> Found:
    """name: what it shows; trigger: the words that call it; backbone: what it was made for, else told by its width.

    Raises InputProblem (no such file, pickle, not safetensors) or ArtifactProblem (damaged, or not understood).
    """
    path = path.expanduser().absolute()
    if path.is_dir():
        path = _file_in(path)
    kind = tensors.sniff(path)
    if kind in _REFUSE:
        what, remedy = _REFUSE[kind]
        raise InputProblem(f"“{path.name}” {what}.", remedy)
    held, metadata = tensors.load(path)
    stem = name or (path.stem if path.stem not in {"adapter_model", "pytorch_lora_weights", "learned_embeds"} else "")
    stem = stem or path.parent.name
    embedding = _embedding(held)
    if embedding is not None:
        words, key = embedding
        plain = re.sub(r"[^a-z0-9]+", "-", (key or stem).casefold()).strip("-") or "word"
        method, settings, made = "textual_inversion", {"vectors": int(words["words.0"].shape[0])}, words
        trigger = trigger or f"<{plain}>"
        width = int(words["words.0"].shape[1])
    else:
        made = _low_rank(held, metadata, path, backbone)
        method, settings = "lora", _settings_of(made)
        trigger = trigger or metadata.get("modelspec.trigger_phrase") or metadata.get("trigger") or stem
        width = _text_width(made)
    card = _backbone_for(width, backbone)
    manifest = Manifest(
        id=new_id("a"),
        created=datetime.now(UTC).isoformat(timespec="milliseconds"),
        method=method,
        method_version=1,
        settings=settings,
        backbone=card.name if card else backbone or "unknown",
        backbone_family=card.family if card else "sd",
        backbone_fingerprint="unknown",
        backbone_licence=card.licence if card else "",
        subject_ids=(),
        subject_names=(stem,),
        class_words=(class_word,),
        trigger=trigger,
        photo_hashes=(),
        seed=0,
        steps=_whole(metadata.get("ss_steps")),
        best_step=_whole(metadata.get("ss_steps")),
        seconds=0.0,
        size_bytes=0,
        tensors_sha256="",
        origin=path.name,
    )
    return Found(manifest, made)


def store(root: Path, found: Found) -> Manifest:
    """Write it into the library's files. Returns the manifest as stored. Raises DiskProblem."""
    file = artifact_folder(root, found.manifest.id) / "artifact.safetensors"
    files.write_bytes(file, tensors.dumps(found.tensors))
    write_artifact(root, found.manifest, file, None, ())
    return read_manifest(root, found.manifest.id)


def site_of(module: str, layers: int = 2) -> str:
    """Our site key of a module in any known layout; layers: per UNet block, for files with the original names.

    Raises KeyError when it is of another family.
    """
    module = module.removeprefix("base_model.model.")
    if module.startswith("lora_unet_"):
        return f"unet.{_unet(sd_names.dotted(module.removeprefix('lora_unet_')), layers)}"
    if match := re.match(r"^lora_te(1|2)?_(.+)$", module):
        part = "text_encoder_2" if match[1] == "2" else "text_encoder"
        return f"{part}.{sd_names.plain_text_path(sd_names.dotted(match[2]))}"
    if module.startswith("diffusion_model."):
        return f"unet.{_unet(module.removeprefix('diffusion_model.'), layers)}"
    if match := re.match(r"^text_encoders\.clip_([lg])\.transformer\.(.+)$", module):
        part = "text_encoder" if match[1] == "l" else "text_encoder_2"
        return f"{part}.{sd_names.plain_text_path(match[2])}"
    if module.startswith("unet."):
        return f"unet.{_unet(module.removeprefix('unet.'), layers)}"
    if match := re.match(r"^(text_encoder(?:_2)?)\.(.+)$", module):
        return f"{match[1]}.{sd_names.plain_text_path(match[2])}"
    if module.startswith((*_UNET_STARTS, *_ORIGINAL_STARTS)):
        return f"unet.{_unet(module, layers)}"
    if re.match(r"^(text_model\.)?encoder\.layers\.", module):
        return f"text_encoder.{sd_names.plain_text_path(module)}"
    raise KeyError(module)


def _unet(path: str, layers: int) -> str:
    path = path.replace(".processor.", ".")
    if path.endswith(".to_out"):
        path += ".0"
    if path.startswith(_ORIGINAL_STARTS):
        return sd_names.from_original(path, layers)
    if not path.startswith(_UNET_STARTS):
        raise KeyError(path)
    return path


def _low_rank(held: Mapping[str, Array], metadata: Mapping[str, str], path: Path, backbone: str) -> dict[str, Array]:
    made: dict[str, Array] = {}
    strange: list[str] = []
    alphas, is_decomposed = _config(metadata, path)
    layers = _layers(metadata, backbone)
    for name, value in held.items():
        suffix, role = next(((s, r) for s, r in _SUFFIXES if name.endswith(s)), ("", ""))
        try:
            key = site_of(name.removesuffix(suffix), layers) if role else ""
        except KeyError:
            key = ""
        if not key or not _has_shape_of(role, value):
            strange.append(name)
            continue
        if role == "magnitude":
            made[key + MAGNITUDE] = value.reshape(-1, 1)
        elif role == "alpha":
            made[f"{key}.alpha"] = np.asarray(value, dtype=np.float32).reshape(())
        else:
            made[f"{key}.lora_{role}.weight"] = value.reshape(value.shape[:2])
    if strange or not made:
        raise _not_understood(path, strange or list(held))
    for key in _keys(made):
        down, up = made.get(f"{key}.lora_down.weight"), made.get(f"{key}.lora_up.weight")
        if down is None or up is None or down.shape[0] != up.shape[1]:
            raise ArtifactProblem(f"“{path.name}” is not whole: {key} has no matching pair.", "Get the file again.")
        if key + MAGNITUDE in made and len(made[key + MAGNITUDE]) != up.shape[0]:
            raise _not_understood(path, [key + MAGNITUDE])  # magnitudes of inputs, an early form of LyCORIS
        made.setdefault(f"{key}.alpha", np.asarray(alphas(key, down.shape[0]), dtype=np.float32))
    if is_decomposed and not any(name.endswith(MAGNITUDE) for name in made):
        raise ArtifactProblem(f"“{path.name}” says it is a DoRA, but holds no magnitudes.", "Get the file again.")
    return made


def _config(metadata: Mapping[str, str], path: Path) -> tuple[Callable[[str, int], float], bool]:
    """(alpha of a site and rank when the file has no alpha tensors, is it a DoRA): PEFT's config beside it, or in the
    header."""
    beside = path.with_name("adapter_config.json")
    try:
        if beside.is_file():
            configs = {"": files.read_json(beside)}
        else:
            flat = json.loads(metadata.get("lora_adapter_metadata", "{}"))
            configs = {}
            for key, value in flat.items():
                part, _, entry = str(key).partition(".")
                configs.setdefault(part, {})[entry] = value
        is_decomposed = any(config.get("use_dora") for config in configs.values())
    except (ValueError, AttributeError, TypeError, StudioError) as error:
        raise ArtifactProblem(f"The configuration of “{path.name}” is damaged.", "Get it again.", str(error)) from error

    def alpha(key: str, rank: int) -> float:
        part, module = key.split(".", 1)
        config = configs.get(part, configs.get("", {}))
        value = float((config.get("alpha_pattern") or {}).get(module, config.get("lora_alpha", rank)))
        return value * rank**0.5 if config.get("use_rslora") else value

    return alpha, is_decomposed


def _embedding(held: Mapping[str, Array]) -> tuple[dict[str, Array], str] | None:
    """({"words.0": [n, d] …}, key in diffusers' form or "") or None when the file is no embedding."""
    if set(held) == {"clip_l", "clip_g"}:
        return {"words.0": np.atleast_2d(held["clip_l"]), "words.1": np.atleast_2d(held["clip_g"])}, ""
    if set(held) == {"words.0"} or set(held) == {"words.0", "words.1"}:
        return dict(held), ""
    if len(held) != 1:
        return None
    ((name, value),) = held.items()
    if value.ndim > 2 or value.dtype.kind != "f" or name.endswith((".weight", ".bias")):
        return None
    return {"words.0": np.atleast_2d(value)}, "" if name in {"emb_params", "*"} else name


def _settings_of(made: Mapping[str, Array]) -> dict[str, Any]:
    key = next(iter(_keys(made)))
    rank = int(made[f"{key}.lora_down.weight"].shape[0])
    settings = {"rank": rank, "alpha_factor": float(made[f"{key}.alpha"]) / rank}
    return settings | ({"dora": True} if key + MAGNITUDE in made else {})


def _keys(made: Iterable[str]) -> list[str]:
    return sorted({re.sub(r"\.(lora_down\.weight|lora_up\.weight|alpha|dora_scale)$", "", name) for name in made})


def _has_shape_of(role: str, value: Array) -> bool:
    if role == "alpha":
        return value.size == 1
    if role == "magnitude":
        return value.size == max(value.shape, default=0)
    return value.ndim == 2 or (value.ndim == 4 and value.shape[2:] == (1, 1))


def _text_width(made: Mapping[str, Array]) -> int | None:
    for name, value in made.items():
        if re.search(r"attn2\.to_[kv]\.lora_down\.weight$", name):
            return int(value.shape[1])
    return None


def _backbone_for(width: int | None, wanted: str) -> BackboneCard | None:
    """The named one, else the first known one whose text features have this width."""
    for card in backbones():
        if wanted:
            if card.name == wanted:
                return card
        elif width is not None and _width_of(card.folder) == width:
            return card
    return None


def _width_of(folder: Path) -> int | None:
    try:
        return int(weights.read_config(folder, "unet/config.json", "")["cross_attention_dim"])
    except (StudioError, ValueError, KeyError, TypeError):
        return None


def _layers(metadata: Mapping[str, str], backbone: str) -> int:
    """Layers a block of the UNet: as the file says, else as the named backbone has, else Stable Diffusion's two."""
    if metadata.get(LAYERS_KEY, "").isdigit():
        return int(metadata[LAYERS_KEY])
    card = _backbone_for(None, backbone) if backbone else None
    if card is None:
        return 2
    try:
        return int(weights.read_config(card.folder, "unet/config.json", "")["layers_per_block"])
    except (StudioError, ValueError, KeyError, TypeError):
        return 2


def _file_in(folder: Path) -> Path:
    found = sorted(folder.glob("*.safetensors"))
    if len(found) != 1:
        raise InputProblem(f"“{folder}” does not hold exactly one safetensors file.", "Name the file itself.")
    return found[0]


def _not_understood(path: Path, strange: list[str]) -> ArtifactProblem:
    shown = ", ".join(sorted(strange)[:3])
    return ArtifactProblem(
        f"“{path.name}” holds {len(strange)} tensors the studio does not understand, for example {shown}.",
        "Import a plain LoRA or an embedding for a Stable Diffusion model.",
        "\n".join(sorted(strange)),
    )


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0
