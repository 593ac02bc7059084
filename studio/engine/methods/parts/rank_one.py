"""Gated rank-one edits of linear layers that read text features, and the second moment C they are measured by.

Source: Perfusion, arXiv:2305.01644, sec. 4, and the method card's notes on its two ports [paper, code]. For a frozen
projection W and features e of one position, with a = C^-1 i, E = i·a and s(e) = e·a:
    gate  g(e) = sigmoid((s(e) / E - bias) / temperature)                                  (1)
    h(e) = W (e - sum_j c_j(e) i_j) + sum_j g_j(e) o_j                                      (2)
The subtracted part is the projection of e on the span of all active i_j in the metric of C^-1; for one concept
c = s / E. The card's form by Cholesky and QR needs C itself; from the stored pairs (i_j, a_j) the same projection is
c = s G^-1 with G_jk = i_j·a_k, so an artifact carries a and no file carries C [ours; the tests compare the two].
C is the uncentred second moment over every position of a caption, start and padding included [code: one port]: they
are the largest features, so they shape C most and end with s near zero, which keeps the edit out of the padding and of
the empty prompt (on mini with "dog", s / E is 0.00 at the last padding place against -0.17 with C from words alone).
Captions are our own sentences, four for each dimension of the text features, instead of 100,000 of LAION's [ours].
To C come two moments of sentences that say the concept's class [ours]: of the places after its word, which on a tower
that reads from left to right carry it on, so that the edit took hold of all words behind the concept's; and of how the
word's own feature differs between sentences. On mini (bench/concept_gate.py, eight class words, eleven sentences) s / E
behind the word is 0.28 in the mean and 0.62 at most instead of 0.67 and 1.08, at the word 0.94 (0.92).
Everything here is fp32, the inverse float64.
Not here: which layers, what i and o are and how they are learned, see the method file.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

import torch
from torch import Tensor, nn
from torch.nn import functional

from studio.engine.backbones.surface import Backbone

_CAPTIONS_PER_DIMENSION = 4
RIDGE = 1e-4  # of the mean diagonal
_BEHIND = 0.3  # more tells the word from what follows it better, and answers less where it is said unusually
_MOST_PROMPTS = 128

# Plain words; coprime strides through these lists give every caption another combination.
_THINGS = (
    "dog cat horse bird fish bear rabbit fox lion elephant turtle owl man woman girl boy person face car bus bicycle "
    "train airplane boat rocket truck house castle church bridge tower tent chair table lamp sofa bed clock book phone "
    "camera radio computer guitar drum piano cup bottle plate bowl knife apple banana orange strawberry cake pizza "
    "bread sandwich cheese egg flower tree cactus leaf mushroom hat shirt dress shoe backpack umbrella watch ring ball "
    "kite robot doll balloon candle key box vase mirror coin crown statue painting heart star cloud mountain river"
).split()
_LOOKS = (
    "red blue green yellow black white orange purple pink brown gray old new small big little round shiny wooden "
    "beautiful cute dirty bright dark striped soft"
).split()
_PLACES = (
    "on a beach",
    "in the snow",
    "on the grass",
    "in the desert",
    "in front of mountains",
    "in a city at night",
    "under the sea",
    "in space",
    "on a wooden table",
    "in front of a brick wall",
    "in a forest",
    "at sunset",
    "in a room",
    "on a road",
    "in the rain",
    "in a garden",
    "on a stage",
    "in a kitchen",
    "by a river",
    "on a white background",
    "",
)
_OPENINGS = (
    "a photo of",
    "a picture of",
    "an image of",
    "a drawing of",
    "a painting of",
    "a watercolor painting of",
    "a pencil sketch of",
    "a close-up photo of",
    "a good photo of",
    "a black and white photo of",
    "",
)
_MIDDLES = (
    "and a",
    "next to a",
    "behind a",
    "with a",
    "wearing a",
    "holding a",
    "above a",
    "without a",
    "in front of a",
    "on the left and a",
)


def captions(count: int) -> Iterator[str]:
    """Generic sentences: one thing with a look in a place, two things in relation, several of a thing. No chance."""
    for i in range(count):
        thing, other = _THINGS[i * 37 % len(_THINGS)], _THINGS[(i * 53 + i // 97) % len(_THINGS)]
        look, place = _LOOKS[(i * 7 + i // 13) % len(_LOOKS)], _PLACES[(i * 8 + i // 17) % len(_PLACES)]
        opening = _OPENINGS[(i * 3 + i // 11) % len(_OPENINGS)]
        if i % 4 < 2:
            words = f"{opening} a {look} {thing} {place}"
        elif i % 4 == 2:
            words = f"{opening} a {thing} {_MIDDLES[i // 4 % len(_MIDDLES)]} {look} {other} {place}"
        else:
            words = f"{opening} {('two', 'three', 'four')[i // 4 % 3]} {thing}s {place}"
        yield " ".join(words.split())


_MOMENTS: dict[str, Tensor] = {}  # by the fingerprint of the weights
_INVERSES: dict[tuple[str, str], Tensor] = {}  # and the class word


def inverse_moment(backbone: Backbone) -> Tensor:
    """(C + ridge)^-1 of the backbone's text features, [d, d] float64 on the CPU; computed once, then kept.

    Call while nothing acts on the text encoder: all concepts of one backbone must be measured by the same C.
    """
    return _inverse(backbone, "")


def class_inverse(backbone: Backbone, class_word: str) -> Tensor:
    """(C + 0.3 D + W + ridge)^-1, [d, d] float64 on the CPU; computed once for a class word, then kept.

    D: second moment of the places after the class word, W: covariance of its own last place, over sentences that say
    it. a = (C + 0.3 D + W)^-1 i then answers to the word itself in whatever sentence and less to what follows it. Call
    as `inverse_moment`. A class word that has no token in the backbone gives `inverse_moment`.
    """
    return _inverse(backbone, class_word)


def _inverse(backbone: Backbone, class_word: str) -> Tensor:
    key = (backbone.facts.fingerprint, class_word)
    if key not in _INVERSES:
        with torch.no_grad():
            moment = _moment(backbone)
            if class_word and backbone.token_count(class_word):
                moment = moment + _class_moments(backbone, class_word)
        _INVERSES[key] = invert(moment)
    return _INVERSES[key]


def _moment(backbone: Backbone) -> Tensor:
    """C."""
    fingerprint, width = backbone.facts.fingerprint, backbone.facts.text_width
    if fingerprint not in _MOMENTS:
        moment, count = torch.zeros(width, width, dtype=torch.float64), 0
        for caption in captions(_CAPTIONS_PER_DIMENSION * width):
            features = _features(backbone, caption)
            moment.addmm_(features.t(), features)
            count += len(features)
        _MOMENTS[fingerprint] = moment / count
    return _MOMENTS[fingerprint]


def _class_moments(backbone: Backbone, class_word: str) -> Tensor:
    """0.3 D + W."""
    width = backbone.facts.text_width
    behind, count, own = torch.zeros(width, width, dtype=torch.float64), 0, []
    for before, after in class_captions():
        features = _features(backbone, f"{before} {class_word} {after}".strip())
        place = backbone.token_count(before) + backbone.token_count(class_word)  # the start token is at 0
        if place >= len(features) - 1:
            continue  # cut off
        rest = features[place + 1 :]
        behind.addmm_(rest.t(), rest)
        count += len(rest)
        own.append(features[place])
    if not own:
        return behind
    return _BEHIND * behind / count + torch.cov(torch.stack(own).t(), correction=0)


def class_captions() -> Iterator[tuple[str, str]]:
    """What stands before and after a class word: every opening with every place, some with a look or another thing."""
    for o, opening in enumerate(_OPENINGS):
        for p, place in enumerate(_PLACES):
            look = _LOOKS[(p * 7 + o * 3) % len(_LOOKS)] if (p + o) % 3 == 0 else ""
            other = f"a {_THINGS[(p * 37 + o) % len(_THINGS)]} and" if (p + o) % 5 == 0 else ""
            yield " ".join(f"{opening} {other} a {look}".split()), place


def _features(backbone: Backbone, caption: str) -> Tensor:
    """[n, d] float64 on the CPU."""
    return backbone.encode_prompts([caption]).text[0].double().cpu()


def invert(moment: Tensor) -> Tensor:
    """Inverse of a second moment [d, d] with a ridge of 1e-4 of its mean diagonal, float64."""
    moment = moment.double()
    ridge = RIDGE * moment.diagonal().mean()
    return torch.cholesky_inverse(torch.linalg.cholesky(moment + ridge * torch.eye(len(moment), dtype=torch.float64)))


@dataclass(eq=False)
class Concept:
    """One edited direction. target_input: i [d]; direction: a = C^-1 i [d], both fp32 on the backbone's device.

    bias, temperature: of the gate. amount: how much of the edit is done, 1 the whole, more beyond it. removal: the
    vector r [d] with c(e) = e·r, set while several concepts act together; None means alone, a / E.
    """

    target_input: Tensor
    direction: Tensor
    bias: float
    temperature: float
    amount: float = 1.0
    removal: Tensor | None = None

    def gate(self, features: Tensor) -> Tensor:
        """[..., d] -> [...] in 0..1. [paper; eq. 1 above]"""
        similarity = features @ (self.direction / (self.target_input @ self.direction))
        return torch.sigmoid((similarity - self.bias) / self.temperature)

    def removed(self, features: Tensor) -> Tensor:
        """c(e): how much of i is taken out of e, [..., d] -> [...]."""
        if self.removal is not None:
            return features @ self.removal
        return features @ (self.direction / (self.target_input @ self.direction))


@dataclass(eq=False)
class Edit:
    """A forward hook on one projection: eq. 2 for one concept; hooks of several concepts add up.

    target: o [d_out]. instead: for keys locked as a whole, what to read in place of the features (see ClassPrompts);
    features it does not know get the rank-one edit.
    """

    concept: Concept
    target: Tensor
    instead: ClassPrompts | None = None

    def __call__(self, module: nn.Module, args: tuple[Tensor, ...], output: Tensor) -> Tensor:
        """args[0]: e [..., d]; output: W e, or what other hooks made of it; returned in its type."""
        assert isinstance(module, nn.Linear)
        with torch.autocast(output.device.type, enabled=False):
            features = args[0].float()
            concept, weight = self.concept, module.weight
            along = functional.linear(concept.target_input.to(weight.dtype), weight).float()
            change = concept.gate(features)[..., None] * self.target - concept.removed(features)[..., None] * along
            amount = concept.amount
            if self.instead is not None:
                change, amount = self._whole(module, args[0], change), min(amount, 1.0)  # the class's keys, not beyond
            return output + (amount * change).to(output.dtype)

    def _whole(self, module: nn.Linear, features: Tensor, change: Tensor) -> Tensor:
        """The change that turns W e into W e_class, in the rows whose class prompt is known."""
        assert self.instead is not None
        plain, known = self.instead.plain(features)
        if not bool(known.any()):
            return change
        whole = functional.linear((plain - features.float()).to(module.weight.dtype), module.weight).float()
        return torch.where(known.view(-1, 1, 1), whole, change)


class ClassPrompts:
    """Remembers, for the features of a prompt, those of the same prompt that says the class in place of the concepts.

    Features are recognised by their values, row by row, so guidance, batches and regions need no order.
    """

    def __init__(self) -> None:
        self._known: OrderedDict[str, tuple[Tensor, Tensor]] = OrderedDict()
        self._last: tuple[Tensor, Tensor, Tensor] | None = None

    def remember(self, prompt: str, features: Tensor, plain: Tensor) -> None:
        """features, plain: [1, n, d]; the newest prompts are kept."""
        self._known[prompt] = (features[0], plain[0])
        self._known.move_to_end(prompt)
        while len(self._known) > _MOST_PROMPTS:
            self._known.popitem(last=False)
        self._last = None

    def plain(self, features: Tensor) -> tuple[Tensor, Tensor]:
        """[b, n, d] -> what to read instead, fp32 [b, n, d], and which rows are known, bool [b]."""
        if self._last is not None and self._last[0] is features:
            return self._last[1:]
        rows = list(features.float())
        known = [False] * len(rows)
        for number, row in enumerate(features):
            for told, plain in self._known.values():
                if told.shape == row.shape and torch.equal(told.to(row.dtype), row):
                    rows[number], known[number] = plain.float(), True
                    break
        found = torch.stack(rows), torch.tensor(known, device=features.device)
        self._last = (features, *found)
        return found


@dataclass
class Together:
    """The concepts that act on one backbone at this moment; the span of all is projected out of the features."""

    concepts: list[Concept] = field(default_factory=list)
    words: list[dict[str, list[Tensor]]] = field(default_factory=list)  # of each, the class's vectors for its word
    prompts: ClassPrompts = field(default_factory=ClassPrompts)

    def enter(self, concept: Concept, words: dict[str, list[Tensor]]) -> None:
        """words: {learned word: the class word's vectors, [m, d] per text encoder}."""
        self.concepts.append(concept)
        self.words.append(words)
        share_span(self.concepts)

    def leave(self, concept: Concept) -> None:
        """In any order; the others are then as if it had never been there."""
        index = next(i for i, each in enumerate(self.concepts) if each is concept)
        del self.concepts[index], self.words[index]
        share_span(self.concepts)

    def class_words(self) -> dict[str, list[Tensor]]:
        """The class's vectors for the words of all active concepts."""
        return {word: vectors for words in self.words for word, vectors in words.items()}


_TOGETHER: WeakKeyDictionary[Backbone, Together] = WeakKeyDictionary()


def together(backbone: Backbone) -> Together:
    """Of this backbone."""
    return _TOGETHER.setdefault(backbone, Together())


def share_span(concepts: list[Concept]) -> None:
    """Set each concept's removal: rows of G^-T A, so that e - sum_j c_j i_j has s_k = 0 for every k.

    The pseudo-inverse keeps this a projection when two concepts share a direction. One concept alone needs none.
    """
    for concept in concepts:
        concept.removal = None
    if len(concepts) < 2:
        return
    inputs = torch.stack([c.target_input for c in concepts]).double()
    directions = torch.stack([c.direction for c in concepts]).double()
    removals = torch.linalg.pinv(inputs @ directions.t(), rtol=1e-6).t() @ directions
    for concept, removal in zip(concepts, removals, strict=True):
        concept.removal = removal.to(concept.direction.dtype)
