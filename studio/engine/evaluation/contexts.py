"""Where a subject is drawn to be scored: a few prompts per kind of subject, in words the mini backbone was taught.

"{}" stands for the subject: its trigger when it is taught, "a dog" when it is not, so that both say the same.
Not here: drawing (draw.py), the bench's own prompt lists.
"""

from __future__ import annotations

from collections.abc import Sequence

from studio.core.errors import InputProblem
from studio.library.gallery.records import Kind

_PLACES = (
    "a photo of {} on a beach",
    "a photo of {} in the snow",
    "a photo of {} on a wooden table",
    "a photo of {} in a forest",
)
_LIVE = (
    "a photo of {} on a beach",
    "a photo of {} in the snow",
    "a photo of {} wearing a top hat in a forest",
    "a watercolor painting of {} in a flower garden",
)
_PERSON = (
    "a photo of {} on a beach",
    "a photo of {} in the snow",
    "a photo of {} wearing sunglasses in a forest",
    "a watercolor painting of {} in a flower garden",
)
_THING = (*_PLACES[:3], "a watercolor painting of {} on the grass")
_STYLE = (
    "a picture of a dog in {}",
    "a picture of a house in {}",
    "a picture of a car in {}",
    "a picture of a tree in {}",
)
SELECTION = ("a photo of {} on the grass", "a photo of {} in front of a brick wall")


def contexts(kind: Kind) -> tuple[str, ...]:
    """The default prompts, "{}" for the subject."""
    return {
        Kind.OBJECT: _THING,
        Kind.ANIMAL: _LIVE,
        Kind.PERSON: _PERSON,
        Kind.STYLE: _STYLE,
    }[kind]


def checked(prompts: Sequence[str]) -> tuple[str, ...]:
    """Prompts as given by a person. Raises InputProblem when one has no place for the subject."""
    for prompt in prompts:
        if prompt.count("{}") != 1:
            raise InputProblem(
                f"The prompt “{prompt}” does not say once where the subject goes.",
                "Write {} for it: “a photo of {} on a beach”.",
            )
    return tuple(prompts)


def plain_class(class_word: str) -> str:
    """ "a dog", "an apple": the subject without its name."""
    word = class_word.strip()
    return f"{'an' if word[:1].lower() in 'aeiou' else 'a'} {word}"
