"""Frames cut anywhere, a worker's command line, and what is said of a worker that is gone."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from studio.library.protocol import commands, events
from studio.library.protocol.commands import Command
from studio.library.protocol.jobs import JobFolder, State
from studio.library.protocol.requests import GenerateRequest
from studio.library.protocol.worker_process import (
    FrameDecoder,
    commands_file,
    is_running,
    report_death,
    send,
    truthful_state,
    worker_command,
    worker_lock,
)


@pytest.fixture
def job(tmp_path: Path) -> JobFolder:
    return JobFolder.create(tmp_path / "jobs", GenerateRequest(library=tmp_path, prompt="a dog"))


def _event(step: int) -> events.Progress:
    return events.Progress(job="j-1", at=1.0, step=step, of=3, loss={"größe": 0.5})


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_frames_survive_any_cut(size: int) -> None:
    sent = [_event(step) for step in range(3)]
    data = b"".join(events.encode(event).encode() + b"\n" for event in sent)
    decoder = FrameDecoder()
    received = [event for i in range(0, len(data), size) for event in decoder.feed(data[i : i + size])]
    assert received == sent
    assert decoder.noise == []


def test_noise_is_kept_apart_and_bounded() -> None:
    decoder = FrameDecoder()
    good = events.encode(_event(1)).encode()
    received = decoder.feed(b"hello\n\n\xff\xfe\n" + good + b"\n" + b"x\n" * 50)
    assert received == [_event(1)]
    assert len(decoder.noise) == 20


def test_an_endless_line_does_not_fill_the_memory() -> None:
    decoder = FrameDecoder()
    for _ in range(20):
        decoder.feed(b"x" * (1 << 20))
    assert decoder.feed(b"\n" + events.encode(_event(2)).encode() + b"\n") == [_event(2)]


def test_the_command_line_of_a_worker(job: JobFolder) -> None:
    command = worker_command(job)
    assert Path(command.program).is_file()
    assert command.arguments[-3:] == ["-m", "studio.engine.worker", str(job.path)]
    assert command.environment["HF_HUB_OFFLINE"] == "1"
    assert command.environment["PATH"] == os.environ["PATH"]


def test_a_live_worker_is_known_by_its_lock(job: JobFolder) -> None:
    assert not is_running(job)
    lock = worker_lock(job)
    with lock:
        assert is_running(job)
    assert not is_running(job)


@pytest.mark.parametrize("claimed", [State.RUNNING, State.PAUSED])
def test_a_claim_without_a_worker_is_corrected(job: JobFolder, claimed: State) -> None:
    job.set_state(claimed, "Step 4 of 9", step=4, of=9, pid=1)
    with worker_lock(job):
        assert truthful_state(job).state == claimed
    state = truthful_state(job)
    assert (state.state, state.step, state.of) == (State.DIED, 4, 9)
    assert job.state() == state


@pytest.mark.parametrize("state", [State.QUEUED, State.FINISHED, State.STOPPED, State.FAILED])
def test_other_states_are_believed(job: JobFolder, state: State) -> None:
    job.set_state(state, "as it is")
    assert truthful_state(job).state == state


@pytest.mark.parametrize(("code", "word"), [(-9, "memory"), (137, "memory"), (-11, "SIGSEGV"), (3, "without a word")])
def test_a_death_is_told_by_its_cause(job: JobFolder, code: int, word: str) -> None:
    if sys.platform == "win32" and code < 0:
        pytest.skip("signals are POSIX")
    job.log_file.write_text("first\nlast words\n", encoding="utf-8")
    failed = report_death(job, code)
    assert word in failed.error["message"]
    assert failed.error["remedy"]
    assert failed.log == ("first", "last words")
    assert job.state().state == State.DIED
    assert list(job.read_events()) == [failed]


def test_commands_for_a_running_worker_are_lines(job: JobFolder) -> None:
    send(job, Command.PAUSE)
    send(job, Command.RESUME)
    lines = commands_file(job).read_text("utf-8").splitlines()
    assert [commands.decode(line) for line in lines] == [Command.PAUSE, Command.RESUME]
