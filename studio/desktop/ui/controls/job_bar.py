"""The job bar at the bottom of every screen: what runs, how far, how long still; pause, stop.

Not here: the queue above it (queue_drawer.py), its rules (jobs/queue.py).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QProgressBar, QSizePolicy

from studio.desktop.translation import tr
from studio.desktop.ui.controls.pieces import button, column, label, row, tool
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.durations import duration

if TYPE_CHECKING:  # the frame is painted before the library's records are imported
    from studio.desktop.ui.controls.queue_drawer import QueueDrawer
    from studio.desktop.viewmodel.jobs import JobsViewModel


class JobBar(QFrame):
    """Bound to a JobsViewModel once there is one; before that it is an empty strip of the same height."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "jobbar")
        self.setFixedHeight(t.JOB_BAR_HEIGHT)
        self.setAccessibleName(tr("Jobs"))
        self._drawer: QueueDrawer | None = None

    def bind(self, jobs: JobsViewModel, look: ThemeSwitcher, make_drawer: Callable[[], QueueDrawer]) -> None:
        """Fill it; called after the window is on screen. The drawer is made when it is first wanted."""
        self._make_drawer = make_drawer
        self._jobs = jobs
        self._look = look
        self._what = label("", "strong")
        self._what.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._step = label("", "small")
        self._left = label("", "small")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress of the running job"))
        self._pause = tool(tr("Pause"), look, "pause", clicked=jobs.pause_or_go_on)
        self._stop = tool(tr("Stop and save"), look, "stop", clicked=jobs.stop)
        self._queue = button(tr("Queue"), look, icon="queue", role="quiet")
        self._queue.setCheckable(True)
        self._queue.toggled.connect(lambda shown: self.drawer.setVisible(shown))
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

    @property
    def drawer(self) -> QueueDrawer:
        """The queue above the bar."""
        if self._drawer is None:
            self._drawer = self._make_drawer()
        return self._drawer

    def toggle_queue(self) -> None:
        """Show or hide the drawer."""
        self._queue.toggle()

    def _show(self) -> None:
        job = self._jobs.current
        active = job is not None
        for widget in (self._pause, self._stop):
            widget.setVisible(active)
        waiting = self._jobs.waiting
        self._queue.setText(tr("Queue ({waiting})", waiting=waiting) if waiting else tr("Queue"))
        if job is None:
            self._show_idle()
            return
        self._bar.setVisible(True)
        self._what.setText(job.title)
        self._what.setToolTip(job.title)
        self._step.setText(job.sentence if job.sentence != job.title else "")
        self._left.setText(duration(job.eta_s))
        paused = job.state == "paused"
        name = tr("Go on") if paused else tr("Pause")
        self._look.bind_icon(self._pause, "play" if paused else "pause")
        self._pause.setToolTip(name)
        self._pause.setAccessibleName(name)
        self._pause.setEnabled(not job.is_stopping)
        self._stop.setEnabled(not job.is_stopping)
        show_fraction(self._bar, job.fraction if job.step else None, paused)

    def _show_idle(self) -> None:
        self._what.setText(self._jobs.work or tr("Nothing is running"))
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
