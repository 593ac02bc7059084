"""The queue above the job bar: what runs, waits and ended, with everything that can be done to one of them.

Waiting jobs are put in order by dragging or with Alt+Up and Alt+Down. Not here: the queue's rules (jobs/queue.py).
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QPushButton,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from studio.desktop.jobs.snapshots import JobSnapshot
from studio.desktop.translation import tr
from studio.desktop.ui.controls.job_details import JobDetails
from studio.desktop.ui.controls.pieces import button, clear_panel, column, label, row
from studio.desktop.ui.controls.shortcut import add_shortcut
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.jobs import JobsViewModel
from studio.desktop.viewmodel.queue_list import JOB_ROLE, QueueList

_ICONS = {
    "finished": ("good", "good"),
    "stopped": ("stop", "muted"),
    "failed": ("error", "danger"),
    "died": ("error", "danger"),
    "queued": ("queue", "muted"),
    "running": ("play", "accent_text"),
    "paused": ("pause", "warning"),
}
_ROW_HEIGHT = 32
_ICON = 18


class QueueDrawer(QFrame):
    """Hidden until the job bar's Queue button shows it."""

    def __init__(self, jobs: JobsViewModel, look: ThemeSwitcher, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "jobbar")
        self.setAccessibleName(tr("Queue"))
        self._jobs, self._look = jobs, look
        self.model = QueueList(jobs)
        self.list = self._view()
        self.buttons: dict[str, QPushButton] = {}
        bar = row(*(clear_panel(row(*group, gap=0)) for group in self._groups()), None, gap=t.SPACE_M)
        empty = label(tr("The queue is empty. Trainings, drawings and comparisons wait here."), "muted")
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget()  # a layout without a widget would show the list as a window of its own
        self._pages.addWidget(self.list)
        self._pages.addWidget(empty)
        body = column(bar, self._pages, gap=t.SPACE_S)
        body.setContentsMargins(t.SPACE_L, t.SPACE_S, t.SPACE_L, t.SPACE_S)
        self.setLayout(body)
        self.setFixedHeight(248)
        self.hide()
        for signal in (self.model.rowsInserted, self.model.rowsRemoved, self.model.dataChanged):
            signal.connect(self._on_changed)
        self.list.selectionModel().currentChanged.connect(self._on_changed)
        self._on_changed()

    def chosen(self) -> JobSnapshot | None:
        """The job that the buttons speak about."""
        job = self.list.currentIndex().data(JOB_ROLE)
        return job if isinstance(job, JobSnapshot) else None

    def choose(self, job_id: str) -> None:
        """Select a job."""
        for place in range(self.model.rowCount()):
            index = self.model.index(place)
            if index.data(JOB_ROLE).id == job_id:
                self.list.setCurrentIndex(index)

    def _view(self) -> QListView:
        view = QListView()
        view.setModel(self.model)
        view.setItemDelegate(_JobRow(self._look, view))
        view.setUniformItemSizes(True)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        view.setDropIndicatorShown(True)
        view.setAccessibleName(tr("Jobs, the running one first"))
        view.activated.connect(lambda _: self._on_details())
        keys: tuple[tuple[str, Callable[[], None]], ...] = (
            ("Alt+Up", lambda: self._on_move(-1)),
            ("Alt+Down", lambda: self._on_move(1)),
            ("Ctrl+D", self._on_duplicate),
            ("Del", self._on_remove),
        )
        for key, do in keys:
            add_shortcut(view, key, do)
        return view

    def _groups(self) -> tuple[list[QPushButton], ...]:
        def add(key: str, text: str, icon: str, do: Callable[[], None], keys: str = "") -> QPushButton:
            tip = f"{text} ({keys})" if keys else ""
            self.buttons[key] = button(text, self._look, icon=icon, role="quiet", tip=tip, clicked=do)
            return self.buttons[key]

        return (
            [
                add("earlier", tr("Earlier"), "up", lambda: self._on_move(-1), "Alt+Up"),
                add("later", tr("Later"), "less", lambda: self._on_move(1), "Alt+Down"),
            ],
            [
                add("retry", tr("Try again"), "retry", self._on_retry),
                add("duplicate", tr("Duplicate"), "duplicate", self._on_duplicate, "Ctrl+D"),
                add("remove", tr("Remove"), "remove", self._on_remove, "Del"),
            ],
            [
                add("details", tr("Details and log"), "info", self._on_details, "Enter"),
                add("folder", tr("Show folder"), "folder", self._on_folder),
                add("report", tr("Open report"), "report", self._on_report),
            ],
        )

    def _on_changed(self) -> None:
        self._pages.setCurrentIndex(0 if self.model.rowCount() else 1)
        job = self.chosen()
        waits = job is not None and job.state == "queued"
        can = {
            "earlier": waits,
            "later": waits,
            "retry": job is not None and job.can_resume,
            "remove": job is not None and not job.is_active,
            "report": job is not None and self._jobs.report_of(job) is not None,
        }
        self.buttons["report"].setVisible(can["report"])
        for key, made in self.buttons.items():
            made.setEnabled(can.get(key, job is not None))

    def _on_move(self, places: int) -> None:
        if self.list.currentIndex().isValid():
            self.model.move_by(self.list.currentIndex(), places)

    def _on_retry(self) -> None:
        if (job := self.chosen()) is not None and job.can_resume:
            self._jobs.resume(job.id)

    def _on_duplicate(self) -> None:
        if (job := self.chosen()) is not None:
            self._jobs.duplicate(job.id)

    def _on_remove(self) -> None:
        job = self.chosen()
        if job is None or job.is_active:
            return
        if job.is_ended:
            self._jobs.remove(job.id)
        else:
            self._jobs.stop(job.id)

    def _on_details(self) -> None:
        if (job := self.chosen()) is not None:
            dialog = JobDetails(job, self._jobs.log_of(job.id), self.window())
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def _on_folder(self) -> None:
        if (job := self.chosen()) is not None:
            folder = QUrl.fromLocalFile(str(self._jobs.folder_of(job.id)))
            QTimer.singleShot(0, self, lambda: QDesktopServices.openUrl(folder))

    def _on_report(self) -> None:
        job = self.chosen()
        page = self._jobs.report_of(job) if job is not None else None
        if page is not None:
            url = QUrl.fromLocalFile(str(page))
            QTimer.singleShot(0, self, lambda: QDesktopServices.openUrl(url))


class _JobRow(QStyledItemDelegate):
    """Icon, title, and on the right the sentence; both are cut where there is no room."""

    def __init__(self, look: ThemeSwitcher, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        """Qt."""
        return QSize(200, _ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Qt."""
        job = index.data(JOB_ROLE)
        if not isinstance(job, JobSnapshot):
            return
        style = option.widget.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)
        area: QRect = option.rect.adjusted(t.SPACE_S, 0, -t.SPACE_S, 0)
        icon, colour = _ICONS[str(job.state)]
        mark = QRect(area.left(), area.center().y() - _ICON // 2 + 1, _ICON, _ICON)
        self._look.icon(icon, colour).paint(painter, mark)
        words = area.adjusted(_ICON + t.SPACE_M, 0, 0, 0)
        half = words.width() // 2
        left, right = words.adjusted(0, 0, -half - t.SPACE_M, 0), words.adjusted(half, 0, 0, 0)
        tokens, metrics = self._look.current, option.fontMetrics
        cut, middle = Qt.TextElideMode.ElideRight, Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(tokens.text))
        painter.drawText(left, middle, metrics.elidedText(job.title, cut, left.width()))
        painter.setPen(QColor(tokens.danger if job.error else tokens.muted))
        painter.drawText(
            right, middle | Qt.AlignmentFlag.AlignRight, metrics.elidedText(job.sentence, cut, right.width())
        )
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(option.palette.color(QPalette.ColorRole.Highlight))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
