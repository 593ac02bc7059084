"""How much memory this process used at most."""

from __future__ import annotations

import sys
from pathlib import Path

import psutil
import torch


def peak_memory_mb(device: torch.device) -> float:
    """On a graphics card its memory, else the process's own, in MB (2**20 bytes)."""
    if device.type == "cuda":
        return torch.cuda.max_memory_allocated(device) / 2**20
    if sys.platform == "win32":
        return psutil.Process().memory_info().peak_wset / 2**20
    import resource  # POSIX only

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 2**20 if sys.platform == "darwin" else most / 2**10


def forget_peak(device: torch.device) -> bool:
    """Let `peak_memory_mb` count from now on. False where the system cannot: macOS and Windows keep the peak."""
    if device.type == "cuda":
        torch.cuda.reset_peak_memory_stats(device)
        return True
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # Linux: resets the high-water mark
    except OSError:
        return False
    return True


def memory_mb() -> float:
    """What the process holds now."""
    return psutil.Process().memory_info().rss / 2**20
