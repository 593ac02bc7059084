"""What was dropped or pasted becomes files: bytes are written to a folder of this session, web pictures are fetched
after asking. Not here: what a drop holds (incoming.py), importing the files (service).
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from PySide6.QtCore import QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMessageBox, QWidget

from studio.core.errors import DiskProblem, InputProblem, StudioError
from studio.desktop.service.fetch import Fetcher
from studio.desktop.translation import tr
from studio.desktop.ui.controls import incoming


class Arrivals(QObject):
    """Signals: arrived(tuple[Path]) with files and folders to import; problem(Exception); said(str, str)."""

    arrived = Signal(object)
    problem = Signal(object)
    said = Signal(str, str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._count = 0
        self._fetcher: Fetcher | None = None
        self._fetched: list[Path] = []
        self.question: QMessageBox | None = None

    def take(self, mime: QMimeData) -> None:
        """`arrived` follows, at once or after the person agreed to fetch."""
        found = incoming.read(mime)
        try:
            if found.files:
                self.arrived.emit(found.files)
            elif found.has_image:
                self._take_bytes(mime)
            elif found.inline:
                self._take_inline(found.inline)
            if found.addresses:
                self._ask(found.addresses)
        except StudioError as error:
            self.problem.emit(error)

    def close(self) -> None:
        """Give up fetching, and delete what was kept for this session; what was imported is in the library."""
        if self._fetcher is not None:
            self._fetcher.close()
        if self.question is not None:
            self.question.close()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _take_bytes(self, mime: QMimeData) -> None:
        picture = incoming.picture_bytes(mime)
        if picture is None:
            raise InputProblem(
                tr("The clipboard’s picture cannot be read."), tr("Save it as a file, then drop the file.")
            )
        if not isinstance(picture, QImage):
            self.arrived.emit((self._keep(*picture, tr("pasted picture")),))
            return
        path = self._free_path(tr("pasted picture"), "png")
        if not picture.save(str(path), quality=100):  # 100: not compressed, for the window must not wait
            raise _not_written(path)
        self.arrived.emit((path,))

    def _take_inline(self, addresses: Sequence[str]) -> None:
        made = [self._keep(*found, tr("web picture")) for found in map(incoming.inline_bytes, addresses) if found]
        if not made:
            raise InputProblem(
                tr("The dropped picture is damaged."), tr("Save it with your browser, then drop the file here.")
            )
        self.arrived.emit(tuple(made))

    def _ask(self, addresses: tuple[str, ...]) -> None:
        if self.question is not None:
            self.question.close()
        hosts = sorted({urlsplit(address).hostname or "" for address in addresses})
        what = tr("this picture") if len(addresses) == 1 else tr("these {count} pictures", count=len(addresses))
        where = hosts[0] if len(hosts) == 1 else tr("{count} web sites", count=len(hosts))
        box = QMessageBox(self._window)
        box.setWindowTitle(tr("Fetch from the web?"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(tr("Fetch {what} from {where}?", what=what, where=where))
        shown = [address if len(address) < 90 else f"{address[:60]}…{address[-25:]}" for address in addresses[:5]]
        more = [tr("and {number} more", number=len(addresses) - 5)] if len(addresses) > 5 else []
        box.setInformativeText(
            tr("The studio connects to the site as your browser would; nothing about you or your photos is sent.")
            + "\n\n"
            + "\n".join((*shown, *more))
        )
        fetch = box.addButton(tr("Fetch"), QMessageBox.ButtonRole.AcceptRole)
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(cancel)
        box.finished.connect(lambda _: self._on_answered(box, box.clickedButton() is fetch, addresses))
        self.question = box
        box.open()

    def _on_answered(self, box: QMessageBox, is_wanted: bool, addresses: tuple[str, ...]) -> None:
        self.question = None
        box.deleteLater()
        if not is_wanted:
            return
        if self._fetcher is None:
            self._fetcher = Fetcher(self)
            self._fetcher.fetched.connect(self._on_fetched)
            self._fetcher.failed.connect(self.problem)
            self._fetcher.over.connect(self._on_over)
        self.said.emit("info", tr("Fetching from the web …"))
        self._fetcher.fetch(addresses)

    def _on_fetched(self, content: bytes, extension: str, name: str) -> None:
        try:
            self._fetched.append(self._keep(content, extension, Path(name).stem or tr("web picture")))
        except StudioError as error:
            self.problem.emit(error)

    def _on_over(self) -> None:
        fetched, self._fetched = tuple(self._fetched), []
        if fetched:
            self.arrived.emit(fetched)

    def _keep(self, content: bytes, extension: str, name: str) -> Path:
        path = self._free_path(name, extension)
        try:
            path.write_bytes(content)
        except OSError as error:
            raise _not_written(path, error) from error
        return path

    def _free_path(self, name: str, extension: str) -> Path:
        try:
            if self._folder is None:
                self._folder = tempfile.TemporaryDirectory(prefix="likeness-studio-", ignore_cleanup_errors=True)
        except OSError as error:
            raise _not_written(Path(tempfile.gettempdir()), error) from error
        self._count += 1
        clean = re.sub(r"[^\w .-]+", " ", name).strip(" .")[:60] or "picture"
        number = f" {self._count}" if self._count > 1 else ""
        return Path(self._folder.name) / f"{clean}{number}.{extension}"


def _not_written(path: Path, error: OSError | None = None) -> DiskProblem:
    return DiskProblem(
        tr("The picture cannot be kept in “{parent}”.", parent=path.parent),
        tr("Free some space there, then try again."),
        repr(error),
    )
