"""A form built from a JSON schema: title, unit, bounds and help come from the settings class, never from here.

Basic settings first, advanced ones behind a switch, each with a reset; a search field looks through all of them.
Not here: which settings exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from studio.desktop.translation import tr
from studio.desktop.ui.controls.fields import Field, make_field
from studio.desktop.ui.controls.pieces import clear_layout, clear_panel, column, label, row, tool
from studio.desktop.ui.theme import tokens as t
from studio.desktop.ui.theme.switcher import ThemeSwitcher

_SEARCHED_FROM = 7  # settings: fewer are seen at a glance


@dataclass(frozen=True)
class _Line:
    """One setting on the form. words: what the search looks through, in small letters."""

    grid: QGridLayout
    place: int
    widgets: tuple[QWidget, ...]
    words: str


class SettingsForm(QWidget):
    """Signals: values_changed(dict) with what differs from the defaults; validity_changed(bool).

    narrow: its buttons stand below each other, for a place where two of them may not fit beside each other.
    """

    values_changed = Signal(object)
    validity_changed = Signal(bool)

    def __init__(self, look: ThemeSwitcher, *, narrow: bool = False) -> None:
        super().__init__()
        self._look = look
        self._fields: dict[str, Field] = {}
        self._resets: dict[str, QWidget] = {}
        self._lines: dict[str, _Line] = {}
        self._schema: dict[str, Any] = {}
        self._was_valid = True
        self._basic = QGridLayout()
        self._advanced = QGridLayout()
        for grid in (self._basic, self._advanced):
            grid.setContentsMargins(0, 0, 0, 0)
            grid.setHorizontalSpacing(t.SPACE_S)
            grid.setVerticalSpacing(2)
            grid.setColumnStretch(0, 1)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search the settings"))
        self.search.setAccessibleName(tr("Search the settings"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._show_found)
        self._nothing = label(tr("No setting has these words."), "muted")
        self._nothing.hide()
        self._more = QPushButton(tr("Advanced settings"))
        self._more.setProperty("role", "quiet")
        self._more.setCheckable(True)
        self._more.setAccessibleName(tr("Show advanced settings"))
        self._more_area = clear_panel(self._advanced)
        self._more_area.hide()
        self._more.toggled.connect(self._on_more)
        look.bind_icon(self._more, "more")
        self._reset_all = QPushButton(tr("Reset all"))
        self._reset_all.setProperty("role", "quiet")
        self._reset_all.setAccessibleName(tr("Reset all settings to their defaults"))
        self._reset_all.clicked.connect(lambda: self.set_values({}))
        if narrow:
            parts = (self.search, self._nothing, self._basic, row(self._more, None), self._more_area)
            self.setLayout(column(*parts, row(self._reset_all, None)))
        else:
            buttons = row(self._more, None, self._reset_all)
            self.setLayout(column(self.search, self._nothing, self._basic, buttons, self._more_area))

    def set_schema(self, schema: dict[str, Any], values: dict[str, Any]) -> None:
        """Build it anew. values: what differs from the defaults."""
        self._schema = schema
        self._fields, self._resets, self._lines = {}, {}, {}
        for grid in (self._basic, self._advanced):
            clear_layout(grid)
        for name, trait in schema.get("properties", {}).items():
            self._add(name, _resolved(trait, schema))
        self.search.setVisible(len(self._fields) >= _SEARCHED_FROM)
        self.search.clear()
        self.set_values(values, tell=False)
        self._show_found()

    def set_values(self, values: dict[str, Any], tell: bool = True) -> None:
        """Set what differs; everything else goes to its default."""
        for name, field in self._fields.items():
            field.set_value(values.get(name, field.default))
        self._refresh()
        if tell:
            self.values_changed.emit(self.values())

    def values(self) -> dict[str, Any]:
        """What differs from the defaults and is valid."""
        return {
            name: field.value()
            for name, field in self._fields.items()
            if field.is_valid() and field.value() != field.default
        }

    def is_valid(self) -> bool:
        """Every field holds something in its bounds."""
        return all(field.is_valid() for field in self._fields.values())

    def field(self, name: str) -> Field:
        """By setting."""
        return self._fields[name]

    def _show_found(self) -> None:
        """Only the settings that have every word of the search, wherever they stand; all when it is empty."""
        asked = self.search.text().casefold().split()
        found = {name: all(word in line.words for word in asked) for name, line in self._lines.items()}
        for name, line in self._lines.items():
            for widget in line.widgets:
                widget.setVisible(found[name])
            line.grid.setRowMinimumHeight(line.place + 2, t.SPACE_S if found[name] else 0)
        self._nothing.setVisible(bool(asked) and not any(found.values()))
        self._more.setVisible(not asked and any(self._is_advanced(name) for name in self._fields))
        self._more_area.setVisible(bool(asked) or self._more.isChecked())
        self._refresh()

    def _on_more(self, shown: bool) -> None:
        self._more_area.setVisible(shown)
        self._look.bind_icon(self._more, "less" if shown else "more")

    def _is_advanced(self, name: str) -> bool:
        return bool(_resolved(self._schema["properties"][name], self._schema).get("advanced"))

    def _add(self, name: str, trait: dict[str, Any]) -> None:
        grid = self._advanced if trait.get("advanced") else self._basic
        field = make_field(name, trait)
        title = tr(trait.get("title", name))
        if (unit := trait.get("unit")) and tr(unit).lower() != title.lower():
            title = f"{title} ({tr(unit)})"
        caption = label(title, "strong", buddy=field.widget)
        help_text = label(_help(trait), "small", wrap=True)
        reset = tool(tr("Reset {name}", name=tr(trait.get("title", name))), self._look, "reset")
        reset.clicked.connect(lambda: self._on_reset(field))
        policy = reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        reset.setSizePolicy(policy)
        line = grid.rowCount()
        grid.addWidget(caption, line, 0)
        grid.addWidget(field.widget, line, 1)
        grid.addWidget(reset, line, 2)
        grid.addWidget(help_text, line + 1, 0, 1, 3)
        grid.setRowMinimumHeight(line + 2, t.SPACE_S)
        self._fields[name] = field
        self._resets[name] = reset
        words = f"{name.replace('_', ' ')} {title} {help_text.text()}".casefold()
        self._lines[name] = _Line(grid, line, (caption, field.widget, help_text), words)
        field.changed.connect(self._on_changed)

    def _on_reset(self, field: Field) -> None:
        field.set_value(field.default)
        self._on_changed()

    def _on_changed(self) -> None:
        self._refresh()
        self.values_changed.emit(self.values())

    def _refresh(self) -> None:
        changed = False
        for name, field in self._fields.items():
            differs = not field.is_valid() or field.value() != field.default
            self._resets[name].setVisible(differs and not self._lines[name].widgets[0].isHidden())
            changed |= differs
        self._reset_all.setVisible(changed)
        valid = self.is_valid()
        if valid != self._was_valid:
            self._was_valid = valid
            self.validity_changed.emit(valid)


def _resolved(trait: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Follow a reference to $defs (enums), keeping what stands beside it."""
    reference = trait.get("$ref") or next((part["$ref"] for part in trait.get("allOf", []) if "$ref" in part), None)
    if reference is None:
        return trait
    target = schema.get("$defs", {}).get(str(reference).rsplit("/", 1)[-1], {})
    return {**target, **trait}


def _help(trait: dict[str, Any]) -> str:
    """Help with its bounds: "Optimiser steps. 1 to 100000." """
    text = tr(str(trait.get("description", "")))
    low, high = trait.get("minimum"), trait.get("maximum")
    if low is not None and high is not None:
        bounds = tr("{low} to {high}.", low=f"{low:g}", high=f"{high:g}")
        text = f"{text} {bounds}".strip()
    return text
