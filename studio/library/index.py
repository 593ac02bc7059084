"""library.db: a SQLite index over the library's files, for fast lists and filters. Purely re-creatable from them.

Every row is a function of one JSON file; nothing is kept here alone. One writer: whoever holds the library lock.
Not here: reading those files (library.py feeds this), what the records mean.

To change the schema: append a migration to MIGRATIONS (never edit an old one), add its columns where rows are put,
run `pytest tests/library/test_index.py`. An index from a newer version is made anew from the files.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Self

from studio.core.errors import DiskProblem
from studio.core.records import Record
from studio.library.artifacts.manifest import Manifest
from studio.library.gallery.names import key
from studio.library.gallery.records import Subject
from studio.library.results.records import Result

APPLICATION_ID = 0x4C4B5354  # "LKST"
TABLES = (
    "subjects",
    "photos",
    "artifacts",
    "artifact_subjects",
    "results",
    "result_artifacts",
    "result_subjects",
    "result_tags",
)
# Tables with a long `record` are not WITHOUT ROWID: SQLite reads whole rows of those to compare their keys.
MIGRATIONS = (
    """
    CREATE TABLE subjects (id TEXT PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL, class_word TEXT NOT NULL,
        kind TEXT NOT NULL, created TEXT NOT NULL, record TEXT NOT NULL) STRICT;
    CREATE INDEX subjects_by_name ON subjects (name_key);
    CREATE TABLE photos (subject_id TEXT NOT NULL REFERENCES subjects (id) ON DELETE CASCADE, position INTEGER NOT NULL,
        id TEXT NOT NULL, blake3 TEXT NOT NULL, extension TEXT NOT NULL,
        PRIMARY KEY (subject_id, position)) STRICT, WITHOUT ROWID;
    CREATE INDEX photos_by_content ON photos (blake3);
    CREATE TABLE artifacts (id TEXT PRIMARY KEY, created TEXT NOT NULL, method TEXT NOT NULL, backbone TEXT NOT NULL,
        family TEXT NOT NULL, size_bytes INTEGER NOT NULL, record TEXT NOT NULL) STRICT;
    CREATE INDEX artifacts_by_time ON artifacts (created);
    CREATE TABLE artifact_subjects (artifact_id TEXT NOT NULL REFERENCES artifacts (id) ON DELETE CASCADE,
        subject_id TEXT NOT NULL, PRIMARY KEY (artifact_id, subject_id)) STRICT, WITHOUT ROWID;
    CREATE INDEX artifacts_by_subject ON artifact_subjects (subject_id);
    CREATE TABLE results (id TEXT PRIMARY KEY, created TEXT NOT NULL, folder TEXT NOT NULL, file TEXT NOT NULL,
        prompt TEXT NOT NULL, seed INTEGER NOT NULL, backbone TEXT NOT NULL, method TEXT, rating INTEGER NOT NULL,
        frames INTEGER NOT NULL, record TEXT NOT NULL) STRICT;
    CREATE INDEX results_by_time ON results (created, id);
    CREATE TABLE result_artifacts (result_id TEXT NOT NULL REFERENCES results (id) ON DELETE CASCADE,
        artifact_id TEXT NOT NULL, PRIMARY KEY (result_id, artifact_id)) STRICT, WITHOUT ROWID;
    CREATE INDEX results_by_artifact ON result_artifacts (artifact_id);
    CREATE TABLE result_subjects (result_id TEXT NOT NULL REFERENCES results (id) ON DELETE CASCADE,
        subject_id TEXT NOT NULL, PRIMARY KEY (result_id, subject_id)) STRICT, WITHOUT ROWID;
    CREATE TABLE result_tags (result_id TEXT NOT NULL REFERENCES results (id) ON DELETE CASCADE,
        tag TEXT NOT NULL, PRIMARY KEY (result_id, tag)) STRICT, WITHOUT ROWID;
    """,
    """
    ALTER TABLE results ADD COLUMN colour TEXT NOT NULL DEFAULT '';
    CREATE INDEX results_by_subject ON result_subjects (subject_id);
    CREATE INDEX results_by_tag ON result_tags (tag);
    """,
)


class Index:
    """One connection, usable from several threads one after the other."""

    def __init__(self, connection: sqlite3.Connection, path: Path | None) -> None:
        self._db = connection
        self._lock = threading.RLock()
        self.path = path

    @classmethod
    def open(cls, path: Path) -> Self:
        """For the holder of the lock. Raises sqlite3.DatabaseError when the file is damaged or of another version."""
        index = cls(_connect(str(path)), path)
        try:
            index._prepare()
        except BaseException:
            index.close()
            raise
        return index

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read-only, without the lock. Raises sqlite3.DatabaseError when missing, damaged or of another version."""
        index = cls(_connect(f"{path.absolute().as_uri()}?mode=ro", uri=True), path)
        try:
            if index.version() != len(MIGRATIONS):
                raise sqlite3.DatabaseError("another version")
            index._require_sound()
        except BaseException:
            index.close()
            raise
        return index

    @classmethod
    def in_memory(cls) -> Self:
        """For libraries that cannot be written to."""
        index = cls(_connect(":memory:"), None)
        index._prepare()
        return index

    def version(self) -> int:
        """Number of migrations applied."""
        return int(self._db.execute("PRAGMA user_version").fetchone()[0])

    def close(self) -> None:
        """Write all to the one file and let go."""
        with self._lock:
            self._db.close()

    @contextlib.contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """One transaction. Raises DiskProblem; then nothing of it is kept."""
        with self._lock, _as_disk_problem(self.path):
            if self._db.in_transaction:
                yield self._db
                return
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def query(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows. Raises DiskProblem."""
        with self._lock, _as_disk_problem(self.path):
            return self._db.execute(sql, tuple(values)).fetchall()

    def dump(self) -> str:
        """The whole content as SQL text: equal for two indexes of the same files."""
        with self._lock:
            lines = [
                str(row[0]) for row in self._db.execute("SELECT sql FROM sqlite_master WHERE sql > '' ORDER BY name")
            ]
            for table in TABLES:
                rows = self._db.execute(f"SELECT * FROM {table} ORDER BY 1, 2")
                lines += [f"INSERT INTO {table} VALUES {row!r}" for row in rows]
            return "\n".join(lines)

    def put_subject(self, subject: Subject) -> None:
        """Add or replace."""
        with self.write() as db:
            db.execute("DELETE FROM subjects WHERE id = ?", (subject.id,))
            db.execute(
                "INSERT INTO subjects VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    subject.id,
                    subject.name,
                    key(subject.name),
                    subject.class_word,
                    str(subject.kind),
                    subject.created,
                    _text(subject),
                ),
            )
            db.executemany(
                "INSERT INTO photos VALUES (?, ?, ?, ?, ?)",
                [(subject.id, i, p.id, p.blake3, p.extension) for i, p in enumerate(subject.photos)],
            )

    def put_artifact(self, manifest: Manifest) -> None:
        """Add or replace."""
        with self.write() as db:
            db.execute("DELETE FROM artifacts WHERE id = ?", (manifest.id,))
            db.execute(
                "INSERT INTO artifacts VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    manifest.id,
                    manifest.created,
                    manifest.method,
                    manifest.backbone,
                    manifest.backbone_family,
                    manifest.size_bytes,
                    _text(manifest),
                ),
            )
            db.executemany(
                "INSERT OR IGNORE INTO artifact_subjects VALUES (?, ?)",
                [(manifest.id, subject) for subject in manifest.subject_ids],
            )

    def put_result(self, result: Result, folder: str) -> None:
        """Add or replace. folder: "2026-11"."""
        request = result.request
        regions = request.layout.regions if request.layout else ()
        artifacts = {use.artifact for use in request.uses} | set(request.names.values())
        artifacts |= {region.artifact for region in regions if region.artifact}
        subjects = set(request.references) | {region.subject for region in regions if region.subject}
        with self.write() as db:
            db.execute("DELETE FROM results WHERE id = ?", (result.id,))
            db.execute(
                "INSERT INTO results VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    result.id,
                    result.created,
                    folder,
                    result.file,
                    result.prompt,
                    result.seed,
                    request.backbone,
                    request.method,
                    result.rating,
                    result.frames,
                    _text(result),
                    result.colour,
                ),
            )
            for table, values in (
                ("result_artifacts", artifacts),
                ("result_subjects", subjects),
                ("result_tags", set(result.tags)),
            ):
                db.executemany(f"INSERT INTO {table} VALUES (?, ?)", [(result.id, value) for value in sorted(values)])

    def drop(self, table: str, row_id: str) -> None:
        """Remove a subject, artifact or result; what refers to it goes with it."""
        assert table in {"subjects", "artifacts", "results"}
        with self.write() as db:
            db.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))

    def ids(self, table: str) -> set[str]:
        """All ids of a table."""
        assert table in {"subjects", "artifacts", "results"}
        return {row[0] for row in self.query(f"SELECT id FROM {table}")}

    def clear(self) -> None:
        """Empty all tables."""
        with self.write() as db:
            for table in reversed(TABLES):
                db.execute(f"DELETE FROM {table}")

    def forget(self) -> None:
        """After a purge: overwrite freed pages and shrink, so that deleted rows cannot be read from the file."""
        with self._lock, _as_disk_problem(self.path):
            self._db.execute("VACUUM")
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def problems(self) -> list[str]:
        """SQLite's own check; empty when sound."""
        rows = self.query("PRAGMA integrity_check")
        found = [str(row[0]) for row in rows if row[0] != "ok"]
        return found + [f"foreign key: {row}" for row in self.query("PRAGMA foreign_key_check")]

    def _prepare(self) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON"):
            self._db.execute(f"PRAGMA {pragma}")
        have = self.version()
        if have > len(MIGRATIONS):
            raise sqlite3.DatabaseError(f"index version {have} is newer")
        for number, script in enumerate(MIGRATIONS[have:], start=have + 1):
            self._db.execute("BEGIN IMMEDIATE")
            for statement in filter(str.strip, script.split(";")):
                self._db.execute(statement)
            self._db.execute(f"PRAGMA user_version={number}")
            self._db.execute(f"PRAGMA application_id={APPLICATION_ID}")
            self._db.execute("COMMIT")
        self._require_sound()

    def _require_sound(self) -> None:
        found = self._db.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise sqlite3.DatabaseError(str(found))


def _connect(where: str, uri: bool = False) -> sqlite3.Connection:
    connection = sqlite3.connect(where, uri=uri, isolation_level=None, check_same_thread=False, timeout=5.0)
    connection.execute("PRAGMA busy_timeout=5000")
    return connection


def _text(record: Record) -> str:
    return json.dumps(record.to_data(), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


@contextlib.contextmanager
def _as_disk_problem(path: Path | None) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        text = str(error)
        where = path or "the index"
        if "full" in text:
            raise DiskProblem(
                f"“{where}” cannot be written: the disk is full.",
                "Free some space on that disk, then try again.",
                text,
            ) from error
        if "readonly" in text or "read-only" in text:
            raise DiskProblem(
                f"“{where}” cannot be written: it is read-only.",
                "Give yourself the right to that folder, or choose another one.",
                text,
            ) from error
        raise DiskProblem(
            f"The index “{where}” cannot be used: {text}.", "Run `studio library rebuild`.", text
        ) from error
    except sqlite3.DatabaseError as error:
        raise DiskProblem(
            f"The index “{path}” is damaged.", "Run `studio library rebuild`; nothing is lost by it.", str(error)
        ) from error
