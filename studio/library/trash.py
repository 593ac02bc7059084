"""The trash: what was removed can come back with its id; and purging, which really deletes, with a receipt.

trash/<id>/entry.json and trash/<id>/files/…, laid out as in the library. Receipts: trash/receipts/<id>.json.
Not here: what belongs to a subject (library.py gathers it).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from studio.core import files
from studio.core.errors import DiskProblem, StudioError, unknown
from studio.core.ids import is_id, new_id
from studio.core.records import Record

KEEP_DAYS = 30


class Entry(Record):
    """One removed thing. item: its id in the library. paths: relative to the library's folder."""

    schema_version: int = 1
    id: str  # "t-…"
    kind: str  # "subject", "photo", "artifact", "result"
    item: str
    name: str
    removed: str  # ISO 8601, UTC
    paths: tuple[str, ...]
    record: dict[str, Any] | None = None  # what is not a file of its own, e.g. a photo of a subject


class Receipt(Record):
    """What a purge deleted, without saying what it showed."""

    schema_version: int = 1
    id: str
    kind: str
    item: str
    purged: str
    deleted: tuple[str, ...]  # paths relative to the library's folder
    bytes: int
    backups_that_may_still_hold_it: tuple[str, ...] = ()


def throw_away(
    root: Path, kind: str, item: str, name: str, paths: Sequence[Path], record: dict[str, Any] | None = None
) -> Path:
    """Move files and folders of the library into one new entry. Returns its folder. Raises DiskProblem."""
    present = [path for path in paths if path.exists()]
    entry = Entry(
        id=new_id("t"),
        kind=kind,
        item=item,
        name=name,
        removed=datetime.now(UTC).isoformat(timespec="milliseconds"),
        paths=tuple(path.relative_to(root).as_posix() for path in present),
        record=record,
    )
    folder = root / "trash" / entry.id
    entry.save(folder / "entry.json")  # first: a half-moved entry can still be restored
    for path in present:
        files.move(path, folder / "files" / path.relative_to(root))
    return folder


def entries(root: Path) -> list[Entry]:
    """Newest first; damaged ones are left out."""
    found: list[Entry] = []
    folder = root / "trash"
    for path in folder.glob("t-*/entry.json") if folder.is_dir() else []:
        try:
            found.append(Entry.load(path))
        except StudioError:
            continue
    return sorted(found, key=lambda entry: entry.removed, reverse=True)


def find(root: Path, word: str) -> Entry:
    """The newest one of that entry's id, item's id or name. Raises InputProblem."""
    known = entries(root)
    matching = [entry for entry in known if word in {entry.id, entry.item, entry.name}]
    if not matching:
        raise unknown("thing in the trash called", word, [entry.item for entry in known])
    return matching[0]


def put_back(root: Path, word: str) -> Entry:
    """Move an entry's files to where they were. word: the entry's id, the item's id or its name."""
    entry = find(root, word)
    folder = root / "trash" / entry.id
    for place in entry.paths:
        stored, target = folder / "files" / place, _inside(root, place)
        if not stored.exists():
            continue
        if target.exists():
            raise DiskProblem(f"“{target}” is there already.", "Move it away first, then restore again.")
        files.move(stored, target)
    files.remove(folder)
    return entry


def delete(root: Path, entry: Entry) -> None:
    """For good."""
    files.remove(root / "trash" / entry.id)


def expired(root: Path, days: int = KEEP_DAYS) -> list[Entry]:
    """Entries older than so many days."""
    limit = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="milliseconds")
    return [entry for entry in entries(root) if entry.removed < limit]


def purge(root: Path, kind: str, item: str, paths: Sequence[Path]) -> Path:
    """Really delete, then write the receipt. Returns the receipt's path. Raises DiskProblem."""
    deleted: list[str] = []
    size = 0
    for path in paths:
        if not path.exists():
            continue
        inside = [p for p in path.rglob("*") if p.is_file()] if path.is_dir() else [path]
        size += sum(p.stat().st_size for p in inside)
        deleted.extend(p.relative_to(root).as_posix() for p in inside)
        files.remove(path)
    backups = root / "backups"
    receipt = Receipt(
        id=new_id("t"),
        kind=kind,
        item=item,
        purged=datetime.now(UTC).isoformat(timespec="milliseconds"),
        deleted=tuple(sorted(deleted)),
        bytes=size,
        backups_that_may_still_hold_it=tuple(sorted(p.name for p in backups.glob("*.zip"))) if backups.is_dir() else (),
    )
    path = (root / "trash" / "receipts" / f"{receipt.id}.json").absolute()
    receipt.save(path)
    return path


def _inside(root: Path, place: str) -> Path:
    target = (root / place).resolve()
    if not target.is_relative_to(root.resolve()) or not is_id(_id_in(place)):
        raise DiskProblem(f"The trash names a place outside the library: “{place}”.", "Restore the file by hand.")
    return root / place


def _id_in(place: str) -> str:
    parts = Path(place).parts
    return parts[-1] if is_id(parts[-1]) else Path(parts[-1]).stem
