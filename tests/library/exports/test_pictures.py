"""Exports: every format opens, says what was asked for, and never where the photos were taken."""

from __future__ import annotations

import errno
import io
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import ExifTags, Image
from PIL.PdfParser import PdfParser

from studio.core import files
from studio.core.errors import DiskProblem, InputProblem
from studio.library.exports import metadata
from studio.library.exports.metadata import MetadataMode, a1111_text, read_record
from studio.library.exports.naming import stems
from studio.library.exports.pictures import Chosen, Collision, ExportPlan, export, run_export, taken_files
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


def test_a_pattern_names_the_files(tmp_path: Path) -> None:
    one = _chosen(tmp_path, "A dog / a cat?", 7, created="2026-11-23T12:34:56+00:00")
    one = Chosen(one.result, one.path, ("Rex", "Mira"), "lora")
    names = stems("{date} {time} {subject} {method} {number} {stars} {width}x{height}", [one] * 2, of=120)
    assert names == ["2026-11-23 12-34-56 rex-mira lora 001 0 64x64", "2026-11-23 12-34-56 rex-mira lora 002 0 64x64"]
    assert stems("same", [one] * 3) == ["same", "same-2", "same-3"]
    assert stems("../a\\b:{seed}.", [one]) == ["-a-b-7"]
    assert stems("CON", [one]) == ["picture-CON"]
    assert stems(". .", [one]) == ["picture"]
    assert len(stems("é" * 400, [one])[0].encode()) <= 150
    with pytest.raises(InputProblem, match="stands for nothing") as caught:
        stems("{promt}", [one])
    assert "{prompt}" in caught.value.remedy
    with pytest.raises(InputProblem, match="empty"):
        stems("  ", [one])


def test_what_is_there_is_left_out_kept_or_replaced(tmp_path: Path) -> None:
    chosen = [_chosen(tmp_path, "a dog", seed) for seed in (1, 2)]
    out = tmp_path / "out"
    plan = ExportPlan(out=out)
    assert taken_files(plan, chosen) == ()
    export(plan, chosen[:1])
    there = out / "a-dog-seed1.png"
    assert taken_files(plan, chosen) == (there,)
    there.write_bytes(b"mine")
    report = run_export(plan.model_copy(update={"collisions": Collision.SKIP}), chosen)
    assert (report.skipped, [path.name for path in report.written]) == ((there,), ["a-dog-seed2.png"])
    assert there.read_bytes() == b"mine"
    report = run_export(plan.model_copy(update={"collisions": Collision.RENAME}), chosen)
    assert [path.name for path in report.written] == ["a-dog-seed1-2.png", "a-dog-seed2-2.png"]
    assert there.read_bytes() == b"mine"
    run_export(plan.model_copy(update={"collisions": Collision.REPLACE}), chosen)
    assert there.read_bytes() != b"mine"
    assert len(list(out.iterdir())) == 4


def test_pictures_are_made_smaller_never_larger(tmp_path: Path) -> None:
    chosen = _chosen(tmp_path)
    for edge, size in ((32, (32, 32)), (500, (64, 64))):
        (path,) = export(ExportPlan(out=tmp_path / str(edge), edge_px=edge), [chosen])
        with Image.open(path) as written:
            assert written.size == size


def test_one_bad_picture_does_not_stop_the_others(tmp_path: Path) -> None:
    chosen = [_chosen(tmp_path, "a dog", seed) for seed in range(3)]
    chosen[1].path.unlink()
    done: list[tuple[int, int]] = []
    report = run_export(ExportPlan(out=tmp_path / "out"), chosen, lambda *at: done.append(at))
    assert len(report.written) == 2
    assert report.failed[0][0] == chosen[1].result.id
    assert done == [(1, 3), (2, 3), (3, 3)]


def test_a_full_disk_ends_it_and_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = [_chosen(tmp_path, "a dog", seed) for seed in range(3)]
    real, written = files.write_bytes, []

    def full(path: Path, data: bytes) -> None:
        if written:
            raise files.disk_problem(OSError(errno.ENOSPC, "full"), path)
        written.append(path)
        real(path, data)

    monkeypatch.setattr(files, "write_bytes", full)
    report = run_export(ExportPlan(out=tmp_path / "out"), chosen)
    assert len(report.written) == 1
    assert report.stopped_by is not None
    assert "disk is full" in report.stopped_by.message
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for plan in (
        ExportPlan(out=tmp_path / "file" / "inside"),
        ExportPlan(out=tmp_path / "file" / "inside", format="contact-sheet-pdf"),
    ):
        try:
            report = run_export(plan, [_chosen(tmp_path)])
        except DiskProblem as error:
            problem: Exception | None = error
        else:
            problem = report.stopped_by
        assert isinstance(problem, DiskProblem)
        assert problem.remedy


def test_stopping_keeps_what_is_written(tmp_path: Path) -> None:
    chosen = [_chosen(tmp_path, "a dog", seed) for seed in range(3)]
    left = [True, True, False]
    report = run_export(ExportPlan(out=tmp_path / "out"), chosen, None, lambda: left.pop(0))
    assert report.was_stopped
    assert len(report.written) == 2


def test_a_pdf_sheet_of_several_pages_and_too_many_pictures(tmp_path: Path) -> None:
    one = _chosen(tmp_path)
    plan = ExportPlan(out=tmp_path / "out", format="contact-sheet-pdf", title="Rex")
    (path,) = export(plan, [one] * 60)
    with PdfParser(str(path)) as parser:
        assert len(parser.pages) == 2
    assert export(plan, [one])[0].name == "contact-sheet-2.pdf"
    assert len(list((tmp_path / "out").iterdir())) == 2, "no temporary file is left"
    with pytest.raises(InputProblem, match="holds 600 pictures") as caught:
        export(ExportPlan(out=tmp_path, format="contact-sheet-png"), [one] * 601)
    assert "PDF" in caught.value.remedy


def test_a_name_says_the_subject_and_not_the_methods_word_for_it(tmp_path: Path) -> None:
    one = _chosen(tmp_path, "a photo of sks penguin", 7)
    names = {"a photo of @Pingo": "a-photo-of-pingo-seed7", "{a|b} photo": "a-photo-of-sks-penguin-seed7"}
    for written, name in names.items():
        request = one.result.request.model_copy(update={"prompt": written})
        told = Chosen(one.result.model_copy(update={"request": request}), one.path)
        assert stems("{prompt}-seed{seed}", [told]) == [name]
