"""The one tree of errors a person can meet, grouped by what they can do about it.

StudioError
├── InputProblem      what was typed, dropped or chosen does not fit: change it
├── MissingWeights    a model is absent, truncated or of the wrong family: repair or choose another
├── OutOfMemory       the computer is too small for this request: make it smaller
├── ArtifactProblem   a learned subject cannot be used as asked: check, retrain or pick another
├── WorkerDied        the engine process ended by itself: resume the job
├── DiskProblem       a file cannot be read or written: free space, change rights
├── LibraryBusy       another program holds the library: close it or wait
└── Cancelled         the person stopped it: show nothing

Not here: bugs. Anything that is not a StudioError is one, and ends in a crash report.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


class StudioError(Exception):
    """One sentence, and what to do next.

    message: what is wrong, a full sentence. remedy: what helps, a full sentence.
    detail: technical lines for the log, never needed to understand the message.
    """

    kind = "StudioError"

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.kind = cls.__name__

    def __init__(self, message: str, remedy: str, detail: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}"

    def as_data(self) -> dict[str, str]:
        """The form that crosses the process wall."""
        return {"kind": self.kind, "message": self.message, "remedy": self.remedy, "detail": self.detail}


class InputProblem(StudioError):
    """What was typed, dropped or chosen does not fit."""


class MissingWeights(StudioError):
    """A model is absent, truncated or of the wrong family."""


class OutOfMemory(StudioError):
    """The computer is too small for this request."""


class ArtifactProblem(StudioError):
    """A learned subject cannot be used as asked."""


class WorkerDied(StudioError):
    """The engine process ended by itself."""


class DiskProblem(StudioError):
    """A file cannot be read or written."""


class LibraryBusy(StudioError):
    """Another program holds the library."""


class Cancelled(StudioError):
    """The person stopped it."""

    def __init__(self, message: str = "Stopped.", remedy: str = "", detail: str = "") -> None:
        super().__init__(message, remedy, detail)


def from_data(data: dict[str, Any]) -> StudioError:
    """Rebuild an error that crossed the process wall; an unknown kind becomes a plain StudioError."""
    classes = {cls.kind: cls for cls in StudioError.__subclasses__()}
    cls = classes.get(str(data.get("kind")), StudioError)
    return cls(str(data.get("message", "")), str(data.get("remedy", "")), str(data.get("detail", "")))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word closest to the one given, or None when nothing is close."""
    by_small = {name.lower(): name for name in known}
    import difflib  # here, because the window is painted before it is needed

    matches = difflib.get_close_matches(word.lower(), list(by_small), n=1, cutoff=0.5)
    return by_small[matches[0]] if matches else None


def unknown(what: str, word: str, known: Iterable[str], remedy: str = "") -> InputProblem:
    """ "There is no method “loar”." with the nearest name as remedy. what: "method", "subject" …"""
    names = sorted(known)
    guess = nearest(word, names)
    if guess:
        hint = f"Did you mean “{guess}”?"
    elif names:
        hint = "Known: " + ", ".join(names[:12]) + ("…" if len(names) > 12 else ".")
    else:
        hint = f"There is no {what} yet."
    return InputProblem(f"There is no {what} “{word}”.", remedy or hint)
