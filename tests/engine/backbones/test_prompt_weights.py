"""`(word:1.2)` is read as written; everything else in a prompt is plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.errors import InputProblem
from studio.engine.backbones.prompt_weights import Piece, parse, plain


@pytest.mark.parametrize(
    ("prompt", "pieces"),
    [
        ("a dog", [Piece("a dog")]),
        ("", []),
        ("a (red:1.2) dog", [Piece("a "), Piece("red", 1.2), Piece(" dog")]),
        ("(red:.5)", [Piece("red", 0.5)]),
        ("( red : 2 )", [Piece(" red ", 2.0)]),
        ("a (big) dog", [Piece("a (big) dog")]),
        ("a (big dog", [Piece("a (big dog")]),
        ("a big) dog", [Piece("a big) dog")]),
        (r"a \(red:1.2\) dog", [Piece("a (red:1.2) dog")]),
        ("(a (red:1.5) hat:0.5)", [Piece("a ", 0.5), Piece("red", 0.75), Piece(" hat", 0.5)]),
        ("(see: this)", [Piece("(see: this)")]),
        ("(犬:1.5)と猫", [Piece("犬", 1.5), Piece("と猫")]),
    ],
)
def test_what_a_prompt_means(prompt: str, pieces: list[Piece]) -> None:
    assert parse(prompt) == pieces


@pytest.mark.parametrize("weight", ["3.1", "-1", "99"])
def test_a_weight_out_of_bounds_is_told(weight: str) -> None:
    with pytest.raises(InputProblem, match="between 0 and 3"):
        parse(f"a (red:{weight}) dog")


@given(st.text(alphabet="ab (:)1.\\", max_size=40))
def test_no_text_is_too_odd(prompt: str) -> None:
    try:
        pieces = parse(prompt)
    except InputProblem:
        return
    assert all(piece.text for piece in pieces)
    assert plain(prompt) == "".join(piece.text for piece in pieces)
