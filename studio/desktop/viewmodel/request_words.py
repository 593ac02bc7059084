"""How a picture was made, in words: one paragraph, a list of all facts, and what differs between several pictures.

Not here: widgets; the text other programs read (studio/library/exports/metadata.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from studio.desktop.translation import mark, plural, tr
from studio.desktop.viewmodel import dials
from studio.library.artifacts.manifest import Manifest
from studio.library.catalogue import read as catalogue
from studio.library.layout.records import Region
from studio.library.results.records import Result

SAMPLER_TITLES = {"ddim": "DDIM", "euler": "Euler", "dpmpp_2m": "DPM-Solver++"}
_ONLY_ABOUT_THE_FILE = (mark("Drawn in"), mark("When"), mark("Id"), mark("Fingerprint"))

FindArtifact = Callable[[str], Manifest | None]
FindSubject = Callable[[str], str | None]


def method_title(slug: str) -> str:
    """The name in the catalogue; a method nobody knows any more by its slug."""
    return _titles().get(slug, slug.replace("_", " "))


@cache
def _titles() -> dict[str, str]:
    return {card.slug: card.title for card in catalogue.methods()}


def used(artifact_id: str, strength: float, find: FindArtifact, settings: Mapping[str, Any] | None = None) -> str:
    """ "Rex by Perfusion at strength 0.9, Bias 0.5" """
    manifest = find(artifact_id)
    if manifest is None:
        return tr(
            "{artifact_id} at strength {strength:g} (no longer in this library)",
            artifact_id=artifact_id,
            strength=strength,
        )
    who = tr(" and ").join(manifest.subject_names) or manifest.trigger
    said = tr(
        "{who} by {method_title} at strength {strength:g}",
        who=who,
        method_title=method_title(manifest.method),
        strength=strength,
    )
    turned = dials.words(settings or {}, manifest.method)
    return f"{said}, {turned}" if turned else said


def paragraph(result: Result, find: FindArtifact) -> str:
    """The request as two or three sentences."""
    request = result.request
    whom = [used(use.artifact, use.strength, find, use.settings) for use in request.uses]
    said = tr("Drawn with the base model “{backbone}”", backbone=request.backbone)
    if whom:
        said += ", " + tr("using {names}", names=_listed(whom))
    said += "."
    how = [
        tr("{width} × {height} pixels", width=result.width_px, height=result.height_px),
        tr("seed {seed}", seed=result.seed),
    ]
    if request.steps is not None:
        how.insert(
            0,
            tr(
                "{steps} steps of {sampler}",
                steps=request.steps,
                sampler=SAMPLER_TITLES.get(request.sampler, request.sampler),
            ),
        )
    if request.guidance is not None:
        how.append(tr("guidance {guidance:g}", guidance=request.guidance))
    said += f" {_listed(how)[0].upper()}{_listed(how)[1:]}."
    if request.negative:
        said += " " + tr("To be avoided: {negative}.", negative=request.negative)
    if request.init is not None:
        if _is_kept(request.init):
            part = tr("Part of the base picture was drawn over, by {share:.0%}.")
            whole = tr("The base picture was drawn over, by {share:.0%}.")
        else:
            part = tr("Part of {name} was drawn over, by {share:.0%}.")
            whole = tr("{name} was drawn over, by {share:.0%}.")
        words = part if request.mask is not None else whole
        said += " " + words.format(name=request.init.name, share=request.denoise)
    if request.layout is not None and request.layout.regions:
        count = len(request.layout.regions)
        said += " " + plural("%n region(s) with own prompts.", count)
    return said


def facts(result: Result, find: FindArtifact, subject_name: FindSubject) -> list[tuple[str, str]]:
    """(name, value) pairs of the whole request; what was left to the base model's default is not listed."""
    request = result.request
    found: list[tuple[str, str]] = [(tr("Prompt"), request.prompt)]
    if result.prompt != request.prompt:
        found.append((tr("As drawn"), result.prompt))
    if request.negative:
        found.append((tr("Avoided"), request.negative))
    found += [(tr("Used"), used(use.artifact, use.strength, find, use.settings)) for use in request.uses]
    found += [
        (
            tr("Steered by"),
            tr("{method_title} at strength {strength:g}", method_title=method_title(s.method), strength=s.strength),
        )
        for s in request.steer
    ]
    if request.method:
        found.append((tr("Method"), method_title(request.method)))
    found += [(tr("Reference"), subject_name(subject) or subject) for subject in request.references]
    if request.layout is not None:
        if request.layout.background:
            found.append((tr("Background"), request.layout.background))
        found += [
            (tr("Region {n}", n=n), _region(r, find, subject_name)) for n, r in enumerate(request.layout.regions, 1)
        ]
    if request.init is not None:
        found.append((tr("Drawn over"), tr("the base picture") if _is_kept(request.init) else request.init.name))
        found.append((tr("Changed by"), f"{request.denoise:.0%}"))
    if request.mask is not None:
        found.append((tr("Inside the mask"), tr("as brushed") if _is_kept(request.mask) else request.mask.name))
    found += [(tr("Base model"), request.backbone), (tr("Seed"), str(result.seed))]
    if request.count > 1:
        found.append(
            (tr("Picture"), tr("{number} of {count} drawn together", number=result.index + 1, count=request.count))
        )
    found.append((tr("Size"), f"{result.width_px} × {result.height_px}"))
    if result.frames > 1:
        found.append((tr("Frames"), str(result.frames)))
    found.append((tr("Sampler"), SAMPLER_TITLES.get(request.sampler, request.sampler)))
    if request.steps is not None:
        found.append((tr("Steps"), str(request.steps)))
    if request.guidance is not None:
        found.append((tr("Guidance"), f"{request.guidance:g}"))
    if request.guidance_rescale:
        found.append((tr("Rescaled by"), f"{request.guidance_rescale:g}"))
    if result.tags:
        found.append((tr("Tags"), ", ".join(result.tags)))
    found += [(tr("Drawn in"), f"{result.seconds:.1f} s"), (tr("When"), result.created[:16].replace("T", " "))]
    found += [(tr("Fingerprint"), result.backbone_fingerprint[:12]), (tr("Id"), result.id)]
    return found


def differences(results: Sequence[Result], find: FindArtifact, subject_name: FindSubject) -> list[str]:
    """For each picture the facts in which it is not like all others: "seed 8, guidance 3"; "" when all are alike."""
    told = [
        {
            name: value
            for name, value in facts(result, find, subject_name)
            if name not in {tr(each) for each in _ONLY_ABOUT_THE_FILE}
        }
        for result in results
    ]
    names = [name for one in told for name in one]
    unlike = [name for name in dict.fromkeys(names) if len({one.get(name, "") for one in told}) > 1]
    if tr("Prompt") in unlike and tr("As drawn") in unlike:
        unlike.remove(tr("As drawn"))
    return [", ".join(_short(name, one[name]) for name in unlike if name in one) for one in told]


def _short(name: str, value: str) -> str:
    return value if name in (tr("Prompt"), tr("As drawn"), tr("Used")) else f"{name[0].lower()}{name[1:]} {value}"


def _region(region: Region, find: FindArtifact, subject_name: FindSubject) -> str:
    who = region.name or (subject_name(region.subject) if region.subject else "") or region.subject or ""
    what = used(region.artifact, region.strength, find, region.settings) if region.artifact else ""
    manifest = find(region.artifact) if region.artifact else None
    if manifest is not None and who == tr(" and ").join(manifest.subject_names):
        who = ""  # it is said by what it is drawn with
    parts = [part for part in (who, f"“{region.prompt}”" if region.prompt else "", what) if part]
    box = region.box
    parts.append(tr("{x0:.0%}–{x1:.0%} across, {y0:.0%}–{y1:.0%} down", x0=box.x0, x1=box.x1, y0=box.y0, y1=box.y1))
    return ", ".join(parts)


def _is_kept(path: Path) -> bool:
    """A copy of the studio's own, named by its content: that name tells nobody anything."""
    return re.fullmatch(r"[0-9a-f]{32,64}", path.stem) is not None


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + tr(" and ") + parts[-1]
