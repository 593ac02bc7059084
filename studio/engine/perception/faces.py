"""Faces behind one small protocol: boxes, five points, an embedding, a score; run by insightface's own FaceAnalysis.

Always on an absolute folder that exists: given a mere name, insightface would download a pack. A finder is made once
and asked for many pictures; it is not for two threads at a time. Pictures are RGB uint8 [h, w, 3], upright.
Not here: packs and their licences (face_packs.py), whose face it is (library/gallery/people.py), what is kept of it
(photo_knowledge.py).
"""

from __future__ import annotations

import os
import warnings
from dataclasses import dataclass
from typing import Any, Protocol

import cv2
import numpy as np
from google.protobuf.message import DecodeError
from numpy.typing import NDArray
from onnxruntime.capi import onnxruntime_pybind11_state as onnx_errors

from studio.core.errors import MissingWeights
from studio.engine.perception.face_packs import FacePack

Pixels = NDArray[np.uint8]

_MODULES = ["detection", "recognition", "landmark_3d_68"]  # no age, no sex: nobody asked
_LARGEST_PX = 1600  # larger photos are made smaller first
_SMALLEST_PX = 32
_PART = 0.7  # of a face inside another: then it is a part of that
_SIZES = {"drawings": [(192, 192)], "photographs": None}  # None: insightface's own, 128 and 640
_LOADING = (
    RuntimeError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    OSError,
    DecodeError,
    onnx_errors.Fail,
    onnx_errors.InvalidArgument,
    onnx_errors.InvalidGraph,
    onnx_errors.InvalidProtobuf,
    onnx_errors.NoSuchFile,
    onnx_errors.NotImplemented,
    onnx_errors.RuntimeException,
)  # what a file that is no network makes ONNX Runtime and insightface raise
_SCORE = {"drawings": 0.6, "photographs": 0.5}


@dataclass(frozen=True, slots=True)
class Found:
    """A face. box [4]: left, top, right, bottom, px; points [5, 2]: eyes, nose, corners of the mouth, px.

    mark [512]: of length 1, the dot product of two is their likeness; None when the pack has no recogniser.
    yaw_deg: how far the head is turned aside, when the pack says it.
    """

    box: NDArray[np.float32]
    points: NDArray[np.float32]
    score: float
    mark: NDArray[np.float32] | None
    yaw_deg: float | None = None


class FaceFinder(Protocol):
    """Whatever finds faces. pack: where its answers come from."""

    @property
    def pack(self) -> FacePack: ...

    def find(self, picture: Pixels) -> list[Found]:
        """The largest first; empty for a picture without faces, however small it is."""
        ...


class InsightFaces:
    """A pack that insightface runs, on the processor. Raises MissingWeights when it cannot be loaded."""

    def __init__(self, pack: FacePack) -> None:
        assert pack.folder.is_absolute(), "a name would be downloaded"
        assert pack.folder.is_dir(), "packs are looked at first"
        self.pack = pack
        self._analysis = _loaded(pack)
        self._analysis.prepare(ctx_id=-1, det_thresh=_SCORE[pack.knows], det_size=_SIZES[pack.knows])

    def find(self, picture: Pixels) -> list[Found]:
        """See FaceFinder."""
        fitted, scale = _fitted(picture)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # scikit-image announces a new name of what insightface calls
            faces: list[Any] = self._analysis.get(np.ascontiguousarray(fitted[..., ::-1]))
        found = [_found(face, scale) for face in faces]
        return without_parts(sorted(found, key=lambda face: -_area(face.box)))


def without_parts(faces: list[Found]) -> list[Found]:
    """The largest come first; one that lies inside a larger one is a part of it (an eye, a mouth), not a face."""
    kept: list[Found] = []
    for face in faces:
        inside = (
            np.clip(np.minimum(face.box[2:], other.box[2:]) - np.maximum(face.box[:2], other.box[:2]), 0, None).prod()
            for other in kept
        )
        if all(shared < _PART * _area(face.box) for shared in inside):
            kept.append(face)
    return kept


def _area(box: NDArray[np.float32]) -> float:
    return float((box[2:] - box[:2]).prod())


def _found(face: Any, scale: float) -> Found:
    mark = face.embedding
    length = 0.0 if mark is None else float(np.linalg.norm(mark))
    pose = face.pose  # pitch, yaw, roll; of packs with 3D points
    return Found(
        np.asarray(face.bbox, np.float32) / scale,
        np.asarray(face.kps, np.float32) / scale,
        float(face.det_score),
        None if mark is None or not length else (np.asarray(mark, np.float32) / length),
        None if pose is None else float(pose[1]),
    )


def _fitted(picture: Pixels) -> tuple[Pixels, float]:
    """As large as the networks can take, and by how much that is larger than the picture."""
    height, width = picture.shape[:2]
    scale = min(1.0, _LARGEST_PX / max(height, width))
    if scale < 1:
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        picture = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
        height, width = picture.shape[:2]
    if min(height, width) < _SMALLEST_PX:  # a strip or a dot: padded, or resizing would leave nothing
        below, right = max(0, _SMALLEST_PX - height), max(0, _SMALLEST_PX - width)
        picture = np.pad(picture, ((0, below), (0, right), (0, 0)), mode="edge")
    return picture, scale


def _loaded(pack: FacePack) -> Any:
    os.environ.setdefault("NO_ALBUMENTATIONS_UPDATE", "1")
    from insightface.app import FaceAnalysis

    os.environ.pop("QT_QPA_PLATFORM_PLUGIN_PATH", None)  # OpenCV sets it on import, and children would inherit it
    remedy = "Get the pack again, complete, or use the built-in one: `studio faces use mini-faces`."
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            analysis = FaceAnalysis(name=str(pack.folder), allowed_modules=_MODULES, providers=["CPUExecutionProvider"])
    except AssertionError as error:
        raise MissingWeights(f"The face pack “{pack.name}” has no detector.", remedy, repr(error)) from error
    except _LOADING as error:
        raise MissingWeights(f"The face pack “{pack.name}” cannot be loaded.", remedy, repr(error)) from error
    if not getattr(analysis.det_model, "use_kps", False):
        raise MissingWeights(f"The detector of the face pack “{pack.name}” gives no points of a face.", remedy)
    if "recognition" not in analysis.models:
        raise MissingWeights(f"The face pack “{pack.name}” has no network for recognition.", remedy)
    return analysis
