"""The words of the mini world: one typed view of `resources/vocabulary.json`.

Every caption, label list and gate prompt is made of these words, so the file is the single place to add one.
Not here: how a word becomes a picture (drawings.py, places.py, styles.py, avatars.py).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from studio.core.folders import resources

RGB = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Noun:
    """A thing that can be drawn. `core` nouns come first in the curriculum and most often in it."""

    word: str
    plural: str
    kind: str  # animal | food | vehicle | object
    core: bool
    drawings: tuple[str, ...]  # "set:name", best known first
    unseen: tuple[str, ...]  # drawings of the set that is never trained on


@dataclass(frozen=True, slots=True)
class Accessory:
    """Something another thing can wear; `where` is hat, eyes or ears."""

    phrase: str
    where: str
    drawings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    nouns: tuple[Noun, ...]
    synonyms: Mapping[str, str]
    people: tuple[str, ...]
    expressions: tuple[str, ...]
    clothes: tuple[str, ...]
    clothes_colors: tuple[str, ...]
    hair: tuple[str, ...]
    places: tuple[str, ...]
    plain: Mapping[str, RGB]
    object_colors: Mapping[str, int]  # hue in degrees
    styles: tuple[str, ...]
    accessories: tuple[Accessory, ...]
    openings: tuple[str, ...]
    counts: tuple[str, ...]
    extra_words: tuple[str, ...]

    @property
    def class_words(self) -> tuple[str, ...]:
        """Nouns, then people: the label list of every classifier over objects."""
        return tuple(noun.word for noun in self.nouns) + self.people

    def noun(self, word: str) -> Noun:
        """The noun for a word or one of its synonyms; KeyError when the world does not know it."""
        wanted = self.synonyms.get(word, word)
        for noun in self.nouns:
            if noun.word == wanted:
                return noun
        raise KeyError(word)


def _strings(values: Sequence[Any]) -> tuple[str, ...]:
    return tuple(str(value) for value in values)


@cache
def vocabulary() -> Vocabulary:
    """Read once per process; the file is small and never changes while the program runs."""
    raw = json.loads((resources() / "vocabulary.json").read_text(encoding="utf-8"))
    people = raw["people"]
    return Vocabulary(
        nouns=tuple(
            Noun(
                noun["word"],
                noun["plural"],
                noun["kind"],
                noun["core"],
                _strings(noun["drawings"]),
                _strings(noun["unseen"]),
            )
            for noun in raw["classes"]
        ),
        synonyms=raw["synonyms"],
        people=_strings(people["words"]),
        expressions=_strings(people["expressions"]),
        clothes=_strings(people["clothes"]),
        clothes_colors=_strings(people["clothes_colors"]),
        hair=_strings(people["hair"]),
        places=_strings(raw["places"]),
        plain={name: tuple(color) for name, color in raw["plain"].items()},
        object_colors=raw["object_colors"],
        styles=_strings(raw["styles"]),
        accessories=tuple(
            Accessory(entry["phrase"], entry["where"], _strings(entry["drawings"])) for entry in raw["accessories"]
        ),
        openings=_strings(raw["openings"]),
        counts=_strings(raw["counts"]),
        extra_words=_strings(raw["extra_words"]),
    )
