"""A base model dragged onto the Models screen: which of what is dragged it is, and the veil that says so.

Not here: pictures, which go on to the window and into the gallery (controls/incoming.py, controls/arrivals.py).
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QFrame, QWidget

from studio.desktop.translation import tr
from studio.desktop.ui.controls import incoming
from studio.desktop.ui.controls.pieces import column, label, row
from studio.desktop.ui.theme import tokens as t

_WEIGHTS = {".safetensors", ".ckpt", ".gguf", ".pt", ".pth", ".bin"}


class ModelVeil(QFrame):
    """Over the screen while a model is dragged over it."""

    def __init__(self, screen: QWidget) -> None:
        super().__init__(screen)
        self.setProperty("role", "drop")
        words = label(tr("Drop a base model to add it"), "title")
        hint = label(tr("Its size and licence are shown first; its files stay where they are."))
        self.setLayout(column(None, row(None, words, None), row(None, hint, None), None, gap=t.SPACE_S))
        self.hide()

    def cover(self) -> None:
        """Show it over the whole screen."""
        screen = self.parentWidget()
        assert screen is not None
        self.setGeometry(screen.rect().adjusted(16, 16, -16, -16))
        self.raise_()
        self.show()


def model_in(mime: QMimeData) -> Path | None:
    """The one file or folder, when it is no picture and no folder of pictures. Weights are known by their ending here;
    what they really are is told when they are looked at."""
    found = incoming.read(mime, look_inside=True)
    if len(found.files) != 1:
        return None
    (path,) = found.files
    if path.is_dir():
        return path if (path / "model_index.json").exists() or (found.is_all and not found.inside[0]) else None
    return path if path.suffix.lower() in _WEIGHTS else None
