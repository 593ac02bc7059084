"""The one presenter of problems: a sentence and its remedy in a bar; a bug in a crash dialog with a report to copy.

Cancelled shows nothing. Not here: where the bar floats (notice_place.py), errors beside a field, which the field shows
itself.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

import studio
from studio.core.errors import Cancelled, StudioError
from studio.desktop.sentences import told, tr_sentence
from studio.desktop.translation import mark, tr
from studio.desktop.ui.controls.pieces import button, column, label, row, tool
from studio.desktop.ui.controls.shortcut import INSIDE, add_shortcut
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher

_ICONS = {"danger": "error", "warning": "warning", "good": "good", "info": "info"}
_AT_MOST = 3
_PASSING = ("good", "info")
SHOWN_MS = 7000  # good news goes by itself; problems stay until closed


_TONES = {
    "danger": mark("Problem"),
    "warning": mark("Warning"),
    "info": mark("Information"),
    "good": mark("Done"),
}


class Notice(QFrame):
    """One sentence with its remedy, and what it offers to do. Signals: closed(bool), whether the focus was in it.

    A passing one goes by itself, but not while the mouse is over it or the focus in it.
    """

    closed = Signal(bool)

    def __init__(
        self,
        look: ThemeSwitcher,
        tone: str,
        message: str,
        remedy: str,
        lasting: bool,
        offer: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self.setProperty("tone", tone)
        self.setAccessibleName(f"{message} {remedy}".strip())
        self.tone = tone
        self.is_closed = False
        self.message = message
        self._is_lasting = lasting
        mark = tool("", look, _ICONS[tone])
        mark.setIcon(look.icon(_ICONS[tone], "accent_text" if tone == "info" else tone))
        mark.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        mark.setAccessibleName(tr(_TONES.get(tone, tone)))
        words = column(label(message, "strong", wrap=True), gap=2)
        if remedy:
            words.addWidget(label(remedy, wrap=True))
        self.close_button = tool(tr("Close this message"), look, "close", clicked=self.close_notice)
        self.offer = button(offer[0], look, clicked=lambda: self._take(offer[1])) if offer else None
        line = row(mark, words, *([self.offer] if self.offer else []), self.close_button)
        line.setContentsMargins(t.SPACE_S, 3, 3, 3)
        line.setStretch(1, 1)
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        line.setAlignment(self.close_button, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)
        add_shortcut(self, "Escape", self.close_notice, INSIDE)
        for inner in (self.close_button, self.offer):
            if inner is not None:
                inner.installEventFilter(self)
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self.close_notice)
        self._wait()

    @property
    def is_waiting(self) -> bool:
        """It will go by itself."""
        return self._timer.isActive()

    def widest_px(self) -> int:
        """The width at which no text is broken into lines."""
        lines = [inner.fontMetrics().horizontalAdvance(inner.text()) for inner in self.findChildren(QLabel)]
        others = [inner.sizeHint().width() + t.SPACE_S for inner in self.findChildren(QAbstractButton)]
        return max(lines) + sum(others) + 2 * t.SPACE_M

    def close_notice(self) -> None:
        """Gone."""
        self._timer.stop()
        self.is_closed = True
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        self.hide()
        self.closed.emit(had_focus)
        self.deleteLater()

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        """Qt."""
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Qt."""
        super().leaveEvent(event)
        self._wait()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Qt. The focus in one of the buttons."""
        if event.type() == QEvent.Type.FocusIn:
            self._timer.stop()
        elif event.type() == QEvent.Type.FocusOut:
            self._wait()
        return super().eventFilter(watched, event)

    def _wait(self) -> None:
        if not (self._is_lasting or self.is_closed or self.underMouse()):
            self._timer.start()

    def _take(self, work: Callable[[], object]) -> None:
        self.close_notice()
        work()


class NoticeBar(QWidget):
    """Problems and good news, newest on top. Signals: changed() when a notice came or went."""

    changed = Signal()

    def __init__(self, look: ThemeSwitcher, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(t.SPACE_S)
        self._came_from: QWidget | None = None  # where the focus was before it went into a notice
        self.crash: CrashDialog | None = None

    def show_problem(self, error: BaseException) -> None:
        """A StudioError as a sentence; anything else is a bug and opens the crash dialog."""
        if isinstance(error, Cancelled):
            return
        if isinstance(error, StudioError):
            self._add("danger", *told(error), lasting=True)
        elif self.crash is None or not self.crash.isVisible():
            self.crash = CrashDialog(error, self.window())
            self.crash.open()

    def say(self, tone: str, message: str) -> None:
        """good, info or warning."""
        self._add(tone, tr_sentence(message), "", lasting=tone == "warning")

    def offer(self, tone: str, message: str, words: str, work: Callable[[], object]) -> Notice:
        """Something was done, and a button with these words takes it back, or goes on with it."""
        return self._add(tone, message, "", lasting=False, offer=(words, work))

    def notices(self) -> list[Notice]:
        """What is shown, newest first."""
        items = (self._layout.itemAt(place) for place in range(self._layout.count()))
        found = (item.widget() for item in items if item is not None)
        return [widget for widget in found if isinstance(widget, Notice) and not widget.is_closed]

    def focus_newest(self) -> None:
        """By key: to the newest message; Escape there closes it and goes back to where the focus was."""
        for notice in self.notices()[:1]:
            focused = QApplication.focusWidget()
            if focused is None or not self.isAncestorOf(focused):
                self._came_from = focused
            (notice.offer or notice.close_button).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _add(
        self,
        tone: str,
        message: str,
        remedy: str,
        lasting: bool,
        offer: tuple[str, Callable[[], object]] | None = None,
    ) -> Notice:
        for notice in self.notices():
            if notice.message == message:
                notice.close_notice()
        if tone in _PASSING:
            for notice in self.notices():
                if notice.tone in _PASSING:
                    notice.close_notice()
        for notice in self.notices()[_AT_MOST - 1 :]:
            notice.close_notice()
        notice = Notice(self._look, tone, message, remedy, lasting, offer)
        notice.closed.connect(self._on_closed)
        self._layout.insertWidget(0, notice)
        notice.show()  # a layout shows what is put into it later, and until then gives it no room
        self.changed.emit()
        self._announce(notice)
        return notice

    def _announce(self, notice: Notice) -> None:
        """A screen reader reads it, wherever the focus is."""
        said = QAccessibleAnnouncementEvent(self, notice.accessibleName())
        if notice.tone == "danger":
            said.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(said)

    def _on_closed(self, had_focus: bool) -> None:
        self.changed.emit()
        if had_focus and self._came_from is not None and isValid(self._came_from):
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        self._came_from = None


class CrashDialog(QDialog):
    """A bug: what happened, a report to copy. Nothing is sent anywhere."""

    def __init__(self, error: BaseException, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Something went wrong in the studio"))
        self.setMinimumSize(640, 420)
        self.report = crash_report(error)
        text = QPlainTextEdit(self.report)
        text.setReadOnly(True)
        text.setAccessibleName(tr("Report"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(tr("Copy report"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.report))
        buttons.rejected.connect(self.reject)
        title = label(tr("This is a mistake in the program, not in what you did."), "lead", wrap=True)
        what = label(
            tr(
                "Your photos, subjects and jobs are on disk and safe. You can go on; if the window behaves oddly, start"
                " it again. Nothing was sent; copy the report if you want to tell the authors."
            ),
            wrap=True,
        )
        self.setLayout(column(title, what, text, buttons, margins=t.SPACE_XL, gap=t.SPACE_M))


class UncaughtProblems(QObject):
    """sys.excepthook of the desktop: what no one caught is shown by the notice bar, and printed as before."""

    def __init__(self, bar: NoticeBar) -> None:
        super().__init__(bar)
        self._bar = bar

    def __call__(self, kind: type[BaseException], error: BaseException, trace: object) -> None:
        import traceback

        traceback.print_exception(error)
        if not issubclass(kind, KeyboardInterrupt):
            self._bar.show_problem(error)


def crash_report(error: BaseException) -> str:
    """Version, system and trace; no names of subjects, no prompt."""
    import platform
    import traceback

    trace = "".join(traceback.format_exception(error))
    where = f"Python {platform.python_version()}, {platform.system()} {platform.release()}"
    return f"Likeness Studio {studio.__version__}, {where}\n\n{trace}"
