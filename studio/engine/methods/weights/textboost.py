"""TextBoost: only the text encoder learns, from one photo on. arXiv:2409.08248 (v1), and its TMLR version.

Studied: the card's notes on nahyeonkaty/textboost (MIT), branch v1, and its commit 9a00c9c for the TMLR adapter.
Facts: LoRA of rank and alpha 4, A normal with deviation 1 / rank, on q, k, v of every text layer; one vector per piece
of the class word; told views with words of their own and the words they start from; 0.1 x preservation in text space;
rates, batch, steps, weight decay; learned words no longer than the table's mean after each step [code]. Time steps by
w_t = max logSNR - logSNR(t) [code, where a flag switches it off by mistake; paper: on]. TMLR: fc2 instead, acting from
the placeholder to the end token only, so nothing before it changes [paper]; rank 1 there, A as above [code].
Differs [ours]: branches do not act on the start token and the empty prompt at all, instead of overwriting their
features with stored ones, so those stay frozen under any other artifact too; words of views that the tokenizer breaks
into more than three pieces start from a plainer word, and are joined to the prompt by a space without a comma; where
logSNR is minus infinity (zero terminal SNR) the largest finite weight is used; a view that loses the subject's mask is
drawn anew; a fixed number of views is drawn in advance; gradients are clipped together, words included; below strength
1 the words move towards those they started from. With the TMLR adapter there is no preservation term: its prompts
hold no placeholder, so it would be zero.
Not here: TextBoost++ (an adapter per cross-attention layer), UNet branches, even/odd rows for adding two artifacts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any, ClassVar, Literal

import torch
from torch import Tensor, nn

from studio.core.errors import ArtifactProblem, InputProblem
from studio.core.settings import setting
from studio.engine.backbones.schedule import NoiseSchedule
from studio.engine.backbones.surface import Backbone, Site
from studio.engine.dataset.variations import Variation
from studio.engine.methods.contract import (
    Applied,
    Applies,
    Attachment,
    ClassWord,
    Gives,
    Learns,
    LoadedArtifact,
    MethodSpec,
    Photos,
    Term,
    TrainStep,
)
from studio.engine.methods.parts import low_rank
from studio.engine.methods.parts.masked_loss import subject_and_prior
from studio.engine.methods.parts.text_preservation import TextPreservation
from studio.engine.methods.parts.text_reach import Reach, hook_within
from studio.engine.methods.parts.told_views import VIEW_WORDS, told_view, view_share
from studio.engine.methods.parts.trigger import placeholder, sentences
from studio.engine.methods.train_settings import TrainSettings
from studio.library.gallery.records import SubjectView

_MOST_PIECES = 3  # "pll" and "ucd" have three in CLIP's vocabulary
_MLP = ".mlp."  # in the names of the TMLR adapter's tensors


class TextBoostSettings(TrainSettings):
    """What can be set for TextBoost."""

    steps: int = setting(
        100, title="Steps", unit="steps", ge=1, le=100_000, help="Optimiser steps. More likeness, then over-fit."
    )
    learning_rate: float = setting(
        1e-4, title="Learning rate", ge=1e-8, le=1.0, help="Size of each step in the text encoder's branches."
    )
    batch_size: int = setting(
        8, title="Batch size", unit="pictures", ge=1, le=64, help="Pictures per step; photos repeat to fill it."
    )
    weight_decay: float = setting(0.01, title="Weight decay", ge=0.0, le=1.0, advanced=True, help="AdamW weight decay.")
    flip: bool = setting(
        False,
        title="Mirror",
        advanced=True,
        help="Show photos mirrored half of the time without saying so; views already mirror with a word of its own.",
    )
    adapter: Literal["attention", "causality_preserving"] = setting(
        "attention",
        title="Adapter",
        help="attention teaches how all words are read; causality_preserving only what follows the new word, so the "
        "words before it stay exactly as they were.",
    )
    rank: int = setting(4, title="Rank", ge=1, le=256, help="Room for detail; 1 is enough for causality_preserving.")
    alpha_factor: float = setting(
        1.0,
        title="Alpha / rank",
        ge=0.001,
        le=16.0,
        advanced=True,
        help="Scale of the update; alpha = this times the rank.",
    )
    word_rate_factor: float = setting(
        10.0,
        title="Word rate",
        ge=0.0,
        le=1000.0,
        advanced=True,
        help="Learning rate of the new words, as a factor of the main one.",
    )
    norm_limit: float = setting(
        1.0,
        title="Longest vector",
        ge=0.0,
        le=100.0,
        advanced=True,
        help="Largest length of a learned word as a multiple of the vocabulary's mean length; 0 sets no limit.",
    )
    preservation: float = setting(
        0.1,
        title="Text preservation",
        ge=0.0,
        le=100.0,
        help="Weight of the loss that keeps other sentences as they are read now; 0 switches it off.",
    )
    noisy_steps: bool = setting(
        True,
        title="Prefer noisy steps",
        advanced=True,
        help="Teach more at the noisy end, where shape and place are decided.",
    )
    augmentation: float = setting(
        0.5,
        title="Told views",
        ge=0.0,
        le=1.0,
        help="Chance that a photo is zoomed, cropped, shifted or mirrored, and again that it is tiled, while the "
        "prompt says so; 0 shows photos only as they are.",
    )
    views: int = setting(
        24,
        title="Views per photo",
        unit="views",
        ge=1,
        le=1000,
        advanced=True,
        help="How many told views of each photo are made before teaching.",
    )
    mirror_only: bool = setting(
        False,
        title="Only mirrored views",
        advanced=True,
        help="For a style: no zooms, crops, shifts, collages and gray views.",
    )
    class_word_after: bool = setting(
        True, title="Keep the class word", advanced=True, help="Say the class word after the new word."
    )


class TextBoost(Learns, Applies):
    """Side branches in the text encoder and a new word; the picture model stays as it is."""

    spec = MethodSpec(
        "textboost",
        title="TextBoost",
        summary="Teaches only how words are read, so a single photo is enough and other prompts keep their variety.",
        paper="arXiv:2409.08248",
        version=1,
        needs=(Photos(1, 30), ClassWord()),
        gives=Gives.SUBJECT,
        families=("sd",),
    )
    Settings = TextBoostSettings
    backbone_defaults: ClassVar = {
        "mini": {"norm_limit": 1.4, "mask_weight": 0.9},
        "sd": {"steps": 250, "learning_rate": 1e-4, "warmup_steps": 0},
    }

    def trigger(self, subject: SubjectView, settings: TextBoostSettings) -> str:
        """ "<rex> dog", or "<rex>" without the class word."""
        word = placeholder(subject)
        return f"{word} {subject.class_word}".strip() if settings.class_word_after else word

    def prompts(self, subject: SubjectView, settings: TextBoostSettings) -> tuple[str, ...]:
        """Neutral templates."""
        return sentences(subject, self.trigger(subject, settings), varied=True)

    def variations(self, settings: TextBoostSettings) -> tuple[int, float]:
        """Shown as often as at least one change would be drawn."""
        share = view_share(settings.augmentation, settings.mirror_only)
        return (settings.views, share) if share > 0 else (0, 0.0)

    def vary(
        self, picture: Tensor, mask: Tensor | None, settings: TextBoostSettings, generator: torch.Generator
    ) -> Variation:
        """A view with the words that tell of it."""
        return told_view(picture, mask, settings.augmentation, settings.mirror_only, generator)

    def timestep_weights(self, schedule: NoiseSchedule, settings: TextBoostSettings) -> Tensor | None:
        """w_t = max_s logSNR(s) - logSNR(t), [T]; where logSNR is minus infinity, the largest finite weight."""
        if not settings.noisy_steps:
            return None
        log_snr = schedule.snr(torch.arange(schedule.steps)).double().log()
        weights = log_snr.max() - log_snr
        return weights.clamp(max=weights[weights.isfinite()].max())

    def attach(
        self,
        backbone: Backbone,
        subjects: Sequence[SubjectView],
        settings: TextBoostSettings,
        generator: torch.Generator,
        start: LoadedArtifact | None = None,
    ) -> Attachment:
        """Branches in the text encoder, the new word's vectors and those of the views."""
        subject, word = subjects[0], placeholder(subjects[0])
        begin = _start_words(backbone, word, subject.class_word, with_views=settings.augmentation > 0)
        preserving = settings.adapter == "causality_preserving"
        sites = _sites(backbone, preserving)
        branches = {site.key: _new_branch(site, settings, generator, backbone.device) for site in sites}
        words = _joined(begin)
        if start is not None:
            words = _taught_words(start.tensors, words)
            _copy_branches(branches, start, sites, backbone.device)
        vectors = {f"words.{i}": nn.Parameter(v.clone()) for i, v in enumerate(words)}
        reach = Reach(backbone, word if preserving else None)
        handles = hook_within(sites, branches, reach)
        stack = ExitStack()
        stack.enter_context(backbone.with_words(_apart(list(vectors.values()), begin)))

        def detach() -> None:
            stack.close()
            for handle in handles:
                handle.remove()

        notes: dict[str, Any] = {"lengths": _mean_lengths(backbone)}
        if settings.preservation > 0 and not preserving:
            seed = int(torch.randint(2**62, (), generator=generator))
            class_prompts = sentences(subject, subject.class_word, varied=True)
            notes["preservation"] = TextPreservation(backbone, reach.off, class_prompts, seed)
        return Attachment(
            trains={**low_rank.trained(branches), **vectors},
            detach=detach,
            rates={"words": settings.word_rate_factor},
            trains_text=True,
            notes=notes,
        )

    def loss_terms(self, step: TrainStep, settings: TextBoostSettings) -> Iterator[Term]:
        """The diffusion loss, and the drift of other sentences."""
        yield from subject_and_prior(step, 0.0)
        preservation = step.attachment.notes.get("preservation")
        if preservation is not None:
            value = preservation.loss(step.index, settings.batch_size)
            yield Term("preservation", value, settings.preservation)

    def after_step(self, attachment: Attachment, step: int, settings: TextBoostSettings) -> None:
        """v <- v min(limit, |v|) / |v| for each learned vector."""
        if settings.norm_limit <= 0:
            return
        for name, length in attachment.notes["lengths"].items():
            vectors = attachment.trains[name]
            norm = vectors.norm(dim=-1, keepdim=True)
            vectors.mul_((settings.norm_limit * length / norm.clamp(min=1e-12)).clamp(max=1.0))

    def pack(self, tensors: Mapping[str, Tensor], settings: TextBoostSettings) -> dict[str, Tensor]:
        """Branches in half precision, as weights are stored, with their alphas; the words stay fp32."""
        largest = torch.finfo(torch.float16).max
        is_branch = (low_rank.DOWN, low_rank.UP)
        stored = {
            name: value.clamp(-largest, largest).half() if name.endswith(is_branch) else value
            for name, value in tensors.items()
        }
        return low_rank.with_alphas(stored, settings.alpha_factor)

    @contextmanager
    def apply(self, backbone: Backbone, artifact: LoadedArtifact, strength: float) -> Iterator[Applied]:
        """Words and branches at a strength; 0 says the class word and reads as before. The views' words act too."""
        key = re.search(r"<[^>]+>", artifact.trigger)
        if key is None:
            raise ArtifactProblem("This artifact does not say which word it learned.", "Teach the subject again.")
        word = key.group(0)
        stored = {name: t for name, t in artifact.tensors.items() if not name.startswith("words.")}
        preserving = any(_MLP in name for name in stored)
        sites, branches = low_rank.load(stored, _sites(backbone, preserving), backbone.device)
        begin = _start_words(backbone, word, " ".join(artifact.class_words), with_views=False)
        if _rows(artifact.tensors) != [v.shape[0] for v in _joined(begin)]:
            begin = _start_words(backbone, word, " ".join(artifact.class_words), with_views=True)
        first = _joined(begin)
        learned = _taught_words(artifact.tensors, first)
        if strength != 0:
            first = [b.lerp(v.to(b.device), strength) for b, v in zip(first, learned, strict=True)]
        for branch in branches.values():
            branch.strength = strength
        reach = Reach(backbone, word if preserving else None)
        with backbone.with_words(_apart(first, begin)):
            handles = hook_within(sites, branches, reach) if strength else []
            try:
                yield Applied()
            finally:
                for handle in handles:
                    handle.remove()


# --- branches ---------------------------------------------------------------------------------------------------


def _sites(backbone: Backbone, preserving: bool) -> list[Site]:
    if preserving:
        return [site for site in backbone.sites("text_mlp") if site.role == "out"]
    return [site for site in backbone.sites("text") if site.role in ("q", "k", "v")]


def _new_branch(
    site: Site, settings: TextBoostSettings, generator: torch.Generator, device: torch.device
) -> low_rank.Branch:
    rank = settings.rank
    branch = low_rank.new_branch(site, rank, settings.alpha_factor * rank, 0.0, generator, device)
    drawn = torch.randn(branch.down.shape, generator=generator) / rank
    with torch.no_grad():
        branch.down.copy_(drawn)
    return branch


def _copy_branches(
    branches: Mapping[str, low_rank.Branch], start: LoadedArtifact, sites: Sequence[Site], device: torch.device
) -> None:
    stored = {name: t for name, t in start.tensors.items() if not name.startswith("words.")}
    matching = any(_MLP in name for name in stored) == any(_MLP in key for key in branches)
    old = low_rank.load(stored, sites, device)[1] if matching else {}
    with torch.no_grad():
        for key, branch in branches.items():
            before = old.get(key)
            if before is None or before.down.shape != branch.down.shape:
                raise InputProblem(
                    "The artifact to go on from was taught with other layers or another rank.",
                    "Use the settings it was taught with.",
                )
            branch.down.copy_(before.down)
            branch.up.copy_(before.up * (before.scale / branch.scale))


# --- words ------------------------------------------------------------------------------------------------------


def _start_words(backbone: Backbone, word: str, class_word: str, with_views: bool) -> dict[str, list[Tensor]]:
    """Where each learned word starts: [n, d] per text encoder, the placeholder first."""
    found = {word: backbone.word_vectors(class_word)}
    if any(rows.shape[0] == 0 for rows in found[word]):
        raise InputProblem(
            f"The base model has no word for “{class_word}”.", "Choose a plainer class word, such as “dog”."
        )
    if with_views:
        found |= {view: _view_start(backbone, names) for view, names in VIEW_WORDS.items()}
    return found


def _view_start(backbone: Backbone, names: Sequence[str]) -> list[Tensor]:
    """The first name of few pieces; where the vocabulary has none, the mean of the first name's pieces."""
    for name in names:
        rows = backbone.word_vectors(name)
        if all(0 < each.shape[0] <= _MOST_PIECES for each in rows):
            return rows
    return [each.mean(0, keepdim=True) for each in backbone.word_vectors(names[0])]


def _joined(words: Mapping[str, list[Tensor]]) -> list[Tensor]:
    """One tensor per text encoder: a word that is not shown in a step still belongs to what learns."""
    return [torch.cat(rows).float() for rows in zip(*words.values(), strict=True)]


def _apart(joined: Sequence[Tensor], like: Mapping[str, list[Tensor]]) -> dict[str, list[Tensor]]:
    """Views of the joined tensors, by word."""
    out: dict[str, list[Tensor]] = {word: [] for word in like}
    for number, rows in enumerate(joined):
        first = 0
        for word, begin in like.items():
            count = begin[number].shape[0]
            out[word].append(rows[first : first + count])
            first += count
    return out


def _rows(tensors: Mapping[str, Tensor]) -> list[int]:
    return [tensors[name].shape[0] for name in sorted(tensors) if name.startswith("words.") and tensors[name].ndim]


def _taught_words(tensors: Mapping[str, Tensor], like: Sequence[Tensor]) -> list[Tensor]:
    names = [f"words.{i}" for i in range(len(like))]
    given = {name: tuple(t.shape) for name, t in tensors.items() if name.startswith("words.")}
    if given != {name: tuple(v.shape) for name, v in zip(names, like, strict=True)}:
        raise ArtifactProblem(
            "This artifact does not fit the base model's text encoder.",
            "Choose the base model it was taught on.",
            str(given),
        )
    return [tensors[name].float().to(v.device) for name, v in zip(names, like, strict=True)]


def _mean_lengths(backbone: Backbone) -> dict[str, float]:
    """Mean length of the vocabulary's vectors, by the learned tensor it bounds."""
    tables: list[Tensor] = [encoder.get_input_embeddings().weight for encoder in backbone.text_encoders()]  # type: ignore[operator]
    return {
        f"words.{i}": float(torch.linalg.vector_norm(table.detach(), dim=-1, dtype=torch.float32).mean())
        for i, table in enumerate(tables)
    }
