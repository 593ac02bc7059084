"""State of the Create screen: the prompt, who is in it, how it is drawn, and the pictures of this session.

Not here: the regions on the canvas (composition.py); drawing itself (worker).
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from studio.core.errors import InputProblem, StudioError, from_data
from studio.core.geometry import BoxFrac
from studio.desktop.jobs.snapshots import JobSnapshot
from studio.desktop.service.open_picture import open_picture
from studio.desktop.service.orders import DrawOrder
from studio.desktop.translation import tr
from studio.desktop.viewmodel import dials, kept_base
from studio.desktop.viewmodel.base_picture import Margins, prepare
from studio.desktop.viewmodel.composition import Composition, moved
from studio.desktop.viewmodel.create_records import Drawn, SeedMode, Use
from studio.library.artifacts.manifest import Manifest
from studio.library.layout.records import BaseRecord, Layout, Region
from studio.library.protocol import events, prompts
from studio.library.protocol.requests import GenerateRequest
from studio.library.results.records import Result

if TYPE_CHECKING:
    from studio.desktop.service.studio_service import StudioService

SAMPLERS = (("ddim", "DDIM"), ("euler", "Euler"), ("dpmpp_2m", "DPM-Solver++"))
_AT_NAME = re.compile(r'(?<![\w@])@(?:"([^"]*)|([\w-]*))$')


class CreateViewModel(QObject):
    """Signals without arguments, and noted(str, str) with a tone and a sentence."""

    form_changed = Signal()
    uses_changed = Signal()
    pictures_changed = Signal()
    selected_changed = Signal()
    error_changed = Signal()
    job_changed = Signal()
    noted = Signal(str, str)
    choices_changed = Signal()

    def __init__(self, service: StudioService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.service = service
        self.order = DrawOrder(prompt="", seed=random.randrange(1_000_000))
        self.seed_mode = SeedMode.NEW
        self.uses: tuple[Use, ...] = ()
        self.pictures: tuple[Drawn, ...] = ()
        self.selected: Drawn | None = None
        self.error: StudioError | None = None
        self.jobs: dict[str, JobSnapshot] = {}
        self.composition = Composition(self)
        # A gesture changes it many times a second; the disk sees the last state of it.
        self._keep_canvas = QTimer(self, singleShot=True, interval=600)
        self._keep_canvas.timeout.connect(self.keep_canvas)
        self.composition.changed.connect(self._on_composed)
        self.composition.mask_made.connect(service.keep_mask)
        self.composition.read_mask = self._read_mask
        service.opened.connect(self._on_opened)
        service.artifacts_changed.connect(lambda _: self._on_artifacts())
        service.subjects_changed.connect(lambda _: self.choices_changed.emit())
        service.catalogue_changed.connect(self.choices_changed)
        service.job_changed.connect(self._on_job)
        service.job_event.connect(self._on_event)
        if service.root is not None:  # made after the library was opened
            self._on_opened()

    def set(self, **values: Any) -> None:
        """Change parts of the order: prompt, negative, backbone, count, seed, steps, guidance, size, sampler."""
        changed = replace(self.order, **values)
        if changed != self.order:
            self.order = changed
            if "prompt" in values:
                self._show_error(None)
            self.form_changed.emit()

    def set_seed_mode(self, mode: SeedMode) -> None:
        """What the next drawing does with the seed."""
        if mode is not self.seed_mode:
            self.seed_mode = mode
            self.form_changed.emit()

    def roll_seed(self) -> None:
        """Another seed."""
        self.set(seed=random.randrange(1_000_000))

    # who is in the picture

    def choices(self) -> tuple[Manifest, ...]:
        """Artifacts for the chosen base model that are not used yet, newest first."""
        used = {use.artifact for use in self.uses}
        return tuple(m for m in self.fitting() if m.id not in used)

    def use(
        self, artifact_id: str, strength: float = 1.0, name_it: bool = True, settings: Mapping[str, Any] | None = None
    ) -> None:
        """Put an artifact's subjects into the picture; each @name that is missing is added to the prompt."""
        manifest = self.manifest(artifact_id)
        if manifest is None or any(u.artifact == artifact_id for u in self.uses):
            return
        names = _names(manifest)
        others = tuple(u for u in self.uses if not set(names) & set(_names(self.manifest(u.artifact))))
        self.uses = (
            *others,
            Use(
                artifact_id, tr(" and ").join(names), manifest.method, strength, dials.fitting(settings or {}, manifest)
            ),
        )
        if manifest.backbone != self.order.backbone:
            self.set(backbone=manifest.backbone)
        tags = " and ".join(tag for name in names if (tag := prompts.quoted(name)) not in self.order.prompt)
        if name_it and tags:
            self.set(prompt=f"{self.order.prompt} {tags} ".lstrip() if self.order.prompt else f"a photo of {tags} ")
        self.uses_changed.emit()

    def set_strength(self, artifact_id: str, strength: float) -> None:
        """0 = the plain base model, 1 = as taught."""
        self.uses = tuple(replace(u, strength=strength) if u.artifact == artifact_id else u for u in self.uses)

    def set_dials(self, artifact_id: str, settings: Mapping[str, Any]) -> None:
        """Those of its method's settings that act while drawing, where they differ from what it was taught with."""
        self.uses = tuple(replace(u, settings=dict(settings)) if u.artifact == artifact_id else u for u in self.uses)

    def drop_use(self, artifact_id: str) -> None:
        """Take a chip away."""
        self.uses = tuple(use for use in self.uses if use.artifact != artifact_id)
        self.uses_changed.emit()

    def completions(self, text_before_cursor: str) -> tuple[str, ...]:
        """Names that complete an @… right before the cursor."""
        match = _AT_NAME.search(text_before_cursor)
        if match is None:
            return ()
        start = (match.group(1) if match.group(1) is not None else match.group(2) or "").casefold()
        names = sorted({name for m in self.service.artifacts for name in m.subject_names})
        names += [s.name for s in self.service.subjects if s.name not in names]
        return tuple(prompts.quoted(name) for name in names if name.casefold().startswith(start))

    # drawing

    def generate(self) -> None:
        """Check the prompt and queue the pictures; a problem is shown beside the prompt."""
        try:
            prompts.parse(self.order.prompt, may_be_empty=bool(self.composition.regions))
            self.composition.check()
        except StudioError as error:
            self._show_error(error)
            return
        if any(d.seed == self.order.seed for d in self.pictures):
            if self.seed_mode is SeedMode.NEW:
                self.roll_seed()
            elif self.seed_mode is SeedMode.STEP:
                self.set(seed=max(d.seed for d in self.pictures) + 1)
        uses = tuple(use.as_asked() for use in self.uses)
        layout = self.composition.layout if self.composition.regions else None
        order = replace(self.order, uses=uses, layout=layout)
        base = self.composition.base
        if base.path is not None:
            picture = self._open_base(base.path)
            if picture is None:
                return
            made = prepare(base, picture, self.size_hint())
            size = made.size if base.is_grown or order.size is None else order.size
            order = replace(order, init=made.picture, mask=made.mask, denoise=made.denoise, size=size)
        self._show_error(None)
        self.service.draw(order).done(lambda job_id: self._on_queued(job_id, order)).failed(self._on_refused)

    # the base picture and layout files

    def set_base(self, path: Path | None) -> None:
        """Begin with this picture from now on, or with noise alone; a file that is no picture is told."""
        if path is not None and self._open_base(path) is None:
            return
        self._show_error(None)
        self.composition.set_base(path)

    def _open_base(self, path: Path) -> QImage | None:
        try:
            return open_picture(path)
        except StudioError as problem:
            remedy = tr("Choose another base picture, or draw without one.")
            self._show_error(InputProblem(problem.message, remedy, problem.detail))
            return None

    def set_denoise(self, value: float) -> None:
        """How much of the base is redrawn: 0 leaves it, 1 forgets it."""
        text = tr("Change how much is redrawn")
        self.composition.edit_base(text, denoise=min(max(value, 0.0), 1.0))

    def clear_base_mask(self) -> None:
        """Redraw everything a little again."""
        self.composition.edit_base(tr("Clear what is redrawn"), mask=None)

    def reset_frame(self) -> None:
        """As large as the picture."""
        self.composition.edit_base(tr("Reset the frame"), grow=Margins())

    def save_layout(self, path: Path) -> None:
        """Write the composition as a file."""
        path = path if path.suffix.lower() == ".json" else path.with_name(path.name + ".json")
        text = tr("The composition was saved as “{name}”.", name=path.name)
        query = self.service.save_layout(self.composition.layout, path)
        query.done(lambda _: self.noted.emit("good", text)).failed(self.service.problem.emit)

    def open_layout(self, path: Path) -> None:
        """Take over a composition's file, as one step that can be undone; a bad file is told and changes nothing."""
        text = tr("Open composition")
        query = self.service.open_layout(path)
        query.done(lambda layout: self.composition.load(layout, text)).failed(self.service.problem.emit)

    def _read_mask(self, name: str) -> QImage:
        return QImage(str(self.service.mask_file(name)))

    def select(self, drawn: Drawn | None) -> None:
        """Show it large."""
        if drawn != self.selected:
            self.selected = drawn
            self.selected_changed.emit()

    def load(self, request: GenerateRequest) -> None:
        """Take over the settings of a result."""
        self.order = DrawOrder(
            prompt=request.prompt,
            negative=request.negative,
            backbone=request.backbone,
            count=min(request.count, 16),
            seed=request.seed,
            steps=request.steps,
            guidance=request.guidance,
            size=request.size,
            sampler=request.sampler,
        )
        text = tr("Use settings of a picture")
        layout = request.layout or Layout(schema=1)
        query = self.service.own_layout(layout, request.layout_folder)
        query.done(lambda own: self.composition.load(own, text)).failed(self.service.problem.emit)
        self.uses = ()
        for use in request.uses:
            self.use(use.artifact, use.strength, name_it=False, settings=use.settings)
        self.seed_mode = SeedMode.KEEP
        self._show_error(None)
        self.form_changed.emit()
        self.uses_changed.emit()

    @property
    def active_job(self) -> JobSnapshot | None:
        """The drawing that runs or waits, if any."""
        return next((job for job in self.jobs.values() if not job.is_ended), None)

    def size_hint(self) -> tuple[int, int] | None:
        """The size the base model was made for."""
        card = next((b for b in self.service.backbones if b.name == self.order.backbone), None)
        return card.picture_px if card else None

    def show_results(self, results: tuple[Result, ...], path_of: Any) -> None:
        """Fill the strip with the newest pictures at the start of a session."""
        if not self.pictures and results:
            self.pictures = tuple(Drawn("", r.index, r.seed, path_of(r), r.id) for r in reversed(results))
            self.pictures_changed.emit()
            self.select(self.pictures[-1])

    def put_on_canvas(self, subject_id: str, x: float = 0.5, y: float = 0.5) -> None:
        """A region for a taught subject around a point in fractions; half as wide and high as the picture."""
        manifest = next((m for m in self.fitting() if subject_id in m.subject_ids), None)
        if manifest is None:
            return
        name = manifest.subject_names[manifest.subject_ids.index(subject_id)]
        box = moved(BoxFrac(0.25, 0.25, 0.75, 0.75), x - 0.5, y - 0.5)
        self.composition.add(box, name=name, subject=subject_id)

    def fitting(self) -> tuple[Manifest, ...]:
        """Artifacts for the chosen base model, newest first."""
        fitting = [m for m in self.service.artifacts if m.backbone == self.order.backbone]
        return tuple(sorted(fitting, key=lambda m: m.created, reverse=True))

    def acting(self, region: Region) -> Manifest | None:
        """The artifact that would draw it now: its own, else its subject's chip, else that subject's newest."""
        if region.artifact is not None:
            return self.manifest(region.artifact)
        subject = region.subject
        if subject is None:
            try:
                subject = next(iter(prompts.parse(region.prompt, may_be_empty=True).names), None)
            except StudioError:
                return None
        if subject is None:
            return None
        used = {use.artifact for use in self.uses}
        wanted = {subject, *(s.id for s in self.service.subjects if s.name.casefold() == subject.casefold())}
        having = [m for m in self.fitting() if wanted & set(m.subject_ids)]
        return next((m for m in having if m.id in used), next(iter(having), None))

    def manifest(self, artifact_id: str) -> Manifest | None:
        """By id; None when it is gone."""
        return next((m for m in self.service.artifacts if m.id == artifact_id), None)

    def keep_canvas(self) -> None:
        """Write the composition down now."""
        self._keep_canvas.stop()
        if self.service.root is not None:
            base = kept_base.record_of(self.composition.base, self.service.keep_mask)
            self.service.keep_canvas(self.composition.layout, base)

    def _on_composed(self) -> None:
        self._show_error(None)
        self._keep_canvas.start()

    def _on_opened(self) -> None:
        def restore(kept: tuple[Layout | None, BaseRecord | None]) -> None:
            layout, base = kept
            if (layout is not None or base is not None) and not self.composition.regions:
                self.composition.restore(layout or Layout(schema=1), kept_base.restored(base, self._read_mask))
                self._keep_canvas.stop()

        self.service.kept_canvas().done(restore).failed(self.service.problem.emit)

    def _on_queued(self, job_id: str, order: DrawOrder) -> None:
        job = self.service.job(job_id)
        if job is not None:
            self.jobs[job_id] = job
        waiting = tuple(Drawn(job_id, i, order.seed + i) for i in range(order.count))
        self.pictures = (*self.pictures, *waiting)
        self.pictures_changed.emit()
        self.select(waiting[0])
        self.job_changed.emit()

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, StudioError):
            self._show_error(error)
        else:
            self.service.problem.emit(error)

    def _show_error(self, error: StudioError | None) -> None:
        if error is not self.error:
            self.error = error
            self.error_changed.emit()

    def _on_artifacts(self) -> None:
        known = {m.id for m in self.service.artifacts}
        kept = tuple(use for use in self.uses if use.artifact in known)
        if kept != self.uses:
            self.uses = kept
            self.uses_changed.emit()
        self.choices_changed.emit()

    def _on_job(self, job: JobSnapshot) -> None:
        if job.id not in self.jobs:
            return
        self.jobs[job.id] = job
        if job.is_ended:
            self._drop_unfinished(job.id)
            if job.error is not None:
                self._show_error(_as_error(job))
        self.job_changed.emit()

    def _drop_unfinished(self, job_id: str) -> None:
        kept = tuple(d for d in self.pictures if d.job != job_id or d.path is not None)
        if kept != self.pictures:
            self.pictures = kept
            self.pictures_changed.emit()
            if self.selected not in kept:
                self.select(kept[-1] if kept else None)

    def _on_event(self, job_id: str, event: events.Event) -> None:
        if job_id not in self.jobs or not isinstance(event, events.PictureReady | events.PreviewReady):
            return
        before = next((d for d in self.pictures if (d.job, d.index) == (job_id, event.index)), None)
        if before is None:
            return
        if isinstance(event, events.PictureReady):
            after = Drawn(job_id, event.index, event.seed, event.path, event.result)
        elif before.path is None:
            after = replace(before, preview=event.path, preview_step=event.step)
        else:
            return
        was_selected = self.selected == before
        self.pictures = tuple(after if d is before else d for d in self.pictures)
        if isinstance(event, events.PictureReady):
            self.pictures_changed.emit()
        if was_selected:
            self.select(after)


def _names(manifest: Manifest | None) -> tuple[str, ...]:
    return () if manifest is None else manifest.subject_names or (manifest.trigger,)


def _as_error(job: JobSnapshot) -> StudioError:
    return from_data(dict(job.error or {}))
