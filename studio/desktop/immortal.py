"""Keeps True, False and None alive under PySide6 6.12 on Python 3.11.

That PySide6 is built against headers in which these three are immortal (Python 3.12 and later), so each `emit`, and
each virtual method overridden in Python, takes one reference more than it gives. On 3.11 the counts run out after some
hundred signals and the interpreter aborts ("deallocating True or False"). Their count is therefore set so high that it
cannot run out; on 3.12 and later nothing is done. tests/desktop/test_immortal.py says whether it is still needed.
"""

from __future__ import annotations

import sys

_PLENTY = 1 << 60


def make_immortal() -> None:
    """Once per process, before the first signal."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    import ctypes

    for constant in (True, False, None):
        ctypes.c_ssize_t.from_address(id(constant)).value = _PLENTY
