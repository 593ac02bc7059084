"""Method cards: what each method does in a sentence, and why one cannot be chosen here. One is checked.

Not here: what a method is (the catalogue says it).
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from studio.desktop.ui.controls.pieces import clear_layout, column, label
from studio.desktop.ui.theme import tokens as t
from studio.desktop.viewmodel.teach import TeachViewModel
from studio.library.catalogue.read import MethodCard

_LEAVES = {
    "words": "leaves a word, a few kB",
    "weights": "leaves weights for this subject",
    "encoders": "nothing to teach",
}


class MethodCards(QWidget):
    """Signals: chosen(str) with a slug."""

    chosen = Signal(str)

    def __init__(self, teach: TeachViewModel) -> None:
        super().__init__()
        self._teach = teach
        self._group = QButtonGroup(self)
        self._buttons: dict[str, _MethodButton] = {}
        self._column = column(gap=t.SPACE_S)
        self.setLayout(self._column)
        teach.methods_changed.connect(self._fill)
        teach.choice_changed.connect(self._mark)
        self._fill()

    def _fill(self) -> None:
        clear_layout(self._column)
        self._group = QButtonGroup(self)
        self._buttons = {}
        for card in self._teach.methods:
            made = _MethodButton(card)
            made.clicked.connect(lambda _=False, slug=card.slug: self.chosen.emit(slug))
            self._group.addButton(made)
            self._buttons[card.slug] = made
            self._column.addWidget(made)
        self._mark()

    def _mark(self) -> None:
        for card in self._teach.methods:
            made = self._buttons.get(card.slug)
            if made is not None:
                problem = self._teach.method_problem(card)
                made.show_problem(problem)
                made.setChecked(card.slug == self._teach.method)


class _MethodButton(QPushButton):
    def __init__(self, card: MethodCard) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setCheckable(True)
        self._card = card
        self._summary = label(card.summary, "small", wrap=True)
        self._problem = label("", "warning", wrap=True)
        self._problem.hide()
        layout = column(label(card.title, "strong"), self._summary, self._problem, gap=3)
        layout.setContentsMargins(t.SPACE_M, t.SPACE_S, t.SPACE_M, t.SPACE_S + 2)
        self.setLayout(layout)
        self.setAccessibleName(card.title)
        self.setAccessibleDescription(card.summary)

    def show_problem(self, text: str) -> None:
        """Empty when it can be used."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        self.setEnabled(not text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as its words are at this width."""
        layout = self.layout()
        assert layout is not None
        width = max(self.width(), 240)
        return QSize(240, layout.heightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Qt."""
        super().resizeEvent(event)
        self.setMinimumHeight(self.sizeHint().height())
