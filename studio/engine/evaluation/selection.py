"""Chooses among checkpoints: CLIP similarity of preview pictures to the one photo held out for that.

CLIP here, the instance encoder in the report, so that the number that chooses is not the number that is told
(design section 5). Without CLIP or without a held-out photo there is no judge, and the last checkpoint counts.
Not here: drawing the previews, keeping the best (studio/engine/training).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from studio.engine.evaluation import pictures
from studio.engine.evaluation.judges import Clip, load_judges
from studio.engine.evaluation.score import cosines
from studio.library.gallery.records import SubjectView

SelectionJudge = Callable[[Sequence[Tensor], SubjectView], float]


def selection_judge(clip: Clip | None = None, *, photographs: bool = False) -> SelectionJudge | None:
    """The judge, or None when CLIP is not installed. It answers for a subject with a selection photo only.

    photographs: what is drawn; then the person's own CLIP chooses, where there is one.
    """
    judge = clip or load_judges(photographs=photographs).clip
    if judge is None:
        return None
    known: dict[str, Tensor] = {}

    def similarity(drawn: Sequence[Tensor], view: SubjectView) -> float:
        """Mean cosine of [3, h, w] pictures in -1..1 to the selection photo."""
        assert view.selection is not None
        with torch.inference_mode():
            if view.selection.blake3 not in known:
                known[view.selection.blake3] = judge.image(pictures.photos([view.selection]))
            return cosines(judge.image(torch.stack(list(drawn))), known[view.selection.blake3]).mean().item()

    return similarity
