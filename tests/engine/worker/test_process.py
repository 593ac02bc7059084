"""The worker as a process: stray prints, a second worker, a parent that is killed, and a job's hard life."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from studio.cli.app import main
from studio.core.ids import new_id
from studio.library.gallery.records import Kind
from studio.library.protocol import events
from studio.library.protocol.commands import Command
from studio.library.protocol.jobs import JobFolder, State
from studio.library.protocol.requests import GenerateRequest, TrainRequest
from studio.library.protocol.worker_process import (
    EXIT_FAILED,
    FrameDecoder,
    is_running,
    send,
    truthful_state,
    worker_command,
    worker_lock,
)
from tests.fakes.teaching import make_library
from tests.fakes.tiny_folder import register_tiny, save_tiny

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


def _wait_until(true: Callable[[], object], seconds: float = 150) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen in time"
        threading.Event().wait(0.02)


def _start(job: JobFolder, **environment: str) -> tuple[int, list[events.Event], FrameDecoder]:
    command = worker_command(job)
    with open(job.log_file, "ab") as log:
        worker = subprocess.run(
            [command.program, *command.arguments],
            env=command.environment | environment,
            input=b"",
            stdout=subprocess.PIPE,
            stderr=log,
            timeout=150,
            check=False,
        )
    decoder = FrameDecoder()
    return worker.returncode, decoder.feed(worker.stdout), decoder


@pytest.fixture
def job(tmp_path: Path) -> JobFolder:
    return JobFolder.create(tmp_path / "jobs", GenerateRequest(library=tmp_path, prompt="a dog"))


def test_stray_prints_go_to_the_log(job: JobFolder, tmp_path: Path) -> None:
    (tmp_path / "noisy").mkdir()
    (tmp_path / "noisy" / "filelock.py").write_text(  # a library that prints while it is imported, and later
        "import os, sys\n"
        "sys.path.remove(os.path.dirname(__file__)); del sys.modules['filelock']\n"
        "import filelock as real\n"
        "sys.modules['filelock'] = real\n"
        "acquire = real.FileLock.acquire\n"
        "def noisy(*args, **kwargs):\n"
        "    print('a python print'); os.write(1, b'from C\\n'); os.system('echo from a child')\n"
        "    return acquire(*args, **kwargs)\n"
        "real.FileLock.acquire = noisy\n"
    )
    job.request_file.write_text("not JSON")
    path = os.pathsep.join([str(tmp_path / "noisy"), worker_command(job).environment.get("PYTHONPATH", "")])
    code, heard, decoder = _start(job, PYTHONPATH=path)
    assert code == EXIT_FAILED
    assert isinstance(heard[-1], events.Failed)
    assert decoder.noise == []
    log = job.log_file.read_text()
    assert "a python print" in log
    assert "from C" in log
    assert "from a child" in log


def test_a_second_worker_leaves_the_first_alone(job: JobFolder) -> None:
    job.set_state(State.RUNNING, "Step 1 of 2", step=1, of=2)
    with worker_lock(job):
        code, heard, _ = _start(job)
    assert code == EXIT_FAILED
    assert isinstance(heard[-1], events.Failed)
    assert "already running" in heard[-1].error["message"]
    assert job.state().state == State.RUNNING


def _lesson(root: Path, steps: int) -> JobFolder:
    subject = make_library(root, kind=Kind.ANIMAL)
    request = TrainRequest(
        library=root,
        subjects=(subject.id,),
        method="lora",
        backbone="tiny",
        settings={"steps": steps, "preview_every": 0, "batch_size": 1},
        artifact_id=new_id("a"),
        evaluate=False,
    )
    return JobFolder.create(root / "jobs", request)


def _said(job: JobFolder, kind: type[events.Event]) -> list[events.Event]:
    return [event for event in job.read_events() if isinstance(event, kind)]


_PARENT = """
import subprocess, sys, time
from pathlib import Path
from studio.library.protocol.jobs import JobFolder
from studio.library.protocol.worker_process import worker_command
job = JobFolder(Path(sys.argv[1]))
command = worker_command(job)
worker = subprocess.Popen([command.program, *command.arguments], env=command.environment,
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          start_new_session=True)
print(worker.pid, flush=True)
for line in worker.stdout:
    pass
"""


@pytest.mark.timeout(180)
def test_a_killed_parent_ends_the_worker_with_a_checkpoint(tmp_path: Path) -> None:
    register_tiny(save_tiny(tmp_path / "tiny"))
    job = _lesson(tmp_path / "library", steps=100_000)
    parent = subprocess.Popen([sys.executable, "-c", _PARENT, str(job.path)], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    worker = psutil.Process(int(parent.stdout.readline()))
    _wait_until(lambda: _said(job, events.Progress), 120)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    _wait_until(lambda: not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE, 20)
    assert truthful_state(job).state == State.DIED
    assert _said(job, events.CheckpointSaved)
    assert list(job.checkpoints.iterdir())


@pytest.mark.journeys
def test_paused_killed_interrupted_and_finished(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    register_tiny(save_tiny(tmp_path / "tiny"))
    job = _lesson(tmp_path / "library", steps=300)

    def pause_resume_kill() -> None:
        _wait_until(lambda: _said(job, events.Progress))
        send(job, Command.PAUSE)
        _wait_until(lambda: job.state().state == State.PAUSED)
        assert is_running(job)
        send(job, Command.RESUME)
        _wait_until(lambda: job.state().state == State.RUNNING)
        pid = job.state().pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)

    assert _during(pause_resume_kill, job) == 1
    assert "memory" in capfd.readouterr().err
    assert truthful_state(job).state == State.DIED
    first = _said(job, events.CheckpointSaved)
    assert first

    def interrupt() -> None:
        _wait_until(lambda: len(_said(job, events.Started)) == 2)
        seen = len(_said(job, events.Progress))
        _wait_until(lambda: len(_said(job, events.Progress)) > seen)
        os.kill(os.getpid(), signal.SIGINT)

    assert _during(interrupt, job) == 130
    assert job.state().state == State.STOPPED
    assert "studio run" in capfd.readouterr().err

    assert main(["run", str(job.path), "--json"]) == 0
    resumed = _said(job, events.Started)
    assert [event.resumed_from > 0 for event in resumed if isinstance(event, events.Started)] == [False, True, True]
    assert job.state().state == State.FINISHED
    line = capfd.readouterr().out.splitlines()[-1]
    assert '"artifact":{"id":"a-' in line
    assert main(["run", str(job.path), "--json"]) == 0  # nothing is left to do: the same line again, no worker
    assert capfd.readouterr().out.splitlines() == [line]


def _during(meanwhile: Callable[[], None], job: JobFolder) -> int:
    """The exit code of `studio run`, with something happening while it runs."""
    failed: list[BaseException] = []

    def act() -> None:
        try:
            meanwhile()
        except BaseException as error:  # noqa: BLE001 - raised again on the main thread
            failed.append(error)

    thread = threading.Thread(target=act)
    thread.start()
    code = main(["run", str(job.path), "--json"])
    thread.join()
    if failed:
        raise failed[0]
    return code
