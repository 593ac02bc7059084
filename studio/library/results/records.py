"""One picture or clip with the whole request that made it: results/<yyyy-mm>/<id>.json."""

from __future__ import annotations

from typing import Literal

from studio.core.records import Record
from studio.library.protocol.requests import GenerateRequest

Colour = Literal["", "red", "amber", "green", "blue", "violet"]
COLOURS: tuple[Colour, ...] = ("red", "amber", "green", "blue", "violet")


class Result(Record):
    """It can be run again: `request` with index `index` gives the same picture bit for bit."""

    schema_version: int = 1
    id: str  # "r-…"
    file: str  # name beside this record
    created: str  # ISO 8601, UTC
    request: GenerateRequest
    index: int  # which picture of the request
    seed: int  # request.seed + index
    prompt: str  # after names, variations and defaults were filled in
    width_px: int
    height_px: int
    frames: int = 1
    backbone_fingerprint: str
    seconds: float
    sha256: str  # of the picture file
    rating: int = 0  # -1 reject, 0 none, 1..5 stars
    colour: Colour = ""  # a person's own mark; what it stands for is up to them
    tags: tuple[str, ...] = ()
