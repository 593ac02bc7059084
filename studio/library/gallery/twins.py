"""Near duplicates among many photos: which one, seen before, has nearly the same perceptual hash.

Two 64-bit hashes at most six bits apart agree in at least one of seven bands of bits, so only photos that share a band
are compared: 20,000 photos take a moment, not an afternoon. Not here: what the finding means (quality.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from studio.library.gallery import quality
from studio.library.gallery.records import Photo, Quality

NEAR_BITS = 6  # of 64 bits of the perceptual hash
_WIDTHS = (10, 9, 9, 9, 9, 9, 9)


class Twins:
    """Photos by the bands of their hashes, in the order they were added."""

    def __init__(self, photos: Iterable[Photo] = ()) -> None:
        self._bands: list[dict[int, list[int]]] = [{} for _ in _WIDTHS]
        self._photos: list[tuple[int, Photo]] = []
        for photo in photos:
            self.add(photo)

    def add(self, photo: Photo) -> None:
        """From now on it can be found."""
        if photo.quality.phash is None:
            return
        number = int(photo.quality.phash, 16)
        place = len(self._photos)
        self._photos.append((number, photo))
        for band, key in zip(self._bands, _keys(number), strict=True):
            band.setdefault(key, []).append(place)

    def find(self, measured: Quality) -> Photo | None:
        """The first photo added that looks the same, or None."""
        if measured.phash is None:
            return None
        number = int(measured.phash, 16)
        first = len(self._photos)
        for band, key in zip(self._bands, _keys(number), strict=True):
            for place in band.get(key, ()):
                if place >= first:
                    break
                if (self._photos[place][0] ^ number).bit_count() <= NEAR_BITS:
                    first = place
                    break
        return self._photos[first][1] if first < len(self._photos) else None


def judged(photos: Sequence[Photo]) -> tuple[Photo, ...]:
    """All photos of a subject with their faults, each compared with those before it."""
    twins = Twins()
    found: list[Photo] = []
    for photo in photos:
        found.append(quality.judge(photo, twins.find(photo.quality)))
        twins.add(photo)
    return tuple(found)


def has_twin(photo: Photo, others: Iterable[Photo]) -> bool:
    """Whether one of the others looks the same."""
    return Twins(others).find(photo.quality) is not None


def _keys(number: int) -> list[int]:
    keys: list[int] = []
    for width in _WIDTHS:
        keys.append(number & ((1 << width) - 1))
        number >>= width
    return keys
