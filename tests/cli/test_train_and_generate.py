"""`studio train` and `studio generate` with real workers on the tiny backbone: answers, events, files."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from safetensors.torch import load_file

from studio.cli import conclude
from studio.library.protocol.jobs import JobFolder
from studio.library.protocol.requests import GenerateRequest
from tests.cli.conftest import Studio
from tests.fakes.single_file import twins


@pytest.mark.journeys
@pytest.mark.timeout(240)
def test_teach_and_draw_on_a_single_file(studio: Studio, rex: str, tmp_path: Path) -> None:
    """Added, taught on and drawn with by real workers; the folder of the same weights draws the same."""
    both = twins(tmp_path / "models", "1", "epsilon")
    assert studio("backbone", "add", str(both.file), "--name", "painter").code == 0
    assert studio("backbone", "add", str(both.folder), "--name", "folder").code == 0
    words = ("--method", "lora", "--backbone", "painter", "--steps", "1", "--set", "preview_every=0", "--no-scores")
    taught = studio("train", rex, *words)
    assert taught.code == 0, taught.err
    pictures = []
    for name in ("painter", "folder"):
        drawn = studio("generate", "@rex in the snow", "--backbone", name, "--seed", "5", "--steps", "2",
                       "--use", taught.answer["artifact"]["id"])  # fmt: skip
        assert drawn.code == 0, drawn.err
        with Image.open(drawn.answer["results"][0]["path"]) as picture:
            assert picture.size == (64, 64)
            pictures.append(picture.convert("RGB").tobytes())
    assert pictures[0] == pictures[1]
    words = ("--layout", _layout(tmp_path), "--backbone", "painter", "--seed", "5", "--steps", "2")
    composed = studio("generate", "", *words)
    assert composed.code == 0, composed.err
    record = json.loads(Path(composed.answer["results"][0]["path"]).with_suffix(".json").read_text("utf-8"))
    kept = record["request"]["layout"]["regions"]
    assert [each["artifact"] for each in kept] == [taught.answer["artifact"]["id"]] * 2 + [None]


def _layout(folder: Path) -> str:
    """A file with a region of Rex the subject, one of Rex the word, and one of words."""
    regions = [
        {"box": [0, 0, 0.5, 1], "subject": "Rex", "prompt": "a dog in a hat", "strength": 0.8},
        {"box": [0.5, 0, 1, 1], "prompt": "@rex"},
        {"box": [0.2, 0.2, 0.5, 0.5], "prompt": "a cat"},
    ]
    file = folder / "layout.json"
    file.write_text(json.dumps({"schema": 1, "background": "on a beach", "regions": regions}), "utf-8")
    return str(file)


@pytest.mark.timeout(240)
def test_teach_then_draw(studio: Studio, rex: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taught = studio("train", rex, "--method", "lora", "--backbone", "tiny", "--steps", "6", "--set", "preview_every=0")
    assert taught.code == 0, taught.err
    answer = taught.answer
    assert set(answer) >= {"artifact", "scores", "seconds", "peak_memory_mb"}
    folder = Path(answer["artifact"]["path"])
    assert folder.is_absolute()
    assert (folder / "artifact.safetensors").is_file()
    assert answer["seconds"] > 0
    assert all(isinstance(value, float) for value in answer["scores"].values())
    first = taught.events("job")[0]
    assert Path(first["path"], "request.json").is_file()
    steps = [event["step"] for event in taught.events("progress") if event["loss"]]
    assert steps[-1] == 6
    assert taught.events("finished")
    assert (folder / "evaluation" / "evaluation.json").is_file()

    drawn = studio(
        "generate", "@rex {on a beach|in the snow}", "--backbone", "tiny", "--count", "2", "--seed", "5",
        "--out", str(tmp_path / "out"),
    )  # fmt: skip
    assert drawn.code == 0, drawn.err
    results = drawn.answer["results"]
    assert [result["seed"] for result in results] == [5, 6]
    for result in results:
        with Image.open(result["path"]) as picture:
            assert picture.size == (32, 32)
        assert Path(result["copy"]).read_bytes() == Path(result["path"]).read_bytes()

    asked: list[GenerateRequest] = []

    def run(job: JobFolder, _output: Any, **_: Any) -> tuple[int, dict[str, Any]]:
        request = job.request()
        assert isinstance(request, GenerateRequest)
        asked.append(request)
        return 0, {}

    monkeypatch.setattr(conclude, "run_to_answer", run)
    composed = studio("generate", "", "--layout", _layout(tmp_path), "--backbone", "tiny", "--seed", "5")
    assert composed.code == 0, composed.err
    assert asked[0].layout is not None
    assert [each.artifact for each in asked[0].layout.regions] == [answer["artifact"]["id"]] * 2 + [None]
    assert asked[0].uses == ()

    listed = studio("artifact", "list").answer
    assert answer["artifact"]["id"] in str(listed)


@pytest.mark.journeys
@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="needs two processor cores")
@pytest.mark.timeout(240)
def test_two_processes_teach_one_artifact(studio: Studio, rex: str) -> None:
    words = ("train", rex, "--method", "lora", "--backbone", "tiny", "--steps", "4", "--no-scores")
    taught = studio(*words, "--processes", "2", "--set", "preview_every=2")
    assert taught.code == 0, taught.err
    folder = Path(taught.answer["artifact"]["path"])
    tensors = load_file(folder / "artifact.safetensors")
    assert any(float(value.abs().max()) > 0 for name, value in tensors.items() if name.endswith("lora_up.weight"))
    steps = [event["step"] for event in taught.events("progress") if event["loss"]]
    assert steps == sorted(set(steps)), "only the first process tells"
    assert steps[-1] == 4


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["train", "Rex", "--method", "loar"], "lora"),
        (["train", "Rxe", "--method", "lora", "--backbone", "tiny"], "Rex"),
        (["train", "Rex", "--method", "lora", "--backbone", "tniy"], "tiny"),
        (["train", "Rex", "--method", "lora", "--backbone", "tiny", "--set", "rnak=4"], "rank"),
        (["train", "Rex", "--method", "lora", "--backbone", "tiny", "--set", "rank=many"], "rank"),
        (["train", "Rex", "--method", "lora", "--backbone", "tiny", "--set", "nonsense"], "key=value"),
        (["train", "Rex", "--method", "lora", "--backbone", "tiny", "--steps", "0"], "steps"),
        (["train", "Rex", "--method", "lora", "--backbone", "tiny", "--seed", "-1"], "seed"),
        (["train", "Rex", "--method", "lora", "--backbone", "tiny", "--processes", "0"], "--processes 1"),
        (["train", "Rex", "--method", "lora", "--backbone", "tiny", "--continue", "a-000000"], "artifact"),
        (["generate", "", "--backbone", "tiny"], "empty"),
        (["generate", "x" * 5000, "--backbone", "tiny"], "shorter"),
        (["generate", "{a|b", "--backbone", "tiny"], "braces"),
        (["generate", "@nobody on a beach", "--backbone", "tiny"], "nobody"),
        (["generate", "@rex on a beach", "--backbone", "tiny"], "studio train"),
        (["generate", "a dog", "--backbone", "tiny", "--size", "big"], "128x128"),
        (["generate", "a dog", "--backbone", "tiny", "--size", "30x30"], "multiples"),
        (["generate", "a dog", "--backbone", "tiny", "--count", "0"], "count"),
        (["generate", "a dog", "--backbone", "tiny", "--denoise", "2"], "denoise"),
        (["generate", "a dog", "--backbone", "tiny", "--init", "/nowhere.png"], "nowhere"),
        (["generate", "a dog", "--backbone", "tiny", "--mask", "/nowhere.png"], "nowhere"),
        (["generate", "a dog", "--backbone", "tiny", "--use", "a-0000000"], "artifact"),
        (["generate", "a dog", "--backbone", "tiny", "--layout", "/nowhere.json"], "nowhere"),
        (["generate", "a dog", "--backbone", "tiny", "--layout", __file__], "JSON"),
        (["run", "/nowhere"], "job list"),
        (["job", "stop", "j-0000000"], "job"),
        (["backbone", "add", "/nowhere"], "nowhere"),
        (["pretrain", "mini-unets"], "mini-unet"),
    ],
)
def test_bad_input_is_a_sentence_and_leaves_nothing(
    studio: Studio, rex: str, words: list[str], told: str, tmp_path: Path
) -> None:
    said = studio(*words)
    assert said.code == 1
    assert told in said.err
    assert "Traceback" not in said.err
    assert len(said.err.strip().splitlines()) == 1
    assert said.answer["error"]["remedy"]
    jobs = tmp_path / "library" / "jobs"
    assert not jobs.is_dir() or not list(jobs.iterdir())
