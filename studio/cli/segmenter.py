"""`studio segmenter show` and `studio segmenter use PATH`: what finds subjects in photos, and choosing another one.

Nothing is copied or downloaded. Not here: what counts as a segmenter (studio/library/catalogue/segmenters.py).
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("segmenter", help="what finds subjects in photos, and choosing another one")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("show", help="the one in use")
    use = actions.add_parser("use", help="find subjects with this one from now on")
    use.add_argument(
        "path",
        metavar="PATH",
        help="a .safetensors file of SAM 1, a folder of SAM 2, or “mini” for the studio's own",
    )
    use.add_argument("--licence", metavar="TEXT", default="", help="where its files do not say it")


def run(args: argparse.Namespace) -> int:
    """The exit code. Raises StudioError."""
    from studio.cli.output import Output
    from studio.library.catalogue import segmenters

    output = Output(args.json)
    if args.action == "use":
        is_own = args.path == segmenters.SHIPPED and not Path(args.path).exists()
        card = segmenters.choose_shipped() if is_own else _chosen(Path(args.path), args.licence)
        if card.licence == "unknown":
            output.note("Its licence is not stated; find out what it allows before you use it.")
    else:
        card = segmenters.in_use()
    output.text(f"{card.name}  {card.title}  {card.licence}  {card.folder}")
    answer = {
        "name": card.name,
        "kind": str(card.kind),
        "size": card.size,
        "licence": card.licence,
        "path": str(card.folder),
        "fingerprint": card.fingerprint,
    }
    output.answer({"segmenter": answer})
    return 0


def _chosen(path: Path, licence: str) -> Any:
    """It can be loaded, or a sentence says why not; before it is written down."""
    from studio.engine.perception.segmenters import open_segmenter
    from studio.library.catalogue import segmenters

    open_segmenter(path)
    return segmenters.choose(path, licence)
