"""A whole Stable Diffusion 1.x or 2.x model in one safetensors file: what it is, as the configurations of its parts.

Everything is read from the names and shapes in the file's head, except two things that stand in no tensor: the heads of
the attention (8 a layer in 1.x, 64 channels a head in 2.x and in text towers) and what the model predicts. SD 2.x came
as both, 512 px by epsilon and 768 px by v, with equal tensors: it is asked, told by the file's own notes
(`modelspec.*`), or else taken as the family's best known model: epsilon for 1.x, v for 2.x.
Not here: which files are such models (kinds.py), reading the weights (engine/backbones/single_file.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from studio.core import files, folders
from studio.core.errors import InputProblem, MissingWeights
from studio.library.catalogue import kinds, original_names
from studio.library.catalogue.heads import Head
from studio.library.catalogue.kinds import TEXT, UNET, VAE

Prediction = Literal["epsilon", "v_prediction"]
PREDICTIONS: tuple[Prediction, ...] = ("epsilon", "v_prediction")
CLIP_PREFIX, OPEN_CLIP_PREFIX = TEXT + "transformer.", TEXT + "model."
WORDS = 49_408  # of CLIP's vocabulary (resources/clip_tokenizer)
_SCALING = 0.18215  # of latents; the same in all of 1.x and 2.x
_FLOATS = {"F16", "BF16", "F32", "F64", "F8_E4M3", "F8_E5M2"}
_MOST_LAYERS = 100
_READ_BY_SD2 = 23  # of OpenCLIP's 24 layers


@dataclass(frozen=True)
class Described:
    """version: "1" or "2". configs: by their place in a diffusers folder. is_told: its notes say the prediction."""

    file: Path
    version: str
    prediction: Prediction
    is_told: bool
    configs: Mapping[str, dict[str, Any]]
    licence: str

    @property
    def title(self) -> str:
        """For people."""
        return f"Stable Diffusion {self.version}.x"


def describe(
    file: Path, prediction: str = "", remedy: str = "Get the file again from where it came from."
) -> Described:
    """prediction: "" takes what the file says, else the default of its version. Reads the head only.

    Raises InputProblem, MissingWeights (another model, incomplete, damaged) or DiskProblem, each with what helps.
    """
    head = kinds.look_into(file, remedy)
    try:
        version = "2" if head.has(OPEN_CLIP_PREFIX) else "1"
        text = _open_clip(head) if version == "2" else _clip(head)
        unet, vae = _unet(head, version), _autoencoder(head)
    except (KeyError, IndexError, ValueError) as error:
        raise MissingWeights(
            f"“{file.name}” holds a model that is incomplete, or built in another way than Stable Diffusion's.",
            "Get the whole model again, or choose another one.",
            repr(error),
        ) from error
    told = _told_prediction(head)
    chosen = _checked(prediction) or told or ("v_prediction" if version == "2" else "epsilon")
    usual_px = 768 if version == "2" and chosen == "v_prediction" else 512
    unet["sample_size"] = _sample_size(head, usual_px, latent_scale_of(vae))
    _check_tensors(file, head, unet, vae, text)
    configs = {
        "model_index.json": _INDEX,
        "unet/config.json": unet,
        "vae/config.json": vae,
        "text_encoder/config.json": text,
        "scheduler/scheduler_config.json": _scheduler(chosen),
    }
    return Described(file, version, chosen, bool(told), configs, head.metadata.get("modelspec.license", ""))


def write_configs(described: Described, folder: Path) -> Path:
    """The same as a diffusers folder without weights, for programs that want one. Raises DiskProblem."""
    for name, config in described.configs.items():
        files.write_json(folder / name, config)
    for name in ("vocab.json", "merges.txt"):
        files.write_bytes(folder / "tokenizer" / name, files.read_bytes(tokenizer_folder() / name))
    config = files.read_json(tokenizer_folder() / "tokenizer_config.json") | {"pad_token": pad_token(described.version)}
    files.write_json(folder / "tokenizer" / "tokenizer_config.json", config)
    return folder


def picture_px(described: Described) -> tuple[int, int]:
    """Width and height it was made for."""
    scale = latent_scale_of(described.configs["vae/config.json"])
    return picture_px_of(described.configs["unet/config.json"], scale)


def picture_px_of(unet: Mapping[str, Any], scale: int) -> tuple[int, int]:
    """From the configuration of a UNet."""
    sample = unet.get("sample_size") or 64
    height, width = (sample, sample) if isinstance(sample, int) else sample
    return width * scale, height * scale


def latent_scale_of(vae: Mapping[str, Any]) -> int:
    """Pixels per latent cell, from the configuration of an autoencoder."""
    blocks = vae.get("decoder_block_out_channels") or vae.get("block_out_channels") or [0] * 4
    return 2 ** (len(blocks) - 1)


def tokenizer_folder() -> Path:
    """CLIP's vocabulary, which a single file does not carry."""
    return folders.resources() / "clip_tokenizer"


def pad_token(version: str) -> str:
    """What fills up a prompt: 1.x repeats the end, 2.x takes token 0."""
    return "!" if version == "2" else "<|endoftext|>"


def text_name(name: str) -> str:
    """A tensor of OpenAI's tower by its usual name; some programs leave `text_model.` out."""
    inside = name.removeprefix(CLIP_PREFIX)
    if inside == name or inside.startswith("text_model."):
        return name
    return f"{CLIP_PREFIX}text_model.{inside}"


def _checked(prediction: str) -> Prediction | None:
    for known in PREDICTIONS:
        if prediction == known:
            return known
    if prediction:
        raise InputProblem(f"“{prediction}” is nothing that a model predicts.", "Give epsilon or v_prediction.")
    return None


def _told_prediction(head: Head) -> Prediction | None:
    """From notes after the Stability AI model metadata standard."""
    kind = head.metadata.get("modelspec.prediction_type", "").casefold()
    architecture = head.metadata.get("modelspec.architecture", "").casefold()
    if kind in {"v", "v_prediction", "v-prediction"} or (not kind and architecture.endswith("-v")):
        return "v_prediction"
    if kind in {"eps", "epsilon"} or architecture in {"stable-diffusion-v1", "stable-diffusion-v2-512"}:
        return "epsilon"
    return None


def _sample_size(head: Head, usual_px: int, scale: int) -> int | list[int]:
    """Of the latents: as the file's notes say, else as the family is made."""
    told = re.fullmatch(r"(\d{2,4})x(\d{2,4})", head.metadata.get("modelspec.resolution", ""))
    width, height = (int(side) for side in told.groups()) if told else (usual_px, usual_px)
    if any(side % 64 or not 64 <= side <= 2048 for side in (width, height)):
        width = height = usual_px
    return width // scale if width == height else [height // scale, width // scale]


def _unet(head: Head, version: str) -> dict[str, Any]:
    shapes = head.under(UNET)
    count = _count(shapes, r"input_blocks\.(\d+)\.")
    channels: list[int] = []
    attends: list[bool] = []
    layers: list[int] = []
    is_new = True
    for number in range(1, count):
        if f"input_blocks.{number}.0.op.weight" in shapes:
            is_new = True
            continue
        out = shapes[f"input_blocks.{number}.0.in_layers.2.weight"][0]
        if is_new:
            channels.append(out)
            attends.append(f"input_blocks.{number}.1.proj_in.weight" in shapes)
            layers.append(0)
            is_new = False
        layers[-1] += 1
    if len(set(layers)) != 1 or any(out % 32 for out in channels):
        raise ValueError(f"layers {layers}, channels {channels}")
    first = attends.index(True) * (layers[0] + 1) + 1
    inside = f"input_blocks.{first}.1"
    return {
        "_class_name": "UNet2DConditionModel",
        "sample_size": 64,
        "in_channels": shapes["input_blocks.0.0.weight"][1],
        "out_channels": shapes["out.2.weight"][0],
        "block_out_channels": channels,
        "layers_per_block": layers[0],
        "down_block_types": ["CrossAttnDownBlock2D" if has else "DownBlock2D" for has in attends],
        "up_block_types": ["CrossAttnUpBlock2D" if has else "UpBlock2D" for has in reversed(attends)],
        "cross_attention_dim": shapes[f"{inside}.transformer_blocks.0.attn2.to_k.weight"][1],
        "attention_head_dim": [max(1, out // 64) for out in channels] if version == "2" else 8,
        "use_linear_projection": len(shapes[f"{inside}.proj_in.weight"]) == 2,
        "upcast_attention": version == "2",
        "norm_num_groups": 32,
        "act_fn": "silu",
        "center_input_sample": False,
        "downsample_padding": 1,
        "flip_sin_to_cos": True,
        "freq_shift": 0,
        "mid_block_scale_factor": 1,
        "norm_eps": 1e-05,
    }


def _autoencoder(head: Head) -> dict[str, Any]:
    shapes = head.under(VAE)
    levels = _count(shapes, r"encoder\.down\.(\d+)\.")
    channels = [shapes[f"encoder.down.{level}.block.0.conv1.weight"][0] for level in range(levels)]
    if levels < 1 or any(out % 32 for out in channels):
        raise ValueError(f"autoencoder with channels {channels}")
    return {
        "_class_name": "AutoencoderKL",
        "sample_size": 512,
        "in_channels": shapes["encoder.conv_in.weight"][1],
        "out_channels": shapes["decoder.conv_out.weight"][0],
        "latent_channels": shapes["decoder.conv_in.weight"][1],
        "block_out_channels": channels,
        "layers_per_block": _count(shapes, r"encoder\.down\.0\.block\.(\d+)\."),
        "down_block_types": ["DownEncoderBlock2D"] * levels,
        "up_block_types": ["UpDecoderBlock2D"] * levels,
        "norm_num_groups": 32,
        "act_fn": "silu",
        "scaling_factor": _SCALING,
    }


def _clip(head: Head) -> dict[str, Any]:
    named = {text_name(name): shape for name, shape in head.shapes.items()}
    start = f"{CLIP_PREFIX}text_model."
    shapes = {name[len(start) :]: shape for name, shape in named.items() if name.startswith(start)}
    return _tower(
        shapes["embeddings.token_embedding.weight"],
        positions=shapes["embeddings.position_embedding.weight"][0],
        layers=_count(shapes, r"encoder\.layers\.(\d+)\."),
        inner=shapes["encoder.layers.0.mlp.fc1.weight"][0],
        activation="quick_gelu",
    )


def _open_clip(head: Head) -> dict[str, Any]:
    """The last layer is not read (some programs leave it out)."""
    shapes = head.under(OPEN_CLIP_PREFIX)
    there = _count(shapes, r"transformer\.resblocks\.(\d+)\.")
    return _tower(
        shapes["token_embedding.weight"],
        positions=shapes["positional_embedding"][0],
        layers=there if there == _READ_BY_SD2 else there - 1,
        inner=shapes["transformer.resblocks.0.mlp.c_fc.weight"][0],
        activation="gelu",
    )


def _tower(table: tuple[int, ...], *, positions: int, layers: int, inner: int, activation: str) -> dict[str, Any]:
    if table[0] != WORDS or layers < 1:
        raise ValueError(f"a text tower of {layers} layers that knows {table[0]} words")
    return {
        "model_type": "clip_text_model",
        "architectures": ["CLIPTextModel"],
        "vocab_size": table[0],
        "hidden_size": table[1],
        "intermediate_size": inner,
        "num_hidden_layers": layers,
        "num_attention_heads": max(1, table[1] // 64),
        "max_position_embeddings": positions,
        "hidden_act": activation,
        "layer_norm_eps": 1e-05,
        "bos_token_id": WORDS - 2,
        "eos_token_id": WORDS - 1,
        "pad_token_id": 0 if activation == "gelu" else WORDS - 1,
    }


def _check_tensors(
    file: Path, head: Head, unet: Mapping[str, Any], vae: Mapping[str, Any], text: Mapping[str, Any]
) -> None:
    """Every tensor is there, of the right shape, in numbers that can be computed with; and the UNet has no others."""
    wanted = {UNET + name: shape for name, shape in original_names.unet(unet).items()}
    wanted |= {VAE + name: shape for name, shape in original_names.autoencoder(vae).items()}
    if text["hidden_act"] == "gelu":
        wanted |= {OPEN_CLIP_PREFIX + name: shape for name, shape in original_names.open_clip(text).items()}
    else:
        wanted |= {f"{CLIP_PREFIX}text_model.{name}": shape for name, shape in original_names.clip(text).items()}
    own = {text_name(name): name for name in head.shapes}
    missing = [name for name in wanted if name not in own]
    if missing:
        raise MissingWeights(
            f"“{file.name}” is incomplete: {len(missing)} of {len(wanted)} tensors of the model are missing.",
            "Get the whole model again; files of one part cannot be used.",
            ", ".join(missing[:5]),
        )
    odd = [name for name, shape in wanted.items() if _flat(head.shapes[own[name]]) != _flat(shape)]
    odd += [name for name in head.shapes if name.startswith(UNET) and name not in wanted]
    if odd or unet["cross_attention_dim"] != text["hidden_size"] or unet["in_channels"] != vae["latent_channels"]:
        version = "2" if text["hidden_act"] == "gelu" else "1"
        raise MissingWeights(
            f"“{file.name}” is built in another way than Stable Diffusion {version}.x.",
            "Choose another model; what was merged from different families cannot be used.",
            ", ".join(f"{name} {list(head.shapes.get(own.get(name, name), ()))}" for name in odd[:5]),
        )
    types = {head.types[own[name]] for name in wanted} - _FLOATS
    if types:
        raise MissingWeights(
            f"“{file.name}” holds its weights in a form that cannot be read: {', '.join(sorted(types))}.",
            "Get it in fp16, bf16 or fp32.",
        )


def _flat(shape: tuple[int, ...]) -> tuple[int, ...]:
    """Products are stored as matrices or as convolutions of one cell, as the program liked."""
    while len(shape) > 2 and shape[-1] == 1:
        shape = shape[:-1]
    return shape


def _scheduler(prediction: Prediction) -> dict[str, Any]:
    return {
        "_class_name": "DDIMScheduler",
        "num_train_timesteps": 1000,
        "beta_start": 0.00085,
        "beta_end": 0.012,
        "beta_schedule": "scaled_linear",
        "prediction_type": prediction,
        "clip_sample": False,
        "set_alpha_to_one": False,
        "steps_offset": 1,
        "timestep_spacing": "leading",
    }


def _count(shapes: Mapping[str, Any], pattern: str) -> int:
    """One more than the highest number at this place of the names."""
    most = max((int(found[1]) + 1 for name in shapes if (found := re.match(pattern, name))), default=0)
    if most > _MOST_LAYERS:
        raise ValueError(f"{most} layers")
    return most


_INDEX: dict[str, Any] = {
    "_class_name": "StableDiffusionPipeline",
    "feature_extractor": [None, None],
    "requires_safety_checker": False,
    "safety_checker": [None, None],
    "scheduler": ["diffusers", "DDIMScheduler"],
    "text_encoder": ["transformers", "CLIPTextModel"],
    "tokenizer": ["transformers", "CLIPTokenizer"],
    "unet": ["diffusers", "UNet2DConditionModel"],
    "vae": ["diffusers", "AutoencoderKL"],
}
