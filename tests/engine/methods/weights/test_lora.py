"""What is special about LoRA: its options, rsLoRA and DoRA."""

from __future__ import annotations

import torch

from studio.engine.backbones.tiny import tiny
from studio.engine.methods.contract import LoadedArtifact
from studio.engine.methods.weights.lora import Lora, LoraSettings
from studio.engine.training.golden import SUBJECT, make_trainer


def settings(**values: object) -> LoraSettings:
    return LoraSettings.from_values({"batch_size": 2, "precision": "fp32", "learning_rate": 1e-2, **values})


def taught(**values: object) -> dict[str, torch.Tensor]:
    trainer = make_trainer(Lora(), tiny(), settings(**values))
    for _ in range(3):
        trainer.advance()
    trainer.attachment.detach()
    return Lora().pack(trainer.learned(), settings(**values))


def test_rank_stabilised_alpha_is_in_the_file() -> None:
    packed = taught(rank=4, rank_stabilised=True)
    alphas = {float(value) for name, value in packed.items() if name.endswith(".alpha")}
    assert alphas == {8.0}  # scale alpha / sqrt(4) = 4 / 2, so a reader of alpha / rank needs 8


def test_dora_learns_magnitudes_and_is_drawn_with() -> None:
    packed = taught(rank=2, dora=True)
    backbone = tiny()
    norms = {site.key: site.module.weight.norm(dim=1, keepdim=True) for site in backbone.sites("cross", "self")}
    assert {name.removesuffix(".dora_scale") for name in packed if name.endswith(".dora_scale")} == set(norms)
    assert not any(torch.equal(packed[f"{key}.dora_scale"], norm) for key, norm in norms.items())
    artifact = LoadedArtifact("a-test0000", "lora", {}, packed, "sks dog", ("dog",))
    text = backbone.encode_prompts(["a photo of sks dog"])
    latents = torch.randn(1, 4, 4, 4, generator=torch.Generator().manual_seed(0))

    def look() -> torch.Tensor:
        with torch.no_grad():
            return backbone.predict(latents, torch.tensor([500]), text)

    plain = look()
    with Lora().apply(backbone, artifact, 1.0):
        dora = look()
    lora = {name: value for name, value in packed.items() if not name.endswith(".dora_scale")}
    with Lora().apply(backbone, LoadedArtifact("a-test0000", "lora", {}, lora, "sks dog", ("dog",)), 1.0):
        assert not torch.allclose(look(), dora, atol=1e-6)
    assert torch.equal(look(), plain)


def test_dora_goes_on_where_it_ended() -> None:
    packed = taught(rank=2, dora=True)
    start = LoadedArtifact("a-test0000", "lora", {}, packed, "sks dog", ("dog",))
    attachment = Lora().attach(tiny(), (SUBJECT,), settings(rank=2, dora=True), torch.Generator(), start)
    attachment.detach()
    for name, value in attachment.trains.items():
        assert torch.equal(value, packed[name])
