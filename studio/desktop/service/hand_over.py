"""One window a library: a second start hands its wish to the first one over a local socket, and leaves.

The socket is a named pipe of this user only; nothing listens on the network (design D7).
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 500


def socket_name(root: Path) -> str:
    """One name per library folder."""
    return "likeness-studio-" + hashlib.sha256(str(root.absolute()).encode()).hexdigest()[:16]


def raise_running_window(root: Path) -> bool:
    """True when another window holds this library; it was asked to come to the front."""
    socket = QLocalSocket()
    socket.connectToServer(socket_name(root))
    if not socket.waitForConnected(_WAIT_MS):
        return False
    socket.write(b"raise\n")
    socket.waitForBytesWritten(_WAIT_MS)
    socket.disconnectFromServer()
    return True


class HandOver(QObject):
    """Listens for later starts. Signals: raise_asked() when a second start wants this window in front."""

    raise_asked = Signal()

    def __init__(self, parent: QObject, root: Path) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        name = socket_name(root)
        if not self._server.listen(name):
            QLocalServer.removeServer(name)  # left by a window that crashed; a live one was asked before
            self._server.listen(name)

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.raise_asked.emit()
