"""What a drop or a paste holds: local files first, then picture bytes, then the addresses of pictures elsewhere.

Nothing is fetched from the network here. Not here: importing (service).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

_PICTURES = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".heif", ".avif"}


@dataclass(frozen=True)
class Incoming:
    """files may hold folders. has_image: picture bytes without a file. remote: addresses that are not local."""

    files: tuple[Path, ...] = ()
    has_image: bool = False
    remote: int = 0

    def __bool__(self) -> bool:
        return bool(self.files) or self.has_image or bool(self.remote)

    def sentence(self) -> str:
        """While dragging: "7 pictures and 1 folder"."""
        folders = sum(path.is_dir() for path in self.files)
        pictures = sum(path.suffix.lower() in _PICTURES for path in self.files)
        others = len(self.files) - folders - pictures
        parts = [_count(pictures, "picture"), _count(folders, "folder"), _count(others, "other file")]
        said = [part for part in parts if part]
        if said:
            return " and ".join((", ".join(said[:-1]), said[-1])) if len(said) > 1 else said[0]
        return "1 picture" if self.has_image else "a picture from the web"


def read(mime: QMimeData | None) -> Incoming:
    """Cheap enough for every move of the mouse."""
    if mime is None:
        return Incoming()
    files = tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())
    if files:
        return Incoming(files)
    return Incoming((), mime.hasImage(), 0 if mime.hasImage() else len(mime.urls()))


def files_of(mime: QMimeData) -> tuple[Path, ...]:
    """The dropped files; picture bytes become a temporary PNG first."""
    found = read(mime)
    if found.files or not found.has_image:
        return found.files
    image = QImage(mime.imageData())
    if image.isNull():
        return ()
    import tempfile

    path = Path(tempfile.mkdtemp(prefix="likeness-studio-")) / "pasted picture.png"
    return (path,) if image.save(str(path)) else ()


def _count(number: int, what: str) -> str:
    return "" if not number else f"1 {what}" if number == 1 else f"{number} {what}s"
