"""Which face pack looks at photos: the shipped one, or one the person chose after reading its licence.

A pack is a folder of insightface's ONNX files. Packs lie in `faces/` of the studio's model folder, in insightface's
own `~/.insightface/models`, or anywhere; nothing is copied and nothing is ever downloaded.
Not here: what is in a pack and what its licence allows (engine/perception/face_packs.py): that takes insightface.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from studio.core import files, folders
from studio.core.errors import DiskProblem
from studio.core.records import Record

SHIPPED = "mini-faces"
NON_COMMERCIAL = (
    "non-commercial research only"  # all packs that insightface publishes, unless a signed licence says more
)


class FaceChoice(Record):
    """The pack in use. fingerprint: SHA-256 over its files, stored with everything it measures.

    agreed: the person read its licence and said that it fits; the shipped pack needs none.
    """

    name: str
    folder: Path
    fingerprint: str
    licence: str
    agreed: bool = False


def shipped_folder() -> Path:
    """The pack that comes with the studio; knows drawn faces."""
    return folders.models() / "faces"


def candidate_folders() -> list[Path]:
    """Where packs are looked for: the shipped one first, then those the person has. Only folders that exist."""
    homes = (folders.user_models() / "faces", Path.home() / ".insightface" / "models")
    found = [shipped_folder()] if shipped_folder().is_dir() else []
    for home in homes:
        if home.is_dir():
            found += sorted(path for path in home.iterdir() if path.is_dir() and not path.name.startswith("."))
    return found


def parts_of(folder: Path) -> list[Path]:
    """The files that make a pack what it is: its manifest and its networks, sorted."""
    return sorted(path for path in folder.rglob("*") if path.name == "manifest.json" or path.suffix == ".onnx")


def fingerprint(folder: Path) -> str:
    """SHA-256 over the pack's files with their names; "" when it has none. Raises DiskProblem."""
    stamps = []
    for path in parts_of(folder):
        try:
            stat = path.stat()
        except OSError as error:
            raise files.disk_problem(error, path, "read") from error
        stamps.append((str(path), stat.st_size, stat.st_mtime_ns))
    return _fingerprint(folder, tuple(stamps))


@lru_cache(maxsize=16)
def _fingerprint(folder: Path, stamps: tuple[tuple[str, int, int], ...]) -> str:
    if not stamps:
        return ""
    total = hashlib.sha256()
    for name, _size, _changed in stamps:
        inside = Path(name).relative_to(folder).as_posix()
        total.update(f"{inside} {files.sha256_file(Path(name))}\n".encode())
    return total.hexdigest()


def chosen() -> FaceChoice | None:
    """The pack in use, or None when there is none at all."""
    path = _choice_file()
    if path.is_file():
        try:
            return FaceChoice.load(path)
        except DiskProblem:  # damaged: as if nothing had been chosen; choosing writes it anew
            pass
    return shipped()


def shipped() -> FaceChoice | None:
    """The pack that comes with the studio, or None when it is missing."""
    folder = shipped_folder()
    found = fingerprint(folder) if folder.is_dir() else ""
    return FaceChoice(name=SHIPPED, folder=folder, fingerprint=found, licence="Apache-2.0") if found else None


def choose(choice: FaceChoice | None) -> None:
    """From now on this pack; None: the shipped one. Raises DiskProblem."""
    if choice is None:
        if _choice_file().is_file():
            files.remove(_choice_file())
        return
    choice.save(_choice_file())


def _choice_file() -> Path:
    return folders.user_config() / "faces.json"
