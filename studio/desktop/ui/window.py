"""The main window: rail, the screen on show with notices over it, job bar. It paints empty first; `build` follows.

Until then nothing is imported that an empty window can do without, the namespace Qt included, which costs as much as a
fifth of a bare window. Not here: what builds and connects the parts (studio/desktop/app.py).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QMainWindow

from studio.core import folders
from studio.desktop.ui.theme.tokens import THEMES

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPaintEvent
    from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

    from studio.desktop.ui.controls.arrivals import Arrivals
    from studio.desktop.ui.controls.drop_veil import DropVeil
    from studio.desktop.ui.controls.job_bar import JobBar
    from studio.desktop.ui.controls.notice import NoticeBar
    from studio.desktop.ui.rail import Rail
    from studio.desktop.ui.theme.switcher import ThemeSwitcher

_MIDDLE_LIGHTNESS = 128


class MainWindow(QMainWindow):
    """Signals: painted() after the first paint; files_dropped(tuple[Path]); closing() once the person really leaves."""

    painted = Signal()
    files_dropped = Signal(object)
    closing = Signal()

    rail: Rail
    stack: QStackedWidget
    job_bar: JobBar
    right: QVBoxLayout

    def __init__(self) -> None:
        super().__init__()
        self._screens: dict[str, QWidget] = {}
        self._factories: dict[str, Callable[[], QWidget]] = {}
        self._has_painted = False
        self._may_close: Callable[[], bool] = lambda: True
        self._notices: NoticeBar | None = None
        self._veil: DropVeil | None = None
        self._arrivals: Arrivals | None = None
        self.setWindowTitle("Likeness Studio")
        self.resize(1280, 800)
        self.setMinimumSize(960, 620)

    def show_ground(self, theme: str) -> None:
        """The colour of the window until the theme is there. What the system wants is told by its palette."""
        palette = self.palette()
        if theme == "system":
            theme = "dark" if palette.window().color().lightness() < _MIDDLE_LIGHTNESS else "light"
        palette.setColor(palette.ColorRole.Window, QColor(THEMES[theme].ground))
        self.setPalette(palette)

    def open_dialog(self, dialog: QDialog) -> None:
        """Show it over the window; it is gone for good when it is closed."""
        from PySide6.QtCore import Qt

        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def build(self, look: ThemeSwitcher) -> None:
        """Rail, room for the screens, job bar; after the first paint."""
        from PySide6.QtGui import QPalette
        from PySide6.QtWidgets import QStackedWidget, QWidget

        from studio.desktop.ui.controls.job_bar import JobBar
        from studio.desktop.ui.controls.pieces import column, row
        from studio.desktop.ui.rail import Rail

        self._look = look
        self.setPalette(QPalette())
        self.rail = Rail()
        self.stack = QStackedWidget()
        self.job_bar = JobBar()
        self.right = column(self.stack, self.job_bar, gap=0)
        self.right.setStretch(0, 1)
        body = QWidget()
        body.setLayout(row(self.rail, self.right, gap=0))
        self.setCentralWidget(body)
        self.rail.screen_asked.connect(self.show_screen)
        self.setAcceptDrops(True)

    @property
    def notices(self) -> NoticeBar:
        """Over the screens; built at the first use, so that the empty frame does not pay for it."""
        if self._notices is None:
            from studio.desktop.ui.controls.notice import NoticeBar
            from studio.desktop.ui.controls.notice_place import NoticePlace

            self._notices = NoticeBar(self._look)
            NoticePlace(self._notices, self.stack)
        return self._notices

    def add_drawer(self, drawer: QWidget) -> None:
        """Between the screens and the job bar."""
        self.right.insertWidget(self.right.indexOf(self.job_bar), drawer)

    def add_screen(self, key: str, factory: Callable[[], QWidget]) -> None:
        """Built when it is first shown."""
        self._factories[key] = factory

    def show_screen(self, key: str) -> None:
        """Switch to a screen."""
        if key not in self._screens:
            if key not in self._factories:
                return
            self._screens[key] = self._factories[key]()
            self.stack.addWidget(self._screens[key])
        self.stack.setCurrentWidget(self._screens[key])
        self.rail.show_current(key)

    def current_screen(self) -> str:
        """The key of the screen on show; empty before the first one."""
        return next((key for key, screen in self._screens.items() if screen is self.stack.currentWidget()), "")

    def built_screen(self, key: str) -> QWidget:
        """A screen, built now when it was not shown yet."""
        if key not in self._screens:
            self._screens[key] = self._factories[key]()
            self.stack.addWidget(self._screens[key])
        return self._screens[key]

    def ask_before_closing(self, may_close: Callable[[], bool]) -> None:
        """Called when the person closes the window."""
        self._may_close = may_close

    def restore_place(self) -> None:
        """Size and place of last time; what cannot be read is passed over."""
        geometry = _settings().value("geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)

    def raise_to_front(self) -> None:
        """A second start asked for it."""
        self.showNormal() if self.isMinimized() else self.show()
        self.raise_()
        self.activateWindow()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt."""
        super().paintEvent(event)
        if not self._has_painted:
            self._has_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Qt."""
        if not self._may_close():
            event.ignore()
            return
        _settings().setValue("geometry", self.saveGeometry())
        self.closing.emit()
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Qt."""
        from studio.desktop.ui.controls import incoming

        found = incoming.read(event.mimeData(), look_inside=True)
        if found:
            _accept(event)
            if self._veil is None:
                from studio.desktop.ui.controls.drop_veil import DropVeil

                self._veil = DropVeil(self)
            self._veil.show_for(found)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        """Qt."""
        self._hide_veil()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Qt."""
        self._hide_veil()
        _accept(event)
        self.take(event.mimeData())

    def _hide_veil(self) -> None:
        if self._veil is not None:
            self._veil.hide()

    def take(self, mime: QMimeData) -> None:
        """A drop or a paste: its files follow in `files_dropped`."""
        self.arrivals.take(mime)

    @property
    def arrivals(self) -> Arrivals:
        """Built at the first drop."""
        if self._arrivals is None:
            from studio.desktop.ui.controls.arrivals import Arrivals

            self._arrivals = Arrivals(self)
            self._arrivals.arrived.connect(self.files_dropped)
            self._arrivals.problem.connect(self.notices.show_problem)
            self._arrivals.said.connect(self.notices.say)
        return self._arrivals

    def forget_arrivals(self) -> None:
        """Pasted and fetched pictures are deleted from the session's folder."""
        if self._arrivals is not None:
            self._arrivals.close()


def _accept(event: QDropEvent) -> None:
    """Always a copy: a file manager that is told "moved" would delete the person's own photo."""
    from PySide6.QtCore import Qt

    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()


def _settings() -> QSettings:
    return QSettings(str(folders.user_config() / "window.ini"), QSettings.Format.IniFormat)
