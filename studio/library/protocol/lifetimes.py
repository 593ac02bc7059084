"""Ties the life of a child process to its parent's by what the system offers.

Windows: the parent puts it into a Job Object that is closed, and its members killed, when the parent ends.
Linux: the child asks the kernel for a signal. macOS has neither: the worker watches its stdin there.

Not here: the worker's watching, see studio/engine/worker/listen.py.
"""

from __future__ import annotations

import contextlib
import signal
import sys
from typing import Any

_PR_SET_PDEATHSIG = 1
_JOB_OBJECT_EXTENDED_LIMIT = 9
_KILL_ON_JOB_CLOSE = 0x2000
_SET_QUOTA_AND_TERMINATE = 0x0100 | 0x0001
_job_object: Any = None  # kept open for the life of this process: closing it is what kills the members


def ask_kernel_for_parent_death() -> None:
    """Called by the child. Linux: SIGTERM to us when the thread that started us ends. Elsewhere nothing."""
    _at_parent_death(signal.SIGTERM)


def forget_parent_death() -> None:
    """Called by the child, on the thread that asked: no signal any more."""
    _at_parent_death(0)


def _at_parent_death(number: int) -> None:
    if not sys.platform.startswith("linux"):
        return
    import ctypes

    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, number, 0, 0, 0)


def let_children_live() -> None:
    """Called by the parent before it leaves: what `end_with_this_process` tied to it goes on."""
    if sys.platform == "win32" and _job_object:
        _limit_job_object(_job_object, 0)


def end_with_this_process(pid: int) -> bool:
    """True when the system itself will end that child with us; False where that is left to the child."""
    if sys.platform != "win32":
        return False
    return _assign_to_job_object(pid)


def _assign_to_job_object(pid: int) -> bool:
    """Windows only. Failure is not fatal: the child still watches its stdin."""
    import ctypes

    global _job_object
    kernel: Any = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined]
    for name in ("CreateJobObjectW", "OpenProcess"):
        getattr(kernel, name).restype = ctypes.c_void_p
    if _job_object is None:
        _job_object = _new_job_object(kernel)
    if not _job_object:
        return False
    process = kernel.OpenProcess(_SET_QUOTA_AND_TERMINATE, False, pid)
    if not process:
        return False
    done = bool(kernel.AssignProcessToJobObject(ctypes.c_void_p(_job_object), ctypes.c_void_p(process)))
    kernel.CloseHandle(ctypes.c_void_p(process))
    return done


def _new_job_object(kernel: Any) -> Any:
    handle = kernel.CreateJobObjectW(None, None)
    if handle:
        _limit_job_object(handle, _KILL_ON_JOB_CLOSE)
    return handle or None


def _limit_job_object(handle: Any, flags: int) -> None:
    """Windows only. flags: what happens to the members when the object is closed."""
    import ctypes

    kernel: Any = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined]

    class BasicLimits(ctypes.Structure):
        _fields_ = [
            ("per_process_time", ctypes.c_int64),
            ("per_job_time", ctypes.c_int64),
            ("limit_flags", ctypes.c_uint32),
            ("minimum_working_set", ctypes.c_size_t),
            ("maximum_working_set", ctypes.c_size_t),
            ("active_processes", ctypes.c_uint32),
            ("affinity", ctypes.c_size_t),
            ("priority_class", ctypes.c_uint32),
            ("scheduling_class", ctypes.c_uint32),
        ]

    class ExtendedLimits(ctypes.Structure):
        _fields_ = [
            ("basic", BasicLimits),
            ("io_counters", ctypes.c_uint64 * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process_memory", ctypes.c_size_t),
            ("peak_job_memory", ctypes.c_size_t),
        ]

    limits = ExtendedLimits()
    limits.basic.limit_flags = flags
    kernel.SetInformationJobObject(
        ctypes.c_void_p(handle),
        _JOB_OBJECT_EXTENDED_LIMIT,
        ctypes.byref(limits),
        ctypes.sizeof(limits),
    )
