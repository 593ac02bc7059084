"""Does a base model know a class word? Only the mini backbone says what it was made of: resources/vocabulary.json.

Other base models know more words than anybody can list, so nothing is said of them.
"""

from __future__ import annotations

from functools import cache

from studio.core import files, folders
from studio.core.errors import nearest


@cache
def known_words(backbone: str) -> frozenset[str]:
    """Class words a base model was trained on, small letters; empty when it has no list."""
    if backbone != "mini":
        return frozenset()
    words = files.read_json(folders.resources() / "vocabulary.json")
    things = {thing["word"] for thing in words["classes"]}
    return frozenset({*things, *words["synonyms"], *words["people"]["words"], *words["extra_words"]})


def kind_of_word(word: str) -> str | None:
    """ "animal", "person" or "object" for a class word of the vocabulary, by its last word: a “police dog” is a dog."""
    said = word.strip().lower()
    words = files.read_json(folders.resources() / "vocabulary.json")
    people = {*words["people"]["words"], "girl", "boy", "lady", "guy", "friend"}
    for one in (said, said.split()[-1] if said else ""):
        if one in people:
            return "person"
        synonym = words["synonyms"].get(one, one)
        for thing in words["classes"]:
            if thing["word"] in (one, synonym):
                return "animal" if thing["kind"] == "animal" else "object"
    return None


def strange_word(backbone: str, word: str) -> tuple[str, str] | None:
    """What is to be told of a class word that the base model does not know, and what helps; None when all is well.

    The last word alone will do: a “toy robot” is a robot.
    """
    known = known_words(backbone)
    said = word.strip().lower()
    if not known or not said or said in known or said.split()[-1] in known:
        return None
    guess = nearest(said, known)
    sentence = f"The base model {backbone} does not know the word “{word}”, so the likeness has little to build on."
    remedy = f"Did you mean “{guess}”?" if guess else "Choose a more general word, such as dog, cup, car or person."
    return sentence, remedy
