"""One training by two processes over gloo (accelerate under torchrun), against the same in one process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from safetensors.torch import load_file

from tests.fakes.teaching import make_job, make_library

_SCRIPT = """
import json, sys
from pathlib import Path
import torch
from studio.core.control import NoControl
from studio.engine.backbones.tiny import tiny
from studio.engine.training import together
from studio.engine.training.run import train
from studio.library.protocol.jobs import JobFolder

torch.set_num_threads(1)
job = JobFolder(Path(sys.argv[1]))
told = []
answer = train(job.request(), job, told.append, NoControl(), tiny())
place = together.accelerator(torch.device("cpu"))
found = {"processes": place.num_processes, "rank": place.process_index, "answer": answer, "events": len(told)}
(job.path / f"rank-{place.process_index}.json").write_text(json.dumps(found))
torch.distributed.destroy_process_group()
"""


@pytest.mark.slow
def test_two_processes_teach_one_artifact(tmp_path: Path) -> None:
    make_library(tmp_path)
    _, job = make_job(tmp_path, steps=4, prior_preservation=1.0, preview_every=2)
    script = tmp_path / "teach.py"
    script.write_text(_SCRIPT, "utf-8")
    root = Path(__file__).resolve().parents[3]
    environment = {
        **os.environ,
        "ACCELERATE_USE_CPU": "true",
        "GLOO_SOCKET_IFNAME": "lo",
        "OMP_NUM_THREADS": "1",
        "PYTHONPATH": str(root),
    }
    run = subprocess.run(
        [sys.executable, "-m", "torch.distributed.run", "--nproc_per_node", "2", "--rdzv-backend", "c10d",
         "--rdzv-endpoint", "127.0.0.1:0", str(script), str(job.path)],
        env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-3000:]
    told = [json.loads((job.path / f"rank-{rank}.json").read_text("utf-8")) for rank in (0, 1)]
    assert [one["processes"] for one in told] == [2, 2]
    assert told[0]["answer"]["steps"] == 4
    assert told[0]["events"] > 4
    assert (told[1]["answer"], told[1]["events"]) == ({}, 0)
    tensors = load_file(Path(told[0]["answer"]["artifact"]["path"]) / "artifact.safetensors")
    assert any(float(value.abs().max()) > 0 for name, value in tensors.items() if name.endswith("lora_up.weight"))
