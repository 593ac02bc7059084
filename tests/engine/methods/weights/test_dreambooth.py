"""What is special about DreamBooth: what is tuned, the dial between W0 and W, the class that is held in place."""

from __future__ import annotations

import pytest
import torch

from studio.core.errors import InputProblem
from studio.engine.backbones.tiny import tiny
from studio.engine.methods.contract import LoadedArtifact
from studio.engine.methods.parts.text_preservation import drift
from studio.engine.methods.weights.dreambooth import DreamBooth, DreamBoothSettings
from studio.engine.training.golden import SUBJECT, make_trainer


def settings(**values: object) -> DreamBoothSettings:
    return DreamBoothSettings.from_values({"batch_size": 2, "precision": "fp32", **values})


def trained_names(**values: object) -> list[str]:
    attachment = DreamBooth().attach(tiny(), (SUBJECT,), settings(**values), torch.Generator())
    attachment.detach()
    return list(attachment.trains)


def test_what_is_tuned() -> None:
    whole = trained_names()
    assert len(whole) == len(list(tiny().denoiser().parameters()))
    light = trained_names(scope="keys_values")
    assert light
    assert all(".attn2.to_k." in name or ".attn2.to_v." in name for name in light)
    both = trained_names(text_encoder=True)
    assert {name.split(".")[0] for name in both} == {"unet", "text_encoder"}


def test_strength_lies_between_and_two_add_up() -> None:
    backbone = tiny()
    name = "unet.conv_in.weight"
    weight = backbone.denoiser().get_parameter("conv_in.weight")
    start = weight.detach().clone()

    def artifact(shift: float) -> LoadedArtifact:
        return LoadedArtifact("a-test0000", "dreambooth", {}, {name: start + shift}, "sks dog", ("dog",))

    method = DreamBooth()
    with method.apply(backbone, artifact(1.0), 1.0):
        assert torch.equal(weight, start + 1.0)
        with method.apply(backbone, artifact(-3.0), 0.5):
            assert torch.allclose(weight, start - 0.5)
        assert torch.equal(weight, start + 1.0)
    assert torch.equal(weight, start)
    with method.apply(backbone, artifact(1.0), 0.25):
        assert torch.allclose(weight, start + 0.25)


def test_class_pictures_are_a_term_of_their_own() -> None:
    trainer = make_trainer(DreamBooth(), tiny(), settings(prior_preservation=0.5))
    loss = trainer.advance()
    trainer.attachment.detach()
    assert set(loss) == {"subject", "prior", "total"}
    assert abs(loss["total"] - loss["subject"] - 0.5 * loss["prior"]) < 1e-5


def test_the_file_is_half_precision_and_finite() -> None:
    packed = DreamBooth().pack({"unet.x": torch.tensor([1e9, -1e9, 0.5])}, settings())
    assert packed["unet.x"].dtype is torch.float16
    assert bool(torch.isfinite(packed["unet.x"]).all())


def test_a_tuned_text_encoder_is_held_by_its_own_features() -> None:
    backbone = tiny()
    before = {name: value.clone() for name, value in backbone.text_encoders()[0].state_dict().items()}
    values = {"text_encoder": True, "prior_preservation": 0.0, "learning_rate": 1e-3}

    def drift_after(weight: float) -> tuple[set[str], float]:
        trainer = make_trainer(DreamBooth(), backbone, settings(**values, text_preservation=weight))
        loss = [trainer.advance() for _ in range(6)][-1]
        with torch.no_grad():
            tuned = backbone.encode_prompts(["a photo of a cat on a beach"]).text
        trainer.attachment.detach()
        frozen = backbone.encode_prompts(["a photo of a cat on a beach"]).text
        return set(loss), float(drift(tuned, frozen).mean())

    terms, free = drift_after(0.0)
    assert terms == {"subject", "total"}
    terms, held = drift_after(10.0)
    assert terms == {"subject", "preservation", "total"}
    assert 0 < held < 0.8 * free
    for name, value in backbone.text_encoders()[0].state_dict().items():
        assert torch.equal(value, before[name]), "the frozen features are read without leaving a trace"


def test_text_preservation_without_a_tuned_text_encoder_is_refused() -> None:
    with pytest.raises(InputProblem, match="not tuned here"):
        trained_names(text_preservation=1.0)
