"""The library: one folder that holds all a person keeps (design section 3), and the one door to it.

Library.open takes the lock and may change things; Library.read only looks and needs no lock. JSON files are the
truth, library.db is an index over them that heals itself when it is opened.
Not here: health checks and backups in detail (check.py, backup.py), the trash (trash.py), the lock (lock.py).
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from studio.core import files
from studio.core.errors import DiskProblem, InputProblem, StudioError
from studio.core.ids import new_id
from studio.library import trash
from studio.library.artifacts import store as artifact_files
from studio.library.artifacts.store import ArtifactStore
from studio.library.gallery import store as subject_files
from studio.library.gallery.gallery import Gallery
from studio.library.gallery.records import Photo, Subject
from studio.library.index import Index
from studio.library.layout.store import LayoutStore
from studio.library.lock import LibraryLock
from studio.library.protocol.jobs import list_jobs
from studio.library.results import store as result_files
from studio.library.results.query import ResultFilter
from studio.library.results.records import Result
from studio.library.results.store import ResultStore

FORMAT = 1


class Library:
    """Use `with Library.open(root) as library:` or `with Library.read(root) as library:`."""

    def __init__(self, root: Path, index: Index, lock: LibraryLock | None) -> None:
        self.root = root
        self.index = index
        self._lock = lock
        self.gallery = Gallery(root, index, self._remove_subject, self._throw_photo)
        self.artifacts = ArtifactStore(root, index, self._remove_artifact)
        self.results = ResultStore(root, index, self._remove_result)
        self.layouts = LayoutStore(root)
        self.jobs_root = root / "jobs"
        self.layouts_root = root / "layouts"

    @classmethod
    def open(cls, root: Path, *, create: bool = True, write: bool = True, program: str = "") -> Self:
        """Take the lock. program: how others are told who has it; told by what is loaded unless given.

        Raises LibraryBusy, or DiskProblem when it does not exist (and create is False), is from a newer version, or
        cannot be written.
        """
        if not write:
            return cls.read(root)
        root = root.expanduser().absolute()
        if not create and not (root / "library.json").is_file():
            raise _not_there(root)
        files.make_folder(root)
        check_format(root)
        lock = LibraryLock(root, program)
        lock.acquire()
        try:
            _make(root)
            library = cls(root, _open_index(root / "library.db"), lock)
        except BaseException:
            lock.release()
            raise
        try:
            library.sync()
        except BaseException:
            library.close()
            raise
        return library

    @classmethod
    def read(cls, root: Path, *, must_exist: bool = False) -> Self:
        """Look without the lock; a library that is not there yet is empty. Changing anything is a bug of the caller."""
        root = root.expanduser().absolute()
        if must_exist and not (root / "library.json").is_file():
            raise _not_there(root)
        check_format(root)
        try:
            return cls(root, Index.read(root / "library.db"), None)
        except sqlite3.Error:
            library = cls(root, Index.in_memory(), None)
            library.rebuild()
            return library

    def close(self) -> None:
        """Close the index and give the lock back."""
        self.index.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def rebuild(self) -> dict[str, Any]:
        """Make the index anew from the files. Returns counts, and the files that could not be read with why."""
        counts = {"subjects": 0, "artifacts": 0, "results": 0}
        skipped: list[dict[str, str]] = []
        with self.index.write():
            self.index.clear()
            for table, item, record in self._records():
                if isinstance(record, StudioError):
                    skipped.append({"kind": table, "id": item, "why": record.message})
                    continue
                self._put(record)
                counts[table] += 1
        return {**counts, "skipped": skipped}

    def sync(self) -> None:
        """Add rows for files that came without one (a worker wrote them), drop rows whose files are gone."""
        on_disk: dict[str, set[str]] = {
            "subjects": set(subject_files.subject_ids(self.root)),
            "artifacts": set(artifact_files.artifact_ids(self.root)),
            "results": set(result_files.result_files(self.root)),
        }
        readers = {
            "subjects": subject_files.read_subject,
            "artifacts": artifact_files.read_manifest,
            "results": result_files.read_result,
        }
        for table, ids in on_disk.items():
            indexed = self.index.ids(table)
            for gone in indexed - ids:
                self.index.drop(table, gone)
            for new in sorted(ids - indexed):
                with contextlib.suppress(StudioError):  # `studio library check` names what cannot be read
                    self._put(readers[table](self.root, new))

    def check(self, thorough: bool = True) -> dict[str, Any]:
        """What is missing, corrupt, orphaned or not in the index; see check.py. thorough: hash every file."""
        from studio.library.check import check

        return check(self, thorough)

    def backup(self, path: Path | None = None) -> Path:
        """Everything but caches and trash as one checked zip; None: into backups/. Returns its path."""
        from studio.library.backup import backup

        return backup(self.root, path)

    @staticmethod
    def restore(archive: Path, root: Path) -> dict[str, int]:
        """Unpack a backup into a folder that is new or empty. Returns counts. Raises InputProblem or DiskProblem."""
        from studio.library.backup import restore

        return restore(archive, root)

    def import_folder(self, folder: Path) -> dict[str, Any]:
        """Another library, or folders of photos; see import_folder.py. Returns what came in and what did not."""
        from studio.library.import_folder import import_folder

        return import_folder(self, folder)

    def put_back(self, word: str) -> trash.Entry:
        """From the trash, by the entry's id, the item's id or its name. Raises InputProblem or DiskProblem."""
        entry = trash.find(self.root, word)
        thrown = subject_files.thrown_photo(entry.to_data())
        if thrown is not None:
            self._put_photo_back(entry, *thrown)
        trash.put_back(self.root, entry.id)
        self.sync()
        return entry

    def empty_trash(self, days: int = trash.KEEP_DAYS) -> int:
        """Really delete what was removed more than so many days ago. Returns how many things."""
        return self._delete_for_good(trash.expired(self.root, days))

    def delete_from_trash(self, word: str) -> None:
        """One thing, now and for good. Raises InputProblem or DiskProblem."""
        self._delete_for_good([trash.find(self.root, word)])

    def _delete_for_good(self, old: list[trash.Entry]) -> int:
        originals = self._originals_of(old)
        for entry in old:
            trash.delete(self.root, entry)
        for photo in originals:
            self.gallery.drop_original(photo)
        return len(old)

    def _originals_of(self, old: list[trash.Entry]) -> list[Any]:
        photos: list[Any] = []
        for entry in old:
            thrown = subject_files.thrown_photo(entry.to_data())
            if thrown is not None:
                photos.append(thrown[1])
            path = self.root / "trash" / entry.id / "files" / "subjects" / entry.item / "subject.json"
            if path.is_file():
                with contextlib.suppress(StudioError):
                    photos.extend(Subject.load(path).photos)
        return photos

    def _records(self) -> Iterator[tuple[str, str, Any]]:
        for item, subject in subject_files.read_subjects(self.root):
            yield "subjects", item, subject
        for item, manifest in artifact_files.read_manifests(self.root):
            yield "artifacts", item, manifest
        for item, result in result_files.read_results(self.root):
            yield "results", item, result

    def _put(self, record: Any) -> None:
        if isinstance(record, Subject):
            self.index.put_subject(record)
        elif isinstance(record, Result):
            self.index.put_result(record, result_files.month_of(record))
        else:
            self.index.put_artifact(record)

    def _remove_artifact(self, artifact_id: str, purge: bool) -> Path:
        manifest = self.artifacts.find(artifact_id)
        self.index.drop("artifacts", artifact_id)
        folder = artifact_files.artifact_folder(self.root, artifact_id)
        if purge:
            receipt = trash.purge(self.root, "artifact", artifact_id, [folder])
            self.index.forget()
            return receipt
        name = " and ".join(manifest.subject_names) or manifest.origin
        return trash.throw_away(self.root, "artifact", artifact_id, name, [folder])

    def _remove_result(self, result_id: str, purge: bool) -> Path:
        result = self.results.find(result_id)
        self.index.drop("results", result_id)
        paths = self._result_paths(result)
        if purge:
            receipt = trash.purge(self.root, "result", result_id, paths)
            self.index.forget()
            return receipt
        return trash.throw_away(self.root, "result", result_id, result.prompt[:80], paths)

    def _throw_photo(self, subject: Subject, photo: Photo) -> Path:
        """Its record and its mask; the original stays in its place until the trash lets go of it."""
        record = {"subject": subject.id, "subject_name": subject.name, "photo": photo.to_data()}
        mask = subject_files.mask_path(self.root, subject.id, photo.id)
        return trash.throw_away(self.root, "photo", photo.id, photo.name, [mask], record)

    def _put_photo_back(self, entry: trash.Entry, subject_id: str, photo: Photo) -> None:
        if subject_id not in subject_files.subject_ids(self.root):
            name = (entry.record or {}).get("subject_name", "its subject")
            raise InputProblem(
                f"“{photo.name}” belongs to {name}, who is not in the library.",
                f"Restore {name} from the trash first.",
            )
        self.gallery.put_photo_back(subject_id, photo)

    def _remove_subject(self, subject: Subject, purge: bool) -> Path:
        """Trash takes the subject alone; purge takes all that was learned and drawn from it, jobs and caches too."""
        folder = subject_files.subject_folder(self.root, subject.id)
        if not purge:
            self.index.drop("subjects", subject.id)
            return trash.throw_away(self.root, "subject", subject.id, subject.name, [folder])
        artifacts = self.artifacts.list(subject.id)
        results = self.results.list(ResultFilter(subject=subject.id))
        known = {subject.id} | {artifact.id for artifact in artifacts}
        paths = [folder]
        paths += [artifact_files.artifact_folder(self.root, artifact.id) for artifact in artifacts]
        for result in results:
            paths += self._result_paths(result)
        paths += [job for job in self._jobs_about(known) if job.exists()]
        paths += [
            bench for bench in (self.root / "bench").glob("*") if (bench / "library/subjects" / subject.id).is_dir()
        ]
        paths += self._trash_about(known | {result.id for result in results})
        for artifact in artifacts:
            self.index.drop("artifacts", artifact.id)
        for result in results:
            self.index.drop("results", result.id)
        self.index.drop("subjects", subject.id)
        shared = subject_files.originals_in_use(self.root, but=subject.id)
        thrown = [photo for owner, photo in subject_files.thrown_photos(self.root) if owner == subject.id]
        for photo in (*subject.photos, *thrown):
            if photo.blake3 not in shared:
                paths.append(subject_files.photo_path(self.root, photo))
                paths += subject_files.derived_of(self.root, photo.blake3)
        for one in results:
            paths += subject_files.derived_of(self.root, one.sha256)
        paths.append(self.root / "derived" / "latents")  # their names do not tell whose they are; they are made again
        receipt = trash.purge(self.root, "subject", subject.id, paths)
        self.index.forget()
        return receipt

    def _result_paths(self, result: Result) -> list[Path]:
        return [result_files.result_path(self.root, result), result_files.record_path(self.root, result)]

    def _jobs_about(self, ids: set[str]) -> list[Path]:
        """Job folders whose request names one of these subjects or artifacts: their checkpoints hold the likeness."""
        found: list[Path] = []
        for job in list_jobs(self.jobs_root):
            text = files.read_bytes(job.request_file).decode("utf-8", "replace")
            if any(item in text for item in ids):
                found.append(job.path)
        return found

    def _trash_about(self, ids: set[str]) -> list[Path]:
        """Trash entries of these things, or of artifacts and pictures that name them."""
        found: list[Path] = []
        for entry in trash.entries(self.root):
            folder = self.root / "trash" / entry.id
            texts = [p.read_text("utf-8", "replace") for p in (folder / "files").rglob("*.json")]
            texts.append(str((entry.record or {}).get("subject", "")))
            if entry.item in ids or any(item in text for item in ids for text in texts):
                found.append(folder)
        return found


def check_format(root: Path) -> None:
    """Raises DiskProblem when the library was made by a newer version, or its library.json is damaged."""
    path = root / "library.json"
    try:
        there = path.is_file()
    except OSError as error:
        raise files.disk_problem(error, root, "read") from error
    if not there:
        return
    data = files.read_json(path)
    version = data.get("format") if isinstance(data, dict) else None
    if not isinstance(version, int):
        raise DiskProblem(f"“{path}” is damaged: it has no format version.", "Restore it from a backup.")
    if version > FORMAT:
        raise DiskProblem(
            f"The library “{root}” is from a newer version of the studio.",
            "Update the studio, or use another library with --library.",
            f"format {version}, this version knows {FORMAT}",
        )


def _make(root: Path) -> None:
    path = root / "library.json"
    if path.is_file():
        return
    created = datetime.now(UTC).isoformat(timespec="seconds")
    files.write_json(path, {"format": FORMAT, "id": new_id("lib"), "created": created})


def _open_index(path: Path) -> Index:
    """A damaged index, or one of a newer version, is made anew: nothing is kept in it alone."""
    try:
        return Index.open(path)
    except sqlite3.OperationalError as error:
        if "full" in str(error) or "readonly" in str(error) or "unable to open" in str(error):
            raise DiskProblem(
                f"“{path}” cannot be written: {error}.",
                "Free some space, or give yourself the right to that folder.",
                str(error),
            ) from error
    except sqlite3.DatabaseError:
        pass
    for suffix in ("", "-wal", "-shm"):
        files.remove(path.with_name(path.name + suffix))
    return Index.open(path)


def _not_there(root: Path) -> DiskProblem:
    return DiskProblem(f"There is no library in “{root}”.", "Check the path given with --library.")
