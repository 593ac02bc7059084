"""The shipped samples can be added as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core import folders
from studio.core.errors import InputProblem
from studio.library.gallery.samples import sample, samples
from studio.library.library import Library


def test_every_sample_is_good_and_credited(tmp_path: Path) -> None:
    credits_ = (folders.resources() / "samples" / "ATTRIBUTION.md").read_text("utf-8")
    with Library.open(tmp_path / "library") as library:
        for entry in samples():
            subject = library.gallery.add(entry.name, entry.class_word, entry.photos, entry.kind)
            assert 4 <= len(subject.photos) == len(entry.photos)
            assert not any("blurred" in problem or "dark" in problem for p in subject.photos for problem in p.problems)
            assert entry.attribution
            assert f"{entry.key}/" in credits_


def test_unknown() -> None:
    with pytest.raises(InputProblem, match="There is no sample"):
        sample("doog")
