"""Look at a face pack or a segmenter before it is used, and put it to use; for the desktop, in a process of its own.

    python -m studio.engine.perception.choosing look|use faces|segmenter [PATH] [--agree]

Without PATH the built-in one is meant. Answers one JSON line: {"name", "title", "path", "licence", "needs_consent",
"note", "knows", "size_bytes"}, or {"error": …}. `use` loads it first, so that what cannot run is never chosen.
Not here: what counts as one (face_packs.py, library/catalogue/segmenters.py), the desktop's side
(desktop/service/packs.py), the command line's (`studio faces`, `studio segmenter`).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from studio.core.errors import StudioError
from studio.engine.perception import face_packs
from studio.library.catalogue import face_packs as packs
from studio.library.catalogue import segmenters
from studio.library.catalogue.inventory import size_of


def main(arguments: Sequence[str] | None = None) -> int:
    """0; 2 when it cannot be used, told in the line."""
    parser = argparse.ArgumentParser(prog="python -m studio.engine.perception.choosing", description=__doc__)
    parser.add_argument("do", choices=("look", "use"))
    parser.add_argument("part", choices=("faces", "segmenter"))
    parser.add_argument("path", nargs="?", type=Path)
    parser.add_argument("--agree", action="store_true")
    args = parser.parse_args(arguments)
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what libraries print goes to the error stream
    work = _faces if args.part == "faces" else _segmenter
    try:
        told, code = work(args.path, args.do == "use", args.agree), 0
    except StudioError as error:
        told, code = {"error": error.as_data()}, 2
    answers.write(json.dumps(told) + "\n")
    answers.close()
    return code


def _faces(path: Path | None, is_chosen: bool, agreed: bool) -> dict[str, Any]:
    pack = face_packs.look_at(path or packs.shipped_folder())
    if is_chosen:
        from studio.engine.perception.faces import InsightFaces

        InsightFaces(pack)
        face_packs.put_to_use(pack, agreed)
    return {
        "name": pack.name,
        "title": "insightface",
        "path": str(pack.folder),
        "licence": pack.licence,
        "needs_consent": not pack.is_commercial,
        "note": pack.licence_note,
        "knows": pack.knows,
        "size_bytes": pack.size_bytes,
    }


def _segmenter(path: Path | None, is_chosen: bool, agreed: bool) -> dict[str, Any]:
    card = segmenters.shipped() if path is None else segmenters.look_at(path)
    if is_chosen:
        from studio.engine.perception.segmenters import open_segmenter

        open_segmenter(card.folder)
        card = segmenters.choose_shipped() if path is None else segmenters.choose(card.folder)
    is_shipped = card.name == segmenters.SHIPPED
    return {
        "name": card.name,
        "title": card.title,
        "path": str(card.folder),
        "licence": card.licence,
        "needs_consent": card.licence == "unknown",
        "note": "",
        "knows": "drawings" if is_shipped else "photographs",
        "size_bytes": size_of(card.folder),
    }


if __name__ == "__main__":
    sys.exit(main())
