"""Icons by what they mean, tinted by the tokens: glyphs of the Material Design font that qtawesome carries.

Only its font and its list of glyphs are used. Its own code imports qtpy, which builds every class of Qt's widgets, and
that was a third of the time between the first paint and the first screen (ADR 0009). The glyph's size, 0.875 of the
icon's, is qtawesome's. Not here: pictures of subjects.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from studio.desktop.ui.theme.tokens import Tokens

_GLYPH_SHARE = 0.875

_NAMES = {
    "subjects": "image-multiple-outline",
    "teach": "school-outline",
    "create": "creation-outline",
    "results": "view-grid-outline",
    "models": "cube-outline",
    "preferences": "cog-outline",
    "add": "plus",
    "add-photos": "image-plus-outline",
    "remove": "trash-can-outline",
    "close": "close",
    "pause": "pause",
    "play": "play",
    "stop": "stop",
    "queue": "playlist-play",
    "warning": "alert-outline",
    "error": "alert-circle-outline",
    "good": "check-circle-outline",
    "info": "information-outline",
    "star": "star",
    "star-empty": "star-outline",
    "reject": "cancel",
    "export": "export-variant",
    "dice": "dice-multiple-outline",
    "reset": "backup-restore",
    "save": "content-save-outline",
    "search": "magnify",
    "hold-out": "eye-off-outline",
    "keep": "eye-outline",
    "reuse": "tune-variant",
    "retry": "refresh",
    "copy": "content-copy",
    "folder": "folder-outline",
    "previous": "chevron-left",
    "next": "chevron-right",
    "swap": "swap-horizontal",
    "compare": "compare",
    "zoom-in": "magnify-plus-outline",
    "zoom-out": "magnify-minus-outline",
    "fit": "fit-to-screen-outline",
    "pixels": "magnify-scan",
    "back": "arrow-left",
    "picture": "image-outline",
    "draw": "brush-outline",
    "more": "chevron-right",
    "less": "chevron-down",
    "up": "chevron-up",
    "duplicate": "content-duplicate",
    "forward": "arrange-bring-forward",
    "backward": "arrange-send-backward",
    "lock": "lock-outline",
    "unlock": "lock-open-variant-outline",
    "undo": "undo",
    "redo": "redo",
    "region": "selection-drag",
    "edit": "image-edit-outline",
    "details": "card-account-details-outline",
    "trash": "delete-clock-outline",
    "restore": "delete-restore",
    "redraw": "format-paint",
    "keep-after-all": "eraser-variant",
    "sheet": "table-large",
    "join": "call-merge",
    "measure": "chart-bar",
    "report": "file-chart-outline",
    "frame": "arrow-expand-all",
    "crop": "crop",
    "brush": "brush",
    "eraser": "eraser",
    "turn-left": "rotate-left",
    "turn-right": "rotate-right",
    "wand": "auto-fix",
    "mask-all": "checkbox-blank",
    "invert": "invert-colors",
    "suggest": "lightbulb-outline",
    "person": "account-outline",
}


class _Engine(QIconEngine):
    """One glyph, drawn anew at each size and device-pixel-ratio."""

    def __init__(self, glyph: str, colour: str, off: str) -> None:
        super().__init__()
        self._glyph, self._colour, self._off = glyph, colour, off

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Qt; state is not shown."""
        font = QFont(_family())
        font.setPixelSize(max(1, round(_GLYPH_SHARE * rect.height())))
        painter.save()
        painter.setFont(font)
        painter.setPen(QColor(self._off if mode == QIcon.Mode.Disabled else self._colour))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), self._glyph)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Qt."""
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        """Qt; the copy belongs to the icon that asked."""
        return _Engine(self._glyph, self._colour, self._off)


def _fonts() -> Path:
    """qtawesome's folder, found without importing it."""
    found = find_spec("qtawesome")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "fonts"


@cache
def _family() -> str:
    """The icon font, loaded once."""
    (file,) = _fonts().glob("materialdesignicons6-webfont-*.ttf")
    return QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file)))[0]


@cache
def _glyphs() -> dict[str, str]:
    """Name to character."""
    (file,) = _fonts().glob("materialdesignicons6-webfont-charmap-*.json")
    return {name: chr(int(code, 16)) for name, code in json.loads(file.read_text("utf-8")).items()}


@lru_cache(maxsize=256)
def _icon(name: str, colour: str, off: str) -> QIcon:
    return QIcon(_Engine(_glyphs()[_NAMES[name]], colour, off))


def icon(name: str, theme: Tokens, colour: str = "") -> QIcon:
    """An icon by meaning. colour: a token's name such as "muted", "on_accent", "danger"; default text."""
    return _icon(name, getattr(theme, colour or "text"), theme.outline)
