"""`studio convert FILE`: a pickle (.pt, .pth, .bin, .ckpt) made into safetensors by a locked-down child process.

Not here: the conversion, see studio/engine/safety/convert.py.
"""

from __future__ import annotations

import argparse
from pathlib import Path


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `convert`."""
    parser = subparsers.add_parser("convert", help="make a pickle (.pt, .bin, .ckpt) into safetensors, safely")
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("--out", metavar="FILE", type=Path, help="else beside it, ending in .safetensors")


def run(args: argparse.Namespace) -> int:
    """Never opens the file in this process."""
    from studio.cli.output import Output
    from studio.engine.safety.convert import convert

    output = Output(args.json)
    done = convert(args.file, args.out)
    output.text(f"{done.path} ({done.tensors} tensors)")
    for name in done.left_out:
        output.note(f"“{name}” is no tensor; it was left out.")
    answer = {"file": str(done.path), "tensors": done.tensors, "left_out": list(done.left_out), "sha256": done.sha256}
    output.answer(answer)
    return 0
