"""The Results screen: filter on top, all pictures in a grid, details beside it. Keys 1–5, 0 and X rate, Del trashes.

Not here: state (viewmodel/results.py).
"""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QStackedWidget, QWidget

from studio.desktop.ui.controls.empty_state import EmptyState
from studio.desktop.ui.controls.fields import CalmComboBox
from studio.desktop.ui.controls.notice import NoticeBar
from studio.desktop.ui.controls.picture_grid import PictureGrid, PictureItem
from studio.desktop.ui.controls.pieces import button, column, label, row
from studio.desktop.ui.controls.stars import rating_words
from studio.desktop.ui.results.details import DetailsPanel
from studio.desktop.ui.results.export_dialog import ExportDialog
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.results import ResultsViewModel
from studio.library.results.records import Result

_TYPING_MS = 250


class ResultsScreen(QWidget):
    """Bound to a ResultsViewModel. export_metadata: the preferred choice of the export dialog."""

    def __init__(
        self, results: ResultsViewModel, look: ThemeSwitcher, notices: NoticeBar, export_metadata: str
    ) -> None:
        super().__init__()
        self._results, self._look, self._notices = results, look, notices
        self._export_metadata = export_metadata
        self.dialog: ExportDialog | None = None
        self._count = label("", "muted")
        self.grid = PictureGrid(
            look, results.service.thumbnails, "Pictures", edge=148, lines=1, multiple=True, cover=False
        )
        self._details = DetailsPanel(results, look)
        self._empty = EmptyState(look, "results", "No pictures yet", "What you draw on the Create screen is kept here.")
        self._none = EmptyState(look, "search", "Nothing fits this filter", "Loosen it to see more.")
        self._none.add_button(button("Show everything", look, clicked=self._on_clear))
        self._busy = EmptyState(look, "results", "Loading pictures …", "", busy=True)
        self._stack = QStackedWidget()
        for page in (self._busy, self._empty, self._none, self.grid):
            self._stack.addWidget(page)
        left = column(self._make_head(), self._make_filter(), self._stack, gap=t.SPACE_L)
        left.setContentsMargins(t.SPACE_XL, t.SPACE_XL, t.SPACE_L, 0)
        left.setStretch(2, 1)
        layout = row(left, self._details, gap=0)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self._connect()
        self._fill_filter()
        self._fill()

    def ask_export(self) -> None:
        """Open the export dialog for the selected pictures, or all that are shown."""
        count = len(self._results.selected) or len(self._results.results)
        if not count:
            return
        self.dialog = ExportDialog(self._look, count, self._export_metadata, self)
        self.dialog.accepted.connect(self._on_export)
        self.dialog.open()

    def _make_head(self) -> QWidget:
        self._export = button("Export…", self._look, icon="export", clicked=self.ask_export)
        head = QWidget()
        head.setLayout(row(column(label("Results", "title"), self._count, gap=2), None, self._export))
        return head

    def _make_filter(self) -> QWidget:
        self.text = QLineEdit()
        self.text.setPlaceholderText("Search prompts")
        self.text.setAccessibleName("Search prompts")
        self.text.setClearButtonEnabled(True)
        self.subject = self._combo("Subject")
        self.method = self._combo("Method")
        self.rating = self._combo("Rating")
        for least in range(6):
            title = "Any rating" if least == 0 else "★ " + rating_words(least) + ("" if least == 5 else " or more")
            self.rating.addItem(title, least)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(lambda: self._results.set_filter(text=self.text.text().strip()))
        line = row(self.text, self.subject, self.method, self.rating)
        line.setStretch(0, 1)
        bar = QWidget()
        bar.setLayout(line)
        return bar

    def _combo(self, name: str) -> QComboBox:
        made = CalmComboBox()
        made.setAccessibleName(name)
        made.setMinimumWidth(140)
        return made

    def _connect(self) -> None:
        results = self._results
        self.text.textChanged.connect(lambda _: self._typing.start())
        self.subject.activated.connect(lambda _: results.set_filter(subject_id=self.subject.currentData() or ""))
        self.method.activated.connect(lambda _: results.set_filter(method=self.method.currentData() or ""))
        self.rating.activated.connect(lambda _: results.set_filter(rating=self.rating.currentData() or 0))
        self.grid.chosen.connect(results.select)
        self._details.export_asked.connect(self.ask_export)
        results.results_changed.connect(self._fill)
        results.selected_changed.connect(self._mark)
        results.filter_changed.connect(self._fill_filter)
        results.exported.connect(self._on_exported)
        for key, rating in (*((str(stars), stars) for stars in range(6)), ("X", -1)):
            QShortcut(QKeySequence(key), self.grid, lambda rating=rating: results.rate(rating))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.grid, results.remove)

    def _fill_filter(self) -> None:
        wanted = self._results.filter
        _refill(
            self.subject, "Any subject", [(s.name, s.id) for s in self._results.service.subjects], wanted.subject_id
        )
        _refill(self.method, "Any method", [(m.title, m.slug) for m in self._results.service.methods], wanted.method)
        self.rating.setCurrentIndex(self.rating.findData(wanted.rating))
        if self.text.text().strip() != wanted.text and not self._typing.isActive():
            self.text.setText(wanted.text)

    def _fill(self) -> None:
        results = self._results.results
        self.grid.set_items([self._item(result) for result in results], self._results.selected)
        pictures = "1 picture" if len(results) == 1 else f"{len(results)} pictures"
        self._count.setText(pictures if self._results.is_loaded else "")
        self._export.setEnabled(bool(results))
        if not self._results.is_loaded:
            self._stack.setCurrentWidget(self._busy)
        elif results:
            self._stack.setCurrentWidget(self.grid)
        else:
            self._stack.setCurrentWidget(self._none if self._results.is_filtered else self._empty)

    def _mark(self) -> None:
        if set(self.grid.chosen_ids()) != set(self._results.selected):
            self.grid.set_items([self._item(result) for result in self._results.results], self._results.selected)

    def _item(self, result: Result) -> PictureItem:
        stars = "★" * result.rating if result.rating > 0 else "rejected" if result.rating < 0 else ""
        path = self._results.service.result_path(result)
        return PictureItem(
            result.id, result.sha256, path, result.request.prompt, badge=stars, tip=result.request.prompt
        )

    def _on_clear(self) -> None:
        self._typing.stop()
        self._results.clear_filter()

    def _on_export(self) -> None:
        if self.dialog is not None:
            self._results.export(self.dialog.folder, self.dialog.format, self.dialog.metadata)
            self.dialog.deleteLater()
            self.dialog = None

    def _on_exported(self, written: tuple[object, ...]) -> None:
        if written:
            first = str(written[0])
            more = f" and {len(written) - 1} more" if len(written) > 1 else ""
            self._notices.say("good", f"Exported {first}{more}.")


def _refill(combo: QComboBox, everything: str, entries: list[tuple[str, str]], wanted: str) -> None:
    combo.clear()
    combo.addItem(everything, "")
    for title, key in entries:
        combo.addItem(title, key)
    combo.setCurrentIndex(max(0, combo.findData(wanted)))
