"""What desktop tests share: a fake service with a subject taught to the mini backbone, the theme, the bundled font."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from studio.desktop import translation
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.library.catalogue.read import methods
from tests.fakes.records import backbone_card, manifest, photo, subject
from tests.fakes.service import FakeService


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    """Plurals as the program says them."""
    spoken = translation.install(qapp, translation.ENGLISH)
    assert spoken
    yield
    translation.remove(spoken)


@pytest.fixture
def service(tmp_path: Path, qapp: QApplication) -> Iterator[FakeService]:
    """Empty, with the real catalogue."""
    made = FakeService(tmp_path)
    made.methods = methods()
    made.backbones = (backbone_card(),)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def filled(service: FakeService) -> FakeService:
    """Rex with four photos, taught once."""
    rex = subject(photos=tuple(photo(f"{n}.jpg") for n in range(4)))
    service.subjects = (rex,)
    service.artifacts = (manifest(rex),)
    service.announce()
    return service


@pytest.fixture
def look(qapp: QApplication) -> Iterator[ThemeSwitcher]:
    """The light theme."""
    made = ThemeSwitcher(qapp, "light")
    yield made
    qapp.styleHints().colorSchemeChanged.disconnect(made._on_system_changed)
    made.deleteLater()
