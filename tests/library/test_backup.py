"""Backup and restore: all of it or nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from studio.core.errors import DiskProblem, InputProblem, StudioError
from studio.library.library import Library


class TestBackup:
    def test_restore_gives_the_same_library(self, filled: Library, tmp_path: Path) -> None:
        archive = filled.backup(tmp_path / "b.zip")
        answer = Library.restore(archive, tmp_path / "again")
        assert answer["files"] > 10
        with Library.open(tmp_path / "again") as again:
            assert again.index.dump() == filled.index.dump()
            assert again.check()["sound"]

    @pytest.mark.parametrize("place", [200, 3000, -400])
    def test_damaged_backups_leave_nothing(self, filled: Library, tmp_path: Path, place: int) -> None:
        archive = filled.backup(tmp_path / "b.zip")
        content = bytearray(archive.read_bytes())
        content[place : place + 40] = bytes(40)
        archive.write_bytes(content)
        with pytest.raises(StudioError):
            Library.restore(archive, tmp_path / "again")
        assert not (tmp_path / "again").exists()
        assert not list(tmp_path.glob("*.restoring"))

    def test_not_into_a_folder_with_files(self, filled: Library, tmp_path: Path) -> None:
        archive = filled.backup(tmp_path / "b.zip")
        with pytest.raises(InputProblem, match="is not empty"):
            Library.restore(archive, filled.root)

    def test_names_that_leave_the_folder(self, tmp_path: Path) -> None:
        import hashlib
        import zipfile

        evil = "../evil.txt"
        digest = hashlib.sha256(b"x").hexdigest()
        with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
            archive.writestr(evil, b"x")
            archive.writestr("library.json", b"x")
            archive.writestr("backup.json", json.dumps({"format": 1, "sha256": {evil: digest, "library.json": digest}}))
        with pytest.raises(InputProblem, match="is damaged"):
            Library.restore(tmp_path / "b.zip", tmp_path / "deep" / "again")
        assert not (tmp_path / "evil.txt").exists()
        assert not (tmp_path / "deep" / "evil.txt").exists()

    def test_missing_or_no_backup(self, tmp_path: Path) -> None:
        (tmp_path / "x.zip").write_text("hello")
        with pytest.raises(InputProblem, match="is damaged"):
            Library.restore(tmp_path / "x.zip", tmp_path / "a")
        with pytest.raises(DiskProblem, match="cannot be read"):
            Library.restore(tmp_path / "y.zip", tmp_path / "a")
