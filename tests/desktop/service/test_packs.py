"""Packs through the real process: looked at, refused, used, and given back."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.errors import InputProblem, MissingWeights, WorkerDied
from studio.desktop.service import packs
from studio.desktop.service.packs import Part, look_at, use
from studio.library.catalogue import face_packs, segmenters
from tests.fakes.drawn_people import pack_copy

pytestmark = pytest.mark.timeout(240)


def test_a_face_pack_is_looked_at_and_used_only_when_agreed_to(tmp_path: Path) -> None:
    theirs = pack_copy(tmp_path / "buffalo_x")
    found = look_at(Part.FACES, theirs)
    assert (found.name, found.needs_consent, found.licence) == ("buffalo_x", True, "non-commercial research only")
    assert found.size_bytes > 1_000_000
    with pytest.raises(InputProblem, match="non-commercial research only"):
        use(Part.FACES, theirs, agreed=False)
    assert use(Part.FACES, theirs, agreed=True).path == theirs
    chosen = face_packs.chosen()
    assert chosen is not None
    assert (chosen.name, chosen.agreed) == ("buffalo_x", True)
    assert use(Part.FACES, None, agreed=False).name == "mini-faces"
    assert face_packs.chosen() == face_packs.shipped()


def test_a_segmenter_is_looked_at_and_used(tmp_path: Path) -> None:
    assert look_at(Part.SEGMENTER, None).knows == "drawings"
    (tmp_path / "sam.pth").write_bytes(b"pickle")
    with pytest.raises(InputProblem, match="pickle"):
        look_at(Part.SEGMENTER, tmp_path / "sam.pth")
    with pytest.raises(MissingWeights):
        use(Part.SEGMENTER, tmp_path / "nothing", agreed=True)
    assert use(Part.SEGMENTER, None, agreed=False).name == segmenters.SHIPPED


def test_a_process_that_says_nothing_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packs, "_MODULE", "this_is_no_module")
    with pytest.raises(WorkerDied, match="no answer"):
        look_at(Part.FACES, None)
