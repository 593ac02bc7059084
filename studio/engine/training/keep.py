"""What a run keeps: checkpoints while it lasts, the best step, and the artifact at its end.

Not here: the form of a checkpoint (checkpoints.py) or of an artifact on disk (library/artifacts/store.py).
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from accelerate import Accelerator
from safetensors.torch import save as save_tensors
from torch import Tensor

from studio.core import files
from studio.core.control import Control, NoControl, TimedControl
from studio.core.errors import DiskProblem
from studio.engine.dataset.examples import Example
from studio.engine.training.checkpoints import Checkpoint, Checkpoints
from studio.engine.training.loop import Trainer
from studio.engine.training.memory import peak_memory_mb
from studio.engine.training.previews import NOISE, Previews
from studio.engine.training.progress import Teller
from studio.library.artifacts.manifest import Manifest
from studio.library.artifacts.store import write_artifact
from studio.library.gallery.store import read_subject
from studio.library.protocol import events
from studio.library.protocol.jobs import JobFolder
from studio.library.protocol.kept_steps import kept_step

if TYPE_CHECKING:
    from studio.engine.training.run import Lesson

_LEAST_S = 10.0
_MOST_BYTES = 1_000_000_000  # of steps kept to choose from; the oldest go first
_SHARE = 0.05  # of the time may go into saving


class Keeper:
    """Files of one run; silent on processes other than the first. began: time.monotonic() at the start. control: the
    one the loop asks, for how long it was paused."""

    def __init__(
        self,
        job: JobFolder,
        trainer: Trainer,
        previews: Previews,
        teller: Teller,
        place: Accelerator,
        began: float,
        control: TimedControl,
    ) -> None:
        self._job, self._trainer, self._previews, self._teller = job, trainer, previews, teller
        self._checkpoints = Checkpoints(job.checkpoints)
        self._is_main = place.is_main_process
        self._began, self._control, self._seconds_before = began, control, 0.0
        self._saved_at, self._saved_step, self._cost_s = time.monotonic(), 0, 0.0
        self._best: tuple[int, float, dict[str, Tensor]] | None = None
        self._fallen_back: tuple[int, dict[str, Tensor]] | None = None
        self.checked_step = 0  # the last step whose previews were due and drawn
        self._curve: list[Mapping[str, Any]] = []

    # --- while it lasts -------------------------------------------------------------------------------------

    def resume(self) -> int:
        """Load the newest whole checkpoint into the trainer; its step, 0 for a fresh start."""
        found = self._checkpoints.newest()
        if found is None:
            return 0
        self._trainer.load_state(found.step, found.learned, found.optimiser)
        self._curve = list(found.curve)
        self._seconds_before = float(found.state["seconds"])
        self._previews.scores = [(int(step), float(score)) for step, score in found.state["scores"]]
        self._previews.has_warned = bool(found.state["has_warned"])
        best = self._checkpoints.best()
        if best is not None and found.state["best_step"] == best[0]:
            self._best = best
        self.checked_step = int(found.state["checked_step"])
        self._saved_step = found.step
        return found.step

    def note(self, loss: Mapping[str, float]) -> None:
        """One entry of the curve for the step just done."""
        self._curve.append({"step": self._trainer.step, "loss": dict(loss)})

    def check(self, control: Control, *, counts: bool) -> dict[str, float]:
        """Previews and the likeness; the best so far is kept. counts False: asked for by the person, only shown."""
        previews = self._previews
        before = list(previews.scores)
        with self._trainer.showing():
            score = previews.show(self._trainer.step, control)
        if not counts:
            previews.scores = before
            return {}
        self.checked_step = self._trainer.step
        learned = self._trainer.learned()
        # Few pictures are judged: an earlier step has to be better by more than their noise to count for more.
        is_best = score is not None and score >= max(value for _, value in previews.scores) - NOISE
        if score is not None and is_best:
            self._best = (self._trainer.step, score, learned)
            self._checkpoints.save_best(*self._best)
        self._keep_step(learned, is_best)
        if score is None:
            return {}
        self._curve[-1] = {**self._curve[-1], "scores": {"likeness": score}}
        return {"likeness": score}

    def _keep_step(self, learned: dict[str, Tensor], is_best: bool) -> None:
        """So that another step than the best can be chosen. A full disk costs the choice, never the training."""
        step, trainer = self._trainer.step, self._trainer
        path = kept_step(self._job, step)
        try:
            files.make_folder(path.parent)
            files.write_bytes(path, _packed(trainer.method.pack(learned, trainer.settings)))
        except DiskProblem as problem:
            self._teller.tell(
                events.Warned, message=f"Step {step} cannot be chosen later. {problem.message}", remedy=problem.remedy
            )
            return
        _drop_oldest(path.parent, keep={path, kept_step(self._job, self._best[0])} if self._best else {path})
        self._teller.tell(events.StepKept, step=step, is_best=is_best)

    def is_due(self, every: int) -> bool:
        """Enough steps and ten seconds have passed, and saving takes no more than a twentieth of the time."""
        waited = time.monotonic() - self._saved_at
        return self._trainer.step - self._saved_step >= every and waited >= max(_LEAST_S, self._cost_s / _SHARE)

    def save(self) -> None:
        """A checkpoint of this moment, unless there is one. Raises DiskProblem."""
        step = self._trainer.step
        if not self._is_main or step == 0 or step == self._saved_step:
            return
        began = time.monotonic()
        learned, optimiser = self._trainer.save_state()
        state = {
            "seconds": self.seconds(),
            "scores": self._previews.scores,
            "has_warned": self._previews.has_warned,
            "checked_step": self.checked_step,
            "best_step": self._best[0] if self._best else None,
        }
        path = self._checkpoints.save(Checkpoint(step, learned, optimiser, state, self._curve))
        self._saved_at, self._saved_step = time.monotonic(), step
        self._cost_s = self._saved_at - began
        is_best = self._best is not None and self._best[0] == step
        self._teller.tell(events.CheckpointSaved, step=step, path=path, is_best=is_best)

    def seconds(self) -> float:
        """Spent on this run so far, interruptions and pauses left out."""
        return self._seconds_before + time.monotonic() - self._began - self._control.held_up_s

    # --- at its end -----------------------------------------------------------------------------------------

    def fall_back(self) -> bool:
        """After a loss that is no number: the artifact becomes the best step, else the newest checkpoint. False when
        there is neither."""
        found = None if self._best else self._checkpoints.newest()
        if found is not None:
            self._fallen_back = (found.step, dict(found.learned))
        return self._best is not None or found is not None

    @property
    def artifact_step(self) -> int:
        """The step that becomes the artifact."""
        return self._chosen()[0]

    def _chosen(self) -> tuple[int, dict[str, Tensor]]:
        """The best step, the one fallen back to, or the last one; with what was learned by then."""
        if self._best is not None:
            return self._best[0], self._best[2]
        return self._fallen_back or (self._trainer.step, self._trainer.learned())

    def finish(self, lesson: Lesson, examples: Sequence[Example]) -> dict[str, Any]:
        """Write the artifact of the best step (or the last one) and say where it is. Raises DiskProblem."""
        if self._previews.newest is None:
            with self._trainer.showing():
                self._previews.picture_only(self._trainer.step, NoControl())
        step, learned = self._chosen()
        staged = self._job.checkpoints / f"{lesson.request.artifact_id}.safetensors"
        data = _packed(lesson.method.pack(learned, lesson.settings))
        files.write_bytes(staged, data)
        seconds, memory = round(self.seconds(), 2), round(peak_memory_mb(lesson.backbone.device), 1)
        manifest = self._manifest(lesson, step, seconds, memory, len(data))
        folder = write_artifact(lesson.request.library, manifest, staged, self._previews.newest, self._curve)
        return {
            "artifact": {"id": manifest.id, "path": str(folder)},
            "seconds": seconds,
            "peak_memory_mb": memory,
            "steps": self._trainer.step,
            "best_step": step,
        }

    def _manifest(self, lesson: Lesson, best_step: int, seconds: float, memory: float, size: int) -> Manifest:
        facts, views, request = lesson.backbone.facts, lesson.views, lesson.request
        notes = [read_subject(request.library, view.id).consent for view in views]
        return Manifest(
            id=request.artifact_id,
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            method=lesson.method.spec.slug,
            method_version=lesson.method.spec.version,
            settings=lesson.settings.model_dump(mode="json"),
            backbone=facts.name,
            backbone_family=facts.family,
            backbone_fingerprint=facts.fingerprint,
            backbone_licence=facts.licence,
            subject_ids=tuple(view.id for view in views),
            subject_names=tuple(view.name for view in views),
            class_words=tuple(view.class_word for view in views),
            trigger=lesson.trigger,
            triggers=lesson.triggers if len(views) > 1 else (),
            photo_hashes=tuple(photo.blake3 for view in views for photo in view.training),
            consent="; ".join(note for note in notes if note),
            seed=request.seed,
            steps=self._trainer.step,
            best_step=best_step,
            seconds=seconds,
            size_bytes=size,
            peak_memory_mb=memory,
            tensors_sha256="",
            continues=request.continue_artifact,
        )


def _packed(tensors: Mapping[str, Tensor]) -> bytes:
    """A safetensors file."""
    return save_tensors({name: value.contiguous() for name, value in tensors.items()})


def _drop_oldest(folder: Path, keep: set[Path]) -> None:
    """Until what is kept is no more than _MOST_BYTES."""
    paths = sorted(folder.glob("step-*.safetensors"))
    size = sum(path.stat().st_size for path in paths)
    for path in paths:
        if size <= _MOST_BYTES:
            return
        if path not in keep:
            size -= path.stat().st_size
            path.unlink(missing_ok=True)
