"""Checkpoints that resume exactly: a folder is written beside its final name and moved there in one step.

checkpoints/step-000120/{learned,optimiser}.safetensors, curve.jsonl, state.json; checkpoints/best/ holds the best
learned tensors. The newest two and the best are kept. Random draws need no state, see streams.py; the learning rate
is a function of the step. No pickle (design D6).
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from safetensors import SafetensorError
from safetensors.torch import load as load_tensors
from safetensors.torch import save as save_tensors
from torch import Tensor

from studio.core import files
from studio.core.errors import DiskProblem, StudioError

_KEPT = 2
_BEST = "best"


@dataclass(frozen=True)
class Checkpoint:
    """What a run needs to go on. state: plain JSON values; curve: one entry a measured step."""

    step: int
    learned: Mapping[str, Tensor]
    optimiser: Mapping[str, Tensor]
    state: Mapping[str, Any]
    curve: Sequence[Mapping[str, Any]]


class Checkpoints:
    """The checkpoints folder of one job."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def save(self, checkpoint: Checkpoint) -> Path:
        """Returns the folder. Raises DiskProblem; older checkpoints survive it."""
        lines = "".join(json.dumps(dict(entry)) + "\n" for entry in checkpoint.curve)
        target = self._put(
            f"step-{checkpoint.step:06d}",
            {
                "learned.safetensors": _bytes(checkpoint.learned),
                "optimiser.safetensors": _bytes(checkpoint.optimiser),
                "curve.jsonl": lines.encode(),
                "state.json": json.dumps({"step": checkpoint.step, **checkpoint.state}).encode(),
            },
        )
        for old in self._steps()[:-_KEPT]:
            shutil.rmtree(old, ignore_errors=True)
        return target

    def save_best(self, step: int, score: float, learned: Mapping[str, Tensor]) -> Path:
        """Replaces the best so far. Raises DiskProblem."""
        state = json.dumps({"step": step, "score": score}).encode()
        return self._put(_BEST, {"learned.safetensors": _bytes(learned), "state.json": state})

    def newest(self) -> Checkpoint | None:
        """The newest one that is whole; damaged ones are passed over."""
        for folder in reversed(self._steps()):
            try:
                state = dict(files.read_json(folder / "state.json"))
                curve = [json.loads(line) for line in files.read_bytes(folder / "curve.jsonl").splitlines()]
                return Checkpoint(
                    int(state.pop("step")),
                    load_tensors(files.read_bytes(folder / "learned.safetensors")),
                    load_tensors(files.read_bytes(folder / "optimiser.safetensors")),
                    state,
                    curve,
                )
            except (StudioError, SafetensorError, ValueError, KeyError, TypeError):
                continue
        return None

    def best(self) -> tuple[int, float, dict[str, Tensor]] | None:
        """Step, score and learned tensors of the best so far; None when there is none or it is damaged."""
        try:
            state = files.read_json(self.folder / _BEST / "state.json")
            learned = load_tensors(files.read_bytes(self.folder / _BEST / "learned.safetensors"))
            return int(state["step"]), float(state["score"]), learned
        except (StudioError, SafetensorError, ValueError, KeyError, TypeError):
            return None

    def _steps(self) -> list[Path]:
        if not self.folder.is_dir():
            return []
        return sorted(p for p in self.folder.iterdir() if p.name.startswith("step-") and p.is_dir())

    def _put(self, name: str, contents: Mapping[str, bytes]) -> Path:
        target, staged = self.folder / name, self.folder / f".{name}.partial"
        try:
            shutil.rmtree(staged, ignore_errors=True)
            staged.mkdir(parents=True)
            for file, data in contents.items():
                files.write_bytes(staged / file, data)
            self._replace(staged, target)
        except DiskProblem:
            shutil.rmtree(staged, ignore_errors=True)
            raise
        except OSError as error:
            shutil.rmtree(staged, ignore_errors=True)
            raise files.disk_problem(error, target) from error
        return target

    def _replace(self, staged: Path, target: Path) -> None:
        """A folder cannot replace one that has files: the old one steps aside first and goes last."""
        aside = self.folder / f".{target.name}.old"
        shutil.rmtree(aside, ignore_errors=True)
        if target.exists():
            os.replace(target, aside)
        os.replace(staged, target)
        with contextlib.suppress(OSError):
            files.sync_folder(self.folder)
        shutil.rmtree(aside, ignore_errors=True)


def _bytes(tensors: Mapping[str, Tensor]) -> bytes:
    return save_tensors({name: value.detach().cpu().contiguous() for name, value in tensors.items()})
