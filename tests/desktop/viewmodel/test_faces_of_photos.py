"""Faces on the Subjects screen: read when a subject is opened, looked for where they are not known, told in words."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from studio.desktop.photo_words import face_words, licence_words
from studio.desktop.viewmodel.subjects import SubjectsViewModel
from studio.library.gallery.knowledge import View
from studio.library.gallery.records import Fault, Kind
from tests.fakes.records import photo, subject
from tests.fakes.service import FakeService
from tests.library.gallery.test_people import face, known


def _opened(service: FakeService, *people: int, kind: Kind = Kind.PERSON) -> SubjectsViewModel:
    photos = tuple(photo(f"{number}.jpg") for number in range(len(people)))
    service.subjects = (subject("Ann", "woman", kind, photos, "she agreed"),)
    service.known = {
        one.id: known(one, *([face(who, view=View.FRONT)] if who else []))
        for one, who in zip(photos, people, strict=True)
    }
    subjects = SubjectsViewModel(service)  # type: ignore[arg-type]
    subjects.select(service.subjects[0].id)
    return subjects


def test_the_budget_tells_another_face_and_a_missing_view(service: FakeService) -> None:
    subjects = _opened(service, 1, 1, 2)
    assert subjects.budget() == "2 good photos, 1 shows another face, no profile view"
    assert subjects.judged is not None
    assert subjects.judged.photos[2].faults == (Fault.OTHER_FACE,)
    assert subjects.selected is not None
    assert subjects.selected.photos[2].faults == (), "the record itself stays as it is stored"


def test_what_was_not_looked_at_is_asked_for_once_it_is_shown(service: FakeService, qtbot: QtBot) -> None:
    subjects = _opened(service, 1, 1)
    assert service.looked_at == []
    missing = subjects.selected.photos[0].id  # type: ignore[union-attr]
    first = subjects.selected.photos[0]  # type: ignore[union-attr]
    kept = service.known.pop(missing)
    subjects.select(None)
    subjects.select(service.subjects[0].id)
    assert service.looked_at == [missing]
    assert subjects.known.keys() == {subjects.selected.photos[1].id}  # type: ignore[union-attr]
    service.known[missing] = kept
    service.photos_looked_at.emit(frozenset({("0" * 64, 0)}))
    assert len(subjects.known) == 1, "another subject's photo"
    with qtbot.waitSignal(subjects.selected_changed, timeout=1000):
        service.photos_looked_at.emit(frozenset({(first.blake3, first.rotation_deg)}))
    assert len(subjects.known) == 2


def test_a_style_is_never_looked_at(service: FakeService) -> None:
    subjects = _opened(service, 0, 0, kind=Kind.STYLE)
    assert service.looked_at == []
    assert subjects.budget() == "2 good photos"


def test_another_subject_forgets_the_faces_of_the_first(service: FakeService) -> None:
    subjects = _opened(service, 1, 1)
    other = subject("Bob", "man", Kind.PERSON, (photo("b.jpg"),), "he agreed")
    service.subjects = (*service.subjects, other)
    service.subjects_changed.emit(service.subjects)
    subjects.select(other.id)
    assert subjects.known == {}
    assert service.looked_at == [other.photos[0].id]


def test_words_say_what_was_measured_by_what(service: FakeService) -> None:
    subjects = _opened(service, 1, 0)
    first, second = subjects.selected.photos  # type: ignore[union-attr]
    assert face_words(subjects.known[first.id], subjects.faces(first)) == "1 face, from the front"
    assert face_words(subjects.known[second.id], subjects.faces(second)) == "no face found by theirs"
    assert licence_words(subjects.known[first.id]) == "faces seen by theirs: for non-commercial research only"
    blind = known(second, knows="drawings")
    assert "not measured" in face_words(blind, subjects.faces(second))
    assert face_words(None, None) == "faces: not measured"
