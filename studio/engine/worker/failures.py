"""What went wrong, as a sentence with a remedy: memory that ran out on any device, and everything unforeseen.

Not here: errors that already are a StudioError; a process that is simply gone (worker_process.report_death).
"""

from __future__ import annotations

import re
import sys
import traceback

from studio.core.errors import OutOfMemory, StudioError
from studio.library.protocol.requests import BenchRequest, GenerateRequest, Request, SheetRequest, TrainRequest

# How the allocators say it: CUDA, the CPU allocator, MPS, and the system's ENOMEM.
_MEMORY = re.compile(
    r"out of memory|can't allocate memory|cannot allocate memory|not enough memory|failed to allocate"
    r"|CUBLAS_STATUS_ALLOC_FAILED|defaultcpuallocator",
    re.IGNORECASE,
)


def is_out_of_memory(error: BaseException) -> bool:
    """True for every way in which memory runs out."""
    if isinstance(error, MemoryError):
        return True
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(error, torch.OutOfMemoryError):
        return True
    return isinstance(error, RuntimeError | OSError) and bool(_MEMORY.search(str(error)))


def as_studio_error(error: BaseException, request: Request | None) -> StudioError:
    """The sentence for the person; the detail for the log."""
    if isinstance(error, StudioError):
        return error
    detail = "".join(traceback.format_exception(error))
    if is_out_of_memory(error):
        return OutOfMemory(
            "The memory of this computer is not enough for this request.",
            _smaller(request),
            detail,
        )
    return StudioError(
        f"The engine met an error that was not foreseen ({type(error).__name__}: {_first_line(error)}).",
        "Resume the job; if it happens again, report it with the job's log.",
        detail,
    )


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:200] if lines else "no message"


def _smaller(request: Request | None) -> str:
    if isinstance(request, TrainRequest):
        batch = request.settings.get("batch_size")
        now = f" (now {batch})" if batch else ""
        return (
            f"Close other programs, or teach with a smaller batch_size{now} and a larger gradient_accumulation, "
            "then resume the job."
        )
    if isinstance(request, GenerateRequest | SheetRequest):
        return "Close other programs, or draw fewer or smaller pictures at a time, then resume the job."
    if isinstance(request, BenchRequest):
        return "Close other programs, or leave out the methods that need the most memory, then resume the job."
    return "Close other programs, then resume the job."
