"""Draws the pairs that are scored: each prompt and seed with the artifact, and without it for the plain class.

Both sides come from the studio's own sampling loop with the backbone's default steps and guidance, so that the artifact
is the only difference. Pictures are stored as they are finished.
Not here: the loop (studio/engine/generation), measuring (score.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from studio.core.control import Control
from studio.core.errors import ArtifactProblem
from studio.engine.backbones.surface import Backbone
from studio.engine.evaluation import stored
from studio.engine.evaluation.contexts import plain_class
from studio.engine.generation.plan import PicturePlan
from studio.engine.generation.sample import sample
from studio.engine.methods import registry
from studio.engine.methods.contract import Applied, Applies
from studio.engine.methods.stored import load_artifact
from studio.library.artifacts.manifest import Manifest

STRENGTH = 1.0


def draw_pairs(
    library: Path,
    manifest: Manifest,
    backbone: Backbone,
    prompts: Sequence[Sequence[str]],
    seeds: Sequence[int],
    *,
    control: Control,
    on_pairs: Callable[[int, int], None] | None = None,
) -> stored.Evaluation:
    """The record of what was drawn, not yet written, without scores. prompts: those of each of the artifact's
    subjects, with "{}"; seeds are the same for all.

    on_pairs(done, of) counts pictures. Raises StudioError, and what control raises.
    """
    artifact, _ = load_artifact(library, manifest.id, backbone.facts)
    method = registry.get(manifest.method)
    if not isinstance(method, Applies):
        raise ArtifactProblem(f"{manifest.method} draws nothing.", "Score an artifact of another method.")
    asked = [(p, s, number) for number, own in enumerate(prompts) for s in seeds for p in own]
    pairs = [
        stored.Pair(
            prompt=prompt,
            plain_prompt=prompt.replace("{}", plain_class(manifest.class_words[subject])),
            seed=seed,
            taught=f"taught-{number:02d}.png",
            untaught=f"untaught-{number:02d}.png",
            subject=subject,
        )
        for number, (prompt, seed, subject) in enumerate(asked)
    ]
    done = 0

    def draw(names: list[str], plans: list[PicturePlan], applied: Applied) -> None:
        nonlocal done
        for name, drawn in zip(names, sample(backbone, plans, hooks=[applied.hooks], control=control), strict=True):
            stored.write_picture(library, manifest.id, name, drawn.picture)
            done += 1
            if on_pairs is not None:
                on_pairs(done, 2 * len(pairs))

    with method.apply(backbone, artifact, STRENGTH) as applied:
        triggers = artifact.triggers
        taught = [PicturePlan(pair.prompt.replace("{}", triggers[pair.subject]), pair.seed) for pair in pairs]
        draw([pair.taught for pair in pairs], taught, applied)
    untaught = [PicturePlan(pair.plain_prompt, pair.seed) for pair in pairs]
    draw([pair.untaught for pair in pairs], untaught, Applied())
    return stored.Evaluation(
        artifact=manifest.id,
        backbone_fingerprint=backbone.facts.fingerprint,
        strength=STRENGTH,
        steps=backbone.facts.default_steps,
        guidance=backbone.facts.default_guidance,
        pairs=tuple(pairs),
    )
