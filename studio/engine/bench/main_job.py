"""The figure of the main job: does teaching add likeness, and does the prompt still count?

    python -m studio.engine.bench.main_job [--subjects 6] [--seeds 3] [--pictures 4] [--photos DIR] [--out DIR]
        [--method lora] [--set learning_rate=5e-4 ...] [--words fox turtle ...] [--learn-from 1]

Each subject (unseen drawings of the mini world) is taught once per seed and scored on the four default contexts x
--pictures seeds (16 pictures of a training, as many as the proof of a method asks) against the untaught model with the
same seeds. What an earlier run in the same folder has taught is not taught again, only scored. Passed: the 95 %
interval of (taught - untaught likeness) lies above zero for at least five of six subjects, and the prompt fit is at
least 90 % of the untaught model's. Folders of photographs (--photos: one folder a subject, named after its class word)
are reported apart and do not count.
Prints a table and writes main_job.json; the pictures stay with the artifacts in --out.
Not here: methods against each other.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

import torch

from studio.core import files
from studio.core.control import NoControl
from studio.core.errors import InputProblem
from studio.core.ids import new_id
from studio.engine.backbones import registry
from studio.engine.backbones.surface import Backbone
from studio.engine.bench.subjects import drawings, drawn_words, photographs
from studio.engine.evaluation import stored
from studio.engine.evaluation.judges import Judges, load_judges
from studio.engine.evaluation.report import score_artifact
from studio.engine.evaluation.score import as_answer, bootstrap, likeness, references
from studio.engine.evaluation.selection import selection_judge
from studio.engine.training.run import train
from studio.library.gallery.records import Subject
from studio.library.gallery.store import subject_view
from studio.library.library import Library
from studio.library.protocol.jobs import JobFolder
from studio.library.protocol.requests import TrainRequest

_NEEDED, _OF, _FIT = 5, 6, 0.9


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when the figure is reached."""
    args = _parser().parse_args(arguments)
    torch.set_num_threads(args.threads)
    judges = load_judges()
    if judges.instance is None or judges.clip is None:
        raise InputProblem("The judges are not installed.", "Rebuild them with `studio pretrain mini-instance`.")
    out = args.out.expanduser().absolute()
    backbone = registry.load(args.backbone)
    report: dict[str, Any] = {
        "backbone": args.backbone,
        "fingerprint": backbone.facts.fingerprint,
        "method": args.method,
        "seeds": args.seeds,
        "pictures": args.pictures,
        "settings": dict(args.set),
        "drawings": [],
        "photographs": [],
    }
    report["taught"] = _taught_before(out / "main_job.json", report)
    with Library.open(out / "library") as library:
        groups = (
            ("drawings", drawings(library, args.words or drawn_words(args.subjects), args.learn_from)),
            ("photographs", photographs(library, args.photos) if args.photos else []),
        )
        for group, subjects in groups:
            for subject in subjects:
                row = _subject(library.root, subject, backbone, judges, args, report["taught"])
                report[group].append(row)
                _print_row(group, row)
                files.write_json(out / "main_job.json", report)
    report["passed"] = _verdict(report["drawings"])
    files.write_json(out / "main_job.json", report)
    print(f"{'PASSED' if report['passed'] else 'NOT PASSED'}; {out / 'main_job.json'}")
    return 0 if report["passed"] else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m studio.engine.bench.main_job", description=__doc__)
    parser.add_argument("--subjects", type=int, default=_OF)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--pictures", type=int, default=4, help="seeds of each context")
    parser.add_argument("--method", default="lora")
    parser.add_argument("--backbone", default="mini")
    parser.add_argument(
        "--set", action="append", default=[], type=_pair, metavar="NAME=VALUE", help="a setting of the method"
    )
    parser.add_argument(
        "--words",
        nargs="+",
        help="unseen drawings instead of six spread ones: class words, person:N",
    )
    parser.add_argument("--learn-from", type=int, help="how many of a drawing's five pictures teach")
    parser.add_argument("--photos", type=Path, help="a folder of folders of photographs")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--out", type=Path, default=Path("main-job"))
    return parser


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"“{text}” is not NAME=VALUE")
    return name, value


def _taught_before(file: Path, report: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The runs of an earlier report by subject and seed. Raises InputProblem when it was of something else."""
    if not file.is_file():
        return {}
    before = files.read_json(file)
    differs = [name for name in ("backbone", "fingerprint", "method", "settings") if before[name] != report[name]]
    if differs:
        raise InputProblem(
            f"“{file.parent}” holds another run (different: {', '.join(differs)}).", "Choose another folder with --out."
        )
    return before["taught"]


def _subject(
    root: Path,
    subject: Subject,
    backbone: Backbone,
    judges: Judges,
    args: argparse.Namespace,
    taught: dict[str, dict[str, Any]],
) -> dict[str, Any]:
    """Taught once per seed, or found in `taught`, which grows; the interval is over all pictures of all seeds."""
    gains: list[float] = []
    runs: list[dict[str, Any]] = []
    for seed in range(args.seeds):
        key = f"{subject.name}, seed {seed}"
        run = taught[key] = taught.get(key) or _teach(root, subject, seed, backbone, args)
        began = time.monotonic()
        artifact = run["artifact"]["id"]
        scores = score_artifact(root, artifact, backbone, judges, seeds=args.pictures)
        gains += _gains(root, artifact, subject.id, seed, judges)
        runs.append({**run, "score_s": round(time.monotonic() - began, 1), "scores": as_answer(scores)})
    interval = bootstrap(gains)
    return {
        "subject": subject.name,
        "likeness": _mean(runs, "likeness"),
        "likeness_untaught": _mean(runs, "likeness_untaught"),
        "gain": [round(value, 4) for value in (interval.mean, interval.low, interval.high)],
        "prompt_fit": _mean(runs, "prompt_fit"),
        "prompt_fit_untaught": _mean(runs, "prompt_fit_untaught"),
        "seconds": round(fmean(run["seconds"] for run in runs), 1),
        "runs": runs,
    }


def _teach(root: Path, subject: Subject, seed: int, backbone: Backbone, args: argparse.Namespace) -> dict[str, Any]:
    request = TrainRequest(
        library=root,
        subjects=(subject.id,),
        method=args.method,
        backbone=args.backbone,
        settings=dict(args.set),
        seed=seed,
        artifact_id=new_id("a"),
    )
    job = JobFolder.create(root / "jobs", request)
    taught = train(request, job, lambda _event: None, NoControl(), backbone, judge=selection_judge())
    return {**taught, "seed": seed}


def _gains(root: Path, artifact: str, subject: str, seed: int, judges: Judges) -> list[float]:
    """Picture by picture, from the stored pictures."""
    drawn = stored.drawn(root, stored.read(root, artifact))
    against, _ = references(subject_view(root, subject, seed))
    return (likeness(drawn.taught, against, judges) - likeness(drawn.untaught, against, judges)).tolist()


def _mean(runs: Sequence[dict[str, Any]], name: str) -> float:
    return round(fmean(run["scores"][name] for run in runs), 4)


def _print_row(group: str, row: dict[str, Any]) -> None:
    mean, low, high = row["gain"]
    fit, fit_untaught = row["prompt_fit"], row["prompt_fit_untaught"]
    print(
        f"{group:<12} {row['subject']:<24} likeness {row['likeness']:.3f} untaught {row['likeness_untaught']:.3f} "
        f"gain {mean:+.3f} [{low:+.3f}, {high:+.3f}]  prompt fit {fit:.3f} of {fit_untaught:.3f} "
        f"({fit / max(fit_untaught, 1e-6):.0%})  {row['seconds']:.0f} s",
        flush=True,
    )


def _verdict(rows: Sequence[dict[str, Any]]) -> bool:
    """Five of six intervals above zero, and the prompt fit kept on average."""
    if not rows:
        return False
    above = sum(row["gain"][1] > 0 for row in rows)
    kept = fmean(row["prompt_fit"] for row in rows) / fmean(row["prompt_fit_untaught"] for row in rows)
    print(f"interval above zero: {above} of {len(rows)}; prompt fit kept: {kept:.0%}")
    return above * _OF >= _NEEDED * len(rows) and kept >= _FIT


if __name__ == "__main__":
    sys.exit(main())
