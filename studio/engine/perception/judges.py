"""Networks that only measure: the instance encoder, the labelled referee and the CLIP pair of models/judges.

All take float32 pictures [b, 3, h, w] in -1..1 and resize to 128 px themselves. No method may train with or condition
on a judge. Not here: how they were trained (studio/engine/pretraining), scores made of them (studio/engine/evaluation).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional as F

SIDE_PX = 128


def _fit(pictures: Tensor) -> Tensor:
    """To 128 px, antialiased; channels last in memory, where convolutions are fastest on a CPU."""
    if pictures.shape[-2:] != (SIDE_PX, SIDE_PX):
        pictures = F.interpolate(pictures, (SIDE_PX, SIDE_PX), mode="bicubic", antialias=True, align_corners=False)
    return pictures.contiguous(memory_format=torch.channels_last)


class _Block(nn.Module):
    """Two convolutions beside a straight path."""

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.first_norm = nn.BatchNorm2d(outputs)
        self.second = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.second_norm = nn.BatchNorm2d(outputs)
        self.straight = (
            nn.Conv2d(inputs, outputs, stride, stride, bias=False) if stride > 1 or inputs != outputs else None
        )

    def forward(self, x: Tensor) -> Tensor:
        y = F.relu(self.first_norm(self.first(x)))
        y = self.second_norm(self.second(y))
        return F.relu(y + (x if self.straight is None else self.straight(x)))


class Trunk(nn.Module):
    """A small residual network: 128 px pictures to [b, widths[-1], 8, 8].

    fine: two steps to a quarter of the resolution instead of one, so that the grain of a style is seen.
    """

    def __init__(self, widths: Sequence[int], depths: Sequence[int], fine: bool = False) -> None:
        super().__init__()
        self.stem: nn.Module = nn.Conv2d(3, widths[0], 6, 4, 1, bias=False)
        if fine:
            half = widths[0] // 2
            self.stem = nn.Sequential(
                nn.Conv2d(3, half, 3, 2, 1, bias=False),
                nn.BatchNorm2d(half),
                nn.ReLU(),
                nn.Conv2d(half, half, 3, 1, 1, bias=False),
                nn.BatchNorm2d(half),
                nn.ReLU(),
                nn.Conv2d(half, widths[0], 3, 2, 1, bias=False),
            )
        self.stem_norm = nn.BatchNorm2d(widths[0])
        blocks: list[nn.Module] = []
        inputs = widths[0]
        for stage, (width, depth) in enumerate(zip(widths, depths, strict=True)):
            for index in range(depth):
                blocks.append(_Block(inputs, width, 2 if index == 0 and stage > 0 else 1))
                inputs = width
        self.blocks = nn.Sequential(*blocks)

    def forward(self, pictures: Tensor) -> Tensor:
        return self.blocks(F.relu(self.stem_norm(self.stem(_fit(pictures)))))


class InstanceEncoder(nn.Module):
    """Tells one drawing, or one person, from another of its class, wherever and however it is shown."""

    def __init__(
        self, widths: Sequence[int] = (48, 96, 192), depths: Sequence[int] = (1, 2, 3), dims: int = 128
    ) -> None:
        super().__init__()
        self.config = {"widths": list(widths), "depths": list(depths), "dims": dims}
        self.trunk = Trunk(widths, depths)
        self.head = nn.Linear(2 * widths[-1], dims)

    def forward(self, pictures: Tensor) -> Tensor:
        """Embeddings [b, dims] of any length."""
        maps = self.trunk(pictures).flatten(2)
        return self.head(torch.cat([maps.mean(2), maps.amax(2)], 1))

    @torch.no_grad()
    def embed(self, pictures: Tensor) -> Tensor:
        """L2-normalised embeddings [b, dims]; the dot product of two is their likeness."""
        return F.normalize(self(pictures).float(), dim=-1)


class Referee(nn.Module):
    """Reads a picture's labels: one head per question; `labels` names the answers in order.

    `object` and `color` describe a thing shown; heads with several true answers (object) are given as independent
    probabilities, all others sum to one. Such a head looks at every place of the 8 x 8 map by itself and keeps the
    strongest answers (log-sum-exp pooling, Pinheiro and Collobert 2015, eq. 6), so that two things in a picture do
    not blur each other as they would in an average.
    """

    SEVERAL = ("object",)

    def __init__(
        self,
        labels: Mapping[str, Sequence[str]],
        widths: Sequence[int] = (64, 128, 256),
        depths: Sequence[int] = (1, 2, 3),
    ) -> None:
        super().__init__()
        self.labels = {head: tuple(names) for head, names in labels.items()}
        self.config = {
            "widths": list(widths),
            "depths": list(depths),
            "labels": {head: list(names) for head, names in labels.items()},
        }
        self.trunk = Trunk(widths, depths, fine=True)
        self.heads = nn.ModuleDict(
            {
                head: nn.Linear(widths[-1] if head in self.SEVERAL else 2 * widths[-1], len(names))
                for head, names in labels.items()
            }
        )

    def forward(self, pictures: Tensor) -> dict[str, Tensor]:
        """Logits [b, labels] per head."""
        maps = self.trunk(pictures).flatten(2)
        features, places = torch.cat([maps.mean(2), maps.amax(2)], 1), maps.transpose(1, 2)
        return {
            head: torch.logsumexp(layer(places).float(), 1) if head in self.SEVERAL else layer(features)
            for head, layer in self.heads.items()
        }

    @torch.no_grad()
    def read(self, pictures: Tensor) -> Mapping[str, Tensor]:
        """Probabilities [b, labels] per head."""
        return {
            head: logits.float().sigmoid() if head in self.SEVERAL else logits.float().softmax(-1)
            for head, logits in self(pictures).items()
        }


class ClipJudge:
    """Both CLIP towers with their projections."""

    def __init__(self, text: nn.Module, vision: nn.Module, tokenizer: object) -> None:
        self._text, self._vision, self._tokenizer = text, vision, tokenizer

    @torch.no_grad()
    def image(self, pictures: Tensor) -> Tensor:
        """L2-normalised [b, d]."""
        return F.normalize(self._vision(pixel_values=_fit(pictures)).image_embeds.float(), dim=-1)

    @torch.no_grad()
    def text(self, texts: list[str]) -> Tensor:
        """L2-normalised [b, d]; longer texts are cut at the tokenizer's length."""
        ids = self._tokenizer(texts, padding="max_length", truncation=True, return_tensors="pt").input_ids  # type: ignore[operator]
        return F.normalize(self._text(input_ids=ids).text_embeds.float(), dim=-1)


def save_judge(network: InstanceEncoder | Referee, folder: Path) -> None:
    """config.json and float16 model.safetensors."""
    folder.mkdir(parents=True, exist_ok=True)
    config = {"class": type(network).__name__, **network.config}
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
    state = {
        name: (value.half() if value.is_floating_point() else value).contiguous()
        for name, value in network.state_dict().items()
    }
    save_file(state, folder / "model.safetensors")


def _restored(network: nn.Module, folder: Path) -> None:
    state = load_file(folder / "model.safetensors")
    network.load_state_dict(
        {name: value.float() if value.is_floating_point() else value for name, value in state.items()}
    )
    network.eval().requires_grad_(False).to(memory_format=torch.channels_last)


def _config(folder: Path) -> dict[str, object]:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    config.pop("class", None)
    return config


def load_instance_encoder(folder: Path) -> InstanceEncoder:
    network = InstanceEncoder(**_config(folder))  # type: ignore[arg-type]
    _restored(network, folder)
    return network


def load_referee(folder: Path) -> Referee:
    network = Referee(**_config(folder))  # type: ignore[arg-type]
    _restored(network, folder)
    return network


def load_clip(folder: Path) -> ClipJudge:
    """A folder with text, vision and tokenizer."""
    from transformers import CLIPTextModelWithProjection, CLIPTokenizer, CLIPVisionModelWithProjection

    text = CLIPTextModelWithProjection.from_pretrained(folder / "text", dtype=torch.float32)
    vision = CLIPVisionModelWithProjection.from_pretrained(folder / "vision", dtype=torch.float32)
    tokenizer = CLIPTokenizer.from_pretrained(folder / "tokenizer")
    return ClipJudge(text.eval().requires_grad_(False), vision.eval().requires_grad_(False), tokenizer)
