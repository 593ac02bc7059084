"""Pictures of the plain class for prior preservation (DreamBooth, arXiv:2208.12242, sec. 3.2): drawn once by the
untaught backbone and kept under derived/class/, one folder for each backbone and prompt.

Every picture has a seed of its own, so a longer series begins with the shorter one and a broken-off run goes on.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from accelerate import Accelerator
from blake3 import blake3
from torch import Tensor

from studio.core import files
from studio.core.control import Control
from studio.core.errors import StudioError
from studio.engine.backbones.surface import Backbone
from studio.engine.dataset.pictures import from_tensor, load_picture
from studio.engine.training.drawing import draw
from studio.engine.training.progress import Teller
from studio.engine.training.streams import derive
from studio.library.protocol import events

_AT_ONCE = 4


def class_pictures(
    backbone: Backbone,
    prompt: str,
    count: int,
    folder: Path,
    place: Accelerator,
    teller: Teller,
    control: Control,
) -> list[tuple[str, Tensor]]:
    """(key for the latent cache, picture [3, h, w] in -1..1), `count` of them. Raises StopRequested, DiskProblem."""
    steps = backbone.facts.default_steps
    facts = f"{backbone.facts.fingerprint}/{prompt}/{steps}/{backbone.facts.picture_px}"
    key = blake3(facts.encode()).hexdigest()[:24]
    home = folder / key
    if place.is_main_process:
        missing = [index for index in range(count) if not _is_whole(home / f"{index:05d}.png")]
        for group in _groups(missing):
            done = group[0]
            teller.tell(events.Phase, what=f"Drawing pictures of the plain class ({done + 1} of {count})")
            seeds = [derive(0, f"class-{key}", index) % 2**31 for index in group]
            drawn = draw(backbone, [prompt] * len(group), seeds, steps=steps, control=control)
            for index, picture in zip(group, drawn, strict=True):
                files.write_bytes(home / f"{index:05d}.png", _png(picture))
    place.wait_for_everyone()
    return [(f"class-{key}-{index:05d}", load_picture(home / f"{index:05d}.png")) for index in range(count)]


def _groups(missing: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(missing), _AT_ONCE):
        yield missing[start : start + _AT_ONCE]


def _is_whole(file: Path) -> bool:
    if not file.is_file():
        return False
    try:
        load_picture(file)
    except StudioError:
        return False
    return True


def _png(picture: Tensor) -> bytes:
    buffer = io.BytesIO()
    from_tensor(picture).save(buffer, "PNG")
    return buffer.getvalue()
