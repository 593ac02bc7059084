"""What is special about Custom Diffusion: what is tuned, the words, several subjects, sizes, compression, the merge."""

from __future__ import annotations

import pytest
import torch

from studio.core.errors import ArtifactProblem, InputProblem
from studio.engine.backbones.surface import Backbone
from studio.engine.backbones.tiny import tiny
from studio.engine.methods.contract import LoadedArtifact, TaughtSubject
from studio.engine.methods.weights.custom_diffusion import CustomDiffusion, CustomDiffusionSettings
from studio.engine.training.golden import SUBJECT, make_trainer
from studio.library.gallery.records import Kind, SubjectView

TOM = SUBJECT.model_copy(update={"id": "s-golden01", "name": "Tom", "class_word": "cat"})
METHOD = CustomDiffusion()


def settings(**values: object) -> CustomDiffusionSettings:
    return CustomDiffusionSettings.from_values({"batch_size": 2, "precision": "fp32", "warmup_steps": 0, **values})


def taught(backbone: Backbone, subject: SubjectView = SUBJECT, steps: int = 3, **values: object) -> LoadedArtifact:
    chosen = settings(learning_rate=1e-2, **values)
    trainer = make_trainer(METHOD, backbone, chosen, subject=subject)
    for _ in range(steps):
        trainer.advance()
    tensors = METHOD.pack(trainer.learned(), chosen)
    trainer.attachment.detach()
    trigger = METHOD.trigger(subject, chosen)
    return LoadedArtifact("a-test0000", "custom_diffusion", {}, tensors, trigger, (subject.class_word,))


def features(backbone: Backbone, prompt: str, artifact: LoadedArtifact) -> torch.Tensor:
    """What the first layer of keys says of a prompt, with the artifact."""
    site = next(site for site in backbone.sites("cross") if site.role == "k")
    with METHOD.apply(backbone, artifact, 1.0), torch.no_grad():
        text = backbone.encode_prompts([prompt]).text
        return site.module(text)[0, : backbone.token_count(prompt) + 2]


def test_what_is_tuned() -> None:
    for scope, roles in (("keys_values", {"k", "v"}), ("crossattn", {"q", "k", "v", "out"})):
        backbone = tiny()
        attachment = METHOD.attach(backbone, (SUBJECT,), settings(scope=scope), torch.Generator())
        attachment.detach()
        expected = {s.key + ".diff" for s in backbone.sites("cross") if s.role in roles}
        expected |= {
            s.key + ".diff_b" for s in backbone.sites("cross") if s.role in roles and s.module.bias is not None
        }
        assert set(attachment.trains) == expected | {"words.0.0"}
        assert any(name.endswith(".diff_b") for name in attachment.trains) is (scope == "crossattn")


def test_it_starts_as_the_base_model_with_a_rare_word() -> None:
    backbone = tiny()
    assert METHOD.prompts(SUBJECT, settings()) == ("photo of a <rex> dog",)
    style = SUBJECT.model_copy(update={"kind": Kind.STYLE, "class_word": "art"})
    assert METHOD.prompts(style, settings()) == ("painting in the style of <rex> art",)
    attachment = METHOD.attach(backbone, (SUBJECT,), settings(start_words="q"), torch.Generator())
    said = backbone.encode_prompts(["photo of a <rex> dog"]).text
    attachment.detach()
    assert torch.equal(said, backbone.encode_prompts(["photo of a q dog"]).text)


def test_every_subject_has_a_word_that_learns() -> None:
    backbone = tiny()
    attachment = METHOD.attach(backbone, (SUBJECT, TOM), settings(start_words="q x"), torch.Generator())
    words = [attachment.trains["words.0.0"], attachment.trains["words.1.0"]]
    for number, letter in enumerate("qx"):
        assert torch.equal(words[number].detach(), backbone.word_vectors(letter)[0])
    backbone.encode_prompts(["photo of a <rex> dog", "photo of a <tom> cat"], grad=True).text.square().sum().backward()
    attachment.detach()
    assert all(word.grad is not None and float(word.grad.abs().max()) > 0 for word in words)
    with pytest.raises(InputProblem, match="start words"):
        METHOD.attach(backbone, (SUBJECT, TOM), settings(start_words="q"), torch.Generator())
    with pytest.raises(InputProblem, match="same word"):
        METHOD.attach(backbone, (SUBJECT, SUBJECT), settings(), torch.Generator())


def test_at_zero_the_word_is_not_said() -> None:
    backbone = tiny()
    artifact = taught(backbone)
    plain = backbone.encode_prompts(["a photo of a dog"]).text
    with METHOD.apply(backbone, artifact, 0.0):
        assert torch.equal(backbone.encode_prompts(["a photo of a <rex> dog"]).text, plain)


def test_class_pictures_are_a_term_of_their_own() -> None:
    trainer = make_trainer(METHOD, tiny(), settings(prior_preservation=0.5))
    loss = trainer.advance()
    trainer.attachment.detach()
    assert set(loss) == {"subject", "prior", "total"}
    assert abs(loss["total"] - loss["subject"] - 0.5 * loss["prior"]) < 1e-5


def test_photos_are_mirrored_only_where_that_is_allowed() -> None:
    picture = torch.zeros(3, 32, 32)
    picture[:, :, :16] = 1.0
    sides = []
    for flip in (False, True):
        chosen = settings(flip=flip)
        varied = [METHOD.vary(picture, None, chosen, torch.Generator().manual_seed(n)).picture for n in range(20)]
        sides.append([float((one[0] * torch.linspace(-1, 1, 32)).sum()) for one in varied])
    assert METHOD.variations(settings(scale_variations=3)) == (3, 0.6)
    far_left = [value for value in sides[0] if value < -40]  # near ones, which fill the picture
    assert far_left
    assert not [value for value in sides[0] if value > 40]
    assert [value for value in sides[1] if value > 40]


def test_a_compressed_artifact_is_smaller_and_nearly_the_same() -> None:
    backbone = tiny()
    whole, small = taught(backbone), taught(backbone, keep_share=0.6)
    sizes = [sum(value.numel() for value in one.tensors.values()) for one in (whole, small)]
    assert sizes[1] < 0.8 * sizes[0]
    assert any(name.endswith(".diff_up") for name in small.tensors)
    plain = LoadedArtifact("a", "custom_diffusion", {}, {"words.0.0": whole.tensors["words.0.0"]}, "<rex> dog", ())
    one, other, none = (features(backbone, "a <rex> dog", each) for each in (whole, small, plain))
    assert float((other - one).norm()) < 0.6 * float((none - one).norm())


def test_several_subjects_go_on_by_their_ids() -> None:
    backbone = tiny()
    words = {"words.0.0": torch.full((1, 32), 0.1), "words.1.0": torch.full((1, 32), 0.2)}
    sites = [s for s in backbone.sites("cross") if s.role in ("k", "v")]
    tensors = {s.key + ".diff": torch.full(s.module.weight.shape, 0.01) for s in sites}
    known = (TaughtSubject((SUBJECT.id, "Rex"), "<rex> dog", "dog"), TaughtSubject((TOM.id, "Tom"), "<tom> cat", "cat"))
    start = LoadedArtifact("a", "custom_diffusion", {}, tensors | words, "<rex> dog", ("dog", "cat"), known)
    attachment = METHOD.attach(backbone, (TOM, SUBJECT), settings(), torch.Generator(), start)
    attachment.detach()
    assert torch.equal(attachment.trains["words.0.0"].detach(), words["words.1.0"])
    assert torch.equal(attachment.trains[sites[0].key + ".diff"].detach(), tensors[sites[0].key + ".diff"])
    with pytest.raises(InputProblem, match="other layers"):
        METHOD.attach(backbone, (TOM, SUBJECT), settings(scope="crossattn"), torch.Generator(), start)


def test_a_merged_artifact_reads_each_subject_as_it_was_taught() -> None:
    backbone = tiny()
    rex, tom = taught(backbone), taught(backbone, TOM)
    tensors = METHOD.merge(backbone, (rex, tom))
    known = (TaughtSubject(("s-1", "Rex"), "<rex> dog", "dog"), TaughtSubject(("s-2", "Tom"), "<tom> cat", "cat"))
    both = LoadedArtifact("a-both0000", "custom_diffusion", {}, tensors, "<rex> dog", ("dog", "cat"), known)
    for alone in (rex, tom):
        expected = features(backbone, alone.trigger, alone)[1:]
        assert float((features(backbone, alone.trigger, both)[1:] - expected).abs().max()) <= 1e-4
    with pytest.raises(InputProblem, match="same subject"):
        METHOD.merge(backbone, (rex, rex))
    with pytest.raises(InputProblem, match="keys and values"):
        METHOD.merge(backbone, (rex, taught(backbone, TOM, scope="crossattn")))


@pytest.mark.parametrize("bad", [{"words.0.0": torch.zeros(1, 31)}, {}, {"words.1.0": torch.zeros(1, 32)}])
def test_words_that_do_not_fit_are_a_sentence(bad: dict[str, torch.Tensor]) -> None:
    artifact = LoadedArtifact("a", "custom_diffusion", {}, bad, "<rex> dog", ("dog",))
    with pytest.raises(ArtifactProblem), METHOD.apply(tiny(), artifact, 1.0):
        pass
