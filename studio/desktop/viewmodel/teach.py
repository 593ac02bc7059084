"""State of the Teach screen: what would be taught how, and the training that is watched.

Not here: the form's widgets (ui/controls/settings_form.py), the loop (studio/engine/training).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from studio.core.errors import StudioError
from studio.desktop.jobs.snapshots import JobSnapshot
from studio.desktop.service.orders import TrainOrder
from studio.desktop.viewmodel.curves import Curves
from studio.library.artifacts.manifest import Manifest
from studio.library.catalogue.read import BackboneCard, MethodCard
from studio.library.gallery.records import Kind, Subject
from studio.library.protocol import events
from studio.library.protocol.commands import Command

if TYPE_CHECKING:
    from studio.desktop.service.studio_service import StudioService

_FIRST_CHOICE = "lora"  # until the bench has ranked the methods for this computer


class TeachViewModel(QObject):
    """Signals: subjects_changed(), methods_changed(), choice_changed(), settings_changed(), job_changed(),
    curves_changed(), result_changed(), draw_asked(str) with an artifact id, problem(Exception)."""

    subjects_changed = Signal()
    methods_changed = Signal()
    choice_changed = Signal()
    settings_changed = Signal()
    job_changed = Signal()
    curves_changed = Signal()
    result_changed = Signal()
    draw_asked = Signal(str)
    problem = Signal(object)

    def __init__(self, service: StudioService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.service = service
        self.subject_id = ""
        self.backbone = "mini"
        self.method = ""
        self.seed = 0
        self._settings: dict[str, dict[str, Any]] = {}
        self.job: JobSnapshot | None = None
        self.curves = Curves()
        service.subjects_changed.connect(self._on_subjects)
        service.catalogue_changed.connect(self._on_catalogue)
        service.artifacts_changed.connect(lambda _: self.result_changed.emit())
        service.job_changed.connect(self._on_job)
        service.job_event.connect(self._on_event)
        service.jobs_changed.connect(self._on_jobs)
        self._on_catalogue()
        self._on_subjects(service.subjects)
        self._on_jobs()

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """All subjects."""
        return self.service.subjects

    @property
    def subject(self) -> Subject | None:
        """The chosen one."""
        return next((s for s in self.subjects if s.id == self.subject_id), None)

    @property
    def backbones(self) -> tuple[BackboneCard, ...]:
        """Known base models, broken ones too."""
        return self.service.backbones

    @property
    def methods(self) -> tuple[MethodCard, ...]:
        """Methods that are taught, the first choice first."""
        taught = [card for card in self.service.methods if "learns" in card.can]
        return tuple(sorted(taught, key=lambda card: card.slug != _FIRST_CHOICE))

    @property
    def card(self) -> MethodCard | None:
        """The chosen method."""
        return next((card for card in self.methods if card.slug == self.method), None)

    @property
    def settings(self) -> dict[str, Any]:
        """What differs from the method's defaults."""
        return self._settings.get(self.method, {})

    @property
    def schema(self) -> dict[str, Any]:
        """The chosen method's settings, with the defaults that fit the chosen base model."""
        card = self.card
        if card is None:
            return {}
        family = next((b.family for b in self.backbones if b.name == self.backbone), "")
        fitting = card.backbone_defaults.get(self.backbone, card.backbone_defaults.get(family, {}))
        traits = {
            name: {**trait, "default": fitting[name]} if name in fitting else trait
            for name, trait in card.settings.get("properties", {}).items()
        }
        return {**card.settings, "properties": traits}

    @property
    def result(self) -> Manifest | None:
        """What the watched training left behind, once it is in the library."""
        if self.job is None or self.job.artifact is None:
            return None
        return next((m for m in self.service.artifacts if m.id == self.job.artifact), None)

    def method_problem(self, card: MethodCard) -> str:
        """Why this method cannot teach this subject; empty when it can."""
        subject = self.subject
        backbone = next((b for b in self.backbones if b.name == self.backbone), None)
        if subject is not None and len(subject.photos) < card.least_photos:
            return f"Needs {card.least_photos} photos; {subject.name} has {len(subject.photos)}."
        if backbone is not None and backbone.family and backbone.family not in card.families:
            return f"Not made for “{backbone.name}”."
        return ""

    def start_problem(self) -> str:
        """Why Start is off, in one sentence; empty when everything is ready."""
        subject, card = self.subject, self.card
        if not self.subjects:
            return "Add a subject first, on the Subjects screen."
        if subject is None:
            return "Choose a subject."
        if not subject.photos:
            return f"{subject.name} has no photos yet."
        if subject.kind is Kind.PERSON and not subject.consent.strip():
            return f"Note {subject.name}’s consent on the Subjects screen first."
        backbone = next((b for b in self.backbones if b.name == self.backbone), None)
        if backbone is None:
            return "Choose a base model."
        if backbone.problem:
            return f"The base model “{backbone.name}” cannot run."
        if card is None:
            return "Choose a method."
        return self.method_problem(card)

    def choose_subject(self, subject_id: str) -> None:
        """By id."""
        if subject_id != self.subject_id:
            self.subject_id = subject_id
            self.choice_changed.emit()

    def choose_backbone(self, name: str) -> None:
        """By name."""
        if name and name != self.backbone:
            self.backbone = name
            self.choice_changed.emit()

    def choose_method(self, slug: str) -> None:
        """By slug."""
        if slug != self.method:
            self.method = slug
            self.choice_changed.emit()
            self.settings_changed.emit()

    def set_settings(self, values: dict[str, Any]) -> None:
        """What differs from the defaults of the chosen method."""
        if values != self.settings:
            self._settings[self.method] = dict(values)
            self.settings_changed.emit()

    def start(self) -> None:
        """Queue the training and watch it."""
        if self.start_problem():
            return
        order = TrainOrder(self.subject_id, self.method, self.backbone, dict(self.settings), self.seed)
        try:
            self.watch(self.service.start_training(order))
        except StudioError as error:
            self.problem.emit(error)

    def watch(self, job_id: str) -> None:
        """Show this training; what it did so far is read from its folder."""
        self.job = self.service.job(job_id)
        self.curves = Curves()
        self.job_changed.emit()
        self.curves_changed.emit()
        if self.job is not None:
            self.service.job_history(job_id).done(lambda found: self._on_history(job_id, found))

    def pause_or_go_on(self) -> None:
        """The other one of the two."""
        if self.job is not None:
            paused = self.job.state == "paused"
            self.service.command(self.job.id, Command.RESUME if paused else Command.PAUSE)

    def stop(self) -> None:
        """Finish the step, save, leave."""
        if self.job is not None:
            self.service.command(self.job.id, Command.STOP)

    def resume(self) -> None:
        """Go on from the last checkpoint."""
        if self.job is not None:
            self.service.resume(self.job.id)

    def preview_now(self) -> None:
        """Draw the preview pictures at the next step."""
        if self.job is not None:
            self.service.command(self.job.id, Command.PREVIEW)

    def close_job(self) -> None:
        """Stop watching; the job itself goes on."""
        self.job = None
        self.curves = Curves()
        self.job_changed.emit()
        self.curves_changed.emit()

    def draw(self) -> None:
        """Take the result to the Create screen."""
        if self.job is not None and self.job.artifact:
            self.draw_asked.emit(self.job.artifact)

    def _on_history(self, job_id: str, found: tuple[events.Event, ...]) -> None:
        if self.job is None or self.job.id != job_id:
            return
        fresh = Curves()
        for event in found:
            fresh.add(event)
        self.curves = fresh
        self.curves_changed.emit()

    def _on_subjects(self, subjects: tuple[Subject, ...]) -> None:
        if subjects and self.subject is None:
            self.subject_id = subjects[0].id
        self.subjects_changed.emit()
        self.choice_changed.emit()

    def _on_catalogue(self) -> None:
        slugs = [card.slug for card in self.methods]
        if slugs and self.method not in slugs:
            self.method = slugs[0]
        self.methods_changed.emit()
        self.settings_changed.emit()
        self.choice_changed.emit()

    def _on_jobs(self) -> None:
        if self.job is None:
            running = next((j for j in self.service.jobs() if j.kind == "train" and j.is_active), None)
            if running is not None:
                self.watch(running.id)

    def _on_job(self, job: JobSnapshot) -> None:
        if self.job is not None and job.id == self.job.id:
            self.job = job
            self.job_changed.emit()

    def _on_event(self, job_id: str, event: events.Event) -> None:
        if self.job is not None and job_id == self.job.id and self.curves.add(event):
            self.curves_changed.emit()
