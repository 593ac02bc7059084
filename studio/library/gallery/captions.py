"""Captions of photos: which ones count in training, and one to start from.

A caption counts when it names the subject, as @name, @"name with spaces", {} or the plain name. Not here: what the name
becomes for a method (engine/dataset).
"""

from __future__ import annotations

import re
from pathlib import Path

from studio.library.gallery.records import Kind, Photo, Subject

MAX_CAPTION = 300
_CLOSE_UP = 0.2  # of the photo's area
_PLACE = {"at", "beside", "by", "in", "inside", "near", "on", "outside", "under", "wearing", "with"}


def name_pattern(name: str) -> re.Pattern[str]:
    """Finds where a caption names the subject."""
    quoted = re.escape(name)
    return re.compile(rf"@\"{quoted}\"|@{quoted}(?!\w)|\{{\}}|(?<!\w){quoted}(?!\w)", re.IGNORECASE)


def names_subject(caption: str, name: str) -> bool:
    """Whether training would use it."""
    return name_pattern(name).search(caption) is not None


def mention(name: str) -> str:
    """@Rex or @"Rex the dog"."""
    return f"@{name}" if re.fullmatch(r"\w+", name) else f'@"{name}"'


def clean(caption: str) -> str:
    """One line, not too long."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in caption).split())[:MAX_CAPTION]


def suggested(subject: Subject, photo: Photo) -> str:
    """From the subject, the crop, and the file's name when it tells where: "rex on the beach.jpg"."""
    who = mention(subject.name)
    if subject.kind is Kind.STYLE:
        return f"a picture in the style of {who}"
    view = "a photo"
    if photo.crop is not None and (photo.crop.x1 - photo.crop.x0) * (photo.crop.y1 - photo.crop.y0) < _CLOSE_UP:
        view = "a close-up photo"
    return " ".join((view, "of", who, *_place(photo.name)))


def _place(file_name: str) -> list[str]:
    """The words from the first preposition on: where and with what it was taken."""
    words = re.findall(r"[^\W\d_]+", Path(file_name).stem.lower())
    start = next((place for place, word in enumerate(words) if word in _PLACE), None)
    return words[start:] if start is not None and len(words) - start > 1 else []
