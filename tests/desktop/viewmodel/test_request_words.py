"""A request in words, its facts, and what differs between pictures."""

from __future__ import annotations

from pathlib import Path

from studio.core.geometry import BoxFrac
from studio.desktop.viewmodel.request_words import differences, facts, paragraph
from studio.library.layout.records import Layout, Region
from studio.library.protocol.requests import ArtifactUse
from tests.fakes.records import manifest, result, subject


def test_a_request_is_told_whole(tmp_path: Path) -> None:
    rex = subject()
    taught = manifest(rex)
    made = result(tmp_path, uses=(ArtifactUse(artifact=taught.id, strength=0.9),))
    region = Region(box=BoxFrac(0, 0, 0.5, 1), subject=rex.id, prompt="a dog", artifact="a-gone00", strength=1.0)
    request = made.request.model_copy(
        update={
            "negative": "blurry",
            "init": Path("/photos/lake.jpg"),
            "layout": Layout(schema=1, background="a lake", regions=(region,)),
            "references": (rex.id,),
            "count": 4,
        }
    )
    made = made.model_copy(update={"request": request, "tags": ("album",), "frames": 8})
    find = {taught.id: taught}.get
    said = paragraph(made, find)
    assert said.startswith("Drawn with the base model “mini”, using Rex by LoRA at strength 0.9.")
    assert "25 steps of DDIM" in said
    assert "lake.jpg was drawn over, by 70%." in said
    told = facts(made, find, {rex.id: "Rex"}.get)
    assert ("Avoided", "blurry") in told
    assert ("Reference", "Rex") in told
    assert ("Background", "a lake") in told
    assert ("Picture", "1 of 4 drawn together") in told
    assert ("Frames", "8") in told
    assert ("Tags", "album") in told
    (where,) = [value for name, value in told if name == "Region 1"]
    assert where == "Rex, “a dog”, a-gone00 at strength 1 (no longer in this library), 0%–50% across, 0%–100% down"


def test_what_the_studio_named_by_its_content_is_named_by_what_it_is(tmp_path: Path) -> None:
    """Thirty-two letters and digits told nobody anything, and widened the panel beyond its edge."""
    rex = subject()
    taught = manifest(rex)
    region = Region(box=BoxFrac(0, 0, 0.5, 1), name="Rex", subject=rex.id, artifact=taught.id, strength=1.0)
    kept = {"init": Path(f"/library/{'9c' * 16}.png"), "mask": Path(f"/library/{'f0' * 16}.png")}
    made = result(tmp_path)
    kept["layout"] = Layout(schema=1, regions=(region,))  # type: ignore[assignment]
    made = made.model_copy(update={"request": made.request.model_copy(update=kept)})
    find, names = {taught.id: taught}.get, {rex.id: "Rex"}.get
    assert "Part of the base picture was drawn over, by 70%." in paragraph(made, find)
    told = facts(made, find, names)
    assert ("Drawn over", "the base picture") in told
    assert ("Inside the mask", "as brushed") in told
    assert ("Region 1", "Rex by LoRA at strength 1, 0%–50% across, 0%–100% down") in told  # once, not twice


def test_only_what_differs_is_told(tmp_path: Path) -> None:
    one, two = result(tmp_path, seed=7), result(tmp_path, seed=8)
    assert differences((one, two), lambda _: None, lambda _: None) == ["seed 7", "seed 8"]
    assert differences((one, one), lambda _: None, lambda _: None) == ["", ""]
    other = result(tmp_path, "@Rex at night", seed=7)
    assert differences((one, other), lambda _: None, lambda _: None) == ["@Rex on a beach", "@Rex at night"]
