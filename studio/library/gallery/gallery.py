"""The gallery: subjects and their photos, with the rules that hold for them. The index follows each change.

Files first, row second: a crash between leaves a library that heals when it is opened next.
Not here: file layout (store.py), the checks of one photo (import_photos.py, quality.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from studio.core import files
from studio.core.errors import InputProblem, StudioError, unknown
from studio.core.ids import new_id
from studio.library.gallery import quality, store
from studio.library.gallery.edits import PhotoEdit, edited
from studio.library.gallery.names import checked_class_word, checked_name, key
from studio.library.gallery.records import Kind, Photo, Subject, SubjectView
from studio.library.gallery.twins import Twins, judged

if TYPE_CHECKING:  # Pillow comes with the first photo
    from studio.library.gallery.import_photos import Intake


class SubjectIndex(Protocol):
    """What the gallery needs of the index."""

    def put_subject(self, subject: Subject) -> None: ...

    def query(self, sql: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]: ...


class Gallery:
    """All subjects of one library. remove, throw_photo: how a subject and a photo leave, given by the library."""

    def __init__(
        self,
        root: Path,
        index: SubjectIndex,
        remove: Callable[[Subject, bool], Path],
        throw_photo: Callable[[Subject, Photo], Path],
    ) -> None:
        self.root = root
        self._index = index
        self._remove = remove
        self._throw_photo = throw_photo

    def list(self) -> list[Subject]:
        """By name."""
        rows = self._index.query("SELECT record FROM subjects ORDER BY name_key, id")
        return [Subject.model_validate_json(str(row[0])) for row in rows]

    def find(self, name_or_id: str) -> Subject:
        """Raises InputProblem with the nearest name."""
        rows = self._index.query(
            "SELECT record FROM subjects WHERE id = ? OR name_key = ? ORDER BY id LIMIT 1",
            (name_or_id, key(name_or_id.removeprefix("@"))),
        )
        if not rows:
            raise unknown("subject", name_or_id, [subject.name for subject in self.list()])
        return Subject.model_validate_json(str(rows[0][0]))

    def add(
        self,
        name: str,
        class_word: str,
        photos: Sequence[Path],
        kind: Kind = Kind.OBJECT,
        consent: str = "",
        *,
        skip_bad: bool = False,
    ) -> Subject:
        """A new subject. With skip_bad unusable photos are left out as long as one is good; see `examine`.

        Raises InputProblem (name, class word, no photos, a photo that cannot be used) or DiskProblem; then nothing
        was added.
        """
        return self.add_opened(name, class_word, self.examine(photos), kind, consent, skip_bad=skip_bad)[0]

    def add_opened(
        self,
        name: str,
        class_word: str,
        intake: Intake,
        kind: Kind = Kind.OBJECT,
        consent: str = "",
        *,
        skip_bad: bool = False,
    ) -> tuple[Subject, Intake]:
        """The same for photos examined before. Returns the intake too: its notes and refusals are worth telling."""
        name = checked_name(name, (subject.name for subject in self.list()))
        class_word = checked_class_word(class_word)
        if kind is Kind.PERSON and not consent.strip():
            raise InputProblem(
                f"{name} is a person, and there is no consent note.",
                'Say who agreed and how: `--consent "She agreed by mail, 3 May"`.',
            )
        subject = Subject(
            id=new_id("s"),
            name=name,
            class_word=class_word,
            kind=kind,
            consent=consent.strip(),
            created=datetime.now(UTC).isoformat(timespec="milliseconds"),
        )
        _require_good(intake, skip_bad)
        return self._keep(subject, intake, skip_bad=skip_bad), intake

    def examine(self, photos: Sequence[Path], subject: Subject | None = None) -> Intake:
        """Judge files and folders before anything is stored."""
        known = [photo.blake3 for photo in subject.photos] if subject else []
        from studio.library.gallery import import_photos

        return import_photos.examine(photos, known)

    def add_photos(self, name_or_id: str, photos: Sequence[Path], *, skip_bad: bool = False) -> tuple[Subject, Intake]:
        """More photos of a subject. Raises as `add` does."""
        subject = self.find(name_or_id)
        intake = self.examine(photos, subject)
        if not intake.good and not intake.refused and intake.notes:
            raise InputProblem(f"{subject.name} has these photos already.", "Choose other photos.")
        _require_good(intake, skip_bad)
        return self._keep(subject, intake, skip_bad=skip_bad), intake

    def remove_photos(self, name_or_id: str, photos: Iterable[str]) -> Subject:
        """Into the trash, with their masks. photos: ids or file names. Raises InputProblem."""
        subject = self.find(name_or_id)
        gone = self._chosen(subject, photos)
        for photo in gone:
            self._throw_photo(subject, photo)
        kept = judged([photo for photo in subject.photos if photo not in gone])
        return self.update(subject.model_copy(update={"photos": kept}))

    def put_photo_back(self, subject_id: str, photo: Photo) -> Subject:
        """From the trash, at the end. Raises InputProblem when its subject is not here."""
        subject = self.find(subject_id)
        if any(photo.id == other.id for other in subject.photos):
            return subject
        same = next((other for other in subject.photos if other.blake3 == photo.blake3), None)
        if same is not None:
            raise InputProblem(
                f"{subject.name} has “{photo.name}” again already.", f"Remove “{same.name}” first, or leave this one."
            )
        return self.update(subject.model_copy(update={"photos": judged([*subject.photos, photo])}))

    def edit_photo(self, name_or_id: str, photo: str, edit: PhotoEdit) -> Subject:
        """Turn, crop, caption, mask and hold out in one step. Raises InputProblem or DiskProblem."""
        subject = self.find(name_or_id)
        (chosen,) = self._chosen(subject, [photo])
        changed = edited(chosen, edit)
        photos = judged([changed if other.id == chosen.id else other for other in subject.photos])
        if all(other.held_out for other in photos):
            raise InputProblem(
                f"All photos of {subject.name} would be held out.", "Keep at least one photo for learning."
            )
        if not edit.keeps_mask:
            path = store.mask_path(self.root, subject.id, chosen.id)
            if edit.mask is None:
                files.remove(path)
            else:
                files.write_bytes(path, edit.mask)
        return self.update(subject.model_copy(update={"photos": photos}))

    def hold_out(self, name_or_id: str, photos: Iterable[str], held_out: bool = True) -> Subject:
        """Keep photos from learning (or give them back). Raises InputProblem when none would be left."""
        subject = self.find(name_or_id)
        chosen = {photo.id for photo in self._chosen(subject, photos)}
        changed = tuple(
            photo.model_copy(update={"held_out": held_out}) if photo.id in chosen else photo for photo in subject.photos
        )
        if all(photo.held_out for photo in changed):
            raise InputProblem(
                f"All photos of {subject.name} would be held out.", "Keep at least one photo for learning."
            )
        return self.update(subject.model_copy(update={"photos": changed}))

    def update(self, subject: Subject) -> Subject:
        """Store a changed subject; its name and class word are checked again. Raises InputProblem."""
        others = (other.name for other in self.list() if other.id != subject.id)
        checked = subject.model_copy(
            update={
                "name": checked_name(subject.name, others),
                "class_word": checked_class_word(subject.class_word),
            }
        )
        if checked.kind is Kind.PERSON and not checked.consent.strip():
            raise InputProblem(f"{checked.name} is a person, and there is no consent note.", "Say who agreed and how.")
        store.write_subject(self.root, checked)
        self._index.put_subject(checked)
        return checked

    def set_mask(self, name_or_id: str, photo: str, mask_png: bytes | None) -> Subject:
        """Keep a brushed mask (white is the subject), or remove it with None."""
        subject = self.find(name_or_id)
        (chosen,) = self._chosen(subject, [photo])
        path = store.mask_path(self.root, subject.id, chosen.id)
        if mask_png is None:
            files.remove(path)
        else:
            files.write_bytes(path, mask_png)
        changed = tuple(
            p.model_copy(update={"has_mask": mask_png is not None}) if p.id == chosen.id else p for p in subject.photos
        )
        return self.update(subject.model_copy(update={"photos": changed}))

    def add_masks(self, name_or_id: str, masks: Mapping[str, bytes]) -> tuple[Subject, tuple[str, ...]]:
        """Masks by photo id, for those photos that have none; the others keep theirs. Returns the ids that got one."""
        subject = self.find(name_or_id)
        given = {p.id: masks[p.id] for p in subject.photos if p.id in masks and not p.has_mask}
        for photo_id, mask_png in given.items():
            files.write_bytes(store.mask_path(self.root, subject.id, photo_id), mask_png)
        return self._with_masks(subject, dict.fromkeys(given, True)), tuple(given)

    def take_masks_back(self, name_or_id: str, masks: Mapping[str, bytes]) -> tuple[Subject, tuple[str, ...]]:
        """What `add_masks` gave, where nobody has brushed on it since. Returns the ids whose mask is gone."""
        subject = self.find(name_or_id)
        gone: list[str] = []
        for photo in subject.photos:
            path = store.mask_path(self.root, subject.id, photo.id)
            if photo.has_mask and photo.id in masks and files.read_bytes(path) == masks[photo.id]:
                files.remove(path)
                gone.append(photo.id)
        return self._with_masks(subject, dict.fromkeys(gone, False)), tuple(gone)

    def _with_masks(self, subject: Subject, has_mask: Mapping[str, bool]) -> Subject:
        if not has_mask:
            return subject
        photos = tuple(p.model_copy(update={"has_mask": has_mask.get(p.id, p.has_mask)}) for p in subject.photos)
        return self.update(subject.model_copy(update={"photos": photos}))

    def remove(self, name_or_id: str, purge: bool = False) -> Path:
        """Into the trash, or with purge really deleted with all that was learned and drawn from it.

        Returns the trash entry's folder, or the receipt.
        """
        return self._remove(self.find(name_or_id), purge)

    def view(self, name_or_id: str, seed: int = 0) -> SubjectView:
        """What training gets, with the held-out rule. Raises InputProblem without photos to learn from."""
        return store.view_of(self.root, self.find(name_or_id), seed)

    def drop_original(self, photo: Photo) -> bool:
        """Delete a photo's original unless a subject, here or in the trash, still has it. True when deleted."""
        if photo.blake3 in store.originals_in_use(self.root):
            return False
        for path in (store.photo_path(self.root, photo), *store.derived_of(self.root, photo.blake3)):
            files.remove(path)
        return True

    def keep(self, subject_id: str, intake: Intake) -> Subject:
        """Add photos that were judged before, e.g. some at a time. One that vanished or changed meanwhile is moved to
        the intake's refused ones. Raises InputProblem (no such subject) or DiskProblem; then none was added."""
        return self._keep(self.find(subject_id), intake, skip_bad=True)

    def _keep(self, subject: Subject, intake: Intake, *, skip_bad: bool) -> Subject:
        """Originals first, then the record, then the row; on failure new originals are taken away again."""
        from studio.library.gallery import import_photos

        photos = list(subject.photos)
        known = {photo.blake3 for photo in photos}
        twins = Twins(photos)
        fresh: list[Photo] = []
        try:
            for opened in list(intake.good):
                try:
                    content = import_photos.read_again(opened)
                except StudioError as error:
                    if not skip_bad:
                        raise
                    intake.good.remove(opened)
                    intake.refused.append((opened.path, error))
                    continue
                if opened.blake3 in known:
                    continue
                digest, is_new = store.keep_original(self.root, content, opened.extension)
                photo = Photo(
                    id=new_id("p"),
                    blake3=digest,
                    extension=opened.extension,
                    name=opened.name,
                    quality=opened.quality,
                )
                photo = quality.judge(photo, twins.find(photo.quality))
                if is_new:
                    fresh.append(photo)
                photos.append(photo)
                known.add(digest)
                twins.add(photo)
            _require_good(intake, skip_bad)
            subject = subject.model_copy(update={"photos": tuple(photos)})
            store.write_subject(self.root, subject)
        except BaseException:
            for photo in fresh:
                files.remove(store.photo_path(self.root, photo))
            raise
        self._index.put_subject(subject)
        return subject

    def _chosen(self, subject: Subject, photos: Iterable[str]) -> tuple[Photo, ...]:
        """Photos by id, or by the file name they came with."""
        chosen: list[Photo] = []
        for word in photos:
            found = [p for p in subject.photos if word == p.id or Path(word).name == p.name]
            if not found:
                names = [p.name for p in subject.photos] + [p.id for p in subject.photos]
                raise unknown(f"photo of {subject.name} called", word, names)
            chosen.extend(p for p in found if p not in chosen)
        return tuple(chosen)


def _require_good(intake: Intake, skip_bad: bool) -> None:
    if intake.refused and not (skip_bad and intake.good):
        raise intake.refused[0][1]
    if not intake.good:
        raise InputProblem("There are no photos.", "Give at least one; three to eight make a good likeness.")
