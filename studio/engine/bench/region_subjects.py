"""Two taught subjects in two boxes: does each box look like its own subject?

    python -m studio.engine.bench.region_subjects LIBRARY ARTIFACT,ARTIFACT … [--seeds 8] [--out DIR] [--backbone mini]

For each pair the same seeds are drawn three ways: *regions* (each box its own artifact and words, one denoising run),
*joint* (both artifacts at once, one sentence that names both), and *plain* (the boxes with the class words, untaught).
Each box's crop is compared with the photos of both subjects by the instance encoder: `margin` is own minus other,
`wrong` the share of crops nearer to the other subject. A joint picture may place its subjects as it likes: it is
counted with whichever order suits it better. `wrong` of regions should be half of joint's or less. Intervals: 95 %,
bootstrap over the crops. Prints JSON; with --out the pictures too: a row for each way.
Not here: boxes without taught subjects (regions.py).
"""

from __future__ import annotations

import argparse
import json
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
_BOXES = (LEFT, RIGHT)
WAYS = ("regions", "joint", "plain")


@dataclass
class Tally:
    """Margins of crops: own minus other."""

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
    library: Path, pairs: Sequence[tuple[str, str]], backbone: Backbone, judges: Judges, seeds: int, out: Path | None
) -> dict[str, Any]:
    """The figures of each pair and of all. Raises StudioError."""
    tallies: dict[str, Tally] = {way: Tally([]) for way in WAYS}
    report: dict[str, Any] = {"fingerprint": backbone.facts.fingerprint, "seeds": seeds, "pairs": []}
    for first, second in pairs:
        manifests = (read_manifest(library, first), read_manifest(library, second))
        photos = tuple(_photos(library, manifest) for manifest in manifests)
        rows: list[list[Tensor]] = []
        said: dict[str, Any] = {"pair": " | ".join(f"{m.subject_names[0]} ({m.method})" for m in manifests)}
        for way in WAYS:
            drawn = _drawn(_request(library, manifests, way, seeds), backbone)
            rows.append(drawn)
            margins = [
                value for picture in drawn for value in margins_of(picture, photos, judges, is_free=way == "joint")
            ]
            tallies[way].margins += margins
            said[way] = Tally(margins).report()
        report["pairs"].append(said)
        if out is not None:
            _sheet(rows, out / f"{first}-{second}.png")
    report["all"] = {way: tally.report() for way, tally in tallies.items()}
    return report


def margins_of(picture: Tensor, photos: Sequence[Tensor], judges: Judges, *, is_free: bool) -> tuple[float, float]:
    """Own minus other likeness of both boxes. picture: [3, h, w] in -1..1; photos: [n, 3, h, w] of each subject.

    is_free: the better one of both orders.
    """
    crops = torch.stack([_crop(picture, box) for box in _BOXES])
    left, right = (likeness(crops, of, judges) for of in photos)
    apart = left - right  # of each crop: first subject minus second
    given = (float(apart[0]), float(-apart[1]))
    return max(given, (-given[0], -given[1]), key=sum) if is_free else given


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


def _request(library: Path, manifests: Sequence[Manifest], way: str, seeds: int) -> GenerateRequest:
    uses = tuple(ArtifactUse(artifact=manifest.id) for manifest in manifests)
    if way == "joint":
        names = {"first": manifests[0].id, "second": manifests[1].id}
        prompt = f"a photo of a @first and a @second {_GROUND}"
        return GenerateRequest(library=library, prompt=prompt, uses=uses, names=names, count=seeds, seed=3000)
    regions = tuple(
        Region(
            id=f"r{number}",
            strength=1.0,
            box=box,
            artifact=manifest.id if way == "regions" else None,
            subject=manifest.subject_ids[0] if way == "regions" else None,
            prompt="" if way == "regions" else f"a {manifest.class_words[0]}",
        )
        for number, (box, manifest) in enumerate(zip(_BOXES, manifests, strict=True))
    )
    layout = Layout(schema=1, background=_GROUND, regions=regions)
    return GenerateRequest(library=library, prompt="a photo", layout=layout, count=seeds, seed=3000)


def _drawn(request: GenerateRequest, backbone: Backbone) -> list[Tensor]:
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
    parser.add_argument("pairs", nargs="+", help="two artifacts with a comma between")
    parser.add_argument("--backbone", default="mini")
    parser.add_argument("--seeds", type=int, default=8)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args(words)
    torch.set_num_threads(args.threads)
    judges = load_judges()
    if judges.instance is None:
        raise InputProblem("The judges are not installed.", "Rebuild them with `studio pretrain mini-instance`.")
    pairs = [tuple(pair.split(",")) for pair in args.pairs]
    print(json.dumps(run(args.library, pairs, registry.load(args.backbone), judges, args.seeds, args.out), indent=1))


if __name__ == "__main__":
    main()
