"""Who is in the picture: one chip per artifact with its strength, and a menu to add another.

Not here: what an artifact is (studio/library/artifacts).
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QSlider, QWidget

from studio.desktop.translation import tr
from studio.desktop.ui.controls.pieces import button, clear_layout, column, label, panel, row, tool
from studio.desktop.ui.controls.settings_form import SettingsForm
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher
from studio.desktop.viewmodel.create import CreateViewModel
from studio.desktop.viewmodel.create_records import Use
from studio.desktop.viewmodel.dials import schema_of
from studio.desktop.viewmodel.request_words import method_title
from studio.library.artifacts.manifest import Manifest


class UseChips(QWidget):
    """Bound to the Create view-model."""

    def __init__(self, create: CreateViewModel, look: ThemeSwitcher) -> None:
        super().__init__()
        self._create, self._look = create, look
        self.dials: dict[str, SettingsForm] = {}  # by artifact, where its method has any
        self._chips = column(gap=t.SPACE_S)
        self._menu = QMenu(self)
        self._add = button(tr("Add a subject"), look, icon="add")
        self._add.setMenu(self._menu)
        self._none = label(
            tr("No subject was taught to this base model yet. Plain prompts work all the same."), "small", wrap=True
        )
        self.setLayout(column(self._chips, self._none, row(self._add, None)))
        create.uses_changed.connect(self._fill)
        create.choices_changed.connect(self._fill)
        create.form_changed.connect(self._fill_menu)
        self._fill()

    def _fill(self) -> None:
        clear_layout(self._chips)
        self.dials = {}
        for use in self._create.uses:
            self._chips.addWidget(self._chip(use))
        self._fill_menu()

    def _fill_menu(self) -> None:
        choices = self._create.choices()
        self._menu.clear()
        for manifest in choices:
            action = self._menu.addAction(artifact_words(manifest))
            action.triggered.connect(lambda _=False, key=manifest.id: self._create.use(key))
        self._add.setVisible(bool(choices))
        self._none.setVisible(not choices and not self._create.uses)

    def _chip(self, use: Use) -> QWidget:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, 150)
        slider.setPageStep(10)
        slider.setValue(round(use.strength * 100))
        slider.setAccessibleName(tr("Strength of {name}", name=use.name))
        value = label(f"{use.strength:.2f}", "small")
        value.setFixedWidth(30)

        def changed(percent: int) -> None:
            value.setText(f"{percent / 100:.2f}")
            self._create.set_strength(use.artifact, percent / 100)

        slider.valueChanged.connect(changed)
        close = tool(
            tr("Take {name} out", name=use.name),
            self._look,
            "close",
            clicked=lambda: self._create.drop_use(use.artifact),
        )
        head = row(label(use.name, "strong"), label(method_title(use.method), "small"), None, close)
        strength = row(label(tr("Strength"), "small"), slider, value)
        layout = column(head, strength, *self._dials(use), gap=0)
        layout.setContentsMargins(t.SPACE_M, t.SPACE_XS, t.SPACE_S, t.SPACE_S)
        return panel(layout, "well")

    def _dials(self, use: Use) -> list[QWidget]:
        """What else of its method can be turned while drawing."""
        schema = schema_of(self._create.manifest(use.artifact))
        if not schema:
            return []
        form = SettingsForm(self._look, narrow=True)
        form.setAccessibleName(tr("How {name} is drawn", name=use.name))
        form.set_schema(schema, use.settings)
        form.values_changed.connect(lambda values: self._create.set_dials(use.artifact, values))
        self.dials[use.artifact] = form
        return [form]


def artifact_words(manifest: Manifest) -> str:
    """ "Rex, lora, likeness 0.81, 3 May 14:05" """
    likeness = next((tr("likeness {value:.2f}", value=s.value) for s in manifest.scores if s.name == "likeness"), "")
    when = manifest.created[:16].replace("T", " ")
    parts = (", ".join(manifest.subject_names), method_title(manifest.method), likeness, when)
    return ", ".join(part for part in parts if part)
