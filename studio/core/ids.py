"""Ids: sortable by time, safe as folder names on every system, unique without a counter."""

from __future__ import annotations

import re
import secrets
import threading
import time

_ID = re.compile(r"^[a-z]{1,3}-[0-9a-z]{6,40}$")


_lock = threading.Lock()
_last_ms = 0


def _later(now_ms: int) -> int:
    """Never the same twice in a process, so that what was made in one go sorts in the order in which it was made."""
    global _last_ms
    with _lock:
        _last_ms = max(now_ms, _last_ms + 1)
        return _last_ms


def new_id(prefix: str) -> str:
    """A new id such as "j-mb3k2x9p4f7q"; later ones sort behind.

    prefix: j job, s subject, a artifact, r result, l layout, p photo.
    """
    now_ms = _later(time.time_ns() // 1_000_000)
    digits = ""
    while now_ms:
        now_ms, rest = divmod(now_ms, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + digits
    return f"{prefix}-{digits}{secrets.token_hex(3)}"


def is_id(text: str) -> bool:
    """True for the ids made here; everything else must not be used as a folder name."""
    return bool(_ID.match(text))
