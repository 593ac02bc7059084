"""Companions of a worker: too many, one that dies early, all over when the block is left."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import psutil
import pytest

from studio.core.errors import InputProblem
from studio.engine.worker import companions as module
from studio.engine.worker.companions import check_count, companions
from studio.library.protocol.jobs import JobFolder
from tests.fakes.teaching import make_job, make_library


@pytest.fixture
def job(tmp_path: Path) -> JobFolder:
    make_library(tmp_path)
    return make_job(tmp_path, steps=4)[1]


@pytest.mark.parametrize(
    ("processes", "cards", "cores", "told"),
    [(3, 2, 64, "2 graphics cards"), (2, 1, 64, "one graphics card"), (3, 0, 2, "2 processor cores"), (0, 0, 2, "0")],
)
def test_more_processes_than_the_machine_has_room_for(processes: int, cards: int, cores: int, told: str) -> None:
    with pytest.raises(InputProblem, match=told) as caught:
        check_count(processes, cards, cores)
    assert "--processes" in caught.value.remedy


def test_as_many_as_there_is_room_for() -> None:
    for processes, cards, cores in ((1, 0, 1), (2, 0, 2), (4, 4, 1), (1, 1, 8)):
        check_count(processes, cards, cores)


def _commanded(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Companions that run this code instead."""
    real = module.subprocess.Popen

    def start(_command: list[str], **options: object) -> object:
        return real([sys.executable, "-c", code], **options)  # type: ignore[call-overload]

    monkeypatch.setattr(module.subprocess, "Popen", start)
    monkeypatch.setattr(module.os, "cpu_count", lambda: 2)


def test_a_companion_that_ends_with_an_error_is_told_at_once(job: JobFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    _commanded(monkeypatch, "raise SystemExit(7)")
    codes: list[int] = []
    told = threading.Event()

    def lost(code: int) -> None:
        codes.append(code)
        told.set()

    with companions(job, 2, lost):
        assert told.wait(20)
    assert codes == [7]


def test_nothing_is_left_behind(job: JobFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    _commanded(monkeypatch, "import time; time.sleep(600)")
    before = dict(os.environ)
    children: list[psutil.Process] = []
    with pytest.raises(RuntimeError, match="mine"), companions(job, 2, lambda code: None):
        assert os.environ["WORLD_SIZE"] == "2"
        children += [child for child in psutil.Process().children() if "time.sleep(600)" in " ".join(child.cmdline())]
        assert len(children) == 1
        raise RuntimeError("mine")
    assert dict(os.environ) == before
    assert not children[0].is_running()
