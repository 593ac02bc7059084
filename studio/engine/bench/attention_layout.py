"""Does a learned word leave the rest of the sentence where it was? Attention maps of words behind it.

    python -m studio.engine.bench.attention_layout --bench DIR [--methods perfusion custom_diffusion] [--seeds 2]
        [--threads 2] [--out FILE]

The claim is Perfusion's (arXiv:2305.01644, sec. 4.1 and fig. 4): with locked keys "wearing a hat" acts where it acts in
the class's prompt. The untaught model draws the class's prompt; its picture is noised to three time steps, and the same
noisy latents are read twice: by the untaught model with the class's prompt, by the taught one with the subject's. The
figure is the cosine of the cross-attention maps of the words behind the subject, over positions, mean over words,
heads, layers, time steps and pictures; 1 is the same layout. Nothing is drawn by the taught model, so no picture's own
layout enters. Like triggers, the class word stands without an article. Intervals: 95 %, over subjects and trainings.
Prints one line of JSON.
Not here: teaching (bench/run.py).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from studio.core import files
from studio.core.errors import InputProblem
from studio.engine.backbones import registry
from studio.engine.backbones.surface import AttentionLayer, Backbone
from studio.engine.bench.dial_front import bench_artifacts
from studio.engine.bench.plan import FIRST_SEED, read_plan
from studio.engine.evaluation.score import nested_bootstrap
from studio.engine.generation.plan import PicturePlan
from studio.engine.generation.sample import draw
from studio.engine.methods import registry as methods
from studio.engine.methods.contract import Applies, LoadedArtifact
from studio.engine.methods.stored import load_artifact
from studio.library.artifacts.store import read_manifest
from studio.library.gallery.records import SubjectView
from studio.library.gallery.store import subject_view

METHODS = ("perfusion", "custom_diffusion")
BEHIND = ("wearing a top hat", "on a wooden table", "in front of a brick wall")
SHARES = (0.3, 0.5, 0.7)  # of the schedule's time steps


@contextmanager
def watched(layers: Sequence[AttentionLayer]) -> Iterator[dict[str, Tensor]]:
    """Inside, every cross-attention leaves its map here by name: [b, heads, positions, tokens], fp32."""
    seen: dict[str, Tensor] = {}
    before = [layer.module.processor for layer in layers]
    for layer, processor in zip(layers, before, strict=True):
        layer.module.processor = _Watching(layer.name, processor, seen)
    try:
        yield seen
    finally:
        for layer, processor in zip(layers, before, strict=True):
            layer.module.processor = processor


@dataclass
class _Watching:
    """Computes as the processor it stands for, and notes where it looked."""

    name: str
    inner: Any
    seen: dict[str, Tensor] = field(repr=False)

    def __call__(
        self, module: Any, hidden: Tensor, encoder_hidden_states: Tensor | None = None, *rest: Any, **named: Any
    ) -> Tensor:
        if encoder_hidden_states is not None:
            query, key = (
                part.float().unflatten(-1, (module.heads, -1)).transpose(1, 2)
                for part in (module.to_q(hidden), module.to_k(encoder_hidden_states))
            )
            self.seen[self.name] = (query @ key.transpose(-1, -2) * module.scale).softmax(-1)
        return self.inner(module, hidden, encoder_hidden_states, *rest, **named)


def maps_behind(backbone: Backbone, latents: Tensor, timestep: int, prompt: str, behind: str) -> dict[str, Tensor]:
    """Maps of the words of `behind`, with which the prompt ends: by layer [b, heads, positions, words].

    latents: [b, c, h, w], noisy. Raises InputProblem when the prompt is too long for the model.
    """
    words, behind_words = backbone.token_count(prompt), backbone.token_count(behind)
    if words > backbone.facts.max_tokens - 2:
        raise InputProblem(f"“{prompt}” is too long for this model.", "Choose a shorter name.")
    conditioning = backbone.encode_prompts([prompt] * len(latents))
    layers = [layer for layer in backbone.attention_layers() if layer.kind == "cross"]
    with watched(layers) as seen, torch.no_grad():
        backbone.predict(latents, torch.full((len(latents),), timestep), conditioning)
    last = 1 + words  # behind the start token
    return {name: one[..., last - behind_words : last] for name, one in seen.items()}


def likeness_of_maps(one: dict[str, Tensor], other: dict[str, Tensor]) -> list[float]:
    """For each picture the mean cosine over positions, of each word in each head and layer."""
    cosines = [functional.cosine_similarity(one[name], other[name], dim=2).flatten(1).mean(1) for name in one]
    return torch.stack(cosines).mean(0).tolist()


def layout_kept(backbone: Backbone, artifact: LoadedArtifact, view: SubjectView, seeds: int, **sampling: Any) -> float:
    """Mean cosine over prompts, seeds and time steps of one artifact. Raises InputProblem."""
    method = methods.get(artifact.method)
    if not isinstance(method, Applies):
        raise InputProblem(f"{method.spec.title} leaves no artifact.", "Choose a method that is taught.")
    values: list[float] = []
    for behind in BEHIND:
        plain = f"a photo of {view.class_word} {behind}"
        plans = [PicturePlan(plain, FIRST_SEED + seed) for seed in range(seeds)]
        clean = backbone.encode_pictures(torch.stack(draw(backbone, plans, **sampling)))
        for number, share in enumerate(SHARES):
            timestep = int(share * backbone.schedule.steps)
            noise = torch.randn(clean.shape, generator=torch.Generator().manual_seed(number))
            noisy = backbone.schedule.add_noise(clean, noise, torch.full((len(clean),), timestep))
            untaught = maps_behind(backbone, noisy, timestep, plain, behind)
            with method.apply(backbone, artifact, 1.0) as applied:
                said = applied.hooks.rewrite_prompt(f"a photo of {artifact.trigger} {behind}")
                taught = maps_behind(backbone, noisy, timestep, said, behind)
            values += likeness_of_maps(untaught, taught)
    return sum(values) / len(values)


def run(folder: Path, slugs: Sequence[str], seeds: int) -> dict[str, Any]:
    """The figure of each method over the subjects and trainings of a bench. Raises StudioError."""
    plan = read_plan(folder)
    backbone = registry.load(plan.backbone)
    report: dict[str, Any] = {"fingerprint": backbone.facts.fingerprint, "methods": {}}
    for slug in slugs:
        root, ids = bench_artifacts(folder, slug)
        rows: dict[str, list[float]] = {}
        for one in ids:
            manifest = read_manifest(root, one)
            artifact, _ = load_artifact(root, one, backbone.facts)
            view = subject_view(root, manifest.subject_ids[0], manifest.seed)
            rows.setdefault(view.name, []).append(layout_kept(backbone, artifact, view, seeds))
        interval = nested_bootstrap(list(rows.values()))
        report["methods"][slug] = {
            "cosine": [round(value, 4) for value in (interval.mean, interval.low, interval.high)],
            "subjects": {name: [round(value, 4) for value in row] for name, row in rows.items()},
        }
    return report


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when it was measured."""
    parser = argparse.ArgumentParser(prog="python -m studio.engine.bench.attention_layout", description=__doc__)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--methods", nargs="+", default=list(METHODS))
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args(arguments)
    torch.set_num_threads(args.threads)
    report = run(args.bench.expanduser().absolute(), args.methods, args.seeds)
    print(json.dumps(report))
    if args.out is not None:
        files.write_json(args.out.expanduser().absolute(), report)
    return 0


if __name__ == "__main__":
    sys.exit(main())
