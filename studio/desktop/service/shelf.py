"""The library as the desktop uses it, on one background thread: short verbs over studio/library, records out.

Not here: signals, jobs, anything Qt.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core.errors import InputProblem, StudioError
from studio.desktop.jobs.snapshots import JobSnapshot
from studio.desktop.sentences import tr_sentence
from studio.desktop.service.exporting import as_chosen
from studio.desktop.service.orders import NO_COLOUR, ExportOrder, NewSubject, ResultFilter
from studio.desktop.translation import plural, tr
from studio.library import trash
from studio.library.artifacts.manifest import Manifest
from studio.library.catalogue import inventory
from studio.library.catalogue.inventory import Fit, Model
from studio.library.catalogue.read import BackboneCard, MethodCard, backbones, methods
from studio.library.gallery import store
from studio.library.gallery.edits import PhotoEdit
from studio.library.gallery.records import Photo, Subject
from studio.library.gallery.samples import Sample, samples
from studio.library.layout.store import LayoutStore
from studio.library.library import Library
from studio.library.presets import Presets, read_presets, remove_preset, save_preset
from studio.library.protocol.jobs import JobFolder
from studio.library.protocol.kept_steps import take_step
from studio.library.results import query
from studio.library.results import store as result_store
from studio.library.results.records import Colour, Result
from studio.library.trash import Receipt

if TYPE_CHECKING:  # Pillow comes with the first picture that needs it
    from studio.library.exports.naming import Chosen
    from studio.library.exports.read_settings import FoundSettings
    from studio.library.gallery.import_photos import Intake
    from studio.library.gallery.knowledge import PhotoKnowledge


@dataclass(frozen=True)
class Imported:
    """What came of a drop of files."""

    subject: Subject
    added: int
    refused: tuple[StudioError, ...] = ()
    notes: tuple[str, ...] = ()
    others: int = 0  # files inside folders that are no pictures

    def sentences(self) -> list[tuple[str, str]]:
        """(tone, sentence) for the notice bar: one line for what came in, one for what did not."""
        said: list[tuple[str, str]] = []
        if self.added:
            photos = plural("%n photo(s)", self.added)
            said.append(
                (
                    "good",
                    tr(
                        "{photos} added to {name}. {noted}", photos=photos, name=self.subject.name, noted=self._noted()
                    ).strip(),
                )
            )
        elif self.notes or self.others:
            said.append(("info", self._noted()))
        if self.refused:
            first = self.refused[0]
            words = [tr_sentence(first.message), tr_sentence(first.remedy)]
            if len(self.refused) == 2:
                words.append(tr_sentence(self.refused[1].message))
            elif len(self.refused) > 2:
                words.append(tr("{number} more could not be used either.", number=len(self.refused) - 1))
            said.append(("warning", " ".join(words)))
        return said

    def _noted(self) -> str:
        more = len(self.notes) - 2
        notes = [tr_sentence(note) for note in self.notes[:3]]
        said = [*notes[:2], *([tr("{number} more notes of this kind.", number=more)] if more > 1 else notes[2:3])]
        if self.others:
            said.append(plural("%n other file(s) left out.", self.others))
        return " ".join(said)


class Shelf:
    """An open library. Every method is called on the library's lane."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @classmethod
    def open(cls, root: Path) -> Shelf:
        """Raises LibraryBusy or DiskProblem."""
        return cls(Library.open(root, program="the studio's window"))

    def close(self) -> None:
        """Give the lock back."""
        self._library.close()

    @property
    def root(self) -> Path:
        """The library's folder."""
        return self._library.root

    @property
    def jobs_root(self) -> Path:
        """Where job folders lie."""
        return self._library.jobs_root

    def catalogue(self) -> tuple[tuple[MethodCard, ...], tuple[BackboneCard, ...], tuple[Sample, ...]]:
        """What exists: methods, base models, sample subjects. Raises DiskProblem."""
        return methods(), backbones(), samples()

    def models(self) -> tuple[tuple[Model, ...], tuple[Fit, ...]]:
        """What is on this computer, and what each method can use of it."""
        return inventory.models(), inventory.fits(methods(), backbones())

    def subjects(self) -> tuple[Subject, ...]:
        """By name."""
        return tuple(self._library.gallery.list())

    def knowledge(self, photos: Sequence[Photo]) -> dict[str, PhotoKnowledge]:
        """What the face pack in use saw, by photo id; empty without a pack."""
        from studio.library.catalogue import face_packs
        from studio.library.gallery.knowledge import read_all_knowledge

        chosen = face_packs.chosen()
        return {} if chosen is None else read_all_knowledge(self.root, photos, chosen.fingerprint)

    def artifacts(self) -> tuple[Manifest, ...]:
        """All artifacts."""
        return tuple(self._library.artifacts.list())

    def find_subject(self, name: str) -> Subject:
        """By name or id. Raises InputProblem with the nearest name."""
        return self._library.gallery.find(name)

    def newest_artifact(self, subject_id: str, backbone: str) -> Manifest | None:
        """What `@name` means when no chip says otherwise."""
        return self._library.artifacts.newest_for(subject_id, backbone)

    @property
    def layouts(self) -> LayoutStore:
        """Compositions, their masks, and the pictures drawings begin with."""
        return LayoutStore(self.root)

    def keep_photos(self, intake: Intake, subject_id: str) -> Subject:
        """Judged photos into a subject. Raises StudioError."""
        return self._library.gallery.keep(subject_id, intake)

    def keep_subject(self, new: NewSubject, intake: Intake) -> Subject:
        """A new subject of judged photos. Raises StudioError."""
        gallery = self._library.gallery
        return gallery.add_opened(new.name, new.class_word, intake, new.kind, new.consent, skip_bad=True)[0]

    def remove_photo(self, subject_id: str, photo_id: str) -> None:
        """Take one out."""
        self._library.gallery.remove_photos(subject_id, [photo_id])

    def hold_out(self, subject_id: str, photo_id: str, held_out: bool) -> None:
        """Keep it from learning, or give it back."""
        self._library.gallery.hold_out(subject_id, [photo_id], held_out)

    def remove_subject(self, subject_id: str, purge: bool) -> tuple[Receipt, Path] | None:
        """Into the trash, or really deleted with all that came of it: then what was deleted, and where it is noted."""
        path = self._library.gallery.remove(subject_id, purge)
        return (Receipt.load(path), path) if purge else None

    def update_subject(self, subject_id: str, changes: dict[str, Any]) -> Subject:
        """Name, class word, kind, consent, notes. Raises InputProblem or DiskProblem."""
        gallery = self._library.gallery
        return gallery.update(gallery.find(subject_id).model_copy(update=changes))

    def edit_photo(self, subject_id: str, photo_id: str, edit: PhotoEdit) -> Subject:
        """One change of one photo. Raises InputProblem or DiskProblem."""
        return self._library.gallery.edit_photo(subject_id, photo_id, edit)

    def add_masks(self, subject_id: str, masks: Mapping[str, bytes]) -> tuple[str, ...]:
        """For photos that have none. Raises InputProblem or DiskProblem."""
        return self._library.gallery.add_masks(subject_id, masks)[1]

    def take_masks_back(self, subject_id: str, masks: Mapping[str, bytes]) -> tuple[str, ...]:
        """Those that are still as they were given. Raises InputProblem or DiskProblem."""
        return self._library.gallery.take_masks_back(subject_id, masks)[1]

    def export_photos(self, subject_id: str, folder: Path) -> tuple[Path, ...]:
        """As they are seen, without metadata. Raises InputProblem or DiskProblem."""
        from studio.library.exports.photos import export_photos

        subject = self._library.gallery.find(subject_id)
        return export_photos(self.root, subject, subject.photos, folder)

    def trash(self) -> tuple[trash.Entry, ...]:
        """Newest first."""
        return tuple(trash.entries(self.root))

    def restore(self, entry_id: str) -> trash.Entry:
        """Back to where it was. Raises InputProblem or DiskProblem."""
        return self._library.put_back(entry_id)

    def delete_from_trash(self, entry_id: str) -> None:
        """For good. Raises InputProblem or DiskProblem."""
        self._library.delete_from_trash(entry_id)

    def mask_path(self, subject_id: str, photo: Photo) -> Path | None:
        """The brushed mask. Needs no index, so any thread may ask."""
        return store.mask_path(self.root, subject_id, photo.id) if photo.has_mask else None

    def photo_path(self, photo: Photo) -> Path:
        """The stored original. Needs no index, so any thread may ask."""
        return store.photo_path(self.root, photo)

    def take_step(self, job: JobFolder, step: int) -> Manifest:
        """Another artifact of a training, of this step. Raises InputProblem or DiskProblem."""
        return self._library.artifacts.index(take_step(self.root, job, step).id)

    def presets(self) -> Presets:
        """Settings kept by name. Raises DiskProblem."""
        return read_presets(self.root)

    def save_preset(self, method: str, name: str, settings: Mapping[str, Any]) -> Presets:
        """All presets after keeping this one. Raises InputProblem or DiskProblem."""
        return save_preset(self.root, method, name, settings)

    def remove_preset(self, method: str, name: str) -> Presets:
        """All presets after forgetting this one. Raises DiskProblem."""
        return remove_preset(self.root, method, name)

    def index_artifact(self, artifact_id: str) -> None:
        """A worker wrote it."""
        self._library.artifacts.index(artifact_id)

    def index_result(self, result_id: str) -> None:
        """A worker wrote it."""
        self._library.results.index(result_id)

    def index_missing(self, jobs: Sequence[JobSnapshot]) -> bool:
        """What ended jobs left while no window was open. What was removed since then stays away. True when found."""
        found = False
        for job in jobs:
            work = [(self._library.results.index, self._library.results.find, key) for key in job.results]
            if job.artifact:
                work.append((self._library.artifacts.index, self._library.artifacts.find, job.artifact))  # type: ignore[arg-type]
            for index, find, key in work:
                with contextlib.suppress(StudioError):
                    try:
                        find(key)
                    except InputProblem:
                        index(key)
                        found = True
        return found

    def results(
        self, wanted: ResultFilter, after: query.Place | None = None, limit: int | None = None
    ) -> tuple[Result, ...]:
        """Newest first; with limit one page, that begins behind `after`."""
        return tuple(self._library.results.list(_chosen(wanted), limit, after))

    def count_results(self, wanted: ResultFilter) -> int:
        """How many fit."""
        return self._library.results.count(_chosen(wanted))

    def result_ids(self, wanted: ResultFilter) -> tuple[str, ...]:
        """Of all that fit, newest first."""
        return self._library.results.ids(_chosen(wanted))

    def result_path(self, result: Result) -> Path:
        """The picture. Needs no index, so any thread may ask."""
        return result_store.result_path(self.root, result)

    def mark_results(
        self, result_ids: Sequence[str], rating: int | None = None, colour: Colour | None = None
    ) -> tuple[Result, ...]:
        """Rate them (-1 reject, 0 none, 1..5 stars) or colour them ("" for none); what is None stays."""
        marked: list[Result] = []
        for result_id in result_ids:
            if rating is not None:
                self._library.results.set_rating(result_id, rating)
            if colour is not None:
                self._library.results.set_colour(result_id, colour)
            marked.append(self._library.results.find(result_id))
        return tuple(marked)

    def remove_results(self, result_ids: Sequence[str]) -> None:
        """Into the trash."""
        for result_id in result_ids:
            self._library.results.remove(result_id)

    def put_back_results(self, result_ids: Sequence[str]) -> None:
        """Out of the trash. Raises InputProblem for one that is no longer there."""
        for result_id in result_ids:
            self._library.put_back(result_id)

    def read_settings(self, path: Path) -> FoundSettings:
        """What a picture file tells about how it was made. Raises InputProblem or DiskProblem."""
        from studio.library.exports.read_settings import read_settings

        known = tuple(card.name for card in backbones() if card.problem is None)
        return read_settings(path, self.root, known)

    def chosen_for(self, order: ExportOrder) -> tuple[Chosen, ...]:
        """What an export is about, with the names of who is in it."""
        results = self._library.results
        found = results.list(_chosen(order.filter)) if order.filter is not None else results.several(order.results)
        artifacts = {manifest.id: manifest for manifest in self._library.artifacts.list()}
        subjects = {subject.id: subject.name for subject in self._library.gallery.list()}
        return tuple(as_chosen(result, self.result_path(result), artifacts, subjects) for result in found)


def _chosen(wanted: ResultFilter) -> query.ResultFilter:
    """The library's filter."""
    return query.ResultFilter(
        subject=wanted.subject_id or None,
        method=wanted.method or None,
        rating_least=wanted.rating_least if wanted.rating_least > -1 else None,
        rating_most=wanted.rating_most if wanted.rating_most < 5 else None,
        colour=None if not wanted.colour else "" if wanted.colour == NO_COLOUR else wanted.colour,  # type: ignore[arg-type]
        since=wanted.since or None,
        before=wanted.before or None,
        text=wanted.text,
    )
