"""People of the mini world: an identity that stays, with an expression, clothes and things worn that vary.

An identity is a number; it fixes style, skin, hair, facial hair and nose. One identity in eight is held out: never
shown in training, so that likeness of people can be measured on faces nobody learned. The layers come from
`resources/world/people.zip`. Not here: captions (captions.py), rendering from npm (../render_world.py).
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from PIL import Image

from studio.core.folders import resources
from studio.engine.pretraining.world.labels import Box, Mask, Thing
from studio.engine.pretraining.world.vocabulary import vocabulary

IDENTITIES = 6000
HELD_OUT_EVERY = 8

Face = Mapping[str, str]  # layer group -> variant


@dataclass(frozen=True, slots=True)
class _Style:
    """What one artwork style can draw; the tuple of groups is in drawing order."""

    groups: tuple[str, ...]
    women: tuple[str, ...]  # hair that makes the caption say woman (when there is no facial hair)
    men: tuple[str, ...]  # hair of men; facial hair makes a man of anyone
    either: tuple[str, ...]  # hair that is said to be a person's
    facial_hair: tuple[str, ...]
    clothes: Mapping[str, Sequence[str]]  # caption word -> variants
    expressions: Mapping[str, Sequence[Face]]
    hats: Mapping[str, Sequence[str]]  # "a hat" -> variants
    glasses: Mapping[str, Sequence[str]]  # "glasses" -> variants


def _faces(mouths: str, eyes: str, brows: str = "") -> list[Face]:
    """All combinations of space-separated variants."""
    return [
        {"mouth": mouth, "eyes": eye, **({"eyebrows": brow} if brow else {})}
        for mouth in mouths.split()
        for eye in eyes.split()
        for brow in brows.split() or [""]
    ]


_AVATAAARS = _Style(
    groups=("base", "clothing", "mouth", "nose", "eyes", "eyebrows", "top", "hats", "facialHair", "accessories"),
    women=tuple(
        "bob bun curvy frida longButNotTooLong miaWallace straight01 straight02 straightAndStrand bigHair".split()
    ),
    men=tuple("shortFlat shortRound shortWaved sides theCaesar theCaesarAndSidePart shortCurly shavedSides".split()),
    either=tuple("curly dreads fro dreads01 frizzle shaggy shaggyMullet".split()),
    facial_hair=tuple("beardLight beardMajestic beardMedium moustacheFancy moustacheMagnum".split()),
    clothes={
        "jacket": ("blazerAndShirt",),
        "sweater": ("collarAndSweater",),
        "hoodie": ("hoodie",),
        "overalls": ("overall",),
        "shirt": ("shirtCrewNeck", "shirtVNeck"),
    },
    expressions={
        "smiling": _faces("smile twinkle default", "default side", "defaultNatural default"),
        "laughing": _faces("smile", "happy", "raisedExcitedNatural"),
        "sad": _faces("sad concerned", "default side", "sadConcernedNatural"),
        "angry": _faces("grimace serious", "squint default", "angryNatural angry"),
        "surprised": _faces("screamOpen disbelief", "surprised", "raisedExcitedNatural"),
        "sleeping": _faces("serious default", "closed", "flatNatural defaultNatural"),
        "winking": _faces("smile tongue", "wink", "defaultNatural"),
        "serious": _faces("serious", "default", "flatNatural"),
    },
    hats={"a hat": ("hat",), "a cap": ("winterHat02", "winterHat03")},
    glasses={"glasses": ("prescription01", "prescription02", "round"), "sunglasses": ("sunglasses",)},
)
_PERSONAS = _Style(
    groups=("skin", "eyes", "hair", "hats", "body", "mouth", "nose", "facialHair"),
    women=tuple("long bobCut pigtails bobBangs straightBun extraLong".split()),
    men=tuple("shortCombover buzzcut balding fade shortComboverChops".split()),
    either=tuple("sideShave curlyHighTop curly curlyBun bunUndercut mohawk".split()),
    facial_hair=tuple("beardMustache pyramid walrus goatee shadow soulPatch".split()),
    clothes={"shirt": ("rounded", "small", "squared"), "sweater": ("checkered",)},
    expressions={
        "smiling": _faces("smile smirk", "open"),
        "laughing": _faces("bigSmile", "happy"),
        "sad": _faces("frown", "open"),
        "surprised": _faces("surprise", "open"),
        "sleeping": _faces("lips smirk", "sleep"),
        "winking": _faces("smile smirk bigSmile", "wink"),
        "serious": _faces("lips", "open"),
    },
    hats={"a cap": ("cap", "beanie")},
    glasses={"glasses": ("glasses",), "sunglasses": ("sunglasses",)},
)
_TOON_HEAD = _Style(
    groups=("rearHair", "body", "head", "clothes", "mouth", "beard", "eyes", "eyebrows", "hair"),
    women=tuple(
        f"{front}+{rear}" for front in ("sideComed", "bun") for rear in ("longStraight", "longWavy", "shoulderHigh")
    ),
    men=("sideComed", "undercut", "spiky"),
    either=tuple(f"{front}+neckHigh" for front in ("sideComed", "undercut", "spiky")),
    facial_hair=tuple("moustacheTwirl fullBeard chin chinMoustache longBeard".split()),
    clothes={"sweater": ("turtleNeck",), "jacket": ("openJacket",), "dress": ("dress",), "shirt": ("shirt", "tShirt")},
    expressions={
        "smiling": _faces("smile", "wide humble", "happy neutral"),
        "laughing": _faces("laugh", "happy", "raised happy"),
        "sad": _faces("sad", "wide humble", "sad"),
        "angry": _faces("angry", "wide", "angry"),
        "surprised": _faces("agape", "wide", "raised"),
        "sleeping": _faces("smile sad", "bow", "neutral"),
        "winking": _faces("smile laugh", "wink", "happy"),
    },
    hats={},
    glasses={},
)
_STYLES: Mapping[str, _Style] = {"avataaars": _AVATAAARS, "personas": _PERSONAS, "toon-head": _TOON_HEAD}
_HAIR_TINTS = ("black", "brown", "blond", "red", "gray", "white")
_FACIAL_GROUP = {"avataaars": "facialHair", "personas": "facialHair", "toon-head": "beard"}
_CLOTHES_GROUP = {"avataaars": "clothing", "personas": "body", "toon-head": "clothes"}


@dataclass(frozen=True, slots=True)
class Identity:
    """Who someone is: all that does not change from picture to picture."""

    number: int
    style: str
    word: str  # man | woman | person
    skin: str
    hair: str
    hair_tint: str
    facial_hair: str | None
    nose: str | None

    @property
    def is_held_out(self) -> bool:
        return self.number % HELD_OUT_EVERY == 0


@dataclass(frozen=True, slots=True)
class Look:
    """One identity in one moment."""

    identity: Identity
    expression: str
    face: tuple[tuple[str, str], ...]
    clothes: str
    clothes_variant: str
    clothes_color: str
    wears: str | None
    wears_variant: str | None


@cache
def identity(number: int) -> Identity:
    """The identity of a number in 0..IDENTITIES-1."""
    rng = random.Random(f"identity {number}")
    style_name = rng.choice(("avataaars", "avataaars", "personas", "toon-head"))
    style = _STYLES[style_name]
    word = rng.choice(("man", "woman", "man", "woman", "person"))
    hair = rng.choice({"man": style.men, "woman": style.women, "person": style.either}[word])
    facial = rng.choice(style.facial_hair) if word == "man" and rng.random() < 0.55 else None
    nose = {"avataaars": "default", "personas": rng.choice(("mediumRound", "smallRound"))}.get(style_name)
    return Identity(number, style_name, word, str(rng.randrange(5)), hair, rng.choice(_HAIR_TINTS), facial, nose)


def random_look(rng: random.Random, held_out: bool = False, who: Identity | None = None) -> Look:
    """A random moment of a random (or the given) identity."""
    if who is None:
        number = rng.randrange(IDENTITIES)
        number -= number % HELD_OUT_EVERY
        who = identity(number if held_out else number + rng.randrange(1, HELD_OUT_EVERY))
    style = _STYLES[who.style]
    expression = rng.choice(list(style.expressions))
    face = rng.choice(style.expressions[expression])
    clothes = rng.choice([word for word in style.clothes if word != "dress" or who.word != "man"])
    wears = variant = None
    wearable = {**style.hats, **(style.glasses if _eyes_are_open(who.style, expression) else {})}
    if wearable and rng.random() < 0.35:
        wears = rng.choice(list(wearable))
        variant = rng.choice(wearable[wears])
    return Look(
        who,
        expression,
        tuple(face.items()),
        clothes,
        rng.choice(style.clothes[clothes]),
        rng.choice(vocabulary().clothes_colors),
        wears,
        variant,
    )


def _eyes_are_open(style: str, expression: str) -> bool:
    """Personas draws glasses instead of eyes, so expressions told by the eyes go without."""
    return style != "personas" or expression in ("smiling", "sad", "surprised", "serious")


@cache
def _layer_names() -> dict[tuple[str, str, str, str], str]:
    """(style, group, variant, tint) to the archive's entry."""
    with zipfile.ZipFile(resources() / "world" / "people.zip") as archive:
        names = archive.namelist()
    found = {}
    for name in names:
        style, group, file = name.split("/")
        variant, tint = file.removesuffix(".webp").rsplit("-", 1)
        found[style, group[3:], variant, tint] = name
    return found


@cache
def _archive() -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO((resources() / "world" / "people.zip").read_bytes()))


@lru_cache(maxsize=1024)
def _layer(name: str) -> Image.Image:
    return Image.open(io.BytesIO(_archive().read(name))).convert("RGBA")


def _variants(look: Look) -> dict[str, tuple[str, str]]:
    """Group to (variant, tint) of everything this look draws."""
    who = look.identity
    front, _, rear = who.hair.partition("+")
    hair_group = "top" if who.style == "avataaars" else "hair"
    chosen = dict.fromkeys(("base", "skin"), ("default", who.skin))
    chosen |= {"body": ("body", who.skin), "head": ("head", who.skin), hair_group: (front, who.hair_tint)}
    chosen |= {group: (variant, "") for group, variant in look.face}
    chosen[_CLOTHES_GROUP[who.style]] = (look.clothes_variant, look.clothes_color)
    if rear:
        chosen["rearHair"] = (rear, who.hair_tint)
    if who.facial_hair:
        chosen[_FACIAL_GROUP[who.style]] = (who.facial_hair, who.hair_tint)
    if who.nose:
        chosen["nose"] = (who.nose, "")
    if look.wears and look.wears_variant:
        if look.wears in ("glasses", "sunglasses"):
            where = ("eyes", "") if who.style == "personas" else ("accessories", "black")
            chosen[where[0]] = (look.wears_variant, where[1])
        else:
            chosen.pop(hair_group)
            chosen["hats"] = (look.wears_variant, _hat_color(look))
    return chosen


def _hat_color(look: Look) -> str:
    colors = vocabulary().clothes_colors
    return colors[(look.identity.number + colors.index(look.clothes_color)) % len(colors)]


def layer_of(style: str, group: str, variant: str, tint: str) -> Image.Image:
    """One layer, RGBA on the style's whole canvas, 112 px; read-only. KeyError when there is none."""
    return _layer(_layer_names()[style, group, variant, tint])


@lru_cache(maxsize=256)
def portrait(look: Look) -> Image.Image:
    """Head and shoulders, cropped to what is drawn; read-only."""
    canvas = drawn(look)
    return canvas.crop(canvas.getbbox())


def drawn(look: Look) -> Image.Image:
    """The same on the style's whole canvas, 112 px."""
    style, chosen, names = _STYLES[look.identity.style], _variants(look), _layer_names()
    canvas: Image.Image | None = None
    for group in style.groups:
        if group not in chosen:
            continue
        variant, tint = chosen[group]
        layer = _layer(names[look.identity.style, group, variant, tint])
        canvas = layer.copy() if canvas is None else Image.alpha_composite(canvas, layer)
    assert canvas is not None, "every style draws a head"
    return canvas


def person_thing(look: Look, box: Box, mask: Mask) -> Thing:
    """The labels of a drawn look. Hair under a hat is not named."""
    who = look.identity
    is_hatted = look.wears is not None and look.wears not in ("glasses", "sunglasses")
    return Thing(
        who.word,
        f"person:{who.number}",
        box,
        mask,
        expression=look.expression,
        clothes=look.clothes,
        clothes_color=look.clothes_color,
        hair=None if is_hatted else f"{who.hair_tint} hair",
        wears=look.wears,
    )
