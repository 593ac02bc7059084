"""What a single model file is, told from its first bytes and from the names and shapes in its head.

Only whole Stable Diffusion 1.x and 2.x models in the layout of their first program (`model.diffusion_model.`,
`first_stage_model.`, `cond_stage_model.`) can be used; anything else is named, with what helps. Pickles stay closed.
Signs: what each program's own writer calls its tensors [code: diffusers loaders/single_file_utils.py].
Not here: what such a model looks like inside (single_file.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from studio.core import files
from studio.core.errors import InputProblem, MissingWeights, StudioError
from studio.library.catalogue import heads
from studio.library.catalogue.heads import Head

UNET, VAE, TEXT = "model.diffusion_model.", "first_stage_model.", "cond_stage_model."
_PICKLES = {".bin", ".ckpt", ".pt", ".pth"}
_WORD_WIDTHS = {(768,), (1024,), (1280,), (2048,), (4096,)}
_OTHER_REMEDY = "Choose a whole model of Stable Diffusion 1.x or 2.x."
_LORA_REMEDY = "It goes with a base model: import it with `studio artifact import FILE`."
_PART_REMEDY = "Choose the whole model: one file with all parts, or the folder with model_index.json."


@dataclass(frozen=True)
class _Kind:
    """what: after “holds”. signs: one of these is in a tensor's name. remedy: what helps."""

    what: str
    signs: tuple[str, ...]
    remedy: str = _OTHER_REMEDY


_KINDS = (
    _Kind(
        what="a LoRA, not a base model",
        signs=(".lora_down.", ".lora_up.", ".lora_A.", ".lora_B.", ".lora.down.", ".lora.up.", ".hada_w", ".lokr_w"),
        remedy=_LORA_REMEDY,
    ),
    _Kind(what="a ControlNet, not a base model", signs=("control_model.", "input_hint_block.", "controlnet_")),
    _Kind(what="an IP-Adapter, not a base model", signs=("ip_adapter.", "image_proj.")),
    _Kind(what="a motion module for clips, not a base model", signs=("motion_modules.",)),
    _Kind(
        what="a model of Stable Diffusion XL, which cannot be used yet",
        signs=("conditioner.embedders.1.", "add_embedding.linear_1."),
    ),
    _Kind(
        what="a model of the layout of SD Turbo, which cannot be used yet", signs=("conditioner.embedders.0.model.",)
    ),
    _Kind(what="a model of Stable Diffusion 3, which cannot be used yet", signs=("joint_blocks.",)),
    _Kind(what="a model of FLUX.2, which cannot be used yet", signs=("single_stream_modulation.lin.",)),
    _Kind(
        what="a model of FLUX, which cannot be used yet",
        signs=("double_blocks.0.img_attn.norm.", "single_transformer_blocks."),
    ),
    _Kind(what="a model of Wan, which cannot be used yet", signs=("head.modulation",)),
    _Kind(what="a model of Qwen-Image, which cannot be used yet", signs=("transformer_blocks.0.img_mod.",)),
    _Kind(what="a model of Z-Image or Lumina, which cannot be used yet", signs=("cap_embedder.",)),
    _Kind(what="a model of LTX-Video, which cannot be used yet", signs=("patchify_proj.",)),
)
_XL = next(kind for kind in _KINDS if "conditioner.embedders.1." in kind.signs)
_REFINER = _Kind(what="the refiner of Stable Diffusion XL, which cannot be used yet", signs=())
_UNCLIP = _Kind(what="a model that draws after another picture, not one for text to image", signs=())
_PURPOSES = {  # by the channels that the denoiser reads
    9: _Kind(what="a model for inpainting, not one for text to image", signs=()),
    8: _Kind(what="a model that edits pictures by instructions, not one for text to image", signs=()),
    7: _Kind(what="a model that enlarges pictures, not one for text to image", signs=()),
    5: _Kind(what="a model that draws after a depth map, not one for text to image", signs=()),
}
_WITHOUT = (
    _Kind(what="a model without its autoencoder", signs=(VAE,), remedy=_PART_REMEDY),
    _Kind(what="a model without its text encoder", signs=(TEXT,), remedy=_PART_REMEDY),
)


def look_into(file: Path, remedy: str) -> Head:
    """The head of a whole Stable Diffusion 1.x or 2.x model.

    remedy: for a file that is damaged. Raises InputProblem (no safetensors file), MissingWeights (damaged, cut off,
    incomplete, or something else), DiskProblem (cannot be read).
    """
    if problem := _no_safetensors(file):
        raise problem
    head = heads.read(file, remedy)
    if not head.has(UNET + "input_blocks.") or head.has("conditioner.", ".lora_", UNET + "label_emb."):
        raise _something_else(file.name, head)
    inputs = head.shapes.get(UNET + "input_blocks.0.0.weight", ())
    kind = _PURPOSES.get(inputs[1]) if len(inputs) == 4 else None
    kind = kind or next((kind for kind in _WITHOUT if not head.has(*kind.signs)), None)
    if kind is not None:
        raise MissingWeights(f"“{file.name}” holds {kind.what}.", kind.remedy)
    return head


def _no_safetensors(file: Path) -> StudioError | None:
    """What a file is that cannot be one, by its first bytes."""
    try:
        size = file.stat().st_size
        with open(file, "rb") as stream:
            start = stream.read(512)
    except OSError as error:
        return files.disk_problem(error, file, "read")
    name = file.name
    if size == 0:
        return InputProblem(f"“{name}” is empty.", "Get the file again; the download may not have finished.")
    if start.startswith(b"GGUF"):
        return InputProblem(f"“{name}” is a GGUF file, which cannot be used yet.", "Get the model as .safetensors.")
    if start[8:9] == b"{" or (size < 9 and file.suffix.lower() == ".safetensors"):
        return None
    is_zip = start.startswith(b"PK\x03\x04")
    if file.suffix.lower() in _PICKLES or start[:2] in {b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05"}:
        is_pickle = True
    else:
        is_pickle = is_zip and b"data.pkl" in start
    if is_pickle:
        return InputProblem(
            f"“{name}” is a pickle, which can hide a program, so it was not opened.",
            "Get it as .safetensors, or convert it first with `studio convert FILE`.",
        )
    if start.startswith(b"version https://git-lfs"):
        return InputProblem(
            f"“{name}” is only a pointer to a model that was not downloaded.", "Fetch it with `git lfs pull`."
        )
    if start.lstrip()[:1] == b"<":
        return InputProblem(f"“{name}” is a web page, not a model.", "Download the model's file itself.")
    if is_zip:
        return InputProblem(f"“{name}” is an archive.", "Unpack it, then choose what was in it.")
    return InputProblem(
        f"“{name}” is no safetensors file.",
        "Choose a .safetensors file, or a folder in the diffusers layout.",
    )


def _something_else(name: str, head: Head) -> StudioError:
    kind = _labelled(head) or next((kind for kind in _KINDS if head.has(*kind.signs)), None) or _by_shape(head)
    if kind is not None:
        return MissingWeights(f"“{name}” holds {kind.what}.", kind.remedy, _some(head.shapes))
    return MissingWeights(f"“{name}” holds no model that is known here.", _OTHER_REMEDY, _some(head.shapes))


def _labelled(head: Head) -> _Kind | None:
    """A denoiser that also reads a vector: SDXL's, its refiner's, or one that reads a picture's features."""
    if not head.has(UNET + "label_emb."):
        return None
    if head.has(TEXT):
        return _UNCLIP
    reads = {shape[-1:] for name, shape in head.shapes.items() if name.endswith("attn2.to_k.weight")}
    return _XL if (2048,) in reads or head.has(*_XL.signs) else _REFINER


def _by_shape(head: Head) -> _Kind | None:
    """What has no telling name of its own: embeddings, and parts of models."""
    shapes = head.shapes
    are_words = all(len(s) <= 2 and s[-1:] in _WORD_WIDTHS and "." not in n for n, s in shapes.items())
    if len(shapes) <= 2 and are_words:
        return _Kind(what="an embedding (learned words), not a base model", signs=(), remedy=_LORA_REMEDY)
    if (head.has("encoder.") and head.has("decoder.")) or head.has("first_stage_model."):
        return _Kind(what="an autoencoder (VAE) alone", signs=(), remedy=_PART_REMEDY)
    if head.has("text_model.", "resblocks.", "token_embedding"):
        return _Kind(what="a text encoder alone", signs=(), remedy=_PART_REMEDY)
    if head.has("down_blocks.", "input_blocks."):
        return _Kind(what="the denoiser of a model alone", signs=(), remedy=_PART_REMEDY)
    return None


def _some(shapes: Mapping[str, tuple[int, ...]]) -> str:
    return ", ".join(f"{name} {list(shapes[name])}" for name in sorted(shapes)[:5])
