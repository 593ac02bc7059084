"""The grid of results: PictureGrid with stars, colour and rejection, read on while scrolling, dragged out as files.

Not here: what a key does (results_screen.py), painting (controls/picture_delegate.py).
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDrag, QPixmap
from PySide6.QtWidgets import QListView

from studio.desktop.service.thumbnails import ThumbKey
from studio.desktop.translation import tr
from studio.desktop.ui.controls.picture_grid import PictureGrid, PictureItem
from studio.desktop.ui.controls.stars import rating_words
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.results import ResultsViewModel
from studio.library.results.records import Result

_EDGE = 148
_AHEAD = 2  # pages of the viewport that are read before they are scrolled to
_DRAGGED_PX = 96


class ResultGrid(PictureGrid):
    """Bound to the Results view-model. Signals: opened(str) on Enter or double click, as PictureGrid's."""

    def __init__(self, results: ResultsViewModel, look: ThemeSwitcher) -> None:
        thumbnails = results.service.thumbnails
        super().__init__(look, thumbnails, tr("Pictures"), edge=_EDGE, lines=1, multiple=True, cover=False)
        self._results = results
        self.pictures.is_draggable = True
        self.setDragEnabled(True)
        self.setDragDropMode(QListView.DragDropMode.DragOnly)
        self.chosen.connect(results.select)
        results.results_changed.connect(self._fill)
        results.more_came.connect(self.pictures.append_shown)
        results.edited.connect(self._on_edited)
        results.selected_changed.connect(self._mark)
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(lambda _: self._read_ahead())
        bar.rangeChanged.connect(lambda *_: self._read_ahead())
        self._fill()

    def mime_data(self) -> QMimeData:
        """The files of the chosen pictures, as other programs take them."""
        paths = [self._results.service.result_path(result) for result in self._results.chosen]
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths if path.is_file()])
        return mime

    def startDrag(self, actions: Qt.DropAction) -> None:  # noqa: N802
        """Qt. Copies only: the library's own files stay."""
        mime = self.mime_data()
        if not mime.urls():
            return
        drag = QDrag(self)
        drag.setMimeData(mime)
        pixmap = self._pixmap()
        if pixmap is not None:
            drag.setPixmap(pixmap)
            drag.setHotSpot(QPoint(pixmap.width() // 2, pixmap.height() // 2))
        drag.exec(Qt.DropAction.CopyAction, Qt.DropAction.CopyAction)

    def _pixmap(self) -> QPixmap | None:
        result = self._results.current
        if result is None:
            return None
        key = ThumbKey(result.sha256, self._delegate.edge_px())
        image = self._thumbnails.get(key, self._results.service.result_path(result))
        if image is None:
            return None
        how = Qt.AspectRatioMode.KeepAspectRatio
        return QPixmap.fromImage(
            image.scaled(_DRAGGED_PX, _DRAGGED_PX, how, Qt.TransformationMode.SmoothTransformation)
        )

    def _fill(self) -> None:
        where = self.verticalScrollBar().value()
        self.set_shown(self._results.results, self._item, self._results.selected)
        if self._results.selected:
            self.verticalScrollBar().setValue(where)
            self._show_current()

    def _mark(self) -> None:
        """Select what the view-model has selected; told by the grid itself there is nothing to do."""
        wanted = self._results.selected
        if set(self.chosen_ids()) == set(wanted):
            return
        self._quiet = True
        model = self.selectionModel()
        model.clearSelection()
        for item_id in wanted:
            index = self.pictures.index(max(0, self.pictures.row_of(item_id)))
            if self.pictures.row_of(item_id) >= 0:
                model.select(index, model.SelectionFlag.Select)
                model.setCurrentIndex(index, model.SelectionFlag.NoUpdate)
        self._quiet = False
        self._show_current()

    def _show_current(self) -> None:
        index = self.currentIndex()
        if index.isValid():
            self.scrollTo(index)

    def _on_edited(self, edited: Iterable[Result]) -> None:
        for result in edited:
            self.pictures.put_shown(result)

    def _read_ahead(self) -> None:
        bar = self.verticalScrollBar()
        if bar.maximum() - bar.value() <= _AHEAD * self.viewport().height():
            self._results.load_more()

    def _item(self, result: Result) -> PictureItem:
        prompt = result.request.prompt
        badge = "★" * result.rating if result.rating > 0 else "✕ " + tr("rejected") if result.rating < 0 else ""
        mark = (t.MARKS[result.colour], result.colour[0].upper()) if result.colour else None
        said = [prompt, tr("seed {seed}", seed=result.seed)]
        if result.rating:
            said.append(rating_words(result.rating))
        if result.colour:
            said.append(tr("marked {colour}", colour=result.colour))
        path = self._results.service.result_path(result)
        return PictureItem(
            result.id, result.sha256, path, prompt, badge=badge, mark=mark, is_dim=result.rating < 0,
            tip="\n".join(said), words=", ".join(said),
        )  # fmt: skip
