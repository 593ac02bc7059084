"""The methods as data for the rooms without torch: resources/catalogue.json, generated from the method files.

`python -m studio.engine.methods.catalogue --write` renews it, `--check` fails when it is stale (part of `poe check`).
Read by studio/library/catalogue/read.py. Not here: whether a method can run on this computer.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from studio.core import files, folders
from studio.engine.methods import registry
from studio.engine.methods.contract import (
    Applies,
    ClassWord,
    Learns,
    Merges,
    Method,
    OtherArtifact,
    Photos,
    Steers,
)


def entry(method: Method) -> dict[str, Any]:
    """One method's card (MethodCard of studio/library/catalogue/read.py)."""
    spec = method.spec
    photos = next((need for need in spec.needs if isinstance(need, Photos)), None)
    abilities = (("learns", Learns), ("applies", Applies), ("merges", Merges), ("steers", Steers))
    defaults = method.backbone_defaults if isinstance(method, Learns) else {}
    return {
        "slug": spec.slug,
        "title": spec.title,
        "summary": spec.summary,
        "paper": spec.paper,
        "version": spec.version,
        "gives": str(spec.gives),
        "families": list(spec.families),
        "least_photos": photos.least if photos else 0,
        "most_photos": photos.most if photos else None,
        "needs_class_word": any(isinstance(need, ClassWord) for need in spec.needs),
        "needs_artifact": any(isinstance(need, OtherArtifact) for need in spec.needs),
        "can": [name for name, kind in abilities if isinstance(method, kind)],
        "settings": method.Settings.model_json_schema(),
        "folder": registry.family_of(spec.slug),
        "subjects": spec.subjects,
        "docs": f"docs/methods/{spec.slug}.md",
        "drawing_settings": list(method.drawing_settings) if isinstance(method, Applies) else [],
        "backbone_defaults": {where: dict(values) for where, values in defaults.items()},
    }


def text() -> str:
    """The whole file."""
    data = {
        "schema": 1,
        "methods": [entry(method) for method in registry.all_methods()],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def is_fresh(file: Path) -> bool:
    """True when the file says what the method files say."""
    return file.is_file() and file.read_text("utf-8") == text()


def main(arguments: list[str]) -> int:
    """0 when fresh or written, 1 when stale."""
    parser = argparse.ArgumentParser(prog="studio.engine.methods.catalogue")
    group = parser.add_mutually_exclusive_group(required=True)
    group.add_argument(
        "--check",
        action="store_true",
        help="fail when resources/catalogue.json is stale",
    )
    group.add_argument("--write", action="store_true", help="write resources/catalogue.json")
    chosen = parser.parse_args(arguments)
    file = folders.resources() / "catalogue.json"
    if chosen.write:
        files.write_text(file, text())
        return 0
    if is_fresh(file):
        return 0
    print(f"{file} is stale: run `poe catalogue` and commit it.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
