"""The one way files are written: temp file in the same folder, flush, fsync, replace. And how they are read and hashed.

Every failure becomes a DiskProblem with a remedy; the old file survives it. Tests inject a full disk at `write_bytes`.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import secrets
import shutil
from pathlib import Path
from typing import Any

from blake3 import blake3

from studio.core.errors import DiskProblem

NAME_MOST = 80  # characters of a file name in a sentence
_REMEDIES = {
    errno.ENOSPC: "Free some space on that disk, then try again.",
    errno.EDQUOT: "Free some space in your quota, then try again.",
    errno.EROFS: "Choose a folder on a disk that can be written to.",
    errno.EACCES: "Give yourself the right to that folder, or choose another one.",
    errno.EPERM: "Give yourself the right to that folder, or choose another one.",
}


def disk_problem(error: OSError, path: Path, doing: str = "written") -> DiskProblem:
    """The sentence for a failed file operation. doing: "written", "read", "removed"."""
    reasons = {
        errno.ENOSPC: "the disk is full",
        errno.EDQUOT: "your disk quota is used up",
        errno.EROFS: "the disk is read-only",
        errno.EACCES: "there is no permission",
        errno.EPERM: "there is no permission",
        errno.ENOENT: "it does not exist",
        errno.EISDIR: "it is a folder",
        errno.ENOTDIR: "a part of the path is not a folder",
    }
    reason = reasons.get(error.errno or 0, error.strerror or type(error).__name__)
    remedy = _REMEDIES.get(error.errno or 0, "Check the path and the disk, then try again.")
    return DiskProblem(f"“{path}” cannot be {doing}: {reason}.", remedy, repr(error))


def write_bytes(path: Path, data: bytes) -> None:
    """Write a whole file so that a reader sees the old one or the new one, never half. Raises DiskProblem."""
    temporary = path.with_name(f".{path.name[:80]}.{secrets.token_hex(4)}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(temporary, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
        sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise disk_problem(error, path) from error


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder durable (POSIX; a no-op where folders cannot be opened)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_text(path: Path, text: str) -> None:
    """UTF-8, Unix line ends. Raises DiskProblem."""
    write_bytes(path, text.encode("utf-8"))


def write_json(path: Path, value: Any) -> None:
    """Readable JSON, keys in the order given. Raises DiskProblem."""
    write_text(path, json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def read_bytes(path: Path) -> bytes:
    """Raises DiskProblem."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise disk_problem(error, path, "read") from error


def read_json(path: Path) -> Any:
    """Raises DiskProblem when the file is missing, not UTF-8 or not JSON."""
    try:
        return json.loads(read_bytes(path).decode("utf-8"))
    except (ValueError, RecursionError) as error:  # RecursionError: thousands of brackets in each other
        raise DiskProblem(
            f"“{path}” is damaged: it is not readable JSON.", "Restore it from a backup.", repr(error)
        ) from error


def spoken_name(path: Path) -> str:
    """A file's name on one line and short enough for a sentence; its beginning and end stay."""
    name = "".join(sign if sign.isprintable() else " " for sign in path.name)
    name = " ".join(name.split()) or "a file without a name"
    return name if len(name) <= NAME_MOST else f"{name[: NAME_MOST - 21]}…{name[-20:]}"


def append_line(path: Path, line: str) -> None:
    """Append one line to a journal in a single write, so that lines never interleave. Raises DiskProblem."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            os.write(handle, (line + "\n").encode("utf-8"))
        finally:
            os.close(handle)
    except OSError as error:
        raise disk_problem(error, path) from error


def hash_file(path: Path) -> str:
    """BLAKE3 of a file's content, hex. Raises DiskProblem."""
    digest = blake3()
    try:
        with open(path, "rb") as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
    except OSError as error:
        raise disk_problem(error, path, "read") from error
    return digest.hexdigest()


def sha256_file(path: Path) -> str:
    """SHA-256 of a file's content, hex. Raises DiskProblem."""
    digest = hashlib.sha256()
    try:
        with open(path, "rb") as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
    except OSError as error:
        raise disk_problem(error, path, "read") from error
    return digest.hexdigest()


def make_folder(path: Path) -> None:
    """With its parents; no complaint when it is there. Raises DiskProblem."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise disk_problem(error, path) from error


def move(source: Path, target: Path) -> None:
    """Rename a file or folder; across disks it is copied first, then removed. Raises DiskProblem."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.replace(source, target)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            shutil.move(source, target)
        sync_folder(target.parent)
    except OSError as error:
        raise disk_problem(error, target) from error


def remove(path: Path) -> None:
    """Delete a file or a folder with all in it, read-only files too; nothing there is no error. Raises DiskProblem."""
    try:
        if path.is_dir() and not path.is_symlink():
            for inside in path.rglob("*"):
                if not inside.is_symlink():
                    inside.chmod(0o700 if inside.is_dir() else 0o600)
            shutil.rmtree(path)
        elif path.exists() or path.is_symlink():
            if not path.is_symlink():
                path.chmod(0o600)
            path.unlink()
    except OSError as error:
        raise disk_problem(error, path, "removed") from error
