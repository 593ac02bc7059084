"""A layout becomes regions of the denoiser: which artifacts act where, and what each region says in each picture.

A region's prompt names its subject by @name, by its class word, or not at all; then the subject's words come first.
Not here: how regions are kept apart (studio/engine/methods/parts/region_router), the layout file (library/layout).
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from studio.core.errors import ArtifactProblem, InputProblem
from studio.engine.backbones.surface import Backbone, Conditioning
from studio.engine.generation.anew import FindMethod, chosen_anew
from studio.engine.generation.plan import PicturePlan
from studio.engine.methods.contract import Applies, LoadedArtifact, Method
from studio.engine.methods.parts.region_router import Outline, RegionRouter, RoutedRegion, Texts
from studio.engine.methods.stored import load_artifact
from studio.library.gallery.import_photos import decode, read_limited
from studio.library.layout.records import Layout, Region, Shape
from studio.library.protocol.prompts import parse
from studio.library.protocol.requests import GenerateRequest

MOST_REGIONS = 8
_LEAST_BACKGROUND = 0.02  # of the picture; with less, regions say the background's words themselves


@dataclass(frozen=True)
class PlacedRegion:
    """A visible region of a request with what acts in it. number: its place in the layout, for sentences."""

    region: Region
    number: int
    outline: Outline
    artifact: LoadedArtifact | None

    @property
    def called(self) -> str:
        """For sentences: its name, else its id, else its number."""
        return f"“{self.region.name or self.region.id or self.number}”"

    def says(self, index: int, seed: int, *, taught: bool) -> str:
        """The region's words in picture `index`; taught: with the artifact's trigger, else with its class words."""
        text = parse(self.region.prompt, may_be_empty=True)
        text = text.variation(index, seed)
        if self.artifact is None:
            return text.fill({})
        subject = self.artifact.subject(text.names[0] if text.names else self.region.subject)
        plain = subject.class_word
        words = subject.trigger if taught else plain
        if text.names:
            return text.fill(dict.fromkeys(text.names, words))
        if not text.text:
            return words
        found = re.search(rf"\b{re.escape(plain)}\b", text.text, re.IGNORECASE) if plain else None
        if found is None:
            return f"{words}, {text.text}"
        return text.text[: found.start()] + words + text.text[found.end() :]


def visible(layout: Layout | None) -> list[tuple[int, Region]]:
    """The regions that count, with their numbers from 1. Strength 0 without an artifact says nothing."""
    regions = enumerate(layout.regions if layout else (), start=1)
    return [(number, each) for number, each in regions if not each.hidden and (each.strength or each.artifact)]


def base_prompt(request: GenerateRequest) -> str:
    """The prompt of the whole picture, extended by the layout's background [design section 3]."""
    background = request.layout.background if request.layout else ""
    return " ".join(part for part in (request.prompt.strip(), background.strip()) if part)


def place_regions(
    request: GenerateRequest,
    backbone: Backbone,
    warn: Callable[[str, str], None],
    find: FindMethod,
) -> list[PlacedRegion]:
    """Raises InputProblem for what cannot be drawn, ArtifactProblem for what does not fit the base model."""
    regions = visible(request.layout)
    if len(regions) > MOST_REGIONS:
        raise InputProblem(
            f"The layout has {len(regions)} regions; {MOST_REGIONS} can be drawn together.",
            "Hide or remove some of them.",
        )
    placed: list[PlacedRegion] = []
    for number, region in regions:
        artifact = None
        if region.artifact is not None:
            loaded = load_artifact(request.library, region.artifact, backbone.facts, warn)[0]
            artifact = chosen_anew(loaded, region.settings, find)
        each = PlacedRegion(region, number, _outline(region, number, request.layout_folder), artifact)
        _refuse(each)
        placed.append(each)
    return placed


def _refuse(each: PlacedRegion) -> None:
    region = each.region
    if region.method is not None or region.reference is not None:
        raise InputProblem(
            f"The region {each.called} asks for a method that draws straight from photos; this version has none.",
            "Teach the subject with `studio train` and take “method” and “reference” out of the region.",
        )
    if each.artifact is None and region.subject is not None:
        raise InputProblem(
            f"The region {each.called} names a subject but no artifact of it.",
            "Teach the subject to this base model, or choose an artifact for the region.",
        )
    parsed = parse(region.prompt, may_be_empty=True)
    if each.artifact is None and not parsed.text:
        raise InputProblem(
            f"The region {each.called} says nothing to draw.", "Give it a prompt or a subject, or hide it."
        )
    if len(parsed.names) > 1:
        raise InputProblem(
            f"The region {each.called} names {len(parsed.names)} subjects; one subject fits a region.",
            "Make a region for each of them.",
        )


def _outline(region: Region, number: int, folder: Path | None) -> Outline:
    if region.shape is not Shape.MASK:
        return Outline(region.box, region.shape is Shape.ELLIPSE)
    called = region.name or region.id or str(number)
    if not region.mask:
        raise InputProblem(
            f"The region “{called}” has the shape of a mask and no mask.", "Name its file, or make it a rect."
        )
    if Path(region.mask).is_absolute() or ".." in Path(region.mask).parts:
        raise InputProblem(
            f"The mask of the region “{called}” lies outside the layout's folder.",
            "Put it beside the layout file, for example as masks/r1.png.",
        )
    path = (folder or Path()) / region.mask
    if not path.is_file():
        raise InputProblem(f"The mask “{region.mask}” of the region “{called}” is missing.", "Check its path.")
    picture = decode(read_limited(path), path.name)[0].convert("L")
    mask = torch.from_numpy(np.asarray(picture, dtype=np.float32) / 255.0)
    height, width = mask.shape
    box = region.box
    rows = mask[int(box.y0 * height) : max(1, round(box.y1 * height))]
    if not rows[:, int(box.x0 * width) : max(1, round(box.x1 * width))].any():
        raise InputProblem(f"The mask of the region “{called}” is empty inside its box.", "Paint it white there.")
    return Outline(region.box, mask=mask)


@dataclass(frozen=True)
class RoutedPictures:
    """What the sampling loop asks when a picture has regions."""

    router: RegionRouter
    placed: tuple[PlacedRegion, ...]
    room: int  # tokens
    full: bool  # the regions leave no background

    def conditioning(self, plans: Sequence[PicturePlan], prompts: Sequence[str]) -> Conditioning:
        """What is to be drawn. prompts: of the whole picture, as hooks left them."""
        return self.router.conditioning([self._told(p, words) for p, words in zip(plans, prompts, strict=True)])

    def negative(self, plans: Sequence[PicturePlan]) -> Conditioning:
        """What is not: in each region also what stands in the others."""
        return self.router.conditioning([self._untold(plan) for plan in plans])

    def predict(self, latents: Tensor, timesteps: Tensor, conditioning: Conditioning) -> Tensor:
        """See the router."""
        return self.router.predict(latents, timesteps, conditioning)

    def _plain(self, plan: PicturePlan) -> list[str]:
        return [each.says(plan.index, plan.seed - plan.index, taught=False) for each in self.placed]

    def _told(self, plan: PicturePlan, prompt: str) -> Texts:
        taught = [each.says(plan.index, plan.seed - plan.index, taught=True) for each in self.placed]
        if self.full:
            taught = [f"{words} {prompt}".strip() for words in taught]
        plain = self._plain(plan)
        order = sorted(range(len(plain)), key=lambda i: self.placed[i].region.box.x0 + self.placed[i].region.box.x1)
        joint = f"{' and '.join(plain[i] for i in order)} {prompt}".strip()
        if self.router.backbone.token_count(joint) > self.room:
            joint = prompt
        return Texts(joint, prompt, tuple(taught))

    def _untold(self, plan: PicturePlan) -> Texts:
        plain = self._plain(plan)

        def against(words: list[str]) -> str:
            return ", ".join(part for part in (plan.negative, " and ".join(words)) if part)

        others = tuple(against(plain[:i] + plain[i + 1 :]) for i in range(len(plain)))
        return Texts(plan.negative, against(plain), others)


@contextlib.contextmanager
def routed(
    backbone: Backbone,
    placed: Sequence[PlacedRegion],
    size: tuple[int, int],
    find: Callable[[str], Method],
    warn: Callable[[str, str], None],
) -> Iterator[RoutedPictures | None]:
    """The regions act inside; None when there are none. Raises ArtifactProblem."""
    if not placed:
        yield None
        return
    router = RegionRouter(backbone, [_routed(backbone, each, find) for each in placed], size)
    shares = router.maps.fine
    for each, share in zip(placed, shares[1:], strict=True):
        if float(share.max()) < 0.01:
            warn(
                f"The region {each.called} lies wholly under others and will not be seen.",
                "Move it to the top of the list, or apart from the others.",
            )
    full = float(shares[0].mean()) < _LEAST_BACKGROUND
    with router.open():
        yield RoutedPictures(router, tuple(placed), backbone.facts.max_tokens, full)


def _routed(backbone: Backbone, each: PlacedRegion, find: Callable[[str], Method]) -> RoutedRegion:
    strength, artifact = each.region.strength, each.artifact
    if artifact is None:
        return RoutedRegion(each.outline, strength)
    method = find(artifact.method)
    if not isinstance(method, Applies):
        raise ArtifactProblem(
            f"{method.spec.title} leaves nothing that can be drawn with.", "Choose an artifact of another method."
        )
    return RoutedRegion(each.outline, strength, partial(method.apply, backbone, artifact, strength))
