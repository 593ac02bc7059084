"""The head of a safetensors file: names, types and shapes of its tensors, without reading one. No torch here.

A file says in its head how long it is, so a cut one is found at once.
Not here: what the tensors belong to (kinds.py).
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from studio.core import files
from studio.core.errors import MissingWeights

MOST_BYTES = 100_000_000  # of a head; safetensors' own limit
_BITS = {
    "BOOL": 8, "U8": 8, "I8": 8, "F8_E4M3": 8, "F8_E5M2": 8, "F8_E8M0": 8, "F8_E4M3FNUZ": 8, "F8_E5M2FNUZ": 8,
    "I16": 16, "U16": 16, "F16": 16, "BF16": 16, "I32": 32, "U32": 32, "F32": 32, "I64": 64, "U64": 64, "F64": 64,
    "C64": 64,
}  # fmt: skip


@dataclass(frozen=True)
class Head:
    """shapes and types by the tensors' names. metadata: texts the writing program left."""

    shapes: Mapping[str, tuple[int, ...]]
    types: Mapping[str, str] = field(default_factory=dict)
    metadata: Mapping[str, str] = field(default_factory=dict)

    def has(self, *parts: str) -> bool:
        """Some name holds one of these parts."""
        return any(part in name for name in self.shapes for part in parts)

    def under(self, prefix: str) -> dict[str, tuple[int, ...]]:
        """Shapes below a prefix, which is cut off."""
        return {name[len(prefix) :]: shape for name, shape in self.shapes.items() if name.startswith(prefix)}


def read(file: Path, remedy: str) -> Head:
    """Raises MissingWeights when the head is damaged or the file shorter than it says, DiskProblem when unreadable."""
    try:
        size = file.stat().st_size
        with open(file, "rb") as stream:
            (length,) = struct.unpack("<Q", stream.read(8))
            if length > min(size, MOST_BYTES):
                raise ValueError(f"a head of {length:,} bytes in a file of {size:,}")
            entries = dict(json.loads(stream.read(length)))
        metadata = {str(key): str(value) for key, value in dict(entries.pop("__metadata__", None) or {}).items()}
        shapes = {name: _shape(entry) for name, entry in entries.items()}
        expected = 8 + length + max(entry["data_offsets"][1] for entry in entries.values())
    except PermissionError as error:
        raise files.disk_problem(error, file, "read") from error
    except (
        OSError,
        struct.error,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        ArithmeticError,
        RecursionError,
    ) as error:
        raise MissingWeights(f"The weights in “{file}” are damaged.", remedy, repr(error)) from error
    if expected != size:
        raise MissingWeights(f"The weights in “{file}” are cut off: {size:,} of {expected:,} bytes are there.", remedy)
    return Head(shapes, {name: str(entry["dtype"]) for name, entry in entries.items()}, metadata)


def _shape(entry: Mapping[str, Any]) -> tuple[int, ...]:
    """Raises ValueError when the place of the numbers does not fit their shape."""
    shape = tuple(int(side) for side in entry["shape"])
    begin, end = entry["data_offsets"]
    if any(side < 0 for side in shape) or not 0 <= begin <= end:
        raise ValueError(f"shape {shape} at {begin} to {end}")
    bits = _BITS.get(str(entry["dtype"]))  # a type of a later safetensors is left to the loader
    if bits is not None and end - begin != math.prod(shape) * bits // 8:
        raise ValueError(f"{end - begin} bytes for {entry['dtype']} {shape}")
    return shape
