"""What the studio knows about a subject's photos, as `studio subject show` tells it; what is not known says so.

Not here: looking (studio/engine/perception/photo_knowledge.py), whose face is whose (studio/library/gallery/people.py).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from studio.library.gallery.knowledge import PhotoKnowledge
    from studio.library.gallery.people import Faces
    from studio.library.gallery.proposals import MaskProposal
    from studio.library.gallery.records import Photo, Subject

_MEASURES = ("blur", "brightness", "contrast", "burnt", "phash")


def looked_at(root: Path, subject: Subject, is_quick: bool) -> tuple[dict[str, PhotoKnowledge], str]:
    """(by photo id, why faces are not measured or ""). is_quick: only what was seen before."""
    from studio.library.gallery.records import Kind

    if subject.kind is Kind.STYLE or not subject.photos:
        return {}, "" if subject.kind is not Kind.STYLE else "faces are not looked for in a style"
    if is_quick:
        from studio.library.catalogue import face_packs
        from studio.library.gallery.knowledge import read_all_knowledge

        chosen = face_packs.chosen()
        if chosen is None:
            return {}, "there is no face pack"
        return read_all_knowledge(root, subject.photos, chosen.fingerprint), ""
    from studio.engine.perception.photo_knowledge import known_or_looked_at

    known, problem = known_or_looked_at(root, subject.photos)
    return known, "" if problem is None else str(problem)


def subjects_seen(root: Path, subject: Subject, is_quick: bool) -> tuple[dict[str, MaskProposal], str]:
    """(by photo id, why the subject was not looked for or ""). is_quick: only what was seen before."""
    from studio.library.gallery.proposals import read_proposal
    from studio.library.gallery.records import Kind

    if subject.kind is Kind.STYLE or not subject.photos:
        return {}, ""
    if is_quick:
        found = {photo.id: read_proposal(root, photo) for photo in subject.photos}
        return {name: seen for name, seen in found.items() if seen is not None}, ""
    from studio.engine.perception.photo_subjects import known_or_looked_at

    seen, problem = known_or_looked_at(root, subject.photos)
    return seen, "" if problem is None else str(problem)


def facts(
    photo: Photo, subject: Subject, known: PhotoKnowledge | None, faces: Faces | None, seen: MaskProposal | None = None
) -> dict[str, Any]:
    """Measures, faces, view, expression, whether it is the same person, a caption; None is "not measured"."""
    from studio.library.gallery import captions
    from studio.library.gallery.records import Kind

    told: dict[str, Any] = {name: getattr(photo.quality, name) for name in _MEASURES}
    # a pack of drawn faces says nothing about a photo in which it finds none
    is_silent = known is None or faces is None or (known.knows == "drawings" and not faces.count)
    own = None if faces is None else faces.own
    told["faces"] = None if is_silent or faces is None else _faces(faces)
    told["bystanders"] = None if is_silent or faces is None else len(faces.others)
    told["view"] = None if own is None or own.view is None else str(own.view)
    told["expression"] = None if own is None else own.expression
    is_person = subject.kind is Kind.PERSON
    told["same_person"] = own is not None if is_person and faces is not None and not is_silent else None
    told["suggested_caption"] = captions.suggested(subject, photo, own)
    told["subject_box"] = None if seen is None or seen.box is None else list(seen.box)
    told["subject_seen"] = None if seen is None else seen.box is not None
    told["mask"] = "own" if photo.has_mask else "proposed" if told["subject_seen"] else None
    told["not_measured"] = sorted(name for name, value in told.items() if value is None)
    told["faces_by"] = (
        None
        if known is None
        else {
            "pack": known.pack,
            "fingerprint": known.fingerprint,
            "licence": known.licence,
            "knows": known.knows,
        }
    )
    told["subject_by"] = (
        None
        if seen is None
        else {"segmenter": seen.by, "fingerprint": seen.fingerprint, "licence": seen.licence, "quality": seen.quality}
    )
    return told


def _faces(faces: Faces) -> list[dict[str, Any]]:
    own = [] if faces.own is None else [(faces.own, "subject")]
    return [
        {
            "who": who,
            "box": list(face.box),
            "points": [list(point) for point in face.points],
            "score": face.score,
            "view": None if face.view is None else str(face.view),
            "cut": face.is_cut,
            "likeness": None if faces.likeness is None or who != "subject" else round(faces.likeness, 3),
        }
        for face, who in [*own, *((face, "somebody else") for face in faces.others)]
    ]


def in_words(told: dict[str, Any]) -> str:
    """ "1 face, front" or "faces not measured"."""
    if told["faces"] is None:
        return "faces not measured"
    count = len(told["faces"])
    parts = ["no face" if not count else "1 face" if count == 1 else f"{count} faces"]
    parts += [told["view"]] if told["view"] else []
    return ", ".join(parts)


def proposed_captions(root: Path, subject: Subject, network: Path | None) -> list[str]:
    """One for each photo: by a network of the person's own, or of what is known. Raises StudioError."""
    from studio.library.gallery import captions
    from studio.library.gallery.people import faces_of

    if network is None:
        known, _ = looked_at(root, subject, is_quick=True)
        faces = faces_of(subject, known)
        return [captions.suggested(subject, p, faces[p.id].own if p.id in faces else None) for p in subject.photos]
    from studio.engine.perception.captioner import LocalCaptioner
    from studio.library.gallery import import_photos
    from studio.library.gallery.store import photo_path

    captioner, said = LocalCaptioner(network), []
    for photo in subject.photos:
        content = import_photos.read_limited(photo_path(root, photo))
        picture, _, _ = import_photos.decode(content, photo.name)
        turned = picture.rotate(-photo.rotation_deg, expand=True) if photo.rotation_deg else picture
        said.append(captions.with_name(captioner.describe([turned])[0], subject))
    return said
