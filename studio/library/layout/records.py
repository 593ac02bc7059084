"""A composition: regions on a canvas, in fractions of the picture (design section 3). Pure data."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, Field, model_validator

from studio.core.geometry import BoxFrac
from studio.core.records import Record


class Shape(StrEnum):
    """The outline of a region inside its box."""

    RECT = "rect"
    ELLIPSE = "ellipse"
    MASK = "mask"


class Region(Record):
    """One place on the canvas. Only `box` is required."""

    id: str = ""
    name: str = ""
    shape: Shape = Shape.RECT
    box: BoxFrac
    mask: str | None = None  # path relative to the layout's folder
    subject: str | None = None  # id or name
    artifact: str | None = None
    method: str | None = None
    reference: str | None = None  # photo id
    prompt: str = ""
    strength: float = Field(default=1.0, ge=0.0, le=1.5)
    settings: dict[str, Any] = Field(default_factory=dict)  # of the artifact's method, chosen anew for this region
    locked: bool = False
    hidden: bool = False

    @model_validator(mode="after")
    def _box_inside(self) -> Region:
        if not self.box.is_valid():
            raise ValueError("box must be [x0,y0,x1,y1] with 0 <= x0 < x1 <= 1 and 0 <= y0 < y1 <= 1")
        return self


class BaseRecord(Record):
    """The picture on the canvas that a drawing begins with, as it is kept over a crash. mask: as Region.mask."""

    path: Path
    mask: str | None = None
    denoise: float = Field(0.7, ge=0.0, le=1.0)
    grow: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)  # left, top, right, bottom, in fractions


class Layout(Record):
    """The whole canvas. Regions later in the list lie on top."""

    schema_: int = Field(1, alias="schema")
    size: tuple[int, int] | None = None
    background: str = ""
    regions: tuple[Region, ...] = ()

    model_config = ConfigDict(populate_by_name=True, frozen=True, extra="forbid")

    def to_data(self) -> dict[str, Any]:
        """Plain JSON values, with the key `schema`."""
        return self.model_dump(mode="json", by_alias=True)
