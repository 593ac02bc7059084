"""Finds subjects in pictures by asking a process of its own, so that neither torch nor OpenCV enters the window's.

The process starts with the first wish, answers one after another and is started anew when it has ended.
Not here: what it does (studio/engine/perception/segmenting.py).
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage

from studio.core.errors import WorkerDied, from_data
from studio.desktop.translation import tr

_MODULE = "studio.engine.perception.segmenting"
_EDGE = 512  # what it works on, px
_PATIENCE_S = 120.0
_LEAVE_S = 3.0


class Click(Protocol):
    """A point in fractions of the picture that belongs to the subject, or does not."""

    @property
    def x(self) -> float: ...
    @property
    def y(self) -> float: ...
    @property
    def is_subject(self) -> bool: ...


@dataclass(frozen=True)
class Seen:
    """What a segmenter takes for the subject of a picture. mask: 8-bit grey, white is the subject; None: nothing.

    by, fingerprint, licence: of the segmenter. quality: the IoU with the truth that it expects, 0..1.
    """

    mask: QImage | None
    by: str
    fingerprint: str
    licence: str
    quality: float | None = None


class Cutter:
    """One process. Every method may be called on any thread; wishes wait for each other."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._is_closed = False

    def cut_out(self, picture: QImage, clicks: Sequence[Click]) -> QImage:
        """An 8-bit grey mask, white is the subject, at most 512 px. Raises WorkerDied, InputProblem."""
        points = [[click.x, click.y, click.is_subject] for click in clicks]
        answer, mask = self._ask({"do": "cut_out", "points": points}, picture)
        found = _as_mask(mask)
        if found is None:
            raise _failed(json.dumps(answer))
        return found

    def subject(self, picture: QImage) -> Seen | None:
        """What the picture is probably about; None when no segmenter is installed. Raises WorkerDied, InputProblem."""
        told, mask = self._ask({"do": "subject"}, picture)
        if not told["fingerprint"]:
            return None
        return Seen(_as_mask(mask), told["by"], told["fingerprint"], told["licence"], told["quality"])

    def close(self) -> None:
        """End the process, in the middle of a wish too; later wishes fail."""
        self._is_closed = True
        process = self._process
        if process is not None:
            process.kill()
        with self._lock:
            self._end()

    def _ask(self, wish: Mapping[str, Any], picture: QImage) -> tuple[dict[str, Any], bytes]:
        content = _as_png(picture)
        with self._lock:
            for attempt in (1, 2):  # it ends by itself after some silence: then once more
                fresh = self._process is None or self._process.poll() is not None
                try:
                    return self._once(wish, content)
                except (OSError, ValueError) as error:
                    log = self._end()
                    if fresh or attempt == 2 or self._is_closed:
                        raise _failed(f"{error!r}\n{log}") from error
        raise AssertionError("unreachable")

    def _once(self, wish: Mapping[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
        """Raises OSError or ValueError when the process does not answer."""
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        watch = threading.Timer(_PATIENCE_S, process.kill)
        watch.daemon = True
        watch.start()
        try:
            process.stdin.write(json.dumps({**wish, "bytes": len(content)}).encode() + b"\n" + content)
            process.stdin.flush()
            answer = json.loads(process.stdout.readline() or b"no answer")
            mask = process.stdout.read(int(answer["bytes"]))
        finally:
            watch.cancel()
            watch.join()
        if "error" in answer:
            raise from_data(answer["error"])
        return answer, mask

    def _started(self) -> subprocess.Popen[bytes]:
        if self._is_closed:
            raise OSError("the program is being closed")
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = subprocess.Popen(
                [sys.executable, "-m", _MODULE],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process

    def _end(self) -> str:
        process, self._process = self._process, None
        if process is None:
            return ""
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:  # what was not sent stays unsent
                    continue
        try:
            process.wait(_LEAVE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        return f"ended with {process.returncode}"


def _as_png(picture: QImage) -> bytes:
    if max(picture.width(), picture.height()) > _EDGE:
        picture = picture.scaled(
            _EDGE, _EDGE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    plain = picture.convertToFormat(QImage.Format.Format_RGB888)
    plain.save(buffer, "PNG", 100)  # type: ignore[call-overload]  # not packed: it only goes through a pipe
    return bytes(buffer.data().data())


def _as_mask(png: bytes) -> QImage | None:
    mask = QImage.fromData(QByteArray(png))
    return None if mask.isNull() else mask.convertToFormat(QImage.Format.Format_Grayscale8)


def _failed(detail: str) -> WorkerDied:
    return WorkerDied(tr("The subject could not be cut out of this photo."), tr("Brush the mask by hand."), detail)
