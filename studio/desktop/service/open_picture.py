"""A picture file of any origin for the canvas: upright, whatever its name says it is, and no longer than the screen
and the models can use; one that cannot be read is a sentence.

Not here: small pictures of grids (thumbnails.py), the library's own pictures in the large view (full_pictures.py).
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader

QT_MOST_PIXELS = 60_000_000  # Qt gives up above 256 MB, and warns
MOST_PX = 4096  # of the longer side


def open_picture(path: Path) -> QImage:
    """Raises InputProblem or DiskProblem. What Qt cannot read is read as photos are (HEIC, TIFF, very large PNG)."""
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size, most = reader.size(), QSize(MOST_PX, MOST_PX)
    if size.isValid() and max(size.width(), size.height()) > MOST_PX:
        reader.setScaledSize(size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read() if size.width() * size.height() <= QT_MOST_PIXELS else QImage()
    if not image.isNull():
        return image
    from studio.core.files import spoken_name
    from studio.library.gallery.import_photos import decode, read_limited

    picture, _, _ = decode(read_limited(path), spoken_name(path))
    picture.thumbnail((MOST_PX, MOST_PX))
    width, height = picture.size
    return QImage(picture.tobytes(), width, height, width * 3, QImage.Format.Format_RGB888).copy()


def shown_picture(path: Path) -> QImage:
    """For showing: a null image when it cannot be read."""
    from studio.core.errors import StudioError

    try:
        return open_picture(path)
    except StudioError:
        return QImage()
