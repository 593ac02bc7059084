"""Names of exported files from a pattern such as "{date}-{prompt}-seed{seed}"; safe on every system, each once.

Not here: which files are there already (pictures.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from studio.core.errors import InputProblem, nearest
from studio.library.results.records import Result

DEFAULT_PATTERN = "{prompt}-seed{seed}"
_MOST_BYTES = 150  # of a name without its ending; file systems take 255 with ours and a number
_TOKEN = re.compile(r"\{([^{}]*)\}")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)


@dataclass(frozen=True)
class Chosen:
    """A result, where its picture lies, and what its artifacts are called."""

    result: Result
    path: Path
    subjects: tuple[str, ...] = ()
    method: str = ""


_TOKENS: dict[str, tuple[str, Callable[[Chosen, int, int], str]]] = {
    "prompt": ("the prompt", lambda one, n, of: _words(_prompt(one.result)) or "picture"),
    "seed": ("the seed", lambda one, n, of: str(one.result.seed)),
    "number": ("1, 2, 3 …", lambda one, n, of: f"{n:0{len(str(of))}}"),
    "subject": ("who is in it", lambda one, n, of: _words(" ".join(one.subjects)) or "nobody"),
    "method": ("how it was taught", lambda one, n, of: _words(one.method) or "plain"),
    "model": ("the base model", lambda one, n, of: _words(one.result.request.backbone)),
    "date": ("the day it was drawn", lambda one, n, of: one.result.created[:10]),
    "time": ("the time of day", lambda one, n, of: one.result.created[11:19].replace(":", "-")),
    "stars": ("its rating", lambda one, n, of: str(max(0, one.result.rating))),
    "width": ("its width", lambda one, n, of: str(one.result.width_px)),
    "height": ("its height", lambda one, n, of: str(one.result.height_px)),
    "id": ("its id", lambda one, n, of: one.result.id),
}
TOKENS = {token: meaning for token, (meaning, _) in _TOKENS.items()}


def _prompt(result: Result) -> str:
    """As it was written, with the subject's own name and not its method's word for it; as drawn where it varied."""
    written = result.request.prompt
    return result.prompt if "{" in written or not written.strip() else written


def check_pattern(pattern: str) -> None:
    """Raises InputProblem for an empty pattern or a word in braces that nobody knows."""
    if not pattern.strip():
        raise InputProblem("The names are empty.", f"Use for example {DEFAULT_PATTERN}.")
    for token in _TOKEN.findall(pattern):
        if token not in _TOKENS:
            guess = nearest(token, _TOKENS)
            known = ", ".join(f"{{{name}}}" for name in _TOKENS)
            remedy = f"Did you mean {{{guess}}}?" if guess else f"Known: {known}."
            raise InputProblem(f"{{{token}}} stands for nothing.", remedy)


def stems(pattern: str, chosen: Sequence[Chosen], of: int | None = None) -> list[str]:
    """Names without endings, in order; equal ones get -2, -3 … (without regard to case). Raises InputProblem.

    of: how many there are in all, when these are only the first.
    """
    check_pattern(pattern)
    count = of or len(chosen)
    taken: set[str] = set()
    made: list[str] = []
    for number, one in enumerate(chosen, 1):

        def value(match: re.Match[str], one: Chosen = one, number: int = number) -> str:
            return _TOKENS[match[1]][1](one, number, count)

        stem = _safe(_TOKEN.sub(value, pattern))
        name, place = stem, 2
        while name.casefold() in taken:
            name, place = f"{stem}-{place}", place + 1
        taken.add(name.casefold())
        made.append(name)
    return made


def _words(text: str) -> str:
    return re.sub(r"[^\w]+", "-", text.lower()).strip("-_")[:48].strip("-_")


def _safe(name: str) -> str:
    name = _FORBIDDEN.sub("-", name).strip(" .")
    while len(name.encode()) > _MOST_BYTES:
        name = name[:-1].rstrip(" .")
    if not name or _RESERVED.match(name.split(".")[0]):
        name = f"picture-{name}".rstrip("-")
    return name
