"""Where the notices float: over the lower edge of what a screen shows, so that nothing moves when one comes or goes.

A screen may name the part of it that shows things as `stage`; its forms and buttons beside that are then never covered.
Not here: the notices themselves (notice.py).
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid

from studio.desktop.ui.controls.notice import NoticeBar
from studio.desktop.ui.theme import tokens as t

_WIDEST_PX = 560
_MOVES = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide)


class NoticePlace(QObject):
    """Keeps the bar in the middle of the lower edge of the stage of the current screen."""

    def __init__(self, bar: NoticeBar, screens: QStackedWidget) -> None:
        super().__init__(bar)
        self._bar, self._screens = bar, screens
        self._watched: QWidget | None = None
        self._again = QTimer(self, singleShot=True, interval=0)  # the old page hides before the new one is current
        self._again.timeout.connect(self.fit)
        bar.setParent(screens)
        bar.changed.connect(self.fit)
        screens.currentChanged.connect(lambda _: self.fit())
        screens.installEventFilter(self)
        bar.installEventFilter(self)
        self.fit()

    def fit(self) -> None:
        """As wide as the words ask for, as far as there is room; and in front."""
        notices = self._bar.notices()
        self._bar.setVisible(bool(notices))
        stage = self._stage()
        if not notices:
            return
        room = stage.width() - 2 * t.SPACE_L
        width = min(room, _WIDEST_PX, max(notice.widest_px() for notice in notices))
        layout = self._bar.layout()
        assert layout is not None
        layout.activate()
        height = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
        corner = stage.mapTo(self._screens, QPoint(0, 0))
        left = corner.x() + (stage.width() - width) // 2
        self._bar.setGeometry(left, corner.y() + stage.height() - height - t.SPACE_L, width, height)
        self._bar.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Qt."""
        is_asking = event.type() == QEvent.Type.LayoutRequest  # another language, a theme with other paddings
        if is_asking if watched is self._bar else event.type() in _MOVES:
            self.fit()
            self._again.start()
        return super().eventFilter(watched, event)

    def _stage(self) -> QWidget:
        screen = self._screens.currentWidget()
        stage = getattr(screen, "stage", None)
        found = stage if isinstance(stage, QWidget) else screen or self._screens
        if found is not self._watched:
            if self._watched is not None and isValid(self._watched):
                self._watched.removeEventFilter(self)
            self._watched = found
            if found is not self._screens:
                found.installEventFilter(self)
        return found
