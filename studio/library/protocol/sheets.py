"""X/Y sheets: one drawing varied along two axes; which request each cell is. Pure data.

Not here: drawing the cells (engine/generation/sheet.py), the request's class (requests.py).
"""

from __future__ import annotations

from studio.core.errors import InputProblem
from studio.library.protocol.axes import Axis, AxisKind
from studio.library.protocol.requests import ArtifactUse, GenerateRequest

MOST_CELLS = 400


def cell(request: GenerateRequest, x: Axis, column: int, y: Axis | None = None, row: int = 0) -> GenerateRequest:
    """One picture of the sheet. Who is drawn is settled first: the rest may be about it. Raises InputProblem."""
    chosen = [(x, x.values[column]), *([(y, y.values[row])] if y is not None else [])]
    for axis, value in sorted(chosen, key=lambda each: each[0].kind is not AxisKind.ARTIFACT):
        request = varied(request, axis.kind, value, axis)
    return request


def varied(request: GenerateRequest, kind: AxisKind, value: str, axis: Axis | None = None) -> GenerateRequest:
    """The request with one thing changed. axis: for a SETTING. Raises InputProblem for a value that cannot be."""
    try:
        match kind:
            case AxisKind.ARTIFACT:
                strength = request.uses[0].strength if request.uses else 1.0
                kept = next((use.settings for use in request.uses if use.artifact == value), {})
                uses = (ArtifactUse(artifact=value, strength=strength, settings=kept),)
                return _changed(request, uses=uses, names=dict.fromkeys(request.names, value))
            case AxisKind.STRENGTH:
                uses = tuple(use.model_copy(update={"strength": _within(value, 0.0, 1.5)}) for use in request.uses)
                if not uses:
                    raise InputProblem("Nothing taught is in this picture, so it has no strength.", "Use another axis.")
                return _changed(request, uses=uses)
            case AxisKind.PROMPT:
                return _changed(request, prompt=value)
            case AxisKind.SEED:
                return _changed(request, seed=int(_within(value, 0, 2**63 - 10_001, whole=True)))
            case AxisKind.GUIDANCE:
                return _changed(request, guidance=_within(value, 0.0, 50.0))
            case AxisKind.STEPS:
                return _changed(request, steps=int(_within(value, 1, 1000, whole=True)))
            case AxisKind.SETTING:
                assert axis is not None
                return _turned(request, axis, float(value))
    except ValueError as error:
        raise InputProblem(f"“{value}” is no {kind.value}.", "Use numbers, such as 3, 5, 7 or 1-5.") from error


def _turned(request: GenerateRequest, axis: Axis, value: float) -> GenerateRequest:
    """With a setting of the axis's artifacts, wherever they act."""
    uses = tuple(
        use.model_copy(update={"settings": {**use.settings, axis.name: value}})
        if use.artifact in axis.artifacts
        else use
        for use in request.uses
    )
    layout = request.layout
    if layout is not None:
        regions = tuple(
            each.model_copy(update={"settings": {**each.settings, axis.name: value}})
            if each.artifact in axis.artifacts
            else each
            for each in layout.regions
        )
        layout = layout.model_copy(update={"regions": regions})
    if uses == request.uses and layout == request.layout and not _has(request, axis):
        raise InputProblem(f"Nothing in this picture has the setting “{axis.title}”.", "Use another axis.")
    return _changed(request, uses=uses, layout=layout)


def _has(request: GenerateRequest, axis: Axis) -> bool:
    acting = [use.artifact for use in request.uses]
    acting += [region.artifact for region in request.layout.regions if region.artifact] if request.layout else []
    return any(artifact in axis.artifacts for artifact in acting)


def numbers(text: str, most: int = 60) -> tuple[str, ...]:
    """ "3, 5, 7" and "1-5" and "0-1:0.25" as single values. Raises InputProblem."""
    found: list[str] = []
    for part in (each.strip() for each in text.replace(";", ",").split(",")):
        if part:
            found += _range(part, most)
    if len(found) > most:
        raise InputProblem(f"These are {len(found)} values.", f"Use at most {most}.")
    return tuple(found)


def _range(part: str, most: int) -> list[str]:
    span, _, step = part.partition(":")
    first, dash, last = span.partition("-")
    if not dash or not first:
        return [part]
    try:
        low, high, by = float(first), float(last), float(step) if step else 1.0
    except ValueError as error:
        raise InputProblem(f"“{part}” is no range.", "Write for example 1-5, or 0-1:0.25.") from error
    if by <= 0 or high < low or (high - low) / by > most:
        raise InputProblem(f"“{part}” is no range of at most {most} values.", "Write for example 1-5, or 0-1:0.25.")
    count = int((high - low) / by + 1e-9) + 1
    return [f"{low + place * by:.6g}" for place in range(count)]


def _within(value: str, low: float, high: float, *, whole: bool = False) -> float:
    number = int(value) if whole else float(value)
    if not low <= number <= high:
        raise InputProblem(f"{value} is out of bounds.", f"Use {low:g} to {high:g}.")
    return number


def _changed(request: GenerateRequest, **values: object) -> GenerateRequest:
    return request.model_copy(update={"count": 1, **values})
