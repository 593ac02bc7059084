"""Backup and restore: one zip with everything a person keeps, originals included, and a manifest of hashes.

Left out: derived/ (re-creatable), trash/, backups/, jobs' checkpoints, the index (rebuilt on opening), the lock.
Not here: exporting pictures or artifacts for other programs.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from studio.core import files
from studio.core.errors import DiskProblem, InputProblem
from studio.library.presets import presets_path

MANIFEST = "backup.json"
FORMAT = 1
_FOLDERS = ("originals", "subjects", "artifacts", "results", "layouts", "jobs")
_CHUNK = 1 << 20


def backup(root: Path, path: Path | None = None) -> Path:
    """Write, read back, compare, then put in place. Returns the zip. Raises DiskProblem; then nothing is left."""
    if not (root / "library.json").is_file():
        raise DiskProblem(f"There is no library in “{root}”.", "Check the path given with --library.")
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    target = (path or root / "backups" / f"library-{stamp}.zip").expanduser().absolute()
    if target.is_dir():
        target = target / f"library-{stamp}.zip"
    files.make_folder(target.parent)
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        hashes = _write(root, temporary)
        _verify(temporary, hashes)
        os.replace(temporary, target)
    except OSError as error:
        raise files.disk_problem(error, target) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    return target


def restore(archive: Path, root: Path) -> dict[str, int]:
    """Every file is checked before the library appears. Raises InputProblem or DiskProblem; then nothing is left."""
    root = root.expanduser().absolute()
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise InputProblem(
            f"“{root}” is not empty.", "Restore into a new folder: `studio library restore FILE --library DIR`."
        )
    partial = root.with_name(f".{root.name}.{secrets.token_hex(4)}.restoring")
    try:
        with zipfile.ZipFile(archive) as source:
            hashes = _manifest(source, archive)
            for name in hashes:
                _extract(source, name, partial / _safe(name, archive), hashes[name], archive)
        if root.is_dir():
            root.rmdir()
        files.move(partial, root)
    except (zipfile.BadZipFile, KeyError, EOFError, NotImplementedError, RuntimeError) as error:
        raise _damaged(archive, repr(error)) from error
    except OSError as error:
        where = archive if not archive.is_file() else root
        raise files.disk_problem(error, where, "read" if where is archive else "written") from error
    finally:
        if partial.exists():
            files.remove(partial)
    return {"files": len(hashes), "bytes": sum(p.stat().st_size for p in root.rglob("*") if p.is_file())}


def _kept(root: Path) -> Iterator[Path]:
    yield root / "library.json"
    if presets_path(root).is_file():
        yield presets_path(root)
    for folder in _FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            inside = path.relative_to(root).parts
            if path.is_file() and not path.name.endswith(".tmp") and "checkpoints" not in inside:
                yield path


def _write(root: Path, target: Path) -> dict[str, str]:
    hashes: dict[str, str] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for path in _kept(root):
            name = path.relative_to(root).as_posix()
            digest = hashlib.sha256()
            with open(path, "rb") as source, archive.open(name, "w", force_zip64=True) as out:
                while chunk := source.read(_CHUNK):
                    digest.update(chunk)
                    out.write(chunk)
            hashes[name] = digest.hexdigest()
        manifest = {"format": FORMAT, "made": datetime.now(UTC).isoformat(timespec="seconds"), "sha256": hashes}
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
    with open(target, "rb+") as file:
        os.fsync(file.fileno())
    return hashes


def _verify(target: Path, hashes: dict[str, str]) -> None:
    with zipfile.ZipFile(target) as archive:
        for name, expected in hashes.items():
            digest = hashlib.sha256()
            with archive.open(name) as source:
                while chunk := source.read(_CHUNK):
                    digest.update(chunk)
            if digest.hexdigest() != expected:
                raise DiskProblem(f"The backup “{target}” does not read back as written.", "Check the disk.")


def _manifest(archive: zipfile.ZipFile, path: Path) -> dict[str, str]:
    try:
        data = json.loads(archive.read(MANIFEST))
        version, hashes = int(data["format"]), {str(k): str(v) for k, v in data["sha256"].items()}
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise InputProblem(
            f"“{path.name}” is no backup of a library.", "Choose a zip made by `studio library backup`.", repr(error)
        ) from error
    if version > FORMAT:
        raise InputProblem(f"The backup “{path.name}” is from a newer version of the studio.", "Update the studio.")
    if "library.json" not in hashes:
        raise _damaged(path, "no library.json")
    return hashes


def _extract(archive: zipfile.ZipFile, name: str, target: Path, expected: str, path: Path) -> None:
    files.make_folder(target.parent)
    digest = hashlib.sha256()
    with archive.open(name) as source, open(target, "wb") as out:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    if digest.hexdigest() != expected:
        raise _damaged(path, name)
    if name.startswith("originals/"):
        with contextlib.suppress(OSError):
            target.chmod(0o444)


def _safe(name: str, path: Path) -> Path:
    """Refuse names that would leave the folder."""
    pure = PurePosixPath(name)
    if pure.is_absolute() or ".." in pure.parts or "\\" in name or ":" in name:
        raise _damaged(path, f"unsafe name {name}")
    return Path(*pure.parts)


def _damaged(path: Path, detail: str) -> InputProblem:
    return InputProblem(f"The backup “{path.name}” is damaged.", "Use another backup.", detail)
