"""Our training step against diffusers' own example loop and peft's plain loop: same model, batch, types, in one run.

`python -m studio.engine.bench.training_speed [--backbone mini] [--rounds N] [--batch B] [--threads T]` prints one line
of JSON: seconds a step of each and the ratios of design section 7. Rounds take turns, so a busy computer slows all
alike; the median of the rounds' ratios counts. Without a backbone by that name a random one of mini's size is used.

The example loop does per step what huggingface/diffusers examples/dreambooth/train_dreambooth_lora.py does: encode the
pictures and the prompt, add noise, predict through peft's layers under autocast, clip, AdamW. The plain loop does the
same on cached latents and features. Not here: quality, see bench/run.py.
"""

from __future__ import annotations

import argparse
import copy
import json
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from studio.core.errors import StudioError
from studio.engine.backbones.surface import Backbone
from studio.engine.dataset.examples import Example
from studio.engine.methods import registry
from studio.engine.methods.contract import Learns
from studio.engine.training.golden import SUBJECT
from studio.engine.training.loop import Trainer
from studio.engine.training.streams import generator
from studio.engine.training.together import accelerator

_TARGETS = ["to_q", "to_k", "to_v", "to_out.0"]
_PROMPT = "a photo of sks dog"


@dataclass
class Racer:
    """One way to do a step. step(): a whole one; denoise(): forward and backward of the denoiser alone."""

    name: str
    step: Callable[[], None]
    denoise: Callable[[], None]


def main(arguments: list[str]) -> int:
    """0 when measured."""
    parser = argparse.ArgumentParser(prog="studio.engine.bench.training_speed")
    parser.add_argument("--backbone", default="mini", help="name of a backbone")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each")
    parser.add_argument("--steps", type=int, default=4, help="steps a round")
    parser.add_argument("--batch", type=int, default=8, help="pictures a step")
    parser.add_argument("--rank", type=int, default=16, help="LoRA rank")
    parser.add_argument("--threads", type=int, default=0, help="0 leaves torch's choice")
    parser.add_argument("--clock", choices=("wall", "cpu"), default="wall", help="cpu: for a computer that is busy")
    chosen = parser.parse_args(arguments)
    clock = time.process_time if chosen.clock == "cpu" else time.perf_counter
    if chosen.threads:
        torch.set_num_threads(chosen.threads)
    backbone = _backbone(chosen.backbone)
    racers = [
        ours(backbone, chosen.batch, chosen.rank),
        reference(backbone, chosen.batch, chosen.rank, "diffusers_example", cached=False),
        reference(backbone, chosen.batch, chosen.rank, "peft_plain", cached=True),
    ]
    print(json.dumps(race(racers, chosen.rounds, chosen.steps, clock) | {"backbone": backbone.facts.name}))
    return 0


def race(
    racers: list[Racer], rounds: int, steps: int, clock: Callable[[], float] = time.perf_counter
) -> dict[str, Any]:
    """Median seconds and median ratios over rounds in which all take turns."""
    for racer in racers:
        racer.step()
        racer.denoise()
    seconds: dict[str, list[float]] = {}
    for _ in range(rounds):
        for racer in racers:
            for kind, act in (("step", racer.step), ("denoiser", racer.denoise)):
                began = clock()
                for _ in range(steps):
                    act()
                seconds.setdefault(f"{racer.name}.{kind}", []).append((clock() - began) / steps)
    first, *others = (racer.name for racer in racers)
    ratios = {
        f"{kind}: {first} / {other}": round(
            statistics.median(
                a / b for a, b in zip(seconds[f"{first}.{kind}"], seconds[f"{other}.{kind}"], strict=True)
            ),
            3,
        )
        for other in others
        for kind in ("step", "denoiser")
    }
    medians = {name: round(statistics.median(values), 4) for name, values in seconds.items()}
    return {"seconds": medians, "ratios": ratios, "threads": torch.get_num_threads(), "torch": torch.__version__}


def ours(backbone: Backbone, batch: int, rank: int) -> Racer:
    """The studio's loop with the LoRA method."""
    method = registry.get("lora")
    assert isinstance(method, Learns)
    settings = method.Settings.from_values({"rank": rank, "batch_size": batch, "steps": 100_000})
    latents, flat = _latents(backbone), torch.ones(1, *_latent_shape(backbone)[1:])
    examples = [
        Example((one, one.flip(-1)), (flat, flat), (_PROMPT,), 0, False, str(i)) for i, one in enumerate(latents)
    ]
    studied = copy.deepcopy(backbone)
    attachment = method.attach(studied, (SUBJECT,), settings, generator(0, "attach"))
    trainer = Trainer(method, settings, studied, attachment, examples, [], 0, accelerator(studied.device))
    noisy, timesteps, text = _fixed(studied, batch)

    def denoise() -> None:
        with studied.for_training(), torch.autocast(studied.device.type, torch.bfloat16):
            out = studied.predict(noisy, timesteps, text)
        out.square().mean().backward()
        for parameter in attachment.trains.values():
            parameter.grad = None

    def step() -> None:
        trainer.advance()

    return Racer("ours", step, denoise)


def reference(backbone: Backbone, batch: int, rank: int, name: str, *, cached: bool) -> Racer:
    """diffusers' example loop, or the same on cached latents and features (peft's plain loop)."""
    from peft import LoraConfig

    model = copy.deepcopy(backbone)
    unet: Any = model.denoiser()
    unet.to(torch.bfloat16)
    unet.add_adapter(LoraConfig(r=rank, lora_alpha=rank, init_lora_weights="gaussian", target_modules=_TARGETS))
    parameters = [p for p in unet.parameters() if p.requires_grad]
    for parameter in parameters:
        parameter.data = parameter.data.float()
    optimiser = torch.optim.AdamW(parameters, lr=1e-4)
    schedule = torch.optim.lr_scheduler.ConstantLR(optimiser, 1.0)
    pictures = torch.rand(batch, 3, *reversed(model.facts.picture_px)) * 2 - 1
    kept, text = model.encode_pictures(pictures), model.encode_prompts([_PROMPT] * batch).text
    noisy, timesteps, fixed = _fixed(model, batch)

    def predict(latents: Tensor, when: Tensor, told: Tensor) -> Tensor:
        with torch.autocast(model.device.type, torch.bfloat16):
            return unet(latents.bfloat16(), when, told.bfloat16(), return_dict=False)[0]

    def step() -> None:
        clean = kept if cached else model.encode_pictures(pictures)
        told = text if cached else model.encode_prompts([_PROMPT]).text.expand(batch, -1, -1)
        noise = torch.randn_like(clean)
        when = torch.randint(0, model.schedule.steps, (batch,))
        out = predict(model.schedule.add_noise(clean, noise, when), when, told)
        loss = nn.functional.mse_loss(out.float(), model.schedule.target(clean, noise, when).float())
        loss.backward()
        nn.utils.clip_grad_norm_(parameters, 1.0)
        optimiser.step()
        schedule.step()
        optimiser.zero_grad()
        loss.detach().item()

    def denoise() -> None:
        predict(noisy, timesteps, fixed.text).float().square().mean().backward()
        for parameter in parameters:
            parameter.grad = None

    return Racer(name, step, denoise)


def _latent_shape(backbone: Backbone) -> tuple[int, int, int]:
    facts = backbone.facts
    width, height = facts.picture_px
    return facts.latent_channels, height // facts.latent_scale, width // facts.latent_scale


def _latents(backbone: Backbone) -> Tensor:
    return torch.randn(5, *_latent_shape(backbone), generator=torch.Generator().manual_seed(1))


def _fixed(backbone: Backbone, batch: int) -> tuple[Tensor, Tensor, Any]:
    rng = torch.Generator().manual_seed(2)
    noisy = torch.randn(batch, *_latent_shape(backbone), generator=rng)
    return noisy, torch.randint(0, 1000, (batch,), generator=rng), backbone.encode_prompts([_PROMPT] * batch)


def _backbone(name: str) -> Backbone:
    from studio.engine.backbones.registry import load

    try:
        return load(name)
    except StudioError as error:
        print(f"{error} A random model of mini's size is measured instead.", file=sys.stderr)
        return random_mini()


def random_mini() -> Backbone:
    """A model of mini's size with random weights: 17.5 M UNet (96, 192, 256), 256-wide text tower."""
    from diffusers.models.autoencoders.autoencoder_tiny import AutoencoderTiny
    from diffusers.models.unets.unet_2d_condition import UNet2DConditionModel
    from transformers.models.clip.configuration_clip import CLIPTextConfig
    from transformers.models.clip.modeling_clip import CLIPTextModel

    from studio.engine.backbones.sd import StableDiffusion
    from studio.engine.backbones.tiny import scheduler_config, tiny, tokenizer

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        unet = UNet2DConditionModel(
            sample_size=16,
            in_channels=8,
            out_channels=8,
            block_out_channels=(96, 192, 256),
            layers_per_block=1,
            cross_attention_dim=256,
            attention_head_dim=4,
            down_block_types=("CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"),
            up_block_types=("UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D"),
        )
        coder = AutoencoderTiny(
            encoder_block_out_channels=(48,) * 4, decoder_block_out_channels=(48,) * 4, latent_channels=8
        )
        tower = CLIPTextModel(
            CLIPTextConfig(
                vocab_size=514,
                hidden_size=256,
                intermediate_size=1024,
                num_hidden_layers=4,
                num_attention_heads=4,
                bos_token_id=512,
                eos_token_id=513,
                pad_token_id=513,
            )
        )
    small = tiny()
    facts = type(small.facts)(
        **{**vars(small.facts), "name": "random", "picture_px": (128, 128), "latent_channels": 8, "text_width": 256}
    )
    config = scheduler_config("v_prediction")
    return StableDiffusion(facts, nn.Module.to(unet, torch.bfloat16), coder, tower, tokenizer(), small.schedule, config)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
