"""The process that looks at photos: progress as it comes, one at a time, stopped when the library closes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from studio.desktop.service.looking import Looking
from studio.library.catalogue import face_packs
from studio.library.gallery.knowledge import read_knowledge
from studio.library.gallery.records import Kind
from studio.library.library import Library
from tests.fakes.pictures import photos

_PATIENCE_MS = 50_000


def test_photos_are_looked_at_in_another_process_and_only_once(tmp_path: Path, qtbot: QtBot) -> None:
    root = tmp_path / "library"
    with Library.open(root) as library:
        subject = library.gallery.add("Ann", "woman", photos(tmp_path, 2), Kind.PERSON, "she agreed")
    parent = QObject()
    looking = Looking(parent)
    told: list[str] = []
    looking.looked.connect(lambda digest, _turn: told.append(digest))
    with qtbot.waitSignal(looking.ended, timeout=_PATIENCE_MS) as ended:
        looking.look_at(root, subject.photos)
    assert ended.args == [""]
    qtbot.waitUntil(lambda: not looking.is_busy, timeout=_PATIENCE_MS)
    assert told == [photo.blake3 for photo in subject.photos]
    chosen = face_packs.chosen()
    assert chosen is not None
    assert all(read_knowledge(root, photo, chosen.fingerprint) for photo in subject.photos)
    looking.look_at(root, subject.photos)
    assert not looking.is_busy
    parent.deleteLater()


def test_closing_stops_it_at_once(tmp_path: Path, qtbot: QtBot) -> None:
    root = tmp_path / "library"
    with Library.open(root) as library:
        subject = library.gallery.add("Rex", "dog", photos(tmp_path, 1))
    parent = QObject()
    looking = Looking(parent)
    with qtbot.waitSignal(looking.busy_changed, timeout=_PATIENCE_MS):
        looking.look_at(root, subject.photos)
    looking.close()
    assert not looking.is_busy
    parent.deleteLater()


def test_many_photos_are_told_to_it_in_parts(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studio.desktop.service.looking._AT_ONCE", 1)
    root = tmp_path / "library"
    with Library.open(root) as library:
        subject = library.gallery.add("Ann", "woman", photos(tmp_path, 2), Kind.PERSON, "she agreed")
    parent = QObject()
    looking = Looking(parent)
    told: list[str] = []
    looking.looked.connect(lambda digest, _turn: told.append(digest))
    looking.look_at(root, subject.photos)
    qtbot.waitUntil(lambda: len(told) == 2 and not looking.is_busy, timeout=_PATIENCE_MS)
    assert told == [photo.blake3 for photo in subject.photos]
    parent.deleteLater()


def test_a_pack_that_cannot_be_used_is_not_tried_with_each_part(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio.desktop.service.looking._AT_ONCE", 1)
    root = tmp_path / "library"
    with Library.open(root) as library:
        subject = library.gallery.add("Ann", "woman", photos(tmp_path, 3), Kind.PERSON, "she agreed")
    gone = face_packs.FaceChoice(name="gone", folder=tmp_path / "gone", fingerprint="0", licence="", agreed=True)
    face_packs.choose(gone)
    parent = QObject()
    looking = Looking(parent)
    problems: list[str] = []
    looking.ended.connect(problems.append)
    looking.look_at(root, subject.photos)
    qtbot.waitUntil(lambda: bool(problems) and not looking.is_busy, timeout=_PATIENCE_MS)
    assert len(problems) == 1
    assert problems[0]
    parent.deleteLater()
