"""`studio train SUBJECT…`: teach subjects to a backbone with one method, in a worker process.

Everything is checked here before the worker starts; the job folder exists before the first step.
Not here: the loop (studio/engine/training), the ending of a job (conclude.py).
"""

from __future__ import annotations

import argparse
from typing import Any


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("train", help="teach subjects to a backbone")
    parser.add_argument("subjects", metavar="SUBJECT", nargs="+", help="a subject's name or id")
    parser.add_argument("--method", metavar="SLUG", required=True, help="see `studio methods`")
    parser.add_argument(
        "--backbone",
        metavar="NAME",
        default="mini",
        help="see `studio backbones` (default: mini)",
    )
    parser.add_argument(
        "--set",
        metavar="key=value",
        action="append",
        default=[],
        dest="settings",
        help="a setting of the method",
    )
    parser.add_argument("--seed", metavar="N", type=int, default=0, help="default: 0")
    parser.add_argument(
        "--steps",
        metavar="N",
        type=int,
        help="optimiser steps; the same as --set steps=N",
    )
    parser.add_argument(
        "--processes",
        metavar="N",
        type=int,
        default=1,
        help="one a graphics card, or a share of the processor cores each (default: 1)",
    )
    parser.add_argument(
        "--continue",
        metavar="ARTIFACT",
        dest="continue_artifact",
        help="teach this artifact further",
    )
    parser.add_argument("--no-scores", action="store_true", help="leave out the scoring at the end")


def run(args: argparse.Namespace) -> int:
    """The exit code. Raises StudioError."""
    from studio.cli.conclude import run_to_answer
    from studio.cli.output import Output, library_root
    from studio.library.protocol.jobs import JobFolder

    output = Output(args.json)
    root = library_root(args)
    request, jobs_root = _request(args, root)
    job = JobFolder.create(jobs_root, request)
    output.event({"event": "job", "job": job.id, "path": str(job.path)})
    output.text(f"Job {job.id}")
    code, answer = run_to_answer(job, output)
    tell(answer, output)
    output.answer(answer)
    return code


def _request(args: argparse.Namespace, root: Any) -> tuple[Any, Any]:
    """Checked against the library and the catalogue. Raises StudioError."""
    from studio.core.errors import InputProblem
    from studio.core.ids import new_id
    from studio.library.catalogue import read as catalogue
    from studio.library.library import Library
    from studio.library.protocol.requests import TrainRequest

    method = catalogue.method(args.method)
    if "learns" not in method.can:
        raise InputProblem(f"{method.title} is not taught.", "Use it with `studio generate` instead.")
    usable_backbone(args.backbone)
    settings = settings_of(args.settings, args.steps, method)
    if args.processes < 1:
        raise InputProblem(f"{args.processes} processes cannot teach.", "Use --processes 1 or more.")
    if not 0 <= args.seed < 2**63:
        raise InputProblem(f"The seed {args.seed} is out of bounds.", "Use 0 or a larger whole number.")
    with Library.open(root) as library:
        subjects = [library.gallery.find(name) for name in args.subjects]
        for subject in subjects:
            library.gallery.view(subject.id)  # raises when there are no photos to learn from
        further = library.artifacts.find(args.continue_artifact).id if args.continue_artifact else None
        request = TrainRequest(
            library=library.root,
            subjects=tuple(dict.fromkeys(subject.id for subject in subjects)),
            method=method.slug,
            backbone=args.backbone,
            settings=settings,
            seed=args.seed,
            artifact_id=new_id("a"),
            continue_artifact=further,
            processes=args.processes,
            evaluate=not args.no_scores,
        )
        return request, library.jobs_root


def usable_backbone(name: str) -> None:
    """Raises InputProblem for an unknown backbone, MissingWeights for one that cannot run here."""
    from studio.core.errors import MissingWeights
    from studio.library.catalogue import read as catalogue

    card = catalogue.backbone(name)
    if card.problem is not None:
        raise MissingWeights(f"The backbone {name} cannot be used. {card.problem}", card.remedy)


def settings_of(pairs: list[str], steps: int | None, method: Any) -> dict[str, Any]:
    """key=value pairs by the method's schema. Raises InputProblem with the nearest name or the bounds."""
    import json

    from studio.core.errors import InputProblem, unknown

    values: dict[str, Any] = {}
    for pair in pairs:
        key, separator, text = pair.partition("=")
        if not separator or not key.strip():
            raise InputProblem(
                f"“{pair}” is not a setting.",
                "Write it as key=value, for example rank=8.",
            )
        try:
            values[key.strip()] = json.loads(text)
        except json.JSONDecodeError:
            values[key.strip()] = text
    if steps is not None:
        values["steps"] = steps
    known: dict[str, Any] = method.settings.get("properties", {})
    for key, value in values.items():
        if key not in known:
            raise unknown("setting", key, known)
        _check_value(key, value, known[key])
    return values


def _check_value(key: str, value: Any, schema: dict[str, Any]) -> None:
    """The schema's type and bounds, before a worker is started for nothing; the method checks again."""
    from studio.core.errors import InputProblem

    kinds: dict[str, tuple[type, ...]] = {
        "integer": (int,),
        "number": (int, float),
        "boolean": (bool,),
        "string": (str,),
    }
    title, kind = schema.get("title", key), schema.get("type")
    remedy = f"{schema.get('description', '')} Default: {schema.get('default')}.".strip()
    if kind in kinds and (not isinstance(value, kinds[kind]) or (isinstance(value, bool) and kind != "boolean")):
        raise InputProblem(
            f"{title} ({key}) cannot be {value!r}: it must be of the type {kind}.",
            remedy,
        )
    if isinstance(value, int | float) and not isinstance(value, bool):
        low, high = schema.get("minimum"), schema.get("maximum")
        if (low is not None and value < low) or (high is not None and value > high):
            raise InputProblem(
                f"{title} ({key}) cannot be {value}: it must be from {low} to {high}.",
                remedy,
            )


def tell(answer: dict[str, Any], output: Any) -> None:
    """The answer as text."""
    artifact = answer.get("artifact")
    if not artifact:
        return
    output.text(f"Artifact {artifact['id']}")
    output.text(str(artifact["path"]))
    scores = answer.get("scores", {})
    if "likeness" in scores:
        output.text(f"Likeness {scores['likeness']:.3f}, untaught {scores['likeness_untaught']:.3f}")
    if "prompt_fit" in scores:
        output.text(f"Prompt fit {scores['prompt_fit']:.3f}, untaught {scores['prompt_fit_untaught']:.3f}")
    if "seconds" in answer:
        output.text(f"{answer['seconds']:.1f} s")
