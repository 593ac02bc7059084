"""Brushed masks of regions by the name they are kept under: masks/m<hash of the content>.png beside the layout.

Same content, same name: a mask is written once and never changed, so undo needs no files.
Not here: painting (brush.py), the files (studio/library/layout/store.py).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from studio.core.geometry import BoxFrac
from studio.desktop.viewmodel.brush import as_png


class Masks:
    """Those of this session, with the box of what is white in them."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[QImage, BoxFrac]] = {}

    def keep(self, mask: QImage, box: BoxFrac) -> tuple[str, bytes]:
        """Its name and its file's content."""
        name, data = kept_name(mask)
        self._kept[name] = (mask, box)
        return name, data

    def get(self, name: str, box: BoxFrac, read: Callable[[str], QImage]) -> tuple[QImage, BoxFrac] | None:
        """box: of the region that has it, when it must be read. None when its file is gone."""
        if name not in self._kept:
            self._kept[name] = (read(name), box)
        mask, white = self._kept[name]
        return None if mask.isNull() else (mask, white)


def kept_name(mask: QImage) -> tuple[str, bytes]:
    """The name a mask is kept under, and its file's content."""
    data = as_png(mask)
    return f"masks/m{hashlib.sha256(data).hexdigest()[:24]}.png", data


def moved_mask(mask: QImage, box: BoxFrac, to: BoxFrac) -> QImage:
    """What is in the box, moved and stretched to the other box; nothing elsewhere."""
    made = QImage(mask.size(), QImage.Format.Format_Grayscale8)
    made.fill(0)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(in_pixels(to, mask), mask, in_pixels(box, mask))
    painter.end()
    return made


def in_pixels(box: BoxFrac, mask: QImage) -> QRectF:
    """Of the mask."""
    width, height = mask.width(), mask.height()
    return QRectF(box.x0 * width, box.y0 * height, (box.x1 - box.x0) * width, (box.y1 - box.y0) * height)
