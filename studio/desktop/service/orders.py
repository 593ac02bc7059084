"""What the screens ask for, typed; and how an order becomes the request that is written to the job folder.

Not here: checking a method's settings in depth, which the worker does with the method's own class.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from studio.core.errors import InputProblem
from studio.core.ids import new_id
from studio.desktop.translation import tr
from studio.library.artifacts.manifest import Manifest
from studio.library.gallery.records import Kind, Subject
from studio.library.layout.records import Layout, Region
from studio.library.protocol import prompts
from studio.library.protocol.axes import Axis
from studio.library.protocol.bench_folders import bench_folder
from studio.library.protocol.requests import ArtifactUse, BenchRequest, GenerateRequest, TrainRequest

NO_COLOUR = "none"


@dataclass(frozen=True)
class NewSubject:
    """A subject to be, with the files that were dropped; folders are searched for pictures."""

    name: str
    class_word: str
    kind: Kind
    consent: str = ""
    files: tuple[Path, ...] = ()


@dataclass(frozen=True)
class TrainOrder:
    """Teach one subject, or several in one artifact. settings: only what differs from the method's defaults."""

    subjects: tuple[str, ...]  # ids
    method: str
    backbone: str
    settings: dict[str, Any] = field(default_factory=dict)
    seed: int = 0
    continue_artifact: str | None = None


@dataclass(frozen=True)
class DrawOrder:
    """Draw pictures. None means the backbone's own default. uses: as chosen by chips.

    init, mask: PNG files' content of the picture to begin with and of what is redrawn of it (white).
    """

    prompt: str
    negative: str = ""
    backbone: str = "mini"
    uses: tuple[ArtifactUse, ...] = ()
    count: int = 4
    seed: int = 0
    steps: int | None = None
    guidance: float | None = None
    size: tuple[int, int] | None = None
    sampler: str = "ddim"
    layout: Layout | None = None
    init: bytes | None = None
    mask: bytes | None = None
    denoise: float = 0.7


@dataclass(frozen=True)
class ResultFilter:
    """Which results are shown; the defaults hide nothing. Ratings: -1 reject, 0 none, 1..5 stars.

    colour: one of COLOURS, NO_COLOUR, or "" for any. since, before: ISO 8601 in UTC, or "".
    """

    subject_id: str = ""
    method: str = ""
    rating_least: int = -1
    rating_most: int = 5
    colour: str = ""
    since: str = ""
    before: str = ""
    text: str = ""


@dataclass(frozen=True)
class ExportOrder:
    """Write results out. metadata: full, xmp or none. filter: all that fit it, instead of `results`.

    edge_px: the longest side at most. collisions: skip, rename or replace; None asks, by an answer with nothing
    written. title: of a contact sheet.
    """

    results: tuple[str, ...]
    folder: Path
    format: str = "png"
    metadata: str = "full"
    filter: ResultFilter | None = None
    edge_px: int | None = None
    quality: int = 92
    pattern: str = "{prompt}-seed{seed}"
    collisions: str | None = None
    title: str = ""


@dataclass(frozen=True)
class SheetOrder:
    """Vary a drawing along two axes."""

    base: GenerateRequest
    x: Axis
    y: Axis | None = None


@dataclass(frozen=True)
class BenchOrder:
    """Measure methods (slugs) on subjects (ids). seeds: trainings of each subject. pictures: of each prompt."""

    methods: tuple[str, ...]
    subjects: tuple[str, ...]
    backbone: str
    seeds: int
    pictures: int
    strengths: tuple[float, ...]


def bench_request(order: BenchOrder, root: Path) -> BenchRequest:
    """In the folder of the library where the same question lies already, if it was asked before."""
    asked: dict[str, Any] = {
        "methods": order.methods,
        "subjects": order.subjects,
        "photos": None,
        "backbone": order.backbone,
        "settings": {},
        "seeds": order.seeds,
        "pictures": order.pictures,
        "strengths": order.strengths,
    }
    return BenchRequest(library=root, out=bench_folder(root, asked), **asked)


def train_request(order: TrainOrder, root: Path) -> TrainRequest:
    """With the artifact's id chosen now."""
    return TrainRequest(
        library=root,
        subjects=order.subjects,
        method=order.method,
        backbone=order.backbone,
        settings=order.settings,
        seed=order.seed,
        artifact_id=new_id("a"),
        continue_artifact=order.continue_artifact,
    )


def generate_request(
    order: DrawOrder,
    root: Path,
    find_subject: Callable[[str], Subject],
    newest: Callable[[str, str], Manifest | None],
    chosen: Sequence[Manifest],
    keep_input: Callable[[bytes], Path],
) -> GenerateRequest:
    """Resolve every @name and every region's subject: a chip of that subject first, else its newest artifact for this
    backbone. Raises InputProblem for a name nobody has or nobody taught.
    """

    def artifact_of(name: str) -> tuple[Subject, Manifest]:
        subject = find_subject(name)
        artifact = next((m for m in chosen if subject.id in m.subject_ids), None)
        artifact = artifact or newest(subject.id, order.backbone)
        if artifact is None:
            raise InputProblem(
                tr("{name} has not been taught to “{backbone}” yet.", name=subject.name, backbone=order.backbone),
                tr("Teach it first on the Teach screen, or leave the name out."),
            )
        return subject, artifact

    layout = order.layout if order.layout and order.layout.regions else None
    parsed = prompts.parse(order.prompt, may_be_empty=layout is not None)
    names: dict[str, str] = {}
    uses = {use.artifact: use for use in order.uses}
    for name in parsed.names:
        artifact = artifact_of(name)[1]
        names[name] = artifact.id
        uses.setdefault(artifact.id, ArtifactUse(artifact=artifact.id))
    if layout is not None:
        regions = tuple(_resolved(region, artifact_of) for region in layout.regions)
        layout = layout.model_copy(update={"regions": regions})
    return GenerateRequest(
        library=root,
        prompt=order.prompt.strip(),
        negative=order.negative.strip(),
        backbone=order.backbone,
        uses=tuple(uses.values()),
        names=names,
        count=order.count,
        seed=order.seed,
        steps=order.steps,
        guidance=order.guidance,
        size=order.size,
        sampler=order.sampler,
        layout=layout,
        layout_folder=root / "layouts" if layout is not None else None,
        init=keep_input(order.init) if order.init is not None else None,
        mask=keep_input(order.mask) if order.mask is not None else None,
        denoise=order.denoise,
    )


def _resolved(region: Region, artifact_of: Callable[[str], tuple[Subject, Manifest]]) -> Region:
    """With its subject as an id and the artifact that draws it; the subject is the one its prompt names if not set."""
    named = prompts.parse(region.prompt, may_be_empty=True).names
    subject = region.subject or (named[0] if named else None)
    if region.artifact is not None or region.hidden or subject is None:
        return region
    found, artifact = artifact_of(subject)
    return region.model_copy(update={"subject": found.id, "artifact": artifact.id})
