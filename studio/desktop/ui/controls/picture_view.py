"""One picture, large, whole, in the middle; small pictures are enlarged at most four times.

Not here: zoom and pan, which come with the canvas.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.desktop.translation import tr
from studio.desktop.ui.theme.switcher import ThemeSwitcher

_MOST = 6.0


class PictureView(QWidget):
    """set_picture(path) or set_words(text)."""

    def __init__(self, look: ThemeSwitcher, name: str) -> None:
        super().__init__()
        self._look = look
        self._path: Path | None = None
        self._image = QImage()
        self._words = ""
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
        self._path, self._image, self._words = None, image, ""
        self.setAccessibleDescription(words)
        self.update()

    def set_words(self, words: str) -> None:
        """No picture, a sentence."""
        self._path, self._image, self._words = None, QImage(), words
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
