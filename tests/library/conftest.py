"""A library with something in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.library.library import Library
from tests.fakes.pictures import artifact, photos, png, result


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Library]:
    """Two subjects that share a photo, an artifact each, three pictures."""
    root = tmp_path / "library"
    with Library.open(root) as library:
        rex = library.gallery.add("Rex", "dog", photos(tmp_path, 4))
        mia = library.gallery.add("Mia", "cat", photos(tmp_path, 2, first=3))
        library.gallery.set_mask("Rex", "00.png", png())
        one = artifact(root, subject=(rex.id, "Rex", "dog"))
        two = artifact(root, subject=(mia.id, "Mia", "cat"), trigger="tok cat")
        made = [
            result(root, "a dog on a beach", 1, artifacts=(one.id,), rating=4, tags=("good",)),
            result(root, "a cat in the snow", 2, artifacts=(two.id,), created="2026-10-01T08:00:00.000+00:00"),
            result(root, "a dog and a cat", 3, artifacts=(one.id, two.id), names={"rex": one.id}),
        ]
        for manifest in (one, two):
            library.artifacts.index(manifest.id)
        for drawn in made:
            library.results.index(drawn.id)
        yield library
