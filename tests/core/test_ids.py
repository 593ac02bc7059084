"""Ids sort in the order in which they were made."""

from __future__ import annotations

from studio.core.ids import is_id, new_id


def test_what_was_made_in_one_go_sorts_in_its_order() -> None:
    """Pictures drawn together got ids in one millisecond, and stood in the gallery in a random order."""
    made = [new_id("r") for _ in range(200)]
    assert made == sorted(made)
    assert len(set(made)) == 200
    assert all(is_id(one) for one in made)
