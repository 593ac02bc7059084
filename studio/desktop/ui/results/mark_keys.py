"""The keys that rate, colour and trash pictures, the same on the grid and in the large view.

Not here: what they do (viewmodel/results.py).
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from studio.desktop.ui.controls.shortcut import HERE, add_shortcut
from studio.desktop.viewmodel.results import ResultsViewModel
from studio.library.results.records import COLOURS, Colour


def add_mark_keys(
    widget: QWidget,
    results: ResultsViewModel,
    context: Qt.ShortcutContext = HERE,
) -> None:
    """1–5 stars, 0 none, X reject, R A G B V colours, Del trash; while the focus is there, so typing never marks."""

    for rating in range(6):

        def rate(rating: int = rating) -> None:
            results.rate(rating)

        add_shortcut(widget, str(rating), rate, context)
    add_shortcut(widget, "X", lambda: results.rate(-1), context)
    for colour in COLOURS:

        def mark(colour: Colour = colour) -> None:
            results.colour(colour)

        add_shortcut(widget, colour[0].upper(), mark, context)
    add_shortcut(widget, QKeySequence.StandardKey.Delete, results.remove, context)
