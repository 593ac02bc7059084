"""Icons by what they mean, tinted by the tokens. Backed by the Material Design icons that qtawesome carries.

qtawesome is imported at the first icon, after the window is on screen. Not here: pictures of subjects.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QIcon

from studio.desktop.ui.theme.tokens import Tokens

_NAMES = {
    "subjects": "mdi6.image-multiple-outline",
    "teach": "mdi6.school-outline",
    "create": "mdi6.creation-outline",
    "results": "mdi6.view-grid-outline",
    "models": "mdi6.cube-outline",
    "preferences": "mdi6.cog-outline",
    "add": "mdi6.plus",
    "add-photos": "mdi6.image-plus-outline",
    "remove": "mdi6.trash-can-outline",
    "close": "mdi6.close",
    "pause": "mdi6.pause",
    "play": "mdi6.play",
    "stop": "mdi6.stop",
    "queue": "mdi6.playlist-play",
    "warning": "mdi6.alert-outline",
    "error": "mdi6.alert-circle-outline",
    "good": "mdi6.check-circle-outline",
    "info": "mdi6.information-outline",
    "star": "mdi6.star",
    "star-empty": "mdi6.star-outline",
    "reject": "mdi6.cancel",
    "export": "mdi6.export-variant",
    "dice": "mdi6.dice-multiple-outline",
    "reset": "mdi6.backup-restore",
    "save": "mdi6.content-save-outline",
    "search": "mdi6.magnify",
    "hold-out": "mdi6.eye-off-outline",
    "keep": "mdi6.eye-outline",
    "reuse": "mdi6.tune-variant",
    "retry": "mdi6.refresh",
    "copy": "mdi6.content-copy",
    "folder": "mdi6.folder-outline",
    "previous": "mdi6.chevron-left",
    "next": "mdi6.chevron-right",
    "swap": "mdi6.swap-horizontal",
    "compare": "mdi6.compare",
    "zoom-in": "mdi6.magnify-plus-outline",
    "zoom-out": "mdi6.magnify-minus-outline",
    "fit": "mdi6.fit-to-screen-outline",
    "pixels": "mdi6.magnify-scan",
    "back": "mdi6.arrow-left",
    "picture": "mdi6.image-outline",
    "draw": "mdi6.brush-outline",
    "more": "mdi6.chevron-right",
    "less": "mdi6.chevron-down",
    "up": "mdi6.chevron-up",
    "duplicate": "mdi6.content-duplicate",
    "forward": "mdi6.arrange-bring-forward",
    "backward": "mdi6.arrange-send-backward",
    "lock": "mdi6.lock-outline",
    "unlock": "mdi6.lock-open-variant-outline",
    "undo": "mdi6.undo",
    "redo": "mdi6.redo",
    "region": "mdi6.selection-drag",
    "edit": "mdi6.image-edit-outline",
    "details": "mdi6.card-account-details-outline",
    "trash": "mdi6.delete-clock-outline",
    "restore": "mdi6.delete-restore",
    "redraw": "mdi6.format-paint",
    "keep-after-all": "mdi6.eraser-variant",
    "sheet": "mdi6.table-large",
    "frame": "mdi6.arrow-expand-all",
    "crop": "mdi6.crop",
    "brush": "mdi6.brush",
    "eraser": "mdi6.eraser",
    "turn-left": "mdi6.rotate-left",
    "turn-right": "mdi6.rotate-right",
    "wand": "mdi6.auto-fix",
    "mask-all": "mdi6.checkbox-blank",
    "invert": "mdi6.invert-colors",
    "suggest": "mdi6.lightbulb-outline",
    "person": "mdi6.account-outline",
}


@lru_cache(maxsize=256)
def _icon(name: str, colour: str, active: str, off: str) -> QIcon:
    import qtawesome

    return qtawesome.icon(_NAMES[name], color=colour, color_on=active, color_active=colour, color_disabled=off)


def icon(name: str, theme: Tokens, colour: str = "") -> QIcon:
    """An icon by meaning. colour: a token's name such as "muted", "on_accent", "danger"; default text."""
    tint = getattr(theme, colour or "text")
    return _icon(name, tint, tint, theme.outline)
