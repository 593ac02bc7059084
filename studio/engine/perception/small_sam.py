"""The studio's own small SAM: segment_anything's prompt encoder, mask decoder and Sam around a convolutional encoder.

Pictures are 128 px on the longer side, embeddings 16 x 16, masks 64 x 64 before they are brought to the picture's
size. The encoder differs from the paper's ViT [ours]: convolutions learn from few pictures, and eight by eight global
attention (segment_anything's own block) sees the whole. Paper: arXiv:2304.02643, sec. 3 and app. A.
Not here: prompts and pictures (segmenter.py), training (studio/engine/pretraining/segmenter.py).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from segment_anything.modeling import MaskDecoder, PromptEncoder, Sam, TwoWayTransformer
from segment_anything.modeling.common import LayerNorm2d
from segment_anything.modeling.image_encoder import Block
from torch import Tensor, nn
from torch.nn import functional as F

PIXEL_MEAN = (123.675, 116.28, 103.53)
PIXEL_STD = (58.395, 57.12, 57.375)
CLASS = "SmallSam"  # in config.json
_STRIDE = 8  # pixels of the picture an embedding stands for


@dataclass(frozen=True, slots=True)
class SmallSamShape:
    """Sizes of the network; what config.json of the pack holds."""

    image_size: int = 128
    widths: tuple[int, int, int] = (48, 96, 192)  # channels at a quarter, an eighth, a sixteenth of the resolution
    depths: tuple[int, int, int] = (2, 2, 2)
    attention_depth: int = 4
    heads: int = 6
    dims: int = 128  # of embeddings and prompts
    decoder_mlp: int = 512
    decoder_heads: int = 4

    def as_config(self) -> dict[str, Any]:
        return {"class": CLASS, **asdict(self)}

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> SmallSamShape:
        """Raises TypeError or ValueError when the config is of another network."""
        known: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in config.items()
            if name not in ("class", "sha256")
        }
        return cls(**known)


class _Residual(nn.Module):
    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False),
            nn.BatchNorm2d(outputs),
            nn.ReLU(),
            nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False),
            nn.BatchNorm2d(outputs),
        )
        self.straight = (
            nn.Conv2d(inputs, outputs, stride, stride, bias=False) if stride > 1 or inputs != outputs else nn.Identity()
        )

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(self.body(x) + self.straight(x))


def _stage(inputs: int, outputs: int, depth: int, stride: int) -> nn.Sequential:
    return nn.Sequential(
        *(_Residual(outputs if i else inputs, outputs, 1 if i else stride) for i in range(depth)),
    )


class PictureEncoder(nn.Module):
    """Has ImageEncoderViT's surface: `img_size`, and [b, 3, s, s] to [b, dims, s / 8, s / 8]."""

    def __init__(self, shape: SmallSamShape) -> None:
        super().__init__()
        self.img_size = shape.image_size
        first, second, third = shape.widths
        self.stem = nn.Sequential(
            nn.Conv2d(3, first // 2, 3, 2, 1, bias=False),
            nn.BatchNorm2d(first // 2),
            nn.ReLU(),
            nn.Conv2d(first // 2, first, 3, 2, 1, bias=False),
            nn.BatchNorm2d(first),
            nn.ReLU(),
        )
        self.quarter = _stage(first, first, shape.depths[0], 1)
        self.eighth = _stage(first, second, shape.depths[1], 2)
        self.sixteenth = _stage(second, third, shape.depths[2], 2)
        side = shape.image_size // 16
        self.pos_embed = nn.Parameter(torch.zeros(1, side, side, third))
        self.attention = nn.ModuleList(
            Block(third, shape.heads, use_rel_pos=True, input_size=(side, side)) for _ in range(shape.attention_depth)
        )
        self.from_quarter = nn.Conv2d(4 * first, shape.dims, 1)
        self.from_eighth = nn.Conv2d(second, shape.dims, 1)
        self.from_sixteenth = nn.Conv2d(third, shape.dims, 1)
        self.neck = nn.Sequential(
            nn.GELU(), nn.Conv2d(shape.dims, shape.dims, 3, padding=1, bias=False), LayerNorm2d(shape.dims)
        )

    def forward(self, x: Tensor) -> Tensor:
        quarter = self.quarter(self.stem(x.contiguous(memory_format=torch.channels_last)))
        eighth = self.eighth(quarter)
        wide = self.sixteenth(eighth).permute(0, 2, 3, 1).contiguous() + self.pos_embed
        for block in self.attention:
            wide = block(wide)
        wide = F.interpolate(self.from_sixteenth(wide.permute(0, 3, 1, 2)), scale_factor=2.0, mode="nearest")
        fine = self.from_quarter(F.pixel_unshuffle(quarter, 2))  # the four corners of each embedding, kept apart
        return self.neck(wide + self.from_eighth(eighth) + fine)


def build_small_sam(shape: SmallSamShape = SmallSamShape()) -> Sam:
    """With random weights, in evaluation mode."""
    side = shape.image_size // _STRIDE
    decoder = MaskDecoder(
        num_multimask_outputs=3,
        transformer=TwoWayTransformer(
            depth=2, embedding_dim=shape.dims, mlp_dim=shape.decoder_mlp, num_heads=shape.decoder_heads
        ),
        transformer_dim=shape.dims,
        iou_head_depth=3,
        iou_head_hidden_dim=shape.dims,
    )
    encoder: Any = PictureEncoder(shape)
    sam = Sam(
        image_encoder=encoder,
        prompt_encoder=PromptEncoder(
            embed_dim=shape.dims,
            image_embedding_size=(side, side),
            input_image_size=(shape.image_size, shape.image_size),
            mask_in_chans=16,
        ),
        mask_decoder=decoder,
        pixel_mean=list(PIXEL_MEAN),
        pixel_std=list(PIXEL_STD),
    )
    return sam.eval()


def masks_of_each(
    decoder: MaskDecoder, embeddings: Tensor, position: Tensor, sparse: Tensor, dense: Tensor
) -> tuple[Tensor, Tensor]:
    """MaskDecoder.predict_masks for several pictures at once, so that a training step decodes once.

    embeddings [b, d, h, w]; position [1, d, h, w]; sparse [n, t, d] and dense [n, d, h, w] with n = b * k prompts,
    picture by picture. Returns logits [n, 4, 4h, 4w] and predicted IoU [n, 4]; the first of four is the single mask.
    """
    prompts = len(sparse)
    output = torch.cat([decoder.iou_token.weight, decoder.mask_tokens.weight])
    tokens = torch.cat([output.expand(prompts, -1, -1), sparse], 1)
    source = embeddings.repeat_interleave(prompts // len(embeddings), 0) + dense
    out, source = decoder.transformer(source, position.expand(prompts, -1, -1, -1), tokens)
    count = decoder.num_mask_tokens
    maps = decoder.output_upscaling(source.transpose(1, 2).unflatten(2, embeddings.shape[-2:]))
    layers: Sequence[nn.Module] = list(decoder.output_hypernetworks_mlps)
    weights = torch.stack([layer(out[:, 1 + index]) for index, layer in enumerate(layers)], 1)
    logits = (weights @ maps.flatten(2)).view(prompts, count, *maps.shape[-2:])
    return logits, decoder.iou_prediction_head(out[:, 0])


def save_small_sam(sam: Sam, shape: SmallSamShape, folder: Path) -> None:
    """model.safetensors in float16, and config.json with its sha256."""
    folder.mkdir(parents=True, exist_ok=True)
    state = {
        name: (value.half() if value.is_floating_point() else value).contiguous()
        for name, value in sam.state_dict().items()
    }
    save_file(state, folder / "model.safetensors")
    sha256 = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    config = {**shape.as_config(), "sha256": sha256}
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")


def load_small_sam(folder: Path) -> Sam:
    """In float32 on the CPU, frozen, in evaluation mode. What is wrong with a folder is told by segmenters.py."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    sam = build_small_sam(SmallSamShape.from_config(config))
    state = load_file(folder / "model.safetensors")
    sam.load_state_dict({name: v.float() if v.is_floating_point() else v for name, v in state.items()})
    return sam.requires_grad_(False).to(memory_format=torch.channels_last)
