"""What a training left behind, in numbers a person understands, and what to do with it; or why it ended without.

Not here: measuring (studio/engine/evaluation).
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QPlainTextEdit

from studio.desktop.sentences import tr_sentence
from studio.desktop.translation import mark, tr
from studio.desktop.ui.controls.fields import CalmSpinBox
from studio.desktop.ui.controls.pieces import button, clear_layout, column, label, row
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.teach import TeachViewModel
from studio.library.artifacts.manifest import Manifest, Score

_TIPS = {
    "likeness": mark(
        "How like the photos the pictures drawn afterwards are, 0 to 1: by a network that tells one thing of a kind"
        " from another, against a photo that was not learned from where there are enough. The preview score has"
        " another scale."
    ),
    "likeness_untaught": mark("The same of pictures of the plain class word, drawn from the same seeds without it."),
    "prompt_fit": mark("How well the pictures show the rest of the prompt, by CLIP."),
}
_NAMES = {
    "likeness": mark("Likeness"),
    "likeness_untaught": mark("Before teaching"),
    "prompt_fit": mark("Prompt fit"),
}


class ResultCard(QFrame):
    """Shown when the watched training left an artifact."""

    def __init__(self, teach: TeachViewModel, look: ThemeSwitcher) -> None:
        super().__init__()
        self._teach = teach
        self.setProperty("role", "notice")
        self.setProperty("tone", "good")
        self._title = label("", "lead", wrap=True)
        self._figures = QGridLayout()
        self._figures.setHorizontalSpacing(t.SPACE_XXL)
        self._seen = label("", "small", wrap=True)
        self._draw = button(tr("Draw with it"), look, icon="create", role="primary", clicked=teach.draw)
        self.more = CalmSpinBox()
        self.more.setRange(1, 100_000)
        self.more.setValue(200)
        self.more.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.more.setSuffix(tr(" steps"))
        self.more.setAccessibleName(tr("Steps to teach further"))
        self.further = button(tr("Teach further"), look, icon="teach", clicked=self._on_further)
        self.further.setToolTip(tr("Goes on from this artifact and makes another one; this one stays."))
        head = row(self._title, self._draw)
        head.setStretch(0, 1)
        foot = row(self.further, self.more, None)
        self.setLayout(column(head, self._figures, self._seen, foot, margins=t.SPACE_L, gap=t.SPACE_M))
        self.hide()

    def show_job(self) -> None:
        """After the job or the library changed."""
        job, manifest = self._teach.job, self._teach.result
        self.setVisible(job is not None and job.is_ended and job.artifact is not None)
        self.further.setEnabled(manifest is not None)
        if manifest is None:
            self._title.setText(tr("Taught and saved."))
            return
        name = ", ".join(manifest.subject_names)
        taught, stopped = (
            tr("{name} was taught: {steps} steps in {time}"),
            tr("{name} was stopped and saved: {steps} steps in {time}"),
        )
        words = taught if job is not None and job.state == "finished" else stopped
        self._title.setText(words.format(name=name, steps=manifest.best_step, time=_seconds(manifest.seconds)))
        clear_layout(self._figures)
        tips = {tr(_NAMES[name]): tr(words) for name, words in _TIPS.items()}
        for place, (caption, value) in enumerate(figures(manifest)):
            for line, made in enumerate((label(value, "figure"), label(caption, "small"))):
                made.setToolTip(tips.get(caption, ""))
                self._figures.addWidget(made, line, place)
        self._figures.setColumnStretch(self._figures.columnCount(), 1)
        notes = []
        if any(score.seen for score in manifest.scores):
            notes.append(tr("Measured on photos it learned from, so it flatters: add photos to check honestly."))
        if job is not None and job.state == "stopped" and not manifest.scores:
            notes.append(tr("Its likeness was not measured: that is done when a training runs to its end."))
        is_gain = _is_liker(manifest)
        if not is_gain:
            notes.append(
                tr(
                    "Its pictures are not measurably more like the photos than untaught ones. Look at them; more or "
                    "other photos, more steps or another method may help."
                )
            )
        self._seen.setText("\n".join(notes))
        self._seen.setVisible(bool(notes))
        tone = "good" if is_gain else "info"
        if tone != self.property("tone"):
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)

    def _on_further(self) -> None:
        self._teach.teach_further(self.more.value())


class FailureCard(QFrame):
    """Shown when the watched training ended without what was asked for."""

    def __init__(self, teach: TeachViewModel, look: ThemeSwitcher) -> None:
        super().__init__()
        self._teach = teach
        self.setProperty("role", "notice")
        self.setProperty("tone", "danger")
        self._title = label("", "lead", wrap=True)
        self._remedy = label("", "", wrap=True)
        self._log = QPlainTextEdit()
        self._log.setReadOnly(True)
        self._log.setMaximumHeight(160)
        self._log.setAccessibleName(tr("Last lines of the log"))
        self._log.hide()
        self._resume = button(tr("Resume"), look, icon="play", role="primary", clicked=teach.resume)
        self._details = button(tr("Details"), look, role="quiet")
        self._details.setCheckable(True)
        self._details.toggled.connect(self._log.setVisible)
        buttons = row(self._resume, self._details, None)
        self.setLayout(column(self._title, self._remedy, buttons, self._log, margins=t.SPACE_L, gap=t.SPACE_S))
        self.hide()

    def show_job(self) -> None:
        """After the job changed."""
        job = self._teach.job
        stopped_empty = job is not None and job.state == "stopped" and job.artifact is None
        self.setVisible(job is not None and (job.error is not None or stopped_empty))
        if job is None or self.isHidden():
            return
        error = job.error or {}
        self._title.setText(tr_sentence(str(error.get("message", job.sentence))))
        self._remedy.setText(tr_sentence(str(error.get("remedy", ""))) or tr("It can go on from where it stopped."))
        lines = [*job.log, str(error.get("detail", ""))]
        self._log.setPlainText("\n".join(line for line in lines if line))
        self._details.setVisible(bool(self._log.toPlainText()))
        self._resume.setVisible(job.can_resume)


def figures(manifest: Manifest) -> list[tuple[str, str]]:
    """(caption, number) pairs: scores by name, size, memory."""
    scores = {score.name: score for score in manifest.scores}
    found = [(tr(title), _number(scores[name])) for name, title in _NAMES.items() if name in scores]
    if {"likeness_gain_low", "likeness_gain_high"} <= scores.keys():
        low, high = scores["likeness_gain_low"].value, scores["likeness_gain_high"].value
        found.insert(2, (tr("Gain, 95 % sure"), tr("{low} to {high}", low=f"{low:+.2f}", high=f"{high:+.2f}")))
    found.append((tr("File"), _bytes(manifest.size_bytes)))
    if manifest.peak_memory_mb:
        found.append((tr("Peak memory"), f"{manifest.peak_memory_mb / 1000:.1f} GB"))
    return found[:6]


def _is_liker(manifest: Manifest) -> bool:
    """False when likeness was measured and the 95 % interval of its gain is not above zero."""
    low = next((score.value for score in manifest.scores if score.name == "likeness_gain_low"), None)
    return low is None or low > 0


def _number(score: Score) -> str:
    return f"{score.value:.2f}"


def _bytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} kB"


def _seconds(seconds: float) -> str:
    return tr("{n} s", n=round(seconds)) if seconds < 120 else tr("{n} min", n=round(seconds / 60))
