"""The same screens on displays of one and a half and twice the sharpness: nothing moves, nothing is cut, nothing blurs.

Each scale needs a process of its own. The pictures are compared with the ordinary goldens after they were made as large
as those; how sharp they are is looked at before.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.screens.scenes import STATES

_SOME = "light and (filled or page or redraw or failed or preferences-keys)"
_MORE = "light and (page or redraw or preferences-keys)"
_CODE = """
import sys
from PySide6.QtGui import QGuiApplication
print(QGuiApplication(sys.argv).primaryScreen().devicePixelRatio())
"""


_FOUR = "empty or filled or busy or failed"


@pytest.mark.screens
@pytest.mark.timeout(400)
@pytest.mark.parametrize(
    ("scale", "chosen"),
    [("1.5", _SOME), *(("2", f"{screen} and ({_FOUR}) and not welcome") for screen in STATES), ("2", _MORE)],
)
def test_other_scales(scale: str, chosen: str) -> None:
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "QT_SCALE_FACTOR": scale}
    environment.pop("STUDIO_RENEW_SCREENS", None)
    said = subprocess.run([sys.executable, "-c", _CODE], env=environment, capture_output=True, text=True, check=True)
    assert float(said.stdout) == float(scale)
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "-m", "screens"]
    done = subprocess.run(
        [*command, "-k", chosen, "tests/screens/test_screens.py"],
        cwd=root, env=environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]
    assert " passed" in done.stdout
