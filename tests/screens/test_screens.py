"""Every screen in every state and both themes at 1280 × 800, compared with tests/golden/screens.

Renew with STUDIO_RENEW_SCREENS=1, look at the pictures, commit them. A failure leaves expected, actual and difference
side by side in the test's folder. Tolerance: see _differs; text rendering differs a little between systems.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFilter
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from studio.core.errors import DiskProblem
from studio.desktop.app import Desktop
from studio.desktop.service.exporting import Taken
from studio.desktop.service.thumbnails import ThumbKey
from studio.desktop.ui.controls.picture_grid import ITEM_ROLE, PictureGrid
from studio.desktop.ui.results.results_screen import ResultsScreen
from studio.desktop.viewmodel.large_view import Mode
from studio.library.exports.pictures import ExportReport
from tests.fakes.service import FakeService
from tests.screens.scenes import STATES

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "screens"
_SMALL = (320, 200)
_MEAN_MOST = 2.0  # of 255, over the whole picture at 320 × 200
_SPOT_MOST = 0.006  # share of pixels that differ by more than 48
_TILE = (32, 16)  # about four letters of the smallest text
_INK, _BLANK = 18.0, 5.0  # standard deviation in a tile: surely something, surely nothing
_CASES = [
    (screen, state, theme) for screen, states in STATES.items() for state in states for theme in ("light", "dark")
]


@pytest.mark.screens
@pytest.mark.parametrize(("screen", "state", "theme"), _CASES, ids=lambda value: value)
def test_screen(
    qtbot: QtBot, desktop: Desktop, service: FakeService, tmp_path: Path, screen: str, state: str, theme: str
) -> None:
    desktop.look.choose(theme)
    desktop.preferences = replace(desktop.preferences, theme=theme)
    desktop.window.show_screen(screen)
    photos = tmp_path / "photos"
    STATES[screen][state](desktop, service, photos)
    if (screen, state) == ("results", "filled"):
        shown = desktop.window.stack.currentWidget()
        assert isinstance(shown, ResultsScreen)
        qtbot.waitUntil(lambda: shown.grid.pictures.rowCount() == len(service.stored))
        desktop.results.select((service.stored[1].id,))
    if screen == "results" and state != "busy":
        fitting = 0 if state == "nothing-fits" else len(service.stored)
        qtbot.waitUntil(lambda: desktop.results.is_loaded and len(desktop.results.results) == fitting)
        _look_closer(qtbot, desktop, state)
    _settle()  # what is not laid out yet asks for no thumbnail
    qtbot.waitUntil(lambda: _all_thumbnails_are_there(desktop.window, service), timeout=20_000)
    qtbot.waitUntil(lambda: not _is_plot_waiting(desktop.window))
    _settle()
    actual = _grab(desktop.window, tmp_path)
    _compare(actual, GOLDEN / f"{screen}-{state}-{theme}.webp", tmp_path)


def _look_closer(qtbot: QtBot, desktop: Desktop, state: str) -> None:
    """The Results screen with pictures shown large."""
    if state == "use-settings":
        desktop.results.select((desktop.results.results[1].id,))
        desktop.results.use_settings()
    if state.startswith("export"):
        _open_export(desktop, state)
    if state not in ("large", "compare", "slider"):
        return
    screen = desktop.window.stack.currentWidget()
    assert isinstance(screen, ResultsScreen)
    ids = [result.id for result in desktop.results.results]
    if state == "large":
        screen.large.open(ids[3])
    else:
        desktop.results.select(tuple(ids[:3] if state == "compare" else ids[:2]))
        screen.large.compare()
        if state == "slider":
            screen.large.show_as(Mode.SLIDER)
        screen.large.activate(ids[1])
    qtbot.waitUntil(lambda: not screen.large_view.files.is_reading)


def _open_export(desktop: Desktop, state: str) -> None:
    """The dialog at its form, its question, or its end."""
    screen = desktop.window.stack.currentWidget()
    assert isinstance(screen, ResultsScreen)
    desktop.results.select(tuple(result.id for result in desktop.results.results[:3]))
    screen.export.set(
        folder=Path("/home/mira/Pictures/Likeness Studio"), format="jpeg", pattern="{date} {subject} {number}"
    )
    screen.ask_export()
    if state == "export":
        return
    screen.export.start()
    service = desktop.service
    assert isinstance(service, FakeService)
    there = tuple(Path(f"/home/mira/Pictures/2026-11-23 rex {n}.jpg") for n in (1, 3))
    full = DiskProblem("“/home/mira/Pictures” cannot be written: the disk is full.", "Free some space, then try again.")
    failed = (("r-1", DiskProblem("The picture of the result r-1 is missing.", "Restore it from a backup.")),)
    over = ExportReport(there[:1], there[1:], failed, full)
    service.exports[-1].ended.emit(Taken(there, 3) if state == "export-asks" else over)


def _all_thumbnails_are_there(window: QWidget, service: FakeService) -> bool:
    store = service.thumbnails
    if store.waiting:
        return False
    for grid in window.findChildren(PictureGrid):
        if not grid.isVisible():
            continue
        for row in range(grid.pictures.rowCount()):
            item = grid.pictures.index(row).data(ITEM_ROLE)
            if item.path is None:
                continue
            key = ThumbKey(item.hash, grid._delegate.edge_px(), item.rotation_deg, item.crop)
            shown = grid.visualRect(grid.pictures.index(row)).intersects(grid.viewport().rect())
            if shown and store.get(key, item.path) is None and not store.is_broken(key):
                return False
    return True


def _settle() -> None:
    """Let layouts that were asked for be made; a new widget is laid out some turns of the event loop later."""
    for _ in range(8):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()


def _is_plot_waiting(window: QWidget) -> bool:
    from studio.desktop.ui.controls.loss_plot import LossPlot

    return any(plot._redraw.isActive() for plot in window.findChildren(LossPlot))


def _grab(window: QWidget, folder: Path) -> Image.Image:
    path = folder / "actual.png"
    picture = window.grab()
    for dialog in window.findChildren(QDialog):
        if dialog.isVisible():  # a window of its own, so it is not in the grab
            painter = QPainter(picture)
            painter.fillRect(picture.rect(), QColor(0, 0, 0, 90))
            place = window.rect().center() - dialog.rect().center()
            painter.drawPixmap(place, dialog.grab())
            painter.end()
            dialog.done(0)
    assert picture.save(str(path))
    made = Image.open(path).convert("RGB")
    if picture.devicePixelRatio() > 1:  # twice as sharp, and otherwise the same: see test_scale.py
        made = made.resize((window.width(), window.height()), Image.Resampling.BOX)
    return made


def _compare(actual: Image.Image, golden: Path, folder: Path) -> None:
    if os.environ.get("STUDIO_RENEW_SCREENS"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        actual.save(golden, "WEBP", quality=88, method=6)
        return
    assert golden.is_file(), f"{golden.name} is missing; renew with STUDIO_RENEW_SCREENS=1 and look at it"
    expected = Image.open(golden).convert("RGB")
    assert actual.size == expected.size
    mean, spots, picture = _difference(actual, expected)
    lost = _lost_tiles(actual, expected)
    is_scaled = "QT_SCALE_FACTOR" in os.environ  # made smaller: fine patterns differ more
    most = _MEAN_MOST * (1.5 if is_scaled else 1.0)
    lost_most = 2 if is_scaled and golden.name.startswith("teach-") else 0  # a curve's edge differs by a pixel
    if mean <= most and spots <= _SPOT_MOST and len(lost) <= lost_most:
        return
    width, height = actual.size
    side_by_side = Image.new("RGB", (width * 3, height))
    for place, one in enumerate((expected, actual, picture)):
        side_by_side.paste(one, (place * width, 0))
    out = folder / f"{golden.stem}-expected-actual-difference.png"
    side_by_side.save(out)
    pytest.fail(
        f"{golden.stem}: mean difference {mean:.2f}, {spots:.2%} of it far off, something in one and nothing in the "
        f"other at {lost[:5]} ({len(lost)} places); see {out}"
    )


def _lost_tiles(actual: Image.Image, expected: Image.Image) -> list[tuple[int, int]]:
    """Left upper corners of the tiles that hold ink in one picture and are blank in the other: a missing small text
    changes too few pixels to show in the means."""
    width, height = _TILE
    spreads = []
    for one in (actual, expected):
        grey = np.asarray(one.convert("L"), dtype=np.float32)
        grey = grey[: grey.shape[0] // height * height, : grey.shape[1] // width * width]
        tiles = grey.reshape(grey.shape[0] // height, height, -1, width)
        spreads.append(tiles.std(axis=(1, 3)))
    more, less = np.maximum(*spreads), np.minimum(*spreads)
    rows, columns = np.nonzero((more > _INK) & (less < _BLANK))
    return [(int(column) * width, int(row) * height) for row, column in zip(rows, columns, strict=True)]


def _difference(actual: Image.Image, expected: Image.Image) -> tuple[float, float, Image.Image]:
    small = [np.asarray(one.resize(_SMALL, Image.Resampling.BOX), dtype=np.int16) for one in (actual, expected)]
    apart = np.abs(small[0] - small[1])
    whole = np.abs(np.asarray(actual, dtype=np.int16) - np.asarray(expected, dtype=np.int16)).astype(np.uint8)
    return float(apart.mean()), float((apart.max(axis=2) > 48).mean()), Image.fromarray(whole)


@pytest.mark.screens
def test_a_missing_word_is_seen_and_a_slightly_different_drawing_is_not() -> None:
    golden = Image.open(GOLDEN / "subjects-filled-light.webp").convert("RGB")
    tiles = [(x, y) for x in range(0, golden.width, 64) for y in range(0, golden.height, 32)]
    tile = max(tiles, key=lambda at: np.asarray(golden.crop((at[0], at[1], at[0] + 64, at[1] + 32))).std())
    without = golden.copy()
    corner = golden.crop((tile[0], tile[1], tile[0] + 1, tile[1] + 1))
    without.paste(corner.resize((64, 32)), (tile[0], tile[1], tile[0] + 64, tile[1] + 32))
    assert _lost_tiles(without, golden)
    softer = golden.filter(ImageFilter.GaussianBlur(0.7))
    assert _lost_tiles(softer, golden) == []
