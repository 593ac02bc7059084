"""Looking at photos and keeping what was seen: once per photo, turn and pack; bad photos harm no others."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.core.folders import models, resources
from studio.engine.perception import face_packs
from studio.engine.perception.faces import Found, InsightFaces
from studio.engine.perception.photo_knowledge import is_drawn, known_or_looked_at, look_at_all, seen, view_of
from studio.library.gallery.knowledge import View, knowledge_path, read_knowledge
from studio.library.gallery.records import Kind, Subject
from studio.library.gallery.store import photo_path
from studio.library.library import Library
from tests.fakes.drawn_people import portrait, saved, someone


@pytest.fixture(scope="module")
def finder() -> InsightFaces:
    return InsightFaces(face_packs.look_at(models() / "faces"))


@pytest.fixture
def ann(tmp_path: Path) -> tuple[Path, Subject]:
    """A library with a drawn person in two photos and something else in a third."""
    files = [saved(portrait(someone(), seed), tmp_path / f"ann-{seed}.png") for seed in (1, 2)]
    Image.effect_noise((300, 300), 60).convert("RGB").save(tmp_path / "wall.png")
    root = tmp_path / "library"
    with Library.open(root) as library:
        subject = library.gallery.add("Ann", "woman", [*files, tmp_path / "wall.png"], Kind.PERSON, "she agreed")
    return root, subject


def test_what_is_seen_is_kept_and_not_looked_for_again(finder: InsightFaces, ann: tuple[Path, Subject]) -> None:
    root, subject = ann
    found = look_at_all(root, subject.photos, finder)
    assert [len(found[photo.id].faces) for photo in subject.photos] == [1, 1, 0]
    face = found[subject.photos[0].id].faces[0]
    assert face.box.is_valid()
    assert len(face.points) == 5
    assert face.view is View.FRONT
    assert not face.is_cut
    path = knowledge_path(root, subject.photos[0], finder.pack.fingerprint)
    before = path.stat().st_mtime_ns

    class Blind:
        pack = finder.pack

        def find(self, picture: object) -> list[Found]:
            raise AssertionError("looked again")

    assert look_at_all(root, subject.photos, Blind()) == found
    assert path.stat().st_mtime_ns == before


def test_a_turned_photo_is_looked_at_anew(finder: InsightFaces, ann: tuple[Path, Subject]) -> None:
    root, subject = ann
    photo = subject.photos[0]
    turned = photo.model_copy(update={"rotation_deg": 180})
    found = look_at_all(root, [photo, turned], finder)
    assert read_knowledge(root, turned, finder.pack.fingerprint) is not None
    assert found[photo.id].rotation_deg == 180, "by id the later one; on disk both"
    assert read_knowledge(root, photo, finder.pack.fingerprint) is not None


def test_one_missing_original_does_not_hide_the_others(finder: InsightFaces, ann: tuple[Path, Subject]) -> None:
    root, subject = ann
    path = photo_path(root, subject.photos[0])
    path.chmod(0o644)
    path.unlink()
    told: list[str] = []
    found = look_at_all(root, subject.photos, finder, lambda _, problem: told.append(problem))
    assert set(found) == {photo.id for photo in subject.photos[1:]}
    assert told[0].startswith("There is no file")
    assert told[1:] == ["", ""]


def test_without_a_pack_nothing_is_measured_and_it_is_said(
    ann: tuple[Path, Subject], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    root, subject = ann
    monkeypatch.setattr("studio.library.catalogue.face_packs.shipped_folder", lambda: tmp_path / "gone")
    known, problem = known_or_looked_at(root, subject.photos)
    assert known == {}
    assert problem is not None
    assert problem.message == "There is no face pack."


def test_the_child_process_tells_each_photo_in_a_line(ann: tuple[Path, Subject]) -> None:
    root, subject = ann
    asked = json.dumps({"photos": [photo.to_data() for photo in subject.photos]})
    command = [sys.executable, "-m", "studio.engine.perception.photo_knowledge", str(root)]
    done = subprocess.run(command, input=asked.encode(), capture_output=True, timeout=50, check=False)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    assert [line["problem"] for line in lines] == [""] * 4
    assert lines[-1] == {"pack": "mini-faces", "licence": "Apache-2.0", "problem": ""}
    known, problem = known_or_looked_at(root, subject.photos)
    assert problem is None
    assert len(known) == 3


def _found(nose_x: float, yaw: float | None = None) -> Found:
    points = np.array([[10, 10], [20, 10], [nose_x, 15], [12, 20], [18, 20]], np.float32)
    mark = np.full(4, 0.5, np.float32)
    return Found(np.array([5, 5, 25, 25], np.float32), points, 0.9, mark, yaw)


@pytest.mark.parametrize(
    ("nose_x", "yaw", "view"),
    [
        (15, None, View.FRONT),
        (18, None, View.TURNED),
        (21, None, View.PROFILE),
        (15, 40.0, View.TURNED),
        (15, -70.0, View.PROFILE),
        (25, 3.0, View.FRONT),
    ],
)
def test_views_follow_the_nose_or_the_pack(nose_x: float, yaw: float | None, view: View) -> None:
    assert view_of(_found(nose_x, yaw)) is view


def test_drawings_are_told_from_photographs() -> None:
    assert is_drawn(Image.fromarray(portrait(someone(), 1).pixels))
    assert not is_drawn(Image.effect_noise((300, 300), 60).convert("RGB"))
    assert not is_drawn(Image.new("RGB", (1, 1)))
    photographs = sorted((resources() / "samples").rglob("*.jpg"))
    assert photographs
    with Image.open(photographs[0]) as photograph:
        assert not is_drawn(photograph)


def test_a_face_at_the_edge_is_cut() -> None:
    assert seen(_found(15), (25, 40)).is_cut
    assert not seen(_found(15), (60, 40)).is_cut
    assert seen(_found(15), (10, 10)).box.is_valid(), "a box beyond the picture is drawn in"
