"""Teaching in several processes: the worker is the first of them and starts the others on this machine.

The worker keeps the pipe, the job folder and the person's commands; its companions run `python -m
studio.engine.training JOBDIR` and only compute gradients (accelerate over gloo or NCCL, as under torchrun). A companion
that ends early takes the worker with it: a collective operation would wait for it for ever. The last checkpoint stays.
Not here: what the processes tell each other (training/together.py).
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from studio.core.errors import InputProblem
from studio.library.protocol.jobs import JobFolder

_LOOK_EVERY_S = 0.5
_PATIENCE_S = 10.0  # for companions to end by themselves once the work is done


def check_count(processes: int, graphics_cards: int, cores: int) -> None:
    """Raises InputProblem when this machine has no room for so many processes of one training."""
    if 1 <= processes <= max(1, graphics_cards or cores):
        return
    room = f"{graphics_cards} graphics cards" if graphics_cards > 1 else "one graphics card"
    room = room if graphics_cards else f"{cores} processor cores"
    raise InputProblem(
        f"Teaching in {processes} processes does not fit this machine with {room}.",
        f"Use --processes from 1 to {max(1, graphics_cards or cores)}.",
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment(rank: int, processes: int, port: int, is_cpu: bool) -> dict[str, str]:
    """What torchrun would set; on the CPU the cores are shared out."""
    shared = {
        "RANK": str(rank),
        "LOCAL_RANK": str(rank),
        "WORLD_SIZE": str(processes),
        "LOCAL_WORLD_SIZE": str(processes),
        "MASTER_ADDR": "127.0.0.1",
        "MASTER_PORT": str(port),
        "OMP_NUM_THREADS": str(max(1, (os.cpu_count() or 1) // processes)),
    }
    if is_cpu:
        shared["ACCELERATE_USE_CPU"] = "true"
        if sys.platform.startswith("linux"):
            shared["GLOO_SOCKET_IFNAME"] = "lo"
    return shared


@contextmanager
def companions(job: JobFolder, processes: int, lost: Callable[[int], None]) -> Iterator[None]:
    """Makes this process the first of `processes`, with the others running, until the block is left.

    lost(code) is called from another thread when a companion ends with an error inside the block; it should not
    return, since this thread may be waiting for the companion. Raises InputProblem when the machine has no room.
    """
    import torch

    cards = torch.cuda.device_count()
    check_count(processes, cards, os.cpu_count() or 1)
    if processes == 1:
        yield
        return
    port, is_cpu = _free_port(), cards == 0
    threads, before = torch.get_num_threads(), dict(os.environ)
    children: list[subprocess.Popen[bytes]] = []
    over = threading.Event()
    watcher = threading.Thread(target=_watch, args=(children, over, lost), daemon=True)
    try:
        for rank in range(1, processes):
            children.append(_start(job, rank, processes, port, is_cpu))
        watcher.start()
        os.environ.update(_environment(0, processes, port, is_cpu))
        torch.set_num_threads(max(1, threads // processes) if is_cpu else threads)
        yield
        _wait(children)
    finally:
        over.set()
        if watcher.is_alive():
            watcher.join()
        _end(children)
        _forget_group()
        torch.set_num_threads(threads)
        os.environ.clear()
        os.environ.update(before)


def _start(job: JobFolder, rank: int, processes: int, port: int, is_cpu: bool) -> subprocess.Popen[bytes]:
    with job.log_file.open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "studio.engine.training", str(job.path)],
            env={**os.environ, **_environment(rank, processes, port, is_cpu)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )


def _watch(
    children: list[subprocess.Popen[bytes]],
    over: threading.Event,
    lost: Callable[[int], None],
) -> None:
    while not over.wait(_LOOK_EVERY_S):
        failed = [code for child in children if (code := child.poll()) not in (None, 0)]
        if failed:
            _end(children)
            lost(failed[0])
            return


def _wait(children: list[subprocess.Popen[bytes]]) -> None:
    """They leave when the last step is done."""
    for child in children:
        try:
            child.wait(_PATIENCE_S)
        except subprocess.TimeoutExpired:
            return


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.kill()
    for child in children:
        child.wait()


def _forget_group() -> None:
    """The next Accelerator of this process is alone again."""
    import torch
    from accelerate.state import AcceleratorState, GradientState, PartialState

    if torch.distributed.is_available() and torch.distributed.is_initialized():
        torch.distributed.destroy_process_group()
    AcceleratorState._reset_state(reset_partial_state=False)
    PartialState._reset_state()
    GradientState._reset_state()
