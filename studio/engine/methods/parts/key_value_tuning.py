"""What Custom Diffusion and ClassDiffusion share: keys and values of cross-attention and a new word per subject.

Sources: Custom Diffusion, arXiv:2212.04488, sec. 3, and the cards' notes on its code and on Rbrq03/ClassDiffusion.
Facts: K and V of every cross-attention layer, or all of it [code]; one row a subject, from a rare word, said before
the class noun [code, paper]; position 0 carries no gradient through keys and values [code]; scale augmentation with
words and a valid mask [code, scale_variation.py]; compression by SVD [code, differences.py]; frozen text tower [code].
Differs [ours]: what is learned is the difference from the base model (differences.py), so artifacts add up; the row is
a parameter of its own and the table is never touched, so the other rows need no restoring and no modifier id can be
forgotten (the diffusers script forgets all but the first); a rare word of several tokens gives their mean. Strength
scales the differences; the word stays as it was learned, and is not said at all at 0, where the model is the plain one.
Not here: what is minimised, see the method files; the merge's algebra, see merge_keys_values.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import Literal

import torch
from torch import Tensor, nn

from studio.core.errors import ArtifactProblem, InputProblem
from studio.core.settings import setting
from studio.engine.backbones.surface import Backbone, Site
from studio.engine.dataset.variations import Variation
from studio.engine.methods.contract import Applied, Applies, Attachment, Learns, LoadedArtifact, Merges
from studio.engine.methods.parts import differences, merge_keys_values, scale_variation
from studio.engine.methods.parts.trigger import placeholder
from studio.engine.methods.train_settings import PriorSettings
from studio.library.gallery.records import Kind, SubjectView

_WORDS = "words."


class KeyValueSettings(PriorSettings):
    """Settings of both."""

    scope: Literal["keys_values", "crossattn"] = setting(
        "keys_values",
        title="What is tuned",
        help="keys_values: how the picture reads the words. crossattn: all of cross-attention, a little better for "
        "faces from few photos; such artifacts cannot be merged.",
    )
    start_words: str = setting(
        "sks ktn pll",
        title="Start words",
        advanced=True,
        help="Rare words the new words start from: the first for the first subject, and so on.",
    )
    word_rate_factor: float = setting(
        1.0,
        title="Word rate",
        ge=0.0,
        le=1000.0,
        advanced=True,
        help="Learning rate of the new words, as a factor of the main one.",
    )
    scale_variations: int = setting(
        6,
        title="Sizes of each photo",
        unit="pictures",
        ge=0,
        le=64,
        advanced=True,
        help="How many times each photo is also shown far away or close up, with words that say so; 0 switches it off.",
    )
    keep_share: float = setting(
        0.0,
        title="Compression",
        ge=0.0,
        le=1.0,
        advanced=True,
        help="Share of each change that the file keeps, by its singular values; 0.6 makes a file several times "
        "smaller, 0 keeps everything.",
    )


class KeyValueTuning(Learns, Applies, Merges):
    """Everything but the spec, the defaults and the loss."""

    def trigger(self, subject: SubjectView, settings: KeyValueSettings) -> str:
        """ "<rex> dog"."""
        return f"{placeholder(subject)} {subject.class_word}".strip()

    def prompts(self, subject: SubjectView, settings: KeyValueSettings) -> tuple[str, ...]:
        """The code's templates, which take "a far away" before them."""
        template = "painting in the style of {}" if subject.kind is Kind.STYLE else "photo of a {}"
        return (template.format(self.trigger(subject, settings)),)

    def variations(self, settings: KeyValueSettings) -> tuple[int, float]:
        """Far and near, as often as the code shows them."""
        return settings.scale_variations, scale_variation.SHARE

    def vary(
        self, picture: Tensor, mask: Tensor | None, settings: KeyValueSettings, generator: torch.Generator
    ) -> Variation:
        """Mirrored half of the time where that is allowed, then far or near."""
        if settings.flip and float(torch.rand((), generator=generator)) < 0.5:
            picture, mask = picture.flip(-1), None if mask is None else mask.flip(-1)
        return scale_variation.scaled(picture, mask, generator)

    def attach(
        self,
        backbone: Backbone,
        subjects: Sequence[SubjectView],
        settings: KeyValueSettings,
        generator: torch.Generator,
        start: LoadedArtifact | None = None,
    ) -> Attachment:
        """A difference of zero beside each chosen layer and a word for each subject. Raises InputProblem."""
        sites = _sites(backbone, settings)
        branches = differences.new(sites, backbone.device)
        words = _first_words(backbone, subjects, settings)
        if start is not None:
            _go_on(branches, words, start, sites, subjects, backbone)
        learned = {name: nn.Parameter(vectors) for name, vectors in words.items()}
        said = {placeholder(subject): _of(learned, number) for number, subject in enumerate(subjects)}
        if len(said) < len(subjects):
            raise InputProblem(
                "Two of the subjects have names that become the same word.", "Rename one of them, then teach again."
            )
        stack = ExitStack()
        stack.enter_context(backbone.with_words(said))
        for handle in differences.hook(sites, branches):
            stack.callback(handle.remove)
        return Attachment(
            trains={**differences.trained(branches), **learned},
            detach=stack.close,
            rates={_WORDS: settings.word_rate_factor},
            trains_text=True,
        )

    def pack(self, tensors: Mapping[str, Tensor], settings: KeyValueSettings) -> dict[str, Tensor]:
        """Differences in half precision, compressed if asked for; words as they are."""
        words = {name: value for name, value in tensors.items() if name.startswith(_WORDS)}
        rest = {name: value for name, value in tensors.items() if name not in words}
        return {**differences.packed(rest, settings.keep_share), **words}

    @contextmanager
    def apply(self, backbone: Backbone, artifact: LoadedArtifact, strength: float) -> Iterator[Applied]:
        """The differences at a strength, and the words; at 0 neither: "<rex> dog" then says "dog"."""
        sites, branches, words = _read(backbone, artifact)
        if strength == 0:
            words = {word: [vectors[:0] for vectors in rows] for word, rows in words.items()}
        for branch in branches.values():
            branch.strength = strength
        with ExitStack() as stack:
            stack.enter_context(backbone.with_words(words))
            for handle in differences.hook(sites, branches) if strength else ():
                stack.callback(handle.remove)
            yield Applied()

    def merge(self, backbone: Backbone, artifacts: Sequence[LoadedArtifact]) -> dict[str, Tensor]:
        """Closed form, about 2 s on a graphics card [paper]. Raises InputProblem, ArtifactProblem.

        Stored in fp32: rounding to half precision would break the constraints that the merge keeps.
        """
        concepts: list[merge_keys_values.Concept] = []
        for artifact in artifacts:
            sites, branches, words = _read(backbone, artifact)
            if any(site.role not in ("k", "v") for site in sites):
                raise InputProblem(
                    "Only artifacts of keys and values can be merged.",
                    f"Teach {artifact.trigger} again with scope=keys_values.",
                )
            weights = {site.key: branches[site.key].weight for site in sites}
            concepts.append(merge_keys_values.Concept(artifact.triggers, words, weights))
        if len({word for concept in concepts for word in concept.words}) < sum(len(c.words) for c in concepts):
            raise InputProblem("Two of the artifacts hold the same subject.", "Merge artifacts of different subjects.")
        merged = merge_keys_values.merged(backbone, concepts)
        made = {f"{key}{differences.WEIGHT}": value.cpu() for key, value in merged.items()}
        rows = [vectors for concept in concepts for vectors in concept.words.values()]
        for number, vectors in enumerate(rows):
            made |= {f"{_WORDS}{number}.{encoder}": value.cpu() for encoder, value in enumerate(vectors)}
        return made


def _sites(backbone: Backbone, settings: KeyValueSettings) -> list[Site]:
    sites = backbone.sites("cross")
    return sites if settings.scope == "crossattn" else [site for site in sites if site.role in ("k", "v")]


def _of(words: Mapping[str, Tensor], number: int) -> list[Tensor]:
    """The rows of one subject, one tensor a text encoder."""
    prefix = f"{_WORDS}{number}."
    return [words[name] for name in sorted(words) if name.startswith(prefix)]


def _first_words(backbone: Backbone, subjects: Sequence[SubjectView], settings: KeyValueSettings) -> dict[str, Tensor]:
    """ "words.<subject>.<encoder>": [1, d] from the rare words."""
    rare = settings.start_words.split()
    if len(rare) < len(subjects):
        raise InputProblem(
            f"There are {len(subjects)} subjects and {len(rare)} start words.",
            'Give a rare word for each subject, for example start_words="ktn pll ucd".',
        )
    found: dict[str, Tensor] = {}
    for number, subject in enumerate(subjects):
        if not subject.class_word.strip():
            raise InputProblem(
                f"{subject.name} has no class word.", "Say what it is on the Subjects screen, such as “dog”."
            )
        for encoder, rows in enumerate(backbone.word_vectors(rare[number])):
            found[f"{_WORDS}{number}.{encoder}"] = rows.float().mean(0, keepdim=True)
    return found


def _read(
    backbone: Backbone, artifact: LoadedArtifact
) -> tuple[list[Site], dict[str, differences.Difference], dict[str, list[Tensor]]]:
    """What an artifact changes, and its words by their placeholders. Raises ArtifactProblem."""
    words = {name: value for name, value in artifact.tensors.items() if name.startswith(_WORDS)}
    rest = {name: value for name, value in artifact.tensors.items() if name not in words}
    sites, branches = differences.load(rest, backbone.sites("cross"), backbone.device)
    widths = [rows.shape[1] for rows in backbone.word_vectors("a")]
    said: dict[str, list[Tensor]] = {}
    for number, trigger in enumerate(artifact.triggers):
        match = re.search(r"<[^>]+>", trigger)
        rows = [value.to(backbone.device).float() for value in _of(words, number)]
        if match is None or [tuple(value.shape) for value in rows] != [(1, width) for width in widths]:
            raise ArtifactProblem(
                "The words of this artifact do not fit the base model.",
                "Choose the base model it was taught on, or teach the subject again.",
                f"{trigger}: {[tuple(value.shape) for value in rows]}",
            )
        said[match.group(0)] = rows
    if len(words) != len(said) * len(widths):
        raise ArtifactProblem(
            "This artifact holds more words than subjects.", "Teach the subjects again.", ", ".join(sorted(words))
        )
    return sites, branches, said


def _go_on(
    branches: Mapping[str, differences.Difference],
    words: dict[str, Tensor],
    start: LoadedArtifact,
    sites: Sequence[Site],
    subjects: Sequence[SubjectView],
    backbone: Backbone,
) -> None:
    """Copies what was learned before; subjects are known by their ids, else by their order."""
    _, old, said = _read(backbone, start)
    rows = list(said.values())
    known = {subject.names[0]: number for number, subject in enumerate(start.subjects)}
    if set(old) != {site.key for site in sites} or len(rows) != len(subjects):
        raise InputProblem(
            "The artifact to go on from was taught with other layers or other subjects.",
            "Use the settings and the subjects it was taught with.",
        )
    with torch.no_grad():
        for key, branch in branches.items():
            branch.weight.copy_(old[key].weight)
            before = old[key].bias
            if branch.bias is not None and before is not None:
                branch.bias.copy_(before)
    for number, subject in enumerate(subjects):
        for encoder, value in enumerate(rows[known.get(subject.id, number)]):
            words[f"{_WORDS}{number}.{encoder}"] = value.clone()
