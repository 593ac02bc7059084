"""Reading and writing safetensors as numpy arrays, foreign files included; files are told apart by content.

Not here: torch. Pickles are never opened; `studio convert` does that in a locked-down child.
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError, deserialize
from safetensors.numpy import save

from studio.core import files
from studio.core.errors import ArtifactProblem, InputProblem

Array = np.ndarray[Any, np.dtype[Any]]
MAX_HEADER_BYTES = 100_000_000
_TYPES = {
    "F64": np.float64,
    "F32": np.float32,
    "F16": np.float16,
    "I64": np.int64,
    "I32": np.int32,
    "I16": np.int16,
    "I8": np.int8,
    "U8": np.uint8,
    "BOOL": np.bool_,
}


def sniff(path: Path) -> str:
    """ "safetensors", "pickle", "gguf", "onnx" or "unknown", by the first bytes. Raises InputProblem or DiskProblem."""
    if not path.exists():
        raise InputProblem(f"There is no file “{path}”.", "Check the path.")
    try:
        with open(path, "rb") as file:
            head = file.read(64)
            size = file.seek(0, 2)
    except OSError as error:
        raise files.disk_problem(error, path, "read") from error
    if head[:4] == b"GGUF":
        return "gguf"
    if head[:4] == b"PK\x03\x04" or head[:2] in {b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05"}:
        return "pickle"
    if len(head) >= 9 and head[8:9] == b"{" and struct.unpack("<Q", head[:8])[0] <= min(size, MAX_HEADER_BYTES):
        return "safetensors"
    if (head[:1] == b"\x08" and b"onnx" in head.lower()) or (path.suffix.lower() == ".onnx" and head[:1] == b"\x08"):
        return "onnx"
    return "unknown"


def header(path: Path) -> tuple[dict[str, tuple[str, tuple[int, ...]]], dict[str, str]]:
    """({name: (type, shape)}, metadata) without reading the tensors. Raises ArtifactProblem when it is damaged."""
    try:
        with open(path, "rb") as file:
            (length,) = struct.unpack("<Q", file.read(8))
            if length > MAX_HEADER_BYTES:
                raise ValueError(f"header of {length} bytes")
            entries = json.loads(file.read(length))
        metadata = {str(k): str(v) for k, v in entries.pop("__metadata__", {}).items()}
        shapes = {name: (str(e["dtype"]), tuple(int(n) for n in e["shape"])) for name, e in entries.items()}
    except OSError as error:
        raise files.disk_problem(error, path, "read") from error
    except (ValueError, KeyError, TypeError, AttributeError, struct.error) as error:
        raise _damaged(path, error) from error
    return shapes, metadata


def load(path: Path) -> tuple[dict[str, Array], dict[str, str]]:
    """(tensors, metadata); bfloat16 becomes float32. Raises ArtifactProblem when damaged or of an unknown type."""
    _, metadata = header(path)
    try:
        entries = deserialize(files.read_bytes(path))
        return {name: _array(entry) for name, entry in entries}, metadata
    except (SafetensorError, ValueError) as error:
        raise _damaged(path, error) from error
    except KeyError as error:
        raise ArtifactProblem(
            f"“{path.name}” holds numbers of a type the studio does not read ({error}).",
            "Save it as fp16 or fp32 in the program it came from.",
        ) from error


def dumps(tensors: Mapping[str, Array], metadata: Mapping[str, str] | None = None) -> bytes:
    """The bytes of a safetensors file, tensors in the order of their names."""
    ordered = {name: np.asarray(tensors[name], order="C") for name in sorted(tensors)}
    return save(ordered, metadata={"format": "pt", **(metadata or {})})


def body_sha256(content: bytes) -> str:
    """SHA-256 of all behind the header, as kohya's tools compute `sshs_model_hash`."""
    (length,) = struct.unpack("<Q", content[:8])
    return hashlib.sha256(content[8 + length :]).hexdigest()


def _array(entry: Mapping[str, Any]) -> Array:
    shape, data = entry["shape"], entry["data"]
    if entry["dtype"] == "BF16":
        high = np.frombuffer(data, dtype="<u2").astype(np.uint32) << 16
        return high.view(np.float32).reshape(shape)
    return np.frombuffer(data, dtype=_TYPES[entry["dtype"]]).reshape(shape)


def _damaged(path: Path, error: Exception) -> ArtifactProblem:
    return ArtifactProblem(
        f"“{path.name}” is damaged or cut off: it is no whole safetensors file.",
        "Get the file again from where it came from.",
        repr(error),
    )
