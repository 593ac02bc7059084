"""What every test gets: an offscreen screen, a library of its own, no network, nothing left running.

Kept light on purpose: no torch, no diffusers and no Qt is imported here, only looked at when a test
has already imported it. Not here: fakes (tests/fakes/) and golden pictures (tests/screens/).
"""

from __future__ import annotations

import gc
import logging
import os
import socket
import subprocess
import sys
import threading
import time
import traceback
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

# Before anything imports torch or Qt: both read these once, when they are loaded.
_THREADS = os.environ.get("STUDIO_TEST_THREADS", "1")
for _name, _value in {
    "QT_QPA_PLATFORM": "offscreen",
    "QT_SCALE_FACTOR": "1",
    "QT_QUICK_BACKEND": "software",
    "OMP_NUM_THREADS": _THREADS,
    "MKL_NUM_THREADS": _THREADS,
    "OMP_WAIT_POLICY": "passive",
    "TOKENIZERS_PARALLELISM": "false",
}.items():
    os.environ.setdefault(_name, _value)
os.environ.update(
    {
        "HF_HUB_OFFLINE": "1",
        "TRANSFORMERS_OFFLINE": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "DIFFUSERS_OFFLINE": "1",
        # Child processes are not covered by the patch below: a proxy where nobody listens covers them.
        "HTTP_PROXY": "http://127.0.0.1:9",
        "HTTPS_PROXY": "http://127.0.0.1:9",
        "http_proxy": "http://127.0.0.1:9",
        "https_proxy": "http://127.0.0.1:9",
        "no_proxy": "",
        "NO_PROXY": "",
    }
)

_LONG_MARKERS = ("slow", "gpu", "screens", "journeys")
_LONG_TIMEOUT_S = 900
_GRACE_S = float(os.environ.get("STUDIO_TEST_GRACE_S", "2"))
_HERE = Path(__file__).resolve()


# --- no network -------------------------------------------------------------------------------------------


class NetworkUsed(AssertionError):
    """A test tried to reach the network; nothing in the default path of the studio may."""


def _refuse_network() -> None:
    real_connect, real_connect_ex = socket.socket.connect, socket.socket.connect_ex

    def check(sock: socket.socket, address: Any) -> None:
        if sock.family in (socket.AF_INET, socket.AF_INET6):
            raise NetworkUsed(f"a test tried to connect to {address!r}")

    def connect(self: socket.socket, address: Any) -> None:
        check(self, address)
        return real_connect(self, address)

    def connect_ex(self: socket.socket, address: Any) -> int:
        check(self, address)
        return real_connect_ex(self, address)

    socket.socket.connect = connect  # type: ignore[method-assign]
    socket.socket.connect_ex = connect_ex  # type: ignore[method-assign]


# --- who started it ---------------------------------------------------------------------------------------


_started_at: weakref.WeakKeyDictionary[Any, str] = weakref.WeakKeyDictionary()
_process_started_at: dict[int, str] = {}


def _calling_line() -> str:
    """The innermost line of ours (studio/ or tests/) that led here."""
    frames = traceback.extract_stack()[:-2]
    root = str(_HERE.parent.parent) + os.sep
    for frame in reversed(frames):
        ours = frame.filename.startswith(root) and ".studio-env" not in frame.filename
        if ours and frame.filename != str(_HERE):
            return f"{frame.filename[len(root) :]}:{frame.lineno} ({frame.line})"
    return "an unknown line"


def _remember_starts() -> None:
    real_start, real_popen = threading.Thread.start, subprocess.Popen.__init__

    def start(self: threading.Thread) -> None:
        _started_at[self] = _calling_line()
        real_start(self)

    def popen(self: subprocess.Popen[Any], *args: Any, **kwargs: Any) -> None:
        real_popen(self, *args, **kwargs)
        _process_started_at[self.pid] = _calling_line()

    threading.Thread.start = start  # type: ignore[method-assign]
    subprocess.Popen.__init__ = popen  # type: ignore[method-assign]


def _trust_the_disk() -> None:
    """No test pulls the plug: what was written is there for every other process, and waiting for the disk is slow."""
    os.fsync = lambda fd: None  # type: ignore[assignment]


def pytest_configure(config: pytest.Config) -> None:
    _trust_the_disk()
    _refuse_network()
    _remember_starts()


def pytest_collection_finish() -> None:
    gc.freeze()  # what was imported stays: looking for garbage in it each time costs half a second


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        long = any(item.get_closest_marker(name) for name in _LONG_MARKERS)
        if long and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(_LONG_TIMEOUT_S))


# --- a home of its own ------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A private home: library, settings and caches of this test only. `STUDIO_LIBRARY` does not exist yet."""
    home = tmp_path_factory.mktemp("home")
    folders = {
        "XDG_DATA_HOME": "data",
        "XDG_CONFIG_HOME": "config",
        "XDG_CACHE_HOME": "cache",
        "XDG_STATE_HOME": "state",
        "APPDATA": "roaming",
        "LOCALAPPDATA": "local",
        "HF_HOME": "hf",
    }
    for name, folder in folders.items():
        monkeypatch.setenv(name, str(home / folder))
    monkeypatch.setenv("STUDIO_LIBRARY", str(home / "library"))
    return home


# --- nothing left running ---------------------------------------------------------------------------------

# Helpers that libraries start once a process and stop at its end: a test cannot own them.
_LIBRARY_THREADS = ("TMonitor", "pytest_timeout", "execnet", "QtDBus", "Dummy-", "asyncio_", "ThreadPoolExecutor-hf")
_QT_OWN_WINDOWS = ("QTipLabel", "QDesktopWidget")
_LIBRARY_PROCESSES = ("resource_tracker", "forkserver", "semaphore_tracker")


def _threads() -> set[threading.Thread]:
    return {
        thread
        for thread in threading.enumerate()
        if thread.is_alive() and not any(word in type(thread).__name__ + thread.name for word in _LIBRARY_THREADS)
    }


def _children() -> set[int]:
    """Process ids of living children, whoever started them (QProcess too)."""
    if sys.platform == "linux":
        tasks = Path("/proc/self/task")
        found: set[int] = set()
        for task in tasks.iterdir():
            try:
                pids = (task / "children").read_text().split()
            except OSError:  # the thread ended meanwhile
                continue
            found.update(int(pid) for pid in pids if not _is_library_process(int(pid)))
        return found
    import psutil

    return {
        child.pid
        for child in psutil.Process().children()
        if not any(word in " ".join(child.cmdline()) for word in _LIBRARY_PROCESSES)
    }


def _is_library_process(pid: int) -> bool:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return True  # it is gone
    return state == "Z" or any(word in words for word in _LIBRARY_PROCESSES)


def _top_levels() -> list[Any]:
    """Windows without a parent, shown or not; a hidden one still holds its view-model and its timers."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return []
    return [w for w in widgets.QApplication.topLevelWidgets() if type(w).__name__ not in _QT_OWN_WINDOWS]


class _QtWatch:
    """Remembers timers, animations and Qt threads started during one test, with the line that did."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from PySide6 import QtCore

        self._core = QtCore
        self._seen: list[tuple[weakref.ref[Any], str]] = []
        for kind in (QtCore.QTimer, QtCore.QAbstractAnimation, QtCore.QThread):
            monkeypatch.setattr(kind, "start", self._watched(kind.start))

    def _watched(self, real: Any) -> Any:
        def start(thing: Any, *args: Any) -> Any:
            self._seen.append((weakref.ref(thing), _calling_line()))
            return real(thing, *args)

        return start

    def leftovers(self) -> list[str]:
        import shiboken6

        found: list[str] = []
        for ref, line in self._seen:
            thing = ref()
            if thing is None or not shiboken6.isValid(thing):
                continue
            if isinstance(thing, self._core.QTimer):
                running = thing.isActive()
            elif isinstance(thing, self._core.QThread):
                running = thing.isRunning()
            else:
                running = thing.state() == self._core.QAbstractAnimation.State.Running
            if running:
                found.append(f"{type(thing).__name__} started at {line}")
        return found


class _Before:
    """What was running before a test began: left by the session or by an earlier test that failed for it."""

    def __init__(self) -> None:
        self._threads, self._children, self._windows = _threads(), _children(), _top_levels()

    def leftovers(self, qt: _QtWatch | None) -> list[str]:
        nobody = "an unknown line"
        found = [f"thread {t.name!r} started at {_started_at.get(t, nobody)}" for t in _threads() - self._threads]
        for pid in _children() - self._children:
            found.append(f"process {pid} started at {_process_started_at.get(pid, nobody)}")
        windows = [w for w in _top_levels() if w not in self._windows]
        found += [f"window {type(w).__name__} {w.objectName()!r} {w.windowTitle()!r}" for w in windows]
        return found + (qt.leftovers() if qt else [])


@pytest.fixture(autouse=True)
def no_shipped_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    """What methods cost elsewhere is not known: those figures change. A test that is about them asks for the file."""
    monkeypatch.setattr("studio.library.catalogue.read._SHIPPED_FIGURES", "none.json")


@pytest.fixture(autouse=True)
def nothing_left_running(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a thread, process, timer, animation or window behind, naming the line that did."""
    before = _Before()
    uses_qt = "qapp" in request.fixturenames or "qtbot" in request.fixturenames
    with pytest.MonkeyPatch.context() as patch:
        qt = _QtWatch(patch) if uses_qt else None
        yield
        if qt:
            _let_qt_delete()
        deadline = time.monotonic() + _GRACE_S
        while left := before.leftovers(qt):
            if time.monotonic() > deadline:
                pytest.fail("left running: " + "; ".join(left), pytrace=False)
            gc.collect()
            if qt:
                _let_qt_delete()
            time.sleep(0.02)


def _let_qt_delete() -> None:
    """Carry out the `deleteLater` calls of the test now (their widgets are closed by qtbot already)."""
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


# --- nothing said that was not expected -------------------------------------------------------------------


class _Complaints(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name == "studio" or record.name.startswith("studio."):
            self.records.append(record)


@pytest.fixture(autouse=True)
def no_unexpected_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """The studio's own warnings and errors in the log fail a test that did not ask for `caplog`."""
    handler = _Complaints()
    logging.getLogger().addHandler(handler)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(handler)
    if handler.records and "caplog" not in request.fixturenames:
        said = "; ".join(f"{r.levelname} {r.name}: {r.getMessage()}" for r in handler.records)
        pytest.fail(f"unexpected log records (ask for `caplog` if they are meant): {said}", pytrace=False)
