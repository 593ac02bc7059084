"""The library: one door, one writer, JSON the truth, nothing lost on a bad disk."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from studio.core import files
from studio.core.errors import DiskProblem, InputProblem, LibraryBusy
from studio.library.library import Library
from studio.library.protocol.jobs import JobFolder
from studio.library.protocol.requests import TrainRequest
from studio.library.results.query import ResultFilter
from tests.fakes.pictures import artifact, photo, photos, png, result


class TestIndex:
    def test_rebuild_makes_it_identical(self, filled: Library) -> None:
        before = filled.index.dump()
        assert before.count("INSERT INTO") >= 2 + 6 + 2 + 2 + 3
        filled.rebuild()
        assert filled.index.dump() == before

    def test_deleted_index_comes_back_identical(self, filled: Library) -> None:
        before, root = filled.index.dump(), filled.root
        filled.close()
        for path in root.glob("library.db*"):
            path.unlink()
        with Library.open(root) as again:
            assert again.index.dump() == before

    @pytest.mark.parametrize("damage", [b"", b"not a database at all" * 100, None])
    def test_damaged_index_heals_on_opening(self, filled: Library, damage: bytes | None) -> None:
        before, root = filled.index.dump(), filled.root
        filled.close()
        path = root / "library.db"
        if damage is None:  # the header stays, pages are overwritten
            content = bytearray(path.read_bytes())
            content[4096 : 4096 * 5] = os.urandom(4096 * 4)
            damage = bytes(content)
        for side in root.glob("library.db-*"):
            side.unlink()
        path.write_bytes(damage)
        with Library.open(root) as again:
            assert again.index.dump() == before

    def test_index_of_a_newer_version_is_made_anew(self, filled: Library) -> None:
        import sqlite3

        before, root = filled.index.dump(), filled.root
        filled.close()
        with contextlib.closing(sqlite3.connect(root / "library.db")) as db:
            db.execute("PRAGMA user_version=99")
        with Library.open(root) as again:
            assert again.index.dump() == before

    def test_files_a_worker_wrote_are_found_on_opening(self, filled: Library) -> None:
        root = filled.root
        filled.close()
        manifest, drawn = artifact(root), result(root, "a new one")
        with Library.open(root) as again:
            assert again.artifacts.find(manifest.id) == manifest
            assert again.results.find(drawn.id) == drawn

    def test_reading_needs_no_lock_and_no_index(self, filled: Library) -> None:
        with Library.read(filled.root) as reader:
            assert [subject.name for subject in reader.gallery.list()] == ["Mia", "Rex"]
        root = filled.root
        filled.close()
        for path in root.glob("library.db*"):
            path.unlink()
        with Library.read(root) as reader:
            assert len(reader.results.list()) == 3
        assert not (root / "library.db").exists()

    def test_a_library_that_is_not_there_is_empty_to_read(self, tmp_path: Path) -> None:
        with Library.read(tmp_path / "none") as reader:
            assert reader.gallery.list() == []
        assert not (tmp_path / "none").exists()
        with pytest.raises(DiskProblem, match="There is no library"):
            Library.read(tmp_path / "none", must_exist=True)
        with pytest.raises(DiskProblem, match="There is no library"):
            Library.open(tmp_path / "none", create=False)


class TestDoor:
    def test_locked(self, tmp_path: Path) -> None:
        said = rf"is in use by the desktop \(process {os.getpid()}\)"
        with Library.open(tmp_path, program="the desktop"), pytest.raises(LibraryBusy, match=said):
            Library.open(tmp_path)
        Library.open(tmp_path).close()

    def test_lock_of_a_killed_program_is_free(self, tmp_path: Path) -> None:
        program = f"""
            import os
            from pathlib import Path
            from studio.library.library import Library
            Library.open(Path({str(tmp_path / "library")!r}))
            os._exit(9)
        """
        subprocess.run([sys.executable, "-c", textwrap.dedent(program)], cwd=Path.cwd(), check=False)
        assert (tmp_path / "library" / ".lock-owner.json").exists()
        Library.open(tmp_path / "library").close()

    def test_newer_version(self, tmp_path: Path) -> None:
        files.write_json(tmp_path / "library.json", {"format": 2, "id": "lib-abcdefgh"})
        for door in (Library.open, Library.read):
            with pytest.raises(DiskProblem, match="from a newer version") as caught:
                door(tmp_path)
            assert "Update the studio" in caught.value.remedy

    @pytest.mark.parametrize("text", ["", "{}", '{"format": "x"}', "[1]"])
    def test_damaged_library_json(self, tmp_path: Path, text: str) -> None:
        (tmp_path / "library.json").write_text(text)
        with pytest.raises(DiskProblem, match="is damaged"):
            Library.open(tmp_path)

    @pytest.mark.skipif(os.name != "posix", reason="rights are POSIX's here")
    def test_read_only_as_another_user(self, filled: Library) -> None:
        """Reading goes on, changing is refused with a sentence."""
        root = filled.root
        filled.close()
        for path in [root, *root.rglob("*")]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        for folder in root.parents:
            if folder.owner() == root.owner() and folder != Path("/"):
                folder.chmod(folder.stat().st_mode | 0o011)
        program = """
            import os, sys
            from pathlib import Path
            from studio.core.errors import StudioError
            from studio.library.gallery.records import Subject
            from studio.library.library import Library
            Subject.model_rebuild()  # what pydantic imports for it, while the interpreter can still be read
            if os.getuid() == 0:
                os.setgid(65534); os.setuid(65534)
            root = Path(sys.argv[1])
            with Library.read(root) as library:
                print([s.name for s in library.gallery.list()], len(library.results.list()))
            for target in (root, root / "below"):
                try:
                    Library.open(target)
                except StudioError as error:
                    print(error.kind, error)
        """
        command = [sys.executable, "-c", textwrap.dedent(program), str(root)]
        done = subprocess.run(command, capture_output=True, text=True, cwd=Path.cwd(), check=False)
        lines = done.stdout.splitlines()
        for path in [root, *root.rglob("*")]:
            path.chmod(0o755)
        assert lines[0] == "['Mia', 'Rex'] 3", done.stderr
        assert len(lines) == 3
        for line in lines[1:]:
            assert line.startswith("DiskProblem")
            assert "there is no permission. Give yourself the right" in line

    @pytest.mark.skipif(sys.platform != "linux" or os.getuid() != 0, reason="needs to mount a tmpfs")
    def test_full_disk_for_real(self, tmp_path: Path) -> None:
        """On a tmpfs of 600 kB: the sentence comes, what was there stays sound, and space makes it work again."""
        disk = tmp_path / "disk"
        disk.mkdir()
        options = ["-t", "tmpfs", "-o", "size=600k", "tmpfs", str(disk)]
        if subprocess.run(["mount", *options], capture_output=True, check=False).returncode != 0:
            pytest.skip("mounting is not allowed here")
        try:
            with Library.open(disk / "library") as library:
                library.gallery.add("Rex", "dog", photos(tmp_path, 1))
                stuffing = disk / "stuffing"
                with contextlib.suppress(OSError), open(stuffing, "wb") as file:
                    while True:
                        file.write(bytes(1024))
                for attempt in range(3):
                    with pytest.raises(DiskProblem, match="disk is full"):
                        library.gallery.add(f"Max {attempt}", "dog", [photo(tmp_path, "big.bmp", 9)])
                assert [subject.name for subject in library.gallery.list()] == ["Rex"]
                stuffing.unlink()
                library.gallery.add("Max", "dog", photos(tmp_path, 1, first=5))
                assert library.check()["sound"]
        finally:
            subprocess.run(["umount", str(disk)], check=True)


class TestCheck:
    def test_sound(self, filled: Library) -> None:
        report = filled.check()
        assert report["sound"]
        assert not report["orphaned"]
        assert [report[kind] for kind in ("subjects", "photos", "artifacts", "results")] == [2, 6, 2, 3]

    def test_finds_what_is_missing_corrupt_and_orphaned(self, filled: Library) -> None:
        root = filled.root
        originals = sorted((root / "originals").glob("*/*"))
        originals[0].unlink()
        originals[1].chmod(0o600)
        originals[1].write_bytes(b"changed")
        (root / "originals" / "00").mkdir(exist_ok=True)
        (root / "originals" / "00" / ("0" * 64 + ".png")).write_bytes(b"x")
        tensors = sorted((root / "artifacts").glob("*/artifact.safetensors"))
        tensors[0].unlink()
        tensors[1].write_bytes(tensors[1].read_bytes()[:-1] + b"!")
        pictures = sorted((root / "results").glob("*/*.png"))
        pictures[0].unlink()
        pictures[1].write_bytes(b"changed")
        (pictures[0].parent / "r-stranger.png").write_bytes(png())
        next((root / "subjects").glob("*/masks/*.png")).unlink()
        (root / "artifacts" / "a-unfinished").mkdir()
        report = filled.check()
        assert not report["sound"]
        assert {Path(item["path"]).suffix for item in report["missing"]} == {".png", ".safetensors"}
        assert len(report["missing"]) == 4
        assert len(report["corrupt"]) == 3
        assert len(report["orphaned"]) == 3
        assert all(
            Path(item["path"]).is_absolute() and item["why"] for kind in ("missing", "corrupt") for item in report[kind]
        )

    def test_finds_an_index_that_differs(self, filled: Library) -> None:
        with filled.index.write() as db:
            db.execute("UPDATE results SET rating = 5")
        assert filled.check()["index"] == ["it differs from the files"]
        filled.rebuild()
        assert filled.check()["sound"]

    def test_unreadable_records_are_corrupt_and_left_out(self, filled: Library) -> None:
        path = next((filled.root / "subjects").glob("*/subject.json"))
        path.write_text("{")
        assert [item["path"] for item in filled.check()["corrupt"]] == [str(path)]
        answer = filled.rebuild()
        assert answer["subjects"] == 1
        assert len(answer["skipped"]) == 1


class TestTrashAndPurge:
    def test_a_subject_comes_back_with_its_id(self, filled: Library) -> None:
        before = filled.gallery.find("Rex")
        filled.gallery.remove("Rex")
        with pytest.raises(InputProblem):
            filled.gallery.find("Rex")
        assert not filled.check()["orphaned"]
        filled.put_back(before.id)
        assert filled.gallery.find("Rex") == before
        assert filled.check()["sound"]

    def test_originals_in_the_trash_are_kept_until_it_is_emptied(self, filled: Library) -> None:
        rex = filled.gallery.find("Rex")
        filled.gallery.remove("Rex")
        filled.gallery.remove("Mia", purge=True)
        assert len(list((filled.root / "originals").glob("*/*"))) == 4
        assert filled.empty_trash(days=30) == 0
        assert filled.empty_trash(days=-1) == 1
        assert list((filled.root / "originals").glob("*/*")) == []
        assert rex.name == "Rex"

    def test_nothing_is_overwritten_on_the_way_back(self, filled: Library) -> None:
        rex = filled.gallery.find("Rex")
        filled.gallery.remove("Rex")
        (filled.root / "subjects" / rex.id).mkdir()
        with pytest.raises(DiskProblem, match="is there already"):
            filled.put_back(rex.id)

    def test_purge_deletes_all_of_a_subject_and_gives_a_receipt(self, filled: Library, tmp_path: Path) -> None:
        rex = filled.gallery.find("Rex")
        (taught,) = filled.artifacts.list(rex.id)
        drawn = filled.results.list(ResultFilter(subject=rex.id))
        assert len(drawn) == 2
        request = TrainRequest(library=filled.root, subjects=(rex.id,), method="lora", artifact_id=taught.id)
        job = JobFolder.create(filled.jobs_root, request)
        filled.results.remove(drawn[0].id)
        for bench, who in (("mine", rex.id), ("others", "s-other0")):
            (filled.root / "bench" / bench / "library" / "subjects" / who).mkdir(parents=True)
            (filled.root / "bench" / bench / "bench.json").write_text(who)
        backup = filled.backup()
        receipt = json.loads(filled.gallery.remove("Rex", purge=True).read_text())
        assert receipt["item"] == rex.id
        assert receipt["bytes"] > 0
        assert receipt["backups_that_may_still_hold_it"] == [backup.name]
        assert "Rex" not in json.dumps(receipt)
        assert not job.path.exists()
        assert [bench.name for bench in (filled.root / "bench").iterdir()] == ["others"]
        assert [s.name for s in filled.gallery.list()] == ["Mia"]
        assert len(filled.artifacts.list()) == 1
        assert len(filled.results.list()) == 1
        left = [p for p in filled.root.rglob("*") if p.is_file() and p.parent.name not in ("receipts", "backups")]
        needles = [rex.id.encode(), taught.id.encode(), *(d.id.encode() for d in drawn)]
        for path in left:
            content = path.read_bytes()
            assert not any(needle in content for needle in needles), path
        assert len(list((filled.root / "originals").glob("*/*"))) == 2  # those of Mia, one of them shared
        assert filled.check()["sound"]


def test_killed_between_file_and_row_heals(tmp_path: Path) -> None:
    """A process that dies at any write leaves a library that opens sound."""
    photos(tmp_path / "in", 3)
    program = """
        import os, sys
        from pathlib import Path
        from studio.core import files
        from studio.library.library import Library
        root, folder, die = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
        real, count = os.replace, 0
        def replace(a, b):
            global count
            real(a, b)
            count += 1
            if count == die:
                os._exit(9)
        library = Library.open(root)
        files.os.replace = replace
        library.gallery.add("Rex", "dog", [folder])
        library.close()
    """
    for die in (1, 2, 3, 4, 99):
        root = tmp_path / f"library{die}"
        command = [sys.executable, "-c", textwrap.dedent(program), str(root), str(tmp_path / "in"), str(die)]
        subprocess.run(command, cwd=Path.cwd(), check=False)
        with Library.open(root) as library:
            assert library.check()["sound"], die
            assert len(library.gallery.list()) == (1 if die >= 4 else 0)
