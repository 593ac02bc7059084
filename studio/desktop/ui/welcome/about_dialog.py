"""What the studio is, under which licence, and whose work is in it.

Not here: licences of single models (ui/models).
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget

import studio
from studio.desktop.translation import mark, tr
from studio.desktop.ui.controls.pieces import clear_panel, column, label, scroll
from studio.desktop.ui.theme import tokens as t
from studio.library.catalogue.read import MethodCard

_ART = (
    ("Fluent Emoji, Fluent Emoji Flat", "Microsoft Corporation", "MIT"),
    ("Noto Emoji", "Google Inc", "Apache-2.0"),
    ("Twemoji", "Twitter and contributors", "CC BY 4.0"),
    ("FxEmojis", "Mozilla", "Apache-2.0"),
    ("Avataaars", "Pablo Stanley", mark("free for personal and commercial use")),
    ("Personas", "Draftbit", "CC BY 4.0"),
    ("ToonHead", "Johan Melin", "CC BY 4.0"),
    ("Adventurer", "Lisa Wischofsky", "CC BY 4.0"),
    ("Custom Avatar", "Ashley Seo", "CC BY 4.0"),
    ("Avatar Illustration System", "Micah Lanier", "CC BY 4.0"),
    ("CLIP vocabulary", "OpenAI", "MIT"),
    ("Inter", "The Inter Project Authors", "OFL-1.1"),
    ("Material Design Icons", "Pictogrammers", "Apache-2.0"),
)
_LIBRARIES = (
    "PyTorch, diffusers, transformers, accelerate, safetensors, PySide6 (Qt), pyqtgraph, Pillow, OpenCV, pydantic"
)


class AboutDialog(QDialog):
    """Open it."""

    def __init__(self, methods: tuple[MethodCard, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("About Likeness Studio"))
        self.resize(560, 560)
        art = "\n".join(f"{name} · {who} · {tr(licence)}" for name, who, licence in _ART)
        papers = "\n".join(f"{card.title} · {card.paper}" for card in methods)
        parts = (
            ("title", tr("Likeness Studio {version}", version=studio.__version__)),
            (
                "",
                tr("Free software under the Apache License 2.0. It works offline and sends nothing anywhere."),
            ),
            ("section", tr("Methods, by the papers they are from")),
            ("", papers),
            ("section", tr("Artwork the small base model was taught with, fonts and icons")),
            ("", art),
            ("section", tr("Built with")),
            ("", _LIBRARIES),
        )
        words = [label(text, role, wrap=True) for role, text in parts if text]
        for each in words:
            each.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        area = scroll(clear_panel(column(*words, None, gap=t.SPACE_S)))
        layout = column(area, buttons, margins=t.SPACE_XL, gap=t.SPACE_L)
        layout.setStretch(0, 1)
        self.setLayout(layout)
