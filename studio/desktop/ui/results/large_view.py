"""Pictures large: one, two to four side by side, or two under a slider, with zoom and pan together.

Keys: arrows step, + and − zoom, F fits, Z shows pixels, S changes between side by side and slider, W swaps, Esc goes
back; 1–5, 0, X and colours mark as on the grid. Not here: the panes (picture_pane.py), the panel beside (details.py).
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSlider, QWidget

from studio.desktop.service.full_pictures import FullPictures
from studio.desktop.translation import tr
from studio.desktop.ui.controls.pieces import button, clear_panel, column, label, row, tool
from studio.desktop.ui.controls.shortcut import HERE, INSIDE, add_shortcut
from studio.desktop.ui.results.mark_keys import add_mark_keys
from studio.desktop.ui.results.picture_pane import ZOOM_STEP, PicturePane, Viewpoint
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.large_view import LargeViewModel, Mode
from studio.desktop.viewmodel.request_words import differences
from studio.desktop.viewmodel.results import COMPARED_MOST
from studio.library.results.records import Result

_LETTERS = "ABCD"


class LargeView(QFrame):
    """Bound to a LargeViewModel."""

    def __init__(self, large: LargeViewModel, look: ThemeSwitcher) -> None:
        super().__init__()
        self._large, self._look = large, look
        self.files = FullPictures(self)
        self.viewpoint = Viewpoint(self)
        self._shown: tuple[str, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Large view"))
        self.panes = [PicturePane(look, self.viewpoint, tr("Picture {letter}", letter=letter)) for letter in _LETTERS]
        self._captions: list[QLabel] = [label("", "small", wrap=True) for _ in _LETTERS]
        self.divider = QSlider(Qt.Orientation.Horizontal)
        self.divider.setRange(0, 100)
        self.divider.setValue(50)
        self.divider.setAccessibleName(tr("Divider between the two pictures"))
        self._place, self._title = label("", "lead"), label("", "lead")
        self._zoom = label("", "muted")
        self._zoom.setMinimumWidth(52)
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = column(self._make_head(), self._make_body(), self.divider, gap=t.SPACE_M)
        layout.setContentsMargins(t.SPACE_XL, t.SPACE_L, t.SPACE_L, t.SPACE_L)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._connect()
        self._show()

    def zoom_to_pixels(self) -> None:
        """One pixel of the picture is one of the screen."""
        self.viewpoint.look(self.panes[0].pixel_zoom(), self.viewpoint.centre)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Qt."""
        super().focusInEvent(event)
        self.update()

    def _make_head(self) -> QWidget:
        look, large = self._look, self._large
        back = button(tr("Back"), look, icon="back", role="quiet", clicked=large.back)
        back.setToolTip(tr("Back to the grid (Esc)"))
        self._previous = tool(tr("Previous picture (←)"), look, "previous", clicked=lambda: large.step(-1))
        self._next = tool(tr("Next picture (→)"), look, "next", clicked=lambda: large.step(1))
        self._side = button(tr("Side by side"), look, role="quiet", clicked=lambda: large.show_as(Mode.SIDE_BY_SIDE))
        self._slide = button(tr("Slider"), look, role="quiet", clicked=lambda: large.show_as(Mode.SLIDER))
        self._swap = tool(tr("Swap the pictures (W)"), look, "swap", clicked=large.swap)
        for each in (self._side, self._slide):
            each.setCheckable(True)
        zoom_out = tool(tr("Zoom out (−)"), look, "zoom-out", clicked=lambda: self.viewpoint.zoom_by(1 / ZOOM_STEP))
        zoom_in = tool(tr("Zoom in (+)"), look, "zoom-in", clicked=lambda: self.viewpoint.zoom_by(ZOOM_STEP))
        fit = tool(tr("Show the whole picture (F)"), look, "fit", clicked=self.viewpoint.fit)
        pixels = tool(tr("Show its pixels, 1:1 (Z)"), look, "pixels", clicked=self.zoom_to_pixels)
        left = row(back, self._previous, self._next, t.SPACE_S, self._place, gap=t.SPACE_XS)
        zoom = row(zoom_out, self._zoom, zoom_in, fit, pixels, gap=t.SPACE_XS)
        self._how = clear_panel(row(self._title, None, self._side, self._slide, self._swap, gap=t.SPACE_XS))
        head = QWidget()
        head.setLayout(column(row(left, None, zoom), self._how))
        return head

    def _make_body(self) -> QWidget:
        self._grid = QGridLayout()
        self._grid.setSpacing(t.SPACE_M)
        self._cells: list[QWidget] = []
        for place, (pane, caption) in enumerate(zip(self.panes, self._captions, strict=True)):
            cell = QWidget()
            inner = column(pane, caption, gap=t.SPACE_XS)
            inner.setStretch(0, 1)
            cell.setLayout(inner)
            self._cells.append(cell)
            self._grid.addWidget(cell, place // 2, place % 2)
        body = QWidget()
        body.setLayout(self._grid)
        self._grid.setContentsMargins(0, 0, 0, 0)
        return body

    def _connect(self) -> None:
        self._large.changed.connect(self._show)
        self.files.ready.connect(self._on_ready)
        self.viewpoint.moved.connect(self._show_zoom)
        self.divider.valueChanged.connect(lambda _: self._fill())
        for place, pane in enumerate(self.panes):
            pane.pressed.connect(lambda place=place: self._on_pressed(place))
            pane.divided.connect(lambda where: self.divider.setValue(round(where * 100)))
        add_mark_keys(self, self._large.results, INSIDE)
        for keys, work in (
            ("Esc", self._large.back),
            ("Space", self._large.back),
            ("Left", lambda: self._large.step(-1)),
            ("Right", lambda: self._large.step(1)),
            ("+", lambda: self.viewpoint.zoom_by(ZOOM_STEP)),
            ("=", lambda: self.viewpoint.zoom_by(ZOOM_STEP)),
            ("-", lambda: self.viewpoint.zoom_by(1 / ZOOM_STEP)),
            ("F", self.viewpoint.fit),
            ("Z", self.zoom_to_pixels),
            ("S", self._on_other_mode),
            ("W", self._large.swap),
            ("Shift+Left", lambda: self._pan(-0.1, 0)),
            ("Shift+Right", lambda: self._pan(0.1, 0)),
            ("Shift+Up", lambda: self._pan(0, -0.1)),
            ("Shift+Down", lambda: self._pan(0, 0.1)),
        ):
            # Arrows belong to the slider while it has the focus.
            add_shortcut(self, keys, work, HERE if keys in ("Left", "Right", "Space") else INSIDE)

    def _pan(self, x: float, y: float) -> None:
        self.viewpoint.pan(QPointF(x, y) / self.viewpoint.zoom)

    def _on_other_mode(self) -> None:
        self._large.show_as(Mode.SIDE_BY_SIDE if self._large.mode is Mode.SLIDER else Mode.SLIDER)

    def _on_pressed(self, place: int) -> None:
        self.setFocus()
        pictures = self._large.pictures
        if self._large.mode is Mode.SIDE_BY_SIDE and place < len(pictures):
            self._large.activate(pictures[place].id)

    def _on_ready(self, path: Path) -> None:
        if path in [self._path(result) for result in self._large.pictures]:
            self._fill()
            self._show_zoom()

    def _path(self, result: Result) -> Path:
        return self._large.results.service.result_path(result)

    def _show(self) -> None:
        mode, pictures = self._large.mode, self._large.pictures
        if mode is Mode.GRID:
            self._shown = ()
            return
        ids = tuple(result.id for result in pictures)
        if mode is Mode.ONE and ids != self._shown:
            self.viewpoint.fit()
        self._shown = ids
        is_comparing = mode in (Mode.SIDE_BY_SIDE, Mode.SLIDER)
        self._how.setVisible(is_comparing)
        self._side.setChecked(mode is Mode.SIDE_BY_SIDE)
        self._slide.setChecked(mode is Mode.SLIDER)
        self.divider.setVisible(mode is Mode.SLIDER)
        self._title.setText(self._title_words(pictures))
        self._place.setText("" if is_comparing else self._place_words(pictures))
        self._fill()
        self._show_zoom()

    def _title_words(self, pictures: tuple[Result, ...]) -> str:
        if self._large.mode is Mode.SIDE_BY_SIDE:
            return tr("Comparing {count} pictures", count=len(pictures))
        if self._large.mode is Mode.SLIDER:
            return tr("A left, B right (the first two)") if len(pictures) > 2 else tr("A left, B right")
        return ""

    def _place_words(self, pictures: tuple[Result, ...]) -> str:
        results = self._large.results
        place = next((n for n, r in enumerate(results.results, 1) if pictures and r.id == pictures[0].id), 0)
        return tr("{done:,} of {of:,}", done=place, of=results.count)

    def _fill(self) -> None:
        pictures, current = self._large.pictures, self._large.results.current
        images = [self.files.get(self._path(result)) for result in pictures]
        count = min(len(pictures), COMPARED_MOST) if self._large.mode is Mode.SIDE_BY_SIDE else min(1, len(pictures))
        words = self._differences(pictures)
        for place, (cell, pane, caption) in enumerate(zip(self._cells, self.panes, self._captions, strict=True)):
            cell.setVisible(place < count)
            if place >= count:
                continue
            if self._large.mode is Mode.SLIDER:
                pane.show_two(images[0], images[1], self.divider.value() / 100)
                same = tr("the same settings")
                caption.setText(f"A: {words[0] or same}   B: {words[1] or same}")
            else:
                letter = _LETTERS[place] if len(pictures) > 1 else ""
                active = len(pictures) > 1 and current is not None and pictures[place].id == current.id
                pane.show_one(images[place], letter, active)
                caption.setText(words[place] if words else "")
            pane.setAccessibleDescription(pictures[place].prompt)
            caption.setVisible(bool(caption.text()))
        if self._large.mode is Mode.ONE:
            self._read_neighbours()

    def _differences(self, pictures: tuple[Result, ...]) -> list[str]:
        if len(pictures) < 2:
            return []
        results = self._large.results
        shown = pictures[:2] if self._large.mode is Mode.SLIDER else pictures
        return differences(shown, results.find_artifact, results.subject_name)

    def _read_neighbours(self) -> None:
        for result in self._large.results.neighbours():
            self.files.get(self._path(result))

    def _show_zoom(self) -> None:
        self._zoom.setText(f"{self.panes[0].scale():.0%}" if self.panes[0].scale() else "")
