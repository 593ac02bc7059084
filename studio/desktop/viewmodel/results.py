"""State of the Results screen: the filter, the pictures that fit as far as they were read, those that are chosen.

Pictures are read page by page while the person scrolls. Marks change them in place; what no longer fits goes.
Not here: the grid (ui/results), exporting (export.py), how settings are taken over (settings_difference.py).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoStack

from studio.desktop.service.orders import NO_COLOUR, ResultFilter
from studio.desktop.viewmodel.result_commands import UNDO_MOST, MarkResults, RemoveResults
from studio.library.artifacts.manifest import Manifest
from studio.library.results.query import Place
from studio.library.results.records import Colour, Result

if TYPE_CHECKING:
    from studio.desktop.service.studio_service import StudioService

PAGE = 120
_PAGE_MOST = 960
COMPARED_MOST = 4


class ResultsViewModel(QObject):
    """Signals: results_changed() another list; more_came(tuple[Result]) at its end; edited(tuple[Result]) in place;
    count_changed(); selected_changed(); filter_changed(); use_asked(FoundSettings);
    removed(int) so many went to the trash.
    """

    results_changed = Signal()
    more_came = Signal(object)
    edited = Signal(object)
    count_changed = Signal()
    selected_changed = Signal()
    filter_changed = Signal()
    use_asked = Signal(object)
    removed = Signal(int)

    def __init__(self, service: StudioService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.service = service
        self.filter = ResultFilter()
        self.days: tuple[date | None, date | None] = (None, None)
        self.results: tuple[Result, ...] = ()
        self.count = 0
        self.selected: tuple[str, ...] = ()
        self.is_loaded = False
        self.is_complete = False
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(UNDO_MOST)
        self._by_id: dict[str, Result] = {}
        self._wanted = ""  # chosen from outside, shown as soon as it is read
        self._is_reading = False
        self._is_fresh = True  # the next answer replaces the list instead of joining it
        self._round = 0
        self._reload = QTimer(self, singleShot=True, interval=0)
        self._reload.timeout.connect(self._read_first)
        service.results_changed.connect(self._reload.start)
        service.results_edited.connect(self._on_edited)
        service.results_removed.connect(self._on_removed)
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
        return self._by_id.get(self.selected[-1]) if self.selected else None

    @property
    def chosen(self) -> tuple[Result, ...]:
        """All selected pictures, in the order of selecting."""
        return tuple(self._by_id[result_id] for result_id in self.selected if result_id in self._by_id)

    def by_id(self, result_id: str) -> Result | None:
        """One of those that were read."""
        return self._by_id.get(result_id)

    def neighbours(self) -> tuple[Result, ...]:
        """The one before and the one behind the current picture."""
        current = self.current
        place = -1 if current is None else self.results.index(current)
        if place < 0:
            return ()
        return (*self.results[max(0, place - 1) : place], *self.results[place + 1 : place + 2])

    # the list

    def set_filter(self, **values: Any) -> None:
        """Parts of a ResultFilter."""
        changed = replace(self.filter, **values)
        if changed != self.filter:
            self.filter = changed
            self._is_fresh = True
            self.filter_changed.emit()
            self._reload.start()

    def clear_filter(self) -> None:
        """Show everything."""
        self.days = (None, None)
        self.set_filter(**vars(ResultFilter()))

    def load_more(self) -> None:
        """The next page, unless it is being read or there is none."""
        if self._is_reading or self.is_complete or not self.results:
            return
        self._is_reading = True
        this = self._round
        limit = min(len(self.results), _PAGE_MOST)  # a grid lays everything out anew for each page: few, then large
        query = self.service.results(self.filter, Place.of(self.results[-1]), limit)
        query.done(lambda found: self._on_more(this, tuple(found), limit))

    def _read_first(self) -> None:
        self._round += 1
        this = self._round
        self._is_reading = True
        self.service.results(self.filter, None, PAGE).done(lambda found: self._on_first(this, tuple(found)))

    def _on_first(self, this: int, found: tuple[Result, ...]) -> None:
        if this == self._round:
            self.service.count_results(self.filter).done(lambda count: self._on_counted(this, found, count))

    def _on_counted(self, this: int, found: tuple[Result, ...], count: int) -> None:
        if this != self._round:
            return
        self._is_reading = False
        joined = None if self._is_fresh else joined_pages(found, self.results, count - self.count)
        is_new = self._is_fresh or not self.is_loaded  # the same pictures may mean something else now
        self._is_fresh = False
        before, was_count = self.results, self.count
        self.is_loaded = True
        self._put(found if joined is None else joined, count)
        if self.results != before or is_new:
            self.results_changed.emit()
        elif count != was_count:
            self.count_changed.emit()
        self._keep_selection()

    def _on_more(self, this: int, found: tuple[Result, ...], limit: int) -> None:
        if this != self._round:
            return
        self._is_reading = False
        self.results += found
        self._by_id.update({result.id: result for result in found})
        self.is_complete = len(found) < limit
        if self.is_complete:
            self.count = len(self.results)
        self.more_came.emit(found)
        self.count_changed.emit()

    def _put(self, results: tuple[Result, ...], count: int) -> None:
        self.results, self.count = results, count
        self._by_id = {result.id: result for result in results}
        self.is_complete = len(results) >= count

    def set_days(self, first: date | None, last: date | None) -> None:
        """Only what was drawn from the first to the last day, both included, by this computer's clock."""
        self.days = (first, last)
        end = None if last is None else last + timedelta(days=1)
        self.set_filter(since=_midnight(first), before=_midnight(end))

    # choosing

    def select(self, ids: tuple[str, ...]) -> None:
        """In the order of selecting."""
        if ids != self.selected:
            self.selected = ids
            self.selected_changed.emit()

    def show_one(self, result_id: str) -> None:
        """From another screen: without a filter, and chosen as soon as it is read."""
        self._wanted = result_id
        self.clear_filter()
        if result_id in self._by_id:
            self.select((result_id,))
        self._reload.start()

    def step(self, by: int) -> None:
        """Choose the next (1) or the previous (-1) picture."""
        if not self.results:
            return
        ids = [result.id for result in self.results]
        place = ids.index(self.selected[-1]) + by if self.selected and self.selected[-1] in self._by_id else 0
        place = max(0, min(place, len(ids) - 1))
        if place >= len(ids) - 3:
            self.load_more()
        self.select((ids[place],))

    def _keep_selection(self) -> None:
        kept = tuple(result_id for result_id in self.selected if result_id in self._by_id)
        if self._wanted in self._by_id:
            kept, self._wanted = (self._wanted,), ""
        self.selected = kept
        self.selected_changed.emit()

    # marks

    def rate(self, rating: int) -> None:
        """All selected pictures, -1 reject to 5 stars; the same rating again takes it back."""
        if self.current is not None:
            self._mark(rating=0 if self.current.rating == rating else rating)

    def colour(self, colour: Colour) -> None:
        """All selected pictures; the same colour again takes it back."""
        if self.current is not None:
            self._mark(colour="" if self.current.colour == colour else colour)

    def remove(self) -> None:
        """Move the selected pictures to the trash."""
        if self.selected:
            removed = self.selected
            self.undo_stack.push(RemoveResults(self.service, removed))
            self.removed.emit(len(removed))

    def _mark(self, rating: int | None = None, colour: Colour | None = None) -> None:
        self.undo_stack.push(MarkResults(self.service, self.chosen, rating, colour))

    def _on_edited(self, edited: tuple[Result, ...]) -> None:
        known = {result.id: result for result in edited if result.id in self._by_id}
        if not known:
            self._reload.start()  # it may fit the filter now
            return
        gone = tuple(result_id for result_id, result in known.items() if not self._has_fitting_marks(result))
        self._by_id.update(known)
        self.results = tuple(known.get(result.id, result) for result in self.results)
        self.edited.emit(tuple(known.values()))
        if gone:
            self._on_removed(gone)
        elif self.current is not None and self.current.id in known:
            self.selected_changed.emit()

    def _on_removed(self, ids: tuple[str, ...]) -> None:
        gone = set(ids) & set(self._by_id)
        if not gone:
            return
        next_one = self._neighbour(gone)
        kept = tuple(result for result in self.results if result.id not in gone)
        is_complete = self.is_complete
        self._put(kept, self.count - len(gone))
        self.is_complete = is_complete
        self.selected = tuple(result_id for result_id in self.selected if result_id not in gone)
        if not self.selected and next_one:
            self.selected = (next_one,)
        self.results_changed.emit()
        self.selected_changed.emit()
        if len(kept) < PAGE // 2:
            self.load_more() if kept else self._reload.start()

    def _neighbour(self, gone: set[str]) -> str:
        """Whom to choose when the chosen ones go: the next that stays, or the one before."""
        ids = [result.id for result in self.results]
        places = [place for place, result_id in enumerate(ids) if result_id in gone]
        behind = (result_id for result_id in ids[places[0] :] if result_id not in gone)
        before = (result_id for result_id in reversed(ids[: places[0]]) if result_id not in gone)
        return next(behind, "") or next(before, "")

    def _has_fitting_marks(self, result: Result) -> bool:
        wanted = self.filter
        if not wanted.rating_least <= result.rating <= wanted.rating_most:
            return False
        return not wanted.colour or wanted.colour == (result.colour or NO_COLOUR)

    # what was drawn

    def use_settings(self) -> None:
        """Offer the settings of the current picture, and of no other, to the Create screen."""
        from studio.library.exports.read_settings import of_result

        if self.current is not None and self.service.root is not None:
            self.use_asked.emit(of_result(self.current, self.service.root))

    def read_settings(self, path: Path) -> None:
        """Offer what a picture file tells, from here or from another program; a problem is shown."""
        self.service.read_settings(path).done(self.use_asked.emit)

    def find_artifact(self, artifact_id: str) -> Manifest | None:
        """None when it is gone."""
        return next((m for m in self.service.artifacts if m.id == artifact_id), None)

    def subject_name(self, subject_id: str) -> str | None:
        """None when it is gone."""
        return next((s.name for s in self.service.subjects if s.id == subject_id), None)


def _midnight(day: date | None) -> str:
    """The beginning of a day here, as UTC in ISO 8601."""
    if day is None:
        return ""
    return datetime.combine(day, time()).astimezone(UTC).isoformat(timespec="seconds")


def joined_pages(first: tuple[Result, ...], have: tuple[Result, ...], new_count: int) -> tuple[Result, ...] | None:
    """The newest page in front of what was read before, or None when they do not meet as expected.

    new_count: by how many the whole list grew.
    """
    if not have or new_count < 0:
        return None
    known = {result.id for result in have}
    new = tuple(result for result in first if result.id not in known)
    joined = first[: len(new)] + have
    if new != first[: len(new)] or len(new) != new_count:
        return None
    same = all(a.id == b.id for a, b in zip(first, joined, strict=False))
    return (first + joined[len(first) :]) if same else None
