"""What the shipped autoencoder loses: decibels on drawings nobody trained on and on photographs, and likeness kept.

    python -m studio.engine.pretraining.round_trip [--keep] [PHOTO_OR_FOLDER …]

Without photographs those of resources/samples are taken. Likeness kept is the cosine of the instance encoder before
and after the round trip; it is worth what that judge's own score in models/judges/README.md is worth.
Not here: training (autoencoder.py).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageOps
from torch import Tensor

from studio.core.folders import models, resources
from studio.engine.perception.judges import load_instance_encoder
from studio.engine.pretraining.autoencoder import psnr, round_trip
from studio.engine.pretraining.pack import load_coder, write_figures
from studio.engine.pretraining.pools import as_tensor, make_scenes
from studio.engine.pretraining.runs import work_folder
from studio.engine.pretraining.world.labels import SIDE_PX
from studio.engine.pretraining.world.scenes import UNSEEN

_SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}
_FIRST_SEED = 90_000_000  # far from every seed the recipes train and choose on


def photographs(places: Sequence[Path]) -> Tensor:
    """[n, 3, 128, 128] in -1..1: every picture under the places, upright, cut to a square in the middle."""
    files = sorted(
        file
        for place in places
        for file in ([place] if place.is_file() else place.rglob("*"))
        if file.suffix.lower() in _SUFFIXES
    )
    pictures = []
    for file in files:
        with Image.open(file) as opened:
            upright = ImageOps.exif_transpose(opened).convert("RGB")
        pictures.append(np.array(ImageOps.fit(upright, (SIDE_PX, SIDE_PX), Image.Resampling.LANCZOS)))
    return as_tensor(pictures)


def figures(drawings: int, places: Sequence[Path]) -> dict[str, float]:
    """Decibels (higher is better) and cosines (1 is all)."""
    coder, _ = load_coder(models() / "mini" / "vae")
    judge = load_instance_encoder(models() / "judges" / "instance")
    scenes = make_scenes(UNSEEN, range(_FIRST_SEED, _FIRST_SEED + drawings))
    drawn, photos = as_tensor([scene.pixels for scene in scenes]), photographs(places)
    copies = round_trip(coder, drawn)
    with torch.no_grad():
        kept = (judge.embed(drawn) * judge.embed(copies)).sum(1)
    return {
        "drawings": drawings,
        "psnr_unseen": psnr(drawn, copies),
        "photos": len(photos),
        "psnr_photos": psnr(photos, round_trip(coder, photos)),
        "instance_cosine": float(kept.mean()),
        "instance_cosine_lowest": float(kept.min()),
    }


def main() -> None:
    """Print the figures as one line of JSON."""
    parser = argparse.ArgumentParser(description="What the shipped autoencoder loses.")
    parser.add_argument("places", nargs="*", type=Path, metavar="PHOTO_OR_FOLDER")
    parser.add_argument("--drawings", type=int, default=128)
    parser.add_argument("--keep", action="store_true", help="remember the figures for the model card")
    args = parser.parse_args()
    samples = [resources() / "samples" / name for name in ("dog", "robot")]
    found = {name: round(value, 4) for name, value in figures(args.drawings, args.places or samples).items()}
    print(json.dumps(found))
    if args.keep:
        write_figures(work_folder(), "round-trip", found)


if __name__ == "__main__":
    main()
