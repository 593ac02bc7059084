"""`studio artifact list|show|remove|export|import|merge`: what teaching left behind, and other programs' files."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from studio.library.artifacts.manifest import Manifest
    from studio.library.library import Library


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `artifact`."""
    parser = subparsers.add_parser("artifact", help="what was learned: list, show, remove, export, import, merge")
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    listing = actions.add_parser("list", help="all artifacts, newest first")
    listing.add_argument("--subject", metavar="NAME", help="only this subject's")
    show = actions.add_parser("show", help="the whole manifest")
    show.add_argument("id", metavar="ID")
    remove = actions.add_parser("remove", help="into the trash; with --purge really deleted")
    remove.add_argument("id", metavar="ID")
    remove.add_argument("--purge", action="store_true", help="delete for good")
    export = actions.add_parser("export", help="a file or folder other programs can open")
    export.add_argument("id", metavar="ID")
    export.add_argument("--format", required=True, choices=("kohya", "peft", "diffusers", "comfy", "a1111"))
    export.add_argument("--out", metavar="PATH", required=True, type=Path, help="a folder, or a .safetensors file")
    importing = actions.add_parser("import", help="a LoRA or an embedding of another program (safetensors)")
    importing.add_argument("file", metavar="FILE", type=Path)
    importing.add_argument("--subject", metavar="NAME", help="the subject it shows, so that @NAME can use it")
    importing.add_argument("--name", metavar="TEXT", default="", help="what to call it; else the file's name")
    importing.add_argument("--trigger", metavar="WORDS", default="", help="the words that call it in a prompt")
    importing.add_argument("--backbone", metavar="NAME", default="", help="the base model it was made for")
    merging = actions.add_parser("merge", help="one artifact of several that were taught apart, as far as a method can")
    merging.add_argument("ids", metavar="ID", nargs="+")


def run(args: argparse.Namespace) -> int:
    """One of the actions."""
    actions = {"list": _list, "show": _show, "remove": _remove, "export": _export, "import": _import, "merge": _merge}
    return actions[args.action](args)


def _list(args: argparse.Namespace) -> int:
    from studio.cli.output import Output, library_root
    from studio.library.library import Library

    output = Output(args.json)
    with Library.read(library_root(args)) as library:
        subject = library.gallery.find(args.subject).id if args.subject else None
        manifests = library.artifacts.list(subject)
        rows = [
            (m.id, ", ".join(m.subject_names), m.method, m.backbone, _size(m.size_bytes), m.created[:16])
            for m in manifests
        ]
        if rows:
            output.table(("ID", "SUBJECT", "METHOD", "BACKBONE", "SIZE", "MADE"), rows)
        else:
            output.text("There is no artifact yet. Teach a subject: studio train NAME --method lora")
        output.answer({"artifacts": [_described(library, manifest) for manifest in manifests]})
    return 0


def _show(args: argparse.Namespace) -> int:
    from studio.cli.output import Output, library_root
    from studio.library.library import Library

    output = Output(args.json)
    with Library.read(library_root(args)) as library:
        manifest = library.artifacts.find(args.id)
        for name, value in manifest.to_data().items():
            if value not in ("", None, [], {}):
                output.text(f"{name}: {value}")
        folder = library.artifacts.folder(manifest.id)
        output.answer({"artifact": {**manifest.to_data(), "path": str(folder)}})
    return 0


def _remove(args: argparse.Namespace) -> int:
    from studio.cli.output import Output, library_root
    from studio.library.library import Library

    output = Output(args.json)
    with Library.open(library_root(args)) as library:
        manifest = library.artifacts.find(args.id)
        path = library.artifacts.remove(manifest.id, purge=args.purge)
        if args.purge:
            output.text(f"{manifest.id} was deleted for good. Receipt: {path}")
            output.answer({"purged": manifest.id, "receipt": str(path)})
        else:
            output.text(f"{manifest.id} is in the trash. `studio library restore {manifest.id}` brings it back.")
            output.answer({"removed": manifest.id, "trash": str(path)})
    return 0


def _export(args: argparse.Namespace) -> int:
    from studio.cli.output import Output, library_root
    from studio.library.library import Library

    output = Output(args.json)
    with Library.read(library_root(args)) as library:
        manifest = library.artifacts.find(args.id)
        written = library.artifacts.export(manifest.id, args.format, args.out)
        for path in written[:12]:
            output.text(str(path))
        if len(written) > 12:
            output.text(f"… and {len(written) - 12} more files")
        answer = {"artifact": manifest.id, "format": args.format, "files": [str(path) for path in written]}
        output.answer({**answer, "trigger": manifest.trigger})
    return 0


def _import(args: argparse.Namespace) -> int:
    from studio.cli.output import Output, library_root
    from studio.library.library import Library

    output = Output(args.json)
    with Library.open(library_root(args)) as library:
        subject = library.gallery.find(args.subject) if args.subject else None
        manifest = library.artifacts.import_file(
            args.file,
            name=args.name,
            trigger=args.trigger,
            subject=(subject.id, subject.name, subject.class_word) if subject else None,
            backbone=args.backbone,
        )
        output.text(f"{manifest.id}: {manifest.method} for {manifest.backbone}, called by “{manifest.trigger}”")
        if manifest.backbone == "unknown":
            output.note("No known base model has the width this was made for; add it with `studio backbone add PATH`.")
        output.answer({"artifact": _described(library, manifest)})
    return 0


def _merge(args: argparse.Namespace) -> int:
    from studio.cli.output import Output, library_root
    from studio.engine.methods.merged import merge
    from studio.library.library import Library

    output = Output(args.json)
    with Library.open(library_root(args)) as library:
        ids = [library.artifacts.find(id_).id for id_ in args.ids]
        manifest = library.artifacts.index(merge(library.root, ids).id)
        output.text(
            f"{manifest.id}: {' and '.join(manifest.subject_names)}, called by “{'”, “'.join(manifest.triggers)}”"
        )
        output.answer({"artifact": _described(library, manifest)})
    return 0


def _described(library: Library, manifest: Manifest) -> dict[str, Any]:
    return {
        "id": manifest.id,
        "path": str(library.artifacts.folder(manifest.id)),
        "method": manifest.method,
        "backbone": manifest.backbone,
        "subjects": list(manifest.subject_names),
        "trigger": manifest.trigger,
        "created": manifest.created,
        "size_bytes": manifest.size_bytes,
        "scores": {score.name: score.value for score in manifest.scores},
    }


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{size / 1000:.1f} kB"
