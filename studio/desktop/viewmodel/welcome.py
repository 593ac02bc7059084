"""The welcome of the first start: a sample subject is added, taught to the mini base model and drawn on the canvas.

Three steps on the ordinary queue, each of which can be stopped like any other job. Not here: the dialog (ui/welcome).
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from studio.core.errors import StudioError
from studio.desktop.jobs.snapshots import JobSnapshot
from studio.desktop.service.orders import TrainOrder
from studio.desktop.translation import tr
from studio.library.gallery.records import Subject
from studio.library.gallery.samples import Sample

if TYPE_CHECKING:
    from studio.desktop.service.studio_service import StudioService
    from studio.desktop.viewmodel.create import CreateViewModel

_METHOD, _BACKBONE = "lora", "mini"


class Stage(StrEnum):
    """How far it is."""

    READY = "ready"
    ADDING = "adding"
    TEACHING = "teaching"
    DRAWING = "drawing"
    DONE = "done"
    FAILED = "failed"


class WelcomeViewModel(QObject):
    """Signals: changed(); drawn() when the picture is on the canvas."""

    changed = Signal()
    drawn = Signal()

    def __init__(self, service: StudioService, create: CreateViewModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.service, self._create = service, create
        self.stage = Stage.READY
        self.job: JobSnapshot | None = None
        self.failure = ""
        self._has_taught = False
        self._known: set[str] = set()  # drawings that were there before
        service.job_changed.connect(self._on_job)
        service.artifacts_changed.connect(self._on_artifacts)
        service.catalogue_changed.connect(self.changed)
        create.job_changed.connect(self._watch_drawing)

    @property
    def sample(self) -> Sample | None:
        """The first one drawn for the mini world; None before the catalogue is read."""
        return next((s for s in self.service.samples if s.is_drawing), None)

    @property
    def is_running(self) -> bool:
        """Something is being done."""
        return self.stage in (Stage.ADDING, Stage.TEACHING, Stage.DRAWING)

    @property
    def fraction(self) -> float | None:
        """Of the whole, 0..1: teaching takes most of it."""
        job = self.job.fraction if self.job is not None else None
        if self.stage is Stage.TEACHING:
            if self.job is not None and self.job.phase:
                return 0.75 + 0.1 * (job or 0.0) if self._has_taught else None  # it is scored, or only loaded
            return None if job is None else 0.05 + 0.7 * job
        if self.stage is Stage.DRAWING:
            return 0.85 + 0.15 * (job or 0.0)
        return 1.0 if self.stage is Stage.DONE else None

    def sentence(self) -> str:
        """What is going on."""
        name = self.sample.name if self.sample else ""
        if self.stage is Stage.TEACHING and self.job is not None and self.job.phase:
            return self.job.sentence
        words = {
            Stage.READY: "",
            Stage.ADDING: tr("Adding {name}’s pictures"),
            Stage.TEACHING: tr("Teaching {name} to the small base model"),
            Stage.DRAWING: tr("Drawing {name} on a beach"),
            Stage.DONE: tr("{name} is on the canvas."),
            Stage.FAILED: self.failure,
        }
        return words[self.stage].replace("{name}", name)

    def start(self) -> None:
        """Add the sample unless it is there, then teach and draw it."""
        sample = self.sample
        if sample is None or self.is_running:
            return
        found = next((s for s in self.service.subjects if s.name == sample.name), None)
        if found is not None:
            self._teach(found)
            return
        self._show(Stage.ADDING)
        query = self.service.add_sample(sample)
        query.done(lambda imported: self._teach(imported.subject)).failed(self._on_failed)

    def stop(self) -> None:
        """Let what runs go on as an ordinary job, and watch no longer."""
        self.job = None
        self._show(Stage.READY)

    def _teach(self, subject: Subject) -> None:
        order = TrainOrder((subject.id,), _METHOD, _BACKBONE, {})
        try:
            self.job = self.service.job(self.service.start_training(order))
        except StudioError as error:
            self._on_failed(error)
            return
        self._has_taught = False
        self._show(Stage.TEACHING)

    def _on_job(self, job: JobSnapshot) -> None:
        if self.job is None or job.id != self.job.id:
            return
        self.job = job
        self._has_taught = self._has_taught or (job.step > 0 and not job.phase)
        if job.error is not None:
            self.failure = f"{job.error.get('message', '')} {job.error.get('remedy', '')}".strip()
            self._show(Stage.FAILED)
        elif job.state == "stopped" and job.artifact is None:
            self.failure = tr("Stopped before there was anything to draw.")
            self._show(Stage.FAILED)
        elif self.stage is Stage.DRAWING and job.is_ended:
            self._show(Stage.DONE)
            self.drawn.emit()
        else:
            self.changed.emit()

    def _on_artifacts(self, artifacts: tuple[Any, ...]) -> None:
        """The taught artifact is in the library: draw with it."""
        artifact = self.job.artifact if self.job is not None and self.stage is Stage.TEACHING else None
        if artifact is None or not any(manifest.id == artifact for manifest in artifacts):
            return
        create = self._create
        self.stage, self.job, self._known = Stage.DRAWING, None, set(create.jobs)
        create.set(prompt="", count=4, backbone=_BACKBONE)
        create.use(artifact)
        create.set(prompt=f"{create.order.prompt.strip()} on a beach")
        create.generate()
        if create.error is not None:
            self._on_failed(create.error)
        else:
            self._watch_drawing()

    def _watch_drawing(self) -> None:
        """The drawing is queued a moment later."""
        if self.stage is Stage.DRAWING and self.job is None:
            self.job = next((job for key, job in self._create.jobs.items() if key not in self._known), None)
        self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self.failure = f"{getattr(error, 'message', error)} {getattr(error, 'remedy', '')}".strip()
        self._show(Stage.FAILED)

    def _show(self, stage: Stage) -> None:
        self.stage = stage
        self.changed.emit()
