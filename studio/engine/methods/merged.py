"""Several artifacts become one that holds all their subjects, written into the library.

Not here: how a method merges (Merges.merge), the command (studio/cli/artifact.py).
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from safetensors.torch import save

from studio.core import files
from studio.core.errors import InputProblem
from studio.core.ids import new_id
from studio.engine.backbones.surface import Backbone
from studio.engine.methods import registry
from studio.engine.methods.contract import Merges
from studio.engine.methods.stored import load_artifact
from studio.library.artifacts.manifest import Manifest
from studio.library.artifacts.store import artifact_folder, read_manifest, write_artifact


def merge(
    root: Path, artifact_ids: Sequence[str], backbone: Backbone | None = None, artifact_id: str | None = None
) -> Manifest:
    """The manifest of the new artifact. backbone: the one they were taught on; loaded when None.
    artifact_id: of the new one; a fresh one when None. One that is whole on disk is not made again.

    Raises InputProblem for artifacts that do not go together, and what loading and merging raise.
    """
    if artifact_id is not None and (artifact_folder(root, artifact_id) / "manifest.json").is_file():
        return read_manifest(root, artifact_id)
    began = time.monotonic()
    manifests = [read_manifest(root, id_) for id_ in artifact_ids]
    method = _method(manifests)
    if backbone is None:
        from studio.engine.backbones.registry import load

        backbone = load(manifests[0].backbone)
    artifacts = [load_artifact(root, id_, backbone.facts)[0] for id_ in artifact_ids]
    tensors = {name: value.contiguous() for name, value in method.merge(backbone, artifacts).items()}
    new = _manifest(artifact_id or new_id("a"), manifests, round(time.monotonic() - began, 2))
    folder = artifact_folder(root, new.id)
    files.make_folder(folder)
    files.write_bytes(folder / "artifact.safetensors", save(tensors))
    write_artifact(root, new, folder / "artifact.safetensors", None, ())
    return read_manifest(root, new.id)


def _method(manifests: Sequence[Manifest]) -> Merges:
    first = manifests[0]
    if len(manifests) < 2:
        raise InputProblem("One artifact alone cannot be merged.", "Name two or more, of different subjects.")
    for other in manifests[1:]:
        if other.method != first.method:
            raise InputProblem(
                f"The artifacts were taught by {first.method} and by {other.method}.", "Merge artifacts of one method."
            )
        if other.backbone_fingerprint != first.backbone_fingerprint:
            raise InputProblem(
                f"The artifacts were taught on different base models, {first.backbone} and {other.backbone}.",
                "Merge artifacts of one base model.",
            )
    subjects = [id_ for manifest in manifests for id_ in manifest.subject_ids]
    if len(set(subjects)) < len(subjects):
        raise InputProblem("Two of the artifacts hold the same subject.", "Merge artifacts of different subjects.")
    method = registry.get(first.method)
    if not isinstance(method, Merges):
        able = " or ".join(m.spec.slug for m in registry.all_methods() if isinstance(m, Merges))
        raise InputProblem(
            f"Artifacts of {method.spec.title} cannot be merged.",
            f"Use them together (--use ID --use ID), or teach the subjects by {able}.",
        )
    return method


def _manifest(artifact_id: str, manifests: Sequence[Manifest], seconds: float) -> Manifest:
    """Of the first, with the subjects of all and no scores; size and hash are measured when it is written."""
    return manifests[0].model_copy(
        update={
            "id": artifact_id,
            "created": datetime.now(UTC).isoformat(timespec="seconds"),
            "subject_ids": tuple(id_ for m in manifests for id_ in m.subject_ids),
            "subject_names": tuple(name for m in manifests for name in m.subject_names),
            "class_words": tuple(word for m in manifests for word in m.class_words),
            "triggers": tuple(trigger for m in manifests for trigger in m.triggers or (m.trigger,)),
            "photo_hashes": tuple(dict.fromkeys(hash_ for m in manifests for hash_ in m.photo_hashes)),
            "consent": "; ".join(m.consent for m in manifests if m.consent),
            "seconds": seconds,
            "peak_memory_mb": None,
            "scores": (),
            "continues": None,
            "origin": "merged from " + " and ".join(m.id for m in manifests),
        }
    )
