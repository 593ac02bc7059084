"""Commands are called in this process; only their workers are processes of their own, on the tiny backbone."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from studio.cli.app import main
from tests.fakes.command_line import typed as typed
from tests.fakes.tiny_folder import register_tiny, save_tiny


@dataclass(frozen=True)
class Said:
    """What a command said. answer: the last JSON line."""

    code: int
    lines: list[dict[str, Any]]
    err: str

    @property
    def answer(self) -> dict[str, Any]:
        return self.lines[-1]

    def events(self, kind: str) -> list[dict[str, Any]]:
        return [line for line in self.lines if line.get("event") == kind]


Studio = Callable[..., Said]


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_tiny(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture
def studio(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Studio:
    """studio("train", "Rex", …): with --json, in the library tmp_path/library."""

    def run(*words: str) -> Said:
        capfd.readouterr()
        code = main([*words, "--library", str(tmp_path / "library"), "--json"])
        out, err = capfd.readouterr()
        return Said(code, [json.loads(line) for line in out.splitlines()], err)

    return run


@pytest.fixture
def photos(tmp_path: Path) -> list[str]:
    """Three pictures that differ."""
    paths = []
    for number, colour in enumerate(((200, 40, 40), (40, 200, 40), (40, 40, 200))):
        picture = Image.effect_noise((96, 96), 60).convert("RGB")
        picture.paste(colour, (20 + 8 * number, 24, 60 + 8 * number, 70))
        path = tmp_path / f"photo-{number}.png"
        picture.save(path)
        paths.append(str(path))
    return paths


@pytest.fixture
def rex(studio: Studio, tiny_model: Path, photos: list[str]) -> str:
    """A subject in the library, and the tiny backbone registered; the subject's name."""
    register_tiny(tiny_model)
    assert studio("subject", "add", "Rex", "--class-word", "dog", "--kind", "animal", *photos).code == 0
    return "Rex"
