"""Closing the window while work is going on: let it go on alone, save and stop, or stay."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from studio.desktop.translation import tr


class Answer(Enum):
    """What the person wants."""

    GO_ON = auto()
    SAVE = auto()
    STAY = auto()


def ask(window: QWidget, title: str) -> Answer:
    """title: the work's."""
    box = QMessageBox(window)
    box.setWindowTitle(tr("Work is going on"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(tr("“{title}” is still running.", title=title))
    box.setInformativeText(
        tr("It can go on without the window, which finds it again at the next start, or save and stop now.")
    )
    answers = {
        box.addButton(tr("Go on in the background"), QMessageBox.ButtonRole.AcceptRole): Answer.GO_ON,
        box.addButton(tr("Stop and save"), QMessageBox.ButtonRole.DestructiveRole): Answer.SAVE,
    }
    box.setDefaultButton(box.addButton(tr("Do not close"), QMessageBox.ButtonRole.RejectRole))
    box.exec()
    clicked = box.clickedButton()
    box.deleteLater()
    return next((answer for button, answer in answers.items() if button is clicked), Answer.STAY)
