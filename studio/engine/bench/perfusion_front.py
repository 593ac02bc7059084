"""The front of one Perfusion artifact: likeness against prompt fit over the gate's bias, without teaching again.

    python -m studio.engine.bench.perfusion_front --library DIR --artifact ID [--biases 0.4 0.5 0.6 0.7 0.8]
        [--temperature T] [--key-locking local|global] [--seeds 2] [--threads 2] [--out FILE]

The same prompts and seeds are drawn at each bias and once by the untaught model. The paper's claim is that likeness
falls and prompt fit rises with the bias; `falls` and `rises` say whether each did at every step. Prints a table and
then the report as one line of JSON. Not here: teaching (bench/main_job.py).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from studio.core import files
from studio.core.errors import InputProblem
from studio.engine.backbones import registry
from studio.engine.backbones.surface import Backbone
from studio.engine.evaluation.contexts import contexts, plain_class
from studio.engine.evaluation.judges import Judges, load_judges
from studio.engine.evaluation.report import FIRST_SEED
from studio.engine.evaluation.score import Interval, bootstrap, likeness, prompt_fit, references
from studio.engine.generation.anew import chosen_anew
from studio.engine.generation.plan import PicturePlan
from studio.engine.generation.sample import draw
from studio.engine.methods import registry as methods
from studio.engine.methods.contract import Applied, Applies, LoadedArtifact
from studio.engine.methods.stored import load_artifact
from studio.library.artifacts.store import read_manifest
from studio.library.gallery.records import SubjectView
from studio.library.gallery.store import subject_view

BIASES = (0.4, 0.5, 0.6, 0.7, 0.8)


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when both claims hold."""
    args = _parser().parse_args(arguments)
    torch.set_num_threads(args.threads)
    judges = load_judges()
    if judges.instance is None or judges.clip is None:
        raise InputProblem("The judges are not installed.", "Rebuild them with `studio pretrain mini-instance`.")
    root = args.library.expanduser().absolute()
    manifest = read_manifest(root, args.artifact)
    backbone = registry.load(manifest.backbone)
    artifact, _ = load_artifact(root, manifest.id, backbone.facts)
    chosen = {"temperature": args.temperature, "key_locking": args.key_locking}
    artifact = chosen_anew(artifact, {k: v for k, v in chosen.items() if v is not None}, methods.get)
    view = subject_view(root, manifest.subject_ids[0], manifest.seed)
    report = front(backbone, artifact, view, judges, args.biases, seeds=args.seeds)
    print(table(report))
    print(json.dumps(report))
    if args.out is not None:
        files.write_json(args.out.expanduser().absolute(), report)
    return 0 if report["falls"] and report["rises"] else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m studio.engine.bench.perfusion_front", description=__doc__)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--artifact", required=True)
    parser.add_argument("--biases", type=float, nargs="+", default=list(BIASES))
    parser.add_argument("--temperature", type=float)
    parser.add_argument("--key-locking", choices=("local", "global"))
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--out", type=Path)
    return parser


def front(
    backbone: Backbone,
    artifact: LoadedArtifact,
    view: SubjectView,
    judges: Judges,
    biases: Sequence[float] = BIASES,
    prompts: Sequence[str] = (),
    seeds: int = 2,
    **sampling: Any,
) -> dict[str, Any]:
    """One row a bias, lowest first, with means and 95 % intervals; the untaught model's row apart.

    prompts hold "{}"; empty: the defaults for the subject's kind. sampling: as for `sample`. Raises InputProblem.
    """
    method = methods.get(artifact.method)
    if not isinstance(method, Applies) or "bias" not in method.drawing_settings:
        raise InputProblem(f"{method.spec.title} has no bias to turn.", "Choose an artifact of Perfusion.")
    pairs = [(p, FIRST_SEED + s) for s in range(seeds) for p in (prompts or contexts(view.kind))]
    plain = [p.replace("{}", plain_class(view.class_word)) for p, _ in pairs]
    against, _ = references(view)

    def row(words: Sequence[str], applied: Applied) -> dict[str, Any]:
        plans = [PicturePlan(prompt, seed) for prompt, (_, seed) in zip(words, pairs, strict=True)]
        pictures = torch.stack(draw(backbone, plans, hooks=[applied.hooks], **sampling))
        return {
            "likeness": _told(likeness(pictures, against, judges)),
            "prompt_fit": _told(prompt_fit(pictures, plain, judges)),
        }

    rows: list[dict[str, Any]] = []
    taught = [p.replace("{}", artifact.trigger) for p, _ in pairs]
    for bias in sorted(biases):
        with method.apply(backbone, chosen_anew(artifact, {"bias": bias}, methods.get), 1.0) as applied:
            rows.append({"bias": bias, **row(taught, applied)})
    return {
        "artifact": artifact.id,
        "backbone": backbone.facts.name,
        "pictures": len(pairs),
        "settings": {name: artifact.settings.get(name) for name in method.drawing_settings if name != "bias"},
        "rows": rows,
        "untaught": row(plain, Applied()),
        "falls": _ordered(rows, "likeness", falling=True),
        "rises": _ordered(rows, "prompt_fit", falling=False),
    }


def _told(values: Tensor) -> list[float]:
    interval: Interval = bootstrap(values.tolist())
    return [round(value, 4) for value in (interval.mean, interval.low, interval.high)]


def _ordered(rows: Sequence[dict[str, Any]], name: str, *, falling: bool) -> bool:
    means = [row[name][0] for row in rows]
    return means == sorted(means, reverse=falling)


def table(report: dict[str, Any]) -> str:
    """For people."""
    lines = [f"{'bias':<10} {'likeness':<26} prompt fit"]
    for row in (*report["rows"], {"bias": "untaught", **report["untaught"]}):
        (like, low, high), (fit, fit_low, fit_high) = row["likeness"], row["prompt_fit"]
        told = f"{like:.3f} [{low:.3f}, {high:.3f}]"
        lines.append(f"{row['bias']!s:<10} {told:<26} {fit:.3f} [{fit_low:.3f}, {fit_high:.3f}]")
    answer = {True: "yes", False: "no"}
    lines.append(f"likeness falls: {answer[report['falls']]}; prompt fit rises: {answer[report['rises']]}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
