"""How long the event loop is held up while a real training runs: python -m studio.desktop.measure_loop SUBJECT-PHOTOS…

Starts the real window on a library of its own, teaches a subject from the given photos, shows the Teach screen live,
and prints the gaps of a 10 ms timer as JSON (design section 7). The first second of the run is left out.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from studio.desktop.app import Desktop
from studio.desktop.service.orders import NewSubject
from studio.library.gallery.records import Kind, Subject
from studio.library.gallery.samples import samples

_TICK_MS = 10


def main() -> int:
    """Run for so many seconds of training."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("photos", nargs="*", type=Path, help="default: those of a sample")
    parser.add_argument("--backbone", default="mini")
    parser.add_argument("--method", default="lora")
    parser.add_argument("--seconds", type=float, default=60.0)
    args = parser.parse_args()
    args.photos = args.photos or [p for s in samples() if s.is_drawing for p in s.photos][:6]
    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder:
        desktop = Desktop(app, Path(folder) / "library")
        run = _Run(desktop, args)
        desktop.window.show()
        app.exec()
        desktop.close()
    print(json.dumps(run.figures(), indent=1))
    return 0 if run.gaps_ms else 1


class _Run:
    """Opens, adds, teaches, ticks, leaves."""

    def __init__(self, desktop: Desktop, args: argparse.Namespace) -> None:
        self._desktop, self._args = desktop, args
        self.gaps_ms: list[float] = []
        self._last = 0.0
        self._began = 0.0
        self._has_begun = False
        self._tick = QTimer(desktop, interval=_TICK_MS)
        self._tick.timeout.connect(self._on_tick)
        self._problems: list[str] = []
        desktop.window.painted.connect(self._on_painted)

    def _on_painted(self) -> None:
        service = self._desktop.service
        assert service is not None
        service.catalogue_changed.connect(self._on_open)
        service.subjects_changed.connect(self._on_subjects)
        service.problem.connect(lambda error: self._problems.append(str(error)))

    def _on_open(self) -> None:
        self._desktop.subjects.add_subject(NewSubject("Rex", "dog", Kind.ANIMAL, files=tuple(self._args.photos)))

    def _on_subjects(self, subjects: tuple[Subject, ...]) -> None:
        if subjects and not self._has_begun:
            self._has_begun = True
            QTimer.singleShot(0, self._desktop, lambda: self._teach(subjects[0].id))  # when all have heard of it

    def _teach(self, subject_id: str) -> None:
        teach = self._desktop.teach
        teach.choose_subject(subject_id)
        teach.choose_backbone(self._args.backbone)
        teach.choose_method(self._args.method)
        teach.set_settings({"steps": 100_000, "preview_every": 25})
        self._desktop.window.show_screen("teach")
        teach.start()
        if teach.job is None:
            self._problems.append(teach.start_problem())
            QApplication.exit(1)
            return
        self._tick.start()

    def _on_tick(self) -> None:
        now = time.perf_counter()
        if not self._desktop.teach.curves.losses:
            self._last = self._began = now
            return
        if now - self._began > 1.0:
            self.gaps_ms.append((now - self._last) * 1000 - _TICK_MS)
        self._last = now
        if now - self._began > self._args.seconds + 1.0:
            self._tick.stop()
            QApplication.exit(0)  # quit() would ask whether the work may stop

    def figures(self) -> dict[str, object]:
        """p50, p99 and the largest gap beyond the tick, in milliseconds."""
        if not self.gaps_ms:
            return {"problems": self._problems}
        cuts = statistics.quantiles(self.gaps_ms, n=100)
        return {
            "seconds": self._args.seconds,
            "ticks": len(self.gaps_ms),
            "steps_taught": len(next(iter(self._desktop.teach.curves.losses.values())).steps),
            "gap_p50_ms": round(cuts[49], 1),
            "gap_p99_ms": round(cuts[98], 1),
            "gap_max_ms": round(max(self.gaps_ms), 1),
            "over_50_ms": sum(gap > 50 for gap in self.gaps_ms),
        }


if __name__ == "__main__":
    sys.exit(main())
