"""Drops and pastes: files, folders, picture bytes, HTML of a browser, web addresses after asking."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QByteArray, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtNetwork import QHostAddress, QTcpServer
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from studio.core.errors import InputProblem
from studio.desktop.app import Desktop
from studio.desktop.service import fetch
from studio.desktop.service.fetch import Fetcher
from studio.desktop.ui.controls import incoming
from studio.desktop.ui.controls.arrivals import Arrivals
from tests.fakes.pictures import photos, png
from tests.fakes.service import FakeService


@pytest.fixture
def arrivals(qtbot: QtBot) -> Iterator[Arrivals]:
    window = QWidget()
    qtbot.addWidget(window)
    made = Arrivals(window)
    yield made
    made.close()


def _mime(*urls: str, html: str = "", text: str = "", **formats: bytes) -> QMimeData:
    mime = QMimeData()
    if urls:
        mime.setUrls([QUrl(url) for url in urls])
    if html:
        mime.setHtml(html)
    if text:
        mime.setText(text)
    for kind, content in formats.items():
        mime.setData(kind.replace("_", "/"), QByteArray(content))
    return mime


def _local(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def _taken(qtbot: QtBot, arrivals: Arrivals, mime: QMimeData) -> tuple[Path, ...]:
    with qtbot.waitSignal(arrivals.arrived) as caught:
        arrivals.take(mime)
    return caught.args[0]  # type: ignore[index]


def test_what_is_dragged_is_counted_folders_too(tmp_path: Path, qapp: object) -> None:
    photos(tmp_path / "folder" / "deep", 3)
    (tmp_path / "folder" / "a.txt").write_text("a")
    (tmp_path / "empty").mkdir()
    names = ("a.jpg", "b.PNG", "notes.txt")
    files = [tmp_path / name for name in names]
    found = incoming.read(_local(*files, tmp_path / "folder"), look_inside=True)
    assert found.sentence() == "2 pictures, 1 folder with 3 pictures and 1 other file"
    assert found.inside == (3, 1)
    assert incoming.read(_local(tmp_path / "empty"), look_inside=True).sentence() == "1 folder with no picture"


def test_a_folder_too_large_to_count_while_dragging(
    tmp_path: Path, qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        photos(tmp_path / str(number), 2)
    monkeypatch.setattr(incoming, "_COUNT_S", -1.0)
    found = incoming.read(_local(tmp_path / "0"), look_inside=True)
    assert found.sentence() == "1 folder with more than 2 pictures"
    assert not incoming.read(_local(tmp_path), look_inside=True).is_all


def test_local_files_come_first_whatever_else_is_offered(qtbot: QtBot, arrivals: Arrivals, tmp_path: Path) -> None:
    mime = _local(tmp_path / "a.jpg")
    mime.setHtml('<img src="https://example.org/a.jpg">')
    assert _taken(qtbot, arrivals, mime) == (tmp_path / "a.jpg",)
    assert arrivals.question is None


def test_picture_bytes_are_kept_as_they_are(qtbot: QtBot, arrivals: Arrivals) -> None:
    content = png(3)
    mime = _mime(html='<img src="https://example.org/a.png">', image_png=content)
    (path,) = _taken(qtbot, arrivals, mime)
    assert path.read_bytes() == content
    assert path.name == "pasted picture.png"
    arrivals.close()
    assert not path.exists(), "the session's folder is deleted"


def test_pixels_without_a_format_become_a_file(qtbot: QtBot, arrivals: Arrivals) -> None:
    mime = QMimeData()
    image = QImage(48, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    mime.setImageData(image)
    assert incoming.read(mime).sentence() == "1 picture"
    (path,) = _taken(qtbot, arrivals, mime)
    with Image.open(path) as opened:
        assert opened.size == (48, 40)


def test_pictures_inside_html_need_no_network(qtbot: QtBot, arrivals: Arrivals) -> None:
    data = "data:image/png;base64," + base64.b64encode(png(1)).decode()
    found = incoming.read(_mime(html=f"<p><img src='{data}'><img src='{data}'></p>"))
    assert found.sentence() == "2 pictures"
    first, second = _taken(qtbot, arrivals, _mime(html=f"<p><img src='{data}'><img src='{data}'></p>"))
    assert first.read_bytes() == second.read_bytes() == png(1)
    assert first != second
    with qtbot.waitSignal(arrivals.problem) as caught:
        arrivals.take(_mime(html="<img src='data:image/png;base64,'>"))
    assert "damaged" in str(caught.args[0])  # type: ignore[index]


@pytest.mark.parametrize(
    ("mime", "addresses"),
    [
        (
            {"html": "<a href='/x'><img src='/a.jpg'></a>", "urls": ("https://example.org/page",)},
            ("https://example.org/a.jpg",),
        ),
        ({"urls": ("https://example.org/page",)}, ("https://example.org/page",)),
        ({"text": " https://example.org/a.jpg\n"}, ("https://example.org/a.jpg",)),
        ({"text": "see https://example.org/a.jpg"}, ()),
        ({"html": "<img src='javascript:alert(1)'><img src='file:///etc/passwd'>"}, ()),
        ({"urls": ("ftp://example.org/a.jpg", "mailto:a@example.org")}, ()),
        ({"html": "<p>words</p>", "text": "words"}, ()),
    ],
)
def test_what_counts_as_a_web_picture(qapp: object, mime: dict[str, object], addresses: tuple[str, ...]) -> None:
    urls = mime.pop("urls", ())
    found = incoming.read(_mime(*urls, **mime))  # type: ignore[misc,arg-type]
    assert found.addresses == addresses
    assert bool(found) == bool(addresses)


def test_nothing_is_fetched_before_the_person_agrees(qtbot: QtBot, arrivals: Arrivals) -> None:
    arrivals.take(_mime("https://example.org/a.jpg"))
    box = arrivals.question
    assert box is not None
    assert box.text() == "Fetch this picture from example.org?"
    assert "https://example.org/a.jpg" in box.informativeText()
    cancel = box.button(QMessageBox.StandardButton.Cancel)
    assert box.defaultButton() is cancel
    qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    assert arrivals.question is None
    assert arrivals._fetcher is None


class _Site(QTcpServer):
    """A web site on this computer with one answer."""

    def __init__(self, answer: bytes) -> None:
        super().__init__()
        self._answer = answer
        self.asked = b""
        self.newConnection.connect(self._on_connection)
        assert self.listen(QHostAddress.SpecialAddress.LocalHost)

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.serverPort()}/{path}"

    def _on_connection(self) -> None:
        socket = self.nextPendingConnection()

        def read() -> None:
            self.asked += bytes(socket.readAll().data())
            if b"\r\n\r\n" in self.asked:
                socket.write(self._answer)
                socket.disconnectFromHost()

        socket.readyRead.connect(read)


def _answer(kind: str, body: bytes, status: str = "200 OK") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    return head.encode() + body


def test_a_web_picture_arrives_after_asking(qtbot: QtBot, arrivals: Arrivals) -> None:
    site = _Site(_answer("image/png", png(4)))
    arrivals.take(_mime(site.address("rex.png?size=large")))
    assert arrivals.question is not None
    fetch_button = next(b for b in arrivals.question.buttons() if b.text() == "Fetch")
    with qtbot.waitSignal(arrivals.arrived) as caught:
        qtbot.mouseClick(fetch_button, Qt.MouseButton.LeftButton)
    (path,) = caught.args[0]  # type: ignore[index]
    assert path.read_bytes() == png(4)
    assert path.name == "rex.png"
    assert b"cookie" not in site.asked.lower()
    assert b"likeness studio" in site.asked.lower()
    site.close()
    site.deleteLater()


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (_answer("text/html; charset=utf-8", b"<html></html>"), "“a” is a web page, not a picture."),
        (_answer("application/zip", b"PK"), "“a” is not a picture."),
        (_answer("text/html", b"gone", "404 Not Found"), "“127.0.0.1” does not give the picture."),
        (_answer("image/png", b"x" * 4000), "“a” is larger than 0 MB."),
    ],
)
def test_what_the_web_gives_is_checked(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, answer: bytes, words: str
) -> None:
    monkeypatch.setattr(fetch, "MOST_BYTES", 2000)
    site = _Site(answer)
    fetcher = Fetcher(site)
    problems: list[Exception] = []
    fetcher.failed.connect(problems.append)
    with qtbot.waitSignal(fetcher.over):
        fetcher.fetch([site.address("a")])
    assert isinstance(problems[0], InputProblem)
    assert problems[0].message == words
    assert problems[0].remedy
    site.close()
    site.deleteLater()


def test_without_a_network_it_is_a_sentence(qtbot: QtBot, qapp: QApplication) -> None:
    site = _Site(b"")
    address = site.address("a.jpg")
    site.close()
    fetcher = Fetcher(site)
    problems: list[Exception] = []
    fetcher.failed.connect(problems.append)
    with qtbot.waitSignal(fetcher.over):
        fetcher.fetch([address])
    assert str(problems[0]).startswith("“127.0.0.1” does not give the picture. Save the picture")
    site.deleteLater()


def test_a_real_drop_on_the_window_is_a_copy(desktop: Desktop, filled: FakeService, tmp_path: Path) -> None:
    desktop.subjects.select(filled.subjects[0].id)
    mime = _local(*photos(tmp_path / "in", 2), tmp_path / "in")
    moves = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(300, 300), moves, mime, left, none)
    QApplication.sendEvent(desktop.window, enter)
    assert enter.isAccepted()
    assert enter.dropAction() is Qt.DropAction.CopyAction
    veil = desktop.window._veil
    assert veil is not None
    assert veil.isVisible()
    assert veil._words.text() == "Drop 2 pictures and 1 folder with 2 pictures"
    drop = QDropEvent(QPointF(300, 300), moves, mime, left, none)
    QApplication.sendEvent(desktop.window, drop)
    assert drop.dropAction() is Qt.DropAction.CopyAction
    assert not veil.isVisible()
    assert len(filled.subjects[0].photos) == 4 + 3


def test_paste_by_key_adds_to_the_open_subject(qtbot: QtBot, desktop: Desktop, filled: FakeService) -> None:
    desktop.subjects.select(filled.subjects[0].id)
    QGuiApplication.clipboard().setMimeData(_mime(image_png=png(5)))
    qtbot.keyClick(desktop.window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(filled.subjects[0].photos) == 5)
    assert filled.subjects[0].photos[-1].name == "pasted picture.png"
    QGuiApplication.clipboard().clear()
