"""`studio faces list|use`: the packs that see faces in photos, their licences, and which one is in use.

Nothing is downloaded or copied. Not here: what a pack is (studio/engine/perception/face_packs.py).
"""

from __future__ import annotations

import argparse
from typing import Any


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("faces", help="the packs that see faces in photos, and their licences")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("list", help="the packs on this computer")
    use = actions.add_parser("use", help="look at photos with this pack from now on")
    use.add_argument("pack", metavar="PACK", help="a name of the list, or a folder with insightface's .onnx files")
    use.add_argument("--agree", action="store_true", help="you read its licence, and it fits what you do")


def run(args: argparse.Namespace) -> int:
    """The exit code. Raises StudioError."""
    from studio.cli.output import Output

    output = Output(args.json)
    return _list(output) if args.action == "list" else _use(args, output)


def _list(output: Any) -> int:
    from studio.core.errors import StudioError
    from studio.engine.perception import face_packs
    from studio.library.catalogue import face_packs as catalogue

    chosen = catalogue.chosen()
    rows = []
    for found in face_packs.packs():
        if isinstance(found, StudioError):
            output.text(f"  {found}")
            rows.append({"problem": found.message, "remedy": found.remedy})
            continue
        is_used = chosen is not None and chosen.folder == found.folder
        output.text(f"{'*' if is_used else ' '} {found.name}  {found.licence}  knows {found.knows}  {found.folder}")
        rows.append(face_packs.described(found) | {"in_use": is_used, "problem": None, "remedy": ""})
    if not rows:
        output.text("There is no face pack. Install the studio again.")
    output.answer({"packs": rows})
    return 0


def _use(args: argparse.Namespace, output: Any) -> int:
    from studio.engine.perception import face_packs
    from studio.engine.perception.faces import InsightFaces

    pack = face_packs.named(args.pack)
    if not pack.is_commercial:
        output.note(f"“{pack.name}” is for {pack.licence}. {pack.licence_note}".rstrip())
    InsightFaces(pack)  # it can be loaded, or a sentence says why not; before it is written down
    face_packs.put_to_use(pack, args.agree)
    output.text(f"Photos are looked at with “{pack.name}” from now on; it knows {pack.knows}.")
    output.answer({"pack": face_packs.described(pack)})
    return 0
