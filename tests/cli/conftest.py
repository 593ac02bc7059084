"""`studio …` in this process, as a program would call it."""

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
        assert self.err.count("\n") == 1 and "Traceback" not in self.err
        return self.err.strip()


@pytest.fixture
def studio(capsys: pytest.CaptureFixture[str], own_home: Path) -> Callable[..., Ran]:
    """studio("subject", "list", "--json") -> Ran. The library is the test's own."""

    def run(*words: object) -> Ran:
        capsys.readouterr()
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return run
