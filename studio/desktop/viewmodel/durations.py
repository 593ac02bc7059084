"""Time left, said as a person would. Imports nothing, so that the empty frame stays cheap."""

from __future__ import annotations

from studio.desktop.translation import tr


def duration(seconds: float | None) -> str:
    """ "about 40 s", "about 3 min", "about 1 h 20 min"; empty when unknown."""
    if seconds is None:
        return ""
    if seconds < 1:
        return tr("nearly done")
    if seconds < 100:
        return tr("about {seconds} s left", seconds=max(1, round(seconds / 5) * 5 if seconds > 10 else round(seconds)))
    minutes = round(seconds / 60)
    if minutes < 60:
        return tr("about {minutes} min left", minutes=minutes)
    return tr("about {hours} h {minutes} min left", hours=minutes // 60, minutes=minutes % 60)
