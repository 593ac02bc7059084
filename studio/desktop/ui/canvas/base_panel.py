"""The base picture in the form: which one, how much of it is redrawn, what was marked, how far the frame reaches.

Not here: marking and dragging on the canvas (canvas_view.py), what it means (viewmodel/base_picture.py).
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QSlider, QWidget

from studio.desktop.service.open_picture import shown_picture
from studio.desktop.translation import tr
from studio.desktop.ui.controls.pieces import button, clear_panel, column, label, row, tool
from studio.desktop.ui.gallery.subject_sheet import PICTURE_FILTER
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.create import CreateViewModel

_THUMB = 56


class BasePanel(QWidget):
    """Bound to the Create view-model."""

    def __init__(self, create: CreateViewModel, look: ThemeSwitcher) -> None:
        super().__init__()
        self._create, self._composition = create, create.composition
        self._shown: Path | None = None
        self.open = button(tr("Open a picture…"), look, icon="picture", clicked=self._on_open)
        self._hint = label(
            tr("Drag a picture from the strip onto the canvas to redraw it, a part of it, or more around it."),
            "small",
            wrap=True,
        )
        self._nothing = clear_panel(column(row(self.open, None), self._hint))
        self._picture = QLabel()
        self._picture.setFixedSize(QSize(_THUMB, _THUMB))
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setAccessibleName(tr("Base picture"))
        self._words = label("", "small", wrap=True)
        away = tool(tr("Draw without a base picture"), look, "close", clicked=lambda: create.set_base(None))
        head = row(self._picture, self._words, away)
        head.setStretch(1, 1)
        self.denoise = QSlider(Qt.Orientation.Horizontal)
        self.denoise.setRange(0, 100)
        self.denoise.setPageStep(10)
        self.denoise.setAccessibleName(tr("How much is redrawn"))
        self._amount = label("", "small")
        self._amount.setFixedWidth(34)
        line = row(label(tr("Red&raw"), "muted", buddy=self.denoise), self.denoise, self._amount)
        line.setStretch(1, 1)
        self.clear_mask = button(tr("Clear the mask"), look, role="quiet", clicked=create.clear_base_mask)
        self.reset_frame = button(tr("Reset the frame"), look, role="quiet", clicked=create.reset_frame)
        self._denoise_line = clear_panel(line)
        self._chosen = clear_panel(column(head, self._denoise_line, row(self.clear_mask, self.reset_frame, None)))
        self.setLayout(column(self._nothing, self._chosen, gap=t.SPACE_XS))
        self.denoise.valueChanged.connect(lambda value: create.set_denoise(value / 100))
        self._composition.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        base = self._composition.base
        self._nothing.setVisible(base.path is None)
        self._chosen.setVisible(base.path is not None)
        if base.path is None:
            self._shown = None
            return
        if base.path != self._shown:
            self._shown = base.path
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            image = shown_picture(base.path).scaled(_THUMB, _THUMB, keep, smooth)
            self._picture.setPixmap(QPixmap.fromImage(image))
        words = self._sentence()
        self._words.setText(words)
        self._picture.setAccessibleDescription(words)
        with QSignalBlocker(self.denoise):
            self.denoise.setValue(round(base.denoise * 100))
        self._amount.setText(f"{base.denoise:.2f}")
        self._denoise_line.setVisible(not base.is_grown)
        self.clear_mask.setVisible(base.mask is not None)
        self.reset_frame.setVisible(base.is_grown)

    def _sentence(self) -> str:
        base = self._composition.base
        if base.is_grown:
            return tr("What lies in the frame around the picture is drawn anew.")
        if base.mask is not None:
            return tr("Only what is marked is redrawn.")
        return tr("All of it is redrawn, as much as the slider says.")

    def _on_open(self) -> None:
        title = tr("Choose a base picture")
        chosen, _ = QFileDialog.getOpenFileName(self, title, "", PICTURE_FILTER)
        if chosen:
            self._create.set_base(Path(chosen))
