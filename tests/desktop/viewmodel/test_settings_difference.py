"""What would change on the Create screen, and taking over only some of it."""

from __future__ import annotations

from pathlib import Path

from studio.desktop.viewmodel.create import CreateViewModel
from studio.desktop.viewmodel.settings_difference import changes, merged, notes
from studio.library.exports.read_settings import FoundSettings, of_result
from studio.library.layout.records import Layout
from studio.library.protocol.requests import ArtifactUse, GenerateRequest
from tests.fakes.records import result
from tests.fakes.service import FakeService


def test_only_what_differs_is_told_and_what_is_not_taken_stays(filled: FakeService, tmp_path: Path) -> None:
    create = CreateViewModel(filled)  # type: ignore[arg-type]
    create.set(prompt="@Rex in a wood", seed=3, count=4, steps=25, guidance=5.0)
    use = ArtifactUse(artifact=filled.artifacts[0].id, strength=0.9)
    found = of_result(result(tmp_path, "@Rex on a beach", 7, uses=(use,)), tmp_path)
    told = {change.key: (change.now, change.then) for change in changes(create, found)}
    assert told == {
        "prompt": ("@Rex in a wood", "@Rex on a beach"),
        "uses": ("nobody", "Rex by LoRA at strength 0.9"),
        "count": ("4", "1"),
        "seed": ("3", "7"),
    }
    create.load(merged(create, found, {"uses", "seed"}))
    assert create.order.prompt == "@Rex in a wood"
    assert (create.order.seed, create.order.count) == (7, 4)
    assert create.uses[0].strength == 0.9
    assert {change.key for change in changes(create, found)} == {"prompt", "count"}
    create.load(merged(create, found, {"prompt", "count"}))
    assert changes(create, found) == ()


def test_a_foreign_file_changes_only_what_it_tells(filled: FakeService, tmp_path: Path) -> None:
    create = CreateViewModel(filled)  # type: ignore[arg-type]
    create.set(prompt="a cat", negative="dark", seed=3, steps=9)
    request = GenerateRequest(library=tmp_path, prompt="a dog", steps=9)
    found = FoundSettings("a.png", "ComfyUI", request, frozenset({"prompt", "steps"}), ("One note.",))
    assert [change.key for change in changes(create, found)] == ["prompt"]
    assert notes(create, found) == ("One note.",)
    create.load(merged(create, found, {"prompt"}))
    assert (create.order.prompt, create.order.negative, create.order.seed) == ("a dog", "dark", 3)


def test_what_is_gone_is_told(filled: FakeService, tmp_path: Path) -> None:
    create = CreateViewModel(filled)  # type: ignore[arg-type]
    found = of_result(result(tmp_path, uses=(ArtifactUse(artifact="a-gone00", strength=1.0),)), tmp_path)
    assert "Not in this library: a-gone00." in notes(create, found)[0]


def test_regions_are_told_and_taken_over(filled: FakeService, tmp_path: Path) -> None:
    create = CreateViewModel(filled)  # type: ignore[arg-type]
    regions = [
        {"id": "r1", "name": "Rex", "box": [0.1, 0.1, 0.5, 0.9]},
        {"id": "r2", "prompt": "a mug", "box": [0.5, 0.1, 0.9, 0.9], "shape": "mask", "mask": "masks/r2.png"},
    ]
    layout = Layout.model_validate({"schema": 1, "regions": regions})
    request = GenerateRequest(library=tmp_path, prompt="on a beach", layout=layout)
    found = FoundSettings("", "Likeness Studio", request, frozenset({"layout"}), ())
    assert [(c.title, c.now, c.then) for c in changes(create, found)] == [("Regions", "none", "2: Rex, a mug")]
    assert "masks" in notes(create, found)[0]
    create.load(merged(create, found, {"layout"}))
    assert [region.mask for region in create.composition.regions] == [None, None]
    create.composition.stack.undo()
    assert create.composition.regions == ()
    create.keep_canvas()
