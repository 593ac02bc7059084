"""Commands that start no worker: methods, backbones, doctor, jobs; and how quick they are to load."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from studio.cli import doctor
from studio.core import files
from studio.library.protocol.commands import Command
from studio.library.protocol.jobs import JobFolder, State
from studio.library.protocol.requests import GenerateRequest
from studio.library.protocol.worker_process import commands_file, worker_lock
from tests.cli.conftest import Studio
from tests.fakes.tiny_folder import register_tiny
from tests.library.catalogue.test_kinds import write
from tests.library.catalogue.test_single_file import full


def test_methods_are_listed_without_torch(studio: Studio) -> None:
    said = studio("methods")
    assert said.code == 0
    cards = {card["slug"]: card for card in said.answer["methods"]}
    assert {"lora", "dreambooth", "textual_inversion"} <= set(cards)
    assert all(isinstance(card["can_run"], bool) for card in cards.values())
    assert "rank" in cards["lora"]["settings"]["properties"]


def test_nothing_heavy_is_loaded_for_methods_and_help(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from studio.cli.app import main\n"
        "assert main(['methods', '--json']) == 0\n"
        "assert main(['--help']) == 0\n"
        "heavy = {'torch', 'diffusers', 'transformers', 'PySide6', 'cv2'} & set(sys.modules)\n"
        "sys.exit(f'loaded: {heavy}' if heavy else 0)\n"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert said.returncode == 0, said.stderr


def test_a_backbone_is_added_and_listed(studio: Studio, tiny_model: Path) -> None:
    added = studio("backbone", "add", str(tiny_model), "--name", "small", "--licence", "mit")
    assert added.code == 0, added.err
    assert added.answer["backbone"]["name"] == "small"
    cards = {card["name"]: card for card in studio("backbones").answer["backbones"]}
    assert cards["small"]["can_run"]
    assert cards["small"]["picture_px"] == [32, 32]
    assert "mini" in cards
    again = studio("backbone", "add", str(tiny_model), "--name", "small")
    assert again.code == 1
    assert "already" in again.err


def test_a_single_file_is_added_and_listed(studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "hash_file", lambda file: f"hash of {file.name}")  # gigabytes of zeros
    file = write(tmp_path / "Old Painter.safetensors", full("1"))
    added = studio("backbone", "add", str(file), "--licence", "mit")
    assert added.code == 0, added.err
    entry = added.answer["backbone"]
    assert (entry["name"], entry["path"]) == ("old-painter", str(file))
    assert (entry["prediction_type"], entry["picture_px"], added.err) == ("epsilon", [512, 512], "")
    newer = write(tmp_path / "new.safetensors", full("2"))
    guessed = studio("backbone", "add", str(newer))
    assert guessed.answer["backbone"]["prediction_type"] == "v_prediction"
    assert "--prediction epsilon" in guessed.err
    chosen = studio("backbone", "add", str(newer), "--name", "base", "--prediction", "epsilon")
    assert (chosen.answer["backbone"]["picture_px"], chosen.err) == ([512, 512], "")
    cards = {card["name"]: card for card in studio("backbones").answer["backbones"]}
    assert cards["old-painter"]["can_run"]
    assert (cards["new"]["picture_px"], cards["new"]["prediction_type"]) == ([768, 768], "v_prediction")
    lora = write(tmp_path / "rex.safetensors", {"lora_unet_mid_block.lora_down.weight": (4, 320)})
    refused = studio("backbone", "add", str(lora))
    assert refused.code == 1
    assert refused.answer["error"]["message"] == "“rex.safetensors” holds a LoRA, not a base model."
    assert "artifact import" in refused.answer["error"]["remedy"]


def test_the_doctor_says_what_is_wrong(
    studio: Studio, monkeypatch: pytest.MonkeyPatch, tiny_model: Path, tmp_path: Path
) -> None:
    monkeypatch.setattr(doctor, "_CHILD", 'print(\'{"problems": ["torch cannot be loaded: no"], "device": "cpu"}\')')
    register_tiny(tiny_model)
    said = studio("doctor")
    assert said.code == 0
    report = said.answer
    assert report["python"] == sys.executable
    assert report["device"] == "cpu"
    assert report["memory_mb"] > 0
    assert {"name", "problem", "size_mb"} <= set(report["packs"][0])
    assert any("torch cannot be loaded" in problem["message"] for problem in report["problems"])
    assert all(problem["remedy"] for problem in report["problems"])


def test_the_doctor_survives_a_crash(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(doctor, "_CHILD", "import os; os.abort()")
    report = doctor.examine(tmp_path / "none" / "yet")
    assert report["device"] == "none"
    assert any("cannot be loaded" in problem["message"] for problem in report["problems"])


@pytest.fixture
def job(tmp_path: Path) -> JobFolder:
    return JobFolder.create(
        tmp_path / "library" / "jobs", GenerateRequest(library=tmp_path / "library", prompt="a dog")
    )


def test_jobs_are_listed_truthfully(studio: Studio, job: JobFolder) -> None:
    damaged = JobFolder.create(job.path.parent, job.request())
    damaged.state_file.write_text("{")
    job.set_state(State.RUNNING, "Step 3 of 9", step=3, of=9, pid=os.getpid())
    rows = {row["id"]: row for row in studio("job", "list").answer["jobs"]}
    assert rows[job.id]["state"] == "died"
    assert rows[job.id]["kind"] == "generate"
    assert rows[damaged.id]["state"] == "damaged"


def test_a_running_job_is_told_through_its_folder(studio: Studio, job: JobFolder) -> None:
    job.set_state(State.RUNNING, "Step 3 of 9", step=3, of=9)
    with worker_lock(job):
        for word in ("pause", "resume", "stop"):
            said = studio("job", word, job.id)
            assert said.code == 0
            assert said.answer["job"]["state"] == "running"
        assert studio("run", str(job.path)).code == 1
    told = commands_file(job).read_text().splitlines()
    assert [Command.PAUSE in line for line in told] == [True, False, False]
    assert len(told) == 3


def test_a_waiting_job_is_stopped_at_once(studio: Studio, job: JobFolder) -> None:
    assert studio("job", "stop", job.id).answer["job"]["state"] == "stopped"
    again = studio("job", "pause", str(job.path))
    assert again.code == 1
    assert "studio run" in again.err


def test_a_segmenter_is_looked_at_chosen_and_given_back(studio: Studio, tmp_path: Path) -> None:
    own = studio("segmenter", "show").answer["segmenter"]
    assert (own["name"], own["kind"], own["licence"], len(own["fingerprint"])) == ("mini", "small", "Apache-2.0", 32)
    report = studio("doctor").answer
    (pack,) = (pack for pack in report["packs"] if pack["path"] == own["path"])
    assert (pack["problem"], pack["licence"]) == (None, "Apache-2.0")
    assert "mask" in pack["makes_possible"]
    copy = tmp_path / "mine"
    shutil.copytree(own["path"], copy)
    chosen = studio("segmenter", "use", str(copy), "--licence", "CC BY-NC 4.0").answer["segmenter"]
    assert (chosen["name"], chosen["licence"]) == ("mine", "CC BY-NC 4.0")
    assert studio("segmenter", "show").answer["segmenter"] == chosen
    (copy / "model.safetensors").unlink()
    refused = studio("segmenter", "show")
    assert refused.code == 1
    assert refused.answer["error"]["remedy"]
    refused = studio("segmenter", "use", str(tmp_path / "sam_vit_b_01ec64.pth"))
    assert refused.code == 1
    assert "studio convert" in refused.answer["error"]["remedy"]
    assert studio("segmenter", "use", "mini").answer["segmenter"] == own
