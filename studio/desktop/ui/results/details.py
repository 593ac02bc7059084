"""The panel beside the grid: the chosen picture large, its rating, the whole request, and what can be done with it.

Not here: the grid and its filter (results_screen.py).
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout

from studio.desktop.translation import tr
from studio.desktop.ui.controls.colour_marks import ColourMarks
from studio.desktop.ui.controls.empty_state import EmptyState
from studio.desktop.ui.controls.picture_view import PictureView
from studio.desktop.ui.controls.pieces import button, clear_layout, clear_panel, column, label, row, rule, scroll
from studio.desktop.ui.controls.stars import Stars
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.request_words import facts, paragraph
from studio.desktop.viewmodel.results import ResultsViewModel
from studio.library.results.records import Result


class DetailsPanel(QFrame):
    """Bound to the Results view-model. Signals: export_asked()."""

    export_asked = Signal()

    def __init__(self, results: ResultsViewModel, look: ThemeSwitcher) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self._results = results
        self._view = PictureView(look, tr("The chosen picture"))
        self._view.setFixedHeight(300)
        self._stars = Stars(look)
        self._stars.rated.connect(results.rate)
        self._colours = ColourMarks(look)
        self._colours.marked.connect(results.colour)
        self._prompt = label("", "strong", wrap=True)
        self._prompt.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words = label("", wrap=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for words in (self._prompt, self._words):
            words.setMinimumWidth(1)  # a word too long for the panel is cut off, not the panel
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(t.SPACE_L)
        self._facts.setVerticalSpacing(t.SPACE_XS)
        self._facts.setColumnStretch(1, 1)
        use = button(tr("Use these settings"), look, icon="reuse", clicked=results.use_settings)
        export = button(tr("Export…"), look, icon="export", clicked=self.export_asked.emit)
        trash = button(tr("Move to trash"), look, icon="remove", role="danger", clicked=results.remove)
        self._actions = row(use, export)
        self.set_narrow(False)
        body = column(
            self._view, self._stars, self._colours, self._prompt, self._words, self._actions, rule(), self._facts,
            None, row(trash, None), margins=t.SPACE_L, gap=t.SPACE_M,
        )  # fmt: skip
        self._filled = scroll(clear_panel(body))
        self._empty = EmptyState(
            look, "picture", tr("No picture chosen"), tr("Choose one to see how it was made."), width=280
        )
        self.setLayout(column(self._filled, self._empty))
        results.selected_changed.connect(self._show)
        results.results_changed.connect(self._show)
        self._show()

    def set_narrow(self, narrow: bool) -> None:
        """In a small window the pictures get more of the room."""
        self.setFixedWidth(300 if narrow else 340)
        way = QBoxLayout.Direction
        self._actions.setDirection(way.TopToBottom if narrow else way.LeftToRight)

    def show_preview(self, wanted: bool) -> None:
        """Without it while the picture is shown large beside the panel."""
        self._view.setVisible(wanted)

    def _listed(self, result: Result) -> list[tuple[str, str]]:
        """All facts but the prompt, which stands above."""
        found = facts(result, self._results.find_artifact, self._results.subject_name)
        return [(name, value) for name, value in found if name != tr("Prompt")]

    def _show(self) -> None:
        result = self._results.current
        self._filled.setVisible(result is not None)
        self._empty.setVisible(result is None)
        if result is None:
            return
        self._view.set_picture(self._results.service.result_path(result), result.prompt)
        self._stars.set_rating(result.rating)
        self._colours.set_colour(result.colour)
        self._prompt.setText(result.request.prompt)
        self._words.setText(paragraph(result, self._results.find_artifact))
        clear_layout(self._facts)
        for line, (name, value) in enumerate(self._listed(result)):
            self._facts.addWidget(label(name, "small"), line, 0, Qt.AlignmentFlag.AlignTop)
            words = label(value, wrap=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.setMinimumWidth(1)
            words.setToolTip(value)
            self._facts.addWidget(words, line, 1)
