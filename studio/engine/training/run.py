"""Teach: a TrainRequest and its job folder in, an artifact in the library out. Resumes from the newest checkpoint.

The order: subject, method and settings are checked before anything heavy; class pictures are drawn before the method
attaches; then the loop; then the artifact. Not here: one step (loop.py), scoring the artifact (evaluation).
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import torch
from accelerate import Accelerator
from torch import Tensor

from studio.core.control import Control, NoControl, StopRequested, TimedControl
from studio.core.errors import InputProblem
from studio.engine.backbones.surface import Backbone
from studio.engine.dataset.examples import Example, Find, from_class_pictures, from_subject
from studio.engine.dataset.find_subject import find_subject
from studio.engine.dataset.latents import LatentCache
from studio.engine.dataset.variations import Variation, Variations
from studio.engine.methods import registry
from studio.engine.methods.contract import Attachment, Learns, LoadedArtifact
from studio.engine.methods.stored import load_artifact
from studio.engine.training import together
from studio.engine.training.class_pictures import class_pictures
from studio.engine.training.guard import AFTER, Guard
from studio.engine.training.keep import Keeper
from studio.engine.training.loop import Trainer, Unstable
from studio.engine.training.previews import Judge, Previews, Shown, default_prompts, is_due
from studio.engine.training.progress import Teller
from studio.engine.training.streams import generator
from studio.library.catalogue.class_words import strange_word
from studio.library.gallery.records import Kind, SubjectView
from studio.library.gallery.store import subject_view
from studio.library.protocol import events
from studio.library.protocol.jobs import JobFolder
from studio.library.protocol.requests import TrainRequest


@dataclass
class Lesson:
    """Everything one run works with, checked."""

    request: TrainRequest
    job: JobFolder
    backbone: Backbone
    method: Learns
    settings: Any
    views: tuple[SubjectView, ...]
    start: LoadedArtifact | None
    place: Accelerator
    teller: Teller
    control: TimedControl
    judge: Judge | None

    @property
    def trigger(self) -> str:
        """The words that stand for the first subject."""
        return self.triggers[0]

    @property
    def triggers(self) -> tuple[str, ...]:
        """Those of all subjects."""
        return tuple(self.method.trigger(view, self.settings) for view in self.views)


def train(
    request: TrainRequest,
    job: JobFolder,
    report: Callable[[events.Event], None],
    control: Control,
    backbone: Backbone | None = None,
    judge: Judge | None = None,
) -> dict[str, Any]:
    """Returns {"artifact": {"id", "path"}, "seconds", "peak_memory_mb", "steps", "best_step"}.

    A stop saves and leaves an artifact of what is there; StopRequested passes through when there is nothing yet.
    judge(pictures, view) -> likeness to the photo held out for the choice. Raises StudioError.
    """
    began = time.monotonic()
    lesson = _prepare(request, job, report, control, backbone, judge)
    with torch.random.fork_rng():
        examples, priors = _material(lesson)
        attachment = lesson.method.attach(
            lesson.backbone,
            lesson.views,
            lesson.settings,
            generator(request.seed, "attach"),
            lesson.start,
        )
        try:
            return _teach(lesson, attachment, examples, priors, began)
        finally:
            attachment.detach()


def _prepare(
    request: TrainRequest,
    job: JobFolder,
    report: Callable[[events.Event], None],
    control: Control,
    backbone: Backbone | None,
    judge: Judge | None,
) -> Lesson:
    method = registry.get(request.method)
    if not isinstance(method, Learns):
        raise InputProblem(f"{method.spec.title} is not taught.", "Use it when drawing: `studio generate --method`.")
    if len(request.subjects) > method.spec.subjects:
        raise InputProblem(
            f"{method.spec.title} teaches {method.spec.subjects} subject at a time.",
            "Teach the subjects one after another; they can be drawn together.",
        )
    views = tuple(subject_view(request.library, subject, request.seed) for subject in request.subjects)
    place = together.accelerator(backbone.device if backbone is not None else None)
    if backbone is None:
        from studio.engine.backbones.registry import load

        backbone = load(request.backbone, place.device)
    settings = registry.settings_for(method, backbone.facts, request.settings)
    misfit = registry.misfit(method, backbone.facts.family, min(len(view.training) for view in views))
    if misfit:
        fits = not method.spec.families or backbone.facts.family in method.spec.families
        remedy = "Add photos, or choose another method." if fits else "Choose another base model or another method."
        raise InputProblem(misfit, remedy)
    is_main = place.is_main_process
    teller = Teller(job.id, report if is_main else None)
    for view in views:
        strange = None if view.kind is Kind.STYLE else strange_word(backbone.facts.name, view.class_word)
        if strange is not None:
            teller.tell(events.Warned, message=strange[0], remedy=strange[1])
    return Lesson(
        request,
        job,
        backbone,
        method,
        settings,
        views,
        _start(request, backbone, method, teller),
        place,
        teller,
        TimedControl(control if is_main else NoControl()),
        judge,
    )


def _start(request: TrainRequest, backbone: Backbone, method: Learns, teller: Teller) -> LoadedArtifact | None:
    if request.continue_artifact is None:
        return None

    def warn(message: str, remedy: str) -> None:
        teller.tell(events.Warned, message=message, remedy=remedy)

    loaded, manifest = load_artifact(request.library, request.continue_artifact, backbone.facts, warn)
    if loaded.method != method.spec.slug:
        raise InputProblem(
            f"The artifact to go on from was taught by {loaded.method}, not by {method.spec.slug}.",
            f"Choose the method {loaded.method}.",
        )
    if set(manifest.subject_ids) != set(request.subjects):
        raise InputProblem("The artifact to go on from holds another subject.", "Choose an artifact of this subject.")
    return loaded


def _material(lesson: Lesson) -> tuple[list[Example], list[Example]]:
    """Examples of the subjects and, where the class is preserved, of the class."""
    backbone, settings, request = lesson.backbone, lesson.settings, lesson.request
    lesson.teller.tell(events.Phase, what="Reading the photos")
    cache = LatentCache(backbone, request.library / "derived" / "latents" if lesson.place.is_main_process else None)
    examples: list[Example] = []
    priors: list[Example] = []
    for index, view in enumerate(lesson.views):
        examples += from_subject(
            view,
            index,
            backbone.facts,
            cache,
            lesson.method.prompts(view, settings),
            lesson.method.trigger(view, settings),
            flip=settings.flip,
            mask_weight=settings.mask_weight,
            close_ups=settings.close_ups,
            find=_finder(lesson, view),
            variations=_variations(lesson),
        )
        if getattr(settings, "prior_preservation", 0.0) > 0:
            prompt = lesson.method.prior_prompt(view, settings)
            drawn = class_pictures(
                backbone,
                prompt,
                settings.prior_pictures,
                request.library / "derived" / "class",
                lesson.place,
                lesson.teller,
                lesson.control,
            )
            priors += from_class_pictures(drawn, index, backbone.facts, cache, prompt)
    return examples, priors


def _finder(lesson: Lesson, view: SubjectView) -> Find | None:
    """A style is everywhere in its pictures; everything else has a place."""
    if not lesson.settings.find_subject or view.kind is Kind.STYLE:
        return None
    return partial(find_subject, lesson.backbone, class_word=view.class_word)


def _variations(lesson: Lesson) -> Variations | None:
    """What the method shows besides the photos; its chance depends on the seed, the photo and the settings alone."""
    method, settings, seed = lesson.method, lesson.settings, lesson.request.seed
    count, share = method.variations(settings)
    if count <= 0 or share <= 0:
        return None

    def make(picture: Tensor, mask: Tensor | None, photo: str, number: int) -> Variation:
        return method.vary(picture, mask, settings, generator(seed, f"variation {photo}", number))

    tag = f"{method.spec.slug} {method.spec.version} {seed} {settings.model_dump_json()}"
    return Variations(count, share, make, tag)


def _teach(
    lesson: Lesson,
    attachment: Attachment,
    examples: Sequence[Example],
    priors: Sequence[Example],
    began: float,
) -> dict[str, Any]:
    trainer = Trainer(
        lesson.method,
        lesson.settings,
        lesson.backbone,
        attachment,
        examples,
        priors,
        lesson.request.seed,
        lesson.place,
    )
    previews = Previews(
        lesson.backbone,
        lesson.job,
        lesson.teller,
        tuple(
            Shown(view, default_prompts(view, trigger, lesson.request.preview_prompts, len(lesson.views)))
            for view, trigger in zip(lesson.views, lesson.triggers, strict=True)
        ),
        lesson.request.seed,
        lesson.judge,
    )
    keeper = Keeper(lesson.job, trainer, previews, lesson.teller, lesson.place, began, lesson.control)
    resumed = keeper.resume()
    lesson.teller.tell(
        events.Started,
        pid=os.getpid(),
        device=str(lesson.backbone.device),
        what=f"Teaching {' and '.join(view.name for view in lesson.views)} by {lesson.method.spec.title}",
        total_steps=trainer.total,
        resumed_from=resumed,
    )
    guard = Guard(lesson.backbone, attachment.trains, f"a photo of {lesson.trigger}")
    try:
        _steps(lesson, trainer, keeper, guard)
    except StopRequested:
        keeper.save()
        if trainer.step == 0:
            raise
        _warn(lesson, guard)
    except Unstable as problem:
        if not keeper.fall_back():
            raise
        lesson.teller.tell(
            events.Warned,
            message=problem.message,
            remedy=f"The artifact is of step {keeper.artifact_step}, the last good one; "
            "lower the learning rate next time.",
        )
    else:
        _warn(lesson, guard)
    if not lesson.place.is_main_process:
        return {}
    return keeper.finish(lesson, examples)


def _warn(lesson: Lesson, guard: Guard) -> None:
    trouble = guard.trouble()
    if trouble is not None:
        lesson.teller.tell(events.Warned, message=trouble.message, remedy=trouble.remedy)


def _steps(lesson: Lesson, trainer: Trainer, keeper: Keeper, guard: Guard) -> None:
    """All steps that are left. Raises StopRequested between steps; what was due then is made up on resuming."""
    settings, control = lesson.settings, lesson.control
    look_at = trainer.step + AFTER
    _check_if_due(lesson, trainer, keeper)
    while trainer.step < trainer.total:
        if control.wants_pause():
            keeper.save()
        if together.wish(control, lesson.place) is together.Wish.STOP:
            raise StopRequested
        began = time.monotonic()
        loss = trainer.advance()
        took = time.monotonic() - began
        keeper.note(loss)
        if trainer.step == look_at < trainer.total:
            _warn(lesson, guard)
        scores = _check_if_due(lesson, trainer, keeper)
        lesson.teller.step(trainer.step, trainer.total, loss, scores, took)
        if control.wants_checkpoint() or keeper.is_due(settings.checkpoint_every):
            keeper.save()


def _check_if_due(lesson: Lesson, trainer: Trainer, keeper: Keeper) -> dict[str, float]:
    """Previews and the likeness, on the first process; several processes cannot be stopped in the middle of it."""
    if not lesson.place.is_main_process:
        return {}
    is_alone = lesson.place.num_processes == 1
    control = lesson.control if is_alone else NoControl()
    due = is_due(trainer.step, trainer.total, lesson.settings.preview_every)
    if due and trainer.step > 0 and keeper.checked_step != trainer.step:
        return keeper.check(control, counts=True)
    if lesson.control.wants_preview():
        keeper.check(control, counts=False)
    return {}
