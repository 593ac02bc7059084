"""What a subject may be called."""

from __future__ import annotations

import pytest

from studio.core.errors import InputProblem
from studio.library.gallery.names import checked_class_word, checked_name, key
from studio.library.protocol.prompts import parse, quoted


@pytest.mark.parametrize("name", ["Rex", "Rex the dog", "Zoë", "小花", "Анна-Мария", "O'Brien", "R2-D2", "  Rex  "])
def test_good_names_can_be_typed_in_prompts(name: str) -> None:
    clean = checked_name(name)
    assert parse(f"{quoted(clean)} on a beach").names == (clean,)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "has no name"),
        ("   ", "has no name"),
        ("x" * 300, "300 characters"),
        ("Rex/Max", "holds “/”"),
        ("..", "no letter"),
        ("Rex 🐶", "holds “🐶”"),
        ("Rex\\", "holds"),
        ('a"b', "holds"),
        ("a@b", "holds"),
        ("a{b}", "holds"),
        ("a\0b", "holds"),
        ("s-abcdefgh", "looks like an id"),
    ],
)
def test_bad_names(name: str, words: str) -> None:
    with pytest.raises(InputProblem, match=words) as caught:
        checked_name(name)
    assert caught.value.remedy


def test_taken_without_case() -> None:
    with pytest.raises(InputProblem, match="already"):
        checked_name("REX", ["Rex"])
    assert key(" Straße ") == key("STRASSE")


@pytest.mark.parametrize("word", ["dog", "Stuffed  Animal", "teddy-bear"])
def test_class_words(word: str) -> None:
    assert checked_class_word(word) == " ".join(word.lower().split())


@pytest.mark.parametrize("word", ["", "a very long class word", "x" * 60, "dog!", "dog/cat"])
def test_bad_class_words(word: str) -> None:
    with pytest.raises(InputProblem):
        checked_class_word(word)
