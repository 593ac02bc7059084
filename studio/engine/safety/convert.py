"""Pickles to safetensors without trusting them: a child process that can neither reach the network nor write elsewhere.

The child unpickles with torch's weights_only=True (tensors and plain containers, nothing callable), with its memory,
time, files and environment limited. The parent checks what comes back before it is put in place. A scanner's "clean"
is worth nothing here; being unable to run code is. Not here: judging what the tensors do once applied.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.core import files
from studio.core.errors import ArtifactProblem, InputProblem
from studio.library.artifacts import tensors

TIMEOUT_S = 600
MAX_DEPTH = 8
_MEMORY_FACTOR, _MEMORY_EXTRA = 4, 6_000_000_000  # torch alone maps several GB of address space
_MARKER = "likeness-studio-convert:"


@dataclass(frozen=True)
class Converted:
    """path: the new file. left_out: entries that are no tensors, such as step counts."""

    path: Path
    tensors: int
    left_out: tuple[str, ...]
    sha256: str


def convert(source: Path, out: Path | None = None) -> Converted:
    """Raises InputProblem (no pickle, or out exists), ArtifactProblem (refused or damaged), DiskProblem."""
    source = source.expanduser().absolute()
    kind = tensors.sniff(source)
    if kind == "safetensors":
        raise InputProblem(f"“{source.name}” is safetensors already.", "Import it: `studio artifact import FILE`.")
    if kind != "pickle":
        raise InputProblem(
            f"“{source.name}” is no pickle that torch wrote.",
            "Give a .pt, .pth, .bin or .ckpt file of another program.",
        )
    target = (out or source.with_suffix(".safetensors")).expanduser().absolute()
    if target.exists():
        raise InputProblem(f"“{target}” is there already.", "Choose another name with --out, or move it away.")
    files.make_folder(target.parent)
    with tempfile.TemporaryDirectory(prefix="studio-convert-") as folder:
        made = Path(folder) / "out.safetensors"
        answer = _run_child(source, made)
        shapes, _ = tensors.header(made)
        content = files.read_bytes(made)
    if not shapes:
        raise ArtifactProblem(f"“{source.name}” holds no tensors.", "Choose another file.")
    files.write_bytes(target, content)
    return Converted(target, len(shapes), tuple(answer["left_out"]), files.sha256_file(target))


def _run_child(source: Path, made: Path) -> dict[str, Any]:
    environment = {
        "PATH": os.defpath,
        "HOME": str(made.parent),
        "PYTHONPATH": str(Path(__file__).resolve().parents[3]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "OMP_NUM_THREADS": "1",
        "HF_HUB_OFFLINE": "1",
    }
    environment |= {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
    command = [sys.executable, "-s", "-m", "studio.engine.safety.convert", str(source), str(made)]
    try:
        child = subprocess.run(
            command, env=environment, cwd=made.parent, capture_output=True, timeout=TIMEOUT_S, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ArtifactProblem(
            f"“{source.name}” could not be read in {TIMEOUT_S // 60} minutes.", "Get a safetensors file instead."
        ) from error
    lines = child.stdout.decode("utf-8", "replace").splitlines()
    answers = [line.removeprefix(_MARKER) for line in lines if line.startswith(_MARKER)]
    log = child.stderr.decode("utf-8", "replace")[-4000:]
    answer = json.loads(answers[-1]) if answers else {}
    if answer.get("refused"):
        raise ArtifactProblem(
            f"“{source.name}” holds more than tensors, so it was not opened: it may run a program.",
            "Get a safetensors file of it from a source you trust.",
            str(answer["refused"]),
        )
    if child.returncode != 0 or not made.is_file():
        raise ArtifactProblem(
            f"“{source.name}” is damaged or not a file of tensors.", "Get the file again from where it came from.", log
        )
    return answer


def flatten(value: Any, prefix: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    """(dotted name, leaf) of nested dicts and lists; a "state_dict" or "string_to_param" on top is looked into."""
    if depth > MAX_DEPTH:
        yield prefix, None
    elif isinstance(value, Mapping):
        for name in ("state_dict", "string_to_param"):
            if depth == 0 and isinstance(value.get(name), Mapping):
                yield from flatten(value[name], "", 1)
                return
        for key, inside in value.items():
            yield from flatten(inside, f"{prefix}.{key}" if prefix else str(key), depth + 1)
    elif isinstance(value, list | tuple):
        for number, inside in enumerate(value):
            yield from flatten(inside, f"{prefix}.{number}" if prefix else str(number), depth + 1)
    else:
        yield prefix, value


def _child(source: Path, made: Path) -> int:
    """Runs in the locked-down process."""
    import pickle

    import torch
    from safetensors.torch import save_file

    _lock_down(source)
    torch.set_num_threads(1)
    try:
        content = torch.load(source, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        print(_MARKER + json.dumps({"refused": str(error)[:2000]}))
        return 3
    kept: dict[str, torch.Tensor] = {}
    left_out: list[str] = []
    for name, leaf in flatten(content):
        if isinstance(leaf, torch.Tensor) and leaf.layout == torch.strided:
            kept["emb_params" if name == "*" else name] = leaf.detach().clone().contiguous()
        else:
            left_out.append(name)
    save_file(kept, made, metadata={"format": "pt"})
    print(_MARKER + json.dumps({"left_out": left_out[:50]}))
    return 0


def _lock_down(source: Path) -> None:
    """POSIX limits, and an audit hook that refuses programs, sockets and other code loading on every system."""
    try:
        import resource

        space = _MEMORY_FACTOR * source.stat().st_size + _MEMORY_EXTRA
        for kind, limit in (
            (resource.RLIMIT_AS, space),
            (resource.RLIMIT_CPU, TIMEOUT_S),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_NPROC, 0 if os.getuid() else 64),
            (resource.RLIMIT_FSIZE, _MEMORY_FACTOR * source.stat().st_size + 1_000_000),
        ):
            hard = resource.getrlimit(kind)[1]
            wanted = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
            resource.setrlimit(kind, (wanted, wanted))
    except ImportError:  # Windows: the audit hook stands alone
        pass

    refused = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.remove")
    refused += ("os.rename", "os.chmod", "shutil.", "ctypes.dlopen", "webbrowser.", "urllib.", "ftplib.", "smtplib.")

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith(refused):
            raise PermissionError(f"{event} is not allowed here")

    sys.addaudithook(hook)


if __name__ == "__main__":
    sys.exit(_child(Path(sys.argv[1]), Path(sys.argv[2])))
