"""Each file that is no whole model of Stable Diffusion 1.x or 2.x is told in one sentence, with what helps."""

from __future__ import annotations

import builtins
import json
import pickle
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from studio.core.errors import DiskProblem, InputProblem, MissingWeights, StudioError
from studio.library.catalogue import heads, register, single_file

UNET = "model.diffusion_model."
BASE = {
    UNET + "input_blocks.0.0.weight": (320, 4, 3, 3),
    "first_stage_model.decoder.conv_in.weight": (512, 4, 3, 3),
    "cond_stage_model.transformer.text_model.final_layer_norm.weight": (768,),
}


def write(file: Path, shapes: Mapping[str, tuple[int, ...]], kind: str = "F16", **notes: str) -> Path:
    """A whole safetensors file with these shapes; its body takes no room on the disk."""
    size, place, head = {"F16": 2, "I8": 1, "F32": 4}[kind], 0, {}
    for name, shape in shapes.items():
        count = size
        for side in shape:
            count *= side
        head[name] = {"dtype": kind, "shape": list(shape), "data_offsets": [place, place + count]}
        place += count
    if notes:
        head["__metadata__"] = notes
    text = json.dumps(head).encode()
    file.write_bytes(struct.pack("<Q", len(text)) + text)
    with open(file, "r+b") as stream:
        stream.truncate(8 + len(text) + place)
    return file


# Names as the programs that make such files write them.
OTHERS: list[tuple[Mapping[str, tuple[int, ...]], str, str]] = [
    ({"lora_unet_input_blocks_1_1_proj_in.lora_down.weight": (8, 320)}, "a LoRA", "artifact import"),
    ({"unet.down_blocks.0.attentions.0.to_k.lora_A.weight": (8, 320)}, "a LoRA", "artifact import"),
    ({"lora_te_text_model_encoder_layers_0_mlp_fc1.hada_w1_a": (8, 8)}, "a LoRA", "artifact import"),
    ({"emb_params": (4, 768)}, "an embedding", "artifact import"),
    ({"clip_l": (2, 768), "clip_g": (2, 1280)}, "an embedding", "artifact import"),
    ({"<rex>": (768,)}, "an embedding", "artifact import"),
    (
        {UNET + "input_blocks.0.0.weight": (320, 4, 3, 3), UNET + "label_emb.0.0.weight": (1280, 2816),
         "conditioner.embedders.1.model.positional_embedding": (77, 1280)},
        "Stable Diffusion XL", "1.x or 2.x",
    ),
    (
        {UNET + "input_blocks.0.0.weight": (320, 4, 3, 3), UNET + "label_emb.0.0.weight": (1280, 2816),
         UNET + "input_blocks.4.1.transformer_blocks.0.attn2.to_k.weight": (640, 2048)},
        "Stable Diffusion XL", "1.x or 2.x",  # without its text encoders
    ),
    (
        {UNET + "input_blocks.0.0.weight": (384, 4, 3, 3), UNET + "label_emb.0.0.weight": (1536, 2560),
         "conditioner.embedders.0.model.text_projection": (9, 9)},
        "the refiner of Stable Diffusion XL", "1.x or 2.x",
    ),
    (
        {UNET + "input_blocks.0.0.weight": (320, 4, 3, 3), "conditioner.embedders.0.model.text_projection": (9, 9)},
        "SD Turbo", "1.x or 2.x",
    ),
    (BASE | {UNET + "label_emb.0.0.weight": (1280, 2048)}, "draws after another picture", "1.x or 2.x"),
    ({UNET + "joint_blocks.0.context_block.adaLN_modulation.1.bias": (9216,)}, "Stable Diffusion 3", "1.x or 2.x"),
    ({UNET + "double_blocks.0.img_attn.norm.key_norm.scale": (128,)}, "a model of FLUX", "1.x or 2.x"),
    ({"double_blocks.0.img_attn.norm.key_norm.scale": (128,), "single_blocks.0.linear1.weight": (9, 9)}, "FLUX", "2.x"),
    ({"single_stream_modulation.lin.weight": (9, 9), "double_blocks.0.img_attn.proj.weight": (9, 9)}, "FLUX.2", "2.x"),
    ({UNET + "head.modulation": (1, 2, 1536)}, "Wan", "2.x"),
    ({"control_model.input_blocks.0.0.weight": (320, 4, 3, 3)}, "a ControlNet", "2.x"),
    ({"image_proj.proj.weight": (9, 9), "ip_adapter.1.to_k_ip.weight": (9, 9)}, "an IP-Adapter", "2.x"),
    (
        {"encoder.conv_in.weight": (128, 3, 3, 3), "decoder.conv_in.weight": (512, 4, 3, 3), "quant_conv.bias": (8,)},
        "an autoencoder (VAE) alone", "whole model",
    ),
    ({"first_stage_model.decoder.conv_in.weight": (512, 4, 3, 3)}, "an autoencoder (VAE) alone", "whole model"),
    ({"text_model.embeddings.token_embedding.weight": (49408, 768)}, "a text encoder alone", "whole model"),
    ({"conv_in.weight": (320, 4, 3, 3), "down_blocks.0.resnets.0.conv1.weight": (320, 320, 3, 3)}, "denoiser", "whole"),
    (BASE | {UNET + "input_blocks.0.0.weight": (320, 9, 3, 3)}, "a model for inpainting", "1.x or 2.x"),
    (BASE | {UNET + "input_blocks.0.0.weight": (320, 8, 3, 3)}, "edits pictures", "1.x or 2.x"),
    (BASE | {UNET + "input_blocks.0.0.weight": (320, 5, 3, 3)}, "depth map", "1.x or 2.x"),
    ({k: v for k, v in BASE.items() if "first_stage" not in k}, "without its autoencoder", "whole model"),
    ({k: v for k, v in BASE.items() if "cond_stage" not in k}, "without its text encoder", "whole model"),
    ({"fc.weight": (10, 10), "fc.bias": (10,)}, "no model that is known here", "1.x or 2.x"),
]  # fmt: skip


@pytest.mark.parametrize(("shapes", "said", "helps"), OTHERS, ids=[said for _, said, _ in OTHERS])
def test_other_models_are_named(tmp_path: Path, shapes: Mapping[str, tuple[int, ...]], said: str, helps: str) -> None:
    file = write(tmp_path / "thing.safetensors", shapes)
    with pytest.raises(MissingWeights) as told:
        register.look_at(file)
    assert told.value.message.startswith("“thing.safetensors” holds ")
    assert said in told.value.message
    assert helps in told.value.remedy


class Dangerous:
    """Unpickling it would leave a trace."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return builtins.open, (str(self.trace), "w")


def as_pickle(file: Path) -> None:
    file.write_bytes(pickle.dumps(Dangerous(file.with_suffix(".trace")), protocol=2))


def as_torch_zip(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("archive/data.pkl", pickle.dumps(Dangerous(file.with_suffix(".trace"))))


FILES: list[tuple[str, Callable[[Path], object], type[StudioError], str, str]] = [
    ("a.ckpt", as_pickle, InputProblem, "is a pickle", "studio convert"),
    ("b.ckpt", as_torch_zip, InputProblem, "is a pickle", "studio convert"),
    ("c.safetensors", as_pickle, InputProblem, "is a pickle", "studio convert"),
    ("d.safetensors", as_torch_zip, InputProblem, "is a pickle", "studio convert"),
    ("e.safetensors", lambda f: f.write_bytes(b""), InputProblem, "is empty", "Get the file again"),
    ("f.safetensors", lambda f: f.write_bytes(b"\x00\x01"), MissingWeights, "damaged", "Get the file again"),
    ("g.safetensors", lambda f: f.write_bytes(b"\xff\xd8\xff\xe0" * 99), InputProblem, "no safetensors", "Choose"),
    ("h.gguf", lambda f: f.write_bytes(b"GGUF\x03\0\0\0" + b"{" * 99), InputProblem, "a GGUF file", ".safetensors"),
    (
        "i.safetensors", lambda f: f.write_bytes(b"version https://git-lfs.github.com/spec/v1\noid sha256:ab\n"),
        InputProblem, "only a pointer", "git lfs pull",
    ),
    ("j.safetensors", lambda f: f.write_bytes(b"<!doctype html><title>401"), InputProblem, "web page", "itself"),
    (
        "k.safetensors", lambda f: f.write_bytes(struct.pack("<Q", 1 << 60) + b'{"a":1}'),
        MissingWeights, "damaged", "Get the file again",
    ),
    (
        "l.safetensors", lambda f: f.write_bytes(struct.pack("<Q", 50_000) + b"{" + b"[" * 49_999),
        MissingWeights, "damaged", "Get the file again",
    ),
    (
        "m.safetensors", lambda f: f.write_bytes(write(f, BASE).read_bytes()[:-1]),
        MissingWeights, "cut off", "Get the file again",
    ),
    ("n.safetensors", lambda f: f.write_bytes(write(f, BASE).read_bytes()[:60]), MissingWeights, "damaged", "Get the"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "make", "kind", "said", "helps"), FILES, ids=[entry[0][0] for entry in FILES])
def test_files_that_hold_nothing_are_told(
    tmp_path: Path, name: str, make: Callable[[Path], object], kind: type[StudioError], said: str, helps: str
) -> None:
    file = tmp_path / name
    make(file)
    with pytest.raises(kind) as told:
        register.add(file)
    assert name in told.value.message
    assert said in told.value.message
    assert helps in told.value.remedy
    assert not file.with_suffix(".trace").exists()  # nothing was unpickled


def test_a_head_that_lies_about_its_numbers_is_damaged(tmp_path: Path) -> None:
    file = write(tmp_path / "a.safetensors", {"x": (4, 4)})
    file.write_bytes(file.read_bytes().replace(b"[4, 4]", b"[4, 9]"))
    with pytest.raises(MissingWeights, match="damaged"):
        heads.read(file, "Again.")
    for odd in (b"[-4,-4]", b"[4, 1e999]", b'["a","b"]', b"null"):
        other = write(tmp_path / "b.safetensors", {"x": (4, 4)})
        content = other.read_bytes()[8:].replace(b"[4, 4]", odd)
        other.write_bytes(struct.pack("<Q", len(content) - 32) + content)
        with pytest.raises(MissingWeights, match="damaged"):
            heads.read(other, "Again.")


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write(tmp_path / "secret.safetensors", BASE)
    real = open

    def refused(path: Any, *args: Any, **kwargs: Any) -> Any:
        if str(path) == str(file):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *args, **kwargs)

    monkeypatch.setattr("builtins.open", refused)
    with pytest.raises(DiskProblem, match="no permission") as told:
        register.look_at(file)
    assert "right" in told.value.remedy


def test_a_head_with_endless_layers_is_told_at_once(tmp_path: Path) -> None:
    shapes = BASE | {"cond_stage_model.transformer.text_model.encoder.layers.99999999.mlp.fc1.weight": (4, 4)}
    with pytest.raises(MissingWeights, match="built in another way"):
        single_file.describe(write(tmp_path / "a.safetensors", shapes))
