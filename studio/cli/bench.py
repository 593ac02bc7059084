"""`studio bench`: methods side by side on the same subjects, prompts and seeds, in a worker process.

Everything is checked here before the worker starts. What lies in --out already is not done again: a bench that was
stopped or killed goes on, and methods, seeds or strengths can be added to it.
Not here: the work (studio/engine/bench), the ending of a job (conclude.py).
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("bench", help="methods side by side: likeness, prompt fit, leakage, seconds, bytes")
    parser.add_argument(
        "--methods", metavar="a,b|all", default="all", help="slugs; see `studio methods` (default: all)"
    )
    parser.add_argument(
        "--subjects",
        metavar="bench:N[:P]|photos:N|NAME,…",
        default="bench:6",
        help="unseen drawings, photographs, or subjects of the library (default: bench:6)",
    )
    parser.add_argument("--photos", metavar="DIR", type=Path, help="a folder of photos per subject (default: samples)")
    parser.add_argument("--backbone", metavar="NAME", default="mini", help="see `studio backbones` (default: mini)")
    parser.add_argument("--seeds", metavar="N", type=int, default=2, help="trainings of each subject (default: 2)")
    parser.add_argument("--first-seed", metavar="N", type=int, default=0, help="of these trainings (default: 0)")
    parser.add_argument("--pictures", metavar="N", type=int, default=2, help="pictures of each prompt (default: 2)")
    parser.add_argument(
        "--strengths",
        metavar="X,Y…",
        default="0.4,0.6,0.8,1,1.2",
        help="of the artifacts, for the curve of likeness against prompt fit (default: 0.4,0.6,0.8,1,1.2)",
    )
    parser.add_argument(
        "--set",
        metavar="[METHOD.]key=value",
        action="append",
        default=[],
        dest="settings",
        help="a setting of one method, or of all that have it",
    )
    parser.add_argument("--out", metavar="DIR", type=Path, help="where all goes (default: a folder of the library)")
    parser.add_argument("--rescore", metavar="DIR", type=Path, help="only compute the scores again, from this bench")


def run(args: argparse.Namespace) -> int:
    """The exit code. Raises StudioError."""
    from studio.cli.conclude import run_to_answer
    from studio.cli.output import Output, library_root
    from studio.library.protocol.jobs import JobFolder

    output = Output(args.json)
    if args.rescore is not None:
        from studio.engine.bench.run import rescore

        answer = rescore(args.rescore.expanduser().absolute())
        tell(answer, output)
        output.answer(answer)
        return 0
    root = library_root(args)
    request = _request(args, root)
    job = JobFolder.create(root / "jobs", request)
    output.event({"event": "job", "job": job.id, "path": str(job.path)})
    output.text(f"Job {job.id}, in {request.out}")
    code, answer = run_to_answer(job, output)
    tell(answer, output)
    output.answer(answer)
    return code


def _request(args: argparse.Namespace, root: Path) -> Any:
    """Checked against the library and the catalogue. Raises StudioError."""
    from studio.cli.train import usable_backbone
    from studio.core.errors import InputProblem
    from studio.library.catalogue import read as catalogue
    from studio.library.protocol.bench_folders import bench_folder, check_writable
    from studio.library.protocol.requests import BenchRequest

    usable_backbone(args.backbone)
    methods = _methods(args.methods, catalogue.backbone(args.backbone).family)
    for number, option in ((args.seeds, "--seeds"), (args.pictures, "--pictures")):
        if not 1 <= number <= 64:
            raise InputProblem(f"{option} {number} cannot be compared.", f"Use {option} 1 to {option} 64.")
    if not 0 <= args.first_seed <= 1_000_000:
        raise InputProblem(f"--first-seed {args.first_seed} is no seed.", "Use 0 to 1000000.")
    photos = args.photos.expanduser().absolute() if args.photos else None
    if photos is not None and not photos.is_dir():
        raise InputProblem(f"“{photos}” is not a folder.", "Give a folder that holds a folder of photos per subject.")
    asked = {
        "methods": tuple(card.slug for card in methods),
        "subjects": _subjects(args.subjects, root, photos),
        "photos": photos,
        "backbone": args.backbone,
        "settings": _settings(args.settings, methods),
        "seeds": args.seeds,
        "pictures": args.pictures,
        "strengths": _strengths(args.strengths),
    }
    if args.first_seed:  # else the folder is the one that it always was
        asked["first_seed"] = args.first_seed
    out = args.out.expanduser().absolute() if args.out else bench_folder(root, asked)
    check_writable(out)
    return BenchRequest(library=root, out=out, **asked)


def _methods(text: str, family: str) -> list[Any]:
    from studio.core.errors import InputProblem
    from studio.library.catalogue import read as catalogue

    if text.strip().lower() == "all":
        found = [card for card in catalogue.methods() if {"learns", "applies"} <= set(card.can)]
        return [card for card in found if not card.families or family in card.families]
    found = [catalogue.method(slug) for slug in dict.fromkeys(_parts(text, "--methods"))]
    for card in found:
        if not {"learns", "applies"} <= set(card.can):
            raise InputProblem(f"{card.title} is not taught, so there is nothing to compare.", "Leave it out.")
        if card.families and family not in card.families:
            raise InputProblem(
                f"{card.title} does not work with base models of the family “{family}”.",
                "Leave it out, or use another.",
            )
    return found


def _subjects(text: str, root: Path, photos: Path | None) -> tuple[str, ...]:
    """ "bench:N" and "photos:N" as they are, names as ids. Raises InputProblem with the nearest name."""
    from studio.core.errors import InputProblem
    from studio.library.gallery.samples import samples
    from studio.library.library import Library

    words: list[str] = []
    for part in _parts(text, "--subjects"):
        source, colon, count = part.partition(":")
        if colon and source in ("bench", "photos"):
            count, _, taught = count.partition(":")
            if not count.isdecimal() or int(count) < 1 or (taught and source == "photos"):
                raise InputProblem(f"“{part}” names no subjects.", f"Write a number from 1: {source}:2.")
            if taught and not (taught.isdecimal() and 1 <= int(taught) <= 3):
                raise InputProblem(
                    f"“{part}” leaves nothing to learn from or to judge by.",
                    f"Choose 1 to 3 pictures: bench:{count}:1.",
                )
            if source == "photos" and photos is None:
                there = sum(not sample.is_drawing for sample in samples())
                if int(count) > there:
                    raise InputProblem(
                        f"The samples hold {there} subjects of photographs, not {count}.",
                        f"Use photos:{there}, or give a folder with --photos DIR.",
                    )
            words.append(part)
            continue
        with Library.read(root) as library:
            subject = library.gallery.find(part)
            library.gallery.view(subject.id)  # raises when there are no photos to learn from
            words.append(subject.id)
    return tuple(dict.fromkeys(words))


def _settings(pairs: list[str], methods: list[Any]) -> dict[str, dict[str, Any]]:
    """By method; a setting without a method goes to all that have it. Raises InputProblem."""
    from studio.cli.train import settings_of
    from studio.core.errors import InputProblem, unknown

    slugs = {card.slug: card for card in methods}
    found: dict[str, dict[str, Any]] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        slug, dot, name = key.strip().partition(".")
        if not equals:
            raise InputProblem(f"“{pair}” is not a setting.", "Write it as key=value, for example lora.rank=8.")
        if dot and slug not in slugs:
            raise unknown("method in this bench", slug, slugs)
        name, wanted = (name, [slugs[slug]]) if dot else (slug, methods)
        having = [card for card in wanted if name in card.settings.get("properties", {})]
        if not having:
            raise unknown("setting", name, {key for card in wanted for key in card.settings.get("properties", {})})
        for card in having:
            found.setdefault(card.slug, {}).update(settings_of([f"{name}={value}"], None, card))
    return found


def _strengths(text: str) -> tuple[float, ...]:
    from studio.core.errors import InputProblem

    try:
        found = sorted({float(part) for part in _parts(text, "--strengths")})
    except ValueError:
        found = []
    if not found or not all(0 < strength <= 1.5 for strength in found):
        raise InputProblem(f"“{text}” are not strengths.", "Write numbers above 0 up to 1.5: 0.6,1,1.2.")
    return tuple(found)


def _parts(text: str, option: str) -> list[str]:
    from studio.core.errors import InputProblem

    found = [part.strip() for part in text.split(",") if part.strip()]
    if not found:
        raise InputProblem(f"{option} names nothing.", "Leave it out for the default.")
    return found


def tell(answer: dict[str, Any], output: Any) -> None:
    """The answer as text: the main columns of each table, and where the whole lies."""
    from studio.core import files

    if "report" not in answer:
        return
    told = files.read_json(Path(answer["report"]))
    columns = ("likeness", "likeness_gain", "prompt_fit", "leak", "seconds", "size_bytes")
    for group, about in told["groups"].items():
        output.text(f"{group}: {', '.join(about['subjects'])}")
        shown = [name for name in columns if any(name in row for row in about["methods"].values())]
        header = ("method", *(told["figures"][name]["title"] for name in shown))
        rows = [(method, *(_said(row.get(name)) for name in shown)) for method, row in about["methods"].items()]
        output.table(header, rows)
    for sentence in told["not_measured"]:
        output.text(sentence)
    for one in told["failed"]:
        output.note(f"{one['method']} failed: {one['why']}")
    output.text(answer["html"])


def _said(interval: dict[str, Any] | None) -> str:
    if interval is None:
        return "–"
    mean = f"{interval['mean']:,}"
    return mean if interval["low"] is None else f"{mean} [{interval['low']:,}, {interval['high']:,}]"
