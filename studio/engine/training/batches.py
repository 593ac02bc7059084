"""Which examples a step shows, mirrored or not, with which prompt: all decided by (seed, step, rank).

Photos come in shuffled rounds, so that each is shown equally often. With class pictures a batch holds as many of them
again, after the subject's own (DreamBooth's 2B, card "dreambooth").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from studio.engine.dataset.examples import Example
from studio.engine.training.streams import generator


@dataclass(frozen=True)
class Batch:
    """clean: [b, c, h, w] latents; weight: [b, 1, h, w]; is_prior: bool [b]; CPU tensors."""

    clean: Tensor
    weight: Tensor
    is_prior: Tensor
    subject: tuple[int, ...]
    prompts: tuple[str, ...]


class Batches:
    """size: subject pictures a batch. ranks: processes that share the rounds."""

    def __init__(
        self, examples: Sequence[Example], priors: Sequence[Example], size: int, seed: int, ranks: int = 1
    ) -> None:
        self._examples, self._priors = examples, priors
        self._size, self._seed, self._ranks = size, seed, ranks

    def draw(self, index: int, rank: int = 0) -> Batch:
        """Batch number `index` of this rank."""
        first = (index * self._ranks + rank) * self._size
        rng = generator(self._seed, "choice", index, rank)
        chosen = self._in_rounds(self._examples, "subject", first)
        if self._priors:
            chosen += self._in_rounds(self._priors, "prior", first)
        latents, weights, prompts = [], [], []
        for example in chosen:
            variant = int(torch.randint(len(example.latents), (1,), generator=rng))
            shown, weight, frame = example.latents[variant], example.weights[variant], "{}"
            prompt = example.prompts[int(torch.randint(len(example.prompts), (1,), generator=rng))]
            if example.varied and float(torch.rand((), generator=rng)) < example.vary_share:
                other = example.varied[int(torch.randint(len(example.varied), (1,), generator=rng))]
                shown, weight, frame = other.latents, other.weight, other.frame
            latents.append(shown)
            weights.append(weight)
            prompts.append(frame.replace("{}", prompt))
        return Batch(
            torch.stack(latents),
            torch.stack(weights),
            torch.tensor([example.is_prior for example in chosen]),
            tuple(example.subject for example in chosen),
            tuple(prompts),
        )

    def _in_rounds(self, pool: Sequence[Example], name: str, first: int) -> list[Example]:
        out: list[Example] = []
        for number in range(first, first + self._size):
            lap, place = divmod(number, len(pool))
            order = torch.randperm(len(pool), generator=generator(self._seed, f"round-{name}", lap))
            out.append(pool[int(order[place])])
        return out
