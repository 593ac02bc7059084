"""One picture, large, whole, in the middle; small pictures are enlarged at most four times.

Not here: zoom and pan, which come with the canvas.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.core.geometry import BoxFrac
from studio.desktop.translation import tr
from studio.desktop.ui.theme.switcher import ThemeSwitcher

_MOST = 6.0
_FRAME_PX = 2


@dataclass(frozen=True)
class Frame:
    """A box on the picture with a word at it. tone: "info" or "warning"."""

    box: BoxFrac
    words: str
    tone: str = "info"


class PictureView(QWidget):
    """set_picture(path), set_image(image) or set_words(text); then set_frames(boxes) on it."""

    def __init__(self, look: ThemeSwitcher, name: str) -> None:
        super().__init__()
        self._look = look
        self._path: Path | None = None
        self._image = QImage()
        self._words = ""
        self._frames: tuple[Frame, ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 160)
        look.theme_changed.connect(self._on_theme)

    @property
    def has_picture(self) -> bool:
        """Something is shown."""
        return not self._image.isNull()

    def set_picture(self, path: Path, words: str = "") -> None:
        """words: shown when the file cannot be read, and told to screen readers."""
        if path != self._path:
            self._path = path
            self._image = QImage(str(path))
        self._words = (
            tr("This picture cannot be shown: its file is missing or damaged.") if self._image.isNull() else ""
        )
        self.setAccessibleDescription(words)
        self.update()

    def set_image(self, image: QImage, words: str = "") -> None:
        """A picture that was read elsewhere."""
        self._path, self._image, self._words, self._frames = None, image, "", ()
        self.setAccessibleDescription(words)
        self.update()

    def set_words(self, words: str) -> None:
        """No picture, a sentence."""
        self._path, self._image, self._words = None, QImage(), words
        self.update()

    def set_frames(self, frames: Sequence[Frame]) -> None:
        """Boxes on the picture, told to screen readers too."""
        self._frames = tuple(frames)
        said = ", ".join(frame.words for frame in frames)
        if said:
            self.setAccessibleDescription(tr("Faces: {list}", list=said))
        self.update()

    def _on_theme(self, _theme: object) -> None:
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Qt."""
        return QSize(480, 480)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._image.isNull():
            painter.setPen(QColor(self._look.current.muted))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(24, 24, -24, -24), flags, self._words)
            return
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        if size.width() > self._image.width() * _MOST:
            size = self._image.size() * _MOST
        target = QRect(0, 0, size.width(), size.height())
        target.moveCenter(self.rect().center())
        painter.drawImage(target, self._image)
        for frame in self._frames:
            self._draw_frame(painter, target, frame)

    def _draw_frame(self, painter: QPainter, target: QRect, frame: Frame) -> None:
        look = self._look.current
        colour = QColor(look.warning if frame.tone == "warning" else look.accent)
        box = QRectF(
            target.x() + frame.box.x0 * target.width(),
            target.y() + frame.box.y0 * target.height(),
            (frame.box.x1 - frame.box.x0) * target.width(),
            (frame.box.y1 - frame.box.y0) * target.height(),
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in (QPen(QColor(look.surface), 2 * _FRAME_PX), QPen(colour, _FRAME_PX)):  # seen on any picture
            painter.setPen(pen)
            painter.drawRect(box)
        size = painter.fontMetrics().boundingRect(frame.words).size()
        plate = QRectF(box.left() - _FRAME_PX / 2, box.bottom(), size.width() + 8, size.height() + 2)
        if plate.bottom() > self.height():
            plate.moveBottom(box.bottom())
        plate.moveLeft(max(0.0, min(plate.left(), self.width() - plate.width())))
        painter.fillRect(plate, QColor(look.surface))
        painter.setPen(QColor(look.text))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, frame.words)
