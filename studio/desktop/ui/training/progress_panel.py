"""The right half of Teach: the running training, live; afterwards its result card, or why it failed.

Not here: the form (teach_screen.py).
"""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QProgressBar, QStackedWidget, QWidget

from studio.desktop.jobs.snapshots import JobSnapshot
from studio.desktop.translation import tr
from studio.desktop.ui.controls.empty_state import EmptyState
from studio.desktop.ui.controls.job_bar import show_fraction
from studio.desktop.ui.controls.pieces import button, clear_panel, column, label, panel, row, scroll
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.ui.training.preview_steps import PreviewSteps
from studio.desktop.ui.training.result_card import FailureCard, ResultCard
from studio.desktop.viewmodel.durations import duration
from studio.desktop.viewmodel.teach import TeachViewModel


class ProgressPanel(QWidget):
    """Bound to the Teach view-model."""

    def __init__(self, teach: TeachViewModel, look: ThemeSwitcher) -> None:
        super().__init__()
        from studio.desktop.ui.controls.loss_plot import LossPlot

        self._teach, self._look = teach, look
        self._empty = EmptyState(
            look,
            "teach",
            tr("Nothing is being taught"),
            tr(
                "Choose who to teach and how, then press Start. Here you will see the loss fall, pictures drawn along"
                " the way, and how near they come to a photo that was held out."
            ),
        )
        self._title = label("", "title", wrap=True)
        self._sentence = label("", "muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress of the teaching"))
        self._loss = LossPlot(look, tr("Loss over steps"))
        self._scores = LossPlot(look, tr("Preview score over steps"), scores=True)
        self._warning = label("", "warning", wrap=True)
        self.previews = PreviewSteps(teach, look)
        self.result = ResultCard(teach, look)
        self._failure = FailureCard(teach, look)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(scroll(self._make_live()))
        self.setLayout(column(self._stack))
        teach.job_changed.connect(self._show_job)
        teach.result_changed.connect(self._show_job)
        teach.curves_changed.connect(self._show_curves)
        self._show_job()
        self._show_curves()

    def _make_live(self) -> QWidget:
        teach, look = self._teach, self._look
        self._pause = button(tr("Pause"), look, icon="pause", clicked=teach.pause_or_go_on)
        self._stop = button(tr("Stop and save"), look, icon="stop", clicked=teach.stop)
        self._preview = button(tr("Preview now"), look, icon="picture", clicked=teach.preview_now)
        self._close = button(tr("Close"), look, icon="close", role="quiet", clicked=teach.close_job)
        self._buttons = row(self._pause, self._stop, self._preview, None)
        head = row(self._title, self._close)
        head.setStretch(0, 1)
        log = QCheckBox(tr("Logarithmic"))
        log.setAccessibleName(tr("Draw the loss on a logarithmic axis"))
        log.toggled.connect(self._loss.set_log)
        self._loss_title = label(tr("Loss"), "section")
        self._loss_panel = panel(column(row(self._loss_title, None, log), self._loss, margins=t.SPACE_M))
        scale = label(tr("Another scale than the likeness."), "small", wrap=True)
        self._score_panel = panel(
            column(label(tr("Preview score"), "section"), self._scores, scale, margins=t.SPACE_M, gap=t.SPACE_XS)
        )
        self._score_panel.setToolTip(
            tr(
                "How near the previews of a step come to the photo held out for choosing, by CLIP. Compare only steps"
                " of one training by it. The likeness is measured afterwards, by another network, against another"
                " photo."
            )
        )
        plots = row(self._loss_panel, self._score_panel, gap=t.SPACE_L)
        plots.setStretch(0, 3)
        plots.setStretch(1, 2)
        layout = column(
            head, self._sentence, self._bar, self._buttons, self._warning, self.result, self._failure, plots,
            self.previews, None, margins=t.SPACE_XL, gap=t.SPACE_M,
        )  # fmt: skip
        return clear_panel(layout)

    def _show_job(self) -> None:
        job = self._teach.job
        self._stack.setCurrentIndex(0 if job is None else 1)
        if job is None:
            return
        self._title.setText(job.title)
        self._sentence.setText(_sentence(job))
        self._bar.setVisible(not job.is_ended)
        paused = job.state == "paused"
        show_fraction(self._bar, job.fraction if job.step else None, paused or job.state == "queued")
        self._pause.setText(tr("Go on") if paused else tr("Pause"))
        self._pause.setAccessibleName(tr("Go on") if paused else tr("Pause"))
        self._look.bind_icon(self._pause, "play" if paused else "pause")
        had_focus = any(made.hasFocus() for made in (self._pause, self._stop, self._preview))
        for made in (self._pause, self._stop, self._preview):
            made.setVisible(job.is_active)
            made.setEnabled(not job.is_stopping)
        self._stop.setVisible(not job.is_ended)
        self._close.setVisible(job.is_ended)
        if had_focus and job.is_ended:
            self._close.setFocus()
        self._warning.setText(job.warnings[-1] if job.warnings else "")
        self._warning.setVisible(bool(job.warnings))
        self.result.show_job()
        self._failure.show_job()

    def _show_curves(self) -> None:
        curves = self._teach.curves
        self._loss.show_curves(curves)
        self._scores.show_curves(curves)
        self._loss_panel.setVisible(bool(curves.losses))
        self._score_panel.setVisible(bool(curves.scores))


def _sentence(job: JobSnapshot) -> str:
    if job.error is not None:
        return tr("Ended at step {step} of {of}", step=job.step, of=job.of) if job.of else tr("Ended")
    parts = [job.sentence if job.sentence != job.title else tr("Loading"), duration(job.eta_s)]
    if job.memory_mb and not job.is_ended:
        parts.append(tr("{size:.1f} GB of memory", size=job.memory_mb / 1000))
    if job.device and not job.is_ended:
        parts.append(tr("on {device}", device="CPU" if job.device == "cpu" else job.device))
    return " · ".join(part for part in parts if part)
