"""An X/Y sheet job: every cell is an ordinary result, and the sheet is one too. It resumes at the first missing cell.

Cells are drawn row by row with one loaded base model. Not here: drawing a cell (run.py), the axes (protocol/sheets.py).
"""

from __future__ import annotations

import hashlib
import io
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PIL import Image

from studio.core import files
from studio.core.control import Control
from studio.core.ids import new_id
from studio.engine.backbones.surface import Backbone
from studio.engine.generation.run import generate
from studio.library.exports import contact_sheet
from studio.library.protocol import events
from studio.library.protocol.jobs import JobFolder
from studio.library.protocol.requests import SheetRequest
from studio.library.protocol.sheets import cell
from studio.library.results.records import Result
from studio.library.results.store import read_result, result_path, write_result

SHEET_TAG = "x/y sheet"


def draw_sheet(
    request: SheetRequest,
    job: JobFolder,
    report: Callable[[events.Event], None],
    control: Control,
    backbone: Backbone | None = None,
) -> dict[str, Any]:
    """{"results": [{"id", "path", "seed"}], "sheet": {"id", "path"}}; without the sheet after a stop.

    Raises StudioError; StopRequested and DiscardRequested pass through between cells.
    """
    if backbone is None:
        from studio.engine.backbones import registry

        backbone = registry.load(request.base.backbone)
    across, down = len(request.x.values), len(request.y.values) if request.y is not None else 1
    teller = _Teller(job, report, across * down)
    teller.started(backbone)
    results: list[dict[str, Any]] = []
    for row in range(down):
        for column in range(across):
            control.poll()
            drawn = cell(request.base, request.x, column, request.y, row)
            place = row * across + column
            folder = job.path / "cells" / f"{place:04d}"
            files.make_folder(folder)
            made = JobFolder(folder)
            made.id = job.id  # its events are this job's
            answer = generate(drawn, made, lambda event, place=place: teller.cell(event, place), control, backbone)
            if not answer["results"]:
                return {"results": results}  # stopped inside the cell
            results += answer["results"]
            teller.done(place)
    sheet = _sheet(request, job, results, backbone)
    report(
        events.PictureReady(
            job=job.id,
            at=time.time(),
            result=sheet["id"],
            path=Path(sheet["path"]),
            index=len(results),
            seed=request.base.seed,
        )
    )
    return {"results": [*results, {**sheet, "seed": request.base.seed}], "sheet": sheet}


def _sheet(request: SheetRequest, job: JobFolder, results: list[dict[str, Any]], backbone: Backbone) -> dict[str, Any]:
    """Draw it and store it as a result. Its id is kept, so that a resumed job does not make a second one."""
    kept = job.path / "sheet.json"
    if not kept.is_file():
        files.write_json(kept, {"id": new_id("r")})
    sheet_id = str(files.read_json(kept)["id"])
    rows = []
    across = len(request.x.values)
    for row in range(len(results) // across):
        cells = []
        for column in range(across):
            with Image.open(results[row * across + column]["path"]) as picture:
                cells.append(contact_sheet.Cell(picture.convert("RGB"), request.x.label(column)))
        rows.append(contact_sheet.Row(cells, request.y.label(row) if request.y is not None else ""))
    names = [request.x.title, *([request.y.title] if request.y is not None else [])]
    title = f"{' × '.join(names)} · {request.base.prompt}"[:120]
    page = contact_sheet.draw(rows, title)
    buffer = io.BytesIO()
    page.save(buffer, "PNG")
    data = buffer.getvalue()
    first = read_result(request.library, results[0]["id"])
    result = Result(
        id=sheet_id, file=f"{sheet_id}.png", created=datetime.now(UTC).isoformat(timespec="seconds"),
        request=request.base, index=0, seed=request.base.seed, prompt=title, width_px=page.width,
        height_px=page.height, backbone_fingerprint=backbone.facts.fingerprint,
        seconds=round(first.seconds * len(results), 3), sha256=hashlib.sha256(data).hexdigest(), tags=(SHEET_TAG,),
    )  # fmt: skip
    write_result(request.library, result, data)
    return {"id": sheet_id, "path": str(result_path(request.library, result))}


class _Teller:
    """A cell's events as the sheet's: steps are counted in thousandths of a cell."""

    def __init__(self, job: JobFolder, report: Callable[[events.Event], None], cells: int) -> None:
        self._job, self._report, self._cells = job, report, cells
        self._began = time.monotonic()
        self._first: int | None = None

    def started(self, backbone: Backbone) -> None:
        """Once for the whole sheet."""
        self._report(
            events.Started(
                job=self._job.id,
                at=time.time(),
                pid=os.getpid(),
                device=str(backbone.device),
                what=f"Drawing a sheet of {self._cells} pictures",
                total_steps=self._cells * 1000,
            )
        )

    def cell(self, event: events.Event, place: int) -> None:
        """Pass on what a cell says, as part of the whole."""
        match event:
            case events.Started():
                pass
            case events.Progress():
                self._progress(place + event.step / max(1, event.of))
            case events.PictureReady() | events.PreviewReady():
                self._report(event.model_copy(update={"index": place}))
            case _:
                self._report(event)

    def done(self, place: int) -> None:
        """A cell is finished, drawn now or before."""
        self._progress(place + 1.0)

    def _progress(self, cells: float) -> None:
        if self._first is None:
            self._first = int(cells)
        took = time.monotonic() - self._began
        left = took / max(0.01, cells - self._first) * (self._cells - cells)
        self._report(
            events.Progress(
                job=self._job.id,
                at=time.time(),
                step=round(cells * 1000),
                of=self._cells * 1000,
                eta_s=round(left, 1),
            )
        )
