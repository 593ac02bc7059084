"""How a picture was made, in words: one paragraph, a list of all facts, and what differs between several pictures.

Not here: widgets; the text other programs read (studio/library/exports/metadata.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from studio.library.artifacts.manifest import Manifest
from studio.library.layout.records import Region
from studio.library.results.records import Result

SAMPLER_TITLES = {"ddim": "DDIM", "euler": "Euler", "dpmpp_2m": "DPM-Solver++"}
_ONLY_ABOUT_THE_FILE = ("Drawn in", "When", "Id", "Fingerprint")

FindArtifact = Callable[[str], Manifest | None]
FindSubject = Callable[[str], str | None]


def method_title(slug: str) -> str:
    """For reading: "textual inversion"; LoRA as it is written everywhere."""
    return {"lora": "LoRA", "dreambooth": "DreamBooth", "textual_inversion": "Textual Inversion"}.get(
        slug, slug.replace("_", " ")
    )


def used(artifact_id: str, strength: float, find: FindArtifact) -> str:
    """ "Rex by LoRA at strength 0.9" """
    manifest = find(artifact_id)
    if manifest is None:
        return f"{artifact_id} at strength {strength:g} (no longer in this library)"
    who = " and ".join(manifest.subject_names) or manifest.trigger
    return f"{who} by {method_title(manifest.method)} at strength {strength:g}"


def paragraph(result: Result, find: FindArtifact) -> str:
    """The request as two or three sentences."""
    request = result.request
    whom = [used(use.artifact, use.strength, find) for use in request.uses]
    said = f"Drawn with the base model “{request.backbone}”"
    if whom:
        said += ", using " + _listed(whom)
    said += "."
    how = [f"{result.width_px} × {result.height_px} pixels", f"seed {result.seed}"]
    if request.steps is not None:
        how.insert(0, f"{request.steps} steps of {SAMPLER_TITLES.get(request.sampler, request.sampler)}")
    if request.guidance is not None:
        how.append(f"guidance {request.guidance:g}")
    said += f" {_listed(how)[0].upper()}{_listed(how)[1:]}."
    if request.negative:
        said += f" To be avoided: {request.negative}."
    if request.init is not None:
        part = "Part of" if request.mask is not None else "The whole of"
        said += f" {part} {request.init.name} was drawn over, by {request.denoise:.0%}."
    if request.layout is not None and request.layout.regions:
        count = len(request.layout.regions)
        said += f" {count} regions had prompts of their own." if count > 1 else " One region had a prompt of its own."
    return said


def facts(result: Result, find: FindArtifact, subject_name: FindSubject) -> list[tuple[str, str]]:
    """(name, value) pairs of the whole request; what was left to the base model's default is not listed."""
    request = result.request
    found: list[tuple[str, str]] = [("Prompt", request.prompt)]
    if result.prompt != request.prompt:
        found.append(("As drawn", result.prompt))
    if request.negative:
        found.append(("Avoided", request.negative))
    found += [("Used", used(use.artifact, use.strength, find)) for use in request.uses]
    found += [("Steered by", f"{method_title(s.method)} at strength {s.strength:g}") for s in request.steer]
    if request.method:
        found.append(("Method", method_title(request.method)))
    found += [("Reference", subject_name(subject) or subject) for subject in request.references]
    if request.layout is not None:
        if request.layout.background:
            found.append(("Background", request.layout.background))
        found += [(f"Region {n}", _region(r, find, subject_name)) for n, r in enumerate(request.layout.regions, 1)]
    if request.init is not None:
        found.append(("Drawn over", request.init.name))
        found.append(("Changed by", f"{request.denoise:.0%}"))
    if request.mask is not None:
        found.append(("Inside the mask", request.mask.name))
    found += [("Base model", request.backbone), ("Seed", str(result.seed))]
    if request.count > 1:
        found.append(("Which", f"{result.index + 1} of {request.count} drawn together"))
    found.append(("Size", f"{result.width_px} × {result.height_px}"))
    if result.frames > 1:
        found.append(("Frames", str(result.frames)))
    found.append(("Sampler", SAMPLER_TITLES.get(request.sampler, request.sampler)))
    if request.steps is not None:
        found.append(("Steps", str(request.steps)))
    if request.guidance is not None:
        found.append(("Guidance", f"{request.guidance:g}"))
    if request.guidance_rescale:
        found.append(("Rescaled by", f"{request.guidance_rescale:g}"))
    if result.tags:
        found.append(("Tags", ", ".join(result.tags)))
    found += [("Drawn in", f"{result.seconds:.1f} s"), ("When", result.created[:16].replace("T", " "))]
    found += [("Fingerprint", result.backbone_fingerprint[:12]), ("Id", result.id)]
    return found


def differences(results: Sequence[Result], find: FindArtifact, subject_name: FindSubject) -> list[str]:
    """For each picture the facts in which it is not like all others: "seed 8, guidance 3"; "" when all are alike."""
    told = [
        {name: value for name, value in facts(result, find, subject_name) if name not in _ONLY_ABOUT_THE_FILE}
        for result in results
    ]
    names = [name for one in told for name in one]
    unlike = [name for name in dict.fromkeys(names) if len({one.get(name, "") for one in told}) > 1]
    if "Prompt" in unlike and "As drawn" in unlike:
        unlike.remove("As drawn")
    return [", ".join(_short(name, one[name]) for name in unlike if name in one) for one in told]


def _short(name: str, value: str) -> str:
    return value if name in ("Prompt", "As drawn", "Used") else f"{name[0].lower()}{name[1:]} {value}"


def _region(region: Region, find: FindArtifact, subject_name: FindSubject) -> str:
    who = region.name or (subject_name(region.subject) if region.subject else "") or region.subject or ""
    parts = [part for part in (who, f"“{region.prompt}”" if region.prompt else "") if part]
    if region.artifact:
        parts.append(used(region.artifact, region.strength, find))
    box = region.box
    parts.append(f"{box.x0:.0%}–{box.x1:.0%} across, {box.y0:.0%}–{box.y1:.0%} down")
    return ", ".join(parts)


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]
