"""`studio bench`: bad input in one sentence before anything starts; a real bench through a worker, tiny backbone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from studio.cli import conclude
from studio.library.protocol.jobs import list_jobs
from studio.library.protocol.requests import BenchRequest
from tests.cli.conftest import Studio

_BAD = [
    (("--methods", "loar"), "no method “loar”", "“lora”"),
    (("--methods", ","), "names nothing", "Leave it out"),
    (("--backbone", "minni"), "no backbone “minni”", "“mini”"),
    (("--subjects", "Rexx"), "no subject “Rexx”", "“Rex”"),
    (("--subjects", "bench:none"), "names no subjects", "bench:2"),
    (("--subjects", "bench:0"), "names no subjects", "bench:2"),
    (("--subjects", "bench:2:4"), "nothing to learn from or to judge by", "bench:2:1"),
    (("--subjects", "photos:2:1"), "names no subjects", "photos:2"),
    (("--subjects", "photos:99"), "The samples hold", "--photos"),
    (("--photos", "nowhere"), "is not a folder", "folder of photos"),
    (("--seeds", "0"), "--seeds 0 cannot be compared", "--seeds 1"),
    (("--pictures", "65"), "--pictures 65", "--pictures 64"),
    (("--strengths", "0,1"), "are not strengths", "above 0"),
    (("--strengths", "strong"), "are not strengths", "1.5"),
    (("--set", "steps"), "is not a setting", "key=value"),
    (("--set", "stepps=5"), "no setting “stepps”", "“steps”"),
    (("--set", "lora.steps=0"), "Steps (steps) cannot be 0", "Default"),
    (("--set", "lore.steps=5", "--methods", "lora"), "no method in this bench “lore”", "“lora”"),
    (("--rescore", "nowhere"), "There is no bench", "--out"),
]


def test_bad_input_is_told_before_anything_starts(studio: Studio, rex: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    unwritable = (("--out", str(tmp_path / "file" / "bench")), "cannot be written", "Check the path")
    for words, said, helps in [*_BAD, unwritable]:
        ran = studio("bench", "--subjects", rex, "--backbone", "tiny", *words)
        assert ran.code == 1, words
        error = ran.answer["error"]
        assert said in error["message"], error
        assert helps in error["remedy"], error
        assert ran.err.count("\n") == 1
    assert list_jobs(tmp_path / "library" / "jobs") == []


def test_what_is_asked_becomes_one_request(
    studio: Studio, rex: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[BenchRequest] = []

    def run(job: Any, _output: Any, **_: Any) -> tuple[int, dict[str, Any]]:
        asked.append(job.request())
        return 0, {}

    monkeypatch.setattr(conclude, "run_to_answer", run)
    words = ("bench", "--subjects", f"bench:2, {rex}", "--backbone", "tiny")
    some = ("--methods", "lora,dreambooth,lora", "--set", "steps=7", "--set", "lora.rank=2")
    studio(*words, *some, "--strengths", "1,0.5")
    request = asked[0]
    assert request.methods == ("lora", "dreambooth")
    assert request.settings == {"lora": {"steps": 7, "rank": 2}, "dreambooth": {"steps": 7}}
    assert request.strengths == (0.5, 1.0)
    assert request.subjects[0] == "bench:2"
    assert request.subjects[1].startswith("s-")
    assert request.out.parent == tmp_path / "library" / "bench"
    studio(*words, *some, "--seeds", "3")
    assert asked[1].out == request.out  # more seeds: the same bench goes on
    studio(*words, "--methods", "all")
    assert asked[2].out != request.out
    assert {"lora", "dreambooth", "textual_inversion"} <= set(asked[2].methods)


@pytest.mark.journeys
@pytest.mark.timeout(600)
def test_a_bench_in_a_worker_then_scored_again(studio: Studio, rex: str, tmp_path: Path) -> None:
    words = (
        "bench", "--methods", "lora", "--subjects", rex, "--backbone", "tiny", "--seeds", "1", "--pictures", "1",
        "--strengths", "1", "--set", "steps=2", "--set", "preview_every=0", "--out", str(tmp_path / "out"),
    )  # fmt: skip
    done = studio(*words)
    assert done.code == 0, done.err
    assert done.answer == {
        "report": str(tmp_path / "out" / "report.json"),
        "html": str(tmp_path / "out" / "report.html"),
        "methods": ["lora"],
    }
    assert done.events("started")[0]["what"] == "Comparing methods: 1, subjects: 1"
    assert done.events("progress")[-1]["of"] >= done.events("progress")[-1]["step"]
    before = (tmp_path / "out" / "report.json").read_bytes()
    assert "Right answers: not measured" in " ".join(json.loads(before)["not_measured"])  # not the mini world
    again = studio("bench", "--rescore", str(tmp_path / "out"))
    assert again.code == 0, again.err
    assert again.answer == done.answer
    assert (tmp_path / "out" / "report.json").read_bytes() == before
    refused = studio(*words[:-2], "--pictures", "2", "--out", str(tmp_path / "out"))
    assert refused.code == 1
    assert "holds another bench" in refused.answer["error"]["message"]
    purged = studio("subject", "remove", rex, "--purge")
    assert purged.code == 0
