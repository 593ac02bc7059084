"""Merging artifacts of the library: what the new one says, what it draws, and what cannot be merged."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from studio.cli.conclude import _left_behind
from studio.core.control import NoControl
from studio.core.errors import InputProblem
from studio.engine.backbones import registry
from studio.engine.backbones.tiny import tiny
from studio.engine.methods import merged
from studio.engine.methods.stored import load_artifact
from studio.engine.methods.weights.custom_diffusion import CustomDiffusion
from studio.engine.training.run import train
from studio.engine.worker.run import run_job
from studio.library.artifacts.store import read_manifest
from studio.library.protocol import events
from studio.library.protocol.jobs import JobFolder
from studio.library.protocol.requests import MergeRequest
from studio.library.protocol.worker_process import EXIT_FINISHED
from tests.engine.worker.test_run import Wire
from tests.fakes.teaching import make_job, make_library

REX, TOM = "a-rex00000", "a-tom00000"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for who, first in ((("Rex", "dog"), 0), (("Tom", "cat"), 10)):
        subject = make_library(tmp_path, who=who, first_photo=first)
        teach(tmp_path, "custom_diffusion", subject.id, f"a-{who[0].lower()}00000")
    return tmp_path


def teach(root: Path, method: str, subject: str, artifact: str) -> None:
    extra = {"scale_variations": 0, "prior_preservation": 0.0} if method == "custom_diffusion" else {}
    request, job = make_job(root, method, subjects=(subject,), artifact=artifact, steps=2, learning_rate=1e-2, **extra)
    train(request, job, lambda _: None, NoControl(), tiny())


def test_the_new_artifact_holds_both(root: Path) -> None:
    manifest = merged.merge(root, [REX, TOM], tiny())
    assert manifest.subject_names == ("Rex", "Tom")
    assert manifest.triggers == ("<rex> dog", "<tom> cat")
    assert manifest.class_words == ("dog", "cat")
    assert manifest.origin == f"merged from {REX} and {TOM}"
    assert len(manifest.photo_hashes) == len(read_manifest(root, REX).photo_hashes) * 2
    backbone = tiny()
    site = next(site for site in backbone.sites("cross") if site.role == "v")
    said = []
    for id_ in (TOM, manifest.id):
        artifact, _ = load_artifact(root, id_, backbone.facts)
        with CustomDiffusion().apply(backbone, artifact, 1.0), torch.no_grad():
            said.append(site.module(backbone.encode_prompts(["<tom> cat"]).text)[0, 1:6])
    assert float((said[0] - said[1]).abs().max()) <= 1e-4


def test_a_merged_one_is_merged_again(root: Path) -> None:
    both = merged.merge(root, [REX, TOM], tiny())
    anna = make_library(root, who=("Anna", "girl"), first_photo=20)
    teach(root, "custom_diffusion", anna.id, "a-anna0000")
    assert merged.merge(root, [both.id, "a-anna0000"], tiny()).triggers == ("<rex> dog", "<tom> cat", "<anna> girl")


def test_what_cannot_be_merged_is_a_sentence(root: Path) -> None:
    teach(root, "lora", "s-rex00000", "a-lora0000")
    teach(root, "lora", "s-tom00000", "a-lora0001")
    for ids, words in (
        ([REX], "alone"),
        ([REX, REX], "same subject"),
        ([REX, "a-lora0001"], "custom_diffusion and by lora"),
        (["a-lora0000", "a-lora0001"], "cannot be merged"),
    ):
        with pytest.raises(InputProblem, match=words):
            merged.merge(root, ids, tiny())


def test_a_job_joins_them_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "load", lambda _name: tiny())
    request = MergeRequest(library=root, artifacts=(REX, TOM), artifact_id="a-both0000")
    job = JobFolder.create(root / "jobs", request)
    assert job.request() == request
    for _ in range(2):  # a job that was killed after the artifact was whole makes no other one
        wire = Wire(job)
        try:
            assert run_job(job, wire.channel, wire.control) == EXIT_FINISHED
            ending = wire.heard()[-1]
        finally:
            wire.close()
        assert isinstance(ending, events.Finished)
        assert ending.artifact == "a-both0000"
        assert read_manifest(root, "a-both0000").subject_names == ("Rex", "Tom")
        assert _left_behind(job, request, ending) == ("a-both0000", ())
    assert len(list((root / "artifacts").iterdir())) == 3
