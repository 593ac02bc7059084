"""Layout files."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.errors import InputProblem
from studio.library.layout.records import Layout
from studio.library.layout.store import LayoutStore, read_layout


def test_saved_and_loaded(tmp_path: Path) -> None:
    store = LayoutStore(tmp_path)
    layout = Layout.model_validate(
        {"background": "on a beach", "regions": [{"box": [0, 0, 0.5, 1], "prompt": "a dog"}]}
    )
    one = store.save(layout)
    assert store.load(one) == layout
    assert store.ids() == [one]
    mask = store.set_mask(one, "r1", b"png")
    assert (store.path(one).parent / mask).read_bytes() == b"png"
    store.save(layout.model_copy(update={"background": "snow"}), one)
    assert store.load(one).background == "snow"
    store.remove(one)
    with pytest.raises(InputProblem, match="There is no layout"):
        store.load(one)


def test_only_the_box_is_required(tmp_path: Path) -> None:
    path = tmp_path / "layout.json"
    path.write_text('{"schema":1,"regions":[{"box":[0.1,0.1,0.6,0.9]}]}')
    assert read_layout(path).regions[0].strength == 1.0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "is no layout: it is not JSON"),
        ('{"regions":[{"box":[0.5,0.1,0.2,0.9]}]}', "regions.0"),
        ('{"regions":[{"prompt":"x"}]}', "regions.0.box"),
        ('{"regoins":[]}', "regoins"),
        ("[" * 100_000, "is no layout: it is not JSON"),
        ('{"schema":' + "9" * 5000 + "}", "is no layout: it is not JSON"),
        ('{"regions":[{"box":[0.1,0.1,NaN,0.9]}]}', "regions.0"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "layout.json"
    path.write_text(text)
    with pytest.raises(InputProblem, match=words):
        read_layout(path)


def test_a_name_of_two_lines_and_200_characters_fits_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / ("two\nlines 🐕 " + "x" * 190 + ".json")
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputProblem, match="is no layout: it is not JSON") as caught:
        read_layout(path)
    assert "\n" not in caught.value.message
    assert len(caught.value.message) < 140


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="There is no layout file"):
        read_layout(tmp_path / "none.json")
