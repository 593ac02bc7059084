"""The command line's supervisor against scripted workers: every way a process can behave or die.

The real worker is met in tests/engine/worker/test_process.py.
"""

from __future__ import annotations

import os
import signal
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from studio.cli import supervise
from studio.library.protocol import events
from studio.library.protocol.jobs import JobFolder, State
from studio.library.protocol.requests import GenerateRequest
from studio.library.protocol.worker_process import WorkerCommand

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the scripts use POSIX signals")

_HEAD = """
import json, os, signal, sys, time
job = sys.argv[1]
def say(event, **more):
    line = json.dumps({"event": event, "job": "j-1", "at": 0.0, **more}) + "\\n"
    os.write(1, line.encode())
def hear():
    return json.loads(sys.stdin.readline() or '{"command": "eof"}')["command"]
say("started", pid=os.getpid(), device="cpu", what="Drawing", total_steps=2)
"""


@pytest.fixture
def job(tmp_path: Path) -> JobFolder:
    return JobFolder.create(tmp_path / "jobs", GenerateRequest(library=tmp_path, prompt="a dog"))


def _run(job: JobFolder, monkeypatch: pytest.MonkeyPatch, script: str, **more: float) -> tuple[events.Event, list[str]]:
    source = _HEAD + textwrap.dedent(script)

    def command(_job: JobFolder) -> WorkerCommand:
        return WorkerCommand(sys.executable, ["-c", source, str(job.path)], dict(os.environ))

    monkeypatch.setattr(supervise, "worker_command", command)
    seen: list[str] = []
    ending = supervise.run_job(job, lambda event: seen.append(event.event), **more)
    return ending, seen


def _press_ctrl_c_when(seen_file: Path) -> threading.Thread:
    """Ctrl-C as the terminal sends it, once the worker says through a file that it is ready."""

    def press() -> None:
        while not seen_file.exists():
            threading.Event().wait(0.01)
        seen_file.unlink()
        os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=press)
    thread.start()
    return thread


def test_events_arrive_in_order_and_noise_does_not(job: JobFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    ending, seen = _run(
        job,
        monkeypatch,
        """
        os.write(1, b"a stray line\\n\\xff\\xfe not even text\\n")
        say("heartbeat")
        say("finished", answer={"results": []})
        """,
    )
    assert isinstance(ending, events.Finished)
    assert seen == ["started", "heartbeat", "finished"]


def test_a_silent_exit_is_a_death_with_the_log(job: JobFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    ending, seen = _run(job, monkeypatch, "sys.stderr.write('the last words\\n'); sys.exit(5)")
    assert isinstance(ending, events.Failed)
    assert ending.error["kind"] == "WorkerDied"
    assert "the last words" in ending.log[-1]
    assert seen[-1] == "failed"
    assert job.state().state == State.DIED
    assert isinstance(list(job.read_events())[-1], events.Failed)


def test_a_killed_worker_is_told_from_a_crash(job: JobFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    killed, _ = _run(job, monkeypatch, "os.kill(os.getpid(), signal.SIGKILL)")
    assert isinstance(killed, events.Failed)
    assert "memory" in killed.error["message"]
    crashed, _ = _run(job, monkeypatch, "os.kill(os.getpid(), signal.SIGABRT)")
    assert isinstance(crashed, events.Failed)
    assert "SIGABRT" in crashed.error["message"]


def test_no_sign_of_life_ends_the_worker(job: JobFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    ending, _ = _run(job, monkeypatch, "time.sleep(60)", silent_s=0.5)
    assert isinstance(ending, events.Failed)
    assert "no sign of life" in ending.error["message"]


def test_ctrl_c_asks_to_stop(job: JobFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    presser = _press_ctrl_c_when(job.path / "ready")
    ending, seen = _run(
        job,
        monkeypatch,
        """
        open(os.path.join(job, "ready"), "w").close()
        assert hear() == "stop"
        say("stopped", step=1, answer={})
        """,
    )
    presser.join()
    assert isinstance(ending, events.Stopped)
    assert seen[-1] == "stopped"


def test_ctrl_c_twice_discards(job: JobFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    pressers = [
        _press_ctrl_c_when(job.path / "ready"),
        _press_ctrl_c_when(job.path / "again"),
    ]
    ending, _ = _run(
        job,
        monkeypatch,
        """
        open(os.path.join(job, "ready"), "w").close()
        assert hear() == "stop"
        open(os.path.join(job, "again"), "w").close()
        assert hear() == "discard"
        say("stopped", step=0)
        """,
    )
    for presser in pressers:
        presser.join()
    assert isinstance(ending, events.Stopped)


def test_a_worker_that_will_not_stop_is_terminated(job: JobFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervise, "STOP_GRACE_S", 0.3)
    monkeypatch.setattr(supervise, "TERMINATE_GRACE_S", 0.3)
    presser = _press_ctrl_c_when(job.path / "ready")
    ending, _ = _run(
        job,
        monkeypatch,
        """
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        open(os.path.join(job, "ready"), "w").close()
        while True:
            time.sleep(0.1)
            say("heartbeat")
        """,
    )
    presser.join()
    assert isinstance(ending, events.Stopped)
    assert job.state().state == State.STOPPED


def test_a_failing_listener_does_not_leave_the_worker_behind(job: JobFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def command(_job: JobFolder) -> WorkerCommand:
        script = _HEAD + "hear()\nsys.exit(0)"
        return WorkerCommand(sys.executable, ["-c", script, str(job.path)], dict(os.environ))

    monkeypatch.setattr(supervise, "worker_command", command)

    def broken(_event: events.Event) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        supervise.run_job(job, broken)  # the fixture `nothing_left_running` is the assertion
