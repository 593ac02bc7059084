"""The prompt syntax, exactly."""

from __future__ import annotations

import pytest

from studio.core.errors import InputProblem
from studio.library.protocol.prompts import MAX_CHARS, parse, quoted


@pytest.mark.parametrize(
    ("prompt", "names"),
    [
        ("a dog", ()),
        ("@rex on a beach", ("rex",)),
        ('@"Rex the dog" and @mia-2, @rex', ("Rex the dog", "mia-2", "rex")),
        ("@Rex and @rex", ("Rex",)),
        ("@rex's hat", ("rex",)),
        ("mail me@home.com", ()),
        ("@小花 im Schnee", ("小花",)),
        ("(@rex:1.3) here", ("rex",)),
        ("{@rex|@mia} runs", ("rex", "mia")),
        ("@ alone", ()),
    ],
)
def test_names(prompt: str, names: tuple[str, ...]) -> None:
    assert parse(prompt).names == names


def test_fill() -> None:
    parsed = parse('@rex and @"Mia the cat" on (a beach:1.2)')
    assert parsed.fill({"Rex": "sks dog", "mia the cat": "<mia>"}) == "sks dog and <mia> on (a beach:1.2)"
    with pytest.raises(InputProblem, match="There is no subject “Mia the cat”"):
        parsed.fill({"rex": "sks dog"})


def test_a_trigger_is_not_read_again() -> None:
    assert parse("@rex").fill({"rex": "@mia {a|b}"}) == "@mia {a|b}"


def test_variations_depend_on_seed_plus_index_only() -> None:
    parsed = parse("{red|green|blue} {cat|dog}")
    assert parsed.variation(3, 10) == parsed.variation(0, 13)
    assert len({parsed.variation(i, 5).text for i in range(6)}) == 6


def test_variations_nest_and_may_be_empty() -> None:
    parsed = parse("a {|very {big|small} }dog")
    assert {parsed.variation(i, 0).text for i in range(4)} == {"a dog", "a very big dog", "a very small dog"}


def test_variation_then_fill() -> None:
    one = parse("{@rex|@mia} runs").variation(1, 0)
    assert one.names == ("mia",)
    assert one.fill({"mia": "tok cat"}) == "tok cat runs"


def test_white_space_is_one_space() -> None:
    assert parse("  a\n dog\t here ").text == "a dog here"


@pytest.mark.parametrize(
    ("prompt", "words"),
    [
        ("", "is empty"),
        (" \n ", "is empty"),
        ("x" * (MAX_CHARS + 1), f"{MAX_CHARS} fit"),
        ("{a|b", "not balanced"),
        ("a|b}", "not balanced"),
        ("}{", "not balanced"),
        ('@"rex', "is not closed"),
        ('a @"" b', "empty name"),
        ("(dog:9)", "out of bounds"),
        ("(dog:-1)", "out of bounds"),
    ],
)
def test_problems(prompt: str, words: str) -> None:
    with pytest.raises(InputProblem, match=words) as caught:
        parse(prompt)
    assert caught.value.remedy


@pytest.mark.parametrize(
    "prompt", ["собака на пляже", "一只狗", "qwertz zxcvb", "a dog :)", "(a dog", "50% {off}", "🐶"]
)
def test_other_scripts_unknown_words_and_odd_signs_are_text(prompt: str) -> None:
    assert parse(prompt).text


@pytest.mark.parametrize("name", ["rex", "Rex the dog", "R2-D2", "O'Brien"])
def test_quoted_is_read_back(name: str) -> None:
    assert parse(quoted(name)).names == (name,)
