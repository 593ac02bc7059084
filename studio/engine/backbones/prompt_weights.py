"""`(word:1.2)` in a prompt: parsed into pieces of text with a weight each. Other brackets are plain text.

Weights nest by multiplication: `(a (red:1.5) hat:0.8)` gives "red" 1.2. `\\(` and `\\)` are literal brackets.
The notation is the one of stable-diffusion-webui and compel; how a weight acts on features is in text.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from studio.core.errors import InputProblem

_OPEN_OR_CLOSE = re.compile(r"\\[()]|[()]")
_WEIGHT = re.compile(r":\s*([+-]?\d+(?:\.\d*)?|[+-]?\.\d+)\s*$")
MOST = 3.0


@dataclass(frozen=True)
class Piece:
    """Some text of a prompt and how much it counts, 1 = as usual."""

    text: str
    weight: float = 1.0


def parse(prompt: str) -> list[Piece]:
    """Pieces in order; joined they are the prompt without notation. Raises InputProblem beyond 0..3."""
    if "(" not in prompt:
        return [Piece(prompt)] if prompt else []
    return _merged(_parse(prompt, 1.0))


def plain(prompt: str) -> str:
    """The prompt without weight notation."""
    return "".join(piece.text for piece in parse(prompt))


def _parse(text: str, weight: float) -> list[Piece]:
    pieces: list[Piece] = []
    position = 0
    while position < len(text):
        found = _OPEN_OR_CLOSE.search(text, position)
        if found is None:
            pieces.append(Piece(text[position:], weight))
            break
        pieces.append(Piece(text[position : found.start()], weight))
        position = found.end()
        if found.group() != "(":
            pieces.append(Piece(found.group()[-1], weight))
            continue
        end = _closing(text, position)
        inside = text[position:end] if end is not None else None
        given = _WEIGHT.search(inside) if inside is not None else None
        if end is None or inside is None or given is None:
            pieces.append(Piece("(", weight))
            continue
        pieces += _parse(inside[: given.start()], weight * _checked(given.group(1), inside))
        position = end + 1
    return pieces


def _closing(text: str, start: int) -> int | None:
    """Where the bracket that is open at `start` closes."""
    depth = 1
    for found in _OPEN_OR_CLOSE.finditer(text, start):
        depth += {"(": 1, ")": -1}.get(found.group(), 0)
        if depth == 0:
            return found.start()
    return None


def _checked(number: str, inside: str) -> float:
    value = float(number)
    if not 0.0 <= value <= MOST:
        raise InputProblem(
            f"The weight of “({inside})” must lie between 0 and {MOST:g}.",
            "1 is as usual, 1.2 a little stronger, 0.8 a little weaker.",
        )
    return value


def _merged(pieces: list[Piece]) -> list[Piece]:
    """Neighbours of equal weight become one piece, so that words are not torn apart before tokenising."""
    merged: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if merged and merged[-1].weight == piece.weight:
            merged[-1] = Piece(merged[-1].text + piece.text, piece.weight)
        else:
            merged.append(piece)
    return merged
