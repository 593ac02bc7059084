"""`studio library check`: what is missing, corrupt, orphaned, or differs from the index. Changes nothing.

missing: named by a record but not there. corrupt: unreadable, or its content does not match its hash.
orphaned: there, but named by no record. Not here: repairs (rebuild, restore).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core import files
from studio.core.errors import StudioError
from studio.library.artifacts import store as artifact_files
from studio.library.gallery import store as subject_files
from studio.library.index import Index
from studio.library.results import store as result_files

if TYPE_CHECKING:
    from studio.library.library import Library


class _Report:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.missing: list[dict[str, str]] = []
        self.corrupt: list[dict[str, str]] = []
        self.orphaned: list[dict[str, str]] = []
        self.counts = {"subjects": 0, "photos": 0, "artifacts": 0, "results": 0}

    def add(self, where: list[dict[str, str]], path: Path, why: str) -> None:
        where.append({"path": str(path.absolute()), "why": why})


def check(library: Library, thorough: bool = True) -> dict[str, Any]:
    """thorough: hash every original, artifact and picture; else only look whether they are there."""
    root = library.root
    report = _Report(root)
    used = _check_subjects(report, thorough)
    _check_artifacts(report, thorough)
    pictures = _check_results(report, thorough)
    _check_originals(report, used)
    for path in _stray_results(root, pictures):
        report.add(report.orphaned, path, "a picture without its record")
    for path in _leftovers(root):
        report.add(report.orphaned, path, "left by a write that was interrupted")
    index = library.index.problems()
    if not index and not _index_matches(library):
        index = ["it differs from the files"]
    return {
        **report.counts,
        "missing": report.missing,
        "corrupt": report.corrupt,
        "orphaned": report.orphaned,
        "index": index,
        "sound": not (report.missing or report.corrupt or index),
    }


def _check_subjects(report: _Report, thorough: bool) -> set[str]:
    """Returns the original files that are in use."""
    root = report.root
    used: set[str] = set()
    for subject_id, subject in subject_files.read_subjects(root):
        if isinstance(subject, StudioError):
            report.add(report.corrupt, subject_files.subjects_root(root) / subject_id / "subject.json", subject.message)
            continue
        report.counts["subjects"] += 1
        masks = {photo.id for photo in subject.photos if photo.has_mask}
        for photo in subject.photos:
            report.counts["photos"] += 1
            path = subject_files.photo_path(root, photo)
            used.add(path.name)
            if not path.is_file():
                report.add(report.missing, path, f"the original of “{photo.name}” of {subject.name}")
            elif thorough and files.hash_file(path) != photo.blake3:
                report.add(report.corrupt, path, f"the original of “{photo.name}” of {subject.name} was changed")
            mask = subject_files.mask_path(root, subject.id, photo.id)
            if photo.id in masks and not mask.is_file():
                report.add(report.missing, mask, f"the mask of “{photo.name}” of {subject.name}")
        for mask in (subject_files.subject_folder(root, subject.id) / "masks").glob("*.png"):
            if mask.stem not in masks:
                report.add(report.orphaned, mask, f"a mask of no photo of {subject.name}")
    return used


def _check_artifacts(report: _Report, thorough: bool) -> None:
    folder = artifact_files.artifacts_root(report.root)
    for artifact_id, manifest in artifact_files.read_manifests(report.root):
        if isinstance(manifest, StudioError):
            report.add(report.corrupt, folder / artifact_id / "manifest.json", manifest.message)
            continue
        report.counts["artifacts"] += 1
        path = folder / artifact_id / "artifact.safetensors"
        if not path.is_file():
            report.add(report.missing, path, f"the tensors of the artifact {artifact_id}")
        elif path.stat().st_size != manifest.size_bytes or (
            thorough and files.sha256_file(path) != manifest.tensors_sha256
        ):
            report.add(report.corrupt, path, f"the tensors of the artifact {artifact_id} were changed")
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.is_dir() and not (path / "manifest.json").is_file():
            report.add(report.orphaned, path, "an artifact without a manifest")


def _check_results(report: _Report, thorough: bool) -> set[Path]:
    """Returns the picture files that are in use."""
    used: set[Path] = set()
    records = result_files.result_files(report.root)
    for result_id, result in result_files.read_results(report.root):
        if isinstance(result, StudioError):
            report.add(report.corrupt, records[result_id], result.message)
            used.update(p for p in records[result_id].parent.glob(f"{result_id}.*") if p.suffix != ".json")
            continue
        report.counts["results"] += 1
        path = result_files.result_path(report.root, result)
        used.add(path)
        if not path.is_file():
            report.add(report.missing, path, f"the picture of the result {result_id}")
        elif thorough and files.sha256_file(path) != result.sha256:
            report.add(report.corrupt, path, f"the picture of the result {result_id} was changed")
    return used


def _check_originals(report: _Report, used: set[str]) -> None:
    kept = used | {f"{digest}" for digest in subject_files.originals_in_use(report.root)}
    for path in (report.root / "originals").glob("*/*"):
        if path.name not in kept and path.stem not in kept and not path.name.endswith(".tmp"):
            report.add(report.orphaned, path, "an original of no subject")


def _stray_results(root: Path, used: set[Path]) -> Iterator[Path]:
    for path in result_files.results_root(root).glob("*/*"):
        if path.suffix not in {".json", ".tmp"} and path.absolute() not in used:
            yield path


def _leftovers(root: Path) -> Iterator[Path]:
    for folder in ("subjects", "artifacts", "results", "layouts", "originals"):
        yield from (root / folder).rglob(".*.tmp")


def _index_matches(library: Library) -> bool:
    """Compares with an index made anew from the files, in memory."""
    fresh = type(library)(library.root, Index.in_memory(), None)
    try:
        fresh.rebuild()
        return fresh.index.dump() == library.index.dump()
    finally:
        fresh.index.close()
