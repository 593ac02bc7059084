"""Photos on their way into the library: judged on background threads as they come, stored some at a time.

A new subject's photos are judged before it has a name; they are stored once it is told where to. The event loop only
sorts what the threads found. Not here: how a photo is judged (library/gallery), what the screens say about it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QObject, QThread, QTimer, Signal

from studio.core.errors import InputProblem, StudioError
from studio.core.ids import new_id
from studio.desktop.photo_words import budget_sentence
from studio.desktop.service.query import Lane, Query
from studio.desktop.translation import plural, tr
from studio.library.gallery.budget import Budget
from studio.library.gallery.records import Fault, Photo, Subject

if TYPE_CHECKING:  # Pillow, numpy and imagehash are loaded by the first import, not by the first screen
    from studio.desktop.service.shelf import Imported
    from studio.library.gallery.import_photos import Found, Intake, OpenedPhoto, Sieve
    from studio.library.gallery.twins import Twins

_BATCH, _BATCH_S = 32, 0.8  # photos, seconds: stored when either is reached
_TELL_MS = 80

Store = Callable[["Intake", str], Subject]  # judged photos, the subject's id or "" for a new one


@dataclass(frozen=True)
class ImportState:
    """How far an import is. subject_id: "" until it is known. found: files to look at, 0 while folders are searched.

    budget: what the photos judged so far are worth. unusable: refused. known: there already. other: no pictures.
    """

    id: str
    name: str = ""
    subject_id: str = ""
    is_new: bool = False
    found: int = 0
    judged: int = 0
    budget: Budget = field(default_factory=Budget)
    unusable: int = 0
    known: int = 0
    other: int = 0
    is_over: bool = False

    @property
    def is_judged(self) -> bool:
        """Every file found so far was looked at."""
        return self.found > 0 and self.judged >= self.found

    def sentence(self) -> str:
        """ "12 of 200 judged: 7 good photos, 1 near duplicate, 1 unusable"."""
        if not self.found:
            return tr("Looking for photos …") if not self.is_over else ""
        parts = [budget_sentence(self.budget)]
        parts += [tr("{number} unusable", number=self.unusable)] if self.unusable else []
        parts += [tr("{number} there already", number=self.known)] if self.known else []
        parts += [plural("%n other file(s) left out", self.other)] if self.other else []
        said = ", ".join(parts)
        return (
            said
            if self.is_judged
            else tr("{judged} of {found} judged: {said}", judged=self.judged, found=self.found, said=said)
        )


class PhotoImport(QObject):
    """One drop of files. Signals: changed(ImportState), at most a dozen times a second and once at the end;
    stored(Subject) after each batch. `done` gets Imported, `failed` the exception that ended it, as with Query."""

    changed = Signal(object)
    stored = Signal(object)

    def __init__(self, parent: QObject, judges: Lane, library: Lane) -> None:
        super().__init__(parent)
        self.id = new_id("i")
        self._judges, self._library = judges, library
        self._subject: Subject | None = None
        self._store: Store | None = None
        self._name, self._is_new = "", True
        self._files: list[Found] = []
        self._searching = 0
        self._next = self._sorted = self._running = 0
        self._landed: dict[int, OpenedPhoto | StudioError] = {}
        self._is_storing = self._is_stopped = self._is_over = False
        self._good = self._added = self._other = self._known = 0
        self._faults: dict[Fault, int] = {}
        self._batch: Intake | None = None
        self._refused: list[StudioError] = []
        self._notes: list[str] = []
        self._sieve: Sieve | None = None  # with the first file
        self._twins: Twins | None = None
        self._before: tuple[Photo, ...] = ()
        self._last_stored = time.monotonic()
        self._done: list[Callable[[Imported], None]] = []
        self._failed: list[Callable[[Exception], None]] = []
        self._tell = QTimer(self, singleShot=True, interval=_TELL_MS)
        self._tell.timeout.connect(lambda: self.changed.emit(self.state()))

    def done(self, callback: Callable[[Imported], None]) -> Self:
        """Called once, at the end."""
        self._done.append(callback)
        return self

    def failed(self, callback: Callable[[Exception], None]) -> Self:
        """Called instead of `done` when it could not be stored."""
        self._failed.append(callback)
        return self

    def compare_with(self, photos: Sequence[Photo]) -> None:
        """Photos the subject has already. Before the first files."""
        self._before = tuple(photos)

    def add(self, files: Sequence[Path]) -> None:
        """Search and judge these too."""
        from studio.library.gallery.import_photos import expand

        self._searching += 1
        chosen = tuple(files)
        Query(self, self._judges, lambda: list(expand(chosen))).done(self._on_found).failed(self._fail).run()

    def keep(self, name: str, store: Store, subject: Subject | None = None) -> None:
        """Store what is good, now and from now on. subject: None makes a new one with the first batch."""
        self._name, self._store = name, store
        self._subject, self._is_new = subject, subject is None
        self._go_on()

    def stop(self) -> None:
        """Judge no more; what was judged is stored when a place is known."""
        self._is_stopped = True
        self._files = self._files[: self._next]
        if self._store is None and not self._is_over:
            self._is_over = True
            self._finish()
        else:
            self._go_on()

    def abandon(self) -> None:
        """The library closes: nothing more is judged, stored or told."""
        self._is_over = True
        self._tell.stop()

    def state(self) -> ImportState:
        """As it is now."""
        order = [(fault, self._faults[fault]) for fault in Fault if self._faults.get(fault)]
        return ImportState(
            id=self.id,
            name=self._name,
            subject_id=self._subject.id if self._subject else "",
            is_new=self._is_new,
            found=len(self._files),
            judged=self._sorted,
            budget=Budget(self._good, tuple(order)),
            unusable=len(self._refused) + (len(self._batch.refused) if self._batch else 0),
            known=self._known,
            other=self._other,
            is_over=self._is_over,
        )

    def _on_found(self, found: list[Found]) -> None:
        self._searching -= 1
        if not self._is_stopped:
            self._files.extend(found)
        self._go_on()

    def _on_judged(self, place: int, opened: OpenedPhoto | StudioError) -> None:
        self._running -= 1
        self._landed[place] = opened
        while self._sorted in self._landed:
            self._sort(self._files[self._sorted], self._landed.pop(self._sorted))
            self._sorted += 1
        self._go_on()

    def _sort(self, found: Found, opened: OpenedPhoto | StudioError) -> None:
        from studio.library.gallery import quality
        from studio.library.gallery.import_photos import Intake, Sieve
        from studio.library.gallery.twins import Twins

        if self._sieve is None:
            self._sieve = Sieve(photo.blake3 for photo in self._before)
            self._twins = Twins(self._before)
        assert self._twins is not None
        batch = self._batch = self._batch or Intake()
        notes, skipped, refused = len(batch.notes), len(batch.skipped), len(batch.refused)
        is_new = self._sieve.take(batch, found, opened)
        self._other += len(batch.skipped) - skipped
        if is_new:
            opened = batch.good[-1]
            photo = Photo(
                id=new_id("p"), blake3=opened.blake3, extension=opened.extension, name=opened.name,
                quality=opened.quality,
            )  # fmt: skip
            photo = quality.judge(photo, self._twins.find(photo.quality))
            self._twins.add(photo)
            if photo.faults:
                self._faults[photo.faults[0]] = self._faults.get(photo.faults[0], 0) + 1
            else:
                self._good += 1
        elif len(batch.refused) == refused and len(batch.notes) > notes:
            self._known += 1

    def _go_on(self) -> None:
        """Start what can be started, store what is due, end when nothing is left."""
        if self._is_over:
            return
        from studio.library.gallery.import_photos import try_photo

        while self._running < 2 * self._judges.maxThreadCount() and self._next < len(self._files):
            place = self._next
            found = self._files[place]
            self._next += 1
            self._running += 1
            query = Query(self, self._judges, lambda found=found: try_photo(found))
            query.done(lambda opened, place=place: self._on_judged(place, opened)).failed(self._fail).run()
        if not self._tell.isActive():
            self._tell.start()
        is_judged = not self._searching and self._sorted == len(self._files)
        if self._store is None or self._is_storing:
            return
        batch = self._batch
        waiting = len(batch.good) if batch else 0
        is_due = waiting >= max(_BATCH, self._added // 4) or time.monotonic() - self._last_stored > _BATCH_S
        if waiting and (is_due or is_judged):
            self._store_batch()
        elif is_judged:
            self._end()

    def _store_batch(self) -> None:
        batch, self._batch = self._batch, None
        store, subject_id = self._store, self._subject.id if self._subject else ""
        assert batch is not None
        assert store is not None
        self._is_storing = True

        def stored(subject: Subject) -> None:
            self._is_storing = False
            self._last_stored = time.monotonic()
            self._subject = subject
            self._added += len(batch.good)
            self._take_words(batch)
            self.stored.emit(subject)
            self._go_on()

        Query(self, self._library, lambda: store(batch, subject_id)).done(stored).failed(self._fail).run()

    def _take_words(self, batch: Intake) -> None:
        self._refused += [error for _, error in batch.refused]
        self._notes += batch.notes

    def _end(self) -> None:
        if self._batch is not None:
            self._take_words(self._batch)
            self._batch = None
        if self._subject is None:
            nothing = InputProblem(
                tr("There is no picture among these files."),
                tr("Choose JPEG, PNG, WebP, HEIC, AVIF, TIFF, GIF or BMP files."),
            )
            self._fail(self._refused[0] if self._refused else nothing)
            return
        from studio.desktop.service.shelf import Imported

        self._is_over = True
        imported = Imported(self._subject, self._added, tuple(self._refused), tuple(self._notes), self._other)
        for callback in self._done:
            callback(imported)
        self._finish()

    def _fail(self, error: Exception) -> None:
        if self._is_over:
            return
        self._is_over = self._is_stopped = True
        for callback in self._failed:
            callback(error)
        self._finish()

    def _finish(self) -> None:
        self._tell.stop()
        self.changed.emit(self.state())


def judging_threads() -> int:
    """Leaves a core to the window and the worker."""
    return max(1, min(4, QThread.idealThreadCount() - 1))
