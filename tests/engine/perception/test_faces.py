"""Face packs through insightface's own FaceAnalysis: what is found, what is refused with one sentence, no network."""

from __future__ import annotations

import json
import random
import socket
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.core.errors import InputProblem, MissingWeights, StudioError
from studio.core.folders import models
from studio.engine.perception import face_packs
from studio.engine.perception.faces import InsightFaces, Pixels
from studio.engine.pretraining.face_scenes import face_scene
from studio.engine.pretraining.world.faces import STYLES, unseen_people
from studio.library.catalogue import face_packs as catalogue
from tests.fakes.drawn_people import CROWD, pack_copy, portrait, someone


@pytest.fixture(scope="module")
def finder() -> InsightFaces:
    return InsightFaces(face_packs.look_at(models() / "faces"))


def test_a_drawn_face_is_found_where_it_is(finder: InsightFaces) -> None:
    scene = portrait(someone(), 1)
    (face,) = finder.find(scene.pixels)
    assert np.abs(face.box - scene.faces[0]).max() < 0.15 * (scene.faces[0][2] - scene.faces[0][0])
    eyes = np.linalg.norm(scene.points[0][1] - scene.points[0][0])
    assert np.linalg.norm(face.points - scene.points[0], axis=1).mean() < 0.12 * eyes
    assert face.mark is not None
    assert float(face.mark @ face.mark) == pytest.approx(1, abs=1e-4)


def _mark(finder: InsightFaces, pixels: Pixels) -> NDArray[np.float32]:
    mark = finder.find(pixels)[0].mark
    assert mark is not None
    return mark


def test_a_person_is_known_again_among_others(finder: InsightFaces) -> None:
    people = [someone(place, style) for place, style in enumerate(STYLES[:4])]
    marks = [[_mark(finder, portrait(person, seed).pixels) for seed in (1, 2)] for person in people]
    same = [float(first @ second) for first, second in marks]
    other = [float(marks[a][0] @ marks[b][1]) for a in range(4) for b in range(4) if a != b]
    assert np.mean(same) > np.mean(other) + 0.3
    assert sum(value >= finder.pack.same_person for value in same) >= 3
    assert sum(value >= finder.pack.same_person for value in other) <= 1


def test_twenty_faces_are_twenty(finder: InsightFaces) -> None:
    pool = [person for style in STYLES[:3] for person in unseen_people(style)]
    scene = next(s for n in range(99) if len((s := face_scene(random.Random(n), 640, CROWD, pool)).faces) >= 15)
    found = finder.find(scene.pixels)
    assert abs(len(found) - len(scene.faces)) <= 2


def test_no_face_is_no_face(finder: InsightFaces) -> None:
    assert finder.find(np.full((200, 200, 3), 128, np.uint8)) == []


@pytest.mark.parametrize("size", [(1, 1), (1, 400), (400, 1), (7, 5), (2400, 30)])
def test_the_smallest_pictures_have_none(finder: InsightFaces, size: tuple[int, int]) -> None:
    assert finder.find(np.full((*size, 3), 90, np.uint8)) == []


def test_half_a_face_may_be_missed_but_never_breaks(finder: InsightFaces) -> None:
    scene = portrait(someone(), 1)
    middle = int(scene.faces[0][[0, 2]].mean())
    for part in (scene.pixels[:, :middle], scene.pixels[:, middle:]):
        for face in finder.find(np.ascontiguousarray(part)):
            assert face.mark is not None
            assert face.box[2] > face.box[0]


def test_large_pictures_come_back_in_their_own_pixels(finder: InsightFaces) -> None:
    scene = portrait(someone(), 1)
    large = np.repeat(np.repeat(scene.pixels, 8, 0), 8, 1)
    (face,) = finder.find(large)
    assert np.abs(face.box / 8 - scene.faces[0]).max() < 0.15 * (scene.faces[0][2] - scene.faces[0][0])


def test_both_layouts_are_read(tmp_path: Path) -> None:
    for name, is_legacy in (("with_manifest", False), ("without", True)):
        pack = face_packs.look_at(pack_copy(tmp_path / name, is_legacy=is_legacy))
        assert (pack.name, pack.licence, pack.is_commercial) == (name, face_packs.NON_COMMERCIAL, False)
        found = InsightFaces(pack).find(portrait(someone(), 1).pixels)
        assert max(found, key=lambda face: face.score).mark is not None
    assert face_packs.look_at(tmp_path / "without").knows == "photographs"


def test_the_shipped_pack_allows_everything() -> None:
    pack = face_packs.look_at(models() / "faces")
    assert (pack.licence, pack.is_commercial, pack.knows) == ("Apache-2.0", True, "drawings")
    assert pack.size_bytes < 10_000_000
    assert 0 < pack.same_person < 1


def _broken(folder: Path, how: str) -> Path:
    if how == "no file":
        (pack_copy(folder) / "recogniser.onnx").unlink()
    elif how == "wrong hash":
        with (pack_copy(folder) / "detector.onnx").open("ab") as file:
            file.write(b"more")
    elif how == "no recogniser":
        told = json.loads((pack_copy(folder) / "manifest.json").read_text("utf-8"))
        del told["tasks"]["recognition"]
        (folder / "manifest.json").write_text(json.dumps(told), "utf-8")
    elif how == "manifest":
        pack_copy(folder, tasks=[1, 2])
    elif how == "path outside":
        pack_copy(folder, tasks={"detection": {"file": "../detector.onnx"}})
    elif how == "licence":
        (pack_copy(folder) / "MODEL.LICENSE").write_text("buy me", "utf-8")
    elif how == "empty":
        folder.mkdir()
    return folder


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("no file", "lacks its file “recogniser.onnx”"),
        ("wrong hash", "“detector.onnx” of the face pack “theirs” is damaged or changed"),
        ("no recogniser", "has no network for recognition"),
        ("manifest", "manifest of the face pack “theirs” cannot be used"),
        ("path outside", "manifest of the face pack “theirs” cannot be used"),
        ("licence", "licence file of the face pack “theirs” is not valid"),
        ("empty", "There is no face pack in"),
        ("nothing", "There is no face pack in"),
    ],
)
def test_a_broken_pack_is_refused_with_one_sentence(tmp_path: Path, how: str, words: str) -> None:
    with pytest.raises(StudioError) as caught:
        face_packs.look_at(_broken(tmp_path / "theirs", how))
    assert words in caught.value.message
    assert caught.value.message.endswith(".")
    assert caught.value.remedy


@pytest.mark.parametrize("left", ["detector.onnx", "recogniser.onnx", "garbage"])
def test_a_legacy_pack_with_missing_parts_is_refused_when_it_is_loaded(tmp_path: Path, left: str) -> None:
    folder = pack_copy(tmp_path / "theirs", is_legacy=True)
    for path in list(folder.glob("*.onnx")):
        if left == "garbage":
            path.write_bytes(b"no network")
        elif path.name != left:
            path.unlink()
    with pytest.raises(MissingWeights) as caught:
        InsightFaces(face_packs.look_at(folder))
    assert "“theirs”" in caught.value.message
    assert "studio faces use mini-faces" in caught.value.remedy


def test_a_licence_comes_before_use(tmp_path: Path) -> None:
    pack = face_packs.look_at(pack_copy(tmp_path / "buffalo_x"))
    with pytest.raises(InputProblem, match="non-commercial research only"):
        face_packs.put_to_use(pack, agreed=False)
    assert face_packs.in_use().name == catalogue.SHIPPED
    face_packs.put_to_use(pack, agreed=True)
    assert face_packs.in_use().name == "buffalo_x"
    chosen = catalogue.chosen()
    assert chosen is not None
    assert (chosen.agreed, chosen.licence) == (True, face_packs.NON_COMMERCIAL)
    (pack.folder / "more.onnx").write_bytes(b"x")
    with pytest.raises(MissingWeights, match="not the one that was chosen"):
        face_packs.in_use()
    face_packs.put_to_use(face_packs.named(catalogue.SHIPPED), agreed=False)
    assert face_packs.in_use().name == catalogue.SHIPPED


def test_packs_are_found_where_people_have_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    pack_copy(tmp_path / ".insightface" / "models" / "buffalo_l", is_legacy=True)
    (tmp_path / ".insightface" / "models" / "broken").mkdir()
    good = [found for found in face_packs.packs() if not isinstance(found, StudioError)]
    assert [pack.name for pack in good] == [catalogue.SHIPPED, "buffalo_l"]
    assert face_packs.named("buffalo_l").folder == tmp_path / ".insightface" / "models" / "buffalo_l"


def test_nothing_is_ever_downloaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    for name in ("buffalo_l", "raccoon_s", "antelopev2", "nowhere/at/all"):
        with pytest.raises(InputProblem):
            face_packs.named(name)
    pack = face_packs.named(catalogue.SHIPPED)
    assert len(InsightFaces(pack).find(portrait(someone(), 1).pixels)) == 1
    other = face_packs.look_at(pack_copy(tmp_path / "theirs", is_legacy=True))
    InsightFaces(other)
    face_packs.packs()
    assert not (tmp_path / ".insightface").exists()
