"""Over the whole window while something is dragged over it: what it is, and what becomes of it.

Not here: what a drop holds (incoming.py), taking it in (arrivals.py).
"""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QMainWindow

from studio.desktop.translation import tr
from studio.desktop.ui.controls.incoming import Incoming
from studio.desktop.ui.controls.pieces import column, label, row
from studio.desktop.ui.theme import tokens as t


class DropVeil(QFrame):
    """Over the whole window while something is dragged over it."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self.setProperty("role", "drop")
        self._words = label("", "title")
        self._hint = label(tr("They are copied into your library; the originals stay where they are."), "")
        self.setLayout(column(None, row(None, self._words, None), row(None, self._hint, None), None, gap=t.SPACE_S))
        self.hide()

    def show_for(self, found: Incoming) -> None:
        """With count and kinds."""
        self._words.setText(tr("Drop {sentence}", sentence=found.sentence()))
        parent = self.parentWidget()
        assert parent is not None
        self.setGeometry(parent.rect().adjusted(16, 16, -16, -16))
        self.raise_()
        self.show()
