"""The composition on the canvas: a Layout, the base picture, which region is chosen; every change can be undone.

A gesture shows itself by `preview` and becomes one command by `commit`, or nothing by `cancel`. Edits of the same field
one after the other become one command. Not here: drawing and mouse (ui/canvas), keeping it on disk (service).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QUndoCommand, QUndoStack

from studio.core.errors import InputProblem
from studio.core.geometry import BoxFrac
from studio.desktop.translation import mark, tr
from studio.desktop.viewmodel.base_picture import Base
from studio.desktop.viewmodel.region_masks import Masks, moved_mask
from studio.library.layout.records import Layout, Region, Shape

LEAST_SIDE = 0.02  # of the picture; a smaller box is a slip of the hand
BASE = "base"  # the painted thing that is no region
_MERGES = 1  # the one command class that merges
FIELDS = {
    "name": mark("Rename region"),
    "subject": mark("Change subject"),
    "artifact": mark("Change subject"),
    "prompt": mark("Change region’s prompt"),
    "strength": mark("Change strength"),
    "settings": mark("Change a setting"),
    "shape": mark("Change shape"),
    "box": mark("Change box"),
    "locked": mark("Lock region"),
    "hidden": mark("Hide region"),
}


class _Change(QUndoCommand):
    """From one layout to another. key: changes of the same key that follow each other are one step."""

    def __init__(self, owner: Composition, text: str, after: Layout, selected: str, key: str, base: Base) -> None:
        super().__init__(text)
        self._owner, self._key = owner, key
        self._before, self._after = (owner.layout, owner.selected, owner.base), (after, selected, base)

    def redo(self) -> None:
        """Qt."""
        self._owner.put(*self._after)

    def undo(self) -> None:
        """Qt."""
        self._owner.put(*self._before)

    def id(self) -> int:
        """Qt: -1 never merges."""
        return _MERGES if self._key else -1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802
        """Qt."""
        if not isinstance(other, _Change) or other._key != self._key:
            return False
        self._after = other._after
        return True


class Composition(QObject):
    """Signals: changed() when the layout or the base is another; selected_changed(); painting_changed() while a brush
    is on the canvas; mask_made(str, bytes): a brushed mask to be kept under this name, beside the layout."""

    changed = Signal()
    selected_changed = Signal()
    painting_changed = Signal()
    mask_made = Signal(str, bytes)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.layout = Layout(schema=1)
        self.base = Base()
        self.selected = ""
        self.painting: tuple[str, QImage] | None = None  # a region's id, or BASE, and its mask so far
        self.read_mask: Callable[[str], QImage] = lambda _: QImage()  # by the name in a region; null when it is gone
        self._masks = Masks()
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

    def mask_of(self, region: Region) -> tuple[QImage, BoxFrac] | None:
        """What was brushed for this region, and its box in the mask; None when there is none or its file is gone."""
        if region.shape is not Shape.MASK or not region.mask:
            return None
        return self._masks.get(region.mask, region.box, self.read_mask)

    # changing

    def set_background(self, text: str) -> None:
        """What is said about everything around the regions."""
        if text != self.layout.background:
            after = self.layout.model_copy(update={"background": text})
            self._push(tr("Change background"), after, self.selected, "background")

    def set_base(self, path: Path | None) -> None:
        """Begin with this picture, or with noise alone."""
        if path != self.base.path:
            base = Base(path, denoise=self.base.denoise)
            self._push(tr("Base picture") if path else tr("No base picture"), self.layout, self.selected, base=base)

    def edit_base(self, text: str, **values: Any) -> None:
        """Mask, denoise or grow of the base; the same field again is the same undo step, a mask never."""
        base = replace(self.base, **values)
        if base != self.base:
            key = "" if "mask" in values else "base " + " ".join(sorted(values))
            self._push(text, self.layout, self.selected, key, base)

    def keep_mask(self, region_id: str, mask: QImage, picture: BoxFrac | None) -> None:
        """The brush was lifted: the region (a new one for "") has this mask. picture: the box around what is white."""
        if picture is None:
            return  # everything was erased: the region stays as it was
        box = inside(picture)
        values = {"shape": Shape.MASK, "mask": self._kept(mask, box), "box": box}
        region = self.region(region_id)
        if region is None:
            self._insert(Region(id=self._new_id(), **values), len(self.regions), tr("Brush region"))
        else:
            self._push(tr("Brush region"), self._with(region.model_copy(update=values)), region_id)

    def select(self, region_id: str) -> None:
        """Choose a region, or none by ""."""
        if region_id != self.selected and (not region_id or self.region(region_id)):
            self.selected = region_id
            self.selected_changed.emit()

    def check(self) -> None:
        """Raises InputProblem for a visible region that says nothing, and selects it."""
        for region in self.regions:
            if not region.hidden and not (region.prompt.strip() or region.subject or region.artifact):
                self.select(region.id)
                raise InputProblem(
                    tr("An empty region says nothing to draw; it is selected now."),
                    tr("Give it a prompt or a subject, or hide or remove it."),
                )

    def add(self, box: BoxFrac, **values: Any) -> str:
        """A region on top of the others, selected; its id."""
        return self._insert(Region(id=self._new_id(), box=inside(box), **values), len(self.regions), tr("Add region"))

    def edit(self, region_id: str, **values: Any) -> None:
        """Change fields of a region; the same fields again are the same undo step. Nothing when nothing changes."""
        region = self.region(region_id)
        if region is None:
            return
        if "box" in values:
            values["box"] = inside(values["box"])
        if "shape" in values and values["shape"] is not Shape.MASK:
            values["mask"] = None
        edited = self._with_moved_mask(region, region.model_copy(update=values))
        if edited != region:
            key = f"{region_id} {' '.join(sorted(values))}"
            first = next(iter(values))
            self._push(tr(FIELDS[first]), self._with(edited), region_id, "" if _is_switch(values) else key)

    def remove(self, region_id: str) -> None:
        """Take it away; the one below is chosen next."""
        place = self.number(region_id) - 1
        if place >= 0:
            rest = tuple(each for each in self.regions if each.id != region_id)
            following = rest[max(0, place - 1)].id if rest else ""
            self._push(tr("Remove region"), self.layout.model_copy(update={"regions": rest}), following)

    def duplicate(self, region_id: str) -> None:
        """The same a little to the right and down, right above it."""
        region = self.region(region_id)
        if region is not None:
            box = moved(region.box, 0.05, 0.05)
            twin = region.model_copy(update={"id": self._new_id(), "box": box, "locked": False})
            self._insert(self._with_moved_mask(region, twin), self.number(region_id), tr("Duplicate region"))

    def reorder(self, region_id: str, step: int) -> None:
        """Towards the front (+1) or the back (-1)."""
        place = self.number(region_id) - 1
        target = place + step
        if place >= 0 and 0 <= target < len(self.regions):
            order = list(self.regions)
            order.insert(target, order.pop(place))
            self._push(tr("Change order"), self.layout.model_copy(update={"regions": tuple(order)}), region_id)

    def load(self, layout: Layout, text: str = "Open composition") -> None:
        """Another composition, as one step that can be undone."""
        if layout != self.layout:
            self._push(text, with_ids(layout), "")

    def restore(self, layout: Layout, base: Base | None = None) -> None:
        """What an earlier session left: nothing to undo."""
        self.base = base or self.base
        self.put(with_ids(layout), "", self.base)
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
            self.put(self._with(region.model_copy(update={"box": inside(box)})), region_id, self.base)

    def commit(self, text: str) -> None:
        """The gesture is over: what it changed is one step."""
        before, after = self._before_preview, self.layout
        self._before_preview = None
        if before is not None and before != after:
            self.layout = before
            olds = {region.id: region for region in before.regions}
            moved_masks = tuple(self._with_moved_mask(olds.get(each.id, each), each) for each in after.regions)
            self._push(text, after.model_copy(update={"regions": moved_masks}), self.selected)

    def cancel(self) -> None:
        """As before the gesture."""
        before, self._before_preview = self._before_preview, None
        if before is not None:
            self.put(before, self.selected, self.base)
        self.paint(None)

    # inside

    def paint(self, painting: tuple[str, QImage] | None) -> None:
        """Show a mask while the brush is on it."""
        if painting is not None or self.painting is not None:
            self.painting = painting
            self.painting_changed.emit()

    def put(self, layout: Layout, selected: str, base: Base) -> None:
        """For commands: this is the layout and the base now."""
        is_same = layout == self.layout and base == self.base
        self.layout, self.base = layout, base
        if not is_same:
            self.changed.emit()
        self.select(selected if self.region(selected) else "")

    def _kept(self, mask: QImage, box: BoxFrac) -> str:
        name, data = self._masks.keep(mask, box)
        self.mask_made.emit(name, data)
        return name

    def _with_moved_mask(self, before: Region, after: Region) -> Region:
        """The mask follows the box."""
        found = self.mask_of(before) if before.box != after.box and after.mask == before.mask else None
        if found is None:
            return after
        return after.model_copy(update={"mask": self._kept(moved_mask(*found, after.box), after.box)})

    def _with(self, edited: Region) -> Layout:
        regions = tuple(edited if each.id == edited.id else each for each in self.regions)
        return self.layout.model_copy(update={"regions": regions})

    def _insert(self, region: Region, place: int, text: str) -> str:
        regions = (*self.regions[:place], region, *self.regions[place:])
        self._push(text, self.layout.model_copy(update={"regions": regions}), region.id)
        return region.id

    def _push(self, text: str, after: Layout, selected: str, key: str = "", base: Base | None = None) -> None:
        self.stack.push(_Change(self, text, after, selected, key, base if base is not None else self.base))

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
