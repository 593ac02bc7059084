"""Pickles become safetensors, or are refused; nothing in them ever runs."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.core.errors import ArtifactProblem, InputProblem
from studio.engine.safety.convert import convert, flatten
from studio.library.artifacts import import_foreign, tensors


def _save(path: Path, value: Any) -> Path:
    import torch

    torch.save(value, path)
    return path


def test_an_a1111_embedding(tmp_path: Path) -> None:
    import torch

    vector = torch.arange(12.0).reshape(1, 12)
    source = _save(
        tmp_path / "rex.pt", {"name": "rex", "step": 500, "string_to_param": {"*": torch.nn.Parameter(vector)}}
    )
    done = convert(source)
    assert done.path == tmp_path / "rex.safetensors"
    assert done.tensors == 1
    np.testing.assert_array_equal(tensors.load(done.path)[0]["emb_params"], vector.numpy())
    assert import_foreign.read(done.path).manifest.trigger == "<rex>"


class _Evil:
    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> Any:
        return os.system, (f"touch {self.mark}",)


def test_code_is_refused_and_does_not_run(tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    source = tmp_path / "evil.ckpt"
    source.write_bytes(pickle.dumps({"weight": _Evil(mark)}, protocol=2))
    with pytest.raises(ArtifactProblem, match=r"more than tensors|damaged"):
        convert(source)
    source = _save(tmp_path / "evil.bin", {"weight": _Evil(mark)})
    with pytest.raises(ArtifactProblem, match="more than tensors"):
        convert(source)
    assert not mark.exists()
    assert not list(tmp_path.glob("*.safetensors"))


def test_the_child_cannot_start_programs_or_reach_the_network(tmp_path: Path) -> None:
    """The second wall, should the first ever fail."""
    program = """
        import os, socket, subprocess, sys
        from pathlib import Path
        from studio.engine.safety.convert import _lock_down
        _lock_down(Path(sys.argv[1]))
        def connect():
            socket.create_connection(("127.0.0.1", 9))
        tries = (lambda: os.system("true"), lambda: subprocess.run(["true"]), connect, os.fork)
        for what in (*tries, lambda: os.remove(sys.argv[1])):
            try:
                what()
            except PermissionError as error:
                print("refused", error)
    """
    source = tmp_path / "x.pt"
    source.write_bytes(b"x")
    command = [sys.executable, "-c", textwrap.dedent(program), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path.cwd(), check=False)
    assert done.stdout.count("refused") == 5, done.stdout + done.stderr
    assert source.exists()


def test_damaged(tmp_path: Path) -> None:
    import torch

    source = _save(tmp_path / "a.pt", {"w": torch.zeros(50)})
    source.write_bytes(source.read_bytes()[:200])
    with pytest.raises(ArtifactProblem, match="damaged or not"):
        convert(source)


def test_what_needs_no_child(tmp_path: Path) -> None:
    (tmp_path / "a.pt").write_text("text")
    with pytest.raises(InputProblem, match="is no pickle"):
        convert(tmp_path / "a.pt")
    with pytest.raises(InputProblem, match="There is no file"):
        convert(tmp_path / "none.pt")
    (tmp_path / "b.pt").write_bytes(tensors.dumps({"x": np.zeros(3, np.float32)}))
    with pytest.raises(InputProblem, match="is safetensors already"):
        convert(tmp_path / "b.pt")
    (tmp_path / "c.pt").write_bytes(pickle.dumps({}))
    (tmp_path / "c.safetensors").touch()
    with pytest.raises(InputProblem, match="is there already"):
        convert(tmp_path / "c.pt")


def test_flatten() -> None:
    nested = {"state_dict": {"a": 1, "b": [2, {"c": 3}]}, "epoch": 4}
    assert dict(flatten(nested)) == {"a": 1, "b.0": 2, "b.1.c": 3}
