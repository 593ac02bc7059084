"""Which artifacts can be joined, and why some choice cannot be."""

from __future__ import annotations

import pytest

from studio.desktop.viewmodel.merging import MergeViewModel, joinable
from studio.library.artifacts.manifest import Manifest
from tests.fakes.records import manifest, photo, subject
from tests.fakes.service import FakeService


@pytest.fixture
def apart(filled: FakeService) -> dict[str, Manifest]:
    rex, mug = filled.subjects[0], subject("Mug", "mug", photos=(photo("m"),))
    filled.subjects = (rex, mug)
    found = {
        "rex": manifest(rex, method="custom_diffusion"),
        "mug": manifest(mug, method="custom_diffusion"),
        "mug again": manifest(mug, method="custom_diffusion"),
        "rex by class": manifest(rex, method="classdiffusion"),
        "mug by class": manifest(mug, method="classdiffusion"),
        "elsewhere": manifest(rex, method="custom_diffusion").model_copy(update={"backbone_fingerprint": "other"}),
        "alone": manifest(mug, method="classdiffusion").model_copy(update={"backbone_fingerprint": "third"}),
    }
    filled.artifacts = (*filled.artifacts, *found.values())
    filled.announce()
    return found


def test_only_those_with_a_partner_are_offered(filled: FakeService, apart: dict[str, Manifest]) -> None:
    offered = joinable(filled.artifacts, filled.methods)
    left_out = {"elsewhere", "alone"}  # nothing else is of their base model
    assert [m.id for m in offered] == [m.id for name, m in apart.items() if name not in left_out]
    assert joinable(filled.artifacts[:2], filled.methods) == ()
    assert joinable((apart["mug"], apart["mug again"]), filled.methods) == ()


@pytest.mark.parametrize(
    ("chosen", "why"),
    [
        ((), "two or more"),
        (("rex",), "two or more"),
        (("rex", "mug by class"), "Custom Diffusion and ClassDiffusion"),
        (("mug", "mug again"), "same subject"),
    ],
)
def test_what_does_not_go_together_is_said(
    filled: FakeService, apart: dict[str, Manifest], chosen: tuple[str, ...], why: str
) -> None:
    merging = MergeViewModel(filled)  # type: ignore[arg-type]
    merging.choose(apart[name].id for name in chosen)
    assert why in merging.start_problem()
    merging.start()
    assert filled.jobs() == ()


def test_two_are_queued_as_one_job(filled: FakeService, apart: dict[str, Manifest]) -> None:
    merging = MergeViewModel(filled)  # type: ignore[arg-type]
    merging.choose([apart["mug"].id, apart["rex"].id])
    assert merging.start_problem() == ""
    merging.start()
    assert filled.asked[-1] == ("merge", (apart["rex"].id, apart["mug"].id))
    assert filled.jobs()[0].kind == "merge"
