"""An artifact from the library into memory, checked against the backbone it is to act on.

Not here: files (library/artifacts/store.py), acting (Method.apply).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from safetensors import SafetensorError
from safetensors.torch import load_file

from studio.core.errors import ArtifactProblem, StudioError
from studio.engine.backbones.surface import BackboneFacts
from studio.engine.methods.contract import LoadedArtifact, TaughtSubject
from studio.library.artifacts.manifest import Manifest
from studio.library.artifacts.store import read_manifest, tensors_path
from studio.library.gallery.store import read_subject


def load_artifact(
    root: Path, artifact_id: str, facts: BackboneFacts, warn: Callable[[str, str], None] | None = None
) -> tuple[LoadedArtifact, Manifest]:
    """Raises InputProblem when it does not exist, ArtifactProblem when it was changed or is of another family.

    warn(message, remedy) is called when it was taught on other weights of the same family (design section 3).
    """
    manifest = read_manifest(root, artifact_id)
    if manifest.backbone_family != facts.family:
        raise ArtifactProblem(
            f"This artifact was taught on “{manifest.backbone}”, which is of another family than “{facts.name}”.",
            f"Choose “{manifest.backbone}” as the base model, or teach the subject again.",
        )
    if manifest.backbone_fingerprint != facts.fingerprint and warn is not None:
        warn(
            f"The artifact {artifact_id} was taught on other weights than those of “{facts.name}”; it may look off.",
            "Teach the subject again for the best likeness.",
        )
    path = tensors_path(root, artifact_id)
    try:
        tensors = load_file(path)
    except SafetensorError as error:
        raise ArtifactProblem(
            f"The tensors of the artifact {artifact_id} are damaged.",
            "Restore it from a backup, or teach the subject again.",
            repr(error),
        ) from error
    loaded = LoadedArtifact(
        id=manifest.id,
        method=manifest.method,
        settings=manifest.settings,
        tensors=tensors,
        trigger=manifest.trigger,
        class_words=manifest.class_words,
        subjects=_subjects(root, manifest),
    )
    return loaded, manifest


def _subjects(root: Path, manifest: Manifest) -> tuple[TaughtSubject, ...]:
    """Those of an artifact of several, by their ids, their names of then, and their names of now."""
    if len(manifest.triggers) < 2:
        return ()
    found: list[TaughtSubject] = []
    parts = (manifest.subject_ids, manifest.subject_names, manifest.triggers, manifest.class_words)
    for id_, name, trigger, class_word in zip(*parts, strict=True):
        found.append(TaughtSubject(_names(root, id_, name), trigger, class_word))
    return tuple(found)


def _names(root: Path, subject_id: str, name: str) -> tuple[str, ...]:
    try:
        return subject_id, name, read_subject(root, subject_id).name
    except StudioError:  # it was removed since
        return subject_id, name
