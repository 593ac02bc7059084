"""Cutting a subject out by a click, without a model."""

from __future__ import annotations

import json
import subprocess
import sys

import numpy as np
import pytest

from studio.engine.perception.cut_out import cut_out
from studio.engine.pretraining.world.scenes import Composer, Mix


def test_one_click_finds_most_of_unseen_drawings() -> None:
    composer = Composer(Mix(pair=0, many=0, person=0, style=0, place=0.3, unseen=True))
    shares = []
    for seed in range(12):
        scene = composer.scene(9000 + seed)
        mask = scene.things[0].mask
        rows, columns = np.nonzero(mask)
        near = np.argmin((rows - rows.mean()) ** 2 + (columns - columns.mean()) ** 2)
        found = cut_out(scene.pixels, [(columns[near] / 127, rows[near] / 127, True)]) > 127
        shares.append((found & mask).sum() / (found | mask).sum())
    assert np.median(shares) > 0.7


def test_a_click_on_the_ground_takes_it_away() -> None:
    picture = np.full((96, 128, 3), 200, np.uint8)
    picture[30:70, 10:50] = (200, 30, 30)
    picture[30:70, 70:110] = (200, 30, 30)
    both = cut_out(picture, [(0.23, 0.5, True), (0.7, 0.5, True)])
    assert both[50, 30] == both[50, 90] == 255
    one = cut_out(picture, [(0.23, 0.5, True), (0.7, 0.5, False)])
    assert (one[50, 30], one[50, 90]) == (255, 0)


@pytest.mark.parametrize("data", [b"", b"no picture", b"\x89PNG\r\n\x1a\n"])
def test_a_damaged_picture_ends_with_a_sentence(data: bytes) -> None:
    command = [sys.executable, "-m", "studio.engine.perception.cut_out", json.dumps([[0.5, 0.5, True]])]
    done = subprocess.run(command, input=data, capture_output=True, check=False)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
