"""Five colour marks, each with its letter; a click sets one, a second click takes it back.

Not here: where marks are kept (service).
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from studio.desktop.translation import tr
from studio.desktop.ui.controls.pieces import row
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher

_SIDE = 28


class ColourMarks(QWidget):
    """Signals: marked(str), the colour that was clicked."""

    marked = Signal(str)

    def __init__(self, look: ThemeSwitcher) -> None:
        super().__init__()
        self.setAccessibleName(tr("Colour"))
        self.buttons: dict[str, _Disc] = {}
        layout = row(gap=t.SPACE_XS)
        for name in t.MARKS:
            disc = _Disc(look, name)
            disc.clicked.connect(lambda _=False, name=name: self.marked.emit(name))
            self.buttons[name] = disc
            layout.addWidget(disc)
        layout.addStretch(1)
        self.setLayout(layout)

    def set_colour(self, colour: str) -> None:
        """ "" for none."""
        for name, disc in self.buttons.items():
            disc.setChecked(name == colour)


class _Disc(QAbstractButton):
    """A filled disc with its letter when chosen, a ring with the letter otherwise."""

    def __init__(self, look: ThemeSwitcher, name: str) -> None:
        super().__init__()
        self._look, self._name = look, name
        self.setCheckable(True)
        self.setFixedSize(_SIDE, _SIDE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Mark {colour}", colour=tr(t.MARK_NAMES[name])))
        self.setToolTip(f"{tr(t.MARK_NAMES[name])} ({name[0].upper()})")
        look.theme_changed.connect(self._on_theme)

    def nextCheckState(self) -> None:  # noqa: N802
        """Qt. The view-model decides."""

    def sizeHint(self) -> QSize:  # noqa: N802
        """Qt."""
        return QSize(_SIDE, _SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt."""
        theme = self._look.current
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawEllipse(self.rect().adjusted(1, 1, -1, -1))
        colour = QColor(t.MARKS[self._name])
        disc = self.rect().adjusted(4, 4, -4, -4)
        painter.setPen(QPen(colour if theme.name == "light" else colour.lighter(150), 2))
        painter.setBrush(colour if self.isChecked() else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(disc)
        font = QFont(self.font())
        font.setPixelSize(t.TEXT_SMALL - 1)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(t.ON_MARK if self.isChecked() else theme.text))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, self._name[0].upper())

    def _on_theme(self, _theme: object) -> None:
        self.update()
