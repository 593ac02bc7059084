"""Captions from labels: what is said about a scene, and nothing that is not known.

The same functions phrase the gate's prompts, so training and judging speak one language.
Not here: choosing what is in a scene (scenes.py).
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from studio.engine.pretraining.world.labels import Thing
from studio.engine.pretraining.world.vocabulary import vocabulary


def with_article(phrase: str) -> str:
    return ("an " if phrase[0] in "aeiou" else "a ") + phrase


def _named(thing: Thing) -> str:
    """The class word, after the identifier where the thing is a particular one."""
    return f"{thing.identifier} {thing.word}" if thing.identifier else thing.word


def person_phrase(thing: Thing, rng: random.Random | None = None) -> str:
    """ "a smiling woman with black hair in a red dress wearing glasses"; an rng leaves details out now and then."""

    def says(chance: float) -> bool:
        return rng is None or rng.random() < chance

    words = _named(thing)
    if thing.expression and says(0.9):
        words = f"{thing.expression} {words}"
    words = with_article(words)
    if thing.hair and says(0.4):
        words += f" with {thing.hair}"
    if thing.clothes and thing.clothes_color and says(0.75):
        dressed = f"{thing.clothes_color} {thing.clothes}"
        words += f" in {dressed if thing.clothes == 'overalls' else with_article(dressed)}"
    if thing.wears and says(0.85):
        words += f" wearing {thing.wears}"
    return words


def thing_phrase(thing: Thing, rng: random.Random | None = None) -> str:
    """One thing with its article, colour, size, turn and accessory."""
    if thing.word in vocabulary().people:
        return person_phrase(thing, rng)
    words = _named(thing)
    if thing.color:
        words = f"{thing.color} {words}"
    if thing.is_upside_down:
        words = f"upside down {words}"
    if thing.is_tiny:
        words = f"tiny {words}"
    words = with_article(words)
    return f"{words} wearing {thing.accessory}" if thing.accessory else words


def things_phrase(things: Sequence[Thing], count: int, relation: str | None, rng: random.Random) -> str:
    """All things of a scene in one phrase. A pair beside each other is said in one of three ways."""
    if count > 1:
        words = vocabulary()
        plural = words.noun(things[0].word).plural
        color = f"{things[0].color} " if things[0].color else ""
        return f"{words.counts[count - 2]} {color}{plural}"
    phrases = [thing_phrase(thing, rng) for thing in things]
    if len(phrases) == 1:
        return phrases[0]
    first, second = phrases
    if relation == "above":
        return f"{first} above {second}"
    ways = (f"{first} and {second}", f"{first} next to {second}", f"{first} on the left and {second} on the right")
    return rng.choice(ways)


def ground_phrase(place: str | None, plain: str | None) -> str:
    return place if place is not None else f"on {with_article(f'{plain} background')}"


def caption(
    things: Sequence[Thing],
    count: int,
    relation: str | None,
    place: str | None,
    plain: str | None,
    style: str | None,
    rng: random.Random,
) -> str:
    """The scene's sentence; one in twelve leaves the place out, so that short prompts work too."""
    words = things_phrase(things, count, relation, rng)
    if rng.random() > 1 / 12:
        words = f"{words} {ground_phrase(place, plain)}"
    opening = style if style is not None else rng.choice(vocabulary().openings)
    return f"{opening} {words}".strip()
