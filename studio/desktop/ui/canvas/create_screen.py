"""The Create screen: prompt, regions and settings left, the canvas in the middle, what was drawn in a strip below.

Not here: what the canvas does (canvas_view.py).
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from studio.desktop.sentences import told_in_one
from studio.desktop.translation import tr
from studio.desktop.ui.canvas.base_panel import BasePanel
from studio.desktop.ui.canvas.canvas_bar import CanvasBar
from studio.desktop.ui.canvas.canvas_view import CanvasView
from studio.desktop.ui.canvas.draw_form import DrawForm
from studio.desktop.ui.canvas.paint_gestures import CanvasTool
from studio.desktop.ui.canvas.picture_strip import PictureStrip
from studio.desktop.ui.canvas.prompt_box import PromptBox
from studio.desktop.ui.canvas.region_panel import RegionPanel
from studio.desktop.ui.canvas.subject_tray import SubjectTray
from studio.desktop.ui.canvas.use_chips import UseChips
from studio.desktop.ui.controls.empty_state import EmptyState
from studio.desktop.ui.controls.picture_grid import PictureItem
from studio.desktop.ui.controls.pieces import button, clear_panel, column, keep_place, label, panel, row, rule, scroll
from studio.desktop.ui.controls.shortcut import INSIDE, add_shortcut
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.create import CreateViewModel
from studio.desktop.viewmodel.create_records import Drawn

_LEFT = 360


class CreateScreen(QWidget):
    """Signals: results_asked(str) with a result's id."""

    results_asked = Signal(str)

    def __init__(self, create: CreateViewModel, look: ThemeSwitcher) -> None:
        super().__init__()
        self._create, self._look = create, look
        self.prompt = PromptBox(create.completions)
        self.prompt.setFixedHeight(104)
        self._error = label("", "danger", wrap=True)
        self._error.hide()
        self.chips = UseChips(create, look)
        self.form = DrawForm(create, look)
        self.generate = button(tr("Generate"), look, icon="create", role="primary", clicked=create.generate)
        self.generate.setToolTip("Ctrl+Enter")
        self.canvas = CanvasView(create.composition, look)
        self.tray = SubjectTray(create, look)
        self.regions = RegionPanel(create, look)
        self.base = BasePanel(create, look)
        self.bar = CanvasBar(create, self.canvas, look)
        self.strip = PictureStrip(look, create.service.thumbnails, tr("Pictures of this session"))
        left = panel(self._make_left(), "form")
        left.setFixedWidth(_LEFT)
        self._awaited = ""  # the newest drawing that was waited for
        self.stage = self._make_right()
        layout = row(left, self.stage, gap=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._connect()
        self._show_form()
        self._show_pictures()

    def _make_left(self) -> QVBoxLayout:
        parts = column(
            label(tr("Create"), "title"), t.SPACE_S,
            label(tr("&Prompt"), "section", buddy=self.prompt), self.prompt, self._error, t.SPACE_S,
            label(tr("In the picture"), "section"), self.chips, t.SPACE_S,
            label(tr("Regions"), "section"), self.regions, t.SPACE_S,
            label(tr("Base picture"), "section"), self.base, t.SPACE_S,
            label(tr("Settings"), "section"), self.form, None, gap=t.SPACE_XS + 2,
        )  # fmt: skip
        parts.setContentsMargins(t.SPACE_XL, t.SPACE_XL, t.SPACE_L - t.SCROLL_BAR, t.SPACE_L)  # edges in one line
        foot = column(self.generate)
        foot.setContentsMargins(t.SPACE_XL, t.SPACE_M, t.SPACE_L, t.SPACE_M)
        layout = column(scroll(clear_panel(parts)), rule(), foot, gap=0)
        layout.setStretch(0, 1)
        return layout

    def _make_right(self) -> QStackedWidget:
        self._empty = EmptyState(
            self._look,
            "draw",
            tr("Say what to draw"),
            tr(
                "Write a prompt and press Generate. Type @ to put somebody you taught into the picture, or"
                " {beach|garden} to try several places at once. Regions say what stands where."
            ),
        )
        self._empty.add_button(
            button(tr("Start with a region"), self._look, icon="region", clicked=lambda: self.regions.add.click())
        )
        self._caption = label("", "small")
        self._open = button(tr("Show in Results"), self._look, icon="results", role="quiet", clicked=self._on_open)
        self._as_base = button(tr("Use as base"), self._look, icon="picture", role="quiet", clicked=self._on_base)
        self._as_base.setToolTip(tr("Redraw it, a part of it, or more around it."))
        for made in (self._as_base, self._open):  # the canvas keeps its size when they come
            keep_place(made)
        caption = row(self._caption, None, self._as_base, self._open)
        well = QFrame()
        well.setProperty("role", "well")
        well.setLayout(column(self.canvas, margins=1))
        filled = QWidget()
        layout = column(self.tray, self.bar, well, caption, self.strip, gap=t.SPACE_S)
        layout.setContentsMargins(t.SPACE_XL, t.SPACE_L, t.SPACE_XL, t.SPACE_S)
        layout.setStretch(2, 1)
        filled.setLayout(layout)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(filled)
        return self._stack

    def _connect(self) -> None:
        create = self._create
        self.prompt.textChanged.connect(lambda: create.set(prompt=self.prompt.toPlainText()))
        self.prompt.submitted.connect(create.generate)
        composition = create.composition
        for keys, work in (
            ("Ctrl+Return", create.generate),
            (QKeySequence.StandardKey.Undo, composition.undo),
            ("Ctrl+Shift+Z", composition.redo),
            ("Ctrl+Y", composition.redo),
        ):
            add_shortcut(self, keys, work, INSIDE)
        create.composition.changed.connect(self._show_place)
        self.canvas.subject_dropped.connect(create.put_on_canvas)
        self.canvas.picture_dropped.connect(self._on_picture_dropped)
        self.strip.chosen.connect(self._on_chosen)
        create.form_changed.connect(self._show_form)
        create.choices_changed.connect(self._show_place)
        create.error_changed.connect(self._show_error)
        create.pictures_changed.connect(self._show_pictures)
        create.selected_changed.connect(self._show_pictures)
        create.job_changed.connect(self._show_selected)

    def _show_form(self) -> None:
        self.prompt.set_text(self._create.order.prompt)
        size = self._create.order.size or self._create.size_hint()
        if size is not None:
            self.canvas.set_size(*size)
        count = self._create.order.count
        self.generate.setText(tr("Generate") if count == 1 else tr("Generate {count} pictures", count=count))

    def _show_error(self) -> None:
        error = self._create.error
        self._error.setText(told_in_one(error) if error else "")
        self._error.setVisible(error is not None)

    def _show_pictures(self) -> None:
        pictures = self._create.pictures
        self.strip.setVisible(bool(pictures))
        self._show_place()
        chosen = self._create.selected
        if chosen is not None and chosen.path is None and chosen.job != self._awaited:
            self._awaited = chosen.job
            self._leave_base()
        self.strip.set_items([_item(d) for d in pictures], [_key(chosen)] if chosen else [])
        self._show_selected()

    def _show_place(self) -> None:
        """The canvas, as soon as there is anything to see on it or anybody to put there."""
        create, composition = self._create, self._create.composition
        is_filled = bool(create.pictures or composition.regions or composition.base.path or create.fitting())
        is_used = is_filled or self._stack.currentIndex() > 0
        self._stack.setCurrentIndex(1 if is_used else 0)
        if create.selected is None:
            self._show_selected()

    def _show_selected(self) -> None:
        drawn = self._create.selected
        job = self._create.jobs.get(drawn.job) if drawn else None
        self._open.setVisible(drawn is not None and bool(drawn.result))
        self._as_base.setVisible(drawn is not None and drawn.path is not None)
        base = self._create.composition.base
        if base.path is not None and (self.bar.shows_base or drawn is None):
            words = tr("base picture")
            self.canvas.set_picture(base.path, words)
            self._caption.setText(words)
        elif drawn is None:
            self.canvas.set_words(self._invitation())
            self._caption.setText("")
        elif drawn.path is None and drawn.preview is not None:
            self.canvas.set_preview(
                drawn.preview, tr("seed {seed}, step {preview_step}", seed=drawn.seed, preview_step=drawn.preview_step)
            )
            self._caption.setText(
                tr("seed {seed}, step {preview_step}", seed=drawn.seed, preview_step=drawn.preview_step)
            )
        elif drawn.path is None:
            self.canvas.set_words(job.sentence if job else tr("Waiting"))
            self._caption.setText(tr("seed {seed}", seed=drawn.seed))
        else:
            self.canvas.set_picture(drawn.path, tr("seed {seed}", seed=drawn.seed))
            self._caption.setText(tr("seed {seed}", seed=drawn.seed))

    def _invitation(self) -> str:
        """On a canvas without a picture."""
        if self._create.pictures:
            return tr("Choose a picture below.")
        if self._create.composition.regions or not self._create.fitting():
            return ""
        return tr("Drag somebody from above into the picture, or write a prompt.")

    def _on_chosen(self, ids: tuple[str, ...]) -> None:
        found = next((d for d in self._create.pictures if ids and _key(d) == ids[-1]), None)
        if found is not None:
            self._leave_base()
            self._create.select(found)

    def _leave_base(self) -> None:
        """Tools for the base picture show it, and would hide what is drawn from it."""
        if self.bar.shows_base:
            self.bar.choose(CanvasTool.REGIONS)

    def _on_base(self) -> None:
        drawn = self._create.selected
        if drawn is not None and drawn.path is not None:
            self._on_picture_dropped(str(drawn.path))

    def _on_picture_dropped(self, path: str) -> None:
        self._create.set_base(Path(path))
        if self._create.composition.base.path is not None:
            self.bar.choose(CanvasTool.REDRAW)

    def _on_open(self) -> None:
        if self._create.selected is not None and self._create.selected.result:
            self.results_asked.emit(self._create.selected.result)


def _key(drawn: Drawn) -> str:
    return f"{drawn.job}-{drawn.index}-{drawn.seed}" if drawn.job else drawn.result


def _item(drawn: Drawn) -> PictureItem:
    digest = hashlib.sha256(str(drawn.path).encode()).hexdigest()[:32] if drawn.path else ""
    return PictureItem(
        _key(drawn), digest, drawn.path, tr("seed {seed}", seed=drawn.seed), tip=tr("seed {seed}", seed=drawn.seed)
    )
