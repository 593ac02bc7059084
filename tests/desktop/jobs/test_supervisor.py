"""The supervisor with real child processes that play the worker: endings, silence, death, stopping by force."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from studio.desktop.jobs.supervisor import Supervisor
from studio.library.protocol import events, worker_process
from studio.library.protocol.commands import Command
from studio.library.protocol.jobs import JobFolder, State
from studio.library.protocol.requests import GenerateRequest
from studio.library.protocol.worker_process import WorkerCommand

Play = Callable[[str], JobFolder]

_PRELUDE = """
import json, os, signal, sys, time
job = sys.argv[1]
def say(**event):
    print(json.dumps({"v": 1, "job": job, "at": time.time(), **event}), flush=True)
say(event="started", pid=os.getpid(), device="cpu", what="Playing", total_steps=3)
"""


@pytest.fixture
def play(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Play:
    """Give the lines the worker runs after it said that it started; get its job."""

    def prepare(body: str) -> JobFolder:
        job = JobFolder.create(tmp_path, GenerateRequest(library=tmp_path, prompt="a dog"))
        command = WorkerCommand(sys.executable, ["-c", _PRELUDE + body, job.id], {})
        monkeypatch.setattr(worker_process, "worker_command", lambda _job: command)
        return job

    return prepare


def run(qtbot: QtBot, supervisor: Supervisor, job: JobFolder) -> list[events.Event]:
    said: list[events.Event] = []
    supervisor.event_came.connect(said.append)
    with qtbot.waitSignal(supervisor.job_ended, timeout=20_000):
        supervisor.start(job)
    return said


def test_events_arrive_typed_and_in_order(qtbot: QtBot, qapp: object, play: Play) -> None:
    job = play('say(event="progress", step=1, of=3)\nprint("noise")\nsay(event="finished", answer={"a": 1})')
    said = run(qtbot, Supervisor(), job)
    assert [type(event).__name__ for event in said] == ["Started", "Progress", "Finished"]


def test_a_silent_exit_becomes_a_death_with_the_log(qtbot: QtBot, qapp: object, play: Play) -> None:
    job = play('print("the last words", file=sys.stderr)\nsys.exit(5)')
    ending = run(qtbot, Supervisor(), job)[-1]
    assert isinstance(ending, events.Failed)
    assert ending.error["kind"] == "WorkerDied"
    assert "the last words" in ending.log
    assert job.state().state is State.DIED


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_killed_worker_is_told_from_a_crashed_one(qtbot: QtBot, qapp: object, play: Play) -> None:
    killed = run(qtbot, Supervisor(), play("os.kill(os.getpid(), signal.SIGKILL)"))[-1]
    assert isinstance(killed, events.Failed)
    assert "memory" in killed.error["message"]
    crashed = run(qtbot, Supervisor(), play("os.kill(os.getpid(), signal.SIGABRT)"))[-1]
    assert isinstance(crashed, events.Failed)
    assert "SIGABRT" in crashed.error["message"]


def test_no_sign_of_life_ends_the_worker(qtbot: QtBot, qapp: object, play: Play) -> None:
    ending = run(qtbot, Supervisor(silent_s=0.1), play("time.sleep(60)"))[-1]
    assert isinstance(ending, events.Failed)
    assert "no sign of life" in ending.error["message"]


def test_a_stop_is_heard(qtbot: QtBot, qapp: object, play: Play) -> None:
    job = play(
        'line = sys.stdin.readline()\nsay(event="stopped", step=2)\nassert json.loads(line)["command"] == "stop"'
    )
    supervisor = Supervisor()
    supervisor.event_came.connect(lambda event: supervisor.send(Command.STOP) if event.event == "started" else None)
    assert isinstance(run(qtbot, supervisor, job)[-1], events.Stopped)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_stop_that_is_ignored_is_enforced(
    qtbot: QtBot, qapp: object, play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_process, "STOP_GRACE_S", 0.0)
    monkeypatch.setattr(worker_process, "TERMINATE_GRACE_S", 0.5)
    job = play("signal.signal(signal.SIGTERM, signal.SIG_IGN)\nsay(event='progress', step=1, of=3)\ntime.sleep(60)")
    supervisor = Supervisor()
    supervisor.event_came.connect(lambda event: supervisor.send(Command.STOP) if event.event == "progress" else None)
    assert isinstance(run(qtbot, supervisor, job)[-1], events.Stopped)
    assert job.state().state is State.STOPPED


def test_closing_the_window_leaves_the_job_queued(qtbot: QtBot, qapp: object, play: Play) -> None:
    job = play("sys.stdin.read()")
    supervisor = Supervisor()
    with qtbot.waitSignal(supervisor.event_came, timeout=20_000):
        supervisor.start(job)
    supervisor.close()
    assert supervisor.job is None
    assert job.state().state is State.QUEUED
