"""The tiny backbone as a folder on disk, registered by name, so that a real worker can be given it. Run as a program:

    python tests/fakes/tiny_backbone.py FOLDER

It runs as a child, so that a desktop test never imports torch itself.
Not here: the backbone (studio/engine/backbones/tiny.py).
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

NAME = "tiny"


def register(folder: Path) -> str:
    """Save it under folder and register it; returns its name. XDG_DATA_HOME decides where the registration goes."""
    subprocess.run([sys.executable, __file__, str(folder)], check=True, timeout=300)
    return NAME


def _save(folder: Path) -> None:
    from studio.engine.backbones.tiny import scheduler_config, tiny, tokenizer
    from studio.library.catalogue import register as registering

    backbone = tiny()
    folder.mkdir(parents=True)
    parts: dict[str, Any] = {
        "unet": backbone.denoiser(),
        "vae": backbone.autoencoder(),
        "text_encoder": backbone.text_encoders()[0],
    }
    for name, part in parts.items():
        part.save_pretrained(folder / name)
    tokenizer().save_pretrained(folder / "tokenizer")
    (folder / "scheduler").mkdir()
    (folder / "scheduler" / "scheduler_config.json").write_text(json.dumps(scheduler_config("v_prediction")))
    index = {
        "_class_name": "StableDiffusionPipeline",
        "unet": ["diffusers", "UNet2DConditionModel"],
        "vae": ["diffusers", "AutoencoderTiny"],
        "text_encoder": ["transformers", "CLIPTextModel"],
        "tokenizer": ["transformers", "CLIPTokenizer"],
    }
    (folder / "model_index.json").write_text(json.dumps(index))
    (folder / "README.md").write_text("---\nlicense: apache-2.0\n---\n# Tiny\n")
    registering.add(folder, NAME)


if __name__ == "__main__":
    _save(Path(sys.argv[1]))
