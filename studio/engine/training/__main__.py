"""`torchrun --nproc_per_node N --rdzv-backend c10d --rdzv-endpoint 127.0.0.1:0 -m studio.engine.training JOBDIR`: one
training job on several GPUs or machines.

Every process runs the same job and averages its gradients; the first one writes files, and prints events as JSON
lines. Without a graphics card set ACCELERATE_USE_CPU=true. Machines share the library folder. torchrun's store has no
authentication: trusted networks only. `studio train --processes N` does the same on one machine: its worker is the
first process and starts the others from here (studio/engine/worker/companions.py). Not here: their supervision.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from studio.core.control import DiscardRequested, NoControl, StopRequested
from studio.core.errors import InputProblem, StudioError
from studio.library.protocol import events, lifetimes
from studio.library.protocol.jobs import JobFolder
from studio.library.protocol.requests import TrainRequest


def main(arguments: list[str]) -> int:
    """0 when the artifact is written, 1 with a sentence on stderr, 2 on wrong usage."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print("usage: torchrun --nproc_per_node N -m studio.engine.training JOBDIR", file=sys.stderr)
        return 2
    job = JobFolder(Path(arguments[0]))
    lifetimes.ask_kernel_for_parent_death()
    try:
        request = job.request()
        if not isinstance(request, TrainRequest):
            raise InputProblem(f"The job {job.id} teaches nothing.", "Run it with `studio run`.")
        from studio.engine.training.run import train

        def report(event: events.Event) -> None:
            job.write_event(event)
            print(events.encode(event), flush=True)

        answer = train(request, job, report, NoControl())
    except (StopRequested, DiscardRequested):
        return 0
    except StudioError as error:
        print(error, file=sys.stderr)
        return 1
    if answer:
        report(
            events.Finished(job=job.id, at=time.time(), answer=answer, artifact=request.artifact_id),
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
