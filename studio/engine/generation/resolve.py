"""A GenerateRequest becomes plans: what is refused, which words @names stand for, which artifacts act.

Not here: drawing (sample.py), writing (run.py).
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from studio.core.errors import ArtifactProblem, InputProblem
from studio.engine.backbones.surface import Backbone
from studio.engine.generation.anew import FindMethod, chosen_anew
from studio.engine.generation.plan import PicturePlan
from studio.engine.generation.regions import base_prompt, visible
from studio.engine.methods.contract import Applies, LoadedArtifact, SamplingHooks
from studio.engine.methods.stored import load_artifact
from studio.library.protocol.prompts import parse
from studio.library.protocol.requests import ArtifactUse, GenerateRequest

Warn = Callable[[str, str], None]


@dataclass(frozen=True)
class Use:
    """An artifact in memory and how strongly it acts."""

    artifact: LoadedArtifact
    strength: float


def refuse_unsupported(request: GenerateRequest, backbone: Backbone) -> None:
    """Raises InputProblem for what this base model or this version cannot draw, instead of leaving it out."""
    if request.mask is not None and request.init is None:
        raise mask_needs_picture()
    if request.frames > 1:
        raise InputProblem(
            f"The base model “{backbone.facts.name}” draws pictures, not clips.",
            "Leave out --frames, or choose a base model for video.",
        )
    if request.references or request.method:
        raise InputProblem(
            "This version has no method that draws straight from reference photos.",
            "Teach the subject with `studio train`, then write its @name in the prompt.",
        )
    if request.steer:
        raise InputProblem(
            f"There is no steering method “{request.steer[0].method}” in this version.",
            "Leave out --steer; `studio methods` shows what there is.",
        )


def mask_needs_picture() -> InputProblem:
    """A mask says where to redraw, not what."""
    return InputProblem("A mask needs a picture to redraw.", "Give the picture as well (--init).")


def load_uses(request: GenerateRequest, backbone: Backbone, warn: Warn, find: FindMethod) -> list[Use]:
    """Those named by --use first, then those that only a @name asks for. Raises InputProblem, ArtifactProblem."""
    uses = {use.artifact: use for use in request.uses}
    for artifact in request.names.values():
        uses.setdefault(artifact, ArtifactUse(artifact=artifact))
    return [
        Use(chosen_anew(load_artifact(request.library, key, backbone.facts, warn)[0], use.settings, find), use.strength)
        for key, use in uses.items()
    ]


def make_plans(request: GenerateRequest, uses: Sequence[Use]) -> list[PicturePlan]:
    """One plan a picture: variation, then names; weights stay for the backbone. Raises InputProblem."""
    by_id = {use.artifact.id: use.artifact for use in uses}
    triggers = {name: by_id[artifact].subject(name).trigger for name, artifact in request.names.items()}
    parsed = parse(base_prompt(request), may_be_empty=bool(visible(request.layout)))
    negative = _negative(request, triggers)
    return [
        PicturePlan(parsed.variation(i, request.seed).fill(triggers), request.seed + i, negative, i)
        for i in range(request.count)
    ]


def _negative(request: GenerateRequest, triggers: Mapping[str, str]) -> str:
    return parse(request.negative, may_be_empty=True).fill(triggers)


@contextlib.contextmanager
def applied(backbone: Backbone, uses: Sequence[Use], find: FindMethod) -> Iterator[list[SamplingHooks]]:
    """All artifacts act inside; the hooks to sample with. Raises ArtifactProblem."""
    hooks: list[SamplingHooks] = []
    with contextlib.ExitStack() as stack:
        for use in uses:
            method = find(use.artifact.method)
            if not isinstance(method, Applies):
                raise ArtifactProblem(
                    f"{method.spec.title} leaves nothing that can be drawn with.",
                    "Choose an artifact of another method.",
                )
            hooks.append(stack.enter_context(method.apply(backbone, use.artifact, use.strength)).hooks)
        yield hooks


def warn_of_long_prompts(backbone: Backbone, plans: Sequence[PicturePlan], warn: Warn) -> None:
    """Tell once when the end of a prompt will be left out. Call while the artifacts act."""
    room = backbone.facts.max_tokens
    longest = max((backbone.token_count(prompt) for prompt in _texts(plans)), default=0)
    if longest > room:
        warn(
            f"The prompt is {longest} tokens long and the base model reads {room}: its end is left out.",
            "Make it shorter, and put what matters most first.",
        )


def _texts(plans: Sequence[PicturePlan]) -> set[str]:
    return {plan.prompt for plan in plans} | {plan.negative for plan in plans}
