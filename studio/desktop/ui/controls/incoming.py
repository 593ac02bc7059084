"""What a drop or a paste holds: local files first, then picture bytes, then pictures inside HTML, then web addresses.

Nothing is fetched and nothing is written here. Not here: what becomes of it (arrivals.py), importing (service).
"""

from __future__ import annotations

import base64
import binascii
import os
import time
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote_to_bytes, urljoin, urlsplit

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from studio.desktop.translation import plural, tr

_PICTURES = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".heif", ".avif"}
_BYTES = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "image/gif": "gif", "image/avif": "avif"}
_HTML_MOST = 64 << 20  # characters
_ADDRESSES_MOST = 50
_COUNT_S = 0.03  # how long a drag may wait for folders to be counted


@dataclass(frozen=True)
class Incoming:
    """files may hold folders. has_image: picture bytes without a file. inline: data: pictures inside HTML.
    addresses: http(s), of pictures or pages. inside: pictures and other files in the folders; is_all: all were counted.
    """

    files: tuple[Path, ...] = ()
    has_image: bool = False
    inline: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    inside: tuple[int, int] = (0, 0)
    is_all: bool = True

    def __bool__(self) -> bool:
        return bool(self.files or self.has_image or self.inline or self.addresses)

    def sentence(self) -> str:
        """While dragging: "7 pictures and 1 folder with 312 pictures"."""
        folders = sum(path.is_dir() for path in self.files)
        pictures = sum(path.suffix.lower() in _PICTURES for path in self.files)
        others = len(self.files) - folders - pictures
        said = [plural("%n picture(s)", pictures)] if pictures else []
        if folders:
            inside = plural("%n picture(s)", self.inside[0]) if self.inside[0] else tr("no picture")
            inside = inside if self.is_all else tr("more than {pictures}", pictures=inside)
            said.append(plural("%n folder(s) with {pictures}", folders, pictures=inside))
        if others:
            said.append(plural("%n other file(s)", others))
        if said:
            return tr("{list} and {last}", list=", ".join(said[:-1]), last=said[-1]) if len(said) > 1 else said[0]
        if self.has_image or self.inline:
            return plural("%n picture(s)", max(1, len(self.inline)))
        return plural("%n picture(s) from the web", len(self.addresses))


def read(mime: QMimeData | None, *, look_inside: bool = False) -> Incoming:
    """Cheap enough for a mouse that enters the window. look_inside: count what folders hold, for a moment at most."""
    if mime is None:
        return Incoming()
    files = tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile() and url.toLocalFile())
    if files:
        return Incoming(files, False, (), (), *(_look_inside(files) if look_inside else ((0, 0), True)))
    if mime.hasImage() or any(mime.hasFormat(kind) for kind in _BYTES):
        return Incoming(has_image=True)
    links = [url.toString() for url in mime.urls() if url.scheme() in ("http", "https")]
    inline, addresses = _in_html(mime.html()[:_HTML_MOST] if mime.hasHtml() else "", links[0] if links else "")
    if not addresses and not inline:
        addresses = links or _typed(mime.text() if mime.hasText() else "")
    return Incoming(inline=tuple(inline), addresses=tuple(dict.fromkeys(addresses))[:_ADDRESSES_MOST])


def picture_bytes(mime: QMimeData) -> tuple[bytes, str] | QImage | None:
    """The picture in a drop or the clipboard: as it was given when possible, else its pixels."""
    for kind, extension in _BYTES.items():
        content = bytes(mime.data(kind).data()) if mime.hasFormat(kind) else b""
        if content:
            return content, extension
    image = QImage(mime.imageData()) if mime.hasImage() else QImage()
    return None if image.isNull() else image


def inline_bytes(address: str) -> tuple[bytes, str] | None:
    """The content of a data: address and its extension, or None when it is no picture or damaged."""
    head, comma, body = address.partition(",")
    kind = head.removeprefix("data:").split(";")[0].strip().lower()
    if not comma or not kind.startswith("image/"):
        return None
    try:
        content = base64.b64decode(body, validate=False) if ";base64" in head.lower() else unquote_to_bytes(body)
    except (binascii.Error, ValueError):
        return None
    return (content, _BYTES.get(kind, "img")) if content else None


class _Pictures(HTMLParser):
    """Sources of <img> in order."""

    def __init__(self) -> None:
        super().__init__()
        self.sources: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        source = dict(attrs).get("src") if tag == "img" else None
        if source:
            self.sources.append(source.strip())


def _in_html(html: str, base: str) -> tuple[list[str], list[str]]:
    """(data: pictures, http(s) addresses)."""
    if "<img" not in html.lower():
        return [], []
    parser = _Pictures()
    parser.feed(html)
    inline = [source for source in parser.sources if source.lower().startswith("data:image/")]
    joined = [urljoin(base, source) for source in parser.sources if not source.lower().startswith("data:")]
    return inline, [address for address in joined if _is_web(address)]


def _typed(text: str) -> list[str]:
    """A line that is nothing but an address."""
    line = text.strip()
    return [line] if len(line) < 2000 and " " not in line and "\n" not in line and _is_web(line) else []


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _look_inside(files: tuple[Path, ...]) -> tuple[tuple[int, int], bool]:
    pictures = others = 0
    until = time.monotonic() + _COUNT_S
    for folder in files:
        if not folder.is_dir():
            continue
        for _, inner, names in os.walk(folder):
            inner[:] = [name for name in inner if not name.startswith(".")]
            found = sum(Path(name).suffix.lower() in _PICTURES for name in names if not name.startswith("."))
            pictures += found
            others += len(names) - found
            if time.monotonic() > until:
                return (pictures, others), False
    return (pictures, others), True
