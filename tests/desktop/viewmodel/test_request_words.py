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


def test_only_what_differs_is_told(tmp_path: Path) -> None:
    one, two = result(tmp_path, seed=7), result(tmp_path, seed=8)
    assert differences((one, two), lambda _: None, lambda _: None) == ["seed 7", "seed 8"]
    assert differences((one, one), lambda _: None, lambda _: None) == ["", ""]
    other = result(tmp_path, "@Rex at night", seed=7)
    assert differences((one, other), lambda _: None, lambda _: None) == ["@Rex on a beach", "@Rex at night"]
