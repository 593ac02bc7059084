"""One generate job: from the request to pictures in the library, with events on the way; it resumes where it stopped.

The ids of all pictures are chosen and kept in the job folder before the first is drawn (pictures.json), so that a job
that was killed at any moment draws exactly what is missing. Not here: the loop (sample.py), the process (worker).
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from studio.core import files
from studio.core.control import Control, StopRequested
from studio.core.errors import DiskProblem
from studio.core.ids import is_id, new_id
from studio.engine.backbones.surface import Backbone
from studio.engine.dataset.pictures import from_tensor
from studio.engine.generation import resolve
from studio.engine.generation.inputs import read_init, read_mask
from studio.engine.generation.plan import PicturePlan
from studio.engine.generation.regions import RoutedPictures, place_regions, routed
from studio.engine.generation.sample import Drawn, StepView, check_size, sample
from studio.engine.generation.samplers import check_name
from studio.library.exports import metadata
from studio.library.protocol import events
from studio.library.protocol.jobs import JobFolder
from studio.library.protocol.requests import GenerateRequest
from studio.library.results.records import Result
from studio.library.results.store import result_files, result_path, write_result

_PREVIEW_EVERY_S = 1.5
_PROGRESS_EVERY_S = 0.1
_MOST_PREVIEWS = 4

Report = Callable[[events.Event], None]


def generate(
    request: GenerateRequest,
    job: JobFolder,
    report: Report,
    control: Control,
    backbone: Backbone | None = None,
) -> dict[str, Any]:
    """The answer of `studio generate`: {"results": [{"id", "path", "seed"}]}, also of what a stop left.

    Raises StudioError; DiscardRequested passes through.
    """
    from studio.engine.methods.registry import get

    check_name(request.sampler)
    if backbone is None:
        from studio.engine.backbones import registry

        backbone = registry.load(request.backbone)
    resolve.refuse_unsupported(request, backbone)
    request = _filled(request, backbone)
    teller = _Teller(job, report, control)
    uses = resolve.load_uses(request, backbone, teller.warn, get)
    plans = resolve.make_plans(request, uses)
    placed = place_regions(request, backbone, teller.warn, get)
    pictures = _Pictures.of(request, job, len(plans))
    todo = [plan for plan in plans if plan.index not in pictures.done]
    teller.started(request, backbone, total=len(plans), done=len(plans) - len(todo))
    try:
        with resolve.applied(backbone, uses, get) as hooks:
            resolve.warn_of_long_prompts(backbone, todo, teller.warn)
            assert request.size is not None
            with routed(backbone, placed, request.size, get, teller.warn) as regions:
                for drawn in _sampled(request, backbone, todo, hooks, control, teller.step, regions):
                    path = pictures.keep(drawn, request, backbone)
                    teller.picture(pictures.ids[drawn.plan.index], path, drawn.plan)
    except StopRequested:
        pass  # what is finished is kept and told; the worker ends the job as stopped
    return {"results": pictures.answer(request)}


def _filled(request: GenerateRequest, backbone: Backbone) -> GenerateRequest:
    """With the backbone's numbers where none were given, so that the stored request says what was done."""
    facts = backbone.facts
    layout_size = request.layout.size if request.layout else None
    size = request.size or layout_size or facts.picture_px
    check_size(size, facts.latent_scale)
    given = request.guidance_rescale
    return request.model_copy(
        update={
            "size": size,
            "steps": request.steps or facts.default_steps,
            "guidance": facts.default_guidance if request.guidance is None else request.guidance,
            "guidance_rescale": facts.default_guidance_rescale if given is None else given,
        }
    )


def _sampled(
    request: GenerateRequest,
    backbone: Backbone,
    plans: Sequence[PicturePlan],
    hooks: Sequence[Any],
    control: Control,
    on_step: Callable[[StepView], None],
    regions: RoutedPictures | None,
) -> Any:
    size = request.size
    assert size is not None
    init = None if request.init is None else read_init(request.init, size)
    mask = None
    if request.mask is not None and request.init is not None:
        mask = read_mask(request.mask, request.init, size)
    return sample(
        backbone,
        plans,
        hooks=hooks,
        sampler=request.sampler,
        steps=request.steps,
        guidance=request.guidance,
        guidance_rescale=request.guidance_rescale,
        size=size,
        init=init,
        mask=mask,
        denoise=request.denoise,
        control=control,
        on_step=on_step,
        regions=regions,
    )


@dataclass
class _Pictures:
    """The pictures of one job: their ids, and which are written. done: index -> path."""

    ids: list[str]
    done: dict[int, Path]

    @classmethod
    def of(cls, request: GenerateRequest, job: JobFolder, count: int) -> _Pictures:
        """Choose the ids, or read those of the run that is resumed. Raises DiskProblem."""
        file = job.path / "pictures.json"
        if not file.is_file():
            files.write_json(file, [new_id("r") for _ in range(count)])
        ids = files.read_json(file)
        if not (isinstance(ids, list) and len(ids) == count and all(is_id(str(each)) for each in ids)):
            raise DiskProblem(f"“{file}” is damaged.", "Start the job anew from its prompt.")
        written = result_files(request.library)
        done = {
            index: result_path(request.library, Result.load(written[id_]))
            for index, id_ in enumerate(ids)
            if id_ in written
        }
        return cls(ids, done)

    def keep(self, drawn: Drawn, request: GenerateRequest, backbone: Backbone) -> Path:
        """Write the picture with its record inside and beside it. Raises DiskProblem."""
        plan, id_ = drawn.plan, self.ids[drawn.plan.index]
        height, width = drawn.picture.shape[-2:]
        result = Result(
            id=id_,
            file=f"{id_}.png",
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            request=request,
            index=plan.index,
            seed=plan.seed,
            prompt=plan.prompt,
            width_px=width,
            height_px=height,
            backbone_fingerprint=backbone.facts.fingerprint,
            seconds=round(drawn.seconds, 3),
            sha256="",
            tags=request.tags,
        )
        data = metadata.encode(from_tensor(drawn.picture), "png", result)
        final = result.model_copy(update={"sha256": hashlib.sha256(data).hexdigest()})
        self.done[plan.index] = write_result(request.library, final, data)
        return self.done[plan.index]

    def answer(self, request: GenerateRequest) -> list[dict[str, Any]]:
        """What is written, in the order of the request."""
        return [
            {"id": self.ids[index], "path": str(path), "seed": request.seed + index}
            for index, path in sorted(self.done.items())
        ]


@dataclass
class _Teller:
    """Events of one job. Steps are counted a picture: a batch of 4 that did a step did 4."""

    job: JobFolder
    report: Report
    control: Control
    total: int = 0
    done: int = 0
    began: float = field(default_factory=time.monotonic)
    begun_with: int = 0
    steps: int = 0
    last_progress: float = 0.0
    last_preview: float = field(default_factory=time.monotonic)

    def _facts(self) -> dict[str, Any]:
        return {"job": self.job.id, "at": time.time()}

    def warn(self, message: str, remedy: str) -> None:
        """Something the person should know."""
        self.report(events.Warned(**self._facts(), message=message, remedy=remedy))

    def started(self, request: GenerateRequest, backbone: Backbone, total: int, done: int) -> None:
        """total and done count pictures."""
        self.steps = request.steps or 1
        self.total, self.done, self.begun_with = total * self.steps, done * self.steps, done * self.steps
        self.began = self.last_preview = time.monotonic()
        noun = "picture" if total == 1 else "pictures"
        self.report(
            events.Started(
                **self._facts(),
                pid=os.getpid(),
                device=str(backbone.device),
                what=f"Drawing {total} {noun}",
                total_steps=self.total,
                resumed_from=self.begun_with,
            )
        )

    def step(self, view: StepView) -> None:
        """Progress ten times a second at most, previews when asked for or when drawing takes its time."""
        now = time.monotonic()
        is_last = view.index + 1 == view.of
        at = self.done + round((view.index + 1) * self.steps / view.of) * len(view.plans)
        if is_last:
            self.done = at
        if is_last or now - self.last_progress >= _PROGRESS_EVERY_S:
            self.last_progress = now
            per_step = (now - self.began) / max(1, at - self.begun_with)
            self.report(
                events.Progress(
                    **self._facts(),
                    step=at,
                    of=self.total,
                    eta_s=round(per_step * (self.total - at), 1),
                    seconds_per_step=round(per_step, 4),
                )
            )
        due = now - self.last_preview >= _PREVIEW_EVERY_S and not is_last
        if self.control.wants_preview() or due:
            self._preview(view, at)
            self.last_preview = time.monotonic()

    def _preview(self, view: StepView, at: int) -> None:
        shown = view.pictures()[:_MOST_PREVIEWS]
        for plan, picture in zip(view.plans, shown, strict=False):
            data = metadata.encode(from_tensor(picture), "webp", None, metadata.MetadataMode.XMP)
            path = self.job.previews / f"{plan.index:05d}.webp"
            files.write_bytes(path, data)
            self.report(events.PreviewReady(**self._facts(), step=at, index=plan.index, prompt=plan.prompt, path=path))

    def picture(self, result: str, path: Path, plan: PicturePlan) -> None:
        """A result was written."""
        self.report(events.PictureReady(**self._facts(), result=result, path=path, index=plan.index, seed=plan.seed))
