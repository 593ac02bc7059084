"""How fast the Results screen is with many results: python -m studio.desktop.measure_results [--results 20000]

Makes a library of records with one small picture (linked to all of them), then prints JSON: seconds to the first page
and to a page far down, by the library alone and on the screen; how long the event loop stands still while scrolling
from top to end; and, for comparison in the same run, a page far down by OFFSET.
Not here: the photo gallery, start-up, training.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

_ROUNDS = 7


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--results", type=int, default=20_000)
    args = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ["XDG_CONFIG_HOME"] = home
        root = Path(home) / "library"
        fill(root, args.results)
        figures = {"results": args.results, **of_the_library(root), **of_the_screen(root)}
    print(json.dumps(figures, indent=1))
    return 0


def fill(root: Path, count: int) -> None:
    """Files and rows, written plainly: nothing here is worth an fsync."""
    from PIL import Image

    from studio.library.library import Library
    from studio.library.protocol.requests import GenerateRequest
    from studio.library.results.records import Result

    places = ("on a beach", "in the snow", "beside a lake", "in a garden", "on the moon")
    with Library.open(root) as library, library.index.write():
        folder = root / "results" / "2026-11"
        folder.mkdir(parents=True)
        picture = root / "picture.png"
        Image.new("RGB", (128, 128), "#7a6f9b").save(picture)
        for number in range(count):
            prompt = f"a photo of a dog {places[number % 5]}, number {number}"
            key = f"r-{number:08}"
            minute, second = divmod(number // 3, 60)
            day, minute = divmod(minute, 1440)
            result = Result(
                id=key,
                file=f"{key}.png",
                created=f"2026-11-{day + 1:02}T{minute // 60:02}:{minute % 60:02}:{second:02}+00:00",
                request=GenerateRequest(library=root, prompt=prompt, seed=number, steps=25, guidance=5.0),
                index=0,
                seed=number,
                prompt=prompt,
                width_px=128,
                height_px=128,
                backbone_fingerprint="f" * 64,
                seconds=1.0,
                sha256=f"{number:064x}",
                rating=number % 7 - 1,
            )
            (folder / f"{key}.json").write_text(json.dumps(result.to_data()), "utf-8")
            os.link(picture, folder / result.file)
            library.index.put_result(result, "2026-11")


def of_the_library(root: Path) -> dict[str, float]:
    """Pages, counts and filters without any window."""
    from studio.desktop.viewmodel.results import PAGE
    from studio.library.library import Library
    from studio.library.results.query import Place, ResultFilter

    with Library.read(root) as library:
        results = library.results
        last = results.list()[-PAGE - 1]
        offset = (
            f"SELECT record FROM results ORDER BY created DESC, id DESC LIMIT {PAGE} OFFSET {results.count() - PAGE}"
        )
        return {
            "first_page_s": _median(lambda: results.list(limit=PAGE)),
            "last_page_s": _median(lambda: results.list(limit=PAGE, after=Place.of(last))),
            "last_page_rows_s": _median(
                lambda: library.index.query(
                    "SELECT record FROM results WHERE (created, id) < (?, ?) ORDER BY created DESC, id DESC LIMIT ?",
                    (last.created, last.id, PAGE),
                )
            ),
            "last_page_rows_by_offset_s": _median(lambda: library.index.query(offset)),
            "filtered_page_s": _median(lambda: results.list(ResultFilter(text="moon 99", rating_least=3), PAGE)),
            "count_s": _median(lambda: results.count(ResultFilter(text="moon"))),
        }


def of_the_screen(root: Path) -> dict[str, float]:
    """From asking for the first page to its paint, and scrolling to the end."""
    from PySide6.QtCore import QElapsedTimer, QTimer
    from PySide6.QtWidgets import QApplication

    from studio.desktop.app import Desktop
    from studio.desktop.ui.results.results_screen import ResultsScreen

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    desktop = Desktop(app, root)
    desktop.window.show()
    _until(app, lambda: desktop.service is not None and desktop.results.is_loaded)
    began = time.perf_counter()
    desktop.window.show_screen("results")
    screen = desktop.window.stack.currentWidget()
    assert isinstance(screen, ResultsScreen)
    screen.grid.viewport().repaint()
    painted = time.perf_counter() - began
    gaps: list[float] = []
    clock = QElapsedTimer()

    def beat() -> None:
        gaps.append(clock.restart() / 1000)

    heart = QTimer(desktop, interval=5)
    heart.timeout.connect(beat)
    clock.start()
    heart.start()
    bar = screen.grid.verticalScrollBar()
    began = time.perf_counter()
    _until(app, lambda: _scrolled(desktop.results, bar), wait_s=300)
    whole = time.perf_counter() - began
    heart.stop()
    gaps.sort()
    desktop.window.ask_before_closing(lambda: True)
    desktop.window.close()
    desktop.close()
    return {
        "first_paint_s": round(painted, 4),
        "scroll_to_end_s": round(whole, 2),
        "gap_p99_s": round(gaps[int(len(gaps) * 0.99)], 4),
        "gap_max_s": round(gaps[-1], 4),
    }


def _scrolled(results: Any, bar: Any) -> bool:
    """One more turn of the wheel; True at the very end."""
    bar.setValue(bar.value() + 1200)
    return results.is_complete and bar.value() == bar.maximum()


def _until(app: Any, done: Callable[[], bool], wait_s: float = 60.0) -> None:
    end = time.monotonic() + wait_s
    while not done():
        assert time.monotonic() < end, "it took too long"
        app.processEvents()
        time.sleep(0.001)


def _median(work: Callable[[], object]) -> float:
    took: list[float] = []
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return round(statistics.median(took), 5)


if __name__ == "__main__":
    sys.exit(main())
