"""Pictures with faces whose boxes and points are exactly known, and aligned faces: what the face pack learns from.

A scene is people of several styles on the mini world's grounds, among drawings of things, at sizes from a tenth to
nine tenths of the picture; some are cut by its edge. Coordinates are px between pixels, as in world/faces.py.
Not here: the people (world/faces.py), the networks (face_networks.py).
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from studio.engine.pretraining.textures import pink_noise
from studio.engine.pretraining.world.drawings import drawing
from studio.engine.pretraining.world.faces import DrawnFace, Person, Points, draw, seen_people
from studio.engine.pretraining.world.labels import Pixels
from studio.engine.pretraining.world.places import place_picture, plain_picture
from studio.engine.pretraining.world.styles import in_style
from studio.engine.pretraining.world.vocabulary import vocabulary

CROP_PX = 112
# Where insightface's recognisers expect the five points in their crop [S insightface.utils.face_align.arcface_dst].
ARCFACE = np.array(
    [[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]], np.float32
)
_MIRRORED = [1, 0, 2, 4, 3]  # whose left is right now
_GROUNDS = 600  # made once, then cut and mirrored anew
_TRIES = 4  # to find a place where a person hides no other
_STYLES = (
    "a pencil sketch of",
    "a watercolor painting of",
    "an oil painting of",
    "a black and white photo of",
    "a sepia photo of",
    "a pop art print of",
)  # those that leave a face a face

Matrix = NDArray[np.float32]  # [2, 3]


@dataclass(frozen=True, slots=True)
class FaceMix:
    """How often things happen, as chances 0..1."""

    nobody: float = 0.08
    one: float = 0.5  # else two to four, or a crowd
    crowd: float = 0.04
    giant: float = 0.1  # somebody so near that only a part is seen, and nobody else: another scale's to answer
    things: float = 0.35
    style: float = 0.12
    soft: float = 0.35
    least: float = 0.12  # of the picture's side: a face's height
    most: float = 0.85
    tilt_deg: float = 8.0  # standard deviation
    plain: bool = False  # no style, softness or noise: for looking closely


@dataclass(frozen=True, slots=True)
class FaceScene:
    """pixels [h, w, 3]; faces [n, 4] left, top, right, bottom; points [n, 5, 2]; people by name."""

    pixels: Pixels
    faces: NDArray[np.float32]
    points: NDArray[np.float32]
    people: tuple[str, ...]


def similarity(source: Points, target: Points) -> Matrix:
    """The turn, scale and shift [2, 3] that brings source [n, 2] nearest to target, by least squares."""
    a, b = source[:, 0] + 1j * source[:, 1], target[:, 0] + 1j * target[:, 1]
    from_mean, to_mean = a - a.mean(), b - b.mean()
    turn = (from_mean.conj() @ to_mean) / (from_mean.conj() @ from_mean).real
    shift = b.mean() - turn * a.mean()
    return np.array([[turn.real, -turn.imag, shift.real], [turn.imag, turn.real, shift.imag]], np.float32)


def mirrored(scene: FaceScene) -> FaceScene:
    """The same scene seen in a mirror."""
    side = scene.pixels.shape[1]
    faces = scene.faces.copy()
    faces[:, [0, 2]] = side - scene.faces[:, [2, 0]]
    points = scene.points[:, _MIRRORED].copy()
    points[..., 0] = side - points[..., 0]
    return FaceScene(np.ascontiguousarray(scene.pixels[:, ::-1]), faces, points, scene.people)


def moved(points: Points, matrix: Matrix) -> Points:
    """points [n, 2] by a matrix [2, 3]."""
    return points @ matrix[:, :2].T + matrix[:, 2]


def _rough(rng: random.Random) -> Pixels:
    """From white noise to clouds: what is rough like a photograph and no face."""
    chance = np.random.RandomState(rng.randrange(2**31))
    shared = pink_noise(chance, rng.uniform(0.0, 1.8))
    colours = [rng.uniform(40, 215) + rng.uniform(15, 60) * shared for _ in range(3)]
    own = [rng.uniform(0, 30) * pink_noise(chance, rng.uniform(0.0, 1.6)) for _ in range(3)]
    return np.clip(np.stack(colours, -1) + np.stack(own, -1), 0, 255).astype(np.uint8)


@lru_cache(maxsize=_GROUNDS)
def _ground(number: int) -> Pixels:
    rng = random.Random(f"ground {number}")
    if rng.random() < 0.25:
        return _rough(rng)
    words = vocabulary()
    if rng.random() < 0.65:
        return np.asarray(place_picture(rng.choice(words.places), rng))
    return np.asarray(plain_picture(rng.choice(list(words.plain)), rng))


def ground(rng: random.Random, side: int) -> Pixels:
    """A place or a plain ground, cut and mirrored by chance, [side, side, 3]."""
    whole = _ground(rng.randrange(_GROUNDS))
    part = rng.uniform(0.5, 1.0)
    cut = int(part * len(whole))
    top, left = rng.randrange(len(whole) - cut + 1), rng.randrange(len(whole) - cut + 1)
    part_of = whole[top : top + cut, left : left + cut]
    found = cv2.resize(part_of, (side, side), interpolation=cv2.INTER_LINEAR)
    return np.ascontiguousarray(found[:, ::-1] if rng.random() < 0.5 else found, np.uint8)


def _warped(picture: NDArray[np.uint8], matrix: Matrix, side: int) -> NDArray[np.float32]:
    """RGBA with alpha multiplied in, float 0..255, [side, side, 4]. matrix: of points between pixels."""
    multiplied = picture.astype(np.float32)
    multiplied[..., :3] *= multiplied[..., 3:] / 255
    centred = matrix.copy()  # OpenCV counts from the middle of the first pixel
    centred[:, 2] += matrix[:, :2] @ (0.5, 0.5) - 0.5
    return np.asarray(cv2.warpAffine(multiplied, centred, (side, side), flags=cv2.INTER_LINEAR), np.float32)


def _shrunk(face: DrawnFace, scale: float) -> tuple[NDArray[np.uint8], float]:
    """The picture made smaller by area first, so that warping it further does not skip pixels; and by how much."""
    if scale > 0.6:
        return face.picture, 1.0
    side = max(8, round(len(face.picture) * scale * 1.2))
    small = np.asarray(Image.fromarray(face.picture).resize((side, side), Image.Resampling.BOX))
    return small, side / len(face.picture)


def _laid(onto: NDArray[np.float32], upper: NDArray[np.float32]) -> None:
    onto *= 1 - upper[..., 3:] / 255
    onto += upper[..., :3]


@cache
def _things() -> tuple[str, ...]:
    return tuple(name for noun in vocabulary().nouns for name in noun.drawings)


def _lay_thing(canvas: NDArray[np.float32], rng: random.Random) -> None:
    """Somewhere, a drawing that is no person."""
    side = len(canvas)
    edge = int(rng.uniform(0.15, 0.6) * side)
    sprite = drawing(rng.choice(_things())).resize((edge, edge), Image.Resampling.BILINEAR)
    layer = Image.new("RGBA", (side, side))
    layer.paste(sprite, (rng.randrange(-side // 8, side), rng.randrange(-side // 8, side)))
    upper = np.asarray(layer).astype(np.float32)
    upper[..., :3] *= upper[..., 3:] / 255
    _laid(canvas, upper)


def face_scene(
    rng: random.Random, side: int, mix: FaceMix = FaceMix(), pool: Sequence[Person] | None = None
) -> FaceScene:
    """One scene of `side` px with people of the pool (None: all that may be learned from)."""
    canvas = ground(rng, side).astype(np.float32)
    while rng.random() < mix.things:
        _lay_thing(canvas, rng)
    is_giant = rng.random() < mix.giant
    count = 0 if is_giant else _count(rng, mix)
    chosen = _pool() if pool is None else pool
    if is_giant:
        person = _by_style(rng, chosen)
        _lay_person(canvas, draw(person, rng), side * rng.uniform(1.25, 2.6), rng, mix)
    faces: list[NDArray[np.float32]] = []
    points: list[Points] = []
    names: list[str] = []
    for _ in range(count):
        person = _by_style(rng, chosen)
        top = mix.most if count == 1 else mix.most / math.sqrt(count)
        height = side * math.exp(rng.uniform(math.log(mix.least), math.log(max(1.2 * mix.least, top))))
        face = draw(person, rng)
        tries = (_place(canvas, face, height, faces, rng, mix) for _ in range(_TRIES))
        placed = next((found for found in tries if found is not None), None)
        if placed is not None:
            faces.append(placed[0])
            points.append(placed[1])
            names.append(person.name)
    pixels = np.clip(canvas, 0, 255).astype(np.uint8)
    if not mix.plain:
        if rng.random() < mix.style:
            pixels = np.asarray(in_style(Image.fromarray(pixels), rng.choice(_STYLES), rng))
        pixels = weathered(pixels, rng, mix.soft)
    return FaceScene(
        np.ascontiguousarray(pixels),
        np.array(faces, np.float32).reshape(-1, 4),
        np.array(points, np.float32).reshape(-1, 5, 2),
        tuple(names),
    )


@cache
def _pool() -> tuple[Person, ...]:
    return seen_people()


@cache
def _grouped(pool: tuple[Person, ...]) -> tuple[tuple[Person, ...], ...]:
    styles = sorted({person.style for person in pool})
    return tuple(tuple(person for person in pool if person.style == style) for style in styles)


def _by_style(rng: random.Random, pool: Sequence[Person]) -> Person:
    """Each style as often as the others, however many people it can draw."""
    return rng.choice(rng.choice(_grouped(tuple(pool))))


def _count(rng: random.Random, mix: FaceMix) -> int:
    dice = rng.random()
    if dice < mix.nobody:
        return 0
    if dice < mix.nobody + mix.one:
        return 1
    return rng.randint(8, 20) if dice > 1 - mix.crowd else rng.randint(2, 4)


def _place(
    canvas: NDArray[np.float32],
    face: DrawnFace,
    height: float,
    others: Sequence[NDArray[np.float32]],
    rng: random.Random,
    mix: FaceMix,
) -> tuple[NDArray[np.float32], Points] | None:
    """Lay a person onto the canvas where it hides no other's face; its box and points there, or None."""
    side = len(canvas)
    upper, matrix, is_mirrored = _stood(face, height, side, _anywhere(rng, side), rng, mix)
    upright = _inner_box(face, matrix)
    cut = np.array([max(0, upright[0]), max(0, upright[1]), min(side, upright[2]), min(side, upright[3])], np.float32)
    if _area(cut) < 0.6 * _area(upright):
        return None
    for other in others:
        left, top, right, bottom = (round(float(value)) for value in other)
        if upper[max(0, top) : bottom, max(0, left) : right, 3].mean() > 0.15 * 255:
            return None
    _laid(canvas, upper)
    points = moved(face.points, matrix)
    return cut, points[_MIRRORED] if is_mirrored else points


def _lay_person(canvas: NDArray[np.float32], face: DrawnFace, height: float, rng: random.Random, mix: FaceMix) -> None:
    _laid(canvas, _stood(face, height, len(canvas), _anywhere(rng, len(canvas)), rng, mix)[0])


def _anywhere(rng: random.Random, side: int) -> tuple[float, float]:
    return rng.uniform(-0.02, 1.02) * side, rng.uniform(-0.02, 1.02) * side


def _stood(
    face: DrawnFace, height: float, side: int, at: tuple[float, float], rng: random.Random, mix: FaceMix
) -> tuple[NDArray[np.float32], Matrix, bool]:
    """A person on a canvas of `side` px, the middle of the face `at`: what is seen, how points move, if mirrored."""
    box = face.face
    scale = height / (box[3] - box[1])
    picture, by = _shrunk(face, scale)
    squeeze = rng.uniform(0.92, 1.08)  # drawings of other hands are broader or narrower
    angle = math.radians(rng.gauss(0, mix.tilt_deg))
    is_mirrored = rng.random() < 0.5
    a, b = scale * math.cos(angle), scale * math.sin(angle)
    wide = -squeeze if is_mirrored else squeeze
    matrix = np.array([[a * wide, -b, 0], [b * wide, a, 0]], np.float32)
    middle = np.array([[(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]], np.float32)
    matrix[:, 2] = np.array(at, np.float32) - moved(middle, matrix)[0]
    small = matrix.copy()
    small[:, :2] /= by
    upper = _warped(picture, small, side)
    if rng.random() < 0.5 and not mix.plain:  # a tint of the light it stands in
        upper[..., :3] *= np.array([rng.uniform(0.8, 1.0) for _ in range(3)], np.float32)
    return upper, matrix, is_mirrored


def _inner_box(face: DrawnFace, matrix: Matrix) -> NDArray[np.float32]:
    """The upright box of a turned face: of its oval, which turns smaller than its corners do."""
    box = face.face
    middle = moved(np.array([[(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]], np.float32), matrix)[0]
    half = np.hypot(matrix[:, 0] * (box[2] - box[0]) / 2, matrix[:, 1] * (box[3] - box[1]) / 2)
    return np.array([*(middle - half), *(middle + half)], np.float32)


def _area(box: NDArray[np.float32]) -> float:
    return float(max(0, box[2] - box[0]) * max(0, box[3] - box[1]))


def weathered(pixels: Pixels, rng: random.Random, soft: float) -> Pixels:
    """Lighter, darker, softer, noisier: what cameras and autoencoders do."""
    found = pixels.astype(np.float32)
    if rng.random() < soft:
        factor = rng.uniform(1.2, 2.6)
        size = (max(1, round(pixels.shape[1] / factor)), max(1, round(pixels.shape[0] / factor)))
        small = cv2.resize(found, size, interpolation=cv2.INTER_AREA)
        found = np.asarray(cv2.resize(small, pixels.shape[1::-1], interpolation=cv2.INTER_CUBIC), np.float32)
    if rng.random() < 0.7:
        found = (found - 128) * rng.uniform(0.7, 1.25) + 128 + rng.uniform(-28, 28)
    if rng.random() < 0.3:
        noise = np.random.default_rng(rng.randrange(2**32)).normal(0, rng.uniform(2, 10), pixels.shape)
        found = found + noise.astype(np.float32)
    return np.clip(found, 0, 255).astype(np.uint8)


def cut_face(person: Person, rng: random.Random, cut_px: int, margin: float) -> tuple[Pixels, Points]:
    """A person's face as the detector's box cuts it out, a little off, [cut, cut, 3]; points in sides of the cut."""
    face = draw(person, rng)
    side = round(cut_px * math.exp(rng.uniform(math.log(0.45), math.log(2.2))))  # before it is brought to its size
    wide, high = face.face[2] - face.face[0], face.face[3] - face.face[1]
    height = side / margin * math.exp(rng.gauss(0, 0.1)) * min(1.0, float(high / wide))
    at = (side * rng.gauss(0.5, 0.05), side * rng.gauss(0.5, 0.05))
    upper, matrix, is_mirrored = _stood(face, height, side, at, rng, FaceMix())
    canvas = ground(rng, side).astype(np.float32)
    while rng.random() < 0.2:
        _lay_thing(canvas, rng)
    _laid(canvas, upper)
    if rng.random() < 0.12:  # the picture ends here
        edge, dark = rng.randrange(side // 2, side), rng.choice((0, 127))
        canvas[(slice(None), slice(edge, None)) if rng.random() < 0.5 else slice(edge, None)] = dark
    pixels = np.clip(canvas, 0, 255).astype(np.uint8)
    if rng.random() < 0.08:
        pixels = np.asarray(in_style(Image.fromarray(pixels), rng.choice(_STYLES), rng))
    pixels = cv2.resize(weathered(pixels, rng, 0.3), (cut_px, cut_px), interpolation=cv2.INTER_LINEAR)
    points = moved(face.points, matrix) / side
    return np.asarray(pixels, np.uint8), (points[_MIRRORED] if is_mirrored else points).astype(np.float32)


def aligned_face(person: Person, rng: random.Random) -> Pixels:
    """A person's face as a recogniser gets it: [112, 112, 3], its points a little off, as a detector's are."""
    face = draw(person, rng)
    picture, points = face.picture, face.points
    if rng.random() < 0.5:
        picture = np.ascontiguousarray(picture[:, ::-1])
        points = (points * (-1, 1) + (len(picture), 0)).astype(np.float32)[_MIRRORED]
    squeeze = np.array([[rng.uniform(0.92, 1.08), 0, 0], [0, 1, 0]], np.float32)
    eyes = float(np.linalg.norm(points[1] - points[0]))
    chance = np.random.default_rng(rng.randrange(2**32))
    each, all_of_them = rng.uniform(0, 0.09) * eyes, rng.uniform(0, 0.04) * eyes
    seen = moved(points, squeeze) + chance.normal(0, each, (5, 2)) + chance.normal(0, all_of_them, (1, 2))
    matrix = similarity(seen.astype(np.float32), ARCFACE)
    matrix[:, :2] = matrix[:, :2] @ squeeze[:, :2]
    canvas = ground(rng, CROP_PX).astype(np.float32)
    upper = _warped(picture, matrix, CROP_PX)
    if rng.random() < 0.5:
        upper[..., :3] *= np.array([rng.uniform(0.8, 1.0) for _ in range(3)], np.float32)
    _laid(canvas, upper)
    if rng.random() < 0.15:  # the picture ends here
        edge = rng.randrange(CROP_PX * 3 // 5, CROP_PX)
        whole = (slice(None), slice(edge, None)) if rng.random() < 0.5 else slice(edge, None)
        canvas[whole] = 0
        canvas = canvas[:, ::-1] if rng.random() < 0.5 else canvas
    pixels = np.ascontiguousarray(np.clip(canvas, 0, 255).astype(np.uint8))
    if rng.random() < 0.5:  # seen from afar
        side = rng.randint(28, 90)
        small = cv2.resize(pixels, (side, side), interpolation=cv2.INTER_AREA)
        pixels = np.asarray(cv2.resize(small, (CROP_PX, CROP_PX), interpolation=cv2.INTER_LINEAR), np.uint8)
    return weathered(pixels, rng, 0.1)
