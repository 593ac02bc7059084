"""Pictures drawn while teaching, one step at a time, and the choice of another step than the best.

Not here: which step is the best (studio/engine/training), points and pictures (viewmodel/curves.py).
"""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QFrame, QSlider

from studio.desktop.translation import tr
from studio.desktop.ui.controls.picture_grid import PictureGrid, PictureItem
from studio.desktop.ui.controls.pieces import button, column, label, row
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.watched_training import WatchedTraining


class PreviewSteps(QFrame):
    """Bound to the watched training; hidden before the first picture."""

    def __init__(self, teach: WatchedTraining, look: ThemeSwitcher) -> None:
        super().__init__()
        self._teach = teach
        self.setProperty("role", "panel")
        self._words = label("", "strong")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(tr("Step whose previews are shown"))
        self.slider.setPageStep(1)
        self.slider.setTickPosition(QSlider.TickPosition.TicksBelow)
        self.slider.setTickInterval(1)
        self.slider.valueChanged.connect(self._on_slider)
        self.take = button(
            tr("Use this step"),
            look,
            icon="good",
            tip=tr("Makes another artifact of this step; the first one stays."),
            clicked=teach.take_step,
        )
        self._pictures = PictureGrid(
            look, teach.service.thumbnails, tr("Previews of this step"), edge=112, lines=1, strip=True
        )
        head = row(label(tr("Previews"), "section"), None, self.take)
        line = row(self._words, self.slider, gap=t.SPACE_L)
        line.setStretch(1, 1)
        self.setLayout(column(head, line, self._pictures, margins=t.SPACE_M))
        teach.curves_changed.connect(self._show)
        teach.job_changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        teach = self._teach
        steps = teach.curves.preview_steps()
        shown = teach.shown_step
        self.setVisible(shown is not None)
        if shown is None:
            return
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, len(steps) - 1)
            self.slider.setValue(steps.index(shown))
        self.slider.setEnabled(len(steps) > 1)
        words = self._sentence(shown)
        self._words.setText(words)
        self.slider.setAccessibleDescription(words)
        self.take.setVisible(teach.can_take_step)
        self._pictures.set_items(
            [
                PictureItem(
                    f"{p.step}-{p.index}",
                    f"preview{abs(hash(str(p.path))):x}",
                    p.path,
                    caption,
                    tip=p.prompt,
                )
                for p, caption in zip(teach.shown_previews, teach.preview_captions(), strict=True)
            ]
        )

    def _sentence(self, step: int) -> str:
        parts = [tr("Step {step}", step=step)]
        if (score := self._teach.curves.score_at(step)) is not None:
            parts.append(tr("preview score {score}", score=f"{score:.2f}"))
        if step == self._teach.best_step:
            parts.append(tr("chosen") if self._teach.result is not None else tr("best so far"))
        return " · ".join(parts)

    def _on_slider(self, place: int) -> None:
        steps = self._teach.curves.preview_steps()
        if place < len(steps):
            self._teach.show_step(steps[place])
