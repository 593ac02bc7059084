"""Judging on arrival: numbers, faults with their sentence, near duplicates among many, the budget line."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFilter

from studio.core.geometry import BoxFrac
from studio.library.gallery import quality
from studio.library.gallery.budget import Budget, budget
from studio.library.gallery.import_photos import open_photo
from studio.library.gallery.records import Fault, Photo, Quality
from studio.library.gallery.twins import NEAR_BITS, Twins, judged
from tests.fakes.pictures import picture


def _photo(name: str, measured: Quality, **changes: object) -> Photo:
    return Photo(id=f"p-{name}", blake3=name, extension="png", name=name, quality=measured, **changes)  # type: ignore[arg-type]


def _judged(name: str, made: Image.Image) -> Photo:
    return quality.judge(_photo(name, quality.measure(made)), None)


def _grey(value: int, spread: int, size: tuple[int, int] = (320, 240)) -> Image.Image:
    noise = np.random.default_rng(0).integers(-spread, spread + 1, (size[1], size[0], 1))
    return Image.fromarray(np.clip(value + np.repeat(noise, 3, 2), 0, 255).astype(np.uint8), "RGB")


@pytest.mark.parametrize(
    ("made", "fault", "words"),
    [
        (picture(1).filter(ImageFilter.GaussianBlur(12)), Fault.BLURRED, "looks blurred: sharpness"),
        (_grey(12, 12), Fault.DARK, "too dark: brightness 5 %, 12 % or more is good"),
        (_grey(255, 0), Fault.BURNT_OUT, "100 % of its middle is pure white"),
        (_grey(128, 9), Fault.FLAT, "hardly any contrast: 2 %"),
        (picture(1, (120, 300)), Fault.SMALL, "120 × 300 pixels"),
    ],
)
def test_each_fault_has_its_number_in_a_sentence(made: Image.Image, fault: Fault, words: str) -> None:
    found = _judged("a.png", made)
    assert fault in found.faults
    sentence = found.problems[found.faults.index(fault)]
    assert words in sentence
    assert sentence.startswith("“a.png” ")
    assert sentence.endswith(".")


def test_a_good_photo_has_none_and_its_numbers_are_told() -> None:
    found = _judged("a.png", picture(1))
    assert (found.faults, found.problems) == ((), ())
    assert quality.facts(found.quality).startswith("sharpness ")
    assert quality.facts(Quality(width_px=1, height_px=1)) == ""


def test_a_white_ground_is_not_burnt_out() -> None:
    page = Image.new("RGB", (400, 400), "white")
    page.paste(picture(1, (200, 200)), (100, 100))
    assert Fault.BURNT_OUT not in _judged("a.png", page).faults


def test_a_crop_can_make_a_photo_small() -> None:
    whole = _photo("a.png", Quality(width_px=1000, height_px=400), crop=BoxFrac(0, 0, 0.1, 1.0))
    assert quality.judge(whole, None).problems == (
        "“a.png” is small: its crop has 100 × 400 pixels, 128 a side are good.",
    )
    turned = whole.model_copy(update={"rotation_deg": 90, "crop": None})
    assert quality.seen_size(turned) == (400, 1000)


def test_a_large_photo_is_judged_as_if_it_were_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "large.jpg"
    smooth = picture(3, (40, 30)).resize((2400, 1800), Image.Resampling.BICUBIC)
    smooth.save(path, quality=95)
    fast, whole = open_photo(path).quality, quality.measure(Image.open(path).convert("RGB"))
    assert (fast.width_px, fast.height_px) == (2400, 1800)
    assert fast.brightness == pytest.approx(whole.brightness, abs=0.01)
    assert fast.contrast == pytest.approx(whole.contrast, abs=0.01)
    assert fast.blur == pytest.approx(whole.blur, rel=0.35)
    twins = Twins([_photo("whole", whole)])
    assert twins.find(fast) is not None


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
@pytest.mark.parametrize("suffix", ["jpg", "tif", "png"])
def test_a_shrunk_photo_is_upright_too(tmp_path: Path, orientation: int, suffix: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / f"turned.{suffix}"
    picture(1, (1600, 1400)).save(path, exif=exif)
    found = open_photo(path).quality
    assert (found.width_px, found.height_px) == ((1400, 1600) if orientation > 4 else (1600, 1400))
    upright = picture(1, (1600, 1400)).rotate({1: 0, 3: 180, 6: 270, 8: 90}[orientation], expand=True)
    assert Twins([_photo("upright", quality.measure(upright))]).find(found) is not None


def test_bands_find_what_comparing_all_would() -> None:
    rng = random.Random(5)
    hashes = [rng.getrandbits(64) for _ in range(300)]
    photos = [_photo(str(n), Quality(width_px=1, height_px=1, phash=f"{h:016x}")) for n, h in enumerate(hashes)]
    twins = Twins(photos)
    for _ in range(300):
        number = rng.choice(hashes)
        for bit in rng.sample(range(64), rng.randint(0, 9)):
            number ^= 1 << bit
        found = twins.find(Quality(width_px=1, height_px=1, phash=f"{number:016x}"))
        near = [p for p, h in zip(photos, hashes, strict=True) if (h ^ number).bit_count() <= NEAR_BITS]
        assert found == (near[0] if near else None)


def test_when_the_first_of_two_twins_goes_the_other_is_good() -> None:
    same = quality.measure(picture(1))
    both = judged([_photo("a", same), _photo("b", same)])
    assert [photo.faults for photo in both] == [(), (Fault.TWIN,)]
    assert judged(both[1:])[0].problems == ()


def test_the_budget_counts_each_photo_once() -> None:
    plain = _photo("a", Quality(width_px=640, height_px=480))
    photos = [
        *[plain] * 7,
        plain.model_copy(update={"faults": (Fault.TWIN, Fault.BLURRED)}),
        plain.model_copy(update={"faults": (Fault.BLURRED,), "held_out": True}),
        plain.model_copy(update={"problems": ("Something.",)}),
    ]
    found = budget(photos)
    assert found == Budget(7, ((Fault.TWIN, 1), (Fault.BLURRED, 1)), 1, 1)
    assert found.sentence() == "7 good photos, 1 near duplicate, 1 too blurred, 1 with a problem, 1 held out by you"
    assert Budget(1, ((Fault.TWIN, 2),)).sentence() == "1 good photo, 2 near duplicates"
