"""Photos on their way in: opened by content (never by extension), checked whole, refused with one sentence.

All that reads a picture of unknown origin comes through `open_photo` or `decode`. Originals are stored as they came;
conversion (orientation, CMYK, 16 bit, transparency, first frame) happens on reading.
Not here: what makes a photo good (quality.py), storing (store.py).
"""

from __future__ import annotations

import errno
import io
import os
import struct
import warnings
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from blake3 import blake3
from PIL import Image, ImageOps, UnidentifiedImageError

from studio.core import files
from studio.core.errors import DiskProblem, InputProblem, StudioError
from studio.library.gallery.quality import measure
from studio.library.gallery.records import Quality

MAX_PIXELS = 100_000_000
MAX_BYTES = 300_000_000
MIN_SIDE_PX = 32
# EPS, PDF and other formats that start helper programs or carry code are left out on purpose.
_EXTENSIONS = {
    "JPEG": "jpg",
    "MPO": "jpg",
    "PNG": "png",
    "WEBP": "webp",
    "GIF": "gif",
    "TIFF": "tif",
    "BMP": "bmp",
    "AVIF": "avif",
    "HEIF": "heic",
    "PPM": "ppm",
}
_SIGNATURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF", b"II*\0", b"MM\0*", b"BM")
_DECODE_ERRORS = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    struct.error,
    zlib.error,
    IndexError,
    KeyError,
    MemoryError,
)
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)


@dataclass(frozen=True)
class OpenedPhoto:
    """A photo that was read to its last byte and can be kept. notes: what is changed on reading."""

    path: Path
    name: str
    blake3: str
    extension: str
    quality: Quality
    notes: tuple[str, ...] = ()


@dataclass
class Intake:
    """What a drop of files holds. refused: path and why. skipped: files inside folders that are no pictures."""

    good: list[OpenedPhoto] = field(default_factory=list)
    refused: list[tuple[Path, StudioError]] = field(default_factory=list)
    skipped: list[Path] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def open_photo(path: Path) -> OpenedPhoto:
    """Read and check one photo. Raises InputProblem or DiskProblem with a sentence that names the file."""
    content = read_limited(path)
    picture, extension, notes = decode(content, path.name)
    digest = blake3(content).hexdigest()
    return OpenedPhoto(path, path.name, digest, extension, measure(picture), notes)


def decode(content: bytes, name: str) -> tuple[Image.Image, str, tuple[str, ...]]:
    """RGB picture (8 bit, upright), extension by content, notes. Raises InputProblem."""
    if not content:
        raise InputProblem(f"“{name}” is empty.", "Copy the photo again from where it came from.")
    try:
        _register_heif()
        # MPO has no reader of its own: the JPEG reader gives it back, and naming it here would be a KeyError.
        with Image.open(io.BytesIO(content), formats=[name for name in _EXTENSIONS if name != "MPO"]) as opened:
            width, height = opened.size
            _check_size(width, height, name)
            kind = opened.format or ""
            notes = _notes(opened)
            opened.load()
            picture = to_rgb(ImageOps.exif_transpose(opened))
    except UnidentifiedImageError as error:
        if content.startswith(_SIGNATURES):
            raise _cut_off(name, error) from error
        raise InputProblem(
            f"“{name}” is not a picture the studio can read.",
            "Use a JPEG, PNG, WebP, HEIC, AVIF, TIFF, GIF or BMP file.",
            repr(error),
        ) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large(name, f"more than {MAX_PIXELS // 1_000_000} million pixels", repr(error)) from error
    except _DECODE_ERRORS as error:
        raise _cut_off(name, error) from error
    return picture, _EXTENSIONS[kind], notes


def to_rgb(picture: Image.Image) -> Image.Image:
    """8-bit RGB from any mode: 16 bit is scaled, CMYK converted, transparency laid on white."""
    if picture.mode == "RGB":
        return picture.copy()
    if picture.mode.startswith("I;16") or picture.mode in {"I", "F"}:
        import numpy as np  # here: the desktop's first screen needs none of it

        values = np.asarray(picture, dtype=np.float64)
        top = 255.0 if values.max(initial=0.0) <= 255 and picture.mode != "I;16" else 65535.0
        grey = np.clip(values / top * 255.0, 0, 255).round().astype(np.uint8)
        return Image.fromarray(grey, "L").convert("RGB")
    if picture.has_transparency_data:
        upper = picture.convert("RGBA")
        ground = Image.new("RGBA", upper.size, (255, 255, 255, 255))
        return Image.alpha_composite(ground, upper).convert("RGB")
    return picture.convert("RGB")


def examine(paths: Iterable[Path], known: Iterable[str] = ()) -> Intake:
    """Judge a drop of files and folders without storing anything. known: BLAKE3 of photos the subject has already."""
    intake = Intake()
    seen: dict[str, str] = dict.fromkeys(known, "")
    for path, in_folder in _expand(paths, intake):
        try:
            photo = open_photo(path)
        except StudioError as error:
            if in_folder and isinstance(error, InputProblem) and "not a picture" in error.message:
                intake.skipped.append(path)
            else:
                intake.refused.append((path, error))
            continue
        if photo.blake3 in seen:
            other = seen[photo.blake3]
            same = f"the same photo as “{other}”" if other else "already there"
            intake.notes.append(f"“{photo.name}” is {same}; it was left out.")
            continue
        seen[photo.blake3] = photo.name
        intake.notes.extend(f"“{photo.name}”: {note}" for note in photo.notes)
        intake.good.append(photo)
    return intake


def _expand(paths: Iterable[Path], intake: Intake) -> Iterator[tuple[Path, bool]]:
    for path in paths:
        if not path.is_dir():
            yield path, False
            continue
        try:
            inside = sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
        except OSError as error:
            intake.refused.append((path, files.disk_problem(error, path, "read")))
            continue
        yield from ((p, True) for p in inside)


def read_limited(path: Path) -> bytes:
    """The whole file, when it is small enough to be a photo. Raises InputProblem or DiskProblem."""
    try:
        size = os.stat(path).st_size
        if size > MAX_BYTES:
            raise _too_large(path.name, f"{size // 1_000_000} MB")
        return path.read_bytes()
    except OSError as error:
        if error.errno == errno.ENOENT:
            raise InputProblem(f"There is no file “{path}”.", "Check the path.", repr(error)) from error
        if error.errno in {errno.EACCES, errno.EPERM}:
            raise DiskProblem(
                f"“{path.name}” cannot be read: there is no permission.",
                "Give yourself the right to read that file, or copy it elsewhere.",
                repr(error),
            ) from error
        raise files.disk_problem(error, path, "read") from error


def _check_size(width: int, height: int, name: str) -> None:
    if width * height > MAX_PIXELS:
        raise _too_large(name, f"{width} × {height} pixels")
    if min(width, height) < MIN_SIDE_PX:
        raise InputProblem(
            f"“{name}” is too small: {width} × {height} pixels.",
            f"Use a photo of at least {MIN_SIDE_PX} pixels a side.",
        )


def _notes(opened: Image.Image) -> tuple[str, ...]:
    notes: list[str] = []
    if getattr(opened, "n_frames", 1) > 1 and opened.format not in {"MPO", "HEIF", "TIFF"}:
        notes.append("it is animated; its first frame is used.")
    if opened.mode == "CMYK":
        notes.append("it is a CMYK picture; its colours are converted on reading.")
    if opened.mode.startswith("I;16"):
        notes.append("it has 16 bits a channel; 8 are used.")
    return tuple(notes)


def _too_large(name: str, what: str, detail: str = "") -> InputProblem:
    return InputProblem(
        f"“{name}” is too large: {what}.",
        f"Make it smaller first; {MAX_PIXELS // 1_000_000} million pixels and {MAX_BYTES // 1_000_000} MB fit.",
        detail,
    )


def _cut_off(name: str, error: Exception) -> InputProblem:
    return InputProblem(
        f"“{name}” is damaged or cut off.", "Copy the photo again from where it came from.", repr(error)
    )


def _register_heif() -> None:
    """HEIC and HEIF, as phones write them; reading only."""
    import pi_heif

    pi_heif.register_heif_opener()
