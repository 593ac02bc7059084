"""A subject's photos written out for other programs: as they are seen (turned, cropped), with caption and mask beside.

Pixels only: no EXIF, so no GPS position, no serial number, no camera. Never writes over a file.
Not here: results (pictures.py).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from studio.core import files
from studio.core.errors import InputProblem, unknown
from studio.core.geometry import SizePx
from studio.library.exports.pictures import free_path
from studio.library.gallery import store, thumbnails
from studio.library.gallery.import_photos import decode
from studio.library.gallery.records import Photo, Subject

FORMATS = {"png": "PNG", "jpeg": "JPEG", "webp": "WEBP"}
_EXTENSIONS = {"png": "png", "jpeg": "jpg", "webp": "webp"}


def export_photos(
    root: Path, subject: Subject, photos: Sequence[Photo], out: Path, format_name: str = "png"
) -> tuple[Path, ...]:
    """Returns the files written: NAME.png, NAME.txt with its caption, NAME-mask.png.

    Raises InputProblem or DiskProblem; files written before stay.
    """
    if format_name not in FORMATS:
        raise unknown("format", format_name, FORMATS)
    if not photos:
        raise InputProblem(f"{subject.name} has no photos to export.", "Add some first.")
    folder = out.expanduser().absolute()
    if folder.is_file():
        raise InputProblem(f"“{folder}” is a file.", "Choose a folder.")
    files.make_folder(folder)
    written: list[Path] = []
    for photo in photos:
        picture = thumbnails.seen(root, photo)
        path = free_path(folder, Path(photo.name).stem or photo.id, _EXTENSIONS[format_name])
        files.write_bytes(path, _encoded(picture, FORMATS[format_name]))
        written.append(path)
        if photo.caption:
            words = path.with_suffix(".txt")
            files.write_text(words, photo.caption + "\n")
            written.append(words)
        if photo.has_mask:
            mask = path.with_name(f"{path.stem}-mask.png")
            files.write_bytes(mask, _encoded(_mask(root, subject, photo, SizePx(*picture.size)), "PNG"))
            written.append(mask)
    return tuple(written)


def _mask(root: Path, subject: Subject, photo: Photo, size: SizePx) -> Image.Image:
    content = files.read_bytes(store.mask_path(root, subject.id, photo.id))
    whole = decode(content, f"mask of {photo.name}")[0].convert("L")
    if photo.crop is not None:
        whole = whole.crop(photo.crop.to_px(SizePx(*whole.size)))
    return whole.resize(size, Image.Resampling.BILINEAR)


def _encoded(picture: Image.Image, format_name: str) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, format_name, quality=95)
    return buffer.getvalue()
