"""The real service on bad days: a library held by another program, read-only, a second window, a killed worker, a disk
that fills up. Each is one sentence with a remedy, and nothing else is lost.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.core.errors import DiskProblem, LibraryBusy
from studio.desktop.jobs import supervisor as supervising
from studio.desktop.service import hand_over
from studio.desktop.service.orders import TrainOrder
from studio.desktop.service.studio_service import StudioService
from studio.library.gallery.records import Kind
from studio.library.library import Library
from studio.library.protocol import worker_process
from studio.library.protocol.jobs import JobFolder, State
from studio.library.protocol.worker_process import WorkerCommand
from tests.fakes import pictures

_SAYS = """
import json, os, signal, sys, time
job = sys.argv[1]
def say(**event):
    print(json.dumps({"v": 1, "job": job, "at": time.time(), **event}), flush=True)
say(event="started", pid=os.getpid(), device="cpu", what="Teaching Rex", total_steps=9)
say(event="progress", step=3, of=9)
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A library with Rex."""
    made = tmp_path / "library"
    with Library.open(made) as library:
        library.gallery.add("Rex", "dog", pictures.photos(tmp_path / "photos", 3), Kind.ANIMAL)
    return made


@pytest.fixture
def service(qapp: QApplication) -> Iterator[StudioService]:
    made = StudioService(qapp)
    yield made
    made.close()
    made.deleteLater()


def test_a_library_held_by_a_command_line_opens_when_it_is_free(
    qtbot: QtBot, service: StudioService, root: Path
) -> None:
    waiting = qtbot.waitSignal(service.open_failed, timeout=20_000)
    with Library.open(root, program="studio train"), waiting as failed:
        service.open(root)
    assert failed.args is not None
    (error,) = failed.args
    assert isinstance(error, LibraryBusy)
    assert error.remedy
    with qtbot.waitSignal(service.opened, timeout=20_000):
        service.open(root)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="drops the rights of root in a child")
def test_a_read_only_library_is_one_sentence(root: Path) -> None:
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from PySide6.QtCore import QCoreApplication, QTimer\n"
        "from studio.desktop.service.studio_service import StudioService\n"
        "import studio.desktop.service.shelf, studio.desktop.jobs.queue\n"  # while the checkout can still be read
        "os.setgid(65534); os.setuid(65534)\n"
        "app = QCoreApplication([])\n"
        "service = StudioService(app)\n"
        "def told(error):\n"
        "    print(type(error).__name__, '|', error.message, '|', error.remedy, flush=True); app.quit()\n"
        "service.open_failed.connect(told)\n"
        "service.opened.connect(lambda: (print('opened', flush=True), app.quit()))\n"
        "QTimer.singleShot(20000, app.quit)\n"
        "QTimer.singleShot(0, lambda: service.open(Path(sys.argv[1])))\n"
        "app.exec(); service.close()\n"
    )
    for path in (root, *root.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    for folder in root.parents:  # the child may look into it
        if str(folder).startswith("/tmp"):
            folder.chmod(folder.stat().st_mode | 0o055)
    try:
        done = subprocess.run(
            [sys.executable, "-c", code, str(root)], capture_output=True, text=True, timeout=60, check=False,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
        )  # fmt: skip
    finally:
        for path in (root, *root.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
    said = done.stdout.strip()
    assert said.startswith("DiskProblem"), (said, done.stderr[-500:])
    assert said.count("|") == 2
    assert said.rsplit("|", 1)[1].strip()
    with Library.open(root) as library:
        assert [subject.name for subject in library.gallery.list()] == ["Rex"]


def test_a_second_window_raises_the_first(qtbot: QtBot, qapp: QObject, root: Path) -> None:
    assert not hand_over.raise_running_window(root)
    first = hand_over.HandOver(qapp, root)
    with qtbot.waitSignal(first.raise_asked, timeout=5000):
        assert hand_over.raise_running_window(root)
    other = root.parent / "another"
    assert not hand_over.raise_running_window(other)
    first.close()
    first.deleteLater()


def _teach(service: StudioService, monkeypatch: pytest.MonkeyPatch, body: str) -> str:
    def command(job: JobFolder) -> WorkerCommand:
        return WorkerCommand(sys.executable, ["-c", _SAYS + body, job.id], {})

    monkeypatch.setattr(worker_process, "worker_command", command)
    monkeypatch.setattr(supervising.worker_process, "worker_command", command)
    return service.start_training(TrainOrder((service.subjects[0].id,), "lora", "mini"))


def _opened(qtbot: QtBot, service: StudioService, root: Path) -> None:
    service.open(root)
    qtbot.waitUntil(lambda: bool(service.subjects), timeout=20_000)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_killed_worker_is_told_and_the_next_job_runs(
    qtbot: QtBot, service: StudioService, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _opened(qtbot, service, root)
    job = _teach(service, monkeypatch, "os.kill(os.getpid(), signal.SIGKILL)")
    qtbot.waitUntil(lambda: service.job(job).is_ended, timeout=20_000)  # type: ignore[union-attr]
    dead = service.job(job)
    assert dead is not None
    assert dead.state is State.DIED
    assert dead.error is not None
    assert "killed" in dead.error["message"]
    assert dead.error["remedy"]
    assert dead.can_resume
    following = _teach(service, monkeypatch, 'say(event="finished", answer={})')
    qtbot.waitUntil(lambda: service.job(following).state is State.FINISHED, timeout=20_000)  # type: ignore[union-attr]


def test_a_disk_that_is_full_when_a_job_is_queued_changes_nothing(
    qtbot: QtBot, service: StudioService, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _opened(qtbot, service, root)

    def full(*_: object) -> None:
        raise DiskProblem("The disk is full.", "Free some space, then try again.")

    monkeypatch.setattr("studio.core.files.write_json", full)
    with pytest.raises(DiskProblem):
        service.start_training(TrainOrder((service.subjects[0].id,), "lora", "mini"))
    assert service.jobs() == ()


def test_a_worker_that_meets_a_full_disk_fails_with_its_remedy(
    qtbot: QtBot, service: StudioService, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _opened(qtbot, service, root)
    error = {"kind": "DiskProblem", "message": "The disk is full.", "remedy": "Free some space, then resume."}
    job = _teach(service, monkeypatch, f'say(event="failed", error={error!r})')
    qtbot.waitUntil(lambda: service.job(job).is_ended, timeout=20_000)  # type: ignore[union-attr]
    failed = service.job(job)
    assert failed is not None
    assert failed.error == error
    assert failed.can_resume
    assert [subject.name for subject in service.subjects] == ["Rex"]
