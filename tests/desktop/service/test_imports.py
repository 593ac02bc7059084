"""Drops into a real library through the real service: the good comes in, each of the rest is one sentence."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.core import files
from studio.core.errors import DiskProblem
from studio.desktop.service.imports import ImportState
from studio.desktop.service.orders import NewSubject
from studio.desktop.service.shelf import Imported
from studio.desktop.service.studio_service import StudioService
from studio.library.gallery import import_photos
from studio.library.gallery.records import Fault, Kind
from tests.fakes.pictures import photo, photos, picture


@pytest.fixture
def service(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[StudioService]:
    made = StudioService(qapp)
    with qtbot.waitSignals([made.subjects_changed, made.catalogue_changed]):
        made.open(tmp_path / "library")
    yield made
    made.close()
    made.deleteLater()


def _add(qtbot: QtBot, service: StudioService, *files: Path) -> tuple[Imported, list[ImportState]]:
    ended: list[Imported | Exception] = []
    states: list[ImportState] = []
    service.import_changed.connect(states.append)
    service.add_subject(NewSubject("Rex", "dog", Kind.ANIMAL, files=files)).done(ended.append).failed(ended.append)
    qtbot.waitUntil(lambda: bool(ended) and states[-1].is_over, timeout=30_000)
    assert isinstance(ended[0], Imported), ended
    qtbot.waitUntil(lambda: any(len(s.photos) == len(ended[0].subject.photos) for s in service.subjects))  # type: ignore[union-attr]
    return ended[0], states


def _odd_files(folder: Path) -> list[Path]:
    """One of each kind a person may drop, and a good one last."""
    folder.mkdir()
    made = [folder / "empty.jpg", folder / "cut.jpg", folder / "wrong.jpg", folder / "dot.png", folder / "page.html"]
    made[0].write_bytes(b"")
    whole = photo(folder, "whole.jpg", 1).read_bytes()
    made[1].write_bytes(whole[: len(whole) // 2])
    photo(folder, "wrong.png", 2).rename(made[2])
    Image.new("RGB", (1, 1)).save(made[3])
    made[4].write_text("<html><img src='a.png'></html>")
    made.append(folder / "huge.png")
    Image.new("1", (30_000, 30_000)).save(made[-1])
    frames = [picture(n, (64, 64)) for n in (3, 4)]
    frames[0].save(folder / "moving.gif", save_all=True, append_images=frames[1:])
    picture(5).convert("CMYK").save(folder / "print.tif")
    Image.fromarray(__import__("numpy").arange(256 * 256, dtype="uint16").reshape(256, 256)).save(folder / "deep.png")
    made += [folder / "moving.gif", folder / "print.tif", folder / "deep.png", folder / "gone.jpg"]
    emoji = folder / ("🐕 a name\nof two lines " + "x" * 150 + ".png")
    picture(6).save(emoji)
    return [*made, emoji, folder / "whole.jpg", folder / "whole.jpg"]


def test_of_every_odd_kind_one_sentence_and_the_rest_is_imported(
    qtbot: QtBot, service: StudioService, tmp_path: Path
) -> None:
    imported, states = _add(qtbot, service, *_odd_files(tmp_path / "odd"))
    assert [p.name[:10] for p in imported.subject.photos] == [
        "wrong.jpg", "moving.gif", "print.tif", "deep.png", "🐕 a name o", "whole.jpg",
    ]  # fmt: skip
    said = {error.message for error in imported.refused}
    assert said == {
        "“empty.jpg” is empty.",
        "“cut.jpg” is damaged or cut off.",
        "“dot.png” is too small: 1 × 1 pixels.",
        "“page.html” is not a picture the studio can read.",
        "“huge.png” is too large: more than 100 million pixels.",
        "There is no file “gone.jpg”.",
    }
    assert all(error.remedy for error in imported.refused)
    assert imported.notes == (
        "“moving.gif”: it is animated; its first frame is used.",
        "“print.tif”: it is a CMYK picture; its colours are converted on reading.",
        "“deep.png”: it has 16 bits a channel; 8 are used.",
        "“whole.jpg” is the same photo as “whole.jpg”; it was left out.",
    )
    assert (states[-1].unusable, states[-1].known) == (6, 1)
    tones = [tone for tone, _ in imported.sentences()]
    assert tones == ["good", "warning"]
    assert "5 more could not be used either" in imported.sentences()[1][1]


def test_the_budget_fills_in_while_photos_are_judged(qtbot: QtBot, service: StudioService, tmp_path: Path) -> None:
    files = photos(tmp_path / "in", 40)
    twin = photo(tmp_path / "in", "twin.jpg", 0, quality=70)
    imported, states = _add(qtbot, service, *files, twin)
    assert imported.added == 41
    assert states[-1].sentence() == "40 good photos, 1 near duplicate"
    assert [s.judged for s in states] == sorted(s.judged for s in states)
    assert imported.subject.photos[-1].faults == (Fault.TWIN,)
    assert service.subjects[0].photos == imported.subject.photos


def test_judged_before_it_has_a_name_and_stored_afterwards(
    qtbot: QtBot, service: StudioService, tmp_path: Path
) -> None:
    states: list[ImportState] = []
    service.import_changed.connect(states.append)
    key = service.judge(photos(tmp_path, 3))
    qtbot.waitUntil(lambda: bool(states) and states[-1].is_judged)
    assert service.subjects == ()
    service.judge_more(key, photos(tmp_path, 2, first=3))
    qtbot.waitUntil(lambda: states[-1].judged == 5)
    service.add_subject(NewSubject("Rex", "dog", Kind.ANIMAL), key)
    qtbot.waitUntil(lambda: states[-1].is_over and bool(service.subjects))
    assert len(service.subjects[0].photos) == 5
    assert states[-1].subject_id == service.subjects[0].id


def test_stopping_forgets_what_has_no_subject(qtbot: QtBot, service: StudioService, tmp_path: Path) -> None:
    with qtbot.waitSignal(service.import_changed, check_params_cb=lambda state: state.is_over):
        key = service.judge(photos(tmp_path, 30))
        service.stop_import(key)
    assert service.subjects == ()


def test_stopping_keeps_what_was_judged(
    qtbot: QtBot, service: StudioService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported, _ = _add(qtbot, service, *photos(tmp_path, 1))
    files = photos(tmp_path / "more", 40, first=100)
    real = import_photos.try_photo
    may_go_on = threading.Event()

    def slow_after_five(found: import_photos.Found) -> object:
        if found.path not in files[:5]:
            may_go_on.wait(20)
        return real(found)

    monkeypatch.setattr(import_photos, "try_photo", slow_after_five)
    ended: list[Imported] = []
    states: list[ImportState] = []
    service.import_changed.connect(states.append)
    adding = service.add_photos(imported.subject.id, files).done(ended.append)
    qtbot.waitUntil(lambda: bool(states) and states[-1].judged == 5)
    adding.stop()
    may_go_on.set()
    qtbot.waitUntil(lambda: bool(ended))
    assert 5 <= ended[0].added < 40
    assert len(ended[0].subject.photos) == ended[0].added + 1


def test_a_folder_of_five_thousand_mixed_files_does_not_freeze(
    qtbot: QtBot, service: StudioService, tmp_path: Path
) -> None:
    folder = tmp_path / "mixed"
    for number in range(4990):
        place = folder / f"{number // 500}" / f"note {number}.txt"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(str(number))
    photos(folder / "3" / "deep" / "down", 10)
    ticks = 0

    def tick() -> None:
        nonlocal ticks
        ticks += 1

    timer = QTimer(interval=5)
    timer.timeout.connect(tick)
    timer.start()
    imported, states = _add(qtbot, service, folder)
    timer.stop()
    assert len(imported.subject.photos) == 10
    assert imported.others == states[-1].other == 4990
    assert "4990 other files left out." in imported.sentences()[0][1]
    assert ticks > 20, "the event loop went on"
    assert len(states) > 3


def test_nothing_usable_is_a_sentence_and_no_subject(qtbot: QtBot, service: StudioService, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("a")
    failures: list[Exception] = []
    service.add_subject(NewSubject("Rex", "dog", Kind.ANIMAL, files=(tmp_path / "in",))).failed(failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert str(failures[0]).startswith("There is no picture among these files.")
    assert service.subjects == ()


def test_closing_while_photos_are_judged_loses_nothing_stored(
    qtbot: QtBot, service: StudioService, tmp_path: Path
) -> None:
    imported, _ = _add(qtbot, service, *photos(tmp_path, 2))
    service.add_photos(imported.subject.id, photos(tmp_path / "more", 40, first=50))
    service.close()
    from studio.library.library import Library

    with Library.open(tmp_path / "library") as library:
        assert len(library.gallery.find("Rex").photos) >= 2
        assert library.check()["sound"]


def test_a_photo_that_vanishes_between_judging_and_storing_is_told_and_the_rest_comes_in(
    qtbot: QtBot, service: StudioService, tmp_path: Path
) -> None:
    states: list[ImportState] = []
    service.import_changed.connect(states.append)
    files = photos(tmp_path / "in", 4)
    key = service.judge(files)
    qtbot.waitUntil(lambda: bool(states) and states[-1].is_judged)
    files[1].unlink()
    photo(tmp_path / "in", files[2].name, 77)  # and this one is another picture now
    ended: list[Imported] = []
    service.add_subject(NewSubject("Rex", "dog", Kind.ANIMAL), key).done(ended.append)
    qtbot.waitUntil(lambda: bool(ended))
    assert [p.name for p in ended[0].subject.photos] == [files[0].name, files[3].name]
    assert [error.message for error in ended[0].refused] == [
        f"There is no file “{files[1].name}”.",
        f"“{files[2].name}” changed while it was being added.",
    ]
    assert all(error.remedy for error in ended[0].refused)


def test_a_disk_that_fills_up_while_photos_come_in_keeps_those_that_are_there(
    qtbot: QtBot, service: StudioService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported, _ = _add(qtbot, service, *photos(tmp_path, 2))
    real = files.write_bytes

    def full(path: Path, content: bytes, *more: object) -> None:
        if path.suffix == ".png":
            raise DiskProblem("The disk is full.", "Free some space, then try again.")
        real(path, content, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(files, "write_bytes", full)
    failures: list[Exception] = []
    service.add_photos(imported.subject.id, photos(tmp_path / "more", 5, first=20)).failed(failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(failures[0], DiskProblem)
    assert failures[0].remedy
    monkeypatch.undo()
    assert len(service.subjects[0].photos) == 2
    ended: list[Imported] = []
    service.add_photos(imported.subject.id, photos(tmp_path / "more", 5, first=20)).done(ended.append)
    qtbot.waitUntil(lambda: bool(ended))
    assert len(ended[0].subject.photos) == 7
