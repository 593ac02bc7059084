"""Results written out for others: png, jpeg, webp, avif, or one contact sheet. Never writes over a file.

library -> disk: ExportPlan. Not here: what is written into a picture (metadata.py), artifacts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from studio.core import files
from studio.core.errors import DiskProblem, InputProblem, unknown
from studio.core.records import Record
from studio.library.exports import contact_sheet, metadata
from studio.library.exports.metadata import MetadataMode
from studio.library.results.records import Result

EXTENSIONS = {"png": "png", "jpeg": "jpg", "webp": "webp", "avif": "avif"}
FORMATS = (*EXTENSIONS, "contact-sheet")


class ExportPlan(Record):
    """out: a folder; for a contact sheet also a file ending in .png or .pdf."""

    out: Path
    format: str = "png"
    metadata: MetadataMode = MetadataMode.FULL
    quality: int = 92
    title: str = ""


@dataclass(frozen=True)
class Chosen:
    """A result and where its picture lies."""

    result: Result
    path: Path


def export(
    plan: ExportPlan, chosen: Sequence[Chosen], progress: Callable[[int, int], None] | None = None
) -> tuple[Path, ...]:
    """Returns the files written, absolute. Raises InputProblem or DiskProblem; files written before stay."""
    if plan.format not in FORMATS:
        raise unknown("format", plan.format, FORMATS)
    if not chosen:
        raise InputProblem("There is nothing to export.", "Choose at least one result.")
    if plan.format == "contact-sheet":
        return (_sheet(plan, chosen),)
    out = _folder(plan.out)
    written: list[Path] = []
    for number, one in enumerate(chosen, start=1):
        picture = _open(one)
        content = metadata.encode(picture, plan.format, one.result, plan.metadata, plan.quality)
        path = free_path(out, file_stem(one.result), EXTENSIONS[plan.format])
        files.write_bytes(path, content)
        written.append(path)
        if progress is not None:
            progress(number, len(chosen))
    return tuple(written)


def file_stem(result: Result) -> str:
    """Readable and sortable: "a-dog-on-a-beach-seed7"."""
    words = re.sub(r"[^\w]+", "-", result.prompt.lower()).strip("-_")[:48].strip("-_") or "picture"
    return f"{words}-seed{result.seed}"


def free_path(folder: Path, stem: str, extension: str) -> Path:
    """The first name that is not taken: stem, stem-2, stem-3 …"""
    path, number = folder / f"{stem}.{extension}", 2
    while path.exists():
        path, number = folder / f"{stem}-{number}.{extension}", number + 1
    return path


def _sheet(plan: ExportPlan, chosen: Sequence[Chosen]) -> Path:
    cells = [contact_sheet.Cell(_open(one), f"{one.result.prompt} · {one.result.seed}") for one in chosen]
    wanted = plan.out.suffix.lower()
    if wanted in {".png", ".pdf"}:
        files.make_folder(plan.out.absolute().parent)
        path, kind = plan.out.expanduser().absolute(), wanted[1:]
        if path.exists():
            raise InputProblem(f"“{path}” is there already.", "Choose another name, or move it away.")
    else:
        path, kind = free_path(_folder(plan.out), "contact-sheet", "png"), "png"
    content = contact_sheet.encode(contact_sheet.grid(cells), kind, plan.title, "Drawn by Likeness Studio")
    if kind == "png" and plan.metadata is not MetadataMode.NONE:
        content = _marked(content)
    files.write_bytes(path, content)
    return path


def _marked(content: bytes) -> bytes:
    import io

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


def _folder(out: Path) -> Path:
    path = out.expanduser().absolute()
    if path.is_file():
        raise InputProblem(f"“{path}” is a file.", "Give a folder with --out.")
    files.make_folder(path)
    return path
