"""Small pictures for the screens: made on background threads, kept on disk in derived/thumbs by content hash and size.

Qt's readers come first; what they do not know (HEIC, AVIF) is read by Pillow. What was asked for last is made first,
and what waits behind _MOST_WAITING others has left the view: it is dropped, and asked for again if it comes back.
Not here: judging photos.
"""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QTransform

from studio.core.geometry import BoxFrac, SizePx
from studio.desktop.service.open_picture import QT_MOST_PIXELS
from studio.desktop.service.query import Lane, give_way

_MEMORY_BYTES = 96 << 20
_JPEG_QUALITY = 92  # of opaque ones: smaller than a PNG and made more quickly
_MOST_WAITING = 160  # more than any window shows


class ThumbKey(NamedTuple):
    """Content hash, the longest edge in device pixels, and the decisions that change what is seen."""

    hash: str
    edge_px: int
    rotation_deg: int = 0
    crop: BoxFrac | None = None

    def file_name(self) -> str:
        """Unique per key, safe everywhere, without an ending."""
        crop = "" if self.crop is None else "-" + "_".join(str(round(v * 1e4)) for v in self.crop)
        return f"{self.hash[:40]}-{self.edge_px}-{self.rotation_deg}{crop}"


class Thumbnails(QObject):
    """Signals: ready(ThumbKey) when a picture can be got; failed(ThumbKey) when its file cannot be read."""

    ready = Signal(object)
    failed = Signal(object)
    _made = Signal(object, object)

    def __init__(self, parent: QObject, folder: Path | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._lane = Lane(self, 2)
        self._images: OrderedDict[ThumbKey, QImage] = OrderedDict()
        self._bytes = 0
        self._waiting: OrderedDict[ThumbKey, Path] = OrderedDict()  # not begun yet, the newest last
        self._begun: set[ThumbKey] = set()
        self._lock = Lock()
        self._broken: set[ThumbKey] = set()
        self._made.connect(self._on_made)

    def set_folder(self, folder: Path) -> None:
        """derived/thumbs of the library."""
        self._folder = folder

    def get(self, key: ThumbKey, path: Path) -> QImage | None:
        """The picture, or None while it is being made (`ready` follows) or when it cannot be read."""
        image = self._images.get(key)
        if image is not None:
            self._images.move_to_end(key)
            return image
        if key in self._broken:
            return None
        with self._lock:
            if key in self._begun:
                return None
            is_new = key not in self._waiting
            self._waiting[key] = path
            self._waiting.move_to_end(key)
            while len(self._waiting) > _MOST_WAITING:
                self._waiting.popitem(last=False)
        if is_new:
            self._lane.start(self._make_newest)
        return None

    @property
    def waiting(self) -> int:
        """How many are asked for and not there yet."""
        return len(self._waiting) + len(self._begun)

    def is_broken(self, key: ThumbKey) -> bool:
        """Its file cannot be read as a picture."""
        return key in self._broken

    def close(self) -> None:
        """Forget what waits and wait for what runs."""
        with self._lock:
            self._waiting.clear()
        self._lane.clear()
        self._lane.waitForDone(5000)

    def _make_newest(self) -> None:
        """On a background thread."""
        with self._lock:
            if not self._waiting:
                return  # its picture was dropped
            key, path = self._waiting.popitem()
            self._begun.add(key)
        give_way()
        self._made.emit(key, _load(key, path, self._folder))

    def _on_made(self, key: ThumbKey, image: QImage | None) -> None:
        with self._lock:
            self._begun.discard(key)
        if image is None:
            self._broken.add(key)
            self.failed.emit(key)
            return
        self._images[key] = image
        self._bytes += image.sizeInBytes()
        while self._bytes > _MEMORY_BYTES and len(self._images) > 1:
            _, old = self._images.popitem(last=False)
            self._bytes -= old.sizeInBytes()
        self.ready.emit(key)


def _load(key: ThumbKey, path: Path, folder: Path | None) -> QImage | None:
    """From the disk cache, or from the original. Runs on a background thread; None when nothing can read it."""
    kept = [] if folder is None else [folder / (key.file_name() + ending) for ending in (".jpg", ".png")]
    for cached in kept:
        if not (image := QImage(str(cached))).isNull():
            return _quick_to_paint(image)
    image = scaled(path, key)
    if image is None:
        return None
    if folder is not None:
        _keep(image, folder, key.file_name())
    return _quick_to_paint(image)


def _keep(image: QImage, folder: Path, name: str) -> None:
    ending, quality = (".png", -1) if image.hasAlphaChannel() else (".jpg", _JPEG_QUALITY)
    temporary = folder / f".{name}{ending}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if image.save(str(temporary), quality=quality):
            temporary.replace(folder / (name + ending))
    except OSError:  # read-only or gone: it is shown all the same, and made again the next time
        return


def _quick_to_paint(image: QImage) -> QImage:
    """In the format the screen has; others are converted each time they are painted."""
    alpha = image.hasAlphaChannel()
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied if alpha else QImage.Format.Format_RGB32)


def scaled(path: Path, key: ThumbKey) -> QImage | None:
    """Upright, turned, cropped, and no longer than edge_px. None when the file cannot be read as a picture."""
    image = _read_upright(path, key.edge_px * (3 if key.crop else 1))
    if image is None:
        return None
    if key.rotation_deg:
        image = image.transformed(QTransform().rotate(key.rotation_deg))
    if key.crop is not None:
        box = key.crop.to_px(SizePx(image.width(), image.height()))
        image = image.copy(box.left, box.top, box.right - box.left, box.bottom - box.top)
    if max(image.width(), image.height()) > key.edge_px:
        image = image.scaled(
            QSize(key.edge_px, key.edge_px),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    return image


def _read_upright(path: Path, edge_px: int) -> QImage | None:
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > edge_px * 2:
        reader.setScaledSize(size.scaled(edge_px * 2, edge_px * 2, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read() if size.width() * size.height() <= QT_MOST_PIXELS else QImage()
    return image if not image.isNull() else _read_with_pillow(path, edge_px)


def _read_with_pillow(path: Path, edge_px: int) -> QImage | None:
    from PIL import Image, ImageOps

    from studio.library.gallery.import_photos import DECODE_ERRORS

    too_large = (Image.DecompressionBombError, Image.DecompressionBombWarning)
    try:
        import pi_heif

        pi_heif.register_heif_opener()
    except ImportError:
        pass  # then HEIC files show the placeholder; everything else still opens
    try:
        with Image.open(path) as opened:
            opened.thumbnail((edge_px, edge_px))
            picture = ImageOps.exif_transpose(opened).convert("RGBA")
    except (*DECODE_ERRORS, *too_large):
        return None
    data = picture.tobytes()
    return QImage(data, picture.width, picture.height, picture.width * 4, QImage.Format.Format_RGBA8888).copy()
