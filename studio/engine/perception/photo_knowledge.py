"""Look at photos with a face pack and keep what was seen; in a process of its own for the desktop.

`python -m studio.engine.perception.photo_knowledge LIBRARY < {"photos": [Photo, …]}`
answers with one JSON line per photo: {"blake3", "rotation_deg", "problem"}, "" when it was written down, and at the end
{"pack", "licence", "problem"}. One photo that cannot be read does not end the others.
Not here: what follows from it (library/gallery/people.py), the desktop's side (desktop/service/looking.py).
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import psutil
from PIL import Image

from studio.core.errors import StudioError
from studio.core.geometry import BoxFrac
from studio.engine.perception import face_packs
from studio.engine.perception.faces import FaceFinder, Found, InsightFaces
from studio.library.gallery import import_photos
from studio.library.gallery.knowledge import (
    PhotoKnowledge,
    SeenFace,
    View,
    as_text,
    knowledge_path,
    read_all_knowledge,
    read_knowledge,
)
from studio.library.gallery.records import Photo
from studio.library.gallery.store import photo_path

_LARGEST_PX = 1600
_FLAT_PX, _FLAT = 512, 0.55  # looked at so large; the share of pixels that are as their neighbours
_EDGE = 0.004  # of a side: a box so near to it is cut by it
# Where the tip of the nose stands between the eyes, 0.5 is the middle: frontal faces of drawings and photographs lie
# within a sixth of it; beyond an eye it is a profile.
_FRONT, _PROFILE = 0.17, 0.5
_FRONT_DEG, _PROFILE_DEG = 20.0, 55.0


def look_at(photo: Photo, path: Path, finder: FaceFinder) -> PhotoKnowledge:
    """What is seen in a photo, turned as the person turned it. Raises InputProblem or DiskProblem."""
    picture, _, _ = import_photos.decode(import_photos.read_limited(path), photo.name)
    picture = picture.rotate(-photo.rotation_deg, expand=True) if photo.rotation_deg else picture
    picture.thumbnail((_LARGEST_PX, _LARGEST_PX), Image.Resampling.LANCZOS)
    pack = finder.pack
    return PhotoKnowledge(
        blake3=photo.blake3,
        rotation_deg=photo.rotation_deg,
        pack=pack.name,
        fingerprint=pack.fingerprint,
        licence=pack.licence,
        knows=pack.knows,
        same_person=pack.same_person,
        faces=tuple(seen(face, picture.size) for face in _faces_in(picture, finder)),
    )


def _faces_in(picture: Image.Image, finder: FaceFinder) -> list[Found]:
    if finder.pack.knows == "drawings" and not is_drawn(picture):
        return []  # what it claims of photographs is not worth telling
    return [face for face in finder.find(np.asarray(picture)) if face.mark is not None]


def is_drawn(picture: Image.Image) -> bool:
    """Whether most of it is flat, as drawings are: 96 of 100 drawn scenes of people, 12 of 106 photographs."""
    small = picture.convert("RGB")
    small.thumbnail((_FLAT_PX, _FLAT_PX), Image.Resampling.BOX)
    if min(small.size) < 2:
        return False
    pixels = np.asarray(small).astype(np.int16)
    down = np.abs(np.diff(pixels, axis=0))[:, :-1].max(2)
    across = np.abs(np.diff(pixels, axis=1))[:-1].max(2)
    return float((np.maximum(down, across) <= 1).mean()) > _FLAT


def seen(face: Found, size: tuple[int, int]) -> SeenFace:
    """A face in fractions of its picture of `size` px (width, height)."""
    assert face.mark is not None
    width, height = size
    left, top, right, bottom = (float(value) for value in face.box / (width, height, width, height))
    is_cut = left < _EDGE or top < _EDGE or right > 1 - _EDGE or bottom > 1 - _EDGE
    x0, y0 = min(max(left, 0.0), 0.999), min(max(top, 0.0), 0.999)
    box = BoxFrac(x0, y0, max(min(right, 1.0), x0 + 0.001), max(min(bottom, 1.0), y0 + 0.001))
    points = tuple((round(float(x) / width, 5), round(float(y) / height, 5)) for x, y in face.points)
    return SeenFace(
        box=BoxFrac(*(round(value, 5) for value in box)),
        points=points,
        score=round(face.score, 3),
        mark=as_text(face.mark),
        is_cut=is_cut,
        view=view_of(face),
    )


def view_of(face: Found) -> View:
    """By the angle the pack gives, or else by where the nose stands between the eyes."""
    if face.yaw_deg is not None:
        turned = abs(face.yaw_deg)
        return View.FRONT if turned < _FRONT_DEG else View.TURNED if turned < _PROFILE_DEG else View.PROFILE
    eyes = face.points[1] - face.points[0]
    along = float((face.points[2] - face.points[0]) @ eyes) / max(float(eyes @ eyes), 1e-6)
    off = abs(along - 0.5)
    return View.FRONT if off < _FRONT else View.TURNED if off < _PROFILE else View.PROFILE


def look_at_all(
    root: Path, photos: Sequence[Photo], finder: FaceFinder, tell: Callable[[Photo, str], None] = lambda *_: None
) -> dict[str, PhotoKnowledge]:
    """What is known of the photos of a library, by photo id; looked at only where it was not before.

    tell: called after each photo with "" or what is wrong with it.
    """
    found: dict[str, PhotoKnowledge] = {}
    for photo in photos:
        try:
            known = read_knowledge(root, photo, finder.pack.fingerprint)
            if known is None:
                known = look_at(photo, photo_path(root, photo), finder)
                known.save(knowledge_path(root, photo, finder.pack.fingerprint))
            found[photo.id] = known
        except StudioError as error:
            tell(photo, str(error))
            continue
        tell(photo, "")
    return found


def known_or_looked_at(root: Path, photos: Sequence[Photo]) -> tuple[dict[str, PhotoKnowledge], StudioError | None]:
    """By photo id, with the pack in use; loads it only when a photo was not looked at. The error: why not all are."""
    try:
        pack = face_packs.in_use()
        known = read_all_knowledge(root, photos, pack.fingerprint)
        missing = [photo for photo in photos if photo.id not in known]
        fresh = look_at_all(root, missing, InsightFaces(pack)) if missing else {}
    except StudioError as error:
        return {}, error
    return {**known, **fresh}, None


def _give_way() -> None:
    """To the window, to teaching and to drawing: nobody waits for this."""
    process = psutil.Process()
    process.nice(psutil.BELOW_NORMAL_PRIORITY_CLASS if sys.platform == "win32" else 10)


def main() -> int:
    """0; 2 when the pack itself cannot be used, told in the last line."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)  # what libraries print goes to the error stream
    _give_way()
    root = Path(sys.argv[1])
    asked = json.loads(sys.stdin.buffer.read())["photos"]
    photos = [Photo.model_validate(item) for item in asked]
    end = {"pack": "", "licence": "", "problem": ""}
    try:
        pack = face_packs.in_use()
        end |= {"pack": pack.name, "licence": pack.licence}

        def tell(photo: Photo, problem: str) -> None:
            line = {"blake3": photo.blake3, "rotation_deg": photo.rotation_deg, "problem": problem}
            answers.write(json.dumps(line) + "\n")

        look_at_all(root, photos, InsightFaces(pack), tell)
    except StudioError as error:
        end["problem"] = str(error)
    answers.write(json.dumps(end) + "\n")
    return 2 if end["problem"] else 0


if __name__ == "__main__":
    sys.exit(main())
