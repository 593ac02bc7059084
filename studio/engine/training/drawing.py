"""Pictures while teaching come from the one sampling loop; this is the small part of it that training needs."""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor

from studio.core.control import Control
from studio.engine.backbones.surface import Backbone


def draw(
    backbone: Backbone, prompts: Sequence[str], seeds: Sequence[int], *, steps: int, control: Control
) -> list[Tensor]:
    """One picture [3, h, w] in -1..1 (CPU) for each prompt and seed, at the backbone's own size and guidance.

    Raises StopRequested or DiscardRequested between steps.
    """
    from studio.engine.generation.plan import PicturePlan
    from studio.engine.generation.sample import draw as draw_plans

    plans = [PicturePlan(prompt, seed, index=i) for i, (prompt, seed) in enumerate(zip(prompts, seeds, strict=True))]
    return draw_plans(backbone, plans, steps=steps, control=control)
