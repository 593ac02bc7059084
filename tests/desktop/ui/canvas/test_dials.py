"""Dials of a method on the Create screen, turned by keys: beside a chip, and for the artifact of a region."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from studio.core.geometry import BoxFrac
from studio.desktop.app import Desktop
from studio.desktop.service.orders import DrawOrder
from studio.desktop.ui.canvas.create_screen import CreateScreen
from studio.desktop.ui.controls.settings_form import SettingsForm
from studio.library.artifacts.manifest import Manifest
from tests.fakes.records import manifest
from tests.fakes.service import FakeService

BOX = BoxFrac(0.1, 0.1, 0.5, 0.9)


@pytest.fixture
def gated(filled: FakeService) -> Manifest:
    made = manifest(filled.subjects[0], method="perfusion").model_copy(update={"settings": {"bias": 0.6}})
    filled.artifacts = (*filled.artifacts, made)
    filled.announce()
    return made


def _screen(desktop: Desktop) -> CreateScreen:
    desktop.window.show_screen("create")
    screen = desktop.window.stack.currentWidget()
    assert isinstance(screen, CreateScreen)
    return screen


def _type(form: SettingsForm, name: str, text: str) -> None:
    edit = form.field(name).widget
    assert isinstance(edit, QLineEdit)
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text)


def test_a_chips_bias_is_typed_and_drawn_with(
    qtbot: QtBot, desktop: Desktop, filled: FakeService, gated: Manifest
) -> None:
    screen = _screen(desktop)
    desktop.create.use(gated.id)
    form = screen.chips.dials[gated.id]
    qtbot.waitUntil(form.isVisible)
    assert form.field("bias").value() == 0.6  # as taught
    assert form.field("bias").widget.accessibleName() == "Bias"
    _type(form, "bias", "0.45")
    assert screen.chips.dials[gated.id] is form  # typing does not build it anew
    desktop.create.generate()
    order = filled.asked[-1]
    assert isinstance(order, DrawOrder)
    assert order.uses[0].settings == {"bias": 0.45}


def test_a_chip_without_dials_has_none(desktop: Desktop, filled: FakeService) -> None:
    screen = _screen(desktop)
    desktop.create.use(filled.artifacts[0].id)
    assert screen.chips.dials == {}


def test_a_regions_bias_is_typed_undone_and_bound_to_its_artifact(
    qtbot: QtBot, desktop: Desktop, filled: FakeService, gated: Manifest
) -> None:
    screen, composition = _screen(desktop), desktop.create.composition
    rex = filled.subjects[0].id
    assert not screen.regions.dials.isVisible()
    filled.artifacts = (gated,)
    filled.announce()
    key = composition.add(BOX, name="Rex", subject=rex)  # whichever is newest
    assert screen.regions.dials.isVisible()
    _type(screen.regions.dials, "bias", "0.4")
    region = composition.region(key)
    assert region is not None
    assert (region.settings, region.artifact) == ({"bias": 0.4}, gated.id)
    assert screen.regions.dials.field("bias").widget.hasFocus()
    composition.undo()
    assert screen.regions.dials.field("bias").value() == 0.6
    composition.redo()
    assert screen.regions.dials.field("bias").value() == 0.4
    screen.regions.subject.setCurrentIndex(0)
    screen.regions.subject.activated.emit(0)
    region = composition.region(key)
    assert region is not None
    assert region.settings == {}  # they were of that artifact
    assert not screen.regions.dials.isVisible()
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    desktop.create.keep_canvas()
