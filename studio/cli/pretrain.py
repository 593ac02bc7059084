"""`studio pretrain RECIPE`: rebuild the contents of models/; hours of work, resumable.

Runs in this process: a recipe saves its own state and stops in order on Ctrl-C.
Not here: the recipes (studio/engine/pretraining).
"""

from __future__ import annotations

import argparse
from typing import Any


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("pretrain", help="rebuild the contents of models/")
    parser.add_argument(
        "recipe",
        metavar="RECIPE",
        help="mini-autoencoder, mini-clip, mini-unet, mini-instance …",
    )
    parser.add_argument("--minutes", metavar="M", type=float, default=60.0, help="stop in order after so long (60)")
    parser.add_argument("--resume", action="store_true", help="go on where it stopped")
    parser.add_argument("--threads", metavar="N", type=int, default=1, help="default: 1")


def run(args: argparse.Namespace) -> int:
    """The exit code. Raises StudioError."""
    from studio.cli.output import Output
    from studio.core.errors import InputProblem, MissingWeights, unknown
    from studio.engine.pretraining.recipes import RECIPES
    from studio.engine.pretraining.runs import work_folder

    output = Output(args.json)
    if args.recipe not in RECIPES:
        raise unknown("recipe", args.recipe, RECIPES)
    if args.minutes <= 0 or args.threads < 1:
        raise InputProblem("--minutes and --threads must be larger than 0.", "For example: --minutes 60 --threads 2.")

    def report(line: str) -> None:
        output.event({"event": "note", "recipe": args.recipe, "text": line})
        output.text(line)

    recipe, folder = RECIPES[args.recipe], work_folder()
    try:
        figures = recipe.run(folder, args.minutes, args.resume, args.threads, report)
    except FileNotFoundError as error:
        raise MissingWeights(
            f"The recipe {recipe.name} needs what another one makes: {error.filename} is missing.",
            f"Run the recipes that make these first: {', '.join(recipe.needs) or 'none'}.",
            repr(error),
        ) from error
    output.answer({"recipe": recipe.name, "folder": str(folder), "figures": figures})
    return 0
