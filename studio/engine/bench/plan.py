"""What a bench does, in the order it does it: bench.json in its folder, and the keys of all that is stored.

Not here: doing it (run.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

from studio.core.errors import DiskProblem, InputProblem
from studio.core.records import Record
from studio.engine.bench import subjects as sources
from studio.library.gallery.records import Kind, Subject
from studio.library.library import Library
from studio.library.protocol.requests import BenchRequest

Group = Literal["drawings", "photographs", "library"]
FIRST_SEED = 3000  # of the pictures; away from the seeds people try first, and from those that choose a checkpoint
AS_TAUGHT = 1.0


class BenchSubject(Record):
    """key: a folder name, "00-fox". id: in the bench's own library."""

    key: str
    id: str
    name: str
    class_word: str
    kind: Kind
    group: Group


class LeftOut(Record):
    """A method that is not benched on a subject (empty: on none), and why."""

    method: str
    subject: str
    why: str


class BenchPlan(Record):
    """bench.json: all that decides what is drawn. fingerprint: of the backbone's weights.

    labelled: the referee can read this backbone's pictures.
    """

    schema_version: int = 1
    backbone: str
    fingerprint: str
    steps: int  # of drawing
    guidance: float
    asked: tuple[str, ...]  # the subjects as they were asked for
    photos: str
    subjects: tuple[BenchSubject, ...]
    methods: tuple[str, ...]
    settings: dict[str, dict[str, Any]]
    seeds: int
    first_seed: int = 0
    pictures: int
    strengths: tuple[float, ...]
    labelled: bool
    left_out: tuple[LeftOut, ...] = ()
    failed: tuple[LeftOut, ...] = ()  # in the last run; tried again in the next
    is_finished: bool = False

    @property
    def picture_seeds(self) -> range:
        """The same for every method and subject."""
        return range(FIRST_SEED, FIRST_SEED + self.pictures)

    @property
    def training_seeds(self) -> range:
        """Of each method and subject; the first one's pictures make the grids and the leak matrix."""
        return range(self.first_seed, self.first_seed + self.seeds)

    def trainings(self) -> Iterator[tuple[str, BenchSubject, int]]:
        """(method, subject, seed) in the order they are done: all methods know a subject before the next one."""
        out = {(one.method, one.subject) for one in (*self.left_out, *self.failed)}
        for subject in self.subjects:
            for method in self.methods:
                if (method, subject.key) not in out:
                    yield from ((method, subject, seed) for seed in self.training_seeds)

    def pupils(self, method: str) -> list[BenchSubject]:
        """The subjects a method is benched on."""
        return [subject for name, subject, seed in self.trainings() if name == method and seed == self.first_seed]

    def check_goes_on(self, before: BenchPlan, folder: Path) -> None:
        """Methods, seeds and strengths may be added to a bench. Raises InputProblem when anything else differs."""
        same = ("backbone", "fingerprint", "steps", "guidance", "asked", "photos", "pictures", "first_seed")
        differs = [name for name in same if getattr(self, name) != getattr(before, name)]
        for method in set(self.methods) & set(before.methods):
            if self.settings.get(method, {}) != before.settings.get(method, {}):
                differs.append(f"settings of {method}")
        if differs:
            raise InputProblem(
                f"“{folder}” holds another bench (different: {', '.join(differs)}).",
                "Choose another folder with --out, or ask for the same as the first time.",
            )


def refs_key(subject: BenchSubject, seed: int) -> str:
    return f"photos/{subject.key}/seed-{seed}"


def untaught_key(subject: BenchSubject) -> str:
    return f"untaught/{subject.key}"


def plain_class_key(subject: BenchSubject) -> str:
    return f"untaught-class/{subject.key}"


def nothing_key() -> str:
    return "untaught-nothing"


def training_key(method: str, subject: BenchSubject, seed: int) -> str:
    return f"{method}/{subject.key}/seed-{seed}"


def taught_key(method: str, subject: BenchSubject, seed: int, strength: float = AS_TAUGHT) -> str:
    return f"taught/{training_key(method, subject, seed)}/strength-{strength:.2f}"


def class_key(method: str, subject: BenchSubject, seed: int) -> str:
    return f"class/{training_key(method, subject, seed)}"


def leak_key(method: str, subject: BenchSubject) -> str:
    return f"leak/{method}/{subject.key}"


def gather(library: Library, request: BenchRequest) -> tuple[BenchSubject, ...]:
    """The subjects, in the bench's library. Raises InputProblem, DiskProblem."""
    found: list[tuple[Subject, Group]] = []

    def add(subjects: Iterable[Subject], group: Group) -> None:
        found.extend((subject, group) for subject in subjects)

    for word in request.subjects:
        source, _, count = word.partition(":")
        if source == "bench" and count:
            number, _, photos = count.partition(":")
            words = sources.drawn_words(_number(word, number))
            add(sources.drawings(library, words, _number(word, photos) if photos else None), "drawings")
        elif source == "photos" and count:
            add(sources.photographs(library, request.photos, _number(word, count)), "photographs")
        else:
            add([sources.copied(library, request.library, word)], "library")
    unique: dict[str, tuple[Subject, Group]] = {subject.id: (subject, group) for subject, group in found}
    return tuple(
        BenchSubject(
            key=f"{number:02d}-{_plain(subject.class_word)}",
            id=subject.id,
            name=subject.name,
            class_word=subject.class_word,
            kind=subject.kind,
            group=group,
        )
        for number, (subject, group) in enumerate(unique.values())
    )


def _number(word: str, count: str) -> int:
    if not count.isdecimal():
        raise InputProblem(f"“{word}” does not say how many subjects.", "Write a number after the colon: bench:6.")
    return int(count)


def _plain(word: str) -> str:
    """A class word as part of a folder name."""
    return re.sub(r"[^a-z0-9]+", "-", word.lower()).strip("-")[:32] or "subject"


def read_plan(folder: Path) -> BenchPlan:
    """Raises InputProblem where no bench lies, DiskProblem when it is damaged."""
    file = folder / "bench.json"
    if not file.is_file():
        raise InputProblem(f"There is no bench in “{folder}”.", "Give the folder a bench was written to (--out).")
    plan = BenchPlan.load(file)
    for subject in plan.subjects:
        if not re.fullmatch(r"\d+-[a-z0-9-]+", subject.key):
            raise DiskProblem(f"“{file}” is damaged: “{subject.key}” names no subject.", "Start the bench anew.")
    if not all(re.fullmatch(r"[a-z0-9_]+", method) for method in plan.methods):
        raise DiskProblem(f"“{file}” is damaged: one of its methods has no name.", "Start the bench anew.")
    return plan
