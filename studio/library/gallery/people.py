"""Whose face is whose within a subject, and what that makes of its photos: faults, sentences, missing views.

The subject's own face is the one that the most photos share; what else is seen are bystanders. Where no two photos
share one, the largest face of the first photo that shows any is taken to be the subject. Packs of drawings find faces
in drawn animals, so of these nothing is said. Nothing here is written down: it follows from the photos and from what a
pack saw, and changes with either.
Not here: seeing (engine/perception), photos without faces (quality.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from studio.core.geometry import WHOLE, BoxFrac
from studio.library.gallery.knowledge import PhotoKnowledge, SeenFace, View, as_numbers
from studio.library.gallery.records import Fault, Kind, Photo, Subject

Known = Mapping[str, PhotoKnowledge]  # by the photo's id
_INSIDE = 0.5  # of a face must lie in the crop to count
_ASKED = 1000


@dataclass(frozen=True)
class Faces:
    """The faces of one photo, inside its crop. own: the subject's, None when it is not there. others: bystanders.

    likeness: of the own face to the subject's other photos, -1..1; None when there is nothing to compare with.
    """

    own: SeenFace | None
    others: tuple[SeenFace, ...]
    likeness: float | None = None

    @property
    def count(self) -> int:
        """All of them."""
        return len(self.others) + (self.own is not None)


def faces_of(subject: Subject, known: Known) -> dict[str, Faces]:
    """By photo id, for the photos that were looked at and of which it says something."""
    seen = {
        photo.id: [face for face in known[photo.id].faces if _is_inside(face.box, photo.crop or WHOLE)]
        for photo in subject.photos
        if photo.id in known and not _is_drawn_animal(subject, known[photo.id])
    }
    shown = [(number, face) for number, faces in enumerate(seen.values()) for face in faces]
    if not shown:
        return dict.fromkeys(seen, Faces(None, ()))
    alike = max((found.same_person for found in known.values()), default=1.0)
    likes = iter(_to_the_shared_face(shown, alike))
    found: dict[str, Faces] = {}
    for photo_id, faces in seen.items():
        told = [next(likes) for _ in faces]
        best = max(range(len(faces)), key=told.__getitem__, default=None)
        own = faces[best] if best is not None and told[best] >= alike else None
        others = tuple(face for face in faces if face is not own)
        found[photo_id] = Faces(own, others, told[best] if best is not None else None)
    return found


def _to_the_shared_face(shown: Sequence[tuple[int, SeenFace]], alike: float) -> list[float]:
    """Likeness of each face to the mean of the face most photos share; of groups of as many, of the larger faces.

    Where every face stands alone that is one face, the largest of the first photo. shown: (photo's number, face) in the
    photos' order, at least one. Of many thousands every so-manieth is asked what it shares: what most photos show is
    among them.
    """
    import numpy as np  # here: the desktop's first screen needs none of it

    marks = np.stack([as_numbers(face.mark) for _, face in shown])
    photos = np.array([number for number, _ in shown])
    areas = np.array([_area(face.box) for _, face in shown])
    best = np.array([max(np.flatnonzero(photos == photos[0]), key=areas.__getitem__)])
    weight = (1, 0.0)
    for number in range(0, len(marks), -(-len(marks) // _ASKED)):
        near = np.flatnonzero(marks @ marks[number] >= alike)
        own = (len(np.unique(photos[near])), float(areas[near].sum()))
        if own[0] > 1 and own > weight:
            best, weight = near, own
    total = marks[best].sum(0)
    middle = total / max(float(np.linalg.norm(total)), 1e-6)
    return [float(one) for one in marks @ middle]


def with_faces(subject: Subject, known: Known) -> Subject:
    """The subject with the faults of faces beside those that were stored; for showing, never for storing."""
    if not known or subject.kind is Kind.STYLE:
        return subject
    found = faces_of(subject, known)
    photos = tuple(
        _judged(photo, subject, found[photo.id], known[photo.id]) if photo.id in found else photo
        for photo in subject.photos
    )
    return subject.model_copy(update={"photos": photos})


def _judged(photo: Photo, subject: Subject, faces: Faces, seen: PhotoKnowledge) -> Photo:
    said = _faults(photo, subject, faces, seen)
    if not said:
        return photo
    faults = tuple(fault for fault, _ in said)
    sentences = tuple(sentence for _, sentence in said)
    # what the photo shows weighs more than how sharp it is
    return photo.model_copy(update={"faults": (*faults, *photo.faults), "problems": (*sentences, *photo.problems)})


def _faults(photo: Photo, subject: Subject, faces: Faces, seen: PhotoKnowledge) -> list[tuple[Fault, str]]:
    name, who = photo.name, subject.name
    found: list[tuple[Fault, str]] = []
    if subject.kind is Kind.PERSON and not faces.count:
        if seen.knows == "photographs":  # a pack of drawings says nothing about a photograph
            found.append((Fault.NO_FACE, f"“{name}” shows no face that could be found."))
    elif subject.kind is Kind.PERSON and faces.own is None:
        found.append((Fault.OTHER_FACE, f"“{name}” shows another face than the other photos of {who}."))
    elif faces.count > 1:
        found.append((Fault.SEVERAL_FACES, f"“{name}” shows {faces.count} faces; crop or mask it to {who}."))
    elif subject.kind is not Kind.PERSON and faces.count:
        found.append((Fault.SEVERAL_FACES, f"“{name}” shows somebody's face besides {who}; crop or mask it."))
    if subject.kind is Kind.PERSON and faces.own is not None and faces.own.is_cut:
        found.append((Fault.CUT_FACE, f"“{name}” shows only a part of the face: the edge cuts it."))
    return found


def _is_drawn_animal(subject: Subject, seen: PhotoKnowledge) -> bool:
    return subject.kind is Kind.ANIMAL and seen.knows == "drawings"


def missing_views(subject: Subject, known: Known) -> tuple[View, ...]:
    """Of a person whose views were told in at least two photos: those that no photo shows."""
    if subject.kind is not Kind.PERSON:
        return ()
    own = [faces.own for faces in faces_of(subject, known).values() if faces.own is not None]
    views = {face.view for face in own if face.view is not None}
    if sum(face.view is not None for face in own) < 2:
        return ()
    return tuple(view for view in (View.FRONT, View.PROFILE) if view not in views)


def _is_inside(box: BoxFrac, crop: BoxFrac) -> bool:
    wide = min(box.x1, crop.x1) - max(box.x0, crop.x0)
    high = min(box.y1, crop.y1) - max(box.y0, crop.y0)
    return wide > 0 and high > 0 and wide * high >= _INSIDE * _area(box)


def _area(box: BoxFrac) -> float:
    return max(0.0, box.x1 - box.x0) * max(0.0, box.y1 - box.y0)
