"""The composition on the canvas: a Layout, which region is chosen, and every change as an undoable command.

A gesture shows itself by `preview` and becomes one command by `commit`, or nothing by `cancel`. Edits of the same field
one after the other become one command. Not here: drawing and mouse (ui/canvas), keeping it on disk (service).
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from studio.core.geometry import BoxFrac
from studio.library.layout.records import Layout, Region, Shape

LEAST_SIDE = 0.02  # of the picture; a smaller box is a slip of the hand
_MERGES = 1  # the one command class that merges
FIELDS = {
    "name": "Rename region",
    "subject": "Change subject",
    "artifact": "Change subject",
    "prompt": "Change region’s prompt",
    "strength": "Change strength",
    "shape": "Change shape",
    "box": "Change box",
    "locked": "Lock region",
    "hidden": "Hide region",
}


class _Change(QUndoCommand):
    """From one layout to another. key: changes of the same key that follow each other are one step."""

    def __init__(self, owner: Composition, text: str, after: Layout, selected: str, key: str) -> None:
        super().__init__(text)
        self._owner, self._key = owner, key
        self._before, self._after = owner.layout, after
        self._selected_before, self._selected_after = owner.selected, selected

    def redo(self) -> None:
        """Qt."""
        self._owner.put(self._after, self._selected_after)

    def undo(self) -> None:
        """Qt."""
        self._owner.put(self._before, self._selected_before)

    def id(self) -> int:
        """Qt: -1 never merges."""
        return _MERGES if self._key else -1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802
        """Qt."""
        if not isinstance(other, _Change) or other._key != self._key:
            return False
        self._after, self._selected_after = other._after, other._selected_after
        return True


class Composition(QObject):
    """Signals: changed() when the layout is another; selected_changed()."""

    changed = Signal()
    selected_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.layout = Layout(schema=1)
        self.selected = ""
        self.stack = QUndoStack(self)
        self._before_preview: Layout | None = None

    # looking

    @property
    def regions(self) -> tuple[Region, ...]:
        """Lowest first."""
        return self.layout.regions

    def region(self, region_id: str) -> Region | None:
        """By id."""
        return next((region for region in self.regions if region.id == region_id), None)

    @property
    def chosen(self) -> Region | None:
        """The selected region."""
        return self.region(self.selected)

    def number(self, region_id: str) -> int:
        """Its place from 1, lowest first; 0 when it is gone."""
        return next((i for i, region in enumerate(self.regions, start=1) if region.id == region_id), 0)

    def overlapping(self, region_id: str) -> tuple[Region, ...]:
        """Visible regions whose boxes share some area with this one's."""
        mine = self.region(region_id)
        if mine is None or mine.hidden:
            return ()
        others = (each for each in self.regions if each.id != region_id and not each.hidden)
        return tuple(each for each in others if _overlap(mine.box, each.box))

    # changing

    def select(self, region_id: str) -> None:
        """Choose a region, or none by ""."""
        if region_id != self.selected and (not region_id or self.region(region_id)):
            self.selected = region_id
            self.selected_changed.emit()

    def add(self, box: BoxFrac, **values: Any) -> str:
        """A region on top of the others, selected; its id."""
        return self._insert(Region(id=self._new_id(), box=inside(box), **values), len(self.regions), "Add region")

    def edit(self, region_id: str, **values: Any) -> None:
        """Change fields of a region; the same fields again are the same undo step. Nothing when nothing changes."""
        region = self.region(region_id)
        if region is None:
            return
        if "box" in values:
            values["box"] = inside(values["box"])
        edited = region.model_copy(update=values)
        if edited != region:
            key = f"{region_id} {' '.join(sorted(values))}"
            self._push(FIELDS[next(iter(values))], self._with(edited), region_id, "" if _is_switch(values) else key)

    def remove(self, region_id: str) -> None:
        """Take it away; the one below is chosen next."""
        place = self.number(region_id) - 1
        if place >= 0:
            rest = tuple(each for each in self.regions if each.id != region_id)
            following = rest[max(0, place - 1)].id if rest else ""
            self._push("Remove region", self.layout.model_copy(update={"regions": rest}), following)

    def duplicate(self, region_id: str) -> None:
        """The same a little to the right and down, right above it."""
        region = self.region(region_id)
        if region is not None:
            box = moved(region.box, 0.05, 0.05)
            twin = region.model_copy(update={"id": self._new_id(), "box": box, "locked": False})
            self._insert(twin, self.number(region_id), "Duplicate region")

    def reorder(self, region_id: str, step: int) -> None:
        """Towards the front (+1) or the back (-1)."""
        place = self.number(region_id) - 1
        target = place + step
        if place >= 0 and 0 <= target < len(self.regions):
            order = list(self.regions)
            order.insert(target, order.pop(place))
            self._push("Change order", self.layout.model_copy(update={"regions": tuple(order)}), region_id)

    def load(self, layout: Layout, text: str = "Open composition") -> None:
        """Another composition, as one step that can be undone."""
        if layout != self.layout:
            self._push(text, with_ids(layout), "")

    def restore(self, layout: Layout) -> None:
        """What an earlier session left: nothing to undo."""
        self.put(with_ids(layout), "")
        self.stack.clear()

    def undo(self) -> None:
        """One step back; a gesture under way is given up first."""
        self.cancel()
        self.stack.undo()

    def redo(self) -> None:
        """One step forward again."""
        self.cancel()
        self.stack.redo()

    # a gesture under way

    def preview(self, region_id: str, box: BoxFrac) -> None:
        """Show a box while the mouse moves."""
        region = self.region(region_id)
        if region is not None:
            if self._before_preview is None:
                self._before_preview = self.layout
            self.put(self._with(region.model_copy(update={"box": inside(box)})), region_id)

    def commit(self, text: str) -> None:
        """The gesture is over: what it changed is one step."""
        before, after = self._before_preview, self.layout
        self._before_preview = None
        if before is not None and before != after:
            self.layout = before
            self._push(text, after, self.selected)

    def cancel(self) -> None:
        """As before the gesture."""
        before, self._before_preview = self._before_preview, None
        if before is not None:
            self.put(before, self.selected)

    # inside

    def put(self, layout: Layout, selected: str) -> None:
        """For commands: this is the layout now."""
        is_same, self.layout = layout == self.layout, layout
        if not is_same:
            self.changed.emit()
        self.select(selected if self.region(selected) else "")

    def _with(self, edited: Region) -> Layout:
        regions = tuple(edited if each.id == edited.id else each for each in self.regions)
        return self.layout.model_copy(update={"regions": regions})

    def _insert(self, region: Region, place: int, text: str) -> str:
        regions = (*self.regions[:place], region, *self.regions[place:])
        self._push(text, self.layout.model_copy(update={"regions": regions}), region.id)
        return region.id

    def _push(self, text: str, after: Layout, selected: str, key: str = "") -> None:
        self.stack.push(_Change(self, text, after, selected, key))

    def _new_id(self) -> str:
        taken = {region.id for region in self.regions}
        return next(name for name in (f"r{i}" for i in range(1, len(taken) + 2)) if name not in taken)


def inside(box: BoxFrac) -> BoxFrac:
    """The box with its corners in order, at least LEAST_SIDE wide and high, and inside the picture."""
    x0, x1 = _span(box.x0, box.x1)
    y0, y1 = _span(box.y0, box.y1)
    return BoxFrac(x0, y0, x1, y1)


def _span(first: float, last: float) -> tuple[float, float]:
    low, high = sorted((min(max(first, 0.0), 1.0), min(max(last, 0.0), 1.0)))
    if high - low < LEAST_SIDE:
        low = min(low, 1.0 - LEAST_SIDE)
        high = low + LEAST_SIDE
    return round(low, 4), min(1.0, round(high, 4))


def moved(box: BoxFrac, right: float, down: float) -> BoxFrac:
    """The same size elsewhere, stopped by the picture's edges."""
    right = min(max(right, -box.x0), 1.0 - box.x1)
    down = min(max(down, -box.y0), 1.0 - box.y1)
    return inside(BoxFrac(box.x0 + right, box.y0 + down, box.x1 + right, box.y1 + down))


def _overlap(one: BoxFrac, other: BoxFrac) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1


def _is_switch(values: dict[str, Any]) -> bool:
    """Turning something on and off again is two steps."""
    return any(isinstance(value, bool | Shape) for value in values.values())


def with_ids(layout: Layout) -> Layout:
    """Every region has an id of its own: a file written by hand need not give them."""
    taken: set[str] = set()
    regions: list[Region] = []
    for number, region in enumerate(layout.regions, start=1):
        name = region.id if region.id and region.id not in taken else ""
        while not name or name in taken:
            name = f"r{number}" if not name else f"{name}x"
        taken.add(name)
        regions.append(region.model_copy(update={"id": name}))
    return layout.model_copy(update={"regions": tuple(regions)})
