"""Finding subjects through the process the window starts: by a click, by itself, and for all photos of a subject."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.core.errors import InputProblem, WorkerDied
from studio.core.geometry import BoxFrac
from studio.desktop.service import cutting
from studio.desktop.service.cutting import Cutter, Seen
from studio.desktop.service.proposing import MasksGiven, box_of, propose, proposed_masks
from studio.desktop.service.studio_service import StudioService
from studio.desktop.viewmodel.photo_editing import Point
from studio.engine.pretraining.world.subjects import view_of
from studio.library.gallery import proposals, store
from studio.library.gallery.records import Kind, Photo, Subject
from studio.library.library import Library

_PATIENCE_MS = 200_000  # a busy machine takes half a minute to start the process
_NAMES = ("fxemoji:rocket", "fxemoji:cactus", "fxemoji:snail")


def _drawn() -> QImage:
    picture = QImage(1200, 800, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    painter.fillRect(300, 200, 500, 400, QColor("darkred"))
    painter.end()
    return picture


def _at(mask: QImage, x: float, y: float) -> int:
    return QColor(mask.pixel(int(x * mask.width()), int(y * mask.height()))).red()


@pytest.fixture
def library_root(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def service(qapp: QApplication) -> Iterator[StudioService]:
    """Not open; held by the application as in the program, so that no thread ever collects it."""
    made = StudioService(qapp)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def cutter() -> Iterator[Cutter]:
    made = Cutter()
    yield made
    made.close()


@pytest.mark.timeout(240)
def test_one_process_answers_clicks_looks_and_nonsense(cutter: Cutter) -> None:
    """One test, since the process takes seconds to start."""
    picture = _drawn()
    for _ in range(2):
        mask = cutter.cut_out(picture, (Point(0.45, 0.5),))
        assert mask.format() == QImage.Format.Format_Grayscale8
        assert max(mask.width(), mask.height()) == 512
        assert (_at(mask, 0.45, 0.5), _at(mask, 0.02, 0.02)) == (255, 0)
    seen = cutter.subject(picture)
    assert seen is not None
    assert (seen.by, seen.licence, len(seen.fingerprint)) == ("mini", "Apache-2.0", 32)
    assert seen.mask is not None
    assert _at(seen.mask, 0.45, 0.5) == 255
    process = cutter._process
    with pytest.raises(InputProblem, match="cannot be read") as caught:
        cutter.cut_out(QImage(), (Point(0.5, 0.5),))
    assert caught.value.remedy
    with pytest.raises(InputProblem, match="No click is on the subject"):
        cutter.cut_out(picture, (Point(0.5, 0.5, False),))
    one = QImage(1, 1, QImage.Format.Format_RGB32)
    one.fill(QColor("white"))
    with pytest.raises(InputProblem, match="too small"):
        cutter.subject(one)
    assert cutter.cut_out(picture, (Point(0.45, 0.5),)).width() == 512
    assert cutter._process is process
    assert process is not None
    process.kill()  # it ends by itself after some silence
    process.wait()
    assert cutter.cut_out(picture, (Point(0.45, 0.5),)).width() == 512


def test_a_process_that_cannot_start_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(WorkerDied, match="could not be cut out") as caught:
        Cutter().cut_out(_drawn(), (Point(0.5, 0.5),))
    assert caught.value.remedy == "Brush the mask by hand."


def test_a_process_that_says_nothing_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "_MODULE", "http.server")  # runs, and never answers on its output
    monkeypatch.setattr(cutting, "_PATIENCE_S", 0.5)
    made = Cutter()
    with pytest.raises(WorkerDied):
        made.cut_out(_drawn(), (Point(0.5, 0.5),))
    made.close()


def test_nothing_is_asked_after_closing() -> None:
    made = Cutter()
    made.close()
    with pytest.raises(WorkerDied):
        made.cut_out(_drawn(), (Point(0.5, 0.5),))


def test_the_box_of_a_mask() -> None:
    mask = QImage(10, 20, QImage.Format.Format_Grayscale8)
    mask.fill(0)
    assert box_of(mask) is None
    painter = QPainter(mask)
    painter.fillRect(2, 5, 3, 10, QColor("white"))
    painter.end()
    assert box_of(mask) == BoxFrac(0.2, 0.25, 0.5, 0.75)


class _OneAnswer:
    """Stands in for the process: what it would see, or what it would raise."""

    def __init__(self, answer: Seen | Exception | None) -> None:
        self.answer, self.asked = answer, 0

    def subject(self, _picture: QImage) -> Seen | None:
        self.asked += 1
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def _white(width: int = 8, height: int = 8) -> QImage:
    mask = QImage(width, height, QImage.Format.Format_Grayscale8)
    mask.fill(255)
    return mask


def _add(root: Path, folder: Path, count: int = 3) -> Subject:
    names = []
    for number, name in enumerate(_NAMES[:count]):
        path = folder / f"{number}.png"
        Image.fromarray(view_of(name, random.Random(number)).pixels).save(path)
        names.append(path)
    with Library.open(root) as library:
        return library.gallery.add("Rex", "thing", names, Kind.OBJECT)


def test_a_photo_is_looked_at_once_and_goes_with_its_proposal(library_root: Path, tmp_path: Path) -> None:
    subject = _add(library_root, tmp_path, 1)
    photo = subject.photos[0]
    seen = _OneAnswer(Seen(_white(), "mini", "f" * 32, "Apache-2.0", 0.9))
    assert proposals.read_proposal(library_root, photo) is None  # not measured
    assert propose(library_root, photo, seen)  # type: ignore[arg-type]
    assert propose(library_root, photo, seen)  # type: ignore[arg-type]
    assert seen.asked == 1
    found = proposals.read_proposal(library_root, photo)
    assert found is not None
    assert (found.box, found.quality, found.by) == (BoxFrac(0, 0, 1, 1), 0.9, "mini")
    turned = photo.model_copy(update={"rotation_deg": 90})
    assert proposals.read_proposal(library_root, turned) is None
    files = proposals.proposals_of(library_root, photo.blake3)
    assert {file.suffix for file in files} == {".json", ".png"}
    assert set(files) <= set(store.derived_of(library_root, photo.blake3))


@pytest.mark.parametrize(
    "answer", [None, InputProblem("Too small.", "Use another."), Seen(None, "mini", "f" * 32, "Apache-2.0")]
)
def test_photos_in_which_nothing_is_seen_get_no_mask(
    answer: Seen | Exception | None, library_root: Path, tmp_path: Path
) -> None:
    subject = _add(library_root, tmp_path, 1)
    stand_in = _OneAnswer(answer)
    assert proposed_masks(library_root, subject.photos, stand_in, lambda: True) == {}  # type: ignore[arg-type]
    is_known = proposals.read_proposal(library_root, subject.photos[0]) is not None
    assert is_known == isinstance(answer, Seen)  # "looked, and nothing" is known; the rest stays not measured


def test_a_damaged_proposal_is_made_again(library_root: Path, tmp_path: Path) -> None:
    photo = _add(library_root, tmp_path, 1).photos[0]
    stand_in = _OneAnswer(Seen(_white(), "mini", "f" * 32, "Apache-2.0", 0.9))
    propose(library_root, photo, stand_in)  # type: ignore[arg-type]
    path = proposals.proposal_path(library_root, photo)
    path.write_text(json.dumps({"v": 2, "wings": 1}))
    assert proposals.read_proposal(library_root, photo) is None
    propose(library_root, photo, stand_in)  # type: ignore[arg-type]
    path.with_suffix(".png").unlink()
    assert proposals.read_proposal(library_root, photo) is None


@pytest.mark.timeout(240)
def test_every_photo_gets_a_mask_and_brushed_ones_keep_theirs(
    library_root: Path, tmp_path: Path, qtbot: QtBot, service: StudioService
) -> None:
    subject = _add(library_root, tmp_path)
    with Library.open(library_root) as library:
        library.gallery.set_mask(subject.id, subject.photos[0].id, b"brushed")
    with qtbot.waitSignal(service.subjects_changed, timeout=20_000):
        service.open(library_root)
    given: list[MasksGiven] = []
    service.mask_photos(subject.id).done(given.append)
    qtbot.waitUntil(lambda: bool(given), timeout=_PATIENCE_MS)
    masks, bare = given[0].masks, [photo.id for photo in subject.photos[1:]]
    assert sorted(masks) == sorted(bare)
    assert given[0].without == 0
    for number, photo in enumerate(subject.photos[1:], 1):
        name = _NAMES[number]
        true = view_of(name, random.Random(number)).things[0].mask
        (tmp_path / "mask.png").write_bytes(masks[photo.id])
        with Image.open(tmp_path / "mask.png") as opened:
            found = np.array(opened) > 127
        assert (found & true).sum() / (found | true).sum() > 0.6, name
    ids: list[tuple[str, ...]] = []
    with qtbot.waitSignal(service.subjects_changed, timeout=20_000):
        service.add_masks(subject.id, masks).done(ids.append)
    assert sorted(ids[0]) == sorted(bare)
    assert all(photo.has_mask for photo in service.subjects[0].photos)
    assert store.mask_path(library_root, subject.id, subject.photos[0].id).read_bytes() == b"brushed"
    store.mask_path(library_root, subject.id, bare[0]).write_bytes(b"brushed on since")
    with qtbot.waitSignal(service.subjects_changed, timeout=20_000):
        service.take_masks_back(subject.id, masks).done(ids.append)
    assert ids[1] == (bare[1],)
    assert [photo.has_mask for photo in service.subjects[0].photos] == [True, True, False]
    service.close()


@pytest.mark.timeout(240)
def test_photos_are_looked_at_in_the_background(
    library_root: Path, tmp_path: Path, qtbot: QtBot, service: StudioService
) -> None:
    subject = _add(library_root, tmp_path, 1)
    with qtbot.waitSignal(service.subjects_changed, timeout=20_000):
        service.open(library_root)
    with qtbot.waitSignal(service.photos_proposed, timeout=_PATIENCE_MS):
        service.propose_masks(subject.photos)
    assert proposals.read_proposal(library_root, subject.photos[0]) is not None
    service.close()


def test_pictures_on_screen_come_before_masks(
    library_root: Path, tmp_path: Path, qtbot: QtBot, service: StudioService, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    subject = _add(library_root, tmp_path, 1)
    with qtbot.waitSignal(service.subjects_changed, timeout=20_000):
        service.open(library_root)
    monkeypatch.setattr(
        "studio.desktop.service.proposing.propose", lambda _root, photo, _cutter: bool(asked.append(photo.id))
    )
    waiting = [3]
    monkeypatch.setattr(type(service.thumbnails), "waiting", property(lambda _self: waiting[0]))
    service.propose_masks(subject.photos)
    qtbot.wait(500)
    assert asked == []
    waiting[0] = 0
    qtbot.waitUntil(lambda: asked == [subject.photos[0].id], timeout=20_000)
    service.close()


@pytest.mark.timeout(240)
def test_the_service_can_close_while_it_looks(
    library_root: Path, tmp_path: Path, qtbot: QtBot, service: StudioService
) -> None:
    subject = _add(library_root, tmp_path)
    with qtbot.waitSignal(service.subjects_changed, timeout=20_000):
        service.open(library_root)
    service.propose_masks(subject.photos)
    service.close()


def test_a_process_that_dies_is_not_started_for_every_photo(
    library_root: Path, tmp_path: Path, qtbot: QtBot, service: StudioService, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def dies(_root: Path, photo: Photo, _cutter: Cutter) -> bool:
        asked.append(photo.id)
        raise WorkerDied("It died.", "Try again.")

    subject = _add(library_root, tmp_path)
    with qtbot.waitSignal(service.subjects_changed, timeout=20_000):
        service.open(library_root)
    monkeypatch.setattr("studio.desktop.service.proposing.propose", dies)
    service.propose_masks(subject.photos)
    qtbot.waitUntil(lambda: bool(asked), timeout=20_000)
    qtbot.wait(300)
    assert asked == [subject.photos[0].id]
    service.close()
