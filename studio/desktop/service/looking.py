"""Look at photos in a process of its own, one after the other, so that faces are known without the window waiting.

What was seen is on disk before it is told. Only one process runs; what is asked for meanwhile waits for it. A photo
that cannot be looked at is not asked for again in this session. Not here: how it looks
(studio/engine/perception/photo_knowledge.py), what follows from it (studio/library/gallery/people.py).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

from studio.library.gallery.records import Photo

_MODULE = "studio.engine.perception.photo_knowledge"
_GRACE_MS = 2000
_AT_ONCE = 500  # photos a process is told of; thousands more wait without holding the window up

Key = tuple[str, int]  # BLAKE3, turn


class Looking(QObject):
    """Signals: looked(str, int) with BLAKE3 and turn of a photo that is known now; ended(str) with why the pack could
    not be used, or ""; busy_changed(bool)."""

    looked = Signal(str, int)
    ended = Signal(str)
    busy_changed = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._root: Path | None = None
        self._waiting: dict[Key, Photo] = {}
        self._tried: set[Key] = set()
        self._rest = b""
        self._process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        for name, value in (("OMP_NUM_THREADS", "1"), ("HF_HUB_OFFLINE", "1"), ("PYTHONUTF8", "1")):
            environment.insert(name, value)
        self._process.setProcessEnvironment(environment)
        self._process.setStandardErrorFile(QProcess.nullDevice())
        self._process.readyReadStandardOutput.connect(self._on_lines)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)

    @property
    def is_busy(self) -> bool:
        """A process looks."""
        return self._process.state() is not QProcess.ProcessState.NotRunning

    @property
    def waiting(self) -> int:
        """How many photos are not given to a process yet."""
        return len(self._waiting)

    def look_at(self, root: Path, photos: Sequence[Photo]) -> None:
        """These too, unless they were tried before."""
        self._root = root
        for photo in photos:
            if (key := (photo.blake3, photo.rotation_deg)) not in self._tried:
                self._waiting[key] = photo
        self._begin()

    def forget(self) -> None:
        """Another pack is in use, or the photos may be readable now: what failed may be tried again."""
        self._tried.clear()

    def close(self) -> None:
        """Stop at once; what was seen is kept."""
        self._waiting.clear()
        if self.is_busy:
            self._process.kill()
            self._process.waitForFinished(_GRACE_MS)

    def _begin(self) -> None:
        if self.is_busy or not self._waiting or self._root is None:
            return
        photos = [self._waiting.pop(key) for key in list(islice(self._waiting, _AT_ONCE))]
        self._tried.update((photo.blake3, photo.rotation_deg) for photo in photos)
        self._rest = b""
        self._process.start(sys.executable, ["-P", "-m", _MODULE, str(self._root)])
        self._process.write(json.dumps({"photos": [photo.to_data() for photo in photos]}).encode("utf-8"))
        self._process.closeWriteChannel()
        self.busy_changed.emit(True)

    def _on_lines(self) -> None:
        *lines, self._rest = (self._rest + bytes(self._process.readAllStandardOutput().data())).split(b"\n")
        for line in lines:
            told = json.loads(line)
            if "blake3" not in told:
                if told["problem"]:  # of the pack, so it is the same for all that wait
                    self._tried.update(self._waiting)
                    self._waiting.clear()
                self.ended.emit(str(told["problem"]))
            elif not told["problem"]:
                self.looked.emit(str(told["blake3"]), int(told["rotation_deg"]))

    def _on_finished(self) -> None:
        self._on_lines()
        self.busy_changed.emit(False)
        self._begin()

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self.busy_changed.emit(False)
