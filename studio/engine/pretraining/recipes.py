"""The recipes by name, as `studio pretrain` calls them.

Order for a pack from nothing: mini-autoencoder, mini-clip, mini-instance, mini-judge, mini-unet; mini-sam stands by
itself and makes models/sam. Each leaves its
checkpoint and folders in a work folder and, once all are there, refreshes models/mini and models/judges.
face-detector, face-points and face-recogniser, in any order, make what face_pack.py writes to models/faces.
Not here: what a recipe does (one module each), how it is resumed (runs.py).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.core.folders import models

Report = Callable[[str], None]
Seen = Mapping[str, float]  # figures of the weights a run starts with; empty when it starts from nothing


@dataclass(frozen=True, slots=True)
class Recipe:
    """A training that makes part of the mini pack."""

    name: str
    title: str
    needs: tuple[str, ...]  # folders of the work folder that must be there
    makes: tuple[str, ...]
    train: Callable[..., dict[str, Any]]

    def run(self, out_dir: Path, minutes: float, resume: bool, threads: int, report: Report) -> dict[str, Any]:
        """Train for so many minutes in the work folder `out_dir`; returns the figures reached."""
        import torch

        from studio.engine.pretraining import card, pack
        from studio.engine.pretraining.runs import Budget

        # A step of these runs in two parts side by side: one thread for each is then the fastest.
        torch.set_num_threads(1 if self.name in ("mini-unet", "mini-clip") else threads)
        out_dir.mkdir(parents=True, exist_ok=True)
        for folder in self.needs:
            if resume or folder not in self.makes:  # what is made anew starts from nothing
                adopt_shipped(out_dir, folder)
        seen = pack.known_figures(out_dir).get(self.name, {}) if resume else {}
        commit = card.recipe_commit()  # before: the card must name the code that trained
        figures = {**self.train(out_dir, Budget(minutes=minutes), resume, report, seen), "recipe": commit}
        pack.write_figures(out_dir, self.name, figures)
        return figures


def adopt_shipped(work: Path, folder: str) -> None:
    """Bring a folder of the shipped pack into the work folder when it is not there yet."""
    if (work / folder).is_dir():
        return
    source = {
        "vae": models() / "mini" / "vae",
        "text": models() / "judges" / "clip" / "text",
        "vision": models() / "judges" / "clip" / "vision",
        "tokenizer": models() / "mini" / "tokenizer",
    }[folder]
    if source.is_dir():
        shutil.copytree(source, work / folder)


def _is_worth_compiling(budget: Any, least_minutes: float) -> bool:
    """Compiling takes minutes and a C++ compiler: it pays for itself in a long run only."""
    return budget.minutes is not None and budget.minutes > least_minutes and shutil.which("g++") is not None


def _autoencoder(out_dir: Path, budget: Any, resume: bool, report: Report, seen: Seen) -> dict[str, Any]:
    from studio.engine.pretraining import autoencoder

    return autoencoder.run(out_dir, budget, resume, report, seen=seen, shipped=models() / "mini" / "vae")


def _clip(out_dir: Path, budget: Any, resume: bool, report: Report, seen: Seen) -> dict[str, Any]:
    from studio.engine.pretraining import clip_towers

    return clip_towers.run(
        out_dir, budget, resume, report, seen=seen, workers=2, is_compiled=_is_worth_compiling(budget, 10)
    )


def _unet(out_dir: Path, budget: Any, resume: bool, report: Report, seen: Seen) -> dict[str, Any]:
    from studio.engine.pretraining import unet

    shipped = models() / "mini" / "unet"
    return unet.run(
        out_dir, budget, resume, report, seen=seen, shipped=shipped, is_compiled=_is_worth_compiling(budget, 30)
    )


def _instance(out_dir: Path, budget: Any, resume: bool, report: Report, seen: Seen) -> dict[str, Any]:
    from studio.engine.pretraining import instance

    shipped, mini = models() / "judges" / "instance", models() / "mini"
    pack = mini if (mini / "unet").is_dir() else None
    return instance.run(out_dir, budget, resume, report, seen=seen, shipped=shipped, pack=pack)


def _judge(out_dir: Path, budget: Any, resume: bool, report: Report, seen: Seen) -> dict[str, Any]:
    from studio.engine.pretraining import judge

    shipped = models() / "judges" / "referee"
    return judge.run(out_dir, budget, resume, report, seen=seen, shipped=shipped, workers=2)


def _segmenter(out_dir: Path, budget: Any, resume: bool, report: Report, seen: Seen) -> dict[str, Any]:
    from studio.engine.pretraining import segmenter

    return segmenter.run(out_dir, budget, resume, report, seen=seen, shipped=models() / "sam", workers=2)


def _face_detector(out_dir: Path, budget: Any, resume: bool, report: Report, seen: Seen) -> dict[str, Any]:
    from studio.engine.pretraining import face_detector

    return face_detector.run(out_dir, budget, resume, report, seen=seen)


def _face_points(out_dir: Path, budget: Any, resume: bool, report: Report, seen: Seen) -> dict[str, Any]:
    from studio.engine.pretraining import face_points

    return face_points.run(out_dir, budget, resume, report, seen=seen)


def _face_recogniser(out_dir: Path, budget: Any, resume: bool, report: Report, seen: Seen) -> dict[str, Any]:
    from studio.engine.pretraining import face_recogniser

    return face_recogniser.run(out_dir, budget, resume, report, seen=seen)


_TOWERS = ("tokenizer", "text", "vision")

RECIPES: Mapping[str, Recipe] = {
    recipe.name: recipe
    for recipe in (
        Recipe("mini-autoencoder", "Pictures to latents and back", (), ("vae",), _autoencoder),
        Recipe("mini-clip", "Text and vision towers", _TOWERS, _TOWERS, _clip),
        Recipe("mini-unet", "The text-to-image network", ("vae", *_TOWERS), ("unet",), _unet),
        Recipe("mini-instance", "Judge: is it this very subject?", (), ("instance",), _instance),
        Recipe("mini-judge", "Judge: what does the picture show?", ("vae",), ("referee",), _judge),
        Recipe("mini-sam", "Masks from clicks and boxes", (), ("sam",), _segmenter),
        Recipe("face-detector", "Faces of drawn people", (), (), _face_detector),
        Recipe("face-points", "Eyes, nose and mouth of a face", (), (), _face_points),
        Recipe("face-recogniser", "Is it the same drawn person?", (), (), _face_recogniser),
    )
}
