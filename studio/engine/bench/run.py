"""One bench from beginning to end: subjects, trainings, pictures, figures, pages. Goes on where it stopped.

Every training and every set of pictures is on disk, whole, before the next begins; the figures are made of what is on
disk alone, so a bench that was killed and started again comes to the same report, and `rescore` as well.
Not here: what is drawn (drawing.py), the formulas (measure.py), the tables (summary.py).
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from blake3 import blake3

from studio.core import files
from studio.core.control import Control
from studio.core.errors import DiskProblem, InputProblem, LibraryBusy, StudioError
from studio.engine.backbones.surface import Backbone
from studio.engine.bench import drawing, library_figures, page, summary
from studio.engine.bench import plan as plans
from studio.engine.bench.judged import BenchJudges, load_bench_judges
from studio.engine.bench.measure import measure
from studio.engine.bench.picture_sets import PictureSets
from studio.engine.bench.plan import BenchPlan, BenchSubject, LeftOut, read_plan
from studio.engine.bench.teaching import Taught, teach
from studio.engine.evaluation.selection import SelectionJudge, selection_judge
from studio.engine.methods import registry
from studio.engine.methods.contract import Applies, Learns
from studio.library.gallery.store import subject_view
from studio.library.library import Library
from studio.library.protocol import events
from studio.library.protocol.jobs import JobFolder
from studio.library.protocol.requests import BenchRequest

Report = Callable[[events.Event], None]
_PROGRESS_EVERY_S = 0.5


def bench(
    request: BenchRequest,
    job: JobFolder,
    report: Report,
    control: Control,
    backbone: Backbone | None = None,
    judges: BenchJudges | None = None,
) -> dict[str, Any]:
    """The answer of `studio bench`: {"report", "html", "methods"}. Raises StudioError, and what control raises."""
    if backbone is None:
        from studio.engine.backbones.registry import load

        backbone = load(request.backbone)
    files.make_folder(request.out)
    with Library.open(request.out / "library") as library:
        plan = _plan(request, library, backbone, judges)
        judge = selection_judge(judges.judges.clip if judges else None, photographs=not plan.labelled)
        work = _Work(request.out, library.root, plan, backbone, job, report, control, judge)
        work.all()
    plan = plan.model_copy(update={"failed": tuple(work.failed), "is_finished": True})
    plan.save(request.out / "bench.json")
    answer = conclude(request.out, plan, judges or load_bench_judges(plan.labelled))
    library_figures.note(request.library, plan, files.read_json(request.out / "report.json"))
    return answer


def rescore(folder: Path, judges: BenchJudges | None = None) -> dict[str, Any]:
    """Every figure again from the stored pictures, and the pages. Raises InputProblem, DiskProblem."""
    plan = read_plan(folder)
    if not plan.is_finished:
        raise InputProblem(f"The bench in “{folder}” is not finished.", f"Go on with it: studio bench --out {folder}")
    return conclude(folder, plan, judges or load_bench_judges(plan.labelled))


def conclude(folder: Path, plan: BenchPlan, judges: BenchJudges) -> dict[str, Any]:
    """report.json and report.html from what is stored."""
    sets = PictureSets(folder / "pictures")
    keys = [plans.training_key(*training) for training in plan.trainings()]
    taught = {key: Taught.load(_record(folder, key)) for key in keys}
    told = summary.report(plan, measure(plan, sets, taught, judges), taught, judges)
    files.write_json(folder / "report.json", told)
    files.write_text(folder / "report.html", page.html(plan, told, sets))
    return {
        "report": str(folder / "report.json"),
        "html": str(folder / "report.html"),
        "methods": [method for method in plan.methods if plan.pupils(method)],
    }


def _record(folder: Path, key: str) -> Path:
    return folder / "trainings" / f"{key}.json"


def _plan(request: BenchRequest, library: Library, backbone: Backbone, judges: BenchJudges | None) -> BenchPlan:
    """Written before anything is drawn; the one of an earlier run is gone on with, or refused."""
    from studio.library.catalogue import read as catalogue

    methods = tuple(dict.fromkeys(request.methods))
    for slug in methods:
        registry.get(slug)
    facts = backbone.facts
    labelled = judges.referee is not None if judges else catalogue.backbone(request.backbone).shipped
    plan = BenchPlan(
        backbone=facts.name,
        fingerprint=facts.fingerprint,
        steps=facts.default_steps,
        guidance=facts.default_guidance,
        asked=request.subjects,
        photos=str(request.photos or ""),
        subjects=(),
        methods=methods,
        settings={slug: values for slug, values in request.settings.items() if values},
        seeds=request.seeds,
        first_seed=request.first_seed,
        pictures=request.pictures,
        strengths=tuple(sorted({*request.strengths, plans.AS_TAUGHT})),
        labelled=labelled,
    )
    before = read_plan(request.out) if (request.out / "bench.json").is_file() else None
    if before is not None:
        plan.check_goes_on(before, request.out)
    subjects = before.subjects if before is not None else plans.gather(library, request)
    left_out = tuple(_left_out(library.root, methods, subjects, facts.family))
    plan = plan.model_copy(update={"subjects": subjects, "left_out": left_out})
    if not any(True for _ in plan.trainings()):
        reasons = " ".join(dict.fromkeys(one.why for one in left_out))
        raise InputProblem(f"None of these methods can be benched here. {reasons}", "See `studio methods`.")
    for slug in methods:
        method = registry.get(slug)
        if isinstance(method, Learns):
            registry.settings_for(method, facts, plan.settings.get(slug, {}))
    plan.save(request.out / "bench.json")
    return plan


def _left_out(
    root: Path, methods: tuple[str, ...], subjects: tuple[BenchSubject, ...], family: str
) -> Iterator[LeftOut]:
    for slug in methods:
        method = registry.get(slug)
        for subject in subjects:
            why = None
            if not (isinstance(method, Learns) and isinstance(method, Applies)):
                why = f"{method.spec.title} is not taught, so there is nothing to compare."
            else:
                why = registry.misfit(method, family, len(subject_view(root, subject.id).training))
            if why is not None:
                yield LeftOut(method=slug, subject=subject.key, why=why)


@dataclass
class _Work:
    """All that is still to be done, with its progress counted in steps of teaching and of drawing."""

    folder: Path
    library: Path
    plan: BenchPlan
    backbone: Backbone
    job: JobFolder
    report: Report
    control: Control
    judge: SelectionJudge | None  # chooses among checkpoints
    failed: list[LeftOut] = field(default_factory=list)
    done: int = 0
    total: int = 0
    fresh: int = 0  # steps done in this run, for the time that is left
    began: float = field(default_factory=time.monotonic)
    told: float = 0.0

    def __post_init__(self) -> None:
        self.sets = PictureSets(self.folder / "pictures")
        self.easel = drawing.Easel(self.backbone, self.library, self.sets, self.control)
        self.seeds = list(self.plan.picture_seeds)

    def all(self) -> None:
        """Raises StudioError, and what control raises."""
        plan = self.plan
        self.total = self._count()
        self._tell(
            events.Started,
            pid=os.getpid(),
            device=str(self.backbone.device),
            what=f"Comparing methods: {len(plan.methods)}, subjects: {len(plan.subjects)}",
            total_steps=self.total,
        )
        for one in plan.left_out:
            self._tell(events.Warned, message=one.why, remedy="")
        for subject in plan.subjects:
            for seed in plan.training_seeds:
                if not self.sets.has(key := plans.refs_key(subject, seed)):
                    self.easel.keep_photos(key, subject, seed)
            untaught = drawing.main_plans(subject, self.seeds, None)
            self._draw(plans.untaught_key(subject), [(untaught, ())])
            self._draw(plans.plain_class_key(subject), [(drawing.class_plans(subject, self.seeds), ())])
        self._draw(plans.nothing_key(), [(drawing.nothing_plans(plan), ())])
        for method, subject, seed in plan.trainings():
            self._pupil(method, subject, seed)
        for method in plan.methods:
            self._leaks(method)

    def _pupil(self, method: str, subject: BenchSubject, seed: int) -> None:
        """Teach once, then draw with it. A failure costs this pupil, and is told in the report."""
        if any(one.method == method and one.subject == subject.key for one in self.failed):
            return
        try:
            taught = self._teach(method, subject, seed)
            for strength in self.plan.strengths:
                seeds = self.seeds if strength == plans.AS_TAUGHT else self.seeds[:1]
                chosen = drawing.main_plans(subject, seeds, taught.trigger)
                self._draw(plans.taught_key(method, subject, seed, strength), [(chosen, [(taught.artifact, strength)])])
            chosen = drawing.class_plans(subject, self.seeds)
            self._draw(plans.class_key(method, subject, seed), [(chosen, [(taught.artifact, plans.AS_TAUGHT)])])
        except (DiskProblem, LibraryBusy):
            raise
        except StudioError as error:
            self.failed.append(LeftOut(method=method, subject=subject.key, why=str(error)))
            self._tell(
                events.Warned, message=f"{method} failed on {subject.name}: {error.message}", remedy=error.remedy
            )

    def _teach(self, method: str, subject: BenchSubject, seed: int) -> Taught:
        key = plans.training_key(method, subject, seed)
        record, steps = _record(self.folder, key), self._steps(method)
        if record.is_file():
            self.done += steps
            return Taught.load(record)
        title = registry.get(method).spec.title
        self._tell(events.Phase, what=f"Teaching {subject.name} by {title}")
        digest = blake3(key.encode()).hexdigest()[:20]
        start = self.done

        def on_step(step: int) -> None:
            self._progress(start + step)

        values = self.plan.settings.get(method, {})
        taught = teach(
            self.library,
            self.backbone,
            method,
            subject,
            seed,
            values,
            digest,
            self._forward(on_step),
            self.control,
            self.judge,
        )
        self.done = start + steps
        taught.save(record)
        files.remove(self.library / "jobs" / f"j-{digest}")
        return taught

    def _forward(self, on_step: Callable[[int], None]) -> Report:
        """A training's events: its steps become the bench's, its warnings are passed on, the rest is its own."""

        def hear(event: events.Event) -> None:
            if isinstance(event, events.Progress):
                on_step(event.step)
            elif isinstance(event, events.Warned):
                self._tell(events.Warned, message=event.message, remedy=event.remedy)

        return hear

    def _draw(self, key: str, rounds: list[drawing.Round]) -> None:
        count = sum(len(chosen) for chosen, _ in rounds)
        steps, start = count * self.plan.steps, self.done
        if not self._is_drawn(key, rounds):
            self.easel.draw(key, rounds, lambda step: self._progress(start + step))
        self.done = start + steps

    def _is_drawn(self, key: str, rounds: list[drawing.Round]) -> bool:
        """Whole, and of these prompts and seeds: those of a leak set change when a subject could not be taught."""
        wanted = [(one.prompt, one.seed) for chosen, _ in rounds for one in chosen]
        return self.sets.has(key) and [(one.prompt, one.seed) for one in self.sets.read(key).pictures] == wanted

    def _leaks(self, method: str) -> None:
        """What each subject's artifact does to the others."""
        failed = {one.subject for one in self.failed if one.method == method}
        pupils = [subject for subject in self.plan.pupils(method) if subject.key not in failed]
        taught = [
            Taught.load(_record(self.folder, plans.training_key(method, one, self.plan.first_seed))) for one in pupils
        ]
        artifacts, triggers = [one.artifact for one in taught], [one.trigger for one in taught]
        for subject in pupils:
            rounds = drawing.leak_rounds(self.plan, subject, pupils, artifacts, triggers)
            self._draw(plans.leak_key(method, subject), rounds)

    def _steps(self, method: str) -> int:
        found = registry.get(method)
        assert isinstance(found, Learns)
        return registry.settings_for(found, self.backbone.facts, self.plan.settings.get(method, {})).steps

    def _count(self) -> int:
        """Steps of everything, what is done already included."""
        plan = self.plan
        main, classes = len(self.seeds) * 8, len(self.seeds) * 2
        count = len(plan.subjects) * (main + classes) + len(plan.subjects) + 1
        total = 0
        for method, _, _ in plan.trainings():
            count += main + classes + (len(plan.strengths) - 1) * 8
            total += self._steps(method)
        for method in plan.methods:
            pupils = len(plan.pupils(method))
            count += pupils * (pupils + 1)
        return total + count * plan.steps

    def _progress(self, step: int) -> None:
        self.fresh += max(0, step - self.done)
        self.done = max(self.done, step)
        now = time.monotonic()
        if now - self.told < _PROGRESS_EVERY_S:
            return
        self.told = now
        left = (now - self.began) / max(1, self.fresh) * max(0, self.total - self.done)
        self._tell(events.Progress, step=min(self.done, self.total), of=self.total, eta_s=round(left, 1))

    def _tell(self, kind: type[Any], **facts: Any) -> None:
        self.report(kind(job=self.job.id, at=time.time(), **facts))
