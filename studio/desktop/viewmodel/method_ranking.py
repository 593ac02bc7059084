"""What a method can be expected to cost and to reach for this subject on this computer, and the order that gives.

Only measured figures: trainings of this library first, then what a bench of this library noted, then those that were
measured for the studio and are shipped (resources/method_figures.json). Where nothing was measured, that is said.
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


@dataclass(frozen=True)
class Expectation:
    """Medians. seconds: for as many steps as the form says. gain: likeness taught minus untaught. trainings: how many
    were measured; is_here: on this computer, else on the one the studio was made on."""

    seconds: float | None
    size_bytes: int | None
    gain: float | None
    trainings: int
    is_here: bool

    def sentence(self) -> str:
        """For the method's card."""
        if self.trainings == 0:
            return tr("Not measured on this computer yet.")
        parts: list[str] = []
        if self.seconds is not None:
            parts.append(tr("about {time}", time=_time(self.seconds)))
        if self.size_bytes is not None:
            parts.append(_size(self.size_bytes))
        if self.gain is not None:
            parts.append(tr("likeness {gain}", gain=f"{self.gain:+.2f}"))
        if self.is_here:
            source = plural("measured here, %n training(s)", self.trainings)
        else:
            source = tr("measured on another computer")
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
    """kind: of the subject; trainings of the same kind count when there are any. kinds: of all subjects by id.
    measured: figures of benches by backbone and method."""
    own = [m for m in artifacts if m.method == method and m.backbone == backbone and not m.origin and m.steps > 0]
    alike = [m for m in own if kind is not None and any(kinds.get(s) is kind for s in m.subject_ids)]
    if taught := alike or own:
        gains = [gain for m in taught if (gain := _gain(m)) is not None]
        return Expectation(
            median(m.seconds / m.steps for m in taught) * steps,
            round(median(m.size_bytes for m in taught)),
            median(gains) if gains else None,
            len(taught),
            True,
        )
    figures = measured.get(backbone, {}).get(method)
    if not figures:
        return NOTHING
    return Expectation(
        figures.seconds / figures.steps * steps, figures.size_bytes, figures.gain, figures.trainings, figures.here
    )


def rank(slug: str, title: str, problem: str, expected: Expectation) -> tuple[bool, float, bool, str]:
    """Sort key: usable first, then by likeness gained, then the first choice, then by name."""
    gain = expected.gain if expected.gain is not None and abs(expected.gain) >= _TOLD_APART else 0.0
    return bool(problem), -gain, slug != _FIRST_CHOICE, title


def _gain(manifest: Manifest) -> float | None:
    scores = {score.name: score.value for score in manifest.scores}
    if "likeness" in scores and "likeness_untaught" in scores:
        return scores["likeness"] - scores["likeness_untaught"]
    return None


def _time(seconds: float) -> str:
    if seconds < 100:
        return tr("{n} s", n=round(seconds))
    if seconds < 5400:
        return tr("{n} min", n=round(seconds / 60))
    return tr("{n} h", n=f"{seconds / 3600:.1f}")


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} kB"
