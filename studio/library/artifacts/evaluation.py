"""The scored pictures of an artifact: artifacts/<id>/evaluation/{taught,untaught}-<n>.png, then evaluation.json.

Kept so that the scores can be computed again, and shown. Not here: drawing and measuring (studio/engine/evaluation).
"""

from __future__ import annotations

from pathlib import Path

from studio.core.records import Record
from studio.library.artifacts.manifest import Score


class Pair(Record):
    """Two pictures of one prompt and one seed, with and without the artifact; names of files beside this record."""

    prompt: str  # with "{}" for the subject
    plain_prompt: str  # with the class word in its place: what prompt fit is measured against
    seed: int
    taught: str
    untaught: str
    subject: int = 0  # its place among the artifact's subjects


class Evaluation(Record):
    """evaluation.json. scores: as they were measured when it was written."""

    schema_version: int = 1
    artifact: str
    backbone_fingerprint: str
    strength: float = 1.0
    steps: int
    guidance: float
    pairs: tuple[Pair, ...]
    scores: tuple[Score, ...] = ()


def evaluation_folder(library: Path, artifact_id: str) -> Path:
    """Where the scored pictures of an artifact lie."""
    return library / "artifacts" / artifact_id / "evaluation"
