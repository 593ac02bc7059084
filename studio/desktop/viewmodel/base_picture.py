"""The picture a drawing begins with: how much of it is redrawn, where, and how far the frame reaches beyond it.

Image-to-image redraws everything a little, a mask only what it marks (inpainting), a larger frame what lies beyond the
picture (outpainting). Not here: the canvas (ui/canvas), sampling (studio/engine/generation).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from studio.desktop.viewmodel.brush import as_png, blank

GROW_MOST = 1.0  # beyond a side, in fractions of the picture
_STEP_PX = 32  # every base model draws multiples of it
_OVERLAP = 0.06  # of the shorter side: redrawn along the seam, so that it does not show
_SOFT_EDGE, _SOFT_SEAM = 0.04, 0.2  # of the shorter side: how far what is redrawn fades into what stays


class Margins(NamedTuple):
    """How far the frame reaches beyond each side, in fractions of the picture, 0..GROW_MOST."""

    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0


_NO_MARGINS = Margins()


@dataclass(frozen=True)
class Base:
    """path: None draws from noise alone. mask: white is redrawn, of the picture's shape. denoise: 0 leaves it, 1
    forgets it; what lies beyond the picture is always drawn anew."""

    path: Path | None = None
    mask: QImage | None = None
    denoise: float = 0.7
    grow: Margins = _NO_MARGINS

    @property
    def is_grown(self) -> bool:
        """The frame reaches beyond the picture."""
        return any(self.grow)


class Prepared(NamedTuple):
    """What the worker gets: files' content. size: None for the base model's own."""

    picture: bytes
    mask: bytes | None
    denoise: float
    size: tuple[int, int] | None


def prepare(base: Base, picture: QImage, native: tuple[int, int] | None) -> Prepared:
    """The picture in its frame, and the mask of what is redrawn. picture: what `base.path` holds."""
    mask = base.mask
    if not base.is_grown:
        size = fitting_size(picture.size(), native)
        marked = None if mask is None else as_png(feathered(mask, _SOFT_EDGE))
        return Prepared(as_png(picture), marked, base.denoise, size)
    inner, frame = grown(picture.size(), base.grow)
    canvas = QImage(frame, QImage.Format.Format_RGB32)
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    # Colours to begin with: the picture itself, stretched over the frame and softened.
    soft = picture.scaled(12, 12, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    painter.drawImage(QRect(0, 0, frame.width(), frame.height()), soft)
    painter.drawImage(inner, picture)
    painter.end()
    redrawn = blank(frame, 255)
    scale = redrawn.width() / frame.width()
    seam = math.ceil(_OVERLAP * min(inner.width(), inner.height()))
    kept = inner.adjusted(
        seam if base.grow.left else 0,
        seam if base.grow.top else 0,
        -seam if base.grow.right else 0,
        -seam if base.grow.bottom else 0,
    )
    painter = QPainter(redrawn)
    painter.scale(scale, scale)
    painter.fillRect(kept, QColor("black"))
    if mask is not None:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Lighten)
        painter.drawImage(inner, mask)
    painter.end()
    return Prepared(as_png(canvas), as_png(feathered(redrawn, _SOFT_SEAM)), 1.0, fitting_size(frame, native))


def feathered(mask: QImage, share: float) -> QImage:
    """The mask with its white fading outwards over this share of the shorter side; what was white stays white."""
    step = max(2, round(share * min(mask.width(), mask.height())))
    keep, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    coarse = mask.scaled(max(1, mask.width() // step), max(1, mask.height() // step), keep, smooth)
    made = coarse.scaled(mask.size(), keep, smooth).convertToFormat(QImage.Format.Format_Grayscale8)
    painter = QPainter(made)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Lighten)
    painter.drawImage(0, 0, mask)
    painter.end()
    return made


def grown(picture: QSize, grow: Margins) -> tuple[QRect, QSize]:
    """Where the picture lies in its frame, and the frame's size, in pixels of the picture."""
    width, height = picture.width(), picture.height()
    left, top = round(grow.left * width), round(grow.top * height)
    frame = QSize(left + width + round(grow.right * width), top + height + round(grow.bottom * height))
    return QRect(left, top, width, height), frame


def fitting_size(shape: QSize, native: tuple[int, int] | None) -> tuple[int, int] | None:
    """The size nearest to this shape with about the base model's own area; None when that is its own size."""
    if native is None or shape.isEmpty():
        return None
    area, ratio = native[0] * native[1], shape.width() / shape.height()
    width = max(_STEP_PX, round(math.sqrt(area * ratio) / _STEP_PX) * _STEP_PX)
    height = max(_STEP_PX, round(math.sqrt(area / ratio) / _STEP_PX) * _STEP_PX)
    return None if (width, height) == native else (width, height)
