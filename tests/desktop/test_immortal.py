"""Thousands of signals do not end the interpreter (see studio/desktop/immortal.py)."""

from __future__ import annotations

import subprocess
import sys

_SCRIPT = """
import studio.desktop
from PySide6.QtCore import QObject, Signal
class Sender(QObject):
    said = Signal(int)
sender = Sender()
heard = []
sender.said.connect(heard.append)
for number in range(20_000):
    sender.said.emit(number)
print(len(heard), bool(True), bool(False), None)
"""


def test_many_signals_leave_the_constants_alive() -> None:
    done = subprocess.run([sys.executable, "-c", _SCRIPT], capture_output=True, text=True, timeout=50)
    assert (done.returncode, done.stdout.strip()) == (0, "20000 True False None"), done.stderr
