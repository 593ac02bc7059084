"""What was drawn in this session, in a strip; a picture can be dragged onto the canvas or into another program.

Not here: which pictures (viewmodel/create.py).
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag

from studio.desktop.service.thumbnails import Thumbnails
from studio.desktop.ui.canvas.canvas_view import PICTURE_MIME
from studio.desktop.ui.controls.picture_grid import PictureGrid
from studio.desktop.ui.theme.switcher import ThemeSwitcher


class PictureStrip(PictureGrid):
    """One row."""

    def __init__(self, look: ThemeSwitcher, thumbnails: Thumbnails, name: str) -> None:
        super().__init__(look, thumbnails, name, edge=96, lines=0, strip=True)
        self.pictures.is_draggable = True
        self.setDragEnabled(True)

    def drag_data(self) -> QMimeData | None:
        """Of the chosen picture; None while it is being drawn."""
        chosen = self.chosen_ids()
        path = self.pictures.item(self.pictures.row_of(chosen[-1])).path if chosen else None
        if path is None:
            return None
        data = QMimeData()
        data.setData(PICTURE_MIME, str(path).encode())
        data.setUrls([QUrl.fromLocalFile(str(path))])
        return data

    def startDrag(self, _actions: Qt.DropAction) -> None:  # noqa: N802
        """Qt."""
        data = self.drag_data()
        if data is not None:
            drag = QDrag(self)
            drag.setMimeData(data)
            drag.exec(Qt.DropAction.CopyAction)
