"""What on the Create screen would change if the settings of a picture were taken over, and taking over only some.

Pure functions over the Create view-model and found settings. Not here: reading files (studio/library/exports).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from typing import Any

from studio.desktop.sentences import tr_sentence
from studio.desktop.translation import mark, tr
from studio.desktop.viewmodel import dials
from studio.desktop.viewmodel.create import CreateViewModel
from studio.desktop.viewmodel.request_words import SAMPLER_TITLES, used
from studio.library.artifacts.manifest import Manifest
from studio.library.exports.read_settings import FoundSettings
from studio.library.layout.records import Layout, Region
from studio.library.protocol.requests import ArtifactUse, GenerateRequest

_OWN = mark("the base model’s own")


@dataclass(frozen=True)
class Change:
    """One field that is not alike, as words. key: of a GenerateRequest."""

    key: str
    title: str
    now: str
    then: str


def changes(create: CreateViewModel, found: FoundSettings) -> tuple[Change, ...]:
    """Only what the settings tell and what differs, in the order of the Create screen."""
    now, then = current(create), found.request
    made: list[Change] = []
    for key, title, words in _fields(create):
        if key in found.given and _comparable(now, key) != _comparable(then, key):
            made.append(Change(key, title, words(getattr(now, key)), words(getattr(then, key))))
    return tuple(made)


def notes(create: CreateViewModel, found: FoundSettings) -> tuple[str, ...]:
    """What cannot be taken over, in full sentences."""
    request, told = found.request, [tr_sentence(note) for note in found.notes]
    known = {manifest.id for manifest in create.service.artifacts}
    gone = [use.artifact for use in request.uses if use.artifact not in known]
    if gone:
        told.append(
            tr("Not in this library: {list}. An @name takes that subject’s newest one instead.", list=", ".join(gone))
        )
    if request.init is not None:
        told.append(
            tr(
                "It was drawn over “{name}”; put that picture on the canvas again to do the same.",
                name=request.init.name,
            )
        )
    if request.layout is not None and any(region.mask for region in request.layout.regions):
        told.append(tr("The brushed masks of its regions cannot be shown on the canvas; their boxes are used."))
    if request.frames > 1:
        told.append(tr("It has {frames} frames; a single picture will be drawn.", frames=request.frames))
    return tuple(dict.fromkeys(told))


def merged(create: CreateViewModel, found: FoundSettings, taken: Set[str]) -> GenerateRequest:
    """The settings with everything that is not taken as it is on the Create screen now."""
    now = current(create)
    keep = {key: getattr(now, key) for key, _, _ in _fields(create) if key not in taken}
    return found.request.model_copy(update=keep)


def current(create: CreateViewModel) -> GenerateRequest:
    """What the Create screen would ask for, names unresolved."""
    order = create.order
    assert create.service.root is not None
    return GenerateRequest(
        library=create.service.root,
        prompt=order.prompt,
        negative=order.negative,
        backbone=order.backbone,
        uses=tuple(use.as_asked() for use in create.uses),
        count=order.count,
        seed=order.seed,
        steps=order.steps,
        guidance=order.guidance,
        size=order.size,
        sampler=order.sampler,
        layout=create.composition.layout if create.composition.regions else None,
    )


def _region(region: Region, by_id: Mapping[str, Manifest]) -> str:
    called = region.name or region.prompt or tr("empty")
    manifest = by_id.get(region.artifact or "")
    said = dials.words(region.settings, manifest.method if manifest is not None else "")
    return f"{called} ({said})" if said else called


def _comparable(request: GenerateRequest, key: str) -> Any:
    value = getattr(request, key)
    if key == "layout":
        return value.regions if value else ()
    if key == "prompt":
        return " ".join(value.split())
    if key == "uses":
        return sorted((use.artifact, use.strength, sorted(use.settings.items())) for use in value)
    return value


def _fields(create: CreateViewModel) -> tuple[tuple[str, str, Callable[[Any], str]], ...]:
    by_id: dict[str, Manifest] = {m.id: m for m in create.service.artifacts}

    def uses(value: tuple[ArtifactUse, ...]) -> str:
        return "; ".join(used(use.artifact, use.strength, by_id.get, use.settings) for use in value) or tr("nobody")

    def number(value: float | None) -> str:
        return tr(_OWN) if value is None else f"{value:g}"

    def regions(value: Layout | None) -> str:
        names = [_region(region, by_id) for region in value.regions] if value else []
        return f"{len(names)}: {', '.join(names)}" if names else tr("none")

    return (
        ("prompt", tr("Prompt"), lambda value: value.strip() or tr("empty")),
        ("negative", tr("To be avoided"), lambda value: value or tr("nothing")),
        ("uses", tr("In the picture"), uses),
        ("layout", tr("Regions"), regions),
        ("backbone", tr("Base model"), str),
        ("count", tr("How many"), str),
        ("seed", tr("Seed"), str),
        ("size", tr("Size"), lambda value: tr(_OWN) if value is None else f"{value[0]} × {value[1]}"),
        ("steps", tr("Steps"), number),
        ("guidance", tr("Guidance"), number),
        ("sampler", tr("Sampler"), lambda value: str(SAMPLER_TITLES.get(value, value))),
    )
