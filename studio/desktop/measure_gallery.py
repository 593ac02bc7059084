"""How the gallery is with very many photos: python -m studio.desktop.measure_gallery [--photos 20000]

A subject of so many photos (one picture linked to all of them, each with a hash of its own, so each gets a thumbnail).
Prints JSON: seconds from opening the subject to its first paint, how long the event loop stands still while scrolling
from top to end, megabytes of memory, share of a core when nothing happens (before the subject is opened) and while its
photos are looked at in the background; beside it the same of a bare QListView in icon mode with as many items.
Not here: judging photos (measure_judging.py), results (measure_results.py).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

_SCROLL_PX = 900
_IDLE_S = 5.0


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=20_000)
    parser.add_argument("--bare", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ["XDG_CONFIG_HOME"] = home
        if args.bare:
            print(json.dumps(of_a_bare_list(args.photos)))
            return 0
        root = Path(home) / "library"
        fill(root, args.photos)
        print(json.dumps({"photos": args.photos, "ours": of_the_gallery(root), "bare": _bare(args.photos)}, indent=1))
    return 0


def _bare(count: int) -> Any:
    """In a process of its own, so that its memory is its own."""
    import subprocess

    command = [sys.executable, "-m", "studio.desktop.measure_gallery", "--bare", "--photos", str(count)]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[-1])


def fill(root: Path, count: int) -> None:
    """One subject, written plainly."""
    from PIL import Image

    from studio.library.gallery.records import Kind, Photo, Quality, Subject
    from studio.library.gallery.store import photo_path
    from studio.library.library import Library

    with Library.open(root) as library:
        picture = root / "picture.jpg"
        Image.effect_mandelbrot((1200, 900), (-2.0, -1.2, 1.0, 1.2), 60).convert("RGB").save(picture, quality=88)
        quality = Quality(width_px=1200, height_px=900)
        photos = tuple(
            Photo(id=f"p-{n:08}", blake3=f"{n:08x}{0:056x}", extension="jpg", name=f"IMG_{n:05}.jpg", quality=quality)
            for n in range(count)
        )
        for photo in photos:
            path = photo_path(root, photo)
            path.parent.mkdir(parents=True, exist_ok=True)
            os.link(picture, path)
        subject = Subject(
            id="s-00000001", name="Rex", class_word="dog", kind=Kind.ANIMAL, photos=photos,
            created="2026-11-25T10:00:00+00:00",
        )  # fmt: skip
        folder = root / "subjects" / subject.id
        folder.mkdir(parents=True)
        subject.save(folder / "subject.json")
        library.rebuild()


def of_the_gallery(root: Path) -> dict[str, float]:
    """The real window."""
    from PySide6.QtWidgets import QApplication

    from studio.desktop.app import Desktop
    from studio.desktop.service import preferences
    from studio.desktop.ui.controls.picture_grid import PictureGrid
    from studio.desktop.ui.gallery.subjects_screen import SubjectsScreen

    preferences.save(preferences.Preferences(is_welcomed=True))
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    desktop = Desktop(app, root)
    desktop.window.show()
    _until(app, lambda: desktop.service is not None and bool(desktop.subjects.subjects))
    idle = _core_share()
    began = time.perf_counter()
    desktop.subjects.select("s-00000001")
    screen = desktop.window.built_screen("subjects")
    assert isinstance(screen, SubjectsScreen)
    grid = screen.page.findChild(PictureGrid)
    assert grid is not None
    grid.viewport().repaint()
    painted = time.perf_counter() - began
    figures = {
        "first_paint_s": round(painted, 4), **_scrolled(app, grid),
        "core_share_while_photos_are_looked_at": _core_share(), "idle_core_share": idle,
    }  # fmt: skip
    desktop.window.ask_before_closing(lambda: True)
    desktop.window.close()
    desktop.close()
    return figures


def of_a_bare_list(count: int) -> dict[str, float]:
    """What Qt itself takes for as many items with one icon."""
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QColor, QIcon, QPixmap, QStandardItem, QStandardItemModel
    from PySide6.QtWidgets import QApplication, QListView

    app = QApplication(sys.argv[:1])
    pixmap = QPixmap(148, 148)
    pixmap.fill(QColor("gray"))
    icon = QIcon(pixmap)
    view = QListView()
    view.setViewMode(QListView.ViewMode.IconMode)
    view.setUniformItemSizes(True)
    view.setResizeMode(QListView.ResizeMode.Adjust)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.setIconSize(QSize(148, 148))
    view.setGridSize(QSize(172, 216))
    view.resize(860, 640)
    view.show()
    app.processEvents()
    began = time.perf_counter()
    model = QStandardItemModel()
    for number in range(count):
        model.appendRow(QStandardItem(icon, f"IMG_{number:05}.jpg"))
    view.setModel(model)
    view.viewport().repaint()
    painted = time.perf_counter() - began
    return {"first_paint_s": round(painted, 4), **_scrolled(app, view), "idle_core_share": _core_share()}


def _scrolled(app: Any, view: Any) -> dict[str, float]:
    from PySide6.QtCore import QElapsedTimer, QTimer

    gaps: list[float] = []
    clock = QElapsedTimer()
    heart = QTimer(interval=5)
    heart.timeout.connect(lambda: gaps.append(clock.restart() / 1000))
    clock.start()
    heart.start()
    bar = view.verticalScrollBar()
    began = time.perf_counter()

    def further() -> bool:
        bar.setValue(bar.value() + _SCROLL_PX)
        return bar.value() == bar.maximum()

    _until(app, further, wait_s=600)
    whole = time.perf_counter() - began
    heart.stop()
    gaps.sort()
    return {
        "scroll_to_end_s": round(whole, 2),
        "gap_p99_s": round(gaps[int(len(gaps) * 0.99)], 4) if gaps else 0.0,
        "gap_max_s": round(gaps[-1], 4) if gaps else 0.0,
        "memory_mb": _memory_mb(),
    }


def _core_share() -> float:
    """Of one core, used by this process while nobody does anything."""
    _wait(3.0)  # the last thumbnails
    began, used = time.monotonic(), time.process_time()
    _wait(_IDLE_S)
    return round((time.process_time() - used) / (time.monotonic() - began), 4)


def _wait(seconds: float) -> None:
    """Not by QApplication.exec: its end closes the window."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(int(1000 * seconds), loop.quit)
    loop.exec()


def _memory_mb() -> float:
    import psutil

    return round(psutil.Process().memory_info().rss / 1e6, 1)


def _until(app: Any, done: Any, wait_s: float = 120.0) -> None:
    end = time.monotonic() + wait_s
    while not done():
        assert time.monotonic() < end, "it took too long"
        app.processEvents()
        time.sleep(0.001)


if __name__ == "__main__":
    sys.exit(main())
