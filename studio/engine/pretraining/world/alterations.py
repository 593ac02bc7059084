"""One drawing made into others: another hue, another hand's proportions, another one of its class.

All take and give "RGBA" sprites and leave what is transparent transparent. Not here: when it is done (scenes.py).
"""

from __future__ import annotations

import random

import numpy as np
from PIL import Image, ImageDraw


def recolored(sprite: Image.Image, hue_degrees: float) -> Image.Image:
    """The drawing in one hue, light and dark kept."""
    hsv = np.array(sprite.convert("RGB").convert("HSV"))
    hsv[..., 0] = int(hue_degrees / 360 * 255) % 256
    hsv[..., 1] = np.clip(hsv[..., 1].astype(int) * 0.6 + 110, 0, 255)
    tinted = Image.fromarray(hsv, "HSV").convert("RGB")
    tinted.putalpha(sprite.getchannel("A"))
    return tinted


def _bent(sprite: Image.Image, strength: float, rng: random.Random) -> Image.Image:
    """Parts of it larger, others smaller: the lines of a 3 x 3 grid move by up to a tenth of its size."""
    width, height = sprite.size
    points = np.array([[(x * width / 3, y * height / 3) for x in range(4)] for y in range(4)])
    for row in range(4):
        for column in range(4):
            if 0 < column < 3:
                points[row, column, 0] += rng.uniform(-0.1, 0.1) * strength * width
            if 0 < row < 3:
                points[row, column, 1] += rng.uniform(-0.1, 0.1) * strength * height
    mesh = []
    for row in range(3):
        for column in range(3):
            box = tuple(
                round(v)
                for v in (column * width / 3, row * height / 3, (column + 1) * width / 3, (row + 1) * height / 3)
            )
            corners = (
                points[row, column],
                points[row + 1, column],
                points[row + 1, column + 1],
                points[row, column + 1],
            )
            mesh.append((box, tuple(float(v) for corner in corners for v in corner)))
    return sprite.transform(sprite.size, Image.Transform.MESH, mesh, Image.Resampling.BICUBIC)


def warped(sprite: Image.Image, strength: float, rng: random.Random) -> Image.Image:
    """The same drawing by another hand: other proportions, slant and tint, at strength 1 as far as Mix.warp says."""
    sprite = _bent(sprite, strength, rng)
    stretch, slant = np.exp(rng.uniform(-0.2, 0.2) * strength), rng.uniform(-0.14, 0.14) * strength
    width = max(4, round(sprite.width * stretch))
    room = round(abs(slant) * sprite.height)
    moved = sprite.resize((width, sprite.height), Image.Resampling.BICUBIC).transform(
        (width + room, sprite.height),
        Image.Transform.AFFINE,
        (1, slant, -max(slant, 0) * sprite.height, 0, 1, 0),
        Image.Resampling.BICUBIC,
    )
    hsv = np.array(moved.convert("RGB").convert("HSV"))
    hsv[..., 0] = (hsv[..., 0].astype(int) + round(rng.uniform(-30, 30) * strength / 360 * 255)) % 256
    hsv[..., 1] = np.clip(hsv[..., 1] * (1 + rng.uniform(-0.4, 0.3) * strength), 0, 255)
    hsv[..., 2] = np.clip(hsv[..., 2] * (1 + rng.uniform(-0.25, 0.15) * strength), 0, 255)
    tinted = Image.fromarray(hsv, "HSV").convert("RGB")
    tinted.putalpha(moved.getchannel("A"))
    return tinted


def _marking(size: tuple[int, int], rng: random.Random) -> Image.Image:
    """Where a marking lies, "L": a few spots, or stripes in one direction."""
    width, height = size
    where = Image.new("L", size, 0)
    pen = ImageDraw.Draw(where)
    if rng.random() < 0.5:
        for _ in range(rng.randint(1, 6)):
            x, y, radius = rng.uniform(0, width), rng.uniform(0, height), rng.uniform(0.06, 0.2) * width
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    else:
        step, slope = rng.uniform(0.12, 0.3) * width, rng.uniform(-1, 1) * height
        for number in range(-8, 16):
            start = number * step
            pen.line((start, 0, start + slope, height), fill=255, width=max(1, round(step * rng.uniform(0.3, 0.5))))
    return where


def altered(sprite: Image.Image, rng: random.Random) -> Image.Image:
    """Another one of the class: other proportions, often other hues, sometimes a marking of its own."""
    sprite = warped(sprite, rng.uniform(0.5, 1.3), rng)
    alpha = sprite.getchannel("A")
    picture = sprite.convert("RGB")
    if rng.random() < 0.4:
        hsv = np.array(picture.convert("HSV"))
        hsv[..., 0] = (hsv[..., 0].astype(int) + rng.randint(20, 235)) % 256
        picture = Image.fromarray(hsv, "HSV").convert("RGB")
    if rng.random() < 0.25:
        shade = Image.new("RGB", picture.size, tuple(rng.randint(20, 235) for _ in range(3)))
        where = _marking(picture.size, rng).point([round(value * 0.75) for value in range(256)])
        picture = Image.composite(shade, picture, where)
    picture.putalpha(alpha)
    return picture
