"""How fast the window is, beside a bare PySide6 window in the same run: python -m studio.desktop.measure_startup

Prints JSON: medians in seconds and the ratios of design section 7. Every start is a process of its own, the two kinds
take turns. On a busy computer the ratio of processor time says more than that of seconds.
Not here: the event loop while training (measure_loop.py).
"""

from __future__ import annotations

import json
import sys
import time

_BARE = "bare"
_OURS = "ours"


def main() -> int:
    """Parent: run the children and print the figures."""
    if sys.argv[1:] == ["--child", _BARE]:
        return _bare()
    if sys.argv[1:] == ["--child", _OURS]:
        return _ours()
    # Only here: the children must pay for nothing but their window.
    import argparse
    import os
    import tempfile
    from pathlib import Path

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "STUDIO_LIBRARY": str(Path(home) / "library"), "XDG_CONFIG_HOME": home}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed studio is compiled
        environment["PYTHONPYCACHEPREFIX"] = str(Path(home) / "compiled")
        runs: dict[str, list[dict[str, float]]] = {_BARE: [], _OURS: []}
        for _ in range(args.rounds + 1):  # the first of each warms the disk cache and makes the library
            for kind, found in runs.items():
                found.append(_run(kind, environment))
    bare = _median(runs[_BARE], "painted")
    painted, filled = _median(runs[_OURS], "painted"), _median(runs[_OURS], "filled")
    figures = {
        "rounds": args.rounds,
        "bare_painted_s": round(bare, 3),
        "empty_frame_painted_s": round(painted, 3),
        "empty_frame_ratio": round(painted / bare, 2),
        "empty_frame_cpu_ratio": round(_median(runs[_OURS], "cpu") / _median(runs[_BARE], "cpu"), 2),
        "first_screen_filled_s": round(filled, 3),
        "filled_minus_bare_s": round(filled - bare, 3),
        "torch_imported": any(run["torch"] for run in runs[_OURS]),
    }
    print(json.dumps(figures, indent=1))
    return 0


def _median(runs: list[dict[str, float]], key: str) -> float:
    import statistics

    return statistics.median(run[key] for run in runs[1:])


def _run(kind: str, environment: dict[str, str]) -> dict[str, float]:
    import subprocess

    command = [sys.executable, "-m", "studio.desktop.measure_startup", "--child", kind]
    if kind == _BARE:
        command = [sys.executable, __file__, "--child", kind]  # without importing the studio package
    began = time.monotonic()
    out = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=True).stdout
    said = json.loads(out.strip().splitlines()[-1])
    return {key: value - began if key in ("painted", "filled") else value for key, value in said.items()}


def _bare() -> int:
    """A list and a label."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QMainWindow, QVBoxLayout, QWidget

    app = QApplication([])

    class Window(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
            super().paintEvent(event)
            QTimer.singleShot(0, self, self._tell)

        def _tell(self) -> None:
            print(json.dumps({"painted": time.monotonic(), "cpu": time.process_time(), "torch": 0}), flush=True)
            app.quit()

    window = Window()
    body = QWidget()
    layout = QVBoxLayout(body)
    layout.addWidget(QLabel("Likeness Studio"))
    layout.addWidget(QListWidget())
    window.setCentralWidget(body)
    window.resize(1280, 800)
    window.show()
    return app.exec()


def _ours() -> int:
    """The real window on an empty library, closed when its first screen is filled."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from studio.desktop.app import Desktop

    app = QApplication([])
    times: dict[str, float] = {}
    desktop = Desktop(app)

    def painted() -> None:
        times["painted"] = time.monotonic()
        times["cpu"] = time.process_time()
        assert desktop.service is None, "the frame is painted before the service is built"

    def filled() -> None:
        times["filled"] = time.monotonic()
        app.quit()

    def watch() -> None:
        assert desktop.service is not None
        desktop.service.catalogue_changed.connect(lambda: QTimer.singleShot(0, desktop.window, filled))

    desktop.window.painted.disconnect()
    desktop.window.painted.connect(painted)
    desktop.window.painted.connect(desktop.fill)
    desktop.window.painted.connect(watch)
    desktop.window.show()
    code = app.exec()
    desktop.close()
    heavy = {"torch", "diffusers", "transformers", "insightface", "cv2"} & set(sys.modules)
    print(json.dumps({**times, "torch": len(heavy)}), flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
