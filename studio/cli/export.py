"""`studio export RESULT…|--subject NAME --out DIR`: pictures for others, with as much said about them as wanted."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.library.library import Library
    from studio.library.results.records import Result


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `export`."""
    parser = subparsers.add_parser("export", help="write pictures out, or one contact sheet")
    parser.add_argument("results", metavar="RESULT", nargs="*", help="ids of results")
    parser.add_argument("--subject", metavar="NAME", help="all pictures of this subject")
    parser.add_argument(
        "--out", metavar="DIR", required=True, type=Path, help="a folder; a contact sheet may be a file"
    )
    parser.add_argument("--format", choices=("png", "jpeg", "webp", "avif", "contact-sheet"), default="png")
    parser.add_argument(
        "--metadata",
        choices=("full", "xmp", "none"),
        default="full",
        help="full: the whole request; xmp: only that a model drew it; none: nothing",
    )


def run(args: argparse.Namespace) -> int:
    """Reads only: works while the desktop is open."""
    from studio.cli.output import Output, library_root
    from studio.library.exports.metadata import MetadataMode
    from studio.library.exports.pictures import Chosen, ExportPlan, export
    from studio.library.library import Library

    output = Output(args.json)
    with Library.read(library_root(args)) as library:
        chosen = [Chosen(result, library.results.path(result.id)) for result in _results(library, args)]
        plan = ExportPlan(
            out=args.out.expanduser().absolute(),
            format=args.format,
            metadata=MetadataMode(args.metadata),
            title=args.subject or "",
        )
        written = export(plan, chosen, lambda done, of: output.progress(done, of, "exporting"))
    for path in written:
        output.text(str(path))
    output.answer({"files": [str(path) for path in written], "format": args.format, "metadata": args.metadata})
    return 0


def _results(library: Library, args: argparse.Namespace) -> list[Result]:
    from studio.core.errors import InputProblem
    from studio.library.results.query import ResultFilter

    found = [library.results.find(result) for result in args.results]
    if args.subject:
        subject = library.gallery.find(args.subject)
        of_subject = library.results.list(ResultFilter(subject=subject.id))
        if not of_subject and not found:
            raise InputProblem(
                f"There is no picture of {subject.name} yet.", "Draw one: studio generate 'a photo of @NAME'"
            )
        found += [result for result in reversed(of_subject) if result not in found]
    if not found:
        raise InputProblem("There is nothing to export.", "Name results by id, or a subject with --subject.")
    return found
