"""Folders of photos, as trainers lay them out, become subjects."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.errors import InputProblem
from studio.library.library import Library
from tests.fakes.pictures import photos


class TestImportFolder:
    def test_folders_of_photos(self, tmp_path: Path) -> None:
        photos(tmp_path / "in" / "10_sks dog", 3)
        photos(tmp_path / "in" / "duck_toy", 2, first=5)
        (tmp_path / "in" / "duck_toy" / "05.txt").write_text("a duck  on a table\n")
        (tmp_path / "in" / "empty").mkdir()
        with Library.open(tmp_path / "library") as library:
            answer = library.import_folder(tmp_path / "in")
            assert len(answer["subjects"]) == 2
            assert [item["id"] for item in answer["skipped"]] == ["empty"]
            assert library.gallery.find("sks dog").class_word == "dog"
            duck = library.gallery.find("duck toy")
            assert duck.class_word == "duck toy"
            assert duck.photos[0].caption == "a duck on a table"

    def test_another_library(self, filled: Library, tmp_path: Path) -> None:
        with Library.open(tmp_path / "second") as second:
            second.gallery.add("Rex", "horse", photos(tmp_path, 1))
            answer = second.import_folder(filled.root)
            assert {kind: len(answer[kind]) for kind in ("subjects", "artifacts", "results", "skipped")} == {
                "subjects": 2,
                "artifacts": 2,
                "results": 3,
                "skipped": 0,
            }
            assert [s.name for s in second.gallery.list()] == ["Mia", "Rex", "Rex 2"]
            assert second.check()["sound"]
            assert not second.check()["orphaned"]
            with pytest.raises(InputProblem, match="nothing new"):
                second.import_folder(filled.root)

    def test_nothing_there(self, tmp_path: Path) -> None:
        with Library.open(tmp_path / "library") as library:
            with pytest.raises(InputProblem, match="There is no folder"):
                library.import_folder(tmp_path / "none")
            (tmp_path / "in").mkdir()
            with pytest.raises(InputProblem, match="nothing new"):
                library.import_folder(tmp_path / "in")
