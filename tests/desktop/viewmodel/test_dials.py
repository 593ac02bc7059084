"""Settings that act while drawing: asked for, kept with a region, told, taken over again, and an axis of a sheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.geometry import BoxFrac
from studio.desktop.service.orders import DrawOrder, generate_request
from studio.desktop.viewmodel import dials
from studio.desktop.viewmodel.create import CreateViewModel
from studio.desktop.viewmodel.request_words import facts, paragraph
from studio.desktop.viewmodel.settings_difference import changes, merged
from studio.desktop.viewmodel.sheet import AxisChoice, SheetViewModel
from studio.library.artifacts.manifest import Manifest
from studio.library.exports.read_settings import FoundSettings, of_result
from studio.library.layout.records import Layout, Region
from studio.library.protocol.axes import AxisKind
from studio.library.protocol.requests import ArtifactUse, GenerateRequest
from studio.library.protocol.sheets import cell
from tests.fakes.records import manifest, result
from tests.fakes.service import FakeService

BOX = BoxFrac(0.1, 0.1, 0.5, 0.9)


@pytest.fixture
def gated(filled: FakeService) -> Manifest:
    """Rex taught by Perfusion too, with a bias of 0.6."""
    made = manifest(filled.subjects[0], method="perfusion").model_copy(update={"settings": {"bias": 0.6}})
    filled.artifacts = (*filled.artifacts, made)
    filled.announce()
    return made


def test_only_what_acts_while_drawing_is_offered_as_it_was_taught(filled: FakeService, gated: Manifest) -> None:
    schema = dials.schema_of(gated)
    assert list(schema["properties"]) == ["bias", "temperature", "key_locking"]
    assert schema["properties"]["bias"]["default"] == 0.6
    assert schema["properties"]["temperature"]["default"] == 0.15
    assert dials.schema_of(filled.artifacts[0]) == {}  # LoRA has none
    assert dials.schema_of(None) == {}
    assert [dial.key for dial in dials.numeric((gated,))] == ["perfusion.bias", "perfusion.temperature"]


def test_dials_are_drawn_with_and_come_back(filled: FakeService, gated: Manifest, tmp_path: Path) -> None:
    create = CreateViewModel(filled)  # type: ignore[arg-type]
    create.use(gated.id)
    create.set_dials(gated.id, {"bias": 0.5})
    create.generate()
    use = ArtifactUse(artifact=gated.id, settings={"bias": 0.5})
    order = filled.asked[-1]
    assert isinstance(order, DrawOrder)
    assert order.uses == (use,)
    rex = filled.subjects[0]
    asked = generate_request(order, tmp_path, lambda _: rex, lambda *_: gated, (gated,), lambda _: tmp_path)
    assert asked.uses == (use,)

    found = of_result(result(tmp_path, "@Rex", 7, uses=(use,)), tmp_path)
    create.set_dials(gated.id, {})
    told = {change.key: (change.now, change.then) for change in changes(create, found)}
    assert told["uses"] == ("Rex by Perfusion at strength 1", "Rex by Perfusion at strength 1, Bias 0.5")
    create.load(merged(create, found, {"uses"}))
    assert create.uses[0].settings == {"bias": 0.5}
    assert "uses" not in {change.key for change in changes(create, found)}


def test_what_is_no_dial_of_the_method_is_not_taken_over(filled: FakeService) -> None:
    create = CreateViewModel(filled)  # type: ignore[arg-type]
    create.use(filled.artifacts[0].id, settings={"bias": 0.5})
    assert create.uses[0].settings == {}


def test_a_region_keeps_its_own_and_its_layout_says_so(filled: FakeService, gated: Manifest, tmp_path: Path) -> None:
    create = CreateViewModel(filled)  # type: ignore[arg-type]
    composition = create.composition
    key = composition.add(BOX, name="Rex", subject=gated.subject_ids[0], artifact=gated.id)
    composition.edit(key, settings={"bias": 0.3})
    composition.edit(key, settings={"bias": 0.4})
    assert Layout.model_validate(composition.layout.to_data()).regions[0].settings == {"bias": 0.4}
    before = GenerateRequest(library=tmp_path, prompt="", layout=composition.layout)
    composition.undo()
    assert composition.regions[0].settings == {}  # both turns of one dial are one step
    found = FoundSettings("", "Likeness Studio", before, frozenset({"layout"}), ())
    assert [(c.now, c.then) for c in changes(create, found)] == [("1: Rex", "1: Rex (Bias 0.4)")]
    create.load(merged(create, found, {"layout"}))
    assert create.composition.regions[0].settings == {"bias": 0.4}
    create.keep_canvas()


def test_the_artifact_that_acts_in_a_region(filled: FakeService, gated: Manifest) -> None:
    create = CreateViewModel(filled)  # type: ignore[arg-type]
    newer = manifest(filled.subjects[0]).model_copy(update={"created": "2026-11-24T10:00:00+00:00"})
    filled.artifacts = (*filled.artifacts, newer)
    rex = gated.subject_ids[0]
    assert create.acting(Region(box=BOX, subject=rex)) == newer
    assert create.acting(Region(box=BOX, prompt="@rex in the snow")) == newer
    assert create.acting(Region(box=BOX, subject=rex, artifact=gated.id)) == gated
    create.use(gated.id)
    assert create.acting(Region(box=BOX, subject=rex)) == gated
    assert create.acting(Region(box=BOX, prompt="a mug")) is None
    assert create.acting(Region(box=BOX, prompt="(a mug:")) is None


def test_the_view_of_a_request_tells_them(gated: Manifest, tmp_path: Path) -> None:
    region = Region(box=BOX, name="Rex", artifact=gated.id, settings={"key_locking": "global"})
    use = ArtifactUse(artifact=gated.id, settings={"bias": 0.5})
    made = result(tmp_path, "@Rex", 7, uses=(use,))
    request = made.request.model_copy(update={"layout": Layout(schema=1, regions=(region,))})
    made = made.model_copy(update={"request": request})
    find = {gated.id: gated}.get
    told = dict(facts(made, find, lambda _: None))
    assert told["Used"] == "Rex by Perfusion at strength 1, Bias 0.5"
    assert "Key locking global" in told["Region 1"]
    assert "Bias 0.5" in paragraph(made, find)


def _sheet(filled: FakeService, gated: Manifest, folder: Path) -> SheetViewModel:
    use = ArtifactUse(artifact=gated.id, settings={"temperature": 0.2})
    base = GenerateRequest(library=folder, prompt="@Rex", seed=7, uses=(use,), names={"Rex": gated.id})
    return SheetViewModel(filled, base)  # type: ignore[arg-type]


def test_a_dial_is_an_axis(filled: FakeService, gated: Manifest, tmp_path: Path) -> None:
    sheet = _sheet(filled, gated, tmp_path)
    sheet.set_axis(True, AxisChoice(AxisKind.SETTING, "0.4, 0.8", dial="perfusion.bias"))
    sheet.set_axis(False, AxisChoice(AxisKind.SETTING, "0.1", dial="perfusion.temperature"))
    order = sheet.order()
    assert order is not None
    assert order.y is not None
    assert (order.x.title, order.y.title) == ("bias", "temperature")
    drawn = cell(order.base, order.x, 1, order.y, 0)
    assert drawn.uses[0].settings == {"temperature": 0.1, "bias": 0.8}
    sheet.set_axis(True, AxisChoice(AxisKind.SETTING, "0.4, 1.6", dial="perfusion.bias"))
    assert "Bias cannot be 1.6. Use 0 to 1.5." in sheet.start_problem()
    sheet.set_axis(True, AxisChoice(AxisKind.SETTING, "0.4, x", dial="perfusion.bias"))
    assert "“x” is no number." in sheet.start_problem()


def test_a_dial_that_one_of_the_compared_has_not_is_refused(
    filled: FakeService, gated: Manifest, tmp_path: Path
) -> None:
    sheet = _sheet(filled, gated, tmp_path)
    sheet.set_axis(True, AxisChoice(AxisKind.SETTING, "0.4, 0.8", dial="perfusion.bias"))
    sheet.set_axis(False, AxisChoice(AxisKind.ARTIFACT, artifacts=(gated.id,)))
    assert sheet.start_problem() == ""
    sheet.set_axis(False, AxisChoice(AxisKind.ARTIFACT, artifacts=(gated.id, filled.artifacts[0].id)))
    assert "Nothing in this picture has the setting “bias”." in sheet.start_problem()


def test_a_dial_turns_regions_as_well(filled: FakeService, gated: Manifest, tmp_path: Path) -> None:
    regions = (Region(id="r1", box=BOX, artifact=gated.id), Region(id="r2", box=BOX, prompt="a mug"))
    base = GenerateRequest(library=tmp_path, prompt="", layout=Layout(schema=1, regions=regions))
    sheet = SheetViewModel(filled, base)  # type: ignore[arg-type]
    sheet.set_axis(True, AxisChoice(AxisKind.SETTING, "0.4", dial="perfusion.bias"))
    order = sheet.order()
    assert order is not None
    layout = cell(order.base, order.x, 0).layout
    assert layout is not None
    assert [region.settings for region in layout.regions] == [{"bias": 0.4}, {}]
