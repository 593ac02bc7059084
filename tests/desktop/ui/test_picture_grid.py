"""The grid of pictures: lazily made cells, rows that come later, and which cells a thumbnail that arrives repaints."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.desktop.service.thumbnails import Thumbnails
from studio.desktop.ui.controls.picture_grid import PictureGrid, PictureItem
from studio.desktop.ui.theme.switcher import ThemeSwitcher

_COUNT = 400


@pytest.fixture
def grid(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> PictureGrid:
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    image.save(str(tmp_path / "a.png"))
    grid = PictureGrid(ThemeSwitcher(qapp), Thumbnails(qapp, tmp_path / "thumbs"), "Pictures", edge=64)
    qtbot.addWidget(grid)
    grid.resize(400, 300)
    return grid


def _items(tmp_path: Path, first: int, last: int) -> list[PictureItem]:
    return [PictureItem(f"p{n}", f"h{n}", tmp_path / "a.png", f"Picture {n}") for n in range(first, last)]


def test_a_thumbnail_repaints_its_own_cell_only(
    qtbot: QtBot, grid: PictureGrid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grid.set_items(_items(tmp_path, 0, _COUNT))
    grid.show()
    updated: list[int] = []
    monkeypatch.setattr(grid, "update", lambda index: updated.append(index.row()))
    qtbot.waitUntil(lambda: bool(grid._delegate.waiting or updated), timeout=20_000)
    qtbot.waitUntil(lambda: not grid._delegate.waiting, timeout=20_000)
    assert 0 < len(updated) < _COUNT / 4
    assert sorted(updated) == list(range(len(updated)))
    grid._thumbnails.close()


def test_a_cell_that_waits_gets_its_picture_though_words_of_others_change_meanwhile(
    qtbot: QtBot, grid: PictureGrid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = _items(tmp_path, 0, 2)
    monkeypatch.setattr(grid._thumbnails, "get", lambda *_: None)
    grid.set_items(items)
    grid.show()
    qtbot.waitUntil(lambda: len(grid._delegate.waiting) == 2, timeout=20_000)
    (key,) = [key for key in grid._delegate.waiting if key.hash == "h1"]
    updated: list[int] = []
    monkeypatch.setattr(grid, "update", lambda index: updated.append(index.row()))
    grid.set_items([replace(items[0], title="Another"), items[1]])
    grid._thumbnails.ready.emit(key)
    assert updated == [1]


def test_cells_are_made_when_they_are_looked_at(qtbot: QtBot, grid: PictureGrid, tmp_path: Path) -> None:
    items = _items(tmp_path, 0, _COUNT)
    made: list[str] = []

    def make(item: PictureItem) -> PictureItem:
        made.append(item.id)
        return item

    grid.set_shown(items, make)
    grid.show()
    qtbot.waitUntil(lambda: bool(made), timeout=20_000)
    grid.pictures.append_shown(_items(tmp_path, _COUNT, 2 * _COUNT))
    assert grid.pictures.rowCount() == 2 * _COUNT
    assert 0 < len(set(made)) < _COUNT / 4
    assert grid.pictures.item(2 * _COUNT - 1).id == f"p{2 * _COUNT - 1}"
    assert grid.pictures.row_of(f"p{_COUNT}") == _COUNT
    grid._thumbnails.close()


def test_cells_cannot_be_edited_and_are_dragged_only_where_wanted(grid: PictureGrid, tmp_path: Path) -> None:
    grid.set_items(_items(tmp_path, 0, 1))
    flags = Qt.ItemFlag
    index = grid.pictures.index(0)
    assert grid.pictures.flags(index) == flags.ItemIsSelectable | flags.ItemIsEnabled | flags.ItemNeverHasChildren
    grid.pictures.is_draggable = True
    assert grid.pictures.flags(index) & flags.ItemIsDragEnabled
    assert grid.pictures.flags(QModelIndex()) == flags.NoItemFlags
