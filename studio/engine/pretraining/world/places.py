"""The twenty procedural places and the plain grounds of the mini world, 128 px square.

Each place is a function of a random generator, registered under the words the captions use. Nothing here knows
what will stand in it. Not here: the list of places that exists (resources/vocabulary.json; a test compares both).
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from studio.engine.pretraining.world.labels import SIDE_PX
from studio.engine.pretraining.world.vocabulary import RGB, vocabulary

N = SIDE_PX
Place = Callable[[random.Random], Image.Image]
PLACES: dict[str, Place] = {}


def _place(words: str) -> Callable[[Place], Place]:
    def register(draw: Place) -> Place:
        PLACES[words] = draw
        return draw

    return register


# ------------------------------------------------------------------ brushes


def jitter(rng: random.Random, color: RGB, amount: int = 18) -> RGB:
    red, green, blue = (max(0, min(255, value + rng.randint(-amount, amount))) for value in color)
    return red, green, blue


def _gradient(top: RGB, bottom: RGB) -> Image.Image:
    ramp = np.linspace(0, 1, N)[:, None, None]
    return Image.fromarray((np.array(top) * (1 - ramp) + np.array(bottom) * ramp).repeat(N, 1).astype(np.uint8))


def grain(picture: Image.Image, rng: random.Random, cells: int, amount: float) -> Image.Image:
    """Add smooth grey noise of `cells` squares across, `amount` grey levels strong."""
    noise = np.random.RandomState(rng.getrandbits(31)).randn(cells, cells).astype(np.float32)
    smooth = np.array(Image.fromarray(noise).resize(picture.size, Image.Resampling.BICUBIC)) * amount
    return Image.fromarray(np.clip(np.array(picture, np.float32) + smooth[..., None], 0, 255).astype(np.uint8))


def _ground(
    picture: Image.Image, rng: random.Random, color: RGB, top: int, cells: int = 16, amount: float = 14
) -> Image.Image:
    strip = grain(Image.new("RGB", (N, N), color), rng, cells, amount)
    picture.paste(strip.crop((0, top, N, N)), (0, top))
    return picture


def _sky(rng: random.Random) -> Image.Image:
    return _gradient(jitter(rng, (90, 160, 235)), jitter(rng, (205, 230, 250)))


def _disc(pen: ImageDraw.ImageDraw, x: float, y: float, radius: float, color: RGB) -> None:
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=color)


def _cloud(pen: ImageDraw.ImageDraw, rng: random.Random) -> None:
    x, y = rng.randint(0, N), rng.randint(8, 35)
    for _ in range(5):
        dx, dy, radius = rng.randint(-12, 12), rng.randint(-4, 4), rng.randint(6, 12)
        pen.ellipse(
            (x + dx - radius, y + dy - radius // 2, x + dx + radius, y + dy + radius // 2), fill=(250, 250, 252)
        )


def _tree(pen: ImageDraw.ImageDraw, x: int, y: int, height: int, color: RGB, is_conifer: bool) -> None:
    pen.rectangle((x - 2, y - height // 3, x + 2, y), fill=(100, 70, 40))
    if not is_conifer:
        pen.ellipse((x - height // 3, y - height, x + height // 3, y - height // 3), fill=color)
        return
    for tier in range(3):
        peak, half = y - height + tier * height // 5, height // 4 + tier * 2
        foot = y - height // 3 + tier * height // 8 - height // 5
        pen.polygon([(x, peak), (x - half, foot), (x + half, foot)], fill=color)


# ------------------------------------------------------------------ places


@_place("on a beach")
def _beach(rng: random.Random) -> Image.Image:
    picture = _sky(rng)
    pen = ImageDraw.Draw(picture)
    horizon, shore = rng.randint(45, 60), rng.randint(74, 88)
    pen.rectangle((0, horizon, N, N), fill=jitter(rng, (40, 140, 200)))
    _ground(picture, rng, jitter(rng, (235, 210, 150)), shore)
    pen.line(
        [(x, shore + int(2 * math.sin(x / 9 + horizon))) for x in range(0, N + 4, 4)], fill=(250, 250, 250), width=3
    )
    if rng.random() < 0.5:
        _disc(pen, rng.randint(12, 110), 17, 9, (255, 240, 120))
    return picture


@_place("in the snow")
def _snow(rng: random.Random) -> Image.Image:
    picture = _gradient(jitter(rng, (150, 180, 210)), jitter(rng, (225, 235, 245)))
    top = rng.randint(65, 85)
    _ground(picture, rng, jitter(rng, (243, 247, 252), 6), top, 8, 5)
    pen = ImageDraw.Draw(picture)
    for _ in range(rng.randint(0, 4)):
        _tree(pen, rng.randint(0, N), top + 4, rng.randint(22, 40), jitter(rng, (60, 110, 90)), True)
    for _ in range(rng.randint(15, 45)):
        _disc(pen, rng.randint(0, N), rng.randint(0, N), rng.choice((1, 1, 2)), (255, 255, 255))
    return picture


@_place("on the grass")
def _grass(rng: random.Random) -> Image.Image:
    picture = _sky(rng)
    pen = ImageDraw.Draw(picture)
    for _ in range(rng.randint(0, 3)):
        _cloud(pen, rng)
    top = rng.randint(66, 84)
    _ground(picture, rng, jitter(rng, (100, 180, 70)), top, 32, 16)
    for _ in range(rng.randint(0, 14)):
        _disc(
            pen,
            rng.randint(0, N),
            rng.randint(top + 3, N),
            2,
            rng.choice([(250, 230, 80), (250, 250, 250), (240, 120, 160)]),
        )
    return picture


@_place("in the desert")
def _desert(rng: random.Random) -> Image.Image:
    picture = _gradient(jitter(rng, (110, 180, 230)), jitter(rng, (250, 225, 180)))
    top = rng.randint(70, 85)
    dunes = [(x, top - int(14 + 12 * math.sin(x / 25 + top))) for x in range(0, N + 1, 4)]
    ImageDraw.Draw(picture).polygon([(0, top), *dunes, (N, top)], fill=jitter(rng, (225, 170, 95)))
    return _ground(picture, rng, jitter(rng, (235, 185, 110)), top, 12, 10)


@_place("in front of mountains")
def _mountains(rng: random.Random) -> Image.Image:
    picture = _sky(rng)
    pen = ImageDraw.Draw(picture)
    top = rng.randint(78, 92)
    for _ in range(3):
        x, height, width = rng.randint(0, N), rng.randint(35, 65), rng.randint(30, 50)
        pen.polygon([(x, top - height), (x - width, top), (x + width, top)], fill=jitter(rng, (105, 115, 140)))
        cap = top - height + height // 3
        pen.polygon(
            [(x, top - height), (x - width // 3, cap), (x, top - height + height // 4), (x + width // 3, cap)],
            fill=(245, 247, 250),
        )
    return _ground(picture, rng, jitter(rng, (90, 150, 80)), top, 16, 12)


@_place("in a city at night")
def _city(rng: random.Random) -> Image.Image:
    picture = _gradient(jitter(rng, (12, 14, 45), 8), jitter(rng, (60, 40, 100)))
    pen = ImageDraw.Draw(picture)
    left, street = 0, 100
    while left < N:
        width, height = rng.randint(14, 26), rng.randint(35, 80)
        pen.rectangle((left, street - height, left + width - 2, street), fill=jitter(rng, (35, 38, 60), 10))
        for y in range(street - height + 4, street - 3, 7):
            for x in range(left + 3, left + width - 5, 6):
                if rng.random() < 0.55:
                    pen.rectangle((x, y, x + 2, y + 3), fill=(250, 220, 110))
        left += width
    pen.rectangle((0, street, N, N), fill=jitter(rng, (45, 45, 55), 8))
    return picture


@_place("under the sea")
def _sea(rng: random.Random) -> Image.Image:
    picture = grain(_gradient(jitter(rng, (60, 170, 210)), jitter(rng, (10, 50, 120))), rng, 6, 8)
    pen = ImageDraw.Draw(picture)
    for _ in range(rng.randint(5, 20)):
        x, y, radius = rng.randint(0, N), rng.randint(0, N), rng.randint(1, 4)
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=(190, 230, 250))
    for _ in range(rng.randint(2, 6)):
        x = rng.randint(0, N)
        weed = [(x + int(3 * math.sin(k / 4)), N - k) for k in range(0, rng.randint(15, 35), 3)]
        pen.line(weed, fill=jitter(rng, (40, 140, 80)), width=3)
    return picture


@_place("in space")
def _space(rng: random.Random) -> Image.Image:
    picture = grain(Image.new("RGB", (N, N), (10, 10, 28)), rng, 4, 10)
    pen = ImageDraw.Draw(picture)
    for _ in range(rng.randint(30, 70)):
        _disc(
            pen, rng.randint(0, N - 1), rng.randint(0, N - 1), rng.choice((0, 0, 1)), (255, 255, rng.randint(200, 255))
        )
    if rng.random() < 0.6:
        planet = rng.choice([(200, 120, 80), (120, 150, 210), (210, 190, 130)])
        _disc(pen, rng.randint(5, 120), rng.randint(5, 60), rng.randint(8, 18), jitter(rng, planet))
    return picture


@_place("on a wooden table")
def _table(rng: random.Random) -> Image.Image:
    picture = Image.new("RGB", (N, N), jitter(rng, (225, 215, 195)))
    top, wood = rng.randint(68, 85), jitter(rng, (150, 95, 50))
    _ground(picture, rng, wood, top, 4, 4)
    pen = ImageDraw.Draw(picture)
    dark, light = (
        tuple(int(c * 0.65 + e * 0.35) for c, e in zip(wood, end, strict=True)) for end in ((60, 30, 10), (255,) * 3)
    )
    for y in range(top, N, 9):
        pen.line((0, y, N, y + rng.randint(-2, 2)), fill=dark, width=1)
    pen.line((0, top, N, top), fill=light, width=2)
    return picture


@_place("in front of a brick wall")
def _bricks(rng: random.Random) -> Image.Image:
    color = jitter(rng, (170, 75, 55))
    picture = Image.new("RGB", (N, N), (205, 195, 185))
    pen = ImageDraw.Draw(picture)
    for row, y in enumerate(range(0, N, 12)):
        for x in range(-(row % 2) * 12, N, 24):
            pen.rectangle((x + 1, y + 1, x + 22, y + 10), fill=jitter(rng, color, 10))
    return picture


@_place("in a forest")
def _forest(rng: random.Random) -> Image.Image:
    picture = _gradient(jitter(rng, (150, 200, 160)), jitter(rng, (200, 225, 190)))
    pen = ImageDraw.Draw(picture)
    for _ in range(rng.randint(9, 15)):
        color = jitter(rng, (40, 110, 50))
        _tree(pen, rng.randint(0, N), 90 + rng.randint(-6, 4), rng.randint(45, 85), color, rng.random() < 0.6)
    return _ground(picture, rng, jitter(rng, (80, 110, 50)), 90, 24, 14)


@_place("at sunset")
def _sunset(rng: random.Random) -> Image.Image:
    picture = _gradient(jitter(rng, (120, 50, 120)), jitter(rng, (255, 150, 70)))
    pen = ImageDraw.Draw(picture)
    top, radius = rng.randint(80, 92), rng.randint(14, 22)
    _disc(pen, rng.randint(25, 100), top - 6, radius, (255, 225, 120))
    pen.rectangle((0, top, N, N), fill=jitter(rng, (70, 35, 75)))
    return picture


@_place("in a room")
def _room(rng: random.Random) -> Image.Image:
    wall = rng.choice([(190, 210, 220), (225, 205, 190), (200, 220, 190)])
    picture = Image.new("RGB", (N, N), jitter(rng, wall))
    _ground(picture, rng, jitter(rng, (165, 120, 80)), rng.randint(82, 95), 6, 5)
    pen = ImageDraw.Draw(picture)
    x = rng.randint(8, 80)
    pen.rectangle((x, 12, x + 36, 50), fill=(250, 250, 250))
    pen.rectangle((x + 3, 15, x + 33, 47), fill=jitter(rng, (150, 205, 245)))
    pen.line((x + 18, 15, x + 18, 47), fill=(250, 250, 250), width=2)
    return picture


@_place("on a road")
def _road(rng: random.Random) -> Image.Image:
    picture = _sky(rng)
    top = rng.randint(62, 76)
    _ground(picture, rng, jitter(rng, (110, 165, 80)), top)
    pen = ImageDraw.Draw(picture)
    pen.polygon([(52, top), (76, top), (N + 25, N), (-25, N)], fill=jitter(rng, (85, 85, 90), 8))
    for near, far in ((k / 5, k / 5 + 0.1) for k in range(5)):
        y0, y1, w0, w1 = top + (N - top) * near, top + (N - top) * far, 1 + 4 * near, 1 + 4 * far
        pen.polygon([(64 - w0, y0), (64 + w0, y0), (64 + w1, y1), (64 - w1, y1)], fill=(240, 240, 230))
    return picture


@_place("in the rain")
def _rain(rng: random.Random) -> Image.Image:
    picture = _gradient(jitter(rng, (95, 105, 125)), jitter(rng, (150, 160, 170)))
    _ground(picture, rng, jitter(rng, (90, 100, 105)), rng.randint(80, 95), 8, 8)
    pen = ImageDraw.Draw(picture)
    for _ in range(60):
        x, y = rng.randint(0, N), rng.randint(0, N)
        pen.line((x, y, x - 2, y + 7), fill=(190, 210, 235))
    return picture


@_place("on a checkered floor")
def _checkered(rng: random.Random) -> Image.Image:
    light = jitter(rng, (235, 235, 235), 10)
    dark = jitter(rng, rng.choice([(40, 40, 45), (190, 60, 60), (60, 90, 170)]))
    picture = Image.new("RGB", (N, N), light)
    pen = ImageDraw.Draw(picture)
    for y in range(0, N, 16):
        for x in range(0, N, 16):
            if (x // 16 + y // 16) % 2:
                pen.rectangle((x, y, x + 15, y + 15), fill=dark)
    return picture


@_place("on a rainbow background")
def _rainbow(rng: random.Random) -> Image.Image:
    picture = Image.new("RGB", (N, N))
    pen = ImageDraw.Draw(picture)
    bands = [(230, 60, 60), (245, 150, 50), (250, 225, 80), (90, 190, 90), (70, 120, 220), (140, 80, 190)]
    for index, color in enumerate(bands):
        pen.rectangle((0, index * 22, N, index * 22 + 22), fill=jitter(rng, color, 8))
    return picture


@_place("in a flower garden")
def _garden(rng: random.Random) -> Image.Image:
    picture = _ground(Image.new("RGB", (N, N), (120, 190, 90)), rng, jitter(rng, (110, 180, 80)), 0, 24, 14)
    pen = ImageDraw.Draw(picture)
    for _ in range(rng.randint(35, 55)):
        x, y = rng.randint(0, N), rng.randint(0, N)
        color = rng.choice([(240, 90, 120), (250, 210, 70), (250, 250, 250), (190, 110, 220)])
        for petal in range(5):
            angle = petal * 2 * math.pi / 5
            _disc(pen, x + 4 * math.cos(angle), y + 4 * math.sin(angle), 3, color)
        _disc(pen, x, y, 2, (250, 230, 120))
    return picture


@_place("on the moon")
def _moon(rng: random.Random) -> Image.Image:
    picture = _space(rng)
    top = rng.randint(72, 88)
    _ground(picture, rng, jitter(rng, (160, 160, 165), 10), top, 10, 10)
    pen = ImageDraw.Draw(picture)
    for _ in range(rng.randint(3, 8)):
        x, y, radius = rng.randint(0, N), rng.randint(top + 4, N), rng.randint(3, 9)
        box = (x - radius, y - radius // 2, x + radius, y + radius // 2)
        pen.ellipse(box, fill=jitter(rng, (125, 125, 130), 8))
    return picture


@_place("on a stage")
def _stage(rng: random.Random) -> Image.Image:
    picture = Image.new("RGB", (N, N), jitter(rng, (140, 20, 35), 10))
    pen = ImageDraw.Draw(picture)
    for x in range(0, N, 10):
        pen.line((x, 0, x, 90), fill=(95, 10, 22), width=4)
    pen.rectangle((0, 90, N, N), fill=jitter(rng, (150, 105, 60)))
    light = Image.new("L", (N, N), 0)
    ImageDraw.Draw(light).polygon([(64, -10), (20, 110), (108, 110)], fill=70)
    picture.paste((255, 250, 210), (0, 0), light.filter(ImageFilter.GaussianBlur(4)))
    return picture


def place_picture(words: str, rng: random.Random) -> Image.Image:
    """An empty place, 128 px RGB."""
    return PLACES[words](rng)


def plain_picture(color: str, rng: random.Random) -> Image.Image:
    """One flat colour, a shade away from the named one."""
    return Image.new("RGB", (N, N), jitter(rng, vocabulary().plain[color], 14))
