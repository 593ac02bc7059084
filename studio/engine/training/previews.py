"""Previews on fixed prompts and seeds while teaching, and the choice of the best checkpoint by what they show.

Judged by a passed-in judge against the photo held out for that (design section 5); without one the last step counts.
Not here: how pictures are drawn (generation/sample.py), what a judge is (evaluation).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from torch import Tensor

from studio.core import files
from studio.core.control import Control
from studio.engine.backbones.surface import Backbone
from studio.engine.dataset.pictures import from_tensor
from studio.engine.training.drawing import draw
from studio.engine.training.progress import Teller
from studio.engine.training.streams import derive
from studio.library.gallery.records import Kind, SubjectView
from studio.library.protocol import events
from studio.library.protocol.jobs import JobFolder

Judge = Callable[[list[Tensor], SubjectView], float]

_SUBJECT = (
    "a photo of {}",
    "a photo of {} on a beach",
    "a photo of {} in the snow",
    "a photo of {} on a blue background",
)
_STYLE = ("a dog in the style of {}", "a house in the style of {}", "a tree in the style of {}", "{}")
_MOST_STEPS = 10
NOISE = 0.03  # [ours] about one standard error of a score, which is over four pictures
_PATIENCE = 2


@dataclass(frozen=True)
class Shown:
    """A subject and the prompts of its previews."""

    view: SubjectView
    prompts: tuple[str, ...]


@dataclass
class Previews:
    """Draws, saves and judges the previews of one job. With several subjects the likeness is their mean."""

    backbone: Backbone
    job: JobFolder
    teller: Teller
    subjects: Sequence[Shown]
    seed: int
    judge: Judge | None
    newest: bytes | None = None  # the first picture of the newest preview, WebP
    scores: list[tuple[int, float]] = field(default_factory=list)
    has_warned: bool = False

    @property
    def prompts(self) -> list[str]:
        """Those of all subjects."""
        return [prompt for shown in self.subjects for prompt in shown.prompts]

    def show(self, step: int, control: Control) -> float | None:
        """Draw, save, tell, judge; the score or None. Call inside Trainer.showing()."""
        steps = min(self.backbone.facts.default_steps, _MOST_STEPS)
        prompts = self.prompts
        seeds = [derive(self.seed, "preview") % 2**31 + i for i in range(len(prompts))]
        pictures = draw(self.backbone, prompts, seeds, steps=steps, control=control)
        for index, (prompt, picture) in enumerate(zip(prompts, pictures, strict=True)):
            data = as_webp(picture)
            path = self.job.previews / f"{step:06d}-{index}.webp"
            files.write_bytes(path, data)
            self.teller.tell(events.PreviewReady, step=step, index=index, prompt=prompt, path=path)
            if index == 0:
                self.newest = data
        score = self._judged(pictures)
        if score is None:
            return None
        self.scores.append((step, score))
        self._warn_of_overfit()
        return score

    def _judged(self, pictures: list[Tensor]) -> float | None:
        if self.judge is None:
            return None
        scores: list[float] = []
        first = 0
        for shown in self.subjects:
            mine = pictures[first : first + len(shown.prompts)]
            first += len(shown.prompts)
            if shown.view.selection is not None:
                scores.append(float(self.judge(mine, shown.view)))
        return sum(scores) / len(scores) if scores else None

    def picture_only(self, step: int, control: Control) -> None:
        """One picture for the artifact's card, of the first prompt. Call inside Trainer.showing()."""
        steps = min(self.backbone.facts.default_steps, _MOST_STEPS)
        seed = derive(self.seed, "preview") % 2**31
        self.newest = as_webp(draw(self.backbone, self.prompts[:1], [seed], steps=steps, control=control)[0])

    def _warn_of_overfit(self) -> None:
        best_at = max(range(len(self.scores)), key=lambda i: self.scores[i][1])
        best_step, best = self.scores[best_at]
        if self.has_warned or len(self.scores) - 1 - best_at < _PATIENCE or self.scores[-1][1] > best - NOISE:
            return
        self.has_warned = True
        self.teller.tell(
            events.Warned,
            message=f"The preview score has been falling since step {best_step}: it begins to over-fit.",
            remedy="You can stop now; the best step is kept.",
        )


def default_prompts(view: SubjectView, trigger: str, asked: Sequence[str], subjects: int = 1) -> tuple[str, ...]:
    """The asked-for prompts, or the studio's own, with {} filled in; two for each where there are several subjects."""
    own = _STYLE if view.kind is Kind.STYLE else _SUBJECT
    templates = tuple(asked) or (own if subjects == 1 else own[:2])
    return tuple(template.replace("{}", trigger) for template in templates)


def is_due(step: int, total: int, every: int) -> bool:
    """At the end, and every so many steps unless the end is nearer than half of them."""
    return every > 0 and (step == total or (step % every == 0 and total - step >= every / 2))


def as_webp(picture: Tensor) -> bytes:
    """[3, h, w] in -1..1 -> WebP."""
    buffer = io.BytesIO()
    from_tensor(picture).save(buffer, "WEBP", quality=92)
    return buffer.getvalue()
