"""Writes the shipped folders: models/mini in the diffusers layout and models/judges, all float16 safetensors.

Reads what the recipes left in a work folder. Not here: the model card's text (card.py), training.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import torch
from diffusers import AutoencoderDC, DDIMScheduler, UNet2DConditionModel
from transformers import CLIPTextModel, CLIPTextModelWithProjection, CLIPTokenizer, CLIPVisionModelWithProjection

from studio.core.folders import models

_INDEX = {
    "_class_name": "StableDiffusionPipeline",
    "_diffusers_version": "0.30.0",
    "feature_extractor": [None, None],
    "image_encoder": ["transformers", "CLIPVisionModelWithProjection"],
    "requires_safety_checker": False,
    "safety_checker": [None, None],
    "scheduler": ["diffusers", "DDIMScheduler"],
    "text_encoder": ["transformers", "CLIPTextModel"],
    "tokenizer": ["transformers", "CLIPTokenizer"],
    "unet": ["diffusers", "UNet2DConditionModel"],
    "vae": ["diffusers", "AutoencoderDC"],
}


def load_coder(folder: Path) -> tuple[Any, float]:
    """The autoencoder in float32 with the factor that gives its latents unit spread."""
    loaded: Any = AutoencoderDC.from_pretrained(folder)
    coder = loaded.float().eval().requires_grad_(False)
    return coder.to(memory_format=torch.channels_last), float(coder.config.scaling_factor)


def write_pack(work: Path, target: Path) -> None:
    """models/mini from the work folder's vae, text, vision, tokenizer and unet."""
    from studio.engine.pretraining.unet import scheduler

    target.mkdir(parents=True, exist_ok=True)
    (target / "model_index.json").write_text(json.dumps(_INDEX, indent=1) + "\n", encoding="utf-8")
    AutoencoderDC.from_pretrained(work / "vae").half().save_pretrained(target / "vae")
    unet: Any = UNet2DConditionModel.from_pretrained(work / "unet")
    unet.to(memory_format=torch.contiguous_format).half().save_pretrained(target / "unet")
    CLIPTextModel.from_pretrained(work / "text").half().save_pretrained(target / "text_encoder")
    CLIPVisionModelWithProjection.from_pretrained(work / "vision").half().save_pretrained(target / "image_encoder")
    CLIPTokenizer.from_pretrained(work / "tokenizer").save_pretrained(target / "tokenizer")
    sampler: Any = DDIMScheduler.from_config(scheduler().config, set_alpha_to_one=False)
    sampler.save_pretrained(target / "scheduler")
    for part in ("unet", "vae"):
        _forget_where(target / part / "config.json")


def _forget_where(config: Path) -> None:
    """diffusers notes the folder a model was read from; a shipped pack names no machine."""
    values = json.loads(config.read_text(encoding="utf-8"))
    values.pop("_name_or_path", None)
    config.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")


def write_judges(work: Path, target: Path) -> None:
    """models/judges: whatever of instance, referee and clip the work folder holds."""
    for name in ("instance", "referee"):
        if (work / name / "model.safetensors").is_file():
            shutil.copytree(work / name, target / name, dirs_exist_ok=True)
    if (work / "text").is_dir():
        clip = target / "clip"
        CLIPTextModelWithProjection.from_pretrained(work / "text").half().save_pretrained(clip / "text")
        CLIPVisionModelWithProjection.from_pretrained(work / "vision").half().save_pretrained(clip / "vision")
        CLIPTokenizer.from_pretrained(work / "tokenizer").save_pretrained(clip / "tokenizer")


def folder_size_mb(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def known_figures(work: Path) -> dict[str, Any]:
    """What the recipes and gates found, by name: of the work folder, or as shipped when it has none."""
    for path in (work / "figures.json", models() / "figures.json"):
        if path.is_file():
            return dict(json.loads(path.read_text(encoding="utf-8")))
    return {}


def write_figures(work: Path, name: str, figures: dict[str, Any]) -> None:
    """Remember a recipe's figures for the model card."""
    known = {**known_figures(work), name: figures}
    (work / "figures.json").write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")
