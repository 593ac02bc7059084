"""Ids: sortable by time, safe as folder names on every system, unique without a counter."""

from __future__ import annotations

import re
import secrets
import time

_ID = re.compile(r"^[a-z]{1,3}-[0-9a-z]{6,40}$")


def new_id(prefix: str) -> str:
    """A new id such as "j-mb3k2x9p4f7q". prefix: j job, s subject, a artifact, r result, l layout, p photo."""
    now_ms = time.time_ns() // 1_000_000
    digits = ""
    while now_ms:
        now_ms, rest = divmod(now_ms, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + digits
    return f"{prefix}-{digits}{secrets.token_hex(3)}"


def is_id(text: str) -> bool:
    """True for the ids made here; everything else must not be used as a folder name."""
    return bool(_ID.match(text))
