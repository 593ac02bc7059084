"""`studio faces`, and what `studio subject show` knows of photos: measured, or said not to be."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.cli.conftest import Studio
from tests.fakes.drawn_people import pack_copy, portrait, saved, someone


@pytest.fixture
def ann(studio: Studio, tmp_path: Path) -> str:
    """Two photos of a drawn person, one of another, one of a wall."""
    ann, bob = someone(0), someone(3, "toon-head")
    drawn = [portrait(ann, 1), portrait(ann, 2), portrait(bob, 3)]
    files = [str(saved(scene, tmp_path / f"{n}.png")) for n, scene in enumerate(drawn)]
    Image.effect_noise((300, 300), 60).convert("RGB").save(tmp_path / "wall.png")
    said = studio(
        "subject", "add", "Ann", "--class-word", "woman", "--kind", "person", "--consent", "she agreed",
        *files, str(tmp_path / "wall.png"),
    )  # fmt: skip
    assert said.code == 0, said.err
    return "Ann"


def test_show_lists_what_is_known_of_each_photo(studio: Studio, ann: str) -> None:
    quick = studio("subject", "show", ann, "--quick").answer["subject"]
    assert all(photo["knowledge"]["faces"] is None for photo in quick["photos"])
    told = studio("subject", "show", ann).answer["subject"]
    first, second, other, wall = (photo["knowledge"] for photo in told["photos"])
    assert [face["who"] for face in first["faces"]] == ["subject"]
    assert (first["same_person"], second["same_person"], other["same_person"]) == (True, True, False)
    assert first["view"] == "front"
    assert first["expression"] is None
    assert "expression" in first["not_measured"]
    assert first["blur"] > 0
    assert "@Ann" in first["suggested_caption"]
    assert first["faces_by"]["licence"] == "Apache-2.0"
    assert wall["faces"] is None, "a pack of drawn faces says nothing about a photo without one"
    assert "faces" in wall["not_measured"]
    assert any("another face" in problem for problem in told["photos"][2]["problems"])
    assert "1 shows another face" in told["budget"]
    assert told["missing_views"] == ["profile"]
    again = studio("subject", "show", ann, "--quick").answer["subject"]
    assert again["photos"] == told["photos"]


def test_purging_a_subject_deletes_what_was_seen(studio: Studio, ann: str, tmp_path: Path) -> None:
    studio("subject", "show", ann)
    seen = tmp_path / "library" / "derived" / "faces"
    assert len(list(seen.glob("*/*.json"))) == 4
    assert studio("subject", "remove", ann, "--purge").code == 0
    assert list(seen.glob("*/*.json")) == []


def test_a_pack_is_used_after_its_licence_was_agreed_to(studio: Studio, tmp_path: Path, ann: str) -> None:
    theirs = pack_copy(tmp_path / "buffalo_x")
    refused = studio("faces", "use", str(theirs))
    assert refused.code == 1
    assert "non-commercial research only" in refused.err
    assert "--agree" in refused.err
    assert studio("faces", "use", str(theirs), "--agree").answer["pack"]["name"] == "buffalo_x"
    packs = {pack["name"]: pack for pack in studio("faces", "list").answer["packs"]}
    assert packs["mini-faces"]["in_use"] is False
    by = studio("subject", "show", ann).answer["subject"]["photos"][0]["knowledge"]["faces_by"]
    assert (by["pack"], by["licence"]) == ("buffalo_x", "non-commercial research only")
    assert studio("faces", "use", "mini-faces").code == 0
    packs = {pack["name"]: pack for pack in studio("faces", "list").answer["packs"]}
    assert packs["mini-faces"]["in_use"] is True


def test_a_pack_that_is_none_is_refused(studio: Studio, tmp_path: Path) -> None:
    said = studio("faces", "use", "buffalo_l")
    assert said.code == 1
    assert "There is no face pack “buffalo_l”." in said.err


def test_a_pack_that_vanished_leaves_faces_unmeasured(studio: Studio, tmp_path: Path, ann: str) -> None:
    theirs = pack_copy(tmp_path / "buffalo_x")
    assert studio("faces", "use", str(theirs), "--agree").code == 0
    (theirs / "recogniser.onnx").unlink()
    said = studio("subject", "show", ann)
    assert said.code == 0
    assert "Faces are not measured" in said.err
    assert said.answer["subject"]["photos"][0]["knowledge"]["faces"] is None


def test_the_doctor_names_packs_licences_and_what_they_make_possible(studio: Studio) -> None:
    packs = {pack["name"]: pack for pack in studio("doctor").answer["packs"]}
    faces = packs["faces/mini-faces"]
    assert faces["licence"] == "Apache-2.0"
    assert "sees faces in drawings" in faces["makes_possible"]
    assert faces["problem"] is None
    assert packs["mini"]["makes_possible"] == "teaching and drawing"
