"""The live curve of a training: each loss term by name, raw behind and smoothed in front, and the held-out likeness.

pyqtgraph is imported when the first plot is made. Not here: the points (viewmodel/curves.py).
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from studio.desktop.ui.controls.pieces import column
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.curves import Curves, Line

_DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)
_REDRAW_MS = 120
_LEAST_STEPS = 8  # a single step must not be stretched over the width
_POINTS = 2000  # more than a screen is wide


class LossPlot(QWidget):
    """show_curves(curves) as often as one likes; it redraws at most eight times a second."""

    def __init__(self, look: ThemeSwitcher, name: str, *, scores: bool = False) -> None:
        self._pg: Any = None
        super().__init__()
        import pyqtgraph

        self._look = look
        self._scores = scores
        self._curves = Curves()
        self._plot = pyqtgraph.PlotWidget()
        self._plot.setAccessibleName(name)
        self._plot.setMouseEnabled(x=False, y=False)
        self._plot.setMenuEnabled(False)
        self._plot.hideButtons()
        item = self._plot.plotItem
        for menu in (item.ctrlMenu, item.vb.menu):  # pyqtgraph leaves them without a parent
            if menu is not None:
                menu.setParent(self, menu.windowFlags())
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lines: dict[str, tuple[Any, Any]] = {}
        self.setAccessibleName(name)
        self.setLayout(column(self._plot))
        self.setFixedHeight(200)
        self._redraw = QTimer(self, singleShot=True, interval=_REDRAW_MS)
        self._redraw.timeout.connect(self._draw)
        look.theme_changed.connect(self._dress)
        self._pg = pyqtgraph
        self._dress()

    def show_curves(self, curves: Curves) -> None:
        """These from now on."""
        if curves is not self._curves:
            self._curves = curves
            self._draw()
        elif not self._redraw.isActive():
            self._redraw.start()

    def set_log(self, log: bool) -> None:
        """Logarithmic height."""
        self._plot.setLogMode(x=False, y=log)

    def event(self, event: QEvent) -> bool:
        """Qt."""
        if event.type() == QEvent.Type.DevicePixelRatioChange and self._pg is not None:
            self._dress()
        return super().event(event)

    def _shown(self) -> dict[str, Line]:
        if self._scores:
            return self._curves.scores
        losses = self._curves.losses
        # With one term the total is the same line twice.
        return {name: line for name, line in losses.items() if name != "total" or len(losses) > 2}

    def _dress(self, _theme: object = None) -> None:
        theme = self._look.current
        self._plot.setBackground(QColor(theme.surface))
        for side in ("left", "bottom"):
            axis = self._plot.getAxis(side)
            axis.setPen(QColor(theme.outline))
            axis.setTextPen(QColor(theme.muted))
            axis.setStyle(tickLength=4)
        self._plot.showGrid(x=False, y=True, alpha=0.15)
        self._plot.clear()
        if self._plot.plotItem.legend is not None:
            self._plot.plotItem.legend.scene().removeItem(self._plot.plotItem.legend)
            self._plot.plotItem.legend = None
        if not self._scores:
            ground = QColor(theme.surface)
            ground.setAlpha(225)  # lines below the words would strike them through
            text = QColor(theme.text)
            self._plot.addLegend(offset=(-8, 4), brush=ground, labelTextColor=text, labelTextSize="12px")
        self._lines = {}
        self._draw()

    def _draw(self) -> None:
        shown = self._shown()
        if set(self._lines) - set(shown):
            self._lines = {}
            self._dress()
            return
        lines = (*self._curves.losses.values(), *self._curves.scores.values())
        last = max((line.steps[-1] for line in lines if line.steps), default=0)
        self._plot.setXRange(0, max(last, _LEAST_STEPS), padding=0.02)  # the same for all plots of a training
        for place, (name, line) in enumerate(shown.items()):
            if name not in self._lines:
                self._lines[name] = self._new_line(name, place)
            raw, smooth = self._lines[name]
            every = max(1, len(line.steps) // _POINTS)
            if not self._scores:
                raw.setSymbol("o" if len(line.steps) == 1 else None)  # a line of one point is not seen
            raw.setData(line.steps[::every], line.raw[::every])
            if smooth is not None:
                smooth.setData(line.steps[::every], line.smooth[::every])

    def _new_line(self, name: str, place: int) -> tuple[Any, Any]:
        theme = self._look.current
        colour = QColor(theme.series[place % len(theme.series)])
        dash = _DASHES[place % len(_DASHES)]
        if self._scores:
            pen = self._pen(colour, 2, dash)
            dots = self._plot.plot(pen=pen, name=name, symbol="o", symbolSize=6, symbolBrush=colour, symbolPen=None)
            return dots, None
        faint = QColor(colour)
        faint.setAlpha(90)
        raw = self._plot.plot(pen=self._pen(faint, 1), symbolSize=6, symbolBrush=colour, symbolPen=None)
        smooth = self._plot.plot(pen=self._pen(colour, 2.5, dash), name=name)
        return raw, smooth

    def _pen(self, colour: QColor, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> Any:
        """pyqtgraph counts a line's width in the screen's own pixels, which are half as large on a sharp one."""
        return self._pg.mkPen(colour, width=width * self.devicePixelRatioF(), style=style)
