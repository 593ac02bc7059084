"""How it is drawn: base model, count, seed, and under Advanced what to avoid, steps, guidance, size, sampler.

Not here: the prompt and who is in it.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from studio.desktop.translation import tr
from studio.desktop.ui.controls.fields import CalmComboBox, CalmDoubleSpinBox, CalmSpinBox, may_be_narrow
from studio.desktop.ui.controls.pieces import clear_panel, column, label, row, tool
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.base_picture import fitting_size
from studio.desktop.viewmodel.create import SAMPLERS, CreateViewModel
from studio.desktop.viewmodel.create_records import SeedMode

_SHAPES = ((1, 1), (4, 3), (3, 4), (3, 2), (2, 3), (16, 9), (9, 16))
_SEED_MOST = 2_147_483_647


class DrawForm(QWidget):
    """Bound to the Create view-model."""

    def __init__(self, create: CreateViewModel, look: ThemeSwitcher) -> None:
        super().__init__()
        self._create = create
        self._filling = False
        self.backbone = CalmComboBox()
        may_be_narrow(self.backbone)
        self.count = CalmSpinBox()
        self.count.setRange(1, 64)
        self.seed = CalmSpinBox()
        self.seed.setRange(0, _SEED_MOST)
        self.seed.setMinimumWidth(96)
        self.seed_mode = CalmComboBox()
        self.seed_mode.addItem(tr("new"), SeedMode.NEW)
        self.seed_mode.addItem(tr("keep"), SeedMode.KEEP)
        self.seed_mode.addItem(tr("count on"), SeedMode.STEP)
        self.seed_mode.setToolTip(tr("The next drawing takes a new seed, the same again, or the one after the last."))
        dice = tool(tr("Another seed"), look, "dice", clicked=create.roll_seed)
        self.negative = QLineEdit()
        self.negative.setPlaceholderText(tr("what to avoid"))
        self.steps = CalmSpinBox()
        self.steps.setRange(0, 1000)
        self.guidance = CalmDoubleSpinBox()
        self.guidance.setRange(-0.5, 50.0)
        self.guidance.setSingleStep(0.5)
        for box in (self.steps, self.guidance):
            box.setSpecialValueText(tr("as made for"))
        for number in (self.count, self.seed, self.steps, self.guidance):
            number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.size_px = CalmComboBox()
        self.sampler = CalmComboBox()
        for key, title in SAMPLERS:
            self.sampler.addItem(title, key)
        basic, more = QGridLayout(), QGridLayout()
        self._add(basic, tr("&Base model"), self.backbone)
        self._add(basic, tr("&Pictures"), self.count)
        self._add(basic, tr("S&eed"), self.seed, row(self.seed, dice))
        self._add(basic, tr("&Next seed"), self.seed_mode)
        self._add(more, tr("A&void"), self.negative)
        self._add(more, tr("S&teps"), self.steps)
        self._add(more, tr("&Guidance"), self.guidance)
        self._add(more, tr("Si&ze"), self.size_px)
        self._add(more, tr("Sa&mpler"), self.sampler)
        area = clear_panel(more)
        area.hide()
        toggle = QPushButton(tr("Advanced"))
        toggle.setProperty("role", "quiet")
        toggle.setCheckable(True)
        toggle.setAccessibleName(tr("Show advanced settings"))
        look.bind_icon(toggle, "more")
        toggle.toggled.connect(area.setVisible)
        toggle.toggled.connect(lambda shown: look.bind_icon(toggle, "less" if shown else "more"))
        self.setLayout(column(basic, row(toggle, None), area))
        self._connect()
        create.form_changed.connect(self._show)
        create.choices_changed.connect(self._show)
        self._show()

    def _add(self, grid: QGridLayout, title: str, field: QWidget, layout: object = None) -> None:
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(t.SPACE_M)
        grid.setVerticalSpacing(t.SPACE_S)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, 78)
        field.setAccessibleName(title.replace("&", ""))
        line = grid.rowCount()
        grid.addWidget(label(title, "muted", buddy=field), line, 0)
        if layout is None:
            grid.addWidget(field, line, 1)
        else:
            grid.addLayout(layout, line, 1)  # type: ignore[arg-type]

    def _connect(self) -> None:
        create = self._create

        def put(**values: object) -> None:
            if not self._filling:
                create.set(**values)

        self.backbone.currentIndexChanged.connect(lambda _: put(backbone=self.backbone.currentData() or "mini"))
        self.count.valueChanged.connect(lambda value: put(count=value))
        self.seed.valueChanged.connect(lambda value: put(seed=value))
        self.seed_mode.activated.connect(lambda _: create.set_seed_mode(SeedMode(self.seed_mode.currentData())))
        self.negative.textChanged.connect(lambda text: put(negative=text))
        self.steps.valueChanged.connect(lambda value: put(steps=value or None))
        self.guidance.valueChanged.connect(lambda value: put(guidance=value if value >= 0 else None))
        self.size_px.currentIndexChanged.connect(lambda _: put(size=self.size_px.currentData()))
        self.sampler.currentIndexChanged.connect(lambda _: put(sampler=self.sampler.currentData()))

    def _show(self) -> None:
        order = self._create.order
        self._filling = True
        self.backbone.clear()
        for card in self._create.service.backbones:
            self.backbone.addItem(card.name, card.name)
        self.backbone.setCurrentIndex(self.backbone.findData(order.backbone))
        self.count.setValue(order.count)
        self.seed.setValue(min(order.seed, _SEED_MOST))
        self.seed_mode.setCurrentIndex(self.seed_mode.findData(self._create.seed_mode))
        if self.negative.text() != order.negative:
            self.negative.setText(order.negative)
        self.steps.setValue(order.steps or 0)
        self.guidance.setValue(order.guidance if order.guidance is not None else -0.5)
        self.size_px.clear()
        for title, size in size_choices(self._create.size_hint()):
            self.size_px.addItem(title, size)
        self.size_px.setCurrentIndex(max(0, self.size_px.findData(order.size)))
        self.sampler.setCurrentIndex(self.sampler.findData(order.sampler))
        self._filling = False


def size_choices(native: tuple[int, int] | None) -> list[tuple[str, tuple[int, int] | None]]:
    """The size the base model was made for, and the usual shapes with about the same area, in multiples of 32 px."""
    if native is None:
        return [(tr("as made for"), None)]
    found = {native: tr("{width} × {height}, as made for", width=native[0], height=native[1])}
    for across, down in _SHAPES:
        size = fitting_size(QSize(across * 1000, down * 1000), native) or native
        found.setdefault(size, f"{size[0]} × {size[1]}, {across} : {down}")
    return [(text, None if size == native else size) for size, text in found.items()]
