"""Words the mini backbone knows, and what is told of the others."""

from __future__ import annotations

import pytest

from studio.library.catalogue.class_words import known_words, strange_word


@pytest.mark.parametrize("word", ["dog", "Dog", "toy robot", "teddy bear", "puppy", "woman", "stuffed animal"])
def test_known_words_are_not_remarked_on(word: str) -> None:
    assert strange_word("mini", word) is None


def test_a_strange_word_is_told_with_the_nearest_one() -> None:
    told = strange_word("mini", "pengiun")
    assert told is not None
    assert "“pengiun”" in told[0]
    assert told[1] == "Did you mean “penguin”?"


def test_without_a_near_word_a_general_one_is_advised() -> None:
    told = strange_word("mini", "qzxwvj")
    assert told is not None
    assert "general word" in told[1]


def test_other_base_models_are_not_judged() -> None:
    assert known_words("sd15") == frozenset()
    assert strange_word("sd15", "qzxwvj") is None
