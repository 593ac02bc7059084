"""The job bar at the bottom of every screen: what runs, how far, how long still; pause, stop; the queue above it.

Not here: the queue's rules (jobs/queue.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QSizePolicy, QWidget

from studio.desktop.ui.controls.pieces import button, clear_layout, clear_panel, column, label, row, scroll, tool
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.durations import duration

if TYPE_CHECKING:  # the frame is painted before the library's records are imported
    from studio.desktop.jobs.snapshots import JobSnapshot
    from studio.desktop.viewmodel.jobs import JobsViewModel

_STATE_ICONS = {
    "finished": ("good", "good"),
    "stopped": ("stop", "muted"),
    "failed": ("error", "danger"),
    "died": ("error", "danger"),
    "queued": ("queue", "muted"),
    "running": ("play", "accent_text"),
    "paused": ("pause", "warning"),
}


class JobBar(QFrame):
    """Bound to a JobsViewModel once there is one; before that it is an empty strip of the same height."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "jobbar")
        self.setFixedHeight(t.JOB_BAR_HEIGHT)
        self.setAccessibleName("Jobs")

    def bind(self, jobs: JobsViewModel, look: ThemeSwitcher, drawer: QueueDrawer) -> None:
        """Fill it; called after the window is on screen."""
        self._jobs = jobs
        self._look = look
        self._what = label("", "strong")
        self._what.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._step = label("", "small")
        self._left = label("", "small")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress of the running job")
        self._pause = tool("Pause", look, "pause", clicked=jobs.pause_or_go_on)
        self._stop = tool("Stop and save", look, "stop", clicked=jobs.stop)
        self._queue = button("Queue", look, icon="queue", role="quiet")
        self._queue.setCheckable(True)
        self._queue.toggled.connect(drawer.setVisible)
        words = row(self._what, self._step, self._left, gap=t.SPACE_L)
        words.setStretch(0, 1)
        lines = column(None, words, self._bar, None, gap=6)
        line = row(lines, self._pause, self._stop, self._queue, gap=t.SPACE_S)
        line.setContentsMargins(t.SPACE_XL, 6, t.SPACE_M, 6)
        line.setStretch(0, 1)
        self.setLayout(line)
        jobs.current_changed.connect(self._show)
        jobs.jobs_changed.connect(self._show)
        jobs.work_changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        job = self._jobs.current
        active = job is not None
        for widget in (self._pause, self._stop):
            widget.setVisible(active)
        waiting = self._jobs.waiting
        self._queue.setText(f"Queue ({waiting})" if waiting else "Queue")
        if job is None:
            self._show_idle()
            return
        self._bar.setVisible(True)
        self._what.setText(job.title)
        self._what.setToolTip(job.title)
        self._step.setText(job.sentence if job.sentence != job.title else "")
        self._left.setText(duration(job.eta_s))
        paused = job.state == "paused"
        name = "Go on" if paused else "Pause"
        self._look.bind_icon(self._pause, "play" if paused else "pause")
        self._pause.setToolTip(name)
        self._pause.setAccessibleName(name)
        self._pause.setEnabled(not job.is_stopping)
        self._stop.setEnabled(not job.is_stopping)
        show_fraction(self._bar, job.fraction if job.step else None, paused)

    def _show_idle(self) -> None:
        self._what.setText(self._jobs.work or "Nothing is running")
        self._what.setToolTip("")
        self._step.setText("")
        self._left.setText("")
        self._bar.setVisible(bool(self._jobs.work))
        show_fraction(self._bar, None, False)


def show_fraction(bar: QProgressBar, fraction: float | None, still: bool) -> None:
    """0..1, or a moving bar while unknown; a bar that stands still when paused."""
    if fraction is None and not still:
        bar.setRange(0, 0)
        return
    bar.setRange(0, 1000)
    bar.setValue(round((fraction or 0.0) * 1000))


class QueueDrawer(QFrame):
    """The list above the job bar: running, waiting, ended."""

    def __init__(self, jobs: JobsViewModel, look: ThemeSwitcher) -> None:
        super().__init__()
        self.setProperty("role", "jobbar")
        self.setAccessibleName("Queue")
        self._jobs, self._look = jobs, look
        self._rows = column(gap=2)
        self._rows.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._rows.setContentsMargins(t.SPACE_XL, t.SPACE_M, t.SPACE_M, t.SPACE_M)
        self.setLayout(column(scroll(clear_panel(self._rows))))
        self.setFixedHeight(232)
        self.hide()
        jobs.jobs_changed.connect(self._fill)
        jobs.current_changed.connect(self._fill)
        self._shown: tuple[JobSnapshot, ...] = ()

    def setVisible(self, visible: bool) -> None:  # noqa: N802
        """Qt."""
        super().setVisible(visible)
        self._fill()

    def _fill(self) -> None:
        jobs = self._jobs.jobs
        if not self.isVisible() or jobs == self._shown:
            return
        self._shown = jobs
        clear_layout(self._rows)
        if not jobs:
            self._rows.addWidget(label("The queue is empty. Trainings and drawings wait here.", "muted"))
        for job in jobs[:60]:
            self._rows.addWidget(self._row(job))

    def _row(self, job: JobSnapshot) -> QWidget:
        icon, colour = _STATE_ICONS[str(job.state)]
        mark = QLabel()
        mark.setPixmap(self._look.icon(icon, colour).pixmap(18, 18))
        mark.setAccessibleName(str(job.state))
        title = label(job.title)
        title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        title.setToolTip(job.title)
        state = label(job.sentence, "danger" if job.error else "small")
        state.setMaximumWidth(420)
        state.setToolTip(job.sentence)
        line = row(mark, title, state, gap=t.SPACE_M)
        line.setStretch(1, 1)
        for made in self._buttons(job):
            line.addWidget(made)
        return clear_panel(line)

    def _buttons(self, job: JobSnapshot) -> list[QWidget]:
        look, jobs = self._look, self._jobs
        if job.state == "queued":
            return [
                button("Earlier", look, role="quiet", clicked=lambda: jobs.move_up(job.id)),
                button("Remove", look, role="quiet", clicked=lambda: jobs.stop(job.id)),
            ]
        if not job.is_ended:
            return []
        made: list[QWidget] = []
        if job.can_resume:
            made.append(button("Resume", look, role="quiet", clicked=lambda: jobs.resume(job.id)))
        made.append(tool(f"Forget {job.title}", look, "close", clicked=lambda: jobs.remove(job.id)))
        return made
