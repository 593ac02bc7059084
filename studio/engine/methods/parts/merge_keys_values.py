"""Keys and values of subjects taught apart, merged in closed form. Custom Diffusion, arXiv:2212.04488, sec. 3.3.

min_W || (W - W0) R^T ||_F subject to W c = W_i c for the features c of subject i's prompts, for each layer, keys and
values apart [paper; card: code]. With G = R^T R + ridge, d = C G^-1 and T the rows (W_i - W0) c:
W - W0 = T^T (d C^T)^-1 d. Only differences are needed, and d C^T is the same for all layers.
Facts: R, features of everyday captions, start to end token inclusive [code: up to 200; memory: about 1000]; C, those of
"<new> class" and "a photo of <new> class" from position 1 to the end token, equal rows once [code].
Differs [ours]: 400 captions put together from resources/vocabulary.json instead of a caption file, and none of them
skips its first words; a row that several subjects share ("a", "photo", "of") gets the mean of their values, so the
order of the subjects does not matter; ridge 1e-3 of the mean diagonal [card: derived], float64, pseudo-inverse.
Not here: reading and writing artifacts (studio/engine/methods/merged.py), the command (studio/cli/artifact.py).
"""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from studio.core import folders
from studio.engine.backbones.surface import Backbone

RIDGE = 1e-3
_CAPTIONS = 400
_SAME = 1e-5  # rows whose features differ by less than this share of their size are one row
_CUT = 1e-13  # of the largest eigenvalue: what is smaller is rounding


@dataclass(frozen=True)
class Concept:
    """What one artifact brings. triggers: "<rex> dog", one a subject. words: their vectors by placeholder, [1, d].

    changes: W_i - W0 by layer, [d_out, d_in]; a layer that is absent is unchanged.
    """

    triggers: tuple[str, ...]
    words: Mapping[str, list[Tensor]]
    changes: Mapping[str, Tensor]


@dataclass(frozen=True)
class Constraints:
    """rows: C [m, d], float64. owners: bool [concepts, m], whose row each is. spread: (d C^T)^-1 d, [m, d]."""

    rows: Tensor
    owners: Tensor
    spread: Tensor


def merged(backbone: Backbone, concepts: Sequence[Concept], ridge: float = RIDGE) -> dict[str, Tensor]:
    """The merged W - W0 of every layer that some concept changes, fp32."""
    with torch.no_grad():
        own = [concept_rows(backbone, concept) for concept in concepts]
        found = constraints(everyday_rows(backbone), own, ridge)
        keys = dict.fromkeys(key for concept in concepts for key in concept.changes)
        return {key: solve([c.changes.get(key) for c in concepts], found).float() for key in keys}


def constraints(everyday: Tensor, own: Sequence[Tensor], ridge: float = RIDGE) -> Constraints:
    """everyday: R [n, d]; own: the rows of each concept, [m_i, d]."""
    rows, owners = _distinct(own)
    everyday = everyday.double()
    gram = everyday.T @ everyday
    gram += ridge * gram.diagonal().mean() * torch.eye(len(gram), dtype=gram.dtype, device=gram.device)
    d = torch.linalg.solve(gram, rows.T).T
    inverse = torch.linalg.pinv(d @ rows.T, rtol=_CUT, hermitian=True)
    return Constraints(rows, owners, inverse @ d)


def solve(changes: Sequence[Tensor | None], found: Constraints) -> Tensor:
    """W - W0 [d_out, d_in], float64, of one layer. changes: W_i - W0 of each concept; None where it changes nothing."""
    return targets(changes, found).T @ found.spread


def targets(changes: Sequence[Tensor | None], found: Constraints) -> Tensor:
    """T [m, d_out]: what (W - W0) c has to be for each row c, the mean over the concepts the row belongs to."""
    shape = next(change.shape for change in changes if change is not None)
    total = found.rows.new_zeros(len(found.rows), shape[0])
    for owner, change in zip(found.owners, changes, strict=True):
        if change is not None:
            total += owner[:, None] * (found.rows @ change.to(found.rows).T)
    return total / found.owners.sum(0)[:, None]


def concept_rows(backbone: Backbone, concept: Concept) -> Tensor:
    """Features of the concept's prompts from position 1 to the end token, [m, d]; its words act."""
    prompts = [frame.format(trigger) for trigger in concept.triggers for frame in ("{}", "a photo of {}")]
    with backbone.with_words(dict(concept.words)):
        return torch.cat([_features(backbone, prompt)[1:] for prompt in prompts])


def everyday_rows(backbone: Backbone) -> Tensor:
    """Features of everyday captions, [n, d]."""
    return torch.cat([_features(backbone, caption) for caption in everyday_captions()])


def everyday_captions(count: int = _CAPTIONS) -> list[str]:
    """Always the same: things, colours, places and styles of the vocabulary, put together."""
    words = json.loads((folders.resources() / "vocabulary.json").read_text(encoding="utf-8"))
    chance = random.Random(0)
    things, colours = [one["word"] for one in words["classes"]], list(words["object_colors"])
    openings = [opening or "a picture of" for opening in (*words["openings"], *words["styles"])]
    made: list[str] = []
    for _ in range(count):
        colour = f"{chance.choice(colours)} " if chance.random() < 0.5 else ""
        thing = f"{colour}{chance.choice(things)}"
        article = "an" if thing[0] in "aeiou" else "a"
        made.append(f"{chance.choice(openings)} {article} {thing} {chance.choice(words['places'])}")
    return made


def _features(backbone: Backbone, prompt: str) -> Tensor:
    """[tokens + 2, d] in float64: start token, words, end token; the padding is left out."""
    text = backbone.encode_prompts([prompt]).text[0]
    return text[: backbone.token_count(prompt) + 2].double()


def _distinct(own: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    """Each row once, with the concepts it belongs to."""
    rows: list[Tensor] = []
    owners: list[set[int]] = []
    for number, features in enumerate(own):
        for row in features.double():
            for place, other in enumerate(rows):
                if float((row - other).norm()) <= _SAME * float(other.norm()):
                    owners[place].add(number)
                    break
            else:
                rows.append(row)
                owners.append({number})
    belongs = torch.tensor([[n in owner for owner in owners] for n in range(len(own))])
    return torch.stack(rows), belongs.to(rows[0].device)
