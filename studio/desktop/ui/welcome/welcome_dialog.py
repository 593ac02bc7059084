"""The welcome: what the studio does in three lines, and a first picture at one click. Shown once, and from the palette.

Not here: what the click does (viewmodel/welcome.py).
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QMoveEvent, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QLabel, QProgressBar, QWidget

from studio.desktop.translation import tr
from studio.desktop.ui.controls.pieces import button, column, label, row
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.durations import duration
from studio.desktop.viewmodel.welcome import Stage, WelcomeViewModel

_PHOTO = 88
_SETTLING_MS = 1500  # after it opens nobody has moved it by hand yet
_NEAR = 60  # px: a frame's width and height


class WelcomeDialog(QDialog):
    """Bound to a WelcomeViewModel."""

    def __init__(self, welcome: WelcomeViewModel, look: ThemeSwitcher, parent: QWidget) -> None:
        super().__init__(parent)
        self._welcome = welcome
        self._placed, self._is_placing = QPoint(), False
        self.settling = QTimer(self, singleShot=True, interval=_SETTLING_MS)
        self.setWindowTitle(tr("Welcome"))
        self.setFixedWidth(560)
        lines = (
            ("subjects", tr("Add photos of somebody or something: a dog, a mug, a friend who agreed.")),
            ("teach", tr("Teach it to a model on this computer. Nothing leaves it.")),
            ("create", tr("Draw it anywhere, each subject in the box you give it.")),
        )
        steps = []
        for icon, words in lines:
            mark = QLabel()
            mark.setPixmap(look.icon(icon, "accent").pixmap(QSize(24, 24)))
            line = row(mark, label(words, "", wrap=True), gap=t.SPACE_M)
            line.setStretch(1, 1)
            steps.append(line)
        self._photos = row(gap=t.SPACE_S)
        self._offer = label("", "strong", wrap=True)
        self._state = label("", "", wrap=True)
        self._left = label("", "small")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress of the first picture"))
        self.start = button("", look, icon="play", role="primary", clicked=welcome.start)
        self.start.setDefault(True)
        self.own = button(tr("Begin with my own photos"), look, clicked=self.reject)
        foot = row(None, self.own, self.start)
        self.setLayout(
            column(
                label(tr("Welcome to Likeness Studio"), "title"), *steps, t.SPACE_S, self._photos,
                self._offer, self._state, self._bar, self._left, t.SPACE_S, foot, margins=t.SPACE_XL, gap=t.SPACE_M,
            )
        )  # fmt: skip
        parent.installEventFilter(self)
        welcome.changed.connect(self._show)
        welcome.drawn.connect(self.accept)
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """At the first start the window is placed after the welcome has opened: stay in its middle."""
        if event.type() == QEvent.Type.Move:
            self._centre()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Said aloud: a window manager puts it into a corner of the screen while the window is not there yet."""
        super().showEvent(event)
        self._centre()
        self.settling.start()
        self.start.setFocus()

    def moveEvent(self, event: QMoveEvent) -> None:  # noqa: N802
        """A window manager on a busy machine may still put it into the corner after it was said aloud."""
        super().moveEvent(event)
        if self.settling.isActive() and not self._is_placing and (self.pos() - self._placed).manhattanLength() > _NEAR:
            self._centre()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """In the middle, unless it was moved by hand."""
        super().resizeEvent(event)
        if self.isVisible() and self.pos() == self._placed:
            self._centre()

    def _centre(self) -> None:
        window = self.parentWidget()
        if window is not None:
            self._placed = window.geometry().center() - self.rect().center()
            self._is_placing = True
            self.move(self._placed)
            self._is_placing = False

    def _show(self) -> None:
        welcome = self._welcome
        sample, running = welcome.sample, welcome.is_running
        if sample is not None and self._photos.count() == 0:
            for path in sample.photos[:5]:
                picture = QLabel()
                pixmap = QPixmap(str(path)).scaled(
                    _PHOTO, _PHOTO, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
                )
                picture.setPixmap(pixmap)
                picture.setAccessibleName(tr("A sample picture of {name}", name=sample.name))
                self._photos.addWidget(picture)
            self._photos.addStretch(1)
        name = sample.name if sample is not None else ""
        offer = tr("Meet {name}, a {what}. In about two minutes the studio can draw more of {name}.")
        self._offer.setText(offer.format(name=name, what=sample.class_word) if sample is not None else "")
        self.start.setText(tr("Teach and draw {name}", name=name))
        self.start.setAccessibleName(self.start.text())
        was_enabled = self.start.isEnabled()
        self.start.setEnabled(sample is not None and not running)
        if self.start.isEnabled() and not was_enabled:
            self.start.setFocus()  # Return does what is proposed
        self._state.setText(welcome.sentence())
        self._state.setProperty("role", "danger" if welcome.stage is Stage.FAILED else "")
        self._state.style().unpolish(self._state)
        self._state.style().polish(self._state)
        self._state.setVisible(bool(self._state.text()))
        self._bar.setVisible(running)
        fraction = welcome.fraction
        self._bar.setRange(0, 0 if fraction is None else 1000)
        if fraction is not None:
            self._bar.setValue(round(1000 * fraction))
        self._left.setText(duration(welcome.job.eta_s) if running and welcome.job is not None else "")
        self._left.setVisible(bool(self._left.text()))
        self.own.setText(tr("Go on in the background") if running else tr("Begin with my own photos"))
        self.adjustSize()
