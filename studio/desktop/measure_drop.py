"""How the window is while many big photos are dropped on it: python -m studio.desktop.measure_drop [--photos 200]

Drops so many JPEGs of 12 million pixels, each its own, on the real window with an empty library and counts, until all
are judged, the gaps of a 10 ms timer and the seconds a photo (issue “The desktop, complete”: 0.15 s a photo and core).
Prints JSON. Not here: one photo's processor time (library/gallery/measure_judging.py).
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from studio.desktop.app import Desktop
from studio.desktop.service import preferences
from studio.desktop.service.imports import ImportState, judging_threads

_TICK_MS = 10


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=200)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CONFIG_HOME"] = folder
        preferences.save(preferences.Preferences(is_welcomed=True))
        photos = _made(Path(folder) / "photos", args.photos)
        app = QApplication(sys.argv[:1])
        desktop = Desktop(app, Path(folder) / "library")
        run = _Run(desktop, photos)
        desktop.window.show()
        app.exec()
        desktop.window.ask_before_closing(lambda: True)
        desktop.window.close()
        desktop.close()
    print(json.dumps(run.figures(), indent=1))
    return 0


def _made(folder: Path, count: int) -> tuple[Path, ...]:
    """One picture with the detail of a photo, and in each file another few bytes after its end."""
    from studio.library.gallery.measure_judging import made_photo

    folder.mkdir()
    first = made_photo(folder / "0000.jpg")
    data = first.read_bytes()
    paths = [first]
    for number in range(1, count):
        path = folder / f"{number:04}.jpg"
        path.write_bytes(data + number.to_bytes(4, "big"))
        paths.append(path)
    return tuple(paths)


class _Run:
    """Opens, drops, ticks, leaves."""

    def __init__(self, desktop: Desktop, photos: tuple[Path, ...]) -> None:
        self._desktop, self._photos = desktop, photos
        self._gaps_ms: list[float] = []
        self._began = self._last = self._took = 0.0
        self._state = ImportState("")
        self._tick = QTimer(desktop, interval=_TICK_MS)
        self._tick.timeout.connect(self._on_tick)
        desktop.window.painted.connect(self._on_painted)

    def _on_painted(self) -> None:
        service = self._desktop.service
        assert service is not None
        service.opened.connect(lambda: QTimer.singleShot(500, self._desktop, self._drop))
        service.import_changed.connect(self._on_import)

    def _drop(self) -> None:
        self._began = self._last = time.perf_counter()
        self._tick.start()
        self._desktop.window.files_dropped.emit(self._photos)

    def _on_tick(self) -> None:
        now = time.perf_counter()
        self._gaps_ms.append((now - self._last) * 1000 - _TICK_MS)
        self._last = now

    def _on_import(self, state: ImportState) -> None:
        self._state = state
        if state.is_judged and state.judged == len(self._photos) and self._tick.isActive():
            self._tick.stop()
            self._took = time.perf_counter() - self._began
            QApplication.exit(0)

    def figures(self) -> dict[str, object]:
        """Gaps beyond the tick in milliseconds, seconds a photo."""
        cuts = statistics.quantiles(self._gaps_ms, n=100)
        return {
            "photos": self._state.judged,
            "threads": judging_threads(),
            "said": self._state.sentence(),
            "all_judged_s": round(self._took, 2),
            "a_photo_s": round(self._took / len(self._photos), 4),
            "budget_s": 0.15,
            "gap_p99_ms": round(cuts[98], 1),
            "gap_max_ms": round(max(self._gaps_ms), 1),
        }


if __name__ == "__main__":
    sys.exit(main())
