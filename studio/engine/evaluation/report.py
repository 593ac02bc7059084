"""Scores an artifact from beginning to end: draw pairs, store them, measure what is stored, write the manifest.

score_artifact draws and measures; rescore measures the stored pictures once more and comes to the same numbers.
Not here: the formulas (score.py), the drawing (draw.py).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from studio.core.control import Control, NoControl
from studio.core.errors import StudioError
from studio.engine.backbones.surface import Backbone
from studio.engine.evaluation import contexts, draw, score, stored
from studio.engine.evaluation.judges import Judges, load_judges
from studio.library.artifacts.manifest import Manifest, Score
from studio.library.artifacts.store import read_manifest, rewrite_manifest
from studio.library.catalogue.judges import draws_photographs
from studio.library.gallery.records import SubjectView
from studio.library.gallery.store import subject_view
from studio.library.protocol import events
from studio.library.protocol.jobs import JobFolder

Report = Callable[[events.Event], None]
FIRST_SEED = 1000  # away from the seeds people try first


def score_artifact(
    library_root: Path,
    artifact_id: str,
    backbone: Backbone,
    judges: Judges,
    prompts: Sequence[str] = (),
    seeds: int = 1,
    *,
    control: Control | None = None,
    on_pairs: Callable[[int, int], None] | None = None,
) -> tuple[Score, ...]:
    """Draw `prompts` x `seeds` pairs, store them with the artifact, and write the scores into its manifest.

    prompts: "{}" stands for each subject; empty: the defaults for its kind. on_pairs(done, of) is told as it goes.
    """
    manifest = read_manifest(library_root, artifact_id)
    asked = contexts.checked(prompts)
    chosen = [asked or contexts.contexts(view.kind) for view in _views(library_root, manifest)]
    evaluation = draw.draw_pairs(
        library_root,
        manifest,
        backbone,
        chosen,
        range(FIRST_SEED, FIRST_SEED + seeds),
        control=control or NoControl(),
        on_pairs=on_pairs,
    )
    return _measure(library_root, manifest, evaluation, judges)


def rescore(library_root: Path, artifact_id: str, judges: Judges) -> tuple[Score, ...]:
    """The scores again, from the stored pictures. Raises DiskProblem when the artifact was never scored."""
    manifest = read_manifest(library_root, artifact_id)
    return _measure(library_root, manifest, stored.read(library_root, artifact_id), judges)


def _measure(
    library_root: Path,
    manifest: Manifest,
    evaluation: stored.Evaluation,
    judges: Judges,
) -> tuple[Score, ...]:
    views = _views(library_root, manifest)
    groups = [(stored.drawn(library_root, evaluation, number), view) for number, view in enumerate(views)]
    scores = score.measure_all(groups, judges)
    stored.write(library_root, evaluation.model_copy(update={"scores": scores}))
    rewrite_manifest(library_root, manifest.model_copy(update={"scores": scores}))
    return scores


def _views(library_root: Path, manifest: Manifest) -> list[SubjectView]:
    """Of all subjects an artifact draws; the seed it was taught with chose what was held out."""
    count = max(1, len(manifest.triggers))
    return [subject_view(library_root, id_, manifest.seed) for id_ in manifest.subject_ids[:count]]


def score_and_note(
    library_root: Path,
    artifact_id: str,
    backbone: Backbone,
    job: JobFolder,
    report: Report,
    control: Control,
    *,
    prompts: Sequence[str] = (),
    seeds: int = 1,
) -> dict[str, float]:
    """For the worker: what cannot be measured is a warning and never costs the artifact."""

    def warn(message: str, remedy: str = "") -> None:
        report(events.Warned(job=job.id, at=time.time(), message=message, remedy=remedy))

    try:
        judges = load_judges(photographs=draws_photographs(backbone.facts.name))
    except StudioError as error:
        warn(f"The likeness was not measured: {error.message}", error.remedy)
        return {}
    for sentence in judges.missing:
        warn(sentence, "Install the studio again to get its judges.")

    def on_pairs(done: int, of: int) -> None:
        report(events.Progress(job=job.id, at=time.time(), step=done, of=of))

    try:
        scores = score_artifact(
            library_root,
            artifact_id,
            backbone,
            judges,
            prompts,
            seeds,
            control=control,
            on_pairs=on_pairs,
        )
    except StudioError as error:
        warn(f"The likeness was not measured: {error.message}", error.remedy)
        return {}
    return score.as_answer(scores)
