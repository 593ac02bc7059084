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
    parser.add_argument("recipe", metavar="RECIPE", help="mini-autoencoder, mini-clip, mini-unet, mini-instance …")
    parser.add_argument("--minutes", metavar="M", type=float, help="stop in order after so long")
    parser.add_argument("--resume", action="store_true", help="go on where it stopped")
    parser.add_argument("--threads", metavar="N", type=int, default=1, help="default: 1")


def run(args: argparse.Namespace) -> int:
    """The exit code. Raises StudioError."""
    from studio.cli.output import Output
    from studio.core.errors import unknown
    from studio.engine.pretraining.recipes import RECIPES

    output = Output(args.json)
    if args.recipe not in RECIPES:
        raise unknown("recipe", args.recipe, RECIPES)
