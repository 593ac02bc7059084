"""The base picture: what the worker gets for image-to-image, inpainting and outpainting; undo; seeds; layout files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from studio.core.geometry import BoxFrac
from studio.desktop.service.open_picture import MOST_PX, open_picture
from studio.desktop.service.orders import DrawOrder
from studio.desktop.viewmodel.base_picture import Base, Margins, fitting_size, grown, prepare
from studio.desktop.viewmodel.brush import Stroke, blank, covered
from studio.desktop.viewmodel.composition import Composition
from studio.desktop.viewmodel.create import CreateViewModel
from studio.desktop.viewmodel.create_records import SeedMode
from studio.library.layout.records import Shape
from studio.library.protocol.requests import GenerateRequest
from tests.fakes.pictures import photo
from tests.fakes.service import FakeService


@pytest.fixture
def create(filled: FakeService) -> Iterator[CreateViewModel]:
    made = CreateViewModel(filled)  # type: ignore[arg-type]
    made.set(prompt="a dog", seed=5, count=2)
    yield made
    made.keep_canvas()  # no timer is left running


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    image = QImage(128, 128, QImage.Format.Format_RGB32)
    image.fill(QColor(10, 200, 30))
    path = tmp_path / "base 🐕.png"
    image.save(str(path))
    return path


def _half() -> QImage:
    mask = blank(QSize(128, 128))
    painter = QPainter(mask)
    painter.fillRect(0, 0, 64, 128, QColor("white"))
    painter.end()
    return mask


def _order(service: FakeService) -> DrawOrder:
    return next(order for order in reversed(service.asked) if isinstance(order, DrawOrder))


def _request(service: FakeService) -> GenerateRequest:
    request = service.jobs()[-1].request
    assert isinstance(request, GenerateRequest)
    return request


def _red(data: bytes | None, x: int, y: int) -> int:
    assert data is not None
    return QColor(QImage.fromData(data).pixel(x, y)).red()


def test_image_to_image_keeps_a_copy_that_can_be_drawn_again(
    create: CreateViewModel, filled: FakeService, picture: Path
) -> None:
    create.set_base(picture)
    create.set_denoise(0.4)
    create.generate()
    request = _request(filled)
    assert request.denoise == 0.4
    assert request.mask is None
    assert request.size is None
    assert request.init is not None
    picture.unlink()
    assert QImage(str(request.init)).size() == QSize(128, 128)


def test_inpainting_sends_the_mask(create: CreateViewModel, filled: FakeService, picture: Path) -> None:
    create.set_base(picture)
    create.composition.edit_base("mark", mask=_half())
    create.generate()
    order = _order(filled)
    assert (_red(order.mask, 10, 60), _red(order.mask, 100, 60)) == (255, 0)
    assert 0 < _red(order.mask, 65, 60) < 255  # it fades into what stays
    create.clear_base_mask()
    create.generate()
    assert _order(filled).mask is None
    create.composition.undo()
    create.generate()
    assert _order(filled).mask is not None


def test_outpainting_frames_the_picture_and_redraws_only_around_it() -> None:
    image = QImage(128, 128, QImage.Format.Format_RGB32)
    image.fill(QColor(200, 20, 20))
    made = prepare(Base(Path("x"), None, 0.3, Margins(right=1.0)), image, (128, 128))
    assert made.size == (192, 96)
    assert made.denoise == 1.0
    whole = QImage.fromData(made.picture)
    assert whole.size() == QSize(256, 128)
    assert QColor(whole.pixel(20, 20)).red() == 200
    assert _red(made.mask, 20, 20) == 0
    assert _red(made.mask, 200, 20) == 255
    assert _red(made.mask, 126, 64) == 255  # along the seam
    both = prepare(Base(Path("x"), _half(), 0.3, Margins(right=1.0)), image, (128, 128))
    assert _red(both.mask, 20, 20) == 255


def test_sizes_follow_the_shape() -> None:
    assert fitting_size(QSize(500, 500), (128, 128)) is None
    assert fitting_size(QSize(200, 100), (512, 512)) == (736, 352)
    assert fitting_size(QSize(1, 4000), (128, 128)) == (32, 8096)
    assert fitting_size(QSize(), (128, 128)) is None
    assert fitting_size(QSize(10, 10), None) is None
    inner, frame = grown(QSize(100, 50), Margins(0.5, 0.0, 0.25, 1.0))
    assert (inner.x(), inner.y(), frame.width(), frame.height()) == (50, 0, 175, 100)


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n"])
def test_a_file_that_is_no_picture_is_one_sentence(create: CreateViewModel, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.png"
    path.write_bytes(content)
    create.set_base(path)
    assert create.composition.base.path is None
    assert create.error is not None
    assert "broken.png" in create.error.message
    assert create.error.remedy


def test_a_photo_of_a_phone_is_upright_whatever_its_name_says(
    create: CreateViewModel, filled: FakeService, tmp_path: Path
) -> None:
    """QImage by itself left it on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    path = photo(tmp_path, "turned.jpg", exif=exif).rename(tmp_path / "turned.png")
    create.set_base(path)
    create.generate()
    init = QImage.fromData(_order(filled).init or b"")
    assert (init.width(), init.height()) == (240, 320)


def test_what_qt_cannot_read_is_read_as_photos_are(create: CreateViewModel, tmp_path: Path) -> None:
    for path in (Path(__file__).parents[2] / "golden" / "photos" / "block.heic", tmp_path / "wide.png"):
        if path.name == "wide.png":
            Image.new("L", (30_000, 2500), 128).save(path)  # Qt would take 300 MB for it, and gives up
        create.set_base(path)
        assert create.error is None
        assert create.composition.base.path == path
    assert open_picture(tmp_path / "wide.png").width() == MOST_PX


def test_a_base_of_900_million_pixels_is_refused_with_its_reason(create: CreateViewModel, tmp_path: Path) -> None:
    path = tmp_path / "huge.png"
    Image.new("1", (30_000, 30_000)).save(path)
    create.set_base(path)
    assert create.composition.base.path is None
    assert create.error is not None
    assert create.error.message == "“huge.png” is too large: more than 100 million pixels."
    assert create.error.remedy


def test_a_base_of_one_pixel_is_drawn_over(create: CreateViewModel, filled: FakeService, tmp_path: Path) -> None:
    path = tmp_path / "dot.png"
    Image.new("RGB", (1, 1)).save(path)
    create.set_base(path)
    create.generate()
    assert len(filled.jobs()) == 1


def test_a_base_that_vanished_is_told_and_nothing_is_queued(
    create: CreateViewModel, filled: FakeService, picture: Path
) -> None:
    create.set_base(picture)
    picture.unlink()
    create.generate()
    assert create.error is not None
    assert filled.jobs() == ()
    create.set_base(None)
    create.generate()
    assert len(filled.jobs()) == 1


def test_everything_about_the_base_can_be_undone(create: CreateViewModel, picture: Path) -> None:
    composition = create.composition
    create.set_base(picture)
    create.set_denoise(0.2)
    create.set_denoise(0.3)  # one drag of the slider is one step
    composition.edit_base("frame", grow=Margins(left=0.5))
    create.reset_frame()
    while composition.stack.canUndo():
        composition.undo()
    assert composition.base == Base()
    while composition.stack.canRedo():
        composition.redo()
    assert (composition.base.path, composition.base.denoise, composition.base.grow) == (picture, 0.3, Margins())


def test_seeds_new_kept_and_counted_on(create: CreateViewModel, filled: FakeService) -> None:
    create.set_seed_mode(SeedMode.STEP)
    create.generate()
    create.generate()
    assert _order(filled).seed == 7  # two pictures had 5 and 6
    create.set_seed_mode(SeedMode.KEEP)
    create.generate()
    assert _order(filled).seed == 7
    create.set_seed_mode(SeedMode.NEW)
    create.generate()
    assert _order(filled).seed not in (5, 6, 7, 8)


def test_a_brushed_region_follows_its_box_and_its_mask_is_kept(create: CreateViewModel, filled: FakeService) -> None:
    composition = create.composition
    stroke = Stroke(None, QSize(128, 128), erases=False)
    stroke.to(0.25, 0.25, 0.1)
    composition.keep_mask("", stroke.mask, covered(stroke.mask))
    region = composition.regions[0]
    assert region.shape is Shape.MASK
    assert region.mask is not None
    assert filled.mask_file(region.mask).is_file()
    composition.edit(region.id, box=BoxFrac(0.6, 0.6, 0.9, 0.9))
    found = composition.mask_of(composition.regions[0])
    assert found is not None
    assert covered(found[0]) == pytest.approx(BoxFrac(0.6, 0.6, 0.9, 0.9), abs=0.03)
    composition.undo()
    assert composition.regions[0] == region
    composition.duplicate(region.id)
    twin = composition.regions[1]
    assert twin.mask != region.mask
    composition.edit(twin.id, shape=Shape.RECT)
    assert composition.regions[1].mask is None


def test_a_layout_file_takes_its_masks_along(
    create: CreateViewModel, filled: FakeService, tmp_path: Path, qtbot: QtBot
) -> None:
    composition = create.composition
    stroke = Stroke(None, QSize(128, 128), erases=False)
    stroke.to(0.5, 0.5, 0.2)
    composition.keep_mask("", stroke.mask, covered(stroke.mask))
    composition.edit(composition.regions[0].id, prompt="a dog")
    composition.set_background("a beach")
    with qtbot.waitSignal(create.noted):
        create.save_layout(tmp_path / "out" / "two dogs")
    path = tmp_path / "out" / "two dogs.json"
    written = json.loads(path.read_text())
    assert (path.parent / written["regions"][0]["mask"]).is_file()
    assert written["background"] == "a beach"
    composition.load(Composition().layout)
    create.open_layout(path)
    assert composition.layout.background == "a beach"
    assert composition.mask_of(composition.regions[0]) is not None
    create.generate()
    request = _request(filled)
    assert request.layout is not None
    assert request.layout_folder is not None
    assert (request.layout_folder / str(request.layout.regions[0].mask)).is_file()


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"schema": 1, "regions": [{"box": [0, 0, 2, 2]}]}', '{"nothing": 1}', "missing"]
)
def test_a_corrupt_layout_file_is_told_and_the_canvas_stays(
    create: CreateViewModel, filled: FakeService, tmp_path: Path, content: str
) -> None:
    create.composition.add(BoxFrac(0.1, 0.1, 0.5, 0.5))
    path = tmp_path / "bad.json"
    if content != "missing":
        path.write_text(content)
    told: list[Exception] = []
    filled.problem.connect(told.append)
    create.open_layout(path)
    assert len(told) == 1
    assert getattr(told[0], "remedy", "")
    assert len(create.composition.regions) == 1


def test_a_mask_that_is_gone_leaves_the_box(create: CreateViewModel, tmp_path: Path) -> None:
    path = tmp_path / "gone.json"
    region = {"box": [0.1, 0.1, 0.5, 0.5], "shape": "mask", "mask": "../../etc/passwd"}
    path.write_text(json.dumps({"schema": 1, "regions": [region, {**region, "mask": "nowhere.png"}]}))
    create.open_layout(path)
    assert [r.shape for r in create.composition.regions] == [Shape.RECT, Shape.RECT]


def test_the_settings_of_a_result_bring_its_brushed_regions_back(create: CreateViewModel, filled: FakeService) -> None:
    stroke = Stroke(None, QSize(128, 128), erases=False)
    stroke.to(0.5, 0.5, 0.2)
    create.composition.keep_mask("", stroke.mask, covered(stroke.mask))
    create.composition.edit(create.composition.regions[0].id, prompt="a dog")
    create.generate()
    request = _request(filled)
    create.composition.load(Composition().layout)
    create.load(request)
    assert create.composition.regions[0].shape is Shape.MASK


def test_the_base_survives_a_crash(create: CreateViewModel, filled: FakeService, picture: Path) -> None:
    create.set_base(picture)
    create.set_denoise(0.3)
    create.composition.edit_base("mark", mask=_half())
    create.keep_canvas()
    again = CreateViewModel(filled)  # type: ignore[arg-type]
    filled.opened.emit()
    base = again.composition.base
    assert (base.path, base.denoise) == (picture, 0.3)
    assert base.mask is not None
    assert covered(base.mask) == pytest.approx(BoxFrac(0.0, 0.0, 0.5, 1.0), abs=0.02)
    assert not again.composition.stack.canUndo()
    again.set_base(None)
    again.keep_canvas()
    third = CreateViewModel(filled)  # type: ignore[arg-type]
    filled.opened.emit()
    assert third.composition.base.path is None
    third.keep_canvas()
    again.keep_canvas()
