"""Paints one cell of a PictureGrid: card, thumbnail, badge, a title line and muted words over the lines below it.

Not here: which cells there are (picture_grid.py).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPainterPath, QPen, QPixmap, QTextLayout
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from studio.desktop.service.thumbnails import ThumbKey, Thumbnails
from studio.desktop.translation import tr
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher

if TYPE_CHECKING:
    from studio.desktop.ui.controls.picture_grid import PictureItem

_GAP = 6  # around a cell
_PAD = 6  # inside a card
_LINE = 19
_MOST_SHAPES = 200
_NEW_LINE = "\u2028"  # for QTextLayout


class PictureDelegate(QStyledItemDelegate):
    """edge: of the square thumbnail. lines: of text below. cover: fill the square, else show the whole picture."""

    def __init__(
        self, view: QListView, look: ThemeSwitcher, thumbnails: Thumbnails, edge: int, lines: int, cover: bool
    ) -> None:
        super().__init__(view)
        self._view, self._look, self._thumbnails = view, look, thumbnails
        self._edge, self._lines, self._cover = edge, lines, cover
        self.waiting: dict[ThumbKey, set[int]] = {}  # rows painted without their picture
        self._shapes: dict[tuple[object, ...], QPixmap] = {}
        self._fonts: dict[tuple[str, int, QFont.Weight], QFont] = {}

    def cell(self) -> QSize:
        """One cell with its gap."""
        text = self._lines * _LINE + (6 if self._lines else 0)
        return QSize(self._edge + 2 * (_GAP + _PAD), self._edge + 2 * (_GAP + _PAD) + text)

    def edge_px(self) -> int:
        """Of the thumbnails, in device pixels; twice the edge is asked for when covering, as a margin for crops."""
        return round(self._edge * self._view.devicePixelRatioF() * (1.5 if self._cover else 1.0))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        """Qt."""
        return self.cell()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Qt."""
        item = cast("PictureItem", index.data(Qt.ItemDataRole.UserRole))
        state = option.state  # type: ignore[attr-defined]
        rect: QRect = option.rect.adjusted(0, 0, -2 * _GAP, -2 * _GAP)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        is_current = self._view.hasFocus() and self._view.currentIndex() == index
        is_hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        self._paint_card(painter, rect, is_selected, is_hovered, is_current)
        picture = QRect(rect.left() + _PAD, rect.top() + _PAD, self._edge, self._edge)
        self._paint_picture(painter, picture, item, index.row())
        if item.mark:
            self._paint_mark(painter, picture, *item.mark)
        if item.badge:
            self._paint_badge(painter, picture, item.badge)
        if self._lines:
            self._paint_text(painter, picture, item)
        painter.restore()

    def _paint_card(self, painter: QPainter, rect: QRect, selected: bool, hovered: bool, current: bool) -> None:
        name = ("card", rect.width(), rect.height(), selected, hovered, current)
        painter.drawPixmap(rect.topLeft(), self._shape(name, rect.size(), partial(self._draw_card, *name[3:])))

    def _draw_card(self, selected: bool, hovered: bool, current: bool, painter: QPainter, rect: QRect) -> None:
        theme = self._look.current
        ground = theme.accent_soft if selected else theme.raised if hovered else theme.surface
        edge = theme.accent if selected or current else theme.outline if hovered else theme.line
        width = 2.0 if selected or current else 1.0
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(QColor(ground))
        inset = width / 2
        painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), t.RADIUS, t.RADIUS)
        painter.fillPath(_rounded(QRect(_PAD, _PAD, self._edge, self._edge)), QColor(theme.sunken))

    def _shape(self, name: tuple[object, ...], size: QSize, draw: Callable[[QPainter, QRect], None]) -> QPixmap:
        """Drawn once, with rounded corners, and copied into each cell."""
        ratio = self._view.devicePixelRatioF()
        key = (*name, ratio, self._look.current)
        if key not in self._shapes:
            if len(self._shapes) >= _MOST_SHAPES:
                self._shapes.clear()
            pixmap = QPixmap(size * ratio)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            with QPainter(pixmap) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                draw(painter, QRect(QPoint(0, 0), size))
            self._shapes[key] = pixmap
        return self._shapes[key]

    def _paint_picture(self, painter: QPainter, rect: QRect, item: PictureItem, row: int) -> None:
        theme = self._look.current
        key = ThumbKey(item.hash, self.edge_px(), item.rotation_deg, item.crop)
        file = item.path
        image = self._thumbnails.get(key, file) if file is not None else None
        if image is None:
            words = tr("drawing…") if file is None else ""
            if file is not None and self._thumbnails.is_broken(key):
                words = tr("cannot be shown")
            elif file is not None:
                self.waiting.setdefault(key, set()).add(row)
            painter.setPen(QColor(theme.muted))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)
            return
        painter.save()
        painter.setClipPath(_rounded(rect))
        painter.setOpacity(0.35 if item.is_dim else 1.0)
        painter.drawImage(self._target(rect, image), image)
        painter.restore()

    def _target(self, rect: QRect, image: QImage) -> QRect:
        how = Qt.AspectRatioMode.KeepAspectRatioByExpanding if self._cover else Qt.AspectRatioMode.KeepAspectRatio
        size = image.size().scaled(rect.size(), how)
        target = QRect(rect.topLeft(), size)
        target.moveCenter(rect.center())
        return target

    def _paint_badge(self, painter: QPainter, rect: QRect, text: str) -> None:
        font = self._font(t.TEXT_SMALL, QFont.Weight.DemiBold)
        pill = QRect(rect.left() + 6, rect.bottom() - 27, QFontMetrics(font).horizontalAdvance(text) + 14, 22)
        painter.drawPixmap(pill.topLeft(), self._shape(("pill", pill.width()), pill.size(), self._draw_pill))
        painter.setFont(font)
        painter.setPen(QColor(self._look.current.text))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)

    def _draw_pill(self, painter: QPainter, rect: QRect) -> None:
        painter.setPen(QPen(QColor(self._look.current.outline)))
        painter.setBrush(QColor(self._look.current.surface))
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 11, 11)

    def _paint_mark(self, painter: QPainter, rect: QRect, colour: str, letter: str) -> None:
        font = self._font(t.TEXT_SMALL, QFont.Weight.DemiBold)
        disc = QRect(rect.right() - 28, rect.top() + 6, 22, 22)
        painter.setFont(font)
        painter.setPen(QPen(QColor(self._look.current.surface), 1.5))
        painter.setBrush(QColor(colour))
        painter.drawEllipse(QRectF(disc).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(QColor(t.ON_MARK))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, letter)

    def _paint_text(self, painter: QPainter, picture: QRect, item: PictureItem) -> None:
        theme = self._look.current
        font = self._font(t.TEXT_BODY, QFont.Weight.DemiBold if self._lines > 1 else QFont.Weight.Normal)
        place = QRect(picture.left() + 2, picture.bottom() + 7, picture.width() - 4, _LINE)
        self._line(painter, place, font, item.title, theme.text)
        for line in self.wrapped(item.subtitle)[0]:
            place.translate(0, _LINE)
            self._line(painter, place, self._small(), line, getattr(theme, item.tone or "muted"))

    def wrapped(self, text: str) -> tuple[list[str], bool]:
        """The second text as lines below the title, at most as many as there is room for; True: it was cut off."""
        text = text.replace("\n", _NEW_LINE)
        room, made = self._lines - 1, QTextLayout(text, self._small())
        lines: list[str] = []
        made.beginLayout()
        while len(lines) < room and (line := made.createLine()).isValid():
            line.setLineWidth(self._edge - 4)
            lines.append(text[line.textStart() :])
            if len(lines) < room:
                lines[-1] = lines[-1][: line.textLength()].rstrip().rstrip(_NEW_LINE)
        made.endLayout()
        fits = not lines or QFontMetrics(self._small()).horizontalAdvance(lines[-1]) <= self._edge - 4
        return lines, not fits

    def _small(self) -> QFont:
        return self._font(t.TEXT_SMALL, QFont.Weight.Normal)

    def _font(self, size_px: int, weight: QFont.Weight) -> QFont:
        base = self._view.font()
        key = (base.key(), size_px, weight)
        if key not in self._fonts:
            font = self._fonts[key] = QFont(base)
            font.setPixelSize(size_px)
            font.setWeight(weight)
        return self._fonts[key]

    @staticmethod
    def _line(painter: QPainter, rect: QRect, font: QFont, text: str, colour: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)


def _rounded(rect: QRect) -> QPainterPath:
    """A picture's outline."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(rect), t.RADIUS - 3, t.RADIUS - 3)
    return path
