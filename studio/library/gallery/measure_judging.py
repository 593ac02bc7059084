"""How long judging one photo takes: python -m studio.library.gallery.measure_judging [PHOTO…]

Without photos: a 12 million pixel JPEG made on the spot, with the detail of a real one. One thread,
processor time, JSON. The budget is 0.15 s a photo and core.
Not here: importing in the desktop, which judges on several threads.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

from studio.library.gallery.import_photos import open_photo
from studio.library.gallery.records import Photo, Quality
from studio.library.gallery.twins import Twins

_SIZE = (4000, 3000)


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("photos", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=9)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        photos = args.photos or [made_photo(Path(folder) / "12-megapixels.jpg")]
        open_photo(photos[0])  # the first one pays for the imports
        seconds = [_seconds(photo) for _ in range(args.rounds) for photo in photos]
        quality = open_photo(photos[0]).quality
        size_mb = photos[0].stat().st_size / 1e6
    figures = {
        "photos": len(photos),
        "width_px": quality.width_px,
        "height_px": quality.height_px,
        "file_mb": round(size_mb, 2),
        "judged_cpu_s": round(statistics.median(seconds), 4),
        "judged_cpu_max_s": round(max(seconds), 4),
        "twin_among_20000_ms": round(_twin_ms(), 3),
        "budget_s": 0.15,
    }
    print(json.dumps(figures, indent=1))
    return 0


def _seconds(photo: Path) -> float:
    began = time.thread_time()
    open_photo(photo)
    return time.thread_time() - began


def made_photo(path: Path) -> Path:
    random = np.random.default_rng(1)
    coarse = Image.fromarray(random.integers(0, 256, (30, 40, 3), dtype=np.uint8), "RGB")
    smooth = np.asarray(coarse.resize(_SIZE, Image.Resampling.BICUBIC), dtype=np.int16)
    grain = random.normal(0, 12, (_SIZE[1], _SIZE[0], 1)).astype(np.int16)
    picture = Image.fromarray(np.clip(smooth + grain, 0, 255).astype(np.uint8), "RGB")
    picture.filter(ImageFilter.BoxBlur(1)).save(path, quality=92)
    return path


def _twin_ms() -> float:
    random = np.random.default_rng(2)
    hashes = [f"{int(number):016x}" for number in random.integers(0, 2**63, 20_000)]
    twins = Twins(
        Photo(
            id=f"p-{number}", blake3=str(number), extension="jpg", name=str(number),
            quality=Quality(width_px=1, height_px=1, phash=phash),
        )
        for number, phash in enumerate(hashes)
    )  # fmt: skip
    began = time.perf_counter()
    for phash in hashes[:500]:
        twins.find(Quality(width_px=1, height_px=1, phash=phash))
    return (time.perf_counter() - began) / 500 * 1000


if __name__ == "__main__":
    sys.exit(main())
