"""Another step of a training than the one that was chosen: the steps a job kept, and an artifact made of one of them.

The first artifact stays as it is: what was drawn with it can be drawn again. Works without lock or SQLite.
Not here: which step is the best (engine/training/keep.py).
"""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from studio.core import files
from studio.core.errors import InputProblem
from studio.core.ids import new_id
from studio.library.artifacts.manifest import Manifest
from studio.library.artifacts.store import read_curve, read_manifest, write_artifact
from studio.library.protocol.jobs import JobFolder
from studio.library.protocol.requests import TrainRequest


def kept_step(job: JobFolder, step: int) -> Path:
    """The artifact tensors as they were after this step; the file may be gone."""
    return job.checkpoints / "kept" / f"step-{step:06d}.safetensors"


def kept_steps(job: JobFolder) -> tuple[int, ...]:
    """Steps that can be chosen, in order."""
    found = (job.checkpoints / "kept").glob("step-*.safetensors")
    return tuple(sorted(int(path.stem.removeprefix("step-")) for path in found))


def take_step(root: Path, job: JobFolder, step: int) -> Manifest:
    """Make another artifact of an ended training, of the step `step`; unscored. Returns its manifest.

    Raises InputProblem when the step was not kept or the training's artifact is gone, DiskProblem.
    """
    request = job.request()
    if not isinstance(request, TrainRequest):
        raise InputProblem("This job taught nothing.", "Choose a training.")
    chosen = kept_step(job, step)
    if not chosen.is_file():
        known = ", ".join(str(other) for other in kept_steps(job)) or "none"
        raise InputProblem(f"Step {step} was not kept.", f"Choose one of the kept steps: {known}.")
    first = read_manifest(root, request.artifact_id)
    manifest = first.model_copy(
        update={
            "id": new_id("a"),
            "created": datetime.now(UTC).isoformat(timespec="seconds"),
            "best_step": step,
            "scores": (),
        }
    )
    staged = job.checkpoints / f"{manifest.id}.safetensors"
    try:
        shutil.copyfile(chosen, staged)
    except OSError as error:
        staged.unlink(missing_ok=True)
        raise files.disk_problem(error, staged) from error
    picture = job.previews / f"{step:06d}-0.webp"
    preview = files.read_bytes(picture) if picture.is_file() else None
    write_artifact(root, manifest, staged, preview, read_curve(root, first.id))
    return read_manifest(root, manifest.id)
