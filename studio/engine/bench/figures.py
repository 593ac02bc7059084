"""The figures of a bench: what each one says, by whom it is measured, and which way is better.

Not here: how they are computed (measure.py), their intervals (summary.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Judge = Literal["instance", "clip", "faces", "referee", ""]


@dataclass(frozen=True)
class Figure:
    """better: 1 more is better, -1 less is better, 0 neither by itself. digits: after the point."""

    name: str
    title: str
    what: str
    judge: Judge
    better: int
    digits: int = 4
    unit: str = ""


_RIGHT = "Share of pictures in which the labelled referee reads the right {}."
FIGURES = (
    Figure("likeness", "Likeness", "Cosine to the held-out photo, by the instance encoder.", "instance", 1),
    Figure("likeness_gain", "Gain", "Likeness minus that of the untaught class with the same seeds.", "instance", 1),
    Figure(
        "likeness_share",
        "Share of possible",
        "(likeness − untaught) / (photos among themselves − untaught): 1 is as alike as the photos are.",
        "instance",
        1,
    ),
    Figure("clip_likeness", "CLIP likeness", "Cosine to the held-out photo, by the CLIP image tower.", "clip", 1),
    Figure(
        "face_likeness",
        "Face similarity",
        "Cosine of the face to that of the held-out photo, in pictures of people that show a face.",
        "faces",
        1,
    ),
    Figure("face_found", "Faces found", "Share of a person's pictures in which a face is found.", "faces", 1),
    Figure(
        "prompt_fit", "Prompt fit", "Cosine of the picture to its prompt with the name left out, by CLIP.", "clip", 1
    ),
    Figure(
        "right", "Right answers", "Share of the referee's questions that are answered as the prompt says.", "referee", 1
    ),
    Figure("right_object", "Right class", _RIGHT.format("class"), "referee", 1),
    Figure("right_place", "Place", _RIGHT.format("place"), "referee", 1),
    Figure("right_plain", "Plain ground", _RIGHT.format("colour of the ground"), "referee", 1),
    Figure("right_style", "Style", _RIGHT.format("style"), "referee", 1),
    Figure("right_accessory", "Accessory", _RIGHT.format("accessory"), "referee", 1),
    Figure("right_color", "Colour", _RIGHT.format("colour of the subject"), "referee", 1),
    Figure("right_count", "Count", _RIGHT.format("count"), "referee", 1),
    Figure("right_expression", "Expression", _RIGHT.format("expression"), "referee", 1),
    Figure("right_clothes_color", "Clothes", _RIGHT.format("colour of the clothes"), "referee", 1),
    Figure(
        "diversity",
        "Diversity",
        "Mean pairwise distance (1 − cosine of the CLIP image tower) of pictures of one prompt over seeds.",
        "clip",
        1,
    ),
    Figure("copy", "Nearest photo", "CLIP cosine to the nearest training photo: near 1 is a copy.", "clip", -1),
    Figure(
        "class_drift",
        "Class drift",
        "How far pictures of the plain class move when the artifact acts (1 − cosine of CLIP, same seeds).",
        "clip",
        -1,
    ),
    Figure(
        "class_pull",
        "Class pull",
        "How much more the plain class looks like the subject when the artifact acts, by the instance encoder.",
        "instance",
        -1,
    ),
    Figure(
        "leak",
        "Leak",
        "How far pictures of other subjects, another class and an empty prompt move (1 − cosine of CLIP).",
        "clip",
        -1,
    ),
    Figure("seconds", "Teaching", "Seconds of teaching.", "", -1, 2, "s"),
    Figure("picture_seconds", "A picture", "Seconds to draw one picture, the artifact acting.", "", -1, 3, "s"),
    Figure(
        "peak_memory_mb",
        "Memory",
        "Most memory of the process while teaching, the base model included.",
        "",
        -1,
        1,
        "MB",
    ),
    Figure("size_bytes", "Size", "Bytes of the artifact.", "", -1, 0, "bytes"),
)
BY_NAME = {figure.name: figure for figure in FIGURES}
UNTAUGHT = "untaught"
UNTAUGHT_TITLE = "Untaught (the class without a name)"
