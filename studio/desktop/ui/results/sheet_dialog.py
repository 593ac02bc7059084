"""The X/Y sheet dialog: the drawing that is varied, one box an axis, how many pictures that makes.

Not here: what may be typed (viewmodel/sheet.py).
"""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QStackedWidget,
    QWidget,
)

from studio.desktop.translation import plural, tr
from studio.desktop.ui.controls.fields import CalmComboBox
from studio.desktop.ui.controls.pieces import button, column, label, panel
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.dials import Dial
from studio.desktop.viewmodel.request_words import method_title
from studio.desktop.viewmodel.sheet import AxisChoice, SheetViewModel
from studio.library.protocol.axes import AxisKind

_ID = Qt.ItemDataRole.UserRole
_DIAL = "setting:"  # before a dial's key, in the list of what can change


class SheetDialog(QDialog):
    """Bound to a SheetViewModel."""

    def __init__(self, sheet: SheetViewModel, look: ThemeSwitcher, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = sheet
        sheet.setParent(self)
        self.setWindowTitle(tr("X/Y sheet"))
        self.resize(620, 560)
        words = label(tr("Varied: {prompt}", prompt=sheet.base.prompt), "muted", wrap=True)
        self.across = AxisBox(sheet, True, tr("From left to right"))
        self.down = AxisBox(sheet, False, tr("From top to bottom"))
        self._count = label("", "strong")
        self._why = label("", "warning", wrap=True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.start = button(tr("Draw the sheet"), look, icon="create", role="primary", clicked=sheet.start)
        self.start.setDefault(True)
        buttons.addButton(self.start, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        layout = column(
            words, self.across, self.down, self._count, self._why, buttons, margins=t.SPACE_XL, gap=t.SPACE_M
        )
        layout.setStretch(1, 1)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        sheet.changed.connect(self._show)
        sheet.started.connect(self.accept)
        self._show()

    def _show(self) -> None:
        why, count = self._sheet.start_problem(), self._sheet.count
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self._count.setText(plural("%n picture(s) and the sheet", count))
        self._count.setVisible(not why)
        self.start.setEnabled(not why)


class AxisBox(QWidget):
    """What changes along one axis, and its values."""

    def __init__(self, sheet: SheetViewModel, is_x: bool, title: str) -> None:
        super().__init__()
        self._sheet, self._is_x = sheet, is_x
        chosen = sheet.x if is_x else sheet.y
        self.kind = CalmComboBox()
        self.kind.setAccessibleName(title)
        if not is_x:
            self.kind.addItem(tr("Nothing: one row"), None)
        for kind, words in (
            (AxisKind.ARTIFACT, tr("What was taught (subject, method)")),
            (AxisKind.STRENGTH, tr("Strength")),
            (AxisKind.PROMPT, tr("Prompt")),
            (AxisKind.SEED, tr("Seed")),
            (AxisKind.GUIDANCE, tr("Guidance")),
            (AxisKind.STEPS, tr("Steps")),
        ):
            self.kind.addItem(words, kind)
        for dial in sheet.dials:
            words = tr("{setting} of {method}", setting=tr(dial.title), method=method_title(dial.method))
            self.kind.addItem(words, f"{_DIAL}{dial.key}")
        self.kind.setCurrentIndex(self.kind.findData(chosen.kind))
        self.numbers = QLineEdit(chosen.text)
        self.numbers.setPlaceholderText(tr("3, 5, 7 or 1-5 or 0-1:0.25"))
        self.prompts = QPlainTextEdit()
        self.prompts.setPlaceholderText(tr("One prompt a line"))
        self.prompts.setTabChangesFocus(True)
        self.artifacts = QListWidget()
        self.artifacts.setProperty("role", "choices")
        for manifest in sheet.artifacts:
            item = QListWidgetItem(sheet.title_of(manifest))
            item.setData(_ID, manifest.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.artifacts.addItem(item)
        for field in (self.numbers, self.prompts, self.artifacts):
            field.setAccessibleName(tr("{title}: values", title=title))
        self._values = QStackedWidget()
        for field in (self.numbers, self.prompts, self.artifacts):
            page = QWidget()
            page.setLayout(column(field, *([None] if field is self.numbers else [])))
            self._values.addWidget(page)
        box = panel(column(label(title, "section"), self.kind, self._values, margins=t.SPACE_M))
        self.setLayout(column(box))
        self.kind.currentIndexChanged.connect(lambda _: self._on_kind())
        self.numbers.textChanged.connect(lambda _: self._tell())
        self.prompts.textChanged.connect(self._tell)
        self.artifacts.itemChanged.connect(lambda _: self._tell())
        self._show_values()

    def _kind(self) -> AxisKind | None:
        value = self.kind.currentData()  # Qt gives an enum of texts back as text
        if self._dial() is not None:
            return AxisKind.SETTING
        return AxisKind(value) if value else None

    def _dial(self) -> Dial | None:
        value = str(self.kind.currentData() or "")
        return next((each for each in self._sheet.dials if value == f"{_DIAL}{each.key}"), None)

    def _show_values(self) -> None:
        kind = self._kind()
        pages = {AxisKind.PROMPT: 1, AxisKind.ARTIFACT: 2}
        self._values.setCurrentIndex(pages.get(kind, 0) if kind is not None else 0)
        self._values.setVisible(kind is not None)

    def _on_kind(self) -> None:
        base = self._sheet.base
        starts = {
            AxisKind.SEED: f"{base.seed}-{base.seed + 2}",
            AxisKind.STRENGTH: "0.6-1:0.2",
            AxisKind.GUIDANCE: "3, 5, 7",
            AxisKind.STEPS: "10, 25, 50",
        }
        kind, dial = self._kind(), self._dial()
        if dial is not None:
            starts[AxisKind.SETTING] = dial.proposal()
        with QSignalBlocker(self.numbers):
            self.numbers.setText(starts.get(kind, "") if kind is not None else "")
        if kind is AxisKind.PROMPT and not self.prompts.toPlainText():
            with QSignalBlocker(self.prompts):
                self.prompts.setPlainText(base.prompt)
        self._show_values()
        self._tell()

    def _tell(self) -> None:
        kind = self._kind()
        text = self.prompts.toPlainText() if kind is AxisKind.PROMPT else self.numbers.text()
        items = (self.artifacts.item(place) for place in range(self.artifacts.count()))
        checked = tuple(str(i.data(_ID)) for i in items if i.checkState() is Qt.CheckState.Checked)
        dial = self._dial()
        self._sheet.set_axis(self._is_x, AxisChoice(kind, text, checked, dial.key if dial is not None else ""))
