"""What a subject may be called, and its class word. Names are typed in prompts, so they must be typeable and unique."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from studio.core.errors import InputProblem
from studio.core.ids import is_id

MAX_NAME = 80
MAX_CLASS_WORD = 40
_ALSO = set(" -_'’.,&+()!")
_REMEDY = "Use letters, digits, spaces and - _ ' . , & + ( ) !"


def key(name: str) -> str:
    """Names are compared without case and in one Unicode form."""
    return unicodedata.normalize("NFKC", name).casefold().strip()


def checked_name(name: str, taken: Iterable[str] = ()) -> str:
    """The name with single spaces. Raises InputProblem: empty, too long, unusable characters, already there."""
    clean = " ".join(unicodedata.normalize("NFC", name).split())
    if not clean:
        raise InputProblem("The subject has no name.", "Give it one, for example “Rex”.")
    if len(clean) > MAX_NAME:
        raise InputProblem(
            f"The name has {len(clean)} characters; {MAX_NAME} fit.", "Shorten it, and put the rest into the notes."
        )
    for char in clean:
        if unicodedata.category(char)[0] not in "LMN" and char not in _ALSO:
            raise InputProblem(f"The name “{clean}” holds “{char}”, which a prompt cannot hold.", _REMEDY)
    if not any(unicodedata.category(char)[0] in "LN" for char in clean):
        raise InputProblem(f"The name “{clean}” has no letter.", "Use at least one letter or digit.")
    if is_id(clean):
        raise InputProblem(f"The name “{clean}” looks like an id.", "Choose a name with a space or a capital letter.")
    if key(clean) in {key(other) for other in taken}:
        raise InputProblem(
            f"There is a subject named “{clean}” already.", "Choose another name, or add the photos to that subject."
        )
    return clean


def checked_class_word(word: str) -> str:
    """One to three plain words, e.g. "dog", "stuffed animal". Raises InputProblem."""
    clean = " ".join(word.split()).lower()
    if not clean:
        raise InputProblem("The subject has no class word.", "Say what it is, for example “dog”.")
    if len(clean) > MAX_CLASS_WORD or len(clean.split()) > 3:
        raise InputProblem(
            f"The class word “{clean[:60]}” is too long.", "Use the plain noun, for example “dog” or “stuffed animal”."
        )
    if not re.fullmatch(r"[^\W_]+(?:['’ -][^\W_]+)*", clean):
        raise InputProblem(
            f"The class word “{clean}” holds signs that are no letters.", "Use the plain noun, for example “dog”."
        )
    return clean
