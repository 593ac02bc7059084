"""`studio …` in this process, words exactly as given, in the test's own library: import the fixture `typed`."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from studio.cli.app import main


@dataclass(frozen=True)
class Ran:
    """What a command left."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        """stdout as JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def answer(self) -> dict[str, Any]:
        """The last one."""
        return self.lines[-1]

    def problem(self) -> str:
        """The one sentence with its remedy; fails unless it is one line and nothing else."""
        assert self.code == 1, self
        assert self.err.count("\n") == 1
        assert "Traceback" not in self.err
        return self.err.strip()


Typed = Callable[..., Ran]


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str], own_home: Path) -> Typed:
    """typed("subject", "list", "--json") -> Ran."""

    def run(*words: object) -> Ran:
        capsys.readouterr()
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return run
