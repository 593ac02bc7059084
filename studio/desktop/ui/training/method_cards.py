"""Method cards, the best for this subject and computer first: what each does in a sentence, what it takes and gives as
far as that was measured, and why one cannot be chosen here. One is checked.

Not here: what a method is (the catalogue says it), the order (viewmodel/method_ranking.py).
"""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from studio.desktop.translation import tr
from studio.desktop.ui.controls.card_button import CardButton
from studio.desktop.ui.controls.pieces import clear_layout, column, label
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.teach import TeachViewModel
from studio.library.catalogue.read import MethodCard


class MethodCards(QWidget):
    """Signals: chosen(str) with a slug."""

    chosen = Signal(str)

    def __init__(self, teach: TeachViewModel, look: ThemeSwitcher) -> None:
        super().__init__()
        self._teach, self._look = teach, look
        self._group = QButtonGroup(self)
        self._buttons: dict[str, _MethodButton] = {}
        self._column = column(gap=t.SPACE_S)
        self.setLayout(self._column)
        teach.methods_changed.connect(self._fill)
        teach.choice_changed.connect(self._mark)
        teach.settings_changed.connect(self._mark)
        self._fill()

    def _fill(self) -> None:
        if [card.slug for card in self._teach.methods] == list(self._buttons):
            self._mark()
            return
        clear_layout(self._column)
        self._group = QButtonGroup(self)
        self._buttons = {}
        for card in self._teach.methods:
            made = _MethodButton(card, self._look)
            made.clicked.connect(lambda _=False, slug=card.slug: self.chosen.emit(slug))
            self._group.addButton(made)
            self._buttons[card.slug] = made
            self._column.addWidget(made)
        self._mark()

    def _mark(self) -> None:
        for card in self._teach.methods:
            made = self._buttons.get(card.slug)
            if made is not None:
                made.show_problem(self._teach.method_problem(card), self._teach.expectation(card).sentence())
                made.setChecked(card.slug == self._teach.method)


class _MethodButton(CardButton):
    def __init__(self, card: MethodCard, look: ThemeSwitcher) -> None:
        self._summary = label(tr(card.summary), "small", wrap=True)
        self._expected = label("", "small", wrap=True)
        self._problem = label("", "warning", wrap=True)
        self._problem.hide()
        layout = column(label(tr(card.title), "strong"), self._summary, self._expected, self._problem, gap=3)
        layout.setContentsMargins(t.SPACE_M, t.SPACE_S, t.SPACE_M, t.SPACE_S + 2)
        super().__init__(look, layout)
        self.setCheckable(True)
        self.setAccessibleName(tr(card.title))
        self._words = tr(card.summary)

    def show_problem(self, text: str, expected: str) -> None:
        """text: empty when it can be used. expected: what it takes and gives."""
        self._expected.setText(expected)
        self._expected.setVisible(not text)
        self.setAccessibleDescription(f"{self._words} {text or expected}")
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        self.setEnabled(not text)
        QTimer.singleShot(0, self, self.fit_height)
