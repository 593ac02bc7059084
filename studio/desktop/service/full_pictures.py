"""Whole pictures for the large view, decoded on a background thread; the last few are kept in memory.

Not here: small ones (thumbnails.py).
"""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QImageReader

from studio.desktop.service.query import Lane

_KEPT = 12
_MOST_PX = 16_384  # a longer side is scaled down while reading


class FullPictures(QObject):
    """Signals: ready(Path) when get() answers; a null image means its file is missing or damaged."""

    ready = Signal(object)
    _read = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lane = Lane(self, 1)
        self._images: OrderedDict[Path, QImage] = OrderedDict()
        self._waiting: set[Path] = set()
        self._read.connect(self._on_read)

    @property
    def is_reading(self) -> bool:
        """`ready` will follow."""
        return bool(self._waiting)

    def get(self, path: Path) -> QImage | None:
        """The picture, or None while it is being read."""
        if path in self._images:
            self._images.move_to_end(path)
            return self._images[path]
        if path not in self._waiting:
            self._waiting.add(path)
            self._lane.start(lambda: self._read.emit(path, _decode(path)))
        return None

    def close(self) -> None:
        """Wait for what runs."""
        self._lane.clear()
        self._lane.waitForDone(5000)

    def _on_read(self, path: Path, image: QImage) -> None:
        self._waiting.discard(path)
        self._images[path] = image
        while len(self._images) > _KEPT:
            self._images.popitem(last=False)
        self.ready.emit(path)


def _decode(path: Path) -> QImage:
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > _MOST_PX:
        from PySide6.QtCore import QSize, Qt

        reader.setScaledSize(size.scaled(QSize(_MOST_PX, _MOST_PX), Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()
