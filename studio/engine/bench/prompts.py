"""What the bench draws: eight prompts a kind of subject after DreamBench's list, in words of the mini world.

DreamBench (arXiv:2208.12242, github.com/google/dreambooth) has places, accessories or properties, and styles; counts
are ours. Each prompt says which answers the labelled referee must give for it (heads of models/judges/referee).
Not here: the contexts that score one artifact (evaluation/contexts.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from studio.engine.evaluation.contexts import plain_class
from studio.library.gallery.records import Kind

EMPTY, OTHER_CLASSES = "", ("car", "cat")
CLASS_PROMPTS = ("a photo of {the} on the grass", "a photo of {the} on a white background")


@dataclass(frozen=True)
class BenchPrompt:
    """text: "{the}" stands for "a dog", "{noun}" for "dog" and "{nouns}" for "dogs"; or for the subject's trigger.

    expects: the right answer by head of the referee.
    """

    text: str
    expects: Mapping[str, str] = field(default_factory=dict)

    def taught(self, trigger: str, class_word: str) -> str:
        """The prompt of the taught model: "a photo of two sks dogs on a white background"."""
        many = trigger
        if trigger.endswith(class_word):
            many = trigger[: len(trigger) - len(class_word)] + plural(class_word)
        return self.text.format(the=trigger, noun=trigger, nouns=many)

    def plain(self, class_word: str) -> str:
        """The same without the subject's name."""
        return self.text.format(the=plain_class(class_word), noun=class_word, nouns=plural(class_word))


def plural(word: str) -> str:
    """The world's own plural, else with an s."""
    from studio.engine.pretraining.world.vocabulary import vocabulary

    try:
        return vocabulary().noun(word).plural
    except KeyError:
        return f"{word}s"


def _place(place: str) -> BenchPrompt:
    return BenchPrompt("a photo of {the} " + place, {"place": place})


_BEACH, _SNOW, _CITY = _place("on a beach"), _place("in the snow"), _place("in a city at night")
_WATERCOLOR = BenchPrompt(
    "a watercolor painting of {the} in a flower garden",
    {"style": "a watercolor painting of", "place": "in a flower garden"},
)
_SKETCH = BenchPrompt(
    "a pencil sketch of {the} on a white background", {"style": "a pencil sketch of", "plain": "white"}
)
_RED = BenchPrompt("a photo of a red {noun} on a white background", {"color": "red", "plain": "white"})
_TWO = BenchPrompt("a photo of two {nouns} on a gray background", {"count": "two", "plain": "gray"})


def _worn(what: str, where: str) -> BenchPrompt:
    return BenchPrompt(f"a photo of {{the}} wearing {what} {where}", {"accessory": what, "place": where})


_ANIMAL = (
    _BEACH,
    _SNOW,
    _CITY,
    _worn("a top hat", "in a forest"),
    _worn("sunglasses", "on the grass"),
    _WATERCOLOR,
    _RED,
    _TWO,
)
_OBJECT = (_BEACH, _SNOW, _CITY, _place("on a wooden table"), _WATERCOLOR, _SKETCH, _RED, _TWO)
_PERSON = (
    _BEACH,
    _SNOW,
    _CITY,
    _place("in front of a brick wall"),
    BenchPrompt("a photo of a smiling {noun} in a room", {"expression": "smiling", "place": "in a room"}),
    BenchPrompt("a photo of {the} in a red shirt on the grass", {"clothes_color": "red", "place": "on the grass"}),
    _WATERCOLOR,
    _SKETCH,
)
_STYLE = tuple(
    BenchPrompt(f"a picture of {thing} in {{the}}")
    for thing in ("a dog", "a house", "a car", "a tree", "a cat on a beach", "an apple", "two birds", "a castle")
)


def bench_prompts(kind: Kind) -> tuple[BenchPrompt, ...]:
    """The eight prompts of a kind; the first is the one that leakage is looked at with."""
    return {Kind.ANIMAL: _ANIMAL, Kind.OBJECT: _OBJECT, Kind.PERSON: _PERSON, Kind.STYLE: _STYLE}[kind]


def other_class(class_word: str) -> str:
    """A prompt about something else than the subject."""
    word = next(word for word in OTHER_CLASSES if word != class_word)
    return f"a photo of {plain_class(word)} on the grass"
