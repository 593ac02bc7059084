"""Numbers a method must not change by accident (house-style T6): five seeded steps on the tiny backbone.

`python -m studio.engine.training.golden SLUG…|--all` (poe golden) renews tests/golden/<slug>/; the diff is reviewed.
Compared by tests/engine/methods/test_contract.py. Not here: old artifacts, tests/golden/artifacts/.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from studio.core import files
from studio.engine.backbones.surface import Backbone
from studio.engine.backbones.tiny import tiny
from studio.engine.dataset.examples import Example
from studio.engine.methods import registry
from studio.engine.methods.contract import Learns, LoadedArtifact
from studio.engine.training import together
from studio.engine.training.loop import Trainer
from studio.engine.training.streams import generator
from studio.library.gallery.records import Kind, PhotoView, SubjectView

_STEPS = 5
_TOLERANCE = 1e-4  # relative, of each loss term: orders of summation differ between processors
SUBJECT = SubjectView(
    id="s-golden00",
    name="Rex",
    class_word="dog",
    kind=Kind.ANIMAL,
    training=(PhotoView(id="p-golden00", path=Path("none.png"), blake3="0" * 64),),
)


def material(
    backbone: Backbone, prompts: Sequence[str], prior_prompt: str | None
) -> tuple[list[Example], list[Example]]:
    """Three random pictures with prompts and, with a prior prompt, three of the class."""
    facts = backbone.facts
    shape = (facts.latent_channels, *(px // facts.latent_scale for px in reversed(facts.picture_px)))
    rng = torch.Generator().manual_seed(7)

    def example(number: int, texts: tuple[str, ...], is_prior: bool) -> Example:
        latents = torch.randn(shape, generator=rng)
        flat = torch.ones(1, *shape[1:])
        return Example((latents, latents.flip(-1)), (flat, flat), texts, 0, is_prior, f"golden-{number}")

    own = [example(n, tuple(prompts), False) for n in range(3)]
    return own, [example(n, (prior_prompt,), True) for n in range(3)] if prior_prompt else []


def make_trainer(
    method: Learns,
    backbone: Backbone,
    settings: Any,
    start: LoadedArtifact | None = None,
    subject: SubjectView = SUBJECT,
) -> Trainer:
    """A trainer on random material; detach its attachment afterwards."""
    prior = method.prior_prompt(subject, settings) if getattr(settings, "prior_preservation", 0) else None
    own, priors = material(backbone, method.prompts(subject, settings), prior)
    attachment = method.attach(backbone, (subject,), settings, generator(0, "attach"), start)
    place = together.accelerator(backbone.device)
    return Trainer(method, settings, backbone, attachment, own, priors, 0, place)


def measure(slug: str) -> dict[str, Any]:
    """Loss terms of each step; names, shapes and types of what is stored."""
    method = registry.get(slug)
    assert isinstance(method, Learns)
    settings = method.Settings.from_values({"steps": _STEPS, "batch_size": 2, "precision": "fp32"})
    trainer = make_trainer(method, tiny(), settings)
    try:
        losses = [trainer.advance() for _ in range(_STEPS)]
        packed = method.pack(trainer.learned(), settings)
    finally:
        trainer.attachment.detach()
    return {"method": slug, "version": method.spec.version, "losses": losses, "tensors": describe(packed)}


def describe(tensors: Mapping[str, Tensor]) -> dict[str, list[Any]]:
    """name -> [type, shape]."""
    return {
        name: [str(value.dtype).removeprefix("torch."), list(value.shape)] for name, value in sorted(tensors.items())
    }


def difference(expected: Mapping[str, Any], actual: Mapping[str, Any]) -> str:
    """What differs, in words; "" when nothing does."""
    for key in ("method", "version", "tensors"):
        if expected[key] != actual[key]:
            return f"{key} differs"
    for number, (before, now) in enumerate(zip(expected["losses"], actual["losses"], strict=True), start=1):
        if set(before) != set(now):
            return f"step {number}: terms {sorted(now)} instead of {sorted(before)}"
        for name, value in before.items():
            if abs(now[name] - value) > _TOLERANCE * max(abs(value), 1e-6):
                return f"step {number}: {name} is {now[name]!r} instead of {value!r}"
    return ""


def folder(slug: str) -> Path:
    """Where a method's goldens lie in the checkout."""
    return Path(__file__).resolve().parents[3] / "tests" / "golden" / slug


def renew(slug: str) -> None:
    """Measure and write."""
    files.write_json(folder(slug) / "steps.json", measure(slug))
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False, cwd=folder(slug)
    ).stdout.strip()
    day = datetime.now(UTC).date().isoformat()
    files.write_text(
        folder(slug) / "README.md",
        f"# Goldens of `{slug}`\n\n"
        f"`steps.json`: loss terms of {_STEPS} seeded steps on the tiny backbone (fp32, batch 2, random latents), and "
        "the names, types and shapes of the stored tensors.\n\n"
        f"Made by `python -m studio.engine.training.golden {slug}` on {day} after commit {commit}; torch "
        f"{torch.__version__}.\nTolerance: {_TOLERANCE:g} relative for each loss term; tensors exactly.\n",
    )


def main(arguments: list[str]) -> int:
    """0 when written."""
    taught = [m.spec.slug for m in registry.all_methods() if isinstance(m, Learns)]
    parser = argparse.ArgumentParser(prog="studio.engine.training.golden")
    parser.add_argument("slug", nargs="*", choices=taught, help="methods to renew")
    parser.add_argument("--all", action="store_true", help="every method that is taught")
    chosen = parser.parse_args(arguments)
    for slug in taught if chosen.all else chosen.slug:
        renew(slug)
        print(folder(slug))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
