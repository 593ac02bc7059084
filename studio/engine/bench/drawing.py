"""The picture sets of a bench: which prompts and seeds each holds, and what acts while it is drawn.

Everything is drawn by the studio's own loop with the backbone's default steps and guidance, with the same seeds for
every method, so that what acts is the only difference. Not here: storing (picture_sets.py), measuring (measure.py).
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from studio.core.control import Control
from studio.core.errors import ArtifactProblem
from studio.engine.backbones.surface import Backbone
from studio.engine.bench import prompts as words
from studio.engine.bench.picture_sets import Finished, PictureSets
from studio.engine.bench.plan import AS_TAUGHT, BenchPlan, BenchSubject
from studio.engine.evaluation import pictures
from studio.engine.generation.plan import PicturePlan
from studio.engine.generation.sample import StepView, sample
from studio.engine.methods import registry
from studio.engine.methods.contract import Applies, SamplingHooks
from studio.engine.methods.stored import load_artifact
from studio.library.gallery.store import subject_view

OnStep = Callable[[int], None]  # denoising steps of pictures done in this set
Round = tuple[Sequence[PicturePlan], Sequence[tuple[str, float]]]  # plans, and the (artifact, strength) that act


@dataclass(frozen=True)
class Easel:
    """What draws: the backbone, and the library that the artifacts lie in."""

    backbone: Backbone
    library: Path
    sets: PictureSets
    control: Control

    def draw(self, key: str, rounds: Sequence[Round], on_step: OnStep) -> None:
        """One set. Raises StudioError, and what control raises."""
        began, before = time.monotonic(), 0
        finished: list[Finished] = []

        def step(view: StepView) -> None:
            on_step(before + (view.index + 1) * len(view.plans))

        for plans, uses in rounds:
            with contextlib.ExitStack() as stack:
                hooks = [stack.enter_context(self._acting(artifact, strength)) for artifact, strength in uses]
                for drawn in sample(self.backbone, plans, hooks=hooks, control=self.control, on_step=step):
                    finished.append(Finished(drawn.plan.prompt, drawn.plan.seed, drawn.picture))
                    before = len(finished) * self.backbone.facts.default_steps
        self.sets.write(key, finished, time.monotonic() - began)

    @contextlib.contextmanager
    def _acting(self, artifact: str, strength: float) -> Iterator[SamplingHooks]:
        loaded, manifest = load_artifact(self.library, artifact, self.backbone.facts)
        method = registry.get(manifest.method)
        if not isinstance(method, Applies):
            raise ArtifactProblem(f"{manifest.method} draws nothing.", "Bench another method.")
        with method.apply(self.backbone, loaded, strength) as applied:
            yield applied.hooks

    def keep_photos(self, key: str, subject: BenchSubject, seed: int) -> None:
        """The photos as the judges see them: those learned from, and the one the likeness is measured against."""
        view = subject_view(self.library, subject.id, seed)
        kept = [Finished("training", None, pictures.photo(photo)) for photo in view.training]
        if view.report is not None:
            kept.append(Finished("report", None, pictures.photo(view.report)))
        self.sets.write(key, kept)


def main_plans(subject: BenchSubject, seeds: Sequence[int], trigger: str | None) -> list[PicturePlan]:
    """Each prompt with each seed, seed by seed; trigger None: the plain class."""
    chosen = words.bench_prompts(subject.kind)
    texts = [
        prompt.plain(subject.class_word) if trigger is None else prompt.taught(trigger, subject.class_word)
        for prompt in chosen
    ]
    return [PicturePlan(text, seed) for seed in seeds for text in texts]


def class_plans(subject: BenchSubject, seeds: Sequence[int]) -> list[PicturePlan]:
    """The plain class, to see whether it has drifted towards the subject."""
    texts = [words.BenchPrompt(text).plain(subject.class_word) for text in words.CLASS_PROMPTS]
    return [PicturePlan(text, seed) for seed in seeds for text in texts]


def nothing_plans(plan: BenchPlan) -> list[PicturePlan]:
    """What no artifact is asked for: another class than each subject's, then an empty prompt."""
    texts = [words.other_class(subject.class_word) for subject in plan.subjects]
    return [PicturePlan(text, plan.picture_seeds[0]) for text in [*texts, words.EMPTY]]


def leak_rounds(
    plan: BenchPlan,
    subject: BenchSubject,
    others: Sequence[BenchSubject],
    artifacts: Sequence[str],
    triggers: Sequence[str],
) -> list[Round]:
    """With the artifact of `subject` acting: every other subject (its own artifact acts too), another class, nothing.

    others: the subjects of this method, `subject` among them; artifacts and triggers are theirs, in the same order.
    """
    own, first = artifacts[others.index(subject)], plan.picture_seeds[:1]
    rounds: list[Round] = []
    for other, artifact, trigger in zip(others, artifacts, triggers, strict=True):
        if other != subject:
            rounds.append((main_plans(other, first, trigger)[:1], [(artifact, AS_TAUGHT), (own, AS_TAUGHT)]))
    nothing = nothing_plans(plan)
    rounds.append(([nothing[plan.subjects.index(subject)], nothing[-1]], [(own, AS_TAUGHT)]))
    return rounds
