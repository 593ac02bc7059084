"""The base picture as it is written down and read again, so that a crash does not lose it.

Not here: what it is for (base_picture.py), the files (studio/library/layout/store.py).
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QImage

from studio.desktop.viewmodel.base_picture import Base, Margins
from studio.desktop.viewmodel.region_masks import kept_name
from studio.library.layout.records import BaseRecord


def record_of(base: Base, keep_mask: Callable[[str, bytes], object]) -> BaseRecord | None:
    """keep_mask(name, png) keeps what is redrawn of it."""
    if base.path is None:
        return None
    mask = None
    if base.mask is not None:
        mask, png = kept_name(base.mask)
        keep_mask(mask, png)
    left, top, right, bottom = base.grow
    return BaseRecord(path=base.path, mask=mask, denoise=base.denoise, grow=(left, top, right, bottom))


def restored(kept: BaseRecord | None, read_mask: Callable[[str], QImage]) -> Base | None:
    """A mask that is gone is left out."""
    if kept is None:
        return None
    mask = read_mask(kept.mask) if kept.mask else QImage()
    return Base(kept.path, None if mask.isNull() else mask, kept.denoise, Margins(*kept.grow))
