"""Where a segmenter sees the subject of a photo: a box and a mask, proposed and never used before a person says so.

derived/proposals/ab/<blake3>-<turn>.json with a PNG beside it: can be made again, and goes with the photo. What was
never looked at has no file: that is "not measured". Not here: looking (engine/perception), masks in use (store.py).
"""

from __future__ import annotations

from pathlib import Path

from studio.core import files
from studio.core.errors import DiskProblem
from studio.core.geometry import BoxFrac
from studio.core.records import Record
from studio.library.gallery.records import Photo


class MaskProposal(Record):
    """One look at one photo. box: of the upright, turned picture; None: looked at, and nothing stands out.

    by, fingerprint, licence: of the segmenter. quality: the IoU with the truth that it expects, 0..1.
    """

    v: int = 1
    by: str
    fingerprint: str
    licence: str
    box: BoxFrac | None = None
    quality: float | None = None


def proposal_path(root: Path, photo: Photo) -> Path:
    """Of the record; its mask lies beside it as .png."""
    return root / "derived" / "proposals" / photo.blake3[:2] / f"{photo.blake3}-{photo.rotation_deg}.json"


def read_proposal(root: Path, photo: Photo) -> MaskProposal | None:
    """None when it was never looked at, as it is turned now; or by an older version."""
    path = proposal_path(root, photo)
    if not path.is_file():
        return None
    try:
        found = MaskProposal.load(path)
    except DiskProblem:  # only a cache
        return None
    if found.v != 1 or (found.box is not None and not path.with_suffix(".png").is_file()):
        return None
    return found


def read_mask(root: Path, photo: Photo) -> bytes | None:
    """The proposed mask as a PNG, white is the subject. Raises DiskProblem."""
    found = read_proposal(root, photo)
    return (
        None if found is None or found.box is None else files.read_bytes(proposal_path(root, photo).with_suffix(".png"))
    )


def write_proposal(root: Path, photo: Photo, found: MaskProposal, mask_png: bytes | None) -> None:
    """The mask first, so that a record never stands without it. Raises DiskProblem."""
    path = proposal_path(root, photo)
    files.make_folder(path.parent)
    if mask_png is not None:
        files.write_bytes(path.with_suffix(".png"), mask_png)
    found.save(path)


def proposals_of(root: Path, digest: str) -> list[Path]:
    """All files made of an original: a silhouette shows it too, so they go with it."""
    return list((root / "derived" / "proposals" / digest[:2]).glob(f"{digest}-*"))
