"""The demo's contact sheet: the photos on the left, one column a context, taught above untaught with the same seeds.

Pure drawing with Pillow. Not here: making the pictures (demo.py), sheets of results (studio/library/exports).
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from studio.core import folders

Picture = Image.Image
_CELL, _GAP, _MARGIN = 168, 10, 36
_TITLE_H, _HEAD_H, _LABEL_W, _GROUP_GAP, _FOOT_H = 92, 54, 132, 22, 40
_PAPER, _INK, _FAINT = (250, 250, 248), (28, 30, 34), (110, 114, 122)
_TAUGHT, _UNTAUGHT = (34, 110, 84), (150, 152, 158)


@dataclass(frozen=True)
class Row:
    """Pictures of one seed, one a context."""

    label: str
    pictures: Sequence[Picture]
    is_taught: bool


def contact_sheet(
    title: str,
    subtitle: str,
    footer: str,
    references: Sequence[Picture],
    contexts: Sequence[str],
    rows: Sequence[Row],
) -> Picture:
    """rows: the taught ones first. All pictures are shown as squares."""
    left = _MARGIN
    grid_x = left + _CELL + 3 * _GAP + _LABEL_W
    grid_y = _MARGIN + _TITLE_H + _HEAD_H
    groups = len({row.is_taught for row in rows})
    grid_h = len(rows) * (_CELL + _GAP) - _GAP + (groups - 1) * _GROUP_GAP
    width = grid_x + len(contexts) * (_CELL + _GAP) - _GAP + _MARGIN
    sheet = Image.new("RGB", (width, grid_y + grid_h + _FOOT_H + _MARGIN), _PAPER)
    draw = ImageDraw.Draw(sheet)
    draw.text((left, _MARGIN - 6), title, _INK, _font("SemiBold", 30))
    draw.text((left, _MARGIN + 36), subtitle, _FAINT, _font("Regular", 17))
    _references(sheet, draw, references, (left, grid_y), grid_h)
    for column, context in enumerate(contexts):
        x = grid_x + column * (_CELL + _GAP)
        lines = "\n".join(textwrap.wrap(context, 20)[:2])
        draw.multiline_text((x, grid_y - 10), lines, _INK, _font("Medium", 15), anchor="ld", spacing=3)
    _rows(sheet, draw, rows, (grid_x, grid_y))
    draw.text((left, grid_y + grid_h + 24), footer, _FAINT, _font("Regular", 14))
    return sheet


def _references(
    sheet: Picture,
    draw: ImageDraw.ImageDraw,
    references: Sequence[Picture],
    at: tuple[int, int],
    height: int,
) -> None:
    """As many photos as fit the height of the rows."""
    x, y = at
    draw.text((x, y - 10), "the photos", _INK, _font("Medium", 15), anchor="ld")
    fit = max(1, (height + _GAP) // (_CELL + _GAP))
    for number, picture in enumerate(references[:fit]):
        _paste(sheet, picture, (x, y + number * (_CELL + _GAP)))


def _rows(sheet: Picture, draw: ImageDraw.ImageDraw, rows: Sequence[Row], at: tuple[int, int]) -> None:
    x, y = at
    was_taught = rows[0].is_taught
    for row in rows:
        if row.is_taught != was_taught:
            y, was_taught = y + _GROUP_GAP, row.is_taught
        colour = _TAUGHT if row.is_taught else _UNTAUGHT
        draw.rounded_rectangle((x - _GAP - 5, y, x - _GAP, y + _CELL), 2, colour)
        head, _, tail = row.label.partition("\n")
        middle, right = y + _CELL // 2, x - 3 * _GAP
        draw.text((right, middle - 10), head, _INK, _font("SemiBold", 16), anchor="rm")
        draw.text((right, middle + 12), tail, _FAINT, _font("Regular", 14), anchor="rm")
        for column, picture in enumerate(row.pictures):
            _paste(sheet, picture, (x + column * (_CELL + _GAP), y))
        y += _CELL + _GAP


def _paste(sheet: Picture, picture: Picture, at: tuple[int, int]) -> None:
    """The middle square of a picture, with rounded corners."""
    side = min(picture.size)
    left, top = (picture.width - side) // 2, (picture.height - side) // 2
    square = picture.convert("RGB").crop((left, top, left + side, top + side))
    square = square.resize((_CELL, _CELL), Image.Resampling.LANCZOS)
    mask = Image.new("L", (_CELL * 4, _CELL * 4), 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, _CELL * 4 - 1, _CELL * 4 - 1), 32, 255)
    sheet.paste(square, at, mask.resize((_CELL, _CELL), Image.Resampling.LANCZOS))


def _font(weight: str, size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The bundled Inter; Pillow's own font when it is missing."""
    path: Path = folders.resources() / "fonts" / f"Inter-{weight}.otf"
    return ImageFont.truetype(path, size) if path.is_file() else ImageFont.load_default(size)
