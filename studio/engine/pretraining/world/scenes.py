"""Scenes: a seeded picture with its caption and exact labels, composed of drawings, people, places and styles.

`Mix` says how often each kind of scene comes; the curriculum is a sequence of mixes. A scene depends on its seed and
mix alone. Not here: the artwork (drawings.py, avatars.py, places.py), what is done to it (alterations.py), the words
(captions.py).
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from PIL import Image, ImageOps

from studio.engine.pretraining.world import avatars, captions
from studio.engine.pretraining.world.alterations import altered, recolored, warped
from studio.engine.pretraining.world.drawings import drawing
from studio.engine.pretraining.world.labels import SIDE_PX, Box, Mask, Scene, Thing
from studio.engine.pretraining.world.places import place_picture, plain_picture
from studio.engine.pretraining.world.styles import in_style
from studio.engine.pretraining.world.vocabulary import Accessory, Noun, vocabulary

_BARE_KINDS = {"vehicle"}  # what never wears anything


@dataclass(frozen=True, slots=True)
class Mix:
    """How often things happen, as chances 0..1; the shares of scene kinds are single, pair, many and person."""

    pair: float = 0.22
    many: float = 0.10
    person: float = 0.18
    place: float = 0.45  # else a plain ground
    style: float = 0.15
    recolor: float = 0.18
    accessory: float = 0.15
    upside_down: float = 0.03
    tiny: float = 0.04
    core: float = 0.5  # a noun of the core list rather than any noun
    first_drawing: float = 0.25  # the noun's best known drawing rather than any
    warp: float = 0.0  # stretch, slant, bend and tint of a drawing: 1 is a fifth, a seventh, a tenth, 30 degrees of hue
    marked: float = 0.0  # a particular one of its class: altered, and called by an identifier
    unseen: bool = False  # draw only from the unseen set and the held-out people


SINGLE = Mix(
    pair=0,
    many=0,
    person=0.12,
    place=0.4,
    style=0,
    recolor=0.08,
    accessory=0,
    upside_down=0,
    tiny=0,
    core=0.85,
    first_drawing=0.6,
)
EASY = Mix(pair=0.08, many=0.03, person=0.15, style=0.08, recolor=0.12, accessory=0.06, core=0.75, first_drawing=0.5)
FULL = Mix()
# What is hardest comes more often: faces, styles, things that are worn.
RICH = Mix(pair=0.2, many=0.08, person=0.24, style=0.2, accessory=0.2, upside_down=0.01, tiny=0.02, core=0.6)
# The best known drawing of the core nouns most of the time: how often a drawing is seen decides how crisp it comes out.
CLEAR = Mix(
    pair=0.14,
    many=0.06,
    person=0.2,
    style=0.12,
    recolor=0.1,
    accessory=0.12,
    upside_down=0,
    tiny=0,
    core=0.75,
    first_drawing=0.75,
)
# Two things, crisp ones: which words belong to which thing is learned from pairs alone.
PAIRED = Mix(
    pair=0.7,
    many=0.1,
    person=0.1,
    place=0.3,
    style=0.08,
    recolor=0.1,
    accessory=0.1,
    upside_down=0,
    tiny=0,
    core=0.9,
    first_drawing=0.7,
)
# Expressions are a few pixels of a picture: people alone and near.
PEOPLE = Mix(pair=0.05, many=0, person=0.9, style=0.12, core=0.8, first_drawing=0.6)
# By other hands: who learns from it knows a class, not the four drawings of it.
WARPED = replace(FULL, warp=1.0)
# What "sks dog" means before anybody teaches it: some dog like no other, in any place, style and colour that is asked
# for. Plain words keep meaning the plain drawings. Teaching then narrows a word instead of leaving what is known.
MARKED = replace(FULL, marked=1.0, pair=0.2, many=0, style=0.12, recolor=0.1, accessory=0.12, upside_down=0, tiny=0)
UNSEEN = Mix(unseen=True)
# DreamBooth's customary word most of the time; the others keep two subjects of one picture apart.
_IDENTIFIERS = ("sks", "sks", "sks", "ohwx", "zwx")


class Canvas:
    """A picture being composed; things know what later things hide of them."""

    def __init__(self, picture: Image.Image) -> None:
        self.picture = picture
        self.masks: list[Mask] = []

    def begin(self) -> None:
        self.masks.append(np.zeros((SIDE_PX, SIDE_PX), bool))

    def paste(
        self, sprite: Image.Image, center: tuple[float, float], size: float, mirrored: bool, degrees: float
    ) -> tuple[float, float, float, float]:
        """Draw onto the newest thing; returns the sprite's untrimmed box (accessories hang on it)."""
        scale = size / max(sprite.size)
        sprite = sprite.resize(
            (max(4, int(sprite.width * scale)), max(4, int(sprite.height * scale))), Image.Resampling.BICUBIC
        )
        if mirrored:
            sprite = ImageOps.mirror(sprite)
        if degrees:
            sprite = sprite.rotate(degrees, Image.Resampling.BICUBIC, expand=True)
        left, top = int(center[0] - sprite.width / 2), int(center[1] - sprite.height / 2)
        self.picture.paste(sprite, (left, top), sprite)
        covered = Image.new("L", (SIDE_PX, SIDE_PX), 0)
        covered.paste(sprite.getchannel("A"), (left, top))
        solid = np.array(covered) > 127
        for older in self.masks[:-1]:
            older &= ~solid
        self.masks[-1] |= solid
        return left, top, left + sprite.width, top + sprite.height


def box_of(mask: Mask) -> Box:
    """The tight box of a mask; an empty mask gives an empty box."""
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    if not rows.size:
        return Box(0, 0, 0, 0)
    return Box(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)


@cache
def _pools(unseen: bool) -> tuple[tuple[Noun, ...], tuple[Noun, ...]]:
    nouns = vocabulary().nouns
    every = tuple(noun for noun in nouns if not unseen or noun.unseen)
    return every, tuple(noun for noun in every if noun.core)


class Composer:
    """Makes scenes of one mix. Stateless between scenes."""

    def __init__(self, mix: Mix = FULL) -> None:
        self._mix = mix
        self._words = vocabulary()

    def noun(self, rng: random.Random) -> Noun:
        every, core = _pools(self._mix.unseen)
        return rng.choice(core if rng.random() < self._mix.core else every)

    def _drawing_name(self, noun: Noun, rng: random.Random) -> str:
        if self._mix.unseen:
            return rng.choice(noun.unseen)
        return noun.drawings[0] if rng.random() < self._mix.first_drawing else rng.choice(noun.drawings)

    def _wear(
        self, canvas: Canvas, box: tuple[float, float, float, float], what: Accessory, rng: random.Random
    ) -> None:
        left, top, right, bottom = box
        width, height = right - left, bottom - top
        sprite = drawing(rng.choice(what.drawings))
        middle = (left + right) / 2
        if what.where == "hat":
            canvas.paste(sprite, (middle, top + 0.02 * width), width * rng.uniform(0.42, 0.58), False, rng.gauss(0, 4))
        elif what.where == "ears":
            canvas.paste(sprite, (middle, top + 0.30 * height), width * 0.95, False, 0)
        else:
            canvas.paste(sprite, (middle, top + 0.36 * height), width * 0.7, False, rng.gauss(0, 3))

    def object(
        self,
        canvas: Canvas,
        noun: Noun,
        name: str,
        center: tuple[float, float],
        size: float,
        rng: random.Random,
        plain_one: bool,
    ) -> Thing:
        """Draw one object and say what was done to it; `plain_one` leaves it as it is."""
        mix, sprite = self._mix, drawing(name)
        if mix.warp:
            sprite = warped(sprite, mix.warp, rng)
        identifier = self._identifier(rng)
        if identifier:
            sprite = altered(sprite, rng)
        color = accessory = None
        degrees = rng.gauss(0, 4)
        upside_down = False
        dice = rng.random()
        if not plain_one:
            if dice < mix.recolor:
                color = rng.choice(list(self._words.object_colors))
                sprite = recolored(sprite, self._words.object_colors[color] + rng.randint(-8, 8))
            elif dice < mix.recolor + mix.upside_down:
                upside_down, degrees = True, degrees + 180
            elif dice < mix.recolor + mix.upside_down + mix.accessory and noun.kind not in _BARE_KINDS:
                accessory = rng.choice(self._words.accessories)
        canvas.begin()
        frame = canvas.paste(sprite, center, size, rng.random() < 0.5, degrees)
        if accessory:
            self._wear(canvas, frame, accessory, rng)
        mask = canvas.masks[-1]
        worn = accessory.phrase if accessory else None
        return Thing(noun.word, name, box_of(mask), mask, color, worn, upside_down, identifier=identifier)

    def _identifier(self, rng: random.Random) -> str | None:
        is_marked = self._mix.marked and rng.random() < self._mix.marked
        return rng.choice(_IDENTIFIERS) if is_marked else None

    def person(self, canvas: Canvas, center: tuple[float, float], size: float, rng: random.Random) -> Thing:
        """Draw one person of the training or the held-out identities."""
        look = avatars.random_look(rng, held_out=self._mix.unseen)
        canvas.begin()
        canvas.paste(avatars.portrait(look), center, size, rng.random() < 0.5, 0)
        mask = canvas.masks[-1]
        return replace(avatars.person_thing(look, box_of(mask), mask), identifier=self._identifier(rng))

    def _things(self, canvas: Canvas, middle: float, rng: random.Random) -> tuple[tuple[Thing, ...], int, str | None]:
        mix = self._mix
        dice = rng.random()
        if dice < mix.pair:
            return self._pair(canvas, middle, rng)
        if dice < mix.pair + mix.many:
            return self._many(canvas, middle, rng)
        center = (64 + rng.gauss(0, 6), middle + rng.gauss(0, 2))
        if dice < mix.pair + mix.many + mix.person:
            size = rng.uniform(80, 112)
            return (self.person(canvas, (center[0], SIDE_PX - size / 2 + rng.uniform(-6, 6)), size, rng),), 1, None
        noun = self.noun(rng)
        tiny = rng.random() < mix.tiny
        size = rng.uniform(26, 36) if tiny else rng.uniform(62, 102)
        thing = self.object(canvas, noun, self._drawing_name(noun, rng), center, size, rng, plain_one=False)
        return (replace(thing, is_tiny=tiny),), 1, None

    def _pair(self, canvas: Canvas, middle: float, rng: random.Random) -> tuple[tuple[Thing, ...], int, str | None]:
        mix, size = self._mix, rng.uniform(44, 60)
        first, second = self.noun(rng), self.noun(rng)
        while second.word == first.word:
            second = self.noun(rng)
        if rng.random() < 0.25:
            relation = "above"
            spots = ((64 + rng.gauss(0, 6), 34 + rng.gauss(0, 3)), (64 + rng.gauss(0, 6), 94 + rng.gauss(0, 3)))
        else:
            relation = "beside"
            spots = ((34 + rng.gauss(0, 3), middle + rng.gauss(0, 4)), (94 + rng.gauss(0, 3), middle + rng.gauss(0, 4)))
        things: list[Thing] = []
        for noun, spot in zip((first, second), spots, strict=True):
            if mix.person and rng.random() < 0.6 * mix.person:
                things.append(self.person(canvas, spot, size * 1.1, rng))
            else:
                name = self._drawing_name(noun, rng)
                things.append(
                    self.object(canvas, noun, name, spot, size * rng.uniform(0.9, 1.1), rng, rng.random() < 0.5)
                )
        return tuple(things), 1, relation

    def _many(self, canvas: Canvas, middle: float, rng: random.Random) -> tuple[tuple[Thing, ...], int, str | None]:
        noun = self.noun(rng)
        name, count = self._drawing_name(noun, rng), rng.choice((2, 2, 3, 3, 4))
        if count == 4:
            spots = [(x, y) for y in (36, 92) for x in (36, 92)]
            size = 44.0
        else:
            step, size = (48, 46.0) if count == 2 else (41, 39.0)
            spots = [(64 + (index - (count - 1) / 2) * step, middle) for index in range(count)]
        things = tuple(
            self.object(canvas, noun, name, (x + rng.gauss(0, 2), y + rng.gauss(0, 3)), size, rng, plain_one=True)
            for x, y in spots
        )
        return things, count, None

    def scene(self, seed: int) -> Scene:
        """The scene of a seed: same seed and mix, same bytes."""
        rng = random.Random(seed)
        mix = self._mix
        place = plain = None
        if rng.random() < mix.place:
            place = rng.choice(self._words.places)
            ground, middle = place_picture(place, rng), rng.uniform(66, 84)
        else:
            plain = rng.choice(list(self._words.plain))
            ground, middle = plain_picture(plain, rng), rng.uniform(56, 72)
        return self.on_ground(ground, place, plain, rng, lambda canvas: self._things(canvas, middle, rng))

    def on_ground(
        self,
        ground: Image.Image,
        place: str | None,
        plain: str | None,
        rng: random.Random,
        fill: Callable[[Canvas], tuple[tuple[Thing, ...], int, str | None]],
        style: str | None = None,
    ) -> Scene:
        """Compose onto a ground; `fill` draws the things and returns them with their count and relation."""
        canvas = Canvas(ground)
        things, count, relation = fill(canvas)
        # Later things may have hidden part of earlier ones: boxes follow what is still visible.
        things = tuple(replace(thing, box=box_of(thing.mask)) for thing in things)
        if style is None and rng.random() < self._mix.style:
            style = rng.choice(self._words.styles)
        picture = in_style(canvas.picture, style, rng) if style else canvas.picture
        words = captions.caption(things, count, relation, place, plain, style, rng)
        return Scene(np.array(picture), words, things, place, plain, style, relation, count)
