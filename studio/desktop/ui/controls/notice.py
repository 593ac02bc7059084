"""The one presenter of problems: a sentence and its remedy in a bar; a bug in a crash dialog with a report to copy.

Cancelled shows nothing. Not here: errors beside a field, which the field shows itself.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QPlainTextEdit, QVBoxLayout, QWidget

import studio
from studio.core.errors import Cancelled, StudioError
from studio.desktop.sentences import told, tr_sentence
from studio.desktop.translation import mark, tr
from studio.desktop.ui.controls.pieces import column, label, row, tool
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
    """One sentence with its remedy. Signals: closed()."""

    closed = Signal()

    def __init__(self, look: ThemeSwitcher, tone: str, message: str, remedy: str, lasting: bool) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self.setProperty("tone", tone)
        self.setAccessibleName(f"{message} {remedy}".strip())
        self.tone = tone
        self.is_closed = False
        self.message = message
        mark = tool("", look, _ICONS[tone])
        mark.setIcon(look.icon(_ICONS[tone], "accent_text" if tone == "info" else tone))
        mark.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        mark.setAccessibleName(tr(_TONES.get(tone, tone)))
        words = column(label(message, "strong", wrap=True), gap=2)
        if remedy:
            words.addWidget(label(remedy, wrap=True))
        close = tool(tr("Close this message"), look, "close", clicked=self.close_notice)
        line = row(mark, words, close)
        line.setContentsMargins(t.SPACE_S, 3, 3, 3)
        line.setStretch(1, 1)
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        line.setAlignment(close, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self.close_notice)
        if not lasting:
            self._timer.start()

    def close_notice(self) -> None:
        """Gone."""
        self._timer.stop()
        self.is_closed = True
        self.hide()
        self.closed.emit()
        self.deleteLater()


class NoticeBar(QWidget):
    """Problems and good news, newest on top, above the screen's content."""

    def __init__(self, look: ThemeSwitcher, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(t.SPACE_XL, 0, t.SPACE_XL, 0)
        self._layout.setSpacing(t.SPACE_S)
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

    def notices(self) -> list[Notice]:
        """What is shown, newest first."""
        items = (self._layout.itemAt(place) for place in range(self._layout.count()))
        found = (item.widget() for item in items if item is not None)
        return [widget for widget in found if isinstance(widget, Notice) and not widget.is_closed]

    def _add(self, tone: str, message: str, remedy: str, lasting: bool) -> None:
        for notice in self.notices():
            if notice.message == message:
                notice.close_notice()
        if tone in _PASSING:
            for notice in self.notices():
                if notice.tone in _PASSING:
                    notice.close_notice()
        for notice in self.notices()[_AT_MOST - 1 :]:
            notice.close_notice()
        notice = Notice(self._look, tone, message, remedy, lasting)
        notice.closed.connect(self._fit)
        self._layout.insertWidget(0, notice)
        self._fit()

    def _fit(self) -> None:
        top = t.SPACE_M if self.notices() else 0
        self._layout.setContentsMargins(t.SPACE_XL, top, t.SPACE_XL, 0)


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
