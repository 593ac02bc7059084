"""Pictures of the window for the documentation: python -m studio.desktop.take_screens --library DIR

The library is a real one with a taught subject and results, for example of `studio demo --library DIR` and then
`studio generate "@Pingo on a beach" --library DIR --count 6`. Every screen is filled by the real service and grabbed at
1280 × 800, in the light theme and some in the dark one.
Not here: the goldens that tests compare with (tests/screens).
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from studio.desktop.app import Desktop

_SIZE = (1280, 800)


def main() -> int:
    """Write the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("docs/screens"))
    args = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ["XDG_CONFIG_HOME"] = home
        _take(args.library, args.out)
    return 0


def _take(root: Path, out: Path) -> None:
    from PySide6.QtWidgets import QApplication

    from studio.desktop.app import Desktop
    from studio.desktop.service import preferences

    out.mkdir(parents=True, exist_ok=True)
    preferences.save(preferences.Preferences(is_welcomed=True, theme="light"))
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    desktop = Desktop(app, root)
    desktop.window.resize(*_SIZE)
    desktop.window.show()
    _until(
        app, lambda: desktop.service is not None and bool(desktop.service.methods) and bool(desktop.subjects.subjects)
    )
    for name, scene in _SCENES.items():
        for theme in ("light", "dark") if name in _BOTH else ("light",):
            desktop.look.choose(theme)
            scene(app, desktop)
            _settle(app, desktop)
            _grab(desktop, out / (f"{name}.webp" if theme == "light" else f"{name}-dark.webp"))
            _close_dialogs(app, desktop)
    desktop.window.ask_before_closing(lambda: True)
    desktop.window.close()
    desktop.close()


def _subjects(app: Any, desktop: Desktop) -> None:
    desktop.subjects.select(None)
    desktop.window.show_screen("subjects")


def _page(app: Any, desktop: Desktop) -> None:
    desktop.window.show_screen("subjects")
    desktop.subjects.select(desktop.subjects.subjects[0].id)


def _editor(app: Any, desktop: Desktop) -> None:
    from studio.core.geometry import BoxFrac
    from studio.desktop.ui.gallery.photo_canvas import Tool
    from studio.desktop.ui.gallery.subjects_screen import SubjectsScreen

    _page(app, desktop)
    screen = desktop.window.built_screen("subjects")
    assert isinstance(screen, SubjectsScreen)
    screen.page.edit_photo(desktop.subjects.subjects[0].photos[0].id)
    editor = screen.page.editor
    assert editor is not None
    _until(app, lambda: not editor.editing.picture.isNull())
    editor.editing.select_subject(0.5, 0.5, True)
    _until(app, lambda: not editor.editing.is_busy)
    editor.editing.set_crop(BoxFrac(0.08, 0.05, 0.92, 0.97))
    editor.editing.set_caption(editor.editing.suggested)
    editor.choose_tool(Tool.CROP)


def _teach(app: Any, desktop: Desktop) -> None:
    desktop.window.show_screen("teach")
    assert desktop.service is not None
    done = [job for job in desktop.service.jobs() if job.kind == "train" and job.artifact]
    done.sort(key=lambda job: job.state == "finished")  # one that ran to its end was measured
    if done:
        desktop.teach.watch(done[-1].id)
        _until(app, lambda: bool(desktop.teach.curves.losses))


def _create(app: Any, desktop: Desktop) -> None:
    from studio.core.geometry import BoxFrac

    desktop.window.show_screen("create")
    assert desktop.service is not None
    service = desktop.service
    _until(app, lambda: desktop.results.is_loaded)
    square = [r for r in desktop.results.results if r.width_px == r.height_px]
    placed = [r for r in square if r.request.layout is not None and len(r.request.layout.regions) > 1]
    if placed:  # pictures of two regions, with the regions they were drawn with
        best = sorted(placed, key=lambda r: -r.rating)
        desktop.create.show_results(tuple(best[:6]), service.result_path)
        request = best[0].request
        assert request.layout is not None
        if not desktop.create.composition.regions:
            desktop.create.set(prompt=request.prompt)
            for region in request.layout.regions:
                desktop.create.composition.add(region.box, name=region.name, subject=region.subject)
        return
    drawn = tuple(sorted(square, key=lambda r: "on a beach" not in r.prompt)[:6])  # what the form says, first
    desktop.create.show_results(drawn, service.result_path)
    if service.artifacts and not desktop.create.uses:
        desktop.create.use(service.artifacts[0].id)
        desktop.create.set(prompt=f"{desktop.create.order.prompt.strip()} on a beach")
    if not desktop.create.composition.regions:
        desktop.create.composition.add(BoxFrac(0.08, 0.3, 0.5, 0.95), name=service.subjects[0].name)
        desktop.create.composition.add(BoxFrac(0.45, 0.45, 0.92, 0.95), prompt="a red ball")


def _redraw(app: Any, desktop: Desktop) -> None:
    from PySide6.QtCore import QSize

    from studio.desktop.ui.canvas.create_screen import CreateScreen
    from studio.desktop.viewmodel.brush import Stroke

    _create(app, desktop)
    screen = desktop.window.built_screen("create")
    assert isinstance(screen, CreateScreen)
    path = next(d.path for d in desktop.create.pictures if d.path is not None)
    screen.canvas.picture_dropped.emit(str(path))
    stroke = Stroke(None, QSize(128, 128), erases=False)
    stroke.to(0.35, 0.2, 0.12)
    stroke.to(0.65, 0.2, 0.12)
    desktop.create.composition.edit_base("mark", mask=stroke.mask)


def _results(app: Any, desktop: Desktop) -> None:
    desktop.window.show_screen("results")
    _until(app, lambda: desktop.results.is_loaded)
    if desktop.results.results:
        desktop.results.select((desktop.results.results[0].id,))


def _compare(app: Any, desktop: Desktop) -> None:
    from studio.desktop.ui.results.results_screen import ResultsScreen

    _results(app, desktop)
    screen = desktop.window.built_screen("results")
    assert isinstance(screen, ResultsScreen)
    desktop.results.select(tuple(result.id for result in desktop.results.results[:3]))
    screen.large.compare()
    _until(app, lambda: not screen.large_view.files.is_reading)


def _sheet(app: Any, desktop: Desktop) -> None:
    from studio.desktop.ui.results.results_screen import ResultsScreen

    _results(app, desktop)
    screen = desktop.window.built_screen("results")
    assert isinstance(screen, ResultsScreen)
    screen.large.back()
    screen.ask_sheet()


def _models(app: Any, desktop: Desktop) -> None:
    desktop.window.show_screen("models")
    desktop.models.refresh()
    _until(app, lambda: bool(desktop.models.models))


_SCENES: dict[str, Callable[[Any, Desktop], None]] = {
    "subjects": _subjects,
    "subject": _page,
    "photo-editor": _editor,
    "teach": _teach,
    "create": _create,
    "redraw": _redraw,
    "results": _results,
    "compare": _compare,
    "sheet": _sheet,
    "models": _models,
    "palette": lambda app, desktop: desktop.show_palette(),
    "welcome": lambda app, desktop: desktop.show_welcome(),
    "preferences": lambda app, desktop: desktop.show_preferences(),
}
_BOTH = {"teach", "create", "results", "photo-editor"}


def _grab(desktop: Desktop, path: Path) -> None:
    """The window, and an open dialog over it, which is a window of its own."""
    from PySide6.QtGui import QColor, QPainter
    from PySide6.QtWidgets import QDialog

    picture = desktop.window.grab()
    for dialog in desktop.window.findChildren(QDialog):
        if dialog.isVisible():
            painter = QPainter(picture)
            painter.fillRect(picture.rect(), QColor(0, 0, 0, 90))
            painter.drawPixmap(desktop.window.rect().center() - dialog.rect().center(), dialog.grab())
            painter.end()
    picture.save(str(path), "WEBP", 85)  # type: ignore[call-overload]
    print(path)


def _close_dialogs(app: Any, desktop: Desktop) -> None:
    from PySide6.QtWidgets import QDialog

    for dialog in desktop.window.findChildren(QDialog):
        if dialog.isVisible():
            dialog.done(0)
    _settle(app, desktop)


def _settle(app: Any, desktop: Desktop) -> None:
    assert desktop.service is not None
    thumbnails = desktop.service.thumbnails
    end = time.monotonic() + 0.4
    _until(app, lambda: time.monotonic() > end and thumbnails.waiting == 0)


def _until(app: Any, done: Callable[[], bool], wait_s: float = 60.0) -> None:
    end = time.monotonic() + wait_s
    while not done():
        assert time.monotonic() < end, "it took too long"
        app.processEvents()
        time.sleep(0.005)


if __name__ == "__main__":
    sys.exit(main())
