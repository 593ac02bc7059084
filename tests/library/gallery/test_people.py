"""Whose face is whose: the face most photos share, bystanders, another person, half faces, missing views."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from studio.core.geometry import BoxFrac
from studio.library.gallery import captions, store
from studio.library.gallery.budget import budget
from studio.library.gallery.knowledge import (
    PhotoKnowledge,
    SeenFace,
    View,
    as_numbers,
    as_text,
    knowledge_path,
    read_all_knowledge,
    read_knowledge,
)
from studio.library.gallery.people import faces_of, missing_views, with_faces
from studio.library.gallery.records import Fault, Kind, Photo, Subject
from tests.fakes.records import photo, subject

_SOMEWHERE = BoxFrac(0.3, 0.3, 0.6, 0.7)


def _mark(person: int, noise: float = 0.0, seed: int = 0) -> str:
    mark = np.zeros(16, np.float32)
    mark[person] = 1
    mark += noise * np.random.default_rng(seed).normal(size=16).astype(np.float32)
    return as_text(np.asarray(mark / np.linalg.norm(mark), np.float32))


def face(person: int, box: BoxFrac = _SOMEWHERE, view: View | None = None, *, cut: bool = False) -> SeenFace:
    points = ((0.4, 0.45), (0.5, 0.45), (0.45, 0.5), (0.42, 0.6), (0.48, 0.6))
    return SeenFace(box=box, points=points, score=0.9, mark=_mark(person, 0.05, person), view=view, is_cut=cut)


def known(of: Photo, *faces: SeenFace, knows: str = "photographs") -> PhotoKnowledge:
    return PhotoKnowledge(
        blake3=of.blake3, rotation_deg=of.rotation_deg, pack="theirs", fingerprint="f" * 64,
        licence="non-commercial research only", knows=knows, same_person=0.5, faces=faces,
    )  # fmt: skip


def person(*seen: tuple[SeenFace, ...], kind: Kind = Kind.PERSON) -> tuple[Subject, dict[str, PhotoKnowledge]]:
    photos = tuple(photo(f"{number}.jpg") for number in range(len(seen)))
    made = subject("Ann", "woman", kind, photos, "she agreed")
    return made, {one.id: known(one, *faces) for one, faces in zip(photos, seen, strict=True)}


def test_the_face_most_photos_share_is_the_subjects() -> None:
    small = BoxFrac(0.7, 0.1, 0.8, 0.2)
    ann, seen = person((face(1),), (face(1), face(2, small)), (face(2),), (face(1, small), face(3)))
    found = list(faces_of(ann, seen).values())
    assert [one.own is not None for one in found] == [True, True, False, True]
    assert found[3].own is not None
    assert found[3].own.box == small, "not the larger face, but the shared one"
    assert [len(one.others) for one in found] == [0, 1, 1, 1]
    judged = with_faces(ann, seen)
    assert [one.faults for one in judged.photos] == [
        (), (Fault.SEVERAL_FACES,), (Fault.OTHER_FACE,), (Fault.SEVERAL_FACES,),
    ]  # fmt: skip
    assert judged.photos[2].problems == ("“2.jpg” shows another face than the other photos of Ann.",)
    assert budget(judged.photos).sentence() == ("1 good photo, 1 shows another face, 2 with somebody else in them")
    assert ann.photos[2].faults == (), "nothing is written into the record"


def test_where_no_face_is_shared_the_first_photo_tells_who_it_is() -> None:
    ann, seen = person((face(1),), (face(2),))
    assert [one.faults for one in with_faces(ann, seen).photos] == [(), (Fault.OTHER_FACE,)]


def test_one_photo_with_two_faces_takes_the_larger() -> None:
    ann, seen = person((face(1, BoxFrac(0.1, 0.1, 0.2, 0.2)), face(2)))
    (found,) = faces_of(ann, seen).values()
    assert found.own is not None
    assert found.own.box == _SOMEWHERE


def test_a_crop_leaves_a_bystander_out() -> None:
    ann, seen = person((face(1), face(2, BoxFrac(0.85, 0.1, 0.95, 0.3))), (face(1),))
    cropped = ann.photos[0].model_copy(update={"crop": BoxFrac(0.2, 0.2, 0.8, 0.9)})
    ann = ann.model_copy(update={"photos": (cropped, ann.photos[1])})
    assert with_faces(ann, seen).photos[0].faults == ()


def test_no_face_is_a_fault_only_where_the_pack_would_see_one() -> None:
    ann, seen = person((), (face(1),))
    assert with_faces(ann, seen).photos[0].faults == (Fault.NO_FACE,)
    blind = {ann.photos[0].id: known(ann.photos[0], knows="drawings")}
    assert with_faces(ann, blind).photos[0].faults == ()
    assert faces_of(ann, {}) == {}
    assert with_faces(ann, {}) is ann


def test_half_a_face_and_a_face_beside_a_thing() -> None:
    ann, seen = person((face(1, BoxFrac(0.0, 0.2, 0.2, 0.6), cut=True),), (face(1),))
    assert with_faces(ann, seen).photos[0].faults == (Fault.CUT_FACE,)
    rex, seen = person((face(1),), (), kind=Kind.ANIMAL)
    judged = with_faces(rex, seen)
    assert judged.photos[0].problems == ("“0.jpg” shows somebody's face besides Ann; crop or mask it.",)
    assert judged.photos[1].faults == ()
    style, seen = person((face(1),), (face(2),), kind=Kind.STYLE)
    assert with_faces(style, seen) is style


def test_twenty_faces_are_counted() -> None:
    crowd = tuple(face(n % 8 + 2, BoxFrac(0.01 * n, 0.1, 0.01 * n + 0.05, 0.2)) for n in range(19))
    ann, seen = person((face(1), *crowd), (face(1),))
    assert "shows 20 faces" in with_faces(ann, seen).photos[0].problems[0]


@pytest.mark.parametrize(
    ("views", "missing"),
    [
        ((View.FRONT, View.FRONT), (View.PROFILE,)),
        ((View.FRONT, View.PROFILE), ()),
        ((View.TURNED, View.TURNED), (View.FRONT, View.PROFILE)),
        ((View.FRONT, None), ()),
        ((None, None), ()),
    ],
)
def test_missing_views_are_said_only_when_they_were_measured(
    views: tuple[View | None, ...], missing: tuple[View, ...]
) -> None:
    ann, seen = person(*((face(1, view=view),) for view in views))
    assert missing_views(ann, seen) == missing


def test_captions_begin_with_what_is_known() -> None:
    ann, _ = person((), ())
    assert captions.suggested(ann, ann.photos[0]) == "a photo of @Ann"
    near = face(1, BoxFrac(0.1, 0.1, 0.8, 0.9), View.PROFILE)
    assert captions.suggested(ann, ann.photos[0], near) == "a close-up photo of @Ann in profile"
    assert captions.suggested(ann, ann.photos[0], face(1)) == "a portrait photo of @Ann"


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("a woman on a beach", "@Ann on a beach"),
        ("The young Woman laughs", "@Ann laughs"),
        ("two women", "a photo of @Ann, two women"),
        ("a red car", "a photo of @Ann, a red car"),
        ("", "a photo of @Ann"),
    ],
)
def test_words_of_a_network_get_the_subjects_name(said: str, named: str) -> None:
    ann, _ = person(())
    assert captions.with_name(said, ann) == named
    assert captions.names_subject(named, "Ann")


def test_knowledge_of_many_photos_is_read_at_once(tmp_path: Path) -> None:
    ann, seen = person((face(1),), (face(2),), (face(3),))
    first, second, _ = ann.photos
    fingerprint = seen[first.id].fingerprint
    assert read_all_knowledge(tmp_path, ann.photos, fingerprint) == {}
    for one in (first, second):
        seen[one.id].save(knowledge_path(tmp_path, one, fingerprint))
    knowledge_path(tmp_path, second, fingerprint).write_text("{", "utf-8")
    assert read_all_knowledge(tmp_path, ann.photos, fingerprint) == {first.id: seen[first.id]}


def test_knowledge_is_kept_by_photo_turn_and_pack_and_leaves_with_the_photo(tmp_path: Path) -> None:
    ann, seen = person((face(1),))
    one = ann.photos[0]
    known_ = seen[one.id]
    known_.save(knowledge_path(tmp_path, one, known_.fingerprint))
    assert read_knowledge(tmp_path, one, known_.fingerprint) == known_
    assert read_knowledge(tmp_path, one, "0" * 64) is None
    assert read_knowledge(tmp_path, one.model_copy(update={"rotation_deg": 90}), known_.fingerprint) is None
    assert store.derived_of(tmp_path, one.blake3) == [knowledge_path(tmp_path, one, known_.fingerprint)]
    knowledge_path(tmp_path, one, known_.fingerprint).write_text("{", "utf-8")
    assert read_knowledge(tmp_path, one, known_.fingerprint) is None
    mark = as_numbers(known_.faces[0].mark)
    assert float(mark @ mark) == pytest.approx(1, abs=1e-5)


def test_of_drawn_animals_nothing_is_said() -> None:
    """All photos of the sample penguin were told to show somebody else: packs of drawings find faces in it."""
    pingo, seen = person((face(1),), (face(2),), (face(1), face(3)), kind=Kind.ANIMAL)
    drawn = {key: one.model_copy(update={"knows": "drawings"}) for key, one in seen.items()}
    assert faces_of(pingo, drawn) == {}
    assert with_faces(pingo, drawn) == pingo
    assert all(photo.faults == (Fault.SEVERAL_FACES,) for photo in with_faces(pingo, seen).photos)


def test_thousands_of_photos_are_understood_while_nobody_waits() -> None:
    """Every face was compared with every other in Python: minutes for a subject of some thousand photos."""
    ann, seen = person(*[(face(1), face(2 + number % 12)) for number in range(5000)])
    began = time.perf_counter()
    found = faces_of(ann, seen)
    assert time.perf_counter() - began < 5
    assert all(one.own is not None and len(one.others) == 1 for one in found.values())
