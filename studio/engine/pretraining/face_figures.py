"""What the face pack can do, measured through insightface's own `FaceAnalysis` on people it never saw.

    python -m studio.engine.pretraining.face_figures [--pack FOLDER] [--record] [--photos NAME=FOLDER]… [--sheet FILE]

Detection: average precision at an IoU of 0.5 over scenes of held-out people (PASCAL VOC 2010, all points), and the
points' mean distance from the truth as a share of the distance between the eyes. Verification: pairs of whole faces
that the pack itself found in other pictures, expressions, clothes, light and places; the accuracy is ten-fold, the
threshold is chosen on the other nine parts [the protocol of LFW]. The same for the style that was never trained on,
apart.
Not here: the people (world/faces.py), writing the pack (face_pack.py).
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from studio.core.folders import models
from studio.engine.perception.face_packs import look_at
from studio.engine.perception.faces import FaceFinder, Found, InsightFaces
from studio.engine.pretraining.face_scenes import FaceMix, FaceScene, face_scene
from studio.engine.pretraining.world import guests
from studio.engine.pretraining.world.faces import STYLES, Person, unseen_people

_LOOK = FaceMix(nobody=0.1, giant=0.0, things=0.35, style=0.0, soft=0.15, least=0.15, most=0.8)
_ALONE = FaceMix(nobody=0.0, giant=0.0, one=1.0, crowd=0.0, things=0.2, style=0.0, soft=0.15, least=0.25, most=0.7)
_SIDE_PX = 256
_FOLDS = 10


def iou(box: NDArray[np.float32], others: NDArray[np.float32]) -> NDArray[np.float32]:
    """Of one box [4] with others [n, 4]."""
    inside = np.clip(np.minimum(box[2:], others[:, 2:]) - np.maximum(box[:2], others[:, :2]), 0, None).prod(1)
    both = (box[2:] - box[:2]).prod() + (others[:, 2:] - others[:, :2]).prod(1) - inside
    return inside / np.maximum(both, 1e-6)


def average_precision(hits: Sequence[tuple[float, bool]], wanted: int) -> float:
    """hits: (score, right) of everything found. The area under precision over recall, precision made monotone."""
    ordered = [right for _, right in sorted(hits, key=lambda hit: -hit[0])]
    right = np.cumsum(ordered) if ordered else np.zeros(1)
    precision = right / np.arange(1, len(right) + 1)
    recall = right / max(1, wanted)
    falling = np.maximum.accumulate(precision[::-1])[::-1]
    return float(np.sum(np.diff(np.concatenate([[0.0], recall])) * falling))


def detection(finder: FaceFinder, scenes: Sequence[FaceScene]) -> dict[str, float]:
    """ap50, recall and precision at the finder's own threshold, point_error (share of the eyes' distance)."""
    hits: list[tuple[float, bool]] = []
    errors: list[float] = []
    for scene in scenes:
        free = np.ones(len(scene.faces), bool)
        for face in sorted(finder.find(scene.pixels), key=lambda face: -face.score):
            over = iou(face.box, scene.faces) * free if len(scene.faces) else np.zeros(0)
            best = int(over.argmax()) if over.size else -1
            is_right = best >= 0 and over[best] >= 0.5
            hits.append((face.score, bool(is_right)))
            if is_right:
                free[best] = False
                truth = scene.points[best]
                eyes = float(np.linalg.norm(truth[1] - truth[0]))
                errors.append(float(np.linalg.norm(face.points - truth, axis=1).mean()) / eyes)
    wanted = sum(len(scene.faces) for scene in scenes)
    right = sum(is_right for _, is_right in hits)
    return {
        "faces": wanted,
        "ap50": average_precision(hits, wanted),
        "recall": right / max(1, wanted),
        "precision": right / max(1, len(hits)),
        "point_error": float(np.mean(errors)) if errors else float("nan"),
    }


def embeddings(finder: FaceFinder, person: Person, views: int, seed: int) -> list[NDArray[np.float32]]:
    """Of a person in so many pictures with nobody else; a picture in which they are not found is left out."""
    found: list[NDArray[np.float32]] = []
    for view in range(views):
        rng = random.Random(f"{person.name} {seed} {view}")
        scene = face_scene(rng, _SIDE_PX, _ALONE, [person])
        while not _is_whole(scene):
            scene = face_scene(rng, _SIDE_PX, _ALONE, [person])
        faces = finder.find(scene.pixels)
        best = max(faces, key=lambda face: face.score, default=None)
        if best is not None and best.mark is not None:
            found.append(best.mark)
    return found


def _is_whole(scene: FaceScene) -> bool:
    """Somebody is there, and the edge cuts nothing of the face."""
    return len(scene.faces) == 1 and bool(scene.faces.min() > 0 and scene.faces.max() < _SIDE_PX)


def verification(marks: dict[str, list[NDArray[np.float32]]], styles: dict[str, str], seed: int = 0) -> dict[str, Any]:
    """Accuracy over as many pairs of one person as of two, ROC points, and the same with both of one style."""
    rng = random.Random(seed)
    names = [name for name, own in marks.items() if len(own) >= 2]
    same = [float(a @ b) for name in names for n, a in enumerate(marks[name]) for b in marks[name][n + 1 :]]

    def other_pairs(is_hard: bool) -> list[float]:
        found: list[float] = []
        while len(found) < len(same):
            first, second = rng.sample(names, 2)
            if not is_hard or styles[first] == styles[second]:
                found.append(float(rng.choice(marks[first]) @ rng.choice(marks[second])))
        return found

    easy, hard = other_pairs(False), other_pairs(True)
    accuracy, threshold = folded_accuracy(same, easy, rng)
    return {
        "people": len(names),
        "pairs": 2 * len(same),
        "accuracy": accuracy,
        "accuracy_same_style": folded_accuracy(same, hard, rng)[0],
        "threshold": threshold,
        "roc": {
            f"{rate:g}": float(np.mean(np.array(same) > np.quantile(easy, 1 - rate))) for rate in (0.1, 0.01, 0.001)
        },
        "auc": float((np.array(same)[:, None] > np.array(easy)[None]).mean()),
    }


def folded_accuracy(same: Sequence[float], other: Sequence[float], rng: random.Random) -> tuple[float, float]:
    """(ten-fold accuracy, threshold best on all)."""
    pairs = [(value, True) for value in same] + [(value, False) for value in other]
    rng.shuffle(pairs)
    values, truth = np.array([value for value, _ in pairs]), np.array([is_same for _, is_same in pairs])
    folds = min(_FOLDS, len(pairs))
    fold = np.arange(len(pairs)) % folds

    def best(chosen: NDArray[np.bool_]) -> float:
        steps = np.unique(np.quantile(values[chosen], np.linspace(0, 1, 401)))
        shares = [((values[chosen] > step) == truth[chosen]).mean() for step in steps]
        return float(steps[int(np.argmax(shares))])

    shares = [((values[fold == k] > best(fold != k)) == truth[fold == k]).mean() for k in range(folds)]
    return float(np.mean(shares)), best(np.ones(len(pairs), bool))


def measure(finder: FaceFinder, scenes: int, people: int, views: int) -> dict[str, Any]:
    """Everything, for the styles that were learned from (people held out) and for the unseen style."""
    known = [style for style in STYLES if style != guests.UNSEEN_STYLE]
    figures: dict[str, Any] = {}
    for title, styles in (("unseen_people", known), ("unseen_style", [guests.UNSEEN_STYLE])):
        everyone = {style: unseen_people(style) for style in styles}
        pool = [person for group in everyone.values() for person in group]
        drawn = [face_scene(random.Random(f"{title} {n}"), _SIDE_PX, _LOOK, pool) for n in range(scenes)]
        rng = random.Random(title)
        chosen = [
            person
            for group in everyone.values()
            for person in rng.sample(group, min(len(group), max(2, people // len(everyone))))
        ]
        marks = {person.name: embeddings(finder, person, views, 1) for person in chosen}
        styles_of = {person.name: person.style for person in chosen}
        figures[title] = {"detection": detection(finder, drawn), "verification": verification(marks, styles_of)}
        share = sum(map(len, marks.values())) / (len(chosen) * views)
        figures[title]["verification"]["found"] = share
    return figures


def photographs(finder: FaceFinder, folder: Path) -> dict[str, int]:
    """How many pictures of a folder there are, and how many faces are claimed in them."""
    files = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in (".jpg", ".jpeg", ".png")]
    claimed = [len(finder.find(np.asarray(Image.open(path).convert("RGB")))) for path in files]
    return {"photographs": len(files), "with_faces": sum(bool(count) for count in claimed), "faces": sum(claimed)}


def sheet(finder: FaceFinder, path: Path) -> None:
    """Twelve scenes of held-out people with what was found in them."""
    pool = [person for style in STYLES for person in unseen_people(style)]
    drawn = [face_scene(random.Random(f"sheet {n}"), _SIDE_PX, _LOOK, pool) for n in range(12)]
    whole = Image.new("RGB", (4 * _SIDE_PX, 3 * _SIDE_PX))
    for number, scene in enumerate(drawn):
        picture = Image.fromarray(scene.pixels)
        _mark(ImageDraw.Draw(picture), finder.find(scene.pixels))
        whole.paste(picture, (number % 4 * _SIDE_PX, number // 4 * _SIDE_PX))
    whole.save(path)


def _mark(pen: ImageDraw.ImageDraw, faces: Sequence[Found]) -> None:
    for face in faces:
        pen.rectangle([float(value) for value in face.box], outline=(255, 0, 90))
        pen.text((float(face.box[0]) + 2, float(face.box[1]) + 1), f"{face.score:.2f}", fill=(255, 0, 90))
        for x, y in face.points:
            pen.ellipse((x - 2, y - 2, x + 2, y + 2), outline=(0, 200, 255))


def main() -> None:
    """Print the figures, and with --record keep them for the card and the threshold for the manifest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", type=Path, default=models() / "faces")
    parser.add_argument("--scenes", type=int, default=400)
    parser.add_argument("--people", type=int, default=250)
    parser.add_argument("--views", type=int, default=5)
    parser.add_argument(
        "--photos", metavar="NAME=FOLDER", action="append", default=[],
        help="photographs, to count the faces that are claimed in them",
    )  # fmt: skip
    parser.add_argument("--sheet", type=Path)
    parser.add_argument("--record", action="store_true")
    args = parser.parse_args()
    finder = InsightFaces(look_at(args.pack.absolute()))
    figures = measure(finder, args.scenes, args.people, args.views)
    asked = [told.partition("=") for told in args.photos]
    if asked:
        figures["photographs"] = {name: photographs(finder, Path(folder)) for name, _, folder in asked}
    if args.sheet:
        sheet(finder, args.sheet)
    print(json.dumps(figures, indent=1))
    if args.record:
        from studio.engine.pretraining import face_card

        face_card.record(args.pack, figures)


if __name__ == "__main__":
    main()
