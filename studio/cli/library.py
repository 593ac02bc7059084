"""`studio library check|rebuild|backup|restore|import`: the health of what is kept."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `library`."""
    parser = subparsers.add_parser("library", help="check, rebuild, back up, restore, import")
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    check = actions.add_parser("check", help="what is missing, corrupt or orphaned; changes nothing")
    check.add_argument("--quick", action="store_true", help="do not read every file to compare its hash")
    actions.add_parser("rebuild", help="make the index anew from the files; nothing is lost by it")
    backup = actions.add_parser("backup", help="everything you keep as one checked zip")
    backup.add_argument("out", metavar="FILE", nargs="?", type=Path, help="else into the library's backups")
    restore = actions.add_parser("restore", help="a backup into a new library folder, or one thing from the trash")
    restore.add_argument("what", metavar="FILE|ID", help="a zip made by backup; or the id of what was removed")
    importing = actions.add_parser("import", help="another library, or folders of photos")
    importing.add_argument("folder", metavar="DIR", type=Path)


def run(args: argparse.Namespace) -> int:
    """One of the actions."""
    actions = {"check": _check, "rebuild": _rebuild, "backup": _backup, "restore": _restore, "import": _import}
    return actions[args.action](args)


def _check(args: argparse.Namespace) -> int:
    from studio.cli.output import Output, library_root
    from studio.library.library import Library

    output = Output(args.json)
    with Library.read(library_root(args), must_exist=True) as library:
        report = library.check(thorough=not args.quick)
    counts = ", ".join(f"{report[name]} {name}" for name in ("subjects", "photos", "artifacts", "results"))
    output.text(f"Looked at {counts}.")
    for kind in ("missing", "corrupt", "orphaned"):
        for item in report[kind]:
            output.text(f"{kind}: {item['path']}: {item['why']}")
    for problem in report["index"]:
        output.text(f"index: {problem}")
    if report["sound"]:
        output.text("The library is sound.")
    output.answer(report)
    if report["sound"]:
        return 0
    if report["missing"] or report["corrupt"]:
        what = f"{len(report['missing'])} files are missing and {len(report['corrupt'])} are corrupt."
        sys.stderr.write(f"{what} Restore them from a backup: `studio library restore FILE --library NEWDIR`.\n")
    else:
        sys.stderr.write("The index does not match the files. Run `studio library rebuild`; nothing is lost by it.\n")
    return 1


def _rebuild(args: argparse.Namespace) -> int:
    from studio.cli.output import Output, library_root
    from studio.library.library import Library

    output = Output(args.json)
    with Library.open(library_root(args), create=False) as library:
        answer = library.rebuild()
    counts = ", ".join(f"{answer[name]} {name}" for name in ("subjects", "artifacts", "results"))
    output.text(f"The index was made anew: {counts}.")
    for item in answer["skipped"]:
        output.note(f"{item['kind']} {item['id']} was left out: {item['why']}")
    output.answer(answer)
    return 0


def _backup(args: argparse.Namespace) -> int:
    from studio.cli.output import Output, library_root
    from studio.library.library import Library

    output = Output(args.json)
    with Library.open(library_root(args), create=False) as library:
        path = library.backup(args.out)
    size = path.stat().st_size
    output.text(f"{path} ({size / 1_000_000:.1f} MB, originals included)")
    output.answer({"backup": str(path), "bytes": size})
    return 0


def _restore(args: argparse.Namespace) -> int:
    from studio.cli.output import Output, library_root
    from studio.core.ids import is_id
    from studio.library.library import Library

    output = Output(args.json)
    root = library_root(args)
    archive = Path(args.what).expanduser()
    if is_id(args.what) and not archive.exists():
        with Library.open(root, create=False) as library:
            entry = library.put_back(args.what)
        output.text(f"The {entry.kind} “{entry.name}” is back.")
        output.answer({"restored": entry.item, "kind": entry.kind})
        return 0
    answer = Library.restore(archive.absolute(), root)
    with Library.open(root, create=False) as library:
        counts = library.rebuild()
    output.text(f"Restored {answer['files']} files into {root}.")
    output.answer(
        {"library": str(root), **answer, **{name: counts[name] for name in ("subjects", "artifacts", "results")}}
    )
    return 0


def _import(args: argparse.Namespace) -> int:
    from studio.cli.output import Output, library_root
    from studio.library.library import Library

    output = Output(args.json)
    with Library.open(library_root(args)) as library:
        answer = library.import_folder(args.folder)
        names = [library.gallery.find(item).name for item in answer["subjects"]]
    for item in answer["skipped"]:
        output.note(f"{item['id']} was left out: {item['why']}")
    counts = ", ".join(f"{len(answer[kind])} {kind}" for kind in ("subjects", "artifacts", "results", "layouts"))
    output.text(f"Imported {counts}." + (f" Subjects: {', '.join(names)}." if names else ""))
    output.answer(answer)
    return 0
