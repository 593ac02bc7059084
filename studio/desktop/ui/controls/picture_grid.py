"""A grid or strip of pictures with a line or two of text: subjects, photos, results, fresh drawings.

One model, one delegate, uniform sizes, lazy thumbnails, cells made as they are painted: twenty thousand scroll as
twenty do.
Not here: what the pictures mean; screens fill it with PictureItems.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from studio.core.geometry import BoxFrac
from studio.desktop.service.thumbnails import ThumbKey, Thumbnails
from studio.desktop.translation import tr
from studio.desktop.ui.controls.picture_delegate import PictureDelegate
from studio.desktop.ui.theme.switcher import ThemeSwitcher

ITEM_ROLE = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class PictureItem:
    """One cell. hash "" and no path: still being made. tone: "" or a token's name for the second line."""

    id: str
    hash: str = ""
    path: Path | None = None
    title: str = ""
    subtitle: str = ""
    tone: str = ""
    badge: str = ""
    mark: tuple[str, str] | None = None  # a person's colour (#rrggbb) with its letter, never the colour alone
    is_dim: bool = False  # shown faded: rejected
    rotation_deg: int = 0
    crop: BoxFrac | None = None
    tip: str = ""
    words: str = ""  # for screen readers, instead of title, subtitle and badge

    def spoken(self) -> str:
        """For screen readers."""
        if self.words:
            return self.words
        return ", ".join(part for part in (self.title, self.subtitle, self.badge) if part) or tr("Picture")


class Shown(Protocol):
    """What a cell can stand for."""

    @property
    def id(self) -> str:
        """Its own."""
        ...


def _as_it_is(shown: Any) -> PictureItem:
    return shown


class PictureModel(QStringListModel):
    """What is shown, in order: PictureItems, or records a PictureItem is made from when its cell is looked at.

    The strings are not used: this is the model of Qt whose rows are counted without Python, which a view does for each
    row whenever it lays itself out.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown: list[Any] = []
        self._make: Callable[[Any], PictureItem] = _as_it_is
        self._rows: dict[str, int] = {}
        self.is_draggable = False  # whoever sets it overrides startDrag of the view

    def set_shown(self, shown: Sequence[Shown], make: Callable[[Any], PictureItem] = _as_it_is) -> bool:
        """Replace them; whether other rows are there now. The same `make` with equal records is the same picture."""
        new = list(shown)
        self._make = make
        if [one.id for one in new] == [one.id for one in self._shown]:
            changed = [place for place, one in enumerate(new) if one != self._shown[place]]
            self._shown = new
            for place in changed:
                self.dataChanged.emit(self.index(place), self.index(place))
            return False
        self._shown = new
        self._rows = {one.id: place for place, one in enumerate(new)}
        self.setStringList([""] * len(new))
        return True

    def append_shown(self, shown: Sequence[Shown]) -> None:
        """More of the same at the end; what is there stays as it is."""
        if not shown:
            return
        first = len(self._shown)
        self._shown.extend(shown)
        self._rows.update({one.id: first + place for place, one in enumerate(shown)})
        self.insertRows(first, len(shown))

    def put_shown(self, one: Shown) -> None:
        """The one with this id, changed."""
        row = self._rows.get(one.id, -1)
        if row >= 0 and self._shown[row] != one:
            self._shown[row] = one
            self.dataChanged.emit(self.index(row), self.index(row))

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Qt."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        return flags | Qt.ItemFlag.ItemIsDragEnabled if self.is_draggable else flags

    def item(self, row: int) -> PictureItem:
        """By row."""
        return self._make(self._shown[row])

    def row_of(self, item_id: str) -> int:
        """-1 when it is not there."""
        return self._rows.get(item_id, -1)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt."""
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        item = self.item(index.row())
        if role == ITEM_ROLE:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return item.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return item.spoken()
        if role == Qt.ItemDataRole.ToolTipRole:
            return item.tip or None
        return None


class PictureGrid(QListView):
    """Signals: opened(str) on Enter or double click; chosen(tuple[str]) when the selection changed."""

    opened = Signal(str)
    chosen = Signal(object)

    def __init__(
        self,
        look: ThemeSwitcher,
        thumbnails: Thumbnails,
        name: str,
        *,
        edge: int = 160,
        lines: int = 2,
        strip: bool = False,
        multiple: bool = False,
        cover: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.pictures = PictureModel(self)
        self._quiet = False
        self._thumbnails = thumbnails
        self.setModel(self.pictures)
        self._delegate = PictureDelegate(self, look, thumbnails, edge, lines, cover)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setGridSize(self._delegate.cell())
        self.setWrapping(not strip)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(32)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if multiple else mode.SingleSelection)
        if strip:
            self.setFlow(QListView.Flow.LeftToRight)
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setFixedHeight(self._delegate.cell().height() + 14)
        self.activated.connect(lambda index: self.opened.emit(self.pictures.item(index.row()).id))
        self.selectionModel().selectionChanged.connect(lambda *_: self._on_selection())
        self.selectionModel().currentChanged.connect(lambda *_: self.viewport().update())
        thumbnails.ready.connect(self._on_thumbnail)
        thumbnails.failed.connect(self._on_thumbnail)
        look.theme_changed.connect(self._on_theme)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Qt."""
        return QSize(self._delegate.cell().width() * 3, self._delegate.cell().height())

    def fit_height(self) -> None:
        """As high as its rows need at its present width, for grids inside a scroll area."""
        cell = self._delegate.cell()
        across = max(1, (self.viewport().width() - 2) // cell.width())
        rows = -(-self.pictures.rowCount() // across)
        self.setFixedHeight(max(1, rows) * cell.height() + 8)

    def set_items(self, items: Sequence[PictureItem], select: Sequence[str] = ()) -> None:
        """Show these and select some of them, without telling `chosen`."""
        self.set_shown(items, _as_it_is, select)

    def set_shown(self, shown: Sequence[Shown], make: Callable[[Any], PictureItem], select: Sequence[str] = ()) -> None:
        """The same of very many: a cell is made of its record when it is looked at.

        What is new is brought into view; where a person scrolled to is kept when only the cells' words changed.
        """
        self._quiet = True
        is_new = self.pictures.set_shown(shown, make)
        if is_new:
            self._delegate.waiting.clear()  # all cells are painted anew; else those that wait still do
        model = self.selectionModel()
        before = model.currentIndex()
        model.clearSelection()
        for item_id in select:
            row = self.pictures.row_of(item_id)
            if row >= 0:
                index = self.pictures.index(row)
                model.select(index, model.SelectionFlag.Select)
                model.setCurrentIndex(index, model.SelectionFlag.NoUpdate)
                if (is_new or index != before) and (row > 0 or self.verticalScrollBar().value()):
                    self.scrollTo(index)  # all items are laid out for it
        self._quiet = False

    def cuts_off(self, subtitle: str) -> bool:
        """There is not enough room for it in a cell."""
        return self._delegate.wrapped(subtitle)[1]

    def chosen_ids(self) -> tuple[str, ...]:
        """Selected ones, the current one last."""
        current = self.currentIndex()
        rows = sorted({index.row() for index in self.selectedIndexes()})
        if current.isValid() and current.row() in rows:
            rows.remove(current.row())
            rows.append(current.row())
        return tuple(self.pictures.item(row).id for row in rows)

    def _on_selection(self) -> None:
        if not self._quiet:
            self.chosen.emit(self.chosen_ids())

    def _on_theme(self, _theme: object) -> None:
        self.viewport().update()

    def _on_thumbnail(self, key: ThumbKey) -> None:
        for row in self._delegate.waiting.pop(key, ()):
            self.update(self.pictures.index(row))
