"""What can be undone on the Results screen: ratings and colours, and moving to the trash.

Not here: the canvas's commands; what a purge deletes, which nothing brings back.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

from studio.desktop.translation import tr
from studio.library.results.records import Colour, Result

if TYPE_CHECKING:
    from studio.desktop.service.studio_service import StudioService

UNDO_MOST = 200


class MarkResults(QUndoCommand):
    """One rating or one colour for several pictures; undoing gives each its own back."""

    def __init__(
        self, service: StudioService, before: Sequence[Result], rating: int | None, colour: Colour | None
    ) -> None:
        super().__init__(tr("mark pictures"))
        self._service, self._before = service, tuple(before)
        self._rating = rating
        self._colour: Colour | None = colour

    def redo(self) -> None:
        """Qt. Also the first time."""
        ids = tuple(result.id for result in self._before)
        self._service.mark_results(ids, rating=self._rating, colour=self._colour)

    def undo(self) -> None:
        """Qt."""
        groups: dict[tuple[int, Colour], list[str]] = {}
        for result in self._before:
            groups.setdefault((result.rating, result.colour), []).append(result.id)
        for (rating, colour), ids in groups.items():
            if self._rating is not None:
                self._service.mark_results(tuple(ids), rating=rating)
            if self._colour is not None:
                self._service.mark_results(tuple(ids), colour=colour)


class RemoveResults(QUndoCommand):
    """Into the trash, and out again."""

    def __init__(self, service: StudioService, result_ids: Sequence[str]) -> None:
        super().__init__(tr("move pictures to the trash"))
        self._service, self._ids = service, tuple(result_ids)

    def redo(self) -> None:
        """Qt. Also the first time."""
        self._service.remove_results(self._ids)

    def undo(self) -> None:
        """Qt."""
        self._service.put_back_results(self._ids)
