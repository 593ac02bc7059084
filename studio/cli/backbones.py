"""`studio backbones` and `studio backbone add PATH`: the base models there are, and adding one from this computer.

Adding registers a folder or a single file where it lies; nothing is copied or downloaded.
Not here: what can be read and loaded (studio/engine/backbones).
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def register(subparsers: Any) -> None:
    """Add both commands."""
    subparsers.add_parser("backbones", help="the base models, and whether they can run here")
    parser = subparsers.add_parser("backbone", help="add a base model from this computer")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    add = actions.add_parser("add", help="register a diffusers folder or a single .safetensors file")
    add.add_argument(
        "path",
        metavar="PATH",
        type=Path,
        help="a folder with model_index.json, or a .safetensors file of Stable Diffusion 1.x or 2.x",
    )
    add.add_argument("--name", metavar="NAME", help="default: from the folder's or file's name")
    add.add_argument(
        "--prediction",
        choices=("epsilon", "v_prediction"),
        default="",
        help="of a single file; default: what the file says, else epsilon for 1.x and v_prediction for 2.x",
    )
    add.add_argument("--licence", metavar="TEXT", default="", help="noted in what is taught with it")


def run(args: argparse.Namespace) -> int:
    """The exit code. Raises StudioError."""
    from studio.cli.output import Output

    output = Output(args.json)
    return _add(args, output) if args.command == "backbone" else _list(output)


def _list(output: Any) -> int:
    from studio.library.catalogue import read as catalogue

    cards = catalogue.backbones()
    for card in cards:
        size = "x".join(str(side) for side in card.picture_px or ())
        output.text(f"{card.name}  {card.family}  {size}  {card.licence}".rstrip())
        if card.problem:
            output.text(f"    {card.problem} {card.remedy}")
    output.answer({"backbones": [card.to_data() | {"can_run": card.problem is None} for card in cards]})
    return 0


def _add(args: argparse.Namespace, output: Any) -> int:
    from studio.library.catalogue import register as folder

    entry = folder.add(args.path, args.name, args.licence, args.prediction)
    predicts = f"  predicts {entry.prediction_type}" if entry.prediction_type else ""
    output.text(f"{entry.name}: {entry.path}{predicts}")
    if entry.prediction_type and not args.prediction:
        note = folder.prediction_note(entry)
        if note:
            output.note(note)
    output.answer({"backbone": entry.to_data()})
    return 0
