"""A whole card that is a button: rounded, hovered, checked and focused by the tokens, its content in a layout.

Not here: what is on the card.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QLayout, QSizePolicy

from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher


class CardButton(QAbstractButton):
    """As high as its words need at the width it gets."""

    def __init__(self, look: ThemeSwitcher, layout: QLayout) -> None:
        super().__init__()
        self._look = look
        self.setLayout(layout)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.theme_changed.connect(self._on_theme)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Qt."""
        layout = self.layout()
        assert layout is not None
        return layout.sizeHint()

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Qt."""
        layout = self.layout()
        assert layout is not None
        return layout.heightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Qt."""
        super().resizeEvent(event)
        if self.sizePolicy().hasHeightForWidth() and event.size().width() != event.oldSize().width():
            # Not at once: the layout still handles this event and would put the old height back.
            QTimer.singleShot(0, self, self.fit_height)

    def fit_height(self) -> None:
        """After its width or its words changed."""
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        """Qt."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Qt."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt."""
        theme = self._look.current
        strong = self.isChecked() or self.hasFocus()
        hovered = self.underMouse() and self.isEnabled()
        ground = theme.accent_soft if self.isChecked() else theme.raised if hovered else theme.surface
        edge = theme.accent if strong else theme.outline if hovered else theme.line
        width = 2.0 if strong else 1.0
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(QColor(ground if self.isEnabled() else theme.ground))
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), t.RADIUS, t.RADIUS)

    def _on_theme(self, _theme: object) -> None:
        self.update()
