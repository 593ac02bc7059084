"""State of the Results screen: the filter, the pictures that fit, the one that is looked at.

Not here: the grid (ui/results), export formats (studio/library/exports).
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from studio.desktop.service.orders import ExportOrder, ResultFilter
from studio.library.artifacts.manifest import Manifest
from studio.library.results.records import Result

if TYPE_CHECKING:
    from studio.desktop.service.studio_service import StudioService


class ResultsViewModel(QObject):
    """Signals: results_changed(), selected_changed(), filter_changed(), use_asked(GenerateRequest), exported(list)."""

    results_changed = Signal()
    selected_changed = Signal()
    filter_changed = Signal()
    use_asked = Signal(object)
    exported = Signal(object)

    def __init__(self, service: StudioService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.service = service
        self.filter = ResultFilter()
        self.results: tuple[Result, ...] = ()
        self.selected: tuple[str, ...] = ()
        self.is_loaded = False
        self._round = 0
        self._reload = QTimer(self, singleShot=True, interval=0)
        self._reload.timeout.connect(self._load)
        service.results_changed.connect(self._reload.start)
        service.subjects_changed.connect(lambda _: self.filter_changed.emit())
        service.artifacts_changed.connect(lambda _: self.filter_changed.emit())
        if service.root is not None:
            self._reload.start()

    @property
    def is_filtered(self) -> bool:
        """Something may be hidden."""
        return self.filter != ResultFilter()

    @property
    def current(self) -> Result | None:
        """The picture whose details are shown: the last one selected."""
        if not self.selected:
            return None
        return next((result for result in self.results if result.id == self.selected[-1]), None)

    def set_filter(self, **values: Any) -> None:
        """subject_id, method, rating, text."""
        changed = replace(self.filter, **values)
        if changed != self.filter:
            self.filter = changed
            self.filter_changed.emit()
            self._reload.start()

    def clear_filter(self) -> None:
        """Show everything."""
        if self.is_filtered:
            self.filter = ResultFilter()
            self.filter_changed.emit()
            self._reload.start()

    def select(self, ids: tuple[str, ...]) -> None:
        """In the order of selecting."""
        if ids != self.selected:
            self.selected = ids
            self.selected_changed.emit()

    def rate(self, rating: int) -> None:
        """All selected pictures; the same rating again takes it back."""
        current = self.current
        if current is None:
            return
        wanted = 0 if current.rating == rating else rating
        for result_id in self.selected:
            self.service.rate(result_id, wanted)

    def remove(self) -> None:
        """Move the selected pictures to the trash."""
        if self.selected:
            self.service.remove_results(self.selected)
            self.select(())

    def use_settings(self) -> None:
        """Take the request of the current picture to the Create screen."""
        if self.current is not None:
            self.use_asked.emit(self.current.request)

    def export(self, folder: Path, format: str, metadata: str) -> None:
        """The selected pictures, or all that are shown when none is selected."""
        ids = self.selected or tuple(result.id for result in self.results)
        order = ExportOrder(ids, folder, format, metadata)
        self.service.export(order).done(self.exported.emit)

    def artifacts_of(self, result: Result) -> tuple[tuple[Manifest | None, str, float], ...]:
        """(manifest or None when it is gone, artifact id, strength) for each artifact a picture used."""
        known = {m.id: m for m in self.service.artifacts}
        return tuple((known.get(use.artifact), use.artifact, use.strength) for use in result.request.uses)

    def _load(self) -> None:
        self._round += 1
        this = self._round
        self.service.results(self.filter).done(lambda found: self._on_found(this, tuple(found)))

    def _on_found(self, this: int, found: tuple[Result, ...]) -> None:
        if this != self._round:
            return
        changed = found != self.results or not self.is_loaded
        self.results, self.is_loaded = found, True
        if changed:
            self.results_changed.emit()
            ids = {result.id for result in found}
            self.selected = tuple(result_id for result_id in self.selected if result_id in ids)
            self.selected_changed.emit()
