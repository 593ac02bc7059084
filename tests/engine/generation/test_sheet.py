"""An X/Y sheet from request to files: every cell a result, the sheet one too, resumed at the missing cell."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from studio.core.control import NoControl, StopRequested
from studio.engine.backbones.tiny import tiny
from studio.engine.generation.sheet import SHEET_TAG, draw_sheet
from studio.library.protocol import events
from studio.library.protocol.axes import Axis, AxisKind
from studio.library.protocol.jobs import JobFolder
from studio.library.protocol.requests import GenerateRequest, SheetRequest
from studio.library.results.store import read_results


class _StopAt(NoControl):
    """Between cells, at the n-th question."""

    def __init__(self, at: int) -> None:
        self._left = at

    def poll(self) -> None:
        self._left -= 1
        if self._left == 0:
            raise StopRequested


@pytest.fixture
def request_(tmp_path: Path) -> SheetRequest:
    base = GenerateRequest(library=tmp_path, prompt="a dog", seed=5, steps=2)
    return SheetRequest(
        library=tmp_path, base=base, x=Axis(kind=AxisKind.SEED, values=("5", "6")),
        y=Axis(kind=AxisKind.GUIDANCE, values=("1", "4"), labels=("little", "much")),
    )  # fmt: skip


def _run(request: SheetRequest, job: JobFolder, control: Any = None) -> tuple[dict[str, Any], list[events.Event]]:
    told: list[events.Event] = []
    return draw_sheet(request, job, told.append, control or NoControl(), tiny()), told


def test_all_cells_and_the_sheet_are_results(request_: SheetRequest, tmp_path: Path) -> None:
    job = JobFolder.create(tmp_path / "jobs", request_)
    answer, told = _run(request_, job)
    assert len(answer["results"]) == 5
    records = dict(read_results(tmp_path))
    sheet = records[answer["sheet"]["id"]]
    assert sheet.tags == (SHEET_TAG,)  # type: ignore[union-attr]
    with Image.open(answer["sheet"]["path"]) as page:
        assert page.width > 300
    cells = [records[cell["id"]].request for cell in answer["results"][:4]]  # type: ignore[union-attr]
    assert [(cell.seed, cell.guidance) for cell in cells] == [(5, 1.0), (6, 1.0), (5, 4.0), (6, 4.0)]
    assert [e.index for e in told if isinstance(e, events.PictureReady)] == [0, 1, 2, 3, 4]
    assert sum(isinstance(e, events.Started) for e in told) == 1
    steps = [e.step for e in told if isinstance(e, events.Progress)]
    assert steps == sorted(steps)
    assert steps[-1] == 4000


def test_it_goes_on_at_the_missing_cell_and_makes_one_sheet(request_: SheetRequest, tmp_path: Path) -> None:
    job = JobFolder.create(tmp_path / "jobs", request_)
    with contextlib.suppress(StopRequested):  # inside a cell it is taken for the cell's end
        _run(request_, job, _StopAt(8))
    before = {key for key, _ in read_results(tmp_path)}
    assert 0 < len(before) < 4
    answer, _ = _run(request_, job)
    assert before <= {cell["id"] for cell in answer["results"]}
    assert len(list(read_results(tmp_path))) == 5
    again, _ = _run(request_, job)
    assert again["sheet"]["id"] == answer["sheet"]["id"]
    assert len(list(read_results(tmp_path))) == 5


def test_one_row_without_a_second_axis(request_: SheetRequest, tmp_path: Path) -> None:
    single = request_.model_copy(update={"y": None})
    answer, _ = _run(single, JobFolder.create(tmp_path / "jobs", single))
    assert len(answer["results"]) == 3
