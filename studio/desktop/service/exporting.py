"""One export on a thread of its own: gathered on the library's lane, written elsewhere, with progress and stop.

Not here: formats and names (studio/library/exports), the dialog (ui/results/export_dialog.py).
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from studio.desktop.service.query import Lane, Query
from studio.library.artifacts.manifest import Manifest
from studio.library.results.records import Result

if TYPE_CHECKING:
    from studio.desktop.service.orders import ExportOrder
    from studio.library.exports.naming import Chosen
    from studio.library.exports.pictures import ExportPlan, ExportReport


@dataclass(frozen=True)
class Taken:
    """Nothing was written: files of these names are there, and the order did not say what to do with them."""

    files: tuple[Path, ...]
    of: int


class ExportRun(QObject):
    """Signals: progressed(int done, int of); ended(ExportReport | Taken); failed(Exception)."""

    progressed = Signal(int, int)
    ended = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject, lane: Lane, order: ExportOrder) -> None:
        super().__init__(parent)
        self._lane, self._order = lane, order
        self._stop = threading.Event()

    def stop(self) -> None:
        """After the picture that is being written."""
        self._stop.set()

    def begin(self, gathered: Query) -> None:
        """gathered: gives the tuple of Chosen."""
        gathered.done(self._write).failed(self._on_failed)

    def _write(self, chosen: tuple[Chosen, ...]) -> None:
        Query(self, self._lane, lambda: self._work(chosen)).done(self._on_done).failed(self._on_failed).run()

    def _work(self, chosen: tuple[Chosen, ...]) -> ExportReport | Taken:
        """On the export's own thread."""
        from studio.library.exports.pictures import run_export, taken_files

        plan = as_plan(self._order)
        if self._order.collisions is None:
            there = taken_files(plan, chosen)
            if there:
                return Taken(there, len(chosen))
        return run_export(plan, chosen, self.progressed.emit, lambda: not self._stop.is_set())

    def _on_done(self, answer: object) -> None:
        self.ended.emit(answer)
        self.deleteLater()

    def _on_failed(self, error: Exception) -> None:
        self.failed.emit(error)
        self.deleteLater()


def as_plan(order: ExportOrder) -> ExportPlan:
    """The library's words for an order."""
    from studio.library.exports.metadata import MetadataMode
    from studio.library.exports.pictures import Collision, ExportPlan

    return ExportPlan(
        out=order.folder,
        format=order.format,
        metadata=MetadataMode(order.metadata),
        quality=order.quality,
        title=order.title,
        edge_px=order.edge_px,
        pattern=order.pattern,
        collisions=Collision(order.collisions or "rename"),
    )


def as_chosen(result: Result, path: Path, artifacts: Mapping[str, Manifest], subjects: Mapping[str, str]) -> Chosen:
    """A result with the names of who is in it and the method that taught the first."""
    from studio.library.exports.naming import Chosen

    request = result.request
    used = [artifacts[use.artifact] for use in request.uses if use.artifact in artifacts]
    names = [name for manifest in used for name in manifest.subject_names]
    names += [subjects[subject] for subject in request.references if subject in subjects]
    method = used[0].method if used else request.method or ""
    return Chosen(result, path, tuple(dict.fromkeys(names)), method)
