"""The gallery: originals are kept as they came, rules hold, nothing is half added."""

from __future__ import annotations

import errno
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.core import files
from studio.core.errors import DiskProblem, InputProblem
from studio.library.gallery import store, thumbnails
from studio.library.gallery.records import Kind, Subject
from studio.library.library import Library
from tests.fakes.pictures import photo, photos, png


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        yield opened


def _originals(library: Library) -> list[Path]:
    return sorted((library.root / "originals").glob("*/*"))


def test_originals_are_copied_content_addressed_and_read_only(library: Library, tmp_path: Path) -> None:
    source = photo(tmp_path, "IMG_1.JPG", 1)
    subject = library.gallery.add("Rex", "dog", [source])
    (kept,) = subject.photos
    path = store.photo_path(library.root, kept)
    assert path.read_bytes() == source.read_bytes()
    assert path == library.root / "originals" / kept.blake3[:2] / f"{kept.blake3}.jpg"
    assert files.hash_file(path) == kept.blake3
    assert stat.S_IMODE(path.stat().st_mode) == 0o444
    assert kept.name == "IMG_1.JPG"


def test_the_worker_reads_without_lock_or_index(library: Library, tmp_path: Path) -> None:
    subject = library.gallery.add("Rex", "dog", photos(tmp_path, 5))
    assert store.read_subject(library.root, subject.id) == subject
    assert store.subject_view(library.root, subject.id) == library.gallery.view("rex")


def test_find_by_name_id_and_near_name(library: Library, tmp_path: Path) -> None:
    subject = library.gallery.add("Rex", "dog", photos(tmp_path, 1))
    for word in ("Rex", "rex", "@rex", subject.id):
        assert library.gallery.find(word) == subject
    with pytest.raises(InputProblem, match="There is no subject “Rax”") as caught:
        library.gallery.find("Rax")
    assert caught.value.remedy == "Did you mean “Rex”?"


def test_no_photos_and_a_name_twice(library: Library, tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="There are no photos"):
        library.gallery.add("Rex", "dog", [])
    library.gallery.add("Rex", "dog", photos(tmp_path, 1))
    with pytest.raises(InputProblem, match="already"):
        library.gallery.add("rex", "dog", photos(tmp_path, 1))


def test_a_person_needs_a_consent_note(library: Library, tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="no consent note"):
        library.gallery.add("Ann", "woman", photos(tmp_path, 1), Kind.PERSON)
    assert library.gallery.add("Ann", "woman", photos(tmp_path, 1), Kind.PERSON, "by mail").consent == "by mail"


def test_one_bad_photo_adds_nothing(library: Library, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(b"no")
    with pytest.raises(InputProblem, match=r"“bad\.jpg”"):
        library.gallery.add("Rex", "dog", [*photos(tmp_path, 2), bad])
    assert library.gallery.list() == []
    assert _originals(library) == []
    assert len(library.gallery.add("Rex", "dog", [*photos(tmp_path, 2), bad], skip_bad=True).photos) == 2


def test_photos_that_are_there_already(library: Library, tmp_path: Path) -> None:
    library.gallery.add("Rex", "dog", photos(tmp_path, 2))
    with pytest.raises(InputProblem, match="has these photos already"):
        library.gallery.add_photos("Rex", photos(tmp_path, 2))
    subject, intake = library.gallery.add_photos("Rex", photos(tmp_path, 3))
    assert len(subject.photos) == 3
    assert len(intake.notes) == 2


def test_near_duplicates_are_told(library: Library, tmp_path: Path) -> None:
    photo(tmp_path, "one.png", 1)
    photo(tmp_path, "two.jpg", 1, quality=70)
    subject = library.gallery.add("Rex", "dog", [tmp_path / "one.png", tmp_path / "two.jpg"])
    assert subject.photos[1].problems == ("“two.jpg” is nearly the same as “one.png”.",)


def test_photos_come_some_at_a_time_and_what_vanished_is_told(library: Library, tmp_path: Path) -> None:
    subject = library.gallery.add("Rex", "dog", photos(tmp_path / "first", 1))
    intake = library.gallery.examine([*photos(tmp_path, 2, first=1), *photos(tmp_path / "again", 1, first=0)], subject)
    (tmp_path / "02.png").unlink()
    subject = library.gallery.keep(subject.id, intake)
    assert [kept.name for kept in subject.photos] == ["00.png", "01.png"]
    assert [error.message for _, error in intake.refused] == ["There is no file “02.png”."]
    assert intake.notes == ["“00.png” is already there; it was left out."]


@pytest.mark.parametrize("failing", range(1, 5))
def test_full_disk_at_any_write_loses_and_adds_nothing(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    before = library.gallery.add("Max", "dog", photos(tmp_path / "max", 1, first=50))
    count = 0
    real = files.write_bytes

    def full(path: Path, data: bytes) -> None:
        nonlocal count
        count += 1
        if count >= failing:
            raise files.disk_problem(OSError(errno.ENOSPC, "No space left on device"), path)
        real(path, data)

    monkeypatch.setattr(files, "write_bytes", full)
    with pytest.raises(DiskProblem, match="the disk is full") as caught:
        library.gallery.add("Rex", "dog", photos(tmp_path, 3))
    assert "Free some space" in caught.value.remedy
    monkeypatch.undo()
    assert library.gallery.list() == [before]
    assert len(_originals(library)) == 1
    assert library.check()["sound"]
    assert not library.check()["orphaned"]
    assert len(library.gallery.add("Rex", "dog", photos(tmp_path, 3)).photos) == 3


def test_removed_photos_lie_in_the_trash_until_it_is_emptied(library: Library, tmp_path: Path) -> None:
    library.gallery.add("Rex", "dog", photos(tmp_path, 3))
    library.gallery.add("Max", "dog", photos(tmp_path, 1))
    subject = library.gallery.remove_photos("Rex", ["00.png", "01.png"])
    assert [kept.name for kept in subject.photos] == ["02.png"]
    assert len(_originals(library)) == 3
    assert library.check()["orphaned"] == []
    assert library.empty_trash(days=0) == 2
    assert len(_originals(library)) == 2, "Max still has 00.png"
    with pytest.raises(InputProblem, match=r"There is no photo of Rex called “9\.png”"):
        library.gallery.remove_photos("Rex", ["9.png"])


def test_masks(library: Library, tmp_path: Path) -> None:
    subject = library.gallery.add("Rex", "dog", photos(tmp_path, 1))
    subject = library.gallery.set_mask("Rex", subject.photos[0].id, png())
    view = library.gallery.view("Rex").training[0]
    assert view.mask is not None
    assert view.mask.read_bytes() == png()
    subject = library.gallery.set_mask("Rex", "00.png", None)
    assert not subject.photos[0].has_mask
    assert not view.mask.exists()


def test_proposed_masks_go_where_none_is_and_back_where_nobody_brushed(library: Library, tmp_path: Path) -> None:
    subject = library.gallery.add("Rex", "dog", photos(tmp_path, 3))
    first, second, third = (photo.id for photo in subject.photos)
    library.gallery.set_mask("Rex", first, b"brushed")
    given = {first: b"one", second: b"two", third: b"three", "p-unknown": b"four"}
    subject, ids = library.gallery.add_masks("Rex", given)
    assert ids == (second, third)
    assert all(photo.has_mask for photo in subject.photos)
    assert store.mask_path(library.root, subject.id, first).read_bytes() == b"brushed"
    library.gallery.set_mask("Rex", second, b"brushed on")
    subject, ids = library.gallery.take_masks_back("Rex", given)
    assert ids == (third,)
    assert [photo.has_mask for photo in subject.photos] == [True, True, False]
    assert not store.mask_path(library.root, subject.id, third).exists()
    assert library.gallery.add_masks("Rex", {})[1] == ()


def test_update_checks_the_name_again(library: Library, tmp_path: Path) -> None:
    subject = library.gallery.add("Rex", "dog", photos(tmp_path, 1))
    library.gallery.add("Max", "dog", photos(tmp_path, 1))
    with pytest.raises(InputProblem):
        library.gallery.update(subject.model_copy(update={"name": "max"}))
    assert library.gallery.update(subject.model_copy(update={"name": "Rexi"})).name == "Rexi"
    assert library.gallery.find("rexi").id == subject.id


class TestHeldOut:
    """Design section 5: one of three or more chooses the checkpoint, another of four or more is reported."""

    def _subject(self, library: Library, tmp_path: Path, count: int) -> Subject:
        return library.gallery.add("Rex", "dog", photos(tmp_path, count))

    @pytest.mark.parametrize(("count", "learned", "chosen"), [(1, 1, 0), (2, 2, 0), (3, 2, 1), (4, 2, 2), (6, 4, 2)])
    def test_rule(self, library: Library, tmp_path: Path, count: int, learned: int, chosen: int) -> None:
        self._subject(library, tmp_path, count)
        view = library.gallery.view("Rex")
        assert len(view.training) == learned
        held = [part for part in (view.selection, view.report) if part is not None]
        assert len(held) == chosen
        assert not {part.id for part in held} & {part.id for part in view.training}

    def test_same_seed_same_choice_in_any_library(self, library: Library, tmp_path: Path) -> None:
        self._subject(library, tmp_path, 6)
        with Library.open(tmp_path / "other") as other:
            other.gallery.add("Max", "dog", list(reversed(photos(tmp_path, 6))))
            for seed in (0, 1, 2):
                one, two = library.gallery.view("Rex", seed), other.gallery.view("Max", seed)
                assert one.selection
                assert two.selection
                assert one.selection.blake3 == two.selection.blake3
                assert one.report
                assert two.report
                assert one.report.blake3 == two.report.blake3

    def test_the_person_decides_first(self, library: Library, tmp_path: Path) -> None:
        subject = self._subject(library, tmp_path, 5)
        for kept in subject.photos:
            library.gallery.hold_out("Rex", [kept.id])
            view = library.gallery.view("Rex")
            assert view.selection is not None
            assert view.selection.id == kept.id
            assert view.report is not None
            assert len(view.training) == 3
            library.gallery.hold_out("Rex", [kept.id], held_out=False)

    def test_never_all(self, library: Library, tmp_path: Path) -> None:
        self._subject(library, tmp_path, 2)
        with pytest.raises(InputProblem, match="All photos of Rex would be held out"):
            library.gallery.hold_out("Rex", ["00.png", "01.png"])

    def test_a_twin_of_a_learned_photo_is_not_held_out(self, library: Library, tmp_path: Path) -> None:
        """It would flatter the score."""
        photo(tmp_path, "twin.jpg", 0, quality=70)
        library.gallery.add("Rex", "dog", [*photos(tmp_path, 4), tmp_path / "twin.jpg"])
        view = library.gallery.view("Rex")
        names = {"00.png", "twin.jpg"}
        subject = library.gallery.find("Rex")
        held = {part.id for part in (view.selection, view.report) if part is not None}
        assert not held & {kept.id for kept in subject.photos if kept.name in names}


def test_thumbnails_are_upright_and_made_once(library: Library, tmp_path: Path) -> None:
    from PIL import Image

    subject = library.gallery.add("Rex", "dog", photos(tmp_path, 1))
    turned = subject.photos[0].model_copy(update={"rotation_deg": 90})
    path = thumbnails.thumbnail(library.root, turned, 80)
    with Image.open(path) as small:
        assert small.size == (60, 80)
    made = path.stat().st_mtime_ns
    assert thumbnails.thumbnail(library.root, turned, 80).stat().st_mtime_ns == made
    store.photo_path(library.root, turned).chmod(0o600)
    store.photo_path(library.root, turned).unlink()
    with pytest.raises(DiskProblem, match="missing"):
        thumbnails.thumbnail(library.root, turned, 40)
