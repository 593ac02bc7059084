"""How well the segmenter in use finds drawings nobody trained on, how long it takes, and what it does on photographs.

    python -m studio.engine.pretraining.segmenter_report [--scenes N] [--automatic N] [--after N] [--keep]
        [--sheet FILE --photos FOLDER]

Every second scene shows a single drawing, the others are whole scenes with several things, people, styles and what
stands before others; both are told apart. Clicks are answered by the mask the model itself thinks best, as in the
product. `--photos` is a folder with a folder of photographs for each subject of CLICKS below; their sheet is for the
eye, since nobody knows their true masks.
The bench's six unseen subjects are left out everywhere. Not here: training (segmenter.py).
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
import torch
from PIL import Image, ImageDraw

from studio.core.errors import InputProblem
from studio.engine.perception.cut_out import cut_out
from studio.engine.perception.sam_segmenter import SamSegmenter
from studio.engine.perception.segmenter import FoundMask, Mask, Pixels, Point, Prompt, Segmenter
from studio.engine.perception.segmenters import open_segmenter
from studio.engine.perception.segmenting import clicked, guessed
from studio.engine.pretraining.pack import write_figures
from studio.engine.pretraining.runs import work_folder
from studio.engine.pretraining.world.labels import Scene
from studio.engine.pretraining.world.scenes import UNSEEN, Composer
from studio.engine.pretraining.world.subjects import view_of
from studio.engine.pretraining.world.vocabulary import vocabulary

_FIRST_SEED = 91_000_000
_BENCH = {"dog", "tropical fish", "sushi", "helicopter", "radio", "castle"}
_LEAST_PX = 60
_FOUND_IOU = 0.75
_TILE_PX = 240
# Where a person clicks on the first photo of each subject, in fractions.
CLICKS: Mapping[str, tuple[float, float]] = {
    "backpack": (0.46, 0.42),
    "bear_plushie": (0.55, 0.40),
    "can": (0.5, 0.42),
    "candle": (0.5, 0.46),
    "cat": (0.25, 0.6),
    "clock": (0.42, 0.52),
    "colorful_sneaker": (0.35, 0.58),
    "dog": (0.53, 0.34),
    "dog2": (0.5, 0.62),
    "dog3": (0.5, 0.6),
    "dog5": (0.47, 0.45),
    "dog7": (0.45, 0.78),
    "duck_toy": (0.5, 0.55),
    "grey_sloth_plushie": (0.42, 0.5),
    "pink_sunglasses": (0.48, 0.66),
    "poop_emoji": (0.47, 0.42),
    "red_cartoon": (0.5, 0.6),
    "robot_toy": (0.5, 0.6),
    "shiny_sneaker": (0.5, 0.4),
    "vase": (0.24, 0.6),
}


class Case(NamedTuple):
    """A thing of a picture with its true mask."""

    pixels: Pixels
    mask: Mask


def iou(found: Mask, true: Mask) -> float:
    """Of two masks of one size, 0..1."""
    return float((found & true).sum() / max(1, (found | true).sum()))


def innermost(mask: Mask) -> tuple[int, int]:
    """(x, y) of the pixel farthest from the mask's edge."""
    inside = cv2.distanceTransform(np.pad(mask, 1).astype(np.uint8), cv2.DIST_L2, 5)[1:-1, 1:-1]
    y, x = np.unravel_index(int(inside.argmax()), mask.shape)
    return int(x), int(y)


def unseen_scenes(count: int) -> Iterator[Scene]:
    """Half are single drawings of the unseen set anywhere, half whole scenes with pairs, copies, people and styles."""
    words = vocabulary()
    names = [noun.unseen[0] for noun in words.nouns if noun.unseen and noun.word not in _BENCH]
    composer, seed = Composer(UNSEEN), _FIRST_SEED
    for number in range(count):
        if number % 2 == 0:
            yield view_of(names[number // 2 % len(names)], random.Random(_FIRST_SEED + number))
            continue
        scene = composer.scene(seed)
        while {thing.word for thing in scene.things} & _BENCH:
            seed += 1
            scene = composer.scene(seed)
        seed += 1
        yield scene


def _answer(segmenter: Segmenter, prompt: Prompt, true: Mask) -> tuple[float, float]:
    """IoU of the answer and of the best of its candidates."""
    try:
        found = [iou(one.mask, true) for one in segmenter.candidates(prompt)]
    except InputProblem:
        return 0.0, 0.0
    return found[0], max(found)


def _iou_of(answer: Callable[[Prompt], list[FoundMask]], prompt: Prompt, true: Mask) -> float:
    try:
        return iou(answer(prompt)[0].mask, true)
    except InputProblem:
        return 0.0


def figures(segmenter: Segmenter, count: int, automatic: int | None = None, after: int = 0) -> dict[str, float]:
    """IoU by kind of prompt, shares of things found automatically, and seconds.

    automatic: in so many scenes, those after the first `after` ones, things are looked for without a prompt; None: in
    all that follow. The small SAM's thresholds were chosen on the first thirty.
    """
    last = count if automatic is None else min(count, after + automatic)
    rng = np.random.default_rng(11)
    scores: dict[str, list[float]] = {}
    seconds: dict[str, list[float]] = {}

    def note(into: dict[str, list[float]], name: str, value: float) -> None:
        into.setdefault(name, []).append(value)

    for number, scene in enumerate(unseen_scenes(count)):
        kind = "single" if number % 2 == 0 else "scene"
        height, width = scene.pixels.shape[:2]
        begun = time.perf_counter()
        segmenter.look_at(scene.pixels)
        note(seconds, "seconds_embedding", time.perf_counter() - begun)
        masks = [thing.mask for thing in scene.things if thing.mask.sum() >= _LEAST_PX]
        for mask in masks:
            (x, y), box = innermost(mask), FoundMask(mask, 1.0).box
            begun = time.perf_counter()
            first, best = _answer(segmenter, Prompt((Point((x + 0.5) / width, (y + 0.5) / height),)), mask)
            note(seconds, "seconds_prediction", time.perf_counter() - begun)
            note(scores, "click", first)
            note(scores, f"click_{kind}", first)
            note(scores, "click_best_of_three", best)
            if isinstance(segmenter, SamSegmenter):
                alone = [
                    _iou_of(segmenter.network_candidates, prompt, mask)
                    for prompt in (Prompt((Point((x + 0.5) / width, (y + 0.5) / height),)), Prompt(box=box))
                ]
                note(scores, "click_network", alone[0])
                note(scores, "box_network", alone[1])
            rows, columns = np.nonzero(mask)
            where = rng.integers(len(rows))
            anywhere = Point((columns[where] + 0.5) / width, (rows[where] + 0.5) / height)
            note(scores, "click_anywhere", _answer(segmenter, Prompt((anywhere,)), mask)[0])
            boxed = _answer(segmenter, Prompt(box=box), mask)[0]
            note(scores, "box", boxed)
            note(scores, f"box_{kind}", boxed)
        if not after <= number < last:
            continue
        begun = time.perf_counter()
        found = segmenter.automatic()
        note(seconds, "seconds_automatic", time.perf_counter() - begun)
        note(scores, "automatic_masks", len(found))
        for mask in masks:
            is_found = float(max((iou(one.mask, mask) for one in found), default=0) >= _FOUND_IOU)
            note(scores, "found", is_found)
            note(scores, f"found_{kind}", is_found)
    means = {name: round(float(np.mean(values)), 4) for name, values in scores.items()}
    return {
        "scenes": count,
        "automatic_scenes": max(0, last - after),
        "things": len(scores["click"]),
        **means,
        **{name: round(float(np.median(values)), 4) for name, values in seconds.items()},
    }


def _outlined(pixels: Pixels, mask: Mask | None, click: tuple[float, float] | None) -> Image.Image:
    """The mask's ground dimmed, its edge drawn, the click marked; a tile."""
    picture = pixels.astype(np.float32)
    if mask is not None:
        picture[~mask] = picture[~mask] * 0.35 + 20
    tile = Image.fromarray(picture.astype(np.uint8)).resize((_TILE_PX, _TILE_PX), Image.Resampling.LANCZOS)
    pen = ImageDraw.Draw(tile)
    if mask is not None:
        small = np.asarray(Image.fromarray(mask).resize((_TILE_PX, _TILE_PX)), np.uint8)
        edges, _ = cv2.findContours(small, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
        for edge in edges:
            pen.line([(int(x), int(y)) for x, y in [*edge[:, 0], edge[0, 0]]], fill=(255, 60, 160), width=2)
    if click is not None:
        x, y = click[0] * _TILE_PX, click[1] * _TILE_PX
        pen.ellipse((x - 5, y - 5, x + 5, y + 5), fill=(60, 220, 255), outline=(0, 0, 0))
    return tile


def photo_sheet(segmenter: Segmenter, photos: Path) -> Image.Image:
    """Three tiles for each subject, two subjects to a row: one click, GrabCut alone, no click; as the desktop does."""
    names = [name for name in CLICKS if (photos / name).is_dir()]
    if not names:
        raise InputProblem(
            f"“{photos}” has no folder of photographs that is named in CLICKS.", "Give another --photos."
        )
    rows = (len(names) + 1) // 2
    sheet = Image.new("RGB", (6 * _TILE_PX, rows * _TILE_PX), "white")
    for index, name in enumerate(names):
        with Image.open(sorted((photos / name).glob("*.jpg"))[0]) as opened:
            pixels = np.array(opened.convert("RGB").resize((512, 512), Image.Resampling.LANCZOS))
        click = CLICKS[name]
        segmenter.look_at(pixels)
        without = cut_out(pixels, [(*click, True)]) > 127
        guess = guessed(segmenter, pixels)
        tiles = (
            _outlined(pixels, clicked(segmenter, pixels, (Point(*click),)).mask, click),
            _outlined(pixels, without, click),
            _outlined(pixels, None if guess is None else guess.mask, None),
        )
        for place, tile in enumerate(tiles):
            sheet.paste(tile, (((index % 2) * 3 + place) * _TILE_PX, index // 2 * _TILE_PX))
    return sheet


def main() -> None:
    """Print the figures as one line of JSON; write the sheet where one is asked for."""
    parser = argparse.ArgumentParser(description="How well the segmenter in use finds what nobody taught it.")
    parser.add_argument("--scenes", type=int, default=300)
    parser.add_argument("--automatic", type=int, metavar="N", help="look without prompts in N scenes only")
    parser.add_argument("--after", type=int, default=0, metavar="N", help="and not in the first N")
    parser.add_argument("--segmenter", type=Path, help="a folder or file instead of the one in use")
    parser.add_argument("--photos", type=Path)
    parser.add_argument("--sheet", type=Path, help="where the sheet of the photographs goes")
    parser.add_argument("--keep", action="store_true", help="remember the figures for the model card")
    args = parser.parse_args()
    segmenter = open_segmenter(args.segmenter)
    if args.scenes:
        found = {**figures(segmenter, args.scenes, args.automatic, args.after), "threads": torch.get_num_threads()}
        print(json.dumps(found))
        if args.keep:
            write_figures(work_folder(), "sam-report", found)
    if args.sheet is not None:
        photo_sheet(segmenter, args.photos).save(args.sheet, quality=85)


if __name__ == "__main__":
    main()
