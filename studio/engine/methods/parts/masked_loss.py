"""The diffusion loss over chosen pictures, weighed per position; and its split into subject and class pictures.

Not here: where the weights come from (dataset: brushed masks; training/noise.py: min-SNR), see TrainStep.weight.
"""

from __future__ import annotations

from collections.abc import Iterator

from torch import Tensor

from studio.engine.methods.contract import Term, TrainStep


def weighted_mse(predicted: Tensor, target: Tensor, weight: Tensor, chosen: Tensor) -> Tensor:
    """Mean of weight * (predicted - target)^2 over the chosen pictures, 0-d.

    predicted, target: [b, c, h, w] fp32; weight: [b, 1, h, w]; chosen: bool [b], at least one True.
    """
    error = (predicted[chosen] - target[chosen]).square()
    return (error * weight[chosen]).mean()


def subject_and_prior(step: TrainStep, prior_weight: float) -> Iterator[Term]:
    """L = L_subject + lambda L_prior [arXiv:2208.12242, sec. 3.2]: each its own mean, so lambda does not depend on
    how many class pictures are in the batch. Time steps, weights and noise are each picture's own.
    """
    own = ~step.is_prior
    if bool(own.any()):
        yield Term("subject", weighted_mse(step.predicted, step.target, step.weight, own))
    if prior_weight > 0 and bool(step.is_prior.any()):
        value = weighted_mse(step.predicted, step.target, step.weight, step.is_prior)
        yield Term("prior", value, prior_weight)
