"""Writes models/faces from what the face recipes left: `python -m …pretraining.face_pack`.

The folder is a model package of insightface, manifest V2: ONNX files with their SHA-256, run by its own `FaceAnalysis`.
ONNX comes from torch's TorchScript exporter, which needs no further package; each file is checked against the network
it was made from. Not here: training, figures (face_figures.py).
"""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
import onnx
import onnxruntime
import torch
from torch import Tensor, nn

from studio.core.files import write_bytes, write_json
from studio.core.folders import models
from studio.engine.pretraining.face_detector import load_detector
from studio.engine.pretraining.face_networks import STRIDES, ScrfdGraph
from studio.engine.pretraining.face_points import load_finder
from studio.engine.pretraining.face_recogniser import load_recogniser
from studio.engine.pretraining.face_scenes import CROP_PX

MODEL_ID = "mini-faces"
DETECTOR, RECOGNISER = "detector.onnx", "recogniser.onnx"
_OPSET = 17
_ALIKE = 2e-3  # largest difference between torch and ONNX Runtime


def as_onnx(network: nn.Module, example: Tensor, name: str, outputs: Sequence[str], moving: Mapping[int, str]) -> bytes:
    """The network's file. moving: axes of the input that may differ, by name."""
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter is announced to go one day; torch is pinned
        torch.onnx.export(
            network, (example,), cast(Any, buffer), dynamo=False, opset_version=_OPSET, input_names=[name],
            output_names=list(outputs), dynamic_axes={name: dict(moving)},
        )  # fmt: skip
    model = onnx.load_from_string(buffer.getvalue())
    onnx.checker.check_model(model, full_check=True)
    return model.SerializeToString(deterministic=True)


def check_alike(content: bytes, network: nn.Module, example: Tensor) -> None:
    """ValueError when ONNX Runtime says something else than torch."""
    session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])
    found = session.run(None, {session.get_inputs()[0].name: example.numpy()})
    with torch.inference_mode():
        wanted = network(example)
    for mine, theirs in zip(found, wanted if isinstance(wanted, tuple) else (wanted,), strict=True):
        apart = float(np.abs(np.asarray(mine) - theirs.numpy()).max())
        if apart > _ALIKE * max(1.0, float(theirs.abs().max())):
            raise ValueError(f"the ONNX file differs from its network by {apart}")


def write_pack(work: Path, target: Path, same_person: float | None = None) -> None:
    """detector.onnx, recogniser.onnx and manifest.json. same_person: the likeness from which two faces are one's."""
    torch.manual_seed(0)
    detector: nn.Module = ScrfdGraph(
        load_detector(work / "face-detector.safetensors"), load_finder(work / "face-points.safetensors")
    ).eval()
    recogniser: nn.Module = load_recogniser(work / "face-recogniser.safetensors")
    names = [f"{what}_{stride}" for what in ("score", "box", "points") for stride in STRIDES]
    picture, face = torch.randn(1, 3, 160, 192), torch.randn(2, 3, CROP_PX, CROP_PX)
    found = {
        DETECTOR: as_onnx(detector, picture, "picture", names, {2: "height", 3: "width"}),
        RECOGNISER: as_onnx(recogniser, face, "faces", ["embeddings"], {0: "count"}),
    }
    for example in (picture, torch.randn(1, 3, 96, 320)):  # at another size too: it must not be baked in
        check_alike(found[DETECTOR], detector, example)
    check_alike(found[RECOGNISER], recogniser, face)
    for name, content in found.items():
        write_bytes(target / name, content)
    write_json(target / "manifest.json", manifest(found, same_person))


def manifest(found: Mapping[str, bytes], same_person: float | None) -> dict[str, Any]:
    """What insightface reads, and under "studio" what only the studio asks for."""
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in found.items()}
    return {
        "manifest_version": 2,
        "model_id": MODEL_ID,
        "display_name": "Faces of drawn people",
        "license": "MODEL.LICENSE",
        "tasks": {
            "detection": {"file": DETECTOR, "sha256": sums[DETECTOR]},
            "recognition": {
                "file": RECOGNISER,
                "sha256": sums[RECOGNISER],
                "input_size": [CROP_PX, CROP_PX],
                "embedding_dimension": 512,
            },
        },
        "studio": {"licence": "Apache-2.0", "knows": "drawings", "same_person": same_person},
    }


def main() -> None:
    """From the default work folder; the threshold measured before is kept."""
    from studio.engine.pretraining.pack import known_figures
    from studio.engine.pretraining.runs import work_folder

    figures = known_figures(work_folder()).get("faces", {})
    write_pack(work_folder(), models() / "faces", figures.get("same_person"))


if __name__ == "__main__":
    main()
