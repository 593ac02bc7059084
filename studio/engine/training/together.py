"""One voice for several processes: rank 0 hears the person and writes files, the others follow its decisions.

accelerate under torchrun, e.g. `ACCELERATE_USE_CPU=true torchrun --nproc_per_node 2 …`; alone it costs nothing.
"""

from __future__ import annotations

from datetime import timedelta
from enum import IntEnum

import torch
from accelerate import Accelerator, InitProcessGroupKwargs
from accelerate.utils import broadcast_object_list

from studio.core.control import Control, DiscardRequested, StopRequested

_LONGEST_PAUSE = timedelta(days=30)


class Wish(IntEnum):
    """What the person wants before the next step."""

    GO_ON = 0
    STOP = 1
    DISCARD = 2


def accelerator(device: torch.device | None = None) -> Accelerator:
    """The process's place among the others, if there are any. A pause may last as long as it likes."""
    waits = InitProcessGroupKwargs(timeout=_LONGEST_PAUSE)
    on_cpu = device.type == "cpu" if device is not None else not torch.cuda.is_available()
    return Accelerator(cpu=on_cpu, kwargs_handlers=[waits])


def wish(control: Control, place: Accelerator) -> Wish:
    """Rank 0 polls (and may block in a pause); everybody gets its answer. Discarding leaves by the exception itself.

    Raises DiscardRequested on every process.
    """
    told, raised = Wish.GO_ON, None
    if place.is_main_process:
        try:
            control.poll()
        except StopRequested:
            told = Wish.STOP
        except DiscardRequested as request:
            told, raised = Wish.DISCARD, request
    if place.num_processes > 1:
        box = [int(told)]
        broadcast_object_list(box, from_process=0)
        told = Wish(box[0])
    if raised is not None:
        raise raised
    if told is Wish.DISCARD:
        raise DiscardRequested
    return told
