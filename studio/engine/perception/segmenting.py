"""Answers the window's wishes about photos, one after another, so that a click waits for no import and no loading.

`python -m studio.engine.perception.segmenting` reads a line of JSON and as many bytes of a picture file as it says,
and answers with a line of JSON and as many bytes of a PNG mask (0 or 255) as that says:

    {"do": "cut_out", "points": [[x, y, true], …], "bytes": N}   what was clicked on
    {"do": "subject", "bytes": N}                                what the photo is probably about
    -> {"bytes": M, "by": "mini", "fingerprint": …, "licence": …, "quality": 0.93} or {"error": {kind, message, …}}

Zero bytes: nothing stands out. Without a segmenter clicks are answered by GrabCut (cut_out.py), and nothing is said
about subjects: then the fingerprint is empty.
It ends with its input, or after some minutes of silence. Not here: the window's side (desktop/service/cutting.py).
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import threading
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

import cv2
import numpy as np

from studio.core.errors import InputProblem, StudioError
from studio.engine.perception.cut_out import cut_out
from studio.engine.perception.segmenter import (
    FoundMask,
    Pixels,
    Point,
    Prompt,
    Segmenter,
    at_clicks,
    brought_to_edges,
    largest_part,
    likely_subject,
)
from studio.library.catalogue.segmenters import SegmenterKind

GRABCUT = "grabcut"
_IDLE_S = 300.0
# What the small SAM must expect of its own mask, for a click and for a proposal; seen on the photographs of
# docs/segmenter.md, where surer masks are nearly all right and less sure ones nearly all wrong.
_SURE, _PROPOSED = 0.6, 0.5
_LOOK_POINTS = 8  # a side: enough to guess what one photo is about


class Desk:
    """The segmenter in use, opened at the first wish, with the picture it saw last."""

    def __init__(self) -> None:
        self._segmenter: Segmenter | None = None
        self._is_tried = False
        self._seen = ""

    def answer(self, wish: Mapping[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
        """Raises StudioError."""
        picture = _read(content)
        segmenter = self._open()
        if wish.get("do") == "cut_out":
            points = tuple(Point(float(x), float(y), bool(is_subject)) for x, y, is_subject in wish["points"])
            if not any(point.is_subject for point in points):
                raise InputProblem("No click is on the subject.", "Click on it first.")
            if segmenter is None:
                return _by(None), _png(cut_out(picture, points))
            self._look_at(segmenter, picture, content)
            return _told(segmenter, clicked(segmenter, picture, points))
        if segmenter is None:
            return _by(None), b""
        self._look_at(segmenter, picture, content)
        found = guessed(segmenter, picture)
        return _told(segmenter, found) if found else (_by(segmenter), b"")

    def _open(self) -> Segmenter | None:
        if not self._is_tried:
            self._is_tried = True
            try:
                from studio.engine.perception.segmenters import open_segmenter

                self._segmenter = open_segmenter()
            except (StudioError, ImportError) as error:  # GrabCut is there; `studio doctor` says what is missing
                print(error, file=sys.stderr)
        return self._segmenter

    def _look_at(self, segmenter: Segmenter, picture: Pixels, content: bytes) -> None:
        key = hashlib.sha256(content).hexdigest()
        if key != self._seen:
            self._seen = ""
            segmenter.look_at(picture)
            self._seen = key


def clicked(segmenter: Segmenter, picture: Pixels, points: Sequence[Point]) -> FoundMask:
    """What was clicked on in the picture it has looked at. Raises InputProblem.

    Where the small SAM is unsure, which on photographs is often, GrabCut answers in its place.
    """
    found = segmenter.candidates(Prompt(tuple(points)))[0]
    if segmenter.card.kind is SegmenterKind.SMALL and found.quality < _SURE:
        return FoundMask(cut_out(picture, points) > 0, found.quality)
    return at_clicks(found, points)


def guessed(segmenter: Segmenter, picture: Pixels) -> FoundMask | None:
    """What the picture it has looked at is probably about; None when nothing stands out, or not surely enough."""
    found = likely_subject(segmenter.automatic(_LOOK_POINTS, is_strict=False))
    is_small = segmenter.card.kind is SegmenterKind.SMALL
    if found is None or (is_small and found.quality < _PROPOSED):
        return None
    whole = largest_part(found)
    return brought_to_edges(whole, picture) if is_small else whole


def _told(segmenter: Segmenter, found: FoundMask) -> tuple[dict[str, Any], bytes]:
    quality = round(min(1.0, max(0.0, found.quality)), 4)
    return _by(segmenter) | {"quality": quality}, _png(found.mask.astype(np.uint8) * 255)


def _by(segmenter: Segmenter | None) -> dict[str, Any]:
    if segmenter is None:
        return {"by": GRABCUT, "fingerprint": "", "licence": "", "quality": None}
    card = segmenter.card
    return {"by": card.name, "fingerprint": card.fingerprint, "licence": card.licence, "quality": None}


def _read(content: bytes) -> Pixels:
    data = np.frombuffer(content, np.uint8)
    picture = cv2.imdecode(data, cv2.IMREAD_COLOR) if data.size else None
    if picture is None:
        raise InputProblem("The picture cannot be read.", "Open the photo again.")
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), np.uint8)


def _png(mask: Pixels) -> bytes:
    return cv2.imencode(".png", mask)[1].tobytes()


def serve(wishes: BinaryIO, answers: BinaryIO, idle_s: float = _IDLE_S) -> None:
    """Until the wishes end."""
    desk = Desk()
    while True:
        timer = threading.Timer(idle_s, os._exit, [0])
        timer.daemon = True
        timer.start()
        line = wishes.readline()
        timer.cancel()
        if not line.strip():
            return
        wish = json.loads(line)
        content = wishes.read(int(wish.get("bytes", 0)))
        try:
            told, mask = desk.answer(wish, content)
        except StudioError as error:
            told, mask = {"error": error.as_data()}, b""
        answers.write(json.dumps({**told, "bytes": len(mask)}).encode() + b"\n" + mask)
        answers.flush()


def main() -> int:
    """0. A stray print of a library goes to the error stream, not between the answers."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    serve(sys.stdin.buffer, answers)
    return 0


if __name__ == "__main__":
    sys.exit(main())
