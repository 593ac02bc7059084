"""What the Results screen shows large: one picture, or two to four beside each other or under a slider.

Not here: the list of results (results.py), zoom and pan, which are the widget's.
"""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from studio.desktop.viewmodel.results import COMPARED_MOST, ResultsViewModel
from studio.library.results.records import Result


class Mode(StrEnum):
    """How pictures are shown."""

    GRID = "grid"
    ONE = "one"
    SIDE_BY_SIDE = "side by side"
    SLIDER = "slider"


class LargeViewModel(QObject):
    """Signals: changed() mode, pictures or the active one."""

    changed = Signal()

    def __init__(self, results: ResultsViewModel) -> None:
        super().__init__(results)
        self.results = results
        self.mode = Mode.GRID
        self._compared: tuple[str, ...] = ()
        results.selected_changed.connect(self._on_selected)
        results.results_changed.connect(self._on_list)
        results.edited.connect(lambda _: self.changed.emit())

    @property
    def pictures(self) -> tuple[Result, ...]:
        """What is shown large, left to right."""
        if self.mode in (Mode.SIDE_BY_SIDE, Mode.SLIDER):
            found = (self.results.by_id(result_id) for result_id in self._compared)
            return tuple(result for result in found if result is not None)
        current = self.results.current
        return (current,) if current is not None and self.mode is Mode.ONE else ()

    @property
    def can_compare(self) -> bool:
        """So many are chosen that they can be compared."""
        return 2 <= len(self.results.selected) <= COMPARED_MOST

    def open(self, result_id: str = "") -> None:
        """One large: this one, or the current one."""
        if result_id:
            self.results.select((result_id,))
        elif self.results.current is None:
            self.results.step(0)
        if self.results.current is not None:
            self._show(Mode.ONE)

    def compare(self) -> None:
        """The chosen ones side by side."""
        if self.can_compare:
            self._compared = self.results.selected
            self._show(Mode.SIDE_BY_SIDE)

    def show_as(self, mode: Mode) -> None:
        """Another way to show the same pictures; a slider takes the first two."""
        if self.mode in (Mode.SIDE_BY_SIDE, Mode.SLIDER) and mode in (Mode.SIDE_BY_SIDE, Mode.SLIDER):
            self._show(mode)

    def swap(self) -> None:
        """The first comes last."""
        self._compared = (*self._compared[1:], *self._compared[:1])
        self.changed.emit()

    def activate(self, result_id: str) -> None:
        """The one that keys rate and whose request is told."""
        self.results.select((result_id,))

    def step(self, by: int) -> None:
        """The next picture of the list, or the next of those compared."""
        if self.mode is Mode.ONE:
            self.results.step(by)
        elif self.pictures:
            ids = [result.id for result in self.pictures]
            current = self.results.current
            place = ids.index(current.id) if current is not None and current.id in ids else 0
            self.activate(ids[(place + by) % len(ids)])

    def back(self) -> None:
        """To the grid; what was compared is chosen again."""
        was = self._compared if self.mode in (Mode.SIDE_BY_SIDE, Mode.SLIDER) else ()
        self._compared = ()
        self._show(Mode.GRID)
        if was:
            self.results.select(was)

    def _show(self, mode: Mode) -> None:
        self.mode = mode
        self.changed.emit()

    def _on_selected(self) -> None:
        if self.mode is Mode.ONE and self.results.current is None:
            self._show(Mode.GRID)
        elif self.mode is not Mode.GRID:
            self.changed.emit()

    def _on_list(self) -> None:
        if self.mode in (Mode.SIDE_BY_SIDE, Mode.SLIDER):
            self._compared = tuple(result.id for result in self.pictures)
            if len(self._compared) < 2:
                self._show(Mode.ONE if self.results.current is not None else Mode.GRID)
            else:
                self.changed.emit()
