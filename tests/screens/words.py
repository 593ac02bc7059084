"""The texts a window shows, and whether they fit their widgets."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QTabBar,
    QTableWidget,
    QToolButton,
    QWidget,
)

from studio.desktop.ui.controls.picture_grid import ITEM_ROLE, PictureGrid, PictureItem


def texts(root: QWidget) -> Iterator[tuple[QWidget, str]]:
    """What can be read now on the window or heard from it; what a person typed is not among it."""
    for widget in (root, *root.findChildren(QWidget)):
        if not widget.isVisibleTo(root) or widget.objectName().startswith("qt_"):
            continue
        for text in (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()):
            yield widget, text
        match widget:
            case QLabel() | QAbstractButton():
                yield widget, widget.text()
            case QLineEdit():
                yield widget, widget.placeholderText()
            case QComboBox():
                yield from ((widget, widget.itemText(place)) for place in range(widget.count()))
            case QAbstractSpinBox():
                yield widget, widget.specialValueText()
                yield widget, getattr(widget, "suffix", str)()
            case QTabBar():
                yield from ((widget, widget.tabText(place)) for place in range(widget.count()))
            case QListWidget():
                yield from ((widget, widget.item(place).text()) for place in range(widget.count()))
            case QTableWidget():
                cells = (widget.item(row, column) for row in range(widget.rowCount()) for column in range(9))
                yield from ((widget, cell.text()) for cell in cells if cell is not None)
            case QAbstractItemView() if (model := widget.model()) is not None:
                items = (model.index(row, 0).data(ITEM_ROLE) for row in range(model.rowCount()))
                pictures = [item for item in items if isinstance(item, PictureItem)]
                yield from ((widget, text) for item in pictures for text in (item.subtitle, item.badge, item.tip))
                shown = (model.index(row, 0).data(Qt.ItemDataRole.DisplayRole) for row in range(model.rowCount()))
                yield from ((widget, text) for text in shown if isinstance(text, str))
            case _:
                pass
        if isinstance(widget, QDialog):
            yield widget, widget.windowTitle()


def cut_off(root: QWidget) -> list[str]:
    """Texts that their widget has not enough room for, as "kind: text, has … of … px"."""
    found: list[str] = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisibleTo(root) or widget.visibleRegion().isEmpty():
            continue
        if isinstance(widget, PictureGrid):
            found += _cut_in_cells(widget)
        needed = _needed(widget)
        if needed.width() > widget.width() + 1 or needed.height() > widget.height() + 2:
            text = widget.property("text") or widget.accessibleName()
            has = f"{widget.width()} × {widget.height()}"
            found.append(f"{type(widget).__name__}: {text}, has {has} of {needed.width()} × {needed.height()} px")
    return found


def _cut_in_cells(grid: PictureGrid) -> list[str]:
    """The muted words below a title; the title itself is a name somebody gave, and told whole by the tooltip."""
    told = (grid.pictures.item(row).subtitle for row in range(grid.pictures.rowCount()))
    return [f"{grid.accessibleName()}: {text}" for text in told if grid.cuts_off(text)]


def _needed(widget: QWidget) -> QSize:
    match widget:
        case QLabel() if widget.text() and widget.pixmap().isNull():
            if widget.wordWrap():
                return QSize(0, widget.heightForWidth(widget.width()))
            return QSize(widget.sizeHint().width(), widget.fontMetrics().height())
        case QPushButton():
            return QSize(widget.fontMetrics().horizontalAdvance(widget.text().replace("&", "")) + 8, 0)
        case QToolButton() if widget.toolButtonStyle() != Qt.ToolButtonStyle.ToolButtonIconOnly:
            return QSize(widget.fontMetrics().horizontalAdvance(widget.text().replace("&", "")), 0)
        case _:
            return QSize()
