"""Guest styles: people of three further avatar styles, for the face pack alone.

Adventurer and Big Smile are learned from, Micah never is: it shows what the pack makes of a hand it has not seen. The
layers come from `resources/world/guests.zip`. Not here: the people of the mini world's own captions (avatars.py), where
eyes and mouths are (faces.py), rendering from npm (../render_world.py).
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from PIL import Image

from studio.core.folders import resources

UNSEEN_STYLE = "micah"


@dataclass(frozen=True, slots=True)
class _Guest:
    """What a style can draw; groups in drawing order."""

    groups: tuple[str, ...]
    skin: tuple[str, ...]  # groups in the colour of the skin
    moving: tuple[str, ...]  # groups that change from picture to picture: expression and clothes
    worn: tuple[str, ...] = ()  # glasses and the like, at times
    moustache: tuple[str, str] | None = None  # group and variant
    skins: int = 4


_GUESTS = {
    "adventurer": _Guest(
        ("base", "eyes", "eyebrows", "mouth", "features", "glasses", "hair"),
        ("base",),
        ("eyes", "eyebrows", "mouth"),
        ("glasses",),
        ("features", "mustache"),
    ),
    "big-smile": _Guest(
        ("face", "mouth", "eyes", "hair", "accessories"),
        ("face",),
        ("mouth", "eyes"),
        ("accessories",),
        ("accessories", "mustache"),
        skins=5,
    ),
    "micah": _Guest(
        ("base", "mouth", "eyebrows", "hair", "eyes", "nose", "ears", "shirt"),
        ("base", "ears"),
        ("mouth", "eyebrows", "eyes", "shirt"),
    ),
}
STYLES: tuple[str, ...] = tuple(_GUESTS)


@dataclass(frozen=True, slots=True)
class Guest:
    """Who someone is: all that does not change from picture to picture."""

    style: str
    skin: str
    hair: str
    hair_tint: str
    moustache: bool = False


@dataclass(frozen=True, slots=True)
class GuestLook:
    """One guest in one moment: group to (variant, tint), in drawing order."""

    guest: Guest
    layers: tuple[tuple[str, str, str], ...]

    def variant(self, group: str) -> str:
        """KeyError when the group is not drawn."""
        return {name: variant for name, variant, _ in self.layers}[group]


@cache
def _archive() -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO((resources() / "world" / "guests.zip").read_bytes()))


@cache
def _names() -> dict[tuple[str, str, str, str], str]:
    """(style, group, variant, tint) to the archive's entry."""
    found = {}
    for name in _archive().namelist():
        style, group, file = name.split("/")
        variant, tint = file.removesuffix(".webp").rsplit("-", 1)
        found[style, group[3:], variant, tint] = name
    return found


@cache
def variants(style: str, group: str) -> tuple[str, ...]:
    """The drawings of a group, sorted."""
    return tuple(sorted({v for s, g, v, _ in _names() if (s, g) == (style, group)}))


@lru_cache(maxsize=1024)
def layer(style: str, group: str, variant: str, tint: str) -> Image.Image:
    """RGBA on the style's whole canvas, 144 px; read-only."""
    return Image.open(io.BytesIO(_archive().read(_names()[style, group, variant, tint]))).convert("RGBA")


@cache
def guests(style: str) -> tuple[Guest, ...]:
    """Everyone a style can draw, in a fixed order."""
    plan = _GUESTS[style]
    tints = sorted({tint for s, g, _, tint in _names() if (s, g) == (style, "hair")})
    moustaches: Sequence[bool] = (False, True) if plan.moustache else (False,)
    return tuple(
        Guest(style, str(skin), hair, tint, moustache)
        for skin in range(plan.skins)
        for hair in variants(style, "hair")
        for tint in tints
        for moustache in moustaches
    )


def random_look(guest: Guest, rng: random.Random) -> GuestLook:
    """Another expression, other clothes, glasses at times."""
    plan, chosen = _GUESTS[guest.style], {}
    for group in plan.skin:
        chosen[group] = (variants(guest.style, group)[0], guest.skin)
    if "ears" in chosen:
        chosen["ears"] = (rng.choice(variants(guest.style, "ears")), guest.skin)
    for group in plan.moving:
        tints = sorted({tint for s, g, _, tint in _names() if (s, g) == (guest.style, group)})
        chosen[group] = (rng.choice(variants(guest.style, group)), rng.choice(tints))
    chosen["hair"] = (guest.hair, guest.hair_tint)
    if "nose" in plan.groups:
        chosen["nose"] = (variants(guest.style, "nose")[0], "")
    for group in plan.worn:
        worn = [v for v in variants(guest.style, group) if v != "mustache"]
        if rng.random() < 0.25:
            chosen[group] = (rng.choice(worn), "")
    if guest.moustache and plan.moustache:
        chosen[plan.moustache[0]] = (plan.moustache[1], "")
    return GuestLook(guest, tuple((group, *chosen[group]) for group in plan.groups if group in chosen))


def drawn(look: GuestLook) -> Image.Image:
    """RGBA on the style's whole canvas."""
    canvas: Image.Image | None = None
    for group, variant, tint in look.layers:
        part = layer(look.guest.style, group, variant, tint)
        canvas = part.copy() if canvas is None else Image.alpha_composite(canvas, part)
    assert canvas is not None, "every style draws a head"
    return canvas
