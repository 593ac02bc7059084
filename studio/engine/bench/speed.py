"""Drawing side by side with the bare diffusers parts in one run.

`python -m studio.engine.bench.speed [--backbone mini] [--clock cpu]` prints the ratios of the budget (design
section 7) as one JSON object: one picture, a batch of 16 against 16 single ones, and the engine's start. Both sides
take turns and the quickest turn counts, so that other work on the computer disturbs both alike; on a busy one take
the processor's time. `--backbone random` needs no weights: a model of the mini's shape with random ones.
Not here: training (training_speed.py).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from studio.core.folders import models
from studio.engine.backbones.loading import default_device, default_dtype, load_folder
from studio.engine.backbones.sd import StableDiffusion
from studio.engine.bench.random_model import write_random_mini
from studio.engine.generation.plan import plans
from studio.engine.generation.sample import draw
from studio.library.catalogue import read as catalogue

PROMPT = "a photo of a dog wearing a hat on a beach"
_START_BARE = """
import torch, diffusers, transformers
folder = {folder!r}
unet = diffusers.UNet2DConditionModel.from_pretrained(folder, subfolder="unet", dtype=torch.{dtype})
vae = getattr(diffusers, {coder!r}).from_pretrained(folder, subfolder="vae")
text = transformers.CLIPTextModel.from_pretrained(folder, subfolder="text_encoder")
tokenizer = transformers.CLIPTokenizer.from_pretrained(folder, subfolder="tokenizer")
scheduler = diffusers.DDIMScheduler.from_pretrained(folder, subfolder="scheduler")
"""
_START_OURS = """
from pathlib import Path
import studio.engine.generation.run, studio.engine.methods.registry
from studio.engine.backbones.loading import load_folder
from studio.library.catalogue import weights
from studio.engine.generation.plan import plans
from studio.engine.generation.sample import sample
class Begun(Exception): pass
def begun(view): raise Begun
backbone = load_folder(Path({folder!r}), "mini", "")
try:
    list(sample(backbone, plans(["a dog"], 0), steps=25, on_step=begun))
except Begun:
    pass
"""


class Bare:
    """What diffusers' StableDiffusionPipeline does between prompt and picture, with guidance_rescale, written out."""

    def __init__(self, backbone: StableDiffusion) -> None:
        from diffusers.schedulers.scheduling_ddim import DDIMScheduler

        self.backbone = backbone
        self.unet: Any = backbone.denoiser()
        self.coder: Any = backbone.autoencoder()
        self.tower: Any = backbone.text_encoders()[0]
        config = {k: v for k, v in backbone.scheduler_config.items() if not k.startswith("_")}
        self.scheduler: Any = DDIMScheduler.from_config({**config, "clip_sample": False})

    @torch.no_grad()
    def draw(self, count: int, steps: int, seed: int) -> Tensor:
        """[count, 3, h, w] in -1..1."""
        facts = self.backbone.facts
        tokenizer: Any = self.backbone.tokenizer
        texts = [PROMPT] * count + [""] * count
        length = facts.max_tokens + 2
        ids = tokenizer(texts, padding="max_length", max_length=length, truncation=True, return_tensors="pt")
        told, untold = self.tower(ids.input_ids.to(self.backbone.device)).last_hidden_state.chunk(2)
        told = torch.cat([untold, told]).to(self.backbone.dtype)
        width, height = (side // facts.latent_scale for side in facts.picture_px)
        shape = (1, facts.latent_channels, height, width)
        noise = [torch.randn(shape, generator=torch.Generator().manual_seed(seed + i)) for i in range(count)]
        latents = torch.cat(noise).to(self.backbone.device)
        self.scheduler.set_timesteps(steps)
        for timestep in self.scheduler.timesteps:
            twice = torch.cat([latents] * 2).to(self.backbone.dtype)
            both = self.unet(twice, timestep, encoder_hidden_states=told, return_dict=False)[0].float()
            without, with_ = both.chunk(2)
            said = without + facts.default_guidance * (with_ - without)
            if facts.default_guidance_rescale:
                dims = (1, 2, 3)
                scaled = said * (with_.std(dims, keepdim=True) / said.std(dims, keepdim=True))
                said = said + facts.default_guidance_rescale * (scaled - said)
            latents = self.scheduler.step(said, timestep, latents, return_dict=False)[0]
        return self.coder.decode(latents / self.coder.config.scaling_factor).sample.clamp(-1, 1)


Clock = Callable[[], float]


def quickest(turns: int, clock: Clock, **sides: Callable[[], object]) -> dict[str, float]:
    """Seconds of each side; they take turns after one turn that does not count."""
    best = dict.fromkeys(sides, float("inf"))
    for turn in range(turns + 1):
        for name, side in sides.items():
            began = clock()
            side()
            if turn:
                best[name] = min(best[name], clock() - began)
    return best


def processor_s() -> float:
    """Seconds all threads of this process and its children have computed."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def single(backbone: StableDiffusion, steps: int, turns: int, clock: Clock) -> dict[str, float]:
    """One picture: ours against the bare loop, the same weights and types."""
    bare = Bare(backbone)
    best = quickest(
        turns,
        clock,
        ours=lambda: draw(backbone, plans([PROMPT], 0), steps=steps),
        bare=lambda: bare.draw(1, steps, 0),
    )
    difference = (draw(backbone, plans([PROMPT], 0), steps=steps)[0] - bare.draw(1, steps, 0)[0].cpu()).abs().max()
    return {
        "ours_s": round(best["ours"], 3),
        "bare_s": round(best["bare"], 3),
        "ratio": round(best["ours"] / best["bare"], 3),
        "largest_difference": round(float(difference), 4),
    }


def batch(backbone: StableDiffusion, steps: int, turns: int, clock: Clock, count: int = 16) -> dict[str, Any]:
    """`count` pictures together against one after the other; and are they the same bits?"""
    todo = plans([PROMPT] * count, 0)
    together = draw(backbone, todo, steps=steps, batch_size=count)
    alone = [draw(backbone, [plan], steps=steps)[0] for plan in todo]
    same = all(torch.equal(a, b) for a, b in zip(together, alone, strict=True))
    bare = Bare(backbone)
    best = quickest(
        turns,
        clock,
        together=lambda: draw(backbone, todo, steps=steps, batch_size=count),
        alone=lambda: [draw(backbone, [plan], steps=steps) for plan in todo],
        bare=lambda: bare.draw(count, steps, 0),
    )
    return {
        "together_s": round(best["together"], 3),
        "alone_s": round(best["alone"], 3),
        "bare_together_s": round(best["bare"], 3),
        "ratio": round(best["together"] / best["alone"], 3),
        "ratio_to_bare": round(best["together"] / best["bare"], 3),
        "same_bits": same,
    }


def start(folder: Path, turns: int, clock: Clock) -> dict[str, float]:
    """A fresh process up to the end of the first step, against importing and loading the same parts alone."""
    dtype = str(default_dtype(default_device())).removeprefix("torch.")
    coder = json.loads((folder / "vae" / "config.json").read_text(encoding="utf-8"))["_class_name"]
    facts = {"folder": str(folder), "dtype": dtype, "coder": coder}

    def child(code: str) -> Callable[[], object]:
        return lambda: subprocess.run([sys.executable, "-c", code.format(**facts)], check=True)

    best = quickest(turns, clock, ours=child(_START_OURS), bare=child(_START_BARE))
    return {**{f"{k}_s": round(v, 2) for k, v in best.items()}, "ratio": round(best["ours"] / best["bare"], 3)}


def main(argv: list[str] | None = None) -> int:
    """Print the figures. Raises StudioError when the backbone is not there."""
    parser = argparse.ArgumentParser(description="Drawing against the bare diffusers parts.")
    parser.add_argument("--backbone", default="mini" if (models() / "mini").is_dir() else "random")
    parser.add_argument("--steps", type=int, default=25)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--clock", choices=["wall", "cpu"], default="wall", help="cpu: for a computer that is busy")
    parser.add_argument("--dtype", choices=["float32", "bfloat16", "float16"])
    parser.add_argument("--only", choices=["single", "batch", "start"])
    args = parser.parse_args(argv)
    torch.set_num_threads(args.threads)
    clock = processor_s if args.clock == "cpu" else time.perf_counter
    with tempfile.TemporaryDirectory() as scratch:
        is_random = args.backbone == "random"
        folder = write_random_mini(Path(scratch)) if is_random else catalogue.backbone(args.backbone).folder
        dtype = getattr(torch, args.dtype) if args.dtype else None
        backbone = load_folder(folder, args.backbone, "See `studio backbones`.", dtype=dtype)
        figures: dict[str, Any] = {
            "backbone": args.backbone,
            "dtype": str(backbone.dtype),
            "threads": args.threads,
            "clock": args.clock,
            "steps": args.steps,
            "picture_px": backbone.facts.picture_px,
        }
        measures: dict[str, Callable[[], object]] = {
            "single": lambda: single(backbone, args.steps, args.turns, clock),
            "batch": lambda: batch(backbone, args.steps, args.turns, clock),
            "start": lambda: start(folder, args.turns, clock),
        }
        for name, measure in measures.items():
            if args.only in (None, name):
                figures[name] = measure()
    print(json.dumps(figures, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
