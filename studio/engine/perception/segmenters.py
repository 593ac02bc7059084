"""Opens the segmenter in use, or another one. Not here: what counts as one (library/catalogue/segmenters.py)."""

from __future__ import annotations

import hashlib
from pathlib import Path

from studio.core.errors import MissingWeights
from studio.engine.perception.segmenter import Segmenter
from studio.library.catalogue import segmenters
from studio.library.catalogue.segmenters import SegmenterCard, SegmenterKind


def open_segmenter(path: Path | None = None) -> Segmenter:
    """The one in use, or the one at `path`. Raises InputProblem, MissingWeights, DiskProblem."""
    card = segmenters.in_use() if path is None else segmenters.look_at(path)
    _check_hash(card)
    if card.kind is SegmenterKind.SAM2:
        from studio.engine.perception.sam2_segmenter import load_sam2

        return load_sam2(card)
    from studio.engine.perception.sam_segmenter import load_sam

    return load_sam(card)


def _check_hash(card: SegmenterCard) -> None:
    if card.sha256 and hashlib.sha256(card.file.read_bytes()).hexdigest() != card.sha256:
        raise MissingWeights(
            f"The weights of the segmenter in “{card.folder}” were changed: their hash is not the one of its config.",
            "Install the studio again." if card.name == segmenters.SHIPPED else "Get the folder again.",
        )
