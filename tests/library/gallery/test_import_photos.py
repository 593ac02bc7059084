"""Photos of unknown origin: every unusable one is one sentence, every odd one is read right."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
import textwrap
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.core.errors import InputProblem, StudioError
from studio.library.gallery import import_photos
from tests.fakes.pictures import photo, picture


def _sentence(path: Path) -> str:
    with pytest.raises(StudioError) as caught:
        import_photos.open_photo(path)
    assert caught.value.message.endswith(".")
    assert "\n" not in str(caught.value)
    assert caught.value.remedy
    return caught.value.message


def test_opened_by_content_not_by_extension(tmp_path: Path) -> None:
    path = tmp_path / "really-a-png.jpg"
    picture().save(path, "PNG")
    assert import_photos.open_photo(path).extension == "png"


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.gif", "a.tif", "a.bmp", "a.avif", "a.ppm"])
def test_formats(tmp_path: Path, name: str) -> None:
    opened = import_photos.open_photo(photo(tmp_path, name))
    assert (opened.quality.width_px, opened.quality.height_px) == (320, 240)
    assert opened.extension == name.split(".")[1]


def test_empty(tmp_path: Path) -> None:
    path = tmp_path / "empty.jpg"
    path.touch()
    assert _sentence(path) == "“empty.jpg” is empty."


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.tif", "a.bmp"])
@pytest.mark.parametrize("share", [0.02, 0.5, 0.9])
def test_truncated(tmp_path: Path, name: str, share: float) -> None:
    path = photo(tmp_path, name)
    content = path.read_bytes()
    path.write_bytes(content[: max(6, int(len(content) * share))])
    assert "damaged or cut off" in _sentence(path)


def test_not_a_picture(tmp_path: Path) -> None:
    path = tmp_path / "notes.jpg"
    path.write_text("these are notes")
    assert _sentence(path) == "“notes.jpg” is not a picture the studio can read."


def test_postscript_is_no_picture_here(tmp_path: Path) -> None:
    """Pillow would start ghostscript for it."""
    path = tmp_path / "a.png"
    path.write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\n")
    assert "not a picture" in _sentence(path)


def _bomb(path: Path, width: int, height: int) -> Path:
    """A PNG that says it is huge and holds a few bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\0\0\0"
    packed = zlib.compress(bytes(1000))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b""))
    return path


@pytest.mark.parametrize("size", [(12_000, 10_000), (60_000, 60_000)])
def test_pixel_bomb(tmp_path: Path, size: tuple[int, int]) -> None:
    message = _sentence(_bomb(tmp_path / "bomb.png", *size))
    assert message.startswith("“bomb.png” is too large")


def test_too_many_bytes(tmp_path: Path) -> None:
    path = tmp_path / "big.jpg"
    with open(path, "wb") as file:
        file.truncate(import_photos.MAX_BYTES + 1)
    assert "too large: 300 MB" in _sentence(path)


def test_too_small(tmp_path: Path) -> None:
    path = tmp_path / "dot.png"
    picture(size=(16, 200)).save(path)
    assert "too small: 16 × 200" in _sentence(path)


def test_missing_and_folder(tmp_path: Path) -> None:
    assert "There is no file" in _sentence(tmp_path / "nowhere.jpg")


@pytest.mark.skipif(os.name != "posix", reason="rights are POSIX's here")
def test_no_read_permission_as_another_user(tmp_path: Path) -> None:
    """Root may read everything, so a child without its rights tries."""
    path = photo(tmp_path, "mine.jpg")
    path.chmod(0)
    for folder in (tmp_path, *tmp_path.parents):
        if folder.owner() == path.owner() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o011)
    program = textwrap.dedent(
        """
        import os, sys
        from pathlib import Path
        from studio.core.errors import StudioError
        from studio.library.gallery.import_photos import open_photo
        if os.getuid() == 0:
            os.setgid(65534); os.setuid(65534)
        try:
            open_photo(Path(sys.argv[1]))
        except StudioError as error:
            print(error.kind, "|", error)
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, cwd=Path.cwd(), check=True
    )
    assert done.stdout.startswith("DiskProblem | “mine.jpg” cannot be read: there is no permission. Give yourself")


def test_exif_orientation_is_applied_on_reading(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    opened = import_photos.open_photo(photo(tmp_path, "turned.jpg", exif=exif))
    assert (opened.quality.width_px, opened.quality.height_px) == (240, 320)


def test_animated_gives_its_first_frame_with_a_note(tmp_path: Path) -> None:
    path = tmp_path / "moving.gif"
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("red", "blue", "green")]
    frames[0].save(path, save_all=True, append_images=frames[1:])
    upright, _, notes = import_photos.decode(path.read_bytes(), path.name)
    assert upright.getpixel((9, 9)) == (255, 0, 0)
    assert notes == ("it is animated; its first frame is used.",)


def test_cmyk_and_16_bit_and_transparency(tmp_path: Path) -> None:
    cmyk = tmp_path / "print.jpg"
    Image.new("CMYK", (64, 64), (0, 255, 255, 0)).save(cmyk)
    red, _, notes = import_photos.decode(cmyk.read_bytes(), "print.jpg")
    assert red.mode == "RGB"
    assert np.asarray(red)[5, 5, 0] > 200
    assert notes
    deep = tmp_path / "deep.png"
    ramp = np.linspace(0, 65535, 64 * 64).astype(np.uint16).reshape(64, 64)
    Image.fromarray(ramp).save(deep)
    grey, _, notes = import_photos.decode(deep.read_bytes(), "deep.png")
    values = np.asarray(grey)[..., 0]
    assert values.min() == 0
    assert values.max() == 255
    assert len(np.unique(values)) > 200
    assert "16 bits" in notes[0]
    clear = tmp_path / "clear.png"
    Image.new("RGBA", (64, 64), (0, 0, 0, 0)).save(clear)
    white, _, _ = import_photos.decode(clear.read_bytes(), "clear.png")
    assert white.getpixel((5, 5)) == (255, 255, 255)


def test_heic_as_phones_write_it(tmp_path: Path) -> None:
    heif = pytest.importorskip("pi_heif")
    heif.register_heif_opener()
    sample = Path(__file__).parents[2] / "golden" / "photos" / "block.heic"
    opened = import_photos.open_photo(sample)
    assert opened.extension == "heic"
    assert opened.quality.width_px >= 32


def test_duplicates_and_strangers_in_a_folder(tmp_path: Path) -> None:
    photo(tmp_path, "a.png", 1)
    photo(tmp_path, "b.png", 2)
    (tmp_path / "c.png").write_bytes((tmp_path / "a.png").read_bytes())
    (tmp_path / "readme.txt").write_text("hello")
    intake = import_photos.examine([tmp_path])
    assert [opened.name for opened in intake.good] == ["a.png", "b.png"]
    assert intake.notes == ["“c.png” is the same photo as “a.png”; it was left out."]
    assert [path.name for path in intake.skipped] == ["readme.txt"]
    assert not intake.refused


def test_a_file_named_by_hand_is_never_skipped(tmp_path: Path) -> None:
    path = tmp_path / "readme.txt"
    path.write_text("hello")
    intake = import_photos.examine([path])
    assert isinstance(intake.refused[0][1], InputProblem)


@pytest.mark.parametrize("seed", range(12))
def test_noise_never_escapes_as_another_error(seed: int) -> None:
    """Broken bytes inside a real photo: read, or refused with a sentence; nothing else."""
    random = np.random.default_rng(seed)
    for format_name in ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP"):
        buffer = io.BytesIO()
        picture(seed).save(buffer, format_name)
        content = bytearray(buffer.getvalue())
        for place in random.integers(4, len(content), 25):
            content[place] = random.integers(0, 256)
        with contextlib.suppress(InputProblem):
            import_photos.decode(bytes(content), "noise")


def test_names_with_emoji_newlines_and_200_characters_fit_a_sentence(tmp_path: Path) -> None:
    for name in ("🐕‍🦺 Rex 🏖️.png", "two\nlines.png", "x" * 200 + ".png", "tab\tand\rreturn.png"):
        path = tmp_path / name
        path.write_bytes(b"")
        message = _sentence(path)
        assert len(message) < 120
        path.unlink()
        picture().save(path)
        opened = import_photos.open_photo(path)
        assert opened.name.endswith(".png")
        assert opened.name.isprintable() or "\u200d" in opened.name


def test_folders_are_searched_to_the_bottom_and_hidden_files_left_out(tmp_path: Path) -> None:
    for place in ("a.png", "x/b.png", "x/y/c.png", ".hidden/d.png", "x/.e.png"):
        path = tmp_path / place
        path.parent.mkdir(parents=True, exist_ok=True)
        picture(len(place)).save(path)
    found = [f.path.relative_to(tmp_path).as_posix() for f in import_photos.expand([tmp_path])]
    assert found == ["a.png", "x/b.png", "x/y/c.png"]
    assert all(f.is_inside for f in import_photos.expand([tmp_path]))


def test_what_vanishes_or_changes_between_judging_and_storing(tmp_path: Path) -> None:
    opened = import_photos.open_photo(photo(tmp_path, "a.png", 1))
    photo(tmp_path, "a.png", 2)
    with pytest.raises(InputProblem, match="changed while it was being added"):
        import_photos.read_again(opened)
    (tmp_path / "a.png").unlink()
    with pytest.raises(InputProblem, match=r"There is no file “a\.png”"):
        import_photos.read_again(opened)


def test_a_folder_that_cannot_be_read_does_not_hide_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The search once ended at the first closed folder, and what came after it was not found."""
    for seed, place in enumerate(("a/a.png", "closed/b.png", "z/c.png")):
        (tmp_path / place).parent.mkdir()
        picture(seed).save(tmp_path / place)
    real = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    intake = import_photos.examine([tmp_path])
    assert [opened.name for opened in intake.good] == ["a.png", "c.png"]
    ((path, error),) = intake.refused
    assert path == tmp_path / "closed"
    assert error.remedy


def test_a_panorama_30_000_pixels_wide_is_judged(tmp_path: Path) -> None:
    path = tmp_path / "wide.png"
    Image.new("L", (30_000, 400), 128).save(path)
    opened = import_photos.open_photo(path)
    assert (opened.quality.width_px, opened.quality.height_px) == (30_000, 400)
