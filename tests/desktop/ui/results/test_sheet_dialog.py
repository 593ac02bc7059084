"""The X/Y sheet dialog: axes chosen, values checked while they are typed, one job queued."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from studio.desktop.service.orders import SheetOrder
from studio.desktop.ui.results.sheet_dialog import SheetDialog
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.sheet import SheetViewModel
from studio.library.protocol.axes import AxisKind
from studio.library.protocol.requests import ArtifactUse, GenerateRequest
from tests.fakes.records import manifest
from tests.fakes.service import FakeService


@pytest.fixture
def dialog(qtbot: QtBot, look: ThemeSwitcher, filled: FakeService, tmp_path: Path) -> SheetDialog:
    rex, first = filled.subjects[0], filled.artifacts[0]
    filled.artifacts = (first, manifest(rex, method="dreambooth"), manifest(rex, backbone="other"))
    uses = (ArtifactUse(artifact=first.id),)
    base = GenerateRequest(library=tmp_path, prompt="@Rex", seed=7, guidance=5.0, uses=uses, names={"Rex": first.id})
    made = SheetDialog(SheetViewModel(filled, base), look)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_the_first_proposal_can_be_drawn_at_once(qtbot: QtBot, dialog: SheetDialog, filled: FakeService) -> None:
    assert dialog.start.isEnabled()
    qtbot.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    order = filled.asked[-1]
    assert isinstance(order, SheetOrder)
    assert (order.x.kind, order.x.values) == (AxisKind.GUIDANCE, ("3", "5", "7"))
    assert order.y is not None
    assert order.y.values == ("7", "8", "9")
    assert filled.jobs()[-1].kind == "sheet"
    assert not dialog.isVisible()


def test_methods_are_compared_by_what_they_taught(dialog: SheetDialog, filled: FakeService) -> None:
    dialog.across.kind.setCurrentIndex(dialog.across.kind.findData(AxisKind.ARTIFACT))
    assert not dialog.start.isEnabled()  # nothing chosen
    assert dialog.across.artifacts.count() == 2  # not the one of another base model
    for place in range(2):
        dialog.across.artifacts.item(place).setCheckState(Qt.CheckState.Checked)
    dialog.down.kind.setCurrentIndex(0)
    assert dialog.start.isEnabled()
    order = dialog._sheet.order()
    assert order is not None
    assert order.y is None
    assert order.x.labels == ("Rex · LoRA · 150", "Rex · DreamBooth · 150")


@pytest.mark.parametrize("text", ["x", "5-1", "99", "", "1-50"])
def test_what_cannot_be_drawn_is_said_while_typing(qtbot: QtBot, dialog: SheetDialog, text: str) -> None:
    dialog.down.kind.setCurrentIndex(dialog.down.kind.findData(AxisKind.SEED))
    dialog.down.numbers.setText("1-60")
    dialog.across.numbers.setText(text)
    assert not dialog.start.isEnabled()
    assert dialog._sheet.start_problem()
    assert dialog._sheet.order() is None


def test_two_axes_of_one_kind_are_refused(dialog: SheetDialog) -> None:
    dialog.across.kind.setCurrentIndex(dialog.across.kind.findData(AxisKind.SEED))
    assert "Both axes" in dialog._sheet.start_problem()


def test_prompts_stand_one_a_line(dialog: SheetDialog) -> None:
    dialog.across.kind.setCurrentIndex(dialog.across.kind.findData(AxisKind.PROMPT))
    assert dialog.across.prompts.toPlainText() == "@Rex"
    dialog.across.prompts.setPlainText("@Rex on a beach\n\n  @Rex in the snow ")
    order = dialog._sheet.order()
    assert order is not None
    assert order.x.values == ("@Rex on a beach", "@Rex in the snow")


def test_a_methods_dial_is_an_axis(qtbot: QtBot, dialog: SheetDialog, filled: FakeService, look: ThemeSwitcher) -> None:
    kinds = [dialog.across.kind.itemText(place) for place in range(dialog.across.kind.count())]
    assert "Bias of Perfusion" not in kinds  # nothing here was taught by it
    gated = manifest(filled.subjects[0], method="perfusion")
    filled.artifacts = (*filled.artifacts, gated)
    base = dialog._sheet.base.model_copy(update={"uses": (ArtifactUse(artifact=gated.id),), "names": {"Rex": gated.id}})
    made = SheetDialog(SheetViewModel(filled, base), look)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.across.kind.setCurrentIndex(made.across.kind.findText("Bias of Perfusion"))
    assert made.across.numbers.text() == "0.15, 0.3, 0.45"
    assert made.across.numbers.accessibleName() == "From left to right: values"
    made.across.numbers.clear()
    qtbot.keyClicks(made.across.numbers, "0.5, 0.9")
    qtbot.mouseClick(made.start, Qt.MouseButton.LeftButton)
    order = filled.asked[-1]
    assert isinstance(order, SheetOrder)
    assert (order.x.kind, order.x.name, order.x.values) == (AxisKind.SETTING, "bias", ("0.5", "0.9"))
    assert gated.id in order.x.artifacts
