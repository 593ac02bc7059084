"""`studio backbones` and `studio backbone add PATH`: the base models there are, and adding one from this computer.

Adding registers a folder or a file where it lies; nothing is copied or downloaded.
Not here: what can be read and loaded (studio/engine/backbones).
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any


def register(subparsers: Any) -> None:
    """Add both commands."""
    subparsers.add_parser("backbones", help="the base models, and whether they can run here")
    parser = subparsers.add_parser("backbone", help="add a base model from this computer")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    add = actions.add_parser("add", help="register a diffusers folder or a single file")
    add.add_argument("path", metavar="PATH", type=Path, help="a folder with model_index.json, or a .safetensors file")
    add.add_argument("--name", metavar="NAME", help="default: from the file's name")
    add.add_argument("--licence", metavar="TEXT", default="", help="noted in what is taught with it")


def run(args: argparse.Namespace) -> int:
    """The exit code. Raises StudioError."""
    from studio.cli.output import Output

    output = Output(args.json)
    return _add(args, output) if args.command == "backbone" else _list(output)


def _list(output: Any) -> int:
    from studio.library.catalogue import read as catalogue

    rows = [card.to_data() | {"can_run": card.problem is None} for card in catalogue.backbones()]
    for row in rows:
        size = "{}x{}".format(*row["picture_px"]) if row["picture_px"] else ""
        output.text(f"{row['name']}  {row['family']}  {size}  {row['licence']}".rstrip())
        if row["problem"]:
            output.text(f"    {row['problem']} {row['remedy']}")
    output.answer({"backbones": rows})
    return 0
