"""Sentences of the library and the engine in the window's language.

They arrive whole ("“rex.jpg” is empty."), often from another process or an older session. Their forms with {1}, {2} …
for what was filled in are listed in resources/translations/sentences.json (made by texts.py); the form that fits gives
the translation and what to fill into it. A sentence that fits none stays English.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache

from PySide6.QtCore import QLocale

from studio.core.errors import StudioError
from studio.desktop.translation import tr, translations_folder

_FIELD = re.compile(r"(\{\d+\})")


def tr_sentence(text: str) -> str:
    """The sentence, or several in a row, in the window's language."""
    if not text or QLocale().language() in (QLocale.Language.English, QLocale.Language.C):
        return text
    return _said(text, QLocale().name())


def told(error: StudioError) -> tuple[str, str]:
    """Message and remedy of an error, to be shown."""
    return tr_sentence(error.message), tr_sentence(error.remedy)


def told_in_one(error: StudioError) -> str:
    """Both as one text."""
    return " ".join(part for part in told(error) if part)


@lru_cache(maxsize=512)
def _said(text: str, _language: str) -> str:
    if (whole := tr(text)) != text:
        return whole
    for form, pattern in _forms():
        found = pattern.fullmatch(text)
        if found is not None:
            said = tr(form)
            return said if said == form else said.format("", *(tr(part) for part in found.groups()))
    first, stop, rest = text.partition(". ")
    if stop:
        return f"{_said(first + '.', _language)} {_said(rest, _language)}"
    return text


@lru_cache(maxsize=1)
def _forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Those with something to fill in, the most telling first."""
    try:
        listed = json.loads((translations_folder() / "sentences.json").read_text("utf-8"))
    except (OSError, ValueError):
        return ()
    made = [(form, _FIELD.split(form.replace("{{", "{").replace("}}", "}"))) for form in listed if _FIELD.search(form)]
    made.sort(key=lambda one: -sum(len(part) for part in one[1][::2]))
    return tuple(
        (form, re.compile("".join("(.*?)" if place % 2 else re.escape(part) for place, part in enumerate(parts)), re.S))
        for form, parts in made
    )
