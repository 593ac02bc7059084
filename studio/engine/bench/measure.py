"""The figures of each training, from the stored pictures and records alone.

Formulas after DreamBench and its followers (arXiv:2208.12242 section 4.1; docs/bench.md): likeness as DINO, prompt fit
as CLIP-T with the name left out, diversity as DIV, class pull as PRES minus that of the untaught model, each with our
own judges. Not here: means and intervals over subjects and seeds (summary.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean

import torch
from torch import Tensor

from studio.engine.bench import plan as plans
from studio.engine.bench.figures import UNTAUGHT
from studio.engine.bench.judged import BenchJudges
from studio.engine.bench.picture_sets import PictureSets
from studio.engine.bench.plan import BenchPlan, BenchSubject
from studio.engine.bench.prompts import BenchPrompt, bench_prompts
from studio.engine.bench.teaching import Taught
from studio.engine.evaluation.score import cosines
from studio.library.gallery.records import Kind

_Look = Callable[[Tensor], Tensor]
_Seen = Callable[[str], Tensor]
_TOGETHER = 32  # pictures a judge sees at a time


@dataclass(frozen=True)
class Cell:
    """One training (method "untaught": the plain class). seen: no photo was held out, so the likeness flatters."""

    method: str
    subject: BenchSubject
    seed: int
    values: Mapping[str, float]
    seen: bool


@dataclass(frozen=True)
class SweepCell:
    """One training at one strength, on the first seed of each prompt."""

    method: str
    subject: BenchSubject
    strength: float
    values: Mapping[str, float]


@dataclass(frozen=True)
class LeakMatrix:
    """Row i: the artifact of subjects[i] acts. Column j: subjects[j] is drawn; then another class; then nothing.

    change: 1 - CLIP cosine of the picture with and without that artifact, same prompt and seed. On the diagonal stands
    the change that is wanted. pull: how much liker to subjects[i] the picture became, by the instance encoder.
    """

    subjects: tuple[BenchSubject, ...]
    change: list[list[float]] | None
    pull: list[list[float]] | None


@dataclass
class Measured:
    """Everything, picture by picture averaged to trainings."""

    cells: list[Cell] = field(default_factory=list)
    sweep: list[SweepCell] = field(default_factory=list)
    leaks: dict[str, LeakMatrix] = field(default_factory=dict)


def measure(plan: BenchPlan, sets: PictureSets, taught: Mapping[str, Taught], judges: BenchJudges) -> Measured:
    """taught: by training key. Raises DiskProblem when a stored picture is missing or was changed."""
    looking = _Looking(plan, sets, judges)
    measured = Measured()
    measured.leaks = {method: looking.leaks(method) for method in plan.methods if plan.pupils(method)}
    for subject in plan.subjects:
        for seed in plan.training_seeds:
            values = looking.looks(plans.untaught_key(subject), subject, seed)
            measured.cells.append(Cell(UNTAUGHT, subject, seed, values, looking.is_seen(subject, seed)))
            values = looking.looks(plans.untaught_key(subject), subject, seed, first_only=True)
            measured.sweep.append(SweepCell(UNTAUGHT, subject, 0.0, values))
    for method, subject, seed in plan.trainings():
        record = taught[plans.training_key(method, subject, seed)]
        values = looking.training(method, subject, seed) | _costs(record)
        drawn = sets.read(plans.taught_key(method, subject, seed))
        values["picture_seconds"] = drawn.seconds / len(drawn.pictures)
        leak = _leak(measured.leaks[method], subject)
        if seed == plan.first_seed and leak is not None:
            values["leak"] = leak
        measured.cells.append(Cell(method, subject, seed, values, looking.is_seen(subject, seed)))
        for strength in plan.strengths:
            key = plans.taught_key(method, subject, seed, strength)
            measured.sweep.append(
                SweepCell(method, subject, strength, looking.looks(key, subject, seed, first_only=True))
            )
    return measured


def _costs(record: Taught) -> dict[str, float]:
    costs = {"seconds": record.seconds, "size_bytes": float(record.size_bytes)}
    return costs if record.peak_memory_mb is None else {**costs, "peak_memory_mb": record.peak_memory_mb}


def _leak(matrix: LeakMatrix, subject: BenchSubject) -> float | None:
    """The mean of a row without its diagonal."""
    if matrix.change is None:
        return None
    at = matrix.subjects.index(subject)
    return fmean(value for column, value in enumerate(matrix.change[at]) if column != at)


@dataclass
class _Looking:
    """Judges' answers, each set of pictures looked at once."""

    plan: BenchPlan
    sets: PictureSets
    judges: BenchJudges
    _instance: dict[str, Tensor] = field(default_factory=dict)
    _clip: dict[str, Tensor] = field(default_factory=dict)
    _text: dict[str, Tensor] = field(default_factory=dict)
    _faces: dict[str, list[Tensor]] = field(default_factory=dict)

    def is_seen(self, subject: BenchSubject, seed: int) -> bool:
        """No photo was held out for the score."""
        return not self._refs(subject, seed)[1]

    def looks(self, key: str, subject: BenchSubject, seed: int, first_only: bool = False) -> dict[str, float]:
        """What a main set looks like. first_only: likeness and prompt fit of its first seed."""
        prompts = bench_prompts(subject.kind)
        count = len(prompts) * (1 if first_only else self.plan.pictures)
        values: dict[str, float] = {}
        alike = self._alike(key, subject, seed)
        if alike is not None:
            values["likeness"] = alike[:count].mean().item()
        fits = self._fits(key, subject, prompts)
        if fits is not None:
            values["prompt_fit"] = fits[:count].mean().item()
        if first_only:
            return values
        by_faces = self._by_faces(key, subject, seed)
        return values | self._by_clip(key, subject, seed) | by_faces | self._right(key, subject)

    def training(self, method: str, subject: BenchSubject, seed: int) -> dict[str, float]:
        """What one training did, against the untaught model."""
        key, before = plans.taught_key(method, subject, seed), plans.untaught_key(subject)
        values = self.looks(key, subject, seed)
        taught, untaught = (self._alike(each, subject, seed) for each in (key, before))
        if taught is not None and untaught is not None:
            values["likeness_gain"] = (taught - untaught).mean().item()
            ceiling, floor = self._ceiling(subject, seed), untaught.mean().item()
            if ceiling is not None and ceiling > floor:
                values["likeness_share"] = (taught.mean().item() - floor) / (ceiling - floor)
        with_it, without = plans.class_key(method, subject, seed), plans.plain_class_key(subject)
        pulled, plain = (self._alike(each, subject, seed) for each in (with_it, without))
        if pulled is not None and plain is not None:
            values["class_pull"] = (pulled - plain).mean().item()
        if self.judges.judges.clip is not None:
            values["class_drift"] = _distance(self._seen_by_clip(with_it), self._seen_by_clip(without)).mean().item()
        return values

    def leaks(self, method: str) -> LeakMatrix:
        """The matrix of a method's first seed."""
        subjects = self.plan.pupils(method)
        change: list[list[float]] | None = [] if self.judges.judges.clip is not None else None
        pull: list[list[float]] | None = [] if self.judges.judges.instance is not None else None
        for row, subject in enumerate(subjects):
            if change is not None:
                with_it, without = self._leak_pair(self._seen_by_clip, method, subjects, row)
                change.append(_distance(with_it, without).tolist())
            if pull is not None:
                with_it, without = self._leak_pair(self._seen_by_instance, method, subjects, row)
                against = self._against(self._seen_by_instance, subject, self.plan.first_seed)
                pull.append((cosines(with_it, against).mean(1) - cosines(without, against).mean(1)).tolist())
        return LeakMatrix(tuple(subjects), change, pull)

    def _leak_pair(self, seen: _Seen, method: str, subjects: Sequence[BenchSubject], row: int) -> tuple[Tensor, Tensor]:
        """Pictures with the artifact of `row` and without it, a column each: every subject, another class, nothing."""
        own, stored = subjects[row], iter(seen(plans.leak_key(method, subjects[row])))
        nothing = seen(plans.nothing_key())
        with_it: list[Tensor] = []
        without: list[Tensor] = []
        for other in subjects:
            taught = seen(plans.taught_key(method, other, self.plan.first_seed))[0]
            with_it.append(taught if other == own else next(stored))
            without.append(seen(plans.untaught_key(own))[0] if other == own else taught)
        with_it += list(stored)
        without += [nothing[self.plan.subjects.index(own)], nothing[-1]]
        return torch.stack(with_it), torch.stack(without)

    # --- parts ----------------------------------------------------------------------------------------------

    def _alike(self, key: str, subject: BenchSubject, seed: int) -> Tensor | None:
        """[n]: the likeness of each picture of a set; None without the judge."""
        if self.judges.judges.instance is None:
            return None
        return cosines(self._seen_by_instance(key), self._against(self._seen_by_instance, subject, seed)).mean(1)

    def _fits(self, key: str, subject: BenchSubject, prompts: Sequence[BenchPrompt]) -> Tensor | None:
        if self.judges.judges.clip is None:
            return None
        seen = self._seen_by_clip(key)
        told = torch.stack([self._told(prompt.plain(subject.class_word)) for prompt in prompts])
        return cosines(seen, told).gather(1, (torch.arange(len(seen)) % len(prompts))[:, None])[:, 0]

    def _by_clip(self, key: str, subject: BenchSubject, seed: int) -> dict[str, float]:
        if self.judges.judges.clip is None:
            return {}
        seen, training = self._seen_by_clip(key), self._refs(subject, seed)[0]
        photos = self._seen_by_clip(plans.refs_key(subject, seed))
        values = {
            "clip_likeness": cosines(seen, self._against(self._seen_by_clip, subject, seed)).mean().item(),
            "copy": cosines(seen, photos[training]).amax(1).mean().item(),
        }
        if self.plan.pictures > 1:
            by_prompt = seen.unflatten(0, (self.plan.pictures, -1)).transpose(0, 1)
            values["diversity"] = fmean(_spread(pictures) for pictures in by_prompt)
        return values

    def _by_faces(self, key: str, subject: BenchSubject, seed: int) -> dict[str, float]:
        """Of people: the likest face of each picture that shows one, to the largest of each photo."""
        if self.judges.faces is None or subject.kind is not Kind.PERSON:
            return {}
        training, report = self._refs(subject, seed)
        photos = self._marks(plans.refs_key(subject, seed))
        own = [photos[at][0] for at in report or training if len(photos[at])]
        if not own:
            return {}
        alike = [cosines(marks, torch.stack(own)).mean(1).max().item() for marks in self._marks(key) if len(marks)]
        values = {"face_found": len(alike) / len(self._marks(key))}
        return {**values, "face_likeness": fmean(alike)} if alike else values

    def _marks(self, key: str) -> list[Tensor]:
        assert self.judges.faces is not None
        if key not in self._faces:
            self._faces[key] = self.judges.faces.marks(self.sets.tensors(key))
        return self._faces[key]

    def _right(self, key: str, subject: BenchSubject) -> dict[str, float]:
        """Shares of right answers; of questions the referee knows."""
        referee = self.judges.referee
        if referee is None:
            return {}
        with torch.inference_mode():
            parts = [referee.read(part) for part in self.sets.tensors(key).split(_TOGETHER)]
        prompts = bench_prompts(subject.kind)
        right: dict[str, list[float]] = {}
        asked: list[float] = []
        for head, names in referee.labels.items():
            best = torch.cat([part[head] for part in parts]).argmax(1).tolist()
            for number, index in enumerate(best):
                answer = prompts[number % len(prompts)].expects.get(head)
                if head == "object":
                    answer = _class_label(subject.class_word)
                if answer is None or answer not in names:
                    continue
                is_right = float(names[index] == answer)
                right.setdefault(f"right_{head}", []).append(is_right)
                if head != "object":
                    asked.append(is_right)
        return {name: fmean(answers) for name, answers in right.items()} | ({"right": fmean(asked)} if asked else {})

    def _ceiling(self, subject: BenchSubject, seed: int) -> float | None:
        """How alike the photos are among themselves: those learned from, to the one held out."""
        training, report = self._refs(subject, seed)
        if not report:
            return None
        photos = self._seen_by_instance(plans.refs_key(subject, seed))
        return cosines(photos[training], photos[report]).mean().item()

    def _refs(self, subject: BenchSubject, seed: int) -> tuple[list[int], list[int]]:
        """Places of the training photos and of the held-out one in their set."""
        roles = [picture.prompt for picture in self.sets.read(plans.refs_key(subject, seed)).pictures]
        return tuple([at for at, role in enumerate(roles) if role == wanted] for wanted in ("training", "report"))  # type: ignore[return-value]

    def _against(self, seen: _Seen, subject: BenchSubject, seed: int) -> Tensor:
        """[m, d]: the photos a likeness is measured against."""
        training, report = self._refs(subject, seed)
        return seen(plans.refs_key(subject, seed))[report or training]

    def _seen_by_instance(self, key: str) -> Tensor:
        judge = self.judges.judges.instance
        assert judge is not None
        return self._seen(key, self._instance, judge.embed)

    def _seen_by_clip(self, key: str) -> Tensor:
        judge = self.judges.judges.clip
        assert judge is not None
        return self._seen(key, self._clip, judge.image)

    def _seen(self, key: str, known: dict[str, Tensor], look: _Look) -> Tensor:
        if key not in known:
            with torch.inference_mode():
                known[key] = torch.cat([look(part) for part in self.sets.tensors(key).split(_TOGETHER)])
        return known[key]

    def _told(self, text: str) -> Tensor:
        judge = self.judges.judges.clip
        assert judge is not None
        if text not in self._text:
            with torch.inference_mode():
                self._text[text] = judge.text([text])[0]
        return self._text[text]


def _distance(left: Tensor, right: Tensor) -> Tensor:
    """[n]: 1 - cosine, row by row."""
    return 1 - torch.nn.functional.cosine_similarity(left.float(), right.float(), dim=-1)


def _spread(seen: Tensor) -> float:
    """Mean of 1 - cosine over all pairs of different pictures."""
    pairs = cosines(seen, seen)
    above = torch.triu_indices(len(seen), len(seen), offset=1)
    return (1 - pairs[above[0], above[1]]).mean().item()


def _class_label(class_word: str) -> str:
    """The world's word for a class: "puppy" is a dog."""
    from studio.engine.pretraining.world.vocabulary import vocabulary

    return vocabulary().synonyms.get(class_word, class_word)
