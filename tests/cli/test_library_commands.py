"""subject, artifact, export, library, convert: shapes of docs/cli.md, and every bad input one sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio.core.folders import default_library
from studio.library.artifacts import tensors
from studio.library.library import Library
from tests.fakes.pictures import artifact, lora_tensors, photo, photos, result

Studio = Callable[..., Any]


@pytest.fixture
def rex(studio: Studio, tmp_path: Path) -> dict[str, Any]:
    """A subject with five photos."""
    ran = studio("subject", "add", "Rex", "--class-word", "dog", "--kind", "animal", *photos(tmp_path / "rex", 5), "--json")
    return ran.answer["subject"]


@pytest.fixture
def taught(rex: dict[str, Any]) -> str:
    """An artifact of his."""
    with Library.open(default_library()) as library:
        manifest = artifact(library.root, subject=(rex["id"], "Rex", "dog"))
        return library.artifacts.index(manifest.id).id


@pytest.fixture
def drawn(taught: str) -> list[str]:
    """Three pictures with it."""
    with Library.open(default_library()) as library:
        made = [result(library.root, f"a dog number {n}", n, artifacts=(taught,)) for n in range(3)]
        return [library.results.index(one.id).id for one in made]


class TestSubject:
    def test_add(self, rex: dict[str, Any]) -> None:
        assert set(rex) == {"id", "name", "class_word", "kind", "consent", "created", "path", "photos", "artifacts"}
        assert Path(rex["path"]).is_dir() and rex["kind"] == "animal"
        roles = [kept["role"] for kept in rex["photos"]]
        assert sorted(roles) == ["report", "selection", "training", "training", "training"]
        for kept in rex["photos"]:
            keys = {"id", "name", "path", "blake3", "size", "caption", "held_out", "role", "problems"}
            assert set(kept) == keys and Path(kept["path"]).is_absolute() and Path(kept["path"]).is_file()

    def test_list_and_show(self, studio: Studio, rex: dict[str, Any]) -> None:
        assert studio("subject", "list", "--json").lines == [{"subjects": [rex]}]
        assert studio("subject", "show", "rex", "--json").answer == {"subject": rex}
        assert "Rex" in studio("subject", "list").out and "selection" in studio("subject", "show", "Rex").out

    def test_photos(self, studio: Studio, rex: dict[str, Any], tmp_path: Path) -> None:
        more = photo(tmp_path, "more.png", 77)
        answer = studio("subject", "photos", "Rex", "add", more, "--json").answer
        assert len(answer["subject"]["photos"]) == 6 and answer["notes"] == []
        answer = studio("subject", "photos", "Rex", "hold-out", "more.png", "--json").answer
        assert [p["name"] for p in answer["subject"]["photos"] if p["held_out"]] == ["more.png"]
        answer = studio("subject", "photos", "Rex", "remove", rex["photos"][0]["id"], "more.png", "--json").answer
        assert len(answer["subject"]["photos"]) == 4

    def test_remove_and_restore_and_purge(self, studio: Studio, rex: dict[str, Any]) -> None:
        answer = studio("subject", "remove", "Rex", "--json").answer
        assert answer["removed"] == rex["id"] and Path(answer["trash"]).is_dir()
        assert studio("subject", "list", "--json").answer == {"subjects": []}
        assert studio("library", "restore", rex["id"], "--json").answer == {"restored": rex["id"], "kind": "subject"}
        answer = studio("subject", "remove", "Rex", "--purge", "--json").answer
        assert answer["purged"] == rex["id"] and answer["files"] == 6 and Path(answer["receipt"]).is_file()

    def test_library_option_wins(self, studio: Studio, tmp_path: Path) -> None:
        words = ("--class-word", "dog", photo(tmp_path), "--library", tmp_path / "other", "--json")
        assert studio("subject", "add", "Rex", *words).answer["subject"]["path"].startswith(str(tmp_path / "other"))
        assert not default_library().exists()

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("Rex", "--class-word", "dog"), "There are no photos."),
            (("Rex", "--class-word", "dog", "none.jpg"), "There is no file “none.jpg”."),
            (("", "--class-word", "dog", "GOOD"), "The subject has no name."),
            (("x" * 300, "--class-word", "dog", "GOOD"), "The name has 300 characters"),
            (("a/b", "--class-word", "dog", "GOOD"), "The name “a/b” holds “/”"),
            (("Rex 🐶", "--class-word", "dog", "GOOD"), "holds “🐶”"),
            (("Rex", "--class-word", "", "GOOD"), "no class word"),
            (("Ann", "--class-word", "woman", "--kind", "person", "GOOD"), "no consent note"),
            (("Rex", "--class-word", "dog", "EMPTY"), "is empty."),
            (("Rex", "--class-word", "dog", "CUT"), "is damaged or cut off."),
            (("Rex", "--class-word", "dog", "TEXT"), "is not a picture"),
        ],
    )
    def test_bad_input(self, studio: Studio, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
        good = photo(tmp_path, "good.jpg")
        (tmp_path / "empty.jpg").touch()
        (tmp_path / "cut.jpg").write_bytes(good.read_bytes()[:900])
        (tmp_path / "text.jpg").write_text("hello, this is text")
        paths = {name.upper(): tmp_path / f"{name}.jpg" for name in ("good", "empty", "cut", "text")}
        ran = studio("subject", "add", *[paths.get(word, word) for word in words])
        assert said in ran.problem()
        assert studio("subject", "list", "--json").answer == {"subjects": []}

    def test_twice_and_unknown(self, studio: Studio, rex: dict[str, Any], tmp_path: Path) -> None:
        again = studio("subject", "add", "REX", "--class-word", "dog", photo(tmp_path))
        assert "There is a subject named “REX” already." in again.problem()
        for words in (("show", "Rxe"), ("remove", "Rxe"), ("photos", "Rxe", "add", "x.jpg")):
            assert studio("subject", *words).problem() == "There is no subject “Rxe”. Did you mean “Rex”?"
        assert rex["name"] == "Rex"


class TestBusyLibrary:
    def test_changing_is_refused_and_looking_goes_on(self, studio: Studio, rex: dict[str, Any], tmp_path: Path) -> None:
        with Library.open(default_library(), program="the desktop"):
            said = studio("subject", "remove", "Rex").problem()
            assert "is in use by the desktop (process" in said and "Close that program or wait" in said
            for words in (("subject", "list"), ("subject", "show", "Rex"), ("artifact", "list"), ("library", "check")):
                assert studio(*words).code == 0
        assert rex

    def test_newer_version(self, studio: Studio, rex: dict[str, Any]) -> None:
        (default_library() / "library.json").write_text('{"format": 7}')
        for words in (("list",), ("remove", "Rex")):
            assert "is from a newer version of the studio. Update" in studio("subject", *words).problem()
        assert rex


class TestArtifact:
    def test_list_and_show(self, studio: Studio, taught: str) -> None:
        (listed,) = studio("artifact", "list", "--json").answer["artifacts"]
        keys = {"id", "path", "method", "backbone", "subjects", "trigger", "created", "size_bytes", "scores"}
        assert set(listed) == keys and listed["id"] == taught and Path(listed["path"]).is_dir()
        assert studio("artifact", "list", "--subject", "Rex", "--json").answer["artifacts"] == [listed]
        shown = studio("artifact", "show", taught, "--json").answer["artifact"]
        assert shown["path"] == listed["path"] and shown["tensors_sha256"]

    @pytest.mark.parametrize("form", ["kohya", "peft", "diffusers", "comfy"])
    def test_export(self, studio: Studio, taught: str, tmp_path: Path, form: str) -> None:
        answer = studio("artifact", "export", taught, "--format", form, "--out", tmp_path / form, "--json").answer
        assert answer["format"] == form and answer["trigger"] == "sks dog"
        assert all(Path(file).is_file() and Path(file).is_absolute() for file in answer["files"])

    def test_export_tampered_or_not_fitting(self, studio: Studio, taught: str, tmp_path: Path) -> None:
        words = ("artifact", "export", taught, "--out", tmp_path / "x", "--format")
        assert "Use --format kohya" in studio(*words, "a1111").problem()
        file = default_library() / "artifacts" / taught / "artifact.safetensors"
        file.write_bytes(file.read_bytes()[:-1] + b"!")
        assert "was changed after it was made" in studio(*words, "kohya").problem()

    def test_import(self, studio: Studio, rex: dict[str, Any], tmp_path: Path) -> None:
        file = tmp_path / "style.safetensors"
        file.write_bytes(tensors.dumps(lora_tensors()))
        answer = studio("artifact", "import", file, "--subject", "Rex", "--backbone", "mini", "--json").answer["artifact"]
        assert answer["method"] == "lora" and answer["subjects"] == ["Rex"] and answer["backbone"] == "mini"
        assert studio("subject", "show", "Rex", "--json").answer["subject"]["artifacts"] == [answer["id"]]
        (tmp_path / "x.pt").write_bytes(b"\x80\x04]q\0.")
        assert "is a pickle" in studio("artifact", "import", tmp_path / "x.pt").problem()
        assert "There is no file" in studio("artifact", "import", tmp_path / "none.safetensors").problem()
        assert rex

    def test_remove(self, studio: Studio, taught: str) -> None:
        assert studio("artifact", "remove", taught, "--json").answer["removed"] == taught
        assert studio("artifact", "show", taught).problem().startswith(f"There is no artifact “{taught}”.")
        studio("library", "restore", taught)
        answer = studio("artifact", "remove", taught, "--purge", "--json").answer
        assert answer["purged"] == taught and Path(answer["receipt"]).is_file()


class TestExport:
    @pytest.mark.parametrize("form", ["png", "jpeg", "webp", "avif"])
    def test_by_subject(self, studio: Studio, drawn: list[str], tmp_path: Path, form: str) -> None:
        answer = studio("export", "--subject", "Rex", "--out", tmp_path / "o", "--format", form, "--json").answer
        assert len(answer["files"]) == 3 and answer["format"] == form and answer["metadata"] == "full"
        assert all(Path(file).is_file() for file in answer["files"]) and drawn

    def test_by_id_and_as_a_sheet(self, studio: Studio, drawn: list[str], tmp_path: Path) -> None:
        assert len(studio("export", drawn[0], drawn[2], "--out", tmp_path / "o", "--json").answer["files"]) == 2
        words = ("export", "--out", tmp_path / "s.pdf", *drawn, "--format", "contact-sheet", "--json")
        assert studio(*words).answer["files"] == [str(tmp_path / "s.pdf")]

    def test_problems(self, studio: Studio, rex: dict[str, Any], tmp_path: Path) -> None:
        assert "There is nothing to export." in studio("export", "--out", tmp_path).problem()
        assert "There is no result “r-nothere0”." in studio("export", "r-nothere0", "--out", tmp_path).problem()
        assert "There is no picture of Rex yet." in studio("export", "--subject", "Rex", "--out", tmp_path).problem()
        assert rex


class TestLibrary:
    def test_check(self, studio: Studio, drawn: list[str]) -> None:
        report = studio("library", "check", "--json").answer
        assert report == {
            "subjects": 1, "photos": 5, "artifacts": 1, "results": 3,
            "missing": [], "corrupt": [], "orphaned": [], "index": [], "sound": True,
        }  # fmt: skip
        next((default_library() / "originals").glob("*/*")).unlink()
        ran = studio("library", "check", "--quick", "--json")
        assert ran.code == 1 and len(ran.answer["missing"]) == 1 and not ran.answer["sound"]
        assert ran.problem().startswith("1 files are missing and 0 are corrupt. Restore them from a backup")
        assert drawn

    def test_rebuild(self, studio: Studio, drawn: list[str]) -> None:
        answer = studio("library", "rebuild", "--json").answer
        assert answer == {"subjects": 1, "artifacts": 1, "results": len(drawn), "skipped": []}

    def test_backup_and_restore(self, studio: Studio, drawn: list[str], tmp_path: Path) -> None:
        answer = studio("library", "backup", "--json").answer
        archive = Path(answer["backup"])
        assert archive.is_file() and archive.stat().st_size == answer["bytes"]
        assert archive.parent == default_library() / "backups"
        answer = studio("library", "restore", archive, "--library", tmp_path / "new", "--json").answer
        assert answer["library"] == str(tmp_path / "new") and answer["results"] == len(drawn)
        assert "is not empty" in studio("library", "restore", archive).problem()

    def test_import(self, studio: Studio, tmp_path: Path) -> None:
        photos(tmp_path / "in" / "cat", 2)
        answer = studio("library", "import", tmp_path / "in", "--json").answer
        assert set(answer) == {"subjects", "artifacts", "results", "layouts", "skipped"}
        assert len(answer["subjects"]) == 1

    def test_no_library(self, studio: Studio) -> None:
        for action in ("check", "rebuild", "backup"):
            assert "There is no library in" in studio("library", action).problem()
        assert not default_library().exists()


def test_convert(studio: Studio, tmp_path: Path) -> None:
    import torch

    torch.save({"<rex>": torch.zeros(1, 8)}, tmp_path / "a.bin")
    answer = studio("convert", tmp_path / "a.bin", "--out", tmp_path / "b.safetensors", "--json").answer
    assert answer["file"] == str(tmp_path / "b.safetensors") and answer["tensors"] == 1 and answer["left_out"] == []
    assert len(answer["sha256"]) == 64
    (tmp_path / "c.pt").write_text("hello")
    assert "is no pickle" in studio("convert", tmp_path / "c.pt").problem()
