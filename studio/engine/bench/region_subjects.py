"""Two to four taught subjects, each in a box of its own: does each box look like its own subject?

    python -m studio.engine.bench.region_subjects LIBRARY ARTIFACT,ARTIFACT[,ARTIFACT] … [--seeds 8] [--out DIR]
        [--backbone mini]

For each group the same seeds are drawn four ways: *regions* (each box its own artifact and words, one denoising run),
*joint* (all artifacts at once, one sentence that names all), *plain* (the boxes with the class words, untaught) and
*alone* (each box in a picture of its own: what teaching leaves to mix up before anything is mixed).
Each box's crop is compared with the photos of every subject by the instance encoder: `margin` is its own subject minus
the likest other one, `wrong` the share of crops nearer to another subject. A joint picture may place its subjects as it
likes: it is counted in whichever order suits it best. A picture is as wide as its subjects are many. `wrong` of regions
should be half of joint's or less. `seconds` are those of drawing, to be compared between the ways. Intervals: 95 %,
bootstrap over the crops. Prints JSON; with --out the pictures too: a row for each way.
Not here: boxes without taught subjects (regions.py).
"""

from __future__ import annotations

import argparse
import itertools
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional

from studio.core.control import NoControl
from studio.core.errors import InputProblem
from studio.core.geometry import BoxFrac
from studio.engine.backbones import registry
from studio.engine.backbones.surface import Backbone
from studio.engine.bench.regions import LEFT, RIGHT
from studio.engine.dataset.pictures import from_tensor, to_tensor
from studio.engine.evaluation import pictures
from studio.engine.evaluation.judges import Judges, load_judges
from studio.engine.evaluation.score import bootstrap, likeness
from studio.engine.generation.run import generate
from studio.library.artifacts.manifest import Manifest
from studio.library.artifacts.store import read_manifest
from studio.library.gallery.store import subject_view
from studio.library.layout.records import Layout, Region
from studio.library.protocol.jobs import JobFolder
from studio.library.protocol.requests import ArtifactUse, GenerateRequest

_GROUND = "on a beach"
_ORDINALS = ("first", "second", "third", "fourth")
WAYS = ("regions", "joint", "plain", "alone")


def boxes(count: int) -> tuple[BoxFrac, ...]:
    """Columns of one width, from left to right. Raises InputProblem unless there are two to four."""
    if not 2 <= count <= len(_ORDINALS):
        raise InputProblem(
            f"{count} artifacts cannot be compared side by side.",
            "Name two to four with commas between: a-fox,a-turtle.",
        )
    if count == 2:
        return LEFT, RIGHT
    return tuple(BoxFrac((i + 0.05) / count, 0.2, (i + 0.95) / count, 0.8) for i in range(count))


def size_of(count: int, backbone: Backbone) -> tuple[int, int]:
    """Width and height in px: half of what the backbone was made for is each subject's, so that no box is narrower."""
    width, height = backbone.facts.picture_px
    scale = backbone.facts.latent_scale
    return width * count // 2 // scale * scale, height


@dataclass
class Tally:
    """Margins of crops: own minus the likest other."""

    margins: list[float]

    def report(self) -> dict[str, Any]:
        """Means with intervals."""
        margin, wrong = bootstrap(self.margins), bootstrap([float(value < 0) for value in self.margins])
        return {
            "crops": len(self.margins),
            "margin": [round(value, 3) for value in (margin.mean, margin.low, margin.high)],
            "wrong": [round(value, 3) for value in (wrong.mean, wrong.low, wrong.high)],
        }


def run(
    library: Path, groups: Sequence[tuple[str, ...]], backbone: Backbone, judges: Judges, seeds: int, out: Path | None
) -> dict[str, Any]:
    """The figures of each group and of all. Raises StudioError."""
    tallies: dict[str, Tally] = {way: Tally([]) for way in WAYS}
    report: dict[str, Any] = {"fingerprint": backbone.facts.fingerprint, "seeds": seeds, "groups": []}
    for group in groups:
        places = boxes(len(group))
        manifests = [read_manifest(library, one) for one in group]
        photos = [_photos(library, manifest) for manifest in manifests]
        rows: list[list[Tensor]] = []
        said: dict[str, Any] = {"group": " | ".join(f"{m.subject_names[0]} ({m.method})" for m in manifests)}
        for way in WAYS:
            began = time.monotonic()
            size = size_of(len(group), backbone)
            if way == "alone":
                asked = [
                    region_request(library, [one], way, seeds, size, [place])
                    for one, place in zip(manifests, places, strict=True)
                ]
            else:
                asked = [region_request(library, manifests, way, seeds, size, places)]
            drawn = [draw_request(request, backbone) for request in asked]
            seconds = round(time.monotonic() - began, 1)
            rows += drawn
            margins = [
                value
                for number, pictures_of_one in enumerate(drawn)
                for picture in pictures_of_one
                for place, value in enumerate(margins_of(picture, photos, judges, places, is_free=way == "joint"))
                if way != "alone" or place == number
            ]
            tallies[way].margins += margins
            said[way] = {**Tally(margins).report(), "seconds": seconds}
        report["groups"].append(said)
        if out is not None:
            _sheet(rows, out / f"{'-'.join(group)}.png")
    report["all"] = {way: tally.report() for way, tally in tallies.items()}
    return report


def margins_of(
    picture: Tensor, photos: Sequence[Tensor], judges: Judges, places: Sequence[BoxFrac], *, is_free: bool
) -> tuple[float, ...]:
    """Likeness of each box to its own subject minus that to the likest other.

    picture: [3, h, w] in -1..1; photos: [n, 3, h, w] of each subject, as many as places.
    is_free: in the order of the subjects that suits the picture best.
    """
    crops = torch.stack([_crop(picture, box) for box in places])
    alike = torch.stack([likeness(crops, of, judges) for of in photos], dim=1)  # [boxes, subjects]

    def apart(order: Sequence[int]) -> tuple[float, ...]:
        return tuple(
            float(row[own] - row[torch.arange(len(row)) != own].max()) for row, own in zip(alike, order, strict=True)
        )

    given = tuple(range(len(places)))
    return max((apart(order) for order in itertools.permutations(given)), key=sum) if is_free else apart(given)


def _crop(picture: Tensor, box: BoxFrac) -> Tensor:
    """The box in the middle of a square of its own height and width, as large as the picture."""
    height, width = picture.shape[-2:]
    top, bottom = round(box.y0 * height), round(box.y1 * height)
    left, right = round(box.x0 * width), round(box.x1 * width)
    inside = picture[:, top:bottom, left:right]
    side = max(inside.shape[-2:])
    down, across = side - inside.shape[-2], side - inside.shape[-1]
    framed = functional.pad(
        inside[None], (across // 2, across - across // 2, down // 2, down - down // 2), mode="replicate"
    )
    return functional.interpolate(framed, (height, width), mode="bilinear", antialias=True)[0]


def _photos(library: Path, manifest: Manifest) -> Tensor:
    view = subject_view(library, manifest.subject_ids[0], manifest.seed)
    held = [photo for photo in (view.report,) if photo is not None]
    return pictures.photos([*view.training, *held])


def region_request(
    library: Path,
    manifests: Sequence[Manifest],
    way: str,
    seeds: int,
    size: tuple[int, int],
    places: Sequence[BoxFrac],
) -> GenerateRequest:
    """A request for pictures of these artifacts: one sentence (joint), or a region each (any other way)."""
    uses = tuple(ArtifactUse(artifact=manifest.id) for manifest in manifests)
    if way == "joint":
        names = {word: manifest.id for word, manifest in zip(_ORDINALS, manifests, strict=False)}
        prompt = f"a photo of {' and '.join(f'a @{word}' for word in names)} {_GROUND}"
        return GenerateRequest(
            library=library, prompt=prompt, uses=uses, names=names, count=seeds, seed=3000, size=size
        )
    regions = tuple(
        Region(
            id=f"r{number}",
            strength=1.0,
            box=box,
            artifact=None if way == "plain" else manifest.id,
            subject=None if way == "plain" else manifest.subject_ids[0],
            prompt=f"a {manifest.class_words[0]}" if way == "plain" else "",
        )
        for number, (box, manifest) in enumerate(zip(places, manifests, strict=True))
    )
    layout = Layout(schema=1, background=_GROUND, regions=regions)
    return GenerateRequest(library=library, prompt="a photo", layout=layout, count=seeds, seed=3000, size=size)


def draw_request(request: GenerateRequest, backbone: Backbone) -> list[Tensor]:
    """In a library of their own pictures would be kept; here they are read back and forgotten."""
    with TemporaryDirectory() as folder:
        answer = generate(request, JobFolder.create(Path(folder), request), lambda _event: None, NoControl(), backbone)
        paths = [Path(result["path"]) for result in answer["results"]]
        found = [to_tensor(Image.open(path).convert("RGB")) for path in paths]
        for path in paths:
            for file in (path, path.with_suffix(".json")):
                file.unlink(missing_ok=True)
    return found


def _sheet(rows: Sequence[Sequence[Tensor]], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    from_tensor(torch.cat([torch.cat(list(row), dim=2) for row in rows], dim=1)).save(path)


def main(words: Sequence[str] | None = None) -> None:
    """Print the report as JSON."""
    parser = argparse.ArgumentParser(prog="python -m studio.engine.bench.region_subjects", description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("groups", nargs="+", help="two to four artifacts with commas between")
    parser.add_argument("--backbone", default="mini")
    parser.add_argument("--seeds", type=int, default=8)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args(words)
    torch.set_num_threads(args.threads)
    judges = load_judges()
    if judges.instance is None:
        raise InputProblem("The judges are not installed.", "Rebuild them with `studio pretrain mini-instance`.")
    groups = [tuple(group.split(",")) for group in args.groups]
    print(json.dumps(run(args.library, groups, registry.load(args.backbone), judges, args.seeds, args.out), indent=1))


if __name__ == "__main__":
    main()
