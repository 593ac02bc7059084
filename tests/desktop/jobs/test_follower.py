"""Jobs somebody else's worker runs, followed by their folder; a released worker goes on without its starter."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from filelock import FileLock
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from studio.desktop.jobs.follower import Follower
from studio.desktop.jobs.queue import JobQueue, read_queue
from studio.library.protocol import events
from studio.library.protocol.commands import Command
from studio.library.protocol.jobs import JobFolder, State
from studio.library.protocol.requests import GenerateRequest
from studio.library.protocol.worker_process import commands_file, worker_lock


@pytest.fixture
def job(tmp_path: Path) -> JobFolder:
    """Running, as a command line left it."""
    made = JobFolder.create(tmp_path / "jobs", GenerateRequest(library=tmp_path, prompt="a dog"))
    made.write_event(events.Started(job=made.id, at=0.0, pid=1, device="cpu", what="Drawing", total_steps=9))
    made.set_state(State.RUNNING, "Step 3 of 9", step=3, of=9, pid=1)
    return made


@pytest.fixture
def lock(job: JobFolder) -> FileLock:
    made = worker_lock(job)
    made.acquire()
    return made


def _progress(job: JobFolder, step: int) -> events.Progress:
    return events.Progress(job=job.id, at=time.time(), step=step, of=9)


def test_what_it_writes_is_told_and_its_end_too(qapp: QObject, job: JobFolder, lock: FileLock) -> None:
    follower, told, ended = Follower(), list[events.Event](), list[str]()
    follower.event_came.connect(told.append)
    follower.job_ended.connect(ended.append)
    follower.follow(job)
    job.write_event(_progress(job, 4))
    with open(job.events_file, "ab") as file:
        file.write(b'{"event":"progr')  # torn: it is still being written
    follower.look()
    assert [event.event for event in told] == ["progress"]
    assert follower.is_busy
    with open(job.events_file, "ab") as file:
        file.write(b'ess","v":1,"job":"' + job.id.encode() + b'","at":1.0,"step":5,"of":9}\n')
    job.write_event(events.Finished(job=job.id, at=time.time(), answer={}))
    lock.release()
    follower.look()
    assert [event.event for event in told] == ["progress", "progress", "finished"]
    assert ended == [job.id]
    assert not follower.is_busy
    follower.close()


def test_a_followed_worker_that_dies_is_told(qapp: QObject, job: JobFolder, lock: FileLock) -> None:
    follower, told = Follower(), list[events.Event]()
    follower.event_came.connect(told.append)
    follower.follow(job)
    lock.release()
    follower.look()
    assert isinstance(told[-1], events.Failed)
    assert told[-1].error["remedy"]
    assert job.state().state is State.DIED
    follower.close()


class _NoSupervisor(QObject):
    """Nothing may be started."""

    from PySide6.QtCore import Signal

    event_came = Signal(object)
    job_ended = Signal(str)
    job = None

    def __init__(self) -> None:
        super().__init__()
        self.started: list[str] = []

    def start(self, job: JobFolder) -> None:
        self.started.append(job.id)
        self.job = job

    def close(self) -> None:
        """Nothing runs."""


def test_the_queue_starts_nothing_beside_somebody_elses_worker(
    qtbot: QtBot, qapp: QObject, tmp_path: Path, job: JobFolder, lock: FileLock
) -> None:
    waiting = JobFolder.create(tmp_path / "jobs", GenerateRequest(library=tmp_path, prompt="a cat"))
    supervisor = _NoSupervisor()
    queue = JobQueue(None, supervisor)  # type: ignore[arg-type]
    queue.load(tmp_path / "jobs", read_queue(tmp_path / "jobs", lambda request: "Drawing"))
    qtbot.wait(50)
    assert supervisor.started == []
    assert queue.job(job.id).is_active  # type: ignore[union-attr]
    queue.command(job.id, Command.STOP)
    assert "stop" in commands_file(job).read_text()
    job.write_event(_progress(job, 8))
    queue._follower.look()
    assert queue.job(job.id).step == 8  # type: ignore[union-attr]
    job.write_event(events.Stopped(job=job.id, at=time.time(), step=8))
    job.set_state(State.STOPPED, "Stopped", step=8, of=9)
    lock.release()
    with qtbot.waitSignal(queue.job_ended):
        queue._follower.look()
    qtbot.waitUntil(lambda: supervisor.started == [waiting.id])
    queue.close()


_WORKER = """
import os, sys, threading, time
from pathlib import Path
from studio.engine.worker import listen
from studio.engine.worker.channel import Beats, Channel, protect_streams
from studio.engine.worker.control import WorkerControl
from studio.library.protocol import events, lifetimes
from studio.library.protocol.jobs import JobFolder
from studio.library.protocol.worker_process import worker_lock
job = JobFolder(Path(sys.argv[1]))
lifetimes.ask_kernel_for_parent_death()
commands_in, events_out = protect_streams(job.log_file)
lock = worker_lock(job)
lock.acquire()
channel, control = Channel(job, events_out), WorkerControl()
orphanage = listen.Orphanage(control)
channel.on_broken = orphanage.abandoned
def released():
    channel.report(events.Released(job=job.id, at=time.time()))
listen.follow_signals(orphanage)
listen.follow_stdin(commands_in, control, orphanage, released)
channel.report(events.Started(job=job.id, at=time.time(), pid=os.getpid(), device="cpu", what="Playing", total_steps=9))
go_on = job.path / "go_on"
with Beats(channel.heartbeat, every_s=0.05):
    while not go_on.exists():
        control.poll()
        time.sleep(0.02)
channel.report(events.Finished(job=job.id, at=time.time(), answer={}))
lock.release()
"""
_WINDOW = """
import os, sys, threading, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from studio.desktop.jobs.supervisor import Supervisor
from studio.library.protocol import worker_process
from studio.library.protocol.jobs import JobFolder
from studio.library.protocol.worker_process import WorkerCommand
job, worker = JobFolder(Path(sys.argv[1])), sys.argv[2]
command = WorkerCommand(sys.executable, ["-c", worker, str(job.path)], dict(os.environ))
worker_process.worker_command = lambda _job: command
app = QCoreApplication([])
supervisor = Supervisor()
for _ in range(40):  # as a window has: while they end one by one, the worker falls from one to the next
    threading.Thread(target=time.sleep, args=(100,), daemon=True).start()
def leave(event):
    if event.event == "started":
        done = supervisor.release(20_000)
        print("released", done, flush=True)
        supervisor.close()
        os._exit(0)
supervisor.event_came.connect(leave)
supervisor.start(job)
QTimer.singleShot(60_000, app.quit)
app.exec()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_released_worker_outlives_its_window_and_is_found_again(qapp: QObject, tmp_path: Path) -> None:
    job = JobFolder.create(tmp_path / "jobs", GenerateRequest(library=tmp_path, prompt="a dog"))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    window = subprocess.run(
        [sys.executable, "-c", _WINDOW, str(job.path), _WORKER],
        env=environment, capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert window.stdout.strip() == "released True", window.stderr
    state = job.state()
    assert state.pid is not None
    worker = psutil.Process(state.pid)
    time.sleep(0.3)  # the window is gone: its pipe is broken, its end of stdin closed
    assert worker.is_running()
    assert worker.status() != psutil.STATUS_ZOMBIE
    follower, told = Follower(), list[events.Event]()
    follower.event_came.connect(told.append)
    (job.path / "go_on").touch()
    follower.follow(job)
    deadline = time.monotonic() + 20
    while follower.is_busy and time.monotonic() < deadline:
        follower.look()
        time.sleep(0.05)
    follower.close()
    assert job.state().state is State.FINISHED
    assert "released" in [event.event for event in job.read_events()]
