"""The region router: each region's words and artifact act on its own positions, within one run of the denoiser.

Sources: masked cross-attention per subject with a background that only the rest may see, MS-Diffusion,
arXiv:2406.07209, card steps 3-5 [code]; attention between two subjects closed by an additive bias in self-attention,
as references in AnyStory, arXiv:2501.09503, card step 5 [paper, code].
Choices [ours]:
- Words: out(p) = sum_i share_i(p) Attn(h(p), text_i). Every region has its own softmax, so no word of one region
  competes for a position of another. Shares sum to 1; one full region is the plain prompt.
- Weights: a linear layer gives y(p) = y0(p) + sum_i share_i(p) (y_i(p) - y0(p)), y_i under region i's artifact; within
  the words' attention of region i its artifact acts wholly. What changes more than linear layers of the transformer
  blocks (whole-model DreamBooth) runs the network once more, and the predictions are mixed by the shares.
- The background hears the joint prompt, regions named from left to right, because a model that only hears "on a
  beach" around a box draws beach into the box too. In the first fifth of the way, when the arrangement is decided, it
  hears the background alone, and its negative prompt names the subjects: nothing starts outside the boxes.
- A region's negative prompt names the other regions: guidance moves away from the neighbours.
- Between cores of two regions self-attention is lowered by `wall`; background and regions see each other.
Measured by engine/bench/regions.py. Not here: shares on grids (maps.py), taking a method's change (variant.py), layout
files and prompts (studio/engine/generation/regions.py).
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from studio.core.errors import InputProblem
from studio.engine.backbones.surface import Backbone, Conditioning
from studio.engine.methods.contract import Applied, SamplingHooks
from studio.engine.methods.parts.region_router.maps import Maps, Outline, coverage, shares, softened
from studio.engine.methods.parts.region_router.spread import Spread
from studio.engine.methods.parts.region_router.variant import State, Variant

_LATE, _EARLY, _FIRST_REGION = 0, 1, 2  # the order of the texts in a conditioning: background, background, regions


@dataclass(frozen=True)
class Routing:
    """The router's own numbers. border_cells: width of a soft border in latent cells. wall: logits by which regions
    see each other less. place_until: part of the way, 0..1, over which the background hears nothing of the subjects."""

    border_cells: float = 0.5
    wall: float = 20.0
    place_until: float = 0.2


@dataclass(frozen=True)
class RoutedRegion:
    """A place and what acts there. apply: enters the artifact's method at its strength, or None for words only.

    strength: of the words when there is no artifact, 0..1.5: up to 1 the region's share, beyond 1 their features too.
    """

    outline: Outline
    strength: float = 1.0
    apply: Callable[[], AbstractContextManager[Applied]] | None = None


@dataclass(frozen=True)
class Texts:
    """One side of guidance for one picture: the background after the first part of the way, in it, and each region."""

    background: str
    background_early: str
    regions: tuple[str, ...]


class RegionRouter:
    """Bound to one backbone, one size and a list of regions; later regions lie on top. Active inside `open`."""

    def __init__(
        self,
        backbone: Backbone,
        regions: Sequence[RoutedRegion],
        size: tuple[int, int],
        routing: Routing | None = None,
    ) -> None:
        """size: width, height in px, multiples of the latent scale."""
        assert regions, "no region needs no router"
        self.backbone, self.regions = backbone, tuple(regions)
        self.routing = routing or Routing()
        scale = backbone.facts.latent_scale
        inside: list[Tensor] = []
        for region in self.regions:
            share = 1.0 if region.apply is not None else min(region.strength, 1.0)
            inside.append(share * softened(coverage(region.outline, size), self.routing.border_cells * scale))
        self.maps = Maps(shares(inside), (size[1] // scale, size[0] // scale), backbone.device)
        self.variants: list[Variant | None] = [None] * len(self.regions)
        self.is_early = True
        self.acting: int | None = None  # the region whose words are being heard; None between attentions to words
        self._features: dict[tuple[int, str], Tensor] = {}
        self._spreads: dict[nn.Module, Spread] = {}
        self._whole: list[list[tuple[nn.Parameter, Tensor]]] = [[] for _ in self.regions]
        self._is_whole: list[set[nn.Module]] = [set() for _ in self.regions]

    @contextlib.contextmanager
    def open(self) -> Iterator[RegionRouter]:
        """Takes what the artifacts do, and routes; on leaving every tensor, hook and processor is as before.

        Raises what the methods raise, and InputProblem for a method that cannot be bound to a region.
        """
        network = self.backbone.denoiser()
        positionwise: set[nn.Module] = {site.module for site in self.backbone.sites("cross", "self", "feed_forward")}
        self.variants = [self._taken(region, network, positionwise) for region in self.regions]
        changed = {module for v in self.variants if v is not None and v.light for module in v.changes}
        self._spreads = self._low_rank(changed)
        self._merge()
        handles = [module.register_forward_hook(self._spread) for module in changed]
        layers = self.backbone.attention_layers()
        processors = [layer.module.processor for layer in layers]
        try:
            for layer, processor in zip(layers, processors, strict=True):
                kind = _CrossAttention if layer.kind == "cross" else _SelfAttention
                layer.module.processor = kind(self, processor)
            yield self
        finally:
            for layer, processor in zip(layers, processors, strict=True):
                layer.module.processor = processor
            for handle in handles:
                handle.remove()
            self.variants = [None] * len(self.regions)
            self._features.clear()
            self._spreads = {}
            self._whole = [[] for _ in self.regions]
            self._is_whole = [set() for _ in self.regions]

    @staticmethod
    def _taken(region: RoutedRegion, network: nn.Module, positionwise: set[nn.Module]) -> Variant | None:
        if region.apply is None:
            return None
        before = State(network)
        with region.apply() as applied:
            _refuse_whole_picture(applied.hooks)
            variant = Variant.between(before, State(network), positionwise)
        return variant if variant.changes else None

    def _low_rank(self, modules: Iterable[nn.Module]) -> dict[nn.Module, Spread]:
        """Layers on which every region's change is a low-rank one."""
        spreads: dict[nn.Module, Spread] = {}
        for module in modules:
            factors = {number: variant.factors(module) for number, variant in self._light_on(module)}
            whole = {number: pair for number, pair in factors.items() if pair is not None}
            if len(whole) == len(factors):
                spreads[module] = Spread(whole)
        return spreads

    def _merge(self) -> None:
        """The weights of the layers to words, as each region's artifact makes them: they act wholly there."""
        for site in self.backbone.sites("cross"):
            for number, variant in self._light_on(site.module):
                tensors = variant.whole(site.module)
                if tensors is not None:
                    self._is_whole[number].add(site.module)
                    self._whole[number] += [(site.module.get_parameter(name), t) for name, t in tensors.items()]

    def _light_on(self, module: nn.Module) -> list[tuple[int, Variant]]:
        found = ((number, self._light(number)) for number in range(len(self.regions)))
        return [(number, each) for number, each in found if each is not None and module in each.changes]

    def conditioning(self, texts: Sequence[Texts]) -> Conditioning:
        """One row a picture: the features of all its texts behind each other, [b, (2 + regions) n, d]."""
        first = self.backbone.encode_prompts([each.background for each in texts])
        parts = [first.text, self.backbone.encode_prompts([each.background_early for each in texts]).text]
        for number in range(len(self.regions)):
            parts.append(torch.cat([self._region_features(number, each.regions[number]) for each in texts]))
        return replace(first, text=torch.cat(parts, dim=1))

    def _region_features(self, number: int, prompt: str) -> Tensor:
        """[1, n, d], encoded while the region's artifact acts: its words, and its text tower."""
        key = (number, prompt)
        if key not in self._features:
            region = self.regions[number]
            with contextlib.ExitStack() as stack:
                if region.apply is not None:
                    prompt = stack.enter_context(region.apply()).hooks.rewrite_prompt(prompt)
                features = self.backbone.encode_prompts([prompt]).text
                if region.apply is None and region.strength > 1.0 and prompt:
                    empty = self.backbone.encode_prompts([""]).text
                    features = empty + region.strength * (features - empty)
            self._features[key] = features
        return self._features[key]

    def predict(self, latents: Tensor, timesteps: Tensor, conditioning: Conditioning) -> Tensor:
        """As Backbone.predict, for conditionings made here; once more for every artifact of whole weights."""
        steps = self.backbone.schedule.steps
        self.is_early = 1 - float(timesteps.flatten()[0]) / steps < self.routing.place_until
        predicted = self.backbone.predict(latents, timesteps, conditioning)
        heavy = [(i, v) for i, v in enumerate(self.variants) if v is not None and not v.light]
        if not heavy:
            return predicted
        share = self.maps.latent().to(predicted)
        mixed = predicted
        for number, variant in heavy:
            with variant.active():
                mine = self.backbone.predict(latents, timesteps, conditioning)
            mixed = mixed + share[1 + number] * (mine - predicted)
        return mixed

    def _spread(self, module: nn.Module, args: tuple[Tensor, ...], output: Tensor) -> Tensor:
        """Forward hook of a layer [b, n, d] that some artifact changes."""
        x = args[0]
        if self.acting is not None:
            variant = self._light(self.acting)
            if variant is None or module in self._is_whole[self.acting]:
                return output
            return variant.at(module, x, output)
        positions = x.shape[1]
        if module in self._spreads:
            return self._spreads[module].added(x, output, self.maps.flat(positions))
        for number, variant in self._light_on(module):
            places = self.maps.places(positions, 1 + number)
            if not len(places):
                continue
            before = output[:, places]
            share = self.maps.flat(positions)[1 + number, places].to(output)[:, None]
            output = output.index_add(1, places, share * (variant.at(module, x[:, places], before) - before))
        return output

    def changes(self, attention: Any) -> bool:
        """Some region's artifact acts on a layer of this attention, within one run of the network."""
        layers = (attention.to_q, attention.to_k, attention.to_v, attention.to_out[0])
        return any(self._light_on(layer) for layer in layers)

    def _light(self, number: int) -> Variant | None:
        variant = self.variants[number] if number >= 0 else None
        return variant if variant is not None and variant.light else None

    @contextlib.contextmanager
    def only(self, number: int) -> Iterator[None]:
        """Inside, layers compute wholly for one region; -1 is the background."""
        own = self._whole[number] if number >= 0 else []
        before = [parameter.data for parameter, _ in own]
        self.acting = number
        try:
            for parameter, value in own:
                parameter.data = value
            yield
        finally:
            self.acting = None
            for (parameter, _), value in zip(own, before, strict=True):
                parameter.data = value


@dataclass(frozen=True)
class _CrossAttention:
    """Each position hears the texts of the regions it belongs to."""

    router: RegionRouter
    inner: Callable[..., Tensor]

    def __call__(
        self, module: Any, hidden: Tensor, encoder_hidden_states: Tensor | None = None, *_: Any, **__: Any
    ) -> Tensor:
        """hidden: [b, n, d]; encoder_hidden_states: [b, (2 + regions) m, d2]."""
        router, positions = self.router, hidden.shape[1]
        assert encoder_hidden_states is not None
        parts = encoder_hidden_states.chunk(_FIRST_REGION + len(router.regions), dim=1)
        parts = (parts[_EARLY if router.is_early else _LATE], *parts[_FIRST_REGION:])
        texts = [part.contiguous() for part in parts]  # a product with a strided slice is slow
        share = router.maps.flat(positions)
        hearing = [(number, router.maps.places(positions, number)) for number in range(len(texts))]
        hearing = [(number, places) for number, places in hearing if len(places)]
        for number, places in hearing:
            if len(places) == positions and float(share[number].min()) == 1.0:
                with router.only(number - 1):
                    return self.inner(module, hidden, encoder_hidden_states=texts[number])
        if _is_plain(self.inner) and not router.changes(module):
            return self._all(module, hidden, texts, hearing)
        heard = torch.zeros_like(hidden)
        for number, places in hearing:
            with router.only(number - 1):
                mine = self.inner(module, hidden[:, places], encoder_hidden_states=texts[number])
            heard = heard.index_add(1, places, (share[number, places].to(mine)[:, None] * mine).to(heard.dtype))
        return heard

    def _all(
        self, module: Any, hidden: Tensor, texts: Sequence[Tensor], hearing: Sequence[tuple[int, Tensor]]
    ) -> Tensor:
        """The same where no artifact changes this attention: its layers run once, only the softmaxes are apart."""
        n = hidden.shape[1]
        share = self.router.maps.flat(n)
        q = module.to_q(hidden)
        told = torch.cat([texts[number] for number, _ in hearing])
        keys, values = (layer(told).chunk(len(hearing)) for layer in (module.to_k, module.to_v))
        heard = torch.zeros_like(q)
        for (number, places), key, value in zip(hearing, keys, values, strict=True):
            mine = _seen(module, q[:, places], key, value)
            heard.index_add_(1, places, (share[number, places].to(mine)[:, None] * mine).to(heard.dtype))
        return module.to_out[1](module.to_out[0](heard))


@dataclass(frozen=True)
class _SelfAttention:
    """Positions of different regions see each other less. A processor of another kind is left as it is."""

    router: RegionRouter
    inner: Callable[..., Tensor]

    def __call__(self, module: Any, hidden: Tensor, *args: Any, **kwargs: Any) -> Tensor:
        """hidden: [b, n, d]."""
        router = self.router
        if not _is_plain(self.inner) or len(router.regions) < 2 or router.routing.wall == 0:
            return self.inner(module, hidden, *args, **kwargs)
        q, k, v = (layer(hidden) for layer in (module.to_q, module.to_k, module.to_v))
        bias = router.maps.apart(hidden.shape[1], router.routing.wall, q.dtype)
        return module.to_out[1](module.to_out[0](_seen(module, q, k, v, bias)))


def _is_plain(processor: Callable[..., Tensor]) -> bool:
    """It does nothing but attention, so it can be computed here."""
    from diffusers.models.attention_processor import AttnProcessor, AttnProcessor2_0

    return type(processor) in (AttnProcessor, AttnProcessor2_0)


def _seen(module: Any, q: Tensor, k: Tensor, v: Tensor, bias: Tensor | None = None) -> Tensor:
    """Attention of q [b, n, d] to k and v [b, m, d] in the module's heads, [b, n, d]."""
    b, n, _ = q.shape
    q, k, v = (part.view(b, -1, module.heads, part.shape[-1] // module.heads).transpose(1, 2) for part in (q, k, v))
    seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias)
    return seen.transpose(1, 2).reshape(b, n, -1)


def _refuse_whole_picture(hooks: SamplingHooks) -> None:
    """A method that changes latents or predictions by hooks does so everywhere, unless it can do without them."""
    points = ("prepare_latents", "before_step", "around_prediction", "after_prediction", "after_step")
    if not hooks.may_be_left_out and any(
        getattr(type(hooks), point) is not getattr(SamplingHooks, point) for point in points
    ):
        raise InputProblem(
            "An artifact of this method changes the whole picture and cannot be bound to a region.",
            "Use it for the whole picture (--use), or choose an artifact of another method for the region.",
        )
