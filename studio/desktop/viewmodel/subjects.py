"""State of the Subjects screen: which subjects there are, which one is open, what is being imported.

Not here: widgets; importing itself (service).
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from studio.desktop.photo_words import budget_words, view_words
from studio.desktop.service.imports import ImportState
from studio.desktop.service.orders import NewSubject
from studio.desktop.translation import plural, tr
from studio.library.gallery.knowledge import PhotoKnowledge
from studio.library.gallery.people import Faces, faces_of, missing_views, with_faces
from studio.library.gallery.records import Kind, Photo, Subject
from studio.library.gallery.samples import Sample

if TYPE_CHECKING:
    from studio.desktop.service.proposing import MasksGiven
    from studio.desktop.service.studio_service import StudioService


class View(StrEnum):
    """What the screen shows."""

    OPENING = "opening"
    FAILED = "failed"
    EMPTY = "empty"
    FILLED = "filled"


class SubjectsViewModel(QObject):
    """Signals: view_changed(), subjects_changed(), selected_changed(), busy_changed(str), problem(Exception),
    subject_added(str) with the new subject's id; import_changed(ImportState): photos are being judged;
    purged(str, Receipt, Path): a subject was deleted for good; masked(str, str, Callable): photos got masks, said
    in a sentence, with the words of what takes them back."""

    view_changed = Signal()
    subjects_changed = Signal()
    selected_changed = Signal()
    samples_changed = Signal()
    busy_changed = Signal(str)
    problem = Signal(object)
    subject_added = Signal(str)
    import_changed = Signal(object)
    purged = Signal(str, object, object)
    masked = Signal(str, str, object)

    def __init__(self, service: StudioService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.service = service
        self.view = View.OPENING
        self.failure: Exception | None = None
        self.subjects: tuple[Subject, ...] = ()
        self.selected: Subject | None = None
        self.known: dict[str, PhotoKnowledge] = {}  # of the open subject's photos
        self._judged: Subject | None = None
        self._imports: dict[str, ImportState] = {}
        self._opened: set[str] = set()
        service.subjects_changed.connect(self._on_subjects)
        service.open_failed.connect(self._on_open_failed)
        service.catalogue_changed.connect(self.samples_changed)
        service.work_changed.connect(self.busy_changed)
        service.import_changed.connect(self._on_import)
        service.photos_looked_at.connect(self._on_looked)
        service.packs_changed.connect(self._on_pack)
        if service.root is not None:
            self._on_subjects(service.subjects)

    @property
    def samples(self) -> tuple[Sample, ...]:
        """Sample subjects that were not added yet."""
        names = {subject.name.casefold() for subject in self.subjects}
        return tuple(sample for sample in self.service.samples if sample.name.casefold() not in names)

    def select(self, subject_id: str | None) -> None:
        """Open a subject's page, or go back to the cards with None."""
        found = next((s for s in self.subjects if s.id == subject_id), None)
        if found != self.selected:
            is_other = found is None or self.selected is None or found.id != self.selected.id
            self.selected, self._judged = found, None
            if is_other:
                self.known = {}
            self.selected_changed.emit()
            self._learn()

    @property
    def judged(self) -> Subject | None:
        """The open subject with what its faces make of its photos; for showing, never for storing."""
        if self._judged is None and self.selected is not None:
            self._judged = with_faces(self.selected, self.known)
        return self._judged

    def faces(self, photo: Photo) -> Faces | None:
        """Whose faces a photo of the open subject shows; None when it was not looked at."""
        return faces_of(self.selected, self.known).get(photo.id) if self.selected is not None else None

    def _learn(self) -> None:
        """Read what is known of the open subject's photos, and have the others looked at."""
        subject = self.selected
        if subject is not None and subject.kind is not Kind.STYLE and subject.photos:
            self.service.knowledge(subject.photos).done(lambda found: self._on_known(subject, found))
            self.service.propose_masks(subject.photos)

    def _on_known(self, subject: Subject, found: dict[str, PhotoKnowledge]) -> None:
        if self.selected is None or self.selected.id != subject.id:
            return
        if found != self.known:
            self.known, self._judged = found, None
            self.selected_changed.emit()
        missing = [photo for photo in subject.photos if photo.id not in found]
        if missing:
            self.service.look_at(missing)

    def _on_pack(self, part: str) -> None:
        """What another pack saw does not count for this one."""
        if part == "faces":
            self.known, self._judged = {}, None
            self.selected_changed.emit()
        self._learn()

    def _on_looked(self, keys: frozenset[tuple[str, int]]) -> None:
        """Only these are read: of 20,000 photos the rest is known, or waits."""
        subject = self.selected
        if subject is None:
            return
        photos = [photo for photo in subject.photos if (photo.blake3, photo.rotation_deg) in keys]
        if photos:
            self.service.knowledge(photos).done(lambda found: self._on_more(subject, found))

    def _on_more(self, subject: Subject, found: dict[str, PhotoKnowledge]) -> None:
        if found and self.selected is not None and self.selected.id == subject.id:
            self.known, self._judged = {**self.known, **found}, None
            self.selected_changed.emit()

    def judge(self, files: Sequence[Path]) -> str:
        """Judge photos before their subject has a name; `import_changed` tells. Returns the import's id."""
        return self.service.judge(files)

    def add_subject(self, new: NewSubject, import_id: str = "") -> None:
        """Make it, of photos being judged already if there are some, and open its page."""
        self._added(self.service.add_subject(new, import_id))

    def add_sample(self, sample: Sample) -> None:
        """Add a sample subject and open its page."""
        self._added(self.service.add_sample(sample))

    def add_photos(self, files: Sequence[Path]) -> None:
        """To the open subject."""
        if self.selected is not None and files:
            self.service.add_photos(self.selected.id, files)

    def remove_photo(self, photo: Photo) -> None:
        """Of the open subject, into the trash."""
        if self.selected is not None:
            self.service.remove_photo(self.selected.id, photo.id)

    def hold_out(self, photo: Photo, held_out: bool) -> None:
        """Keep for scoring, or learn from it."""
        if self.selected is not None:
            self.service.hold_out(self.selected.id, photo.id, held_out)

    def remove_subject(self, purge: bool) -> None:
        """The open one."""
        if self.selected is not None:
            name = self.selected.name
            query = self.service.remove_subject(self.selected.id, purge)
            self.select(None)
            query.done(lambda found: self.purged.emit(name, *found) if found else None)

    def update_subject(self, changes: dict[str, Any]) -> None:
        """Name, class word, kind, consent or notes of the open one."""
        if self.selected is not None and changes:
            self.service.update_subject(self.selected.id, changes)

    def export_photos(self, folder: Path) -> None:
        """Of the open subject; `noted` of the service tells how many."""
        if self.selected is not None:
            query = self.service.export_photos(self.selected.id, folder)
            query.done(
                lambda paths: self.service.noted.emit(
                    "good", tr("{files} written to {folder}.", files=_files(len(paths)), folder=folder)
                )
            )

    @property
    def can_mask(self) -> bool:
        """Some photo of the open subject has no mask."""
        return self.selected is not None and any(not photo.has_mask for photo in self.selected.photos)

    def mask_photos(self) -> None:
        """A mask for each photo of the open subject that has none; brushed ones stay. `masked` or `noted` follows."""
        if self.selected is not None and self.can_mask:
            self.service.mask_photos(self.selected.id).done(self._on_masks)

    def _on_masks(self, found: MasksGiven) -> None:
        if not found.masks:
            text = tr("No subject was found in the photos of {name}. Open one and click on it.", name=found.name)
            self.service.noted.emit("info", text)
            return
        query = self.service.add_masks(found.subject_id, found.masks)
        query.done(lambda ids: self._on_masked(found, len(ids)))

    def _on_masked(self, found: MasksGiven, count: int) -> None:
        said = plural("%n photo(s) of {name} got a mask; look at them before you teach.", count, name=found.name)
        if found.without:
            said += " " + plural("In %n photo(s) no subject was found.", found.without)
        self.masked.emit(said, tr("Undo"), lambda: self.service.take_masks_back(found.subject_id, found.masks))

    def budget(self) -> str:
        """What the photos are worth, in words: "7 good photos, 1 shows another face, no profile view"."""
        if self.selected is None or self.judged is None:
            return ""
        missing = [view_words(view) for view in missing_views(self.selected, self.known)]
        return ", ".join([budget_words(self.judged.photos), *missing])

    @property
    def importing(self) -> ImportState | None:
        """The import into the open subject that is going on, the newest."""
        subject_id = self.selected.id if self.selected else None
        found = [state for state in self._imports.values() if state.subject_id == subject_id]
        return found[-1] if found else None

    def stop_importing(self) -> None:
        """Keep what was judged so far."""
        state = self.importing
        if state is not None:
            self.service.stop_import(state.id)

    def _on_import(self, state: ImportState) -> None:
        self._imports.pop(state.id, None)
        if not state.is_over:
            self._imports[state.id] = state
        if state.is_new and state.subject_id and state.subject_id not in self._opened:
            self._open(state.subject_id)
        self.import_changed.emit(state)

    def _added(self, query: object) -> None:
        query.done(lambda imported: self._open(imported.subject.id))  # type: ignore[attr-defined]
        query.failed(self.problem.emit)  # type: ignore[attr-defined]

    def _open(self, subject_id: str) -> None:
        if subject_id in self._opened:
            return
        self._opened.add(subject_id)
        self.subject_added.emit(subject_id)
        self._wanted = subject_id
        self.select(subject_id)

    _wanted: str | None = None

    def _on_subjects(self, subjects: tuple[Subject, ...]) -> None:
        self.subjects = subjects
        if self._wanted is not None and any(s.id == self._wanted for s in subjects):
            wanted, self._wanted = self._wanted, None
        else:
            wanted = self.selected.id if self.selected else None
        self.subjects_changed.emit()
        self._show(View.FILLED if subjects else View.EMPTY)
        self.select(wanted)

    def _on_open_failed(self, error: Exception) -> None:
        self.failure = error
        self._show(View.FAILED)

    def _show(self, view: View) -> None:
        if view is not self.view:
            self.view = view
            self.view_changed.emit()


def _files(count: int) -> str:
    return plural("%n file(s)", count)


def advice(subject: Subject) -> str:
    """The next thing that helps this subject, in one sentence; empty when nothing is missing."""
    count = len(subject.photos)
    if subject.kind is Kind.PERSON and not subject.consent.strip():
        return tr("Note who agreed to this person being drawn before you teach it.")
    if count == 0:
        return tr("Drop three to eight photos here; different places and light help most.")
    if count < 3:
        return plural("%n more photo(s) would let the studio keep one apart to check the likeness honestly.", 3 - count)
    if count == 3:
        return tr("One more photo lets the reported likeness come from a photo that was never used.")
    return ""
