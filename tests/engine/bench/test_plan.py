"""What a bench is about: unseen drawings and held-out people become subjects of its library."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.errors import InputProblem
from studio.engine.bench import plan as plans
from studio.engine.bench import subjects as sources
from studio.library.gallery.records import Kind
from studio.library.library import Library
from tests.engine.bench.test_bench import asked


def test_drawings_can_teach_with_one_picture_and_keep_the_others_to_judge_by(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        subject = plans.gather(library, asked(tmp_path / "library", tmp_path / "out", subjects=("bench:1:1",)))[0]
        view = library.gallery.view(subject.id)
        assert len(view.training) == 1
        assert view.selection is not None
        assert view.report is not None
        assert len({view.training[0].id, view.selection.id, view.report.id}) == 3
        again = plans.gather(library, asked(tmp_path / "library", tmp_path / "out", subjects=("bench:1:1",)))[0]
        assert again.id == subject.id
        with pytest.raises(InputProblem, match="4 cannot teach"):
            plans.gather(library, asked(tmp_path / "library", tmp_path / "out", subjects=("bench:1:4",)))


def test_held_out_people_are_subjects_too_and_others_are_refused(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        found = sources.drawings(library, ["person:8", "person:16"])
        assert [subject.kind for subject in found] == [Kind.PERSON, Kind.PERSON]
        assert found[0].name != found[1].name
        assert all(subject.class_word in ("man", "woman", "person") for subject in found)
        for taught in ("person:9", "person:x", "people:8"):
            with pytest.raises(InputProblem, match="no unseen drawing"):
                sources.drawings(library, [taught])
