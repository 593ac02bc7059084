"""The tiny backbone as a diffusers folder, registered as "tiny" in this test's home, so that a worker finds it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from studio.engine.backbones.tiny import scheduler_config, tiny, tokenizer
from studio.library.catalogue import register


def save_tiny(folder: Path) -> Path:
    """Random weights of a fixed seed, v-prediction, 32 px."""
    backbone = tiny()
    parts: dict[str, Any] = {
        "unet": backbone.denoiser(),
        "vae": backbone.autoencoder(),
        "text_encoder": backbone.text_encoders()[0],
    }
    for name, part in parts.items():
        part.save_pretrained(folder / name)
    tokenizer().save_pretrained(folder / "tokenizer")
    (folder / "scheduler").mkdir()
    scheduler = json.dumps(scheduler_config("v_prediction"))
    (folder / "scheduler" / "scheduler_config.json").write_text(scheduler, encoding="utf-8")
    index = {
        "_class_name": "StableDiffusionPipeline",
        "unet": ["diffusers", "UNet2DConditionModel"],
        "vae": ["diffusers", "AutoencoderTiny"],
        "text_encoder": ["transformers", "CLIPTextModel"],
        "tokenizer": ["transformers", "CLIPTokenizer"],
    }
    (folder / "model_index.json").write_text(json.dumps(index), encoding="utf-8")
    return folder


def register_tiny(folder: Path) -> None:
    """Known as "tiny" in the home of the running test."""
    register.add(folder, "tiny", "apache-2.0")
