"""Photos as the backbone wants them: upright, cropped around what matters, masks at latent size."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from studio.core.errors import InputProblem, StudioError
from studio.core.geometry import BoxFrac, BoxPx, SizePx
from studio.engine.dataset.pictures import close_up, crop_box, from_tensor, open_upright, prepare, to_tensor
from studio.library.gallery.records import PhotoView

TARGET, LATENT = SizePx(32, 32), SizePx(4, 4)


def save(path: Path, picture: Image.Image, **options: Any) -> PhotoView:
    picture.save(path, **options)
    return PhotoView(id="p-test0000", path=path, blake3="0" * 64)


def quarters(width: int = 64, height: int = 48) -> Image.Image:
    """Red, green / blue, white: each corner tells where it is."""
    picture = Image.new("RGB", (width, height), "white")
    picture.paste("red", (0, 0, width // 2, height // 2))
    picture.paste("lime", (width // 2, 0, width, height // 2))
    picture.paste("blue", (0, height // 2, width // 2, height))
    return picture


def test_exif_orientation_then_rotation(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # taken with the camera turned: show it turned clockwise
    photo = save(tmp_path / "turned.png", quarters(), exif=exif)
    upright = open_upright(photo)
    assert upright.size == (48, 64)
    assert upright.getpixel((1, 1)) == (0, 0, 255)
    once_more = open_upright(photo.model_copy(update={"rotation_deg": 90}))
    assert once_more.size == (64, 48)
    assert once_more.getpixel((1, 1)) == (255, 255, 255)


def test_the_original_is_not_touched(tmp_path: Path) -> None:
    photo = save(tmp_path / "photo.png", quarters())
    before = photo.path.read_bytes()
    prepare(photo, TARGET, LATENT)
    assert photo.path.read_bytes() == before


def test_crop_is_followed(tmp_path: Path) -> None:
    photo = save(tmp_path / "photo.png", quarters())
    shown, mask = prepare(photo.model_copy(update={"crop": BoxFrac(0.0, 0.0, 0.5, 0.5)}), TARGET, LATENT)
    assert shown.shape == (3, 32, 32)
    assert mask is None
    assert torch.allclose(shown[:, 16, 16], torch.tensor([1.0, -1.0, -1.0]))


@pytest.mark.parametrize(("width", "height"), [(1, 1), (1, 500), (500, 1), (33, 31), (4000, 17)])
def test_any_shape_gives_a_square(tmp_path: Path, width: int, height: int) -> None:
    size = SizePx(width, height)
    box = crop_box(size, TARGET, PhotoView(id="p-test0000", path=tmp_path, blake3="0"), None)
    assert 0 <= box.left < box.right <= width
    assert 0 <= box.top < box.bottom <= height
    assert abs((box.right - box.left) - (box.bottom - box.top)) <= 1


def test_the_box_follows_the_face_then_the_mask(tmp_path: Path) -> None:
    photo = PhotoView(id="p-test0000", path=tmp_path, blake3="0", face=BoxFrac(0.8, 0.4, 0.9, 0.6))
    assert crop_box(SizePx(100, 50), TARGET, photo, None) == BoxPx(50, 0, 100, 50)
    mask = Image.new("L", (100, 50))
    mask.paste(255, (0, 0, 20, 50))
    assert crop_box(SizePx(100, 50), TARGET, photo.model_copy(update={"face": None}), mask) == BoxPx(0, 0, 50, 50)


def test_the_mask_comes_at_latent_size(tmp_path: Path) -> None:
    photo = save(tmp_path / "photo.png", quarters(64, 64))
    mask = Image.new("L", (64, 64))
    mask.paste(255, (0, 0, 32, 64))
    mask.save(tmp_path / "mask.png")
    _, small = prepare(photo.model_copy(update={"mask": tmp_path / "mask.png"}), TARGET, LATENT)
    assert small is not None
    assert small.shape == (1, 4, 4)
    assert 0.4 < float(small.mean()) < 0.6


def test_an_empty_mask_is_a_sentence(tmp_path: Path) -> None:
    photo = save(tmp_path / "photo.png", quarters())
    Image.new("L", (64, 48)).save(tmp_path / "mask.png")
    with pytest.raises(InputProblem, match="mask"):
        prepare(photo.model_copy(update={"mask": tmp_path / "mask.png"}), TARGET, LATENT)


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"hello", b"\xff\xd8\xff\xe0 cut"])
def test_bad_files_are_sentences(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.png"
    path.write_bytes(content)
    with pytest.raises(StudioError) as caught:
        prepare(PhotoView(id="p-test0000", path=path, blake3="0"), TARGET, LATENT)
    assert "bad.png" in caught.value.message
    assert caught.value.remedy


def test_a_close_up_shows_the_small_subject_and_its_mask(tmp_path: Path) -> None:
    ground = Image.new("RGB", (256, 256), "blue")
    ground.paste("red", (160, 32, 224, 96))  # a quarter of the side, up on the right
    photo = save(tmp_path / "small.png", ground)
    mask = torch.zeros(1, 16, 16)
    mask[0, 2:6, 10:14] = 1
    near = close_up(photo, SizePx(128, 128), mask)
    assert near is not None
    picture, shown = near
    assert picture.shape == (3, 128, 128)
    assert shown.shape == (1, 16, 16)
    red = picture[0] > 0
    assert 0.5 < float(red.float().mean()) < 0.75  # 1 / 1.25² = 0.64 of the frame
    assert float(shown.mean()) == pytest.approx(0.64, abs=0.12)
    assert bool(red[64, 64])
    assert not bool(red[2, 2])


def test_what_fills_the_frame_already_has_no_close_up(tmp_path: Path) -> None:
    photo = save(tmp_path / "large.png", Image.new("RGB", (64, 64), "red"))
    assert close_up(photo, SizePx(64, 64), torch.ones(1, 8, 8)) is None
    assert close_up(photo, SizePx(64, 64), torch.zeros(1, 8, 8)) is None


def test_tensor_and_back() -> None:
    array = np.random.default_rng(0).integers(0, 256, (8, 8, 3), dtype=np.uint8)
    assert np.array_equal(np.asarray(from_tensor(to_tensor(Image.fromarray(array)))), array)
