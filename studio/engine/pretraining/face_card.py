"""The card of models/faces, from the figures face_figures.py measured.

Not here: the weights and the manifest (face_pack.py), measuring.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from studio.core.files import write_json, write_text
from studio.core.folders import models
from studio.engine.pretraining.pack import folder_size_mb, known_figures, write_figures
from studio.engine.pretraining.runs import work_folder

# ruff: noqa: E501 - the rows of Markdown tables cannot be broken
_CARD = """\
---
license: apache-2.0
---
# Mini faces

Finds the faces of drawn people with five points each, and tells one drawn person from another. A model package of
insightface (manifest V2) of {size:.1f} MB, run by its own `FaceAnalysis`; trained from nothing on two CPU cores by
`studio pretrain face-detector`, `face-points` and `face-recogniser`.

| File | Contract | Trained on |
|---|---|---|
| detector.onnx | SCRFD: three strides, two anchors, five points | {detector}; points from near: {points} |
| recogniser.onnx | ArcFace: aligned faces of 112 px to 512 numbers | {recogniser} |

## What it can do

Measured by `python -m studio.engine.pretraining.face_figures` through `FaceAnalysis`, on people that were never trained
on, with other expressions, clothes and places in every picture.

| | held-out people of known styles | a style never trained on (Micah) |
|---|---|---|
{rows}

Two faces are one person's from a likeness of {threshold:.2f}. Points: the eyes and the tip of the nose stand at one place
in a style, read off its layers; the corners of the mouth are the ends of the drawn mouth's layer
(`world/faces.py`).

## On photographs

It was trained on drawings alone and **does not know real faces**: asked directly, {photographs} So the studio asks it
only about pictures that are flat as drawings are (`perception/photo_knowledge.py`, `is_drawn`), and says "not measured"
of all others and where it finds none. For photographs choose a pack of your own, after reading its licence:
`studio faces use PACK`.

## Made from

| Art | Licence |
|---|---|
| Avataaars, Pablo Stanley (`@dicebear/avataaars` 9.4) | free for personal and commercial use |
| Personas, Draftbit (`@dicebear/personas` 9.4) | CC BY 4.0 |
| ToonHead, Johan Melin (`@dicebear/toon-head` 9.4) | CC BY 4.0 |
| Adventurer, Lisa Wischofsky (`@dicebear/adventurer` 9.4) | CC BY 4.0 |
| Custom Avatar, Ashley Seo (`@dicebear/big-smile` 9.4) | CC BY 4.0 |
| Avatar Illustration System, Micah Lanier (`@dicebear/micah` 9.4); measured with, never trained on | CC BY 4.0 |

The drawings were rendered to pictures and composed on the mini world's grounds among its drawings of things
(`models/mini/README.md`). No photograph of a person was used. One person in six is kept unseen. {commit}
"""


def write_card(folder: Path, figures: Mapping[str, Any]) -> None:
    """README.md of the pack. figures: by recipe's name, with "faces" as measured."""
    measured = figures["faces"]
    known, unseen = measured["unseen_people"], measured["unseen_style"]
    detector, recogniser = figures.get("face-detector", {}), figures.get("face-recogniser", {})
    write_text(
        folder / "README.md",
        _CARD.format(
            size=folder_size_mb(folder),
            detector=_seen(detector, "scenes"),
            points=_seen(figures.get("face-points", {}), "faces"),
            recogniser=f"{_seen(recogniser, 'faces')} of {recogniser.get('people', '?')} people",
            rows="\n".join(f"| {title} | {row(known)} | {row(unseen)} |" for title, row in _ROWS),
            threshold=measured["same_person"],
            photographs=_on_photographs(measured),
            commit=f"Recipe commit: {detector.get('recipe', 'unknown')}.",
        ),
    )


def _seen(figures: Mapping[str, Any], what: str) -> str:
    return f"{figures.get('images', 0):,} {what} in {60 * figures.get('hours', 0):.0f} minutes"


def _on_photographs(measured: Mapping[str, Any]) -> str:
    found = measured.get("photographs")
    if not found:
        return "what it makes of them was not measured."
    return (
        "; ".join(f"in {told['photographs']} {name} it claims {told['faces']} faces" for name, told in found.items())
        + "."
    )


_ROWS = (
    ("faces found, average precision at IoU 0.5", lambda f: f"{f['detection']['ap50']:.3f} of {f['detection']['faces']}"),
    ("recall and precision at its own threshold", lambda f: f"{f['detection']['recall']:.1%}, {f['detection']['precision']:.1%}"),
    ("points off, share of the eyes' distance", lambda f: f"{f['detection']['point_error']:.1%}"),
    ("same person or not, ten-fold accuracy", lambda f: f"{f['verification']['accuracy']:.1%} of {f['verification']['pairs']} pairs"),
    ("the same, both of one style", lambda f: f"{f['verification']['accuracy_same_style']:.1%}"),
    ("one person told at 1 % and 0.1 % wrong", lambda f: f"{f['verification']['roc']['0.01']:.1%}, {f['verification']['roc']['0.001']:.1%}"),
    ("area under the ROC curve", lambda f: f"{f['verification']['auc']:.4f}"),
)  # fmt: skip


def record(folder: Path, measured: Mapping[str, Any]) -> None:
    """Keep the figures, put the threshold into the manifest, write the card."""
    threshold = round(float(measured["unseen_people"]["verification"]["threshold"]), 3)
    figures = {**measured, "same_person": threshold}
    write_figures(work_folder(), "faces", figures)
    every = {**json.loads((models() / "figures.json").read_text("utf-8")), **_own(known_figures(work_folder()))}
    (models() / "figures.json").write_text(json.dumps(every, indent=1) + "\n", encoding="utf-8")
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest["studio"]["same_person"] = threshold
    write_json(folder / "manifest.json", manifest)
    write_card(folder, every)


def _own(figures: Mapping[str, Any]) -> dict[str, Any]:
    """Only what concerns faces: other packs' figures are theirs to write."""
    return {
        name: figures[name] for name in ("face-detector", "face-points", "face-recogniser", "faces") if name in figures
    }
