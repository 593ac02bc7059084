"""Measure methods side by side: which methods, on whom, how often, and in words what that takes.

Not here: what may be chosen (viewmodel/bench.py).
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QListWidget, QListWidgetItem, QWidget

from studio.desktop.translation import tr
from studio.desktop.ui.controls.fields import CalmSpinBox
from studio.desktop.ui.controls.pieces import button, column, label, row
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.bench import BenchViewModel

_ID = Qt.ItemDataRole.UserRole


class BenchDialog(QDialog):
    """Bound to a BenchViewModel; Space ticks a line of the lists."""

    def __init__(self, bench: BenchViewModel, look: ThemeSwitcher, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        bench.setParent(self)
        self.setWindowTitle(tr("Measure methods"))
        self.resize(640, 560)
        words = tr(
            "Each method teaches the same subjects and draws the same prompts with the same seeds. A page then shows"
            " likeness, prompt fit, leakage, time and size side by side, and the methods are ranked by it."
        )
        usable = [(card.slug, tr(card.title), bench.method_problem(card)) for card in bench.methods]
        self.methods = _choices(usable, bench.slugs)
        self.subjects = _choices(
            [(s.id, f"{s.name}  ·  {s.class_word}", "") for s in bench.subjects], bench.subject_ids
        )
        self.seeds = _number(bench.seeds, tr("Trainings of each subject by each method"))
        self.pictures = _number(bench.pictures, tr("Pictures of each prompt"))
        self.curve = QCheckBox(tr("Also at other strengths, for a curve of likeness against prompt fit"))
        self.curve.setChecked(bench.has_curve)
        self._effort = label("", "strong", wrap=True)
        self._why = label("", "warning", wrap=True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.start = button(tr("Measure"), look, icon="measure", role="primary", clicked=bench.start)
        self.start.setDefault(True)
        buttons.addButton(self.start, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        left = column(label(tr("&Methods"), "section", buddy=self.methods), self.methods)
        right = column(label(tr("&Subjects"), "section", buddy=self.subjects), self.subjects)
        lists = row(left, right, gap=t.SPACE_L)
        lists.setStretch(0, 1)
        lists.setStretch(1, 1)
        seeds, pictures = label(tr("&Trainings each"), buddy=self.seeds), label(tr("&Pictures each"))
        pictures.setBuddy(self.pictures)
        numbers = row(seeds, self.seeds, t.SPACE_L, pictures, self.pictures, None)
        layout = column(
            label(words, "muted", wrap=True), lists, numbers, self.curve, self._effort, self._why, buttons,
            margins=t.SPACE_XL, gap=t.SPACE_M,
        )  # fmt: skip
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.methods.itemChanged.connect(lambda _: bench.set(slugs=_checked(self.methods)))
        self.subjects.itemChanged.connect(lambda _: bench.set(subject_ids=_checked(self.subjects)))
        self.seeds.valueChanged.connect(lambda value: bench.set(seeds=value))
        self.pictures.valueChanged.connect(lambda value: bench.set(pictures=value))
        self.curve.toggled.connect(lambda is_on: bench.set(has_curve=is_on))
        bench.changed.connect(self._show)
        bench.started.connect(self.accept)
        self._show()

    def _show(self) -> None:
        why = self._bench.start_problem()
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self._effort.setText(self._bench.effort())
        self._effort.setVisible(not why)
        self.start.setEnabled(not why)


def _choices(lines: Iterable[tuple[str, str, str]], chosen: Iterable[str]) -> QListWidget:
    """Lines to be ticked: id, words, and why not."""
    made, ticked = QListWidget(), set(chosen)
    made.setProperty("role", "choices")
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    for key, words, problem in lines:
        item = QListWidgetItem(f"{words} – {problem}" if problem else words)
        item.setData(_ID, key)
        item.setToolTip(item.text())
        usable = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
        item.setFlags(Qt.ItemFlag.NoItemFlags if problem else usable)
        item.setCheckState(Qt.CheckState.Checked if key in ticked and not problem else Qt.CheckState.Unchecked)
        made.addItem(item)
    if made.count():
        made.setCurrentRow(0)
    return made


def _checked(choices: QListWidget) -> tuple[str, ...]:
    items = (choices.item(place) for place in range(choices.count()))
    return tuple(str(item.data(_ID)) for item in items if item.checkState() is Qt.CheckState.Checked)


def _number(value: int, name: str) -> CalmSpinBox:
    made = CalmSpinBox()
    made.setRange(1, 16)
    made.setValue(value)
    made.setAlignment(Qt.AlignmentFlag.AlignRight)
    made.setAccessibleName(name)
    made.setToolTip(name)
    return made
