"""What kind of subject a class word speaks of."""

from __future__ import annotations

import pytest

from studio.library.catalogue.class_words import kind_of_word


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("dog", "animal"),
        (" Police Dog ", "animal"),
        ("puppy", "animal"),
        ("woman", "person"),
        ("girl", "person"),
        ("backpack", "object"),
        ("sneaker", "object"),
        ("zeppelin", None),
        ("", None),
    ],
)
def test_kind_of_word(word: str, kind: str | None) -> None:
    assert kind_of_word(word) == kind
