"""Knowledge preservation in text space: general prompts keep the features they have without what is being taught.

Source: TextBoost, arXiv:2409.08248: L = mean over prompts and positions of 1 - cos(E_tuned(p), E_frozen(p)), E the
text encoder's finished features; 80 % general prompts, 10 % the empty one, 10 % templates with the class word [code].
The code's general prompts are those people wrote for InstructPix2Pix; ours are the sentences below, so nothing is
downloaded [ours]. 1 - cos is computed as half the squared distance of the unit vectors, which is the same number
without its cancellation near 0 [ours]. Not here: what is taught, and how it is switched off, see the method files.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

import torch
from torch import Tensor
from torch.nn import functional

from studio.engine.backbones.surface import Backbone

GENERIC_SHARE, EMPTY_SHARE = 0.8, 0.1  # the rest: the class word's prompts
GENERIC = (
    "a photo of a cat on a beach",
    "a photo of two horses in the snow",
    "an oil painting of a ship at sunset",
    "a picture of a woman with black hair in a red dress",
    "a man wearing a hat in front of a brick wall",
    "a pencil sketch of an old house",
    "a watercolor painting of a flower garden",
    "an image of a yellow car on a road",
    "three birds above the sea",
    "a bowl of fruit on a wooden table",
    "a black and white photo of a city at night",
    "a robot in a forest",
    "a cartoon of a smiling person",
    "a castle in front of mountains",
    "a small blue boat under a bridge",
    "a drawing of a tree next to a lake",
    "the moon over the desert",
    "a green bicycle on the grass",
    "a cup of coffee and a book on a desk",
    "a portrait of a boy in a yellow jacket",
    "a portrait of an old man with white hair",
    "a slice of cake with strawberries",
    "a train on a stage",
    "a guitar on a red background",
    "an elephant wearing sunglasses",
    "a fish under the sea",
    "a snowman wearing a scarf",
    "a group of people in the rain",
    "an empty room with a window",
    "a lamp on the left and a chair on the right",
    "pixel art of a rocket in space",
    "a mosaic of the sun",
    "a neon drawing of a butterfly",
    "a blueprint of a bridge",
    "make the sky purple",
    "as a painting in the style of an old master",
    "turn the day into night",
    "add a rainbow behind the house",
    "what it would look like in winter",
    "a tiny chick next to a big egg",
    "a pizza on a plain white background",
    "a clock on a wall",
    "a laughing girl holding a balloon",
    "the street after the rain",
    "a teapot, a mug and a vase in a row",
    "a lion and a zebra on the grass",
    "a rose in a glass of water",
    "a close view of a leaf",
)


class TextPreservation:
    """The loss of one run. frozen: a context in which nothing that is taught acts; the features in it are kept.

    class_prompts: not empty. seed: the prompts of a step are a function of it and of the step.
    """

    def __init__(
        self,
        backbone: Backbone,
        frozen: Callable[[], AbstractContextManager[None]],
        class_prompts: Sequence[str],
        seed: int,
    ) -> None:
        self._backbone, self._frozen = backbone, frozen
        self._class_prompts, self._seed = tuple(class_prompts), seed
        self._kept: dict[str, Tensor] = {}

    def prompts(self, step: int, count: int) -> tuple[str, ...]:
        """`count` prompts of a step, drawn with replacement."""
        generator = torch.Generator().manual_seed(self._seed + step)
        drawn: list[str] = []
        for kind, place in torch.rand(count, 2, generator=generator, dtype=torch.float64).tolist():
            pool: Sequence[str] = self._class_prompts
            if kind < GENERIC_SHARE:
                pool = GENERIC
            elif kind < GENERIC_SHARE + EMPTY_SHARE:
                pool = ("",)
            drawn.append(pool[int(place * len(pool))])
        return tuple(drawn)

    def loss(self, step: int, count: int) -> Tensor:
        """0-d, 0..2, with gradient."""
        prompts = self.prompts(step, count)
        distinct = list(dict.fromkeys(prompts))
        index = [distinct.index(prompt) for prompt in prompts]
        tuned = self._backbone.encode_prompts(distinct, grad=True).text
        return drift(tuned, torch.cat([self._features(prompt) for prompt in distinct]))[index].mean()

    def _features(self, prompt: str) -> Tensor:
        if prompt not in self._kept:
            with self._frozen():
                self._kept[prompt] = self._backbone.encode_prompts([prompt]).text
        return self._kept[prompt]


def drift(tuned: Tensor, frozen: Tensor) -> Tensor:
    """1 - cos at each position: [b, n, d] twice -> [b, n]."""
    return 0.5 * (functional.normalize(tuned, dim=-1) - functional.normalize(frozen, dim=-1)).square().sum(-1)
