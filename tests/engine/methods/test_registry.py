"""Finding and checking method files; the catalogue made from them."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import pytest

from studio.core import folders
from studio.core.errors import InputProblem
from studio.core.settings import Settings, setting
from studio.engine.backbones.tiny import tiny
from studio.engine.methods import catalogue, registry
from studio.engine.methods.contract import Gives, Learns, Method, MethodSpec
from studio.engine.methods.parts.trigger import placeholder, sentences
from studio.engine.methods.train_settings import TrainSettings
from studio.engine.training.golden import SUBJECT
from studio.library.catalogue.read import methods
from studio.library.gallery.records import Kind


def spec(slug: str) -> MethodSpec:
    return MethodSpec(slug, "Title", "A sentence.", "", 1, (), Gives.SUBJECT, ("sd",))


def test_the_three_methods_are_found() -> None:
    assert {m.spec.slug for m in registry.all_methods()} >= {"textual_inversion", "lora", "dreambooth"}
    assert registry.family_of("lora") == "weights"


def test_an_unknown_method_suggests_the_nearest() -> None:
    with pytest.raises(InputProblem) as caught:
        registry.get("loar")
    assert "lora" in caught.value.remedy


def test_broken_method_files_fail_with_their_name() -> None:
    class Misnamed(Method):
        spec = spec("other")
        Settings = TrainSettings

    class NoUnits(Settings):
        bare: int = 3

    class Unexplained(Method):
        spec = spec("mine")
        Settings = NoUnits

    class Halves(Learns):
        spec = spec("mine")
        Settings = TrainSettings
        backbone_defaults: ClassVar = {"sd": {"nothing": 1}}

    for broken, word in ((Misnamed, "slug"), (Unexplained, "bare"), (Halves, "backbone_defaults")):
        with pytest.raises(registry.MethodFileError, match=word) as caught:
            registry.check(broken, "studio.engine.methods.weights.mine")
        assert "weights.mine" in str(caught.value)


def test_defaults_follow_the_backbone_and_what_was_chosen_wins() -> None:
    method = registry.get("lora")
    assert isinstance(method, Learns)
    facts = tiny().facts
    family = registry.settings_for(method, facts, {})
    assert family.learning_rate == 1e-4
    assert registry.settings_for(method, facts, {"learning_rate": 0.5}).learning_rate == 0.5
    with pytest.raises(InputProblem, match="lerning_rate") as caught:
        registry.settings_for(method, facts, {"lerning_rate": 1})
    assert "learning_rate" in caught.value.remedy


def test_what_does_not_fit_is_said() -> None:
    method = registry.get("lora")
    assert registry.misfit(method, "sd", 1) is None
    assert "family" in (registry.misfit(method, "flux", 3) or "")
    assert "needs 1 photo, there are 0" in (registry.misfit(method, "sd", 0) or "")


def test_the_catalogue_is_fresh_and_readable() -> None:
    assert catalogue.is_fresh(folders.resources() / "catalogue.json"), "run `poe catalogue`"
    cards = {card.slug: card for card in methods()}
    assert cards["lora"].can == ("learns", "applies")
    assert cards["lora"].settings["properties"]["rank"]["title"] == "Rank"


def test_a_stale_catalogue_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.json"
    assert not catalogue.is_fresh(file)
    file.write_text(catalogue.text().replace("LoRA", "LoRa"), "utf-8")
    assert not catalogue.is_fresh(file)


def test_placeholders_stay_apart() -> None:
    names = ["Rex", "Rëx", "Rex!", "Rex the dog", "小明", "小红"]
    words = [placeholder(SUBJECT.model_copy(update={"name": n, "id": f"s-{i}00000{i}"})) for i, n in enumerate(names)]
    assert len(set(words)) == len(names)
    assert words[0] == "<rex>"
    assert words[3] == "<rex-the-dog>"


def test_styles_have_sentences_of_their_own() -> None:
    style = SUBJECT.model_copy(update={"kind": Kind.STYLE})
    assert all("style of" in text for text in sentences(style, "<ink>", varied=True))


class _Unused(Settings):
    """Only to show that setting() gives what the registry asks for."""

    value: int = setting(1, title="Value", help="A number.")


def test_setting_gives_title_unit_and_help() -> None:
    registry._check_fields(_Unused, "here")
