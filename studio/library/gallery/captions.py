"""Captions of photos: which ones count in training, and one to start from.

A caption counts when it names the subject, as @name, @"name with spaces", {} or the plain name. Not here: what the name
becomes for a method (engine/dataset).
"""

from __future__ import annotations

import re
from pathlib import Path

from studio.core.geometry import WHOLE
from studio.library.gallery.knowledge import SeenFace, View
from studio.library.gallery.records import Kind, Photo, Subject

MAX_CAPTION = 300
_CLOSE_UP = 0.2  # of the photo's area
_NEAR_FACE, _PORTRAIT = 0.5, 0.22  # of the height of what is seen
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


def suggested(subject: Subject, photo: Photo, face: SeenFace | None = None) -> str:
    """From the subject, the crop, and the file's name when it tells where: "rex on the beach.jpg".

    face: the subject's, when it was seen: how near it is and from where it is seen.
    """
    who = mention(subject.name)
    if subject.kind is Kind.STYLE:
        return f"a picture in the style of {who}"
    view = "a photo"
    if photo.crop is not None and (photo.crop.x1 - photo.crop.x0) * (photo.crop.y1 - photo.crop.y0) < _CLOSE_UP:
        view = "a close-up photo"
    if face is not None and subject.kind is Kind.PERSON:
        seen = photo.crop or WHOLE
        high = (face.box.y1 - face.box.y0) / (seen.y1 - seen.y0)
        view = "a close-up photo" if high > _NEAR_FACE else "a portrait photo" if high > _PORTRAIT else view
    words = [view, "of", who]
    if face is not None and face.view is View.PROFILE:
        words.append("in profile")
    if face is not None and face.expression:
        words.append(face.expression)
    return " ".join((*words, *_place(photo.name)))


def with_name(said: str, subject: Subject) -> str:
    """A network's words with the subject's name where they say its class: "a dog on grass" is "@Rex on grass"."""
    word = re.escape(subject.class_word)
    who = mention(subject.name)
    named = re.sub(rf"\b(?:(?:a|an|the|one)\s+(?:\w+\s+){{0,2}}?)?{word}\b", lambda _: who, said, count=1, flags=re.I)
    if named == said:
        named = f"a photo of {who}, {said}" if said else f"a photo of {who}"
    return clean(named)


def _place(file_name: str) -> list[str]:
    """The words from the first preposition on: where and with what it was taken."""
    words = re.findall(r"[^\W\d_]+", Path(file_name).stem.lower())
    start = next((place for place, word in enumerate(words) if word in _PLACE), None)
    return words[start:] if start is not None and len(words) - start > 1 else []
