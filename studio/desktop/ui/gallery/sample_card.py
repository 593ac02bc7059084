"""A shipped sample subject as a card that adds it when clicked.

Not here: which samples there are (studio/library/gallery/samples.py).
"""

from __future__ import annotations

import hashlib

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy

from studio.desktop.service.thumbnails import ThumbKey, Thumbnails
from studio.desktop.translation import plural, tr
from studio.desktop.ui.controls.card_button import CardButton
from studio.desktop.ui.controls.pieces import column, label, row
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.library.gallery.samples import Sample

_EDGE = 64


class SampleCard(CardButton):
    """Clicked: add it."""

    def __init__(self, sample: Sample, look: ThemeSwitcher, thumbnails: Thumbnails) -> None:
        self._picture = QLabel()
        super().__init__(look, self._make_layout(sample))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(QSize(244, 88))
        self.setAccessibleName(tr("Add the sample {name}", name=sample.name))
        self.setToolTip(sample.attribution)
        self._thumbnails, self._sample = thumbnails, sample
        digest = hashlib.sha256(str(sample.photos[0]).encode()).hexdigest()
        self._key = ThumbKey(f"sample{digest[:24]}", round(_EDGE * 1.5 * self.devicePixelRatioF()))
        thumbnails.ready.connect(self._on_thumbnail)
        self._paint()

    def _make_layout(self, sample: Sample) -> QHBoxLayout:
        self._picture.setFixedSize(_EDGE, _EDGE)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        count = len(sample.photos)
        many = plural("%n drawing(s)", count) if sample.is_drawing else plural("%n photo(s)", count)
        words = f"{sample.class_word} · {many}"
        text = column(None, label(sample.name, "strong"), label(words, "small", wrap=True), None, gap=2)
        layout = row(self._picture, text, gap=t.SPACE_M)
        layout.setContentsMargins(t.SPACE_M, t.SPACE_S, t.SPACE_M, t.SPACE_S)
        layout.setStretch(1, 1)
        return layout

    def _on_thumbnail(self, key: ThumbKey) -> None:
        if key == self._key:
            self._paint()

    def _paint(self) -> None:
        image = self._thumbnails.get(self._key, self._sample.photos[0])
        if image is not None:
            how = Qt.AspectRatioMode.KeepAspectRatio
            smooth = Qt.TransformationMode.SmoothTransformation
            self._picture.setPixmap(QPixmap.fromImage(image.scaled(QSize(_EDGE, _EDGE), how, smooth)))
