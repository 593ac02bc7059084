"""What is in a face pack, whether it is whole, and what its licence allows; read before any of it is used.

Both layouts of insightface are read: a folder of ONNX files, and a model package with manifest V2. Nothing here opens
a network session or a connection. Not here: finding faces (faces.py), which pack is in use (library/catalogue).
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from studio.core.errors import InputProblem, MissingWeights, StudioError
from studio.library.catalogue import face_packs as catalogue
from studio.library.catalogue.face_packs import NON_COMMERCIAL, FaceChoice

_USUAL_THRESHOLD = 0.35  # cosine from which ArcFace networks of photographs are taken to mean one person
_REMEDY = "Get the pack again, complete, or use the built-in one: `studio faces use mini-faces`."


@dataclass(frozen=True, slots=True)
class FacePack:
    """A pack on disk. licence: in words. is_commercial: whether it may be used commercially.

    same_person: the likeness (cosine) from which two faces are one person's. knows: "drawings" or "photographs".
    """

    name: str
    folder: Path
    fingerprint: str
    licence: str
    is_commercial: bool
    licence_note: str
    size_bytes: int
    same_person: float
    knows: str

    def as_choice(self, agreed: bool) -> FaceChoice:
        """What is written down when it is put to use."""
        return FaceChoice(
            name=self.name, folder=self.folder, fingerprint=self.fingerprint, licence=self.licence, agreed=agreed
        )


def look_at(folder: Path) -> FacePack:
    """A pack that is whole. Raises InputProblem (no pack there) or MissingWeights (damaged, parts missing, a licence
    file that is not valid)."""
    folder = folder.expanduser().absolute()
    parts = catalogue.parts_of(folder) if folder.is_dir() else []
    if not parts:
        raise InputProblem(
            f"There is no face pack in “{folder}”.",
            "Choose a folder with insightface's .onnx files, such as buffalo_l.",
        )
    is_shipped = folder == catalogue.shipped_folder()
    notes = _check_files(folder)
    licence, is_commercial, note = ("Apache-2.0", True, "") if is_shipped else _licence(folder)
    return FacePack(
        name=catalogue.SHIPPED if is_shipped else folder.name,
        folder=folder,
        fingerprint=catalogue.fingerprint(folder),
        licence=licence,
        is_commercial=is_commercial,
        licence_note=note,
        size_bytes=sum(path.stat().st_size for path in parts),
        same_person=_number(notes.get("same_person")),
        knows="drawings" if notes.get("knows") == "drawings" else "photographs",
    )


def packs() -> list[FacePack | StudioError]:
    """Every pack that is found on this computer, or why it cannot be used; the shipped one first."""
    found: list[FacePack | StudioError] = []
    for folder in catalogue.candidate_folders():
        try:
            found.append(look_at(folder))
        except StudioError as error:
            found.append(error)
    return found


def named(name: str) -> FacePack:
    """By its name, or by its folder. Raises InputProblem or MissingWeights."""
    as_path = Path(name).expanduser()
    if as_path.is_absolute() or as_path.is_dir():
        return look_at(as_path)
    for folder in catalogue.candidate_folders():
        own = catalogue.SHIPPED if folder == catalogue.shipped_folder() else folder.name
        if own == name:
            return look_at(folder)
    raise InputProblem(
        f"There is no face pack “{name}”.",
        f"Put its folder into “{catalogue.folders.user_models() / 'faces'}”, or give the folder's path.",
    )


def put_to_use(pack: FacePack, agreed: bool) -> None:
    """Photos are looked at with it from now on. Raises InputProblem when its licence was not agreed to."""
    if not pack.is_commercial and not agreed:
        raise InputProblem(
            f"The face pack “{pack.name}” is for {pack.licence}.",
            "If that fits what you do, add --agree; if not, stay with the built-in pack.",
            pack.licence_note,
        )
    is_shipped = pack.folder == catalogue.shipped_folder()
    catalogue.choose(None if is_shipped else pack.as_choice(agreed))


def in_use() -> FacePack:
    """The chosen pack, checked again. Raises InputProblem or MissingWeights with what to do."""
    choice = catalogue.chosen()
    if choice is None:
        raise MissingWeights(
            "There is no face pack.", "Install the studio again, or choose one: `studio faces use PACK`."
        )
    pack = look_at(choice.folder)
    if pack.fingerprint != choice.fingerprint:
        raise MissingWeights(
            f"The face pack “{choice.name}” is not the one that was chosen: its files changed.",
            f"Choose it again: `studio faces use {choice.name}`.",
        )
    return pack


def described(pack: FacePack) -> dict[str, object]:
    """A pack as docs/cli.md tells it."""
    return {
        "name": pack.name,
        "path": str(pack.folder),
        "fingerprint": pack.fingerprint,
        "licence": pack.licence,
        "commercial_use": pack.is_commercial,
        "knows": pack.knows,
        "same_person": pack.same_person,
        "size_mb": round(pack.size_bytes / 1e6, 1),
    }


def main() -> int:
    """One JSON line: every pack, or what is wrong with it; for `studio doctor`, which must outlive insightface."""
    told = [
        {"problem": found.message, "remedy": found.remedy} if isinstance(found, StudioError) else described(found)
        for found in packs()
    ]
    print(json.dumps(told))
    return 0


def _number(told: object) -> float:
    return float(told) if isinstance(told, int | float) and 0 < told < 1 else _USUAL_THRESHOLD


def _check_files(folder: Path) -> dict[str, object]:
    """The studio's own notes in the manifest. Raises MissingWeights for a pack that is not whole."""
    from insightface.model_zoo.package_manifest import has_model_package_manifest, load_model_package

    if not has_model_package_manifest(folder):
        return {}  # told apart by shape when it is loaded
    try:
        package = load_model_package(folder)
    except (ValueError, TypeError, OSError) as error:
        raise MissingWeights(
            f"The manifest of the face pack “{folder.name}” cannot be used.", _REMEDY, str(error)
        ) from error
    missing = [task for task in ("detection", "recognition") if task not in package.tasks]
    if missing:
        raise MissingWeights(f"The face pack “{folder.name}” has no network for {' and '.join(missing)}.", _REMEDY)
    for task in package.tasks:
        file = package.tasks[task].file
        try:
            package.verify_task(task)
        except FileNotFoundError as error:
            raise MissingWeights(
                f"The face pack “{folder.name}” lacks its file “{file}”.", _REMEDY, str(error)
            ) from error
        except (RuntimeError, ValueError) as error:
            raise MissingWeights(
                f"“{file}” of the face pack “{folder.name}” is damaged or changed: its hash is not the manifest's.",
                _REMEDY,
                str(error),
            ) from error
    raw = json.loads(package.manifest_path.read_text(encoding="utf-8"))
    notes = raw.get("studio")
    return dict(notes) if isinstance(notes, dict) else {}


def _is_document(path: Path | None) -> bool:
    try:
        return path is not None and isinstance(json.loads(path.read_text("utf-8")), dict)
    except (OSError, ValueError):
        return False


def _licence(folder: Path) -> tuple[str, bool, str]:
    """(licence in words, may be used commercially, insightface's own sentence). Raises MissingWeights."""
    from insightface.model_zoo import model_license

    found = model_license.inspect_model_package_license(folder)
    if found.commercial_use_permitted:
        return "commercial use, by its signed licence", True, found.message
    if found.grant == "non-commercial":
        return NON_COMMERCIAL, False, found.message
    if found.status == model_license.STATUS_DEPENDENCY_MISSING and _is_document(found.license_path):
        # a licence whose signature cannot be checked gives no more than having none
        return NON_COMMERCIAL, False, found.message
    raise MissingWeights(
        f"The licence file of the face pack “{folder.name}” is not valid.",
        "Get the pack again with its licence, or use another one.",
        found.message,
    )


if __name__ == "__main__":
    sys.exit(main())
