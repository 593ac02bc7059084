"""Small photos, subjects, artifacts and results for tests: real files, made on the spot. No torch here."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from studio.core.ids import new_id
from studio.library.artifacts import store, tensors
from studio.library.artifacts.manifest import Manifest
from studio.library.protocol.requests import ArtifactUse, GenerateRequest
from studio.library.results.records import Result
from studio.library.results.store import write_result


def picture(seed: int = 0, size: tuple[int, int] = (320, 240)) -> Image.Image:
    """Sharp coloured blocks: neither blurred nor alike for two seeds."""
    blocks = np.random.default_rng(seed).integers(0, 256, (12, 16, 3), dtype=np.uint8)
    return Image.fromarray(blocks, "RGB").resize(size, Image.Resampling.NEAREST)


def photo(folder: Path, name: str = "a.jpg", seed: int = 0, **options: Any) -> Path:
    """A photo file; the format follows the name."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    picture(seed).save(path, **options)
    return path


def photos(folder: Path, count: int, first: int = 0) -> list[Path]:
    """Several different ones."""
    return [photo(folder, f"{number:02}.png", number) for number in range(first, first + count)]


def png(seed: int = 0, size: tuple[int, int] = (64, 64)) -> bytes:
    """The bytes of a small PNG."""
    buffer = io.BytesIO()
    picture(seed, size).save(buffer, "PNG")
    return buffer.getvalue()


def lora_tensors(rank: int = 4, alpha: float = 4.0, seed: int = 0, width: int = 24) -> dict[str, np.ndarray[Any, Any]]:
    """Sites of a small UNet with two layers a block, and of its text encoder, named as methods name them."""
    random = np.random.default_rng(seed)
    sites = [
        f"unet.{block}.transformer_blocks.0.{attention}.{role}"
        for block in ("down_blocks.0.attentions.1", "mid_block.attentions.0", "up_blocks.1.attentions.2")
        for attention, role in (("attn1", "to_q"), ("attn2", "to_k"), ("attn2", "to_out.0"))
    ]
    sites += [
        f"text_encoder.encoder.layers.{layer}.self_attn.{role}" for layer in (0, 1) for role in ("q_proj", "out_proj")
    ]
    made: dict[str, np.ndarray[Any, Any]] = {}
    for site in sites:
        made[f"{site}.lora_down.weight"] = random.normal(size=(rank, width)).astype(np.float32)
        made[f"{site}.lora_up.weight"] = random.normal(size=(32, rank)).astype(np.float32)
        made[f"{site}.alpha"] = np.asarray(alpha, dtype=np.float32)
    return made


def artifact(
    root: Path,
    held: Mapping[str, np.ndarray[Any, Any]] | None = None,
    *,
    method: str = "lora",
    subject: tuple[str, str, str] = ("", "Rex", "dog"),
    backbone: str = "mini",
    trigger: str = "sks dog",
) -> Manifest:
    """Written as training writes it. subject: (id, name, class word)."""
    held = lora_tensors() if held is None else held
    folder = root / "jobs"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{new_id('x')}.safetensors"
    file.write_bytes(tensors.dumps(held))
    manifest = Manifest(
        id=new_id("a"),
        created="2026-11-23T12:00:00.000+00:00",
        method=method,
        method_version=1,
        settings={"rank": 4},
        backbone=backbone,
        backbone_family="sd",
        backbone_fingerprint="f" * 64,
        backbone_licence="Apache-2.0",
        subject_ids=(subject[0],) if subject[0] else (),
        subject_names=(subject[1],),
        class_words=(subject[2],),
        trigger=trigger,
        photo_hashes=("0" * 64,),
        seed=1,
        steps=20,
        best_step=20,
        seconds=1.5,
        size_bytes=0,
        tensors_sha256="",
    )
    store.write_artifact(root, manifest, file, None, [{"step": 1, "loss": 0.5}])
    return store.read_manifest(root, manifest.id)


def result(root: Path, prompt: str = "a dog on a beach", seed: int = 7, **changes: Any) -> Result:
    """Written as drawing writes it. changes: fields of the request, or rating, tags, created."""
    own = {name: changes.pop(name) for name in ("rating", "tags", "created") if name in changes}
    uses = tuple(ArtifactUse(artifact=a, strength=1.0) for a in changes.pop("artifacts", ()))
    request = GenerateRequest(library=root, prompt=prompt, seed=seed, steps=20, guidance=5.0, uses=uses, **changes)
    content = png(seed)
    identity = new_id("r")
    made = Result(
        id=identity,
        file=f"{identity}.png",
        created=own.pop("created", "2026-11-23T12:00:00.000+00:00"),
        request=request,
        index=0,
        seed=seed,
        prompt=prompt,
        width_px=64,
        height_px=64,
        backbone_fingerprint="f" * 64,
        seconds=0.5,
        sha256=hashlib.sha256(content).hexdigest(),
        **own,
    )
    write_result(root, made, content)
    return made
