"""subject, artifact, export, library, convert: shapes of docs/cli.md, and every bad input one sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.core.folders import default_library
from studio.engine.backbones.tiny import tiny
from studio.library.artifacts import tensors
from studio.library.library import Library
from tests.fakes.command_line import Typed
from tests.fakes.pictures import artifact, lora_tensors, photo, photos, result


@pytest.fixture
def rex(typed: Typed, tmp_path: Path) -> dict[str, Any]:
    """A subject with five photos."""
    ran = typed(
        "subject", "add", "Rex", "--class-word", "dog", "--kind", "animal", *photos(tmp_path / "rex", 5), "--json"
    )
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
        assert Path(rex["path"]).is_dir()
        assert rex["kind"] == "animal"
        roles = [kept["role"] for kept in rex["photos"]]
        assert sorted(roles) == ["report", "selection", "training", "training", "training"]
        for kept in rex["photos"]:
            keys = {"id", "name", "path", "blake3", "size", "caption", "held_out", "role", "problems"}
            assert set(kept) == keys
            assert Path(kept["path"]).is_absolute()
            assert Path(kept["path"]).is_file()

    def test_list_and_show(self, typed: Typed, rex: dict[str, Any]) -> None:
        assert typed("subject", "list", "--json").lines == [{"subjects": [rex]}]
        told = typed("subject", "show", "rex", "--json", "--quick").answer["subject"]
        known = [kept.pop("knowledge") for kept in told["photos"]]
        assert told.pop("budget").startswith("5 ")
        assert told.pop("missing_views") == []
        assert told == rex
        assert all(each["blur"] is not None for each in known)
        assert "Rex" in typed("subject", "list").out
        assert "selection" in typed("subject", "show", "Rex").out

    def test_photos(self, typed: Typed, rex: dict[str, Any], tmp_path: Path) -> None:
        more = photo(tmp_path, "more.png", 77)
        answer = typed("subject", "photos", "Rex", "add", more, "--json").answer
        assert len(answer["subject"]["photos"]) == 6
        assert answer["notes"] == []
        answer = typed("subject", "photos", "Rex", "hold-out", "more.png", "--json").answer
        assert [p["name"] for p in answer["subject"]["photos"] if p["held_out"]] == ["more.png"]
        answer = typed("subject", "photos", "Rex", "remove", rex["photos"][0]["id"], "more.png", "--json").answer
        assert len(answer["subject"]["photos"]) == 4

    def test_remove_and_restore_and_purge(self, typed: Typed, rex: dict[str, Any]) -> None:
        answer = typed("subject", "remove", "Rex", "--json").answer
        assert answer["removed"] == rex["id"]
        assert Path(answer["trash"]).is_dir()
        assert typed("subject", "list", "--json").answer == {"subjects": []}
        assert typed("library", "restore", rex["id"], "--json").answer == {"restored": rex["id"], "kind": "subject"}
        answer = typed("subject", "remove", "Rex", "--purge", "--json").answer
        assert answer["purged"] == rex["id"]
        assert answer["files"] == 6
        assert Path(answer["receipt"]).is_file()

    def test_library_option_wins(self, typed: Typed, tmp_path: Path) -> None:
        words = ("--class-word", "dog", photo(tmp_path), "--library", tmp_path / "other", "--json")
        assert typed("subject", "add", "Rex", *words).answer["subject"]["path"].startswith(str(tmp_path / "other"))
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
    def test_bad_input(self, typed: Typed, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
        good = photo(tmp_path, "good.jpg")
        (tmp_path / "empty.jpg").touch()
        (tmp_path / "cut.jpg").write_bytes(good.read_bytes()[:900])
        (tmp_path / "text.jpg").write_text("hello, this is text")
        paths = {name.upper(): tmp_path / f"{name}.jpg" for name in ("good", "empty", "cut", "text")}
        ran = typed("subject", "add", *[paths.get(word, word) for word in words])
        assert said in ran.problem()
        assert typed("subject", "list", "--json").answer == {"subjects": []}

    def test_twice_and_unknown(self, typed: Typed, rex: dict[str, Any], tmp_path: Path) -> None:
        again = typed("subject", "add", "REX", "--class-word", "dog", photo(tmp_path))
        assert "There is a subject named “REX” already." in again.problem()
        for words in (("show", "Rxe"), ("remove", "Rxe"), ("photos", "Rxe", "add", "x.jpg")):
            assert typed("subject", *words).problem() == "There is no subject “Rxe”. Did you mean “Rex”?"
        assert rex["name"] == "Rex"


class TestBusyLibrary:
    def test_changing_is_refused_and_looking_goes_on(self, typed: Typed, rex: dict[str, Any], tmp_path: Path) -> None:
        with Library.open(default_library(), program="the desktop"):
            said = typed("subject", "remove", "Rex").problem()
            assert "is in use by the desktop (process" in said
            assert "Close that program or wait" in said
            for words in (("subject", "list"), ("subject", "show", "Rex"), ("artifact", "list"), ("library", "check")):
                assert typed(*words).code == 0
        assert rex

    def test_newer_version(self, typed: Typed, rex: dict[str, Any]) -> None:
        (default_library() / "library.json").write_text('{"format": 7}')
        for words in (("list",), ("remove", "Rex")):
            assert "is from a newer version of the studio. Update" in typed("subject", *words).problem()
        assert rex


class TestArtifact:
    def test_list_and_show(self, typed: Typed, taught: str) -> None:
        (listed,) = typed("artifact", "list", "--json").answer["artifacts"]
        keys = {"id", "path", "method", "backbone", "subjects", "trigger", "created", "size_bytes", "scores"}
        assert set(listed) == keys
        assert listed["id"] == taught
        assert Path(listed["path"]).is_dir()
        assert typed("artifact", "list", "--subject", "Rex", "--json").answer["artifacts"] == [listed]
        shown = typed("artifact", "show", taught, "--json").answer["artifact"]
        assert shown["path"] == listed["path"]
        assert shown["tensors_sha256"]

    @pytest.mark.parametrize("form", ["kohya", "peft", "diffusers", "comfy"])
    def test_export(self, typed: Typed, taught: str, tmp_path: Path, form: str) -> None:
        answer = typed("artifact", "export", taught, "--format", form, "--out", tmp_path / form, "--json").answer
        assert answer["format"] == form
        assert answer["trigger"] == "sks dog"
        assert all(Path(file).is_file() and Path(file).is_absolute() for file in answer["files"])

    def test_merge(
        self, typed: Typed, rex: dict[str, Any], taught: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        backbone = tiny()
        monkeypatch.setattr("studio.engine.backbones.registry.load", lambda _name: backbone)
        words = (*photos(tmp_path / "tom", 1, first=7), "--json")
        tom = typed("subject", "add", "Tom", "--class-word", "cat", *words).answer["subject"]
        site = next(site for site in backbone.sites("cross") if site.role == "k")
        held = {
            site.key + ".diff": np.full(site.module.weight.shape, 0.01, np.float16),
            "words.0.0": np.ones((1, 32), np.float32),
        }
        ids: list[str] = []
        with Library.open(default_library()) as library:
            for one, trigger in ((rex, "<rex> dog"), (tom, "<tom> cat")):
                subject = (one["id"], one["name"], one["class_word"])
                made = artifact(library.root, held, method="custom_diffusion", subject=subject, trigger=trigger)
                ids.append(library.artifacts.index(made.id).id)
        merged = typed("artifact", "merge", *ids, "--json").answer["artifact"]
        assert merged["subjects"] == ["Rex", "Tom"]
        assert merged["id"] not in ids
        assert typed("artifact", "list", "--subject", "Tom", "--json").answer["artifacts"][0] == merged
        shown = typed("artifact", "show", merged["id"], "--json").answer["artifact"]
        assert shown["triggers"] == ["<rex> dog", "<tom> cat"]
        assert "two or more" in typed("artifact", "merge", ids[0]).problem()
        assert "one method" in typed("artifact", "merge", ids[1], taught).problem()

    def test_export_tampered_or_not_fitting(self, typed: Typed, taught: str, tmp_path: Path) -> None:
        words = ("artifact", "export", taught, "--out", tmp_path / "x", "--format")
        assert "Use --format kohya" in typed(*words, "a1111").problem()
        file = default_library() / "artifacts" / taught / "artifact.safetensors"
        file.write_bytes(file.read_bytes()[:-1] + b"!")
        assert "was changed after it was made" in typed(*words, "kohya").problem()

    def test_import(self, typed: Typed, rex: dict[str, Any], tmp_path: Path) -> None:
        file = tmp_path / "style.safetensors"
        file.write_bytes(tensors.dumps(lora_tensors()))
        answer = typed("artifact", "import", file, "--subject", "Rex", "--backbone", "mini", "--json").answer[
            "artifact"
        ]
        assert answer["method"] == "lora"
        assert answer["subjects"] == ["Rex"]
        assert answer["backbone"] == "mini"
        assert typed("subject", "show", "Rex", "--json").answer["subject"]["artifacts"] == [answer["id"]]
        (tmp_path / "x.pt").write_bytes(b"\x80\x04]q\0.")
        assert "is a pickle" in typed("artifact", "import", tmp_path / "x.pt").problem()
        assert "There is no file" in typed("artifact", "import", tmp_path / "none.safetensors").problem()
        assert rex

    def test_remove(self, typed: Typed, taught: str) -> None:
        assert typed("artifact", "remove", taught, "--json").answer["removed"] == taught
        assert typed("artifact", "show", taught).problem().startswith(f"There is no artifact “{taught}”.")
        typed("library", "restore", taught)
        answer = typed("artifact", "remove", taught, "--purge", "--json").answer
        assert answer["purged"] == taught
        assert Path(answer["receipt"]).is_file()


class TestExport:
    @pytest.mark.parametrize("form", ["png", "jpeg", "webp", "avif"])
    def test_by_subject(self, typed: Typed, drawn: list[str], tmp_path: Path, form: str) -> None:
        answer = typed("export", "--subject", "Rex", "--out", tmp_path / "o", "--format", form, "--json").answer
        assert len(answer["files"]) == 3
        assert answer["format"] == form
        assert answer["metadata"] == "full"
        assert all(Path(file).is_file() for file in answer["files"])
        assert drawn

    def test_by_id_and_as_a_sheet(self, typed: Typed, drawn: list[str], tmp_path: Path) -> None:
        assert len(typed("export", drawn[0], drawn[2], "--out", tmp_path / "o", "--json").answer["files"]) == 2
        words = ("export", "--out", tmp_path / "s.pdf", *drawn, "--format", "contact-sheet", "--json")
        assert typed(*words).answer["files"] == [str(tmp_path / "s.pdf")]

    def test_problems(self, typed: Typed, rex: dict[str, Any], tmp_path: Path) -> None:
        assert "There is nothing to export." in typed("export", "--out", tmp_path).problem()
        assert "There is no result “r-nothere0”." in typed("export", "r-nothere0", "--out", tmp_path).problem()
        assert "There is no picture of Rex yet." in typed("export", "--subject", "Rex", "--out", tmp_path).problem()
        assert rex


class TestLibrary:
    def test_check(self, typed: Typed, drawn: list[str]) -> None:
        report = typed("library", "check", "--json").answer
        assert report == {
            "subjects": 1, "photos": 5, "artifacts": 1, "results": 3,
            "missing": [], "corrupt": [], "orphaned": [], "index": [], "sound": True,
        }  # fmt: skip
        next((default_library() / "originals").glob("*/*")).unlink()
        ran = typed("library", "check", "--quick", "--json")
        assert ran.code == 1
        assert len(ran.answer["missing"]) == 1
        assert not ran.answer["sound"]
        assert ran.problem().startswith("1 files are missing and 0 are corrupt. Restore them from a backup")
        assert drawn

    def test_rebuild(self, typed: Typed, drawn: list[str]) -> None:
        answer = typed("library", "rebuild", "--json").answer
        assert answer == {"subjects": 1, "artifacts": 1, "results": len(drawn), "skipped": []}

    def test_backup_and_restore(self, typed: Typed, drawn: list[str], tmp_path: Path) -> None:
        answer = typed("library", "backup", "--json").answer
        archive = Path(answer["backup"])
        assert archive.is_file()
        assert archive.stat().st_size == answer["bytes"]
        assert archive.parent == default_library() / "backups"
        answer = typed("library", "restore", archive, "--library", tmp_path / "new", "--json").answer
        assert answer["library"] == str(tmp_path / "new")
        assert answer["results"] == len(drawn)
        assert "is not empty" in typed("library", "restore", archive).problem()

    def test_import(self, typed: Typed, tmp_path: Path) -> None:
        photos(tmp_path / "in" / "cat", 2)
        answer = typed("library", "import", tmp_path / "in", "--json").answer
        assert set(answer) == {"subjects", "artifacts", "results", "layouts", "skipped"}
        assert len(answer["subjects"]) == 1

    def test_no_library(self, typed: Typed) -> None:
        for action in ("check", "rebuild", "backup"):
            assert "There is no library in" in typed("library", action).problem()
        assert not default_library().exists()


def test_convert(typed: Typed, tmp_path: Path) -> None:
    import torch

    torch.save({"<rex>": torch.zeros(1, 8)}, tmp_path / "a.bin")
    answer = typed("convert", tmp_path / "a.bin", "--out", tmp_path / "b.safetensors", "--json").answer
    assert answer["file"] == str(tmp_path / "b.safetensors")
    assert answer["tensors"] == 1
    assert answer["left_out"] == []
    assert len(answer["sha256"]) == 64
    (tmp_path / "c.pt").write_text("hello")
    assert "is no pickle" in typed("convert", tmp_path / "c.pt").problem()
