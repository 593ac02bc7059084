"""What photos are worth, in the window's language: the budget line and the numbers of one photo.

The command line says the same in English (studio/library/gallery/budget.py, quality.py).
"""

from __future__ import annotations

from collections.abc import Iterable

from studio.desktop.translation import mark, plural, tr
from studio.library.gallery.budget import Budget, budget
from studio.library.gallery.records import Fault, Kind, Photo, Quality

_FAULTS = {
    Fault.TWIN: mark("%n near duplicate(s)"),
    Fault.SMALL: mark("%n too small"),
    Fault.DARK: mark("%n too dark"),
    Fault.BURNT_OUT: mark("%n burnt out"),
    Fault.BLURRED: mark("%n too blurred"),
    Fault.FLAT: mark("%n without contrast"),
}
_FAULT_WORDS = {
    Fault.TWIN: mark("Near duplicate"),
    Fault.SMALL: mark("Too small"),
    Fault.DARK: mark("Too dark"),
    Fault.BURNT_OUT: mark("Burnt out"),
    Fault.BLURRED: mark("Too blurred"),
    Fault.FLAT: mark("Without contrast"),
}
KINDS = {
    Kind.OBJECT: mark("A thing"),
    Kind.ANIMAL: mark("An animal"),
    Kind.PERSON: mark("A person"),
    Kind.STYLE: mark("A style"),
}


def budget_words(photos: Iterable[Photo]) -> str:
    """ "7 good photos, 1 near duplicate, 1 too blurred"; without a full stop."""
    return budget_sentence(budget(photos))


def budget_sentence(budget: Budget) -> str:
    """The same of what was counted already."""
    parts = [plural("%n good photo(s)", budget.good)]
    parts += [plural(_FAULTS[fault], count) for fault, count in budget.faults]
    if budget.other:
        parts.append(plural("%n with a problem", budget.other))
    if budget.held_out:
        parts.append(plural("%n held out by you", budget.held_out))
    return ", ".join(parts)


def good_words(photos: Iterable[Photo]) -> str:
    """ "6 of 8 photos are good", for a card that has no room for what is wrong with the others."""
    photos = tuple(photos)
    good = budget(photos).good
    if good == len(photos):
        return plural("%n good photo(s)", good)
    return plural("{good} of %n photo(s) good", len(photos), good=good)


def fault_words(photo: Photo) -> str:
    """The weightiest fault in two words, for where a sentence does not fit; empty without one."""
    return tr(_FAULT_WORDS[photo.faults[0]]) if photo.faults else ""


def facts(quality: Quality) -> str:
    """ "sharpness 231 · brightness 46 % · contrast 21 %"."""
    parts: list[str] = []
    if quality.blur is not None:
        parts.append(tr("sharpness {number}", number=round(quality.blur)))
    if quality.brightness is not None:
        parts.append(tr("brightness {number} %", number=round(quality.brightness * 100)))
    if quality.contrast is not None:
        parts.append(tr("contrast {number} %", number=round(quality.contrast * 100)))
    return " · ".join(part.replace(" %", "\u00a0%") for part in parts)  # a line never begins with the sign
