"""The regions as a list with a form under it: everything the mouse does on the canvas, done from here.

Top of the list is the front of the picture.
Not here: the canvas (canvas_view.py), the rules (viewmodel/composition.py).
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSlider,
    QToolButton,
    QWidget,
)

from studio.core.geometry import BoxFrac
from studio.desktop.translation import mark, tr
from studio.desktop.ui.canvas.region_item import caption, colour_of
from studio.desktop.ui.canvas.use_chips import artifact_words
from studio.desktop.ui.controls.fields import CalmComboBox, CalmSpinBox, may_be_narrow
from studio.desktop.ui.controls.pieces import button, clear_panel, column, label, reveal, row, tool
from studio.desktop.ui.controls.settings_form import SettingsForm
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.create import CreateViewModel
from studio.desktop.viewmodel.dials import schema_of
from studio.library.layout.records import Region, Shape

_NEW = BoxFrac(0.25, 0.25, 0.75, 0.75)
_ROWS_MOST = 5
_EDGE = 4  # frame and padding of the list
_ID = Qt.ItemDataRole.UserRole
_SHAPES = ((Shape.RECT, mark("Rectangle")), (Shape.ELLIPSE, mark("Ellipse")))
_SIDES = (mark("Left edge"), mark("Top edge"), mark("Right edge"), mark("Bottom edge"))


class RegionPanel(QWidget):
    """Bound to the Create view-model and its composition."""

    def __init__(self, create: CreateViewModel, look: ThemeSwitcher) -> None:
        super().__init__()
        self._create, self._look, self._composition = create, look, create.composition
        self._filling = False
        self.add = button(tr("Add a region"), look, icon="add", clicked=self._on_add)
        self.undo = tool(tr("Undo"), look, "undo", clicked=self._composition.undo)
        self.redo = tool(tr("Redo"), look, "redo", clicked=self._composition.redo)
        self.background = QLineEdit()
        self.background.setPlaceholderText(tr("Background: around the regions"))
        self.background.setAccessibleName(tr("Prompt of the background"))
        self.background.textEdited.connect(self._composition.set_background)
        self.list = QListWidget()
        self.list.setProperty("role", "choices")
        self.list.setAccessibleName(tr("Regions, front first"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(lambda item, _: self._on_row(item))
        self._tools = clear_panel(self._make_tools())
        self._form = clear_panel(self._make_form())
        self.dials = SettingsForm(look, narrow=True)
        self.dials.setAccessibleName(tr("How the region’s subject is drawn"))
        self.dials.values_changed.connect(self._on_dials)
        self._dials_for = ("", "")  # region and artifact
        self._hint = label(
            tr("Drag on the canvas, or drag a subject onto it: what a region says is drawn in its place."),
            "small", wrap=True,
        )  # fmt: skip
        self.setLayout(
            column(
                row(self.add, None, self.undo, self.redo),
                self._hint,
                self.background,
                self.list,
                self._tools,
                self._form,
                self.dials,
            )
        )
        self._composition.changed.connect(self._show)
        self._composition.selected_changed.connect(self._show)
        create.choices_changed.connect(self._show)
        stack = self._composition.stack
        stack.canUndoChanged.connect(self.undo.setEnabled)
        stack.canRedoChanged.connect(self.redo.setEnabled)
        stack.undoTextChanged.connect(self._on_undo_text)
        stack.redoTextChanged.connect(self._on_redo_text)
        self.undo.setEnabled(stack.canUndo())
        self.redo.setEnabled(stack.canRedo())
        look.theme_changed.connect(self._on_theme)
        self._show()

    def _make_tools(self) -> QHBoxLayout:
        composition, look = self._composition, self._look
        self.lock = self._switch(tr("Lock"), "lock", "locked")
        self.hide_it = self._switch(tr("Hide"), "hold-out", "hidden")
        self.front = tool(
            tr("To the front"), look, "forward", clicked=lambda: composition.reorder(composition.selected, 1)
        )
        self.behind = tool(
            tr("To the back"), look, "backward", clicked=lambda: composition.reorder(composition.selected, -1)
        )
        twin = tool(tr("Duplicate"), look, "duplicate", clicked=lambda: composition.duplicate(composition.selected))
        self.away = tool(tr("Remove"), look, "remove", clicked=lambda: composition.remove(composition.selected))
        return row(self.front, self.behind, self.lock, self.hide_it, twin, None, self.away, gap=t.SPACE_XS)

    def _switch(self, name: str, icon: str, field: str) -> QToolButton:
        made = tool(name, self._look, icon)
        made.setCheckable(True)
        made.toggled.connect(lambda is_on: self._edit(**{field: is_on}))
        return made

    def _make_form(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(t.SPACE_M)
        grid.setVerticalSpacing(t.SPACE_S)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, 78)
        self.name, self.prompt = QLineEdit(), QLineEdit()
        self.name.setMaxLength(80)
        self.prompt.setPlaceholderText("a dog wearing a hat")
        self.subject, self.shape = CalmComboBox(), CalmComboBox()
        may_be_narrow(self.subject)
        for shape, title in _SHAPES:
            self.shape.addItem(tr(title), shape)
        self.strength = QSlider(Qt.Orientation.Horizontal)
        self.strength.setRange(0, 150)
        self.strength.setPageStep(10)
        self._strength_words = label("", "small")
        self._strength_words.setFixedWidth(34)
        self.sides = tuple(CalmSpinBox() for _ in _SIDES)
        for box, side in zip(self.sides, _SIDES, strict=True):
            box.setRange(0, 100)
            box.setMinimumWidth(64)
            box.setToolTip(tr(side))
            box.setSuffix(" %")
            box.setAlignment(Qt.AlignmentFlag.AlignRight)
            box.setAccessibleName(tr("{side}, in percent of the picture", side=tr(side)))
            box.valueChanged.connect(lambda _: self._on_sides())
        self._line(grid, tr("Na&me"), self.name)
        self._line(grid, tr("Sub&ject"), self.subject)
        self._line(grid, tr("P&rompt"), self.prompt)
        self._line(grid, tr("Strengt&h"), self.strength, row(self.strength, self._strength_words))
        self._line(grid, tr("Sha&pe"), self.shape)
        self._line(grid, tr("Left, t&op"), self.sides[0], row(*self.sides[:2]))
        self._line(grid, tr("Right, bottom"), self.sides[2], row(*self.sides[2:]))
        self.name.textEdited.connect(lambda text: self._edit(name=text))
        self.prompt.textEdited.connect(lambda text: self._edit(prompt=text))
        self.strength.valueChanged.connect(lambda value: self._edit(strength=value / 100))
        self.shape.activated.connect(lambda _: self._edit(shape=self.shape.currentData()))
        self.subject.activated.connect(lambda _: self._on_subject())
        return grid

    def _line(self, grid: QGridLayout, title: str, field: QWidget, layout: object = None) -> None:
        line = grid.rowCount()
        words = label(title, "muted", buddy=field)
        if not field.accessibleName():
            field.setAccessibleName(tr("{field} of the region", field=title.replace("&", "")))
        grid.addWidget(words, line, 0)
        if layout is None:
            grid.addWidget(field, line, 1)
        else:
            grid.addLayout(layout, line, 1)  # type: ignore[arg-type]

    # what is shown

    def _show(self) -> None:
        self._filling = True
        regions, chosen = self._composition.regions, self._composition.chosen
        self._fill_list(regions)
        self._hint.setVisible(not regions)
        self.background.setVisible(bool(regions))
        if self.background.text() != self._composition.layout.background:
            self.background.setText(self._composition.layout.background)
        self._tools.setVisible(chosen is not None)
        self._form.setVisible(chosen is not None)
        if chosen is not None:
            self._fill_form(chosen)
        self._fill_dials(chosen)
        self._filling = False

    def _fill_list(self, regions: tuple[Region, ...]) -> None:
        self.list.setVisible(bool(regions))
        self.list.clear()
        for number, region in reversed(list(enumerate(regions, start=1))):
            item = QListWidgetItem(self._swatch(number), caption(region, number))
            item.setData(_ID, region.id)
            crossing = self._composition.overlapping(region.id)
            if crossing:
                item.setToolTip(tr("Overlaps {names}", names=", ".join(each.name or each.id for each in crossing)))
            self.list.addItem(item)
            if region.id == self._composition.selected:
                self.list.setCurrentItem(item)
        height = max(self.list.sizeHintForRow(0), 24) if regions else 24
        self.list.setFixedHeight(height * min(len(regions), _ROWS_MOST) + 2 * _EDGE)

    def _swatch(self, number: int) -> QIcon:
        pixmap = QPixmap(14, 14)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.fillRect(1, 1, 12, 12, QColor(colour_of(number, self._look.current)))
        painter.end()
        icon = QIcon(pixmap)
        icon.addPixmap(pixmap, QIcon.Mode.Selected)  # else it is tinted, and has another colour than on the canvas
        return icon

    def _fill_form(self, region: Region) -> None:
        place = self._composition.number(region.id)
        self.front.setEnabled(place < len(self._composition.regions))
        self.behind.setEnabled(place > 1)
        self.lock.setChecked(region.locked)
        self.away.setEnabled(not region.locked)
        self.hide_it.setChecked(region.hidden)
        for edit, text in ((self.name, region.name), (self.prompt, region.prompt)):
            if edit.text() != text:
                edit.setText(text)
        self.strength.setValue(round(region.strength * 100))
        self._strength_words.setText(f"{region.strength:.2f}")
        self._fill_shapes(region)
        for box, value in zip(self.sides, region.box, strict=True):
            box.setValue(round(value * 100))
            box.setEnabled(not region.locked)
        self._fill_subjects(region)

    def _fill_shapes(self, region: Region) -> None:
        """A brushed region has a shape that cannot be chosen, only painted."""
        brushed = self.shape.findData(Shape.MASK)
        if region.shape is Shape.MASK and brushed < 0:
            self.shape.addItem(tr("Brushed"), Shape.MASK)
        elif region.shape is not Shape.MASK and brushed >= 0:
            self.shape.removeItem(brushed)
        self.shape.setCurrentIndex(max(0, self.shape.findData(region.shape)))

    def _fill_subjects(self, region: Region) -> None:
        self.subject.clear()
        self.subject.addItem(tr("None: only the prompt"), None)
        known = {subject.id: subject.name for subject in self._create.service.subjects}
        for manifest in self._create.fitting():
            for subject in manifest.subject_ids:
                name = known.get(subject)
                if name is not None and self.subject.findData((subject, None)) < 0:
                    self.subject.addItem(tr("{name}, newest", name=name), (subject, None))
                self.subject.addItem(artifact_words(manifest), (subject, manifest.id))
        wanted = (region.subject, region.artifact) if region.subject or region.artifact else None
        place = next((i for i in range(self.subject.count()) if self.subject.itemData(i) == wanted), -1)
        if place < 0:
            self.subject.addItem(tr("not taught to this base model"), wanted)
            place = self.subject.count() - 1
        self.subject.setCurrentIndex(place)

    def _fill_dials(self, region: Region | None) -> None:
        manifest = self._create.acting(region) if region is not None else None
        schema = schema_of(manifest)
        self.dials.setVisible(bool(schema))
        if region is None or manifest is None or not schema:
            self._dials_for = ("", "")
        elif self._dials_for != (region.id, manifest.id):
            self._dials_for = (region.id, manifest.id)
            self.dials.set_schema(schema, region.settings)
        elif self.dials.is_valid() and self.dials.values() != region.settings:
            self.dials.set_values(region.settings, tell=False)

    def _on_undo_text(self, text: str) -> None:
        self.undo.setToolTip(tr("Undo: {text}", text=text) if text else tr("Undo"))

    def _on_redo_text(self, text: str) -> None:
        self.redo.setToolTip(tr("Redo: {text}", text=text) if text else tr("Redo"))

    def _on_theme(self, _theme: object) -> None:
        self._show()

    # what the person does

    def _on_add(self) -> None:
        shift = 0.06 * (len(self._composition.regions) % 4)
        self._composition.add(BoxFrac(*(min(1.0, side + shift) for side in _NEW)))
        self.prompt.setFocus()
        reveal(self.prompt)

    def _on_row(self, item: QListWidgetItem | None) -> None:
        if not self._filling and item is not None:
            self._composition.select(str(item.data(_ID)))

    def _on_subject(self) -> None:
        subject, artifact = self.subject.currentData() or (None, None)
        region = self._composition.chosen
        if region is None:
            return
        names = {each.id: each.name for each in self._create.service.subjects}
        name = (
            names.get(subject or "", region.name) if not region.name or region.name in names.values() else region.name
        )
        changed = (subject, artifact) != (region.subject, region.artifact)
        self._edit(subject=subject, artifact=artifact, name=name, **({"settings": {}} if changed else {}))

    def _on_dials(self, values: dict[str, Any]) -> None:
        """A dial belongs to an artifact, so from now on the region has this one and not whichever is newest."""
        region = self._composition.chosen
        manifest = self._create.acting(region) if region is not None else None
        if manifest is not None:
            self._edit(settings=values, artifact=manifest.id)

    def _on_sides(self) -> None:
        region = self._composition.chosen
        if self._filling or region is None:
            return
        # Only an edge that was typed changes; the others keep what whole percents cannot say.
        sides = (
            value if box.value() == round(value * 100) else box.value() / 100
            for box, value in zip(self.sides, region.box, strict=True)
        )
        self._edit(box=BoxFrac(*sides))

    def _edit(self, **values: object) -> None:
        if not self._filling and self._composition.chosen is not None:
            self._composition.edit(self._composition.selected, **values)
