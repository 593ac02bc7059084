"""The service's inside: the open library on one background thread, the queue, imports under way, and every signal.

Not here: what can be asked for (studio_service.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from studio.desktop.jobs.queue import JobQueue, read_queue
from studio.desktop.jobs.snapshots import JobSnapshot
from studio.desktop.service.exporting import ExportRun
from studio.desktop.service.imports import ImportState, PhotoImport, judging_threads
from studio.desktop.service.looking import Key, Looking
from studio.desktop.service.query import Lane, Query
from studio.desktop.service.thumbnails import Thumbnails
from studio.desktop.translation import plural, tr
from studio.library.artifacts.manifest import Manifest
from studio.library.gallery.records import Photo, Subject
from studio.library.protocol import events
from studio.library.protocol.requests import (
    BenchRequest,
    GenerateRequest,
    MergeRequest,
    Request,
    SheetRequest,
    TrainRequest,
)

if TYPE_CHECKING:  # imported on the library's lane, after the window is on screen
    from studio.desktop.service.shelf import Imported, Shelf
    from studio.library.catalogue.read import BackboneCard, MethodCard
    from studio.library.gallery.samples import Sample
    from studio.library.presets import Presets


class OpenLibrary(QObject):
    """Signals, all carrying frozen records:
    opened(); open_failed(Exception); subjects_changed(tuple[Subject]); artifacts_changed(tuple[Manifest]);
    catalogue_changed(); presets_changed(); results_changed(); results_edited(tuple[Result]);
    results_removed(tuple[str]); job_changed(JobSnapshot); job_event(str, Event); jobs_changed();
    work_changed(str): the sentence of the light work going on, "" when idle; problem(Exception); noted(str, str).
    import_changed(ImportState): photos are being judged and stored. photos_looked_at(frozenset[Key]): more is known of
    these photos. packs_changed(str): "faces" or "segmenter", another one looks at photos.
    """

    opened = Signal()
    open_failed = Signal(object)
    subjects_changed = Signal(object)
    artifacts_changed = Signal(object)
    catalogue_changed = Signal()
    presets_changed = Signal()
    results_changed = Signal()
    results_edited = Signal(object)
    results_removed = Signal(object)
    job_changed = Signal(object)
    job_event = Signal(str, object)
    jobs_changed = Signal()
    work_changed = Signal(str)
    problem = Signal(object)
    noted = Signal(str, str)
    import_changed = Signal(object)
    photos_looked_at = Signal(object)
    packs_changed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = Lane(self)
        self._export_lane = Lane(self)
        self._picture_lane = Lane(self)
        self._model_lane = Lane(self)
        self._judges = Lane(self, judging_threads())
        self._imports: dict[str, PhotoImport] = {}
        self._shelf: Shelf | None = None
        self._works: list[str] = []
        self.subjects: tuple[Subject, ...] = ()
        self.artifacts: tuple[Manifest, ...] = ()
        self.methods: tuple[MethodCard, ...] = ()
        self.backbones: tuple[BackboneCard, ...] = ()
        self.samples: tuple[Sample, ...] = ()
        self.presets: Presets = {}
        self.thumbnails = Thumbnails(self)
        self._queue = JobQueue(self)
        self._queue.job_changed.connect(self.job_changed)
        self._queue.event_came.connect(self._on_event)
        self._queue.jobs_changed.connect(self.jobs_changed)
        self._queue.job_ended.connect(self._on_job_ended)
        self._queue.problem.connect(self.problem)
        # Results that come in quick succession are shown in one go.
        self._tell_results = QTimer(self, singleShot=True, interval=120)
        self._tell_results.timeout.connect(self.results_changed)
        self._looking = Looking(self)
        self._looking.looked.connect(self._on_looked)
        self._looking.busy_changed.connect(self._on_looking)
        self._seen: set[Key] = set()  # looked at, not told yet
        self._tell_looked = QTimer(self, singleShot=True, interval=1000)
        self._tell_looked.timeout.connect(self._tell_seen)

    # opening and closing

    def open(self, root: Path) -> None:
        """Open the library in the background; `opened` or `open_failed` follows."""

        def work() -> tuple[Shelf, list[JobSnapshot]]:
            from studio.desktop.service.shelf import Shelf

            shelf = Shelf.open(root)
            names = {subject.id: subject.name for subject in shelf.subjects()}
            return shelf, read_queue(shelf.jobs_root, lambda request: _title(request, names))

        self._ask(work, tr("Opening the library")).done(self._on_opened).failed(self.open_failed.emit)

    def close(self) -> None:
        """Save and leave: the worker writes a checkpoint, the library gives its lock back."""
        for run in self.findChildren(ExportRun):
            run.stop()
        self._queue.close()
        self._looking.close()
        for photos in tuple(self._imports.values()):
            photos.abandon()
        self._judges.clear()
        self._judges.waitForDone(10_000)
        self._imports.clear()
        self.thumbnails.close()
        shelf, self._shelf = self._shelf, None
        if shelf is not None:
            self._lane.start(shelf.close)
        self._lane.waitForDone(10_000)
        self._export_lane.waitForDone(10_000)
        self._model_lane.clear()
        self._model_lane.waitForDone(30_000)
        self._picture_lane.clear()
        self._picture_lane.waitForDone(10_000)

    @property
    def root(self) -> Path | None:
        """The open library's folder."""
        return self._shelf.root if self._shelf else None

    # inside

    def _begin(self, files: Sequence[Path], before: Sequence[Photo] = ()) -> PhotoImport:
        photos = PhotoImport(self, self._judges, self._lane)
        self._imports[photos.id] = photos
        photos.compare_with(before)
        photos.changed.connect(self._on_import_changed)
        photos.stored.connect(lambda _: self._refresh_subjects())
        photos.done(self._on_imported)
        photos.add(files)
        return photos

    def _on_import_changed(self, state: ImportState) -> None:
        sentence = tr("Adding photos to {name}", name=state.name) if state.name else ""
        if sentence and not state.is_over and sentence not in self._works:
            self._works.append(sentence)
            self.work_changed.emit(sentence)
        if state.is_over:
            self._work_over(sentence)
        self.import_changed.emit(state)
        if state.is_over and state.id in self._imports:
            self._imports.pop(state.id).deleteLater()

    def _on_imported(self, imported: Imported) -> None:
        for tone, text in imported.sentences():
            self.noted.emit(tone, text)

    def _on_looking(self, is_busy: bool) -> None:
        sentence = tr("Looking for faces")
        if is_busy:
            self._works.append(sentence)
            self.work_changed.emit(sentence)
        else:
            self._work_over(sentence)
            self._tell_seen()

    def _on_looked(self, blake3: str, rotation_deg: int) -> None:
        self._seen.add((blake3, rotation_deg))
        if not self._tell_looked.isActive():
            self._tell_looked.start(max(1000, self._looking.waiting // 2))  # a page of 20,000 takes 0.1 s to show

    def _tell_seen(self) -> None:
        self._tell_looked.stop()
        seen, self._seen = frozenset(self._seen), set()
        if seen:
            self.photos_looked_at.emit(seen)

    def _open_shelf(self) -> Shelf:
        assert self._shelf is not None, "the library is not open"
        return self._shelf

    def _open_root(self) -> Path:
        return self._open_shelf().root

    def _enqueue(self, request: Request) -> str:
        names = {subject.id: subject.name for subject in self.subjects}
        return self._queue.add(request, _title(request, names))

    def _in_models(self, work: Callable[[], Any], sentence: str) -> Query:
        """Beside the library: reading weights takes minutes."""
        return self._ask(work, sentence, self._model_lane)

    def _refresh_catalogue(self) -> None:
        self._ask(self._open_shelf().catalogue, "").done(self._on_catalogue)

    def _ask(self, work: Callable[[], Any], sentence: str, lane: Lane | None = None) -> Query:
        query = Query(self, lane or self._lane, work)
        if sentence:
            self._works.append(sentence)
            self.work_changed.emit(sentence)
            query.always(lambda: self._work_over(sentence))
        return query.run()

    def _work_over(self, sentence: str) -> None:
        if sentence in self._works:
            self._works.remove(sentence)
            self.work_changed.emit(self._works[-1] if self._works else "")

    def _change(self, work: Callable[[Shelf], Any], sentence: str) -> Query:
        query = self._ask(lambda: work(self._open_shelf()), sentence)
        return query.done(lambda _: self._refresh_subjects())

    def _refresh_subjects(self) -> None:
        self._ask(lambda: (self._open_shelf().subjects(), self._open_shelf().artifacts()), "").done(self._on_subjects)

    def _on_subjects(self, found: tuple[tuple[Subject, ...], tuple[Manifest, ...]]) -> None:
        subjects, artifacts = found
        if artifacts != self.artifacts:
            self.artifacts = artifacts
            self.artifacts_changed.emit(artifacts)
        self.subjects = subjects
        self.subjects_changed.emit(subjects)

    def _on_opened(self, found: tuple[Shelf, list[JobSnapshot]]) -> None:
        self._shelf, jobs = found
        self.thumbnails.set_folder(self._shelf.root / "derived" / "thumbs")
        self._refresh_catalogue()
        self._refresh_subjects()
        self._ask(self._open_shelf().presets, "").done(self._on_presets)
        self._queue.load(self._shelf.jobs_root, jobs)
        ended = tuple(job for job in jobs if job.is_ended)
        self._ask(lambda: self._open_shelf().index_missing(ended), "").done(self._on_caught_up)
        self.opened.emit()
        self.results_changed.emit()

    def _on_catalogue(self, found: tuple[Any, Any, Any]) -> None:
        self.methods, self.backbones, self.samples = found
        self.catalogue_changed.emit()

    def _on_caught_up(self, found: bool) -> None:
        """What a job left while nobody watched is in the index now."""
        if found:
            self._tell_results.start()
            self._refresh_subjects()

    def _on_presets(self, presets: Presets) -> None:
        self.presets = presets
        self.presets_changed.emit()

    def _on_event(self, job_id: str, event: events.Event) -> None:
        if isinstance(event, events.PictureReady):
            self._ask(lambda: self._open_shelf().index_result(event.result), "").done(
                lambda _: self._tell_results.start()
            )
        self.job_event.emit(job_id, event)

    def _on_job_ended(self, job: JobSnapshot) -> None:
        """What the worker left in the library's folders enters the index here, by whoever holds the lock."""

        def work() -> None:
            shelf = self._open_shelf()
            for result in job.results:
                shelf.index_result(result)
            if job.artifact:
                shelf.index_artifact(job.artifact)

        self._ask(work, "").done(lambda _: self._on_indexed(job))

    def _on_indexed(self, job: JobSnapshot) -> None:
        if job.results:
            self._tell_results.start()
        if job.artifact or job.kind == "bench":  # what methods can be expected to reach has changed
            self._refresh_subjects()


def _title(request: Request, names: dict[str, str]) -> str:
    """The line of the job bar before the worker has spoken."""
    if isinstance(request, TrainRequest):
        who = ", ".join(names.get(subject, subject) for subject in request.subjects)
        return tr("Teaching {who}", who=who)
    if isinstance(request, GenerateRequest):
        return plural("Drawing %n picture(s): {prompt}", request.count, prompt=request.prompt)
    if isinstance(request, SheetRequest):
        return tr("Drawing an X/Y sheet: {prompt}", prompt=request.base.prompt)
    if isinstance(request, BenchRequest):
        return plural("Comparing %n method(s)", len(request.methods))
    if isinstance(request, MergeRequest):
        return plural("Joining %n artifact(s)", len(request.artifacts))
    return tr("Scoring an artifact")
