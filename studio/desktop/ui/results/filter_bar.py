"""What is shown of all results: words of the prompt, subject, method, rating, colour, days.

Bound to the Results view-model; the choice is kept there. Not here: the grid.
"""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate, QTimer
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit, QWidget

from studio.desktop.service.orders import NO_COLOUR
from studio.desktop.translation import mark, tr
from studio.desktop.ui.controls.fields import CalmComboBox
from studio.desktop.ui.controls.pieces import button, column, label, row
from studio.desktop.ui.controls.stars import rating_words
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.results import ResultsViewModel

_TYPING_MS = 250
_SPANS = (
    (mark("Any day"), None),
    (mark("Today"), 1),
    (mark("Last 7 days"), 7),
    (mark("Last 30 days"), 30),
    (mark("Last 365 days"), 365),
)
_BETWEEN = "between"


class FilterBar(QWidget):
    """Fields `text`, `subject`, `method`, `rating`, `colour`, `days`, and `first` and `last` for days of one's own."""

    def __init__(self, results: ResultsViewModel, look: ThemeSwitcher) -> None:
        super().__init__()
        self._results = results
        self.text = QLineEdit()
        self.text.setPlaceholderText(tr("Search prompts and tags"))
        self.text.setAccessibleName(tr("Search prompts and tags"))
        self.text.setClearButtonEnabled(True)
        self.subject, self.method = _combo(tr("Subject")), _combo(tr("Method"))
        self.rating, self.colour, self.days = _combo(tr("Rating")), _combo(tr("Colour")), _combo(tr("Drawn when"))
        self._add_ratings()
        self._add_colours()
        for title, span in _SPANS:
            self.days.addItem(tr(title), span)
        self.days.addItem(tr("Between two days"), _BETWEEN)
        self.days.setMinimumWidth(140)
        self.first, self.last = _day(tr("First day")), _day(tr("Last day"))
        self._between = QWidget()
        self._between.setLayout(
            row(
                label(tr("&From"), "muted", buddy=self.first),
                self.first,
                label("&to", "muted", buddy=self.last),
                self.last,
                None,
            )
        )
        self._between.hide()
        self._clear = button(tr("Show all"), look, icon="reset", role="quiet", clicked=self.clear)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(lambda: results.set_filter(text=self.text.text().strip()))
        first = row(self.text, self.days, self._clear)
        first.setStretch(0, 1)
        second = row(self.subject, self.method, self.rating, self.colour)
        for place in range(second.count()):
            second.setStretch(place, 1)
        self.setLayout(column(first, self._between, second))
        self._connect()
        self._show()

    def clear(self) -> None:
        """Show everything."""
        self._typing.stop()
        self.text.blockSignals(True)
        self.text.clear()
        self.text.blockSignals(False)
        self._between.hide()
        self._results.clear_filter()
        self._show()

    def _connect(self) -> None:
        results = self._results
        self.text.textChanged.connect(lambda _: self._typing.start())
        self.subject.activated.connect(lambda _: results.set_filter(subject_id=self.subject.currentData() or ""))
        self.method.activated.connect(lambda _: results.set_filter(method=self.method.currentData() or ""))
        self.rating.activated.connect(lambda _: self._on_rating())
        self.colour.activated.connect(lambda _: results.set_filter(colour=self.colour.currentData()))
        self.days.activated.connect(lambda _: self._on_days())
        for field in (self.first, self.last):
            field.dateChanged.connect(lambda _: self._on_days())
        results.filter_changed.connect(self._show)

    def _on_rating(self) -> None:
        least, most = self.rating.currentData()
        self._results.set_filter(rating_least=least, rating_most=most)

    def _on_days(self) -> None:
        span = self.days.currentData()
        self._between.setVisible(span == _BETWEEN)
        if span == _BETWEEN:
            first, last = sorted((_python(self.first.date()), _python(self.last.date())))
            self._results.set_days(first, last)
        else:
            self._results.set_days(None if span is None else date.today() - timedelta(days=span - 1), None)

    def _show(self) -> None:
        wanted, service = self._results.filter, self._results.service
        _refill(self.subject, tr("Any subject"), [(s.name, s.id) for s in service.subjects], wanted.subject_id)
        _refill(self.method, tr("Any method"), [(m.title, m.slug) for m in service.methods], wanted.method)
        self.rating.setCurrentIndex(_place(self.rating, (wanted.rating_least, wanted.rating_most)))
        self.colour.setCurrentIndex(self.colour.findData(wanted.colour))
        if self._results.days == (None, None):
            self.days.setCurrentIndex(0)
        if self.text.text().strip() != wanted.text and not self._typing.isActive():
            self.text.setText(wanted.text)
            self._typing.stop()
        self._clear.setVisible(self._results.is_filtered)

    def _add_ratings(self) -> None:
        self.rating.addItem(tr("Any rating"), (-1, 5))
        self.rating.addItem(tr("Without rejects"), (0, 5))
        for least in range(1, 6):
            stars = rating_words(least)
            self.rating.addItem("★ " + (tr("{stars} or more", stars=stars) if least < 5 else stars), (least, 5))
        self.rating.addItem(tr("Not rated"), (0, 0))
        self.rating.addItem("✕ " + tr("Rejected"), (-1, -1))

    def _add_colours(self) -> None:
        self.colour.addItem(tr("Any colour"), "")
        for name, colour in t.MARKS.items():
            swatch = QPixmap(12, 12)
            swatch.fill(colour)
            self.colour.addItem(QIcon(swatch), tr(t.MARK_NAMES[name]), name)
        self.colour.addItem(tr("No colour"), NO_COLOUR)


def _combo(name: str) -> QComboBox:
    made = CalmComboBox()
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setMinimumWidth(96)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return made


def _day(name: str) -> QDateEdit:
    made = QDateEdit(QDate.currentDate())
    made.setAccessibleName(name)
    made.setDisplayFormat("yyyy-MM-dd")
    made.setMaximumDate(QDate.currentDate())
    made.setMinimumWidth(124)
    return made


def _python(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())


def _place(combo: QComboBox, data: object) -> int:
    """findData compares tuples by identity."""
    return next((place for place in range(combo.count()) if tuple(combo.itemData(place)) == data), 0)


def _refill(combo: QComboBox, everything: str, entries: list[tuple[str, str]], wanted: str) -> None:
    combo.clear()
    combo.addItem(everything, "")
    for title, key in entries:
        combo.addItem(title, key)
    combo.setCurrentIndex(max(0, combo.findData(wanted)))
