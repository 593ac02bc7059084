"""Ten picture styles as filters over a finished scene. Masks and boxes stay valid: nothing moves.

Not here: the caption words of a style (they are the keys, and resources/vocabulary.json lists them).
"""

from __future__ import annotations

import random
from collections.abc import Callable

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from studio.engine.pretraining.world.places import grain

Style = Callable[[Image.Image, random.Random], Image.Image]


def _edges(picture: Image.Image) -> Image.Image:
    """Edges without the frame that FIND_EDGES leaves at the border."""
    found = picture.filter(ImageFilter.FIND_EDGES)
    inner = found.crop((1, 1, found.width - 1, found.height - 1))
    flat = Image.new(found.mode, found.size)
    flat.paste(inner, (1, 1))
    return flat


def _sketch(picture: Image.Image, rng: random.Random) -> Image.Image:
    grey = picture.convert("L")
    strokes = ImageOps.invert(_edges(grey)).point([max(0, 255 - (255 - v) * 3) for v in range(256)])
    return ImageChops.multiply(grey.point([min(255, 150 + v // 2) for v in range(256)]), strokes).convert("RGB")


def _watercolor(picture: Image.Image, rng: random.Random) -> Image.Image:
    soft = picture.filter(ImageFilter.MedianFilter(5)).filter(ImageFilter.GaussianBlur(1))
    return grain(Image.blend(soft, Image.new("RGB", picture.size, (250, 248, 240)), 0.3), rng, 24, 10)


def _pixels(picture: Image.Image, rng: random.Random) -> Image.Image:
    small = picture.resize((32, 32), Image.Resampling.BOX).quantize(24).convert("RGB")
    return small.resize(picture.size, Image.Resampling.NEAREST)


def _oil(picture: Image.Image, rng: random.Random) -> Image.Image:
    return ImageEnhance.Color(picture.filter(ImageFilter.ModeFilter(5))).enhance(1.25)


def _black_and_white(picture: Image.Image, rng: random.Random) -> Image.Image:
    return picture.convert("L").convert("RGB")


def _neon(picture: Image.Image, rng: random.Random) -> Image.Image:
    glow = _edges(picture).filter(ImageFilter.GaussianBlur(1))
    glow = ImageEnhance.Brightness(ImageEnhance.Color(glow).enhance(2.5)).enhance(2.4)
    return ImageChops.screen(glow, Image.new("RGB", picture.size, (12, 6, 28)))


def _sepia(picture: Image.Image, rng: random.Random) -> Image.Image:
    return ImageOps.colorize(picture.convert("L"), (45, 28, 12), (250, 232, 195))


def _pop_art(picture: Image.Image, rng: random.Random) -> Image.Image:
    return ImageEnhance.Color(ImageOps.posterize(picture, 2)).enhance(1.8)


def _mosaic(picture: Image.Image, rng: random.Random) -> Image.Image:
    tiles = picture.resize((16, 16), Image.Resampling.BOX).resize(picture.size, Image.Resampling.NEAREST)
    pen = ImageDraw.Draw(tiles)
    for k in range(0, picture.width, picture.width // 16):
        pen.line((k, 0, k, picture.height), fill=(60, 60, 60))
        pen.line((0, k, picture.width, k), fill=(60, 60, 60))
    return tiles


def _blueprint(picture: Image.Image, rng: random.Random) -> Image.Image:
    lines = _edges(picture.convert("L")).point([min(255, v * 3) for v in range(256)])
    return ImageOps.colorize(lines, (20, 60, 150), (235, 245, 255))


STYLES: dict[str, Style] = {
    "a pencil sketch of": _sketch,
    "a watercolor painting of": _watercolor,
    "pixel art of": _pixels,
    "an oil painting of": _oil,
    "a black and white photo of": _black_and_white,
    "a neon drawing of": _neon,
    "a sepia photo of": _sepia,
    "a pop art print of": _pop_art,
    "a mosaic of": _mosaic,
    "a blueprint of": _blueprint,
}


def in_style(picture: Image.Image, words: str, rng: random.Random) -> Image.Image:
    """The same scene drawn in a style; KeyError for unknown words."""
    return STYLES[words](picture, rng)
