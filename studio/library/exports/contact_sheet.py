"""A contact sheet: rows of pictures with a title, row labels and captions, as PNG or PDF.

Used by `studio export`, the demo and the bench. Not here: which pictures, and their metadata.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

INK, SOFT, GROUND = (28, 28, 30), (110, 110, 116), (250, 250, 248)
_GAP = 14
_TEXT_PX = 13
_TITLE_PX = 20
MAX_ROWS_A_PAGE = 8
CELL_PX = 192


@dataclass(frozen=True)
class Cell:
    """One picture and what stands under it."""

    picture: Image.Image
    caption: str = ""


@dataclass(frozen=True)
class Row:
    """Cells side by side; label stands left of them."""

    cells: Sequence[Cell]
    label: str = ""


def grid(cells: Sequence[Cell], columns: int = 0) -> list[Row]:
    """Cells in reading order; columns 0: about square, six at most."""
    across = columns or min(6, max(1, math.ceil(math.sqrt(len(cells)))))
    return [Row(cells[i : i + across]) for i in range(0, len(cells), across)]


def draw(rows: Sequence[Row], title: str = "", footer: str = "", cell_px: int = 192) -> Image.Image:
    """One page. Pictures keep their proportions inside square cells; small ones are enlarged."""
    font, big = _font(_TEXT_PX), _font(_TITLE_PX)
    columns = max((len(row.cells) for row in rows), default=1)
    label_px = max((_width(font, row.label) for row in rows if row.label), default=0)
    label_px = min(label_px, 260) + (_GAP if label_px else 0)
    captions = [[_wrap(cell.caption, font, cell_px) for cell in row.cells] for row in rows]
    line_px = _TEXT_PX + 4
    heights = [cell_px + max((len(lines) for lines in row), default=0) * line_px + _GAP for row in captions]
    top = _GAP + (_TITLE_PX + _GAP if title else 0)
    bottom = line_px + _GAP if footer else 0
    width = _GAP + label_px + columns * (cell_px + _GAP)
    width = max(width, 2 * _GAP + _width(big, title), 2 * _GAP + _width(font, footer))
    page = Image.new("RGB", (int(width), int(top + sum(heights) + bottom)), GROUND)
    pen = ImageDraw.Draw(page)
    if title:
        pen.text((_GAP, _GAP), title, INK, big)
    y = top
    for row, lines, height in zip(rows, captions, heights, strict=True):
        if row.label:
            for number, line in enumerate(_wrap(row.label, font, 260)):
                pen.text((_GAP, y + number * line_px), line, INK, font)
        for column, (cell, text) in enumerate(zip(row.cells, lines, strict=True)):
            x = int(_GAP + label_px + column * (cell_px + _GAP))
            picture = _fitted(cell.picture, cell_px)
            page.paste(picture, (x + (cell_px - picture.width) // 2, int(y) + (cell_px - picture.height) // 2))
            for number, line in enumerate(text):
                pen.text((x, y + cell_px + 4 + number * line_px), line, SOFT, font)
        y += height
    if footer:
        pen.text((_GAP, y), footer, SOFT, font)
    return page


def encode(rows: Sequence[Row], format_name: str, title: str = "", footer: str = "", cell_px: int = 192) -> bytes:
    """ "png": one tall picture. "pdf": pages of a few rows each."""
    buffer = io.BytesIO()
    if format_name == "png":
        draw(rows, title, footer, cell_px).save(buffer, "PNG")
        return buffer.getvalue()
    assert format_name == "pdf", format_name
    parts = [rows[i : i + MAX_ROWS_A_PAGE] for i in range(0, len(rows), MAX_ROWS_A_PAGE)] or [rows]
    pages = [draw(part, title if number == 0 else "", footer, cell_px) for number, part in enumerate(parts)]
    pages[0].save(buffer, "PDF", save_all=True, append_images=pages[1:], resolution=144, quality=92)
    return buffer.getvalue()


def write_pdf(rows: Sequence[Row], path: Path, title: str = "", footer: str = "", cell_px: int = CELL_PX) -> None:
    """The same page by page into a new file, so that a long sheet never lies in memory whole. Raises OSError."""
    for first in range(0, len(rows), MAX_ROWS_A_PAGE):
        part = rows[first : first + MAX_ROWS_A_PAGE]
        page = draw(part, title if first == 0 else "", footer, cell_px)
        page.save(path, "PDF", append=first > 0, resolution=144, quality=92, title=title or "Contact sheet")


def _fitted(picture: Image.Image, side_px: int) -> Image.Image:
    rgb = picture.convert("RGB")
    scale = side_px / max(rgb.size)
    size = (max(1, round(rgb.width * scale)), max(1, round(rgb.height * scale)))
    return rgb if rgb.size == size else rgb.resize(size, Image.Resampling.LANCZOS)


def _font(size_px: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The bundled font when it is there (it has more scripts), else Pillow's own."""
    from studio.core import folders

    for path in sorted((folders.resources() / "fonts").rglob("*Regular*.?tf")):
        return ImageFont.truetype(str(path), size_px)
    return ImageFont.load_default(size_px)


def _width(font: ImageFont.FreeTypeFont | ImageFont.ImageFont, text: str) -> int:
    return math.ceil(font.getlength(text)) if text else 0


def _wrap(text: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, width_px: int, most: int = 3) -> list[str]:
    """At most three lines; a longer text ends in an ellipsis."""
    lines: list[str] = []
    for word in text.split():
        if lines and _width(font, f"{lines[-1]} {word}") <= width_px:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines = lines[:most]
        lines[-1] += " …"
    for number, line in enumerate(lines):
        while len(line) > 1 and _width(font, line) > width_px:
            line = line[:-2] + "…"
        lines[number] = line
    return lines
