"""The budget line while photos are judged: how many, what they are worth, a bar and a way to stop.

Not here: judging (service/imports.py).
"""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QProgressBar

from studio.desktop.translation import tr
from studio.desktop.ui.controls.pieces import button, column, label, row
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.subjects import SubjectsViewModel


class ImportPanel(QFrame):
    """Shown while photos of the open subject are judged."""

    def __init__(self, look: ThemeSwitcher, subjects: SubjectsViewModel) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._subjects = subjects
        self._words = label("", "strong", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Photos judged"))
        self._stop = button(tr("Stop"), look, icon="stop", clicked=subjects.stop_importing)
        self._stop.setToolTip(tr("Judge no more photos; those that are judged stay."))
        line = row(column(self._words, self._bar, gap=6), self._stop, margins=t.SPACE_M, gap=t.SPACE_L)
        line.setStretch(0, 1)
        self.setLayout(line)
        subjects.import_changed.connect(lambda _: self._fill())
        subjects.selected_changed.connect(self._fill)
        self._fill()

    def _fill(self) -> None:
        state = self._subjects.importing
        self.setVisible(state is not None)
        if state is not None:
            self._words.setText(state.sentence())
            self._bar.setRange(0, state.found)  # 0: busy, while folders are searched
            self._bar.setValue(state.judged)
            self._words.setMinimumHeight(self._words.heightForWidth(self._words.width()))
