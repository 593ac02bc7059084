"""The library as the desktop uses it, on one background thread: short verbs over studio/library, records out.

Not here: signals, jobs, anything Qt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from studio.core.errors import StudioError
from studio.desktop.service.orders import ExportOrder, NewSubject, ResultFilter
from studio.library.artifacts.manifest import Manifest
from studio.library.gallery import store
from studio.library.gallery.records import Kind, Photo, Subject
from studio.library.library import Library
from studio.library.results.records import Result


@dataclass(frozen=True)
class Imported:
    """What came of a drop of files."""

    subject: Subject
    added: int
    refused: tuple[StudioError, ...] = ()
    notes: tuple[str, ...] = ()

    def sentences(self) -> list[tuple[str, str]]:
        """(tone, sentence) for the notice bar: one line for what came in, one for what did not."""
        said: list[tuple[str, str]] = []
        if self.added:
            photos = "1 photo" if self.added == 1 else f"{self.added} photos"
            said.append(("good", f"{photos} added to {self.subject.name}. {' '.join(self.notes[:3])}".strip()))
        elif self.notes:
            said.append(("info", " ".join(self.notes[:3])))
        if self.refused:
            first = self.refused[0]
            more = f" {len(self.refused) - 1} more could not be used either." if len(self.refused) > 1 else ""
            said.append(("warning", f"{first.message} {first.remedy}{more}"))
        return said


@dataclass(frozen=True)
class Sample:
    """A shipped sample subject. cover: the file shown on its card."""

    key: str
    name: str
    class_word: str
    kind: Kind
    photos: tuple[Path, ...]
    credit: str = ""
    is_drawing: bool = False

    @property
    def cover(self) -> Path:
        """The first photo."""
        return self.photos[0]


class Shelf:
    """An open library. Every method is called on the library's lane."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @classmethod
    def open(cls, root: Path) -> Shelf:
        """Raises LibraryBusy or DiskProblem."""
        return cls(Library.open(root))

    def close(self) -> None:
        """Give the lock back."""
        self._library.close()

    @property
    def root(self) -> Path:
        """The library's folder."""
        return self._library.root

    @property
    def jobs_root(self) -> Path:
        """Where job folders lie."""
        return self._library.jobs_root
