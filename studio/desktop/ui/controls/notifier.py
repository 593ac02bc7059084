"""Tells that a job ended while the person looks elsewhere: a desktop notification and a sign in the task bar.

Never while one of the program's windows is active. Not here: failures in the window itself (notice.py).
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from studio.desktop.jobs.snapshots import JobSnapshot
from studio.desktop.sentences import tr_sentence
from studio.desktop.translation import tr


class Notifier(QObject):
    """Owned by the window. is_wanted: the person's preference, asked each time."""

    def __init__(self, window: QWidget, is_wanted: Callable[[], bool]) -> None:
        super().__init__(window)
        self._window = window
        self._is_wanted = is_wanted
        self._tray: QSystemTrayIcon | None = None

    def tell(self, job: JobSnapshot) -> None:
        """A job has ended. A stopped one is no news: the person stopped it."""
        if job.state == "stopped" or not self._is_wanted() or QApplication.activeWindow() is not None:
            return
        QApplication.alert(self._window)
        if not QSystemTrayIcon.isSystemTrayAvailable() or not QSystemTrayIcon.supportsMessages():
            return
        failed = job.error is not None
        words = tr("{title} failed") if failed else tr("{title} is done")
        text = " ".join(part for part in (job.sentence, tr_sentence((job.error or {}).get("remedy", ""))) if part)
        icon = QSystemTrayIcon.MessageIcon.Warning if failed else QSystemTrayIcon.MessageIcon.Information
        self._shown_tray().showMessage(words.format(title=job.title), text, icon)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Qt."""
        if event.type() == QEvent.Type.WindowActivate:
            self.put_away()
        return super().eventFilter(watched, event)

    def put_away(self) -> None:
        """The person is back: no icon stays behind in the tray."""
        if self._tray is not None:
            self._tray.hide()
            self._window.removeEventFilter(self)

    def _shown_tray(self) -> QSystemTrayIcon:
        if self._tray is None:
            self._tray = QSystemTrayIcon(self._window.windowIcon(), self)
            self._tray.messageClicked.connect(self._on_clicked)
            self._tray.setToolTip(self._window.windowTitle())
        if self._tray.icon().isNull():
            style = self._window.style()
            self._tray.setIcon(style.standardIcon(style.StandardPixmap.SP_MessageBoxInformation))
        self._tray.show()
        self._window.installEventFilter(self)
        return self._tray

    def _on_clicked(self) -> None:
        self.put_away()
        self._window.showNormal() if self._window.isMinimized() else self._window.show()
        self._window.raise_()
        self._window.activateWindow()
