"""`studio doctor`: what this computer can do, what is installed, and what is wrong, each with a remedy.

The engine's libraries are tried in a child process, so that a broken one is told and not suffered.
Not here: repairing (installer/run.py, `studio library check`).
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

_TRY_S = 120
_LOW_DISK_MB = 1000
_AGAIN = "Install the studio again."
_LOW_MEMORY_MB = 2500
_CHILD = """
import json, warnings
warnings.simplefilter("ignore")
said = {"problems": []}
try:
    import torch
    said["torch"] = torch.__version__
    if torch.cuda.is_available():
        said["device"] = "cuda"
        said["device_name"] = torch.cuda.get_device_name(0)
        said["device_memory_mb"] = round(torch.cuda.get_device_properties(0).total_memory / 1e6)
    elif torch.backends.mps.is_available():
        said["device"], said["device_name"] = "mps", "Apple GPU"
    else:
        said["device"] = "cpu"
    said["threads"] = torch.get_num_threads()
except Exception as error:
    said["problems"].append(f"torch cannot be loaded: {error}")
for name in ("diffusers", "transformers", "accelerate", "peft", "safetensors"):
    try:
        said[name] = __import__(name).__version__
    except Exception as error:
        said["problems"].append(f"{name} cannot be loaded: {error}")
print(json.dumps(said))
"""


def register(subparsers: Any) -> None:
    """Add the command."""
    subparsers.add_parser("doctor", help="what this computer can do, and what is wrong")


def run(args: argparse.Namespace) -> int:
    """Always 0: problems are its answer."""
    from studio.cli.output import Output, library_root

    output = Output(args.json)
    report = examine(library_root(args))
    output.text(f"Python    {report['python']} ({report['python_version']})")
    output.text(f"Studio    {report['version']}")
    output.text(f"Device    {report['device']} {report['device_name']}".rstrip())
    output.text(f"Memory    {report['memory_mb']} MB, {report['memory_free_mb']} MB free")
    output.text(f"Library   {report['library']} ({report['disk_free_mb']} MB free)")
    for pack in report["packs"]:
        said = pack["problem"] or f"{pack['size_mb']} MB, {pack['licence']}"
        output.text(f"Pack      {pack['name']}: {said}")
        if not pack["problem"] and pack["makes_possible"]:
            output.text(f"          {pack['makes_possible']}")
    for problem in report["problems"]:
        output.text(f"Problem   {problem['message']} {problem['remedy']}")
    if not report["problems"]:
        output.text("No problems found.")
    output.answer(report)
    return 0


def examine(library: Path) -> dict[str, Any]:
    """Everything `studio doctor --json` says."""
    import os
    import platform
    import shutil
    import sys

    import psutil

    from studio import __version__

    engine = _try_engine(sys.executable)
    packs = [*_backbones(), *_judges(), *_faces(sys.executable), *_segmenter()]
    existing = next(path for path in (library, *library.parents) if path.exists())
    memory = psutil.virtual_memory()
    report: dict[str, Any] = {
        "version": __version__,
        "python": sys.executable,
        "python_version": platform.python_version(),
        "system": platform.platform(),
        "device": engine.get("device", "none"),
        "device_name": engine.get("device_name", ""),
        "device_memory_mb": engine.get("device_memory_mb"),
        "memory_mb": round(memory.total / 1e6),
        "memory_free_mb": round(memory.available / 1e6),
        "threads": engine.get("threads", os.cpu_count()),
        "libraries": {name: engine[name] for name in ("torch", "diffusers", "transformers", "peft") if name in engine},
        "library": str(library),
        "disk_free_mb": round(shutil.disk_usage(existing).free / 1e6),
        "packs": packs,
    }
    report["problems"] = _problems(report, engine, existing)
    return report


def _try_engine(python: str) -> dict[str, Any]:
    import json
    import os
    import subprocess

    environment = os.environ | {"HF_HUB_OFFLINE": "1", "PYTHONUTF8": "1"}
    command = [python, "-P", "-c", _CHILD]
    try:
        child = subprocess.run(command, capture_output=True, timeout=_TRY_S, env=environment, check=False)
    except subprocess.TimeoutExpired:
        return {"problems": [f"The engine's libraries did not load within {_TRY_S} seconds"]}
    try:
        return json.loads(child.stdout.decode("utf-8", "replace").strip().splitlines()[-1])
    except (IndexError, ValueError):
        told = child.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        return {"problems": ["The engine's libraries cannot be loaded: " + (told[0] if told else "no message")]}


def _backbones() -> list[dict[str, Any]]:
    from studio.library.catalogue import read as catalogue

    return [
        {
            "name": card.name,
            "kind": "backbone",
            "path": str(card.folder),
            "size_mb": _size_mb(card.folder),
            "licence": card.licence,
            "makes_possible": "teaching and drawing",
            "problem": card.problem,
            "remedy": card.remedy,
        }
        for card in catalogue.backbones()
    ]


def _judges() -> list[dict[str, Any]]:
    from studio.core.folders import models

    rows = []
    for name, measures in (
        ("instance", "likeness"),
        ("clip", "prompt fit"),
        ("referee", "the base model's own tests"),
    ):
        folder = models() / "judges" / name
        present = bool(list(folder.glob("**/*.safetensors"))) if folder.is_dir() else False
        problem = None if present else f"The judge of {measures} is missing; it is not measured."
        rows.append(
            {
                "name": f"judges/{name}",
                "kind": "judge",
                "path": str(folder),
                "size_mb": _size_mb(folder),
                "licence": "Apache-2.0",
                "makes_possible": f"measures {measures}",
                "problem": problem,
                "remedy": "" if present else "Install the studio again.",
            }
        )
    return [*rows, *_own_judges()]


def _own_judges() -> list[dict[str, Any]]:
    from studio.library.catalogue.inventory import own_judges

    return [
        {
            "name": f"judges/{model.name}",
            "kind": "judge",
            "path": str(model.folder),
            "size_mb": round(model.size_bytes / 1e6, 1),
            "licence": model.licence,
            "makes_possible": model.what.removesuffix("."),
            "problem": None,
            "remedy": "",
        }
        for model in own_judges()
    ]


def _faces(python: str) -> list[dict[str, Any]]:
    """The face packs on this computer, read by a child process: they take insightface; the one in use says so."""
    from studio.library.catalogue import face_packs as catalogue

    found = _told_by(python, ["-m", "studio.engine.perception.face_packs"])
    if found is None:
        return [_face_row({"problem": "Faces cannot be looked for: insightface does not load.", "remedy": _AGAIN})]
    chosen = catalogue.chosen()
    rows = []
    for pack in found:
        is_used = chosen is not None and not pack.get("problem") and str(chosen.folder) == pack["path"]
        how = " (in use)" if is_used else f"; to use it: studio faces use {pack.get('name', 'PACK')}"
        rows.append(_face_row(pack) | {"in_use": is_used})
        if not pack.get("problem"):
            what = f"sees faces in {pack['knows']}: whose they are, from where, and bystanders"
            rows[-1]["makes_possible"] = what + how
    return rows or [
        _face_row({"problem": "There is no face pack; faces in photos are not measured.", "remedy": _AGAIN})
    ]


def _face_row(pack: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": f"faces/{pack['name']}" if pack.get("name") else "faces",
        "kind": "faces",
        "path": pack.get("path", ""),
        "size_mb": pack.get("size_mb", 0.0),
        "licence": pack.get("licence", ""),
        "makes_possible": "",
        "in_use": False,
        "problem": pack.get("problem"),
        "remedy": pack.get("remedy", ""),
    }


def _told_by(python: str, words: list[str]) -> Any:
    """The JSON a child process says in its last line; None when it says none."""
    import json
    import os
    import subprocess

    environment = os.environ | {"HF_HUB_OFFLINE": "1", "PYTHONUTF8": "1"}
    try:
        child = subprocess.run(
            [python, "-P", *words], capture_output=True, timeout=_TRY_S, env=environment, check=False
        )
        return json.loads(child.stdout.decode("utf-8", "replace").strip().splitlines()[-1])
    except (subprocess.TimeoutExpired, IndexError, ValueError):
        return None


def _segmenter() -> list[dict[str, Any]]:
    """What finds subjects in photos."""
    from studio.library.catalogue import inventory

    model = inventory.segmenter()
    return [
        {
            "name": model.name,
            "kind": "segmenter",
            "path": str(model.folder) if model.folder else "",
            "size_mb": round(model.size_bytes / 1e6, 1),
            "licence": model.licence,
            "makes_possible": "" if model.problem else model.what,
            "problem": model.problem,
            "remedy": model.remedy,
        }
    ]


def _size_mb(path: Path) -> float:
    found = [path] if path.is_file() else path.glob("**/*") if path.is_dir() else []
    return round(sum(file.stat().st_size for file in found if file.is_file()) / 1e6, 1)


def _problems(report: dict[str, Any], engine: dict[str, Any], existing: Path) -> list[dict[str, str]]:
    import os

    found = [{"message": f"{told}.", "remedy": "Install the studio again."} for told in engine["problems"]]
    for pack in report["packs"]:
        if pack["problem"]:
            found.append(
                {
                    "message": f"{pack['name']}: {pack['problem']}",
                    "remedy": pack["remedy"],
                }
            )
    if not os.access(existing, os.W_OK):
        found.append(
            {
                "message": f"“{existing}” cannot be written to.",
                "remedy": "Choose another folder with --library.",
            }
        )
    if report["disk_free_mb"] < _LOW_DISK_MB:
        found.append(
            {
                "message": "The library's disk is nearly full.",
                "remedy": "Free some space on it.",
            }
        )
    if report["memory_mb"] < _LOW_MEMORY_MB:
        found.append(
            {
                "message": "This computer has little memory.",
                "remedy": "Close other programs before teaching.",
            }
        )
    return found
