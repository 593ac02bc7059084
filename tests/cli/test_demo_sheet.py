"""The contact sheet holds every picture in its place, whatever the number of photos and contexts."""

from __future__ import annotations

import pytest
from PIL import Image

from studio.cli.demo_sheet import Row, contact_sheet


def _flat(colour: tuple[int, int, int], size: tuple[int, int] = (128, 128)) -> Image.Image:
    return Image.new("RGB", size, colour)


@pytest.mark.parametrize(("photos", "columns", "seeds"), [(1, 1, 1), (3, 6, 2), (9, 4, 1)])
def test_every_picture_is_on_it(photos: int, columns: int, seeds: int) -> None:
    references = [_flat((250, 200, 10), (200, 90))] * photos
    rows = [Row(f"Pip\nseed {seed}", [_flat((200, 30, 30))] * columns, True) for seed in range(seeds)]
    rows += [Row(f"a fox\nseed {seed}", [_flat((30, 30, 200))] * columns, False) for seed in range(seeds)]
    sheet = contact_sheet("Pip", "below", "scores", references, ["in a city at night"] * columns, rows)
    values = sheet.getcolors(maxcolors=1 << 24)
    assert values is not None
    counts = {colour: count for count, colour in values}
    cell = 160 * 160
    assert counts[200, 30, 30] > cell * columns * seeds
    assert counts[30, 30, 200] > cell * columns * seeds
    assert counts[250, 200, 10] > cell * min(photos, 2 * seeds)
