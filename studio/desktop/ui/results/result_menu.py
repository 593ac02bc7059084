"""The menu of the right mouse button on pictures: what the keys do, for those who do not know them yet.

Not here: the keys (mark_keys.py, results_screen.py).
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from studio.desktop.translation import tr
from studio.desktop.ui.controls.stars import rating_words
from studio.desktop.ui.theme import tokens as t
from studio.desktop.viewmodel.large_view import LargeViewModel
from studio.library.results.records import COLOURS, Colour


def result_menu(
    large: LargeViewModel, export: Callable[[], object], sheet: Callable[[], object], parent: QWidget
) -> QMenu:
    """For the chosen pictures."""
    results = large.results
    menu = QMenu(parent)
    menu.addAction(tr("Open") + "\tEnter", lambda: large.open())
    menu.addAction(tr("Compare") + "\tC", large.compare).setEnabled(large.can_compare)
    menu.addAction(tr("Use these settings"), results.use_settings)
    menu.addAction(tr("X/Y sheet…"), sheet)
    menu.addAction(tr("Copy the prompt"), lambda: _copy_prompt(large))
    menu.addAction(tr("Export…"), export)
    menu.addSeparator()
    stars = menu.addMenu(tr("Rate"))
    for rating in (5, 4, 3, 2, 1, 0, -1):
        words = {0: tr("No stars") + "\t0", -1: tr("Reject") + "\tX"}.get(rating, f"{rating_words(rating)}\t{rating}")

        def rate(rating: int = rating) -> None:
            results.rate(rating)

        stars.addAction(words, rate)
    colours = menu.addMenu(tr("Colour"))
    for colour in COLOURS:

        def paint(colour: Colour = colour) -> None:
            results.colour(colour)

        action = colours.addAction(f"{tr(t.MARK_NAMES[colour])}\t{colour[0].upper()}", paint)
        action.setCheckable(True)
        action.setChecked(results.current is not None and results.current.colour == colour)
    menu.addSeparator()
    menu.addAction(tr("Move to trash") + "\tDel", results.remove)
    return menu


def _copy_prompt(large: LargeViewModel) -> None:
    current = large.results.current
    if current is not None:
        QGuiApplication.clipboard().setText(current.request.prompt)
