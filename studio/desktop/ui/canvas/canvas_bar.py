"""The canvas's tools, the brush's size, the comparison, zoom, and the composition's file: one row above the canvas.

Not here: what a tool does (paint_gestures.py).
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QSlider, QToolButton, QWidget

from studio.desktop.service.open_picture import shown_picture
from studio.desktop.translation import tr
from studio.desktop.ui.canvas.canvas_view import CanvasView
from studio.desktop.ui.canvas.paint_gestures import BASE_TOOLS, BRUSH_LEAST, BRUSH_MOST, BRUSHES, CanvasTool
from studio.desktop.ui.controls.pieces import row, tool
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.create import CreateViewModel

_SLIDER = 100
_LAYOUTS = "*.json"


class CanvasBar(QWidget):
    """Bound to the Create view-model and the canvas."""

    def __init__(self, create: CreateViewModel, canvas: CanvasView, look: ThemeSwitcher) -> None:
        super().__init__()
        self._create, self._canvas, self._look = create, canvas, look
        self.tools: dict[CanvasTool, QToolButton] = {}
        self._group = QButtonGroup(self)
        for kind, icon, words in (
            (CanvasTool.REGIONS, "region", tr("Regions: drag a box")),
            (CanvasTool.BRUSH, "brush", tr("Brush a region of any shape")),
            (CanvasTool.ERASER, "eraser", tr("Erase from the chosen region")),
            (CanvasTool.REDRAW, "redraw", tr("Mark what is redrawn of the base picture")),
            (CanvasTool.KEEP, "keep-after-all", tr("Erase what is redrawn")),
            (CanvasTool.FRAME, "frame", tr("Drag the frame to draw around the base picture")),
        ):
            made = tool(words, look, icon, clicked=lambda kind=kind: self.choose(kind))
            made.setCheckable(True)
            self._group.addButton(made)
            self.tools[kind] = made
        self.size_slider = QSlider(Qt.Orientation.Horizontal)
        self.size_slider.setRange(0, _SLIDER)
        self.size_slider.setFixedWidth(90)
        self.size_slider.setAccessibleName(tr("Size of the brush"))
        self.size_slider.setToolTip(tr("Size of the brush  [ ]"))
        self.size_slider.valueChanged.connect(self._on_size)
        self.compare = tool(tr("Compare with the base picture"), look, "compare")
        self.compare.setCheckable(True)
        self.compare.toggled.connect(self._on_compare)
        self.save = tool(tr("Save the composition…"), look, "save", clicked=self._on_save)
        self.open = tool(tr("Open a composition…"), look, "folder", clicked=self._on_open)
        fit = tool(tr("Fit the picture (F)"), look, "fit", clicked=canvas.fit)
        pixels = tool(tr("One to one (1)"), look, "pixels", clicked=canvas.show_pixels)
        closer = tool(tr("Zoom in (+)"), look, "zoom-in", clicked=lambda: canvas.zoom_by(1.25))
        away = tool(tr("Zoom out (-)"), look, "zoom-out", clicked=lambda: canvas.zoom_by(0.8))
        tools = list(self.tools.values())
        layout = row(
            *tools[:3], t.SPACE_M, *tools[3:], self.size_slider, None, self.compare, t.SPACE_S, self.open, self.save,
            t.SPACE_S, away, closer, pixels, fit, gap=2,
        )  # fmt: skip
        self.setLayout(layout)
        canvas.brush_changed.connect(self._show_brush)
        create.composition.changed.connect(self.show_state)
        create.selected_changed.connect(self.show_state)
        self.choose(CanvasTool.REGIONS)
        self._show_brush()
        self.show_state()

    def choose(self, kind: CanvasTool) -> None:
        """This tool from now on."""
        self.tools[kind].setChecked(True)
        self._canvas.set_tool(kind)
        self.size_slider.setVisible(kind in BRUSHES)
        self._create.selected_changed.emit()  # base tools show the base picture

    @property
    def shows_base(self) -> bool:
        """The base picture is on the canvas, not a drawn one."""
        return self._canvas.tool in BASE_TOOLS and self._create.composition.base.path is not None

    def show_state(self) -> None:
        """What can be used now."""
        base = self._create.composition.base
        for kind in BASE_TOOLS:
            self.tools[kind].setEnabled(base.path is not None)
        if base.path is None and self._canvas.tool in BASE_TOOLS:
            self.choose(CanvasTool.REGIONS)
        drawn = self._create.selected
        can_compare = base.path is not None and not base.is_grown and drawn is not None and drawn.path != base.path
        self.compare.setEnabled(can_compare and drawn is not None and drawn.path is not None)
        if not self.compare.isEnabled() and self.compare.isChecked():
            self.compare.setChecked(False)
        self.save.setEnabled(bool(self._create.composition.regions))

    def _on_compare(self, is_on: bool) -> None:
        path = self._create.composition.base.path
        self._canvas.compare_with(shown_picture(path) if is_on and path is not None else None)

    def _on_size(self, value: int) -> None:
        self._canvas.set_brush(BRUSH_LEAST * (BRUSH_MOST / BRUSH_LEAST) ** (value / _SLIDER))

    def _show_brush(self) -> None:
        span = (BRUSH_MOST / BRUSH_LEAST) ** (1 / _SLIDER)
        value, size = 0, BRUSH_LEAST
        while size < self._canvas.brush and value < _SLIDER:
            value, size = value + 1, size * span
        with QSignalBlocker(self.size_slider):
            self.size_slider.setValue(value)

    def _on_save(self) -> None:
        title = tr("Save the composition")
        chosen, _ = QFileDialog.getSaveFileName(self, title, "", f"{tr('Compositions')} ({_LAYOUTS})")
        if chosen:
            self._create.save_layout(Path(chosen))

    def _on_open(self) -> None:
        title = tr("Open a composition")
        chosen, _ = QFileDialog.getOpenFileName(self, title, "", f"{tr('Compositions')} ({_LAYOUTS})")
        if chosen:
            self._create.open_layout(Path(chosen))
