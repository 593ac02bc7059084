"""A small library with one subject, and a training run in this process, for engine tests."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image
from safetensors.torch import load_file

from studio.core.control import Control, DiscardRequested, NoControl, StopRequested
from studio.engine.backbones.surface import Backbone
from studio.engine.backbones.tiny import tiny
from studio.engine.training.run import train
from studio.library.gallery.records import Kind, Photo, Quality, Subject
from studio.library.gallery.store import keep_original, write_subject
from studio.library.protocol import events
from studio.library.protocol.jobs import JobFolder
from studio.library.protocol.requests import TrainRequest


def photo_bytes(seed: int, size: tuple[int, int] = (48, 40)) -> bytes:
    """A PNG of coloured noise blocks."""
    rng = np.random.default_rng(seed)
    blocks = Image.fromarray(rng.integers(0, 256, (4, 4, 3), dtype=np.uint8))
    buffer = io.BytesIO()
    blocks.resize(size, Image.Resampling.BICUBIC).save(buffer, "PNG")
    return buffer.getvalue()


def make_library(
    root: Path,
    photos: int = 5,
    caption: str = "",
    kind: Kind = Kind.ANIMAL,
    who: tuple[str, str] = ("Rex", "dog"),
    first_photo: int = 0,
) -> Subject:
    """A library folder that holds the subject Rex the dog, or another one."""
    name, class_word = who
    short = name.lower()
    kept: list[Photo] = []
    for number in range(first_photo, first_photo + photos):
        digest, _ = keep_original(root, photo_bytes(number), "png")
        quality = Quality(width_px=48, height_px=40)
        kept.append(
            Photo(
                id=f"p-{short}{number:05d}",
                blake3=digest,
                extension="png",
                name=f"{number}.png",
                quality=quality,
                caption=caption,
            )
        )
    subject = Subject(
        id=f"s-{short}00000",
        name=name,
        class_word=class_word,
        kind=kind,
        photos=tuple(kept),
        created="2026-01-01T00:00:00Z",
    )
    write_subject(root, subject)
    return subject


def make_job(
    root: Path,
    method: str = "lora",
    *,
    artifact: str = "a-rex00000",
    seed: int = 3,
    subjects: tuple[str, ...] = ("s-rex00000",),
    **settings: Any,
) -> tuple[TrainRequest, JobFolder]:
    """A job that teaches Rex (and others); small settings unless told otherwise."""
    small = {
        "steps": 6,
        "batch_size": 2,
        "gradient_accumulation": 1,
        "precision": "fp32",
        "preview_every": 0,
        "prior_pictures": 2,
    }
    if method == "textual_inversion":
        del small["prior_pictures"]
    request = TrainRequest(
        library=root,
        subjects=subjects,
        method=method,
        backbone="tiny",
        settings={**small, **settings},
        seed=seed,
        artifact_id=artifact,
    )
    return request, JobFolder.create(root / "jobs", request)


class ScriptedControl(Control):
    """Asks for things at given polls (1-based), e.g. {3: "stop"}."""

    def __init__(self, script: dict[int, str], on_poll: Callable[[int], None] = lambda _: None) -> None:
        self._script, self._on_poll = script, on_poll
        self.polls = 0
        self._pending: set[str] = set()

    def poll(self) -> None:
        """Raises what the script says."""
        self.polls += 1
        self._on_poll(self.polls)
        asked = self._script.get(self.polls)
        if asked == "stop":
            raise StopRequested
        if asked == "discard":
            raise DiscardRequested
        if asked:
            self._pending.add(asked)

    def _take(self, name: str) -> bool:
        if name in self._pending:
            self._pending.discard(name)
            return True
        return False

    def wants_pause(self) -> bool:
        """Once."""
        return self._take("pause")

    def wants_preview(self) -> bool:
        """Once."""
        return self._take("preview")

    def wants_checkpoint(self) -> bool:
        """Once."""
        return self._take("checkpoint")


def run(request: Any, job: JobFolder, control: Any = None, judge: Any = None, backbone: Backbone | None = None) -> Any:
    """Teach on the tiny backbone unless told otherwise; the answer and what was told."""
    told: list[events.Event] = []
    answer = train(request, job, told.append, control or NoControl(), backbone or tiny(), judge)
    return answer, told


def tensors(answer: dict[str, Any]) -> dict[str, torch.Tensor]:
    """What was learned, by the names it is stored under."""
    return load_file(Path(answer["artifact"]["path"]) / "artifact.safetensors")
