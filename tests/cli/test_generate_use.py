"""What `--use ARTIFACT[:STRENGTH][:NAME=VALUE]…` means."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from studio.cli.generate import _used, _with_settings
from studio.core.errors import InputProblem
from studio.core.geometry import BoxFrac
from studio.library.layout.records import Layout, Region

LIBRARY = cast(Any, SimpleNamespace(artifacts=SimpleNamespace(find=lambda name: SimpleNamespace(id=name))))


@pytest.mark.parametrize(
    ("text", "strength", "settings"),
    [
        ("a-1", 1.0, {}),
        ("a-1:0.8", 0.8, {}),
        ("a-1:bias=0.5", 1.0, {"bias": 0.5}),
        ("a-1:1.2:bias=.5:key_locking=global", 1.2, {"bias": 0.5, "key_locking": "global"}),
    ],
)
def test_strength_and_settings(text: str, strength: float, settings: dict[str, Any]) -> None:
    manifest, use = _used(text, LIBRARY)
    assert (manifest.id, use.artifact, use.strength, use.settings) == ("a-1", "a-1", strength, settings)


def test_a_strength_out_of_bounds_is_refused() -> None:
    with pytest.raises(InputProblem):
        _used("a-1:2:bias=0.5", LIBRARY)


def test_settings_hold_in_the_regions_of_that_artifact() -> None:
    """They were left out without a word: a use that stands in a region is no use of the whole picture."""
    box = BoxFrac(0, 0, 1, 1)
    own = Region(box=box, artifact="a-1", settings={"bias": 0.3})
    layout = Layout(schema=1, regions=(Region(box=box, artifact="a-1"), own, Region(box=box, artifact="a-2")))
    found = _with_settings(layout, {"a-1": {"bias": 0.5, "temperature": 0.2}}).regions
    assert [region.settings for region in found] == [
        {"bias": 0.5, "temperature": 0.2},
        {"bias": 0.3, "temperature": 0.2},
        {},
    ]
