"""What the scenes stand on: subjects with photos, a training half-way, pictures drawn. See scenes.py."""

from __future__ import annotations

import math
from pathlib import Path

from studio.desktop.app import Desktop
from studio.desktop.viewmodel.create_records import SeedMode
from studio.library.gallery.records import Fault, Kind, Subject
from studio.library.protocol import events
from tests.fakes import pictures
from tests.fakes.records import manifest, photo, subject
from tests.fakes.service import FakeService


def fill(service: FakeService, folder: Path) -> None:
    """Rex (taught), Mira (a person) and a teapot with a long name."""
    rex = _subject(service, folder, "Rex", "dog", Kind.ANIMAL, 5, 0)
    mira = _subject(service, folder, "Mira", "woman", Kind.PERSON, 3, 10, "She agreed by mail on 3 May")
    pot = _subject(service, folder, "Grandmother’s blue teapot from Meissen", "teapot", Kind.OBJECT, 1, 20)
    service.subjects = (pot, mira, rex)[::-1]
    service.artifacts = (manifest(rex),)
    service.announce()


def _subject(
    service: FakeService, folder: Path, name: str, word: str, kind: Kind, count: int, first: int, consent: str = ""
) -> Subject:
    made = []
    for number in range(first, first + count):
        problems = ("This photo is nearly the same as 00.png.",) if number == first + 3 else ()
        one = photo(f"{number:02}.png", problems=problems, held_out=number == first + 4)
        one = one.model_copy(update={"faults": (Fault.TWIN,) if problems else ()})
        service.files[one.id] = pictures.photo(folder, f"{number:02}.png", number)
        made.append(one)
    return subject(name, word, kind, tuple(made), consent)


def taught(desktop: Desktop, service: FakeService, folder: Path) -> str:
    fill(service, folder)
    desktop.teach.start()
    assert desktop.teach.job is not None
    job = desktop.teach.job.id
    service.say(job, events.Started, pid=1, device="cpu", what="Teaching Rex by LoRA", total_steps=160)
    for step in range(1, 81):
        loss = {"subject": 0.2 * math.exp(-step / 30) + 0.03 * abs(math.sin(step * 1.7)) + 0.04}
        scores = {"likeness": 0.42 + 0.35 * (1 - math.exp(-step / 40))} if step % 20 == 0 else {}
        service.say(job, events.Progress, step=step, of=160, loss=loss, scores=scores, eta_s=21.0, memory_mb=1480.0)
        if step % 40 == 0:
            for index in range(2):
                path = pictures.photo(folder, f"p{step}{index}.png", step + index)
                service.say(job, events.PreviewReady, step=step, index=index, prompt="a photo of {}", path=path)
    return job


def drawn(desktop: Desktop, service: FakeService, folder: Path, count: int) -> None:
    fill(service, folder)
    desktop.create.use(service.artifacts[0].id, 0.9)
    desktop.create.set(prompt="@Rex on a beach, {at dawn|at night}", count=4, seed=7)
    desktop.create.set_seed_mode(SeedMode.KEEP)
    desktop.create.generate()
    job = desktop.create.pictures[0].job
    service.say(job, events.Started, pid=1, device="cpu", what="Drawing 4 pictures", total_steps=100)
    for index in range(count):
        path = pictures.photo(folder, f"d{index}.png", 60 + index)
        service.say(job, events.PictureReady, result=f"r-{index:06}", path=path, index=index, seed=7 + index)
        service.say(job, events.Progress, step=25 * (index + 1), of=100, eta_s=3.0)
    if count == 4:
        service.say(job, events.Finished, answer={}, results=tuple(f"r-{i:06}" for i in range(4)))
