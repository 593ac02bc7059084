"""What stands on the canvas is kept as a file; a damaged one is put aside and said."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.errors import InputProblem
from studio.library.layout.records import Layout
from studio.library.layout.store import LayoutStore


def test_the_canvas_is_kept(tmp_path: Path) -> None:
    store = LayoutStore(tmp_path)
    assert store.kept_canvas() is None
    layout = Layout.model_validate({"schema": 1, "regions": [{"id": "r1", "box": [0.1, 0.1, 0.4, 0.5]}]})
    store.keep_canvas(layout)
    assert store.kept_canvas() == layout
    assert store.ids() == []


@pytest.mark.parametrize("text", ["", "{", '{"schema":1,"regions":[{"box":[2,0,1,1]}]}', "[]", "\x00\x01"])
def test_a_damaged_canvas_is_put_aside(tmp_path: Path, text: str) -> None:
    store = LayoutStore(tmp_path)
    store.canvas.parent.mkdir(parents=True)
    for name in ("canvas-damaged.json", "canvas-damaged-2.json"):  # the one put aside before stays
        store.canvas.write_text(text + name, encoding="utf-8")
        with pytest.raises(InputProblem, match="damaged"):
            store.kept_canvas()
        assert store.canvas.with_name(name).read_text(encoding="utf-8") == text + name
        assert store.kept_canvas() is None
    assert len(list(store.canvas.parent.iterdir())) == 2
