"""Names of UNet and text-encoder layers in the Stable Diffusion family, from one program's to another's.

Ours are diffusers' module paths. kohya joins them with underscores; the original code (ComfyUI's native names and
kohya's SDXL files) numbers blocks in one row. Facts: card `lora`, file layouts [code: sd-scripts, diffusers, ComfyUI].
Not here: reading or writing files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_DOWN = re.compile(r"^down_blocks\.(\d+)\.(attentions|resnets)\.(\d+)\.(.+)$")
_UP = re.compile(r"^up_blocks\.(\d+)\.(attentions|resnets)\.(\d+)\.(.+)$")
_MID = re.compile(r"^mid_block\.(attentions|resnets)\.(\d+)\.(.+)$")
# Words that hold underscores themselves; all other underscores of a kohya name are dots.
_ATOMS = (
    "down_blocks",
    "up_blocks",
    "mid_block",
    "transformer_blocks",
    "input_blocks",
    "middle_block",
    "output_blocks",
    "text_model",
    "self_attn",
    "time_emb_proj",
    "time_embedding",
    "conv_shortcut",
    "conv_in",
    "conv_out",
    "emb_layers",
    "in_layers",
    "out_layers",
    "proj_in",
    "proj_out",
    "q_proj",
    "k_proj",
    "v_proj",
    "out_proj",
    "linear_1",
    "linear_2",
    "to_q",
    "to_k",
    "to_v",
    "to_out",
)
_ATOM = re.compile("|".join(sorted(_ATOMS, key=len, reverse=True)) + r"|[^_]+")


def underscored(path: str) -> str:
    """kohya's form of a module path."""
    return path.replace(".", "_")


def dotted(name: str) -> str:
    """The module path of a kohya name."""
    return ".".join(_ATOM.findall(name))


def text_path(path: str) -> str:
    """With the prefix `text_model.` that other programs expect (newer transformers leave it out)."""
    return path if path.startswith("text_model.") else f"text_model.{path}"


def plain_text_path(path: str) -> str:
    """Without it, as our sites are named."""
    return path.removeprefix("text_model.")


def layers_per_block(paths: Iterable[str]) -> int:
    """Of the UNet whose attention layers these are: an up block has one more than a down block; else 2."""
    down, up = 0, 0
    for path in paths:
        if match := _DOWN.match(path):
            down = max(down, int(match[3]) + 1)
        elif match := _UP.match(path):
            up = max(up, int(match[3]) + 1)
    return max(down, up - 1) or 2


def to_original(path: str, layers: int = 2) -> str:
    """diffusers -> original UNet names: "input_blocks.1.1.transformer_blocks…". Raises KeyError for other modules."""
    if match := _DOWN.match(path):
        block, kind, layer, rest = match.groups()
        number = 1 + int(block) * (layers + 1) + int(layer)
        return f"input_blocks.{number}.{1 if kind == 'attentions' else 0}.{rest}"
    if match := _UP.match(path):
        block, kind, layer, rest = match.groups()
        number = int(block) * (layers + 1) + int(layer)
        return f"output_blocks.{number}.{1 if kind == 'attentions' else 0}.{rest}"
    if match := _MID.match(path):
        kind, layer, rest = match.groups()
        return f"middle_block.{1 if kind == 'attentions' else 2 * int(layer)}.{rest}"
    raise KeyError(path)


def from_original(path: str, layers: int = 2) -> str:
    """Original -> diffusers UNet names. Raises KeyError for modules without such a name."""
    if match := re.match(r"^input_blocks\.(\d+)\.([01])\.(.+)$", path):
        number, inner = int(match[1]) - 1, match[2]
        if number >= 0 and number % (layers + 1) < layers:
            kind = "attentions" if inner == "1" else "resnets"
            return f"down_blocks.{number // (layers + 1)}.{kind}.{number % (layers + 1)}.{match[3]}"
    elif match := re.match(r"^output_blocks\.(\d+)\.([01])\.(.+)$", path):
        number, kind = int(match[1]), "attentions" if match[2] == "1" else "resnets"
        return f"up_blocks.{number // (layers + 1)}.{kind}.{number % (layers + 1)}.{match[3]}"
    elif match := re.match(r"^middle_block\.([012])\.(.+)$", path):
        kind, layer = ("attentions", 0) if match[1] == "1" else ("resnets", int(match[1]) // 2)
        return f"mid_block.{kind}.{layer}.{match[2]}"
    raise KeyError(path)
