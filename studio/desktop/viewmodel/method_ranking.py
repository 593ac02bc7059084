"""What a method can be expected to cost and to reach for this subject on this computer, and the order that gives.

Only measured figures: trainings of this library first, then what a bench of this library noted, then those that were
measured for the studio and are shipped (resources/method_figures.json). Where nothing was measured, that is said.

One training alone decides nothing, it may have had to share the computer. The newest five are asked for their median;
a bench of this computer stands in for those that are missing. With fewer than three the time is told from the
shortest to the longest that is known, figures of another computer among them.
Not here: measuring (engine/bench).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median

from studio.desktop.translation import plural, tr
from studio.library.artifacts.manifest import Manifest
from studio.library.catalogue.read import MethodFigures
from studio.library.gallery.records import Kind

_FIRST_CHOICE = "lora"  # of methods that were measured alike, or not at all
_TOLD_APART = 0.05  # a smaller gain of likeness is within the noise of a few trainings
_NEWEST = 5  # older trainings may be of another computer, or of settings long given up
_ENOUGH = 3  # the fewest whose median one odd training does not move


@dataclass(frozen=True)
class Expectation:
    """Medians. seconds: for as many steps as the form says. between: shortest and longest that is known, while
    trainings here are too few to say more. gain: likeness taught minus untaught. trainings: how many were asked;
    is_here: on this computer, else on the one the studio was made on."""

    seconds: float | None
    size_bytes: int | None
    gain: float | None
    trainings: int
    is_here: bool
    between: tuple[float, float] | None = None

    def sentence(self) -> str:
        """For the method's card."""
        if self.trainings == 0:
            return tr("Not measured on this computer yet.")
        parts: list[str] = []
        if self.seconds is not None:
            parts.append(_about(*(self.between or (self.seconds, self.seconds))))
        if self.size_bytes is not None:
            parts.append(_size(self.size_bytes))
        if self.gain is not None:
            parts.append(tr("likeness {gain}", gain=f"{self.gain:+.2f}"))
        if not self.is_here:
            source = tr("measured on another computer")
        elif self.trainings < _ENOUGH:
            source = plural("only %n training(s) measured here so far", self.trainings)
        else:
            source = plural("measured here, %n training(s)", self.trainings)
        return f"{' · '.join(parts)} ({source})"


NOTHING = Expectation(None, None, None, 0, False)


def expectation(
    method: str,
    backbone: str,
    kind: Kind | None,
    steps: int,
    artifacts: Iterable[Manifest],
    kinds: Mapping[str, Kind],
    measured: Mapping[str, Mapping[str, MethodFigures]],
) -> Expectation:
    """kind: of the subject; for the likeness, trainings of the same kind count when there are any. kinds: of all
    subjects by id. measured: figures of benches by backbone and method."""
    own = [m for m in artifacts if m.method == method and m.backbone == backbone and not m.origin and m.steps > 0]
    own = sorted(own, key=lambda m: m.created, reverse=True)
    known = measured.get(backbone, {}).get(method)
    if not own:
        return _of_a_bench(known, steps) if known else NOTHING
    alike = [m for m in own if kind is not None and any(kinds.get(s) is kind for s in m.subject_ids)]
    paces = [m.seconds / m.steps for m in own[:_NEWEST]]
    gains = [gain for m in alike or own if (gain := _gain(m)) is not None][:_NEWEST]
    benched = min(known.trainings, _NEWEST - len(paces)) if known and known.here else 0
    trainings = len(paces) + benched
    if known and benched:
        paces += [known.seconds / known.steps] * benched
    elif known and trainings < _ENOUGH:
        paces.append(known.seconds / known.steps)
    if known and known.gain is not None and len(gains) < _ENOUGH:
        gains += [known.gain] * min(known.trainings, _ENOUGH - len(gains))
    return Expectation(
        median(paces) * steps,
        round(median(m.size_bytes for m in own[:_NEWEST])),
        median(gains) if gains else None,
        trainings,
        True,
        (min(paces) * steps, max(paces) * steps) if trainings < _ENOUGH else None,
    )


def _of_a_bench(known: MethodFigures, steps: int) -> Expectation:
    return Expectation(known.seconds / known.steps * steps, known.size_bytes, known.gain, known.trainings, known.here)


def rank(slug: str, title: str, problem: str, expected: Expectation) -> tuple[bool, float, bool, str]:
    """Sort key: usable first, then by likeness gained, then the first choice, then by name."""
    gain = expected.gain if expected.gain is not None and abs(expected.gain) >= _TOLD_APART else 0.0
    return bool(problem), -gain, slug != _FIRST_CHOICE, title


def _gain(manifest: Manifest) -> float | None:
    scores = {score.name: score.value for score in manifest.scores}
    if "likeness" in scores and "likeness_untaught" in scores:
        return scores["likeness"] - scores["likeness_untaught"]
    return None


def _about(least: float, most: float) -> str:
    if _time(least) == _time(most):
        return tr("about {time}", time=_time(most))
    return tr("{least} to {most}", least=_time(least), most=_time(most))


def _time(seconds: float) -> str:
    if seconds < 100:
        return tr("{n} s", n=round(seconds))
    if seconds < 5400:
        return tr("{n} min", n=round(seconds / 60))
    return tr("{n} h", n=f"{seconds / 3600:.1f}")


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} kB"
