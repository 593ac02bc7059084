"""Artifacts for other programs: kohya, peft, diffusers, comfy, a1111 (design D10).

What an artifact is, is told by its tensors: low-rank pairs, word vectors, whole weights, or changes of layers. Not
every format can hold each; then the error names one that can. Low-rank pairs with word vectors become two files, as
diffusers' scripts write them. Facts: card `lora`, file layouts; ecosystem notes on embeddings [code]; DoRA's
magnitudes: dora_scale [out, 1] for kohya and ComfyUI, lora_magnitude_vector.weight [out] for peft and diffusers [code].
Metadata is the short list only: no folder names, no captions of the training photos.
Not here: reading other programs' files (import_foreign.py), their layer names (sd_names.py).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np

from studio.core import files
from studio.core.errors import ArtifactProblem, InputProblem, StudioError, unknown
from studio.library.artifacts import sd_names, tensors
from studio.library.artifacts.manifest import Manifest
from studio.library.artifacts.tensors import Array
from studio.library.catalogue.read import backbone

FORMATS = ("kohya", "peft", "diffusers", "comfy", "a1111")
LAYERS_KEY = "likeness_studio.layers_per_block"  # what original block numbers mean; Stable Diffusion has 2
DOWN, UP, ALPHA, MAGNITUDE = ".lora_down.weight", ".lora_up.weight", ".alpha", ".dora_scale"
DIFF, DIFF_BIAS, DIFF_UP, DIFF_DOWN = ".diff", ".diff_b", ".diff_up", ".diff_down"  # changes of whole layers
_PEFT_MAGNITUDE = ".lora_magnitude_vector.weight"
_WORD = r"words\.\d+"


class Form(StrEnum):
    """What an artifact holds."""

    LOW_RANK = "a LoRA"
    WORDS = "an embedding"
    WHOLE = "a whole model"
    CHANGES = "changes of whole layers and words"


_FITS = {
    Form.LOW_RANK: ("kohya", "peft", "diffusers", "comfy"),
    Form.WORDS: ("a1111", "diffusers"),
    Form.WHOLE: ("diffusers",),
    Form.CHANGES: ("diffusers",),
}
_INSTEAD = {
    (Form.LOW_RANK, "a1111"): "Use --format kohya: A1111 and its forks read that.",
    (Form.WORDS, "comfy"): "Use --format a1111: ComfyUI reads that too, as embedding:NAME.",
}


def export(manifest: Manifest, tensors_file: Path, format_name: str, out: Path) -> tuple[Path, ...]:
    """Write it. out: a folder, or a .safetensors file for formats of one file. Returns the files, absolute.

    Raises InputProblem when the format does not fit, or a file is there already; DiskProblem.
    """
    if format_name not in FORMATS:
        raise unknown("format", format_name, FORMATS)
    held, _ = tensors.load(tensors_file)
    form = form_of(held)
    if format_name not in _FITS[form]:
        fits = " or ".join(f"--format {name}" for name in _FITS[form])
        raise InputProblem(
            f"The format {format_name} cannot hold {form.value}, which is what {manifest.method} leaves behind.",
            _INSTEAD.get((form, format_name), f"Use {fits}."),
        )
    out = out.expanduser().absolute()
    if form is Form.WHOLE:
        return _write_all(_model_folder(manifest, held), out)
    if form is Form.CHANGES:
        layers = {name: value for name, value in held.items() if not name.startswith("words.")}
        return _write_all(_model_folder(manifest, layers) | _words(manifest, held), out)
    if form is Form.WORDS:
        stem, content = _embedding(manifest, held, format_name)
        file, folder = _place(out, stem)
        return _write_all({file: content}, folder)
    words = {name: value for name, value in held.items() if re.fullmatch(_WORD, name)}
    pairs = {name: value for name, value in held.items() if name not in words}
    if format_name == "peft":
        made = _peft(manifest, pairs)
    else:
        writer = {"kohya": _kohya, "diffusers": _diffusers, "comfy": _comfy}[format_name]
        default = "pytorch_lora_weights" if format_name == "diffusers" else file_stem(manifest)
        file, out = _place(out, default)
        made = {file: writer(manifest, pairs)}
    if words:
        word_file, content = _embedding(
            manifest, words, "diffusers" if format_name in ("peft", "diffusers") else "a1111"
        )
        made[f"{word_file}.safetensors"] = content
    return _write_all(made, out)


def form_of(held: Mapping[str, Array]) -> Form:
    """Raises ArtifactProblem for tensors of no known form."""
    others = [name for name in held if not re.fullmatch(_WORD, name)]
    if held and not others:
        return Form.WORDS
    if any(name.endswith((DIFF, DIFF_UP)) for name in held):
        return Form.CHANGES
    if others and all(name.endswith((DOWN, UP, ALPHA, MAGNITUDE)) for name in others):
        return Form.LOW_RANK
    if any(name.startswith(("unet.", "transformer.")) for name in held):
        return Form.WHOLE
    raise ArtifactProblem("This artifact holds tensors no other program reads.", "Update the studio and try again.")


def file_stem(manifest: Manifest) -> str:
    """A file name other programs show: "rex-lora"."""
    name = "-".join(manifest.subject_names) or manifest.origin or manifest.id
    return re.sub(r"[^\w]+", "-", f"{name}-{manifest.method}".lower()).strip("-_")


def sites_of(held: Mapping[str, Array]) -> list[tuple[str, Array, Array, float]]:
    """(site key, down [r, in], up [out, r], alpha) in the order of names. A missing alpha means alpha = r."""
    found: list[tuple[str, Array, Array, float]] = []
    for name in sorted(held):
        if name.endswith(DOWN):
            key = name.removesuffix(DOWN)
            down, up = held[name], held.get(key + UP)
            if up is None:
                raise ArtifactProblem(f"The artifact has no {key}{UP}.", "Teach the subject again.")
            alpha = held[key + ALPHA].item() if key + ALPHA in held else float(down.shape[0])
            found.append((key, down, up, alpha))
    return found


def _kohya(manifest: Manifest, held: Mapping[str, Array]) -> bytes:
    two_encoders = any(key.startswith("text_encoder_2.") for key in held)
    made: dict[str, Array] = {}
    sites = sites_of(held)
    for key, down, up, alpha in sites:
        part, path = key.split(".", 1)
        if part == "unet":
            name = f"lora_unet_{sd_names.underscored(path)}"
        else:
            prefix = {"text_encoder": "lora_te1" if two_encoders else "lora_te", "text_encoder_2": "lora_te2"}[part]
            name = f"{prefix}_{sd_names.underscored(sd_names.text_path(path))}"
        made |= {name + DOWN: down, name + UP: up, name + ALPHA: np.asarray(alpha, dtype=down.dtype)}
        made |= _magnitude(held, key, name + MAGNITUDE, (-1, 1))
    ranks = Counter(down.shape[0] for _, down, _, _ in sites)
    alphas = Counter(alpha for _, _, _, alpha in sites)
    metadata = {
        "ss_network_module": "networks.lora",
        "ss_network_dim": str(ranks.most_common(1)[0][0]),
        "ss_network_alpha": f"{alphas.most_common(1)[0][0]:g}",
        "ss_output_name": file_stem(manifest),
        "ss_sd_model_name": manifest.backbone,
        "ss_steps": str(manifest.steps),
        "ss_seed": str(manifest.seed),
        "modelspec.sai_model_spec": "1.0.0",
        "modelspec.title": file_stem(manifest),
        "modelspec.trigger_phrase": manifest.trigger,
        "modelspec.date": manifest.created,
        "sshs_model_hash": tensors.body_sha256(tensors.dumps(made)),
    }
    return tensors.dumps(made, metadata)


def _diffusers(manifest: Manifest, held: Mapping[str, Array]) -> bytes:
    """alpha is folded into the up matrix, so that a reader that knows no alpha has the right strength."""
    made: dict[str, Array] = {}
    for key, down, up, alpha in sites_of(held):
        part, path = key.split(".", 1)
        name = f"{part}.{path if part == 'unet' else sd_names.text_path(path)}"
        made[f"{name}.lora_A.weight"] = down
        made[f"{name}.lora_B.weight"] = _folded(up, alpha / down.shape[0])
        made |= _magnitude(held, key, name + _PEFT_MAGNITUDE, (-1,))
    return tensors.dumps(made, {"trigger": manifest.trigger})


def _comfy(manifest: Manifest, held: Mapping[str, Array]) -> bytes:
    """ComfyUI's own names: `diffusion_model.` and `text_encoders.` before the original modules."""
    sites = sites_of(held)
    layers = sd_names.layers_per_block(key.removeprefix("unet.") for key, *_ in sites)
    towers = {"text_encoder": "clip_l", "text_encoder_2": "clip_g"}
    made: dict[str, Array] = {}
    for key, down, up, alpha in sites:
        part, path = key.split(".", 1)
        try:
            name = (
                f"diffusion_model.{sd_names.to_original(path, layers)}"
                if part == "unet"
                else f"text_encoders.{towers[part]}.transformer.{sd_names.text_path(path)}"
            )
        except KeyError as error:
            raise InputProblem(
                f"ComfyUI's layout has no name for the layer {key}.", "Use --format kohya: ComfyUI reads that too."
            ) from error
        made |= {name + DOWN: down, name + UP: up, name + ALPHA: np.asarray(alpha, dtype=down.dtype)}
        made |= _magnitude(held, key, name + MAGNITUDE, (-1, 1))
    return tensors.dumps(made, {"modelspec.trigger_phrase": manifest.trigger, LAYERS_KEY: str(layers)})


def _peft(manifest: Manifest, held: Mapping[str, Array]) -> dict[str, bytes]:
    """One adapter folder a part (unet/, text_encoder/), as PeftModel.from_pretrained takes them."""
    parts: dict[str, list[tuple[str, Array, Array, float]]] = {}
    for key, down, up, alpha in sites_of(held):
        part, path = key.split(".", 1)
        parts.setdefault(part, []).append((path, down, up, alpha))
    made: dict[str, bytes] = {}
    for part, sites in parts.items():
        rank = Counter(down.shape[0] for _, down, _, _ in sites).most_common(1)[0][0]
        alpha = Counter(a for *_, a in sites).most_common(1)[0][0]
        config: dict[str, Any] = {
            "peft_type": "LORA",
            "task_type": None,
            "base_model_name_or_path": f"{manifest.backbone}/{part}",
            "inference_mode": True,
            "r": rank,
            "lora_alpha": alpha,
            "lora_dropout": 0.0,
            "bias": "none",
            "target_modules": [path for path, *_ in sites],
            "rank_pattern": {path: down.shape[0] for path, down, _, _ in sites if down.shape[0] != rank},
            "alpha_pattern": {path: a for path, _, _, a in sites if a != alpha},
            "use_dora": any(f"{part}.{path}{MAGNITUDE}" in held for path, *_ in sites),
        }
        weights: dict[str, Array] = {}
        for path, down, up, _ in sites:
            weights[f"base_model.model.{path}.lora_A.weight"] = down
            weights[f"base_model.model.{path}.lora_B.weight"] = up
            weights |= _magnitude(held, f"{part}.{path}", f"base_model.model.{path}{_PEFT_MAGNITUDE}", (-1,))
        made[f"{part}/adapter_config.json"] = (json.dumps(config, indent=1) + "\n").encode()
        made[f"{part}/adapter_model.safetensors"] = tensors.dumps(weights)
    return made


def _magnitude(held: Mapping[str, Array], key: str, name: str, shape: tuple[int, ...]) -> dict[str, Array]:
    """DoRA's magnitudes of a site under another name; nothing for a plain LoRA."""
    return {name: held[key + MAGNITUDE].reshape(shape)} if key + MAGNITUDE in held else {}


def _embedding(manifest: Manifest, held: Mapping[str, Array], format_name: str) -> tuple[str, bytes]:
    """(name of the file, content). The word is the file's name in A1111 and ComfyUI, and the key in diffusers."""
    match = re.search(r"<([^>]+)>", manifest.trigger)
    word = match[1] if match else file_stem(manifest)
    vectors = [np.atleast_2d(held[name]) for name in sorted(held)]
    made: dict[str, Array]
    if len(vectors) > 1:
        made = dict(zip(("clip_l", "clip_g"), vectors, strict=True))
    elif format_name == "a1111":
        made = {"emb_params": vectors[0]}
    else:
        made = {f"<{word}>": vectors[0]}
    name = word if format_name == "a1111" else "learned_embeds"
    return name, tensors.dumps(made, {"trigger": manifest.trigger})


def _model_folder(manifest: Manifest, held: Mapping[str, Array]) -> dict[str, bytes]:
    """The backbone's whole diffusers folder with the taught parts in place of its own."""
    try:
        card = backbone(manifest.backbone)
    except StudioError as error:
        raise InputProblem(
            f"The backbone {manifest.backbone}, which this model needs around it, is not registered here.",
            "Add it with `studio backbone add PATH`, then export again.",
            str(error),
        ) from error
    if card.folder.is_file():
        raise InputProblem(
            f"The backbone {manifest.backbone} is a single file, and the whole model is written as a diffusers folder.",
            "Export another method's artifact, or teach on the same model as a diffusers folder.",
        )
    if card.problem is not None or not card.folder.is_dir():
        raise InputProblem(
            f"The backbone {manifest.backbone} cannot be used: {card.problem or 'it is no diffusers folder.'}",
            card.remedy or "Use a diffusers folder of it.",
        )
    made: dict[str, bytes] = {}
    taught = {name.split(".", 1)[0] for name in held}
    for path in sorted(p for p in card.folder.rglob("*") if p.is_file()):
        inside = path.relative_to(card.folder)
        if not (len(inside.parts) > 1 and inside.parts[0] in taught and path.suffix in {".safetensors", ".bin"}):
            made[inside.as_posix()] = files.read_bytes(path)
    for part in sorted(taught):
        name = "diffusion_pytorch_model.safetensors" if part in {"unet", "transformer"} else "model.safetensors"
        made[f"{part}/{name}"] = _merged(card.folder / part, part, held)
    return made


def _merged(folder: Path, part: str, held: Mapping[str, Array]) -> bytes:
    """The part's own weights, replaced where the artifact has others. Raises ArtifactProblem when they do not match."""
    own: dict[str, Array] = {}
    for path in sorted(folder.glob("*.safetensors")):
        own |= tensors.load(path)[0]
    mine = {name.split(".", 1)[1]: value for name, value in held.items() if name.startswith(part + ".")}
    if form_of(held) is Form.CHANGES:
        mine = _added(own, mine)
    for name, value in mine.items():
        if name not in own or own[name].shape != value.shape:
            raise ArtifactProblem(
                f"The artifact does not fit the {part} of the backbone: {name} differs.",
                "Use the backbone it was taught on.",
            )
    return tensors.dumps(own | {name: value.astype(own[name].dtype) for name, value in mine.items()})


def _added(own: Mapping[str, Array], changes: Mapping[str, Array]) -> dict[str, Array]:
    """The layers with their changes, whole or from factors, in fp32; a layer of another model keeps its bare change."""
    found: dict[str, Array] = {}
    for name, value in changes.items():
        key, _, what = name.rpartition(".")
        change = value.astype(np.float32)
        if "." + what == DIFF_DOWN:
            continue
        if "." + what == DIFF_UP:
            change = change @ changes[key + DIFF_DOWN].astype(np.float32)
        target = key + (".bias" if "." + what == DIFF_BIAS else ".weight")
        fits = target in own and own[target].shape == change.shape
        found[target] = own[target].astype(np.float32) + change if fits else change
    return found


def _words(manifest: Manifest, held: Mapping[str, Array]) -> dict[str, bytes]:
    """learned_words/<word>.safetensors for each subject, as diffusers' load_textual_inversion takes them."""
    made: dict[str, bytes] = {}
    for number, trigger in enumerate(manifest.triggers or (manifest.trigger,)):
        vectors = [held[name] for name in sorted(held) if name.startswith(f"words.{number}.")]
        match = re.search(r"<([^>]+)>", trigger)
        if match is None or not vectors:
            raise ArtifactProblem("This artifact does not say which words it learned.", "Teach the subjects again.")
        entries: dict[str, Array] = {match[0]: vectors[0]}
        if len(vectors) > 1:
            entries = dict(zip(("clip_l", "clip_g"), vectors, strict=True))
        made[f"learned_words/{match[1]}.safetensors"] = tensors.dumps(entries, {"trigger": trigger})
    return made


def _folded(up: Array, scale: float) -> Array:
    return up if scale == 1.0 else (up.astype(np.float32) * np.float32(scale)).astype(up.dtype)


def _place(out: Path, stem: str) -> tuple[str, Path]:
    """(file name, folder): out is the file itself, or a folder for it."""
    path = out if out.suffix.lower() == ".safetensors" else out / f"{stem}.safetensors"
    return path.name, path.parent


def _write_all(made: Mapping[str, bytes], folder: Path) -> tuple[Path, ...]:
    for name in made:
        if (folder / name).exists():
            raise InputProblem(f"“{folder / name}” is there already.", "Choose another --out, or move it away.")
    for name, content in made.items():
        files.write_bytes(folder / name, content)
    return tuple(folder / name for name in made)
