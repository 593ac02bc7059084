"""Tests of the test settings themselves: each rule of tests/conftest.py is broken once, in a run of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

_CHECKOUT = Path(__file__).resolve().parent.parent

_BROKEN = """
    import logging, os, socket, subprocess, sys, threading, time, warnings
    import pytest

    kept = []

    def test_thread():
        threading.Thread(target=time.sleep, args=(1,), name="lost").start()

    def test_process():
        kept.append(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(20)"]))

    def test_network():
        with socket.socket() as sock:
            sock.connect(("192.0.2.1", 80))

    def test_warning():
        warnings.warn("look out", UserWarning)

    def test_log():
        logging.getLogger("studio.engine").warning("odd")

    def test_timer(qapp):
        from PySide6.QtCore import QTimer
        timer = QTimer()
        timer.start(10_000)
        kept.append(timer)

    def test_window(qapp):
        from PySide6.QtWidgets import QLabel
        kept.append(QLabel("left"))

    def test_qt_warning(qapp):
        from PySide6.QtCore import qWarning
        qWarning("odd")

    @pytest.mark.timeout(0.2)
    def test_too_long():
        time.sleep(5)
"""

_FINE = """
    import logging, os, socket, subprocess, sys, threading
    import pytest

    def test_thread_that_ends():
        thread = threading.Thread(target=lambda: None)
        thread.start()

    def test_process_that_is_waited_for():
        subprocess.run([sys.executable, "-c", ""], check=True)

    def test_local_socket(tmp_path):
        os.chdir(tmp_path)
        with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
            server.bind("s")
            server.listen()
            client.connect("s")

    def test_log_that_is_asked_for(caplog):
        logging.getLogger("studio.engine").warning("meant")

    def test_widget_given_to_qtbot(qtbot):
        from PySide6.QtWidgets import QLabel
        label = QLabel("x")
        qtbot.addWidget(label)
        label.show()

    def test_parented_timer(qtbot):
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QLabel
        label = QLabel("x")
        qtbot.addWidget(label)
        timer = QTimer(label)
        timer.start(10)

    def test_home(own_home):
        assert os.environ["STUDIO_LIBRARY"].startswith(str(own_home))
        assert os.environ["QT_QPA_PLATFORM"] and os.environ["HF_HUB_OFFLINE"] == "1"

    @pytest.mark.slow
    def test_not_in_the_default_run():
        raise AssertionError
"""


def _run(folder: Path, sources: dict[str, str], *words: str) -> str:
    """Run pytest on files of its own, under the project's settings and tests/conftest.py."""
    for name, source in sources.items():
        (folder / f"test_{name}.py").write_text(textwrap.dedent(source), "utf-8")
    command = [sys.executable, "-m", "pytest", "-c", str(_CHECKOUT / "pyproject.toml"), f"--rootdir={folder}"]
    command += ["-p", "tests.conftest", "-p", "no:cacheprovider", "-p", "no:randomly", "--tb=short", *words]
    variables = {**os.environ, "STUDIO_TEST_GRACE_S": "0.2"}
    done = subprocess.run(
        [*command, str(folder)], cwd=_CHECKOUT, env=variables, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> str:
    return _run(tmp_path_factory.mktemp("both"), {"broken": _BROKEN, "fine": _FINE})


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("thread", r"thread 'lost' started at"),
        ("process", r"process \d+ started at"),
        ("network", r"a test tried to connect to \('192\.0\.2\.1', 80\)"),
        ("warning", r"UserWarning: look out"),
        ("log", r"unexpected log records .*WARNING studio\.engine: odd"),
        ("timer", r"QTimer started at"),
        ("window", r"window QLabel"),
        ("qt_warning", r"QtWarningMsg: odd"),
        ("too_long", r"Timeout \(>0\.2s\)"),
    ],
)
def test_a_broken_rule_fails_and_says_why(both: str, name: str, said: str) -> None:
    assert re.search(rf"^(FAILED|ERROR) .*broken\.py::test_{name}\b", both, re.MULTILINE), both
    assert re.search(said, both), both


def test_what_is_in_order_passes(both: str) -> None:
    assert not re.search(r"^(FAILED|ERROR) .*fine\.py", both, re.MULTILINE), both
    # Of the broken ones five pass, and fail when what they left behind is looked for.
    assert re.search(r"\b4 failed, 12 passed, 1 deselected, 5 errors\b", both), both


def test_an_unknown_marker_is_an_error(tmp_path: Path) -> None:
    source = "import pytest\n\n@pytest.mark.sloow\ndef test_x(): pass\n"
    assert "'sloow' not found in `markers`" in _run(tmp_path, {"inner": source})


def test_a_marker_can_be_asked_for(tmp_path: Path) -> None:
    assert re.search(r"\b1 failed, 7 deselected\b", _run(tmp_path, {"inner": _FINE}, "-m", "slow"))
