"""The closed-form merge: constraints kept to 1e-4, the everyday left alone, the order of the subjects indifferent."""

from __future__ import annotations

import time

import torch

from studio.engine.backbones.tiny import WIDTH, tiny
from studio.engine.methods.parts import merge_keys_values as merging


def material(concepts: int, wide: int = 96) -> tuple[torch.Tensor, list[torch.Tensor], list[torch.Tensor]]:
    """Everyday rows, rows of the concepts (one is shared by all), and what each changes."""
    torch.manual_seed(0)
    everyday = torch.randn(1500, wide) @ torch.diag(torch.logspace(0.5, -2, wide))
    shared = torch.randn(1, wide)
    own = [torch.cat([shared, torch.randn(6, wide)]) for _ in range(concepts)]
    return everyday, own, [0.05 * torch.randn(64, wide) for _ in range(concepts)]


def test_the_constraints_are_kept() -> None:
    for count in (2, 3, 5):
        everyday, own, changes = material(count)
        found = merging.constraints(everyday, own)
        assert found.rows.shape[0] == 6 * count + 1
        change = merging.solve(changes, found).float()
        for number, (rows, mine) in enumerate(zip(own, changes, strict=True)):
            residual = float((rows[1:] @ (change - mine).T).abs().max())
            assert residual <= 1e-4, f"concept {number} of {count}"
        mean = torch.stack(changes).mean(0)
        assert float((own[0][:1] @ (change - mean).T).abs().max()) <= 1e-4


def test_no_other_change_disturbs_the_everyday_less() -> None:
    everyday, own, changes = material(2)
    found = merging.constraints(everyday, own, ridge=1e-9)
    change = merging.solve(changes, found)
    least = float((everyday.double() @ change.T).norm())
    free = torch.eye(96, dtype=torch.float64) - torch.linalg.pinv(found.rows) @ found.rows  # moves no constraint
    for seed in range(5):
        step = torch.randn(64, 96, dtype=torch.float64, generator=torch.Generator().manual_seed(seed)) @ free
        assert float((everyday.double() @ (change + 1e-3 * step).T).norm()) > least
    added = sum(changes[1:], changes[0]).double()
    assert least < 0.5 * float((everyday.double() @ added.T).norm())


def test_the_order_does_not_matter() -> None:
    everyday, own, changes = material(2)
    one = merging.solve(changes, merging.constraints(everyday, own))
    other = merging.solve(changes[::-1], merging.constraints(everyday, own[::-1]))
    assert torch.allclose(one, other, atol=1e-8)


def test_on_a_backbone_each_subject_is_read_as_it_was_taught() -> None:
    backbone = tiny()
    sites = [site for site in backbone.sites("cross") if site.role in ("k", "v")]
    torch.manual_seed(0)
    concepts = [
        merging.Concept(
            (f"{word} {noun}",),
            {word: [torch.randn(1, WIDTH)]},
            {site.key: 0.1 * torch.randn_like(site.module.weight) for site in sites},
        )
        for word, noun in (("<rex>", "dog"), ("<tom>", "cat"))
    ]
    began = time.perf_counter()
    made = merging.merged(backbone, concepts)
    assert time.perf_counter() - began < 30
    assert set(made) == {site.key for site in sites}
    own = [merging.concept_rows(backbone, concept) for concept in concepts]
    shared = backbone.token_count("a photo of")
    assert len(merging.constraints(own[0], own).rows) == len(own[0]) + len(own[1]) - shared
    for concept in concepts:
        with backbone.with_words(dict(concept.words)):
            text = backbone.encode_prompts([concept.triggers[0]]).text[0]
            said = text[1 : backbone.token_count(concept.triggers[0]) + 2]
        for key, change in made.items():
            assert float((said @ (change - concept.changes[key]).T).abs().max()) <= 1e-4


def test_captions_are_always_the_same_and_many() -> None:
    captions = merging.everyday_captions()
    assert captions == merging.everyday_captions()
    assert len(set(captions)) > 390
