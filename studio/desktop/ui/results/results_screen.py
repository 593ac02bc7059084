"""The Results screen: filter on top, all pictures in a grid, details beside it.

Keys on the grid: 1–5 and 0 stars, X rejects, R A G B V colour, Del trashes. Not here: state (viewmodel/results.py).
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from studio.desktop.ui.controls.empty_state import EmptyState
from studio.desktop.ui.controls.notice import NoticeBar
from studio.desktop.ui.controls.pieces import button, column, label, row
from studio.desktop.ui.results.details import DetailsPanel
from studio.desktop.ui.results.export_dialog import ExportDialog
from studio.desktop.ui.results.filter_bar import FilterBar
from studio.desktop.ui.results.result_grid import ResultGrid
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.results import ResultsViewModel
from studio.library.results.records import COLOURS, Colour


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
        self.filter = FilterBar(results, look)
        self.grid = ResultGrid(results, look)
        self._details = DetailsPanel(results, look)
        self._empty = EmptyState(look, "results", "No pictures yet", "What you draw on the Create screen is kept here.")
        self._none = EmptyState(look, "search", "Nothing fits this filter", "Loosen it to see more.")
        self._none.add_button(button("Show everything", look, clicked=self.filter.clear))
        self._busy = EmptyState(look, "results", "Loading pictures …", "", busy=True)
        self._stack = QStackedWidget()
        for page in (self._busy, self._empty, self._none, self.grid):
            self._stack.addWidget(page)
        left = column(self._make_head(), self.filter, self._stack, gap=t.SPACE_L)
        left.setContentsMargins(t.SPACE_XL, t.SPACE_XL, t.SPACE_L, 0)
        left.setStretch(2, 1)
        layout = row(left, self._details, gap=0)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self._connect()
        self._fill()

    def ask_export(self) -> None:
        """Open the export dialog for the selected pictures, or all that fit the filter."""
        count = len(self._results.selected) or self._results.count
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

    def _connect(self) -> None:
        results = self._results
        self._details.export_asked.connect(self.ask_export)
        results.results_changed.connect(self._fill)
        results.count_changed.connect(self._show_count)
        results.selected_changed.connect(self._show_count)
        results.exported.connect(self._on_exported)
        add_mark_keys(self.grid, results)

    def _fill(self) -> None:
        self._show_count()
        self._export.setEnabled(bool(self._results.results))
        if not self._results.is_loaded:
            self._stack.setCurrentWidget(self._busy)
        elif self._results.results:
            self._stack.setCurrentWidget(self.grid)
        else:
            self._stack.setCurrentWidget(self._none if self._results.is_filtered else self._empty)

    def _show_count(self) -> None:
        count, chosen = self._results.count, len(self._results.selected)
        said = "1 picture" if count == 1 else f"{count:,} pictures"
        if self._results.is_filtered:
            said += " with this filter"
        if chosen > 1:
            said += f", {chosen:,} selected"
        self._count.setText(said if self._results.is_loaded else "")

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


def add_mark_keys(widget: QWidget, results: ResultsViewModel) -> None:
    """The keys that rate, colour and trash, while this widget has the focus: typing elsewhere never marks."""

    def key(keys: QKeySequence | QKeySequence.StandardKey | str, work: object) -> None:
        QShortcut(QKeySequence(keys), widget, work, context=Qt.ShortcutContext.WidgetShortcut)  # type: ignore[call-overload]

    for rating in range(6):
        key(str(rating), lambda rating=rating: results.rate(rating))
    key("X", lambda: results.rate(-1))
    for colour in COLOURS:

        def mark(colour: Colour = colour) -> None:
            results.colour(colour)

        key(colour[0].upper(), mark)
    key(QKeySequence.StandardKey.Delete, results.remove)
