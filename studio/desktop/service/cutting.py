"""Cut a subject out of a picture in a process of its own, so that OpenCV never enters the window's.

Not here: how it is cut out (studio/engine/perception/cut_out.py).
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage

from studio.core.errors import WorkerDied
from studio.desktop.translation import tr

_EDGE = 512  # what it works on, px
_PATIENCE_S = 60.0


class Click(Protocol):
    """A point in fractions of the picture that belongs to the subject, or does not."""

    @property
    def x(self) -> float: ...
    @property
    def y(self) -> float: ...
    @property
    def is_subject(self) -> bool: ...


def cut_out(picture: QImage, clicks: Sequence[Click]) -> QImage:
    """An 8-bit grey mask, white is the subject, at most 512 px. Any thread. Raises WorkerDied."""
    if max(picture.width(), picture.height()) > _EDGE:
        picture = picture.scaled(
            _EDGE, _EDGE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.convertToFormat(QImage.Format.Format_RGB888).save(buffer, "PNG")  # type: ignore[call-overload]
    points = json.dumps([[click.x, click.y, click.is_subject] for click in clicks])
    command = [sys.executable, "-m", "studio.engine.perception.cut_out", points]
    try:
        done = subprocess.run(
            command, input=bytes(buffer.data().data()), capture_output=True, timeout=_PATIENCE_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _failed(str(error)) from error
    mask = QImage.fromData(QByteArray(done.stdout))
    if done.returncode != 0 or mask.isNull():
        raise _failed(done.stderr.decode("utf-8", "replace")[-2000:])
    return mask.convertToFormat(QImage.Format.Format_Grayscale8)


def _failed(detail: str) -> WorkerDied:
    return WorkerDied(tr("The subject could not be cut out of this photo."), tr("Brush the mask by hand."), detail)
