"""The words that stand for a subject in a prompt, and the sentences they are taught in.

Templates: DreamBooth's one fixed sentence [arXiv:2208.12242] and a short list in the manner of Textual Inversion's
neutral ones [arXiv:2208.01618, supplement]. Not here: learned word vectors, see words/textual_inversion.py.
"""

from __future__ import annotations

import re
import unicodedata

from studio.library.gallery.records import Kind, SubjectView

NEUTRAL = (
    "a photo of {}",
    "a photo of a {}",
    "a good photo of {}",
    "a close-up photo of {}",
    "a rendition of {}",
    "a cropped photo of {}",
)
STYLE = (
    "a painting in the style of {}",
    "a rendering in the style of {}",
    "a picture in the style of {}",
    "the style of {}",
)


def placeholder(subject: SubjectView) -> str:
    """ "Rex the dog" -> "<rex-the-dog>": plain letters and digits, so that no tokenizer rule splits it oddly.

    A name that loses something on the way gets the end of the subject's id, so that "Rex" and "Rëx" stay apart.
    """
    name = subject.name.casefold()
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    word = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:32].strip("-")
    if not word:
        return f"<{subject.id}>"
    return f"<{word}>" if word == name.replace(" ", "-") else f"<{word}-{subject.id[-4:]}>"


def sentences(subject: SubjectView, trigger: str, varied: bool) -> tuple[str, ...]:
    """Training prompts for a subject without captions of its own."""
    if subject.kind is Kind.STYLE:
        return tuple(t.format(trigger) for t in (STYLE if varied else STYLE[:1]))
    return tuple(t.format(trigger) for t in (NEUTRAL if varied else NEUTRAL[:1]))
