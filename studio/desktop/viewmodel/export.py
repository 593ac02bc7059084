"""State of an export: what, where to, as what, under which names; then the question about files that are there, the
progress, and how it ended. Kept between two exports, so that the next one begins as the last one was.

Not here: writing (service/exporting.py), the dialog (ui/results/export_dialog.py).
"""

from __future__ import annotations

from dataclasses import replace
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from studio.core.errors import StudioError
from studio.desktop.sentences import tr_sentence
from studio.desktop.service.exporting import Taken, as_chosen
from studio.desktop.service.orders import ExportOrder
from studio.desktop.translation import plural, tr
from studio.desktop.viewmodel.results import ResultsViewModel

if TYPE_CHECKING:
    from studio.desktop.service.exporting import ExportRun
    from studio.library.exports.pictures import ExportReport

_SHOWN = 3


class Stage(Enum):
    """What the dialog shows."""

    FORM = auto()
    ASKING = auto()  # files are there already
    RUNNING = auto()
    OVER = auto()  # something was not written, or it was stopped


class ExportViewModel(QObject):
    """Signals: changed() anything; progressed(int, int); done(ExportReport) all was written."""

    changed = Signal()
    progressed = Signal(int, int)
    done = Signal(object)

    def __init__(self, results: ResultsViewModel, folder: Path, metadata: str) -> None:
        super().__init__(results)
        self.results = results
        self.order = ExportOrder((), folder, metadata=metadata)
        self.stage = Stage.FORM
        self.takes_all = False
        self.taken: Taken | None = None
        self.report: ExportReport | None = None
        self.problem: StudioError | None = None
        self._run: ExportRun | None = None

    def begin(self) -> None:
        """A new export: of the selected pictures, or of all that fit the filter when none is."""
        self.takes_all = not self.results.selected
        self.report, self.problem, self.taken = None, None, None
        self._show(Stage.FORM)

    def set(self, **values: Any) -> None:
        """Parts of the order: folder, format, metadata, edge_px, quality, pattern, title."""
        self.order = replace(self.order, **values)
        self.problem = None
        self.changed.emit()

    def take_all(self, everything: bool) -> None:
        """All that fit the filter, or only the selected ones."""
        self.takes_all = everything
        self.changed.emit()

    @property
    def count(self) -> int:
        """How many pictures."""
        return self.results.count if self.takes_all else len(self.results.selected)

    @property
    def is_sheet(self) -> bool:
        """One file for all."""
        return self.order.format.startswith("contact-sheet")

    def preview(self) -> tuple[tuple[str, ...], StudioError | None]:
        """The names of the first pictures, or what is wrong with the pattern."""
        from studio.library.exports.naming import stems
        from studio.library.exports.pictures import EXTENSIONS, SHEETS

        if self.is_sheet:
            return (f"contact-sheet.{SHEETS[self.order.format]}",), None
        service = self.results.service
        first = (self.results.results if self.takes_all else self.results.chosen)[:_SHOWN]
        artifacts = {manifest.id: manifest for manifest in service.artifacts}
        subjects = {subject.id: subject.name for subject in service.subjects}
        chosen = [as_chosen(one, service.result_path(one), artifacts, subjects) for one in first]
        try:
            names = stems(self.order.pattern, chosen, self.count)
        except StudioError as problem:
            return (), problem
        return tuple(f"{name}.{EXTENSIONS[self.order.format]}" for name in names), None

    @property
    def can_start(self) -> bool:
        """There is something, somewhere to put it, and it has names."""
        return self.count > 0 and self.order.folder != Path() and self.preview()[1] is None

    def start(self, collisions: str | None = None) -> None:
        """collisions: skip, rename or replace; None asks when something is there."""
        if not self.can_start:
            return
        ids = () if self.takes_all else self.results.selected
        wanted = self.results.filter if self.takes_all else None
        order = replace(self.order, results=ids, filter=wanted, collisions=collisions)
        self._run = self.results.service.export(order)
        self._run.progressed.connect(self.progressed)
        self._run.ended.connect(self._on_ended)
        self._run.failed.connect(self._on_failed)
        self._show(Stage.RUNNING)

    def stop(self) -> None:
        """After the picture that is being written; what is written stays."""
        if self._run is not None:
            self._run.stop()

    def back(self) -> None:
        """To the form, nothing lost."""
        self.problem = None
        self._show(Stage.FORM)

    def sentences(self) -> tuple[str, ...]:
        """How it ended, one sentence a line."""
        report = self.report
        if report is None:
            return ()
        of = self.count
        said = [
            tr(
                "{pictures} written to {folder}.",
                pictures=_pictures(len(report.written), self.is_sheet),
                folder=self.order.folder,
            )
        ]
        if report.was_stopped:
            said[0] = tr(
                "Stopped: {count} of {of} written to {folder}.",
                count=len(report.written),
                of=of,
                folder=self.order.folder,
            )
        if report.stopped_by is not None:
            said = [
                tr("{count} of {of} written, then it ended.", count=len(report.written), of=of),
                str(report.stopped_by),
            ]
        if report.skipped:
            said.append(tr("{count} left out, because a file of that name is there.", count=len(report.skipped)))
        if report.failed:
            said.append(
                tr(
                    "{count} could not be read: {why}",
                    count=len(report.failed),
                    why=tr_sentence(str(report.failed[0][1])),
                )
            )
        return tuple(said)

    def _on_ended(self, answer: Taken | ExportReport) -> None:
        self._run = None
        if isinstance(answer, Taken):
            self.taken = answer
            self._show(Stage.ASKING)
            return
        self.report = answer
        if answer.skipped or answer.failed or answer.stopped_by or answer.was_stopped:
            self._show(Stage.OVER)
        else:
            self._show(Stage.FORM)
            self.done.emit(answer)

    def _on_failed(self, error: Exception) -> None:
        self._run = None
        if isinstance(error, StudioError):
            self.problem = error
        else:
            self.results.service.problem.emit(error)
        self._show(Stage.FORM)

    def _show(self, stage: Stage) -> None:
        self.stage = stage
        self.changed.emit()


def _pictures(count: int, is_sheet: bool) -> str:
    if is_sheet:
        return tr("1 contact sheet")
    return plural("%n picture(s)", count)
