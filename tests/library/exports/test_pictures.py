"""Exports: every format opens, says what was asked for, and never where the photos were taken."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import ExifTags, Image

from studio.core.errors import DiskProblem, InputProblem
from studio.library.exports import metadata
from studio.library.exports.metadata import MetadataMode, a1111_text, read_record
from studio.library.exports.pictures import Chosen, ExportPlan, export
from studio.library.results.store import result_path
from tests.fakes.pictures import result

PLAIN = ("png", "jpeg", "webp", "avif")


def _chosen(root: Path, *args: Any, **changes: Any) -> Chosen:
    drawn = result(root, *args, **changes)
    return Chosen(drawn, result_path(root, drawn))


def _one(tmp_path: Path, form: str, mode: MetadataMode = MetadataMode.FULL, **changes: Any) -> tuple[Chosen, Path]:
    chosen = _chosen(tmp_path, **changes)
    (path,) = export(ExportPlan(out=tmp_path / "out", format=form, metadata=mode), [chosen])
    return chosen, path


@pytest.mark.parametrize("form", PLAIN)
def test_the_whole_request_can_be_read_back(tmp_path: Path, form: str) -> None:
    chosen, path = _one(tmp_path, form, prompt="a dog, <b> & “Rex” 🐶", negative="blurry")
    record = read_record(path)
    assert record is not None
    assert record.prompt == chosen.result.prompt
    assert record.request.library == Path()
    assert record.model_copy(update={"request": chosen.result.request}) == chosen.result


@pytest.mark.parametrize("form", PLAIN)
def test_modes(tmp_path: Path, form: str) -> None:
    _, path = _one(tmp_path, form, MetadataMode.XMP)
    content = path.read_bytes()
    assert b"digitalsourcetype/trainedAlgorithmicMedia" in content
    assert b"beach" not in content
    assert read_record(path) is None
    _, path = _one(tmp_path, form, MetadataMode.NONE)
    content = path.read_bytes()
    assert b"trainedAlgorithmicMedia" not in content
    assert b"Likeness" not in content
    assert b"beach" not in content


@pytest.mark.parametrize("form", PLAIN)
def test_no_folder_of_this_computer_gets_out(tmp_path: Path, form: str) -> None:
    _, path = _one(tmp_path, form, init=tmp_path / "secret" / "photo.jpg", layout_folder=tmp_path / "layouts" / "x")
    content = path.read_bytes()
    assert str(tmp_path).encode() not in content
    assert b"secret" not in content
    record = read_record(path)
    assert record is not None
    assert record.request.init == Path("photo.jpg")
    assert b"compositeWithTrainedAlgorithmicMedia" in content


def test_gps_of_a_picture_never_comes_through(tmp_path: Path) -> None:
    chosen = _chosen(tmp_path)
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    exif[ExifTags.Base.Make] = "SecretCamera"
    with Image.open(chosen.path) as opened:
        opened.save(chosen.path, exif=exif)
    for form in PLAIN:
        (path,) = export(ExportPlan(out=tmp_path / "out", format=form), [chosen])
        with Image.open(path) as written:
            assert not written.getexif().get_ifd(ExifTags.IFD.GPSInfo)
        assert b"SecretCamera" not in path.read_bytes()


def test_a1111_parameters(tmp_path: Path) -> None:
    chosen, path = _one(tmp_path, "png", negative="blurry, dark")
    with Image.open(path) as written:
        assert written.info["parameters"] == a1111_text(chosen.result)
    lines = a1111_text(chosen.result).split("\n")
    assert lines[0] == "a dog on a beach"
    assert lines[1] == "Negative prompt: blurry, dark"
    assert lines[2].startswith(
        "Steps: 20, Sampler: ddim, CFG scale: 5.0, Seed: 7, Size: 64x64, Model hash: ffffffffff, Model: mini"
    )
    _, path = _one(tmp_path, "jpeg")
    with Image.open(path) as written:
        comment = written.getexif().get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment]
    assert comment.startswith(b"UNICODE\0")
    assert "Seed: 7" in comment[8:].decode("utf-16-be")


def test_a_huge_record_still_fits_a_jpeg(tmp_path: Path) -> None:
    _, path = _one(tmp_path, "jpeg", prompt="x" * 3000, negative="é" * 40_000)
    assert b"trainedAlgorithmicMedia" in path.read_bytes()


def test_names_are_readable_and_never_taken_twice(tmp_path: Path) -> None:
    chosen = _chosen(tmp_path, "A dog: on a/beach?", 7)
    plan = ExportPlan(out=tmp_path / "out")
    assert export(plan, [chosen, chosen]) == (
        tmp_path / "out" / "a-dog-on-a-beach-seed7.png",
        tmp_path / "out" / "a-dog-on-a-beach-seed7-2.png",
    )


def test_contact_sheets(tmp_path: Path) -> None:
    chosen = [_chosen(tmp_path, f"a dog number {seed}", seed) for seed in range(7)]
    (png,) = export(ExportPlan(out=tmp_path / "out", format="contact-sheet", title="Rex"), chosen)
    with Image.open(png) as page:
        assert page.width > 3 * 192
        assert page.height > 3 * 192
    assert b"trainedAlgorithmicMedia" in png.read_bytes()
    (pdf,) = export(ExportPlan(out=tmp_path / "sheet.pdf", format="contact-sheet"), chosen * 10)
    assert pdf.read_bytes().startswith(b"%PDF")
    assert pdf.read_bytes().count(b"/Type /Page\n") >= 2
    with pytest.raises(InputProblem, match="is there already"):
        export(ExportPlan(out=tmp_path / "sheet.pdf", format="contact-sheet"), chosen)


def test_problems(tmp_path: Path) -> None:
    chosen = _chosen(tmp_path)
    with pytest.raises(InputProblem, match="nothing to export"):
        export(ExportPlan(out=tmp_path), [])
    with pytest.raises(InputProblem, match="There is no format “pngg”"):
        export(ExportPlan(out=tmp_path, format="pngg"), [chosen])
    (tmp_path / "file").touch()
    with pytest.raises(InputProblem, match="is a file"):
        export(ExportPlan(out=tmp_path / "file"), [chosen])
    chosen.path.write_bytes(chosen.path.read_bytes()[:60])
    with pytest.raises(DiskProblem, match="is damaged"):
        export(ExportPlan(out=tmp_path / "out"), [chosen])
    chosen.path.unlink()
    with pytest.raises(DiskProblem, match="is missing"):
        export(ExportPlan(out=tmp_path / "out"), [chosen])


def test_pictures_of_others_have_no_record(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, "PNG")
    assert read_record(buffer.getvalue()) is None
    with pytest.raises(InputProblem, match="no picture"):
        read_record(b"hello")


def test_portable_is_a_whole_record(tmp_path: Path) -> None:
    drawn = result(tmp_path)
    assert type(drawn).model_validate_json(json.dumps(metadata.portable(drawn))).id == drawn.id
