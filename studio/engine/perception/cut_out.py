"""Cut out what was clicked on: GrabCut (Rother et al. 2004) of OpenCV, alone or after a segmenter.

`python -m studio.engine.perception.cut_out '[[x, y, true], …]' < picture.png > mask.png`; the points are fractions of
the picture, true for the subject and false for the ground. Imports no torch, so that a click costs half a second.
Not here: the window (studio/desktop/service/cutting.py), masks a model finds while teaching (engine/dataset).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]

_ROUNDS = 5
_BAND = 0.025  # of the longer side: how far a rough mask's edge may be off
_BAND_ROUNDS = 2
_SPOT = 0.02  # of the shorter side: what a click surely means
_REACH = 0.75  # of the longer side: how far from a click the subject may go
_EDGE = 0.01  # of a side: the border of a photo is rarely the subject
_LIKE = 30.0  # a colour distance in CIELAB that is still the same stuff


def cut_out(picture: Pixels, points: Sequence[tuple[float, float, bool]]) -> Pixels:
    """picture: RGB [h, w, 3]. points: (x, y, is_subject), at least one of the subject. Returns 0 or 255 [h, w]."""
    height, width = picture.shape[:2]
    spots = [(round(x * (width - 1)), round(y * (height - 1)), is_subject) for x, y, is_subject in points]
    radius = max(1, round(_SPOT * min(width, height)))
    marks = _first_guess(picture, spots, radius)
    _grab(picture, marks, _ROUNDS)
    found = np.isin(marks, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(np.uint8)
    return _connected(found, [(x, y) for x, y, is_subject in spots if is_subject], radius) * 255


def refined(picture: Pixels, mask: Pixels) -> Pixels:
    """A rough mask brought to the edges of the picture: GrabCut decides in a band around the mask's own edge.

    picture: RGB [h, w, 3]. mask: 0 or 255 [h, w]; comes back unchanged when it has no inside or leaves no outside.
    """
    band = max(2, round(_BAND * max(mask.shape)))
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * band + 1,) * 2)
    inside, around = cv2.erode(mask, kernel, borderValue=255), cv2.dilate(mask, kernel)
    if not inside.any() or around.all():
        return mask
    marks = np.where(mask > 0, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
    marks[inside > 0] = cv2.GC_FGD
    marks[around == 0] = cv2.GC_BGD
    _grab(picture, marks, _BAND_ROUNDS)
    found = np.isin(marks, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(np.uint8) * 255
    smooth = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * (band // 4) + 1,) * 2)
    return np.asarray(
        cv2.morphologyEx(cv2.morphologyEx(found, cv2.MORPH_OPEN, smooth), cv2.MORPH_CLOSE, smooth), np.uint8
    )


def _grab(picture: Pixels, marks: Pixels, rounds: int) -> None:
    """GrabCut's answer in place of its marks."""
    cv2.grabCut(
        cv2.cvtColor(picture, cv2.COLOR_RGB2BGR),
        marks,
        None,  # type: ignore[arg-type] - by mask, so no rectangle
        np.zeros((1, 65)),
        np.zeros((1, 65)),
        rounds,
        cv2.GC_INIT_WITH_MASK,
    )


def _first_guess(picture: Pixels, spots: Sequence[tuple[int, int, bool]], radius: int) -> Pixels:
    """GrabCut's marks: sure where clicked and along the border, probable by colour and nearness to a click."""
    height, width = picture.shape[:2]
    lab = cv2.GaussianBlur(cv2.cvtColor(picture, cv2.COLOR_RGB2LAB), (5, 5), 0).astype(np.float32)
    rows, columns = np.mgrid[0:height, 0:width]
    marks = np.full((height, width), cv2.GC_PR_BGD, np.uint8)
    for x, y, is_subject in spots:
        if is_subject:
            color = np.median(lab[max(0, y - radius) : y + radius + 1, max(0, x - radius) : x + radius + 1], (0, 1))
            alike = np.linalg.norm(lab - color, axis=2) < _LIKE
            far = np.hypot(columns - x, rows - y) / max(width, height)
            marks[(far < _REACH / 3) | (alike & (far < _REACH))] = cv2.GC_PR_FGD
    edge_x, edge_y = max(1, round(_EDGE * width)), max(1, round(_EDGE * height))
    for border in (np.s_[:edge_y], np.s_[-edge_y:], np.s_[:, :edge_x], np.s_[:, -edge_x:]):
        marks[border] = cv2.GC_BGD
    for x, y, is_subject in spots:
        cv2.circle(marks, (x, y), radius, cv2.GC_FGD if is_subject else cv2.GC_BGD, -1)
    return marks


def _connected(found: Pixels, clicked: Sequence[tuple[int, int]], radius: int) -> Pixels:
    """The parts that hold a click, smoothed, without holes smaller than a click."""
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * (radius // 2) + 1,) * 2)
    smooth = cv2.morphologyEx(cv2.morphologyEx(found, cv2.MORPH_OPEN, kernel), cv2.MORPH_CLOSE, kernel)
    for x, y in clicked:
        cv2.circle(smooth, (x, y), radius, 1, -1)
    _, parts = cv2.connectedComponents(smooth)
    wanted = {int(parts[y, x]) for x, y in clicked}
    return np.isin(parts, list(wanted)).astype(np.uint8)


def main() -> int:
    """0, or 2 with a sentence on the error stream."""
    points = [(float(x), float(y), bool(is_subject)) for x, y, is_subject in json.loads(sys.argv[1])]
    data = np.frombuffer(sys.stdin.buffer.read(), np.uint8)
    picture = cv2.imdecode(data, cv2.IMREAD_COLOR) if data.size else None
    if picture is None or not any(is_subject for _, _, is_subject in points):
        print("No picture or no point of the subject.", file=sys.stderr)
        return 2
    mask = cut_out(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), points)  # type: ignore[arg-type]
    sys.stdout.buffer.write(cv2.imencode(".png", mask)[1].tobytes())
    return 0


if __name__ == "__main__":
    sys.exit(main())
