"""Subjects and photos as files: read and written here, without lock or SQLite, so that the worker can use it.

subjects/<id>/subject.json, subjects/<id>/masks/<photo>.png, originals/ab/<blake3>.<ext> (read-only, content-addressed).
Not here: rules and the index (gallery.py).
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from blake3 import blake3
from pydantic import ValidationError

from studio.core import files
from studio.core.errors import InputProblem, StudioError, unknown
from studio.core.ids import is_id
from studio.library.gallery.proposals import proposals_of
from studio.library.gallery.records import Photo, PhotoView, Subject, SubjectView
from studio.library.gallery.twins import has_twin

_EXTENSION_MAX = 5


def subjects_root(root: Path) -> Path:
    """Where subjects lie in a library."""
    return root / "subjects"


def subject_folder(root: Path, subject_id: str) -> Path:
    """Raises InputProblem for anything that is not an id made here."""
    if not is_id(subject_id):
        raise unknown("subject", subject_id, subject_ids(root))
    return subjects_root(root) / subject_id


def subject_ids(root: Path) -> list[str]:
    """Ids of all subject folders, sorted."""
    folder = subjects_root(root)
    return sorted(p.name for p in folder.iterdir() if is_id(p.name)) if folder.is_dir() else []


def read_subject(root: Path, subject_id: str) -> Subject:
    """Raises InputProblem when it does not exist, DiskProblem when it is damaged."""
    path = subject_folder(root, subject_id) / "subject.json"
    if not path.is_file():
        raise unknown("subject", subject_id, subject_ids(root))
    return Subject.load(path)


def read_subjects(root: Path) -> Iterator[tuple[str, Subject | StudioError]]:
    """Every subject by id, or why it cannot be read."""
    for subject_id in subject_ids(root):
        try:
            yield subject_id, read_subject(root, subject_id)
        except StudioError as error:
            yield subject_id, error


def write_subject(root: Path, subject: Subject) -> Path:
    """Returns the file. Raises DiskProblem."""
    path = subject_folder(root, subject.id) / "subject.json"
    subject.save(path)
    return path


def original_path(root: Path, digest: str, extension: str) -> Path:
    """originals/ab/<blake3>.<ext>"""
    safe = digest.isalnum() and extension.isalnum() and len(extension) <= _EXTENSION_MAX
    if not safe:
        raise InputProblem(f"“{digest}.{extension}” is not the name of an original.", "Run `studio library check`.")
    return root / f"originals/{digest[:2]}/{digest}.{extension}"  # one step: asked for 20,000 photos at once


def photo_path(root: Path, photo: Photo) -> Path:
    """The original of a photo."""
    return original_path(root, photo.blake3, photo.extension)


def mask_path(root: Path, subject_id: str, photo_id: str) -> Path:
    """The brushed mask of a photo, whether it exists or not."""
    if not is_id(photo_id):
        raise InputProblem(f"There is no photo “{photo_id}”.", "Check the id with `studio subject show`.")
    return subject_folder(root, subject_id) / "masks" / f"{photo_id}.png"


def keep_original(root: Path, content: bytes, extension: str) -> tuple[str, bool]:
    """Store a photo's bytes once, read-only. Returns its BLAKE3 and whether it is new. Raises DiskProblem."""
    digest = blake3(content).hexdigest()
    path = original_path(root, digest, extension)
    if path.is_file() and path.stat().st_size == len(content):
        return digest, False
    files.write_bytes(path, content)
    with contextlib.suppress(OSError):  # some file systems have no such right; the content check finds changes anyway
        path.chmod(0o444)
    return digest, True


def subject_view(root: Path, subject_id: str, seed: int = 0) -> SubjectView:
    """gallery -> dataset, with the held-out rule (design section 5). Raises InputProblem without photos."""
    return view_of(root, read_subject(root, subject_id), seed)


def view_of(root: Path, subject: Subject, seed: int = 0) -> SubjectView:
    """The same for a subject already read."""
    if not subject.photos:
        raise InputProblem(
            f"{subject.name} has no photos.", "Add some: `studio subject photos NAME add PHOTO…`, or drop them on it."
        )
    selection, report = held_out(subject, seed)
    out = {photo.id for photo in subject.photos if photo.held_out}
    out |= {photo.id for photo in (selection, report) if photo is not None}
    training = [photo for photo in subject.photos if photo.id not in out]
    if not training:
        raise InputProblem(f"All photos of {subject.name} are held out.", "Keep at least one photo for learning.")

    def view(photo: Photo) -> PhotoView:
        return PhotoView(
            id=photo.id,
            path=photo_path(root, photo).absolute(),
            blake3=photo.blake3,
            crop=photo.crop,
            rotation_deg=photo.rotation_deg,
            caption=photo.caption,
            mask=mask_path(root, subject.id, photo.id).absolute() if photo.has_mask else None,
            face=photo.face,
        )

    return SubjectView(
        id=subject.id,
        name=subject.name,
        class_word=subject.class_word,
        kind=subject.kind,
        training=tuple(view(photo) for photo in training),
        selection=view(selection) if selection else None,
        report=view(report) if report else None,
    )


def held_out(subject: Subject, seed: int = 0) -> tuple[Photo | None, Photo | None]:
    """(selection, report): one of three or more photos, another of four or more.

    Photos the person held out come first; the rest are chosen by the studio among photos without problems, the same
    ones for the same photos and seed. With fewer photos only those the person held out count.
    """
    chosen = [photo for photo in subject.photos if photo.held_out][:2]
    wanted = 2 if len(subject.photos) >= 4 else 1 if len(subject.photos) == 3 else 0
    free = [photo for photo in subject.photos if not photo.held_out]

    by_chance = sorted(free, key=lambda photo: blake3(f"{seed}:{photo.blake3}".encode()).hexdigest())
    missing = max(0, min(wanted - len(chosen), len(free) - 1))
    chosen += _first(by_chance, missing, lambda photo: not photo.problems and not _has_twin(photo, subject))
    return (chosen[0] if chosen else None), (chosen[1] if len(chosen) > 1 else None)


def _first(photos: Sequence[Photo], count: int, good: Callable[[Photo], bool]) -> list[Photo]:
    """The first good ones; when there are too few, the first of the others after them."""
    found: list[Photo] = []
    if count:
        for photo in photos:
            if good(photo):
                found.append(photo)
                if len(found) == count:
                    return found
    return (found + [photo for photo in photos if photo not in found])[:count]


def _has_twin(photo: Photo, subject: Subject) -> bool:
    """Whether nearly the same picture would be learned from."""
    return has_twin(photo, (other for other in subject.photos if other.id != photo.id))


def derived_of(root: Path, digest: str) -> list[Path]:
    """Small pictures of an original (or a result), and faces seen in it: they tell of it, so they go with it."""
    derived = root / "derived"
    small = [*(derived / "thumbnails" / digest[:2]).glob(f"{digest}*"), *(derived / "thumbs").glob(f"{digest[:40]}-*")]
    return [*small, *(derived / "faces" / digest[:2]).glob(f"{digest}-*.json"), *proposals_of(root, digest)]


def originals_in_use(root: Path, but: str = "") -> set[str]:
    """BLAKE3 of all photos of all subjects, one subject left out; those in the trash count, they may come back."""
    used: set[str] = set()
    paths = [*subjects_root(root).glob("*/subject.json"), *(root / "trash").glob("*/files/subjects/*/subject.json")]
    for path in paths:
        if path.parent.name == but:
            continue
        try:
            used |= {photo.blake3 for photo in Subject.load(path).photos}
        except StudioError:
            continue
    return used | {photo.blake3 for subject_id, photo in thrown_photos(root) if subject_id != but}


def thrown_photos(root: Path) -> Iterator[tuple[str, Photo]]:
    """(subject's id, photo) of each single photo in the trash."""
    for path in (root / "trash").glob("t-*/entry.json"):
        with contextlib.suppress(StudioError):
            found = thrown_photo(files.read_json(path))
            if found is not None:
                yield found


def thrown_photo(entry: object) -> tuple[str, Photo] | None:
    """The record inside a trash entry, when it is one photo."""
    record = entry.get("record") if isinstance(entry, dict) else None
    if not isinstance(record, dict) or "photo" not in record:
        return None
    try:
        return str(record["subject"]), Photo.model_validate(record["photo"])
    except (ValidationError, KeyError):
        return None
