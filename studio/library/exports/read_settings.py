"""The settings a picture was made with, read back: pictures made here, by A1111 and its kin, ComfyUI, and others.

Only what the file tells is given; what cannot be taken over becomes a sentence. A file can hold anything, so every
value is checked by the request's own rules, alone. Not here: reading the texts (embedded_text.py), other programs'
grammars (foreign_settings.py), what is done with the settings (the Create screen).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from studio.core import files
from studio.core.errors import InputProblem
from studio.library.exports import metadata
from studio.library.exports.embedded_text import read_texts
from studio.library.exports.foreign_settings import Foreign, parse
from studio.library.layout.records import Shape
from studio.library.protocol.requests import GenerateRequest
from studio.library.results.records import Result

HERE = "Likeness Studio"
_TITLES = {
    "prompt": "prompt", "negative": "words to avoid", "seed": "seed", "steps": "number of steps",
    "guidance": "guidance", "sampler": "sampler", "size": "size", "backbone": "base model",
}  # fmt: skip
_SAMPLERS = {
    "ddim": "ddim", "euler": "euler", "eulera": "euler", "eulerancestral": "euler", "eulerdiscrete": "euler",
    "dpmpp2m": "dpmpp_2m", "dpm++2m": "dpmpp_2m", "dpmpp2msde": "dpmpp_2m", "dpm++2mkarras": "dpmpp_2m",
    "dpmpp": "dpmpp_2m", "keuler": "euler", "kdpmpp2m": "dpmpp_2m",
}  # fmt: skip
_NEAREST = ("eulera", "eulerancestral", "dpmpp2msde")
_GRID_PX, _LEAST_PX, _MOST_PX = 8, 16, 4096


@dataclass(frozen=True)
class FoundSettings:
    """given: the request's fields that the file tells; all others hold defaults. notes: full sentences."""

    file: str
    program: str
    request: GenerateRequest
    given: frozenset[str]
    notes: tuple[str, ...] = ()


def read_settings(path: Path, root: Path, backbones: tuple[str, ...] = ()) -> FoundSettings:
    """root: of this library. backbones: names known here. Raises InputProblem or DiskProblem."""
    texts = read_texts(path)
    record = _own(texts)
    if record is not None:
        return of_result(record, root, path.name)
    found = parse(texts)
    if found is None:
        raise InputProblem(
            f"“{files.spoken_name(path)}” holds no settings.",
            "Drop a picture as the program that drew it saved it; sending and editing often take the settings out.",
        )
    return _checked(found, path.name, root, backbones)


def of_result(record: Result, root: Path, file: str = "") -> FoundSettings:
    """The settings that draw exactly this one picture again."""
    request, notes = record.request, []
    changes: dict[str, Any] = {"library": root, "seed": record.seed, "count": 1}
    if file:  # from elsewhere: folders were left out, so files it names cannot be found
        changes |= {"init": None, "mask": None, "layout_folder": None}
        if request.init is not None:
            notes.append(f"It was drawn over “{request.init.name}”, which is not inside this file.")
        layout = request.layout
        if layout is not None and any(region.mask for region in layout.regions):
            plain = {"mask": None, "shape": Shape.RECT}
            regions = tuple(r.model_copy(update=plain) if r.mask else r for r in layout.regions)
            changes["layout"] = layout.model_copy(update={"regions": regions})
            notes.append("The brushed masks of its regions are not inside this file; their boxes are used.")
    taken = request.model_copy(update=changes)
    return FoundSettings(file, HERE, taken, frozenset(GenerateRequest.model_fields), tuple(notes))


def _own(texts: dict[str, str]) -> Result | None:
    for text in (texts.get(metadata.KEY), metadata.record_in_xmp(texts.get("XML:com.adobe.xmp", ""))):
        if text:
            try:
                return Result.model_validate_json(text)
            except (ValidationError, ValueError, RecursionError):
                continue
    return None


def _checked(found: Foreign, file: str, root: Path, backbones: tuple[str, ...]) -> FoundSettings:
    values, notes = dict(found.values), list(found.notes)
    sampler = values.pop("sampler", None)
    if isinstance(sampler, str) and sampler:
        plain = "".join(sign for sign in sampler.lower() if sign.isalnum() or sign == "+")
        known = _SAMPLERS.get(plain)
        if known is None:
            notes.append(f"The sampler “{sampler[:40]}” does not exist here; yours stays.")
        else:
            values["sampler"] = known
            if plain in _NEAREST:
                notes.append(f"The sampler “{sampler[:40]}” does not exist here; the nearest one is taken.")
    backbone = values.pop("backbone", None)
    if isinstance(backbone, str) and backbone:
        if backbone in backbones:
            values["backbone"] = backbone
        else:
            notes.append(f"It was made with “{backbone[:60]}”, which is not on this computer; your base model stays.")
    if "size" in values:
        values["size"] = _size(values["size"], notes)
    kept: dict[str, Any] = {}
    for name, value in values.items():
        if value is None:
            continue
        try:
            checked = GenerateRequest.model_validate({"library": root, "prompt": "", name: value})
        except ValidationError:
            notes.append(f"Its {_TITLES[name]} cannot be used here and is left out: {str(value)[:40]}.")
        else:
            kept[name] = getattr(checked, name)
    if not kept:
        raise InputProblem(
            f"“{file}” holds no settings that can be used here.", "Try another picture.", "\n".join(notes)
        )
    request = GenerateRequest.model_validate({"library": root, "prompt": "", **kept})
    return FoundSettings(file, found.program, request, frozenset(kept), tuple(notes))


def _size(size: Any, notes: list[str]) -> tuple[int, int] | None:
    """On the grid and in the bounds of what can be drawn."""
    try:
        width, height = (int(side) for side in size)
    except (TypeError, ValueError, OverflowError):
        return None
    fitted = tuple(max(_LEAST_PX, min(side // _GRID_PX * _GRID_PX, _MOST_PX)) for side in (width, height))
    if fitted != (width, height):
        notes.append(f"Its size of {width} × {height} becomes {fitted[0]} × {fitted[1]}.")
    return fitted[0], fitted[1]
