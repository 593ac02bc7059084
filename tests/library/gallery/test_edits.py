"""What a person decides about a photo: kept, judged again, honoured by training and export, undone from the trash."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from studio.core.errors import InputProblem
from studio.core.geometry import WHOLE, BoxFrac, SizePx
from studio.engine.dataset.pictures import open_upright, prepare
from studio.library.exports.photos import export_photos
from studio.library.gallery import captions, store, thumbnails
from studio.library.gallery.edits import PhotoEdit, edit_of, edited, quarter_turned
from studio.library.gallery.records import Fault, Kind, Subject
from studio.library.library import Library
from tests.fakes.pictures import photo, photos, picture, png

_LEFT_HALF = BoxFrac(0, 0, 0.5, 1)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        opened.gallery.add("Rex", "dog", photos(tmp_path, 4))
        yield opened


def _mask(size: tuple[int, int]) -> bytes:
    """White on the left half."""
    mask = Image.new("L", size)
    mask.paste(255, (0, 0, size[0] // 2, size[1]))
    buffer = io.BytesIO()
    mask.save(buffer, "PNG")
    return buffer.getvalue()


def test_all_decisions_are_one_change_and_the_original_stays(library: Library) -> None:
    before = library.gallery.find("Rex").photos[0]
    original = store.photo_path(library.root, before).read_bytes()
    edit = PhotoEdit(90, _LEFT_HALF, "  @Rex\non a  beach ", True, png(), keeps_mask=False)
    after = library.gallery.edit_photo("Rex", before.id, edit).photos[0]
    assert (after.rotation_deg, after.crop, after.caption) == (90, _LEFT_HALF, "@Rex on a beach")
    assert after.held_out
    assert after.has_mask
    assert store.photo_path(library.root, after).read_bytes() == original
    assert library.gallery.find("Rex") == store.read_subject(library.root, library.gallery.find("Rex").id)
    back = library.gallery.edit_photo("Rex", before.id, PhotoEdit(keeps_mask=False)).photos[0]
    assert back == before
    assert not store.mask_path(library.root, library.gallery.find("Rex").id, before.id).exists()


def test_an_edit_that_changes_nothing_changes_nothing(library: Library) -> None:
    before = library.gallery.find("Rex").photos[0]
    assert edited(before, edit_of(before)) == before
    assert edited(before, PhotoEdit(crop=WHOLE)) == before


@pytest.mark.parametrize("crop", [BoxFrac(0.5, 0, 0.5, 1), BoxFrac(0, 0, 1.2, 1), BoxFrac(0.9, 0, 0.1, 1)])
def test_an_impossible_crop_is_a_sentence(library: Library, crop: BoxFrac) -> None:
    with pytest.raises(InputProblem, match="empty or outside"):
        library.gallery.edit_photo("Rex", "00.png", PhotoEdit(crop=crop))
    assert library.gallery.find("Rex").photos[0].crop is None


def test_never_all_held_out(library: Library) -> None:
    library.gallery.hold_out("Rex", ["00.png", "01.png", "02.png"])
    with pytest.raises(InputProblem, match="would be held out"):
        library.gallery.edit_photo("Rex", "03.png", PhotoEdit(held_out=True))


def test_a_tiny_crop_is_told_and_forgiven(library: Library) -> None:
    subject = library.gallery.edit_photo("Rex", "00.png", PhotoEdit(crop=BoxFrac(0, 0, 0.2, 0.2)))
    assert subject.photos[0].faults == (Fault.SMALL,)
    assert library.gallery.edit_photo("Rex", "00.png", PhotoEdit()).photos[0].faults == ()


def test_a_quarter_turn_of_a_box() -> None:
    box = BoxFrac(0.1, 0.2, 0.4, 0.9)
    for _ in range(4):
        box = quarter_turned(box)
    assert box == pytest.approx(BoxFrac(0.1, 0.2, 0.4, 0.9))
    assert quarter_turned(BoxFrac(0, 0, 0.5, 1)) == BoxFrac(0, 0, 1, 0.5), "the left half is the upper half then"


def test_training_thumbnail_and_export_see_the_same(library: Library, tmp_path: Path) -> None:
    edit = PhotoEdit(90, _LEFT_HALF, "@Rex at home", mask=_mask((240, 320)), keeps_mask=False)
    subject = library.gallery.edit_photo("Rex", "00.png", edit)
    shown = picture(0).rotate(-90, expand=True)
    shown = shown.crop((0, 0, 120, 320))
    own = subject.photos[0]
    assert thumbnails.seen(library.root, own).tobytes() == shown.tobytes()
    with Image.open(thumbnails.thumbnail(library.root, own, 64)) as small:
        assert small.size == (24, 64)
    view = store.view_of(library.root, subject.model_copy(update={"photos": (own,)})).training[0]
    assert open_upright(view).crop((0, 0, 120, 320)).tobytes() == shown.tobytes()
    learned, mask = prepare(view, SizePx(128, 128), SizePx(16, 16))
    assert learned.shape == (3, 128, 128)
    assert mask is not None
    assert float(mask.mean()) == pytest.approx(1.0), "the crop holds the masked half only"
    written = export_photos(library.root, subject, [own], tmp_path / "out")
    assert [path.name for path in written] == ["00.png", "00.txt", "00-mask.png"]
    with Image.open(written[0]) as out, Image.open(written[2]) as out_mask:
        assert out.convert("RGB").tobytes() == shown.tobytes()
        assert out_mask.size == out.size
    assert written[1].read_text() == "@Rex at home\n"
    again = export_photos(library.root, subject, [own], tmp_path / "out", "jpeg")
    assert again[0].name == "00.jpg"


def test_exported_photos_tell_no_place_and_no_serial_number(library: Library, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0110] = "Camera"
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 0.0)
    exif.get_ifd(0x8769)[0xA431] = "SERIAL-1234"
    exif[0x0112] = 6
    photo(tmp_path / "gps", "gps.jpg", 9, exif=exif)
    subject = library.gallery.add("Max", "dog", [tmp_path / "gps" / "gps.jpg"])
    for format_name in ("png", "jpeg", "webp"):
        (path,) = export_photos(library.root, subject, subject.photos, tmp_path / format_name, format_name)
        assert b"SERIAL" not in path.read_bytes()
        assert b"Exif" not in path.read_bytes()
        with Image.open(path) as opened:
            assert opened.size == (240, 320)
            assert not opened.getexif()


@pytest.mark.parametrize(
    ("caption", "counts"),
    [
        ("@Rex on a beach", True), ("a photo of rex", True), ('@"Rex" here', True), ("a photo of {}", True),
        ("a dog on a beach", False), ("Rexy", False), ("", False),
    ],
)  # fmt: skip
def test_a_caption_counts_when_it_names_the_subject(caption: str, counts: bool) -> None:
    assert captions.names_subject(caption, "Rex") is counts


def test_a_suggested_caption_names_the_subject_and_says_what_is_known(library: Library, tmp_path: Path) -> None:
    rex = library.gallery.find("Rex")

    def suggested(name: str, subject: Subject = rex, **changes: object) -> str:
        return captions.suggested(subject, rex.photos[0].model_copy(update={"name": name, **changes}))

    assert suggested("IMG_0012.jpg") == "a photo of @Rex"
    assert suggested("rex on the beach 3.jpg") == "a photo of @Rex on the beach"
    assert suggested("in.jpg") == "a photo of @Rex"
    assert suggested("a.jpg", crop=BoxFrac(0, 0, 0.3, 0.3)) == "a close-up photo of @Rex"
    long = rex.model_copy(update={"name": "Rex the dog"})
    assert suggested("a.jpg", long) == 'a photo of @"Rex the dog"'
    style = rex.model_copy(update={"kind": Kind.STYLE})
    assert suggested("a.jpg", style) == "a picture in the style of @Rex"
    for subject in (rex, long, style):
        assert captions.names_subject(suggested("a.jpg", subject), subject.name)


class TestTrash:
    def test_a_photo_comes_back_with_its_mask(self, library: Library) -> None:
        subject = library.gallery.set_mask("Rex", "01.png", png())
        removed = subject.photos[1]
        library.gallery.remove_photos("Rex", [removed.id])
        assert not store.mask_path(library.root, subject.id, removed.id).exists()
        library.put_back(removed.id)
        assert library.gallery.find("Rex").photos[-1] == removed
        assert store.mask_path(library.root, subject.id, removed.id).read_bytes() == png()
        assert library.check()["sound"]

    def test_not_before_its_subject(self, library: Library) -> None:
        photo_id = library.gallery.find("Rex").photos[0].id
        subject_id = library.gallery.find("Rex").id
        library.gallery.remove_photos("Rex", [photo_id])
        library.gallery.remove("Rex")
        with pytest.raises(InputProblem, match="belongs to Rex, who is not in the library") as caught:
            library.put_back(photo_id)
        assert caught.value.remedy == "Restore Rex from the trash first."
        library.put_back(subject_id)
        library.put_back(photo_id)
        assert len(library.gallery.find("Rex").photos) == 4

    def test_not_twice(self, library: Library, tmp_path: Path) -> None:
        photo_id = library.gallery.find("Rex").photos[0].id
        library.gallery.remove_photos("Rex", [photo_id])
        library.gallery.add_photos("Rex", [tmp_path / "00.png"])
        with pytest.raises(InputProblem, match="again already"):
            library.put_back(photo_id)

    def test_deleted_from_the_trash_for_good(self, library: Library) -> None:
        removed = library.gallery.find("Rex").photos[0]
        library.gallery.remove_photos("Rex", [removed.id])
        library.delete_from_trash(removed.id)
        assert not store.photo_path(library.root, removed).exists()
        with pytest.raises(InputProblem, match="There is no thing in the trash"):
            library.put_back(removed.id)

    def test_deleting_everything_takes_thrown_photos_and_caches_too(self, library: Library, tmp_path: Path) -> None:
        subject = library.gallery.find("Rex")
        own = subject.photos[0]
        thumbs = library.root / "derived" / "thumbs"
        latents = library.root / "derived" / "latents" / "f"
        for folder in (thumbs, latents):
            folder.mkdir(parents=True)
        (thumbs / f"{own.blake3[:40]}-264-0.png").write_bytes(b"x")
        (latents / "abc.safetensors").write_bytes(b"x")
        other = library.gallery.add("Max", "dog", photos(tmp_path / "other", 1, first=70))
        library.gallery.remove_photos("Rex", [own.id])
        library.gallery.remove("Rex", purge=True)
        left = [p for p in library.root.rglob("*") if p.is_file() and "receipts" not in p.parts]
        assert not any(subject.id in str(p) or own.blake3[:40] in p.name for p in left)
        assert not list((library.root / "derived").rglob("*.*"))
        assert len(list((library.root / "originals").glob("*/*"))) == len(other.photos)
