"""Before settings are taken over: what would change on the Create screen, field by field; each can be left as it is.

Accepted: the Create view-model was loaded. Not here: what differs (viewmodel/settings_difference.py).
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QGridLayout, QLayout, QWidget

from studio.desktop.translation import tr
from studio.desktop.ui.controls.pieces import button, clear_panel, column, label, scroll
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.create import CreateViewModel
from studio.desktop.viewmodel.settings_difference import changes, merged, notes
from studio.library.exports.read_settings import FoundSettings

_MOST_WORDS = 600


class UseSettingsDialog(QDialog):
    """`checks` by field; `go` takes over."""

    def __init__(
        self, create: CreateViewModel, found: FoundSettings, look: ThemeSwitcher, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._create, self._found = create, found
        self._changes = changes(create, found)
        self.checks: dict[str, QCheckBox] = {}
        self.setWindowTitle(tr("Use these settings"))
        self.setMinimumWidth(640)
        source = tr("“{file}”, made with {program},", file=found.file, program=found.program)
        source = source if found.file else tr("The chosen picture")
        would, has = (
            tr("{source} would change this on the Create screen:"),
            tr("{source} has the settings that Create has now."),
        )
        lead = label((would if self._changes else has).format(source=source), "strong", wrap=True)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = button(tr("Use"), look, role="primary", clicked=self._on_go)
        self.go.setDefault(True)
        self._buttons.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.rejected.connect(self.reject)
        parts: list[QWidget | QLayout] = [lead]
        if self._changes:
            area = scroll(clear_panel(self._make_table()))
            area.setMinimumHeight(min(360, 48 + 40 * len(self._changes)))
            parts.append(area)
        told = notes(create, found)
        if told:
            warn = column(*(label(note, "warning", wrap=True) for note in told), gap=t.SPACE_XS)
            parts.append(warn)
        parts.append(self._buttons)
        self.setLayout(column(*parts, margins=t.SPACE_XL, gap=t.SPACE_L))
        self._count()

    def _make_table(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, t.SPACE_S, 0)
        grid.setHorizontalSpacing(t.SPACE_L)
        grid.setVerticalSpacing(t.SPACE_M)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for place, title in enumerate((tr("Take over"), tr("Now"), tr("Then"))):
            grid.addWidget(label(title, "section"), 0, place)
        top = Qt.AlignmentFlag.AlignTop
        for line, change in enumerate(self._changes, 1):
            check = QCheckBox(change.title)
            check.setChecked(True)
            check.setAccessibleName(
                tr("{title}: now {now}, then {then}", title=change.title, now=change.now, then=change.then)
            )
            check.toggled.connect(lambda _: self._count())
            self.checks[change.key] = check
            grid.addWidget(check, line, 0, top)
            words = (label(_cut(change.now), "muted", wrap=True), label(_cut(change.then), wrap=True))
            for place, said in enumerate(words, 1):
                said.setContentsMargins(0, 4, 0, 0)  # on the line of the check box
                grid.addWidget(said, line, place, top)
        grid.setRowStretch(len(self._changes) + 1, 1)
        return grid

    def _taken(self) -> set[str]:
        return {key for key, check in self.checks.items() if check.isChecked()}

    def _count(self) -> None:
        count = len(self._taken())
        if not self._changes:
            self.go.setText(tr("Go to Create"))
        else:
            self.go.setText(tr("Change 1 setting") if count == 1 else tr("Change {count} settings", count=count))
        self.go.setAccessibleName(self.go.text())
        self.go.setEnabled(bool(count) or not self._changes)

    def _on_go(self) -> None:
        if self._changes:
            self._create.load(merged(self._create, self._found, self._taken()))
        self.accept()


def _cut(words: str) -> str:
    return words if len(words) <= _MOST_WORDS else words[:_MOST_WORDS] + " …"
