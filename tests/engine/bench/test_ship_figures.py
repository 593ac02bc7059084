"""Figures that are shipped: pace of one bench, gains of others, all told as another computer's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studio.core import files, folders
from studio.core.errors import InputProblem
from studio.engine.bench import ship_figures
from studio.engine.bench.plan import BenchPlan
from studio.library.catalogue import read


def bench(folder: Path, *told: tuple[str, float, float], backbone: str = "mini", **settings: Any) -> Path:
    """One that is finished; told: method, seconds and gain of each training."""
    BenchPlan(
        backbone=backbone, fingerprint="f", steps=4, guidance=3.0, asked=("bench:1",), photos="", subjects=(),
        methods=tuple(method for method, _, _ in told), settings=settings, seeds=1, pictures=1, strengths=(1.0,),
        labelled=True, is_finished=True,
    ).save(folder / "bench.json")  # fmt: skip
    trainings = [
        {"method": method, "steps": 100, "values": {"seconds": seconds, "size_bytes": 9000, "likeness_gain": gain}}
        for method, seconds, gain in told
    ]
    files.write_json(folder / "report.json", {"trainings": trainings})
    return folder


def test_pace_is_of_one_bench_and_gains_are_of_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pace = bench(tmp_path / "pace", ("lora", 30.0, 0.9), ("dco", 90.0, 0.9))
    gains = [bench(tmp_path / "a", ("lora", 80.0, 0.1)), bench(tmp_path / "b", ("lora", 70.0, 0.3))]
    out = tmp_path / "method_figures.json"
    given = ["--pace", str(pace), "--gains", *map(str, gains), "--source", "two cores", "--out", str(out)]
    assert ship_figures.main(given) == 0
    monkeypatch.setattr(folders, "resources", lambda: tmp_path)
    monkeypatch.setattr(read, "_SHIPPED_FIGURES", out.name)
    lora, dco = (read.method_figures()["mini"][method] for method in ("lora", "dco"))
    assert (lora.seconds, lora.trainings, lora.here) == (30.0, 2, False)
    assert lora.gain == pytest.approx(0.2)
    assert (dco.seconds, dco.gain) == (90.0, None)  # one training says too little


def test_settings_of_their_own_and_other_base_models_do_not_count(tmp_path: Path) -> None:
    pace = bench(tmp_path / "pace", ("lora", 30.0, 0.9), lora={"steps": 3})
    assert ship_figures.merged(pace, [pace], {})["mini"] == {}
    other = bench(tmp_path / "other", ("lora", 30.0, 0.9), backbone="other")
    with pytest.raises(InputProblem, match="is of other, not of mini"):
        ship_figures.merged(pace, [other], {})


def test_without_gains_those_that_are_shipped_stay(tmp_path: Path) -> None:
    out = tmp_path / "method_figures.json"
    slow, quick = bench(tmp_path / "slow", ("lora", 70.0, 0.2)), bench(tmp_path / "quick", ("lora", 30.0, 0.9))
    given = ["--source", "two cores", "--out", str(out)]
    assert ship_figures.main(["--pace", str(slow), "--gains", str(slow), *given]) == 0
    assert ship_figures.main(["--pace", str(quick), *given]) == 0
    lora = read.FiguresFile.load(out).backbones["mini"]["lora"]
    assert (lora.seconds, lora.gain, lora.trainings) == (30.0, 0.2, 1)
