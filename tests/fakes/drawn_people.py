"""Pictures of drawn people nobody trained on, and copies of the shipped face pack, whole and broken. Needs the engine.

Not here: people of the captions (studio/engine/pretraining/world/avatars.py).
"""

from __future__ import annotations

import json
import random
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

from PIL import Image

from studio.core.folders import models
from studio.engine.perception.photo_knowledge import is_drawn
from studio.engine.pretraining.face_scenes import FaceMix, FaceScene, face_scene
from studio.engine.pretraining.world.faces import Person, unseen_people

_PLAIN = FaceMix(nobody=0, giant=0, things=0, style=0, soft=0, tilt_deg=2, plain=True)
ALONE = replace(_PLAIN, one=1, crowd=0, least=0.45, most=0.5)
CROWD = replace(_PLAIN, one=0, crowd=1, least=0.1, most=0.5)


def someone(place: int = 0, style: str = "avataaars") -> Person:
    """Held out; every tenth, so that two of them differ in more than their hair."""
    people = unseen_people(style)
    return people[place * 10 % len(people)]


def portrait(person: Person, seed: int, side: int = 256, mix: FaceMix = ALONE) -> FaceScene:
    """A picture of one person with nobody else, their whole face inside, on a ground that is drawn too."""
    for number in range(50):
        scene = face_scene(random.Random(f"{person.name} {seed} {number}"), side, mix, [person])
        is_whole = len(scene.faces) and scene.faces.min() > 4 and scene.faces.max() < side - 4
        if is_whole and is_drawn(Image.fromarray(scene.pixels)):
            return scene
    raise AssertionError("no whole face in fifty scenes")


def saved(scene: FaceScene, path: Path) -> Path:
    """As a PNG."""
    Image.fromarray(scene.pixels).save(path)
    return path


def pack_copy(folder: Path, *, is_legacy: bool = False, **changes: Any) -> Path:
    """The shipped pack as somebody else's: with its manifest (changed), or without one."""
    shutil.copytree(models() / "faces", folder)
    path = folder / "manifest.json"
    if is_legacy:
        path.unlink()
    else:
        told = json.loads(path.read_text("utf-8"))
        path.write_text(json.dumps({**told, **changes}), "utf-8")
    return folder
