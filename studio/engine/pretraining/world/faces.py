"""Faces of the mini world's people: who is who, and exactly where eyes, nose and mouth are.

The eyes and the tip of the nose stand at the same place in every drawing of a style, read off its own layers once
(_PLACES); the corners of the mouth are the ends of the mouth's layer that is drawn. Points are [5, 2] px: the eye at
the picture's left, the eye at its right, nose, left and right corner of the mouth, as insightface has them; they are
measured between pixels, 0 is the picture's edge, so that scaling a picture scales them.
Not here: whole pictures with faces in them (../face_scenes.py), who wears what (avatars.py, guests.py).
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from studio.engine.pretraining.world import avatars, guests

Points = NDArray[np.float32]  # [5, 2]
Rgba = NDArray[np.uint8]  # [h, w, 4]

UNSEEN_SHARE = 6  # one person in so many is never trained on


@dataclass(frozen=True, slots=True)
class _Places:
    """On the style's canvas, px: eyes, tip of the nose, and the face from forehead to chin without hair and ears."""

    side: int
    left_eye: tuple[float, float]
    right_eye: tuple[float, float]
    nose: tuple[float, float]
    face: tuple[float, float, float, float]  # left, top, right, bottom


_PLACES: Mapping[str, _Places] = {
    "avataaars": _Places(112, (45.5, 45), (66.5, 45), (56, 53.5), (33, 18, 79, 75)),
    "personas": _Places(112, (44.5, 50), (67.5, 50), (56, 60.5), (28, 24, 84, 83)),
    "toon-head": _Places(112, (44.5, 59), (67.5, 59), (56, 68), (30, 24, 82, 86)),
    "adventurer": _Places(144, (42.5, 79.5), (75.5, 77), (54, 88), (27, 37, 106, 117)),
    "big-smile": _Places(144, (86, 71.5), (110, 71.5), (103.5, 79.5), (44, 30, 126, 122)),
    "micah": _Places(144, (63.5, 59), (89, 55), (79, 69), (39, 24, 105, 105)),
}
STYLES: tuple[str, ...] = tuple(_PLACES)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone by what can be seen of them; two people differ when their names do."""

    name: str  # "avataaars/2/bob/black/-/default"
    style: str
    who: avatars.Identity | guests.Guest

    @property
    def is_unseen(self) -> bool:
        """Never trained on: one in six, and everybody of the unseen style."""
        return self.style == guests.UNSEEN_STYLE or zlib.crc32(self.name.encode()) % UNSEEN_SHARE == 0


@dataclass(frozen=True, slots=True)
class DrawnFace:
    """A person in one moment. picture: straight alpha. face: left, top, right, bottom."""

    picture: Rgba
    points: Points
    face: NDArray[np.float32]  # [4]


@cache
def people(style: str) -> tuple[Person, ...]:
    """Everyone of a style, each once, in a fixed order."""
    found: dict[str, Person] = {}
    if style in guests.STYLES:
        for guest in guests.guests(style):
            name = f"{style}/{guest.skin}/{guest.hair}/{guest.hair_tint}/{'moustache' if guest.moustache else '-'}"
            found[name] = Person(name, style, guest)
    else:
        for number in range(avatars.IDENTITIES):
            who = avatars.identity(number)
            if who.style == style:
                name = f"{style}/{who.skin}/{who.hair}/{who.hair_tint}/{who.facial_hair or '-'}/{who.nose or '-'}"
                found.setdefault(name, Person(name, style, who))
    return tuple(found[name] for name in sorted(found))


def seen_people() -> tuple[Person, ...]:
    """Everyone to learn from."""
    return tuple(person for style in STYLES for person in people(style) if not person.is_unseen)


def unseen_people(style: str) -> tuple[Person, ...]:
    """Those of a style nobody learned from."""
    return tuple(person for person in people(style) if person.is_unseen)


def draw(person: Person, rng: random.Random) -> DrawnFace:
    """A random moment of a person, looking as the artwork does (not mirrored)."""
    if isinstance(person.who, guests.Guest):
        look = guests.random_look(person.who, rng)
        picture = guests.drawn(look)
        corners = _mouth_corners(person.style, look.variant("mouth"))
    else:
        seen = avatars.random_look(rng, who=person.who)
        picture = avatars.drawn(seen)
        corners = _mouth_corners(person.style, dict(seen.face)["mouth"])
    places = _PLACES[person.style]
    points = np.array([places.left_eye, places.right_eye, places.nose, *corners], np.float32)
    return DrawnFace(np.asarray(picture), points, np.array(places.face, np.float32))


@cache
def _mouth_corners(style: str, variant: str) -> tuple[tuple[float, float], tuple[float, float]]:
    """Where the mouth's layer begins and ends, at the middle height of its first and last two columns."""
    layer = guests.layer if style in guests.STYLES else avatars.layer_of
    solid = np.asarray(layer(style, "mouth", variant, ""))[..., 3] > 100
    columns = np.flatnonzero(solid.any(0))
    first, last = int(columns[0]), int(columns[-1])
    left = np.flatnonzero(solid[:, first : first + 2].any(1))
    right = np.flatnonzero(solid[:, last - 1 : last + 1].any(1))
    return (first + 0.5, float(left.mean()) + 0.5), (last + 0.5, float(right.mean()) + 0.5)
