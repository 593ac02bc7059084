"""The sample subjects that come with the studio: resources/samples/samples.json and a folder of photos each.

Not here: adding one to a library (Gallery.add takes `photos`).
"""

from __future__ import annotations

from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from studio.core import files, folders
from studio.core.errors import DiskProblem, unknown
from studio.core.records import Record
from studio.library.gallery.records import Kind


class Sample(Record):
    """One sample. photos: absolute paths. is_drawing: drawn for the mini world, not photographed."""

    key: str
    name: str
    class_word: str
    kind: Kind
    photos: tuple[Path, ...]
    attribution: str
    is_drawing: bool = False


_LIST = TypeAdapter(list[Sample])


def samples(folder: Path | None = None) -> tuple[Sample, ...]:
    """In the order they are offered. Raises DiskProblem when they are missing or damaged."""
    home = folder or folders.resources() / "samples"
    try:
        found = _LIST.validate_python(files.read_json(home / "samples.json"))
    except ValidationError as error:
        raise DiskProblem("The list of samples is damaged.", "Install the studio again.", str(error)) from error
    return tuple(
        sample.model_copy(update={"photos": tuple((home / photo).absolute() for photo in sample.photos)})
        for sample in found
    )


def sample(key: str) -> Sample:
    """Raises InputProblem with the nearest key."""
    known = {entry.key: entry for entry in samples()}
    if key not in known:
        raise unknown("sample", key, known)
    return known[key]
