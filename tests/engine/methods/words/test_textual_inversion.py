"""What is special about Textual Inversion: unrelated prompts, the class word at 0, vectors, the norm's bound."""

from __future__ import annotations

import pytest
import torch

from studio.core.errors import ArtifactProblem, InputProblem
from studio.engine.backbones.tiny import tiny
from studio.engine.methods.contract import LoadedArtifact
from studio.engine.methods.words.textual_inversion import TextualInversion, TextualInversionSettings
from studio.engine.training.golden import SUBJECT, make_trainer


def artifact(vectors: torch.Tensor, trigger: str = "<rex>") -> LoadedArtifact:
    return LoadedArtifact("a-test0000", "textual_inversion", {}, {"words.0": vectors}, trigger, ("dog",))


def settings(**values: object) -> TextualInversionSettings:
    return TextualInversionSettings.from_values({"batch_size": 2, "precision": "fp32", **values})


def test_other_prompts_are_the_same_to_the_last_bit() -> None:
    backbone = tiny()
    plain = backbone.encode_prompts(["a house in the snow"]).text
    with TextualInversion().apply(backbone, artifact(torch.randn(1, 32)), 1.0):
        assert torch.equal(backbone.encode_prompts(["a house in the snow"]).text, plain)


def test_strength_zero_says_the_class_word() -> None:
    backbone = tiny()
    plain = backbone.encode_prompts(["a photo of dog"]).text
    with TextualInversion().apply(backbone, artifact(torch.randn(1, 32)), 0.0):
        assert torch.equal(backbone.encode_prompts(["a photo of <rex>"]).text, plain)


def test_several_vectors_start_from_the_class_words_rows() -> None:
    backbone = tiny()
    rows = backbone.word_vectors("dog")[0]
    attachment = TextualInversion().attach(backbone, (SUBJECT,), settings(vectors=4), torch.Generator())
    assert torch.equal(attachment.trains["words.0"][:3], rows[:3])
    assert backbone.token_count("<rex>") == 4
    attachment.detach()


def test_the_norm_keeps_its_bound() -> None:
    backbone = tiny()
    limit = 1.1
    trainer = make_trainer(TextualInversion(), backbone, settings(norm_limit=limit, learning_rate=1.0, warmup_steps=0))
    typical = float(backbone.word_vectors("dog")[0].norm(dim=-1).mean())
    for _ in range(3):
        trainer.advance()
        assert float(trainer.attachment.trains["words.0"].detach().norm()) <= limit * typical * 1.0001
    trainer.attachment.detach()


def test_the_class_word_can_stay() -> None:
    assert TextualInversion().trigger(SUBJECT, settings(class_word_after=True)) == "<rex> dog"


def test_an_unknown_class_word_is_a_sentence() -> None:
    silent = SUBJECT.model_copy(update={"class_word": ""})
    with pytest.raises(InputProblem, match="no word"):
        TextualInversion().attach(tiny(), (silent,), settings(), torch.Generator())


@pytest.mark.parametrize("bad", [torch.zeros(1, 31), torch.zeros(32)])
def test_a_foreign_width_is_a_sentence(bad: torch.Tensor) -> None:
    with pytest.raises(ArtifactProblem), TextualInversion().apply(tiny(), artifact(bad), 1.0):
        pass
    with pytest.raises(ArtifactProblem), TextualInversion().apply(tiny(), artifact(torch.zeros(1, 32), "rex"), 1.0):
        pass
