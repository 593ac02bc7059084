"""The hand of test_by_hand.py: the real window on a real X display, moved by xdotool alone.

`python -m tests.journeys.by_hand FOLDER` with DISPLAY set and QT_QPA_PLATFORM=xcb. Drops photos from another program,
teaches mini, draws two regions, rates, exports; prints what came of it as JSON. The program is looked at from inside
(where is this button, is the job done), and acted on from outside only: every change goes through the X server. There
is no window manager, so giving the keys to the window that was clicked is done here.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QPoint, QPointF, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

STEPS, PICTURES = 20, 4
_SOURCE_AT = QPoint(1420, 500)
_SOURCE = """
import sys
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QApplication, QLabel
class Files(QLabel):
    def mouseMoveEvent(self, event):
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(path) for path in sys.argv[3:]])
        drag = QDrag(self)
        drag.setMimeData(mime)
        drag.exec(Qt.DropAction.CopyAction)
app = QApplication(sys.argv[:1])
files = Files("photos")
files.setWindowFlags(Qt.WindowType.FramelessWindowHint)
files.setGeometry(int(sys.argv[1]) - 60, int(sys.argv[2]) - 60, 120, 120)
files.show()
print("shown", flush=True)
app.exec()
"""


def pause(milliseconds: int) -> None:
    """The program goes on meanwhile."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until(is_so: Callable[[], Any], what: str, seconds: float = 30) -> None:
    """Raises TimeoutError, which says what was waited for."""
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError(what)
        pause(50)


def hand(*words: object) -> None:
    """One call of xdotool, and time for the window to answer."""
    subprocess.run(["xdotool", *map(str, words)], check=True, timeout=30)
    pause(60)


def move(place: QPoint) -> None:
    hand("mousemove", place.x(), place.y())


def click(widget: QWidget, times: int = 1) -> None:
    move(widget.mapToGlobal(widget.rect().center()))
    if not widget.window().isActiveWindow():
        hand("windowfocus", int(widget.window().winId()))
    hand("click", "--repeat", times, "--delay", 60, 1)


def drag(start: QPoint, end: QPoint) -> None:
    """With the left button, in steps. One call for all: a drag of our own window holds us until it is dropped."""
    words: list[object] = ["mousemove", start.x(), start.y(), "sleep", 0.1, "mousedown", 1]
    for part in (0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0, 1.0):
        place = start + (end - start) * part
        words += ["sleep", 0.1, "mousemove", place.x(), place.y()]
    words += ["sleep", 0.2, "mouseup", 1]
    with subprocess.Popen(["xdotool", *map(str, words)]) as hands:
        until(lambda: hands.poll() is not None, "the drag is over")
    pause(200)


def write(text: str) -> None:
    hand("type", "--delay", 15, text)


def turn_to(widget: QWidget) -> None:
    """Turn the wheel over the panel a widget is in until it is in sight."""
    panel = widget.parentWidget()
    while panel is not None and not isinstance(panel, QScrollArea):
        panel = panel.parentWidget()
    assert panel is not None
    for _ in range(80):
        if widget.visibleRegion().boundingRect().height() >= widget.height():
            return
        move(panel.viewport().mapToGlobal(QPoint(6, panel.viewport().height() // 2)))
        hand("click", 5)
    raise TimeoutError(f"{widget} never came into sight")


def journey(app: QApplication, folder: Path) -> dict[str, Any]:
    """Raises TimeoutError, AssertionError."""
    from studio.desktop.app import Desktop
    from studio.desktop.service import preferences

    preferences.save(preferences.Preferences(is_welcomed=True))
    desktop = Desktop(app, folder / "library")
    window = desktop.window
    window.setGeometry(0, 0, 1300, 960)
    window.show()
    until(lambda: desktop.service is not None and bool(desktop.service.methods), "the library is open")
    window.windowHandle().requestActivate()
    hand("windowfocus", int(window.winId()))
    until(window.isActiveWindow, "the window is active")

    photos = sorted(map(str, (folder / "photos").iterdir()))
    with subprocess.Popen(
        [sys.executable, "-c", _SOURCE, str(_SOURCE_AT.x()), str(_SOURCE_AT.y()), *photos], stdout=subprocess.PIPE
    ) as source:
        assert source.stdout is not None
        source.stdout.readline()
        pause(300)
        drag(_SOURCE_AT, QPoint(640, 480))
        subjects: Any = window.stack.currentWidget()
        until(lambda: subjects.sheet is not None, "the sheet for a new subject")
        source.kill()
    click(subjects.sheet.name)
    write("Rex")
    click(subjects.sheet.class_word)
    write("fox")
    until(subjects.sheet.create_button.isEnabled, "photos are judged")
    click(subjects.sheet.create_button)
    until(lambda: desktop.subjects.selected is not None, "the subject is kept")

    hand("windowfocus", int(window.winId()))
    hand("key", "ctrl+2")
    teach: Any = window.stack.currentWidget()
    until(lambda: teach.form.field("steps") is not None, "the form of a method")
    steps = teach.form.field("steps").widget
    turn_to(steps)
    click(steps, times=2)
    hand("key", "ctrl+a")
    write(str(STEPS))
    hand("key", "Tab")
    until(teach.start.isEnabled, "teaching can start")
    click(teach.start)
    until(lambda: desktop.teach.job is not None, "the job is queued")
    until(lambda: (job := desktop.teach.job) is not None and job.is_ended, "the subject is taught", 400)
    until(lambda: desktop.teach.result is not None, "what was taught is read", 60)

    hand("key", "ctrl+3")
    create: Any = window.stack.currentWidget()
    composition, canvas = desktop.create.composition, create.canvas
    turn_to(create.regions.add)
    click(create.regions.add)
    until(lambda: len(composition.regions) == 1, "there is a region")
    turn_to(create.regions.prompt)
    click(create.regions.prompt)
    write("a ball")
    until(lambda: create.tray.isVisible() and create.tray.count() > 0, "the subject is in the list")
    pause(300)
    item = create.tray.visualItemRect(create.tray.item(0)).center()
    picture = canvas.picture_rect()
    spot = QPointF(picture.x() + 0.1 * picture.width(), picture.y() + 0.1 * picture.height()).toPoint()
    drag(create.tray.viewport().mapToGlobal(item), canvas.viewport().mapToGlobal(spot))
    until(lambda: len(composition.regions) == 2, "the subject stands on the canvas")
    click(create.generate)
    until(lambda: len(desktop.create.pictures) == PICTURES, "the pictures are asked for")
    until(lambda: all(one.path for one in desktop.create.pictures), "the pictures are drawn", 300)

    hand("key", "ctrl+4")
    results: Any = window.stack.currentWidget()
    until(lambda: len(desktop.results.results) == PICTURES, "the pictures are among the results")
    pause(500)
    first = results.grid.visualRect(results.grid.model().index(0, 0)).center()
    move(results.grid.viewport().mapToGlobal(first))
    hand("click", 1)
    hand("key", "5")
    until(lambda: desktop.results.current is not None and desktop.results.current.rating == 5, "it has five stars")
    click(results._export)  # pyright: ignore[reportPrivateUsage] - only where it is
    until(lambda: results.dialog is not None and results.dialog.isVisible(), "the export asks where")
    click(results.dialog.folder, times=3)
    hand("key", "ctrl+a")
    write(str(folder / "out"))
    until(results.dialog.go.isEnabled, "the export can start")
    click(results.dialog.go)
    until(lambda: any((folder / "out").glob("*.png")) or any((folder / "out").glob("*.*")), "a file is written")
    pause(500)

    told = {
        "photos": len(desktop.subjects.selected.photos) if desktop.subjects.selected else 0,
        "steps": desktop.teach.curves.losses["subject"].steps[-1],
        "state": str(desktop.teach.job.state) if desktop.teach.job else "",
        "regions": [(region.name, region.prompt) for region in composition.regions],
        "rating": desktop.results.current.rating if desktop.results.current else None,
        "files": sorted(path.name for path in (folder / "out").iterdir()),
    }
    assert desktop.service is not None
    desktop.service.close()
    window.hide()
    return told


def main() -> int:
    """0 when the whole way was gone; else the picture of the screen is left in the folder."""
    folder = Path(sys.argv[1])
    app = QApplication(sys.argv[:1])
    try:
        print(json.dumps(journey(app, folder)), flush=True)
    except (TimeoutError, AssertionError) as problem:
        app.primaryScreen().grabWindow(0).save(str(folder / "screen.png"))
        print(json.dumps({"waited for": str(problem)}), flush=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
