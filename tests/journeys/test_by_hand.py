"""From drop to export by real mouse and key events on an X server of its own, with the shipped mini (by_hand.py)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from studio.core import folders
from studio.engine.pretraining.world.subjects import subject_pictures
from tests.journeys.by_hand import PICTURES, STEPS

pytestmark = [
    pytest.mark.journeys,
    pytest.mark.skipif(not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs Xvfb and xdotool"),
    pytest.mark.skipif(not (folders.models() / "mini").is_dir(), reason="needs the mini base model"),
]


@pytest.fixture
def display() -> Iterator[str]:
    """A free one, 1600 x 1000."""
    reads, writes = os.pipe()
    command = ["Xvfb", "-displayfd", str(writes), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=(writes,), stderr=subprocess.DEVNULL) as server:
        os.close(writes)
        with os.fdopen(reads) as told:
            number = told.readline().strip()
        yield f":{number}"
        server.terminate()


def test_from_drop_to_export_by_mouse_and_keys(display: str, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    for number, picture in enumerate(subject_pictures("fox", 4)):
        picture.save(tmp_path / "photos" / f"{number}.png")
    env = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    words = [sys.executable, "-m", "tests.journeys.by_hand", str(tmp_path)]
    ran = subprocess.run(words, env=env, capture_output=True, text=True, timeout=900)
    assert ran.returncode == 0, f"{ran.stdout[-500:]}\n{ran.stderr[-3000:]}\nsee {tmp_path / 'screen.png'}"
    told = json.loads(ran.stdout.splitlines()[-1])
    assert (told["photos"], told["steps"], told["state"], told["rating"]) == (4, STEPS, "finished", 5)
    assert told["regions"] == [["", "a ball"], ["Rex", ""]]
    (name,) = told["files"]
    with Image.open(tmp_path / "out" / name) as exported:
        assert exported.size == (128, 128)
        assert "parameters" in exported.info
    assert PICTURES == 4
