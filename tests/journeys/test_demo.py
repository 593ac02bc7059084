"""`studio demo` as a person types it, twice in one library, with the shipped mini backbone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

pytestmark = pytest.mark.journeys


def test_the_demo_runs_again_and_again(tmp_path: Path) -> None:
    answers = []
    for number in range(2):
        said = subprocess.run(
            [
                *(sys.executable, "-m", "studio", "demo", "--json", "--steps", "4"),
                *("--library", str(tmp_path / "library"), "--out", str(tmp_path / f"out-{number}")),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        assert said.returncode == 0, said.stderr
        lines = [json.loads(line) for line in said.stdout.splitlines()]
        assert {"started", "progress", "finished"} <= {line.get("event") for line in lines}
        answers.append(lines[-1])
    for answer in answers:
        assert set(answer) == {"subject", "method", "artifact", "pictures", "contact_sheet", "scores", "seconds"}
        assert set(answer["scores"]) == {"likeness", "likeness_untaught", "prompt_fit"}
        assert set(answer["seconds"]) == {"teach", "draw", "total"}
        assert answer["seconds"]["total"] >= answer["seconds"]["teach"] > 0
        assert (Path(answer["artifact"]) / "artifact.safetensors").is_file()
        with Image.open(answer["contact_sheet"]) as sheet:
            assert sheet.width > 1000
        for path in answer["pictures"]:
            with Image.open(path) as picture:
                assert picture.size == (128, 128)
    assert answers[0]["subject"] == answers[1]["subject"]
    assert answers[0]["artifact"] != answers[1]["artifact"]
