"""Where the subject of stored photos is: looked for once, read again, and what cannot be known says why."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.cli.photo_facts import facts, subjects_seen
from studio.core.errors import MissingWeights
from studio.core.geometry import BoxFrac
from studio.engine.perception import photo_subjects
from studio.engine.perception.photo_subjects import known_or_looked_at
from studio.engine.perception.segmenter import FoundMask, Pixels
from studio.library.catalogue.segmenters import SegmenterCard, SegmenterKind
from studio.library.gallery.records import Kind, Subject
from studio.library.library import Library
from tests.fakes.pictures import photos


class _RedThings:
    """A segmenter that finds what is red."""

    card = SegmenterCard(kind=SegmenterKind.SAM1, name="red", folder=Path("red"), file=Path(__file__), licence="MIT")

    def __init__(self) -> None:
        self.looks = 0

    def look_at(self, picture: Pixels) -> None:
        self.looks += 1
        self._red = (picture[..., 0] > 150) & (picture[..., 1] < 90)

    def automatic(self, points_per_side: int = 16, is_strict: bool = True) -> list[FoundMask]:
        return [FoundMask(self._red, 0.8)] if self._red.any() else []


@pytest.fixture
def red(monkeypatch: pytest.MonkeyPatch) -> _RedThings:
    made = _RedThings()
    monkeypatch.setattr(photo_subjects, "open_segmenter", lambda: made)
    return made


def _subject(root: Path, folder: Path) -> Subject:
    pixels = np.full((400, 800, 3), 240, np.uint8)
    pixels[100:300, 200:400] = (200, 20, 20)
    Image.fromarray(pixels).save(folder / "red.png")
    Image.new("RGB", (300, 300), "white").save(folder / "white.png")
    with Library.open(root) as library:
        return library.gallery.add("Rex", "thing", [folder / "red.png", folder / "white.png"])


def test_each_photo_is_looked_at_once_and_nothing_is_a_finding_too(tmp_path: Path, red: _RedThings) -> None:
    root = tmp_path / "library"
    subject = _subject(root, tmp_path)
    once, again = known_or_looked_at(root, subject.photos), known_or_looked_at(root, subject.photos)
    assert once == again
    known, problem = again
    assert problem is None
    first, second = (known[photo.id] for photo in subject.photos)
    assert first.box == BoxFrac(0.25, 0.25, 0.5, 0.75)
    assert (first.by, first.licence, first.quality, second.box) == ("red", "MIT", 0.8, None)
    assert red.looks == 2
    told = [facts(photo, subject, None, None, known[photo.id]) for photo in subject.photos]
    assert told[0]["subject_box"] == [0.25, 0.25, 0.5, 0.75]
    assert [(one["subject_seen"], one["mask"]) for one in told] == [(True, "proposed"), (False, None)]
    turned = subject.photos[0].model_copy(update={"rotation_deg": 90})
    assert known_or_looked_at(root, [turned])[0][turned.id].box == BoxFrac(0.25, 0.25, 0.75, 0.5)


def test_what_was_not_looked_at_is_not_measured(tmp_path: Path, red: _RedThings) -> None:
    root = tmp_path / "library"
    subject = _subject(root, tmp_path)
    assert subjects_seen(root, subject, is_quick=True) == ({}, "")
    told = facts(subject.photos[0], subject, None, None)
    assert {"subject_box", "subject_seen", "mask"} <= set(told["not_measured"])
    assert told["subject_by"] is None
    style = subject.model_copy(update={"kind": Kind.STYLE})
    assert subjects_seen(root, style, is_quick=False) == ({}, "")
    assert red.looks == 0


def test_without_a_segmenter_it_says_so_and_a_bad_photo_does_not_end_the_others(
    tmp_path: Path, red: _RedThings, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "library"
    subject = _subject(root, tmp_path)
    gone = root / "originals" / subject.photos[0].blake3[:2] / f"{subject.photos[0].blake3}.png"
    gone.unlink()
    seen, why = subjects_seen(root, subject, is_quick=False)
    assert list(seen) == [subject.photos[1].id]
    assert "no file" in why

    def none() -> None:
        raise MissingWeights("The studio's segmenter is not installed.", "Install the studio again.")

    monkeypatch.setattr(photo_subjects, "open_segmenter", none)
    fresh = tmp_path / "more"
    fresh.mkdir()
    with Library.open(root) as library:
        other = library.gallery.add("Max", "thing", photos(fresh, 2))
    seen, why = subjects_seen(root, other, is_quick=False)
    assert seen == {}
    assert why == "The studio's segmenter is not installed. Install the studio again."
