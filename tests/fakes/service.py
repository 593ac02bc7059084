"""A scriptable StudioService for view-models and widgets: same signals and verbs, answers at once, nothing on disk.

Tests fill `subjects`, `artifacts` … , call `announce()`, and drive jobs with `say`. Not here: the real service
(studio/desktop/service/studio_service.py); a test compares the two, so that they cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QImage, QPainter

from studio.core.errors import StudioError
from studio.core.ids import new_id
from studio.desktop.service import orders
from studio.desktop.service.cutting import Click
from studio.desktop.service.imports import ImportState
from studio.desktop.service.orders import BenchOrder, DrawOrder, NewSubject, SheetOrder, TrainOrder
from studio.desktop.service.proposing import MasksGiven
from studio.desktop.service.shelf import Imported
from studio.desktop.service.thumbnails import ThumbKey, Thumbnails, scaled
from studio.library.artifacts.manifest import Manifest
from studio.library.gallery.budget import Budget
from studio.library.gallery.edits import PhotoEdit, edited
from studio.library.gallery.knowledge import PhotoKnowledge
from studio.library.gallery.records import Photo, Subject
from studio.library.gallery.samples import Sample
from studio.library.layout.records import BaseRecord, Layout
from studio.library.layout.store import LayoutStore, read_layout
from studio.library.presets import Presets
from studio.library.protocol.requests import MergeRequest, SheetRequest
from studio.library.trash import Entry, Receipt
from tests.fakes.answers import Answered
from tests.fakes.jobs import FakeJobs
from tests.fakes.records import photo, subject


class FakeService(FakeJobs):
    """Signals as StudioService's."""

    opened = Signal()
    open_failed = Signal(object)
    subjects_changed = Signal(object)
    artifacts_changed = Signal(object)
    presets_changed = Signal()
    work_changed = Signal(str)
    noted = Signal(str, str)
    import_changed = Signal(object)
    photos_looked_at = Signal(object)
    photos_proposed = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(folder, parent)
        self.subjects: tuple[Subject, ...] = ()
        self.artifacts: tuple[Manifest, ...] = ()
        self.samples: tuple[Sample, ...] = ()
        self.presets: Presets = {}
        self.canvas: Layout | None = None
        self.base: BaseRecord | None = None
        self.thumbnails = Thumbnails(self)
        self.trashed: list[Entry] = []
        self.edit_problem: StudioError | None = None
        self.cut_problem: StudioError | None = None
        self.proposed: list[str] = []
        self.masks: dict[str, bytes] = {}  # by photo id: what would be proposed
        self.judged: dict[str, list[Path]] = {}
        self.known: dict[str, PhotoKnowledge] = {}
        self.looked_at: list[str] = []

    def announce(self) -> None:
        """Tell everything, as the real one does after opening."""
        self.catalogue_changed.emit()
        self.subjects_changed.emit(self.subjects)
        self.artifacts_changed.emit(self.artifacts)
        self.results_changed.emit()

    def open(self, root: Path) -> None:
        """Remembered only."""
        self.asked.append(root)

    def close(self) -> None:
        """Nothing runs."""
        self.thumbnails.close()

    def judge(self, files: Sequence[Path]) -> str:
        """Each is good."""
        key = new_id("i")
        self.judged[key] = [*files]
        self._tell_import(key)
        return key

    def judge_more(self, import_id: str, files: Sequence[Path]) -> None:
        """These too."""
        self.judged[import_id] += files
        self._tell_import(import_id)

    def stop_import(self, import_id: str) -> None:
        """Remembered."""
        self.asked.append(("stop_import", import_id))
        self.judged.pop(import_id, None)

    def _tell_import(self, key: str) -> None:
        count = len(self.judged[key])
        self.import_changed.emit(ImportState(key, found=count, judged=count, budget=Budget(count)))

    def knowledge(self, photos: Sequence[Photo]) -> Answered:
        """What a test put there."""
        ids = {photo.id for photo in photos}
        return Answered(lambda: {name: found for name, found in self.known.items() if name in ids})

    def look_at(self, photos: Sequence[Photo]) -> None:
        """Remembered."""
        self.looked_at += [photo.id for photo in photos]

    def add_subject(self, new: NewSubject, import_id: str = "") -> Answered:
        """One photo a file."""

        def work() -> Imported:
            photos = tuple(photo(path.name) for path in new.files)
            made = subject(new.name, new.class_word, new.kind, photos, new.consent)
            self.subjects = (*self.subjects, made)
            self.subjects_changed.emit(self.subjects)
            return Imported(made, len(photos))

        self.asked.append(new)
        return Answered(work)

    def add_sample(self, sample: Sample) -> Answered:
        """As a subject."""
        return self.add_subject(NewSubject(sample.name, sample.class_word, sample.kind, "", sample.photos))

    def add_photos(self, subject_id: str, files: Sequence[Path]) -> Answered:
        """One a file."""
        new = tuple(photo(path.name) for path in files)
        return self._change(subject_id, lambda s: {"photos": (*s.photos, *new)})

    def remove_photo(self, subject_id: str, photo_id: str) -> Answered:
        """Take it out."""
        return self._change(subject_id, lambda s: {"photos": tuple(p for p in s.photos if p.id != photo_id)})

    def hold_out(self, subject_id: str, photo_id: str, held_out: bool) -> Answered:
        """Mark it."""

        def changed(s: Subject) -> dict[str, Any]:
            mark = {"held_out": held_out}
            return {"photos": tuple(p.model_copy(update=mark) if p.id == photo_id else p for p in s.photos)}

        return self._change(subject_id, changed)

    def remove_subject(self, subject_id: str, purge: bool = False) -> Answered:
        """Gone."""
        self.asked.append(("remove", subject_id, purge))
        self.subjects = tuple(s for s in self.subjects if s.id != subject_id)
        self.subjects_changed.emit(self.subjects)
        receipt = Receipt(
            id="t-1", kind="subject", item=subject_id, purged="2026-11-23T10:00:00.000+00:00", deleted=("a", "b"),
            bytes=2_400_000, backups_that_may_still_hold_it=("2026-11.zip",),
        )  # fmt: skip
        return Answered(lambda: (receipt, Path("receipts/t-1.json")) if purge else None)

    def update_subject(self, subject_id: str, changes: dict[str, Any]) -> Answered:
        """Changed."""
        self.asked.append(("update", subject_id, changes))
        return self._change(subject_id, lambda _: changes)

    def edit_photo(self, subject_id: str, photo_id: str, edit: PhotoEdit) -> Answered:
        """Changed as the library would, or refused with `edit_problem`."""
        self.asked.append(edit)
        if self.edit_problem is not None:
            problem = self.edit_problem

            def refuse() -> None:
                raise problem

            return Answered(refuse)
        if edit.mask is not None and self.root is not None:
            (self.root / f"{photo_id}-mask.png").write_bytes(edit.mask)

        def changed(s: Subject) -> dict[str, Any]:
            return {"photos": tuple(edited(p, edit) if p.id == photo_id else p for p in s.photos)}

        return self._change(subject_id, changed)

    def mask_path(self, subject_id: str, photo: Photo) -> Path | None:
        """What `edit_photo` wrote."""
        return self.root / f"{photo.id}-mask.png" if photo.has_mask and self.root is not None else None

    def read_picture(self, photo: Photo, edge_px: int) -> Answered:
        """Of the file a test put there."""
        return Answered(lambda: scaled(self.photo_path(photo), ThumbKey(photo.blake3, edge_px)) or QImage())

    def cut_out(self, picture: QImage, clicks: Sequence[Click]) -> Answered:
        """The left half, or `cut_problem`."""
        self.asked.append(("cut_out", tuple(clicks)))

        def work() -> QImage:
            if self.cut_problem is not None:
                raise self.cut_problem
            mask = QImage(64, 64, QImage.Format.Format_Grayscale8)
            mask.fill(0)
            painter = QPainter(mask)
            painter.fillRect(0, 0, 32, 64, QColor("white"))
            painter.end()
            return mask

        return Answered(work)

    def propose_masks(self, photos: Sequence[Photo]) -> None:
        """Noted; nothing is proposed."""
        self.proposed += [photo.id for photo in photos]

    def mask_photos(self, subject_id: str) -> Answered:
        """`masks` for those without one; in the others nothing is found."""
        self.asked.append(("mask_photos", subject_id))
        subject = next(s for s in self.subjects if s.id == subject_id)
        bare = [photo.id for photo in subject.photos if not photo.has_mask]
        masks = {photo_id: self.masks[photo_id] for photo_id in bare if photo_id in self.masks}
        return Answered(lambda: MasksGiven(subject.id, subject.name, masks, len(bare) - len(masks)))

    def add_masks(self, subject_id: str, masks: Mapping[str, bytes]) -> Answered:
        """Noted and marked."""
        self.asked.append(("add_masks", tuple(masks)))
        return self._mark_masks(subject_id, masks, True)

    def take_masks_back(self, subject_id: str, masks: Mapping[str, bytes]) -> Answered:
        """Noted and marked."""
        self.asked.append(("take_masks_back", tuple(masks)))
        return self._mark_masks(subject_id, masks, False)

    def _mark_masks(self, subject_id: str, masks: Mapping[str, bytes], has_mask: bool) -> Answered:
        def changed(s: Subject) -> dict[str, Any]:
            mark = {"has_mask": has_mask}
            return {"photos": tuple(p.model_copy(update=mark) if p.id in masks else p for p in s.photos)}

        self._change(subject_id, changed)
        return Answered(lambda: tuple(masks))

    def export_photos(self, subject_id: str, folder: Path) -> Answered:
        """The paths it would write."""
        self.asked.append(("export_photos", subject_id, folder))
        return Answered(lambda: (folder / "a.png",))

    def trash(self) -> Answered:
        """What a test put there."""
        return Answered(lambda: tuple(self.trashed))

    def restore(self, entry_id: str) -> Answered:
        """Back."""
        return self._from_trash("restore", entry_id)

    def delete_from_trash(self, entry_id: str) -> Answered:
        """Gone."""
        return self._from_trash("delete_from_trash", entry_id)

    def _from_trash(self, what: str, entry_id: str) -> Answered:
        self.asked.append((what, entry_id))
        entry = next(entry for entry in self.trashed if entry.id == entry_id)
        self.trashed.remove(entry)
        return Answered(lambda: entry)

    def photo_path(self, photo: Photo) -> Path:
        """What a test put there."""
        assert self.root is not None
        return self.files.get(photo.id, self.root / f"{photo.name}")

    def start_training(self, order: TrainOrder) -> str:
        """A queued job."""
        self.asked.append(order)
        assert self.root is not None
        return self.add_job(orders.train_request(order, self.root), "Teaching")

    def take_step(self, job_id: str, step: int) -> Answered:
        """A copy of the job's artifact."""
        self.asked.append(("take_step", job_id, step))
        job = self._jobs[job_id]
        first = next(m for m in self.artifacts if m.id == job.artifact)
        made = first.model_copy(update={"id": new_id("a"), "best_step": step, "scores": ()})
        self.artifacts = (made, *self.artifacts)
        self.artifacts_changed.emit(self.artifacts)
        return Answered(lambda: made)

    def merge_artifacts(self, artifact_ids: Sequence[str]) -> str:
        """A queued job."""
        self.asked.append(("merge", tuple(artifact_ids)))
        assert self.root is not None
        request = MergeRequest(library=self.root, artifacts=tuple(artifact_ids), artifact_id=new_id("a"))
        return self.add_job(request, "Joining")

    def start_bench(self, order: BenchOrder) -> str:
        """A queued job."""
        self.asked.append(order)
        assert self.root is not None
        return self.add_job(orders.bench_request(order, self.root), "Comparing")

    def save_preset(self, method: str, name: str, settings: Mapping[str, Any]) -> Answered:
        """Kept here."""
        self.presets = {**self.presets, method: {**self.presets.get(method, {}), name: dict(settings)}}
        self.presets_changed.emit()
        return Answered(lambda: self.presets)

    def remove_preset(self, method: str, name: str) -> Answered:
        """Forgotten."""
        left = {key: value for key, value in self.presets.get(method, {}).items() if key != name}
        self.presets = {**self.presets, method: left}
        self.presets_changed.emit()
        return Answered(lambda: self.presets)

    def draw(self, order: DrawOrder) -> Answered:
        """A queued job, after the names were resolved as the real one does."""
        self.asked.append(order)
        assert self.root is not None
        root = self.root

        def work() -> str:
            chosen = [m for m in self.artifacts if m.id in {use.artifact for use in order.uses}]
            request = orders.generate_request(
                order, root, self._find, self._newest, chosen, LayoutStore(root).keep_input
            )
            return self.add_job(request, "Drawing")

        return Answered(work)

    def draw_sheet(self, order: SheetOrder) -> str:
        """A queued job."""
        self.asked.append(order)
        assert self.root is not None
        request = SheetRequest(library=self.root, base=order.base, x=order.x, y=order.y)
        return self.add_job(request, "Drawing a sheet")

    def keep_canvas(self, layout: Layout, base: BaseRecord | None = None) -> Answered:
        """Kept here."""
        self.canvas, self.base = layout, base
        return Answered(lambda: None)

    def kept_canvas(self) -> Answered:
        """What a test put here."""
        return Answered(lambda: (self.canvas, self.base))

    def keep_mask(self, name: str, png: bytes) -> Answered:
        """On disk, as the real one."""
        return Answered(lambda: self._layouts().keep_mask(name, png))

    def mask_file(self, name: str) -> Path:
        """Where it lies."""
        return self._layouts().folder / name

    def save_layout(self, layout: Layout, path: Path) -> Answered:
        """As the real one."""
        return Answered(lambda: self._layouts().write_to(layout, path))

    def open_layout(self, path: Path) -> Answered:
        """As the real one."""
        return Answered(lambda: self._layouts().take_in(read_layout(path), path.parent))

    def own_layout(self, layout: Layout, folder: Path | None) -> Answered:
        """As the real one."""
        return Answered(lambda: self._layouts().take_in(layout, folder))

    def _layouts(self) -> LayoutStore:
        assert self.root is not None
        return LayoutStore(self.root)

    def _find(self, name: str) -> Subject:
        from studio.core.errors import unknown

        found = next((s for s in self.subjects if name == s.id or s.name.casefold() == name.casefold()), None)
        if found is None:
            raise unknown("subject", name, [s.name for s in self.subjects])
        return found

    def _newest(self, subject_id: str, backbone: str) -> Manifest | None:
        fitting = [m for m in self.artifacts if subject_id in m.subject_ids and m.backbone == backbone]
        return max(fitting, key=lambda m: m.created, default=None)

    def _change(self, subject_id: str, change: Callable[[Subject], dict[str, Any]]) -> Answered:
        self.subjects = tuple(s.model_copy(update=change(s)) if s.id == subject_id else s for s in self.subjects)
        self.subjects_changed.emit(self.subjects)
        return Answered(lambda: None)
