"""The formulas on a small real encoder, the crops, and scores that come out the same from stored pictures."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import torch
from blake3 import blake3
from PIL import Image
from torch import Tensor, nn

from studio.core.errors import InputProblem
from studio.core.geometry import BoxFrac
from studio.engine.evaluation import contexts, pictures, report, score, stored
from studio.engine.evaluation.judges import Judges
from studio.engine.evaluation.selection import selection_judge
from studio.library.artifacts.evaluation import Evaluation, Pair
from studio.library.gallery.records import Kind, PhotoView, SubjectView
from tests.fakes.records import manifest, subject


class Colours(nn.Module):
    """A real, tiny judge: the mean colour in four quarters; words by their colour names."""

    def embed(self, pictures: Tensor) -> Tensor:
        return nn.functional.adaptive_avg_pool2d(pictures, 2).flatten(1)

    image = embed

    def text(self, texts: list[str]) -> Tensor:
        rows = {"red": (1, -1, -1), "blue": (-1, -1, 1)}
        colours = [next((rgb for word, rgb in rows.items() if word in text), (0.1, 0.1, 0.1)) for text in texts]
        return torch.tensor(colours, dtype=torch.float32).repeat_interleave(4, dim=1)


JUDGES = Judges(Colours(), Colours(), "judges/instance@1", "judges/clip@1")


def _photo(folder: Path, name: str, colour: tuple[int, int, int], size: tuple[int, int] = (40, 40)) -> PhotoView:
    path = folder / f"{name}.png"
    Image.new("RGB", size, colour).save(path)
    return PhotoView(id=f"p-{name}", path=path, blake3=blake3(path.read_bytes()).hexdigest())


def _flat(*colours: tuple[float, float, float]) -> Tensor:
    return torch.tensor(colours)[:, :, None, None].expand(-1, 3, 16, 16).contiguous()


RED, BLUE = (1.0, -1.0, -1.0), (-1.0, -1.0, 1.0)


@pytest.fixture
def view(tmp_path: Path) -> SubjectView:
    return SubjectView(
        id="s-1",
        name="Ruby",
        class_word="ball",
        kind=Kind.OBJECT,
        training=(_photo(tmp_path, "training", (0, 0, 255)),),
        selection=_photo(tmp_path, "selection", (255, 0, 0)),
        report=_photo(tmp_path, "report", (255, 0, 0)),
    )


def test_bootstrap_covers_the_mean_and_repeats_itself() -> None:
    values = [0.1, 0.4, 0.2, 0.5, 0.3, 0.35]
    first = score.bootstrap(values)
    assert first == score.bootstrap(values)
    assert first.low < first.mean < first.high
    assert first.mean == pytest.approx(sum(values) / len(values))
    same = score.bootstrap([0.25] * 5)
    assert (same.low, same.mean, same.high) == pytest.approx((0.25, 0.25, 0.25))


def test_measure_sets_taught_against_untaught(view: SubjectView) -> None:
    drawn = score.Drawn(_flat(RED, RED), _flat(BLUE, RED), ("a red ball", "a red ball"))
    scores = score.as_answer(score.measure(drawn, view, JUDGES))
    assert scores["likeness"] == pytest.approx(1.0, abs=1e-3)
    assert scores["likeness_untaught"] == pytest.approx((1 - 1 / 3) / 2, abs=1e-3)
    assert scores["likeness_gain_low"] <= scores["likeness_gain"] <= scores["likeness_gain_high"]
    assert scores["prompt_fit"] == pytest.approx(1.0, abs=1e-3)
    assert scores["prompt_fit_untaught"] < scores["prompt_fit"]


def test_several_subjects_are_each_measured_against_themselves(view: SubjectView) -> None:
    red = score.Drawn(_flat(RED), _flat(BLUE), ("a red ball",))
    blue = score.Drawn(_flat(BLUE, BLUE), _flat(RED, RED), ("a ball", "a ball"))
    seen = view.model_copy(update={"report": None})  # its training photo is blue
    scores = score.measure_all([(red, view), (blue, seen)], JUDGES)
    values = score.as_answer(scores)
    assert values["likeness"] == pytest.approx(1.0, abs=1e-3)
    assert values["likeness_untaught"] < 0.5
    assert scores[0].seen
    swapped = score.as_answer(score.measure_all([(blue, view), (red, seen)], JUDGES))
    assert swapped["likeness"] < 0.5


def test_without_a_held_out_photo_likeness_is_seen(view: SubjectView) -> None:
    drawn = score.Drawn(_flat(BLUE), _flat(RED), ("a ball",))
    for seen, whom in ((False, view), (True, view.model_copy(update={"report": None}))):
        found = {one.name: one for one in score.measure(drawn, whom, JUDGES)}
        assert found["likeness"].seen is seen
        assert found["likeness"].measured_by == "judges/instance@1"
        assert not found["prompt_fit"].seen
    assert found["likeness"].value == pytest.approx(1.0, abs=1e-3)  # the training photo is blue


def test_a_judge_that_is_missing_measures_nothing(view: SubjectView) -> None:
    drawn = score.Drawn(_flat(RED), _flat(BLUE), ("a red ball",))
    assert score.measure(drawn, view, Judges()) == ()
    only_clip = score.as_answer(score.measure(drawn, view, Judges(clip=Colours(), clip_name="c")))
    assert set(only_clip) == {"prompt_fit", "prompt_fit_untaught"}


def test_the_selection_judge_prefers_the_likeness(view: SubjectView) -> None:
    judge = selection_judge(Colours())
    assert judge is not None
    assert judge(list(_flat(RED, RED)), view) > judge(list(_flat(RED, BLUE)), view)


def test_stored_pictures_give_the_same_scores(view: SubjectView, tmp_path: Path) -> None:
    generator = torch.Generator().manual_seed(0)
    drawn = torch.rand((2, 3, 32, 32), generator=generator) * 2 - 1
    for name, picture in zip(("taught-00.png", "untaught-00.png"), drawn, strict=True):
        stored.write_picture(tmp_path, "a-000001", name, picture)
    pair = Pair(
        prompt="a photo of {}", plain_prompt="a red ball", seed=7, taught="taught-00.png", untaught="untaught-00.png"
    )
    evaluation = Evaluation(artifact="a-000001", backbone_fingerprint="f", steps=4, guidance=3.0, pairs=(pair,))
    scores = score.measure(stored.drawn(tmp_path, evaluation), view, JUDGES)
    stored.write(tmp_path, evaluation.model_copy(update={"scores": scores}))
    again = stored.read(tmp_path, "a-000001")
    assert score.measure(stored.drawn(tmp_path, again), view, JUDGES) == again.scores == scores


def test_the_score_is_measured_on_the_photo_that_this_training_held_out(
    view: SubjectView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which photo is held out depends on the seed of the training; that of seed 0 may have been learned from."""
    taught = manifest(subject()).model_copy(update={"seed": 7})
    for name in ("taught-00.png", "untaught-00.png"):
        stored.write_picture(tmp_path, taught.id, name, torch.zeros(3, 8, 8))
    pair = Pair(prompt="{}", plain_prompt="a ball", seed=7, taught="taught-00.png", untaught="untaught-00.png")
    stored.write(
        tmp_path, Evaluation(artifact=taught.id, backbone_fingerprint="f", steps=4, guidance=3.0, pairs=(pair,))
    )
    asked: list[tuple[str, int]] = []

    def looked_up(_root: Path, subject_id: str, seed: int = 0) -> SubjectView:
        asked.append((subject_id, seed))
        return view

    monkeypatch.setattr(report, "subject_view", looked_up)
    monkeypatch.setattr(report, "read_manifest", lambda *_: taught)
    monkeypatch.setattr(report, "rewrite_manifest", lambda *_: None)
    report.rescore(tmp_path, taught.id, JUDGES)
    assert asked == [(taught.subject_ids[0], 7)]


def test_photos_are_turned_and_cut_to_a_square(tmp_path: Path) -> None:
    picture = Image.new("RGB", (80, 40), (0, 0, 255))
    picture.paste((255, 0, 0), (60, 0, 80, 20))  # the upper right corner
    path = tmp_path / "wide.png"
    picture.save(path)
    plain = PhotoView(id="p-1", path=path, blake3="0")
    assert pictures.photo(plain, 16).shape == (3, 16, 16)
    cut = pictures.photo(plain.model_copy(update={"crop": BoxFrac(0.75, 0.0, 1.0, 0.5)}), 16)
    assert cut[0].min() > 0.9
    turned = pictures.photo(plain.model_copy(update={"rotation_deg": 90, "crop": BoxFrac(0.5, 0.75, 1.0, 1.0)}), 16)
    assert turned[0].min() > 0.9  # clockwise: the upper right corner comes to the lower right


def test_a_png_keeps_every_value() -> None:
    values = torch.arange(256, dtype=torch.float32).reshape(1, 16, 16).repeat(3, 1, 1) / 127.5 - 1
    with Image.open(io.BytesIO(pictures.as_png(values))) as read:
        assert torch.allclose(pictures.as_tensor(read), values, atol=1e-6)


def test_prompts_must_say_where_the_subject_goes() -> None:
    for kind in Kind:
        assert contexts.checked(contexts.contexts(kind))
    with pytest.raises(InputProblem, match="where the subject goes"):
        contexts.checked(["a dog on a beach"])


@pytest.mark.parametrize(("word", "phrase"), [("dog", "a dog"), ("apple", "an apple"), ("Owl", "an Owl")])
def test_the_plain_class(word: str, phrase: str) -> None:
    assert contexts.plain_class(word) == phrase
