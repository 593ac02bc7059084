"""Adding a base model on the Models screen: a single file or a folder, by dialog or by drop, with what it predicts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from studio.core import files
from studio.desktop.app import Desktop
from studio.desktop.ui.models.dropped_model import ModelVeil, model_in
from studio.desktop.ui.models.models_screen import ModelsScreen
from studio.library.catalogue import read as catalogue
from tests.desktop.ui.conftest import desktop as desktop
from tests.fakes.pictures import png
from tests.fakes.service import FakeService
from tests.library.catalogue.test_kinds import write
from tests.library.catalogue.test_single_file import full

_LEFT, _PLAIN, _COPY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction


@pytest.fixture
def screen(desktop: Desktop, filled: FakeService, monkeypatch: pytest.MonkeyPatch) -> ModelsScreen:
    monkeypatch.setattr(files, "hash_file", lambda file: f"hash of {file.name}")  # gigabytes of zeros
    desktop.window.show_screen("models")
    found = desktop.window.stack.currentWidget()
    assert isinstance(found, ModelsScreen)
    return found


def dropped(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def words(screen: ModelsScreen) -> str:
    assert screen.dialog is not None
    return "\n".join(each.text() for each in screen.dialog.findChildren(QLabel) if each.isVisible())


@pytest.mark.parametrize(
    ("version", "notes", "hint"),
    [
        ("1", {}, "Nearly all models"),
        ("2", {}, "models for 768 px predict velocity"),
        ("2", {"modelspec.prediction_type": "epsilon"}, "The file says what it predicts."),
    ],
)
def test_a_file_is_chosen_looked_at_and_added(
    qtbot: QtBot, desktop: Desktop, screen: ModelsScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    version: str, notes: Mapping[str, str], hint: str,
) -> None:  # fmt: skip
    file = write(tmp_path / "Dream 🐕.safetensors", full(version), **notes)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    qtbot.mouseClick(screen.add_file, _LEFT)
    dialog = screen.dialog
    assert dialog is not None
    told = words(screen)
    assert "File" in told.splitlines()
    assert str(file) in told
    assert f"Stable Diffusion {version}.x" in told
    assert hint in told
    assert "licence is not stated" in told
    proposed = "epsilon" if version == "1" or notes else "v_prediction"
    assert dialog.chosen_prediction == proposed
    assert ("768 × 768 px" if proposed == "v_prediction" else "512 × 512 px") in told
    dialog.prediction.setFocus()
    QTest.keyClick(dialog.prediction, Qt.Key.Key_Home)
    assert dialog.chosen_prediction == "epsilon"
    QTest.keyClick(dialog.prediction, Qt.Key.Key_End)
    assert dialog.chosen_prediction == "v_prediction"
    assert ("768 × 768 px" if version == "2" else "512 × 512 px") in words(screen)
    qtbot.mouseClick(dialog.add, _LEFT)
    card = catalogue.backbone("dream")
    assert (card.folder, card.prediction_type) == (file, "v_prediction")
    assert "“dream” was added" in desktop.window.notices.notices()[0].accessibleName()


def test_a_model_is_dropped_pictures_go_on(
    qtbot: QtBot, desktop: Desktop, screen: ModelsScreen, tmp_path: Path
) -> None:
    file = write(tmp_path / "painter.safetensors", full("1"))
    at = QPointF(200, 300)
    veil = screen.findChild(ModelVeil)
    assert isinstance(veil, ModelVeil)
    mime = dropped(file)
    enter = QDragEnterEvent(at, _COPY, mime, _LEFT, _PLAIN)
    screen.dragEnterEvent(enter)
    assert enter.isAccepted()
    assert veil.isVisible()
    drop = QDropEvent(at, Qt.DropAction.MoveAction | _COPY, mime, _LEFT, _PLAIN)
    screen.dropEvent(drop)
    assert drop.dropAction() == _COPY
    assert not veil.isVisible()
    assert screen.dialog is not None
    screen.dialog.reject()
    picture = tmp_path / "rex.png"
    picture.write_bytes(png())
    mime = dropped(picture)
    enter = QDragEnterEvent(at, _COPY, mime, _LEFT, _PLAIN)
    screen.dragEnterEvent(enter)
    assert not enter.isAccepted()  # the window takes it
    assert not veil.isVisible()


def test_what_counts_as_a_model(tmp_path: Path) -> None:
    folder, photos, empty = (tmp_path / name for name in ("model", "photos", "empty"))
    for each in (folder, photos, empty):
        each.mkdir()
    (folder / "model_index.json").write_text("{}")
    (folder / "sample.png").write_bytes(b"x")
    (photos / "rex.png").write_bytes(b"x")
    pickle = tmp_path / "old.CKPT"
    pickle.write_bytes(b"x")
    assert model_in(dropped(folder)) == folder
    assert model_in(dropped(photos)) is None
    assert model_in(dropped(empty)) == empty
    assert model_in(dropped(pickle)) == pickle
    assert model_in(dropped(pickle, folder)) is None
    assert model_in(QMimeData()) is None


def test_a_dropped_pickle_is_told_and_not_opened(
    qtbot: QtBot, desktop: Desktop, screen: ModelsScreen, tmp_path: Path
) -> None:
    pickle = tmp_path / "old.ckpt"
    pickle.write_bytes(b"\x80\x02cposix\nsystem\n")
    mime = dropped(pickle)
    with qtbot.waitSignal(desktop.models.problem):
        screen.dropEvent(QDropEvent(QPointF(9, 9), _COPY, mime, _LEFT, _PLAIN))
    assert screen.dialog is None
    told = desktop.window.notices.notices()[0].accessibleName()
    assert "is a pickle" in told
    assert "studio convert" in told


def test_the_folder_of_a_file_is_shown(
    qtbot: QtBot, desktop: Desktop, screen: ModelsScreen, filled: FakeService, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    from studio.library.catalogue import inventory, register

    file = write(tmp_path / "painter.safetensors", full("1"))
    register.add(file)
    filled.inventory = inventory.models()
    desktop.models.refresh()
    desktop.models.select("painter")
    told = "\n".join(each.text() for each in screen.findChildren(QLabel) if each.isVisible())
    assert f"File: {file}" in told
    assert "Made for 512 × 512 px; predicts epsilon." in told
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url))
    qtbot.mouseClick(screen.folder, _LEFT)
    assert [url.toLocalFile() for url in opened] == [str(tmp_path)]
