"""State of the trash page: what was removed and may come back.

Not here: how long it is kept (library/trash.py).
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from studio.desktop.translation import mark, tr
from studio.library.trash import KEEP_DAYS, Entry

if TYPE_CHECKING:
    from studio.desktop.service.studio_service import StudioService

_KINDS = {"subject": mark("subject"), "photo": mark("photo"), "artifact": mark("taught"), "result": mark("picture")}


class TrashViewModel(QObject):
    """Signals: entries_changed(); said(str, str) with a tone and a sentence."""

    entries_changed = Signal()
    said = Signal(str, str)

    def __init__(self, service: StudioService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._service = service
        self.entries: tuple[Entry, ...] = ()

    def load(self) -> None:
        """Look again; `entries_changed` follows."""
        self._service.trash().done(self._on_loaded)

    def restore(self, entry: Entry) -> None:
        """Back to where it was."""
        self._service.restore(entry.id).done(lambda _: self._on_changed(tr("“{name}” is back.", name=entry.name)))

    def delete(self, entry: Entry) -> None:
        """For good."""
        self._service.delete_from_trash(entry.id).done(
            lambda _: self._on_changed(tr("“{name}” is gone for good.", name=entry.name))
        )

    def _on_changed(self, sentence: str) -> None:
        self.said.emit("good", sentence)
        self.load()

    def _on_loaded(self, entries: tuple[Entry, ...]) -> None:
        self.entries = entries
        self.entries_changed.emit()


def words(entry: Entry) -> str:
    """ "photo of Rex · removed 23 November 2026 · kept until 23 December 2026"."""
    from datetime import timedelta

    kind = tr(_KINDS.get(entry.kind, entry.kind))
    owner = (entry.record or {}).get("subject_name")
    if owner:
        kind = tr("{kind} of {owner}", kind=kind, owner=owner)
    removed = datetime.fromisoformat(entry.removed)
    until = removed + timedelta(days=KEEP_DAYS)
    return tr("{kind} · removed {day} · kept at least until {end}", kind=kind, day=_day(removed), end=_day(until))


def _day(when: datetime) -> str:
    return f"{when.day}.{when.month}.{when.year}"
