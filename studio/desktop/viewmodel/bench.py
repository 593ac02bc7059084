"""State of the dialog that measures methods side by side: which methods, on whom, how often, and what that takes.

Not here: the dialog's widgets (ui/training/bench_dialog.py), measuring (studio/engine/bench).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from studio.core.errors import StudioError
from studio.desktop.jobs.snapshots import JobSnapshot
from studio.desktop.service.orders import BenchOrder, ResultFilter
from studio.desktop.translation import plural, tr
from studio.desktop.viewmodel.method_ranking import expectation
from studio.library.catalogue.read import MethodCard, method_figures
from studio.library.gallery.records import Kind, Subject
from studio.library.protocol.requests import BenchRequest

if TYPE_CHECKING:
    from studio.desktop.service.studio_service import StudioService

AS_TAUGHT = (1.0,)
CURVE = (0.4, 0.6, 0.8, 1.0, 1.2)
_PROMPTS, _CLASS_PROMPTS = 8, 2  # of the bench for each subject (docs/bench.md)
_LOOKED_AT = 20  # newest results, for the seconds of a picture


class BenchViewModel(QObject):
    """Signals: changed(); started(str) with the job's id; problem(Exception)."""

    changed = Signal()
    started = Signal(str)
    problem = Signal(object)

    def __init__(
        self, service: StudioService, subject_ids: Iterable[str], backbone: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.service, self.backbone = service, backbone
        self.subject_ids = tuple(subject_ids)
        self.slugs = tuple(card.slug for card in self.methods if not self.method_problem(card))
        self.seeds, self.pictures, self.has_curve = 1, 2, False
        self._figures = method_figures(service.root)
        self._picture_s: float | None = None
        service.results(ResultFilter(), limit=_LOOKED_AT).done(self._on_results)

    @property
    def methods(self) -> tuple[MethodCard, ...]:
        """Those that are taught and drawn with."""
        return tuple(card for card in self.service.methods if {"learns", "applies"} <= set(card.can))

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """All that have photos."""
        return tuple(subject for subject in self.service.subjects if subject.photos)

    @property
    def chosen(self) -> tuple[Subject, ...]:
        """Those that the methods are measured on."""
        return tuple(subject for subject in self.subjects if subject.id in self.subject_ids)

    def method_problem(self, card: MethodCard) -> str:
        """Why it cannot be measured on this base model; empty when it can."""
        family = next((b.family for b in self.service.backbones if b.name == self.backbone), "")
        return "" if not card.families or family in card.families else tr("Not made for “{name}”.", name=self.backbone)

    def set(self, **values: Any) -> None:
        """slugs, subject_ids, seeds, pictures, has_curve."""
        for name, value in values.items():
            setattr(self, name, value)
        self.changed.emit()

    def start_problem(self) -> str:
        """Why it cannot start, in one sentence."""
        if not self.slugs:
            return tr("Choose a method.")
        if not self.chosen:
            return tr("Choose a subject.")
        for subject in self.chosen:
            if subject.kind is Kind.PERSON and not subject.consent.strip():
                return tr("Note {name}’s consent on the Subjects screen first.", name=subject.name)
        return ""

    @property
    def trainings(self) -> int:
        """Of all methods together."""
        return len(self.slugs) * len(self.chosen) * self.seeds

    @property
    def picture_count(self) -> int:
        """What the bench draws: the plain class, every training, and what each artifact does to the others."""
        subjects, methods = len(self.chosen), len(self.slugs)
        full = (_PROMPTS + _CLASS_PROMPTS) * self.pictures
        others = (len(CURVE) - 1) * _PROMPTS if self.has_curve else 0
        return subjects * full + subjects + 1 + self.trainings * (full + others) + methods * subjects * (subjects + 1)

    def effort(self) -> str:
        """What it takes, in words; only from what was measured."""
        work = tr(
            "{trainings} and {pictures}",
            trainings=plural("%n training(s)", self.trainings),
            pictures=plural("%n picture(s)", self.picture_count),
        )
        teaching = [self._teaching_s(card) for card in self.methods if card.slug in self.slugs]
        known = [seconds for seconds in teaching if seconds is not None]
        if not known or self._picture_s is None:
            return tr("{work}. How long that takes was not measured on this computer yet.", work=work)
        seconds = sum(known) * len(self.chosen) * self.seeds + self.picture_count * self._picture_s
        if len(known) < len(teaching):
            return tr("{work}: more than {time}; not every method was measured yet.", work=work, time=_time(seconds))
        return tr("{work}: about {time}.", work=work, time=_time(seconds))

    def start(self) -> None:
        """Queue it."""
        if self.start_problem():
            return
        ids = tuple(subject.id for subject in self.chosen)
        strengths = CURVE if self.has_curve else AS_TAUGHT
        order = BenchOrder(self.slugs, ids, self.backbone, self.seeds, self.pictures, strengths)
        try:
            self.started.emit(self.service.start_bench(order))
        except StudioError as error:
            self.problem.emit(error)

    def _teaching_s(self, card: MethodCard) -> float | None:
        family = next((b.family for b in self.service.backbones if b.name == self.backbone), "")
        usual = card.backbone_defaults.get(self.backbone, card.backbone_defaults.get(family, {}))
        steps = usual.get("steps", card.settings.get("properties", {}).get("steps", {}).get("default"))
        if not isinstance(steps, int):
            return None
        kinds = {subject.id: subject.kind for subject in self.service.subjects}
        artifacts = self.service.artifacts
        return expectation(card.slug, self.backbone, None, steps, artifacts, kinds, self._figures).seconds

    def _on_results(self, found: tuple[Any, ...]) -> None:
        seconds = [r.seconds for r in found if r.request.backbone == self.backbone and r.seconds and not r.tags]
        if seconds:
            self._picture_s = median(seconds)
            self.changed.emit()


def report_of(job: JobSnapshot) -> Path | None:
    """The page of a bench, once it is there."""
    if not isinstance(job.request, BenchRequest) or not job.is_ended:
        return None
    page = job.request.out / "report.html"
    return page if page.is_file() else None


def newest_report(jobs: Iterable[JobSnapshot]) -> Path | None:
    """Of the last bench that ended with one."""
    found = [(job.order, page) for job in jobs if (page := report_of(job)) is not None]
    return max(found, default=(0.0, None), key=lambda each: each[0])[1]


def _time(seconds: float) -> str:
    if seconds < 90:
        return plural("%n second(s)", max(1, round(seconds)))
    minutes = round(seconds / 60)
    if minutes < 90:
        return plural("%n minute(s)", minutes)
    return plural("%n hour(s)", round(minutes / 60))
