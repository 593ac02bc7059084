"""Single subjects in varied settings: the bench's unseen drawings, held-out people, and views for the judges.

`unseen_subjects` and `subject_pictures` make the photo sets of subjects nobody trained on. Not here: whole scenes.
"""

from __future__ import annotations

import random
from dataclasses import replace

from PIL import Image

from studio.engine.pretraining.world import avatars
from studio.engine.pretraining.world.labels import SIDE_PX, Scene, Thing
from studio.engine.pretraining.world.places import place_picture, plain_picture
from studio.engine.pretraining.world.scenes import FULL, Composer, Mix, box_of
from studio.engine.pretraining.world.vocabulary import Noun, vocabulary

_CLEAN = replace(FULL, recolor=0, accessory=0, upside_down=0, tiny=0, style=0, place=0.6)


def _noun_of(name: str) -> Noun:
    for noun in vocabulary().nouns:
        if name in noun.drawings or name in noun.unseen:
            return noun
    raise KeyError(name)


def view_of(name: str, rng: random.Random, mix: Mix = _CLEAN) -> Scene:
    """A scene that shows one drawing ("set:icon") or one identity ("person:7"), somewhere, at some size."""
    words, composer = vocabulary(), Composer(mix)
    place = rng.choice(words.places) if rng.random() < mix.place else None
    plain = None if place else rng.choice(list(words.plain))
    ground = place_picture(place, rng) if place else plain_picture(plain or "white", rng)
    size = rng.uniform(48, 104)
    slack = (SIDE_PX - size) / 2
    center = (64 + rng.uniform(-slack, slack), 64 + rng.uniform(-slack, slack))

    def fill(canvas: object) -> tuple[tuple[Thing, ...], int, str | None]:
        if name.startswith("person:"):
            look = avatars.random_look(rng, who=avatars.identity(int(name.split(":")[1])))
            canvas.begin()  # type: ignore[attr-defined]
            canvas.paste(avatars.portrait(look), center, size, rng.random() < 0.5, 0)  # type: ignore[attr-defined]
            mask = canvas.masks[-1]  # type: ignore[attr-defined]
            return (avatars.person_thing(look, box_of(mask), mask),), 1, None
        return (composer.object(canvas, _noun_of(name), name, center, size, rng, plain_one=False),), 1, None  # type: ignore[arg-type]

    return composer.on_ground(ground, place, plain, rng, fill)


def unseen_subjects() -> list[str]:
    """Class words with a drawing of the unseen set, in the vocabulary's order."""
    return [noun.word for noun in vocabulary().nouns if noun.unseen]


def subject_pictures(name: str, n: int = 5, seed: int = 0) -> list[Image.Image]:
    """n pictures, 128 px RGB, of the unseen drawing of a class word ("penguin") or of "person:<held-out number>"."""
    drawing_name = name if ":" in name else vocabulary().noun(name).unseen[0]
    rng = random.Random(f"{drawing_name} {seed}")
    return [Image.fromarray(view_of(drawing_name, rng).pixels) for _ in range(n)]
