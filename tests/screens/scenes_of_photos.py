"""What the Subjects screen shows of faces and of what was removed. See scenes.py."""

from __future__ import annotations

import random
from pathlib import Path

from PIL import Image

from studio.core.geometry import BoxFrac
from studio.desktop.app import Desktop
from studio.desktop.ui.gallery.subjects_screen import SubjectsScreen
from studio.engine.pretraining.world import faces
from studio.library.gallery.knowledge import View
from studio.library.gallery.records import Kind
from studio.library.trash import Entry
from tests.fakes.records import photo, subject
from tests.fakes.service import FakeService
from tests.library.gallery.test_people import face, known
from tests.screens.filling import fill

_SIDE = 512
_GROUNDS = ("#cfd8c4", "#d8c9b6", "#bccbd8", "#d9c4cc")


def subjects_faces(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """A person: three photos of her, one with somebody else in it, and one of another person; no profile."""
    folder.mkdir(parents=True, exist_ok=True)
    mira, other = faces.people("avataaars")[40], faces.people("avataaars")[700]
    photos = tuple(photo(f"{number:02}.png") for number in range(4))
    for number, (one, who) in enumerate(zip(photos, (mira, mira, mira, other), strict=True)):
        picture = Image.new("RGB", (_SIDE, _SIDE), _GROUNDS[number])
        seen = [face(2 if who is other else 1, _stand(picture, who, number, 448, (60, 64)), View.FRONT)]
        if number == 0:
            seen.append(face(5, _stand(picture, faces.people("toon-head")[7], 1, 200, (-30, 312)), View.FRONT))
        path = service.files[one.id] = folder / one.name
        picture.save(path)
        service.known[one.id] = known(one, *seen)
    made = subject("Mira", "woman", Kind.PERSON, photos, "She agreed by mail on 3 May")
    service.subjects = (made,)
    service.announce()
    desktop.subjects.select(made.id)


def _stand(picture: Image.Image, person: faces.Person, seed: int, side: int, at: tuple[int, int]) -> BoxFrac:
    """Draw somebody into a picture; where their face is."""
    drawn = faces.draw(person, random.Random(seed))
    scale = side / len(drawn.picture)
    layer = Image.fromarray(drawn.picture).resize((side, side), Image.Resampling.LANCZOS)
    picture.paste(layer, at, layer)
    left, top, right, bottom = (float(value) * scale for value in drawn.face)
    return BoxFrac(
        (left + at[0]) / _SIDE, (top + at[1]) / _SIDE, (right + at[0]) / _SIDE, (bottom + at[1]) / _SIDE
    )  # fmt: skip


def subjects_trash(desktop: Desktop, service: FakeService, folder: Path) -> None:
    """Three things were removed."""
    fill(service, folder)
    for number, (kind, name) in enumerate((("photo", "IMG_0042.jpg"), ("subject", "Max"), ("result", "a red hat"))):
        record = {"subject": "s", "subject_name": "Rex"} if kind == "photo" else None
        service.trashed.append(
            Entry(
                id=f"t-{number}", kind=kind, item=f"x-{number}", name=name, removed="2026-11-23T10:00:00.000+00:00",
                paths=(), record=record,
            )
        )  # fmt: skip
    screen = desktop.window.built_screen("subjects")
    assert isinstance(screen, SubjectsScreen)
    screen.open_trash()
