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
from typing import NamedTuple

from blake3 import blake3
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from studio.core import files
from studio.core.errors import DiskProblem, InputProblem, StudioError
from studio.core.files import spoken_name
from studio.core.geometry import SizePx
from studio.library.gallery.quality import measure
from studio.library.gallery.records import Quality

MAX_PIXELS = 100_000_000
MAX_BYTES = 300_000_000
MIN_SIDE_PX = 32
JUDGED_PX = 640  # as much of a photo as judging it needs
_ON_ITS_SIDE = (5, 6, 7, 8)  # EXIF orientations that swap width and height
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
DECODE_ERRORS = (
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
    """Read, check and judge one photo. Raises InputProblem or DiskProblem with a sentence that names the file."""
    content = read_limited(path)
    read = _read(content, spoken_name(path), JUDGED_PX)
    digest = blake3(content).hexdigest()
    return OpenedPhoto(path, spoken_name(path), digest, read.extension, measure(read.picture, read.size), read.notes)


def decode(content: bytes, name: str) -> tuple[Image.Image, str, tuple[str, ...]]:
    """RGB picture (8 bit, upright), extension by content, notes. Raises InputProblem."""
    read = _read(content, name, None)
    return read.picture, read.extension, read.notes


class _Read(NamedTuple):
    """picture: RGB, upright, perhaps smaller than the photo. size: of the whole photo, upright."""

    picture: Image.Image
    extension: str
    notes: tuple[str, ...]
    size: SizePx


def _read(content: bytes, name: str, enough_px: int | None) -> _Read:
    """With enough_px the picture may come back smaller, its shorter side at least so long; every byte is read all the
    same, so that a cut off file is still found. JPEG decodes several times faster that way."""
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
            if enough_px is not None and kind == "JPEG":
                opened.draft(None, (enough_px, enough_px))
            opened.load()
            if opened.getexif().get(ExifTags.Base.Orientation) in _ON_ITS_SIDE:
                width, height = height, width
            picture = to_rgb(ImageOps.exif_transpose(_smaller(opened, enough_px)))
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
    except DECODE_ERRORS as error:
        raise _cut_off(name, error) from error
    return _Read(picture, _EXTENSIONS[kind], notes, SizePx(width, height))


def _smaller(picture: Image.Image, enough_px: int | None) -> Image.Image:
    """Shrunk by a whole number, for the modes whose pixels may be averaged; EXIF orientation stays with it."""
    factor = min(picture.size) // enough_px if enough_px else 1
    if factor < 2 or picture.mode not in {"L", "RGB", "RGBA", "CMYK"}:
        return picture
    exif = picture.getexif()
    small = picture.reduce(factor)
    small.info = dict(picture.info)
    small.getexif().update(exif)
    return small


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
    sieve = Sieve(known)
    for found in expand(paths):
        sieve.take(intake, found, try_photo(found))
    return intake


@dataclass(frozen=True)
class Found:
    """A file to be looked at. is_inside: it came in a folder, so it need not be a picture. error: why it cannot be."""

    path: Path
    is_inside: bool = False
    error: StudioError | None = None


def expand(paths: Iterable[Path]) -> Iterator[Found]:
    """Files as they are, folders with all that is in them and in their folders; hidden ones are left out."""
    for path in paths:
        if not path.is_dir():
            yield Found(path)
            continue
        closed: list[OSError] = []  # a folder that cannot be read does not hide the others
        for folder, inside, names in os.walk(path, onerror=closed.append):
            inside[:] = sorted(name for name in inside if not name.startswith("."))
            yield from (
                Found(Path(folder) / name, True) for name in sorted(names) if not name.startswith((".", "Thumbs.db"))
            )
        for error in closed:
            place = Path(error.filename or path)
            yield Found(place, error=files.disk_problem(error, place, "read"))


def try_photo(found: Found) -> OpenedPhoto | StudioError:
    """Opened, or why not. Safe on any thread."""
    if found.error is not None:
        return found.error
    try:
        return open_photo(found.path)
    except StudioError as error:
        return error


class Sieve:
    """Sorts opened photos into an Intake and leaves out what was there before. known: BLAKE3 of stored photos."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        self._seen: dict[str, str] = dict.fromkeys(known, "")

    def take(self, intake: Intake, found: Found, opened: OpenedPhoto | StudioError) -> bool:
        """Whether it is a new good photo."""
        if isinstance(opened, StudioError):
            if found.is_inside and isinstance(opened, InputProblem) and "not a picture" in opened.message:
                intake.skipped.append(found.path)
            else:
                intake.refused.append((found.path, opened))
            return False
        if opened.blake3 in self._seen:
            other = self._seen[opened.blake3]
            same = f"the same photo as “{other}”" if other else "already there"
            intake.notes.append(f"“{opened.name}” is {same}; it was left out.")
            return False
        self._seen[opened.blake3] = opened.name
        intake.notes.extend(f"“{opened.name}”: {note}" for note in opened.notes)
        intake.good.append(opened)
        return True


def read_limited(path: Path) -> bytes:
    """The whole file, when it is small enough to be a photo. Raises InputProblem or DiskProblem."""
    name = spoken_name(path)
    try:
        size = os.stat(path).st_size
        if size > MAX_BYTES:
            raise _too_large(name, f"{size // 1_000_000} MB")
        return path.read_bytes()
    except OSError as error:
        if error.errno == errno.ENOENT:
            raise InputProblem(
                f"There is no file “{name}”.",
                "It may have been moved or deleted meanwhile; choose it again.",
                repr(error),
            ) from error
        if error.errno in {errno.EACCES, errno.EPERM}:
            raise DiskProblem(
                f"“{name}” cannot be read: there is no permission.",
                "Give yourself the right to read that file, or copy it elsewhere.",
                repr(error),
            ) from error
        raise files.disk_problem(error, path, "read") from error


def read_again(opened: OpenedPhoto) -> bytes:
    """The bytes that were judged. Raises InputProblem when the file vanished or changed meanwhile, or DiskProblem."""
    content = read_limited(opened.path)
    if blake3(content).hexdigest() != opened.blake3:
        raise InputProblem(f"“{opened.name}” changed while it was being added.", "Add it once more.")
    return content


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
