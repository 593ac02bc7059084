"""The formulas: likeness, prompt fit, and how far the taught model is from the untaught one with the same seeds.

- likeness: mean cosine of the instance encoder between the drawn pictures and the report photo. It is "seen" when no
  photo was held out for it: then the photos that were learned from are compared, and the score flatters.
- prompt fit: mean cosine of CLIP between each picture and its prompt with the subject's name left out, class word kept.
- each is also taken of pictures of the plain class, drawn without the artifact from the same seeds ("untaught").
- likeness gain: taught minus untaught, picture by picture, with a bootstrap 95 % interval.

After the DINO and CLIP-T protocols of DreamBooth (arXiv:2208.12242, section 4.1), with our own judges.
Not here: drawing the pictures (draw.py), keeping them (stored.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from studio.engine.evaluation import pictures
from studio.engine.evaluation.judges import Judges
from studio.library.artifacts.manifest import Score
from studio.library.gallery.records import SubjectView

_RESAMPLES = 2000


@dataclass(frozen=True)
class Interval:
    """A mean with its bootstrap 95 % interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Drawn:
    """Pairs of pictures: the same prompt and seed with and without the artifact. [b, 3, h, w] in -1..1.

    plain_prompts: the prompt of each pair with the class word in the subject's place.
    """

    taught: Tensor
    untaught: Tensor
    plain_prompts: tuple[str, ...]


def bootstrap(values: Sequence[float], resamples: int = _RESAMPLES, seed: int = 0) -> Interval:
    """Percentile bootstrap of the mean; the same values give the same interval."""
    sample = torch.tensor(list(values), dtype=torch.float64)
    generator = torch.Generator().manual_seed(seed)
    index = torch.randint(len(sample), (resamples, len(sample)), generator=generator)
    means = sample[index].mean(1)
    low, high = torch.quantile(means, torch.tensor([0.025, 0.975], dtype=torch.float64)).tolist()
    return Interval(sample.mean().item(), low, high)


def nested_bootstrap(table: Sequence[Sequence[float]], resamples: int = _RESAMPLES, seed: int = 0) -> Interval:
    """Of the mean of means: subjects are drawn with replacement, and of each the values of its seeds.

    table: one row a subject, one value a seed (rows may differ in length). A single value has no spread to show, so
    its interval is itself; say so where it is told.
    """
    rows = [torch.tensor(list(row), dtype=torch.float64) for row in table]
    generator = torch.Generator().manual_seed(seed)
    subjects = torch.randint(len(rows), (resamples, len(rows)), generator=generator)
    means = torch.empty((resamples, len(rows)), dtype=torch.float64)
    for number, row in enumerate(rows):
        # Each place in a resample draws the seeds anew, also when it holds a subject for the second time.
        index = torch.randint(len(row), (resamples, len(rows), len(row)), generator=generator)
        means = torch.where(subjects == number, row[index].mean(-1), means)
    low, high = torch.quantile(means.mean(1), torch.tensor([0.025, 0.975], dtype=torch.float64)).tolist()
    return Interval(torch.stack([row.mean() for row in rows]).mean().item(), low, high)


def cosines(left: Tensor, right: Tensor) -> Tensor:
    """All pairs: [a, d] and [b, d] -> [a, b]."""
    return functional.normalize(left.float(), dim=-1) @ functional.normalize(right.float(), dim=-1).T


def likeness(drawn: Tensor, references: Tensor, judges: Judges) -> Tensor:
    """[b]: each picture's mean cosine to the reference photos."""
    assert judges.instance is not None
    with torch.inference_mode():
        return cosines(judges.instance.embed(drawn), judges.instance.embed(references)).mean(1)


def prompt_fit(drawn: Tensor, prompts: Sequence[str], judges: Judges) -> Tensor:
    """[b]: each picture's cosine to its own prompt."""
    assert judges.clip is not None
    with torch.inference_mode():
        fits = cosines(judges.clip.image(drawn), judges.clip.text(list(prompts)))
    return fits.diagonal()


def references(view: SubjectView) -> tuple[Tensor, bool]:
    """The photos the likeness is measured against, and whether they were seen in training or selection."""
    if view.report is not None:
        return pictures.photos([view.report]), False
    return pictures.photos(view.training), True


def measure(drawn: Drawn, view: SubjectView, judges: Judges) -> tuple[Score, ...]:
    """Every score that the judges present can measure."""
    return measure_all([(drawn, view)], judges)


def measure_all(groups: Sequence[tuple[Drawn, SubjectView]], judges: Judges) -> tuple[Score, ...]:
    """The same over the subjects of one artifact: each picture against its own subject, then the mean of all."""
    scores: list[Score] = []
    if judges.instance is not None:
        likenesses: list[tuple[Tensor, Tensor]] = []
        seen = False
        for drawn, view in groups:
            against, was_seen = references(view)
            seen = seen or was_seen
            likenesses.append((likeness(drawn.taught, against, judges), likeness(drawn.untaught, against, judges)))
        taught, untaught = (torch.cat(side) for side in zip(*likenesses, strict=True))
        gain = bootstrap((taught - untaught).tolist())
        values = {
            "likeness": taught.mean().item(),
            "likeness_untaught": untaught.mean().item(),
            "likeness_gain": gain.mean,
            "likeness_gain_low": gain.low,
            "likeness_gain_high": gain.high,
        }
        scores += [
            Score(
                name=name,
                value=round(value, 4),
                measured_by=judges.instance_name,
                seen=seen,
            )
            for name, value in values.items()
        ]
    if judges.clip is not None:
        fits = {
            "prompt_fit": torch.cat([prompt_fit(d.taught, d.plain_prompts, judges) for d, _ in groups]),
            "prompt_fit_untaught": torch.cat([prompt_fit(d.untaught, d.plain_prompts, judges) for d, _ in groups]),
        }
        scores += [
            Score(
                name=name,
                value=round(fit.mean().item(), 4),
                measured_by=judges.clip_name,
            )
            for name, fit in fits.items()
        ]
    return tuple(scores)


def as_answer(scores: Sequence[Score]) -> dict[str, float]:
    """The form of the command line: {"likeness": 0.61, …}; what was not measured is absent."""
    return {score.name: score.value for score in scores}
