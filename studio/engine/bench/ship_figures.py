"""Write resources/method_figures.json from benches: what a computer that has taught nothing yet says of each method.

    python -m studio.engine.bench.ship_figures --pace DIR [--gains DIR …] --source "the computer and the commands"

Seconds and steps come from `--pace`, which should have run alone; likeness, gain and prompt fit from `--gains`, medians
of all their trainings: a method that is not among them has none, since one training says too little; without `--gains`
those that are shipped stay. Trainings with settings of their own do not count. The Teach screen tells all of them as
another computer's.
Not here: figures of this computer (library_figures.py).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from studio.core import files, folders
from studio.core.errors import InputProblem
from studio.engine.bench.library_figures import medians
from studio.engine.bench.plan import read_plan
from studio.library.catalogue.read import FiguresFile, MethodFigures


def main(arguments: Sequence[str] | None = None) -> int:
    """0."""
    parser = argparse.ArgumentParser(prog="python -m studio.engine.bench.ship_figures", description=__doc__)
    parser.add_argument("--pace", type=Path, required=True)
    parser.add_argument("--gains", type=Path, nargs="*", default=[])
    parser.add_argument("--source", required=True)
    parser.add_argument("--out", type=Path, default=folders.resources() / "method_figures.json")
    args = parser.parse_args(arguments)
    out = args.out.expanduser().absolute()
    before = FiguresFile.load(out).backbones if not args.gains and out.is_file() else {}
    shipped = merged(args.pace, args.gains, before)
    record = FiguresFile(source=args.source, backbones=shipped)
    files.write_json(out, record.to_data())
    for backbone, methods in shipped.items():
        for method, told in methods.items():
            gain = "?" if told.gain is None else f"{told.gain:+.2f}"
            print(f"{backbone} {method}: {told.seconds:.0f} s, {told.size_bytes} bytes, gain {gain}, {told.trainings}")
    return 0


def merged(
    pace: Path, gains: Sequence[Path], before: Mapping[str, Mapping[str, MethodFigures]]
) -> dict[str, dict[str, MethodFigures]]:
    """By backbone and method, for the methods that `pace` has; what no bench of `gains` tells is taken from `before`.

    Raises InputProblem for benches of other backbones.
    """
    backbone, quiet = _trainings(pace)
    scored: list[dict[str, Any]] = []
    for folder in gains:
        name, found = _trainings(folder)
        if name != backbone:
            raise InputProblem(
                f"The bench in “{folder}” is of {name}, not of {backbone}.", "Give benches of one base model."
            )
        scored += found
    told: dict[str, MethodFigures] = {}
    for method in dict.fromkeys(one["method"] for one in quiet):
        paced = medians([one for one in quiet if one["method"] == method])
        if paced is not None:
            unjudged = paced.model_copy(update={"likeness": None, "gain": None, "prompt_fit": None})
            kept = before.get(backbone, {}).get(method)
            judged = medians([one for one in scored if one["method"] == method]) or kept or unjudged
            told[method] = judged.model_copy(update={"seconds": paced.seconds, "steps": paced.steps, "here": False})
    return {backbone: told}


def _trainings(folder: Path) -> tuple[str, list[dict[str, Any]]]:
    """The backbone, and what was taught with the methods' own settings. Raises InputProblem, DiskProblem."""
    plan = read_plan(folder)
    report = files.read_json(folder / "report.json")
    return plan.backbone, [one for one in report["trainings"] if not plan.settings.get(one["method"])]


if __name__ == "__main__":
    sys.exit(main())
