"""Likeness against prompt fit over a method's own dial, without teaching again: a front from artifacts of one method.

    python -m studio.engine.bench.dial_front --bench DIR --method perfusion --dial bias --values 0.4 0.5 0.6 0.7 0.8
    python -m studio.engine.bench.dial_front --library DIR --artifacts ID … --dial consistency --values 0 0.2 0.4 0.8
        [--set key_locking=global] [--seeds 2] [--threads 2] [--out FILE]

The dial is a setting that acts while drawing (Perfusion's bias, DCO's consistency) or `strength`. Artifacts are those
of a bench's folder or of a library. The same prompts and seeds are drawn at each value and once by the untaught model;
`likeness` and `prompt_fit` say whether they fall or rise at every step. Intervals: 95 %, over artifacts and pictures.
Prints a table and then the report as one line of JSON. Not here: teaching (bench/run.py, bench/main_job.py).
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from studio.core import files
from studio.core.errors import InputProblem, unknown
from studio.engine.backbones import registry
from studio.engine.backbones.surface import Backbone
from studio.engine.bench.plan import read_plan, training_key
from studio.engine.bench.teaching import Taught
from studio.engine.evaluation.contexts import contexts, plain_class
from studio.engine.evaluation.judges import Judges, load_judges
from studio.engine.evaluation.report import FIRST_SEED
from studio.engine.evaluation.score import likeness, nested_bootstrap, prompt_fit, references
from studio.engine.generation.anew import chosen_anew
from studio.engine.generation.plan import PicturePlan
from studio.engine.generation.sample import draw
from studio.engine.methods import registry as methods
from studio.engine.methods.contract import Applied, Applies, LoadedArtifact
from studio.engine.methods.stored import load_artifact
from studio.library.artifacts.store import read_manifest
from studio.library.gallery.records import SubjectView
from studio.library.gallery.store import subject_view

STRENGTH = "strength"
FIGURES = ("likeness", "prompt_fit")
Pupil = tuple[LoadedArtifact, SubjectView]
Row = dict[str, list[float]]  # a figure's value of each picture


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when both figures move one way, and against each other."""
    args = _parser().parse_args(arguments)
    torch.set_num_threads(args.threads)
    judges = load_judges()
    if judges.instance is None or judges.clip is None:
        raise InputProblem("The judges are not installed.", "Rebuild them with `studio pretrain mini-instance`.")
    root, ids = _artifacts(args)
    manifests = [read_manifest(root, one) for one in ids]
    backbone = registry.load(manifests[0].backbone)
    pupils: list[Pupil] = []
    for manifest in manifests:
        artifact, _ = load_artifact(root, manifest.id, backbone.facts)
        pupils.append((artifact, subject_view(root, manifest.subject_ids[0], manifest.seed)))
    chosen = dict(text.split("=", 1) for text in args.set)
    report = front(backbone, pupils, judges, args.dial, args.values, chosen=chosen, seeds=args.seeds)
    print(table(report))
    print(json.dumps(report))
    if args.out is not None:
        files.write_json(args.out.expanduser().absolute(), report)
    return 0 if {report["likeness"], report["prompt_fit"]} == {"falls", "rises"} else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m studio.engine.bench.dial_front", description=__doc__)
    parser.add_argument("--bench", type=Path, help="the folder of a bench, with --method")
    parser.add_argument("--method")
    parser.add_argument("--library", type=Path, help="a library, with --artifacts")
    parser.add_argument("--artifacts", nargs="+", default=[])
    parser.add_argument("--dial", required=True)
    parser.add_argument("--values", type=float, nargs="+", required=True)
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="another drawing setting")
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--out", type=Path)
    return parser


def _artifacts(args: argparse.Namespace) -> tuple[Path, list[str]]:
    """The library and the artifacts in it. Raises InputProblem, DiskProblem."""
    if args.bench is not None and args.method:
        return bench_artifacts(args.bench.expanduser().absolute(), args.method)
    if args.library is None or not args.artifacts:
        raise InputProblem(
            "No artifacts are named.",
            "Give a bench and a method (--bench DIR --method SLUG), or --library, --artifacts.",
        )
    return args.library.expanduser().absolute(), list(args.artifacts)


def bench_artifacts(folder: Path, method: str) -> tuple[Path, list[str]]:
    """The library of a bench and the artifacts that a method left in it, in the bench's order.

    Raises InputProblem when there are none, DiskProblem.
    """
    records = [
        folder / "trainings" / f"{training_key(*training)}.json"
        for training in read_plan(folder).trainings()
        if training[0] == method
    ]
    ids = [Taught.load(record).artifact for record in records if record.is_file()]
    if not ids:
        raise InputProblem(f"The bench in “{folder}” has taught nothing by {method}.", "Run `studio bench` with it.")
    return folder / "library", ids


def front(
    backbone: Backbone,
    pupils: Sequence[Pupil],
    judges: Judges,
    dial: str,
    values: Sequence[float],
    *,
    chosen: Mapping[str, Any] | None = None,
    prompts: Sequence[str] = (),
    seeds: int = 2,
    **sampling: Any,
) -> dict[str, Any]:
    """One row a value, lowest first, with means and 95 % intervals; the untaught model's row apart.

    pupils: artifacts of one method, each with its subject. chosen: other drawing settings, set anew. prompts hold
    "{}"; empty: the defaults for the subject's kind. sampling: as for `sample`. Raises InputProblem.
    """
    method = methods.get(pupils[0][0].method)
    dials = (*method.drawing_settings, STRENGTH) if isinstance(method, Applies) else ()
    if dial not in dials:
        raise unknown("dial", dial, dials)
    assert isinstance(method, Applies)
    rows: list[list[Row]] = [[] for _ in values]
    untaught: list[Row] = []
    for artifact, view in pupils:
        artifact = chosen_anew(artifact, chosen or {}, methods.get)
        model = _Model(backbone, judges, view, prompts or contexts(view.kind), seeds, sampling)
        for number, value in enumerate(sorted(values)):
            turned, strength = (artifact, value) if dial == STRENGTH else (_turned(artifact, dial, value), 1.0)
            with method.apply(backbone, turned, strength) as applied:
                rows[number].append(model.row(artifact.trigger, applied))
        untaught.append(model.row(plain_class(view.class_word), Applied()))
    told = [{dial: value, **_told(row)} for value, row in zip(sorted(values), rows, strict=True)]
    return {
        "method": method.spec.slug,
        "artifacts": [artifact.id for artifact, _ in pupils],
        "backbone": backbone.facts.name,
        "fingerprint": backbone.facts.fingerprint,
        "dial": dial,
        "chosen": dict(chosen or {}),
        "pictures": sum(len(one["likeness"]) for one in untaught),
        "rows": told,
        "untaught": _told(untaught),
        **{name: _direction([row[name][0] for row in told]) for name in FIGURES},
    }


@dataclass
class _Model:
    """Draws one subject's prompts and judges them."""

    backbone: Backbone
    judges: Judges
    view: SubjectView
    prompts: Sequence[str]
    seeds: int
    sampling: Mapping[str, Any]

    def row(self, name: str, applied: Applied) -> Row:
        """name: stands for "{}" in what is drawn; judged is whether it shows the class."""
        pairs = [(prompt, FIRST_SEED + seed) for seed in range(self.seeds) for prompt in self.prompts]
        plans = [PicturePlan(prompt.replace("{}", name), seed) for prompt, seed in pairs]
        pictures = torch.stack(draw(self.backbone, plans, hooks=[applied.hooks], **self.sampling))
        plain = [prompt.replace("{}", plain_class(self.view.class_word)) for prompt, _ in pairs]
        return {
            "likeness": likeness(pictures, references(self.view)[0], self.judges).tolist(),
            "prompt_fit": prompt_fit(pictures, plain, self.judges).tolist(),
        }


def _turned(artifact: LoadedArtifact, dial: str, value: float) -> LoadedArtifact:
    return chosen_anew(artifact, {dial: value}, methods.get)


def _told(rows: Sequence[Row]) -> dict[str, list[float]]:
    """Mean, low and high of each figure."""
    intervals = {name: nested_bootstrap([row[name] for row in rows]) for name in FIGURES}
    return {name: [round(v, 4) for v in (one.mean, one.low, one.high)] for name, one in intervals.items()}


def _direction(means: Sequence[float]) -> str:
    """ "falls", "rises", "both" when it turns, "stays"."""
    steps = [after - before for before, after in itertools.pairwise(means)]
    if not any(steps):
        return "stays"
    if all(step <= 0 for step in steps):
        return "falls"
    return "rises" if all(step >= 0 for step in steps) else "both"


def table(report: dict[str, Any]) -> str:
    """For people."""
    dial = report["dial"]
    lines = [f"{dial:<12} {'likeness':<26} prompt fit"]
    for row in (*report["rows"], {dial: "untaught", **report["untaught"]}):
        (like, low, high), (fit, fit_low, fit_high) = row["likeness"], row["prompt_fit"]
        told = f"{like:.3f} [{low:.3f}, {high:.3f}]"
        lines.append(f"{row[dial]!s:<12} {told:<26} {fit:.3f} [{fit_low:.3f}, {fit_high:.3f}]")
    lines.append(f"likeness: {report['likeness']}; prompt fit: {report['prompt_fit']}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
