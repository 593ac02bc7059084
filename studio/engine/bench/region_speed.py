"""How much longer a picture of two subjects in two boxes takes than one plain picture, whole requests in turns.

    python -m studio.engine.bench.region_speed LIBRARY ARTIFACT,ARTIFACT … [--backbone mini] [--repeat 5]
        [--threads 2] [--clock wall|cpu]

For each pair one picture is asked for three ways: *plain* (one sentence with both class words, nothing acts), *words*
(two regions with class words) and *regions* (each region its own artifact). The quickest of the repeats counts, so that
other work on the computer disturbs all alike. Budget (design section 7 and the router's own): at most 1.6 times a plain
one for words, LoRA and edits of keys and values, at most (regions + 1) times for whole weights. Prints JSON.
Not here: whether the boxes are right (region_subjects.py).
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch

from studio.engine.backbones import registry
from studio.engine.backbones.surface import Backbone
from studio.engine.bench.region_subjects import boxes, draw_request, region_request
from studio.library.artifacts.manifest import Manifest
from studio.library.artifacts.store import read_manifest
from studio.library.protocol.requests import GenerateRequest

_PLAIN = "plain"
WAYS = (_PLAIN, "words", "regions")
_CLOCKS: dict[str, Callable[[], float]] = {"wall": time.perf_counter, "cpu": time.process_time}


def run(
    library: Path, pairs: Sequence[tuple[str, ...]], backbone: Backbone, repeat: int = 5, clock: str = "wall"
) -> dict[str, Any]:
    """Seconds and ratios of each pair. Raises StudioError."""
    now = _CLOCKS[clock]
    report: dict[str, Any] = {"fingerprint": backbone.facts.fingerprint, "clock": clock, "pairs": []}
    for pair in pairs:
        manifests = [read_manifest(library, one) for one in pair]
        requests = {way: _request(library, manifests, way, backbone) for way in WAYS}
        quickest: dict[str, float] = dict.fromkeys(WAYS, float("inf"))
        for turn in range(repeat + 1):
            for way, request in requests.items():
                began = now()
                draw_request(request, backbone)
                if turn:  # the first one warms up
                    quickest[way] = min(quickest[way], now() - began)
        report["pairs"].append(
            {
                "pair": " | ".join(f"{m.subject_names[0]} ({m.method})" for m in manifests),
                "seconds": {way: round(value, 3) for way, value in quickest.items()},
                "ratio": {way: round(quickest[way] / quickest[_PLAIN], 2) for way in WAYS[1:]},
            }
        )
    return report


def _request(library: Path, manifests: Sequence[Manifest], way: str, backbone: Backbone) -> GenerateRequest:
    size = backbone.facts.picture_px
    if way == "plain":
        words = " and ".join(f"a {manifest.class_words[0]}" for manifest in manifests)
        return GenerateRequest(library=library, prompt=f"a photo of {words} on a beach", count=1, seed=1, size=size)
    kind = "plain" if way == "words" else "regions"
    return region_request(library, manifests, kind, 1, size, boxes(len(manifests)))


def main(words: Sequence[str] | None = None) -> None:
    """Print the report as JSON."""
    parser = argparse.ArgumentParser(prog="python -m studio.engine.bench.region_speed", description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("pairs", nargs="+", help="two artifacts with a comma between")
    parser.add_argument("--backbone", default="mini")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--clock", choices=sorted(_CLOCKS), default="wall")
    args = parser.parse_args(words)
    torch.set_num_threads(args.threads)
    pairs = [tuple(pair.split(",")) for pair in args.pairs]
    print(json.dumps(run(args.library, pairs, registry.load(args.backbone), args.repeat, args.clock), indent=1))


if __name__ == "__main__":
    main()
