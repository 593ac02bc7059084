"""The one surface every base model stands behind (house-style M7): load, encode, predict, sites to attach to.

Methods and loops know only this file. Families implement it (sd.py: Stable Diffusion 1.x and mini).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from typing import Any, Literal

import torch
from torch import Tensor, nn

from studio.engine.backbones.schedule import NoiseSchedule


@dataclass(frozen=True)
class Conditioning:
    """What the denoiser is told. text: [b, n, d]. mask: bool [b, n], True where a token counts, or None.

    pooled: [b, d2] for families that use it, else None.
    """

    text: Tensor
    mask: Tensor | None = None
    pooled: Tensor | None = None

    def __len__(self) -> int:
        return self.text.shape[0]

    def select(self, index: Tensor | Sequence[int] | slice) -> Conditioning:
        """Some of the pictures."""
        return replace(
            self,
            text=self.text[index],
            mask=None if self.mask is None else self.mask[index],
            pooled=None if self.pooled is None else self.pooled[index],
        )

    @staticmethod
    def cat(parts: Sequence[Conditioning]) -> Conditioning:
        """Along the batch."""

        def joined(tensors: list[Tensor | None]) -> Tensor | None:
            present = [t for t in tensors if t is not None]
            return torch.cat(present) if len(present) == len(parts) else None

        return Conditioning(
            text=torch.cat([p.text for p in parts]),
            mask=joined([p.mask for p in parts]),
            pooled=joined([p.pooled for p in parts]),
        )


SiteKind = Literal["cross", "self", "feed_forward", "text", "text_mlp"]


@dataclass(frozen=True)
class Site:
    """A linear layer a method may attach to.

    name: dotted path inside its part, e.g. "down_blocks.0.attentions.0.transformer_blocks.0.attn2.to_k".
    part: "unet" or "text_encoder". kind: which attention it belongs to. role: "q", "k", "v", "out", "in".
    """

    part: str
    name: str
    kind: SiteKind
    role: str
    module: nn.Linear

    @property
    def key(self) -> str:
        """The name under which tensors of this site are stored."""
        return f"{self.part}.{self.name}"


@dataclass(frozen=True)
class AttentionLayer:
    """An attention of the denoiser; `module.processor` is how it computes and may be replaced for a while.

    A processor is called as processor(module, hidden [b, n, d], encoder_hidden_states=[b, m, d2] or None).
    """

    name: str
    kind: Literal["cross", "self"]
    module: Any


@dataclass(frozen=True)
class BackboneFacts:
    """What the catalogue and manifests say of a base model."""

    name: str
    family: str  # "sd"
    fingerprint: str  # BLAKE3 over the weights of unet, text encoder and autoencoder
    licence: str
    picture_px: tuple[int, int]  # width, height the model was made for
    latent_channels: int
    latent_scale: int  # pixels per latent cell, 8
    text_width: int
    max_tokens: int
    default_steps: int
    default_guidance: float
    default_guidance_rescale: float


@dataclass(frozen=True)
class Reading:
    """What a text encoder reads at this moment. words: tokens between the start and the end token, after cutting.

    places: where the vectors of each learned word lie; 0 is the start token, 1 + words the end token.
    """

    words: int
    places: Mapping[str, tuple[int, ...]]


class Backbone(ABC):
    """A loaded base model. Everything is frozen and in eval mode unless a method attaches to it."""

    facts: BackboneFacts
    schedule: NoiseSchedule
    scheduler_config: dict[str, Any]  # as in the model's folder: spacing of timesteps, zero terminal SNR
    device: torch.device
    dtype: torch.dtype

    @abstractmethod
    def encode_pictures(self, pictures: Tensor) -> Tensor:
        """[b, 3, h, w] in -1..1 -> scaled latents [b, c, h/8, w/8], fp32. No gradient."""

    @abstractmethod
    def decode_latents(self, latents: Tensor) -> Tensor:
        """Scaled latents -> pictures [b, 3, h, w] in -1..1, fp32. No gradient."""

    @abstractmethod
    def encode_prompts(self, prompts: Sequence[str], *, grad: bool = False) -> Conditioning:
        """Prompts with `(word:1.2)` weights; learned words (`with_words`) become their vectors. fp32."""

    @abstractmethod
    def predict(self, latents: Tensor, timesteps: Tensor, conditioning: Conditioning) -> Tensor:
        """The denoiser's raw output in the schedule's prediction type, fp32; gradient when enabled.

        Half-precision weights run under autocast, so fp32 tensors that a method attached may join them; fp32
        weights leave an autocast of the caller in force.
        """

    @abstractmethod
    def sites(self, *kinds: SiteKind) -> list[Site]:
        """Linear layers of these kinds, in the order of the model."""

    @abstractmethod
    def attention_layers(self) -> list[AttentionLayer]:
        """Every attention of the denoiser between picture positions (self) or from them to text (cross)."""

    @abstractmethod
    def denoiser(self) -> nn.Module:
        """The UNet or transformer, for methods that train it whole."""

    @abstractmethod
    def text_encoders(self) -> list[nn.Module]:
        """One or more, in the order their features are joined."""

    @abstractmethod
    def word_vectors(self, words: str) -> list[Tensor]:
        """Input embeddings of a text, one [n, d] per text encoder, no special tokens; a copy."""

    @abstractmethod
    def with_words(self, vectors: dict[str, list[Tensor]]) -> AbstractContextManager[None]:
        """Inside, each key (e.g. "<rex>") in a prompt is replaced by its vectors, [n, d] per text encoder.

        The tokenizer and its table are not touched, so other prompts are bit-identical. Gradients flow into
        the tensors. Contexts nest; the innermost wins for equal keys.
        """

    @abstractmethod
    def reading(self) -> Reading | None:
        """For hooks inside a text encoder: the prompt it reads; None while none is encoded."""

    @abstractmethod
    def token_count(self, prompt: str) -> int:
        """Tokens the prompt takes without the special ones, to warn before something is cut off."""

    def for_training(self) -> AbstractContextManager[None]:
        """Inside, the denoiser computes the same in the way that is fastest with gradients; the default is as it is."""
        return nullcontext()

    def named_parts(self) -> Iterator[tuple[str, nn.Module]]:
        """("unet", module), ("text_encoder", module) …: what may be trained or must be restored."""
        yield "unet", self.denoiser()
        for number, encoder in enumerate(self.text_encoders(), start=1):
            yield ("text_encoder" if number == 1 else f"text_encoder_{number}"), encoder
