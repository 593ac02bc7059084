"""The rank-one rule by its numbers (the card's unit tests a–d), the span of several concepts, C, and class prompts."""

from __future__ import annotations

import dataclasses

import pytest
import torch
from torch import Tensor, nn

from studio.engine.backbones import registry
from studio.engine.backbones.tiny import tiny
from studio.engine.methods.parts import rank_one
from studio.engine.methods.parts.rank_one import ClassPrompts, Concept, Edit, share_span
from studio.engine.methods.weights.perfusion import PROMPTS

D, OUT = 12, 5
TRAINING, DRAWING = (0.75, 0.1), (0.7, 0.15)


@pytest.fixture
def inverse() -> Tensor:
    features = torch.randn(200, D, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    return rank_one.invert(features.t() @ features / 200)


@pytest.fixture
def layer() -> nn.Linear:
    layer = nn.Linear(D, OUT, bias=False)
    layer.weight.data = random(OUT, D, seed=1)
    return layer.requires_grad_(False)


def random(*shape: int, seed: int) -> Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


def concept(inverse: Tensor, target_input: Tensor, gate: tuple[float, float] = DRAWING) -> Concept:
    return Concept(target_input, (inverse @ target_input.double()).float(), *gate)


def orthogonal(inverse: Tensor, vector: Tensor, to: Tensor) -> Tensor:
    """Without its part along `to`, in the metric of C^-1."""
    along = (vector.double() @ inverse @ to.double()) / (to.double() @ inverse @ to.double())
    return (vector.double() - along * to.double()).float()


def edited(layer: nn.Linear, features: Tensor, *edits: Edit) -> Tensor:
    output = layer(features)
    for edit in edits:
        output = edit(layer, (features,), output)
    return output


class ExactGate(Concept):
    """The gate replaced by exactly s / E."""

    def gate(self, features: Tensor) -> Tensor:
        return features @ self.direction / (self.target_input @ self.direction)


def test_a_an_exact_gate_and_the_own_output_change_nothing(inverse: Tensor, layer: nn.Linear) -> None:
    i, features = random(D, seed=2), random(3, 7, D, seed=3)
    exact = ExactGate(**{f.name: getattr(concept(inverse, i), f.name) for f in dataclasses.fields(Concept)})
    torch.testing.assert_close(edited(layer, features, Edit(exact, layer(i))), layer(features), atol=1e-5, rtol=1e-5)


@pytest.mark.parametrize(("gate", "expected"), [(TRAINING, 0.00055), (DRAWING, 0.0093)])
def test_b_unrelated_features_get_a_trace(
    inverse: Tensor, layer: nn.Linear, gate: tuple[float, float], expected: float
) -> None:
    i, target = random(D, seed=2), random(OUT, seed=4)
    e = orthogonal(inverse, random(D, seed=5), i)
    change = edited(layer, e[None], Edit(concept(inverse, i, gate), target))[0] - layer(e)
    torch.testing.assert_close(change, expected * target, atol=1e-5, rtol=0.02)


@pytest.mark.parametrize(("gate", "expected"), [(TRAINING, 0.924), (DRAWING, 0.881)])
def test_c_the_target_input_gives_the_target_output(
    inverse: Tensor, layer: nn.Linear, gate: tuple[float, float], expected: float
) -> None:
    i, target = random(D, seed=2), random(OUT, seed=4)
    output = edited(layer, i[None], Edit(concept(inverse, i, gate), target))[0]
    torch.testing.assert_close(output, expected * target, atol=1e-5, rtol=1e-3)


def test_d_two_orthogonal_concepts_add_up(inverse: Tensor, layer: nn.Linear) -> None:
    i = random(D, seed=2)
    j = orthogonal(inverse, random(D, seed=6), i)
    features, plain = random(3, 7, D, seed=3), layer(random(3, 7, D, seed=3))
    edits = [Edit(concept(inverse, v), random(OUT, seed=n)) for n, v in ((4, i), (7, j))]
    alone = [edited(layer, features, edit) - plain for edit in edits]
    share_span([edit.concept for edit in edits])
    torch.testing.assert_close(edited(layer, features, *edits) - plain, sum(alone), atol=1e-4, rtol=1e-4)


def test_the_span_is_the_cards_cholesky_and_qr_form(inverse: Tensor) -> None:
    """Three concepts that are not orthogonal: e_perp = e - sum_k u_k (e^T C^-1 u_k), u = U^-1 q, C^-1 = U^T U."""
    inputs, features = random(3, D, seed=8), random(9, D, seed=3)
    concepts = [concept(inverse, i) for i in inputs]
    share_span(concepts)
    ours = features - sum(c.removed(features)[:, None] * c.target_input for c in concepts)
    upper = torch.linalg.cholesky(inverse, upper=True)
    q, _ = torch.linalg.qr(upper @ inputs.double().t())
    u = torch.linalg.solve_triangular(upper, q, upper=True)
    theirs = features.double() - (features.double() @ inverse @ u) @ u.t()
    torch.testing.assert_close(ours.double(), theirs, atol=1e-4, rtol=1e-4)
    for c in concepts:
        assert float((ours @ c.direction).abs().max()) < 1e-4


def test_the_same_direction_twice_is_taken_out_once(inverse: Tensor) -> None:
    i, features = random(D, seed=2), random(9, D, seed=3)
    pair = [concept(inverse, i), concept(inverse, i)]
    share_span(pair)
    both = sum(c.removed(features) for c in pair)
    share_span(pair[:1])
    torch.testing.assert_close(both, pair[0].removed(features), atol=1e-4, rtol=1e-4)


def test_half_the_amount_is_half_the_change(inverse: Tensor, layer: nn.Linear) -> None:
    features, plain = random(2, 7, D, seed=3), layer(random(2, 7, D, seed=3))
    edit = Edit(concept(inverse, random(D, seed=2)), random(OUT, seed=4))
    whole = edited(layer, features, edit) - plain
    edit.concept.amount = 0.5
    torch.testing.assert_close(edited(layer, features, edit) - plain, whole / 2)


def test_a_known_prompt_reads_the_class_instead(inverse: Tensor, layer: nn.Linear) -> None:
    features, plain = random(2, 7, D, seed=3), random(1, 7, D, seed=9)
    prompts = ClassPrompts()
    prompts.remember("a <rex>", features[1:], plain)
    keys = Edit(concept(inverse, random(D, seed=2)), random(OUT, seed=4))
    local = edited(layer, features, keys)
    keys.instead = prompts
    whole = edited(layer, features, keys)
    torch.testing.assert_close(whole[1], layer(plain)[0], atol=1e-5, rtol=1e-5)
    assert torch.equal(whole[0], local[0])  # the other row is not known
    keys.concept.amount = 1.5
    assert torch.equal(edited(layer, features, keys)[1], whole[1])  # not beyond the class


def test_the_inverse_is_double_symmetric_and_kept() -> None:
    backbone = tiny()
    inverse = rank_one.inverse_moment(backbone)
    assert inverse.dtype is torch.float64
    assert inverse.shape == (32, 32)
    torch.testing.assert_close(inverse, inverse.t())
    assert float(torch.linalg.eigvalsh(inverse).min()) > 0
    assert rank_one.inverse_moment(tiny()) is inverse
    of_a_class = rank_one.class_inverse(backbone, "dog")
    assert float(torch.linalg.eigvalsh(of_a_class).min()) > 0
    assert not torch.allclose(of_a_class, inverse)
    assert rank_one.class_inverse(tiny(), "dog") is of_a_class
    assert torch.equal(rank_one.class_inverse(backbone, ""), inverse)


@pytest.mark.parametrize("word", ["turtle", "tropical fish", "man"])
def test_a_concept_is_told_from_the_words_behind_it(word: str) -> None:
    """By C alone the words behind the class word were edited as much as itself (s / E up to 1.3 on mini)."""
    backbone = registry.load("mini")
    prompts = [prompt.format(word) for prompt in PROMPTS]
    asked = [f"a photo of a {word} on a beach", f"a painting of a {word} next to a tree", f"a {word} in the snow"]

    def place(prompt: str) -> int:
        return backbone.token_count(prompt[: prompt.index(word)]) + backbone.token_count(word)

    def features(prompt: str) -> Tensor:
        return backbone.encode_prompts([prompt]).text[0].double()

    own = torch.stack([features(prompt)[place(prompt)] for prompt in prompts]).mean(0)
    direction = rank_one.class_inverse(backbone, word) @ own
    told: list[tuple[Tensor, Tensor, Tensor]] = []
    for prompt in asked:
        similar = features(prompt) @ direction / (own @ direction)
        behind = similar[place(prompt) + 1 : backbone.token_count(prompt) + 1]
        assert behind.max() < similar[place(prompt)]
        told.append((similar[place(prompt)], behind.max(), behind.mean()))
    at, most, mean = torch.tensor(told).mean(0).tolist()
    assert 0.65 < at < 1.2
    assert most < 0.7
    assert mean < 0.4


def test_the_ridge_bounds_an_inverse_of_too_few_captions() -> None:
    one = random(1, D, seed=2)
    assert torch.isfinite(rank_one.invert(one.t() @ one)).all()


def test_captions_are_the_same_each_time_and_differ() -> None:
    made = list(rank_one.captions(2000))
    assert made == list(rank_one.captions(2000))
    assert len(set(made)) == 2000
    assert all("<" not in caption and caption == " ".join(caption.split()) for caption in made)
