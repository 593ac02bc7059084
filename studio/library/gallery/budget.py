"""What a subject's photos are worth, in one line: "7 good photos, 1 near duplicate, 1 too blurred".

Each photo counts once, under its weightiest fault. Not here: how faults are found (quality.py, twins.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from studio.library.gallery.records import Fault, Photo

_WORDS = {
    Fault.OTHER_FACE: ("shows another face", "show another face"),
    Fault.NO_FACE: ("without a face", "without a face"),
    Fault.SEVERAL_FACES: ("with somebody else in it", "with somebody else in them"),
    Fault.CUT_FACE: ("with half a face", "with half a face"),
    Fault.TWIN: ("near duplicate", "near duplicates"),
    Fault.SMALL: ("too small", "too small"),
    Fault.DARK: ("too dark", "too dark"),
    Fault.BURNT_OUT: ("burnt out", "burnt out"),
    Fault.BLURRED: ("too blurred", "too blurred"),
    Fault.FLAT: ("without contrast", "without contrast"),
}


@dataclass(frozen=True)
class Budget:
    """good: photos without a fault. faults: how many by their weightiest fault. other: a problem told in words only.
    held_out: by the person, among all of them."""

    good: int = 0
    faults: tuple[tuple[Fault, int], ...] = ()
    other: int = 0
    held_out: int = 0

    def sentence(self) -> str:
        """Without a full stop."""
        parts = [f"{self.good} good photo" + ("" if self.good == 1 else "s")]
        parts += [f"{count} {_WORDS[fault][count != 1]}" for fault, count in self.faults]
        if self.other:
            parts.append(f"{self.other} with a problem")
        if self.held_out:
            parts.append(f"{self.held_out} held out by you")
        return ", ".join(parts)


def budget(photos: Iterable[Photo]) -> Budget:
    """Counted."""
    good = other = held_out = 0
    faults: Counter[Fault] = Counter()
    for photo in photos:
        held_out += photo.held_out
        if photo.faults:
            faults[photo.faults[0]] += 1
        elif photo.problems:
            other += 1
        else:
            good += 1
    return Budget(good, tuple((fault, faults[fault]) for fault in _WORDS if faults[fault]), other, held_out)
