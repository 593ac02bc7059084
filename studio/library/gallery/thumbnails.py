"""Small pictures of originals, made once and kept under derived/thumbnails; safe to call from several threads.

Not here: pictures of results (they are small enough to be shown as they are).
"""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from studio.core import files
from studio.core.errors import DiskProblem
from studio.core.geometry import SizePx
from studio.library.gallery import import_photos, store
from studio.library.gallery.records import Photo


def thumbnail_path(root: Path, photo: Photo, side_px: int = 256) -> Path:
    """Where it lies, whether it was made or not."""
    turn = f"-{photo.rotation_deg}" if photo.rotation_deg else ""
    crop = "-" + "_".join(str(round(edge * 1e4)) for edge in photo.crop) if photo.crop is not None else ""
    return root / "derived" / "thumbnails" / photo.blake3[:2] / f"{photo.blake3}-{side_px}{turn}{crop}.webp"


def thumbnail(root: Path, photo: Photo, side_px: int = 256) -> Path:
    """The longer side has side_px pixels. Made when missing. Raises InputProblem or DiskProblem."""
    path = thumbnail_path(root, photo, side_px)
    if not path.is_file():
        picture = seen(root, photo)
        picture.thumbnail((side_px, side_px), Image.Resampling.LANCZOS)
        buffer = io.BytesIO()
        picture.save(buffer, "WEBP", quality=85)
        files.write_bytes(path, buffer.getvalue())
    return path


def seen(root: Path, photo: Photo) -> Image.Image:
    """What is learned from and shown: upright, turned, cropped; RGB without any metadata."""
    picture = upright(root, photo)
    if photo.crop is not None:
        picture = picture.crop(photo.crop.to_px(SizePx(*picture.size)))
    return Image.frombytes("RGB", picture.size, picture.tobytes())


def upright(root: Path, photo: Photo) -> Image.Image:
    """The whole original as RGB: EXIF orientation applied, then the person's rotation; not cropped."""
    path = store.photo_path(root, photo)
    if not path.is_file():
        raise DiskProblem(
            f"The original of “{photo.name}” is missing.", "Restore it from a backup, or add the photo again."
        )
    picture, _, _ = import_photos.decode(files.read_bytes(path), photo.name)
    return picture.rotate(-photo.rotation_deg, expand=True) if photo.rotation_deg else picture
