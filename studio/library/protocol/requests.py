"""What crosses from a screen or the command line to the worker: every number that matters, seed included.

Stored as request.json in the job folder. Paths are absolute. Not here: events (events.py), the folder (jobs.py).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError

from studio.core.errors import DiskProblem
from studio.core.files import read_json
from studio.core.records import Record
from studio.library.layout.records import Layout
from studio.library.protocol.axes import Axis


class TrainRequest(Record):
    """Teach subjects to a backbone with one method."""

    kind: Literal["train"] = "train"
    version: int = 1
    library: Path
    subjects: tuple[str, ...] = Field(min_length=1)  # subject ids
    method: str  # slug
    backbone: str = "mini"
    settings: dict[str, Any] = Field(default_factory=dict)  # what differs from the defaults; the method checks it
    seed: int = 0
    artifact_id: str  # the id the artifact will get, chosen when the job is created
    continue_artifact: str | None = None
    processes: int = 1
    preview_prompts: tuple[str, ...] = ()  # "{}" stands for the subject; empty = the studio's own
    evaluate: bool = True  # score the artifact at the end


class ArtifactUse(Record):
    """An artifact at a strength: 0 = the plain backbone, 1 = as taught.

    settings: those of its method that act while drawing, where they differ from the artifact's; the method checks them.
    """

    artifact: str
    strength: float = Field(default=1.0, ge=0.0, le=1.5)
    settings: dict[str, Any] = Field(default_factory=dict)


class Steer(Record):
    """A steering method at a strength."""

    method: str
    strength: float = Field(default=1.0, ge=0.0, le=1.5)


class GenerateRequest(Record):
    """Draw pictures. Picture i has seed + i and can be redrawn alone, bit for bit."""

    kind: Literal["generate"] = "generate"
    version: int = 1
    library: Path
    prompt: str  # as typed: @names, (weights:1.2), {a|b}
    negative: str = ""
    backbone: str = "mini"
    uses: tuple[ArtifactUse, ...] = ()  # resolved: one per artifact, those named by @name included
    names: dict[str, str] = Field(default_factory=dict)  # what each @name of the prompt means: name -> artifact id
    steer: tuple[Steer, ...] = ()
    method: str | None = None  # an encoder method
    references: tuple[str, ...] = ()  # subject ids for the encoder method
    layout: Layout | None = None
    layout_folder: Path | None = None  # where the layout's masks lie
    init: Path | None = None  # image-to-image
    mask: Path | None = None  # inpainting: white is redrawn
    denoise: float = Field(default=0.7, ge=0.0, le=1.0)
    sampler: str = "ddim"
    count: int = Field(default=1, ge=1, le=10_000)
    seed: int = Field(default=0, ge=0, le=2**63 - 10_001)
    steps: int | None = Field(default=None, ge=1, le=1000)  # None: the backbone's default
    guidance: float | None = Field(default=None, ge=0.0, le=50.0)
    guidance_rescale: float | None = Field(default=None, ge=0.0, le=1.0)
    size: tuple[int, int] | None = None  # width, height in px; None: the size the backbone was made for
    frames: int = Field(default=1, ge=1, le=1000)
    tags: tuple[str, ...] = ()


class EvaluateRequest(Record):
    """Score an artifact: taught against untaught, with the same seeds."""

    kind: Literal["evaluate"] = "evaluate"
    version: int = 1
    library: Path
    artifact: str
    prompts: tuple[str, ...] = ()
    seeds: int = Field(default=2, ge=1, le=64)


class SheetRequest(Record):
    """Draw `base` once for each pair of values; all cells have the same seed unless an axis says otherwise."""

    kind: Literal["sheet"] = "sheet"
    version: int = 1
    library: Path
    base: GenerateRequest
    x: Axis
    y: Axis | None = None


class MergeRequest(Record):
    """One artifact of several of one method that were taught apart, each of other subjects."""

    kind: Literal["merge"] = "merge"
    version: int = 1
    library: Path
    artifacts: tuple[str, ...] = Field(min_length=2)
    artifact_id: str  # the id the new one will get, chosen when the job is created


class BenchRequest(Record):
    """Methods against each other on the same subjects, prompts and seeds; what is in `out` is not done again."""

    kind: Literal["bench"] = "bench"
    version: int = 1
    library: Path  # where named subjects come from, and where the figures go
    out: Path
    methods: tuple[str, ...] = Field(min_length=1)  # slugs
    subjects: tuple[str, ...] = Field(min_length=1)  # "bench:N", "photos:N" or subject ids
    photos: Path | None = None  # a folder of folders of photographs; None: the samples
    backbone: str = "mini"
    settings: dict[str, dict[str, Any]] = Field(default_factory=dict)  # by method, what differs from its defaults
    seeds: int = Field(default=2, ge=1, le=64)  # trainings of each subject by each method
    first_seed: int = Field(default=0, ge=0, le=1_000_000)  # of these trainings
    pictures: int = Field(default=2, ge=1, le=64)  # of each prompt
    strengths: tuple[Annotated[float, Field(gt=0.0, le=1.5)], ...] = (0.4, 0.6, 0.8, 1.0, 1.2)


Request = TrainRequest | GenerateRequest | EvaluateRequest | SheetRequest | MergeRequest | BenchRequest


@cache
def _any() -> TypeAdapter[Request]:
    return TypeAdapter(Annotated[Request, Field(discriminator="kind")])


def load_request(path: Path) -> Request:
    """Read a request.json. Raises DiskProblem when it is missing, damaged or from a newer version."""
    data = read_json(path)
    if isinstance(data, dict) and isinstance(data.get("version"), int) and data["version"] > 1:
        raise DiskProblem(
            f"The job in “{path.parent}” was made by a newer version of the studio.",
            "Update the studio, then run the job again.",
        )
    try:
        return _any().validate_python(data)
    except ValidationError as error:
        raise DiskProblem(
            f"The request of the job in “{path.parent}” is damaged.",
            "Start the job anew from its subject or its prompt.",
            str(error),
        ) from error
