"""report.json: means with 95 % intervals over subjects and seeds, by group of subjects and method.

Drawings, photographs and a library's own subjects are never mixed. Not here: the figures of one training (measure.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from studio import __version__
from studio.engine.bench import plan as plans
from studio.engine.bench.figures import BY_NAME, FIGURES, UNTAUGHT
from studio.engine.bench.judged import BenchJudges
from studio.engine.bench.measure import Cell, LeakMatrix, Measured, SweepCell
from studio.engine.bench.plan import BenchPlan
from studio.engine.bench.teaching import Taught
from studio.engine.evaluation.score import nested_bootstrap
from studio.engine.methods import registry

GROUPS = ("drawings", "photographs", "library")
_DIGITS = 4


def report(plan: BenchPlan, measured: Measured, taught: Mapping[str, Taught], judges: BenchJudges) -> dict[str, Any]:
    """Plain JSON values, the same for the same pictures."""
    present = [group for group in GROUPS if any(subject.group == group for subject in plan.subjects)]
    return {
        "schema": 1,
        "studio": __version__,
        "backbone": {"name": plan.backbone, "fingerprint": plan.fingerprint},
        "drawing": {"steps": plan.steps, "guidance": plan.guidance, "seeds": list(plan.picture_seeds)},
        "seeds": plan.seeds,
        "first_seed": plan.first_seed,
        "strengths": list(plan.strengths),
        "judges": _names(judges),
        "not_measured": list(judges.missing),
        "figures": {
            one.name: {
                "title": one.title,
                "what": one.what,
                "unit": one.unit,
                "better": one.better,
                "measured_by": _names(judges).get(one.judge, ""),
            }
            for one in FIGURES
        },
        "subjects": [subject.to_data() for subject in plan.subjects],
        "methods": {slug: _method(plan, slug, taught) for slug in plan.methods if plan.pupils(slug)},
        "groups": {group: _group(group, plan, measured) for group in present},
        "leakage": {method: _leakage(matrix) for method, matrix in measured.leaks.items()},
        "trainings": [_training(cell, taught) for cell in measured.cells if cell.method != UNTAUGHT],
        "left_out": [one.to_data() for one in plan.left_out],
        "failed": [one.to_data() for one in plan.failed],
    }


def _names(judges: BenchJudges) -> dict[str, str]:
    names = {
        "instance": judges.judges.instance_name,
        "clip": judges.judges.clip_name,
        "faces": judges.faces_name,
        "referee": judges.referee_name,
    }
    return {judge: name for judge, name in names.items() if name}


def _method(plan: BenchPlan, slug: str, taught: Mapping[str, Taught]) -> dict[str, Any]:
    first = taught[plans.training_key(slug, plan.pupils(slug)[0], plan.first_seed)]
    return {
        "title": registry.get(slug).spec.title,
        "settings": first.settings,
        "changed": plan.settings.get(slug, {}),
    }


def _group(group: str, plan: BenchPlan, measured: Measured) -> dict[str, Any]:
    cells = [cell for cell in measured.cells if cell.subject.group == group]
    sweep = [cell for cell in measured.sweep if cell.subject.group == group]
    methods = [method for method in (UNTAUGHT, *plan.methods) if any(cell.method == method for cell in cells)]
    return {
        "subjects": [subject.name for subject in plan.subjects if subject.group == group],
        "seen": any(cell.seen for cell in cells),
        "methods": {method: _row([c for c in cells if c.method == method]) for method in methods},
        "sweep": {method: _curve([c for c in sweep if c.method == method]) for method in methods},
    }


def _row(cells: Sequence[Cell]) -> dict[str, Any]:
    return {
        figure.name: interval
        for figure in FIGURES
        if (interval := _interval(cells, lambda cell, name=figure.name: cell.values.get(name), figure.digits))
    }


def _curve(cells: Sequence[SweepCell]) -> list[dict[str, Any]]:
    """Likeness and prompt fit at each strength, from weak to strong."""
    curve = []
    for strength in sorted({cell.strength for cell in cells}):
        at = [cell for cell in cells if cell.strength == strength]
        point: dict[str, Any] = {"strength": strength}
        for name in ("likeness", "prompt_fit"):
            point[name] = _interval(at, lambda cell, n=name: cell.values.get(n), BY_NAME[name].digits)
        curve.append(point)
    return curve


def _interval(
    cells: Iterable[Cell] | Iterable[SweepCell], value: Callable[[Any], float | None], digits: int
) -> dict[str, Any] | None:
    """{"mean", "low", "high", "subjects", "values"}; low and high are null for a single value."""
    rows: dict[str, list[float]] = {}
    for cell in cells:
        if (one := value(cell)) is not None:
            rows.setdefault(cell.subject.key, []).append(one)
    if not rows:
        return None
    count = sum(len(row) for row in rows.values())
    found = nested_bootstrap(list(rows.values()))
    low, high = (None, None) if count == 1 else (_rounded(found.low, digits), _rounded(found.high, digits))
    return {"mean": _rounded(found.mean, digits), "low": low, "high": high, "subjects": len(rows), "values": count}


def _rounded(value: float, digits: int) -> float:
    """Whole numbers stay whole: bytes have no decimals."""
    return round(value, digits) if digits else round(value)


def _leakage(matrix: LeakMatrix) -> dict[str, Any]:
    def rounded(table: list[list[float]] | None) -> list[list[float]] | None:
        return None if table is None else [[round(value, _DIGITS) for value in row] for row in table]

    names = [subject.name for subject in matrix.subjects]
    return {
        "rows": names,
        "columns": [*names, "another class", "an empty prompt"],
        "change": rounded(matrix.change),
        "pull": rounded(matrix.pull),
    }


def _training(cell: Cell, taught: Mapping[str, Taught]) -> dict[str, Any]:
    record = taught[plans.training_key(cell.method, cell.subject, cell.seed)]
    return {
        "method": cell.method,
        "subject": cell.subject.key,
        "seed": cell.seed,
        "artifact": record.artifact,
        "trigger": record.trigger,
        "steps": record.steps,
        "best_step": record.best_step,
        "seen": cell.seen,
        "values": {name: _rounded(value, BY_NAME[name].digits) for name, value in cell.values.items()},
    }
