"""Stable Diffusion's family behind the surface: the mini backbone, SD 1.x, and the tiny one of the tests.

UNet2DConditionModel + CLIP text tower + AutoencoderKL, AutoencoderTiny or AutoencoderDC. Not here: reading folders
(loading.py).
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor, nn

from studio.engine.backbones.one_time import OneTime
from studio.engine.backbones.schedule import NoiseSchedule
from studio.engine.backbones.sites import attention_layers, text_sites, unet_sites
from studio.engine.backbones.surface import (
    AttentionLayer,
    Backbone,
    BackboneFacts,
    Conditioning,
    Reading,
    Site,
    SiteKind,
)
from studio.engine.backbones.text import PromptEncoder, Tokenizer

_MOST_CELLS_PLAIN = 1024  # the maps of plain attention grow with the square of this


class StableDiffusion(Backbone):
    """A loaded model of the family "sd"."""

    def __init__(
        self,
        facts: BackboneFacts,
        unet: nn.Module,
        autoencoder: nn.Module,
        text_tower: nn.Module,
        tokenizer: Tokenizer,
        schedule: NoiseSchedule,
        scheduler_config: Mapping[str, Any],
    ) -> None:
        self.facts = facts
        self.schedule = schedule
        self.scheduler_config = dict(scheduler_config)
        self._unet: Any = unet.eval().requires_grad_(False)
        self._one_time = OneTime(unet)
        self._autoencoder: Any = autoencoder.eval().requires_grad_(False)
        self._prompts = PromptEncoder(text_tower.eval().requires_grad_(False), tokenizer)
        self._learned: list[dict[str, list[Tensor]]] = []
        weight = next(unet.parameters())
        self.device, self.dtype = weight.device, weight.dtype

    @torch.no_grad()
    def encode_pictures(self, pictures: Tensor) -> Tensor:
        """[b, 3, h, w] in -1..1 -> scaled latents, fp32; each picture alone, so neighbours change no bit."""
        return torch.cat([self._encode_one(one[None]) for one in pictures])

    def _encode_one(self, picture: Tensor) -> Tensor:
        coder = self._autoencoder
        with self._exact():
            output = coder.encode(picture.to(self.device, coder.dtype))
        if hasattr(output, "latent_dist"):
            latents = output.latent_dist.mode()
        else:  # AutoencoderTiny says latents, AutoencoderDC latent
            latents = output.latents if hasattr(output, "latents") else output.latent
        shift = getattr(coder.config, "shift_factor", None) or 0.0
        return (latents.float() - shift) * coder.config.scaling_factor

    @torch.no_grad()
    def decode_latents(self, latents: Tensor) -> Tensor:
        """Scaled latents -> pictures in -1..1, fp32; each picture alone."""
        coder = self._autoencoder
        shift = getattr(coder.config, "shift_factor", None) or 0.0
        unscaled = latents.to(self.device).float() / coder.config.scaling_factor + shift
        with self._exact():
            pictures = [coder.decode(one[None].to(coder.dtype)).sample for one in unscaled]
        return torch.cat(pictures).float().clamp(-1, 1)

    def encode_prompts(self, prompts: Sequence[str], *, grad: bool = False) -> Conditioning:
        """Equal prompts are encoded once. `grad` keeps the graph to learned words and the text tower."""
        words = self._words()
        done: dict[str, tuple[Tensor, Tensor]] = {}
        with torch.set_grad_enabled(grad), contextlib.nullcontext() if grad else self._exact():
            for prompt in prompts:
                if prompt not in done:
                    done[prompt] = self._prompts.encode(prompt, words)
        return Conditioning(text=torch.cat([done[prompt][0] for prompt in prompts]))

    def predict(self, latents: Tensor, timesteps: Tensor, conditioning: Conditioning) -> Tensor:
        """Raw UNet output, fp32. timesteps: [b] or 0-d. Mixed types (fp32 learned tensors) are allowed."""
        with self._mixed(), self._one_time.for_batch(timesteps, len(latents)):
            output = self._unet(
                latents.to(self.device, self.dtype),
                timesteps.to(self.device),
                encoder_hidden_states=conditioning.text.to(self.device, self.dtype),
                return_dict=False,
            )[0]
        return output.float()

    def _mixed(self) -> contextlib.AbstractContextManager[Any]:
        """Half-precision weights run under autocast, so that fp32 tensors of a method may join them."""
        if self.dtype == torch.float32:
            return contextlib.nullcontext()
        return torch.autocast(self.device.type, self.dtype, cache_enabled=False)

    def _exact(self) -> contextlib.AbstractContextManager[Any]:
        """Autoencoder and text tower run in the type of their weights, whatever surrounds the call."""
        return torch.autocast(self.device.type, enabled=False)

    def sites(self, *kinds: SiteKind) -> list[Site]:
        """Linear layers of these kinds; text sites come after those of the UNet."""
        found = [*unet_sites(self._unet)]
        for part, module in self.named_parts():
            if part.startswith("text_encoder"):
                found += text_sites(module, part)
        return [site for site in found if site.kind in kinds]

    def attention_layers(self) -> list[AttentionLayer]:
        """Those of the transformer blocks; the autoencoder's are not among them."""
        return list(attention_layers(self._unet))

    def denoiser(self) -> nn.Module:
        """The UNet."""
        return self._unet

    @contextlib.contextmanager
    def for_training(self) -> Iterator[None]:
        """On CPUs plain products and softmax have a faster backward than the fused kernel, while maps are small.

        Measured on mini's size: a step takes 0.8 of the time. Processors a method has set are left alone.
        """
        width, height = (side // self.facts.latent_scale for side in self.facts.picture_px)
        if self.device.type != "cpu" or width * height > _MOST_CELLS_PLAIN:
            yield
            return
        from diffusers.models.attention_processor import AttnProcessor, AttnProcessor2_0

        fused = [m for m in self._unet.modules() if type(getattr(m, "processor", None)) is AttnProcessor2_0]
        before = [module.processor for module in fused]
        for module in fused:
            module.processor = AttnProcessor()
        try:
            yield
        finally:
            for module, processor in zip(fused, before, strict=True):
                module.processor = processor

    def autoencoder(self) -> nn.Module:
        """For measuring; never trained by a method."""
        return self._autoencoder

    @property
    def tokenizer(self) -> Tokenizer:
        """Of the text tower, unchanged by learned words."""
        return self._prompts.tokenizer

    def text_encoders(self) -> list[nn.Module]:
        """The one CLIP text tower."""
        return [self._prompts.tower]

    def word_vectors(self, words: str) -> list[Tensor]:
        """Rows of the token table for a text, a copy [n, d] in fp32."""
        ids = self._prompts.tokens(words, {}).ids
        rows = self._prompts.table.weight[torch.tensor(ids, dtype=torch.long, device=self.device)]
        return [rows.detach().float().clone()]

    @contextlib.contextmanager
    def with_words(self, vectors: dict[str, list[Tensor]]) -> Iterator[None]:
        """See the surface. Contexts may be left in any order."""
        if any(not word or word != word.strip() for word in vectors):
            raise ValueError("a learned word must not be empty or begin or end with a space")
        mine = dict(vectors)
        self._learned.append(mine)
        try:
            yield
        finally:
            self._learned = [other for other in self._learned if other is not mine]

    def reading(self) -> Reading | None:
        """See the surface; of the one text tower."""
        return self._prompts.reading

    def token_count(self, prompt: str) -> int:
        """Learned words count as many tokens as they have vectors."""
        return len(self._prompts.tokens(prompt, self._words()).ids)

    def _words(self) -> dict[str, Tensor]:
        return {word: vectors[0] for layer in self._learned for word, vectors in layer.items()}
