"""Photos -> Examples: what one training step shows of a subject, mirrored variants and prompts included.

Not here: the order in which examples are shown (training/batches.py), noise (training/noise.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from blake3 import blake3
from torch import Tensor

from studio.core.geometry import SizePx
from studio.engine.backbones.surface import BackboneFacts
from studio.engine.dataset.latents import LatentCache, photo_key
from studio.engine.dataset.pictures import close_up, prepare
from studio.engine.dataset.variations import Variations, Varied, loss_weight, varied
from studio.library.gallery.captions import name_pattern
from studio.library.gallery.records import PhotoView, SubjectView

Find = Callable[[Tensor], Tensor | None]  # latents [c, h, w] -> mask [1, h, w] in 0..1


@dataclass(frozen=True)
class Example:
    """One picture as it is learned from. latents: the picture and, where allowed, its mirror image, [c, h, w] each.

    weights: loss weight [1, h, w] for each of them, mean 1. prompts: one is drawn at each showing.
    subject: index of the subject. photo: its id, or the number of a class picture. varied: shown instead with chance
    vary_share.
    """

    latents: tuple[Tensor, ...]
    weights: tuple[Tensor, ...]
    prompts: tuple[str, ...]
    subject: int
    is_prior: bool
    photo: str
    varied: tuple[Varied, ...] = ()
    vary_share: float = 0.0


def sizes(facts: BackboneFacts) -> tuple[SizePx, SizePx]:
    """Picture size in px and latent size of a backbone."""
    picture = SizePx(*facts.picture_px)
    return picture, SizePx(picture.width // facts.latent_scale, picture.height // facts.latent_scale)


def from_subject(
    view: SubjectView,
    index: int,
    facts: BackboneFacts,
    cache: LatentCache,
    prompts: Sequence[str],
    trigger: str,
    *,
    flip: bool,
    mask_weight: float,
    close_ups: bool = False,
    find: Find | None = None,
    variations: Variations | None = None,
) -> list[Example]:
    """One example a training photo. Raises InputProblem or DiskProblem for a photo that cannot be used.

    find(latents) says where the subject is in a photo without a brushed mask; asked only if masks count.
    close_ups: a subject that is small in its photo is also shown filling the frame, half of the time.
    variations: what the method shows besides.
    """
    return [
        _from_photo(photo, view, index, facts, cache, prompts, trigger, flip, mask_weight, close_ups, find, variations)
        for photo in view.training
    ]


def _from_photo(
    photo: PhotoView,
    view: SubjectView,
    index: int,
    facts: BackboneFacts,
    cache: LatentCache,
    prompts: Sequence[str],
    trigger: str,
    flip: bool,
    mask_weight: float,
    close_ups: bool,
    find: Find | None,
    variations: Variations | None,
) -> Example:
    target, latent = sizes(facts)
    picture, mask = prepare(photo, target, latent)

    def variants(shown: Tensor, part: object = None) -> list[Tensor]:
        sides = ((False, shown), (True, shown.flip(-1))) if flip else ((False, shown),)
        return [cache.get(photo_key(photo, target, side, part), lambda one=one: one) for side, one in sides]

    latents = variants(picture)
    if mask is None and find is not None and mask_weight > 0:
        mask = find(latents[0])
    weight = loss_weight(mask, mask_weight, latent)
    weights = [weight, weight.flip(-1)][: len(latents)]
    near = close_up(photo, target, mask) if close_ups and mask is not None else None
    if near is not None and mask is not None:
        latents += variants(near[0], blake3(mask.numpy().tobytes()).hexdigest()[:16])
        weight = loss_weight(near[1], mask_weight, latent)
        weights += [weight, weight.flip(-1)][: len(latents) // 2]
    own = own_caption(photo.caption, view, trigger)
    return Example(
        tuple(latents),
        tuple(weights),
        (own,) if own else tuple(prompts),
        index,
        is_prior=False,
        photo=photo.id,
        varied=()
        if variations is None
        else varied(photo, picture, mask, (target, latent), cache, mask_weight, variations),
        vary_share=0.0 if variations is None else variations.share,
    )


def from_class_pictures(
    pictures: Sequence[tuple[str, Tensor]],
    index: int,
    facts: BackboneFacts,
    cache: LatentCache,
    prompt: str,
) -> list[Example]:
    """Class pictures for prior preservation: (key, picture [3, h, w] in -1..1), never mirrored."""
    _, latent = sizes(facts)
    flat = loss_weight(None, 0.0, latent)
    return [
        Example((cache.get(key, lambda p=picture: p),), (flat,), (prompt,), index, is_prior=True, photo=key)
        for key, picture in pictures
    ]


def own_caption(caption: str, view: SubjectView, trigger: str) -> str:
    """The photo's caption with the subject's name replaced by the trigger; "" when it does not name the subject.

    Names: @name, @"name with spaces", {} and the plain name as a whole word.
    """
    if not caption.strip():
        return ""
    if trigger and trigger in caption:
        return caption.strip()
    filled, count = name_pattern(view.name).subn(lambda _: trigger, caption)
    return filled.strip() if count else ""
