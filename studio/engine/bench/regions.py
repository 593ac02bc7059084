"""Two subjects in two boxes: regions against the plain prompt that names both, with the same seeds, in one run.

    python -m studio.engine.bench.regions [--backbone mini] [--seeds 6] [--steps 25] [--out DIR] [--wall X] …

A box's crop is compared by the CLIP judge with its own prompt and with the other box's: `margin` is own minus other,
`right` the share of crops nearer to their own, `pair` the share of pictures in which both are. The referee reads the
crop: `object` is the share of crops in which the own object is likelier than the other's, `colour` the share read as
the own colour. `where` is how much of the picture's change by a subject's words lies in its box, as a multiple of the
box's area: the picture is drawn again with another word in the box; 1 is chance. Intervals: 95 %, bootstrap.
`time` is processor seconds of a routed picture over those of a plain one.
Not here: bleeding between taught subjects, which needs artifacts.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional

from studio.core import folders
from studio.core.geometry import BoxFrac, SizePx
from studio.engine.backbones import registry
from studio.engine.backbones.surface import Backbone
from studio.engine.dataset.pictures import from_tensor
from studio.engine.evaluation.judges import load_judges
from studio.engine.generation.plan import PicturePlan
from studio.engine.generation.regions import PlacedRegion, RoutedPictures
from studio.engine.generation.sample import draw
from studio.engine.methods.parts.region_router import Outline, RegionRouter, RoutedRegion, Routing
from studio.engine.perception.judges import load_referee
from studio.library.layout.records import Region

LEFT, RIGHT = BoxFrac(0.03, 0.2, 0.49, 0.8), BoxFrac(0.51, 0.2, 0.97, 0.8)
HIGH_LEFT, LOW_RIGHT = BoxFrac(0.03, 0.04, 0.49, 0.6), BoxFrac(0.51, 0.36, 0.97, 0.92)
LAYOUTS = {"beside": (LEFT, RIGHT), "swapped": (RIGHT, LEFT), "slanted": (HIGH_LEFT, LOW_RIGHT)}
PAIRS = {
    "apple, fish": (("red", "apple"), ("blue", "fish"), "on a beach"),
    "car, dog": (("yellow", "car"), ("purple", "dog"), "in the snow"),
}


@dataclass
class Tally:
    """What was seen of one way to draw, a number a picture or crop."""

    margin: list[float] = field(default_factory=list)
    pair: list[float] = field(default_factory=list)
    object: list[float] = field(default_factory=list)
    colour: list[float] = field(default_factory=list)

    def report(self) -> dict[str, Any]:
        """Means with their intervals."""
        right = [float(value > 0) for value in self.margin]
        named = {"margin": self.margin, "right": right, "pair": self.pair, "object": self.object, "colour": self.colour}
        return {name: _mean(values) for name, values in named.items()}


def _mean(values: Sequence[float]) -> list[float]:
    """[mean, low, high]."""
    rng = random.Random(0)
    means = sorted(sum(rng.choices(values, k=len(values))) / len(values) for _ in range(500))
    return [round(number, 3) for number in (sum(values) / len(values), means[12], means[487])]


def article(colour: str, noun: str) -> str:
    """ "a red apple"."""
    return f"{'an' if colour[0] in 'aeiou' else 'a'} {colour} {noun}"


def draw_routed(
    backbone: Backbone, boxes: Sequence[BoxFrac], prompts: Sequence[str], plans: Sequence[PicturePlan], **settings: Any
) -> list[Tensor]:
    """Pictures with one region a prompt. settings: routing, and what `sample` takes."""
    routing: Routing | None = settings.pop("routing", None)
    placed = tuple(
        PlacedRegion(Region(box=box, prompt=prompt, strength=1.0), number, Outline(box), None)
        for number, (box, prompt) in enumerate(zip(boxes, prompts, strict=True), start=1)
    )
    regions = [RoutedRegion(each.outline) for each in placed]
    with RegionRouter(backbone, regions, backbone.facts.picture_px, routing).open() as router:
        pictures = RoutedPictures(router, placed, backbone.facts.max_tokens, full=False)
        return draw(backbone, plans, regions=pictures, **settings)


class Measure:
    """The judges, and what they say of crops."""

    def __init__(self) -> None:
        judges = load_judges()
        assert judges.clip is not None, "the CLIP judge is not installed"
        self.clip = judges.clip
        self.referee = load_referee(folders.models() / "judges" / "referee")

    def note(self, tally: Tally, picture: Tensor, boxes: Sequence[BoxFrac], things: Sequence[tuple[str, str]]) -> None:
        """picture: [3, h, w] in -1..1, two boxes and the colour and noun of what belongs in each."""
        crops = torch.cat([_crop(picture, box) for box in boxes])
        likeness = self.clip.image(crops) @ self.clip.text([article(*thing) for thing in things]).T
        margins = [float(likeness[i, i] - likeness[i, 1 - i]) for i in (0, 1)]
        tally.margin += margins
        tally.pair.append(float(min(margins) > 0))
        read = self.referee.read(crops)
        nouns, colours = self.referee.labels["object"], self.referee.labels["color"]
        for i, (colour, noun) in enumerate(things):
            own, other = read["object"][i, nouns.index(noun)], read["object"][i, nouns.index(things[1 - i][1])]
            tally.object.append(float(own > other))
            tally.colour.append(float(int(read["color"][i].argmax()) == colours.index(colour)))


def _crop(picture: Tensor, box: BoxFrac) -> Tensor:
    """[1, 3, 128, 128]."""
    px = box.to_px(SizePx(picture.shape[-1], picture.shape[-2]))
    crop = picture[None, :, px.top : px.bottom, px.left : px.right]
    return functional.interpolate(crop, (128, 128), mode="bicubic", antialias=True, align_corners=False)


def where(first: Tensor, second: Tensor, box: BoxFrac) -> float:
    """Share of the squared difference inside the box over the box's share of the picture."""
    change = (first - second).square().mean(0)
    px = box.to_px(SizePx(change.shape[1], change.shape[0]))
    inside = change[px.top : px.bottom, px.left : px.right]
    return float(inside.sum() / change.sum().clamp(min=1e-9)) * change.numel() / inside.numel()


def run(backbone: Backbone, seeds: int, steps: int, routing: Routing, out: Path | None) -> dict[str, Any]:
    """The report; with out also contact sheets, plain rows above routed ones."""
    measure = Measure()
    tallies: dict[str, Tally] = {}
    places: list[float] = []
    spent = {"plain": 0.0, "regions": 0.0}
    count = 0
    for pair, (first, second, ground) in PAIRS.items():
        things = (first, second)
        prompts = [article(*thing) for thing in things]
        joint = f"{prompts[0]} and {prompts[1]} {ground}"
        plain = _timed(spent, "plain", lambda j=joint: draw(backbone, _plans(j, seeds), steps=steps))
        rows = [plain]
        count += len(plain)
        for name, boxes in LAYOUTS.items():
            plans = _plans(ground, seeds)
            began = time.process_time()
            routed = draw_routed(backbone, boxes, prompts, plans, steps=steps, routing=routing)
            spent["regions"] += (time.process_time() - began) / len(LAYOUTS)
            rows.append(routed)
            for way, pictures in (("plain", plain), ("regions", routed)):
                tally = tallies.setdefault(f"{way}: {name}", Tally())
                for picture in pictures:
                    measure.note(tally, picture, boxes, things)
            other = [article("green", "tree"), prompts[1]]
            changed = draw_routed(backbone, boxes, other, plans[:2], steps=steps, routing=routing)
            places += [where(a, b, boxes[0]) for a, b in zip(routed, changed, strict=False)]
        if out is not None:
            _sheet(rows, out / f"{pair.replace(', ', '-')}.png")
    return {
        "backbone": backbone.facts.fingerprint,
        "seeds": seeds,
        "steps": steps,
        "scores": {name: tally.report() for name, tally in tallies.items()},
        "where": _mean(places),
        "time": round(spent["regions"] / spent["plain"], 2),
        "plain_seconds": round(spent["plain"] / count, 2),
    }


def _timed(spent: dict[str, float], name: str, work: Any) -> Any:
    began = time.process_time()
    done = work()
    spent[name] += time.process_time() - began
    return done


def _plans(prompt: str, seeds: int) -> list[PicturePlan]:
    return [PicturePlan(prompt, seed, index=seed) for seed in range(seeds)]


def _sheet(rows: Sequence[Sequence[Tensor]], path: Path) -> None:
    whole = torch.cat([torch.cat(list(row), dim=2) for row in rows], dim=1)
    path.parent.mkdir(parents=True, exist_ok=True)
    picture: Image.Image = from_tensor(whole)
    picture.save(path)


def main(words: Sequence[str] | None = None) -> None:
    """Print the report as JSON."""
    parser = argparse.ArgumentParser(description="Regions against the plain prompt")
    parser.add_argument("--backbone", default="mini")
    parser.add_argument("--seeds", type=int, default=6)
    parser.add_argument("--steps", type=int, default=25)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path)
    usual = Routing()
    parser.add_argument("--wall", type=float, default=usual.wall)
    parser.add_argument("--border-cells", type=float, default=usual.border_cells)
    parser.add_argument("--place-until", type=float, default=usual.place_until)
    args = parser.parse_args(words)
    torch.set_num_threads(args.threads)
    routing = Routing(args.border_cells, args.wall, args.place_until)
    with contextlib.suppress(KeyboardInterrupt):
        print(json.dumps(run(registry.load(args.backbone), args.seeds, args.steps, routing, args.out), indent=1))


if __name__ == "__main__":
    main()
