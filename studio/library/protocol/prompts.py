"""The prompt syntax (design section 3): `@rex`, `@"Rex the dog"`, `(word:1.2)`, `{a|b}`; nothing else.

Order of work: variation -> fill -> the backbone, which reads the weights. Not here: what a name stands for
(the library decides), how weights act (backbones), other programs' syntaxes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from studio.core.errors import InputProblem, unknown

MAX_CHARS = 4000
MAX_WEIGHT = 3.0
_NAME = re.compile(r'(?<![\w@])@(?:"(?P<quoted>[^"]*)"|(?P<plain>\w[\w-]*))')
_WEIGHT = re.compile(r"\((?P<words>[^():]*):\s*(?P<weight>[-+]?\d*\.?\d+)\s*\)")


@dataclass(frozen=True)
class ParsedPrompt:
    """A prompt whose syntax is sound. text: as typed. names: the @names in order, each once."""

    text: str
    names: tuple[str, ...]

    def variation(self, index: int, seed: int) -> ParsedPrompt:
        """The prompt of picture `index`: one choice of each {a|b}. Depends on seed + index only, so that the picture
        can be redrawn alone; counting up goes through all combinations, the leftmost group fastest."""
        text, _ = _choose(self.text, seed + index)
        return _checked(" ".join(text.split()))

    def fill(self, triggers: Mapping[str, str]) -> str:
        """Replace each @name by its trigger. Names are compared without case. Raises InputProblem for a missing one."""
        known = {name.casefold(): words for name, words in triggers.items()}

        def words(match: re.Match[str]) -> str:
            name = _name_of(match)
            if name.casefold() not in known:
                raise unknown("subject", name, list(triggers))
            return known[name.casefold()]

        return _NAME.sub(words, self.text)


def parse(prompt: str, *, may_be_empty: bool = False) -> ParsedPrompt:
    """Check a prompt as typed. Raises InputProblem when it is empty, too long or unbalanced."""
    text = " ".join(prompt.split())
    if not text and not may_be_empty:
        raise InputProblem("The prompt is empty.", "Say what to draw, for example “@rex on a beach”.")
    if len(text) > MAX_CHARS:
        raise InputProblem(
            f"The prompt has {len(text)} characters; {MAX_CHARS} fit.",
            "Make it shorter; a model reads no more than a few sentences.",
        )
    _check_braces(text)
    return _checked(text)


def quoted(name: str) -> str:
    """How a subject's name is written in a prompt: @rex, or @"Rex the dog"."""
    return f"@{name}" if re.fullmatch(r"\w[\w-]*", name) else f'@"{name}"'


def _checked(text: str) -> ParsedPrompt:
    if re.search(r'(?<![\w@])@"[^"]*$', _NAME.sub("", text)):
        raise InputProblem("A name in quotes is not closed.", 'Write it as @"Rex the dog".')
    for match in _WEIGHT.finditer(text):
        weight = float(match["weight"])
        if not 0.0 <= weight <= MAX_WEIGHT:
            raise InputProblem(
                f"The weight {match['weight']} of “{match['words'].strip()}” is out of bounds.",
                f"Use 0 to {MAX_WEIGHT:g}; 1 is neutral.",
            )
    names: dict[str, str] = {}
    for match in _NAME.finditer(text):
        name = _name_of(match)
        if not name:
            raise InputProblem('There is an empty name @"" in the prompt.', "Write the subject's name in it.")
        names.setdefault(name.casefold(), name)
    return ParsedPrompt(text, tuple(names.values()))


def _name_of(match: re.Match[str]) -> str:
    return (match["quoted"] if match["quoted"] is not None else match["plain"]).strip()


def _check_braces(text: str) -> None:
    depth = 0
    for char in text:
        depth += {"{": 1, "}": -1}.get(char, 0)
        if depth < 0:
            break
    if depth != 0:
        raise InputProblem("The braces of a variation are not balanced.", "Write it as {red|blue}.")


def _choose(text: str, number: int) -> tuple[str, int]:
    """Resolve the groups from left to right, using up `number` digit by digit."""
    out: list[str] = []
    place = 0
    while (start := text.find("{", place)) >= 0:
        out.append(text[place:start])
        options, place = _options(text, start)
        number, pick = divmod(number, len(options))
        chosen, number = _choose(options[pick], number)
        out.append(chosen)
    out.append(text[place:])
    return "".join(out), number


def _options(text: str, start: int) -> tuple[list[str], int]:
    """The alternatives of the group that opens at `start`, and the place behind it. Braces are balanced."""
    depth = 0
    options = [""]
    for place in range(start, len(text)):
        char = text[place]
        depth += {"{": 1, "}": -1}.get(char, 0)
        if depth == 0:
            return options, place + 1
        if char == "|" and depth == 1:
            options.append("")
        elif place > start:
            options[-1] += char
    raise AssertionError("braces were checked")
