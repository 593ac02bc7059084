"""Layouts as files: layouts/<id>/{layout.json, masks/}; and layout files a person gives on the command line.

Not here: what a layout means for a picture (engine/generation).
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from pydantic import ValidationError

from studio.core import files
from studio.core.errors import DiskProblem, InputProblem, unknown
from studio.core.ids import is_id, new_id
from studio.library.layout.records import BaseRecord, Layout, Region, Shape

_PNG = b"\x89PNG\r\n"


class LayoutStore:
    """All layouts of one library."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "layouts"

    def save(self, layout: Layout, layout_id: str | None = None) -> str:
        """Add, or replace with its id. Returns the id."""
        layout_id = layout_id or new_id("l")
        files.write_json(self.path(layout_id), layout.to_data())
        return layout_id

    def load(self, layout_id: str) -> Layout:
        """Raises InputProblem or DiskProblem."""
        if not is_id(layout_id) or not self.path(layout_id).is_file():
            raise unknown("layout", layout_id, self.ids())
        return read_layout(self.path(layout_id))

    def ids(self) -> list[str]:
        """Newest last."""
        if not self.folder.is_dir():
            return []
        return sorted(p.name for p in self.folder.iterdir() if is_id(p.name) and (p / "layout.json").is_file())

    def path(self, layout_id: str) -> Path:
        """Where its JSON lies; masks are in masks/ beside it."""
        return self.folder / layout_id / "layout.json"

    def set_mask(self, layout_id: str, region: str, png: bytes) -> str:
        """Keep a region's mask. Returns the path to write into the region, relative to the layout's folder."""
        name = f"masks/{region}.png"
        if not region.isidentifier():
            raise InputProblem(f"“{region}” cannot be the id of a region.", "Use letters and digits, such as r1.")
        files.write_bytes(self.folder / layout_id / name, png)
        return name

    def keep_mask(self, name: str, png: bytes) -> None:
        """A mask of the canvas by its content's name, masks/m….png. The same name is the same content."""
        path = self.folder / name
        if path.parent != self.folder / "masks":
            raise InputProblem(f"“{name}” cannot be the name of a mask.", "Use masks/NAME.png.")
        if not path.is_file():
            files.write_bytes(path, png)

    def keep_input(self, png: bytes) -> Path:
        """A picture or mask a drawing begins with, by its content, so that the drawing can be repeated later."""
        path = self.folder / "inputs" / f"{hashlib.sha256(png).hexdigest()[:32]}.png"
        if not path.is_file():
            files.write_bytes(path, png)
        return path.absolute()

    def write_to(self, layout: Layout, path: Path) -> None:
        """As a file of its own for other people and the command line; masks go into a folder beside it.

        Raises DiskProblem; the layout file comes last.
        """
        regions = []
        for number, region in enumerate(layout.regions, start=1):
            if region.mask:
                name = f"{path.stem} masks/{number}.png"
                files.write_bytes(path.parent / name, files.read_bytes(self.folder / region.mask))
                region = region.model_copy(update={"mask": name})
            regions.append(region)
        files.write_json(path, layout.model_copy(update={"regions": tuple(regions)}).to_data())

    def take_in(self, layout: Layout, folder: Path | None) -> Layout:
        """The same with its masks kept here; a mask that is gone leaves the region's box. folder: where they lie."""
        regions = []
        for region in layout.regions:
            if region.mask:
                region = self._with_own_mask(region, folder)
            regions.append(region)
        return layout.model_copy(update={"regions": tuple(regions)})

    def _with_own_mask(self, region: Region, folder: Path | None) -> Region:
        name = region.mask or ""
        inside = folder is not None and not Path(name).is_absolute() and ".." not in Path(name).parts
        try:
            png = files.read_bytes((folder or self.folder) / name) if inside else b""
        except DiskProblem:
            png = b""
        if not png.startswith(_PNG):
            return region.model_copy(update={"mask": None, "shape": Shape.RECT})
        own = f"masks/m{hashlib.sha256(png).hexdigest()[:24]}.png"
        self.keep_mask(own, png)
        return region.model_copy(update={"mask": own})

    @property
    def canvas(self) -> Path:
        """What stands on the desktop's canvas, so that a crash loses none of it."""
        return self.folder / "canvas.json"

    def keep_canvas(self, layout: Layout, base: BaseRecord | None = None) -> None:
        """Write it, with the picture drawings begin with. Raises DiskProblem."""
        files.write_json(self.canvas, layout.to_data())
        path = self.folder / "canvas-base.json"
        if base is not None:
            files.write_json(path, base.to_data())
        elif path.is_file():
            files.remove(path)

    def kept_base(self) -> BaseRecord | None:
        """The base picture of the last session; None when there was none, its file is gone or the note is damaged."""
        path = self.folder / "canvas-base.json"
        try:
            base = BaseRecord.load(path) if path.is_file() else None
        except DiskProblem:
            return None
        return base if base is not None and base.path.is_file() else None

    def kept_canvas(self) -> Layout | None:
        """What was there; None at first. A damaged file is put aside, not deleted: raises InputProblem that says so."""
        if not self.canvas.is_file():
            return None
        try:
            return read_layout(self.canvas)
        except InputProblem as error:
            names = ("canvas-damaged.json", *(f"canvas-damaged-{i}.json" for i in range(2, 1000)))
            aside = next(path for path in map(self.canvas.with_name, names) if not path.exists())
            files.move(self.canvas, aside)
            raise InputProblem(
                "The canvas of the last session is damaged and could not be restored.",
                f"It was put aside as “{aside}”; the pictures and subjects are not affected.",
                f"{error.message} {error.detail}".strip(),
            ) from error

    def remove(self, layout_id: str) -> None:
        """For good."""
        self.load(layout_id)
        files.remove(self.folder / layout_id)


def read_layout(path: Path) -> Layout:
    """A layout file. Raises InputProblem that names the place of the first mistake, or DiskProblem."""
    if not path.is_file():
        raise InputProblem(f"There is no layout file “{path}”.", "Check the path.")
    try:
        return Layout.model_validate(files.read_json(path))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise InputProblem(
            f"“{files.spoken_name(path)}” is no layout: {place}: {first['msg'].removeprefix('Value error, ')}.",
            "See docs/cli.md for the form.",
            str(error),
        ) from error
    except DiskProblem as error:
        raise InputProblem(
            f"“{files.spoken_name(path)}” is no layout: it is not JSON.", "See docs/cli.md.", error.detail
        ) from error
