"""A grid or strip of pictures with a line or two of text: subjects, photos, results, fresh drawings.

One model, one delegate, uniform sizes, lazy thumbnails: twenty thousand items scroll as twenty do.
Not here: what the pictures mean; screens fill it with PictureItems.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
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
    """One cell. hash "" and no file: still being made. tone: "" or a token's name for the second line.

    find_file: instead of path where twenty thousand paths would take longer to make than a screen of pictures to paint;
    the hash says already whether it is another picture.
    """

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
    find_file: Callable[[], Path] | None = field(default=None, compare=False)

    def file(self) -> Path | None:
        """Where the picture lies."""
        return self.find_file() if self.find_file is not None else self.path

    def spoken(self) -> str:
        """For screen readers."""
        if self.words:
            return self.words
        return ", ".join(part for part in (self.title, self.subtitle, self.badge) if part) or tr("Picture")


class PictureModel(QAbstractListModel):
    """PictureItems in order."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[PictureItem] = []
        self._rows: dict[str, int] = {}
        self.is_draggable = False  # whoever sets it overrides startDrag of the view

    def set_items(self, items: Sequence[PictureItem]) -> None:
        """Replace them; rows that stay keep their selection."""
        new = list(items)
        if [item.id for item in new] == [item.id for item in self._items]:
            changed = [place for place, item in enumerate(new) if item != self._items[place]]
            self._items = new
            for place in changed:
                self.dataChanged.emit(self.index(place), self.index(place))
            return
        self.beginResetModel()
        self._items = new
        self._rows = {item.id: place for place, item in enumerate(new)}
        self.endResetModel()

    def append_items(self, items: Sequence[PictureItem]) -> None:
        """More at the end; what is there stays as it is."""
        if not items:
            return
        first = len(self._items)
        self.beginInsertRows(QModelIndex(), first, first + len(items) - 1)
        self._items.extend(items)
        self._rows.update({item.id: first + place for place, item in enumerate(items)})
        self.endInsertRows()

    def put_item(self, item: PictureItem) -> None:
        """The one with this id, changed."""
        row = self._rows.get(item.id, -1)
        if row >= 0 and self._items[row] != item:
            self._items[row] = item
            self.dataChanged.emit(self.index(row), self.index(row))

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Qt."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if self.is_draggable and index.isValid() else flags

    def item(self, row: int) -> PictureItem:
        """By row."""
        return self._items[row]

    def row_of(self, item_id: str) -> int:
        """-1 when it is not there."""
        return self._rows.get(item_id, -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802
        """Qt."""
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt."""
        if not index.isValid() or index.row() >= len(self._items):
            return None
        item = self._items[index.row()]
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
        self._quiet = True
        self.pictures.set_items(items)
        model = self.selectionModel()
        model.clearSelection()
        for item_id in select:
            row = self.pictures.row_of(item_id)
            if row >= 0:
                index = self.pictures.index(row)
                model.select(index, model.SelectionFlag.Select)
                model.setCurrentIndex(index, model.SelectionFlag.NoUpdate)
                if row > 0 or self.verticalScrollBar().value():  # to scroll, all items are laid out
                    self.scrollTo(index)
        self._quiet = False

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
        if key.edge_px == self._delegate.edge_px():
            self.viewport().update()
