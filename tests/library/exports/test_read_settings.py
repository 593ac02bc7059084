"""Settings read back from pictures: ours in every format, other programs' grammars, and files made to hurt."""

from __future__ import annotations

import json
import struct
import time
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import ExifTags, Image, PngImagePlugin

from studio.core.errors import DiskProblem, InputProblem
from studio.core.geometry import BoxFrac
from studio.library.exports.embedded_text import MOST_BYTES
from studio.library.exports.pictures import Chosen, ExportPlan, export
from studio.library.exports.read_settings import HERE, FoundSettings, read_settings
from studio.library.layout.records import Layout, Region, Shape
from studio.library.results.store import result_path
from tests.fakes.pictures import result

HASHES = 'Lora hashes: "mist: 12, x: 3", Version: v1.10'
A1111 = f"""a castle, <lora:mist:0.8> by a lake
at night
Negative prompt: blurry,
dark
Steps: 28, Sampler: DPM++ 2M, CFG scale: 6.5, Seed: 12345, Size: 515x768, Model hash: abc, Model: dreamy, {HASHES}"""
COMFY: dict[str, Any] = {
    "3": {
        "class_type": "KSampler",
        "inputs": {
            "seed": 99, "steps": 22, "cfg": 7, "sampler_name": "euler", "denoise": 1, "model": ["4", 0],
            "positive": ["6", 0], "negative": ["7", 0], "latent_image": ["5", 0],
        },
    },
    "4": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "dreamy.safetensors"}},
    "5": {"class_type": "EmptyLatentImage", "inputs": {"width": 512, "height": 640, "batch_size": 1}},
    "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "a fox\nin a wood", "clip": ["4", 1]}},
    "7": {"class_type": "CLIPTextEncode", "inputs": {"text": "ugly", "clip": ["4", 1]}},
}  # fmt: skip


def png(path: Path, **texts: str) -> Path:
    """A small picture with these texts."""
    info = PngImagePlugin.PngInfo()
    for key, text in texts.items():
        info.add_itxt(key, text)
    Image.new("RGB", (8, 8)).save(path, pnginfo=info)
    return path


def read(path: Path, *backbones: str) -> FoundSettings:
    return read_settings(path, Path("/library"), backbones)


@pytest.mark.parametrize("form", ["png", "jpeg", "webp", "avif"])
def test_our_own_pictures_give_the_whole_request(tmp_path: Path, form: str) -> None:
    drawn = result(tmp_path, "a dog", 40, negative="dark").model_copy(update={"index": 2, "seed": 42})
    chosen = Chosen(drawn, result_path(tmp_path, drawn))
    (path,) = export(ExportPlan(out=tmp_path / "out", format=form), [chosen])
    found = read(path)
    assert found.program == HERE
    assert (found.request.seed, found.request.count) == (42, 1), "this picture, not the first of its request"
    assert found.request.library == Path("/library")
    assert found.request.negative == "dark"
    assert not found.notes


def test_what_lay_beside_the_picture_is_told_as_missing(tmp_path: Path) -> None:
    region = Region(box=BoxFrac(0, 0, 1, 1), shape=Shape.MASK, mask="masks/r1.png", strength=1.0)
    layout = Layout(schema=1, regions=(region,))
    drawn = result(tmp_path, init=tmp_path / "lake.jpg", layout=layout, layout_folder=tmp_path)
    (path,) = export(ExportPlan(out=tmp_path / "out"), [Chosen(drawn, result_path(tmp_path, drawn))])
    found = read(path)
    assert found.request.init is None
    assert found.request.layout is not None
    assert found.request.layout.regions[0].shape is Shape.RECT
    assert "lake.jpg" in found.notes[0]
    assert "masks" in found.notes[1]


def test_a1111(tmp_path: Path) -> None:
    found = read(png(tmp_path / "a.png", parameters=A1111))
    assert found.request.prompt == "a castle, by a lake at night"
    assert found.request.negative == "blurry, dark"
    assert (found.request.steps, found.request.guidance, found.request.seed) == (28, 6.5, 12345)
    assert found.request.sampler == "dpmpp_2m"
    assert found.request.size == (512, 768)
    assert "backbone" not in found.given
    said = " ".join(found.notes)
    assert "“dreamy”, which is not on this computer" in said
    assert "515 × 768 becomes 512 × 768" in said
    assert "“mist”" in said
    assert read(png(tmp_path / "b.png", parameters=A1111), "dreamy").request.backbone == "dreamy"


def test_a1111_in_a_jpeg(tmp_path: Path) -> None:
    exif = Image.Exif()
    comment = b"UNICODE\0" + A1111.encode("utf-16-be")
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = comment
    Image.new("RGB", (8, 8)).save(tmp_path / "a.jpg", exif=exif)
    assert read(tmp_path / "a.jpg").request.seed == 12345
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = b"UNICODE\0" + A1111.encode("utf-16-le")
    Image.new("RGB", (8, 8)).save(tmp_path / "b.jpg", exif=exif)
    assert read(tmp_path / "b.jpg").request.seed == 12345


def test_comfy(tmp_path: Path) -> None:
    found = read(png(tmp_path / "c.png", prompt=json.dumps(COMFY), workflow="{}"))
    request = found.request
    assert found.program == "ComfyUI"
    assert (request.prompt, request.negative) == ("a fox in a wood", "ugly")
    assert (request.seed, request.steps, request.guidance, request.size) == (99, 22, 7.0, (512, 640))
    assert request.sampler == "euler"
    assert found.given == {"prompt", "negative", "seed", "steps", "guidance", "size", "sampler"}


def test_comfy_with_custom_sampling_and_a_circle(tmp_path: Path) -> None:
    graph = {
        "1": {"inputs": {"noise": ["2", 0], "guider": ["3", 0], "sampler": ["4", 0], "sigmas": ["5", 0],
                         "latent_image": ["8", 0]}},
        "2": {"inputs": {"noise_seed": 5}},
        "3": {"inputs": {"cfg": 3.5, "positive": ["6", 0], "negative": ["9", 0], "model": ["7", 0]}},
        "4": {"inputs": {"sampler_name": "unheard_of"}},
        "5": {"inputs": {"steps": 12, "model": ["7", 0]}},
        "6": {"inputs": {"text": ["10", 0]}},
        "7": {"inputs": {"unet_name": "big.gguf", "again": ["3", 0]}},
        "8": {"inputs": {"width": 1024, "height": 1024}},
        "9": {"inputs": {"again": ["9", 0]}},
        "10": {"inputs": {"value": "a ship"}},
        "11": {"inputs": {"lora_name": "sea.safetensors"}},
    }  # fmt: skip
    found = read(png(tmp_path / "c.png", prompt=json.dumps(graph)))
    assert (found.request.prompt, found.request.seed, found.request.steps) == ("a ship", 5, 12)
    assert found.request.guidance == 3.5
    said = " ".join(found.notes)
    assert "unheard_of" in said
    assert "“big”" in said
    assert "sea.safetensors" in said


@pytest.mark.parametrize(
    ("key", "data", "program"),
    [
        ("parameters", {"sui_image_params": {"prompt": "x", "seed": 4, "width": 64, "height": 64}}, "SwarmUI"),
        ("parameters", {"fooocus_scheme": "fooocus", "prompt": "x", "seed": "4", "resolution": "(64, 64)"}, "Fooocus"),
        ("invokeai_metadata", {"positive_prompt": "x", "seed": 4, "width": 64, "height": 64}, "InvokeAI"),
        ("Comment", {"prompt": "x", "uc": "y", "seed": 4, "width": 64, "height": 64}, "NovelAI"),
    ],
)  # fmt: skip
def test_flat_json(tmp_path: Path, key: str, data: dict[str, Any], program: str) -> None:
    found = read(png(tmp_path / "f.png", **{key: json.dumps(data)}))
    assert found.program == program
    assert (found.request.prompt, found.request.seed, found.request.size) == ("x", 4, (64, 64))


def test_values_out_of_bounds_are_left_out_one_by_one(tmp_path: Path) -> None:
    text = "x\nSteps: 99999, Sampler: Euler a, CFG scale: nan, Seed: -1, Size: 9999999x3"
    found = read(png(tmp_path / "a.png", parameters=text))
    assert found.given == {"prompt", "sampler", "size"}
    assert found.request.size == (4096, 16)
    assert sum("left out" in note for note in found.notes) == 3
    huge = json.dumps({"1": {"inputs": {"seed": 2**70, "steps": [1, 2], "cfg": {}}}})
    with pytest.raises(InputProblem, match="no settings that can be used"):
        read(png(tmp_path / "b.png", prompt=huge))


def _chunk(kind: bytes, data: bytes, length: int | None = None) -> bytes:
    size = len(data) if length is None else length
    return struct.pack(">I", size) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _raw(path: Path, *chunks: bytes) -> Path:
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks))
    return path


def test_hostile_files_are_one_sentence(tmp_path: Path) -> None:
    bomb = zlib.compress(b"a" * (MOST_BYTES * 8))
    deep = "[" * 200_000
    files = [
        _raw(tmp_path / "bomb.png", _chunk(b"zTXt", b"parameters\0\0" + bomb)),
        _raw(tmp_path / "lies.png", _chunk(b"tEXt", b"parameters\0x", 2**31 - 1)),
        _raw(tmp_path / "cut.png", _chunk(b"tEXt", b"parameters\0" + A1111.encode())[:60]),
        _raw(tmp_path / "empty.png", _chunk(b"tEXt", b""), _chunk(b"iTXt", b"parameters"), _chunk(b"zTXt", b"a\0")),
        png(tmp_path / "deep.png", likeness_studio=deep, parameters='{"prompt":' + deep, prompt='{"1":' + deep),
        png(tmp_path / "kinds.png", parameters="[1]", prompt='{"1": {"inputs": [1]}, "2": 3}', likeness_studio="null"),
        png(tmp_path / "long.png", parameters="x\n" + "a " * 99_000 + ":"),
        png(tmp_path / "plain.png"),
    ]
    (tmp_path / "zero.png").write_bytes(b"")
    (tmp_path / "text.png").write_text("hello")
    files += [tmp_path / "zero.png", tmp_path / "text.png"]
    began = time.perf_counter()
    for path in files:
        with pytest.raises(InputProblem) as caught:
            read(path)
        assert path.name in caught.value.message
        assert caught.value.remedy
    assert time.perf_counter() - began < 5
    with pytest.raises(DiskProblem):
        read(tmp_path / "gone.png")


def test_a_cut_off_picture_still_gives_what_stands_before_the_cut(tmp_path: Path) -> None:
    path = _raw(tmp_path / "cut.png", _chunk(b"tEXt", b"parameters\0" + A1111.encode()), _chunk(b"IDAT", b"", 2**20))
    assert read(path).request.seed == 12345


def test_an_xmp_with_entities_is_not_parsed(tmp_path: Path) -> None:
    packet = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    with pytest.raises(InputProblem, match="holds no settings"):
        read(png(tmp_path / "x.png", **{"XML:com.adobe.xmp": packet}))
