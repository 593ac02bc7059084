"""Results written out for others: png, jpeg, webp, avif, or one contact sheet. No file is lost unasked.

library -> disk: ExportPlan. Not here: what is written into a picture (metadata.py), names (naming.py), artifacts.
"""

from __future__ import annotations

import contextlib
import io
import os
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PIL import Image

from studio.core import files
from studio.core.errors import DiskProblem, InputProblem, StudioError, unknown
from studio.core.records import Record
from studio.library.exports import contact_sheet, metadata
from studio.library.exports.metadata import MetadataMode
from studio.library.exports.naming import DEFAULT_PATTERN, Chosen, stems

EXTENSIONS = {"png": "png", "jpeg": "jpg", "webp": "webp", "avif": "avif"}
SHEETS = {"contact-sheet": "png", "contact-sheet-png": "png", "contact-sheet-pdf": "pdf"}
FORMATS = (*EXTENSIONS, *SHEETS)
SHEET_MOST = {"png": 600, "pdf": 3000}

__all__ = ["Chosen", "Collision", "ExportPlan", "ExportReport", "export", "planned_files", "run_export", "taken_files"]


class Collision(StrEnum):
    """What happens where a file of that name is there already."""

    SKIP = "skip"
    RENAME = "rename"
    REPLACE = "replace"


class ExportPlan(Record):
    """out: a folder; for a contact sheet also a file ending in .png or .pdf. edge_px: the longest side at most."""

    out: Path
    format: str = "png"
    metadata: MetadataMode = MetadataMode.FULL
    quality: int = 92
    title: str = ""
    edge_px: int | None = None
    pattern: str = DEFAULT_PATTERN
    collisions: Collision = Collision.RENAME


@dataclass(frozen=True)
class ExportReport:
    """written, skipped: files. failed: results whose picture could not be read. stopped_by: what ended it early."""

    written: tuple[Path, ...] = ()
    skipped: tuple[Path, ...] = ()
    failed: tuple[tuple[str, StudioError], ...] = ()
    stopped_by: StudioError | None = None
    was_stopped: bool = False


Progress = Callable[[int, int], None]


def export(plan: ExportPlan, chosen: Sequence[Chosen], progress: Progress | None = None) -> tuple[Path, ...]:
    """The files written, absolute. Raises InputProblem or DiskProblem; files written before stay."""
    report = run_export(plan, chosen, progress)
    if report.stopped_by is not None:
        raise report.stopped_by
    if report.failed:
        raise report.failed[0][1]
    return report.written


def run_export(
    plan: ExportPlan,
    chosen: Sequence[Chosen],
    progress: Progress | None = None,
    go_on: Callable[[], bool] = lambda: True,
) -> ExportReport:
    """What could not be read is left out and told; a disk that cannot be written ends it. Raises InputProblem."""
    _check(plan, chosen)
    if plan.format in SHEETS:
        return _sheet(plan, chosen, progress, go_on)
    written: list[Path] = []
    skipped: list[Path] = []
    failed: list[tuple[str, StudioError]] = []

    def report(stopped_by: StudioError | None = None, was_stopped: bool = False) -> ExportReport:
        return ExportReport(tuple(written), tuple(skipped), tuple(failed), stopped_by, was_stopped)

    for number, (one, path) in enumerate(zip(chosen, planned_files(plan, chosen), strict=True), start=1):
        if not go_on():
            return report(was_stopped=True)
        path = _landing(path, plan.collisions, set(written))
        if path.exists() and plan.collisions is Collision.SKIP:
            skipped.append(path)
        else:
            try:
                content = _content(plan, one)
            except StudioError as error:
                failed.append((one.result.id, error))
            else:
                try:
                    files.write_bytes(path, content)
                except DiskProblem as error:
                    return report(error)
                written.append(path)
        if progress is not None:
            progress(number, len(chosen))
    return report()


def planned_files(plan: ExportPlan, chosen: Sequence[Chosen]) -> list[Path]:
    """Where each would be written if nothing were there. Raises InputProblem."""
    out = plan.out.expanduser().absolute()
    if plan.format in SHEETS:
        return [_sheet_path(plan)]
    return [out / f"{stem}.{EXTENSIONS[plan.format]}" for stem in stems(plan.pattern, chosen)]


def taken_files(plan: ExportPlan, chosen: Sequence[Chosen]) -> tuple[Path, ...]:
    """Those of the planned files that are there already. Raises InputProblem."""
    _check(plan, chosen)
    if not plan.out.expanduser().exists():
        return ()
    return tuple(path for path in planned_files(plan, chosen) if path.exists())


def free_path(folder: Path, stem: str, extension: str) -> Path:
    """The first name that is not taken: stem, stem-2, stem-3 …"""
    path, number = folder / f"{stem}.{extension}", 2
    while path.exists():
        path, number = folder / f"{stem}-{number}.{extension}", number + 1
    return path


def _check(plan: ExportPlan, chosen: Sequence[Chosen]) -> None:
    if plan.format not in FORMATS:
        raise unknown("format", plan.format, FORMATS)
    if not chosen:
        raise InputProblem("There is nothing to export.", "Choose at least one result.")
    out = plan.out.expanduser()
    if plan.format in SHEETS:
        most = SHEET_MOST[_sheet_path(plan).suffix[1:].lower()]
        if len(chosen) > most:
            hint = "Choose fewer, or make a PDF." if most < SHEET_MOST["pdf"] else "Choose fewer, or make several."
            raise InputProblem(f"A contact sheet of this kind holds {most} pictures, not {len(chosen)}.", hint)
    elif out.is_file():
        raise InputProblem(f"“{out}” is a file.", "Choose a folder.")


def _landing(path: Path, collisions: Collision, written: set[Path]) -> Path:
    """A file of this very export is never written over, whatever was chosen."""
    if collisions is Collision.RENAME or path in written:
        return free_path(path.parent, path.stem, path.suffix[1:])
    return path


def _content(plan: ExportPlan, one: Chosen) -> bytes:
    picture = _open(one)
    if plan.edge_px is not None and max(picture.size) > plan.edge_px:
        picture.thumbnail((plan.edge_px, plan.edge_px), Image.Resampling.LANCZOS)
    return metadata.encode(picture, plan.format, one.result, plan.metadata, plan.quality)


def _sheet_path(plan: ExportPlan) -> Path:
    out = plan.out.expanduser().absolute()
    if plan.format == "contact-sheet" and out.suffix.lower() in {".png", ".pdf"}:
        return out
    return out / f"contact-sheet.{SHEETS[plan.format]}"


def _sheet(
    plan: ExportPlan, chosen: Sequence[Chosen], progress: Progress | None, go_on: Callable[[], bool]
) -> ExportReport:
    path = _sheet_path(plan)
    if path.exists():
        if path == plan.out.expanduser().absolute():
            raise InputProblem(f"“{path}” is there already.", "Choose another name, or move it away.")
        if plan.collisions is Collision.SKIP:
            return ExportReport(skipped=(path,))
        if plan.collisions is Collision.RENAME:
            path = free_path(path.parent, path.stem, path.suffix[1:])
    failed: list[tuple[str, StudioError]] = []
    cells: list[contact_sheet.Cell] = []
    for number, one in enumerate(chosen, start=1):
        if not go_on():
            return ExportReport(failed=tuple(failed), was_stopped=True)
        try:
            picture = _open(one)
        except StudioError as error:
            failed.append((one.result.id, error))
        else:
            picture.thumbnail((contact_sheet.CELL_PX, contact_sheet.CELL_PX), Image.Resampling.LANCZOS)
            cells.append(contact_sheet.Cell(picture, f"{one.result.prompt} · {one.result.seed}"))
        if progress is not None:
            progress(number, len(chosen))
    if not cells:
        return ExportReport(failed=tuple(failed))
    try:
        _write_sheet(plan, path, contact_sheet.grid(cells))
    except DiskProblem as error:
        return ExportReport(failed=tuple(failed), stopped_by=error)
    return ExportReport(written=(path,), failed=tuple(failed))


def _write_sheet(plan: ExportPlan, path: Path, rows: Sequence[contact_sheet.Row]) -> None:
    """Raises DiskProblem; then nothing of it is left."""
    footer = "Drawn by Likeness Studio"
    files.make_folder(path.parent)
    if path.suffix.lower() == ".png":
        content = contact_sheet.encode(rows, "png", plan.title, footer)
        files.write_bytes(path, content if plan.metadata is MetadataMode.NONE else _marked(content))
        return
    temporary = path.with_name(f".{path.stem[:60]}.{secrets.token_hex(4)}.pdf")
    try:
        contact_sheet.write_pdf(rows, temporary, plan.title, footer)
        os.replace(temporary, path)
    except OSError as error:
        raise files.disk_problem(error, path) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _marked(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content)) as page:
        page.load()
        return metadata.encode(page, "png", None, MetadataMode.XMP)


def _open(one: Chosen) -> Image.Image:
    if not one.path.is_file():
        raise DiskProblem(
            f"The picture of the result {one.result.id} is missing.", "Restore it from a backup, or draw it again."
        )
    try:
        with Image.open(one.path) as opened:
            opened.load()
            return opened.convert("RGB")
    except (OSError, SyntaxError, ValueError) as error:
        raise DiskProblem(
            f"The picture of the result {one.result.id} is damaged.",
            "Restore it from a backup, or draw it again.",
            repr(error),
        ) from error
