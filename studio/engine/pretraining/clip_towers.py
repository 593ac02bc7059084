"""Recipe mini-clip: a text and a vision tower on captions and scenes (CLIP's contrastive loss, pictures to texts).

First the text tower alone learns to name what captions tell (class, place, colour ...), which takes minutes because
no picture is looked at; then it is locked and the vision tower learns to meet it (locked tuning, arXiv:2111.07991).
So the UNet can begin as soon as the words are learned, and a better vision tower later never moves its conditioning.
Hard negatives come for free: many scenes of a batch share a class or a place, and with a locked text tower captions
of a thousand other scenes are as cheap as those of the batch.
Resumed without a local checkpoint it goes on from the towers it finds in the work folder (the shipped ones): the text
tower stays as it is, since the UNet was taught with it, and only the vision tower is trained.
Not here: the tokenizer (tokenizer.py).
"""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F
from transformers import (
    CLIPTextConfig,
    CLIPTextModelWithProjection,
    CLIPTokenizer,
    CLIPVisionConfig,
    CLIPVisionModelWithProjection,
)

from studio.engine.pretraining import judge
from studio.engine.pretraining import tokenizer as tokenizers
from studio.engine.pretraining.optimiser import HybridOptimiser
from studio.engine.pretraining.pools import as_tensor, make_scenes
from studio.engine.pretraining.precision import autocast
from studio.engine.pretraining.runs import Budget, Figures, Part, Report, Training
from studio.engine.pretraining.world.labels import SIDE_PX, Scene
from studio.engine.pretraining.world.scenes import FULL, UNSEEN, WARPED, Mix

_OTHERS = 31_000_000  # first seed of the scenes by which a tower is chosen


@dataclass(frozen=True, slots=True)
class ClipSettings:
    width: int = 256
    text_layers: int = 4
    vision_layers: int = 5
    patch_px: int = 16
    batch: int = 128
    scenes: int = 40_000  # 16,000 were learned by heart: 94 % right of them, 71 % of scenes nobody trained on
    variety: float = 1.0
    wrong_captions: int = 896  # besides those of the batch: with a locked text tower they cost nothing
    naming_scenes: int = 5_000
    naming_steps: int = 320
    judged: int = 512
    muon_lr: float = 1e-3
    adam_lr: float = 1e-3
    mix: Mix = WARPED
    patches_kept: float = 0.6  # in most steps (FLIP, arXiv:2212.00794): faster, and less is learned by heart
    whole_every: int = 4  # every so many steps all patches are seen


def build(settings: ClipSettings, tokenizer: CLIPTokenizer) -> tuple[Any, Any]:
    """Text and vision tower with projections, fresh."""
    heads = max(1, settings.width // 64)
    shared: dict[str, Any] = {
        "hidden_size": settings.width,
        "intermediate_size": 4 * settings.width,
        "projection_dim": settings.width,
    }
    words: Any = tokenizer
    start, end = words.convert_tokens_to_ids(["<|startoftext|>", "<|endoftext|>"])
    text = CLIPTextConfig(
        **shared,
        vocab_size=len(tokenizer),
        num_hidden_layers=settings.text_layers,
        num_attention_heads=heads,
        max_position_embeddings=tokenizers.MAX_LENGTH,
        bos_token_id=start,
        eos_token_id=end,
        pad_token_id=end,
    )
    vision = CLIPVisionConfig(
        **shared,
        num_hidden_layers=settings.vision_layers,
        num_attention_heads=heads,
        image_size=SIDE_PX,
        patch_size=settings.patch_px,
    )
    return CLIPTextModelWithProjection(text), CLIPVisionModelWithProjection(vision)


class _Temperature(nn.Module):
    """CLIP's learned sharpness of the similarities."""

    def __init__(self) -> None:
        super().__init__()
        self.log_scale = nn.Parameter(torch.tensor(math.log(1 / 0.07)))


def token_ids(tokenizer: CLIPTokenizer, texts: list[str]) -> Tensor:
    """int64 [b, MAX_LENGTH]."""
    return tokenizer(
        texts, padding="max_length", max_length=tokenizers.MAX_LENGTH, truncation=True, return_tensors="pt"
    ).input_ids


class _Names(nn.Module):
    """Heads that read a scene's labels from its caption's embedding."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.heads = nn.ModuleDict({head: nn.Linear(width, len(names)) for head, names in judge.labels().items()})

    def forward(self, embedded: Tensor, truth: judge.Truth, rows: Tensor) -> tuple[Tensor, Tensor]:
        """Loss, and how often a named thing comes first."""
        objects = self.heads["object"](embedded).float()
        loss = judge.object_loss(objects, truth.objects[rows])
        for head, expected in truth.single.items():
            if (expected[rows] >= 0).any():
                loss = loss + F.cross_entropy(self.heads[head](embedded).float(), expected[rows], ignore_index=-1)
        top = objects.argmax(1)
        return loss, truth.objects[rows][torch.arange(len(top)), top].mean()


def learn_names(
    text: Any,
    tokenizer: CLIPTokenizer,
    out_dir: Path,
    settings: ClipSettings,
    report: Report,
    workers: int,
) -> dict[str, float]:
    """The text tower's own training; writes `out_dir/text`. Goes on from its checkpoint when there is one."""
    scenes = make_scenes(settings.mix, range(40_000_000, 40_000_000 + settings.naming_scenes), workers)
    ids, truth = token_ids(tokenizer, [scene.caption for scene in scenes]), judge.Truth.of(scenes)
    heads = _Names(settings.width)
    named = [
        *((f"text.{n}", p) for n, p in text.named_parameters()),
        *((f"head.{n}", p) for n, p in heads.named_parameters()),
    ]
    optimiser = HybridOptimiser(named, settings.muon_lr, settings.adam_lr, weight_decay=0.05)

    padding = int(str(tokenizer.pad_token_id))

    def loss(step: int) -> tuple[Tensor, dict[str, float]]:
        rows = torch.from_numpy(np.random.default_rng((23, step)).integers(len(ids), size=settings.batch))
        kept = ids[rows][:, : int(torch.ne(ids[rows], padding).sum(1).max()) + 1]
        with autocast():
            embedded = text(input_ids=kept).text_embeds
        total, right = heads(embedded.float(), truth, rows)
        return total, {"right": right.item()}

    budget = Budget(steps=settings.naming_steps)
    modules = {"text": text, "heads": heads}
    training = Training("clip-names", out_dir, modules, optimiser, loss, budget, report, batch=settings.batch, seed=6)
    training.load()
    figures = training.run()
    text.eval().requires_grad_(False)
    text.save_pretrained(out_dir / "text")
    return figures


def varied(pictures: Tensor, strength: float, rng: np.random.Generator) -> Tensor:
    """[b, 3, h, w] in -1..1: each mirrored or not, moved, zoomed, and lit otherwise; captions stay true.

    strength 1: up to 8 % of the side either way, size 0.85 to 1.18, contrast and brightness within 15 %; what was
    outside is the mirrored edge. At 0 pictures come back as they are.
    """
    count = len(pictures)

    def drawn(spread: float) -> Tensor:
        return torch.from_numpy(rng.uniform(-spread * strength, spread * strength, count)).float()

    zoom = torch.exp(drawn(0.16))
    sides = torch.from_numpy(rng.integers(2, size=count)).float() * 2 - 1 if strength else torch.ones(count)
    lines, columns = ((2 * torch.arange(side) + 1) / side - 1 for side in pictures.shape[-2:])  # pixel centres, -1..1
    across = (zoom * sides)[:, None] * columns + drawn(0.16)[:, None]
    down = zoom[:, None] * lines + drawn(0.16)[:, None]
    shape = (count, *pictures.shape[-2:])
    grid = torch.stack((across[:, None, :].expand(shape), down[:, :, None].expand(shape)), -1)
    moved = F.grid_sample(pictures, grid, "bilinear", "reflection", align_corners=False)
    contrast, light = 1 + drawn(0.15), drawn(0.15)
    return (moved * contrast[:, None, None, None] + light[:, None, None, None]).clamp(-1, 1)


def own_among(images: Tensor, texts: Tensor, own: Tensor, log_scale: Tensor) -> tuple[Tensor, Tensor]:
    """Loss and share of pictures whose own caption fits best of all texts.

    images [b, d], texts [n, d], own int64 [b]: the row of each picture's caption. A caption that reads the same as a
    picture's own is no wrong answer.
    """
    texts = F.normalize(texts, dim=-1)
    logits = F.normalize(images, dim=-1) @ texts.T * log_scale.exp().clamp(max=100)
    same = (texts[own] @ texts.T) > 0.9999
    same[torch.arange(len(own)), own] = False
    logits = logits.masked_fill(same, -torch.inf)
    return F.cross_entropy(logits, own), (logits.argmax(1) == own).float().mean()


class _Glimpse(nn.Module):
    """The vision tower with some of its patches left out."""

    def __init__(self, vision: Any) -> None:
        super().__init__()
        self.vision = vision

    def forward(self, pixels: Tensor, kept: Tensor) -> Tensor:
        """Pictures [b, 3, h, w] and the patches kept of each, int64 [b, k] from 1 on, to embeddings [b, d]."""
        tower = self.vision.vision_model
        tokens = tower.embeddings(pixels)
        rows = torch.cat([torch.zeros_like(kept[:, :1]), kept], 1)
        chosen = (rows + torch.arange(len(rows))[:, None] * tokens.shape[1]).flatten()
        tokens = tokens.flatten(0, 1).index_select(0, chosen).unflatten(0, rows.shape)
        seen = tower.encoder(inputs_embeds=tower.pre_layrnorm(tokens)).last_hidden_state[:, 0]
        return self.vision.visual_projection(tower.post_layernorm(seen))


@torch.no_grad()
def right_caption_share(text: nn.Module, vision: nn.Module, tokenizer: CLIPTokenizer, scenes: Sequence[Scene]) -> float:
    """Pictures whose own caption wins among 128."""
    shares = []
    for start in range(0, len(scenes), 128):
        part = scenes[start : start + 128]
        images = vision(pixel_values=as_tensor([scene.pixels for scene in part])).image_embeds
        texts = text(input_ids=token_ids(tokenizer, [scene.caption for scene in part])).text_embeds
        shares.append(own_among(images, texts, torch.arange(len(part)), torch.tensor(0.0))[1])
    return float(torch.stack(shares).mean())


def _examined(
    text: nn.Module, vision: nn.Module, tokenizer: CLIPTokenizer, others: Sequence[Scene], count: int
) -> dict[str, float]:
    """The gate's figure, that on the unseen, and that on `others`: all scenes that nobody trained on."""
    gate = range(30_000_000, 30_000_000 + count)
    exams = {"": make_scenes(FULL, gate), "_unseen": make_scenes(UNSEEN, gate), "_others": others}
    return {
        f"right_caption_of_128{name}": right_caption_share(text, vision, tokenizer, scenes)
        for name, scenes in exams.items()
    }


def _better_of_mean(before: Any, after: Any, share: Callable[[Any], float]) -> Any:
    """The tower after training, or the mean of its weights before and after where that reads more scenes right.

    Two ends of a resumed run lie in one basin, and their mean usually generalises better than either (model soups,
    arXiv:2203.05482; kept only if better on scenes that neither training nor the gate uses).
    """
    mean = copy.deepcopy(after)
    weights = {
        name: (value + before.state_dict()[name]) / 2 if value.is_floating_point() else value
        for name, value in after.state_dict().items()
    }
    mean.load_state_dict(weights)
    return mean if share(mean) >= share(after) else after


def run(
    out_dir: Path,
    budget: Budget,
    resume: bool,
    report: Report,
    settings: ClipSettings = ClipSettings(),
    workers: int = 1,
    is_compiled: bool = False,
    seen: Figures | None = None,
) -> dict[str, Any]:
    """Train and write `tokenizer`, `text` and `vision` folders into out_dir."""
    torch.manual_seed(0)
    if resume and (out_dir / "tokenizer" / "vocab.json").is_file():
        tokenizer = CLIPTokenizer.from_pretrained(out_dir / "tokenizer")
    else:
        tokenizer = tokenizers.build(out_dir / "tokenizer", tokenizers.corpus(min(settings.scenes, 4000)))
    text, vision = build(settings, tokenizer)
    before = None
    if not resume:
        (out_dir / "clip-names.pt").unlink(missing_ok=True)
    if resume and not (out_dir / "clip-names.pt").is_file() and (out_dir / "text" / "config.json").is_file():
        text = CLIPTextModelWithProjection.from_pretrained(out_dir / "text").float().eval().requires_grad_(False)
    else:
        learn_names(text, tokenizer, out_dir, settings, report, workers)
    if resume and (out_dir / "vision" / "config.json").is_file():
        vision = CLIPVisionModelWithProjection.from_pretrained(out_dir / "vision").float().train()
        before = copy.deepcopy(vision).eval()
    temperature = _Temperature()
    scenes = make_scenes(settings.mix, range(40_000_000, 40_000_000 + settings.scenes), workers)
    ids = token_ids(tokenizer, [scene.caption for scene in scenes])
    pictures = [scene.pixels for scene in scenes]
    del scenes
    with torch.no_grad():
        embedded = torch.cat([text(input_ids=part).text_embeds for part in ids.split(256)])
    # A map after the locked tower would need a place in the shipped folder: only the vision side moves.
    named = [
        (f"{part}.{name}", parameter)
        for part, module in (("vision", vision), ("temperature", temperature))
        for name, parameter in module.named_parameters()
    ]
    optimiser = HybridOptimiser(named, settings.muon_lr, settings.adam_lr, weight_decay=0.05)

    seeing: Any = _Glimpse(vision)
    if is_compiled:
        seeing = torch.compile(seeing, dynamic=False)
    patches = (SIDE_PX // settings.patch_px) ** 2

    def loss(step: int) -> list[Part]:
        rng = np.random.default_rng((11, step))
        chosen = rng.choice(len(pictures), settings.batch, replace=False)
        others = rng.integers(len(pictures), size=settings.wrong_captions)
        texts = embedded[np.concatenate([chosen, others])]
        shown = varied(as_tensor([pictures[i] for i in chosen]), settings.variety, rng)

        count = patches if step % settings.whole_every == 0 else max(1, round(settings.patches_kept * patches))
        kept = torch.from_numpy(rng.permuted(np.tile(np.arange(patches), (settings.batch, 1)), axis=1)[:, :count] + 1)

        def part(rows: slice) -> tuple[Tensor, dict[str, float]]:
            with autocast():
                images = seeing(shown[rows], kept[rows])
            total, right = own_among(images.float(), texts, torch.arange(settings.batch)[rows], temperature.log_scale)
            return total, {"right": right.item()}

        half = settings.batch // 2
        return [partial(part, slice(0, half)), partial(part, slice(half, None))]

    modules = {"vision": vision, "temperature": temperature}
    training = Training("clip", out_dir, modules, optimiser, loss, budget, report, batch=settings.batch, seed=2)
    training.count_from(seen or {})
    if resume:
        training.load()
    figures: dict[str, Any] = training.run()
    vision.eval()
    others = make_scenes(FULL, range(_OTHERS, _OTHERS + 3 * settings.judged), workers)
    if before is not None:
        vision = _better_of_mean(before, vision, lambda tower: right_caption_share(text, tower, tokenizer, others))
    vision.save_pretrained(out_dir / "vision")
    figures |= _examined(text, vision, tokenizer, others, settings.judged)
    report(
        f"clip: {figures['right_caption_of_128']:.3f} right caption of 128, "
        f"{figures['right_caption_of_128_others']:.3f} of other scenes, "
        f"{figures['right_caption_of_128_unseen']:.3f} on drawings and people never trained on"
    )
    return figures
