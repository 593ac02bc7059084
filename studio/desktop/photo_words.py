"""What photos are worth, in the window's language: the budget line and the numbers of one photo.

The command line says the same in English (studio/library/gallery/budget.py, quality.py).
"""

from __future__ import annotations

from collections.abc import Iterable

from studio.desktop.translation import mark, plural, tr
from studio.library.gallery.budget import Budget, budget
from studio.library.gallery.knowledge import PhotoKnowledge, View
from studio.library.gallery.people import Faces
from studio.library.gallery.records import Fault, Kind, Photo, Quality

_FAULTS = {
    Fault.OTHER_FACE: mark("%n shows another face"),
    Fault.NO_FACE: mark("%n without a face"),
    Fault.SEVERAL_FACES: mark("%n with somebody else in it"),
    Fault.CUT_FACE: mark("%n with half a face"),
    Fault.TWIN: mark("%n near duplicate(s)"),
    Fault.SMALL: mark("%n too small"),
    Fault.DARK: mark("%n too dark"),
    Fault.BURNT_OUT: mark("%n burnt out"),
    Fault.BLURRED: mark("%n too blurred"),
    Fault.FLAT: mark("%n without contrast"),
}
_OF_SEVERAL = {Fault.OTHER_FACE: mark("%n show another face")}  # where more changes than an s
_FAULT_WORDS = {
    Fault.OTHER_FACE: mark("Another face"),
    Fault.NO_FACE: mark("No face"),
    Fault.SEVERAL_FACES: mark("Somebody else in it"),
    Fault.CUT_FACE: mark("Half a face"),
    Fault.TWIN: mark("Near duplicate"),
    Fault.SMALL: mark("Too small"),
    Fault.DARK: mark("Too dark"),
    Fault.BURNT_OUT: mark("Burnt out"),
    Fault.BLURRED: mark("Too blurred"),
    Fault.FLAT: mark("Without contrast"),
}
_LICENCES = {
    "non-commercial research only": mark("for non-commercial research only"),
    "commercial use, by its signed licence": mark("commercial use allowed by its licence"),
}
_MISSING_VIEWS = {
    View.FRONT: mark("no view from the front"),
    View.TURNED: mark("no three-quarter view"),
    View.PROFILE: mark("no profile view"),
}
_VIEWS = {
    View.FRONT: mark("from the front"),
    View.TURNED: mark("three-quarter view"),
    View.PROFILE: mark("in profile"),
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
    parts += [
        plural(_FAULTS[fault] if count == 1 else _OF_SEVERAL.get(fault, _FAULTS[fault]), count)
        for fault, count in budget.faults
    ]
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


def view_words(view: View) -> str:
    """A view that no photo shows: "no profile view"."""
    return tr(_MISSING_VIEWS[view])


def face_words(known: PhotoKnowledge | None, faces: Faces | None) -> str:
    """ "2 faces, from the front", or that they were not measured and why."""
    if known is None or faces is None:
        return tr("faces: not measured")
    if not faces.count:
        if known.knows == "drawings":
            return tr("faces: not measured, the pack {pack} knows drawn ones only", pack=known.pack)
        return tr("no face found by {pack}", pack=known.pack)
    said = plural("%n face(s)", faces.count)
    view = None if faces.own is None else faces.own.view
    return said if view is None else f"{said}, {tr(_VIEWS[view])}"


def licence_words(known: PhotoKnowledge | None) -> str:
    """Which pack saw the faces, and what its licence allows; empty for the shipped one, which allows everything."""
    if known is None or known.licence == "Apache-2.0":
        return ""
    return tr(
        "faces seen by {pack}: {licence}", pack=known.pack, licence=tr(_LICENCES.get(known.licence, known.licence))
    )


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
    return " · ".join(part.replace(" ", "\u00a0") for part in parts)  # a line never begins with a number or the sign
