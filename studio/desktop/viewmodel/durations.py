"""Time left, said as a person would. Imports nothing, so that the empty frame stays cheap."""

from __future__ import annotations


def duration(seconds: float | None) -> str:
    """ "about 40 s", "about 3 min", "about 1 h 20 min"; empty when unknown."""
    if seconds is None:
        return ""
    if seconds < 1:
        return "nearly done"
    if seconds < 100:
        return f"about {max(1, round(seconds / 5) * 5 if seconds > 10 else round(seconds))} s left"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"about {minutes} min left"
    return f"about {minutes // 60} h {minutes % 60} min left"
