"""Small pictures: made in the background, the newest first, what left the view is dropped, damaged ones are told."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from PIL import Image
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from studio.core.geometry import BoxFrac
from studio.desktop.service import thumbnails as module
from studio.desktop.service.thumbnails import ThumbKey, Thumbnails, scaled


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    path = tmp_path / "a.png"
    image.save(str(path))
    return path


@pytest.fixture
def thumbnails(qapp: QObject, tmp_path: Path) -> Thumbnails:
    return Thumbnails(qapp, tmp_path / "thumbs")


def test_a_picture_is_made_kept_on_disk_and_given(qtbot: QtBot, thumbnails: Thumbnails, picture: Path) -> None:
    key = ThumbKey("h1", 64)
    with qtbot.waitSignal(thumbnails.ready):
        assert thumbnails.get(key, picture) is None
    image = thumbnails.get(key, picture)
    assert image is not None
    assert (image.width(), image.height()) == (64, 42)
    picture.unlink()
    again = Thumbnails(thumbnails.parent(), thumbnails._folder)  # type: ignore[arg-type]
    with qtbot.waitSignal(again.ready):
        again.get(key, picture)
    for made in (thumbnails, again):
        made.close()


@pytest.mark.parametrize(("alpha", "ending"), [(255, ".jpg"), (90, ".png")])
def test_opaque_ones_are_kept_small_and_see_through_ones_stay_so(
    qtbot: QtBot, thumbnails: Thumbnails, tmp_path: Path, alpha: int, ending: str
) -> None:
    colour = QColor(0, 128, 128, alpha)
    image = QImage(300, 200, QImage.Format.Format_ARGB32 if alpha < 255 else QImage.Format.Format_RGB32)
    image.fill(colour)
    picture, key = tmp_path / "a.png", ThumbKey("h1", 64)
    image.save(str(picture))
    for once in (thumbnails, Thumbnails(thumbnails.parent(), thumbnails._folder)):  # type: ignore[arg-type]
        with qtbot.waitSignal(once.ready):
            once.get(key, picture)
        shown = once.get(key, picture)
        assert shown is not None
        seen = shown.pixelColor(30, 20)
        assert abs(seen.alpha() - alpha) <= 1
        assert abs(seen.green() - colour.green()) <= 4
        once.close()
    assert [path.suffix for path in (tmp_path / "thumbs").iterdir()] == [ending]


def test_a_folder_that_cannot_be_written_costs_no_picture(
    qtbot: QtBot, thumbnails: Thumbnails, tmp_path: Path, picture: Path
) -> None:
    (tmp_path / "thumbs").write_bytes(b"a file where the folder should be")
    key = ThumbKey("h1", 64)
    with qtbot.waitSignal(thumbnails.ready):
        thumbnails.get(key, picture)
    assert thumbnails.get(key, picture) is not None
    thumbnails.close()


def test_turn_and_crop_are_seen(picture: Path) -> None:
    image = scaled(picture, ThumbKey("h", 300, 90, BoxFrac(0.0, 0.0, 1.0, 0.5)))
    assert image is not None
    assert (image.width(), image.height()) == (200, 150)


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n"])
def test_a_damaged_file_is_told_once(qtbot: QtBot, thumbnails: Thumbnails, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.png"
    path.write_bytes(content)
    key = ThumbKey("bad", 64)
    with qtbot.waitSignal(thumbnails.failed):
        thumbnails.get(key, path)
    assert thumbnails.is_broken(key)
    assert thumbnails.get(key, path) is None
    assert thumbnails.waiting == 0
    thumbnails.close()


def test_a_panorama_30_000_pixels_wide_has_one(tmp_path: Path) -> None:
    """Qt would take more memory for it than it allows itself."""
    path = tmp_path / "wide.png"
    Image.new("L", (30_000, 2500), 128).save(path)
    image = scaled(path, ThumbKey("h", 300))
    assert image is not None
    assert image.width() == 300


def test_a_file_of_900_million_pixels_has_none(tmp_path: Path) -> None:
    path = tmp_path / "huge.png"
    Image.new("1", (30_000, 30_000)).save(path)
    assert scaled(path, ThumbKey("h", 300)) is None


def test_what_left_the_view_is_dropped_and_the_newest_comes_first(
    qtbot: QtBot, thumbnails: Thumbnails, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, made = Event(), list[str]()

    def slow(key: ThumbKey, path: Path, folder: Path | None) -> QImage:
        gate.wait(10)
        made.append(key.hash)
        return QImage(4, 4, QImage.Format.Format_RGB32)

    monkeypatch.setattr(module, "_load", slow)
    for number in range(2000):  # scrolled past
        thumbnails.get(ThumbKey(f"h{number}", 64), picture)
    assert thumbnails.waiting <= module._MOST_WAITING + 2
    gate.set()
    qtbot.waitUntil(lambda: thumbnails.waiting == 0, timeout=10_000)
    assert len(made) <= module._MOST_WAITING + 2
    assert "h1999" in made[:6]
    assert "h500" not in made
    with qtbot.waitSignal(thumbnails.ready, timeout=5000):  # it comes back into view
        thumbnails.get(ThumbKey("h500", 64), picture)
    thumbnails.close()
