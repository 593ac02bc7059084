"""Choosing what looks at photos on the Models screen: the licence first, then it is used, and back to the built-in."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from studio.desktop.app import Desktop
from studio.desktop.ui.models.models_screen import ModelsScreen
from studio.library.catalogue.inventory import Model, ModelKind
from tests.desktop.ui.conftest import desktop as desktop
from tests.fakes.service import FakeService

_LEFT = Qt.MouseButton.LeftButton


def _perception(name: str, part: str, *, used: bool, shipped: bool = False) -> Model:
    return Model(
        kind=ModelKind.PERCEPTION, name=name, what="It looks at photos.", part=part, in_use=used, shipped=shipped,
        folder=Path("/models") / name, licence="Apache-2.0",
    )  # fmt: skip


@pytest.fixture
def screen(desktop: Desktop, filled: FakeService, tmp_path: Path) -> ModelsScreen:
    buffalo = tmp_path / "buffalo_l"
    buffalo.mkdir()
    filled.inventory = (
        _perception("segmenter (SAM vit_b)", "segmenter", used=True),
        _perception("mini-faces", "faces", used=True, shipped=True),
        _perception("buffalo_l", "faces", used=False).model_copy(update={"folder": buffalo}),
    )
    desktop.models.refresh()
    desktop.window.show_screen("models")
    desktop.window.show()
    found = desktop.window.stack.currentWidget()
    assert isinstance(found, ModelsScreen)
    return found


def test_a_pack_is_used_after_its_licence_was_agreed_to(
    qtbot: QtBot, desktop: Desktop, screen: ModelsScreen, filled: FakeService, tmp_path: Path
) -> None:
    desktop.models.select("buffalo_l")
    assert screen.list.item(2).text().endswith("not in use")
    qtbot.mouseClick(screen.use, _LEFT)
    dialog = screen.pack_dialog
    assert dialog is not None
    told = "\n".join(each.text() for each in dialog.findChildren(QLabel) if each.isVisible())
    assert "non-commercial research only" in told
    assert "photographs" in told
    assert not dialog.use.isEnabled()
    dialog.consent.click()
    qtbot.mouseClick(dialog.use, _LEFT)
    assert filled.asked[-1] == ("use_pack", "faces", tmp_path / "buffalo_l", True)
    assert "“buffalo_l” from now on" in desktop.window.notices.notices()[0].accessibleName()
    assert screen.pack_dialog is None


def test_without_consent_nothing_is_used(
    qtbot: QtBot, desktop: Desktop, screen: ModelsScreen, filled: FakeService
) -> None:
    desktop.models.select("buffalo_l")
    qtbot.mouseClick(screen.use, _LEFT)
    assert screen.pack_dialog is not None
    screen.pack_dialog.reject()
    assert not [asked for asked in filled.asked if isinstance(asked, tuple) and asked[0] == "use_pack"]
    assert desktop.models.pack is None


def test_a_folder_that_is_no_pack_is_one_sentence(
    qtbot: QtBot, desktop: Desktop, screen: ModelsScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop.models.select("mini-faces")
    assert not screen.use.isVisible()
    assert not screen.built_in.isVisible()
    assert not screen.other_file.isVisible()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "nothing"))
    qtbot.mouseClick(screen.other_folder, _LEFT)
    assert screen.pack_dialog is None
    assert "no face pack" in desktop.window.notices.notices()[0].accessibleName()


def test_back_to_the_built_in_segmenter(
    qtbot: QtBot, desktop: Desktop, screen: ModelsScreen, filled: FakeService
) -> None:
    desktop.models.select("segmenter (SAM vit_b)")
    assert screen.other_file.isVisible()
    qtbot.mouseClick(screen.built_in, _LEFT)
    assert filled.asked[-1] == ("use_pack", "segmenter", None, False)


def test_another_pack_forgets_what_the_first_one_saw(desktop: Desktop, filled: FakeService) -> None:
    rex = filled.subjects[0]
    desktop.subjects.select(rex.id)
    asked = list(filled.looked_at)
    filled.packs_changed.emit("faces")
    assert desktop.subjects.known == {}
    assert filled.looked_at == [*asked, *(photo.id for photo in rex.photos)]
