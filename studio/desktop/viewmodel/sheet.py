"""State of the X/Y sheet dialog: which drawing is varied, what changes along each axis, and why it cannot start yet.

Not here: the dialog's widgets (ui/results/sheet_dialog.py), what a value does (studio/library/protocol/sheets.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from studio.core.errors import StudioError
from studio.desktop.sentences import told_in_one
from studio.desktop.service.orders import SheetOrder
from studio.desktop.translation import tr
from studio.desktop.viewmodel.dials import Dial, numeric
from studio.desktop.viewmodel.request_words import method_title
from studio.library.artifacts.manifest import Manifest
from studio.library.protocol import prompts
from studio.library.protocol.axes import Axis, AxisKind
from studio.library.protocol.requests import GenerateRequest
from studio.library.protocol.sheets import MOST_CELLS, cell, numbers, varied

if TYPE_CHECKING:
    from studio.desktop.service.studio_service import StudioService


@dataclass(frozen=True)
class AxisChoice:
    """kind None: no such axis. text: numbers or prompts, one a line; artifacts are chosen by id, a
    dial of their methods by its key."""

    kind: AxisKind | None = None
    text: str = ""
    artifacts: tuple[str, ...] = ()
    dial: str = ""


class SheetViewModel(QObject):
    """Signals: changed(); started(str) with the job's id; problem(Exception)."""

    changed = Signal()
    started = Signal(str)
    problem = Signal(object)

    def __init__(self, service: StudioService, base: GenerateRequest, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.service = service
        self.base = base.model_copy(update={"count": 1})
        guidance = base.guidance if base.guidance is not None else 5.0
        self.x = AxisChoice(AxisKind.GUIDANCE, ", ".join(f"{guidance + d:g}" for d in (-2, 0, 2) if guidance + d >= 0))
        self.y = AxisChoice(AxisKind.SEED, f"{base.seed}-{base.seed + 2}")

    def set_axis(self, is_x: bool, choice: AxisChoice) -> None:
        """One of the two."""
        if is_x:
            self.x = choice
        else:
            self.y = choice
        self.changed.emit()

    @property
    def artifacts(self) -> tuple[Manifest, ...]:
        """That can stand in for what is in the picture: taught to the same base model, of the same subjects if any."""
        fitting = [m for m in self.service.artifacts if m.backbone == self.base.backbone]
        used = {use.artifact for use in self.base.uses} | set(self.base.names.values())
        subjects = {s for m in fitting if m.id in used for s in m.subject_ids}
        return tuple(m for m in fitting if not subjects or subjects & set(m.subject_ids))

    def title_of(self, manifest: Manifest) -> str:
        """Subject, method and steps: what tells artifacts apart."""
        name = ", ".join(manifest.subject_names) or manifest.trigger
        return f"{name} · {method_title(manifest.method)} · {manifest.best_step}"

    @property
    def dials(self) -> tuple[Dial, ...]:
        """What can be turned while drawing with what is in the picture, or could be."""
        return numeric((*self._acting, *self.artifacts))

    @property
    def _acting(self) -> tuple[Manifest, ...]:
        layout = self.base.layout
        used = {use.artifact for use in self.base.uses} | {r.artifact for r in (layout.regions if layout else ())}
        return tuple(m for m in self.service.artifacts if m.id in used)

    def dial_axis(self, choice: AxisChoice) -> Axis | None:
        """Of a dial, with values inside its bounds. Raises StudioError."""
        dial = next((each for each in self.dials if each.key == choice.dial), None)
        values = numbers(choice.text)
        if dial is None or not values:
            return None
        for value in values:
            dial.check(value)
        ids = tuple(dict.fromkeys(m.id for m in (*self._acting, *self.artifacts) if m.method == dial.method))
        return Axis(kind=AxisKind.SETTING, values=values, name=dial.name, artifacts=ids)

    def axis(self, choice: AxisChoice) -> Axis | None:
        """With its values. Raises StudioError for what is no value."""
        if choice.kind is None:
            return None
        if choice.kind is AxisKind.ARTIFACT:
            titles = {m.id: self.title_of(m) for m in self.artifacts}
            chosen = tuple(key for key in choice.artifacts if key in titles)
            return (
                Axis(kind=choice.kind, values=chosen, labels=tuple(titles[key] for key in chosen)) if chosen else None
            )
        if choice.kind is AxisKind.SETTING:
            return self.dial_axis(choice)
        if choice.kind is AxisKind.PROMPT:
            lines = tuple(line.strip() for line in choice.text.splitlines() if line.strip())
            for line in lines:
                prompts.parse(line)
            return Axis(kind=choice.kind, values=lines) if lines else None
        values = numbers(choice.text)
        for value in values:
            varied(self.base, choice.kind, value)
        return Axis(kind=choice.kind, values=values) if values else None

    def order(self) -> SheetOrder | None:
        """What would be queued; None while it cannot be."""
        if self.start_problem():
            return None
        x, y = self.axis(self.x), self.axis(self.y)
        assert x is not None
        return SheetOrder(self.base, x, y)

    @property
    def count(self) -> int:
        """Pictures of the sheet; 0 while an axis is not right."""
        try:
            x, y = self.axis(self.x), self.axis(self.y)
        except StudioError:
            return 0
        return (len(x.values) if x is not None else 0) * (len(y.values) if y is not None else 1)

    def start_problem(self) -> str:
        """Why it cannot start, in one sentence."""
        try:
            x, y = self.axis(self.x), self.axis(self.y)
        except StudioError as error:
            return told_in_one(error)
        if x is None:
            return tr("Say what changes from left to right.")
        if self.y.kind is not None and y is None:
            return tr("Say what changes from top to bottom, or choose nothing there.")
        if y is not None and (x.kind, x.name) == (y.kind, y.name):
            return tr("Both axes change the same. Choose another one.")
        if self.count > MOST_CELLS:
            return tr("These are {count} pictures; at most {most} fit a sheet.", count=self.count, most=MOST_CELLS)
        try:
            for place in range(self.count):
                cell(self.base, x, place % len(x.values), y, place // len(x.values))
        except StudioError as error:
            return told_in_one(error)
        return ""

    def start(self) -> None:
        """Queue it."""
        order = self.order()
        if order is None:
            return
        try:
            self.started.emit(self.service.draw_sheet(order))
        except StudioError as error:
            self.problem.emit(error)
