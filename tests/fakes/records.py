"""Records as a library would hold them: a photo, a subject, an artifact, a picture, a base model. Nothing on disk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from studio.core.ids import new_id
from studio.library.artifacts.manifest import Manifest, Score
from studio.library.catalogue.read import BackboneCard
from studio.library.gallery.records import Kind, Photo, Quality, Subject
from studio.library.protocol.requests import GenerateRequest
from studio.library.results.records import Result


def photo(name: str, *, problems: tuple[str, ...] = (), held_out: bool = False, photo_id: str = "") -> Photo:
    """A photo record."""
    quality = Quality(width_px=640, height_px=480)
    key = photo_id or new_id("p")
    return Photo(
        id=key,
        blake3=f"{name}-{key}",
        extension="png",
        name=name,
        quality=quality,
        problems=problems,
        held_out=held_out,
    )


def subject(
    name: str = "Rex",
    class_word: str = "dog",
    kind: Kind = Kind.ANIMAL,
    photos: tuple[Photo, ...] = (),
    consent: str = "",
) -> Subject:
    """A subject record."""
    return Subject(
        id=new_id("s"), name=name, class_word=class_word, kind=kind, photos=photos, consent=consent,
        created="2026-11-23T10:00:00+00:00",
    )  # fmt: skip


def manifest(of: Subject, backbone: str = "mini", method: str = "lora", likeness: float = 0.81) -> Manifest:
    """An artifact record."""
    scores = (
        Score(name="likeness", value=likeness, measured_by="instance"),
        Score(name="likeness_untaught", value=0.42, measured_by="instance"),
        Score(name="prompt_fit", value=0.31, measured_by="clip"),
    )
    return Manifest(
        id=new_id("a"), created="2026-11-23T10:05:00+00:00", method=method, method_version=1, settings={},
        backbone=backbone, backbone_family="sd", backbone_fingerprint="f", backbone_licence="Apache-2.0",
        subject_ids=(of.id,), subject_names=(of.name,), class_words=(of.class_word,), trigger=f"sks {of.class_word}",
        photo_hashes=(), seed=0, steps=160, best_step=150, seconds=38.2, size_bytes=1_460_000, peak_memory_mb=1480.0,
        scores=scores, tensors_sha256="0" * 64,
    )  # fmt: skip


def result(root: Path, prompt: str = "@Rex on a beach", seed: int = 7, rating: int = 0, uses: Any = ()) -> Result:
    """A result record."""
    request = GenerateRequest(library=root, prompt=prompt, seed=seed, uses=uses, steps=25, guidance=5.0)
    key = new_id("r")
    return Result(
        id=key, file=f"{key}.png", created="2026-11-23T10:10:00+00:00", request=request, index=0, seed=seed,
        prompt=prompt, width_px=128, height_px=128, backbone_fingerprint="f", seconds=1.2, sha256=f"{seed:064d}",
        rating=rating,
    )  # fmt: skip


def backbone_card(name: str = "mini", problem: str | None = None, remedy: str = "") -> BackboneCard:
    """A base model that runs, unless it has a problem."""
    return BackboneCard(
        name=name, family="sd", folder=Path("models") / name, picture_px=(128, 128), shipped=True, problem=problem,
        remedy=remedy,
    )  # fmt: skip
