"""`studio demo`: the whole main job without a window, in a library of its own, again and again.

A sample subject is imported, taught to the mini backbone by LoRA, and drawn in new contexts beside the untaught class
with the same seeds; the pictures that are shown are the ones that are scored.
Not here: the sheet's layout (demo_sheet.py), the samples (studio/library/gallery/samples.py).
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from studio.cli.output import Output
    from studio.library.artifacts.evaluation import Evaluation
    from studio.library.gallery.records import Subject
    from studio.library.protocol import events
    from studio.library.protocol.jobs import JobFolder

METHOD, BACKBONE, SEEDS = "lora", "mini", 2
CONTEXTS = {
    "on a beach": "a photo of {} on a beach",
    "in the snow": "a photo of {} in the snow",
    "in space": "a photo of {} in space",
    "in a city at night": "a photo of {} in a city at night",
    "wearing a top hat": "a photo of {} wearing a top hat in a forest",
    "as a watercolor painting": "a watercolor painting of {} in a flower garden",
}


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("demo", help="the main job in a minute: teach a sample subject and draw it")
    parser.add_argument("--out", metavar="DIR", type=Path, help="where the contact sheet goes")
    parser.add_argument("--steps", metavar="N", type=int, help="optimiser steps (default: the method's)")


def run(args: argparse.Namespace) -> int:
    """The exit code. Raises StudioError."""
    from studio.cli.output import Output
    from studio.cli.train import usable_backbone
    from studio.core import files

    output = Output(args.json)
    root = _own_library(args)
    out = args.out.expanduser().absolute() if args.out else root / "demo"
    files.make_folder(out)
    usable_backbone(BACKBONE)
    subject = _subject(root)
    output.text(f"{subject.name}, a {subject.class_word}: {len(subject.photos)} pictures. Library: {root}")
    clock = _Clock()
    code, taught = _teach(root, subject, args.steps, clock, output)
    if code != 0:
        return code
    code, scored = _draw(root, taught["artifact"]["id"], clock, output)
    if code != 0:
        return code
    answer = _answer(root, out, subject, taught, scored, clock)
    _tell(answer, output)
    output.answer(answer)
    return 0


def _own_library(args: argparse.Namespace) -> Path:
    """`--library DIR`, else a folder beside the person's own library, which is not touched."""
    from studio.cli.output import library_root

    root = library_root(args)
    return root if getattr(args, "library", None) else root.with_name(root.name + "-demo")


def _subject(root: Path) -> Subject:
    """The first sample that was drawn for the mini world; imported at the first run, found again later."""
    from studio.library.gallery.samples import samples
    from studio.library.library import Library

    offered = samples()
    sample = next((sample for sample in offered if sample.is_drawing), offered[0])
    with Library.open(root) as library:
        for subject in library.gallery.list():
            if subject.name == sample.name:
                return subject
        return library.gallery.add(sample.name, sample.class_word, sample.photos, sample.kind)


class _Clock:
    """Seconds of work; the start of a process is not counted."""

    def __init__(self) -> None:
        self._begun = self._spawned = time.monotonic()
        self._starting = 0.0
        self._is_starting = False

    def spawning(self) -> None:
        """A worker is about to be started."""
        self._spawned, self._is_starting = time.monotonic(), True

    def heard(self) -> None:
        """An event came: after the engine's first one the process is up."""
        if self._is_starting:
            self._starting += time.monotonic() - self._spawned
            self._is_starting = False

    def total(self) -> float:
        """Without the starts."""
        return time.monotonic() - self._begun - self._starting


def _run(job: JobFolder, clock: _Clock, output: Output) -> tuple[int, dict[str, Any]]:
    from studio.cli.conclude import run_to_answer
    from studio.library.protocol import events

    def on_event(event: events.Event) -> None:
        if not isinstance(event, events.Heartbeat) and getattr(event, "what", "") != "Starting the engine":
            clock.heard()

    clock.spawning()
    output.event({"event": "job", "job": job.id, "path": str(job.path)})
    return run_to_answer(job, output, also=on_event)


def _teach(
    root: Path, subject: Subject, steps: int | None, clock: _Clock, output: Output
) -> tuple[int, dict[str, Any]]:
    from studio.core.ids import new_id
    from studio.library.protocol.jobs import JobFolder
    from studio.library.protocol.requests import TrainRequest

    request = TrainRequest(
        library=root,
        subjects=(subject.id,),
        method=METHOD,
        backbone=BACKBONE,
        settings={} if steps is None else {"steps": steps},
        artifact_id=new_id("a"),
        evaluate=False,
    )
    return _run(JobFolder.create(root / "jobs", request), clock, output)


def _draw(root: Path, artifact: str, clock: _Clock, output: Output) -> tuple[int, dict[str, Any]]:
    from studio.library.protocol.jobs import JobFolder
    from studio.library.protocol.requests import EvaluateRequest

    request = EvaluateRequest(library=root, artifact=artifact, prompts=tuple(CONTEXTS.values()), seeds=SEEDS)
    return _run(JobFolder.create(root / "jobs", request), clock, output)


def _answer(
    root: Path,
    out: Path,
    subject: Subject,
    taught: dict[str, Any],
    scored: dict[str, Any],
    clock: _Clock,
) -> dict[str, Any]:
    """Writes the sheet and copies of the taught pictures; the last line of `--json`."""
    import io

    from studio.core import files
    from studio.library.artifacts.evaluation import Evaluation, evaluation_folder

    artifact, scores = taught["artifact"], scored["scores"]
    folder = evaluation_folder(root, artifact["id"])
    evaluation = Evaluation.load(folder / "evaluation.json")
    pictures: list[str] = []
    for number, pair in enumerate(evaluation.pairs):
        path = out / f"{number + 1:02d}.png"
        files.write_bytes(path, files.read_bytes(folder / pair.taught))
        pictures.append(str(path))
    seconds = {
        "teach": round(taught["seconds"], 1),
        "draw": round(scored["seconds"], 1),
    }
    sheet = io.BytesIO()
    _sheet(root, folder, subject, evaluation, scores, seconds["teach"]).save(sheet, "PNG")
    files.write_bytes(out / "contact-sheet.png", sheet.getvalue())
    return {
        "subject": subject.name,
        "method": METHOD,
        "artifact": artifact["path"],
        "pictures": pictures,
        "contact_sheet": str(out / "contact-sheet.png"),
        "scores": {name: scores.get(name) for name in ("likeness", "likeness_untaught", "prompt_fit")},
        "seconds": seconds | {"total": round(clock.total(), 1)},
    }


def _sheet(
    root: Path,
    folder: Path,
    subject: Subject,
    evaluation: Evaluation,
    scores: dict[str, float],
    teach_s: float,
) -> Any:
    from PIL import Image

    from studio.cli.demo_sheet import Row, contact_sheet
    from studio.library.gallery.import_photos import decode
    from studio.library.gallery.store import subject_view

    def opened(path: Path) -> Image.Image:
        return decode(path.read_bytes(), path.name)[0]

    plain = evaluation.pairs[0].plain_prompt
    word = plain[len("a photo of ") : -len(" on a beach")]
    rows = []
    for is_taught in (True, False):
        for seed in sorted({pair.seed for pair in evaluation.pairs}):
            pairs = {pair.prompt: pair for pair in evaluation.pairs if pair.seed == seed}
            names = [pairs[prompt].taught if is_taught else pairs[prompt].untaught for prompt in CONTEXTS.values()]
            label = f"{subject.name if is_taught else word}\nseed {seed}"
            rows.append(Row(label, [opened(folder / name) for name in names], is_taught))
    return contact_sheet(
        title=f"{subject.name}, taught in {teach_s:.0f} seconds",
        subtitle=f"Above: the mini backbone after {METHOD.upper().replace('LORA', 'LoRA')}. "
        f"Below: the same seeds without it, for “{word}”.",
        footer=_scores_line(scores),
        references=[opened(photo.path) for photo in subject_view(root, subject.id).training],
        contexts=list(CONTEXTS),
        rows=rows,
    )


def _scores_line(scores: dict[str, float]) -> str:
    if not scores:
        return "Likeness was not measured: the judges are not installed."
    parts = []
    if "likeness" in scores:
        low, high = scores["likeness_gain_low"], scores["likeness_gain_high"]
        parts.append(f"Likeness {scores['likeness']:.2f}, untaught {scores['likeness_untaught']:.2f}")
        parts.append(f"gain {scores['likeness_gain']:+.2f} (95 % interval {low:+.2f} to {high:+.2f})")
    if "prompt_fit" in scores:
        parts.append(f"prompt fit {scores['prompt_fit']:.2f}, untaught {scores['prompt_fit_untaught']:.2f}")
    return "; ".join(parts) + "."


def _tell(answer: dict[str, Any], output: Output) -> None:
    scores, seconds = answer["scores"], answer["seconds"]
    for name, value in scores.items():
        output.text(f"{name.replace('_', ' ').capitalize()}: {'not measured' if value is None else f'{value:.3f}'}")
    output.text(f"Taught in {seconds['teach']} s, drawn in {seconds['draw']} s, {seconds['total']} s in all.")
    output.text(f"Artifact: {answer['artifact']}")
    output.text(f"Contact sheet: {answer['contact_sheet']}")
