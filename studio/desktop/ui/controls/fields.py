"""One control per kind of value: switch, whole number, number, choice, text. Each tells title and bounds to everyone.

Not here: layout and help (settings_form.py).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QLineEdit, QSpinBox, QWidget

from studio.desktop.translation import tr

_WIDTH = 132
_INT_MAX = 2**31 - 1


class Field(QObject):
    """A control with a value. Signals: changed() by the person."""

    changed = Signal()

    def __init__(
        self,
        widget: QWidget,
        default: Any,
        get: Callable[[], Any],
        put: Callable[[Any], object],
        valid: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__(widget)
        self.widget = widget
        self.default = default
        self._get, self._put, self._valid = get, put, valid

    def value(self) -> Any:
        """As JSON."""
        return self._get()

    def set_value(self, value: Any) -> None:
        """Without telling `changed`."""
        self.widget.blockSignals(True)
        self._put(value)
        self.widget.blockSignals(False)

    def is_valid(self) -> bool:
        """Inside its bounds."""
        return self._valid()


class CalmSpinBox(QSpinBox):
    """Turns by the wheel only when it has the focus, so that scrolling past never changes it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Qt."""
        super().wheelEvent(event) if self.hasFocus() else event.ignore()


class CalmDoubleSpinBox(QDoubleSpinBox):
    """The same for numbers with decimals."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Qt."""
        super().wheelEvent(event) if self.hasFocus() else event.ignore()


def may_be_narrow(box: QComboBox) -> None:
    """For a box whose entries are names of any length: the longest must not widen a form until it is cut off."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)


class CalmComboBox(QComboBox):
    """The same for choices."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Qt."""
        super().wheelEvent(event) if self.hasFocus() else event.ignore()


class NumberEdit(QLineEdit):
    """A number of any magnitude, 1e-4 included; out of bounds it is marked and says so in its tooltip."""

    def __init__(self, low: float | None, high: float | None) -> None:
        super().__init__()
        self._low, self._high = low, high
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.textChanged.connect(lambda _: self.mark())

    def number(self) -> float | None:
        """None when it is no number in the bounds."""
        try:
            value = float(self.text().strip().replace(",", "."))
        except ValueError:
            return None
        inside = (self._low is None or value >= self._low) and (self._high is None or value <= self._high)
        return value if inside else None

    def mark(self) -> None:
        """Show whether it is valid."""
        bad = self.number() is None
        if bad != bool(self.property("invalid")):
            self.setProperty("invalid", bad)
            self.style().unpolish(self)
            self.style().polish(self)
        low = "" if self._low is None else tr("from {low:g} ", low=self._low)
        high = "" if self._high is None else tr("to {high:g}", high=self._high)
        self.setToolTip(tr("A number {low}{high}", low=low, high=high).strip() if bad else "")


def make_field(name: str, trait: dict[str, Any]) -> Field:
    """The control for one property of a schema."""
    default = trait.get("default")
    kind = trait.get("type")
    if trait.get("enum"):
        field = _choice(trait["enum"], default)
    elif kind == "boolean":
        field = _switch(default)
    elif kind == "integer":
        field = _whole_number(trait, default)
    elif kind == "number":
        field = _number(trait, default)
    else:
        field = _text(default)
    field.widget.setAccessibleName(tr(str(trait.get("title", name))))
    field.widget.setAccessibleDescription(tr(str(trait.get("description", ""))))
    if kind != "boolean":
        field.widget.setFixedWidth(_WIDTH)
    return field


def _choice(options: list[Any], default: Any) -> Field:
    box = CalmComboBox()
    box.addItems([str(option) for option in options])
    field = Field(box, default, lambda: options[box.currentIndex()], lambda v: box.setCurrentIndex(options.index(v)))
    box.currentIndexChanged.connect(lambda _: field.changed.emit())
    return field


def _switch(default: Any) -> Field:
    box = QCheckBox()
    field = Field(box, bool(default), box.isChecked, lambda v: box.setChecked(bool(v)))
    box.toggled.connect(lambda _: field.changed.emit())
    return field


def _whole_number(trait: dict[str, Any], default: Any) -> Field:
    box = CalmSpinBox()
    box.setRange(
        max(int(trait.get("minimum", -_INT_MAX)), -_INT_MAX), min(int(trait.get("maximum", _INT_MAX)), _INT_MAX)
    )
    box.setAlignment(Qt.AlignmentFlag.AlignRight)
    box.setStepType(
        QSpinBox.StepType.AdaptiveDecimalStepType if box.maximum() > 200 else QSpinBox.StepType.DefaultStepType
    )
    field = Field(box, default, box.value, lambda v: box.setValue(int(v)))
    box.valueChanged.connect(lambda _: field.changed.emit())
    return field


def _number(trait: dict[str, Any], default: Any) -> Field:
    edit = NumberEdit(trait.get("minimum"), trait.get("maximum"))

    def put(value: Any) -> None:
        edit.setText(f"{value:g}")
        edit.mark()

    field = Field(edit, default, edit.number, put, lambda: edit.number() is not None)
    edit.textEdited.connect(lambda _: (edit.mark(), field.changed.emit()))
    return field


def _text(default: Any) -> Field:
    edit = QLineEdit()
    field = Field(edit, default or "", edit.text, lambda v: edit.setText(str(v)))
    edit.textEdited.connect(lambda _: field.changed.emit())
    return field
