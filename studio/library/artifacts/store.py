"""Artifacts as files: artifacts/<id>/{artifact.safetensors, preview.webp, curve.jsonl, manifest.json}, manifest last.

The functions work without lock or SQLite, so that the worker can use them; ArtifactStore is for the lock's holder.
Not here: other programs' formats (export_formats.py, import_foreign.py), applying an artifact (engine).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from studio.core import files
from studio.core.errors import ArtifactProblem, DiskProblem, StudioError, unknown
from studio.core.ids import is_id
from studio.library.artifacts.manifest import Manifest

SCHEMA_VERSION = 1


def artifacts_root(root: Path) -> Path:
    """Where artifacts lie in a library."""
    return root / "artifacts"


def artifact_folder(root: Path, artifact_id: str) -> Path:
    """Raises InputProblem for anything that is not an id made here."""
    if not is_id(artifact_id):
        raise unknown("artifact", artifact_id, artifact_ids(root))
    return artifacts_root(root) / artifact_id


def artifact_ids(root: Path) -> list[str]:
    """Ids of finished artifacts (those with a manifest), sorted."""
    folder = artifacts_root(root)
    if not folder.is_dir():
        return []
    return sorted(p.name for p in folder.iterdir() if is_id(p.name) and (p / "manifest.json").is_file())


def write_artifact(
    root: Path,
    manifest: Manifest,
    tensors_file: Path,
    preview: bytes | None,
    curve: Sequence[Mapping[str, Any]],
) -> Path:
    """Move a finished safetensors file in; size and hash are measured here, whatever the manifest says.

    preview: a WebP picture. curve: one entry a measured step. Returns the artifact's folder. Raises DiskProblem.
    """
    folder = artifact_folder(root, manifest.id)
    files.make_folder(folder)
    target = folder / "artifact.safetensors"
    if tensors_file.resolve() != target.resolve():
        files.move(tensors_file, target)
    if preview is not None:
        files.write_bytes(folder / "preview.webp", preview)
    lines = [json.dumps(dict(entry), ensure_ascii=False, separators=(",", ":")) for entry in curve]
    files.write_text(folder / "curve.jsonl", "".join(line + "\n" for line in lines))
    measured = {"tensors_sha256": files.sha256_file(target), "size_bytes": target.stat().st_size}
    manifest.model_copy(update=measured).save(folder / "manifest.json")
    return folder


def rewrite_manifest(root: Path, manifest: Manifest) -> Path:
    """Replace the manifest of an artifact that is there, e.g. to add scores. Raises as read_manifest does."""
    old = read_manifest(root, manifest.id)
    assert old.tensors_sha256 == manifest.tensors_sha256, "the tensors do not change"
    path = artifact_folder(root, manifest.id) / "manifest.json"
    manifest.save(path)
    return path


def read_manifest(root: Path, artifact_id: str) -> Manifest:
    """Raises InputProblem (unknown) or ArtifactProblem (damaged, or from a newer version)."""
    path = artifact_folder(root, artifact_id) / "manifest.json"
    if not path.is_file():
        raise unknown("artifact", artifact_id, artifact_ids(root))
    try:
        data = files.read_json(path)
        if isinstance(data, dict) and int(data.get("schema_version", 1)) > SCHEMA_VERSION:
            raise ArtifactProblem(
                f"The artifact {artifact_id} was made by a newer version of the studio.", "Update the studio."
            )
        manifest = Manifest.load(path)
    except (DiskProblem, ValueError, TypeError) as error:
        raise ArtifactProblem(
            f"The manifest of the artifact {artifact_id} is damaged.",
            "Restore it from a backup, or teach the subject again.",
            str(error),
        ) from error
    if manifest.id != artifact_id:
        raise ArtifactProblem(
            f"The manifest in the folder of {artifact_id} belongs to {manifest.id}.",
            "Restore the artifact from a backup.",
        )
    return manifest


def read_manifests(root: Path) -> Iterator[tuple[str, Manifest | StudioError]]:
    """Every artifact by id, or why it cannot be read."""
    for artifact_id in artifact_ids(root):
        try:
            yield artifact_id, read_manifest(root, artifact_id)
        except StudioError as error:
            yield artifact_id, error


def tensors_path(root: Path, artifact_id: str) -> Path:
    """The safetensors file, its SHA-256 compared with the manifest. Raises ArtifactProblem when it differs."""
    manifest = read_manifest(root, artifact_id)
    path = artifact_folder(root, artifact_id) / "artifact.safetensors"
    if not path.is_file():
        raise ArtifactProblem(
            f"The tensors of the artifact {artifact_id} are missing.",
            "Restore it from a backup, or teach the subject again.",
        )
    if files.sha256_file(path) != manifest.tensors_sha256:
        raise ArtifactProblem(
            f"The artifact {artifact_id} was changed after it was made: its tensors do not match the manifest.",
            "Restore it from a backup, or teach the subject again.",
        )
    return path


def read_curve(root: Path, artifact_id: str) -> list[dict[str, Any]]:
    """The measured steps; empty when none were kept."""
    path = artifact_folder(root, artifact_id) / "curve.jsonl"
    if not path.is_file():
        return []
    return [json.loads(line) for line in files.read_bytes(path).decode("utf-8").splitlines() if line.strip()]


class ArtifactIndex(Protocol):
    """What this store needs of the index."""

    def put_artifact(self, manifest: Manifest) -> None: ...

    def query(self, sql: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]: ...


class ArtifactStore:
    """All artifacts of one library."""

    def __init__(self, root: Path, index: ArtifactIndex, remove: Callable[[str, bool], Path]) -> None:
        self.root = root
        self._index = index
        self._remove = remove

    def index(self, artifact_id: str) -> Manifest:
        """Add the row of an artifact whose files are complete, or renew it."""
        manifest = read_manifest(self.root, artifact_id)
        self._index.put_artifact(manifest)
        return manifest

    def list(self, subject_id: str | None = None, backbone: str | None = None) -> list[Manifest]:
        """Newest first."""
        rows = self._index.query(
            "SELECT record FROM artifacts WHERE (?1 IS NULL OR id IN "
            "(SELECT artifact_id FROM artifact_subjects WHERE subject_id = ?1)) "
            "AND (?2 IS NULL OR backbone = ?2) ORDER BY created DESC, id DESC",
            (subject_id, backbone),
        )
        return [Manifest.model_validate_json(str(row[0])) for row in rows]

    def find(self, artifact_id: str) -> Manifest:
        """By id, or by the beginning of one when it is clear. Raises InputProblem."""
        rows = self._index.query(
            "SELECT record FROM artifacts WHERE id = ?1 OR (length(?1) >= 6 AND substr(id, 1, length(?1)) = ?1) "
            "ORDER BY id != ?1 LIMIT 2",
            (artifact_id,),
        )
        if rows and (len(rows) == 1 or Manifest.model_validate_json(str(rows[0][0])).id == artifact_id):
            return Manifest.model_validate_json(str(rows[0][0]))
        raise unknown("artifact", artifact_id, [manifest.id for manifest in self.list()])

    def newest_for(self, subject_id: str, backbone: str) -> Manifest | None:
        """What `@name` means without `--use`: the subject's newest artifact for this backbone."""
        found = self.list(subject_id, backbone)
        return found[0] if found else None

    def folder(self, artifact_id: str) -> Path:
        """Absolute."""
        return artifact_folder(self.root, artifact_id).absolute()

    def remove(self, artifact_id: str, purge: bool = False) -> Path:
        """Into the trash, or with purge really deleted. Returns the trash entry's folder, or the receipt."""
        return self._remove(self.find(artifact_id).id, purge)

    def export(self, artifact_id: str, format_name: str, out: Path) -> tuple[Path, ...]:
        """Write files other programs can open. Raises InputProblem when the format does not fit the method."""
        from studio.library.artifacts import export_formats

        manifest = self.find(artifact_id)
        return export_formats.export(manifest, tensors_path(self.root, manifest.id), format_name, out)

    def import_file(
        self,
        path: Path,
        *,
        name: str = "",
        trigger: str = "",
        subject: tuple[str, str, str] | None = None,
        backbone: str = "",
    ) -> Manifest:
        """Take in a LoRA or an embedding of another program. subject: (id, name, class word) it shall belong to.

        Raises ArtifactProblem or InputProblem.
        """
        from studio.library.artifacts import import_foreign

        found = import_foreign.read(path, name=name, trigger=trigger, backbone=backbone)
        if subject is not None:
            found = found.belonging_to(*subject)
        manifest = import_foreign.store(self.root, found)
        self._index.put_artifact(manifest)
        return manifest
