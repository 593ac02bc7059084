"""One suite for all methods (house-style M9): every registered method on the tiny backbone.

A new method file is found by itself; each check runs for the capabilities a method has.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors import safe_open
from safetensors.torch import load, save
from torch import Tensor

from studio.core import files
from studio.core.errors import ArtifactProblem
from studio.engine.backbones.surface import Backbone
from studio.engine.backbones.tiny import tiny
from studio.engine.methods import registry
from studio.engine.methods.contract import Applies, Learns, LoadedArtifact
from studio.engine.training import golden
from studio.engine.training.golden import SUBJECT, make_trainer
from studio.library.gallery.records import SubjectView

METHODS = registry.all_methods()
LEARNING = [m.spec.slug for m in METHODS if isinstance(m, Learns)]
APPLYING = [m.spec.slug for m in METHODS if isinstance(m, Learns) and isinstance(m, Applies)]


@pytest.fixture(scope="module")
def shared() -> dict[str, Backbone]:
    """The backbone that the tests of a module hand on to one another, while it is as it was made."""
    return {}


@pytest.fixture
def backbone(shared: dict[str, Backbone]) -> Iterator[Backbone]:
    """One for all: methods leave it as it was, bit for bit. A test that does not fails, and costs only itself."""
    made = shared.pop("tiny", None) or tiny()
    before = fingerprint(made)
    yield made
    assert fingerprint(made) == before
    shared["tiny"] = made


def learner(slug: str) -> Learns:
    method = registry.get(slug)
    assert isinstance(method, Learns)
    return method


def applier(slug: str) -> Applies:
    method = registry.get(slug)
    assert isinstance(method, Applies)
    return method


def learns(slug: str, name: str) -> bool:
    """Does any stage train this tensor? Others are kept with the run: averages and constants."""
    return any(name.startswith(stage.trains) for stage in learner(slug).stages)


def settings_of(slug: str, **values: Any) -> Any:
    return learner(slug).Settings.from_values({"steps": 4, "batch_size": 2, "precision": "fp32", **values})


def fingerprint(backbone: Backbone) -> dict[str, tuple[int, bytes, bool, int]]:
    """Identity, bits and flags of every tensor, and the number of hooks of every module."""
    found: dict[str, tuple[int, bytes, bool, int]] = {}
    for part, root in backbone.named_parts():
        for name, tensor in [*root.named_parameters(), *root.named_buffers()]:
            bits = tensor.detach().contiguous().view(torch.uint8).numpy().tobytes()
            found[f"{part}.{name}"] = (id(tensor), bits, tensor.requires_grad, tensor.data_ptr())
        for name, module in root.named_modules():
            hooks = len(module._forward_hooks) + len(module._forward_pre_hooks)
            found[f"{part}.{name} hooks"] = (0, b"", module.training, hooks)
    return found


def look(backbone: Backbone, prompt: str) -> Tensor:
    """One prediction for a prompt."""
    with torch.no_grad():
        text = backbone.encode_prompts([prompt])
        latents = torch.randn(1, 4, 4, 4, generator=torch.Generator().manual_seed(0))
        return backbone.predict(latents, torch.tensor([500]), text)


def teach(
    slug: str, backbone: Backbone, seed_steps: int = 4, subject: SubjectView = SUBJECT, **values: Any
) -> LoadedArtifact:
    """An artifact of a few steps, through the bytes of a file."""
    method, settings = learner(slug), settings_of(slug, **values)
    trainer = make_trainer(method, backbone, settings, subject=subject)
    try:
        for _ in range(seed_steps):
            trainer.advance()
        tensors = load(save(method.pack(trainer.learned(), settings)))
    finally:
        trainer.attachment.detach()
    return LoadedArtifact(
        id="a-test0000",
        method=slug,
        settings=settings.model_dump(mode="json"),
        tensors=tensors,
        trigger=method.trigger(subject, settings),
        class_words=(subject.class_word,),
    )


@cache
def _taught(slug: str, seed_steps: int, name: str, class_word: str, learning_rate: float) -> LoadedArtifact:
    subject = SUBJECT.model_copy(update={"name": name, "class_word": class_word})
    return teach(slug, tiny(), seed_steps, subject, learning_rate=learning_rate)


def artifact_of(
    slug: str, seed_steps: int = 4, subject: SubjectView = SUBJECT, learning_rate: float = 1e-2
) -> LoadedArtifact:
    """An artifact taught on a tiny backbone of its own. Teaching is done once a process; the tensors are a copy."""
    kept = _taught(slug, seed_steps, subject.name, subject.class_word, learning_rate)
    return replace(kept, tensors={name: tensor.clone() for name, tensor in kept.tensors.items()})


@pytest.mark.parametrize("slug", LEARNING)
def test_only_declared_tensors_change_and_they_do(slug: str, backbone: Backbone) -> None:
    before = fingerprint(backbone)
    trainer = make_trainer(learner(slug), backbone, settings_of(slug, warmup_steps=0))
    start = {name: p.detach().clone() for name, p in trainer.attachment.trains.items()}
    assert start
    assert all(p.dtype is torch.float32 for p in trainer.attachment.trains.values())
    trained = {id(p) for p in trainer.attachment.trains.values()}
    for _ in range(3):
        trainer.advance()
    others = {
        name: (tensor.grad, tensor.detach())
        for part, root in backbone.named_parts()
        for name, tensor in ((f"{part}.{n}", p) for n, p in root.named_parameters())
        if id(tensor) not in trained
    }
    assert all(grad is None for grad, _ in others.values())
    for name, (_, value) in others.items():
        assert before[name][1] == value.contiguous().view(torch.uint8).numpy().tobytes(), name
    same = [n for n, p in trainer.attachment.trains.items() if learns(slug, n) and torch.equal(p, start[n])]
    assert not same, f"these never learn: {same[:5]}"
    trainer.attachment.detach()


@pytest.mark.parametrize("slug", LEARNING)
def test_detaching_restores_bit_for_bit(slug: str, backbone: Backbone) -> None:
    before, picture = fingerprint(backbone), look(backbone, "a photo of a dog")
    teach(slug, backbone, 2)
    assert fingerprint(backbone) == before
    assert torch.equal(look(backbone, "a photo of a dog"), picture)


@pytest.mark.parametrize("slug", APPLYING)
def test_applying_changes_the_picture_and_leaving_restores_it(slug: str, backbone: Backbone) -> None:
    artifact = artifact_of(slug)
    prompt = f"a photo of {artifact.trigger}"
    before, plain = fingerprint(backbone), look(backbone, prompt)
    with applier(slug).apply(backbone, artifact, 1.0):
        taught = look(backbone, prompt)
        assert torch.equal(look(backbone, prompt), taught)
    assert not torch.allclose(taught, plain, atol=1e-6)
    assert fingerprint(backbone) == before
    assert torch.equal(look(backbone, prompt), plain)


@pytest.mark.parametrize("slug", APPLYING)
def test_the_dial_moves_the_picture(slug: str, backbone: Backbone) -> None:
    artifact = artifact_of(slug)
    prompt = f"a photo of {artifact.trigger}"
    seen: list[Tensor] = []
    for strength in (0.0, 0.5, 1.0, 1.5):
        with applier(slug).apply(backbone, artifact, strength):
            seen.append(look(backbone, prompt))
    moved = [float((picture - seen[0]).norm()) for picture in seen]
    assert moved == sorted(moved)
    assert moved[1] > 0


@pytest.mark.parametrize("slug", APPLYING)
def test_strength_zero_is_the_plain_backbone(slug: str, backbone: Backbone) -> None:
    artifact = artifact_of(slug)
    for prompt in ("a photo of a dog", "a house in the snow"):
        plain = look(backbone, prompt)
        with applier(slug).apply(backbone, artifact, 0.0):
            assert torch.equal(look(backbone, prompt), plain)


@pytest.mark.parametrize("slug", APPLYING)
@pytest.mark.parametrize("other", APPLYING)
def test_two_stack_and_leave_in_any_order(slug: str, other: str, backbone: Backbone) -> None:
    first = artifact_of(slug)
    tom = SUBJECT.model_copy(update={"name": "Tom", "class_word": "cat"})
    second = artifact_of(other, 3, tom, 2e-2)
    before = fingerprint(backbone)
    prompt = f"a photo of {first.trigger} and {second.trigger}"

    @contextlib.contextmanager
    def only_second() -> Iterator[None]:
        with applier(other).apply(backbone, second, 0.7):
            yield

    with only_second():
        alone = look(backbone, prompt)
    one, two = applier(slug).apply(backbone, first, 0.8), applier(other).apply(backbone, second, 0.7)
    one.__enter__()
    two.__enter__()
    both = look(backbone, prompt)
    one.__exit__(None, None, None)  # the outer one leaves first
    assert torch.equal(look(backbone, prompt), alone)
    two.__exit__(None, None, None)
    assert fingerprint(backbone) == before
    assert not torch.equal(both, alone)


@pytest.mark.parametrize("slug", APPLYING)
def test_a_fresh_backbone_draws_the_same(slug: str, backbone: Backbone) -> None:
    artifact = artifact_of(slug)
    pictures = []
    for place in (backbone, tiny()):
        with applier(slug).apply(place, artifact, 1.0):
            pictures.append(look(place, f"a photo of {artifact.trigger}"))
    assert torch.equal(*pictures)


@pytest.mark.parametrize("slug", APPLYING)
def test_an_unknown_tensor_is_reported(slug: str, backbone: Backbone) -> None:
    artifact = teach(slug, backbone, 1)
    foreign = LoadedArtifact(
        artifact.id,
        slug,
        artifact.settings,
        {**artifact.tensors, "unet.nowhere.weight": torch.zeros(2)},
        artifact.trigger,
        artifact.class_words,
    )
    before = fingerprint(backbone)
    with pytest.raises(ArtifactProblem), applier(slug).apply(backbone, foreign, 1.0):
        pass
    assert fingerprint(backbone) == before


@pytest.mark.parametrize("slug", LEARNING)
def test_taught_further_starts_where_it_ended(slug: str, backbone: Backbone) -> None:
    artifact = artifact_of(slug)
    trainer = make_trainer(learner(slug), backbone, settings_of(slug), artifact)
    taught = learner(slug).pack(trainer.learned(), settings_of(slug))
    trainer.attachment.detach()
    assert set(taught) == set(artifact.tensors)
    assert all(torch.equal(taught[name], artifact.tensors[name]) for name in taught)


@pytest.mark.parametrize("slug", LEARNING)
def test_settings_survive_their_round_trip(slug: str) -> None:
    cls = learner(slug).Settings
    assert cls.from_values(cls().model_dump(mode="json")) == cls()
    for values in learner(slug).backbone_defaults.values():
        cls.from_values(dict(values))


@pytest.mark.parametrize("slug", LEARNING)
def test_every_site_it_declares_gets_a_gradient(slug: str, backbone: Backbone) -> None:
    values: dict[str, Any] = {"text_encoder": True} if "text_encoder" in learner(slug).Settings.model_fields else {}
    trainer = make_trainer(learner(slug), backbone, settings_of(slug, **values, max_grad_norm=0.0, learning_rate=1e-3))
    trainer.advance()  # LoRA's A has none before B has moved
    seen: dict[str, float] = {}
    learning = {n: p for n, p in trainer.attachment.trains.items() if learns(slug, n)}
    for name, parameter in learning.items():
        parameter.register_post_accumulate_grad_hook(
            lambda p, name=name: seen.__setitem__(name, float(p.grad.abs().max()))  # type: ignore[union-attr]
        )
    trainer.advance()
    trainer.attachment.detach()
    silent = [n for n in learning if not seen.get(n)]
    assert [n for n in silent if not _cannot_learn(n)] == []


def _cannot_learn(name: str) -> bool:
    """A key's bias adds the same to every logit, which softmax removes; only rows of words in use learn."""
    return name.endswith(".k_proj.bias")


@pytest.mark.parametrize("slug", LEARNING)
def test_golden_steps(slug: str) -> None:
    expected = files.read_json(golden.folder(slug) / "steps.json")
    assert golden.difference(expected, golden.measure(slug)) == "", f"renew by `poe golden {slug}` if meant"
    assert (golden.folder(slug) / "README.md").is_file()


OLD = sorted((Path(__file__).resolve().parents[2] / "golden" / "artifacts").glob("*.safetensors"))


@pytest.mark.parametrize("file", OLD, ids=[file.stem for file in OLD])
def test_old_artifacts_still_load(file: Path, backbone: Backbone) -> None:
    with safe_open(file, "pt") as opened:
        told, tensors = opened.metadata(), {name: opened.get_tensor(name) for name in opened.keys()}  # noqa: SIM118
    old = LoadedArtifact("a-old00000", told["method"], {}, tensors, told["trigger"], (told["class_word"],))
    prompt = f"a photo of {old.trigger}"
    plain = look(backbone, prompt)
    with applier(old.method).apply(backbone, old, 1.0):
        assert not torch.allclose(look(backbone, prompt), plain, atol=1e-6)


@pytest.mark.parametrize("slug", APPLYING)
def test_every_version_is_kept(slug: str) -> None:
    kept = {file.stem for file in OLD}
    assert {f"{slug}-v{version}" for version in range(1, registry.get(slug).spec.version + 1)} <= kept


@pytest.mark.parametrize("slug", [m.spec.slug for m in METHODS])
def test_its_page_exists(slug: str) -> None:
    page = Path(__file__).resolve().parents[3] / "docs" / "methods" / f"{slug}.md"
    text = page.read_text("utf-8")
    assert registry.get(slug).spec.paper in text
    for setting in registry.get(slug).Settings.model_fields:
        if setting not in registry.get(slug).Settings.__mro__[1].model_fields:
            assert f"`{setting}`" in text, f"{page.name} does not explain {setting}"
