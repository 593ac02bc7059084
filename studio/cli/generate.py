"""`studio generate PROMPT`: draw pictures in a worker process.

`@name` takes the artifact given by --use for that subject, else the subject's newest one for the backbone.
Not here: drawing (studio/engine/generation), the prompt's syntax (studio/library/protocol/prompts.py).
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from studio.library.artifacts.manifest import Manifest
    from studio.library.layout.records import Layout
    from studio.library.library import Library
    from studio.library.protocol.requests import ArtifactUse, GenerateRequest

SAMPLERS = ("ddim", "euler", "dpmpp_2m")
_MAX_STRENGTH = 1.5


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("generate", help="draw pictures")
    parser.add_argument("prompt", metavar="PROMPT", help='what to draw: "@rex on a beach"')
    parser.add_argument(
        "--use",
        metavar="ARTIFACT[:STRENGTH][:NAME=VALUE]",
        action="append",
        default=[],
        help="strength 0 to 1.5, 1 is as taught; settings of its method that act while drawing (bias=0.5)",
    )
    parser.add_argument(
        "--layout",
        metavar="FILE",
        type=Path,
        help="a layout file (JSON): regions with their own prompts and subjects",
    )
    parser.add_argument("--backbone", metavar="NAME", help="default: that of the artifacts, else mini")
    parser.add_argument("--negative", metavar="TEXT", default="", help="what not to draw")
    parser.add_argument("--init", metavar="IMAGE", type=Path, help="start from this picture")
    parser.add_argument(
        "--mask",
        metavar="IMAGE",
        type=Path,
        help="redraw only where this is white; needs --init",
    )
    parser.add_argument(
        "--denoise",
        metavar="X",
        type=float,
        default=0.7,
        help="0 keeps --init, 1 forgets it (0.7)",
    )
    parser.add_argument(
        "--sampler",
        metavar="NAME",
        type=lambda name: "dpmpp_2m" if name == "dpmpp" else name,
        choices=SAMPLERS,
        default="ddim",
        help=", ".join(SAMPLERS),
    )
    parser.add_argument("--count", metavar="N", type=int, default=1, help="how many pictures (1)")
    parser.add_argument(
        "--seed",
        metavar="N",
        type=int,
        help="picture i has seed N + i (default: random)",
    )
    parser.add_argument("--steps", metavar="N", type=int, help="default: the backbone's")
    parser.add_argument("--guidance", metavar="G", type=float, help="default: the backbone's")
    parser.add_argument("--size", metavar="WxH", help="default: what the backbone was made for")
    parser.add_argument("--out", metavar="DIR", type=Path, help="put copies of the pictures there")


def run(args: argparse.Namespace) -> int:
    """The exit code. Raises StudioError."""
    from studio.cli.conclude import run_to_answer
    from studio.cli.output import Output, library_root
    from studio.library.library import Library
    from studio.library.protocol.jobs import JobFolder

    output = Output(args.json)
    with Library.open(library_root(args)) as library:
        request, jobs_root = _request(args, library), library.jobs_root
    out = _ready_folder(args.out)
    job = JobFolder.create(jobs_root, request)
    output.event({"event": "job", "job": job.id, "path": str(job.path)})
    code, answer = run_to_answer(job, output)
    if out is not None:
        _copy(answer, out)
    tell(answer, output)
    output.answer(answer)
    return code


def _request(args: argparse.Namespace, library: Library) -> GenerateRequest:
    """Checked against the library and the catalogue. Raises StudioError."""
    from pydantic import ValidationError

    from studio.cli.train import usable_backbone
    from studio.core.errors import InputProblem
    from studio.library.protocol.requests import ArtifactUse, GenerateRequest

    chosen = [_used(text, library) for text in args.use]
    backbone = args.backbone or (chosen[0][0].backbone if chosen else "mini")
    usable_backbone(backbone)
    manifests = [manifest for manifest, _ in chosen]
    layout = _layout(args.layout, library, manifests, backbone)
    prompt = args.prompt if layout is None else f"{args.prompt} {layout.background}"
    has_regions = layout is not None and bool(layout.regions)
    names = _names(prompt, library, manifests, backbone, may_be_empty=has_regions)
    if layout is not None:  # what a region uses acts there and nowhere else, as it was asked for
        layout = _with_settings(layout, {use.artifact: use.settings for _, use in chosen})
        bound = {region.artifact for region in layout.regions} - set(names.values())
        chosen = [(manifest, use) for manifest, use in chosen if manifest.id not in bound]
    uses = {manifest.id: use for manifest, use in chosen}
    for artifact in names.values():
        uses.setdefault(artifact, ArtifactUse(artifact=artifact))
    try:
        return GenerateRequest(
            library=library.root,
            prompt=args.prompt,
            negative=args.negative,
            backbone=backbone,
            uses=tuple(uses.values()),
            names=names,
            layout=layout,
            layout_folder=None if args.layout is None else args.layout.expanduser().absolute().parent,
            init=_picture(args.init, "--init"),
            mask=_picture(args.mask, "--mask"),
            denoise=args.denoise,
            sampler=args.sampler,
            count=args.count,
            seed=_seed(args.seed),
            steps=args.steps,
            guidance=args.guidance,
            size=_size(args.size),
        )
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0]) if first["loc"] else "request"
        raise InputProblem(
            f"--{field} cannot be {first.get('input')!r}: {first['msg'].lower()}.",
            "Choose a value within the bounds; `studio generate --help` names them.",
        ) from error


def _used(text: str, library: Library) -> tuple[Manifest, ArtifactUse]:
    """ARTIFACT[:STRENGTH][:NAME=VALUE]…; the artifact by its id. Raises InputProblem."""
    from studio.core.errors import InputProblem
    from studio.library.protocol.requests import ArtifactUse

    settings: dict[str, Any] = {}
    while found := re.search(r":([a-z_]+)=([^:=]*)$", text):
        text, value = text[: found.start()], found[2]
        settings[found[1]] = float(value) if re.fullmatch(r"[-+]?\d*\.?\d+", value) else value
    name, _, tail = text.rpartition(":")
    strength = 1.0
    if name and re.fullmatch(r"[-+]?\d*\.?\d+", tail):
        strength = float(tail)
    else:
        name = text
    if not 0.0 <= strength <= _MAX_STRENGTH:
        raise InputProblem(
            f"The strength {tail} of “{name}” is out of bounds.",
            f"Use 0 to {_MAX_STRENGTH}; 1 is as taught.",
        )
    manifest = library.artifacts.find(name)
    return manifest, ArtifactUse(artifact=manifest.id, strength=strength, settings=settings)


def _names(
    prompt: str, library: Library, chosen: list[Manifest], backbone: str, *, may_be_empty: bool = False
) -> dict[str, str]:
    """What each @name of the prompt means: name -> artifact id. Raises InputProblem."""
    from studio.library.protocol import prompts

    found = prompts.parse(prompt, may_be_empty=may_be_empty).names
    return {name: _artifact_of(name, library, chosen, backbone)[1] for name in found}


def _artifact_of(name: str, library: Library, chosen: list[Manifest], backbone: str) -> tuple[str, str]:
    """The ids of a subject and of what it is drawn with: given by --use, else the newest. Raises InputProblem."""
    from studio.core.errors import InputProblem

    subject = library.gallery.find(name)
    given = [manifest for manifest in chosen if subject.id in manifest.subject_ids]
    found = given[0] if given else library.artifacts.newest_for(subject.id, backbone)
    if found is None:
        raise InputProblem(
            f"{subject.name} was never taught to the backbone {backbone}.",
            f'Teach it first: studio train "{subject.name}" --method lora --backbone {backbone}',
        )
    return subject.id, found.id


def _layout(path: Path | None, library: Library, chosen: list[Manifest], backbone: str) -> Layout | None:
    """The file with every subject as its id and every artifact chosen, so that it can be drawn again.

    Raises StudioError. A region without a subject whose prompt names one has that subject.
    """
    if path is None:
        return None
    from studio.library.layout.store import read_layout
    from studio.library.protocol import prompts

    layout = read_layout(path.expanduser().absolute())
    regions = []
    for region in layout.regions:
        names = prompts.parse(region.prompt, may_be_empty=True).names
        subject, artifact = region.subject or (names[0] if names else None), region.artifact
        if artifact is not None:
            artifact = library.artifacts.find(artifact).id
            subject = None if subject is None else library.gallery.find(subject).id
        elif subject is not None and region.method is None:
            subject, artifact = _artifact_of(subject, library, chosen, backbone)
        regions.append(region.model_copy(update={"subject": subject, "artifact": artifact}))
    return layout.model_copy(update={"regions": tuple(regions)})


def _with_settings(layout: Layout, asked: Mapping[str, Mapping[str, Any]]) -> Layout:
    """Settings given with --use also hold in a region of that artifact, under the region's own."""
    regions = tuple(
        region.model_copy(update={"settings": {**asked.get(region.artifact or "", {}), **region.settings}})
        for region in layout.regions
    )
    return layout.model_copy(update={"regions": regions})


def _picture(path: Path | None, option: str) -> Path | None:
    """An existing, readable picture, absolute. Raises StudioError."""
    if path is None:
        return None
    from studio.core.errors import InputProblem
    from studio.library.gallery.import_photos import open_photo

    absolute = path.expanduser().absolute()
    if not absolute.is_file():
        raise InputProblem(f"The picture “{path}” of {option} does not exist.", "Check its path.")
    open_photo(absolute)
    return absolute


def _seed(seed: int | None) -> int:
    from studio.core.errors import InputProblem

    if seed is None:
        import secrets

        return secrets.randbelow(2**31)
    if not 0 <= seed <= 2**63 - 10_001:
        raise InputProblem(f"The seed {seed} is out of bounds.", "Use 0 or a larger whole number.")
    return seed


def _size(text: str | None) -> tuple[int, int] | None:
    """WxH in px. Raises InputProblem."""
    if text is None:
        return None
    from studio.core.errors import InputProblem

    match = re.fullmatch(r"(\d{1,5})[xX×](\d{1,5})", text.strip())
    if match is None:
        raise InputProblem(
            f"“{text}” is not a size.",
            "Write it as width x height, for example 128x128.",
        )
    width, height = int(match[1]), int(match[2])
    if not (16 <= width <= 4096 and 16 <= height <= 4096) or width % 8 or height % 8:
        raise InputProblem(
            f"Pictures of {width}x{height} cannot be drawn.",
            "Use multiples of 8 from 16 to 4096, for example 128x128.",
        )
    return width, height


def _ready_folder(out: Path | None) -> Path | None:
    """Made before the work begins, so that a wrong path is told at once. Raises DiskProblem."""
    if out is None:
        return None
    from studio.core import files

    folder = out.expanduser().absolute()
    files.make_folder(folder)
    return folder


def _copy(answer: dict[str, Any], out: Path) -> None:
    """Copies beside the library's own files; the answer then names the copies too. Raises DiskProblem."""
    from studio.core import files

    for result in answer.get("results", ()):
        source = Path(result["path"])
        files.write_bytes(out / source.name, files.read_bytes(source))
        result["copy"] = str(out / source.name)


def tell(answer: dict[str, Any], output: Any) -> None:
    """The answer as text."""
    for result in answer.get("results", ()):
        output.text(f"{result['id']}  seed {result['seed']}  {result.get('copy') or result['path']}")
