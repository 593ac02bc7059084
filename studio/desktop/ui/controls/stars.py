"""Five stars and a reject: shown by shape, not by colour alone; keys 1 to 5, 0 and X.

Not here: where ratings are kept (service).
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from studio.desktop.translation import plural, tr
from studio.desktop.ui.controls.pieces import row, tool
from studio.desktop.ui.theme.switcher import ThemeSwitcher


class Stars(QWidget):
    """Signals: rated(int), -1 for reject."""

    rated = Signal(int)

    def __init__(self, look: ThemeSwitcher) -> None:
        super().__init__()
        self._look = look
        self._rating = 0
        layout = row(gap=0)
        self._buttons = []
        for place in range(1, 6):
            made = tool(rating_words(place), look, "star-empty", clicked=lambda value=place: self.rated.emit(value))
            self._buttons.append(made)
            layout.addWidget(made)
        self._reject = tool(tr("Reject"), look, "reject", clicked=lambda: self.rated.emit(-1))
        self._reject.setCheckable(True)
        layout.addSpacing(8)
        layout.addWidget(self._reject)
        layout.addStretch(1)
        self.setLayout(layout)
        self.set_rating(0)

    def set_rating(self, rating: int) -> None:
        """-1 reject, 0 none, 1..5."""
        self._rating = rating
        for place, made in enumerate(self._buttons, 1):
            full = place <= rating
            self._look.bind_icon(made, "star" if full else "star-empty", "accent_text" if full else "muted")
        self._reject.setChecked(rating < 0)
        self.setAccessibleName(tr("Rating: {rating}", rating=rating_words(rating)))


def rating_words(rating: int) -> str:
    """For badges and screen readers."""
    return tr("rejected") if rating < 0 else tr("none") if rating == 0 else plural("%n star(s)", rating)
