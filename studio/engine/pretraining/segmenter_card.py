"""Writes models/sam: the weights the recipe mini-sam left, with their card and figures.

`python -m studio.engine.pretraining.segmenter_card`, after `segmenter_report --keep`.
Not here: training (segmenter.py), measuring (segmenter_report.py).
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from studio.engine.pretraining.card import ART
from studio.engine.pretraining.pack import known_figures

_RECIPE, _REPORT = "mini-sam", "sam-report"
_CARD = """\
---
license: apache-2.0
pipeline_tag: mask-generation
---
# Small SAM

Masks from clicks, boxes and rough masks, and by itself, in the classes of `segment_anything` (Apache-2.0): its `Sam`,
`PromptEncoder`, `MaskDecoder` and `TwoWayTransformer` around a small convolutional encoder (4.4 M parameters in all).
Pictures are seen at 128 px on the longer side, masks come at 64 x 64 and are brought to the edges of the picture by
GrabCut in a narrow band; the figures below are of both together, and of the network alone. Trained from nothing on the
mini world's exact masks by `studio pretrain mini-sam`; no photograph was used. Weights are float16; `config.json` holds
their sha256.

## State

{state}

## Limits

It learned from drawings. On photographs it often finds what stands out from its ground, and often enough takes a
shadow, a hand or half of the ground with it: docs/segmenter.md shows all twenty test photographs. The desktop says
that masks are proposals. For photographs in earnest use a published SAM:
`studio segmenter use PATH`.

## Made from

{art}"""


def _state(figures: Mapping[str, Any]) -> str:
    lines = []
    if trained := figures.get(_RECIPE):
        lines.append(
            f"- {trained['images']} pictures in {trained['hours']:.2f} h on one thread of a shared processor; "
            f"recipe commit {trained['recipe']}"
        )
    if found := figures.get(_REPORT):
        lines += [
            f"- On {found['scenes']} pictures of unseen drawings ({found['things']} things; half of them single "
            "drawings, half whole scenes), by `python -m studio.engine.pretraining.segmenter_report`:",
            "",
            "| IoU | single drawings | whole scenes | all |",
            "|---|---|---|---|",
            _row("one click in the middle", "click", found),
            _row("its box", "box", found),
            f"| the same by the network alone: one click, its box | | | {found.get('click_network', 0):.3f}, "
            f"{found.get('box_network', 0):.3f} |",
            _row("share found without a prompt (IoU ≥ 0.75)", "found", found),
            "",
            f"- A click anywhere on a thing: {found['click_anywhere']:.3f}; the best of the three masks of a click: "
            f"{found['click_best_of_three']:.3f}. Without a prompt it gives {found['automatic_masks']:.1f} "
            f"masks a picture (looked for in {found['automatic_scenes']} pictures).",
            f"- Seconds with {found['threads']} threads: {found['seconds_prediction']:.3f} for a click, "
            f"{found['seconds_embedding']:.3f} for a picture before it, {found['seconds_automatic']:.1f} without one.",
        ]
    return "\n".join(lines)


def _row(title: str, name: str, found: Mapping[str, Any]) -> str:
    kinds = (f"{name}_single", f"{name}_scene", name)
    return f"| {title} | " + " | ".join(f"{found[kind]:.3f}" if kind in found else "–" for kind in kinds) + " |"


def write_segmenter(work: Path, models_folder: Path) -> None:
    """models/sam and its figures; those of other packs stay as they are."""
    figures, target = known_figures(work), models_folder / "sam"
    shutil.copytree(work / "sam", target, dirs_exist_ok=True)
    (target / "README.md").write_text(_CARD.format(state=_state(figures), art=ART), encoding="utf-8")
    path = models_folder / "figures.json"
    known: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    own = {name: figures[name] for name in (_RECIPE, _REPORT) if name in figures}
    path.write_text(json.dumps({**known, **own}, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Write it from the default work folder."""
    from studio.core.folders import models
    from studio.engine.pretraining.runs import work_folder

    write_segmenter(work_folder(), models())


if __name__ == "__main__":
    main()
