"""The worker's outermost frame in this process: every ending is told once, on the pipe and on disk."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import torch

from studio.core.control import DiscardRequested, StopRequested
from studio.core.errors import DiskProblem, InputProblem
from studio.engine.backbones import registry
from studio.engine.backbones.tiny import tiny
from studio.engine.generation import run as generation
from studio.engine.worker import listen
from studio.engine.worker.channel import Beats, Channel
from studio.engine.worker.control import WorkerControl
from studio.engine.worker.run import run_job
from studio.library.protocol import events
from studio.library.protocol.commands import Command
from studio.library.protocol.jobs import JobFolder, State
from studio.library.protocol.requests import GenerateRequest, TrainRequest
from studio.library.protocol.worker_process import (
    EXIT_BUG,
    EXIT_FAILED,
    EXIT_FINISHED,
    EXIT_ORPHANED,
    EXIT_STOPPED,
    FrameDecoder,
    commands_file,
    send,
)


class Wire:
    """A channel whose other end is read here."""

    def __init__(self, job: JobFolder) -> None:
        self._read, write = os.pipe()
        self._write = write
        self.channel = Channel(job, write)
        self.control = WorkerControl()

    def heard(self) -> list[events.Event]:
        os.set_blocking(self._read, False)
        try:
            return FrameDecoder().feed(os.read(self._read, 1 << 20))
        except BlockingIOError:
            return []

    def close(self) -> None:
        os.close(self._read)
        os.close(self._write)


@pytest.fixture
def job(tmp_path: Path) -> JobFolder:
    return JobFolder.create(tmp_path / "jobs", GenerateRequest(library=tmp_path, prompt="a dog", backbone="tiny"))


@pytest.fixture
def wire(job: JobFolder) -> Iterator[Wire]:
    wire = Wire(job)
    yield wire
    wire.close()


def _work_that(raises: BaseException) -> Callable[..., dict[str, Any]]:
    def work(*_: object) -> dict[str, Any]:
        raise raises

    return work


@pytest.mark.parametrize(
    ("error", "code", "kind", "said"),
    [
        (InputProblem("No.", "Do this."), EXIT_FAILED, "InputProblem", "No."),
        (torch.OutOfMemoryError("CUDA out of memory"), EXIT_FAILED, "OutOfMemory", "memory"),
        (MemoryError(), EXIT_FAILED, "OutOfMemory", "memory"),
        (ValueError("the shapes differ"), EXIT_BUG, "StudioError", "the shapes differ"),
    ],
)
def test_failures(
    job: JobFolder,
    wire: Wire,
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    code: int,
    kind: str,
    said: str,
) -> None:
    monkeypatch.setattr(generation, "generate", _work_that(error))
    assert run_job(job, wire.channel, wire.control) == code
    ending = wire.heard()[-1]
    assert isinstance(ending, events.Failed)
    assert ending.error["kind"] == kind
    assert said in ending.error["message"]
    assert ending.error["remedy"]
    assert list(job.read_events())[-1] == ending
    assert job.state().state == State.FAILED


@pytest.mark.parametrize("request_", [StopRequested(), DiscardRequested()])
def test_stops(job: JobFolder, wire: Wire, monkeypatch: pytest.MonkeyPatch, request_: Exception) -> None:
    monkeypatch.setattr(generation, "generate", _work_that(request_))
    assert run_job(job, wire.channel, wire.control) == EXIT_STOPPED
    assert isinstance(wire.heard()[-1], events.Stopped)
    assert job.state().state == State.STOPPED


def test_an_orphan_dies_in_order(job: JobFolder, wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    def work(*_: object) -> dict[str, Any]:
        wire.control.orphan()
        wire.control.poll()
        wire.control.poll()
        raise AssertionError

    monkeypatch.setattr(generation, "generate", work)
    assert run_job(job, wire.channel, wire.control) == EXIT_ORPHANED
    assert job.state().state == State.DIED


def test_pictures_of_the_tiny_backbone(job: JobFolder, wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "load", lambda _name: tiny())
    assert run_job(job, wire.channel, wire.control) == EXIT_FINISHED
    heard = wire.heard()
    ending = heard[-1]
    assert isinstance(ending, events.Finished)
    assert [event.event for event in heard if event.event in ("started", "picture")] == ["started", "picture"]
    assert ending.results == (ending.answer["results"][0]["id"],)
    assert Path(ending.answer["results"][0]["path"]).is_file()
    assert job.state().state == State.FINISHED


def test_an_ending_reaches_the_pipe_when_the_disk_is_full(
    job: JobFolder, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = DiskProblem("The disk is full.", "Free some space.")
    monkeypatch.setattr(generation, "generate", _work_that(full))
    real = JobFolder.write_event

    def write_event(self: JobFolder, event: events.Event) -> None:
        if isinstance(event, events.Failed):
            raise full
        real(self, event)

    monkeypatch.setattr(JobFolder, "write_event", write_event)
    assert run_job(job, wire.channel, wire.control) == EXIT_FAILED
    ending = wire.heard()[-1]
    assert isinstance(ending, events.Failed)
    assert "full" in ending.error["message"]


def test_a_damaged_request_is_told(job: JobFolder, wire: Wire) -> None:
    job.request_file.write_text('{"kind": "train"}')
    assert run_job(job, wire.channel, wire.control) == EXIT_FAILED
    ending = wire.heard()[-1]
    assert isinstance(ending, events.Failed)
    assert "request" in ending.error["message"]


def test_a_subject_that_is_gone_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "load", lambda _name: tiny())
    request = TrainRequest(library=tmp_path, subjects=("s-gone00",), method="lora", artifact_id="a-000000")
    job = JobFolder.create(tmp_path / "jobs", request)
    wire = Wire(job)
    try:
        assert run_job(job, wire.channel, wire.control) == EXIT_FAILED
        assert isinstance(wire.heard()[-1], events.Failed)
    finally:
        wire.close()


def test_a_broken_pipe_is_noticed_once(job: JobFolder) -> None:
    read, write = os.pipe()
    channel, noticed = Channel(job, write), []
    channel.on_broken = lambda: noticed.append(1)
    os.close(read)
    channel.heartbeat()
    channel.heartbeat()
    os.close(write)
    assert noticed == [1]


def test_beats_come_and_end() -> None:
    came: list[int] = []
    with Beats(lambda: came.append(1), every_s=0.01) as beats:
        while len(came) < 3:
            beats._over.wait(0.01)
    count = len(came)
    assert count >= 3
    assert not beats._thread.is_alive()


def test_commands_left_in_the_folder_are_obeyed_from_now_on(job: JobFolder) -> None:
    send(job, Command.STOP)  # of an earlier run
    control = WorkerControl()
    listener = listen.FileCommands(commands_file(job), control)
    listener.look()
    assert not control.is_stopping
    send(job, Command.PREVIEW)
    with open(commands_file(job), "a") as file:
        file.write('not a command\n{"command": "checkp')  # torn: the rest comes later
    listener.look()
    assert control.wants_preview()
    assert not control.wants_checkpoint()
    with open(commands_file(job), "a") as file:
        file.write('oint"}\n')
    listener.look()
    assert control.wants_checkpoint()


def test_an_orphan_that_is_busy_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listen, "ORPHAN_GRACE_S", 0.05)
    left: list[int] = []
    orphanage = listen.Orphanage(WorkerControl(), leave=left.append)
    orphanage.orphaned()
    orphanage.orphaned()
    assert orphanage._grace is not None
    orphanage._grace.join()
    assert left == [EXIT_ORPHANED]


def test_the_end_of_a_starter_that_released_it_may_be_told_several_times() -> None:
    """The kernel tells it once for each thread the worker falls to; the second time a drawing left as an orphan."""
    now = [100.0]
    control = WorkerControl()
    orphanage = listen.Orphanage(control, leave=lambda code: None, clock=lambda: now[0])
    orphanage.release()
    for _ in range(3):
        orphanage.told_to_leave()
        now[0] += 1.0
    orphanage.abandoned()
    assert not control.is_orphan
    now[0] += 10.0
    orphanage.told_to_leave()  # log-out
    assert control.is_orphan
    orphanage.close()


def test_what_is_told_after_a_pause_is_where_the_job_is(job: JobFolder) -> None:
    """A training that went on was told as "Teaching Rex by LoRA: 45 of 130"."""
    channel = Channel(job, os.open(os.devnull, os.O_WRONLY))

    def say(kind: Any, **facts: object) -> None:
        channel.report(kind.model_validate({"job": job.id, "at": 1.0, **facts}))

    say(events.Phase, what="Loading the model")
    assert channel.going_on().what == "Loading the model"  # type: ignore[union-attr]
    say(events.Started, pid=1, device="cpu", what="Teaching Rex", total_steps=130)
    say(events.Progress, step=45, of=130)
    going_on = channel.going_on()
    assert isinstance(going_on, events.Progress)
    assert (going_on.step, going_on.of) == (45, 130)
    say(events.Phase, what="Scoring the likeness")
    say(events.Progress, step=3, of=8)
    assert channel.going_on().what == "Scoring the likeness"  # type: ignore[union-attr]
