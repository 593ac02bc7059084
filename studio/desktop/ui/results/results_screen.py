"""The Results screen: filter on top, all pictures in a grid or some of them large, details beside it.

Keys on the grid: Enter or Space opens, C compares, 1–5 and 0 stars, X rejects, R A G B V colour, Del trashes; Ctrl+Z
takes it back.
Not here: state (viewmodel/results.py, viewmodel/large_view.py).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from studio.desktop.translation import plural, tr
from studio.desktop.ui.controls import incoming
from studio.desktop.ui.controls.empty_state import EmptyState
from studio.desktop.ui.controls.notice import NoticeBar
from studio.desktop.ui.controls.pieces import button, column, label, panel, row, tool
from studio.desktop.ui.controls.shortcut import INSIDE, add_shortcut
from studio.desktop.ui.results.details import DetailsPanel
from studio.desktop.ui.results.export_dialog import ExportDialog
from studio.desktop.ui.results.filter_bar import FilterBar
from studio.desktop.ui.results.large_view import LargeView
from studio.desktop.ui.results.mark_keys import add_mark_keys
from studio.desktop.ui.results.result_grid import ResultGrid
from studio.desktop.ui.results.result_menu import result_menu
from studio.desktop.ui.results.sheet_dialog import SheetDialog
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.export import ExportViewModel
from studio.desktop.viewmodel.large_view import LargeViewModel, Mode
from studio.desktop.viewmodel.results import ResultsViewModel
from studio.desktop.viewmodel.sheet import SheetViewModel

if TYPE_CHECKING:
    from studio.library.exports.pictures import ExportReport

_NARROW_PX = 1040


class ResultsScreen(QWidget):
    """Bound to a ResultsViewModel. export_metadata: the preferred choice of the export dialog."""

    def __init__(
        self, results: ResultsViewModel, look: ThemeSwitcher, notices: NoticeBar, export_metadata: str
    ) -> None:
        super().__init__()
        self.sheet_dialog: SheetDialog | None = None
        self._wants_focus = False
        self._results, self._look, self._notices = results, look, notices
        pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        self.export = ExportViewModel(results, Path(pictures) / "Likeness Studio", export_metadata)
        self.dialog: ExportDialog | None = None
        self._count = label("", "muted")
        self.filter = FilterBar(results, look)
        self.grid = ResultGrid(results, look)
        self.large = LargeViewModel(results)
        self.large_view = LargeView(self.large, look)
        self._details = DetailsPanel(results, look)
        self._empty = EmptyState(
            look, "results", tr("No pictures yet"), tr("What you draw on the Create screen is kept here.")
        )
        self._none = EmptyState(look, "search", tr("Nothing fits this filter"), tr("Loosen it to see more."))
        self._none.add_button(button(tr("Show everything"), look, clicked=self.filter.clear))
        self._busy = EmptyState(look, "results", tr("Loading pictures …"), "", busy=True)
        self._stack = QStackedWidget()
        for page in (self._busy, self._empty, self._none, self.grid):
            self._stack.addWidget(page)
        browse = QWidget()
        parts = column(self._make_head(), self.filter, self._stack, gap=t.SPACE_L)
        parts.setContentsMargins(t.SPACE_XL, t.SPACE_XL, t.SPACE_L, 0)
        parts.setStretch(2, 1)
        browse.setLayout(parts)
        self._left = QStackedWidget()
        self._left.addWidget(browse)
        self._left.addWidget(self.large_view)
        self.stage = self._left
        layout = row(self._left, self._details, gap=0)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self._veil = panel(
            column(
                None,
                row(None, label(tr("Drop a picture to read its settings"), "title"), None),
                row(None, label(tr("Made here, with A1111, ComfyUI, InvokeAI, SwarmUI or Fooocus.")), None),
                None,
                gap=t.SPACE_S,
            ),
            "drop",
        )
        self._veil.setParent(self)
        self._veil.hide()
        self.setAcceptDrops(True)
        self._connect()
        self._fill()

    def ask_export(self) -> None:
        """Open the export dialog for the selected pictures, or all that fit the filter."""
        if not self._results.count or (self.dialog is not None and self.dialog.isVisible()):
            return
        self.export.begin()
        self.dialog = ExportDialog(self.export, self._look, self)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.finished.connect(self._on_dialog_closed)
        self.dialog.open()

    def ask_sheet(self) -> None:
        """Vary the chosen picture's settings along two axes."""
        current = self._results.current
        if current is None:
            return
        sheet = SheetViewModel(self._results.service, current.request)
        sheet.problem.connect(self._results.service.problem)
        self.sheet_dialog = SheetDialog(sheet, self._look, self)
        self.sheet_dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.sheet_dialog.open()

    def focus_pictures(self) -> None:
        """Their keys rate, compare and open; as soon as they are read."""
        self._wants_focus = self._stack.currentWidget() is not self.grid
        if not self._wants_focus:
            self.grid.setFocus()

    def choose_file(self) -> None:
        """By a file dialog instead of a drop."""
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            tr("Read the settings of a picture"),
            "",
            tr("Pictures (*.png *.jpg *.jpeg *.webp *.avif);;All files (*)"),
        )
        if chosen:
            self._results.read_settings(Path(chosen))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Qt."""
        super().resizeEvent(event)
        self._details.set_narrow(event.size().width() < _NARROW_PX)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Qt. Our own pictures dragged out are not for here."""
        if self._is_own(event):
            return
        if incoming.read(event.mimeData()).files:
            event.acceptProposedAction()
            self._veil.setGeometry(self.rect().adjusted(16, 16, -16, -16))
            self._veil.raise_()
            self._veil.show()
        else:
            super().dragEnterEvent(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        """Qt."""
        self._veil.hide()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Qt. The settings of the first file are read; photos are added on the Subjects screen."""
        self._veil.hide()
        if self._is_own(event):
            return
        first, *others = incoming.read(event.mimeData()).files or (None,)
        if first is None:
            super().dropEvent(event)
            return
        event.acceptProposedAction()
        if others:
            self._notices.say(
                "info", tr("Only the settings of the first of {number} files are read.", number=len(others) + 1)
            )
        self._results.read_settings(first)

    def _is_own(self, event: QDropEvent) -> bool:
        """Then it is taken and nothing happens; left alone it would go on to the window."""
        source = event.source()
        if not isinstance(source, QWidget) or source.window() is not self.window():
            return False
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        return True

    def _make_head(self) -> QWidget:
        self._compare = button(tr("Compare"), self._look, icon="compare", clicked=self.large.compare)
        self._compare.setToolTip(tr("Select 2 to 4 pictures, then compare them (C)"))
        self._read = button(tr("Read settings…"), self._look, icon="picture", role="quiet", clicked=self.choose_file)
        self._read.setToolTip(tr("Of a picture file from here, A1111, ComfyUI and others; or drop it on this screen"))
        words = tr("X/Y sheet: draw the chosen picture again and again, varied along two axes")
        self.sheet = tool(words, self._look, "sheet", clicked=self.ask_sheet)
        self._export = button(tr("Export…"), self._look, icon="export", clicked=self.ask_export)
        head = QWidget()
        line = row(label(tr("Results"), "title"), None, self._read, self._compare, self.sheet, self._export)
        head.setLayout(column(line, self._count, gap=0))
        return head

    def _connect(self) -> None:
        results = self._results
        self._details.export_asked.connect(self.ask_export)
        results.results_changed.connect(self._fill)
        results.count_changed.connect(self._show_count)
        results.selected_changed.connect(self._show_count)
        self.export.done.connect(self._on_exported)
        self.large.changed.connect(self._on_large)
        self.grid.opened.connect(self.large.open)
        add_shortcut(self.grid, "Space", self.large.open)
        add_shortcut(self.grid, "C", self.large.compare)
        add_mark_keys(self.grid, results)
        add_shortcut(self, QKeySequence.StandardKey.Undo, results.undo_stack.undo, INSIDE)
        for keys in ("Ctrl+Shift+Z", "Ctrl+Y"):
            add_shortcut(self, keys, results.undo_stack.redo, INSIDE)
        results.removed.connect(self._on_removed)
        self.grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.grid.customContextMenuRequested.connect(self._on_menu)

    def _fill(self) -> None:
        self._show_count()
        self._export.setEnabled(bool(self._results.results))
        if not self._results.is_loaded:
            self._stack.setCurrentWidget(self._busy)
        elif self._results.results:
            self._stack.setCurrentWidget(self.grid)
            if self._wants_focus:
                self.focus_pictures()
        else:
            self._stack.setCurrentWidget(self._none if self._results.is_filtered else self._empty)

    def _on_large(self) -> None:
        is_large = self.large.mode is not Mode.GRID
        if is_large == (self._left.currentIndex() == 1):
            return
        self._left.setCurrentIndex(1 if is_large else 0)
        self._details.show_preview(not is_large)
        (self.large_view if is_large else self.grid).setFocus()

    def _show_count(self) -> None:
        self.sheet.setEnabled(self._results.current is not None)
        self._compare.setEnabled(self.large.can_compare)
        count, chosen = self._results.count, len(self._results.selected)
        said = plural("%n picture(s)", count)
        if self._results.is_filtered:
            said += tr(" with this filter")
        if chosen > 1:
            said += tr(", {chosen:,} selected", chosen=chosen)
        self._count.setText(said if self._results.is_loaded else "")

    def _on_removed(self, count: int) -> None:
        keys = QKeySequence(QKeySequence.StandardKey.Undo).toString(QKeySequence.SequenceFormat.NativeText)
        stack = self._results.undo_stack
        notice = self._notices.offer(
            "info",
            tr("A picture is in the trash. {keys} brings it back.", keys=keys)
            if count == 1
            else tr("{count:,} pictures are in the trash. {keys} brings them back.", count=count, keys=keys),
            tr("Undo"),
            stack.undo,
        )
        stack.indexChanged.connect(notice.close_notice)  # brought back, or something else is the last thing done

    def _on_menu(self, place: QPoint) -> None:
        if self._results.current is None:
            return
        self.menu = result_menu(self.large, self.ask_export, self.ask_sheet, self)
        self.menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu.popup(self.grid.viewport().mapToGlobal(place))

    def _on_dialog_closed(self) -> None:
        self.dialog = None

    def _on_exported(self, report: ExportReport) -> None:
        count = len(report.written)
        first = report.written[0]
        many = tr("Exported {count:,} pictures to {folder}.", count=count, folder=first.parent)
        folder = QUrl.fromLocalFile(str(first.parent))
        self._notices.offer(
            "good",
            tr("Exported {path}.", path=first) if count == 1 else many,
            tr("Show folder"),
            lambda: QDesktopServices.openUrl(folder),
        )
