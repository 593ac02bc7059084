"""Pictures from the web, fetched only after the person was asked: type, size and time are bounded, no cookies are kept.

Not here: asking (ui/controls/arrivals.py), whether the bytes are a picture the studio reads (library/gallery).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtNetwork import QNetworkAccessManager, QNetworkReply, QNetworkRequest

from studio.core.errors import InputProblem
from studio.desktop.translation import mark, tr

MOST_BYTES = 60_000_000
_TIMEOUT_MS = 20_000
_REMEDY = mark("Save the picture with your browser, then drop the file here.")
_EXTENSIONS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/gif": "gif", "image/avif": "avif"}


class Fetcher(QObject):
    """Signals: fetched(bytes, str, str) with the content, its extension and a name; failed(Exception), one an address;
    over() after the last one."""

    fetched = Signal(object, str, str)
    failed = Signal(object)
    over = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._network = QNetworkAccessManager(self)
        self._network.setTransferTimeout(_TIMEOUT_MS)
        self._replies: list[QNetworkReply] = []

    def fetch(self, addresses: Sequence[str]) -> None:
        """All of them at once; Qt keeps to six connections a host."""
        for address in addresses:
            request = QNetworkRequest(QUrl(address))
            request.setHeader(QNetworkRequest.KnownHeaders.UserAgentHeader, "Likeness Studio")
            request.setRawHeader(b"Accept", b"image/*")
            policy = QNetworkRequest.RedirectPolicy.NoLessSafeRedirectPolicy
            request.setAttribute(QNetworkRequest.Attribute.RedirectPolicyAttribute, policy)
            for cookies in ("CookieLoadControlAttribute", "CookieSaveControlAttribute"):
                manual = QNetworkRequest.LoadControl.Manual
                request.setAttribute(getattr(QNetworkRequest.Attribute, cookies), manual.value)
            request.setMaximumRedirectsAllowed(5)
            reply = self._network.get(request)
            self._replies.append(reply)
            reply.downloadProgress.connect(self._bounded(reply))
            reply.finished.connect(self._ended(reply))

    def close(self) -> None:
        """Give up what is under way, without a word."""
        replies, self._replies = self._replies, []
        for reply in replies:
            reply.abort()
            reply.deleteLater()

    def _bounded(self, reply: QNetworkReply) -> Callable[[int, int], None]:
        def progress(received: int, total: int) -> None:
            if max(received, total) > MOST_BYTES:
                reply.setProperty("too_large", True)
                reply.abort()

        return progress

    def _ended(self, reply: QNetworkReply) -> Callable[[], None]:
        def ended() -> None:
            if reply not in self._replies:
                return
            self._replies.remove(reply)
            try:
                self.fetched.emit(*_content(reply))
            except InputProblem as problem:
                self.failed.emit(problem)
            reply.deleteLater()
            if not self._replies:
                self.over.emit()

        return ended


def _content(reply: QNetworkReply) -> tuple[bytes, str, str]:
    """Raises InputProblem."""
    url = reply.request().url()
    name = url.fileName() or url.host()
    if reply.property("too_large"):
        raise InputProblem(
            tr("“{name}” is larger than {size} MB.", name=name, size=MOST_BYTES // 1_000_000), tr(_REMEDY)
        )
    if reply.error() != QNetworkReply.NetworkError.NoError:
        raise InputProblem(tr("“{host}” does not give the picture.", host=url.host()), tr(_REMEDY), reply.errorString())
    kind = str(reply.header(QNetworkRequest.KnownHeaders.ContentTypeHeader) or "").split(";")[0].strip().lower()
    if kind in ("text/html", "application/xhtml+xml"):
        raise InputProblem(
            tr("“{name}” is a web page, not a picture.", name=name),
            tr("Drag the picture itself out of the page, or save it first."),
        )
    if not kind.startswith("image/") and kind not in ("", "application/octet-stream", "binary/octet-stream"):
        raise InputProblem(tr("“{name}” is not a picture.", name=name), tr(_REMEDY), kind)
    return bytes(reply.readAll().data()), _EXTENSIONS.get(kind, "img"), name
