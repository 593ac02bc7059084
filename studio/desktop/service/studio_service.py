"""StudioService: everything the screens can ask for, in short verbs. Frozen records out, by signal.

Not here: how an answer comes about (open_library.py, masking.py), state of a screen (viewmodel/), what runs in the
worker (studio/engine/worker).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QImage

from studio.core.ids import new_id
from studio.desktop.jobs.snapshots import JobSnapshot
from studio.desktop.service import orders
from studio.desktop.service.exporting import ExportRun
from studio.desktop.service.imports import PhotoImport
from studio.desktop.service.masking import Masking
from studio.desktop.service.orders import (
    BenchOrder,
    DrawOrder,
    ExportOrder,
    NewSubject,
    ResultFilter,
    SheetOrder,
    TrainOrder,
)
from studio.desktop.service.query import Query
from studio.desktop.service.thumbnails import ThumbKey, scaled
from studio.desktop.translation import tr
from studio.library.artifacts.manifest import Manifest
from studio.library.catalogue import inventory, register
from studio.library.catalogue import read as catalogue
from studio.library.gallery.edits import PhotoEdit
from studio.library.gallery.records import Photo, Subject
from studio.library.layout.records import BaseRecord, Layout
from studio.library.layout.store import read_layout
from studio.library.protocol.bench_folders import check_writable
from studio.library.protocol.commands import Command
from studio.library.protocol.requests import EvaluateRequest, GenerateRequest, MergeRequest, SheetRequest
from studio.library.results.query import Place
from studio.library.results.records import Colour, Result

if TYPE_CHECKING:  # imported on the library's lane, after the window is on screen
    from studio.desktop.service.packs import Part
    from studio.library.gallery.import_photos import Intake
    from studio.library.gallery.samples import Sample
    from studio.library.protocol.jobs import JobFolder


class StudioService(Masking):
    """What can be asked for. Signals: see OpenLibrary."""

    # subjects

    def knowledge(self, photos: Sequence[Photo]) -> Query:
        """What the face pack in use saw in these: PhotoKnowledge by photo id; those not looked at are missing."""
        return self._ask(lambda: self._open_shelf().knowledge(photos), "")

    def look_at(self, photos: Sequence[Photo]) -> None:
        """Look for faces in these, in the background; `photos_looked_at` follows."""
        self._looking.look_at(self._open_root(), photos)

    def judge(self, files: Sequence[Path]) -> str:
        """Begin to judge photos that are not a subject's yet; `import_changed` follows. Returns the import's id."""
        return self._begin(files).id

    def judge_more(self, import_id: str, files: Sequence[Path]) -> None:
        """Files that came later."""
        self._imports[import_id].add(files)

    def stop_import(self, import_id: str) -> None:
        """Judge no more of it. What has a subject is kept; what has none is forgotten."""
        if import_id in self._imports:
            self._imports[import_id].stop()

    def add_subject(self, new: NewSubject, import_id: str = "") -> PhotoImport:
        """Make a subject of the files, or of those being judged; gives what was imported and what was refused."""
        photos = self._imports[import_id] if import_id in self._imports else self._begin(new.files)

        def store(intake: Intake, subject_id: str) -> Subject:
            shelf = self._open_shelf()
            return shelf.keep_photos(intake, subject_id) if subject_id else shelf.keep_subject(new, intake)

        photos.keep(new.name, store)
        return photos

    def add_sample(self, sample: Sample) -> PhotoImport:
        """Add one of the shipped sample subjects."""
        return self.add_subject(NewSubject(sample.name, sample.class_word, sample.kind, "", sample.photos))

    def add_photos(self, subject_id: str, files: Sequence[Path]) -> PhotoImport:
        """Import more photos for a subject."""
        subject = next(subject for subject in self.subjects if subject.id == subject_id)
        photos = self._begin(files, subject.photos)
        photos.keep(subject.name, lambda intake, own: self._open_shelf().keep_photos(intake, own), subject)
        return photos.failed(self.problem.emit)

    def remove_photo(self, subject_id: str, photo_id: str) -> Query:
        """Take a photo out of a subject."""
        return self._change(lambda shelf: shelf.remove_photo(subject_id, photo_id), tr("Removing a photo"))

    def hold_out(self, subject_id: str, photo_id: str, held_out: bool) -> Query:
        """Keep a photo for scoring, or learn from it again."""
        return self._change(lambda shelf: shelf.hold_out(subject_id, photo_id, held_out), "")

    def remove_subject(self, subject_id: str, purge: bool = False) -> Query:
        """Move a subject to the trash; purge deletes it and everything made from it: then the query gives the receipt
        and its path."""
        query = self._change(lambda shelf: shelf.remove_subject(subject_id, purge), tr("Removing a subject"))
        return query.done(lambda _: self.results_changed.emit())

    def update_subject(self, subject_id: str, changes: dict[str, Any]) -> Query:
        """Name, class word, kind, consent or notes."""
        return self._change(lambda shelf: shelf.update_subject(subject_id, changes), "")

    def edit_photo(self, subject_id: str, photo_id: str, edit: PhotoEdit) -> Query:
        """Turn, crop, caption, mask and hold out in one change."""
        return self._change(lambda shelf: shelf.edit_photo(subject_id, photo_id, edit), "")

    def mask_path(self, subject_id: str, photo: Photo) -> Path | None:
        """The brushed mask, if it has one."""
        return self._open_shelf().mask_path(subject_id, photo)

    def read_picture(self, photo: Photo, edge_px: int) -> Query:
        """The original, upright, no longer than edge_px; gives a QImage, a null one when it cannot be read."""
        path = self.photo_path(photo)
        query = Query(self, self._picture_lane, lambda: scaled(path, ThumbKey(photo.blake3, edge_px)) or QImage())
        return query.run()

    def export_photos(self, subject_id: str, folder: Path) -> Query:
        """Write a subject's photos out without metadata; the query gives the paths."""
        return self._ask(lambda: self._open_shelf().export_photos(subject_id, folder), tr("Exporting photos"))

    def trash(self) -> Query:
        """What was removed, newest first."""
        return self._ask(lambda: self._open_shelf().trash(), "")

    def restore(self, entry_id: str) -> Query:
        """Bring something back from the trash."""
        query = self._change(lambda shelf: shelf.restore(entry_id), tr("Restoring"))
        return query.done(lambda _: self.results_changed.emit())

    def delete_from_trash(self, entry_id: str) -> Query:
        """Delete something in the trash for good."""
        return self._ask(lambda: self._open_shelf().delete_from_trash(entry_id), tr("Deleting"))

    def photo_path(self, photo: Photo) -> Path:
        """The stored original."""
        assert self._shelf is not None, "the library is not open"
        return self._shelf.photo_path(photo)

    # models

    def models(self) -> Query:
        """What is on this computer: (tuple[Model], tuple[Fit])."""
        return self._ask(lambda: self._open_shelf().models(), "")

    def look_at_model(self, path: Path) -> Query:
        """Size, licence and family of a folder or a single file, before it is added; gives a Candidate."""
        return self._in_models(lambda: register.look_at(path), tr("Looking at a model"))

    def add_model(self, path: Path, name: str, licence: str, prediction: str = "") -> Query:
        """Register a base model; reads its weights once. prediction: of a single file. `catalogue_changed` follows."""
        query = self._in_models(lambda: register.add(path, name, licence, prediction), tr("Adding a model"))
        return query.done(lambda _: self._refresh_catalogue())

    def verify_model(self, name: str) -> Query:
        """Read all of its weights and compare; gives a Verified."""
        return self._in_models(lambda: inventory.verify(catalogue.backbone(name)), tr("Verifying {name}", name=name))

    def forget_model(self, name: str) -> Query:
        """Off the list; its files stay. `catalogue_changed` follows."""
        return self._in_models(lambda: register.remove(name), "").done(lambda _: self._refresh_catalogue())

    def look_at_pack(self, part: Part, path: Path | None) -> Query:
        """Licence and size of a face pack or a segmenter before it is used, None: the built-in one; gives a Pack."""
        from studio.desktop.service import packs

        return self._in_models(lambda: packs.look_at(part, path), tr("Looking at a model"))

    def use_pack(self, part: Part, path: Path | None, agreed: bool) -> Query:
        """Look at photos with it from now on; gives its Pack. `packs_changed` and `catalogue_changed` follow."""
        from studio.desktop.service import packs

        query = self._in_models(lambda: packs.use(part, path, agreed), tr("Loading a model"))
        return query.done(lambda _: self._on_pack(part))

    def _on_pack(self, part: Part) -> None:
        if part == "faces":
            self._looking.forget()
        else:
            self._forget_cutter()
        self.packs_changed.emit(str(part))
        self._refresh_catalogue()

    # jobs

    def start_training(self, order: TrainOrder) -> str:
        """Queue a training; returns the job's id. Raises StudioError."""
        return self._enqueue(orders.train_request(order, self._open_root()))

    def take_step(self, job_id: str, step: int) -> Query:
        """Make another artifact of an ended training, of this step, and queue its scoring; gives its Manifest."""
        folder = self._queue.folder(job_id)
        query = self._ask(lambda: self._open_shelf().take_step(folder, step), tr("Keeping that step"))
        return query.done(self._on_step_taken)

    def _on_step_taken(self, manifest: Manifest) -> None:
        self._refresh_subjects()
        self._enqueue(EvaluateRequest(library=self._open_root(), artifact=manifest.id))

    def merge_artifacts(self, artifact_ids: Sequence[str]) -> str:
        """Queue the making of one artifact of several; returns the job's id. Raises StudioError."""
        root = self._open_root()
        return self._enqueue(MergeRequest(library=root, artifacts=tuple(artifact_ids), artifact_id=new_id("a")))

    def start_bench(self, order: BenchOrder) -> str:
        """Queue a comparison of methods; returns the job's id. Raises StudioError."""
        request = orders.bench_request(order, self._open_root())
        check_writable(request.out)
        return self._enqueue(request)

    def save_preset(self, method: str, name: str, settings: Mapping[str, Any]) -> Query:
        """Keep settings by name; `presets_changed` follows."""
        query = self._ask(lambda: self._open_shelf().save_preset(method, name, settings), "")
        return query.done(self._on_presets)

    def remove_preset(self, method: str, name: str) -> Query:
        """Forget one; `presets_changed` follows."""
        return self._ask(lambda: self._open_shelf().remove_preset(method, name), "").done(self._on_presets)

    def draw(self, order: DrawOrder) -> Query:
        """Queue pictures; the query gives the job's id, or fails with the prompt's problem."""
        root = self._open_root()

        def work() -> GenerateRequest:
            shelf = self._open_shelf()
            wanted = {use.artifact for use in order.uses}
            chosen = [m for m in shelf.artifacts() if m.id in wanted]
            find, newest, keep = shelf.find_subject, shelf.newest_artifact, shelf.layouts.keep_input
            return orders.generate_request(order, root, find, newest, chosen, keep)

        return self._ask(work, "").then(self._enqueue)

    def draw_sheet(self, order: SheetOrder) -> str:
        """Queue an X/Y sheet; returns the job's id. Raises StudioError."""
        return self._enqueue(SheetRequest(library=self._open_root(), base=order.base, x=order.x, y=order.y))

    def keep_canvas(self, layout: Layout, base: BaseRecord | None = None) -> Query:
        """Write the composition and its base picture down, so that a crash loses none of it."""
        return self._ask(lambda: self._open_shelf().layouts.keep_canvas(layout, base), "").failed(self.problem.emit)

    def kept_canvas(self) -> Query:
        """What the last session left: the Layout or None, and the BaseRecord or None."""
        return self._ask(lambda: (self._open_shelf().layouts.kept_canvas(), self._open_shelf().layouts.kept_base()), "")

    def keep_mask(self, name: str, png: bytes) -> Query:
        """A brushed mask of the canvas, by the name that stands in its region."""
        return self._ask(lambda: self._open_shelf().layouts.keep_mask(name, png), "").failed(self.problem.emit)

    def mask_file(self, name: str) -> Path:
        """Where a mask of the canvas lies."""
        return self._open_shelf().layouts.folder / name

    def save_layout(self, layout: Layout, path: Path) -> Query:
        """Write the composition as a file of its own."""
        return self._ask(lambda: self._open_shelf().layouts.write_to(layout, path), tr("Saving the composition"))

    def open_layout(self, path: Path) -> Query:
        """Read a composition's file; gives its Layout with the masks kept in the library."""

        def work() -> Layout:
            return self._open_shelf().layouts.take_in(read_layout(path), path.parent)

        return self._ask(work, tr("Opening the composition"))

    def own_layout(self, layout: Layout, folder: Path | None) -> Query:
        """The same composition with its masks kept in the library; folder: where they lie now."""
        return self._ask(lambda: self._open_shelf().layouts.take_in(layout, folder), "")

    def command(self, job_id: str, command: Command) -> None:
        """Pause, resume, stop, preview, checkpoint."""
        self._queue.command(job_id, command)

    def resume(self, job_id: str) -> None:
        """Queue an ended job again, from its last checkpoint."""
        self._queue.resume(job_id)

    def move_job(self, job_id: str, place: int) -> None:
        """To this place (0 is next) among the waiting jobs."""
        self._queue.move(job_id, place)

    def duplicate_job(self, job_id: str) -> None:
        """Queue the same request once more, last."""
        self._queue.duplicate(job_id)

    def remove_job(self, job_id: str) -> None:
        """Delete an ended job's folder. Raises DiskProblem."""
        self._queue.remove(job_id)

    def own_job(self) -> JobSnapshot | None:
        """The job whose worker ends when this program does, if any."""
        return self._queue.current

    def release_job(self) -> bool:
        """Let it go on without us (ADR 0015); False when its worker does not answer."""
        return self._queue.release()

    def jobs(self) -> tuple[JobSnapshot, ...]:
        """Ended ones first, then the running one, then those that wait."""
        return self._queue.jobs()

    def job(self, job_id: str) -> JobSnapshot | None:
        """One job, or None when it is gone."""
        return self._queue.job(job_id)

    def job_folder(self, job_id: str) -> JobFolder:
        """Where a job lies on disk."""
        return self._queue.folder(job_id)

    def job_history(self, job_id: str) -> Query:
        """All events of a job so far, from its folder."""
        folder = self._queue.folder(job_id)
        return self._ask(lambda: tuple(folder.read_events()), "")

    # results

    def results(self, wanted: ResultFilter, after: Place | None = None, limit: int | None = None) -> Query:
        """The results that fit, newest first; with limit one page, that begins behind `after`."""
        return self._ask(lambda: self._open_shelf().results(wanted, after, limit), "")

    def count_results(self, wanted: ResultFilter) -> Query:
        """How many fit."""
        return self._ask(lambda: self._open_shelf().count_results(wanted), "")

    def result_ids(self, wanted: ResultFilter) -> Query:
        """The ids of all that fit, newest first."""
        return self._ask(lambda: self._open_shelf().result_ids(wanted), "")

    def result_path(self, result: Result) -> Path:
        """The picture's file."""
        assert self._shelf is not None, "the library is not open"
        return self._shelf.result_path(result)

    def mark_results(self, result_ids: Sequence[str], rating: int | None = None, colour: Colour | None = None) -> Query:
        """Rate (-1 reject, 0 none, 1..5 stars) or colour ("" for none); `results_edited` follows."""
        ids = tuple(result_ids)
        query = self._ask(lambda: self._open_shelf().mark_results(ids, rating, colour), "")
        return query.done(self.results_edited.emit)

    def remove_results(self, result_ids: Sequence[str]) -> Query:
        """Move pictures to the trash."""
        ids = tuple(result_ids)
        query = self._ask(lambda: self._open_shelf().remove_results(ids), tr("Removing pictures"))
        return query.done(lambda _: self.results_removed.emit(ids))

    def put_back_results(self, result_ids: Sequence[str]) -> Query:
        """Out of the trash; `results_changed` follows."""
        ids = tuple(result_ids)
        query = self._ask(lambda: self._open_shelf().put_back_results(ids), tr("Bringing pictures back"))
        return query.done(lambda _: self.results_changed.emit())

    def read_settings(self, path: Path) -> Query:
        """The FoundSettings of a picture file, from this program or another."""
        return self._ask(lambda: self._open_shelf().read_settings(path), "")

    def export(self, order: ExportOrder) -> ExportRun:
        """Write results out on a thread of its own; the run tells how far it is and how it ended."""
        run = ExportRun(self, self._export_lane, order)
        run.progressed.connect(
            lambda done, of: self.work_changed.emit(tr("Exporting: {done:,} of {of:,}", done=done, of=of))
        )
        run.ended.connect(lambda _: self.work_changed.emit(""))
        run.failed.connect(lambda _: self.work_changed.emit(""))
        run.begin(self._ask(lambda: self._open_shelf().chosen_for(order), ""))
        return run
