"""What became of a job: its sentence, the remedy, and behind them the trace and the end of its log, to copy.

Not here: the notice bar, which tells a failure when it happens (ui/controls/notice.py).
"""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QWidget

from studio.desktop.jobs.snapshots import JobSnapshot
from studio.desktop.sentences import tr_sentence
from studio.desktop.translation import tr
from studio.desktop.ui.controls.pieces import column, label
from studio.desktop.ui.theme import tokens as t


class JobDetails(QDialog):
    """Opened with `open()`; deletes itself when it is closed."""

    def __init__(self, job: JobSnapshot, log: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(job.title)
        self.setMinimumSize(680, 440)
        error = job.error or {}
        self.report = "\n".join(line for line in (error.get("detail", ""), *(log or job.log)) if line)
        self.text = QPlainTextEdit(self.report)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setAccessibleName(tr("Log"))
        self.text.setPlaceholderText(tr("The engine has written nothing yet."))
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy = buttons.addButton(tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._whole(job, error)))
        buttons.rejected.connect(self.reject)
        lines = column(label(job.title, "lead", wrap=True), label(job.sentence, "danger" if error else "", wrap=True))
        if error.get("remedy"):
            lines.addWidget(label(error["remedy"], "", wrap=True))
        for warning in job.warnings:
            lines.addWidget(label(warning, "small", wrap=True))
        self.setLayout(column(lines, self.text, buttons, margins=t.SPACE_XL, gap=t.SPACE_M))

    def _whole(self, job: JobSnapshot, error: dict[str, str]) -> str:
        return "\n".join(
            part for part in (job.id, job.sentence, tr_sentence(error.get("remedy", "")), self.report) if part
        )
