"""Learned vectors that stand for a word: where they start, and how they are read back from a file.

Sources: start from the class word's raw table rows, Textual Inversion [arXiv:2208.01618; code]. Not here: how a
placeholder is written (trigger.py), how it reaches the text encoder (Backbone.with_words).
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor

from studio.core.errors import ArtifactProblem, InputProblem
from studio.engine.backbones.surface import Backbone


def word_name(encoder: int) -> str:
    """The name a word's vectors are stored under, for the text encoder of that number from 0."""
    return f"words.{encoder}"


def class_rows(backbone: Backbone, class_word: str) -> list[Tensor]:
    """The class word's rows, [n, d] per text encoder, fp32. Raises InputProblem when there are none."""
    out = [rows.float() for rows in backbone.word_vectors(class_word)]
    if any(rows.shape[0] == 0 for rows in out):
        raise InputProblem(
            f"The base model has no word for “{class_word}”.",
            "Choose a plainer class word, such as “dog”.",
        )
    return out


def start_vectors(backbone: Backbone, class_word: str, count: int) -> list[Tensor]:
    """[count, d] per text encoder from the class word's rows: their mean for one vector, else one row after another."""
    return [
        rows.mean(0, keepdim=True) if count == 1 else rows[torch.arange(count) % rows.shape[0]]
        for rows in class_rows(backbone, class_word)
    ]


def stored_vectors(tensors: Mapping[str, Tensor], like: list[Tensor]) -> list[Tensor]:
    """Vectors from an artifact, fp32, of the shapes of `like`. Raises ArtifactProblem when they do not fit."""
    names = [word_name(i) for i in range(len(like))]
    if set(tensors) != set(names) or any(tensors[n].shape != v.shape for n, v in zip(names, like, strict=True)):
        raise ArtifactProblem(
            "This artifact does not fit the base model's text encoder.",
            "Choose the base model it was taught on, and as many vectors.",
            str({n: tuple(t.shape) for n, t in tensors.items()}),
        )
    return [tensors[n].float() for n in names]
