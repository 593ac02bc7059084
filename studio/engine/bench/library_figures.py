"""What a bench tells the Teach screen: derived/method_figures.json of the library, medians of a method's trainings.

Only trainings with the method's own settings count: a short try says nothing about what a method can be expected to
reach. Not here: who reads it (library/catalogue/read.py, the ranking of the Teach screen).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from studio.core import files
from studio.engine.bench.plan import BenchPlan
from studio.library.catalogue.read import FiguresFile, MethodFigures, library_figures, library_figures_file


def note(library: Path, plan: BenchPlan, told: Mapping[str, Any]) -> None:
    """Replace the figures of this backbone's benched methods; all others stay. Raises DiskProblem."""
    found = {
        method: figures
        for method in told["methods"]
        if not plan.settings.get(method)
        and (figures := medians([one for one in told["trainings"] if one["method"] == method])) is not None
    }
    if not found:
        return
    before = library_figures(library)
    merged = {**before, plan.backbone: {**before.get(plan.backbone, {}), **found}}
    files.write_json(library_figures_file(library), FiguresFile(backbones=merged).to_data())


def medians(trainings: Sequence[Mapping[str, Any]]) -> MethodFigures | None:
    """Of one method; None without trainings."""
    if not trainings:
        return None

    def middle(name: str) -> float | None:
        values = [one["values"][name] for one in trainings if name in one["values"]]
        return median(values) if values else None

    seconds, size = middle("seconds"), middle("size_bytes")
    assert seconds is not None
    assert size is not None
    return MethodFigures(
        seconds=seconds,
        steps=round(median(one["steps"] for one in trainings)),
        size_bytes=round(size),
        likeness=middle("likeness"),
        gain=middle("likeness_gain"),
        prompt_fit=middle("prompt_fit"),
        trainings=len(trainings),
        here=True,
    )
