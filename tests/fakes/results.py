"""The part of the fake service that holds pictures: `stored`, filtered, marked, thrown away, exported by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from studio.desktop.service.orders import ExportOrder, ResultFilter
from studio.library.catalogue.read import BackboneCard
from studio.library.exports.read_settings import read_settings
from studio.library.results.query import Place
from studio.library.results.records import Result
from tests.fakes.answers import Answered, FakeExport


class FakeResults(QObject):
    """files: where a test put a record's picture. asked: every filter and order that came."""

    results_changed = Signal()
    results_edited = Signal(object)
    results_removed = Signal(object)
    problem = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.root: Path | None = folder
        self.backbones: tuple[BackboneCard, ...] = ()
        self.stored: list[Result] = []
        self.exports: list[FakeExport] = []
        self.thrown: dict[str, tuple[int, Result]] = {}
        self.asked: list[object] = []
        self.files: dict[str, Path] = {}

    def results(self, wanted: ResultFilter, after: Place | None = None, limit: int | None = None) -> Answered:
        """By rating, colour and text, in the order of `stored`."""
        self.asked.append(wanted)
        fitting = self._fitting(wanted)
        first = 0 if after is None else [r.id for r in fitting].index(after.id) + 1
        return Answered(lambda: tuple(fitting[first : None if limit is None else first + limit]))

    def count_results(self, wanted: ResultFilter) -> Answered:
        """All that fit."""
        return Answered(lambda: len(self._fitting(wanted)))

    def result_ids(self, wanted: ResultFilter) -> Answered:
        """Of all that fit."""
        return Answered(lambda: tuple(r.id for r in self._fitting(wanted)))

    def _fitting(self, wanted: ResultFilter) -> list[Result]:
        return [
            r
            for r in self.stored
            if wanted.rating_least <= r.rating <= wanted.rating_most
            and wanted.text in r.prompt
            and (not wanted.colour or (r.colour or "none") == wanted.colour)
        ]

    def result_path(self, result: Result) -> Path:
        """What a test put there."""
        assert self.root is not None
        return self.files.get(result.id, self.root / result.file)

    def mark_results(self, result_ids: Sequence[str], rating: int | None = None, colour: str | None = None) -> Answered:
        """Kept."""
        marks = {k: v for k, v in {"rating": rating, "colour": colour}.items() if v is not None}
        self.stored = [r.model_copy(update=marks) if r.id in result_ids else r for r in self.stored]
        marked = tuple(r for r in self.stored if r.id in result_ids)
        self.results_edited.emit(marked)
        return Answered(lambda: marked)

    def remove_results(self, result_ids: Sequence[str]) -> Answered:
        """Gone."""
        self.thrown |= {r.id: (place, r) for place, r in enumerate(self.stored) if r.id in result_ids}
        self.stored = [r for r in self.stored if r.id not in result_ids]
        self.results_removed.emit(tuple(result_ids))
        return Answered(lambda: None)

    def put_back_results(self, result_ids: Sequence[str]) -> Answered:
        """Where they were."""
        for place, thrown in sorted(self.thrown.pop(result_id) for result_id in result_ids):
            self.stored.insert(place, thrown)
        self.results_changed.emit()
        return Answered(lambda: None)

    def read_settings(self, path: Path) -> Answered:
        """As the real one; a problem is told as Query tells it."""
        assert self.root is not None
        root = self.root
        answer = Answered(lambda: read_settings(path, root, tuple(card.name for card in self.backbones)))
        return answer.failed(self.problem.emit)

    def export(self, order: ExportOrder) -> FakeExport:
        """Tests say how it goes: service.exports[-1].ended.emit(…)."""
        self.asked.append(order)
        self.exports.append(FakeExport(self))
        return self.exports[-1]
