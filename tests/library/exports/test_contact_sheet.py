"""The sheet: everything inside the page, long texts cut, any mix of sizes."""

from __future__ import annotations

import pytest
from PIL import Image

from studio.library.exports.contact_sheet import GROUND, Cell, Row, draw, encode, grid
from tests.fakes.pictures import picture


@pytest.mark.parametrize(("count", "shape"), [(1, [1]), (4, [2, 2]), (5, [3, 2]), (40, [6] * 6 + [4])])
def test_grid(count: int, shape: list[int]) -> None:
    assert [len(row.cells) for row in grid([Cell(picture())] * count)] == shape


def test_labels_titles_and_long_captions_fit() -> None:
    rows = [
        Row([Cell(picture(1), "a dog " * 60), Cell(picture(2, (40, 200)))], "taught: " + "very " * 40),
        Row([Cell(picture(3, (300, 30)), "x" * 300)], "untaught"),
    ]
    page = draw(rows, "T" * 90, "footer", cell_px=100)
    right = page.crop((page.width - 5, 0, page.width, page.height))
    assert set(right.get_flattened_data()) == {GROUND}


def test_small_pictures_are_enlarged_in_proportion() -> None:
    page = draw([Row([Cell(Image.new("RGB", (10, 20), "red"))])], cell_px=100)
    box = Image.eval(page.getchannel("G"), lambda value: 255 if value == 0 else 0).getbbox()
    assert box is not None
    assert (box[2] - box[0], box[3] - box[1]) == (50, 100)


def test_pdf_pages() -> None:
    content = encode(grid([Cell(picture(), "a")] * 60), "pdf", "Title")
    assert content.count(b"/Type /Page\n") == 2
