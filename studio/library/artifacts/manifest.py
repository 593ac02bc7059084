"""The manifest of what one training run left behind: artifacts/<id>/manifest.json (design section 3)."""

from __future__ import annotations

from typing import Any

from studio.core.records import Record


class Score(Record):
    """One number with what it was measured by and on."""

    name: str  # "likeness", "likeness_untaught", "prompt_fit" …
    value: float
    measured_by: str  # "models/judges/instance@<fingerprint>"
    seen: bool = False  # True when no photo was held out, so the score flatters


class Manifest(Record):
    """Everything needed to use, compare and distrust an artifact."""

    schema_version: int = 1
    id: str  # "a-…"
    created: str  # ISO 8601, UTC
    method: str  # slug
    method_version: int
    settings: dict[str, Any]
    backbone: str  # name, e.g. "mini"
    backbone_family: str
    backbone_fingerprint: str
    backbone_licence: str
    subject_ids: tuple[str, ...]
    subject_names: tuple[str, ...]
    class_words: tuple[str, ...]
    trigger: str  # what replaces @name in a prompt, class noun included, e.g. "sks dog"
    triggers: tuple[str, ...] = ()  # one for each subject, in their order; empty in artifacts of one
    photo_hashes: tuple[str, ...]
    consent: str = ""
    seed: int
    steps: int
    best_step: int
    seconds: float
    size_bytes: int
    peak_memory_mb: float | None = None
    scores: tuple[Score, ...] = ()
    tensors_sha256: str  # of artifact.safetensors
    continues: str | None = None  # the artifact this one was taught further from
    origin: str = ""  # "" when taught here, otherwise the imported file's name
