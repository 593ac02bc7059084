"""The surface on the tiny backbone: prompts of any kind, learned words, latents, sites; nothing leaves a trace."""

from __future__ import annotations

import pytest
import torch

from studio.engine.backbones.sd import StableDiffusion
from studio.engine.backbones.surface import Reading
from studio.engine.backbones.tiny import tiny


@pytest.fixture(scope="module")
def backbone() -> StableDiffusion:
    return tiny()


def words(count: int, seed: int = 1) -> list[torch.Tensor]:
    return [torch.randn(count, 32, generator=torch.Generator().manual_seed(seed))]


def features(backbone: StableDiffusion, prompt: str) -> torch.Tensor:
    return backbone.encode_prompts([prompt]).text


def test_shapes(backbone: StableDiffusion) -> None:
    told = backbone.encode_prompts(["a dog", ""])
    assert told.text.shape == (2, 77, 32)
    pictures = torch.rand(2, 3, 32, 32) * 2 - 1
    latents = backbone.encode_pictures(pictures)
    assert latents.shape == (2, 4, 4, 4)
    assert backbone.decode_latents(latents).shape == (2, 3, 32, 32)
    assert backbone.predict(latents, torch.tensor([3, 900]), told).shape == latents.shape


@pytest.mark.parametrize(
    "prompt",
    [
        "",
        "   ",
        "小さな犬と海",
        "собака на пляже",
        "كلب",
        "🐕‍🦺 in the snow",
        "<|endoftext|> x",
        "\x00\n\t",
        "word " * 400,
    ],
)
def test_any_prompt_can_be_encoded(backbone: StableDiffusion, prompt: str) -> None:
    assert features(backbone, prompt).isfinite().all()


def test_scripts_are_told_apart(backbone: StableDiffusion) -> None:
    assert not torch.equal(features(backbone, "犬"), features(backbone, "猫"))


def test_too_long_prompts_are_counted_whole_and_cut_at_a_word(backbone: StableDiffusion) -> None:
    prompt = "abcdefghij " * 20
    assert backbone.token_count(prompt) == 200
    assert torch.equal(features(backbone, prompt), features(backbone, "abcdefghij " * 7))


def test_spaces_do_not_matter(backbone: StableDiffusion) -> None:
    assert torch.equal(features(backbone, "a  red\ndog "), features(backbone, "a red dog"))


def test_the_tokens_are_those_of_the_tokenizer(backbone: StableDiffusion) -> None:
    """Words are tokenised one by one; that must be what the tokenizer makes of the whole."""
    tokenizer = backbone.tokenizer
    for prompt in ("a dog's bone, isn't it?", "3 cats (big) on-top 99%", "ÄÖ ß ﬁ e\u0301"):
        whole = tokenizer(prompt, add_special_tokens=False)["input_ids"]
        assert list(backbone._prompts.tokens(prompt, {}).ids) == whole


def test_weights_act_in_their_place_and_one_changes_no_bit(backbone: StableDiffusion) -> None:
    plain = features(backbone, "ab cd ef")
    assert torch.equal(features(backbone, "ab (cd:1.0) ef"), plain)
    strong = features(backbone, "ab (cd:1.5) ef")
    changed = (strong != plain).any(-1)[0].nonzero().flatten().tolist()
    assert changed == [3, 4]  # after the start token and "ab"
    empty = features(backbone, "")
    weak = features(backbone, "ab (cd:0) ef")
    assert torch.allclose(weak[0, 3:5], empty[0, 3:5], atol=1e-6)


def test_prompts_do_not_depend_on_their_neighbours(backbone: StableDiffusion) -> None:
    prompts = ["a dog", "a cat on a (mat:1.3)", "x"]
    together = backbone.encode_prompts(prompts).text
    for i, prompt in enumerate(prompts):
        assert torch.equal(together[i : i + 1], features(backbone, prompt))


def test_learned_words_act_and_leave_no_trace(backbone: StableDiffusion) -> None:
    before, named = features(backbone, "a cat"), features(backbone, "a <rex> dog")
    with backbone.with_words({"<rex>": words(2)}):
        assert torch.equal(features(backbone, "a cat"), before)
        assert not torch.equal(features(backbone, "a <rex> dog"), named)
        assert backbone.token_count("<rex> ab") == 4
        assert not torch.equal(features(backbone, "a (<rex>:1.4) dog"), features(backbone, "a <rex> dog"))
    assert torch.equal(features(backbone, "a <rex> dog"), named)
    assert not backbone._prompts.table._forward_hooks


def test_a_learned_word_with_the_vectors_of_a_word_is_that_word(backbone: StableDiffusion) -> None:
    with backbone.with_words({"<rex>": backbone.word_vectors("dog")}):
        assert torch.equal(features(backbone, "a <rex> here"), features(backbone, "a dog here"))


def test_learned_words_nest_and_leave_in_any_order(backbone: StableDiffusion) -> None:
    plain = features(backbone, "<a> <b>")
    first = backbone.with_words({"<a>": words(1, 1)})
    second = backbone.with_words({"<a>": words(1, 2), "<b>": words(1, 3)})
    first.__enter__()
    alone = features(backbone, "<a>")
    second.__enter__()
    assert not torch.equal(features(backbone, "<a>"), alone)
    first.__exit__(None, None, None)
    assert not torch.equal(features(backbone, "<a>"), alone)
    second.__exit__(None, None, None)
    assert torch.equal(features(backbone, "<a> <b>"), plain)


def test_gradients_reach_learned_words(backbone: StableDiffusion) -> None:
    vectors = words(2)[0].requires_grad_()
    with backbone.with_words({"<rex>": [vectors]}):
        backbone.encode_prompts(["a (<rex>:1.2) dog"], grad=True).text.sum().backward()
        assert not backbone.encode_prompts(["<rex>"]).text.requires_grad
    assert vectors.grad is not None
    assert (vectors.grad != 0).any(-1).all()


def test_a_learned_word_is_never_cut_in_half(backbone: StableDiffusion) -> None:
    with backbone.with_words({"<rex>": words(4)}):
        end = backbone._prompts.cut(backbone._prompts.tokens("abc " * 24 + "<rex>", backbone._words()))
        assert len(end.ids) == 72
        assert end.places == ()


def test_word_vectors_are_a_copy(backbone: StableDiffusion) -> None:
    table = backbone._prompts.table.weight.clone()
    backbone.word_vectors("dog")[0].zero_()
    assert torch.equal(backbone._prompts.table.weight, table)


def test_mixed_types_run_in_half_precision() -> None:
    half = tiny(dtype=torch.bfloat16)
    linear = half.sites("cross")[0].module
    handle = linear.register_forward_hook(
        lambda m, a, out: out + a[0].float() @ torch.zeros(a[0].shape[-1], out.shape[-1])
    )
    predicted = half.predict(torch.randn(1, 4, 4, 4), torch.tensor([5]), half.encode_prompts(["a"]))
    handle.remove()
    assert predicted.dtype == torch.float32
    assert half.dtype == torch.bfloat16


def test_the_same_seed_gives_the_same_weights_and_keeps_the_global_state() -> None:
    state = torch.get_rng_state()
    one, other = tiny(seed=3), tiny(seed=3)
    assert torch.equal(torch.get_rng_state(), state)
    for a, b in zip(one.denoiser().parameters(), other.denoiser().parameters(), strict=True):
        assert torch.equal(a, b)
    assert not any(p.requires_grad for _, part in one.named_parts() for p in part.parameters())


def test_a_hook_in_the_text_tower_knows_what_is_read(backbone: StableDiffusion) -> None:
    """An end token and a padding token may be the same, so the ids alone do not say where a learned word stands."""
    seen: list[Reading | None] = []
    tower = backbone.text_encoders()[0]
    handle = tower.register_forward_hook(lambda *_: seen.append(backbone.reading()))
    with backbone.with_words({"<v>": words(2), "<w>": words(1)}):
        for prompt in ("ab <v> c", "", "<v> a <w> <v>", "<v> " * 60):
            features(backbone, prompt)
    handle.remove()
    assert seen == [
        Reading(5, {"<v>": (3, 4)}),
        Reading(0, {}),
        Reading(6, {"<v>": (1, 2, 5, 6), "<w>": (4,)}),
        Reading(74, {"<v>": tuple(range(1, 75))}),
    ]
    assert backbone.reading() is None
