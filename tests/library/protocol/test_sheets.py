"""X/Y sheets: values as people type them, and the request each gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.errors import InputProblem
from studio.library.protocol.axes import Axis, AxisKind
from studio.library.protocol.requests import ArtifactUse, GenerateRequest, SheetRequest, load_request
from studio.library.protocol.sheets import numbers, varied

BASE = GenerateRequest(
    library=Path("/l"), prompt="@Rex", seed=7, uses=(ArtifactUse(artifact="a-1", strength=0.8),), names={"Rex": "a-1"}
)


def test_lists_and_ranges() -> None:
    assert numbers("3, 5;7") == ("3", "5", "7")
    assert numbers("1-4, 9") == ("1", "2", "3", "4", "9")
    assert numbers("0-1:0.25") == ("0", "0.25", "0.5", "0.75", "1")
    assert numbers(" , ") == ()


@pytest.mark.parametrize("text", ["5-1", "1-5:0", "1-x", "1-100000", ",".join(["1"] * 61)])
def test_what_is_no_range_is_one_sentence(text: str) -> None:
    with pytest.raises(InputProblem) as caught:
        numbers(text)
    assert caught.value.remedy


def test_each_axis_changes_one_thing() -> None:
    assert varied(BASE, AxisKind.SEED, "9").seed == 9
    assert varied(BASE, AxisKind.STEPS, "12").steps == 12
    assert varied(BASE, AxisKind.GUIDANCE, "2.5").guidance == 2.5
    assert varied(BASE, AxisKind.PROMPT, "a cat").prompt == "a cat"
    assert varied(BASE, AxisKind.STRENGTH, "0.5").uses[0].strength == 0.5
    other = varied(BASE, AxisKind.ARTIFACT, "a-2")
    assert (other.uses[0].artifact, other.uses[0].strength, other.names) == ("a-2", 0.8, {"Rex": "a-2"})


@pytest.mark.parametrize(
    ("kind", "value"),
    [("seed", "-1"), ("seed", "1.5"), ("seed", "x"), ("steps", "0"), ("steps", "9999"), ("guidance", "60"),
     ("strength", "2"), ("guidance", "")],
)  # fmt: skip
def test_values_out_of_bounds_are_refused(kind: str, value: str) -> None:
    with pytest.raises(InputProblem):
        varied(BASE, AxisKind(kind), value)


def test_strength_needs_something_taught() -> None:
    with pytest.raises(InputProblem, match="no strength"):
        varied(GenerateRequest(library=Path("/l"), prompt="x"), AxisKind.STRENGTH, "0.5")


def test_a_sheet_request_is_read_back(tmp_path: Path) -> None:
    request = SheetRequest(library=tmp_path, base=BASE, x=Axis(kind=AxisKind.SEED, values=("1", "2")))
    request.save(tmp_path / "request.json")
    assert load_request(tmp_path / "request.json") == request
